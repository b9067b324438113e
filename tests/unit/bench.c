/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bench.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/change.h"

static const char choices[] =
	"outcome:\n"
	"  - {code: ressourceforloeb, da: R, en: R}\n"
	"  - {code: fleksjob, da: F, en: F}\n"
	"  - {code: returneret, da: T, en: T}\n"
	"kind:\n"
	"  - {code: ressourceforloeb, da: R, en: R}\n"
	"  - {code: fleksjob, da: F, en: F}\n"
	"  - {code: andet, da: A, en: A}\n"
	"seat:\n"
	"  - {code: social, da: S, en: S}\n"
	"  - {code: health, da: H, en: H}\n"
	"domain:\n"
	"  - {code: social, da: S, en: S}\n"
	"  - {code: health, da: H, en: H}\n";

static const char measures[] =
	"measures:\n"
	"  - {code: praktik, da: P, en: P, domain: social, group: {da: G, en: G}}\n"
	"  - {code: mentor, da: M, en: M, domain: social, group: {da: G, en: G}}\n";

/* A form: its fields, a line each; a line without a brace begins a screen. */
static const struct {
	const char *name, *part, *fields;
} forms[] = {
	{ "10-preparatory", "fields",
		"referral\n"
		"{id: referral.kind, kind: one, choices: kind}\n"
		"{id: referral.question, kind: line, required: true}\n"
		"{id: referral.news, kind: long, anew: true}\n"
		"citizen\n"
		"{id: citizen.cpr, kind: cpr}\n"
		"{id: citizen.name, kind: line, required: true}\n"
		"{id: citizen.born, kind: date, show: citizen.cpr is null}\n"
		"{id: citizen.address, kind: line}\n"
		"{id: citizen.address_protected, kind: yesno}\n"
		"{id: statements, kind: table, numbered: B, columns: [{id: no, kind: whole}, "
		    "{id: text, kind: long}]}\n"
		"{id: courses, kind: table, columns: [{id: from, kind: month}, "
		    "{id: to, kind: month}, {id: result, kind: line}]}\n" },
	{ "20-meeting", "top",
		"meeting\n"
		"{id: meeting.date, kind: date, required: true}\n"
		"{id: meeting.place, kind: line}\n"
		"{id: meeting.chair, kind: line}\n"
		"{id: meeting.secretary, kind: line}\n"
		"{id: meeting.citizen_present, kind: yesno}\n"
		"{id: meeting.companion, kind: line}\n"
		"{id: meeting.seats, kind: table, columns: [{id: seat, kind: one, choices: seat}, "
		    "{id: name, kind: line}, {id: present, kind: yesno}]}\n" },
	{ "30-assessment", "top",
		"assessment\n"
		"{id: assessments, kind: table, columns: [{id: seat, kind: one, choices: seat}, "
		    "{id: domain, kind: one, choices: domain}, {id: development, kind: line}, "
		    "{id: information, kind: line}]}\n"
		"{id: leanings, kind: table, columns: [{id: seat, kind: one, choices: seat}, "
		    "{id: outcome, kind: one, choices: outcome}, {id: months, kind: months}]}\n"
		"{id: dissent, kind: table, columns: [{id: seat, kind: one, choices: seat}, "
		    "{id: reason, kind: long}]}\n" },
	{ "40-recommendation", "top",
		"outcome\n"
		"{id: recommendation.outcome, kind: one, choices: outcome}\n"
		"{id: recommendation.months, kind: months}\n"
		"{id: recommendation.duration_reason, kind: long}\n"
		"{id: recommendation.measures, kind: table, "
		    "columns: [{id: measure, kind: one, choices: measures, required: true}, "
		    "{id: aim, kind: several, choices: domain}, {id: start, kind: whole}, "
		    "{id: months, kind: months}, {id: hours_day, kind: decimal}, "
		    "{id: rejected, kind: yesno}, "
		    "{id: rejected_why, kind: line, show: rejected is true, required: true}]}\n"
		"{id: recommendation.answers, kind: table, columns: [{id: statement, kind: whole}, "
		    "{id: text, kind: long}]}\n"
		"{id: locked.by, kind: line}\n"
		"{id: locked.on, kind: date}\n"
		"{id: locked.reason, kind: line}\n" },
	{ "50-after", "top",
		"decision\n"
		"{id: decision.date, kind: date, required: true}\n"
		"{id: decision.outcome, kind: one, choices: outcome}\n"
		"{id: decision.starts_on, kind: date}\n"
		"overrides\n"
		"{id: overrides, kind: table, columns: [{id: rule, kind: line}, "
		    "{id: row, kind: line}, {id: reason, kind: line}, {id: by, kind: line}, "
		    "{id: on, kind: date}]}\n"
		"{id: move.to, kind: line}\n" },
};

