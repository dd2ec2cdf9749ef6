// SPDX-License-Identifier: GPL-2.0
/*
 * match() and dma_configure() of own buses: the two places where a bus has a say before a driver's probe. The steps are the
 * scenario's; the override is compared by the kernel's own helper.
 */
#include <linux/string.h>

#include "recorder.h"

/* Not a code that match() may return: ask the next step. */
#define NO_VERDICT INT_MIN

static bool fits_row(const struct rec_driver *driver, const struct rec_device *device)
{
	unsigned int i;

	for (i = 0; i < driver->nr_ids; i++)
		if (!strcmp(driver->ids[i], device->id) || !strcmp(driver->ids[i], "*"))
			return true;
	return false;
}

static int match_step(enum rec_step step, struct rec_device *device, const struct rec_driver *driver)
{
	int verdict;

	switch (step) {
	case STEP_OVERRIDE:
		verdict = device_match_driver_override(device->core, driver->core);
		return verdict < 0 ? NO_VERDICT : verdict;
	case STEP_TABLE:
		return fits_row(driver, device) ? 1 : NO_VERDICT;
	case STEP_TABLE_FINAL:
		return driver->nr_ids ? fits_row(driver, device) : NO_VERDICT;
	case STEP_DRIVER_NAME:
		return strcmp(driver->name, device->id) ? NO_VERDICT : 1;
	case STEP_ALWAYS:
		return 1;
	case STEP_DEFER:
		if (device->match_defers <= 0)
			return NO_VERDICT;
		device->match_defers--;
		return -EPROBE_DEFER;
	case STEP_ERROR:
		return device->match_error ?: NO_VERDICT;
	}
	return NO_VERDICT;
}

int rec_match(struct device *dev, const struct device_driver *drv)
{
	struct rec_device *device = rec_device_of(dev);
	const struct rec_driver *driver = rec_driver_of(drv);
	int verdict = NO_VERDICT;
	unsigned int i;

	if (!device || !driver)
		return 0;
	for (i = 0; i < device->bus->nr_steps && verdict == NO_VERDICT; i++)
		verdict = match_step(device->bus->steps[i], device, driver);
	if (verdict == NO_VERDICT)
		verdict = 0;
	rec_log("match %s %s %d", device->name, driver->core->name, verdict);
	return verdict;
}

int rec_dma_configure(struct device *dev)
{
	struct rec_device *device = rec_device_of(dev);
	int rc = 0;

	if (!device)
		return 0;
	if (device->dma_defers > 0) {
		device->dma_defers--;
		rc = -EPROBE_DEFER;
	} else {
		rc = device->dma_error;
	}
	rec_log("dma_configure %s %s %d", device->name, rec_driver_name(dev), rc);
	return rc;
}
