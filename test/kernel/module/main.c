// SPDX-License-Identifier: GPL-2.0
/*
 * Records what the driver core of this kernel does. /dev/topology_recorder takes command lines (write) and gives the log (read).
 * Every command calls real functions of the driver core, or writes to real files of sysfs; the module decides nothing but what
 * the callbacks of a scenario's own buses and drivers return.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

#include "recorder.h"

#define LINE_SIZE 4096

LIST_HEAD(rec_buses);
LIST_HEAD(rec_classes);
LIST_HEAD(rec_drivers);
LIST_HEAD(rec_devices);
struct device *rec_root;
bool rec_closing;

static char line[LINE_SIZE];
static size_t line_length;

static void take_character(char c)
{
	if (c != '\n') {
		if (line_length < LINE_SIZE - 1)
			line[line_length++] = c;
		return;
	}
	line[line_length] = '\0';
	if (line_length > 0)
		rec_command(line);
	line_length = 0;
}

static ssize_t recorder_write(struct file *file, const char __user *from, size_t size, loff_t *pos)
{
	size_t i;
	char c;

	/*
	 * With one processor and real-time priority no worker (deferred probe, async probe) runs before a command is finished:
	 * one schedule out of many that are right, but always the same.
	 */
	sched_set_fifo(current);
	for (i = 0; i < size; i++) {
		if (get_user(c, from + i))
			return -EFAULT;
		take_character(c);
	}
	sched_set_normal(current, 0);
	return size;
}

static ssize_t recorder_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	return rec_log_read(to, size);
}

static const struct file_operations recorder_fops = {
	.owner = THIS_MODULE,
	.read = recorder_read,
	.write = recorder_write,
};

static struct miscdevice recorder_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "topology_recorder",
	.fops = &recorder_fops,
};

static int __init recorder_init(void)
{
	int rc = rec_log_init();

	if (rc)
		return rc;
	/* The name is part of the format: auxiliary devices without a parent lie below it. */
	rec_root = root_device_register("orc_root");
	if (IS_ERR(rec_root)) {
		rc = PTR_ERR(rec_root);
		goto free_log;
	}
	rc = rec_power_init();
	if (rc)
		goto remove_root;
	rc = misc_register(&recorder_device);
	if (rc)
		goto stop_power;
	return 0;

stop_power:
	rec_power_exit();
remove_root:
	root_device_unregister(rec_root);
free_log:
	rec_log_exit();
	return rc;
}

/* No exit: what the last scenario left may still point into the module. The machine is thrown away instead. */
module_init(recorder_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Interprets scenarios with the driver core and logs what it does");
