/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "model/form.h"
#include "model/kind.h"

static const struct date today = { 2026, 3, 1 };

/* "prikker" has a comma in its label, "same" and "same2" have the same one, "dansk" has none in English. */
static struct choice list[] = {
	{ .code = "kontanthjaelp", .label = { { "Kontanthjælp", "Cash assistance" } } },
	{ .code = "foertidspension", .label = { { "Førtidspension", "Disability pension" } } },
	{ .code = "fleksjob", .label = { { "Fleksjob", "Flexi-job" } } },
	{ .code = "fleks_lille", .label = { { "Fleksjob på få timer", "Flexi-job of few hours" } } },
	{ .code = "prikker", .label = { { "Kurser, kort", "Courses, short" } } },
	{ .code = "same", .label = { { "Andet", "Other" } } },
	{ .code = "same2", .label = { { "Andet", "Something else" } } },
	{ .code = "dansk", .label = { { "Kun dansk", NULL } } },
};
static const struct choices choices = { .v = list, .n = sizeof list / sizeof *list };

static const struct field fields[] = {
	[KIND_LINE] = { .kind = KIND_LINE },
	[KIND_LONG] = { .kind = KIND_LONG },
	[KIND_YESNO] = { .kind = KIND_YESNO },
	[KIND_ONE] = { .kind = KIND_ONE, .choices = &choices },
	[KIND_SEVERAL] = { .kind = KIND_SEVERAL, .choices = &choices },
	[KIND_WHOLE] = { .kind = KIND_WHOLE, .min = 1, .max = 0 },
	[KIND_DECIMAL] = { .kind = KIND_DECIMAL, .min = 1, .max = 0 },
	[KIND_MONTHS] = { .kind = KIND_MONTHS, .min = 1, .max = 0 },
	[KIND_DATE] = { .kind = KIND_DATE },
	[KIND_MONTH] = { .kind = KIND_MONTH },
	[KIND_TIME] = { .kind = KIND_TIME },
	[KIND_CPR] = { .kind = KIND_CPR },
	[KIND_TABLE] = { .kind = KIND_TABLE },
};

static void assert_reads(const struct field *field, const char *typed, const char *expected)
{
	struct error e = { 0 };
	char *stored = "untouched";

	if (!kind_read(field, typed, today, &stored, &e))
		fail_msg("%s: \"%s\": %s", kind_name(field->kind), typed, e.what);
	if (!stored || strcmp(stored, expected) != 0)
		fail_msg("%s: \"%s\" is read as \"%s\", not \"%s\"", kind_name(field->kind), typed,
		    stored ? stored : "(null)", expected);
	if (!kind_stored(field, stored))
		fail_msg("%s: \"%s\" is not canonical", kind_name(field->kind), stored);
	free(stored);
}

static void assert_refuses(const struct field *field, const char *typed, const char *message)
{
	struct error e = { 0 };
	char *stored = "untouched";

	if (kind_read(field, typed, today, &stored, &e))
		fail_msg("%s: \"%s\" is read as \"%s\"", kind_name(field->kind), typed,
		    stored ? stored : "(null)");
	assert_int_equal(e.kind, ERROR_USAGE);
	if (!strstr(e.what, message))
		fail_msg("%s: \"%s\": %s", kind_name(field->kind), typed, e.what);
	assert_string_equal(stored, "untouched");
}

struct sample {
	enum field_kind kind;
	const char *typed, *stored;
};

