// SPDX-License-Identifier: GPL-2.0
/*
 * Drivers: from a command to a registered driver of the bus's own kind. All three kinds share one probe and one remove (probe.c).
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

/* A name may be registered again after it was unregistered: the newest counts. */
struct rec_driver *rec_driver_find(const struct rec_bus *bus, const char *name)
{
	struct rec_driver *driver;

	list_for_each_entry_reverse(driver, &rec_drivers, node)
		if (driver->bus == bus && driver->registered && !strcmp(driver->name, name))
			return driver;
	return NULL;
}

struct rec_driver *rec_driver_of(const struct device_driver *core)
{
	struct rec_driver *driver;

	list_for_each_entry(driver, &rec_drivers, node)
		if (driver->core == core)
			return driver;
	return NULL;
}

const char *rec_driver_name(const struct device *dev)
{
	return dev->driver ? dev->driver->name : "-";
}

static int platform_probe(struct platform_device *pdev)
{
	return rec_probe(&pdev->dev);
}

static void platform_remove(struct platform_device *pdev)
{
	rec_probe_remove(&pdev->dev);
}

static int auxiliary_probe(struct auxiliary_device *auxdev, const struct auxiliary_device_id *id)
{
	const struct rec_device *device = rec_device_of(&auxdev->dev);

	if (device)
		rec_log("aux_id %s %s", device->name, id->name);
	return rec_probe(&auxdev->dev);
}

static void auxiliary_remove(struct auxiliary_device *auxdev)
{
	rec_probe_remove(&auxdev->dev);
}

static int parse_ids(struct rec_driver *driver, char *text)
{
	char *word;

	while ((word = strsep(&text, "|"))) {
		if (driver->nr_ids == REC_MANY)
			return -E2BIG;
		strscpy(driver->ids[driver->nr_ids++], word, REC_NAME);
	}
	return 0;
}

static int parse_child(struct rec_driver *driver, const char *device, char *text)
{
	struct rec_child *child = &driver->children[driver->nr_children];

	if (driver->nr_children++ == REC_MANY)
		return -E2BIG;
	strscpy(child->only, device, REC_NAME);
	strscpy(child->name, strsep(&text, "|"), REC_NAME);
	strscpy(child->home, strsep(&text, "|") ?: "", REC_NAME);
	strscpy(child->id, strsep(&text, "|") ?: "", REC_NAME);
	strscpy(child->parent, strsep(&text, "|") ?: "", REC_NAME);
	child->described = text;
	return strscpy(child->suppliers, text ?: "", sizeof(child->suppliers)) < 0 ? -E2BIG : 0;
}

static int parse_deletion(struct rec_driver *driver, const char *device, const char *name)
{
	struct rec_deletion *deletion = &driver->deletions[driver->nr_deletions];

	if (driver->nr_deletions++ == REC_MANY)
		return -E2BIG;
	strscpy(deletion->device, device, REC_NAME);
	strscpy(deletion->name, name, REC_NAME);
	return 0;
}

static int parse_link(struct rec_driver *driver, char *text)
{
	struct rec_probe_link *link = &driver->links[driver->nr_links];

	if (driver->nr_links++ == REC_MANY)
		return -E2BIG;
	strscpy(link->supplier, strsep(&text, "|"), REC_NAME);
	return text ? kstrtou32(text, 0, &link->flags) : 0;
}

/*
 * `ids=A|B`, `probe=RULE`, `probe@DEVICE=RULE`, `child=NAME|HOME|ID|PARENT|SUPPLIERS`, `child@DEVICE=…`,
 * `delete@DEVICE=NAME`, `link=SUPPLIER|FLAGS`; flags are not its business.
 */
static int parse_word(struct rec_driver *driver, char *word)
{
	char *value = strchr(word, '=');

	if (!value)
		return 0;
	*value++ = '\0';
	if (!strcmp(word, "ids"))
		return parse_ids(driver, value);
	if (!strcmp(word, "child"))
		return parse_child(driver, "", value);
	if (!strncmp(word, "child@", 6))
		return parse_child(driver, word + 6, value);
	if (!strncmp(word, "delete@", 7))
		return parse_deletion(driver, word + 7, value);
	if (!strcmp(word, "link"))
		return parse_link(driver, value);
	if (!strcmp(word, "probe"))
		return rec_rule_parse(driver, "", value);
	if (!strncmp(word, "probe@", 6))
		return rec_rule_parse(driver, word + 6, value);
	return -EINVAL;
}

static void fill_platform_driver(struct rec_driver *driver)
{
	struct platform_driver *platform = &driver->platform;
	unsigned int i;

	for (i = 0; i < driver->nr_ids; i++)
		strscpy(driver->platform_ids[i].name, driver->ids[i], PLATFORM_NAME_SIZE);
	if (driver->nr_ids)
		platform->id_table = driver->platform_ids;
	platform->probe = platform_probe;
	platform->remove = platform_remove;
	driver->core = &platform->driver;
	driver->core->name = driver->name;
}

