// SPDX-License-Identifier: GPL-2.0
/*
 * /sys/kernel/debug/bus_order: for every bus that has a device, its drivers in registration order and its devices in the order
 * of the bus's list. sysfs shows both in no order at all. Reads only.
 *
 *   driver BUS DRIVER MODULE      ("-": built in)
 *   device BUS DEVICE DRIVER      ("-": none)
 */
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#define MAX_BUSES 64

static struct dentry *file;
static struct device *root;

struct bus_list {
	const struct bus_type *types[MAX_BUSES];
	unsigned int count;
};

static void note_bus(struct bus_list *buses, const struct bus_type *type)
{
	unsigned int i;

	for (i = 0; i < buses->count; i++)
		if (buses->types[i] == type)
			return;
	if (buses->count < MAX_BUSES)
		buses->types[buses->count++] = type;
}

/* There is no public list of buses; every device that is registered is in the set that any device can show. */
static void find_buses(struct bus_list *buses)
{
	struct kset *all = root->kobj.kset;
	struct kobject *kobj;

	spin_lock(&all->list_lock);
	list_for_each_entry(kobj, &all->list, entry) {
		const struct bus_type *type = container_of(kobj, struct device, kobj)->bus;

		if (type)
			note_bus(buses, type);
	}
	spin_unlock(&all->list_lock);
}

static int show_driver(struct device_driver *driver, void *data)
{
	struct seq_file *out = data;

	seq_printf(out, "driver %s %s %s\n", driver->bus->name, driver->name,
		   driver->owner ? driver->owner->name : "-");
	return 0;
}

static int show_device(struct device *dev, void *data)
{
	struct seq_file *out = data;

	seq_printf(out, "device %s %s %s\n", dev->bus->name, dev_name(dev), dev->driver ? dev->driver->name : "-");
	return 0;
}

static int bus_order_show(struct seq_file *out, void *unused)
{
	static struct bus_list buses;
	unsigned int i;

	buses.count = 0;
	find_buses(&buses);
	for (i = 0; i < buses.count; i++) {
		bus_for_each_drv(buses.types[i], NULL, out, show_driver);
		bus_for_each_dev(buses.types[i], NULL, out, show_device);
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(bus_order);

static int __init bus_order_init(void)
{
	root = root_device_register("bus_order");
	if (IS_ERR(root))
		return PTR_ERR(root);
	file = debugfs_create_file("bus_order", 0400, NULL, NULL, &bus_order_fops);
	return 0;
}
module_init(bus_order_init);

static void __exit bus_order_exit(void)
{
	debugfs_remove(file);
	root_device_unregister(root);
}
module_exit(bus_order_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Shows drivers and devices of all buses in the order of the core's lists");
