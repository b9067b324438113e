/* SPDX-License-Identifier: EUPL-1.2 */
/* A case from its first key to the document that the citizen is given, and to its next time before the team. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "walk.h"

#define NAME "Karla Prøvekvist"
#define NUMBER "2017-0024"

static void citizen(struct pty *pty)
{
	pty_keys(pty, "F2 PgDn");
	walk_field(pty, "Name");
	pty_type(pty, NAME);
	pty_keys(pty, "S-Tab");
	walk_field(pty, "CPR number");
	pty_type(pty, "6101851235");		/* a replacement number: 61 stands for the first */
	pty_keys(pty, "Tab");
	pty_expect(pty, NAME ", 32 years");
	pty_expect(pty, NUMBER);
}

static void wishes(struct pty *pty)
{
	walk_to(pty, "Goals", "The citizen's wishes");
	pty_type(pty, "Jeg vil arbejde med børn igen.\rHelst på Ærø.");
	walk_field(pty, "Job goal");
	pty_type(pty, "Pædagogmedhjælper");
	walk_field(pty, "The citizen's statements");
	pty_keys(pty, "Ins");
	walk_field(pty, "Statement");
	pty_type(pty, "Jeg kan ikke tage bussen.");
	pty_keys(pty, "F10");
	pty_expect(pty, "B1 ");
}

static void seat(struct pty *pty, const char *area, const char *name)
{
	walk_field(pty, "The members of the team");
	pty_keys(pty, "Ins");
	walk_choose(pty, "Seat", area);
	walk_field(pty, "Name");
	pty_type(pty, name);
	walk_field(pty, "Present");
	pty_type(pty, "y");
	pty_expect(pty, "● yes");
	pty_keys(pty, "F10");
	pty_expect(pty, name);
}

static void meeting(struct pty *pty)
{
	pty_keys(pty, "F3");
	walk_field(pty, "Date");
	pty_type(pty, "9.5.17");
	walk_field(pty, "Chair");
	pty_type(pty, "Bo Bjerg");
	walk_field(pty, "Is the citizen present?");
	pty_type(pty, "y");
	seat(pty, "Employment", "Bo Bjerg");
	seat(pty, "Social", "Sif Sø");
	seat(pty, "Health", "Hans Holt");
	seat(pty, "Health coordinator", "Kim Kær");
}

/* The pointer stands at a member's row; `right` columns on is the area. */
static void assess(struct pty *pty, const char *move, const char *words, const char *development)
{
	pty_keys(pty, move);
	pty_keys(pty, "Enter");
	walk_field(pty, "Resources");
	pty_type(pty, words);
	walk_choose(pty, "Development", development);
	pty_keys(pty, "F10");
	pty_expect(pty, words);
}

static void assessments(struct pty *pty)
{
	pty_keys(pty, "F4");
	pty_expect(pty, "E Bo Bjerg");
	assess(pty, "Home", "Ti års erfaring.", "Clear");
	assess(pty, "Down Right", "En søster tæt på.", "Likely");
	assess(pty, "Down Right", "God til at hvile.", "Likely");
	assess(pty, "Down", "Afsluttet behandling.", "Uncertain");
	pty_keys(pty, "End Enter");
	walk_choose(pty, "Leans to", "Resource course");
	walk_field(pty, "Length");
	pty_keys(pty, "Right Right Right");
	pty_expect(pty, "36 m");
	pty_keys(pty, "F10");
}

static void recommendation(struct pty *pty)
{
	pty_keys(pty, "F5");
	walk_choose(pty, "The team recommends", "Resource course");
	walk_field(pty, "Duration");
	pty_keys(pty, "Right Right Right");
	pty_expect(pty, "36 m");
	walk_field(pty, "Why this length?");
	pty_type(pty, "Optrapningen tager tre år.");
}

static void document(struct pty *pty)
{
	static const char *const words[] = {
		"ressourceforløb på 3 år (36 måneder)", NAME, "Optrapningen tager tre år.", "Ti års erfaring.",
		"Jeg kan ikke tage bussen.",
	};
	pty_keys(pty, "F8");
	pty_expect(pty, NAME);
	pty_keys(pty, "^N");
	pty_expect(pty, "Rehabiliteringsteamets indstilling");
	pty_keys(pty, "^N");
	pty_expect(pty, "The rehabilitation team's recommendation");
	const char *printed = walk_cli(0, "print " NUMBER " recommendation --lang da");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(printed, words[i]) == NULL)
			fail_msg("not printed: %s\n%s", words[i], printed);
	printed = walk_cli(0, "print " NUMBER " recommendation");
	assert_non_null(strstr(printed, "3 years (36 months)"));
}

static void test_a_case_is_prepared_assessed_recommended_and_read(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	citizen(pty);
	wishes(pty);
	meeting(pty);
	assessments(pty);
	recommendation(pty);
	document(pty);
	walk_quit(pty);
	walk_stored(NUMBER, "citizen.cpr: \"6101851235\"");
	walk_stored(NUMBER, "months: 36");
	walk_verify();
}