static const struct sample readable[] = {
	{ KIND_LINE, "Anne", "Anne" },
	{ KIND_LINE, "  Anne  Marie\t", "Anne  Marie" },
	{ KIND_LINE, "\r\nAnne\n", "Anne" },
	{ KIND_LINE, "a\tb", "a b" },
	{ KIND_LINE, "A\u030arhus", "Århus" },
	{ KIND_LINE, "\u0301 alene", "\u0301 alene" },
	{ KIND_LINE, "👩‍⚕️ læge", "👩‍⚕️ læge" },

	{ KIND_LONG, "En linje", "En linje" },
	{ KIND_LONG, "En\r\nto\rtre\n", "En\nto\ntre" },
	{ KIND_LONG, "En  \n\n  to\t \n \n\n", "En\n\n  to" },
	{ KIND_LONG, "\n\n  begynder sent", "\n\n  begynder sent" },
	{ KIND_LONG, "a\tb", "a b" },
	{ KIND_LONG, "Fa\u030a\na\u030ar", "Få\når" },
	{ KIND_LONG, "en\u00a0\nto\u00a0", "en\nto" },
	{ KIND_LONG, "\u0307x", "\u0307x" },

	{ KIND_YESNO, "j", "true" },
	{ KIND_YESNO, "JA", "true" },
	{ KIND_YESNO, "Yes", "true" },
	{ KIND_YESNO, "true", "true" },
	{ KIND_YESNO, " n ", "false" },
	{ KIND_YESNO, "Nej", "false" },
	{ KIND_YESNO, "no", "false" },
	{ KIND_YESNO, "false", "false" },

	{ KIND_ONE, "foertidspension", "foertidspension" },
	{ KIND_ONE, "FØRTIDSPENSION", "foertidspension" },
	{ KIND_ONE, "fø", "foertidspension" },
	{ KIND_ONE, "disability p", "foertidspension" },
	{ KIND_ONE, "Fleksjob", "fleksjob" },
	{ KIND_ONE, "flexi-job", "fleksjob" },
	{ KIND_ONE, "fleksjob  på", "fleks_lille" },
	{ KIND_ONE, "Kurser, kort", "prikker" },
	{ KIND_ONE, "kon", "kontanthjaelp" },
	{ KIND_ONE, "same", "same" },
	{ KIND_ONE, "something", "same2" },

	{ KIND_SEVERAL, "fleksjob", "fleksjob" },
	{ KIND_SEVERAL, "fleksjob, kontanthjælp", "kontanthjaelp,fleksjob" },
	{ KIND_SEVERAL, "fø,fø , ,Cash", "kontanthjaelp,foertidspension" },
	{ KIND_SEVERAL, "fleksjob,", "fleksjob" },

	{ KIND_WHOLE, "12", "12" },
	{ KIND_WHOLE, "0", "0" },
	{ KIND_WHOLE, "-3", "-3" },
	{ KIND_WHOLE, "-0", "0" },
	{ KIND_WHOLE, "007", "7" },
	{ KIND_WHOLE, "14.116", "14116" },
	{ KIND_WHOLE, "1 014 116", "1014116" },
	{ KIND_WHOLE, "999999999", "999999999" },

	{ KIND_DECIMAL, "0,5", "0.5" },
	{ KIND_DECIMAL, "0.5", "0.5" },
	{ KIND_DECIMAL, "0,50", "0.5" },
	{ KIND_DECIMAL, "37,25", "37.25" },
	{ KIND_DECIMAL, "37,05", "37.05" },
	{ KIND_DECIMAL, "10", "10" },
	{ KIND_DECIMAL, "10,0", "10" },
	{ KIND_DECIMAL, "-0,5", "-0.5" },
	{ KIND_DECIMAL, "-0", "0" },
	{ KIND_DECIMAL, "½", "0.5" },
	{ KIND_DECIMAL, "1½", "1.5" },
	{ KIND_DECIMAL, "1 ¾", "1.75" },
	{ KIND_DECIMAL, "1¼ time", "1.25" },
	{ KIND_DECIMAL, "30 min", "0.5" },
	{ KIND_DECIMAL, "30 min.", "0.5" },
	{ KIND_DECIMAL, "45 Minutter", "0.75" },
	{ KIND_DECIMAL, "20 min", "0.33" },
	{ KIND_DECIMAL, "40 min", "0.67" },
	{ KIND_DECIMAL, "1 t 30 min", "1.5" },
	{ KIND_DECIMAL, "1 t. 30 min.", "1.5" },
	{ KIND_DECIMAL, "1t30m", "1.5" },
	{ KIND_DECIMAL, "1 time og 30 minutter", "1.5" },
	{ KIND_DECIMAL, "2 hours and 15 minutes", "2.25" },
	{ KIND_DECIMAL, "1 h, 30 min", "1.5" },
	{ KIND_DECIMAL, "1 t 30", "1.5" },
	{ KIND_DECIMAL, "1:30", "1.5" },
	{ KIND_DECIMAL, "90 min", "1.5" },
	{ KIND_DECIMAL, "2 timer", "2" },
	{ KIND_DECIMAL, "999999999 t 59 min", "999999999.98" },
	{ KIND_DECIMAL, "2,5 timer", "2.5" },

	{ KIND_MONTHS, "24", "24" },
	{ KIND_MONTHS, "0", "0" },
	{ KIND_MONTHS, "24 mdr.", "24" },
	{ KIND_MONTHS, "24 måneder", "24" },
	{ KIND_MONTHS, "1 md.", "1" },
	{ KIND_MONTHS, "2 år", "24" },
	{ KIND_MONTHS, "2 ÅR", "24" },
	{ KIND_MONTHS, "2 a\u030ar", "24" },
	{ KIND_MONTHS, "2 år 6 mdr.", "30" },
	{ KIND_MONTHS, "2 år og 6 måneder", "30" },
	{ KIND_MONTHS, "2 år 6", "30" },
	{ KIND_MONTHS, "2½ år", "30" },
	{ KIND_MONTHS, "2 ½ år", "30" },
	{ KIND_MONTHS, "½ år", "6" },
	{ KIND_MONTHS, "2,5 år", "30" },
	{ KIND_MONTHS, "1,25 år", "15" },
	{ KIND_MONTHS, "2 years", "24" },
	{ KIND_MONTHS, "1 year, 1 month", "13" },
	{ KIND_MONTHS, "2y6m", "30" },
	{ KIND_MONTHS, "2 yrs 6 mos", "30" },
	{ KIND_MONTHS, "18 months", "18" },
	{ KIND_MONTHS, "83333333 år", "999999996" },

	{ KIND_DATE, "1.3.17", "2017-03-01" },
	{ KIND_DATE, "1. marts 2017", "2017-03-01" },
	{ KIND_DATE, "den 1. marts 2017", "2017-03-01" },
	{ KIND_DATE, "Den  1.3.17", "2017-03-01" },
	{ KIND_DATE, "d. 1/3 2017", "2017-03-01" },
	{ KIND_DATE, "d.1.3.2017", "2017-03-01" },
	{ KIND_DATE, "1 March 2017", "2017-03-01" },
	{ KIND_DATE, "2017-03-01", "2017-03-01" },
	{ KIND_DATE, "29.2.2016", "2016-02-29" },

	{ KIND_MONTH, "marts 15", "2015-03" },
	{ KIND_MONTH, "3.2015", "2015-03" },
	{ KIND_MONTH, "2015-03", "2015-03" },
	{ KIND_MONTH, "1.3.17", "2017-03-01" },

	{ KIND_TIME, "10:42", "10:42" },
	{ KIND_TIME, "10.42", "10:42" },
	{ KIND_TIME, "1042", "10:42" },
	{ KIND_TIME, "9.05", "09:05" },
	{ KIND_TIME, "905", "09:05" },
	{ KIND_TIME, "kl. 9.05", "09:05" },
	{ KIND_TIME, "0.00", "00:00" },
	{ KIND_TIME, "23:59", "23:59" },

	{ KIND_CPR, "010158-5018", "0101585018" },
	{ KIND_CPR, " 0101585018 ", "0101585018" },
	{ KIND_CPR, "010158 5001", "0101585001" },
	{ KIND_CPR, "6101585018", "6101585018" },
};