/* The core makes the name `MODULE.NAME` of the two. */
static void fill_auxiliary_driver(struct rec_driver *driver)
{
	struct auxiliary_driver *auxiliary = &driver->auxiliary;
	unsigned int i;
	char *dot;

	for (i = 0; i < driver->nr_ids; i++)
		strscpy(driver->auxiliary_ids[i].name, driver->ids[i], AUXILIARY_NAME_SIZE);
	if (driver->nr_ids)
		auxiliary->id_table = driver->auxiliary_ids;
	auxiliary->probe = auxiliary_probe;
	auxiliary->remove = auxiliary_remove;
	strscpy(driver->module, driver->name, REC_NAME);
	dot = strchr(driver->module, '.');
	if (dot) {
		*dot = '\0';
		auxiliary->name = driver->name + (dot - driver->module) + 1;
	}
	driver->core = &auxiliary->driver;
}

static void fill_own_driver(struct rec_driver *driver)
{
	driver->core = &driver->plain;
	driver->core->name = driver->name;
	driver->core->bus = driver->bus->type;
	driver->core->probe = rec_probe;
	driver->core->remove = rec_probe_remove;
}

static void fill_driver(struct rec_driver *driver, int argc, char **argv)
{
	switch (driver->bus->kind) {
	case REC_PLATFORM:
		fill_platform_driver(driver);
		break;
	case REC_AUXILIARY:
		fill_auxiliary_driver(driver);
		break;
	case REC_OWN:
		fill_own_driver(driver);
		break;
	}
	driver->create_before_fail = rec_flag(argc, argv, "create_before_fail");
	driver->keep_children = rec_flag(argc, argv, "keep_children");
	driver->core->owner = THIS_MODULE;
	driver->core->suppress_bind_attrs = rec_flag(argc, argv, "suppress_bind_attrs");
	if (rec_flag(argc, argv, "sync_state"))
		driver->core->sync_state = rec_sync_state;
	driver->core->probe_type =
		rec_flag(argc, argv, "async") ? PROBE_PREFER_ASYNCHRONOUS : PROBE_FORCE_SYNCHRONOUS;
}

static int register_driver(struct rec_driver *driver)
{
	switch (driver->bus->kind) {
	case REC_PLATFORM:
		return platform_driver_register(&driver->platform);
	case REC_AUXILIARY:
		return __auxiliary_driver_register(&driver->auxiliary, THIS_MODULE, driver->module);
	case REC_OWN:
		return driver_register(&driver->plain);
	}
	return -EINVAL;
}

void rec_driver_unregister(struct rec_driver *driver)
{
	driver->registered = false;
	switch (driver->bus->kind) {
	case REC_PLATFORM:
		platform_driver_unregister(&driver->platform);
		break;
	case REC_AUXILIARY:
		auxiliary_driver_unregister(&driver->auxiliary);
		break;
	case REC_OWN:
		driver_unregister(&driver->plain);
		break;
	}
}

int rec_driver_new(int argc, char **argv)
{
	struct rec_bus *bus = rec_bus_find(argv[1]);
	struct rec_driver *driver;
	int i, rc = 0;

	if (!bus)
		return -ENOENT;
	driver = kzalloc(sizeof(*driver), GFP_KERNEL);
	if (!driver)
		return -ENOMEM;
	driver->bus = bus;
	strscpy(driver->name, argv[2], REC_NAME);
	for (i = 3; i < argc && !rc; i++)
		rc = parse_word(driver, argv[i]);
	if (rc) {
		kfree(driver);
		return rc;
	}
	fill_driver(driver, argc, argv);
	/* Known before it is registered: registration already probes. */
	list_add_tail(&driver->node, &rec_drivers);
	driver->registered = true;
	rc = register_driver(driver);
	if (rc)
		driver->registered = false;
	return rc;
}

/* The driver's rows are those that are given; `new_id` of a real bus then offers it every device. */
static int change_ids(int argc, char **argv, bool walk)
{
	struct rec_bus *bus = rec_bus_find(argv[1]);
	struct rec_driver *driver = bus ? rec_driver_find(bus, argv[2]) : NULL;
	int rc;

	if (!driver)
		return -ENOENT;
	driver->nr_ids = 0;
	rc = argc > 3 ? parse_word(driver, argv[3]) : 0;
	return rc || !walk ? rc : driver_attach(driver->core);
}

int rec_driver_new_id(int argc, char **argv)
{
	return change_ids(argc, argv, true);
}

int rec_driver_remove_id(int argc, char **argv)
{
	return change_ids(argc, argv, false);
}

int rec_driver_remove(int argc, char **argv)
{
	struct rec_bus *bus = rec_bus_find(argv[1]);
	struct rec_driver *driver = bus ? rec_driver_find(bus, argv[2]) : NULL;

	if (!driver)
		return -ENOENT;
	rec_driver_unregister(driver);
	return 0;
}
