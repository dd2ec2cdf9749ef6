// SPDX-License-Identifier: GPL-2.0
/*
 * The log: events are appended here and leave through read() of the recorder's device, where a process copies them to the host.
 * The interpreter waits at each flush until that process has come back for more. So what happened before a hang is on the host,
 * and the copying never runs between two events of one operation.
 */
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

#include "recorder.h"

#define LOG_SIZE (4UL << 20)
#define LINE_SIZE 1024
/* No operation that ends comes near: past this the kernel goes round in circles. */
#define EVENT_LIMIT 40000

static char *text;
static size_t length, taken;
static unsigned int events, events_before;
static bool recording, kicked, drained;
static DEFINE_SPINLOCK(log_lock);
static DECLARE_WAIT_QUEUE_HEAD(filled);
static DECLARE_WAIT_QUEUE_HEAD(emptied);

int rec_log_init(void)
{
	text = vmalloc(LOG_SIZE);
	return text ? 0 : -ENOMEM;
}

void rec_log_exit(void)
{
	vfree(text);
}

void rec_log_open(void)
{
	recording = true;
	events = 0;
}

void rec_log_close(void)
{
	recording = false;
}

void rec_log(const char *fmt, ...)
{
	unsigned long flags;
	va_list args;

	if (!recording)
		return;
	spin_lock_irqsave(&log_lock, flags);
	events++;
	if (length + LINE_SIZE < LOG_SIZE) {
		va_start(args, fmt);
		length += vscnprintf(text + length, LINE_SIZE - 1, fmt, args);
		va_end(args);
		text[length++] = '\n';
	}
	spin_unlock_irqrestore(&log_lock, flags);
}

/* From here on the events count for one operation. */
void rec_log_begin_operation(void)
{
	events_before = events;
}

/* Whether the operation makes events without end, such as two deferred devices that wake each other. */
bool rec_log_over_limit(void)
{
	return events - events_before > EVENT_LIMIT;
}

/* How many lines the scenario has so far. */
unsigned int rec_log_events(void)
{
	return events;
}

void rec_log_flush(void)
{
	drained = false;
	kicked = true;
	wake_up(&filled);
	wait_event(emptied, drained);
}

/* Blocks until a flush. That the reader asks again is the sign that it has passed on what it got before. */
ssize_t rec_log_read(char __user *to, size_t size)
{
	unsigned long flags;
	size_t end;

	spin_lock_irqsave(&log_lock, flags);
	if (taken == length) {
		taken = 0;
		length = 0;
		kicked = false;
		drained = true;
	}
	spin_unlock_irqrestore(&log_lock, flags);
	wake_up(&emptied);
	if (wait_event_interruptible(filled, kicked && length > 0))
		return -ERESTARTSYS;
	spin_lock_irqsave(&log_lock, flags);
	end = length;
	spin_unlock_irqrestore(&log_lock, flags);
	/* Outside of the lock: copying may sleep, and nobody but this reader moves what lies before `end`. */
	size = min(size, end - taken);
	if (copy_to_user(to, text + taken, size))
		return -EFAULT;
	taken += size;
	return size;
}