static void test_reading(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
		assert_reads(&fields[readable[i].kind], readable[i].typed, readable[i].stored);
}

/* What stands in the editor, in either language, and the stored text itself are read as what is stored. */
static void test_round_trip(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
		const struct field *field = &fields[readable[i].kind];

		assert_reads(field, readable[i].stored, readable[i].stored);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			char *edited = kind_edit(field, readable[i].stored, (enum lang)lang);

			assert_reads(field, edited, readable[i].stored);
			free(edited);
		}
	}
}

/* Every choice, alone and with every other one, whatever its label is like. */
static void test_round_trip_of_choices(void **state)
{
	(void)state;
	for (size_t i = 0; i < choices.n; i++) {
		for (size_t j = i; j < choices.n; j++) {
			char stored[64];
			const struct field *field = &fields[i == j ? KIND_ONE : KIND_SEVERAL];

			strcpy(stored, list[i].code);
			if (i != j)
				strcat(strcat(stored, ","), list[j].code);
			for (int lang = 0; lang < LANG_COUNT; lang++) {
				char *edited = kind_edit(field, stored, (enum lang)lang);

				assert_reads(field, edited, stored);
				free(edited);
			}
		}
	}
}

static void test_nothing_typed(void **state)
{
	static const char *const blanks[] = { "", " ", "\t", "\n", " \r\n\t ", "\u00a0" };

	(void)state;
	for (enum field_kind kind = 0; kind < KIND_COUNT; kind++) {
		for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
			char *stored = "untouched";

			assert_true(kind_read(&fields[kind], blanks[i], today, &stored, NULL));
			assert_null(stored);
		}
	}
}

