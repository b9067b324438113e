/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of src/data share: files in a folder of their own, a sample with one place changed. */
#ifndef TESTS_DATA_FILES_H
#define TESTS_DATA_FILES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/alloc.h"
#include "base/error.h"

/* A cmocka setup that leaves the name of an empty folder in *state, and its teardown. */
static inline int folder_make(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = xasprintf("%s/indstil-test-XXXXXX", tmp == NULL ? "/tmp" : tmp);

	*state = folder;
	return mkdtemp(folder) == NULL;
}

static inline void folder_empty(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		char *path = xasprintf("%s/%s", folder, entry->d_name);
		bool itself = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
		if (!itself && unlink(path) != 0) {
			folder_empty(path);
			rmdir(path);
		}
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
}

static inline int folder_remove(void **state)
{
	folder_empty(*state);
	int bad = rmdir(*state);

	free(*state);
	return bad;
}

/* Writes folder/name; returns its path, the caller's. */
static inline char *file_write(const char *folder, const char *name, const char *s, size_t len)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(s, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
	return path;
}

/* One place of a sample changed, and the one fault that comes of it. */
struct edit {
	const char *from, *to;
	int line, column;
	const char *what;	/* part of the message */
};

/* The sample with the first `from` replaced, the caller's. */
static inline char *changed(const char *sample, const struct edit *change)
{
	const char *at = strstr(sample, change->from);

	if (at == NULL)
		fail_msg("the sample has no “%s”", change->from);
	return xasprintf("%.*s%s%s", (int)(at - sample), sample, change->to, at + strlen(change->from));
}

/* Checks that there is this fault and no other. */
static inline void only_fault(const struct faults *faults, const char *of, int line, int column,
    const char *what)
{
	char *told = faults->n == 0 ? xstrdup("no fault") : fault_line(&faults->v[0]);

	if (faults->n != 1 || faults->v[0].line != line || faults->v[0].column != column ||
	    strstr(faults->v[0].text, what) == NULL)
		fail_msg("“%s”: expected %d:%d: %s; there are %zu: %s", of, line, column, what, faults->n,
		    told);
	free(told);
}

static inline void no_faults(const struct faults *faults)
{
	if (faults->n > 0)
		fail_msg("%d:%d: %s", faults->v[0].line, faults->v[0].column, faults->v[0].text);
}

#endif
