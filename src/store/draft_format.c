/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/draft_format.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

const char draft_magic[8] = "INDSdrf1";
const char draft_ended[8] = "INDSend1";

static uint64_t first_bytes(struct hash *h)
{
	unsigned char hash[HASH_SIZE];
	uint64_t check;

	hash_end(h, hash);
	memcpy(&check, hash, sizeof check);
	return check;
}

uint64_t draft_head_check(const struct draft_head *head, const char *text)
{
	struct hash *h = hash_new();
	size_t check = sizeof head->check;

	hash_part(h, (const char *)head + check, sizeof *head - check);
	hash_part(h, text, head->len);
	return first_bytes(h);
}

uint64_t draft_record_check(const struct draft_record *record, uint64_t generation, const char *bytes)
{
	struct hash *h = hash_new();
	size_t check = sizeof record->check;

	hash_part(h, &generation, sizeof generation);
	hash_part(h, (const char *)record + check, sizeof *record - check);
	hash_part(h, bytes, record->put);
	return first_bytes(h);
}

/* Of the open file, not of the process: a second log in the same process is another session's. */
bool draft_lock(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

bool draft_zero(int fd, size_t at, size_t len)
{
	static const char zeros[4096];

	while (len > 0) {
		size_t part = len % sizeof zeros != 0 ? len % sizeof zeros : sizeof zeros;

		if (pwrite(fd, zeros, part, (off_t)(at + len - part)) != (ssize_t)part)
			return false;
		len -= part;
	}
	return true;
}

bool draft_mark_ended(int fd, size_t at)
{
	return pwrite(fd, draft_ended, sizeof draft_ended, (off_t)(at + offsetof(struct draft_head, magic))) ==
	    (ssize_t)sizeof draft_ended;
}
