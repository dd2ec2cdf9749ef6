// SPDX-License-Identifier: GPL-2.0
/*
 * Firmware nodes of the recorder's own kind, so that fw_devlink has something to read on a machine without a device tree.
 * All nodes of a scenario's devices are there from the moment that somebody names them, as those of a device tree are.
 */
#include <linux/fwnode.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

struct rec_fwnode {
	struct list_head node;
	char name[REC_NAME];
	struct fwnode_handle handle;
	struct rec_fwnode *parent;
	struct rec_fwnode *suppliers[REC_MANY];
	unsigned int nr_suppliers;
};

/*
 * Firmware parsers are never modules, so the core does not export what they call. The guest reads the addresses from
 * /proc/kallsyms; without them devices have no firmware nodes.
 */
static unsigned long link_add_at, links_purge_at;
module_param(link_add_at, ulong, 0400);
module_param(links_purge_at, ulong, 0400);

static LIST_HEAD(fwnodes);

static struct rec_fwnode *of_handle(const struct fwnode_handle *handle)
{
	return container_of(handle, struct rec_fwnode, handle);
}

static const char *get_name(const struct fwnode_handle *handle)
{
	return of_handle(handle)->name;
}

static const char *get_name_prefix(const struct fwnode_handle *handle)
{
	return "";
}

static struct fwnode_handle *get_parent(const struct fwnode_handle *handle)
{
	struct rec_fwnode *parent = of_handle(handle)->parent;

	return parent ? &parent->handle : NULL;
}

static int add_links(struct fwnode_handle *handle)
{
	int (*link_add)(struct fwnode_handle *, struct fwnode_handle *, u8) = (void *)link_add_at;
	struct rec_fwnode *consumer = of_handle(handle);
	unsigned int i;

	for (i = 0; i < consumer->nr_suppliers; i++)
		link_add(handle, &consumer->suppliers[i]->handle, 0);
	return 0;
}

static const struct fwnode_operations fwnode_ops = {
	.get_name = get_name,
	.get_name_prefix = get_name_prefix,
	.get_parent = get_parent,
	.add_links = add_links,
};

static struct rec_fwnode *fwnode_named(const char *name)
{
	struct rec_fwnode *fwnode;

	list_for_each_entry(fwnode, &fwnodes, node)
		if (!strcmp(fwnode->name, name))
			return fwnode;
	fwnode = kzalloc(sizeof(*fwnode), GFP_KERNEL);
	if (!fwnode)
		return NULL;
	strscpy(fwnode->name, name, REC_NAME);
	fwnode_init(&fwnode->handle, &fwnode_ops);
	list_add_tail(&fwnode->node, &fwnodes);
	return fwnode;
}

static int name_suppliers(struct rec_fwnode *fwnode, char *names)
{
	char *name;

	while ((name = strsep(&names, "|"))) {
		struct rec_fwnode *supplier = fwnode_named(name);

		if (!supplier)
			return -ENOMEM;
		if (fwnode->nr_suppliers == REC_MANY)
			return -E2BIG;
		fwnode->suppliers[fwnode->nr_suppliers++] = supplier;
	}
	return 0;
}

/* Gives a device that is not yet added its node. `suppliers`: names separated by '|', or NULL. */
int rec_fwnode_set(struct rec_device *device, const struct rec_device *parent, const char *suppliers)
{
	struct rec_fwnode *fwnode;
	char *names;
	int rc = 0;

	if (!link_add_at || !links_purge_at)
		return -EOPNOTSUPP;
	fwnode = fwnode_named(device->name);
	if (!fwnode)
		return -ENOMEM;
	if (parent && parent->core->fwnode)
		fwnode->parent = of_handle(parent->core->fwnode);
	device->core->fwnode = &fwnode->handle;
	if (!suppliers)
		return 0;
	names = kstrdup(suppliers, GFP_KERNEL);
	if (!names)
		return -ENOMEM;
	rc = name_suppliers(fwnode, names);
	kfree(names);
	return rc;
}

/* As the parser of device trees does with the node that stdout-path names. */
void rec_fwnode_best_effort(struct rec_device *device)
{
	if (device->core->fwnode)
		fwnode_set_flag(device->core->fwnode, FWNODE_FLAG_BEST_EFFORT);
}

/* When all devices are gone. */
void rec_fwnodes_free(void)
{
	void (*links_purge)(struct fwnode_handle *) = (void *)links_purge_at;
	struct rec_fwnode *fwnode, *next;

	list_for_each_entry(fwnode, &fwnodes, node)
		links_purge(&fwnode->handle);
	list_for_each_entry_safe(fwnode, next, &fwnodes, node) {
		list_del(&fwnode->node);
		kfree(fwnode);
	}
}
