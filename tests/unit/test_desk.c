/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: cases opened, changed and taken from stage to stage, with the base and the rules behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "bench.h"
#include "rule/desk.h"
#include "scratch.h"

#define RULE(id, severity, at, rest) \
	"  - {id: " id ", severity: " severity ", source: S 1, at: " at \
	", text: {da: " id ", en: " id "}, " rest "}\n"

static const char rules[] =
	"facts:\n"
	"  course.last: {is: 'add_days(add_months(decision.starts_on, 24), -1)'}\n"
	"rules:\n"
	RULE("name", "block", "ready", "field: citizen.name, when: 'citizen.name is null'")
	RULE("question", "warn", "ready", "field: referral.question, when: 'referral.question is null'")
	RULE("outcome", "block", "recommended", "allow_reason: true, field: recommendation.outcome, "
	    "when: 'recommendation.outcome is null'")
	RULE("unknown", "block", "scheduled", "field: decision.date, "
	    "when: \"referral.question is 'Unknown?' and decision.date > today\"")
	RULE("refused", "block", "closed", "field: decision.date, "
	    "when: \"referral.question is 'Refused?' and decision.date is null\"");

/* What extends them: a rule less, and one more. */
static const char changed_rules[] =
	"to: 2012-12-31\nwithout: [question]\n"
	"rules:\n" RULE("other", "remind", "ready", "field: citizen.name, when: 'true'");

static const char other_rules[] =
	"rules:\n" RULE("other", "remind", "ready", "field: citizen.name, when: 'true'");

struct office {
	struct bench bench;	/* its data folder */
	struct scratch *scratch;	/* its base */
	struct desk desk;
	struct casework work;
	struct error e;
};

static void open_desk(struct office *o)
{
	struct faults faults = { 0 };

	o->desk = (struct desk){ .lang = LANG_DA, .today = scratch_today };
	settings_init(&o->desk.settings);
	free(o->desk.settings.pack);
	o->desk.settings.pack = xstrdup("test");
	if (!desk_open(&o->desk, o->scratch->path, STORE_EXISTING, o->bench.folder, NULL, &o->e))
		fail_msg("%s: %s", o->e.where, o->e.what);
	store_author(o->desk.store, "tester");
	if (!desk_load(&o->desk, &faults))
		fail_msg("%s: %s", faults.v[0].path, faults.v[0].text);
}

static int set_up(void **state)
{
	struct office *o = xcalloc(1, sizeof *o);
	void *scratch;

	bench_open(&o->bench, NULL, rules);
	if (scratch_setup(&scratch) != 0)
		return 1;
	o->scratch = scratch;
	scratch_shut(o->scratch);
	open_desk(o);
	*state = o;
	return casework_new(&o->desk, &o->work, &o->e) ? 0 : 1;
}

static int tear_down(void **state)
{
	struct office *o = *state;
	void *scratch = o->scratch;

	casework_close(&o->work);
	desk_close(&o->desk);
	bench_close(&o->bench);
	scratch_teardown(&scratch);
	free(o);
	return 0;
}

static const struct field *field(const struct office *o, const char *id)
{
	return field_by_id(o->desk.forms, id);
}

static int64_t put(struct office *o, const char *id, const char *text)
{
	int64_t seq;

	if (!casework_set(&o->desk, &o->work, field(o, id), 0, text, &seq, &o->e))
		fail_msg("%s: %s: %s", id, o->e.where, o->e.what);
	return seq;
}

static void go(struct office *o, enum stage to)
{
	if (!casework_stage(&o->desk, &o->work, to, to == STAGE_RECOMMENDED ? "Bo Bjerg" : NULL, &o->e))
		fail_msg("%s: %s", o->e.where, o->e.what);
	assert_int_equal(casework_now(&o->work), to);
}

static bool found(const struct office *o, const char *id)
{
	for (size_t i = 0; i < o->work.findings.n; i++)
		if (strcmp(o->work.findings.v[i].id, id) == 0)
			return true;
	return false;
}

static void reopen(struct office *o)
{
	int64_t id = o->work.record.id;

	casework_close(&o->work);
	if (!casework_open(&o->desk, id, &o->work, &o->e))
		fail_msg("%s", o->e.what);
}