/* Takes the open case to a stage, with the answer to what the step asks. */
static void stage(struct pty *pty, const char *to, const char *question, const char *answer)
{
	pty_keys(pty, "F9");
	pty_expect(pty, "Where does the case go?");
	pty_type(pty, to);
	pty_keys(pty, "Enter");
	pty_expect(pty, question);
	pty_type(pty, answer);
	pty_keys(pty, "Enter");
	pty_expect(pty, "Stage: ");
}

static void test_a_second_round_keeps_the_first(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	char *first = xstrdup(walk_cli(0, "print 2016-0102 recommendation"));
	walk_case(pty, "tove");
	stage(pty, "resubmitted", "Why?", "Kommunen vil fravige indstillingen.");
	stage(pty, "on an agenda", "When does the team meet?", "23.5.2017");
	walk_to(pty, "The case", "What is new");
	pty_keys(pty, "End");
	pty_type(pty, " Nyt i anden runde.");
	pty_keys(pty, "Tab F5");
	walk_field(pty, "The team recommends");
	if (pty_shows(pty, "Resource course"))
		fail_msg("the new round has the old recommendation\n%s", pty_screen(pty));
	walk_quit(pty);
	assert_string_equal(walk_cli(0, "print 2016-0102 recommendation --round 1"), first);
	const char *second = walk_cli(0, "print 2016-0102 recommendation");
	assert_non_null(strstr(second, "anden runde."));
	assert_null(strstr(second, "24 months"));
	walk_stored("2016-0102", "stage: scheduled");
	walk_verify();
	free(first);
}

/* A new round is asked for where there may be one, and not where there may not. */
static void test_a_new_round_is_asked_for_where_it_may_be(void **state)
{
	(void)state;
	int status;
	struct pty *pty = walk_begin();
	walk_case(pty, "tove");
	pty_keys(pty, "F7 M-r");
	pty_expect(pty, "a new round begins after the decision");
	assert_false(pty_shows(pty, "A new round begins as a draft"));
	walk_quit(pty);
	pty_shell(&status, "'%s' --base '%s' show 2016-0102 | sed 's/^stage: .*/stage: decided/' >'%s/decided.yaml'",
	    getenv("INDSTIL"), pty_path("base.db"), pty_folder());
	walk_cli(0, "import '%s/decided.yaml'", pty_folder());
	pty = walk_on();
	walk_case(pty, "tove");
	pty_keys(pty, "F7 M-r");
	pty_expect(pty, "A new round begins as a draft");
	pty_keys(pty, "Enter");
	pty_expect(pty, "Preparatory part");
	walk_quit(pty);
	walk_stored("2016-0102", "earlier_rounds:\n  - stage: decided");
	walk_verify();
}

static void type_goal(struct pty *pty, const char *number, const char *goal)
{
	walk_case(pty, number);
	walk_to(pty, "Goals", "Job goal");
	pty_keys(pty, "End");
	pty_type(pty, goal);
	pty_keys(pty, "Tab F10");
	pty_expect(pty, "4 cases");
	pty_keys(pty, "Esc");
}

static bool stored(const char *number, const char *text)
{
	return strstr(walk_cli(0, "show %s", number), text) != NULL;
}

/* What was done to a case is taken back in it, also after it was closed and another one was open. */
static void test_undo_reaches_back_over_closing(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	type_goal(pty, "2017-0021", " Endelave");
	type_goal(pty, "2017-0014", " Tunø");
	assert_true(stored("2017-0021", "Endelave\"") && stored("2017-0014", "Tunø\""));
	walk_case(pty, "2017-0021");
	pty_keys(pty, "^Z");
	pty_expect(pty, "Taken back: ");
	assert_false(stored("2017-0021", "Endelave\""));
	assert_true(stored("2017-0014", "Tunø\""));
	pty_keys(pty, "^Z");
	pty_expect(pty, "Nothing to take back.");
	pty_keys(pty, "F10 Esc");
	walk_case(pty, "2017-0021");
	pty_keys(pty, "^Y");
	pty_expect(pty, "Done again: ");
	assert_true(stored("2017-0021", "Endelave\""));
	walk_quit(pty);
	walk_verify();
}

static void test_the_caseworker_can_be_named(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, "2016-0102");
	pty_keys(pty, "M-k");
	pty_expect(pty, "Peter Skov");
	pty_keys(pty, "End ^W ^W");
	pty_type(pty, "Anna Prøve");
	pty_keys(pty, "Enter");
	pty_expect(pty, "Caseworker: Anna Prøve");
	walk_stored("2016-0102", "caseworker: \"Anna Prøve\"");
	pty_keys(pty, "^Z");
	pty_expect(pty, "Taken back: Caseworker");
	walk_stored("2016-0102", "caseworker: \"Peter Skov\"");
	walk_quit(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_case_is_prepared_assessed_recommended_and_read),
		cmocka_unit_test(test_a_second_round_keeps_the_first),
		cmocka_unit_test(test_a_new_round_is_asked_for_where_it_may_be),
		cmocka_unit_test(test_undo_reaches_back_over_closing),
		cmocka_unit_test(test_the_caseworker_can_be_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
