// SPDX-License-Identifier: GPL-2.0
/*
 * Probe and remove of every driver of a scenario: what its rule says, the links and the children that it makes on the way.
 */
#include <linux/ctype.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

static int parse_code(struct rec_rule *rule, enum rec_verdict verdict, const char *number)
{
	rule->verdict = verdict;
	return number ? kstrtoint(number, 0, &rule->number) : 0;
}

static int parse_verdict(struct rec_rule *rule, const char *word, const char *rest)
{
	if (!strcmp(word, "ok"))
		return 0;
	if (!strcmp(word, "defer"))
		return parse_code(rule, PROBE_DEFERS, rest);
	if (!strcmp(word, "err"))
		return parse_code(rule, PROBE_FAILS, rest);
	if (!strcmp(word, "errfirst"))
		return parse_code(rule, PROBE_FAILS_ONCE, rest);
	if (!rest || (strcmp(word, "need") && strcmp(word, "answers")))
		return -EINVAL;
	rule->verdict = strcmp(word, "need") ? PROBE_ANSWERS : PROBE_NEEDS;
	return strscpy(rule->needs, rest, REC_NAME) < 0 ? -E2BIG : 0;
}

/* `ok`, `defer`, `defer:N`, `need:DEVICE`, `err:CODE`, `errfirst:CODE` or `answers:CODE,CODE`. */
int rec_rule_parse(struct rec_driver *driver, const char *device, char *text)
{
	struct rec_rule *rule = &driver->rules[driver->nr_rules];
	char *word = strsep(&text, ":");

	if (driver->nr_rules++ == REC_MANY)
		return -E2BIG;
	strscpy(rule->device, device, REC_NAME);
	return parse_verdict(rule, word, text);
}

static const struct rec_rule *rule_for(const struct rec_driver *driver, const struct rec_device *device)
{
	const struct rec_rule *general = NULL;
	unsigned int i;

	for (i = 0; i < driver->nr_rules; i++) {
		if (!strcmp(driver->rules[i].device, device->name))
			return &driver->rules[i];
		if (!driver->rules[i].device[0])
			general = &driver->rules[i];
	}
	return general;
}

static int count_call(struct rec_device *device, const struct rec_driver *driver)
{
	struct rec_calls *calls;

	list_for_each_entry(calls, &device->calls, node)
		if (calls->driver == driver)
			return ++calls->count;
	calls = kzalloc(sizeof(*calls), GFP_KERNEL);
	if (!calls)
		return 1;
	calls->driver = driver;
	calls->count = 1;
	list_add_tail(&calls->node, &device->calls);
	return 1;
}

/* The code of this call (from 1), or the last one. */
static int nth_answer(const char *answers, int call)
{
	const char *next;
	int answer = 0;

	while (--call > 0 && (next = strchr(answers, ',')))
		answers = next + 1;
	return sscanf(answers, "%d", &answer) == 1 ? answer : 0;
}

static int follow_rule(const struct rec_rule *rule, int call)
{
	const struct rec_device *needed;

	if (!rule)
		return 0;
	switch (rule->verdict) {
	case PROBE_OK:
		return 0;
	case PROBE_DEFERS:
		return rule->number == 0 || call <= rule->number ? -EPROBE_DEFER : 0;
	case PROBE_NEEDS:
		needed = rec_device_find(rule->needs);
		return needed && device_is_bound(needed->core) ? 0 : -EPROBE_DEFER;
	case PROBE_FAILS:
		return rule->number;
	case PROBE_FAILS_ONCE:
		return call == 1 ? rule->number : 0;
	case PROBE_ANSWERS:
		return nth_answer(rule->needs, call);
	}
	return 0;
}

static void make_links(struct rec_device *device, const struct rec_driver *driver)
{
	const struct rec_probe_link *link;
	struct rec_device *supplier;
	unsigned int i;
	bool made;

	for (i = 0; i < driver->nr_links; i++) {
		link = &driver->links[i];
		supplier = rec_device_find(link->supplier);
		if (!supplier)
			continue;
		made = device_link_add(device->core, supplier->core, link->flags);
		rec_log("link %s %s %x %d", device->name, supplier->name, link->flags, made);
	}
}

static const char *trailing_digits(const char *name)
{
	const char *at = name + strlen(name);

	while (at > name && isdigit(at[-1]))
		at--;
	return at;
}