static void test_new_case(void **state)
{
	struct office *o = *state;

	assert_int_equal(o->work.record.id, 0);
	assert_true(found(o, "name"));
	assert_int_equal(put(o, "citizen.name", NULL), 0);	/* nothing was said */
	assert_int_equal(o->work.record.id, 0);
	assert_true(put(o, "citizen.name", "Bo") > 0);
	assert_true(o->work.record.id > 0);
	assert_false(found(o, "name"));
	assert_true(found(o, "question"));
	assert_string_equal(record_case(&o->work.record, KEY_CASE_NUMBER), "2026-0001");
	reopen(o);
	assert_false(found(o, "name"));
	assert_true(found(o, "question"));
	assert_string_equal(record_now(&o->work.record, field(o, "citizen.name"), 0), "Bo");
}

static void test_set_again(void **state)
{
	struct office *o = *state;

	assert_true(put(o, "citizen.name", "Bo") > 0);
	assert_int_equal(put(o, "citizen.name", "Bo"), 0);
	assert_true(put(o, "citizen.name", NULL) > 0);
	assert_true(found(o, "name"));
	assert_int_equal(put(o, "citizen.name", NULL), 0);
}

/* The list has what the rules say. */
static void test_readiness(void **state)
{
	struct office *o = *state;
	struct case_row row;

	put(o, "referral.news", "nothing");
	assert_int_equal(store_list(o->desk.store, NULL, NULL, false, &row, 1, NULL, &o->e), 1);
	assert_int_equal(row.readiness.blocks, 1);
	assert_int_equal(row.readiness.warns, 1);
	assert_int_equal(row.readiness.asked, 2);
	assert_int_equal(row.readiness.filled, 0);
	assert_string_equal(row.readiness.pack, "test");
	case_row_release(&row);
	put(o, "citizen.name", "Bo");
	assert_int_equal(store_list(o->desk.store, NULL, NULL, false, &row, 1, NULL, &o->e), 1);
	assert_int_equal(row.readiness.blocks, 0);
	assert_int_equal(row.readiness.filled, 1);
	case_row_release(&row);
}

static void test_conflict(void **state)
{
	struct office *o = *state;
	struct casework other;
	struct changes changes = { 0 };
	size_t conflict = 99, findings;

	put(o, "citizen.name", "Bo");
	assert_true(casework_open(&o->desk, o->work.record.id, &other, &o->e));
	put(o, "citizen.name", "Ida");
	findings = other.findings.n;
	changes_add(&changes, 1, KEY_REFERRAL_NEWS, 0, "news");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, NULL);
	assert_false(casework_act(&o->desk, &other, ACTION_EDIT, &changes, NULL, NULL, &conflict, &o->e));
	assert_int_equal(o->e.kind, ERROR_CONFLICT);
	assert_int_equal(conflict, 1);
	assert_int_equal(other.findings.n, findings);
	assert_null(record_now(&other.record, field(o, "referral.news"), 0));
	assert_true(casework_reload(&o->desk, &other, &o->e));
	assert_string_equal(record_now(&other.record, field(o, "citizen.name"), 0), "Ida");
	assert_true(casework_act(&o->desk, &other, ACTION_EDIT, &changes, NULL, NULL, &conflict, &o->e));
	changes_release(&changes);
	casework_close(&other);
}

static void test_stages(void **state)
{
	struct office *o = *state;

	put(o, "referral.question", "Which?");
	assert_int_equal(casework_now(&o->work), STAGE_DRAFT);
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_READY), 1);
	assert_false(casework_stage(&o->desk, &o->work, STAGE_READY, "I say so", &o->e));
	assert_int_equal(o->e.kind, ERROR_DATA);
	put(o, "citizen.name", "Bo");
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_READY), 0);
	go(o, STAGE_READY);
	assert_false(casework_stage(&o->desk, &o->work, STAGE_DECIDED, NULL, &o->e));
	assert_int_equal(o->e.kind, ERROR_DATA);
	assert_false(casework_stage(&o->desk, &o->work, STAGE_READY, NULL, &o->e));
	go(o, STAGE_DRAFT);	/* back */
	assert_false(casework_stage(&o->desk, &o->work, STAGE_RETURNED, NULL, &o->e));
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	assert_true(found(o, "outcome"));
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_RECOMMENDED), 1);
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_READY), 0);
	reopen(o);
	assert_int_equal(casework_now(&o->work), STAGE_SCHEDULED);
}

/* A table cell of the first row whose seat is this one; NULL where it is empty. */
static const char *seat_name(const struct office *o, const char *seat)
{
	const struct field *seats = field(o, "meeting.seats");
	size_t n;
	int64_t *rows = record_rows(&o->work.record, seats, o->work.record.rounds, &n);
	const char *name = "no such row";

	for (size_t i = 0; i < n; i++)
		if (strcmp(record_now(&o->work.record, field_column(seats, "seat"), rows[i]), seat) == 0)
			name = record_now(&o->work.record, field_column(seats, "name"), rows[i]);
	free(rows);
	return name;
}

