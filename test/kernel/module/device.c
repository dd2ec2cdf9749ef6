// SPDX-License-Identifier: GPL-2.0
/*
 * Devices: plain ones on own buses and in classes, platform devices, auxiliary devices. They are kept until the end of the
 * scenario, deleted or not, because the core may hold references for longer than it has them in its lists.
 */
#include <linux/pm_runtime.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "recorder.h"

/* release() comes from a worker whenever the last link lets go. */
static DEFINE_SPINLOCK(devices_lock);

/* Names may be used again after a deletion: the newest counts. */
struct rec_device *rec_device_find(const char *name)
{
	struct rec_device *device;

	list_for_each_entry_reverse(device, &rec_devices, node)
		if (!device->deleted && !strcmp(device->name, name))
			return device;
	return NULL;
}

struct rec_device *rec_device_of(const struct device *core)
{
	struct rec_device *device, *found = NULL;

	spin_lock(&devices_lock);
	list_for_each_entry(device, &rec_devices, node)
		if (device->core == core && !device->released) {
			found = device;
			break;
		}
	spin_unlock(&devices_lock);
	return found;
}

static void release_device(struct device *core)
{
	struct rec_device *device = rec_device_of(core);

	if (device)
		device->released = true;
}

/* `NAME.3`: cuts the number off and gives it, or answers that there is none. */
static bool cut_number(char *name, int *number)
{
	char *dot = strrchr(name, '.');

	if (!dot || kstrtoint(dot + 1, 10, number))
		return false;
	*dot = '\0';
	return true;
}

static void init_platform(struct rec_device *device)
{
	struct platform_device *platform = &device->platform;

	device->core = &platform->dev;
	if (!cut_number(device->stem, &platform->id))
		platform->id = PLATFORM_DEVID_NONE;
	platform->name = device->stem;
	device_initialize(device->core);
}

/* `MODULE.NAME.3` */
static int init_auxiliary(struct rec_device *device)
{
	struct auxiliary_device *auxiliary = &device->auxiliary;
	int number = 0;
	char *dot;

	device->core = &auxiliary->dev;
	cut_number(device->stem, &number);
	auxiliary->id = number;
	dot = strchr(device->stem, '.');
	if (dot)
		*dot++ = '\0';
	auxiliary->name = dot ?: "x";
	if (!device->core->parent)
		device->core->parent = rec_root;
	return auxiliary_device_init(auxiliary);
}

static void init_plain(struct rec_device *device, struct rec_class *class)
{
	device->core = &device->plain;
	device_initialize(device->core);
	dev_set_name(device->core, "%s", device->name);
	if (device->bus)
		device->core->bus = device->bus->type;
	if (class)
		device->core->class = &class->class;
}

static struct device *core_of(struct rec_device *device)
{
	if (device->bus && device->bus->kind == REC_PLATFORM)
		return &device->platform.dev;
	if (device->bus && device->bus->kind == REC_AUXILIARY)
		return &device->auxiliary.dev;
	return &device->plain;
}

static int init_core(struct rec_device *device, struct rec_class *class, struct rec_device *parent)
{
	struct device *core = core_of(device);
	int rc = 0;

	/* device_initialize() leaves both as they are; the auxiliary bus asks for them before. */
	core->release = release_device;
	core->parent = parent ? parent->core : NULL;
	if (core == &device->platform.dev)
		init_platform(device);
	else if (core == &device->auxiliary.dev)
		rc = init_auxiliary(device);
	else
		init_plain(device, class);
	return rc;
}

/* A device that is initialized, but not yet added. ERR_PTR() if its bus does not take it. */
struct rec_device *rec_device_create(struct rec_bus *bus, struct rec_class *class, const char *name, const char *id,
				     struct rec_device *parent)
{
	struct rec_device *device = kzalloc(sizeof(*device), GFP_KERNEL);
	int rc;

