/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "cli/cli.h"

/* "recommendation.measures[2].hours_day" */
static void print_place(const struct finding *finding)
{
	const struct field *field = finding->field, *table = field && field->table ? field->table : field;

	if (!field)
		return;
	fputs_unlocked(table->id, stdout);
	if (finding->row && table->kind == KIND_TABLE)
		printf("[%ld]", finding->number);
	if (field != table) {
		putchar_unlocked('.');
		fputs_unlocked(field->id, stdout);
	}
}

/* Case, severity, rule, field, text.  There are hundreds of thousands: stdio is not asked to lock for each word. */
static void print_line(const char *number, const struct finding *finding)
{
	const char *const words[] = { number, severity_code(finding->severity), finding->id };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		fputs_unlocked(words[i], stdout);
		putchar_unlocked('\t');
	}
	print_place(finding);
	putchar_unlocked('\t');
	fputs_unlocked(finding->text, stdout);
	putchar_unlocked('\n');
}

/* Each finding that no recorded reason has lifted; true where one blocks. */
static bool print_findings(const struct record *record, const struct findings *findings)
{
	const char *number = record_case(record, KEY_CASE_NUMBER);
	bool blocks = false;

	for (size_t i = 0; i < findings->n; i++) {
		if (findings->v[i].overridden)
			continue;
		print_line(number, &findings->v[i]);
		blocks = blocks || findings->v[i].blocks;
	}
	return blocks;
}

struct checking {
	struct cli *cli;
	bool named;		/* those of the command line: each is held against its hashes, which are many */
	bool blocks, failed;
};

static bool check_each(int64_t id, void *arg)
{
	struct checking *checking = arg;
	struct cli *cli = checking->cli;
	struct casework work;
	struct error e;

	if (!casework_find(&cli->desk, id, cli->options.all, &work, &e)) {
		cli_error(&e);
		checking->failed = true;
		return false;
	}
	if (checking->named)
		cli_verify_case(cli, &work.record);
	checking->blocks = print_findings(&work.record, &work.findings) || checking->blocks;
	casework_close(&work);
	return true;
}

static bool check_named(struct checking *checking, const char *name)
{
	struct error e;
	int64_t id;

	if (!store_find(checking->cli->desk.store, name, &id, &e)) {
		cli_error(&e);
		return false;
	}
	return check_each(id, checking);
}

int cli_check(struct cli *cli, int n, char **words)
{
	struct checking checking = { .cli = cli, .named = n > 0 };
	struct error e;

	if (!cli_open_loaded(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	for (int i = 0; i < n; i++)
		checking.failed = !check_named(&checking, words[i]) || checking.failed;
	if (n == 0 && !store_each(cli->desk.store, check_each, &checking, &e))
		return cli_error(&e);
	if (checking.failed)
		return STATUS_ERROR;
	return checking.blocks ? STATUS_FOUND : STATUS_GOOD;
}