static const char *answer(const struct office *o, const char *id)
{
	return record_now(&o->work.record, field(o, id), 0);
}

/* The team file, as the settings would have it read. */
static void sit_down(struct office *o, const char *text)
{
	char *path = xasprintf("%s/team.yaml", o->bench.folder);
	FILE *f = fopen(path, "w");
	struct faults faults = { 0 };

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	o->desk.settings.team_file = path;
	assert_true(settings_read_team(&o->desk.settings, &faults));
}

static void test_seats(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	put(o, "referral.kind", "fleksjob");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	assert_null(seat_name(o, "social"));
	assert_null(seat_name(o, "health"));
	assert_null(answer(o, "meeting.chair"));
}

/* Whom the team file names sits there from the beginning; what is answered already stands. */
static void test_team(void **state)
{
	struct office *o = *state;

	sit_down(o, "team: T\nplace: Lokale 2\nchair: Mette Rask\nsecretary: {name: Tine Dahl, account: tda}\n"
	    "members: [{seat: social, name: Per Bo}, {seat: social, name: Ib Lund}]\n");
	put(o, "citizen.name", "Bo");
	put(o, "referral.kind", "fleksjob");
	put(o, "meeting.place", "Lokale 7");
	go(o, STAGE_READY);
	assert_null(answer(o, "meeting.chair"));
	go(o, STAGE_SCHEDULED);
	assert_string_equal(seat_name(o, "social"), "Per Bo");
	assert_null(seat_name(o, "health"));
	assert_string_equal(answer(o, "meeting.chair"), "Mette Rask");
	assert_string_equal(answer(o, "meeting.secretary"), "Tine Dahl");
	assert_string_equal(answer(o, "meeting.place"), "Lokale 7");
	put(o, "meeting.chair", NULL);
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	assert_null(answer(o, "meeting.chair"));	/* what was taken away stays away */
}

static void test_override(void **state)
{
	struct office *o = *state;
	struct changes changes = { 0 };
	const struct field *overrides = field(o, "overrides");
	int64_t row;

	put(o, "citizen.name", "Bo");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	row = changes_row_add(&changes, &o->work.record, overrides, 1, 0);
	changes_add(&changes, 1, KEY_OVERRIDES_RULE, row, "outcome");
	changes_add(&changes, 1, KEY_OVERRIDES_REASON, row, "because");
	assert_true(casework_act(&o->desk, &o->work, ACTION_OVERRIDE, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
	go(o, STAGE_RECOMMENDED);
}

/* A draft that is given up need not be ready for the team. */
static void test_give_up(void **state)
{
	struct office *o = *state;

	put(o, "referral.question", "Which?");
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_CLOSED), 0);
	go(o, STAGE_CLOSED);
	go(o, STAGE_DRAFT);
	assert_int_equal(o->work.record.rounds, 1);
}

/* What guards the closing itself keeps a draft from it: to refuse a request is a decision. */
static void test_refused(void **state)
{
	struct office *o = *state;

	put(o, "referral.question", "Refused?");
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_CLOSED), 1);
	assert_false(casework_stage(&o->desk, &o->work, STAGE_CLOSED, "No", &o->e));
	assert_int_equal(o->e.kind, ERROR_DATA);
	assert_string_equal(o->e.what, "refused");	/* which one it is: the review lists those of the next stage */
	assert_int_equal(casework_now(&o->work), STAGE_DRAFT);
	put(o, "decision.date", "2026-03-02");
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_CLOSED), 0);
	go(o, STAGE_CLOSED);
}

/* What nobody can tell yet keeps the case as what is wrong does. */
static void test_unknown_blocks(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	put(o, "referral.question", "Unknown?");
	go(o, STAGE_READY);
	assert_int_equal(casework_blocks(&o->desk, &o->work, STAGE_SCHEDULED), 1);
	assert_false(casework_stage(&o->desk, &o->work, STAGE_SCHEDULED, NULL, &o->e));
	assert_int_equal(casework_now(&o->work), STAGE_READY);
	put(o, "decision.date", "2026-03-02");
	go(o, STAGE_SCHEDULED);
}

