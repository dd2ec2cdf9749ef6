// SPDX-License-Identifier: GPL-2.0
/*
 * The state between two operations, read from the core's own lists. Marks begin with '@', as those of command.c.
 */
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

#define DEFERRED_FILE "/sys/kernel/debug/devices_deferred"

static int dump_bus_device(struct device *dev, void *data)
{
	const struct rec_device *device = rec_device_of(dev);

	if (device)
		rec_log("@device %s %s", device->name, rec_driver_name(dev));
	return 0;
}

static int dump_bus_driver(struct device_driver *core, void *data)
{
	if (rec_driver_of(core))
		rec_log("@driver %s", core->name);
	return 0;
}

static void dump_buses(void)
{
	const struct rec_bus *bus;

	list_for_each_entry(bus, &rec_buses, node) {
		rec_log("@bus %s", bus->name);
		bus_for_each_dev(bus->type, NULL, NULL, dump_bus_device);
		bus_for_each_drv(bus->type, NULL, NULL, dump_bus_driver);
	}
}

/* Only debugfs shows the pending list; a line is the device's name and, behind a tab, the reason. */
static void dump_deferred(void)
{
	char *text = rec_read_seq_file(DEFERRED_FILE);
	char *rest = text, *line;

	while (rest && (line = strsep(&rest, "\n"))) {
		strreplace(line, '\t', '\0');
		if (*line && rec_device_find(line))
			rec_log("@deferred %s", line);
	}
	kfree(text);
}

static void dump_links(const struct rec_device *device)
{
	const struct device_link *link;
	const struct rec_device *supplier;

	list_for_each_entry(link, &device->core->links.suppliers, c_node) {
		supplier = rec_device_of(link->supplier);
		rec_log("@link %s %s %u %d", device->name, supplier ? supplier->name : "?", link->flags, link->status);
	}
}

static void dump_devices(void)
{
	const struct rec_device *device;
	char *path;

	list_for_each_entry(device, &rec_devices, node) {
		if (device->deleted || !device->added)
			continue;
		path = kobject_get_path(&device->core->kobj, GFP_KERNEL);
		rec_log("@path %s %s", device->name, path ?: "?");
		kfree(path);
		dump_links(device);
	}
}

/* devices_kset is not exported, but every device is in it. */
static void dump_order(void)
{
	struct kset *all = rec_root->kobj.kset;
	const struct rec_device *device;
	struct kobject *kobj;

	spin_lock(&all->list_lock);
	list_for_each_entry(kobj, &all->list, entry) {
		device = rec_device_of(container_of(kobj, struct device, kobj));
		if (device)
			rec_log("@order %s", device->name);
	}
	spin_unlock(&all->list_lock);
}

int rec_dump(int argc, char **argv)
{
	dump_buses();
	dump_deferred();
	dump_devices();
	dump_order();
	return 0;
}
