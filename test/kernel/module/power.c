// SPDX-License-Identifier: GPL-2.0
/*
 * System suspend, shutdown and runtime PM. A suspend is called off by a sentinel: a device that is older than all of a scenario,
 * so its turn comes when they are all suspended. The machine itself never sleeps.
 */
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>
#include <linux/reboot.h>
#include <linux/suspend.h>
#include <linux/workqueue.h>

#include "recorder.h"

static void log_pm(struct device *dev, const char *what)
{
	const struct rec_device *device = rec_device_of(dev);

	if (device)
		rec_log("pm %s %s", device->name, what);
}

static int log_prepare(struct device *dev)
{
	log_pm(dev, "prepare");
	return 0;
}

static int log_suspend(struct device *dev)
{
	log_pm(dev, "suspend");
	return 0;
}

static int log_resume(struct device *dev)
{
	log_pm(dev, "resume");
	return 0;
}

static void log_complete(struct device *dev)
{
	log_pm(dev, "complete");
}

static int log_runtime_suspend(struct device *dev)
{
	log_pm(dev, "runtime_suspend");
	return 0;
}

static int log_runtime_resume(struct device *dev)
{
	log_pm(dev, "runtime_resume");
	return 0;
}

const struct dev_pm_ops rec_pm_ops = {
	.prepare = log_prepare,
	.suspend = log_suspend,
	.resume = log_resume,
	.complete = log_complete,
	.runtime_suspend = log_runtime_suspend,
	.runtime_resume = log_runtime_resume,
};

static struct platform_device *sentinel;
static bool calls_off;
static void (*while_asleep)(void);

static int sentinel_suspend(struct device *dev)
{
	if (calls_off && while_asleep)
		while_asleep();
	return calls_off ? -EBUSY : 0;
}

static const struct dev_pm_ops sentinel_pm = { .suspend = sentinel_suspend };

static int sentinel_probe(struct platform_device *pdev)
{
	return 0;
}

static struct platform_driver sentinel_driver = {
	.probe = sentinel_probe,
	.driver = { .name = "recorder-sentinel", .pm = &sentinel_pm },
};

int rec_power_init(void)
{
	int rc = platform_driver_register(&sentinel_driver);

	if (rc)
		return rc;
	sentinel = platform_device_register_simple("recorder-sentinel", PLATFORM_DEVID_NONE, NULL, 0);
	if (!IS_ERR(sentinel))
		return 0;
	platform_driver_unregister(&sentinel_driver);
	return PTR_ERR(sentinel);
}

void rec_power_exit(void)
{
	platform_device_unregister(sentinel);
	platform_driver_unregister(&sentinel_driver);
}

/* `work`, if any, is done when all devices of the scenario sleep. */
int rec_suspend_for(void (*work)(void))
{
	while_asleep = work;
	return rec_suspend(0, NULL);
}

int rec_suspend(int argc, char **argv)
{
	int rc;

	calls_off = true;
	rc = pm_suspend(PM_SUSPEND_TO_IDLE);
	calls_off = false;
	while_asleep = NULL;
	return rc;
}

#define QUIET_FLUSHES 3

/*
 * Idle requests (such as the core's own after a probe) are worked off here. One that suspends a device asks for its parent and
 * suppliers next, which a flush does not wait for: go on until nothing is heard any more.
 */
void rec_power_settle(void)
{
	unsigned int heard = rec_log_events(), quiet = 0;

	while (quiet < QUIET_FLUSHES) {
		flush_workqueue(pm_wq);
		quiet = heard == rec_log_events() ? quiet + 1 : 0;
		heard = rec_log_events();
	}
}

static bool shutting_down;

/*
 * The way of reboot(2). The process that carries the log to the host is not asked any more from here on: events go to the
 * console, which works until the end.
 */
int rec_shutdown(int argc, char **argv)
{
	shutting_down = true;
	kernel_power_off();
	return 0;
}

void rec_device_shutdown(struct device *dev)
{
	const struct rec_device *device = rec_device_of(dev);

	if (device && shutting_down)
		pr_emerg("recorder: shutdown %s %s\n", device->name, rec_driver_name(dev));
}
