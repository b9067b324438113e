/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The edges of the pack of 2022, as test_law.c has them for the one before:
 * ages and the length of all courses together.  Whether somebody of 40 or of 50
 * is among the younger or the older is not settled, and the pack then reminds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "law.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct law law;

static int open_law(void **state)
{
	(void)state;
	law_open(&law, "2022");
	return 0;
}

static int close_law(void **state)
{
	(void)state;
	law_close(&law);
	return 0;
}

static void test_sound(void **state)
{
	(void)state;
	law_case(&law, "");
	for (size_t i = 0; i < law.pack->n_rules; i++)
		assert_string_equal(law_says(&law, law.pack->rules[i].id), "");
}

static void test_months(void **state)
{
	static const struct {
		const char *months, *says;
	} lengths[] = {
		{ "11", "block" }, { "12", "" }, { "36", "" }, { "37", "block" }, { "60", "block" }, { "61", "block" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		char answers[100];

		snprintf(answers, sizeof answers, "recommendation.months: %s, decision.months: %s", lengths[i].months,
		    lengths[i].months);
		law_case(&law, answers);
		assert_string_equal(law_says(&law, "duration.range"), lengths[i].says);
		assert_string_equal(law_says(&law, "decision.duration"), lengths[i].says);
	}
}

/* Decided on 15 January 2026; 36 months are recommended, and the citizen does not wish them. */
static void check_ages(const char *courses, const char *const born[], size_t n, const char *const says[][3])
{
	static const char *const rules[] = { "course.total-40-to-50", "course.second-over-50", "course.age-unsettled" };

	for (size_t i = 0; i < n; i++) {
		char answers[400];

		snprintf(answers, sizeof answers, "citizen.cpr: null, citizen.born: %s, decision.date: 2026-01-15, "
		    "recommendation.months: 36, citizen.wishes_course: false, courses: %s", born[i], courses);
		law_case(&law, answers);
		for (size_t j = 0; j < LENGTH(rules); j++)
			if (strcmp(law_says(&law, rules[j]), says[i][j]) != 0)
				fail_msg("born %s, %s: %s says “%s”", born[i], courses, rules[j],
				    law_says(&law, rules[j]));
	}
}

static void test_ages(void **state)
{
	/* 39, 40 tomorrow; 40, 41 tomorrow; 41; 49, 50 tomorrow; 50, 51 tomorrow; 51 */
	static const char *const born[] = {
		"1987-01-15", "1986-01-16", "1986-01-15", "1985-01-16", "1985-01-15", "1977-01-15", "1976-01-16",
		"1976-01-15", "1975-01-16", "1975-01-15",
	};
	/* 61 months in all: too long from 41 to 49 */
	static const char *const over[][3] = {
		{ "", "", "" }, { "", "", "" }, { "", "", "remind" }, { "", "", "remind" }, { "block", "", "" },
		{ "block", "", "" }, { "block", "", "" }, { "", "", "remind" }, { "", "", "remind" }, { "", "block", "" },
	};
	/* 60 by the months, of which the days may make more */
	static const char *const near[][3] = {
		{ "", "", "" }, { "", "", "" }, { "", "", "remind" }, { "", "", "remind" }, { "", "", "remind" },
		{ "", "", "remind" }, { "", "", "remind" }, { "", "", "remind" }, { "", "", "remind" }, { "", "block", "" },
	};
	/* 59: not more than five years, whatever the days */
	static const char *const under[][3] = {
		{ "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" },
		{ "", "", "" }, { "", "", "remind" }, { "", "", "remind" }, { "", "block", "" },
	};
	/* no course before: a first one, at any age */
	static const char *const first[][3] = {
		{ "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" },
		{ "", "", "" }, { "", "", "" }, { "", "", "" }, { "", "", "" },
	};

	(void)state;
	check_ages("[{from: 2022-01, to: 2024-02}]", born, LENGTH(born), over);
	check_ages("[{from: 2022-01, to: 2024-01}]", born, LENGTH(born), near);
	check_ages("[{from: 2022-01, to: 2023-12}]", born, LENGTH(born), under);
	check_ages("[]", born, LENGTH(born), first);
}

/* The citizen's wish is asked for where it can decide: after a course, and near the state pension. */
static void test_wish_is_asked(void **state)
{
	static const struct {
		const char *answers;
		bool asked;
	} cases[] = {
		{ "courses: []", false },
		{ "courses: [{from: 2022-01, to: 2024-01}]", true },
		{ "courses: [], citizen.cpr: null, citizen.born: 1955-01-01", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct view view = law_view(&law);

		law_case(&law, cases[i].answers);
		if (rules_shown(law.rules, &view, law_field(&law, "citizen.wishes_course"), 0) != cases[i].asked)
			fail_msg("%s: not asked as it should be", cases[i].answers);
	}
}

/* What is granted is measured like what is recommended, whatever the team recommends. */
static void test_granted(void **state)
{
	static const struct {
		const char *born, *months, *says;
	} cases[] = {
		{ "1986-01-15", "25", "" },		/* 40 */
		{ "1985-01-15", "24", "" }, { "1985-01-15", "25", "block" },	/* 41: 60 months, 61 */
		{ "1976-01-16", "25", "block" },	/* 49 */
		{ "1976-01-15", "25", "" },		/* 50 */
		{ "1975-01-16", "12", "" }, { "1975-01-15", "12", "block" },	/* 50, 51 */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char answers[400];

		snprintf(answers, sizeof answers, "citizen.cpr: null, citizen.born: %s, decision.date: 2026-01-15, "
		    "recommendation.outcome: fleksjob, decision.months: %s, citizen.wishes_course: false, "
		    "courses: [{from: 2022-01, to: 2025-01}]", cases[i].born, cases[i].months);
		law_case(&law, answers);
		if (strcmp(law_says(&law, "decision.unwished-course"), cases[i].says) != 0)
			fail_msg("%s: not “%s”", answers, cases[i].says);
	}
}

/* A decision without the team: barred, and from where its duty is not settled barred but for a reason. */
static void test_without_team(void **state)
{
	static const struct {
		const char *on, *outcome, *barred, *unsettled, *reminds;
	} cases[] = {
		{ "2024-12-29", "jobafklaring", "block", "", "" },
		{ "2024-12-30", "jobafklaring", "", "block", "" },
		{ "2024-12-30", "fleksjob", "block", "", "" },
		{ "2026-01-31", "fleksjob", "block", "", "" },
		{ "2026-02-01", "fleksjob", "", "block", "remind" },
		{ "2026-02-01", "ordinaer", "", "", "remind" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char answers[200];

		snprintf(answers, sizeof answers, "meeting.date: null, decision.date: %s, decision.outcome: %s",
		    cases[i].on, cases[i].outcome);
		law_case(&law, answers);
		assert_string_equal(law_says(&law, "decision.no-team"), cases[i].barred);
		assert_string_equal(law_says(&law, "decision.no-team-unsettled"), cases[i].unsettled);
		assert_string_equal(law_says(&law, "team.abolished"), cases[i].reminds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_ages),
		cmocka_unit_test(test_wish_is_asked),
		cmocka_unit_test(test_granted),
		cmocka_unit_test(test_without_team),
	};

	return cmocka_run_group_tests(tests, open_law, close_law);
}
