/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The edges of the law: the case that just holds and the one that just does
 * not, in the shipped pack, through the same call as the screen.  The rules'
 * own tests stand beside them in the pack; these hold what many rules share
 * (ages, days, tables, hidden answers) and what one case is under each outcome.
 *
 * In the sound case the team met on 9 May 2017 and the municipality decided on
 * 16 May 2017, which is the day as of which ages count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "document/document.h"
#include "law.h"
#include "model/change.h"
#include "model/keys.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct law law;

static int open_law(void **state)
{
	(void)state;
	law_open(&law, "2013-2021");
	return 0;
}

static int close_law(void **state)
{
	(void)state;
	law_close(&law);
	return 0;
}

/* Answers over the sound case, and what a rule then says. */
struct edge {
	const char *answers, *rule, *says;
};

static void check_edges(const struct edge edges[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *says;

		law_case(&law, edges[i].answers);
		says = law_says(&law, edges[i].rule);
		if (strcmp(says, edges[i].says) != 0)
			fail_msg("%s: %s says “%s”, not “%s”", edges[i].answers, edges[i].rule, says,
			    edges[i].says);
	}
}

static void test_sound(void **state)
{
	(void)state;
	law_case(&law, "");
	for (size_t i = 0; i < law.pack->n_rules; i++)
		assert_string_equal(law_says(&law, law.pack->rules[i].id), "");
	assert_string_equal(law_blocks(&law), "");
}

/* Ages. */

/* Nothing about the citizen but a birthday, an earlier course, and no wish for another. */
#define BORN(date) "citizen.cpr: null, citizen.born: " date
#define HAD_ONE ", courses: [{from: 2014-01, to: 2016-01}], citizen.new_course_why: Nyt"
#define NO_WISH HAD_ONE ", citizen.wishes_course: false"
#define ON(date) ", decision.date: " date