/* `%` stands for the parent's name, `#` for the digits at its end. */
static void name_child(char *to, const char *pattern, const char *parent)
{
	size_t used = 0;

	for (; *pattern && used < REC_NAME - 1; pattern++) {
		if (*pattern == '%')
			used += scnprintf(to + used, REC_NAME - used, "%s", parent);
		else if (*pattern == '#')
			used += scnprintf(to + used, REC_NAME - used, "%s", trailing_digits(parent));
		else
			to[used++] = *pattern;
	}
	to[used] = '\0';
}

static struct rec_device *make_child(struct rec_device *parent, const struct rec_driver *driver,
				     const struct rec_child *child)
{
	bool of_class = child->home[0] == '@';
	struct rec_class *class = of_class ? rec_class_find(child->home + 1) : NULL;
	struct rec_bus *bus = of_class ? NULL : rec_bus_find(child->home);
	struct rec_device *above = child->parent[0] ? rec_device_find(child->parent) : parent;
	struct rec_device *made;
	char name[REC_NAME];
	int rc;

	if ((!bus && !class) || !above || (child->only[0] && strcmp(child->only, parent->name)))
		return NULL;
	name_child(name, child->name, parent->name);
	made = rec_device_create(bus, class, name, child->id, above);
	if (IS_ERR(made)) {
		rec_log("child %s %s %ld", parent->name, name, PTR_ERR(made));
		return NULL;
	}
	made->creator = parent;
	made->creator_driver = driver;
	rc = child->described ? rec_fwnode_set(made, above, child->suppliers[0] ? child->suppliers : NULL) : 0;
	if (!rc)
		rc = rec_device_add(made);
	rec_log("child %s %s %d", parent->name, name, rc);
	return made;
}

static void make_children(struct rec_device *device, const struct rec_driver *driver, int verdict)
{
	struct rec_device *made[REC_MANY] = {};
	int i;

	for (i = 0; i < driver->nr_children; i++)
		made[i] = make_child(device, driver, &driver->children[i]);
	if (!verdict || driver->keep_children)
		return;
	while (--i >= 0)
		if (made[i] && !made[i]->deleted)
			rec_device_delete(made[i]);
}

int rec_probe(struct device *dev)
{
	struct rec_device *device = rec_device_of(dev);
	const struct rec_driver *driver = rec_driver_of(dev->driver);
	int verdict;

	if (!device || !driver || rec_closing)
		return -ENODEV;
	rec_log("probe %s %s", device->name, driver->core->name);
	verdict = follow_rule(rule_for(driver, device), count_call(device, driver));
	/* End what would go on for ever, so that the scenarios after it get their turn; the log says that this happened. */
	if (verdict == -EPROBE_DEFER && rec_log_over_limit())
		verdict = -ENODEV;
	make_links(device, driver);
	if (!verdict || driver->create_before_fail)
		make_children(device, driver, verdict);
	rec_log("result %s %s %d", device->name, driver->core->name, verdict);
	return verdict;
}

static struct rec_device *newest_child(const struct rec_device *creator, const struct rec_driver *driver)
{
	struct rec_device *device;

	list_for_each_entry_reverse(device, &rec_devices, node)
		if (device->creator == creator && device->creator_driver == driver && device->added && !device->deleted)
			return device;
	return NULL;
}

static void delete_named(const struct rec_device *device, const struct rec_driver *driver)
{
	struct rec_device *named;
	unsigned int i;

	for (i = 0; i < driver->nr_deletions; i++) {
		if (strcmp(driver->deletions[i].device, device->name))
			continue;
		named = rec_device_find(driver->deletions[i].name);
		if (named)
			rec_device_delete(named);
	}
}

int rec_probe_remove(struct device *dev)
{
	struct rec_device *device = rec_device_of(dev);
	const struct rec_driver *driver = rec_driver_of(dev->driver);
	struct rec_device *child;

	if (!device || !driver)
		return 0;
	rec_log("remove %s %s", device->name, driver->core->name);
	delete_named(device, driver);
	while (!driver->keep_children && (child = newest_child(device, driver)))
		rec_device_delete(child);
	rec_log("remove_done %s %s", device->name, driver->core->name);
	return 0;
}
