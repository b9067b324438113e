/* SPDX-License-Identifier: EUPL-1.2 */
/* Many cases at once, without the terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "bench.h"
#include "rows.h"

static void run(const char *program, const char *what, const char *path, const char *n)
{
	run_us((const char *const[]){ program, what, path, n, NULL });
}

static char **import_words(const struct bench *bench, const char *base, const char *files)
{
	char **words = xcalloc(FILES + 5, sizeof *words);
	const char *const head[] = { bench->indstil, "--base", base, "import" };

	for (int i = 0; i < 4; i++)
		words[i] = xstrdup(head[i]);
	for (int i = 0; i < FILES; i++)
		words[4 + i] = xasprintf("%s/%05d.yaml", files, i);
	return words;
}

static void words_free(char **words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		free(words[i]);
	free(words);
}

static void measure_import(const struct bench *bench, int rounds)
{
	char *files = xasprintf("%s/files", bench->folder), *base = xasprintf("%s/import.db", bench->folder);
	char *bulk = xasprintf("%s/bulk.db", bench->folder), *n = xasprintf("%d", FILES);
	char **words = import_words(bench, base, files);

	run("/bin/mkdir", "-p", files, NULL);
	run(bench->fill, "yaml", files, n);
	for (int i = 0; i < rounds; i++) {
		double import, insert;

		unlink(base);
		unlink(bulk);
		import = run_us((const char *const *)words);
		insert = run_us((const char *const[]){ bench->bare, "insert", base, bulk, NULL });
		row_add(ROW_IMPORT, insert / import);
	}
	words_free(words);
	free(files);
	free(base);
	free(bulk);
	free(n);
}

static void measure_texts(const struct bench *bench, int rounds)
{
	char *command = xasprintf("'%s' '%s' '%s'", bench->texts, bench->full, bench->data);

	for (int i = 0; i < rounds; i++) {
		FILE *pipe = popen(command, "r");
		double rate;

		if (pipe != NULL && fscanf(pipe, "%lf", &rate) == 1)
			row_add(ROW_TEXTS, rate);
		if (pipe == NULL || pclose(pipe) != 0)
			die("%s failed", command);
	}
	free(command);
}

static void measure_check(const struct bench *bench, int rounds)
{
	const char *const check[] = { bench->indstil, "--base", bench->made, "check", NULL };
	const char *const read[] = { bench->bare, "read", bench->made, NULL };

	for (int i = 0; i < rounds; i++)
		row_add(ROW_CHECK, run_us(check) / run_us(read));
}

void measure_batch(const struct bench *bench, int rounds)
{
	measure_check(bench, rounds);
	measure_texts(bench, rounds);
	measure_import(bench, rounds);
}
