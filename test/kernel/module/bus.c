// SPDX-License-Identifier: GPL-2.0
/*
 * Buses and classes. An own bus is a struct bus_type of this module whose match() follows the scenario's steps; on the platform
 * and the auxiliary bus, which are the kernel's own, the recorder only listens.
 */
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

struct rec_bus *rec_bus_find(const char *name)
{
	struct rec_bus *bus;

	list_for_each_entry(bus, &rec_buses, node)
		if (!strcmp(bus->name, name))
			return bus;
	return NULL;
}

struct rec_class *rec_class_find(const char *name)
{
	struct rec_class *class;

	list_for_each_entry(class, &rec_classes, node)
		if (!strcmp(class->name, name))
			return class;
	return NULL;
}

static int log_notification(struct notifier_block *block, unsigned long action, void *data)
{
	/* In the order of enum bus_notifier_event. */
	static const char * const names[] = {
		"add", "del", "removed", "bind", "bound", "unbind", "unbound", "notbound",
	};
	struct device *dev = data;
	const struct rec_device *device = rec_device_of(dev);

	if (device && action < ARRAY_SIZE(names))
		rec_log("notify %s %s %s", device->name, names[action], rec_driver_name(dev));
	return NOTIFY_DONE;
}

static int log_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	const struct rec_device *device = rec_device_of(dev);
	const char *action = "ACTION=";

	/* Without an action it is not an event: somebody reads the file `uevent`. */
	if (device && env->envp_idx > 0 && !strncmp(env->envp[0], action, strlen(action)))
		rec_log("uevent %s %s", device->name, env->envp[0] + strlen(action));
	return 0;
}

void rec_sync_state(struct device *dev)
{
	const struct rec_device *device = rec_device_of(dev);

	if (device)
		rec_log("sync_state %s", device->name);
}

static int parse_steps(struct rec_bus *bus, const char *text)
{
	/* In the order of enum rec_step. */
	static const char * const names[] = {
		"override", "table", "table_final", "driver_name", "always", "device_match_defer", "device_match_error",
	};
	char copy[256], *rest = copy, *word;
	int step;

	strscpy(copy, text, sizeof(copy));
	while ((word = strsep(&rest, "|"))) {
		step = match_string(names, ARRAY_SIZE(names), word);
		if (step < 0 || bus->nr_steps == REC_MANY)
			return -EINVAL;
		bus->steps[bus->nr_steps++] = step;
		if (step == STEP_OVERRIDE)
			bus->own.driver_override = true;
	}
	return 0;
}

static int register_own_bus(struct rec_bus *bus, int argc, char **argv)
{
	const char *steps = rec_word(argc, argv, "steps");
	int rc = steps ? parse_steps(bus, steps) : 0;

	if (rc)
		return rc;
	bus->own.name = bus->name;
	if (!rec_flag(argc, argv, "no_match_callback"))
		bus->own.match = rec_match;
	if (rec_flag(argc, argv, "sync_state"))
		bus->own.sync_state = rec_sync_state;
	bus->own.uevent = log_uevent;
	bus->own.dma_configure = rec_dma_configure;
	bus->own.shutdown = rec_device_shutdown;
	bus->own.pm = &rec_pm_ops;
	bus->type = &bus->own;
	return bus_register(&bus->own);
}

static void free_auxiliary(struct device *dev)
{
	kfree(to_auxiliary_dev(dev));
}

/* auxiliary_bus_type is not exported, but every initialized auxiliary device points to it. */
static const struct bus_type *auxiliary_bus(void)
{
	struct auxiliary_device *sample = kzalloc(sizeof(*sample), GFP_KERNEL);
	const struct bus_type *type;

	if (!sample)
		return NULL;
	sample->name = "sample";
	sample->dev.parent = rec_root;
	sample->dev.release = free_auxiliary;
	if (auxiliary_device_init(sample)) {
		kfree(sample);
		return NULL;
	}
	type = sample->dev.bus;
	auxiliary_device_uninit(sample);
	return type;
}

static int open_bus(struct rec_bus *bus, int argc, char **argv)
{
	if (!strcmp(argv[2], "platform")) {
		bus->kind = REC_PLATFORM;
		bus->type = &platform_bus_type;
	} else if (!strcmp(argv[2], "auxiliary")) {
		bus->kind = REC_AUXILIARY;
		bus->type = auxiliary_bus();
	} else {
		bus->kind = REC_OWN;
		return register_own_bus(bus, argc, argv);
	}
	return bus->type ? 0 : -ENOMEM;
}

int rec_bus_new(int argc, char **argv)
{
	struct rec_bus *bus = kzalloc(sizeof(*bus), GFP_KERNEL);
	int rc;

	if (!bus)
		return -ENOMEM;
	strscpy(bus->name, argv[1], REC_NAME);
	rc = open_bus(bus, argc, argv);
	if (rc) {
		kfree(bus);
		return rc;
	}
	bus->watcher.notifier_call = log_notification;
	bus_register_notifier(bus->type, &bus->watcher);
	list_add_tail(&bus->node, &rec_buses);
	return 0;
}

void rec_buses_free(void)
{
	struct rec_bus *bus, *next;

	list_for_each_entry_safe(bus, next, &rec_buses, node) {
		bus_unregister_notifier(bus->type, &bus->watcher);
		if (bus->kind == REC_OWN)
			bus_unregister(&bus->own);
		list_del(&bus->node);
		kfree(bus);
	}
}

int rec_class_new(int argc, char **argv)
{
	struct rec_class *class = kzalloc(sizeof(*class), GFP_KERNEL);
	int rc;

	if (!class)
		return -ENOMEM;
	strscpy(class->name, argv[1], REC_NAME);
	class->class.name = class->name;
	rc = class_register(&class->class);
	if (rc) {
		kfree(class);
		return rc;
	}
	list_add_tail(&class->node, &rec_classes);
	return 0;
}

void rec_classes_free(void)
{
	struct rec_class *class, *next;

	list_for_each_entry_safe(class, next, &rec_classes, node) {
		class_unregister(&class->class);
		list_del(&class->node);
		kfree(class);
	}
}