	if (!device)
		return ERR_PTR(-ENOMEM);
	INIT_LIST_HEAD(&device->calls);
	strscpy(device->name, name, REC_NAME);
	strscpy(device->stem, name, REC_NAME);
	strscpy(device->id, id ?: "", REC_NAME);
	device->bus = bus;
	device->held = true;
	rc = init_core(device, class, parent);
	if (rc) {
		kfree(device);
		return ERR_PTR(rc);
	}
	spin_lock(&devices_lock);
	list_add_tail(&device->node, &rec_devices);
	spin_unlock(&devices_lock);
	return device;
}

static int add_core(struct rec_device *device)
{
	if (device->core == &device->platform.dev)
		return platform_device_add(&device->platform);
	if (device->core == &device->auxiliary.dev)
		return __auxiliary_device_add(&device->auxiliary, device->stem);
	return device_add(device->core);
}

int rec_device_add(struct rec_device *device)
{
	int rc;

	if (device->devres && !devm_kmalloc(device->core, 8, GFP_KERNEL))
		return -ENOMEM;
	if (device->runtime_pm)
		pm_runtime_enable(device->core);
	device->held = false;
	device->added = true;
	rec_log("add %s", device->name);
	rc = add_core(device);
	if (rc) {
		device->deleted = true;
		device->added = false;
		put_device(device->core);
	}
	return rc;
}

void rec_device_delete(struct rec_device *device)
{
	/* Before the call: remove() of a driver must not find it any more as one of its children. */
	device->deleted = true;
	rec_log("del %s", device->name);
	if (device->added && device->core == &device->platform.dev)
		platform_device_del(&device->platform);
	else if (device->added && device->core == &device->auxiliary.dev)
		auxiliary_device_delete(&device->auxiliary);
	else if (device->added)
		device_del(device->core);
	rec_log("del_done %s", device->name);
	put_device(device->core);
}

static void set_behavior(struct rec_device *device, int argc, char **argv)
{
	device->match_defers = rec_number(argc, argv, "mdefer");
	device->match_error = rec_number(argc, argv, "merr");
	device->dma_defers = rec_number(argc, argv, "dmadefer");
	device->dma_error = rec_number(argc, argv, "dmaerr");
	device->devres = rec_flag(argc, argv, "devres");
	device->runtime_pm = rec_flag(argc, argv, "runtime_pm");
}

/* A driver that takes a device before it is added sets the pointer itself. */
static int claim_device(struct rec_device *device, const char *name)
{
	struct rec_driver *driver = rec_driver_find(device->bus, name);

	if (!driver)
		return -ENOENT;
	device->core->driver = driver->core;
	return 0;
}

static int new_device(struct rec_bus *bus, struct rec_class *class, int argc, char **argv)
{
	const char *parent_name = rec_word(argc, argv, "parent");
	struct rec_device *parent = parent_name ? rec_device_find(parent_name) : NULL;
	struct rec_device *device;
	int rc = 0;

	if ((!bus && !class) || (parent_name && !parent))
		return -ENOENT;
	device = rec_device_create(bus, class, argv[2], rec_word(argc, argv, "id"), parent);
	if (IS_ERR(device))
		return PTR_ERR(device);
	set_behavior(device, argc, argv);
	if (rec_word(argc, argv, "override"))
		rc = device_set_driver_override(device->core, rec_word(argc, argv, "override"));
	if (!rc && rec_word(argc, argv, "claim"))
		rc = claim_device(device, rec_word(argc, argv, "claim"));
	if (!rc && rec_flag(argc, argv, "fwnode"))
		rc = rec_fwnode_set(device, parent, rec_word(argc, argv, "suppliers"));
	if (rc)
		return rc;
	if (rec_flag(argc, argv, "best_effort"))
		rec_fwnode_best_effort(device);
	return rec_flag(argc, argv, "hold") ? 0 : rec_device_add(device);
}

int rec_device_new(int argc, char **argv)
{
	return new_device(rec_bus_find(argv[1]), NULL, argc, argv);
}

int rec_class_device_new(int argc, char **argv)
{
	return new_device(NULL, rec_class_find(argv[1]), argc, argv);
}