static void test_returned(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	put(o, "recommendation.outcome", "returneret");
	go(o, STAGE_RETURNED);
	assert_int_equal(o->work.record.rounds, 1);
	go(o, STAGE_DRAFT);
	assert_int_equal(o->work.record.rounds, 2);
	assert_string_equal(record_now(&o->work.record, field(o, "citizen.name"), 0), "Bo");
	assert_null(record_now(&o->work.record, field(o, "recommendation.outcome"), 0));
	assert_string_equal(record_get(&o->work.record, field(o, "recommendation.outcome"), 1, 0),
	    "returneret");
	assert_false(casework_stage(&o->desk, &o->work, STAGE_RETURNED, NULL, &o->e));
	reopen(o);
	assert_int_equal(o->work.record.rounds, 2);
	assert_int_equal(casework_now(&o->work), STAGE_DRAFT);
}

static void test_resubmitted(void **state)
{
	struct office *o = *state;
	struct view view;

	put(o, "citizen.name", "Bo");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	put(o, "recommendation.outcome", "fleksjob");
	go(o, STAGE_RECOMMENDED);
	go(o, STAGE_RESUBMITTED);
	go(o, STAGE_SCHEDULED);
	assert_int_equal(o->work.record.rounds, 2);
	view = casework_view(&o->desk, &o->work);
	assert_true(rules_fact(o->work.rules, &view, "case.resubmitted").number == 1);
	assert_true(found(o, "outcome"));
}

static void test_round(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	assert_false(casework_round(&o->desk, &o->work, &o->e));
	assert_int_equal(o->e.kind, ERROR_DATA);
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	put(o, "recommendation.outcome", "fleksjob");
	go(o, STAGE_RECOMMENDED);
	go(o, STAGE_DECIDED);
	assert_true(casework_round(&o->desk, &o->work, &o->e));
	assert_int_equal(o->work.record.rounds, 2);
	assert_int_equal(casework_now(&o->work), STAGE_DRAFT);
	assert_int_equal(put(o, "citizen.name", "Bo"), 0);	/* it holds already */
	put(o, "citizen.name", "Ida");
	assert_string_equal(record_get(&o->work.record, field(o, "citizen.name"), 1, 0), "Bo");
}

