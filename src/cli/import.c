/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/cli.h"
#include "exchange/casefile.h"

/* The case that the file names, or a new one. */
static bool open_case(struct desk *desk, const char *uuid, struct casework *work, struct error *e)
{
	int64_t id = 0;

	if (uuid && !store_find(desk->store, uuid, &id, e) && e->kind != ERROR_MISSING)
		return false;
	if (!casework_load(desk, id, work, e))
		return false;
	if (uuid && id == 0)
		memcpy(work->record.uuid, uuid, UUID_SIZE);
	return true;
}

/* Whether the case as the changes would make it agrees with the rules. */
static bool agrees(struct desk *desk, const char *path, const struct node *root, const struct record *old,
    const struct changes *changes, struct faults *faults)
{
	struct record now;
	bool good;

	record_copy(&now, old);
	changes_apply(changes, &now);
	good = casefile_check(root, path, desk, old, &now, faults);
	record_release(&now);
	return good;
}

/* The file's case in the base, as one action; the file is told where the base has something against it. */
static bool merge(struct cli *cli, const char *path, const struct node *root, struct casework *work,
    struct faults *faults)
{
	struct desk *desk = &cli->desk;
	struct changes changes = { 0 };
	struct error e;
	bool good = casefile_merge(root, path, desk->forms, desk->today, &work->record, &changes, faults) &&
	    agrees(desk, path, root, &work->record, &changes, faults);

	if (good && !casework_act(desk, work, ACTION_IMPORT, &changes, NULL, NULL, NULL, &e)) {
		cli_tell(path, e.what);
		good = false;
	}
	changes_release(&changes);
	return good;
}

static bool import_file(struct cli *cli, const char *path, struct text *numbers)
{
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);
	struct casework work;
	struct error e;
	bool good = false;

	if (root && !open_case(&cli->desk, casefile_uuid(root), &work, &e)) {
		cli_tell(path, e.what);
	} else if (root) {
		good = merge(cli, path, root, &work, &faults);
		if (good)
			text_addf(numbers, "%s\n", record_case(&work.record, KEY_CASE_NUMBER));
		casework_close(&work);
	}
	cli_faults(stderr, &faults);
	node_free(root);
	return good;
}

bool cli_import_files(struct cli *cli, int n, char *const paths[], struct text *numbers)
{
	struct store *store = cli->desk.store;
	struct error e;
	bool good = true;

	if (!store_begin(store, &e)) {
		cli_error(&e);
		return false;
	}
	for (int i = 0; i < n; i++)
		good = import_file(cli, paths[i], numbers) && good;
	if (!store_end(store, good, &e)) {
		cli_error(&e);
		good = false;
	}
	return good;
}

static bool check_file(struct desk *desk, const char *path, struct faults *faults)
{
	struct node *root = node_read_file(path, CASEFILE_MAX, faults);
	struct record none, record;
	bool good = root && casefile_read(root, path, desk->forms, desk->today, &record, faults);

	if (good) {
		record_init(&none);
		good = casefile_check(root, path, desk, &none, &record, faults);
		record_release(&record);
		record_release(&none);
	}
	node_free(root);
	return good;
}

/* Looks at the files before a base is made for them, so that none is made for files that are wrong. */
static bool check_files(struct cli *cli, int n, char *const paths[])
{
	struct desk *desk = &cli->desk;
	struct faults faults = { 0 };
	bool loaded, good;

	desk_bare(desk, cli->dir);
	good = loaded = desk_load(desk, &faults);
	for (int i = 0; loaded && i < n; i++) {
		good = check_file(desk, paths[i], &faults) && good;
		cli_faults(stderr, &faults);
	}
	cli_faults(stderr, &faults);
	desk_clear(desk);
	return good;
}

int cli_import(struct cli *cli, int n, char **words)
{
	char *base = cli_base(cli);
	bool missing = access(base, F_OK) != 0 && errno == ENOENT, good;
	struct text numbers = { 0 };

	cli->desk.viewing = NULL;	/* --pack is for looking: what is stored is by the case's own */
	good = (!missing || check_files(cli, n, words)) && cli_open_loaded(cli, base, STORE_OR_NEW) &&
	    cli_writes(cli);
	if (good && cli->created)
		cli_tell(base, _("a new base was made"));
	good = good && cli_import_files(cli, n, words, &numbers);
	if (good)
		fputs(numbers.s, stdout);
	text_release(&numbers);
	free(base);
	return good ? STATUS_GOOD : STATUS_ERROR;
}