static void test_forty(void **state)
{
	static const struct edge edges[] = {
		/* 39, the day before 40, 40 on the day, 41 */
		{ BORN("1978-05-16") NO_WISH, "course.second-over-40", "" },
		{ BORN("1977-05-17") NO_WISH, "course.second-over-40", "" },
		{ BORN("1977-05-16") NO_WISH, "course.second-over-40", "block" },
		{ BORN("1976-05-16") NO_WISH, "course.second-over-40", "block" },
		/* the same by a CPR number */
		{ "citizen.cpr: '7705771000'" NO_WISH, "course.second-over-40", "" },
		{ "citizen.cpr: '7605771038'" NO_WISH, "course.second-over-40", "block" },
		/* one who wishes it may have it at any age; one who was not asked is to be asked */
		{ BORN("1957-05-16") HAD_ONE ", citizen.wishes_course: true", "course.second-over-40", "" },
		{ BORN("1977-05-16") HAD_ONE ", citizen.wishes_course: null", "course.second-over-40", "unknown" },
		{ BORN("1977-05-17") HAD_ONE ", citizen.wishes_course: null", "course.second-over-40", "" },
		{ BORN("null") NO_WISH, "course.second-over-40", "unknown" },
		/* begun long before 40: what counts is the age now */
		{ BORN("1977-05-16") ", courses: [{from: 2013-01, to: 2014-01}], citizen.wishes_course: false",
			"course.second-over-40", "block" },
		{ BORN("1977-05-17") ", courses: [{from: 2013-01, to: 2014-01}], citizen.wishes_course: false",
			"course.second-over-40", "" },
		/* a course that nobody gave a date to, and one that is not over, are courses too */
		{ BORN("1977-05-16") ", courses: [{result: Afbrudt}], citizen.wishes_course: false",
			"course.second-over-40", "block" },
		{ BORN("1977-05-16") ", courses: [{from: 2016-06}], citizen.wishes_course: false",
			"course.second-over-40", "block" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/* Age counts as of the decision, before there is one as of the meeting, and else as of today. */
static void test_as_of(void **state)
{
	static const struct edge edges[] = {
		{ BORN("1977-05-16") NO_WISH ON("2017-05-15"), "course.second-over-40", "" },
		{ BORN("1977-05-16") NO_WISH ON("null"), "course.second-over-40", "" },
		{ BORN("1977-05-09") NO_WISH ON("null"), "course.second-over-40", "block" },
		{ BORN("1977-05-10") NO_WISH ON("null") ", meeting.date: null", "course.second-over-40", "block" },
		{ BORN("1977-06-01") NO_WISH ON("null") ", meeting.date: null", "course.second-over-40", "block" },
		{ BORN("1977-06-02") NO_WISH ON("null") ", meeting.date: null", "course.second-over-40", "" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/*
 * Born on 29 February, a person is a year older on 29 February and, in other
 * years, on 1 March.  Forty years later it is a leap year again (but for
 * those born in 1860 and thereabouts); thirty years later it is not.
 */
static void test_29_february(void **state)
{
	static const struct edge edges[] = {
		{ BORN("1976-02-29") NO_WISH ON("2016-02-28"), "course.second-over-40", "" },
		{ BORN("1976-02-29") NO_WISH ON("2016-02-29"), "course.second-over-40", "block" },
		{ BORN("1976-02-28") NO_WISH ON("2016-02-28"), "course.second-over-40", "block" },
		{ BORN("1976-03-01") NO_WISH ON("2016-02-29"), "course.second-over-40", "" },
	};
	static const struct {
		const char *on;
		int age;
	} ages[] = {
		{ "2016-02-28", 39 }, { "2016-02-29", 40 }, { "2017-02-28", 40 }, { "2017-03-01", 41 },
		{ "2018-02-28", 41 }, { "2018-03-01", 42 }, { "2020-02-28", 43 }, { "2020-02-29", 44 },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
	for (size_t i = 0; i < LENGTH(ages); i++) {
		struct view view = law_view(&law);
		char answers[100];

		snprintf(answers, sizeof answers, BORN("1976-02-29") ON("%s"), ages[i].on);
		law_case(&law, answers);
		assert_true(rules_fact(law.rules, &view, "citizen.age").known);
		assert_int_equal((int)rules_fact(law.rules, &view, "citizen.age").number, ages[i].age);
	}
}

/* The seat of education: under 30 and without a vocational qualification. */
static void test_education(void **state)
{
#define QUALIFIED(answer) ", citizen.vocational_qualification: " answer
#define NO_TEACHER "meeting.seats: [{seat: education, present: false}]"
	static const struct {
		const char *answers;
		enum truth seat;
		const char *says;	/* team.education, with the seat empty */
	} cases[] = {
		{ BORN("1988-05-16") QUALIFIED("false"), TRUE_, "block" },	/* 29 */
		{ BORN("1987-05-17") QUALIFIED("false"), TRUE_, "block" },	/* 30 tomorrow */
		{ BORN("1987-05-16") QUALIFIED("false"), FALSE_, "" },		/* 30 */
		{ BORN("1988-05-16") QUALIFIED("true"), FALSE_, "" },
		{ BORN("1987-05-16") QUALIFIED("true"), FALSE_, "" },
		{ BORN("1988-05-16") QUALIFIED("null"), UNKNOWN, "unknown" },
		{ BORN("1987-05-16") QUALIFIED("null"), FALSE_, "" },
		{ BORN("null") QUALIFIED("false"), UNKNOWN, "unknown" },
		{ BORN("null") QUALIFIED("true"), FALSE_, "" },
		/* 29 February: 30 on 1 March 2018 */
		{ BORN("1988-02-29") QUALIFIED("false") ON("2018-02-28"), TRUE_, "block" },
		{ BORN("1988-02-29") QUALIFIED("false") ON("2018-03-01"), FALSE_, "" },
	};
	const struct seat_rule *education = NULL;

	(void)state;
	for (size_t i = 0; i < law.pack->n_seats; i++)
		if (strcmp(law.pack->seats[i].seat, "education") == 0)
			education = &law.pack->seats[i];
	assert_non_null(education);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct view view = law_view(&law);

		law_case(&law, cases[i].answers);
		if (rules_seat(law.rules, &view, education) != cases[i].seat)
			fail_msg("%s: the seat is %d", cases[i].answers,
			    rules_seat(law.rules, &view, education));
		assert_string_equal(law_says(&law, "team.education"), "");
		law_answer(&law, NO_TEACHER);
		if (strcmp(law_says(&law, "team.education"), cases[i].says) != 0)
			fail_msg("%s: not “%s”", cases[i].answers, cases[i].says);
	}
}

/* Months and days. */

static void test_months(void **state)
{
#define WHY ", recommendation.long_reason: null, recommendation.idle_reason: Venteliste"
	static const struct {
		const char *months, *range, *longer, *decided;
	} lengths[] = {
		{ "11", "block", "", "block" }, { "12", "", "", "" }, { "36", "", "", "" },
		{ "37", "", "warn", "" }, { "60", "", "warn", "" }, { "61", "block", "warn", "block" },
		{ "null", "unknown", "unknown", "block" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		char answers[200];

		snprintf(answers, sizeof answers, "recommendation.months: %s, decision.months: %s" WHY,
		    lengths[i].months, lengths[i].months);
		law_case(&law, answers);
		assert_string_equal(law_says(&law, "duration.range"), lengths[i].range);
		assert_string_equal(law_says(&law, "duration.long"), lengths[i].longer);
		assert_string_equal(law_says(&law, "decision.duration"), lengths[i].decided);
	}
}

/* Limits in numbers: at the limit, and one beyond it. */
static void test_limits(void **state)
{
#define PLACEMENT(rest) "recommendation.measures: [{measure: virksomhedspraktik, " rest "}]"
	static const struct edge edges[] = {
		{ "recommendation.mentor.months: 6", "mentor.length", "" },
		{ "recommendation.mentor.months: 7", "mentor.length", "block" },
		{ "recommendation.followups_a_year: 6", "followup.count", "" },
		{ "recommendation.followups_a_year: 5", "followup.count", "block" },
		{ "followups: [{frequency: 6}]", "followup.frequency", "" },
		{ "followups: [{frequency: 5}]", "followup.frequency", "remind" },
		{ PLACEMENT("hours_day: 1, hours_week: 3, short_reason: poor_health"), "placement.short-day", "" },
		{ PLACEMENT("hours_day: 0.99, hours_week: 3, short_reason: poor_health"), "placement.short-day",
			"warn" },
		{ PLACEMENT("hours_day: 2, hours_week: 3"), "placement.short-day", "" },
		{ PLACEMENT("hours_day: 1.99, hours_week: 3"), "placement.short-day", "warn" },
		{ PLACEMENT("hours_day: 2, hours_week: 2.99"), "placement.short-day", "warn" },
		/* a measure that ends with the course, and a month later */
		{ PLACEMENT("start: 24, months: 1"), "measure.beyond", "" },
		{ PLACEMENT("start: 24, months: 2"), "measure.beyond", "warn" },
		/* the months that no measure fills: none, the first one, the last one */
		{ PLACEMENT("start: 1, months: 24"), "duration.idle", "" },
		{ PLACEMENT("start: 2, months: 23"), "duration.idle", "warn" },
		{ PLACEMENT("start: 1, months: 23"), "duration.idle", "warn" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

static void test_days(void **state)
{
	static const struct edge edges[] = {
		/* 30 days for the GP's assessment, as of 1 June 2017 */
		{ "gp.received_on: null, gp.requested_on: 2017-05-02", "gp.overdue", "" },
		{ "gp.received_on: null, gp.requested_on: 2017-05-01", "gp.overdue", "remind" },
		/* a week from the meeting to the talk: held on the 7th day, on the 8th */
		{ "talk.held_on: 2017-05-16", "citizen.meeting", "" },
		{ "talk.held_on: 2017-05-17", "citizen.meeting", "warn" },
		/* and not held: today is the 7th day, the 8th */
		{ "talk.held_on: null, meeting.date: 2017-05-25", "citizen.meeting", "" },
		{ "talk.held_on: null, meeting.date: 2017-05-24", "citizen.meeting", "warn" },
		/* 6 months for a mentor's agreement, whose last day counts; those from 1 September end on 28 February, so that
		 * those from the day before end before it */
		{ "mentor_agreements: [{from: 2017-06-01, to: 2017-11-30, written_on: 2017-06-01}]",
			"mentor.agreement", "" },
		{ "mentor_agreements: [{from: 2017-06-01, to: 2017-12-01, written_on: 2017-06-01}]",
			"mentor.agreement", "block" },
		{ "mentor_agreements: [{from: 2017-09-01, to: 2018-02-28, written_on: 2017-06-01}]",
			"mentor.agreement", "" },
		{ "mentor_agreements: [{from: 2017-08-31, to: 2018-02-27, written_on: 2017-06-01}]",
			"mentor.agreement", "" },
		{ "mentor_agreements: [{from: 2017-08-31, to: 2018-02-28, written_on: 2017-06-01}]",
			"mentor.agreement", "block" },
		/* at least 6 months for a period, whose last day is the one before */
		{ "plan.periods: [{from: 2017-06-01, to: 2017-11-30}]", "plan.period", "" },
		{ "plan.periods: [{from: 2017-06-01, to: 2017-11-29}]", "plan.period", "block" },
		{ "plan.periods: [{from: 2015-09-01, to: 2016-02-29}]", "plan.period", "" },
		{ "plan.periods: [{from: 2015-09-01, to: 2016-02-28}]", "plan.period", "block" },
		/* the GP's assessment on the day the case came, and the day before */
		{ "gp.received_on: 2017-02-06", "gp.old", "" },
		{ "gp.received_on: 2017-02-05", "gp.old", "warn" },
		/* reassessed on the day of the meeting, the day after; on the day of the decision, the day after */
		{ "decision.follows: false, decision.reassessed_on: 2017-05-09", "decision.deviates", "block" },
		{ "decision.follows: false, decision.reassessed_on: 2017-05-10", "decision.deviates", "" },
		{ "decision.follows: false, decision.reassessed_on: 2017-05-16", "decision.deviates", "" },
		{ "decision.follows: false, decision.reassessed_on: 2017-05-17", "decision.deviates", "block" },
		/* decided on the day of the meeting, and the day before */
		{ "decision.date: 2017-05-09", "decision.no-team", "" },
		{ "decision.date: 2017-05-08", "decision.no-team", "block" },
		/* what follows is to be known three months before the end: today is the day, the day before */
		{ "decision.starts_on: 2015-09-01, end.outcome: null", "end.next", "warn" },
		{ "decision.starts_on: 2015-09-02, end.outcome: null", "end.next", "" },
		/* before the team on the last day of the course, and a day later */
		{ "end.team_on: 2019-05-31", "end.team", "" },
		{ "end.team_on: 2019-06-01", "end.team", "warn" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/* Six interviews a year: in each whole year that has passed, and over the course in the end. */
static void test_followups(void **state)
{
	static const struct {
		int interviews;
		const char *starts, *says;
	} cases[] = {
		{ 0, "2016-06-02", "" },	/* the first year ends tomorrow */
		{ 5, "2016-06-01", "warn" }, { 6, "2016-06-01", "" },
		{ 11, "2015-06-02", "" },	/* the second, and the course, end tomorrow */
		{ 11, "2015-06-01", "warn" }, { 12, "2015-06-01", "" },	/* the course of 24 months is over */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct text answers = { 0 };

		text_addf(&answers, "decision.starts_on: %s, followups: [", cases[i].starts);
		for (int j = 0; j < cases[i].interviews; j++)
			text_add(&answers, "{date: 2017-01-02},");
		text_add(&answers, "]");
		law_case(&law, answers.s);
		if (strcmp(law_says(&law, "followup.held"), cases[i].says) != 0)
			fail_msg("%d since %s: not “%s”", cases[i].interviews, cases[i].starts, cases[i].says);
		text_release(&answers);
	}
}

/* Tables. */

/* Answered none is an answer; not asked is unknown; a row that was made and removed again answers nothing. */
static void test_tables(void **state)
{
	static const struct edge edges[] = {
		{ BORN("1957-05-16") ", courses: [], citizen.wishes_course: null", "course.second-over-40", "" },
		{ BORN("1957-05-16") ", courses: null, citizen.wishes_course: null", "course.second-over-40",
			"unknown" },
		{ "courses: []", "course.why-new", "" },
		{ "courses: null", "course.why-new", "unknown" },
		{ "courses: [{from: 2014-01}]", "course.why-new", "warn" },
		{ "earlier: []", "ordinary.documented", "block" },
		{ "earlier: null", "ordinary.documented", "unknown" },
		{ "earlier: [{measure: loentilskud}]", "ordinary.documented", "" },
		{ "earlier: [{effect: Gik godt}]", "ordinary.documented", "block" },
		{ "recommendation.measures: []", "measure.none", "block" },
		{ "recommendation.measures: null", "measure.none", "unknown" },
		{ "statements: [], recommendation.answers: []", "statements.unanswered", "" },
		{ "statements: null, recommendation.answers: null", "statements.unanswered", "" },
		{ "recommendation.answers: []", "statements.unanswered", "block" },
		{ "recommendation.answers: null", "statements.unanswered", "unknown" },
	};
	const struct field *courses;
	struct changes changes = { 0 };
	int64_t row;

	(void)state;
	check_edges(edges, LENGTH(edges));
	courses = law_field(&law, "courses");
	law_case(&law, "courses: null");
	row = changes_row_append(&changes, &law.work.record, courses, 1);
	assert_string_equal(law_says(&law, "course.why-new"), "warn");
	changes_row_remove(&changes, courses, 1, row);
	changes_apply(&changes, &law.work.record);
	assert_string_equal(law_says(&law, "course.why-new"), "unknown");
	changes_none(&changes, &law.work.record, courses, 1, true);
	changes_apply(&changes, &law.work.record);
	assert_string_equal(law_says(&law, "course.why-new"), "");
	changes_release(&changes);
}

/* "false" is an answer, to a question that no answer leaves open. */
static void test_false_is_an_answer(void **state)
{
	static const struct edge edges[] = {
		{ "target.futile: false", "target.futile", "" },
		{ "target.futile: null", "target.futile", "unknown" },
		{ "target.futile: true", "target.futile", "block" },
		{ "meeting.citizen_present: false", "citizen.absent", "block" },
		{ "meeting.citizen_present: null", "citizen.absent", "unknown" },
		{ "referral.citizen_applied: false, recommendation.request_answer: null", "request.answered", "" },
		{ "referral.citizen_applied: null, recommendation.request_answer: null", "request.answered",
			"unknown" },
		{ "referral.citizen_applied: null", "request.answered", "unknown" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/* Rounds. */

/* The municipality may depart from the team once the team has seen the case again: in a round that follows one in
 * which the case was sent back to it, and not in one that follows a course. */
static void test_resubmitted(void **state)
{
	(void)state;
	law_case(&law, "decision.follows: false");
	assert_string_equal(law_says(&law, "decision.deviates"), "block");
	record_set(&law.work.record, 2, KEY_CASE_STAGE, 0, "recommended", 0);
	law_answer(&law, "decision.follows: false");
	assert_string_equal(law_says(&law, "decision.deviates"), "block");
	record_set(&law.work.record, 1, KEY_CASE_STAGE, 0, "resubmitted", 0);
	record_set(&law.work.record, 1, KEY_DECISION_DATE, 0, NULL, 0);
	assert_string_equal(law_says(&law, "decision.deviates"), "");
}

/* Hidden answers. */

static void print_case(struct text *out)
{
	const struct date today = law.today;
	struct desk desk = {
		.keys = law.keys, .forms = law.forms, .pack = law.pack, .rules = law.rules,
		.dir = getenv("INDSTIL_DATADIR"), .today = today,
	};
	struct document document;
	struct error e = { 0 };

	if (!document_build(&desk, &law.work, "recommendation", 0, LANG_DA, &document, &e))
		fail_msg("%s", e.what);
	document_text(&document, 76, out, NULL, NULL);
	document_release(&document);
}

static bool prints(const char *word)
{
	struct text out = { 0 };
	bool there;

	print_case(&out);
	there = strstr(out.s, word) != NULL;
	text_release(&out);
	return there;
}

static bool shows(const char *id)
{
	struct view view = law_view(&law);

	return rules_shown(law.rules, &view, law_field(&law, id), 0);
}

/* What its field hides is kept, unknown to rules and in no document, and comes back with the field. */
static void test_hidden(void **state)
{
	static const char reason[] = "recommendation.long_reason";
	const struct field *field;

	(void)state;
	field = law_field(&law, reason);
	law_case(&law, "recommendation.months: 48, recommendation.long_reason: Kvaksalver");
	assert_true(shows(reason));
	assert_string_equal(law_says(&law, "duration.long"), "");
	assert_true(prints("Kvaksalver"));
	law_answer(&law, "recommendation.months: 36");
	assert_false(shows(reason));
	assert_false(prints("Kvaksalver"));
	assert_string_equal(record_now(&law.work.record, field, 0), "Kvaksalver");
	law_answer(&law, "recommendation.months: null");	/* what it hangs on is not answered */
	assert_false(shows(reason));
	assert_false(prints("Kvaksalver"));
	law_answer(&law, "recommendation.months: 37");
	assert_true(shows(reason));
	assert_true(prints("Kvaksalver"));
}

/* The citizen's wish is asked for where it can decide: once there was a course. */
static void test_wish_is_asked(void **state)
{
	(void)state;
	law_case(&law, "courses: []");
	assert_false(shows("citizen.wishes_course"));
	law_answer(&law, "courses: [{from: 2014-01, to: 2016-01}]");
	assert_true(shows("citizen.wishes_course"));
}

/* What the team has to give reasons for stands there as missing until it has, and under no other outcome. */
static void test_flexi_job(void **state)
{
	static const char missing[] = "Teamet har endnu ikke skrevet, hvorfor borgeren ikke";

	(void)state;
	law_case(&law, "recommendation.outcome: fleksjob");
	assert_true(prints(missing));
	law_answer(&law, "recommendation.fleksjob.reason: Kvaksalver");
	assert_false(prints(missing));
	assert_true(prints("Kvaksalver"));
	law_answer(&law, "recommendation.outcome: ordinaer");
	assert_false(prints(missing));
	assert_false(prints("Kvaksalver"));
}

/* A rule that reads a hidden answer does not get it. */
static void test_hidden_from_rules(void **state)
{
	static const struct edge edges[] = {
		/* the mentor's months, once no mentor is offered */
		{ "recommendation.mentor.months: 7", "mentor.length", "block" },
		{ "recommendation.mentor.months: 7, recommendation.mentor.offered: false", "mentor.length", "" },
		/* why not, while one is offered */
		{ "recommendation.mentor.why_not: Nej, recommendation.mentor.offered: false", "mentor.offer", "" },
		{ "recommendation.mentor.why_not: Nej, recommendation.mentor.offered: null", "mentor.offer",
			"warn" },
		/* a date of birth beside a CPR number */
		{ "citizen.born: 1957-01-01, citizen.cpr: '7705771000'" NO_WISH, "course.second-over-40", "" },
		/* the horizon, asked of the current target group alone */
		{ "target.horizon: short, target.group: risk", "target.horizon", "" },
		{ "target.horizon: short, target.group: current", "target.horizon", "warn" },
		/* the length of what is no course */
		{ "decision.outcome: fleksjob, decision.months: 12, decision.follows: true, "
			"recommendation.outcome: fleksjob", "decision.deviates", "" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/* Each outcome. */

/* Nothing blocks the case; one more answer, and just this rule does. */
struct outcome {
	const char *outcome, *sound, *stage;	/* the stage that it is in */
	const char *answer, *blocks;
};

static const struct outcome outcomes[] = {
	{ "ressourceforloeb", "", "closed", "recommendation.months: 61, decision.follows: false, "
		"decision.reassessed_on: 2017-05-15", "duration.range" },
	{ "fleksjob", "recommendation.fleksjob.reason: Ryggen, recommendation.fleksjob.few_hours: true, "
		"recommendation.fleksjob.development: Ja", "closed",
		"recommendation.fleksjob.development: null", "fleksjob.development" },
	{ "foertidspension", "recommendation.measures: [], recommendation.pension.reduction: Lungerne", "closed",
		"recommendation.measures: [{domain: employment, measure: loentilskud, health_risk: false, "
		"offer: true}]", "pension.no-measures" },
	{ "selvstaendig", "", "closed", "decision.unit: other", "decision.authority" },
	{ "jobafklaring", "referral.kind: jobafklaring, gp.exempt: true, gp.exempt_reason: LÆ 285, "
		"gp.received_on: null", "closed", "referral.kind: fleksjob", "gp.exempt-kind" },
	{ "ordinaer", "", "closed", "decision.appeal_guidance: false", "decision.appeal" },
	{ "returneret", "", "scheduled", "gp.received_on: null", "gp.missing" },
};

/* The same outcome recommended and decided. */
static void set_outcome(const struct outcome *o)
{
	char answers[600];
	bool course = strcmp(o->outcome, "ressourceforloeb") == 0;

	snprintf(answers, sizeof answers, "recommendation.outcome: %s, decision.outcome: %s, stage: %s%s%s%s",
	    o->outcome, o->outcome, o->stage, course ? "" : ", decision.months: null", *o->sound ? ", " : "",
	    o->sound);
	law_case(&law, answers);
}

static void test_outcomes(void **state)
{
	(void)state;
	assert_int_equal(LENGTH(outcomes), law.pack->n_outcomes);
	for (size_t i = 0; i < LENGTH(outcomes); i++) {
		const struct outcome *o = &outcomes[i];

		assert_string_equal(o->outcome, law.pack->outcomes[i]);
		set_outcome(o);
		if (strcmp(law_blocks(&law), "") != 0)
			fail_msg("%s: blocked by %s", o->outcome, law_blocks(&law));
		law_answer(&law, o->answer);
		if (strcmp(law_blocks(&law), o->blocks) != 0)
			fail_msg("%s, %s: blocked by “%s”", o->outcome, o->answer, law_blocks(&law));
	}
}

/* A municipality that departs from the recommendation needs a plan for what it grants, and none for what it does not. */
static void test_departs(void **state)
{
	static const struct edge edges[] = {
		{ "plan.made_on: null", "plan.missing", "block" },
		{ "plan.made_on: null, decision.outcome: ordinaer", "plan.missing", "" },
		{ "plan.made_on: null, recommendation.outcome: fleksjob", "plan.missing", "block" },
		{ "plan.made_on: null, recommendation.outcome: fleksjob, decision.outcome: fleksjob", "plan.missing", "" },
		{ "plan.made_on: null, recommendation.outcome: fleksjob, decision.outcome: null", "plan.missing", "" },
		{ "plan.made_on: null, decision.outcome: null", "plan.missing", "block" },
		/* the recommendation is still measured by itself */
		{ "recommendation.months: 61, decision.outcome: ordinaer", "duration.range", "block" },
		{ "recommendation.coordinator.name: null, decision.outcome: ordinaer", "coordinator.missing", "" },
		{ "recommendation.coordinator.name: null, recommendation.outcome: fleksjob", "coordinator.missing", "block" },
		/* what bars a course bars granting one that nobody recommended */
		{ "recommendation.outcome: fleksjob, target.futile: true", "target.futile", "" },
		{ "recommendation.outcome: fleksjob, target.futile: true", "decision.futile", "block" },
		{ "recommendation.outcome: fleksjob, target.evident_pension: true", "decision.evident-pension", "block" },
		{ "recommendation.outcome: fleksjob, " BORN("1977-05-16") NO_WISH, "decision.unwished-course", "block" },
		{ "recommendation.outcome: fleksjob, " BORN("1977-05-17") NO_WISH, "decision.unwished-course", "" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

/* A rule at the entrance of a stage keeps the case from that one and not from one before it. */
static void check_kept(const char *answers, const char *stage, const char *blocks)
{
	char at[400];

	snprintf(at, sizeof at, "stage: %s, %s", stage, answers);
	law_case(&law, at);
	if (strcmp(law_blocks(&law), blocks) != 0)
		fail_msg("%s: blocked by “%s”, not “%s”", at, law_blocks(&law), blocks);
}

static void test_kept(void **state)
{
	(void)state;
	/* the team recommends without knowing who coordinates (1-15), and the case is decided */
	check_kept("recommendation.coordinator.name: null", "scheduled", "");
	check_kept("recommendation.coordinator.name: null", "recommended", "");
	check_kept("recommendation.coordinator.name: null", "decided", "coordinator.missing");
	check_kept("decision.reasons: null", "scheduled", "");
	check_kept("decision.reasons: null", "recommended", "decision.reasons");
	check_kept("recommendation.outcome: foertidspension, recommendation.measures: [], decision.months: null, "
	    "decision.outcome: foertidspension", "scheduled", "pension.reduction");
}

/* An obvious case of disability pension: no GP, no preparation, no meeting, and nothing keeps it from its decision. */
static void test_without_team(void **state)
{
	static const char *const stages[] = { "draft", "ready", "scheduled", "recommended" };
#define OBVIOUS "referral.kind: foertidspension, target.evident_pension: true, decision.months: null, " \
	"decision.follows: null, meeting.date: null, meeting.citizen_present: null, meeting.seats: null, " \
	"assessments: null, recommendation.outcome: null, recommendation.measures: null, " \
	"recommendation.answers: null, recommendation.request_answer: null, gp.received_on: null, " \
	"prepare.purpose: null, prepare.possibilities: null, prepare.why_team: null, prepare.who_sits: null, " \
	"prepare.meeting_purpose: null, prepare.what_happens: null, earlier: null"
	char answers[1000];

	(void)state;
	for (size_t i = 0; i < LENGTH(stages); i++) {
		snprintf(answers, sizeof answers, OBVIOUS ", decision.outcome: foertidspension, stage: %s", stages[i]);
		law_case(&law, answers);
		if (strcmp(law_blocks(&law), "") != 0)
			fail_msg("%s: blocked by %s", stages[i], law_blocks(&law));
	}
	law_case(&law, OBVIOUS ", decision.outcome: foertidspension, stage: recommended");
	law_answer(&law, "target.evident_pension: false");
	assert_non_null(strstr(law_blocks(&law), "decision.no-team"));
	assert_non_null(strstr(law_blocks(&law), "gp.missing"));
}

/* A rule for other outcomes says nothing, whatever is wrong; before there is one, the referral's counts. */
static void test_concerns(void **state)
{
#define NOTHING_SET "recommendation.months: 61, target.futile: true, recommendation.measures: []"
	static const struct edge edges[] = {
		{ NOTHING_SET, "target.futile", "block" },
		{ NOTHING_SET ", recommendation.outcome: fleksjob", "target.futile", "" },
		{ NOTHING_SET ", recommendation.outcome: foertidspension", "measure.none", "" },
		{ NOTHING_SET ", recommendation.outcome: null", "target.futile", "block" },
		{ NOTHING_SET ", recommendation.outcome: null, referral.kind: fleksjob", "target.futile", "" },
		{ NOTHING_SET ", recommendation.outcome: null, referral.kind: null", "target.futile", "unknown" },
		{ "target.futile: false, recommendation.outcome: null, referral.kind: null", "target.futile", "" },
	};

	(void)state;
	check_edges(edges, LENGTH(edges));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_forty),
		cmocka_unit_test(test_as_of),
		cmocka_unit_test(test_29_february),
		cmocka_unit_test(test_education),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_followups),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_false_is_an_answer),
		cmocka_unit_test(test_resubmitted),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_wish_is_asked),
		cmocka_unit_test(test_flexi_job),
		cmocka_unit_test(test_hidden_from_rules),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_departs),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_without_team),
		cmocka_unit_test(test_concerns),
	};

	return cmocka_run_group_tests(tests, open_law, close_law);
}
