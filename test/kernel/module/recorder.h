/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of the recorder share. A scenario's buses, drivers, devices and classes are real ones of the driver core; these
 * structures stand around them and remember how each shall behave and by which name the scenario knows it.
 */
#ifndef RECORDER_H
#define RECORDER_H

#include <linux/auxiliary_bus.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/platform_device.h>

#define REC_NAME 64
/* Rows, steps, rules, children and links that one thing may have; the host refuses scenarios with more. */
#define REC_MANY 24

enum rec_kind { REC_OWN, REC_PLATFORM, REC_AUXILIARY };

enum rec_step {
	STEP_OVERRIDE,
	STEP_TABLE,
	STEP_TABLE_FINAL,
	STEP_DRIVER_NAME,
	STEP_ALWAYS,
	STEP_DEFER,
	STEP_ERROR,
};

struct rec_bus {
	struct list_head node;
	char name[REC_NAME];
	enum rec_kind kind;
	enum rec_step steps[REC_MANY];
	unsigned int nr_steps;
	/* The type that devices are put on: &own, or one of the kernel's. */
	const struct bus_type *type;
	struct bus_type own;
	struct notifier_block watcher;
};

struct rec_class {
	struct list_head node;
	char name[REC_NAME];
	struct class class;
};

enum rec_verdict { PROBE_OK, PROBE_DEFERS, PROBE_NEEDS, PROBE_FAILS, PROBE_FAILS_ONCE, PROBE_ANSWERS };

struct rec_rule {
	char device[REC_NAME];	/* "": any */
	char needs[REC_NAME];	/* a device, or the codes of each call */
	enum rec_verdict verdict;
	int number;		/* calls that defer (0: all), or the code */
};

struct rec_child {
	char name[REC_NAME];
	char home[REC_NAME];	/* a bus, or '@' and a class */
	char id[REC_NAME];
	char parent[REC_NAME];	/* "": the device that is probed */
	char only[REC_NAME];	/* "": made for every device */
	bool described;		/* has a firmware node, which names these suppliers: A|B */
	char suppliers[4 * REC_NAME];
};

/* What remove deletes for a device, before its own children. */
struct rec_deletion {
	char device[REC_NAME];
	char name[REC_NAME];
};

struct rec_probe_link {
	char supplier[REC_NAME];
	u32 flags;
};

struct rec_driver {
	struct list_head node;
	struct rec_bus *bus;
	char name[REC_NAME];
	char module[REC_NAME];	/* auxiliary: what stands before the first dot of the name */
	bool registered;
	bool create_before_fail;
	bool keep_children;
	struct device_driver *core;	/* the one that is embedded in whichever of the three is used */
	struct device_driver plain;
	struct platform_driver platform;
	struct auxiliary_driver auxiliary;
	struct platform_device_id platform_ids[REC_MANY + 1];
	struct auxiliary_device_id auxiliary_ids[REC_MANY + 1];
	char ids[REC_MANY][REC_NAME];
	struct rec_rule rules[REC_MANY];
	struct rec_child children[REC_MANY];
	struct rec_deletion deletions[REC_MANY];
	struct rec_probe_link links[REC_MANY];
	unsigned int nr_ids, nr_rules, nr_children, nr_deletions, nr_links;
};

/* How often a driver's probe was called for a device. */
struct rec_calls {
	struct list_head node;
	const struct rec_driver *driver;
	int count;
};

struct rec_device {
	struct list_head node;
	struct rec_bus *bus;		/* NULL: a class device */
	char name[REC_NAME];
	char id[REC_NAME];
	char stem[REC_NAME];		/* platform: name without its number; auxiliary: the module's part */
	bool added, held, deleted, released;
	bool devres, runtime_pm;
	int match_defers, match_error, dma_defers, dma_error;
	struct device *core;
	struct device plain;
	struct platform_device platform;
	struct auxiliary_device auxiliary;
	struct rec_device *creator;
	const struct rec_driver *creator_driver;
	struct list_head calls;
};

extern struct list_head rec_buses, rec_classes, rec_drivers, rec_devices;
extern struct device *rec_root;
/* Set while a scenario is torn down: nothing may bind any more. */
extern bool rec_closing;

/* log.c */
int rec_log_init(void);
void rec_log_exit(void);
void rec_log_open(void);
void rec_log_close(void);
__printf(1, 2) void rec_log(const char *fmt, ...);
void rec_log_flush(void);
ssize_t rec_log_read(char __user *to, size_t size);
void rec_log_begin_operation(void);
bool rec_log_over_limit(void);
unsigned int rec_log_events(void);

/* command.c */
void rec_command(char *line);
const char *rec_word(int argc, char **argv, const char *key);
int rec_number(int argc, char **argv, const char *key);
bool rec_flag(int argc, char **argv, const char *flag);

/* bus.c */
int rec_bus_new(int argc, char **argv);
struct rec_bus *rec_bus_find(const char *name);
void rec_sync_state(struct device *dev);
void rec_buses_free(void);
int rec_class_new(int argc, char **argv);
struct rec_class *rec_class_find(const char *name);
void rec_classes_free(void);

/* match.c */
int rec_match(struct device *dev, const struct device_driver *drv);
int rec_dma_configure(struct device *dev);

/* driver.c */
int rec_driver_new(int argc, char **argv);
int rec_driver_remove(int argc, char **argv);
int rec_driver_new_id(int argc, char **argv);
int rec_driver_remove_id(int argc, char **argv);
void rec_driver_unregister(struct rec_driver *driver);
struct rec_driver *rec_driver_find(const struct rec_bus *bus, const char *name);
struct rec_driver *rec_driver_of(const struct device_driver *core);
const char *rec_driver_name(const struct device *dev);

/* probe.c */
int rec_probe(struct device *dev);
int rec_probe_remove(struct device *dev);
int rec_rule_parse(struct rec_driver *driver, const char *device, char *text);

/* device.c */
struct rec_device *rec_device_create(struct rec_bus *bus, struct rec_class *class, const char *name, const char *id,
				     struct rec_device *parent);
int rec_device_add(struct rec_device *device);
void rec_device_delete(struct rec_device *device);
struct rec_device *rec_device_find(const char *name);
struct rec_device *rec_device_of(const struct device *core);
int rec_device_new(int argc, char **argv);
int rec_class_device_new(int argc, char **argv);

/* fwnode.c */
int rec_fwnode_set(struct rec_device *device, const struct rec_device *parent, const char *suppliers);
void rec_fwnode_best_effort(struct rec_device *device);
void rec_fwnodes_free(void);

/* dump.c */
int rec_dump(int argc, char **argv);

/* power.c */
extern const struct dev_pm_ops rec_pm_ops;
int rec_power_init(void);
void rec_power_exit(void);
int rec_suspend(int argc, char **argv);
int rec_suspend_for(void (*work)(void));
int rec_shutdown(int argc, char **argv);
void rec_device_shutdown(struct device *dev);
void rec_power_settle(void);

/* sysfs.c */
int rec_write_file(int argc, char **argv);
int rec_write_exactly(int argc, char **argv);
char *rec_read_seq_file(const char *path);

/* teardown.c */
void rec_teardown(void);

#endif
