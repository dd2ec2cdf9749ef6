// SPDX-License-Identifier: GPL-2.0
/*
 * Reads one command line, runs it, and logs its number, its code and the end of the work that it left behind.
 * Words are separated by blanks: a command, its fixed arguments, then `key=value` and flags in any order.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/pm_runtime.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "recorder.h"

#define MAX_WORDS 96

struct rec_operation {
	const char *name;
	int words;		/* with the name */
	int (*run)(int argc, char **argv);
};

const char *rec_word(int argc, char **argv, const char *key)
{
	size_t size = strlen(key);
	int i;

	for (i = 0; i < argc; i++)
		if (!strncmp(argv[i], key, size) && argv[i][size] == '=')
			return argv[i] + size + 1;
	return NULL;
}

int rec_number(int argc, char **argv, const char *key)
{
	const char *word = rec_word(argc, argv, key);
	int number;

	return word && !kstrtoint(word, 0, &number) ? number : 0;
}

bool rec_flag(int argc, char **argv, const char *flag)
{
	return match_string((const char * const *)argv, argc, flag) >= 0;
}

static int add_device(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	return device && device->held ? rec_device_add(device) : -ENOENT;
}

static int delete_device(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	if (!device)
		return -ENOENT;
	rec_device_delete(device);
	return 0;
}

static int add_link(int argc, char **argv)
{
	struct rec_device *consumer = rec_device_find(argv[1]);
	struct rec_device *supplier = rec_device_find(argv[2]);
	u32 flags;

	if (!consumer || !supplier)
		return -ENOENT;
	if (kstrtou32(argv[3], 0, &flags))
		return -EINVAL;
	return device_link_add(consumer->core, supplier->core, flags) ? 0 : -EINVAL;
}

static int remove_link(int argc, char **argv)
{
	struct rec_device *consumer = rec_device_find(argv[1]);
	struct rec_device *supplier = rec_device_find(argv[2]);

	if (!consumer || !supplier)
		return -ENOENT;
	device_link_remove(consumer->core, supplier->core);
	return 0;
}

static int rescan_bus(int argc, char **argv)
{
	struct rec_bus *bus = rec_bus_find(argv[1]);

	return bus ? bus_rescan_devices(bus->type) : -ENOENT;
}

static int reprobe_device(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	return device ? device_reprobe(device->core) : -ENOENT;
}

static int attach_driver(int argc, char **argv)
{
	struct rec_bus *bus = rec_bus_find(argv[1]);
	struct rec_driver *driver = bus ? rec_driver_find(bus, argv[2]) : NULL;
	struct rec_device *device = rec_device_find(argv[3]);

	return driver && device ? device_driver_attach(driver->core, device->core) : -ENOENT;
}

static int release_driver(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	if (!device)
		return -ENOENT;
	device_release_driver(device->core);
	return 0;
}

static int move_device(int argc, char **argv)
{
	/* In the order of enum dpm_order. */
	static const char * const orders[] = { "none", "device_after_parent", "parent_before_device", "device_last" };
	struct rec_device *device = rec_device_find(argv[1]);
	struct rec_device *parent = argc > 3 ? rec_device_find(argv[3]) : NULL;
	int order = match_string(orders, ARRAY_SIZE(orders), argv[2]);

	if (!device || (argc > 3 && !parent))
		return -ENOENT;
	return order < 0 ? order : device_move(device->core, parent ? parent->core : NULL, order);
}

/* Lets the clock run: the time-out of deferral is the only thing in the core that waits for it. */
static int wait_seconds(int argc, char **argv)
{
	unsigned int seconds;

	if (kstrtouint(argv[1], 0, &seconds))
		return -EINVAL;
	ssleep(seconds);
	return 0;
}

static int get_runtime(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	return device ? pm_runtime_get_sync(device->core) : -ENOENT;
}

static int put_runtime(int argc, char **argv)
{
	struct rec_device *device = rec_device_find(argv[1]);

	return device ? pm_runtime_put_sync(device->core) : -ENOENT;
}