static void write_file(const struct bench *bench, const char *name, const char *s)
{
	char *path = xasprintf("%s/%s", bench->folder, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(s, f) >= 0);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* Copies "{id: X, ..." with the label that every field and column must have. */
static void add_labels(struct text *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		size_t id = 5, end;

		text_addc(out, s[i]);
		if (strncmp(s + i, "{id: ", id) != 0)
			continue;
		end = strcspn(s + i + id, ",");
		text_addf(out, "label: {da: '%.*s', en: '%.*s'}, ", (int)end, s + i + id, (int)end,
		    s + i + id);
	}
}

/* Whether `more` has a field of the same id as this line: "{id: X,". */
static bool replaced(const char *line, const char *more)
{
	char *id = xstrndup(line, strcspn(line, ",") + 1);
	bool found = more && strstr(more, id);

	free(id);
	return found;
}

/* All lines but those that `more` (may be NULL) replaces. */
static void add_fields(struct text *out, const char *fields, const char *more)
{
	for (size_t len; *fields; fields += len + (fields[len] == '\n')) {
		len = strcspn(fields, "\n");
		if (*fields == '{' && replaced(fields, more))
			continue;
		if (*fields != '{') {
			text_addf(out, "  - id: %.*s\n    title: {da: S, en: S}\n    fields:\n", (int)len,
			    fields);
			continue;
		}
		text_add(out, "      - ");
		add_labels(out, fields, len);
		text_add(out, "\n");
	}
}

static void write_forms(const struct bench *bench, const char *more)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		char *name = xasprintf("forms/%s.yaml", forms[i].name);
		struct text out = { 0 };

		text_addf(&out, "form: %s\ntitle: {da: F, en: F}\npart: %s\ninherited: %s\nlocked: %s\nscreens:\n",
		    forms[i].name + 3, forms[i].part, i == 0 ? "true" : "false",
		    strncmp(forms[i].name, "10", 2) > 0 && strncmp(forms[i].name, "50", 2) < 0 ? "true" : "false");
		add_fields(&out, forms[i].fields, more);
		if (i == 0 && more) {
			add_fields(&out, "extra\n", NULL);
			add_fields(&out, more, NULL);
		}
		write_file(bench, name, out.s);
		text_release(&out);
		free(name);
	}
}

void bench_pack(const struct bench *bench, const char *name, const char *from, const char *to,
    const char *rest)
{
	char *file = xasprintf("rules/%s.yaml", name);
	struct text out = { 0 };

	text_addf(&out, "pack: '%s'\ntitle: {da: P, en: P}\nsource: {da: S, en: S}\nfrom: %s\n", name, from);
	if (to)
		text_addf(&out, "to: %s\n", to);
	text_add(&out,
	    "verified: {by: nobody, on: 2017-01-01}\n"
	    "duration: {min: 12, max: 60}\n"
	    "domains: [social, health]\n"
	    "outcomes: [ressourceforloeb, fleksjob, returneret]\n"
	    "seats:\n"
	    "  - {seat: social, letter: {da: S, en: S}, name: {da: S, en: S}, when: 'true'}\n"
	    "  - {seat: health, letter: {da: H, en: H}, name: {da: H, en: H},"
	    " when: 'referral.kind = ''fleksjob'''}\n");
	text_add(&out, rest ? rest : "rules: []\n");
	write_file(bench, file, out.s);
	text_release(&out);
	free(file);
}

