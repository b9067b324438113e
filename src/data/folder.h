/* SPDX-License-Identifier: EUPL-1.2 */
/* The data files of a folder. */
#ifndef DATA_FOLDER_H
#define DATA_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* The plain names of the *.yaml files of a folder that do not begin with a dot, in the order of their bytes,
 * whatever the locale; NULL where it cannot be read, and errno says why. */
char **folder_files(const char *folder, size_t *n);
/* The same of what else lies there, but for what begins with a dot or ends in "~": what editors leave. */
char **folder_others(const char *folder, size_t *n);
void folder_free(char **names, size_t n);

#endif