static const struct rec_operation operations[] = {
	{ "bus", 3, rec_bus_new },
	{ "class", 2, rec_class_new },
	{ "driver", 3, rec_driver_new },
	{ "unregister", 3, rec_driver_remove },
	{ "new_id", 3, rec_driver_new_id },
	{ "remove_id", 3, rec_driver_remove_id },
	{ "device", 3, rec_device_new },
	{ "class_device", 3, rec_class_device_new },
	{ "add", 2, add_device },
	{ "delete", 2, delete_device },
	{ "link", 4, add_link },
	{ "unlink", 3, remove_link },
	{ "rescan", 2, rescan_bus },
	{ "reprobe", 2, reprobe_device },
	{ "attach", 4, attach_driver },
	{ "release", 2, release_driver },
	{ "move", 3, move_device },
	{ "get", 2, get_runtime },
	{ "put", 2, put_runtime },
	{ "wait", 2, wait_seconds },
	{ "write", 2, rec_write_file },
	{ "write_exactly", 3, rec_write_exactly },
	{ "suspend", 1, rec_suspend },
	{ "shutdown", 1, rec_shutdown },
	{ "dump", 1, rec_dump },
};

static int run_operation(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(operations); i++)
		if (!strcmp(operations[i].name, argv[0]) && argc >= operations[i].words)
			return operations[i].run(argc, argv);
	return -ENOTTY;
}

static int split_words(char *line, char **argv)
{
	char *word;
	int argc = 0;

	while ((word = strsep(&line, " ")) && argc < MAX_WORDS)
		if (*word)
			argv[argc++] = word;
	return argc;
}

static void begin_scenario(const char *name)
{
	rec_log_open();
	rec_log("@scenario %s", name);
}

static void end_scenario(void)
{
	rec_log("@end");
	rec_log_flush();
	rec_log_close();
	rec_teardown();
}

static int next_operation;

static void record_operation(int argc, char **argv)
{
	rec_log_begin_operation();
	rec_log("@op %d", next_operation++);
	/* The host shall know what runs if the kernel does not come back from it. */
	rec_log_flush();
	rec_log("@rc %d", run_operation(argc, argv));
	wait_for_device_probe();
	rec_power_settle();
	if (rec_log_over_limit())
		rec_log("@limit");
}

/* Between `suspend open` and `resume`: what is done while the devices sleep. */
static char *asleep[32];
static unsigned int nr_asleep;
static bool keeps_asleep;

static void free_asleep(void)
{
	while (nr_asleep)
		kfree(asleep[--nr_asleep]);
}

/* Whoever carries the log away is frozen, and workers of runtime PM are: nothing is flushed, nothing waited for. */
static void run_asleep(void)
{
	char *argv[MAX_WORDS];
	unsigned int i;
	int argc;

	rec_log("@rc 0");
	for (i = 0; i < nr_asleep; i++) {
		argc = split_words(asleep[i], argv);
		rec_log("@op %d", next_operation++);
		rec_log("@rc %d", run_operation(argc, argv));
	}
	rec_log("@op %d", next_operation++);
}

static void record_suspension(void)
{
	rec_log_begin_operation();
	rec_log("@op %d", next_operation++);
	rec_log_flush();
	rec_log("@rc %d", rec_suspend_for(run_asleep));
	wait_for_device_probe();
	rec_power_settle();
	free_asleep();
}

/* False: the line is not one of those. */
static bool keep_asleep(const char *line)
{
	if (!keeps_asleep) {
		keeps_asleep = !strcmp(line, "suspend open");
		return keeps_asleep;
	}
	if (!strcmp(line, "resume")) {
		keeps_asleep = false;
		record_suspension();
	} else if (nr_asleep < ARRAY_SIZE(asleep)) {
		asleep[nr_asleep] = kstrdup(line, GFP_KERNEL);
		nr_asleep += asleep[nr_asleep] != NULL;
	}
	return true;
}

void rec_command(char *line)
{
	char *argv[MAX_WORDS];
	int argc;

	if (keep_asleep(line))
		return;
	argc = split_words(line, argv);
	if (!argc)
		return;
	if (!strcmp(argv[0], "scenario") && argc > 1) {
		next_operation = 0;
		begin_scenario(argv[1]);
	} else if (!strcmp(argv[0], "end")) {
		end_scenario();
	} else {
		record_operation(argc, argv);
	}
}
