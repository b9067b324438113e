/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"

static int is_data(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0;
}

static int is_other(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && entry->d_name[len - 1] != '~' && !is_data(entry);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static char **list(const char *folder, int (*wanted)(const struct dirent *entry), size_t *n)
{
	struct dirent **entries;
	int found = scandir(folder, &entries, wanted, by_bytes);

	*n = 0;
	if (found < 0)
		return NULL;
	char **names = xcalloc((size_t)found + 1, sizeof(*names));
	for (int i = 0; i < found; i++) {
		names[(*n)++] = xstrdup(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return names;
}

char **folder_files(const char *folder, size_t *n)
{
	return list(folder, is_data, n);
}

char **folder_others(const char *folder, size_t *n)
{
	return list(folder, is_other, n);
}

void folder_free(char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}
