/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "document/document.h"
#include "store/file.h"

static const struct document_format *find_format(const char *name, struct error *e)
{
	for (size_t i = 0; i < n_document_formats; i++)
		if (!name || strcmp(document_formats[i].name, name) == 0)
			return &document_formats[i];
	error_set(e, ERROR_USAGE, name, "%s", _("no such format"));
	return NULL;
}

/* True for the folder itself and for what lies below it. */
static bool lies_in(const char *path, const char *folder)
{
	char *real = realpath(folder, NULL);
	size_t len = real ? strlen(real) : 0;
	bool in = real && strncmp(path, real, len) == 0 && (path[len] == '/' || path[len] == '\0' || len == 1);

	free(real);
	return in;
}

/* A kiosk writes only where its settings say; links are followed before it is asked. */
static bool output_allowed(const struct cli *cli, struct error *e)
{
	const struct settings *settings = &cli->desk.settings;
	char *folder, *real;
	bool allowed = false;

	if (!cli->options.output || !cli->options.kiosk)
		return true;
	folder = file_folder(cli->options.output);
	real = realpath(folder, NULL);
	for (size_t i = 0; real && i < settings->n_export_folders && !allowed; i++)
		allowed = lies_in(real, settings->export_folders[i]);
	free(real);
	free(folder);
	return allowed || error_set(e, ERROR_USAGE, cli->options.output, "%s", _("not one of the export folders"));
}

/* What the log keeps of a printing: what was printed, and a checksum by which a paper is known again. */
static char *log_entry(const char *document, const char *format, int round, const struct text *out)
{
	struct hash *hash = hash_new();
	unsigned char sum[HASH_SIZE];
	struct text entry = { 0 };

	hash_part(hash, out->s, out->len);
	hash_end(hash, sum);
	text_addf(&entry, "%s %s %d ", document, format, round);
	for (size_t i = 0; i < HASH_SIZE; i++)
		text_addf(&entry, "%02x", sum[i]);
	return text_take(&entry);
}

static bool render(struct cli *cli, const struct casework *work, const char *name,
    const struct document_format *format, struct text *out, struct error *e)
{
	struct document document;

	if (!document_build(&cli->desk, work, name, cli->options.round, cli->desk.lang, &document, e))
		return false;
	format->render(&document, out);
	document_release(&document);
	return true;
}

/* The base and what lies beside it by its name are no place to print to. */
static bool spares_base(const struct cli *cli, struct error *e)
{
	const char *base = store_path(cli->desk.store), *output = cli->options.output;
	struct stat a, b;
	bool same = stat(output, &a) == 0 && stat(base, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	bool beside = strncmp(output, base, strlen(base)) == 0 && output[strlen(base)] == '-';

	return (!same && !beside) || error_set(e, ERROR_FILE, output, "%s", _("belongs to the base"));
}

/* Logged first: what is not logged is not printed, but where no log can be written. */
static bool deliver(struct cli *cli, const struct casework *work, const char *name,
    const struct document_format *format, const struct text *out, struct error *e)
{
	int round = cli->options.round ? cli->options.round : work->record.rounds;
	char *entry;
	bool logged;

	if (cli->options.output && !spares_base(cli, e))
		return false;
	entry = log_entry(name, format->name, round, out);
	logged = cli_log(cli, &work->record, ACTION_PRINT, entry, e);

	free(entry);
	if (!logged)
		return false;
	if (cli->options.output)
		return file_write_whole(cli->options.output, out->s, out->len, e);
	return fwrite(out->s, 1, out->len, stdout) == out->len ||
	    error_set(e, ERROR_FILE, _("standard output"), "%s", strerror(errno));
}

int cli_print(struct cli *cli, int n, char **words)
{
	const struct document_format *format;
	struct casework work;
	struct text out = { 0 };
	struct error e;
	bool good;

	(void)n;
	format = find_format(cli->options.format, &e);
	if (!format)
		return cli_error(&e);
	if (!cli_open_loaded(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	if (!output_allowed(cli, &e))
		return cli_error(&e);
	if (!cli_case(cli, words[0], &work))
		return STATUS_ERROR;
	cli_verify_case(cli, &work.record);
	good = render(cli, &work, words[1], format, &out, &e) && deliver(cli, &work, words[1], format, &out, &e);
	text_release(&out);
	casework_close(&work);
	return good ? STATUS_GOOD : cli_error(&e);
}