void bench_extend(const struct bench *bench, const char *name, const char *from, const char *rest)
{
	char *file = xasprintf("rules/%s.yaml", name);
	char *s = xasprintf("pack: '%s'\nextends: test\ntitle: {da: P, en: P}\nsource: {da: S, en: S}\n"
	    "from: %s\nverified: {by: nobody, on: 2017-01-01}\n%s", name, from, rest);

	write_file(bench, file, s);
	free(s);
	free(file);
}

static void make_folders(struct bench *bench)
{
	static const char *const folders[] = { "forms", "rules" };
	const char *tmp = getenv("TMPDIR");

	snprintf(bench->folder, sizeof bench->folder, "%s/bench-XXXXXX",
	    tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	assert_non_null(mkdtemp(bench->folder));
	for (size_t i = 0; i < 2; i++) {
		char *path = xasprintf("%s/%s", bench->folder, folders[i]);

		assert_int_equal(mkdir(path, 0700), 0);
		free(path);
	}
}

void bench_fail(const struct bench *bench)
{
	const struct fault *fault = &bench->faults.v[0];

	fail_msg("%s:%d:%d: %s", fault->path, fault->line, fault->column, fault->text);
}

void bench_use(struct bench *bench, const char *name)
{
	char *path = xasprintf("%s/rules/%s.yaml", bench->folder, name);

	rules_free(bench->rules);
	pack_free(bench->pack);
	bench->pack = pack_load(path, &bench->faults);
	free(path);
	if (!bench->forms || !bench->pack)
		bench_fail(bench);
	bench->rules = rules_new(bench->forms, bench->pack, &bench->faults);
}

void bench_open(struct bench *bench, const char *fields, const char *pack)
{
	*bench = (struct bench){ 0 };
	make_folders(bench);
	write_file(bench, "choices.yaml", choices);
	write_file(bench, "measures.yaml", measures);
	write_forms(bench, fields);
	bench_pack(bench, "test", "2013-01-01", NULL, pack);
	bench->keys = keys_new();
	bench->forms = forms_load(bench->folder, bench->keys, &bench->faults);
	bench_use(bench, "test");
	record_init(&bench->record);
	bench->view = (struct view){ .record = &bench->record, .today = { 2017, 6, 1 } };
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

void bench_close(struct bench *bench)
{
	record_release(&bench->record);
	rules_free(bench->rules);
	pack_free(bench->pack);
	forms_free(bench->forms);
	keys_free(bench->keys);
	faults_release(&bench->faults);
	assert_int_equal(nftw(bench->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const struct field *bench_field(const struct bench *bench, const char *id)
{
	const struct field *field = field_by_id(bench->forms, id);

	if (!field)
		fail_msg("there is no field %s", id);
	return field;
}

void bench_set(struct bench *bench, const char *id, const char *text)
{
	record_set(&bench->record, bench->record.rounds, bench_field(bench, id)->key, 0, text, 0);
}

int64_t bench_row(struct bench *bench, const char *table, ...)
{
	const struct field *field = bench_field(bench, table);
	struct changes changes = { 0 };
	int round = bench->record.rounds;
	int64_t row = changes_row_add(&changes, &bench->record, field, round, SIZE_MAX);
	const char *column;
	va_list cells;

	va_start(cells, table);
	while ((column = va_arg(cells, const char *)) != NULL) {
		int key = field_column(field, column)->key;

		changes_add(&changes, round, key, row, va_arg(cells, const char *));
	}
	va_end(cells);
	changes_apply(&changes, &bench->record);
	changes_release(&changes);
	return row;
}

void bench_none(struct bench *bench, const char *table)
{
	struct changes changes = { 0 };

	changes_none(&changes, &bench->record, bench_field(bench, table), bench->record.rounds, true);
	changes_apply(&changes, &bench->record);
	changes_release(&changes);
}

const char *bench_fact(struct bench *bench, const char *name)
{
	static char out[80];
	struct fact_value value = rules_fact(bench->rules, &bench->view, name);

	if (!value.known)
		return "?";
	if (value.is_text)
		snprintf(out, sizeof out, "%s", value.text);
	else
		snprintf(out, sizeof out, "%g", value.number);
	return out;
}
