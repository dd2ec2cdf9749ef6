// SPDX-License-Identifier: GPL-2.0
/*
 * Files as user space sees them: what a shell would do with `echo VALUE > FILE` and `cat FILE`.
 */
#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>

#include "recorder.h"

#define READ_SIZE 16384

static int write_text(const char *path, const char *text)
{
	struct file *file = filp_open(path, O_WRONLY, 0);
	loff_t pos = 0;
	ssize_t rc;

	if (IS_ERR(file))
		return PTR_ERR(file);
	rc = kernel_write(file, text, strlen(text), &pos);
	filp_close(file, NULL);
	return rc < 0 ? rc : 0;
}

/* write PATH [VALUE] */
int rec_write_file(int argc, char **argv)
{
	char line[REC_NAME + 2];

	scnprintf(line, sizeof(line), "%s\n", argc > 2 ? argv[2] : "");
	return write_text(argv[1], line);
}

/* write_exactly PATH VALUE: without a newline, as `state_synced` wants it. */
int rec_write_exactly(int argc, char **argv)
{
	return write_text(argv[1], argv[2]);
}

/*
 * The text of a small file of debugfs whose show() is a seq_file; the caller frees it. NULL: it cannot be read.
 * kernel_read() refuses files of debugfs, as they have no read_iter() of their own.
 */
char *rec_read_seq_file(const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	char *text = NULL;
	struct kvec target;
	struct iov_iter iter;
	struct kiocb call;
	ssize_t size = -1;

	if (IS_ERR(file))
		return NULL;
	text = kzalloc(READ_SIZE, GFP_KERNEL);
	if (text) {
		target = (struct kvec){ .iov_base = text, .iov_len = READ_SIZE - 1 };
		iov_iter_kvec(&iter, ITER_DEST, &target, 1, READ_SIZE - 1);
		init_sync_kiocb(&call, file);
		size = seq_read_iter(&call, &iter);
	}
	filp_close(file, NULL);
	if (size < 0) {
		kfree(text);
		return NULL;
	}
	return text;
}
