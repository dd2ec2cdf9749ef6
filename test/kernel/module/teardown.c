// SPDX-License-Identifier: GPL-2.0
/*
 * After a scenario: everything goes, so that the next one finds an empty machine and may use the same names.
 */
#include <linux/delay.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "recorder.h"

#define RELEASE_TRIES 400

static struct rec_device *newest_device(bool only_devres)
{
	struct rec_device *device;

	list_for_each_entry_reverse(device, &rec_devices, node)
		if (!device->deleted && (device->devres || !only_devres))
			return device;
	return NULL;
}

static void delete_devices(void)
{
	struct rec_device *device;

	/*
	 * A device whose probe was refused because of leftover devres holds its links in CONSUMER_PROBE. To delete its supplier
	 * first would wait for ever for that probe to end.
	 */
	while ((device = newest_device(true)))
		rec_device_delete(device);
	while ((device = newest_device(false)))
		rec_device_delete(device);
}

static bool all_released(void)
{
	const struct rec_device *device;

	list_for_each_entry(device, &rec_devices, node)
		if (!device->released)
			return false;
	return true;
}

/* Links let go of their devices from a worker, after a grace period. */
static void wait_for_releases(void)
{
	int i;

	device_link_wait_removal();
	rcu_barrier();
	for (i = 0; i < RELEASE_TRIES && !all_released(); i++)
		usleep_range(500, 1000);
}

static void unregister_drivers(void)
{
	struct rec_driver *driver;

	list_for_each_entry_reverse(driver, &rec_drivers, node)
		if (driver->registered)
			rec_driver_unregister(driver);
}

static void free_drivers(void)
{
	struct rec_driver *driver, *next;

	list_for_each_entry_safe(driver, next, &rec_drivers, node) {
		list_del(&driver->node);
		kfree(driver);
	}
}

static void free_device(struct rec_device *device)
{
	struct rec_calls *calls, *next;

	list_for_each_entry_safe(calls, next, &device->calls, node)
		kfree(calls);
	kfree(device);
}

static void free_devices(void)
{
	struct rec_device *device, *next;

	list_for_each_entry_safe(device, next, &rec_devices, node) {
		list_del(&device->node);
		/* Somebody still holds it: better lose its memory than let it be used after it is freed. */
		if (device->released)
			free_device(device);
		else
			pr_emerg("recorder: %s was not released\n", device->name);
	}
}

void rec_teardown(void)
{
	wait_for_device_probe();
	rec_closing = true;
	delete_devices();
	unregister_drivers();
	wait_for_device_probe();
	rec_power_settle();
	wait_for_releases();
	rec_classes_free();
	rec_buses_free();
	free_drivers();
	free_devices();
	rec_fwnodes_free();
	rec_closing = false;
}