/* An undo that takes a round's own answer away: what the list says is what the rules say afterwards. */
static void test_undo(void **state)
{
	struct office *o = *state;
	struct changes changes;
	struct case_row row;
	int64_t seq;

	put(o, "citizen.name", "Bo");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	go(o, STAGE_RETURNED);
	go(o, STAGE_DRAFT);
	seq = put(o, "citizen.name", NULL);
	assert_true(found(o, "name"));
	assert_true(store_undo(o->desk.store, &o->work.record, seq, &changes, &o->e));
	assert_true(casework_act(&o->desk, &o->work, ACTION_UNDO, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
	assert_string_equal(record_now(&o->work.record, field(o, "citizen.name"), 0), "Bo");
	assert_false(found(o, "name"));
	assert_int_equal(store_list(o->desk.store, NULL, NULL, false, &row, 1, NULL, &o->e), 1);
	assert_int_equal(row.readiness.blocks, 0);
	case_row_release(&row);
}

/* What is not inherited does not come back from the round before: it was answered there and is unanswered here. */
static void test_undo_in_a_later_round(void **state)
{
	struct office *o = *state;
	struct changes changes;
	int64_t seq;

	put(o, "citizen.name", "Bo");
	put(o, "recommendation.outcome", "fleksjob");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	go(o, STAGE_RETURNED);
	go(o, STAGE_DRAFT);
	assert_true(found(o, "name") == false);
	seq = put(o, "recommendation.outcome", "ressourceforloeb");
	assert_true(store_undo(o->desk.store, &o->work.record, seq, &changes, &o->e));
	assert_true(casework_act(&o->desk, &o->work, ACTION_UNDO, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
	assert_null(record_now(&o->work.record, field(o, "recommendation.outcome"), 0));
	size_t before = o->work.findings.n;
	reopen(o);
	assert_int_equal(o->work.findings.n, before);
}

static void set_pack(struct office *o, const char *name)
{
	struct changes changes = { 0 };

	changes_add(&changes, 0, KEY_CASE_PACK, 0, name);
	assert_true(casework_act(&o->desk, &o->work, ACTION_EDIT, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
}

/* The case's own pack, else the decision's date, else the desk's. */
static void test_packs(void **state)
{
	struct office *o = *state;
	struct record record;

	bench_pack(&o->bench, "a-early", "1990-01-01", "1999-12-31", other_rules);
	bench_pack(&o->bench, "b-faulty", "1990-01-01", NULL, "rules: 3\n");
	bench_pack(&o->bench, "c-late", "2000-01-01", "2012-12-31", other_rules);
	put(o, "citizen.name", "Bo");
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
	put(o, "decision.date", "2005-06-07");
	assert_string_equal(rules_pack(o->work.rules)->name, "c-late");
	assert_true(found(o, "other"));
	put(o, "decision.date", "1989-12-31");		/* before them all */
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
	put(o, "decision.date", "2017-06-07");
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
	set_pack(o, "a-early");
	assert_string_equal(rules_pack(o->work.rules)->name, "a-early");
	o->desk.viewing = "test";
	assert_string_equal(rules_pack(desk_rules(&o->desk, &o->work.record, &o->e))->name, "test");
	o->desk.viewing = NULL;
	record_init(&record);
	record_set(&record, 0, KEY_CASE_PACK, 0, "b-faulty", 0);
	assert_null(desk_rules(&o->desk, &record, &o->e));
	assert_int_equal(o->e.kind, ERROR_MISSING);
	record_set(&record, 0, KEY_CASE_PACK, 0, "../test", 0);
	assert_null(desk_rules(&o->desk, &record, &o->e));
	record_release(&record);
}

/* What can be set beside a case's own rules: every pack of the folder but those that are faulty. */
static void test_packs_listed(void **state)
{
	struct office *o = *state;
	size_t n;

	bench_pack(&o->bench, "z-late", "2022-01-01", NULL, other_rules);
	bench_pack(&o->bench, "b-faulty", "1990-01-01", NULL, "rules: 3\n");
	const struct pack **packs = desk_packs(&o->desk, &n);
	assert_int_equal(n, 2);
	assert_ptr_equal(packs[0], o->desk.pack);
	assert_string_equal(packs[1]->name, "z-late");
	assert_ptr_equal(rules_pack(desk_rules_named(&o->desk, "z-late", NULL)), packs[1]);
	free(packs);
	assert_null(desk_rules_named(&o->desk, "b-faulty", &o->e));
	assert_int_equal(o->e.kind, ERROR_MISSING);
}

/* A change that would leave the case without rules is refused, and changes nothing. */
static void test_pack_unknown(void **state)
{
	struct office *o = *state;
	struct changes changes = { 0 };

	put(o, "citizen.name", "Bo");
	changes_add(&changes, 0, KEY_CASE_PACK, 0, "nowhere");
	assert_false(casework_act(&o->desk, &o->work, ACTION_EDIT, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
	assert_null(record_case(&o->work.record, KEY_CASE_PACK));
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
}

static void test_load_faults(void **state)
{
	struct office *o = *state;
	struct faults faults = { 0 };

	casework_close(&o->work);
	desk_close(&o->desk);
	bench_pack(&o->bench, "test", "2013-01-01", NULL,
	    "rules:\n" RULE("a", "warn", "ready", "field: nowhere, when: 'nothing'"));
	o->desk = (struct desk){ .today = scratch_today };
	settings_init(&o->desk.settings);
	o->desk.viewing = "test";
	assert_true(desk_open(&o->desk, o->scratch->path, STORE_EXISTING, o->bench.folder, NULL, &o->e));
	assert_false(desk_load(&o->desk, &faults));
	assert_int_equal(faults.n, 2);
	faults_release(&faults);
	desk_close(&o->desk);
	bench_pack(&o->bench, "test", "2013-01-01", NULL, rules);
	open_desk(o);
	assert_true(casework_new(&o->desk, &o->work, &o->e));
}

static void test_no_base(void **state)
{
	struct office *o = *state;
	struct desk desk = { .today = scratch_today };

	assert_false(desk_open(&desk, "/nowhere/base", STORE_EXISTING, o->bench.folder, NULL, &o->e));
	assert_null(desk.store);
}

/* The pack that holds on the day of the decision may extend another. */
static void test_extended(void **state)
{
	struct office *o = *state;

	bench_extend(&o->bench, "early", "2010-01-01", changed_rules);
	put(o, "citizen.address", "Vejen 1");
	assert_true(found(o, "name"));
	assert_true(found(o, "question"));
	put(o, "decision.date", "2012-12-31");
	assert_string_equal(rules_pack(o->work.rules)->name, "early");
	assert_true(found(o, "name"));
	assert_false(found(o, "question"));
	assert_true(found(o, "other"));
	put(o, "decision.date", "2013-01-01");
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
	put(o, "decision.date", "2010-01-01");
	reopen(o);
	assert_string_equal(rules_pack(o->work.rules)->name, "early");
	set_pack(o, "test");
	assert_string_equal(rules_pack(o->work.rules)->name, "test");
}

/* The signature. */

static void set_cell(struct changes *changes, const struct office *o, const char *id, int64_t row, const char *text)
{
	changes_add(changes, o->work.record.rounds, field(o, id)->key, row, text);
}

/* A row of assessments in round 1. */
static int64_t assessed(struct office *o)
{
	struct changes changes = { 0 };
	int64_t row = changes_row_add(&changes, &o->work.record, field(o, "assessments"), 1, 0);

	set_cell(&changes, o, "assessments.development", row, "likely");
	assert_true(casework_act(&o->desk, &o->work, ACTION_EDIT, &changes, NULL, NULL, NULL, &o->e));
	changes_release(&changes);
	return row;
}

/* On the way to the team, recommended and signed by Bo Bjerg. */
static void signed_case(struct office *o)
{
	put(o, "citizen.name", "Bo");
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	put(o, "recommendation.outcome", "fleksjob");
	assert_true(casework_stage(&o->desk, &o->work, STAGE_RECOMMENDED, "Bo Bjerg", &o->e));
	assert_string_equal(casework_signer(&o->work), "Bo Bjerg");
}

static bool act(struct office *o, struct casework *work, enum action_kind kind, struct changes *changes)
{
	bool done = casework_act(&o->desk, work, kind, changes, NULL, NULL, NULL, &o->e);

	changes_release(changes);
	return done;
}

static bool try_set(struct office *o, const char *id, const char *text)
{
	return casework_set(&o->desk, &o->work, field(o, id), 0, text, NULL, &o->e);
}

static void test_signed_is_locked(void **state)
{
	static const char *const under[] = {
		"meeting.chair", "recommendation.outcome", "recommendation.duration_reason", "locked.by", "locked.reason",
	};
	static const char *const beside[] = { "citizen.name", "referral.news", "move.to" };
	struct office *o = *state;

	signed_case(o);
	for (size_t i = 0; i < sizeof under / sizeof *under; i++) {
		assert_false(try_set(o, under[i], "ressourceforloeb"));
		assert_int_equal(o->e.kind, ERROR_LOCKED);
		assert_non_null(strstr(o->e.what, under[i]));
	}
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		put(o, beside[i], "said later");
	reopen(o);
	assert_string_equal(record_now(&o->work.record, field(o, "recommendation.outcome"), 0), "fleksjob");
	assert_string_equal(casework_signer(&o->work), "Bo Bjerg");
}

/* Cells, places, removals and a whole answer of a table. */
static void test_signed_tables_are_locked(void **state)
{
	struct office *o = *state;
	struct changes changes = { 0 };
	const struct field *table = field(o, "assessments");
	struct record *record = &o->work.record;
	int64_t row, other;

	put(o, "citizen.name", "Bo");
	row = assessed(o);
	other = assessed(o);
	signed_case(o);
	set_cell(&changes, o, "assessments.development", row, "none");
	assert_false(act(o, &o->work, ACTION_EDIT, &changes));
	assert_non_null(strstr(o->e.what, " assessments"));
	assert_null(strstr(o->e.what, "assessments.development"));
	changes_row_add(&changes, record, table, 1, 0);
	assert_false(act(o, &o->work, ACTION_EDIT, &changes));
	changes_row_remove(&changes, table, 1, row);
	assert_false(act(o, &o->work, ACTION_EDIT, &changes));
	changes_row_move(&changes, record, table, 1, other, 1);
	assert_false(act(o, &o->work, ACTION_EDIT, &changes));
	changes_none(&changes, record, field(o, "dissent"), 1, true);
	assert_false(act(o, &o->work, ACTION_EDIT, &changes));
	changes_row_add(&changes, record, field(o, "overrides"), 1, 0);
	assert_true(act(o, &o->work, ACTION_OVERRIDE, &changes));
}

/* What is refused is refused whole, under whatever name it comes. */
static void test_nothing_slips_past_the_lock(void **state)
{
	static const enum action_kind kinds[] = { ACTION_EDIT, ACTION_REDO, ACTION_IMPORT, ACTION_RECOVER };
	struct office *o = *state;
	struct changes changes = { 0 };
	int64_t seq;

	signed_case(o);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		changes_add(&changes, 1, KEY_REFERRAL_NEWS, 0, "news");
		changes_add(&changes, 1, KEY_OUTCOME, 0, "returneret");
		assert_false(act(o, &o->work, kinds[i], &changes));
		assert_int_equal(o->e.kind, ERROR_LOCKED);
		assert_null(record_now(&o->work.record, field(o, "referral.news"), 0));
	}
	seq = put(o, "referral.news", "news");
	assert_true(store_undo(o->desk.store, &o->work.record, seq, &changes, &o->e));
	assert_true(act(o, &o->work, ACTION_UNDO, &changes));
}

static void test_undo_stops_at_the_lock(void **state)
{
	struct office *o = *state;
	struct changes changes;
	int64_t seq;

	put(o, "citizen.name", "Bo");
	seq = put(o, "recommendation.duration_reason", "Because.");
	signed_case(o);
	assert_true(store_undo(o->desk.store, &o->work.record, seq, &changes, &o->e));
	assert_int_equal(changes.n, 1);
	assert_false(act(o, &o->work, ACTION_UNDO, &changes));
	assert_int_equal(o->e.kind, ERROR_LOCKED);
	assert_true(casework_unlock(&o->desk, &o->work, "A misprint.", &o->e));
	assert_true(store_undo(o->desk.store, &o->work.record, seq, &changes, &o->e));
	assert_true(act(o, &o->work, ACTION_UNDO, &changes));
	assert_null(record_now(&o->work.record, field(o, "recommendation.duration_reason"), 0));
}

struct seen {
	char kind[16], author[64], why[64];
};

static bool keep_last(const struct action_row *row, void *arg)
{
	struct seen *seen = arg;

	snprintf(seen->kind, sizeof seen->kind, "%s", row->kind);
	snprintf(seen->author, sizeof seen->author, "%s", row->author);
	snprintf(seen->why, sizeof seen->why, "%s", row->why ? row->why : "");
	return true;
}

static void last_action(struct office *o, struct seen *seen)
{
	assert_true(store_history(o->desk.store, o->work.record.id, keep_last, seen, &o->e));
}

static void test_unlock_and_sign_again(void **state)
{
	struct office *o = *state;
	struct seen seen;

	signed_case(o);
	assert_false(casework_sign(&o->desk, &o->work, "Sif", &o->e));
	assert_true(casework_unlock(&o->desk, &o->work, "A misprint.", &o->e));
	last_action(o, &seen);
	assert_string_equal(seen.kind, "unlock");
	assert_string_equal(seen.author, "tester");
	assert_string_equal(seen.why, "A misprint.");
	assert_null(casework_signer(&o->work));
	assert_null(record_now(&o->work.record, field(o, "locked.on"), 0));
	assert_string_equal(record_now(&o->work.record, field(o, "locked.reason"), 0), "A misprint.");
	assert_int_equal(casework_now(&o->work), STAGE_RECOMMENDED);
	assert_false(casework_unlock(&o->desk, &o->work, "Again.", &o->e));
	put(o, "recommendation.outcome", NULL);
	assert_false(casework_sign(&o->desk, &o->work, "Sif", &o->e));	/* the rules hold it back */
	put(o, "recommendation.outcome", "ressourceforloeb");
	assert_true(casework_sign(&o->desk, &o->work, "Sif", &o->e));
	last_action(o, &seen);
	assert_string_equal(seen.kind, "lock");
	assert_string_equal(casework_signer(&o->work), "Sif");
	assert_false(try_set(o, "recommendation.outcome", "fleksjob"));
}

static void test_sign_needs_a_recommendation(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	put(o, "recommendation.outcome", "fleksjob");
	assert_false(casework_sign(&o->desk, &o->work, "Sif", &o->e));
	assert_int_equal(o->e.kind, ERROR_DATA);
}

/* The step back unlocks too, with its reason. */
static void test_step_back_unlocks(void **state)
{
	struct office *o = *state;

	signed_case(o);
	assert_true(casework_stage(&o->desk, &o->work, STAGE_SCHEDULED, "Too early.", &o->e));
	assert_null(casework_signer(&o->work));
	assert_string_equal(record_now(&o->work.record, field(o, "locked.reason"), 0), "Too early.");
	put(o, "recommendation.outcome", "ressourceforloeb");
}

static const char *course(const struct office *o, int round, size_t i, const char *column)
{
	const struct field *courses = field(o, "courses");
	size_t n;
	int64_t *rows = record_rows(&o->work.record, courses, round, &n);
	const char *text = i < n ? record_get(&o->work.record, field_column(courses, column), round, rows[i]) : "no row";

	free(rows);
	return text ? text : "";
}

static void decide(struct office *o, const char *outcome)
{
	go(o, STAGE_READY);
	go(o, STAGE_SCHEDULED);
	put(o, "recommendation.outcome", outcome);
	go(o, STAGE_RECOMMENDED);
	go(o, STAGE_DECIDED);
	put(o, "decision.outcome", outcome);
}

/* In the round after, a course that was granted is one that the citizen has had. */
static void test_round_after_a_course(void **state)
{
	struct office *o = *state;

	put(o, "citizen.name", "Bo");
	put(o, "referral.news", "First time");
	put(o, "courses", "none");
	decide(o, "fleksjob");
	assert_true(casework_round(&o->desk, &o->work, &o->e));
	assert_string_equal(record_get(&o->work.record, field(o, "courses"), 2, 0), "none");
	assert_null(record_get(&o->work.record, field(o, "referral.news"), 2, 0));
	assert_string_equal(record_get(&o->work.record, field(o, "referral.news"), 1, 0), "First time");
	decide(o, "ressourceforloeb");
	assert_true(casework_round(&o->desk, &o->work, &o->e));
	assert_string_equal(course(o, 3, 0, "from"), "");	/* when it begins is not known */
	put(o, "citizen.name", "Bo");
	decide(o, "ressourceforloeb");
	put(o, "decision.starts_on", "2017-06-01");
	assert_true(casework_round(&o->desk, &o->work, &o->e));
	reopen(o);
	assert_string_equal(course(o, 4, 0, "from"), "");
	assert_string_equal(course(o, 4, 1, "from"), "2017-06");
	assert_string_equal(course(o, 4, 1, "to"), "2019-05");
	assert_string_equal(course(o, 4, 2, "from"), "no row");
	assert_string_equal(course(o, 3, 1, "from"), "no row");	/* there it was not granted yet */
	assert_string_equal(course(o, 2, 0, "from"), "no row");
	assert_null(record_get(&o->work.record, field(o, "courses"), 3, 0));
}

/* One round's signature locks that round alone. */
static void test_rounds_are_locked_apart(void **state)
{
	struct office *o = *state;
	struct changes changes = { 0 };

	signed_case(o);
	go(o, STAGE_DECIDED);
	assert_true(casework_round(&o->desk, &o->work, &o->e));
	put(o, "recommendation.outcome", "ressourceforloeb");
	changes_add(&changes, 1, KEY_OUTCOME, 0, "ressourceforloeb");
	assert_false(act(o, &o->work, ACTION_IMPORT, &changes));
	assert_int_equal(o->e.kind, ERROR_LOCKED);
}

/* Somebody signs while another has the case open: what the other then does is a conflict, and after it locked. */
static void test_signed_meanwhile(void **state)
{
	struct office *o = *state;
	struct changes changes = { 0 };
	struct casework other;
	size_t conflict = 0;

	signed_case(o);
	assert_true(casework_unlock(&o->desk, &o->work, "A misprint.", &o->e));
	assert_true(casework_open(&o->desk, o->work.record.id, &other, &o->e));
	assert_true(casework_sign(&o->desk, &o->work, "Sif", &o->e));
	changes_add(&changes, 1, KEY_DURATION_REASON, 0, "Because.");
	assert_false(casework_act(&o->desk, &other, ACTION_EDIT, &changes, NULL, NULL, &conflict, &o->e));
	assert_int_equal(o->e.kind, ERROR_CONFLICT);
	assert_int_equal(conflict, 1);
	changes_release(&changes);
	changes_add(&changes, 1, KEY_REFERRAL_NEWS, 0, "news");	/* not under the signature */
	assert_true(act(o, &other, ACTION_EDIT, &changes));
	assert_true(casework_reload(&o->desk, &other, &o->e));
	changes_add(&changes, 1, KEY_DURATION_REASON, 0, "Because.");
	assert_false(act(o, &other, ACTION_EDIT, &changes));
	assert_int_equal(o->e.kind, ERROR_LOCKED);
	casework_close(&other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_new_case),
		TEST(test_set_again),
		TEST(test_readiness),
		TEST(test_conflict),
		TEST(test_stages),
		TEST(test_seats),
		TEST(test_team),
		TEST(test_override),
		TEST(test_give_up), TEST(test_refused),
		TEST(test_give_up), TEST(test_unknown_blocks),
		TEST(test_returned),
		TEST(test_resubmitted),
		TEST(test_round),
		TEST(test_undo),
		TEST(test_undo_in_a_later_round),
		TEST(test_packs),
		TEST(test_extended),
		TEST(test_packs_listed),
		TEST(test_pack_unknown),
		TEST(test_load_faults),
		TEST(test_no_base),
		TEST(test_signed_is_locked),
		TEST(test_signed_tables_are_locked),
		TEST(test_nothing_slips_past_the_lock),
		TEST(test_undo_stops_at_the_lock),
		TEST(test_unlock_and_sign_again),
		TEST(test_sign_needs_a_recommendation),
		TEST(test_step_back_unlocks),
		TEST(test_round_after_a_course),
		TEST(test_rounds_are_locked_apart),
		TEST(test_signed_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