static void test_refusing(void **state)
{
	static const struct {
		enum field_kind kind;
		const char *typed, *message;
	} refused[] = {
		{ KIND_LINE, "a\nb", "one line" },
		{ KIND_LINE, "a\vb", "Line 1, character 2 is a control character (U+000B)" },
		{ KIND_LINE, "æ\u202eb", "Line 1, character 2 is a control character (U+202E)" },
		{ KIND_LINE, "ab\xff", "Byte 3" },
		{ KIND_LONG, "a\nbc\x1b[0m", "Line 2, character 3 is a control character (U+001B)" },
		{ KIND_LONG, "\xc3", "Byte 1" },
		{ KIND_WHOLE, "1\x01", "Line 1, character 2" },

		{ KIND_YESNO, "måske", "yes or no" },
		{ KIND_YESNO, "jan", "yes or no" },
		{ KIND_YESNO, "1", "yes or no" },

		{ KIND_ONE, "xyz", "No choice begins" },
		{ KIND_ONE, "Fleksjobs", "No choice begins" },
		{ KIND_ONE, "k", "More than one" },
		{ KIND_ONE, "fleks", "More than one" },
		{ KIND_ONE, "Andet", "More than one" },
		{ KIND_ONE, ",", "No choice begins" },
		{ KIND_SEVERAL, "xyz", "No choice begins" },
		{ KIND_SEVERAL, "fleksjob, xyz", "Number 2: No choice begins" },
		{ KIND_SEVERAL, "k, fleksjob", "Number 1: More than one" },
		{ KIND_SEVERAL, ", ,", "between the commas" },

		{ KIND_WHOLE, "tolv", "whole number" },
		{ KIND_WHOLE, "1,5", "whole number" },
		{ KIND_WHOLE, "1.5", "whole number" },
		{ KIND_WHOLE, "14,116", "whole number" },
		{ KIND_WHOLE, "0.500", "whole number" },
		{ KIND_WHOLE, "1.000 000", "whole number" },
		{ KIND_WHOLE, "1000.000", "whole number" },
		{ KIND_WHOLE, "-", "whole number" },
		{ KIND_WHOLE, "--1", "whole number" },
		{ KIND_WHOLE, "1000000000", "nine digits" },
		{ KIND_WHOLE, "99999999999999999999999", "nine digits" },
		{ KIND_WHOLE, "9.999.999.999", "nine digits" },

		{ KIND_DECIMAL, "en halv", "at most two decimals" },
		{ KIND_DECIMAL, "0,125", "at most two decimals" },
		{ KIND_DECIMAL, "1.000", "at most two decimals" },
		{ KIND_DECIMAL, "1,", "at most two decimals" },
		{ KIND_DECIMAL, "1,5,5", "at most two decimals" },
		{ KIND_DECIMAL, "1 30", "at most two decimals" },
		{ KIND_DECIMAL, "30 min 1 t", "at most two decimals" },
		{ KIND_DECIMAL, "1 t 1 t", "at most two decimals" },
		{ KIND_DECIMAL, "1 t 30 min 5", "at most two decimals" },
		{ KIND_DECIMAL, "t", "at most two decimals" },
		{ KIND_DECIMAL, "1 t og", "at most two decimals" },
		{ KIND_DECIMAL, "2 dage", "at most two decimals" },
		{ KIND_DECIMAL, "1000000000", "at most two decimals" },
		{ KIND_DECIMAL, "1½½", "at most two decimals" },

		{ KIND_DECIMAL, "999999999 t 60 min", "at most two decimals" },
		{ KIND_MONTHS, "83333334 år", "2 years 6 months" },
		{ KIND_MONTHS, "999999999 år", "2 years 6 months" },

		{ KIND_MONTHS, "to år", "2 years 6 months" },
		{ KIND_MONTHS, "-2", "2 years 6 months" },
		{ KIND_MONTHS, "2 uger", "2 years 6 months" },
		{ KIND_MONTHS, "6 mdr. 2 år", "2 years 6 months" },
		{ KIND_MONTHS, "1:30", "2 years 6 months" },
		{ KIND_MONTHS, "2,3 år", "whole months" },
		{ KIND_MONTHS, "1½", "whole months" },

		{ KIND_DATE, "31.2.2017", "days 1 to 28. Write a date such as 1.3.2017." },
		{ KIND_DATE, "den 31. februar 2017", "days 1 to 28. Write a date such as 1.3.2017." },
		{ KIND_DATE, "den", "day, month and year" },
		{ KIND_DATE, "dent 1.3.2017", "day, month and year" },
		{ KIND_DATE, "30.2.2016", "days 1 to 29" },
		{ KIND_DATE, "31. april 2017", "days 1 to 30" },
		{ KIND_DATE, "310417", "days 1 to 30" },
		{ KIND_DATE, "2017-02-31", "days 1 to 28" },
		{ KIND_DATE, "0.3.2017", "days 1 to 31" },
		{ KIND_DATE, "32/1 2017", "days 1 to 31" },
		{ KIND_DATE, "3/25/2017", "12 months" },
		{ KIND_DATE, "1.13.2017", "12 months" },
		{ KIND_DATE, "011317", "12 months" },
		{ KIND_DATE, "2017-13-01", "12 months" },
		{ KIND_DATE, "marts 2017", "day, month and year" },
		{ KIND_DATE, "1. marts", "day, month and year" },
		{ KIND_DATE, "1.3", "day, month and year" },
		{ KIND_DATE, "snart", "day, month and year" },
		{ KIND_DATE, "31.", "day, month and year" },
		{ KIND_DATE, "2017", "day, month and year" },
		{ KIND_MONTH, "snart", "month and year" },
		{ KIND_MONTH, "13.2017", "month and year" },
		{ KIND_MONTH, "31.2.2017", "days 1 to 28" },

		{ KIND_MONTH, "2015", "Write 3.2015" },
		{ KIND_TIME, "25:99", "10.42" },
		{ KIND_TIME, "24.00", "23.59" },
		{ KIND_TIME, "10.60", "23.59" },
		{ KIND_TIME, "10", "10.42" },
		{ KIND_TIME, "10.4", "10.42" },
		{ KIND_TIME, "10.420", "10.42" },
		{ KIND_TIME, "10:42:00", "10.42" },
		{ KIND_TIME, "104.2", "10.42" },
		{ KIND_TIME, "-1.30", "10.42" },
		{ KIND_TIME, "kl.", "10.42" },
		{ KIND_TIME, "halv ti", "10.42" },
		{ KIND_CPR, "010158501", "this one has 9" },
		{ KIND_CPR, "3102585018", "28 days" },
		{ KIND_CPR, "3112369006", "future" },
		{ KIND_CPR, "010158-ABCD", "ten digits" },

		{ KIND_TABLE, "noget", "table" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_refuses(&fields[refused[i].kind], refused[i].typed, refused[i].message);
}

static void test_bounds(void **state)
{
	const struct field whole = { .kind = KIND_WHOLE, .min = 1, .max = 37 };
	const struct field from = { .kind = KIND_WHOLE, .min = -5, .max = LONG_MAX };
	const struct field to = { .kind = KIND_DECIMAL, .min = LONG_MIN, .max = 37 };
	const struct field decimal = { .kind = KIND_DECIMAL, .min = 0, .max = 37 };
	const struct field months = { .kind = KIND_MONTHS, .min = 12, .max = 60 };
	const struct field months_from = { .kind = KIND_MONTHS, .min = 12, .max = LONG_MAX };
	const struct field months_to = { .kind = KIND_MONTHS, .min = LONG_MIN, .max = 60 };

	(void)state;
	assert_reads(&whole, "1", "1");
	assert_reads(&whole, "37", "37");
	assert_refuses(&whole, "0", "between 1 and 37");
	assert_refuses(&whole, "38", "between 1 and 37");
	assert_false(kind_stored(&whole, "38"));
	assert_reads(&from, "-5", "-5");
	assert_reads(&from, "999999999", "999999999");
	assert_refuses(&from, "-6", "at least -5");
	assert_reads(&to, "-999999999", "-999999999");
	assert_refuses(&to, "37,01", "at most 37");
	assert_reads(&decimal, "37", "37");
	assert_refuses(&decimal, "37,01", "between 0 and 37");
	assert_refuses(&decimal, "-0,01", "between 0 and 37");
	assert_false(kind_stored(&decimal, "37.01"));
	assert_reads(&months, "5 år", "60");
	assert_refuses(&months, "5 år 1 md.", "between 12 and 60 months");
	assert_refuses(&months, "11", "between 12 and 60 months");
	assert_false(kind_stored(&months, "11"));
	assert_refuses(&months_from, "11", "at least 12 months");
	assert_refuses(&months_to, "61", "at most 60 months");
}

static void test_drafts_are_found_out(void **state)
{
	static const struct {
		enum field_kind kind;
		const char *stored;
	} drafts[] = {
		{ KIND_LINE, " a" }, { KIND_LINE, "a " }, { KIND_LINE, "a\nb" }, { KIND_LINE, "a\tb" },
		{ KIND_LINE, "a\xc2\x85" }, { KIND_LINE, "a\u030a" }, { KIND_LINE, "a\xff" },
		{ KIND_LINE, "\u00a0a" }, { KIND_LINE, "\u202eb" },
		{ KIND_LONG, "a \nb" }, { KIND_LONG, "a\n" }, { KIND_LONG, "a\r\nb" },
		{ KIND_LONG, "a\u00a0\nb" },
		{ KIND_YESNO, "ja" }, { KIND_YESNO, "True" },
		{ KIND_ONE, "Fleksjob" }, { KIND_ONE, "fleksjob " }, { KIND_ONE, "fleksjob,same" },
		{ KIND_SEVERAL, "fleksjob, same" }, { KIND_SEVERAL, "same,fleksjob" },
		{ KIND_SEVERAL, "same,same" },
		{ KIND_SEVERAL, "same," }, { KIND_SEVERAL, ",same" }, { KIND_SEVERAL, "sam" },
		{ KIND_SEVERAL, "same3" },
		{ KIND_WHOLE, "012" }, { KIND_WHOLE, "1.5" }, { KIND_WHOLE, "-0" }, { KIND_WHOLE, "+1" },
		{ KIND_WHOLE, "1000000000" }, { KIND_WHOLE, "-" }, { KIND_WHOLE, "1." },
		{ KIND_DECIMAL, "0,5" }, { KIND_DECIMAL, "0.50" }, { KIND_DECIMAL, ".5" },
		{ KIND_DECIMAL, "1.0" },
		{ KIND_DECIMAL, "0.125" }, { KIND_DECIMAL, "00.5" }, { KIND_DECIMAL, "-0" },
		{ KIND_DECIMAL, "0.5 " },
		{ KIND_MONTHS, "-1" }, { KIND_MONTHS, "24.5" }, { KIND_MONTHS, "2 år" },
		{ KIND_MONTHS, "024" },
		{ KIND_DATE, "2017-3-1" }, { KIND_DATE, "2017-02-29" }, { KIND_DATE, "2017-03" },
		{ KIND_DATE, "2017-03-01 " }, { KIND_DATE, "1.3.2017" },
		{ KIND_MONTH, "2015-13" }, { KIND_MONTH, "2015" }, { KIND_MONTH, "3.2015" },
		{ KIND_TIME, "10.42" }, { KIND_TIME, "9:42" }, { KIND_TIME, "24:00" }, { KIND_TIME, "10:42 " },
		{ KIND_CPR, "010158-5018" }, { KIND_CPR, "3102585018" }, { KIND_CPR, "010158501" },
		{ KIND_TABLE, "some" }, { KIND_TABLE, "-" }, { KIND_TABLE, "1.5" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		const struct field *field = &fields[drafts[i].kind];
		char *shown, *edited;

		if (kind_stored(field, drafts[i].stored))
			fail_msg("%s: \"%s\" is taken for stored", kind_name(field->kind), drafts[i].stored);
		shown = kind_show(field, drafts[i].stored, LANG_DA);
		edited = kind_edit(field, drafts[i].stored, LANG_EN);
		assert_string_equal(shown, drafts[i].stored);
		assert_string_equal(edited, drafts[i].stored);
		free(shown);
		free(edited);
	}
}

/* A text is canonical where reading it gives it back: 200,000 texts of what each kind is made of. */
static void test_canonical_is_what_reading_gives_back(void **state)
{
	static const char *const alphabets[KIND_COUNT][12] = {
		[KIND_LINE] = { "a", " ", "å", "a\u030a", "\u0301", "\n", "\t", "\u00a0", "€", "\u200b",
		    "\u202e" },
		[KIND_LONG] = { "a", " ", "å", "a\u030a", "\u0301", "\n", "\n", "\u00a0", "\r", "\xff",
		    "\t" },
		[KIND_YESNO] = { "true", "false", "ja", " ", "TRUE" },
		[KIND_ONE] = { "same", "2", "fleksjob", ",", "Andet", " " },
		[KIND_SEVERAL] = { "same", "2", "fleksjob", ",", ",", ",", "dansk", " ", "kontanthjaelp" },
		[KIND_WHOLE] = { "0", "1", "9", "-", ".", " ", "000" },
		[KIND_DECIMAL] = { "0", "1", "5", "-", ".", ".", ",", "½", "min", " " },
		[KIND_MONTHS] = { "0", "1", "2", "-", ".", "år", " " },
		[KIND_DATE] = { "2017", "-", "-", "02", "28", "29", "1", ".", "12", "13", "2017-02-" },
		[KIND_MONTH] = { "2017", "-", "-", "02", "28", "29", "1", ".", "12", "13" },
		[KIND_TIME] = { "10", "09", "9", "24", ":", ".", "42", "60", " ", "1" },
		[KIND_CPR] = { "01", "02", "31", "61", "58", "5018", "-", "0000" },
	};
	const struct date late = { 2199, 12, 31 };	/* no birth date lies after it */
	size_t canonical[KIND_COUNT] = { 0 };

	(void)state;
	srand(1);
	for (int i = 0; i < 200000; i++) {
		enum field_kind kind = (enum field_kind)(i % KIND_TABLE);
		char s[256] = "", *read = NULL;
		bool same;
		size_t letters = 0;

		while (letters < 12 && alphabets[kind][letters])
			letters++;
		for (int n = 1 + rand() % 7; n > 0; n--)
			strcat(s, alphabets[kind][(size_t)rand() % letters]);
		same = kind_read(&fields[kind], s, late, &read, NULL) && read && strcmp(read, s) == 0;
		if (same != kind_stored(&fields[kind], s))
			fail_msg("%s: \"%s\" is read as \"%s\"", kind_name(kind), s, read ? read : "(null)");
		canonical[kind] += same;
		free(read);
	}
	for (enum field_kind kind = 0; kind < KIND_TABLE; kind++)
		if (canonical[kind] == 0)
			fail_msg("%s: none was canonical", kind_name(kind));
}

static void test_not_answered(void **state)
{
	(void)state;
	for (enum field_kind kind = 0; kind < KIND_COUNT; kind++) {
		char *shown = kind_show(&fields[kind], NULL, LANG_DA);
		char *edited = kind_edit(&fields[kind], NULL, LANG_DA);

		assert_string_equal(shown, "");
		assert_string_equal(edited, "");
		assert_false(kind_stored(&fields[kind], NULL));
		assert_false(kind_stored(&fields[kind], ""));
		free(shown);
		free(edited);
	}
}

static void test_showing(void **state)
{
	static const struct {
		enum field_kind kind;
		const char *stored, *shown[LANG_COUNT], *edited[LANG_COUNT];	/* edited NULL: as shown */
	} samples[] = {
		{ KIND_LINE, "Anne", { "Anne", "Anne" }, { NULL, NULL } },
		{ KIND_LONG, "en\nto", { "en\nto", "en\nto" }, { NULL, NULL } },
		{ KIND_YESNO, "true", { "ja", "yes" }, { NULL, NULL } },
		{ KIND_YESNO, "false", { "nej", "no" }, { NULL, NULL } },
		{ KIND_ONE, "foertidspension", { "Førtidspension", "Disability pension" }, { NULL, NULL } },
		{ KIND_ONE, "prikker", { "Kurser, kort", "Courses, short" }, { NULL, NULL } },
		{ KIND_ONE, "same", { "Andet", "Other" }, { "same", NULL } },
		{ KIND_ONE, "dansk", { "Kun dansk", "Kun dansk" }, { NULL, NULL } },
		{ KIND_SEVERAL, "kontanthjaelp,prikker",
		    { "Kontanthjælp, Kurser, kort", "Cash assistance, Courses, short" },
		    { "Kontanthjælp, prikker", "Cash assistance, prikker" } },
		{ KIND_WHOLE, "14116", { "14116", "14116" }, { NULL, NULL } },
		{ KIND_DECIMAL, "0.5", { "0,5", "0.5" }, { NULL, NULL } },
		{ KIND_DECIMAL, "-12", { "-12", "-12" }, { NULL, NULL } },
		{ KIND_MONTHS, "0", { "0 mdr.", "0 months" }, { "0", "0" } },
		{ KIND_MONTHS, "1", { "1 md.", "1 month" }, { "1", "1" } },
		{ KIND_MONTHS, "6", { "6 mdr.", "6 months" }, { "6", "6" } },
		{ KIND_MONTHS, "12", { "1 år", "1 year" }, { "12", "12" } },
		{ KIND_MONTHS, "13", { "1 år 1 md.", "1 year 1 month" }, { "13", "13" } },
		{ KIND_MONTHS, "30", { "2 år 6 mdr.", "2 years 6 months" }, { "30", "30" } },
		{ KIND_DATE, "2017-03-01", { "1. marts 2017", "1 March 2017" }, { "1.3.2017", "1.3.2017" } },
		{ KIND_MONTH, "2015-03", { "marts 2015", "March 2015" }, { "3.2015", "3.2015" } },
		{ KIND_MONTH, "2017-03-01", { "1. marts 2017", "1 March 2017" }, { "1.3.2017", "1.3.2017" } },
		{ KIND_TIME, "09:05", { "09.05", "09:05" }, { "09.05", "09:05" } },
		{ KIND_CPR, "0101585018", { "010158-5018", "010158-5018" }, { NULL, NULL } },
		{ KIND_TABLE, "none", { "none", "none" }, { NULL, NULL } },
		{ KIND_TABLE, "-1024", { "-1024", "-1024" }, { NULL, NULL } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct field *field = &fields[samples[i].kind];

		assert_true(kind_stored(field, samples[i].stored));
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const char *shown = samples[i].shown[lang], *edited = samples[i].edited[lang];
			char *show = kind_show(field, samples[i].stored, (enum lang)lang);
			char *edit = kind_edit(field, samples[i].stored, (enum lang)lang);

			assert_string_equal(show, shown);
			assert_string_equal(edit, edited ? edited : shown);
			free(show);
			free(edit);
		}
	}
}

static void assert_draft(enum field_kind kind, const char *typed, const char *expected)
{
	char *draft = kind_draft(&fields[kind], typed), *stored = NULL;

	assert_string_equal(draft, expected);
	assert_false(kind_stored(&fields[kind], draft));
	assert_false(kind_read(&fields[kind], draft, today, &stored, NULL));
	free(draft);
}

static void test_what_is_kept_of_refused_text(void **state)
{
	char *line;

	(void)state;
	assert_draft(KIND_DATE, " 31.2.2017 ", " 31.2.2017 ");
	assert_draft(KIND_WHOLE, "1\x01\x32", "1\ufffd2");
	assert_draft(KIND_WHOLE, "1\xff\x32", "1\ufffd2");
	assert_draft(KIND_LINE, "a\nb", "a\nb");
	assert_draft(KIND_CPR, "3112369006", "311236-9006");
	assert_draft(KIND_CPR, "311236-9006", "311236-9006");
	line = kind_draft(&fields[KIND_LINE], "a\x1b[0m");
	assert_string_equal(line, "a\ufffd[0m");
	free(line);
}

static void test_names(void **state)
{
	enum field_kind found = KIND_TABLE;

	(void)state;
	assert_true(kind_by_name("line", &found));
	assert_int_equal(found, KIND_LINE);
	for (enum field_kind kind = 0; kind < KIND_COUNT; kind++) {
		assert_true(kind_by_name(kind_name(kind), &found));
		assert_int_equal(found, kind);
	}
	assert_false(kind_by_name("lines", &found));
	assert_false(kind_by_name("", &found));
	assert_string_equal(kind_name(KIND_CPR), "cpr");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_round_trip_of_choices),
		cmocka_unit_test(test_nothing_typed),
		cmocka_unit_test(test_refusing),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_drafts_are_found_out),
		cmocka_unit_test(test_canonical_is_what_reading_gives_back),
		cmocka_unit_test(test_not_answered),
		cmocka_unit_test(test_showing),
		cmocka_unit_test(test_what_is_kept_of_refused_text),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
