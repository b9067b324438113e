/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Faults as a person at the terminal meets them: the program says what is wrong
 * and what to do for as long as it is so, and nothing that was typed is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "walk.h"

#define CASE "2017-0021"
#define FIELD "What is new"
#define NEWER "A newer indstil keeps the base"
#define REPLACED "Another base has its place"
#define DAMAGED "The base is damaged"
#define CLOSED "The base can only be read: no right to write"
#define GONE "The base is not in its place any more"
#define COPY "The copy"
#define OFFER "These copies of the base are whole"

static void shell(const char *command)
{
	int status;
	const char *said = pty_shell(&status, "cd '%s' && INDSTIL='%s' && %s 2>&1", pty_folder(), getenv("INDSTIL"), command);
	if (status != 0)
		fail_msg("%s: %s", command, said);
}

/*
 * Another program brings the schema to a version: user_version, and the counter that tells others of a change
 * (SQLite file format, 1.3: bytes 60 and 24).
 */
static void set_schema(const char *version)
{
	int status;
	pty_shell(&status, "cd '%s' && [ -f schema ] || dd if=base.db of=schema bs=1 skip=63 count=1 status=none; "
	    "{ [ '%s' = own ] && cat schema || printf '\\143'; } | dd of=base.db bs=1 seek=63 conv=notrunc status=none; "
	    "head -c 3 /dev/urandom | dd of=base.db bs=1 seek=24 conv=notrunc status=none", pty_folder(), version);
	assert_int_equal(status, 0);
}

static void stand_in_field(struct pty *pty)
{
	walk_case(pty, CASE);
	walk_to(pty, "The case", FIELD);
	pty_keys(pty, "End");
}

static void test_a_newer_base_is_read(void **state)
{
	(void)state;
	walk_base();
	set_schema("newer");
	struct pty *pty = walk_on();
	pty_expect(pty, NEWER);
	stand_in_field(pty);
	char *before = strdup(pty_screen(pty));
	pty_type(pty, "x");
	pty_expect(pty, "! " NEWER);
	pty_keys(pty, "^X");
	pty_keys(pty, "Left");
	assert_false(pty_shows(pty, "! " NEWER));
	assert_true(pty_shows(pty, "✗ " NEWER));
	assert_true(pty_shows(pty, "locked"));
	pty_keys(pty, "End");
	assert_string_equal(before, pty_screen(pty));
	free(before);
	walk_quit(pty);
	set_schema("own");
	walk_verify();
}

static void test_what_is_typed_when_it_becomes_newer_is_kept(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	set_schema("newer");
	pty_keys(pty, "Tab");
	pty_expect(pty, "offered again at the next start");
	walk_quit(pty);

	pty = walk_on();
	pty_expect(pty, "Text found again");
	assert_true(pty_shows(pty, "Skrevet imens."));
	assert_true(pty_shows(pty, "A newer version of indstil"));
	assert_false(pty_shows(pty, "Take it"));
	pty_keys(pty, "Enter");
	pty_keys(pty, "Esc");
	walk_quit(pty);

	set_schema("own");
	pty = walk_on();
	pty_expect(pty, "Take it");
	pty_keys(pty, "Enter");
	walk_quit(pty);
	walk_stored(CASE, "Skrevet imens.");
	walk_verify();
}

static void test_what_is_typed_when_it_is_replaced_is_kept(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	shell("rm -f copy.db && \"$INDSTIL\" --base base.db backup copy.db");
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	shell("\"$INDSTIL\" --base base.db restore copy.db");
	pty_expect(pty, REPLACED);
	pty_type(pty, " Og mere.");
	pty_keys(pty, "Tab");
	pty_expect(pty, "offered again at the next start");
	pty_keys(pty, "Left");
	pty_expect(pty, REPLACED);
	walk_quit(pty);

	pty = walk_on();
	pty_expect(pty, "Text found again");
	pty_keys(pty, "Enter");
	walk_quit(pty);
	walk_stored(CASE, "Skrevet imens. Og mere.");
	walk_verify();
}

/* Starts on what is there; what stands on the screen first is told by the caller. */
static struct pty *start(const char *option)
{
	const char *arguments[] = {"--base", pty_path("base.db"), "--today", WALK_DAY, "--lang", "en", option, NULL};
	return pty_start(24, 80, arguments);
}

/* A base with two copies, the older one without the name that the later one has. */
static void with_copies(void)
{
	walk_base();
	shell("\"$INDSTIL\" --base base.db backup base.db-backup-2017-05-01");
	shell("touch -d '2017-05-01 08:30' base.db-backup-2017-05-01");
	shell("\"$INDSTIL\" --base base.db backup base.db-backup-2017-05-02");
	shell("touch -d '2017-05-02 09:15' base.db-backup-2017-05-02");
}

/* "1  9 May 2017 at 08.30": an offer of a copy, with the time of the last action in it, not that of the file. */
static const char *offered(int number)
{
	static char line[80];
	int status;
	const char *said = pty_shell(&status, "LC_ALL=C date '+%%-d %%B %%Y at %%H.%%M' -d $(grep -aoE "
	    "'20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9:]{5}' '%s' | sort | tail -n 1)",
	    pty_path("base.db-backup-2017-05-02"));
	assert_int_equal(status, 0);
	snprintf(line, sizeof line, "%d  %.*s", number, (int)strcspn(said, "\n"), said);
	return line;
}

static void answer(struct pty *pty, const char *line)
{
	pty_type(pty, line);
	pty_keys(pty, "Enter");
}

static void leave_as_it_is(struct pty *pty)
{
	pty_keys(pty, "Enter");
	int status = pty_wait(pty, 2000);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_true(pty_shows(pty, "Everything is as it was."));
	pty_free(pty);
}

static void test_a_ruined_base_is_answered_with_its_copies(void **state)
{
	(void)state;
	with_copies();
	shell("printf 'Nothing of a base' | dd of=base.db conv=notrunc status=none && cp base.db ruin");
	struct pty *pty = start("--kiosk");
	pty_expect(pty, OFFER);
	pty_expect(pty, offered(1));
	pty_expect(pty, offered(2));
	pty_expect(pty, "What was written later is not in it.");
	answer(pty, "9");
	pty_expect(pty, "That is none of them.");
	answer(pty, "N");
	leave_as_it_is(pty);
	shell("cmp base.db ruin && ! ls base.db-replaced-*");

	pty = start(NULL);
	pty_expect(pty, OFFER);
	answer(pty, "1");
	pty_expect(pty, COPY " of");
	assert_true(pty_shows(pty, offered(1) + strlen("1  ")));
	assert_true(pty_shows(pty, "base.db-replaced-"));
	pty_keys(pty, "Enter");
	pty_expect(pty, WALK_CASES " cases");
	assert_false(pty_shows(pty, COPY));
	walk_quit(pty);
	shell("cmp base.db-replaced-* ruin");
	walk_verify();
}

/* A copy that somebody has put beside the base holds a case that was erased from it. */
static void test_a_copy_brings_no_erased_case_back(void **state)
{
	(void)state;
	walk_base();
	shell("\"$INDSTIL\" --base base.db backup aside.db && \"$INDSTIL\" --base base.db erase 2017-0014");
	shell("mv aside.db base.db-backup-$(date +%F) && : >base.db-ballast");	/* the keeper rests */
	struct pty *pty = start(NULL);
	pty_expect(pty, "13 cases");
	pty_keys(pty, "M-b");
	pty_expect(pty, OFFER);
	answer(pty, "1");
	pty_expect(pty, COPY);
	pty_expect(pty, "2017-0014 was erased for good and is not brought back");
	pty_keys(pty, "Enter");
	pty_expect(pty, "13 cases");
	walk_quit(pty);
	walk_verify();
}

/* Moved away or deleted: nothing is made in its place but where somebody asks for that. */
static void test_a_base_that_is_gone_is_answered_with_its_copies(void **state)
{
	(void)state;
	with_copies();
	shell("mv base.db away.db && cp -p base.db-backup-2017-05-01 base.db-replaced-2017-05-01-120000 && "
	    "touch -d '2017-05-01 12:00' base.db-replaced-*");
	struct pty *pty = start(NULL);
	pty_expect(pty, GONE);
	assert_true(pty_shows(pty, offered(1)));
	assert_true(pty_shows(pty, offered(2)));
	assert_true(pty_shows(pty, "  (put aside"));
	assert_true(pty_shows(pty, offered(3)));
	assert_false(pty_shows(pty, "is kept too"));
	answer(pty, "x");
	pty_expect(pty, "That is none of them.");
	leave_as_it_is(pty);
	shell("! ls base.db");

	pty = start(NULL);
	pty_expect(pty, GONE);
	answer(pty, "1");
	pty_expect(pty, COPY);
	assert_false(pty_shows(pty, "old base"));
	pty_keys(pty, "Enter");
	pty_expect(pty, WALK_CASES " cases");
	walk_quit(pty);
	walk_verify();

	shell("rm base.db");
	pty = start(NULL);
	pty_expect(pty, GONE);
	answer(pty, "n");
	pty_expect(pty, "A new base was made");
	pty_expect(pty, "0 cases");
	walk_quit(pty);
}

static void test_off_a_terminal_none_is_made_for_one_that_is_gone(void **state)
{
	static const char *const commands[] = {"list", "verify", "import nothing.yaml", "--script no-keys"};
	(void)state;
	with_copies();
	shell("rm base.db");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *said = walk_cli(2, "%s", commands[i]);
		if (i != 2)
			assert_non_null(strstr(said, "base.db: the base is gone"));
	}
	shell("cp \"$INDSTIL_DATADIR\"/demo/2017-0014.yaml . && ! \"$INDSTIL\" --base base.db import 2017-0014.yaml");
	shell("! ls base.db");
	assert_non_null(strstr(walk_cli(2, "list"), "base.db-backup-2017-05-02: is the latest copy"));
	shell("rm base.db-backup-*");
	walk_cli(2, "list");
	shell("\"$INDSTIL\" --base base.db import 2017-0014.yaml");
}

/* No copy, but what was being typed: it is of no use without its base. */
static void test_a_draft_tells_of_a_base_that_is_gone(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	pty_signal(pty, 9);
	assert_true(pty_wait(pty, 2000) >= 0);
	pty_free(pty);
	shell("mv base.db away.db && rm -f base.db-backup-*");
	pty = start(NULL);
	pty_expect(pty, GONE);
	pty_expect(pty, "There is no copy of it.");
	assert_true(pty_shows(pty, "offered once there is a base"));
	leave_as_it_is(pty);
	shell("mv away.db base.db");
	pty = walk_on();
	pty_expect(pty, "Skrevet imens.");
	pty_keys(pty, "Enter");
	walk_quit(pty);
	walk_stored(CASE, "Skrevet imens.");
}

/* A copy that has been damaged too is not put there, and another one can be. */
static void test_a_ruined_copy_is_refused(void **state)
{
	(void)state;
	with_copies();
	shell("printf 'Nothing of a base' | dd of=base.db conv=notrunc status=none");
	shell("LC_ALL=C sed -i s/Birgit/Birthe/g base.db-backup-2017-05-02 && touch -d '2017-05-02 09:15' base.db-backup-2017-05-02");
	struct pty *pty = start(NULL);
	pty_expect(pty, OFFER);
	pty_type(pty, "1");
	pty_keys(pty, "Enter");
	pty_expect(pty, "is damaged in");
	answer(pty, "2");
	pty_expect(pty, COPY);
	pty_keys(pty, "Enter");
	pty_expect(pty, WALK_CASES " cases");
	walk_quit(pty);
	walk_verify();
}

static void test_off_a_terminal_the_command_is_named(void **state)
{
	(void)state;
	with_copies();
	shell("printf 'Nothing of a base' | dd of=base.db conv=notrunc status=none");
	const char *said = walk_cli(2, "list");
	assert_non_null(strstr(said, "base.db-backup-2017-05-02: is the latest copy; indstil restore"));
}

/* Damage in a base that opens: said by the copy of the day, until the person goes to the copies. */
static void test_damage_in_an_open_base_leads_to_its_copies(void **state)
{
	(void)state;
	with_copies();
	shell("LC_ALL=C sed -i s/Birgit/Birthe/g base.db");
	struct pty *pty = start(NULL);
	pty_expect(pty, DAMAGED);
	stand_in_field(pty);
	pty_expect(pty, DAMAGED);
	pty_type(pty, "x");
	pty_keys(pty, "Tab");
	pty_keys(pty, "F10");
	pty_expect(pty, DAMAGED);
	pty_keys(pty, "Esc");
	pty_keys(pty, "M-b");
	pty_expect(pty, OFFER);
	pty_keys(pty, "Enter");		/* not yet */
	pty_expect(pty, WALK_CASES " cases");
	pty_keys(pty, "M-b");
	pty_expect(pty, OFFER);
	answer(pty, "1");
	pty_expect(pty, COPY);
	pty_keys(pty, "Enter");
	pty_expect(pty, "Birgit");
	assert_false(pty_shows(pty, DAMAGED));
	walk_quit(pty);
	walk_verify();
}

/* A text that is not what was stored: said by the name of its question where the case is open, by commands beside what they print. */
static void test_a_damaged_case_is_named(void **state)
{
	static const char *const commands[] = {"show 2017-0014", "print 2017-0014 recommendation"};
	(void)state;
	with_copies();
	shell("LC_ALL=C sed -i s/Birgit/Birthe/g base.db");
	shell("cp base.db-backup-2017-05-02 base.db-backup-$(date +%F) && : >base.db-ballast");	/* the keeper rests */
	struct pty *pty = walk_on();
	walk_case(pty, CASE);
	assert_false(pty_shows(pty, "Damaged in the base"));
	pty_keys(pty, "F10");
	pty_keys(pty, "Esc");
	walk_case(pty, "2017-0014");
	pty_expect(pty, "Damaged in the base: Name. See the papers");
	pty_keys(pty, "F10");
	pty_keys(pty, "Esc");
	assert_false(pty_shows(pty, "Damaged in the base"));
	walk_quit(pty);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		assert_non_null(strstr(walk_cli(0, "%s", commands[i]), "indstil: 2017-0014: a stored version was changed: citizen.name"));
	assert_non_null(strstr(walk_cli(1, "check 2017-0014"), "a stored version was changed: citizen.name"));
}

/* The name of a base that has no room behind it for that of a log. */
static const char *long_name(void)
{
	static char name[241];
	memset(name, 'n', sizeof name - 1);
	return name;
}

/* On such a base, with a text typed that is in no log. */
static struct pty *type_without_log(void)
{
	walk_base();
	int status;
	pty_shell(&status, "cd '%s' && cp -p base.db %s", pty_folder(), long_name());
	const char *arguments[] = {"--base", pty_path(long_name()), "--today", WALK_DAY, "--lang", "en", NULL};
	struct pty *pty = pty_start(24, 80, arguments);
	pty_expect(pty, WALK_CASES " cases");
	stand_in_field(pty);
	pty_type(pty, " Uden net.");
	pty_expect(pty, "Not safe yet: ");
	return pty;
}

/* A log that cannot be made: said for as long as something is typed that is nowhere else. */
static void test_without_a_log_the_bar_says_so(void **state)
{
	(void)state;
	struct pty *pty = type_without_log();
	assert_null(strstr(pty_line(pty, 1), "saved"));
	pty_keys(pty, "Left");
	pty_expect(pty, "Not safe yet: ");
	pty_keys(pty, "Tab");
	assert_false(pty_shows(pty, "Not safe yet: "));
	assert_non_null(strstr(pty_line(pty, 1), "saved"));
	walk_quit(pty);
	int status;
	assert_non_null(strstr(pty_shell(&status, "cd '%s' && '%s' --base %s show " CASE, pty_folder(), getenv("INDSTIL"),
	    long_name()), "Uden net."));
}

/* And then the base does not take it either. */
static struct pty *type_for_nobody(void)
{
	int status;
	struct pty *pty = type_without_log();
	pty_shell(&status, "cd '%s' && cp -p base.db other && mv other %s", pty_folder(), long_name());
	assert_int_equal(status, 0);
	return pty;
}

static void expect_told(struct pty *pty)
{
	int status = pty_wait(pty, 4000);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	pty_expect(pty, "what was typed last is saved nowhere");
	pty_free(pty);
}

/* Who quits is asked; the text stays on the screen until that is answered. */
static void test_what_nobody_takes_is_not_left_behind(void **state)
{
	(void)state;
	struct pty *pty = type_for_nobody();
	pty_keys(pty, "Tab");
	pty_expect(pty, "Your text is saved nowhere. Copy it");
	pty_keys(pty, "^Q");
	pty_expect(pty, "Quit without your text?");
	pty_keys(pty, "Esc");
	assert_false(pty_shows(pty, "Quit without your text?"));
	assert_true(pty_shows(pty, "Uden net."));
	pty_keys(pty, "^Q");
	pty_expect(pty, "Quit without your text?");
	pty_keys(pty, "Enter");
	expect_told(pty);
}

/* Told to end there is nobody to ask, but it does not end as if all were well. */
static void test_told_to_end_it_says_what_is_lost(void **state)
{
	(void)state;
	struct pty *pty = type_for_nobody();
	pty_signal(pty, 15);
	expect_told(pty);
}

/* A base that may not be written is read, and every field of it is locked. */
static void test_a_base_that_may_only_be_read(void **state)
{
	(void)state;
	walk_base();
	shell("chmod 400 base.db");
	struct pty *pty = walk_on();
	pty_expect(pty, CLOSED);
	stand_in_field(pty);
	pty_type(pty, "x");
	pty_expect(pty, "! " CLOSED);
	assert_true(pty_shows(pty, "locked"));
	assert_false(pty_shows(pty, "teamet.x"));
	walk_quit(pty);
	shell("! ls base.db-*[!l]");		/* nothing but the journal that SQLite made before */
	shell("chmod 600 base.db");
	walk_verify();
}

/* A day that is not today's is no secret. */
static void test_a_set_day_is_said(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	assert_non_null(strstr(pty_line(pty, 0), "The day is set"));
	walk_quit(pty);
	const char *arguments[] = {"--base", pty_path("base.db"), "--lang", "en", NULL};
	pty = pty_start(24, 80, arguments);
	pty_expect(pty, WALK_CASES " cases");
	assert_false(pty_shows(pty, "The day is set"));
	walk_quit(pty);
}

/* The program, started on the base with files that may not grow beyond the size of a draft log and some. */
static struct pty *start_limited(void)
{
	char *program = strdup(getenv("INDSTIL"));
	shell("printf '#!/bin/bash\\nulimit -f 100\\nexec \"%s\" \"$@\"\\n' \"$INDSTIL\" >limited && chmod 700 limited");
	shell("cp -p base.db base.db-backup-$(date +%F)");		/* the keeper rests */
	setenv("INDSTIL", pty_path("limited"), 1);
	struct pty *pty = walk_on();
	setenv("INDSTIL", program, 1);
	free(program);
	return pty;
}

/* What the base does not take is in the draft; that is said, with the cause, and to who leaves or quits. */
static void test_who_leaves_a_text_that_is_refused_is_told(void **state)
{
	(void)state;
	walk_base();
	struct pty *pty = start_limited();
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	pty_keys(pty, "Tab");
	pty_expect(pty, "Only in the draft: file size limit");
	assert_null(strstr(pty_line(pty, 1), "saved"));
	for (int i = 0; i < 2; i++) {
		pty_keys(pty, "F10");
		pty_expect(pty, "Press again to go.");
		pty_keys(pty, "Left");
		assert_false(pty_shows(pty, "Press again to go."));
	}
	pty_keys(pty, "F10");
	pty_expect(pty, "Press again to go.");
	pty_keys(pty, "F10");
	pty_expect(pty, "Find:");
	assert_false(pty_shows(pty, "Only in the draft"));
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 8000), 0);
	pty_expect(pty, "a text that its case did not take is kept");
	pty_free(pty);

	pty = walk_on();
	pty_expect(pty, "Skrevet imens.");
	pty_keys(pty, "Enter");
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 2000), 0);
	assert_false(pty_shows(pty, "is kept"));
	pty_free(pty);
	walk_stored(CASE, "Skrevet imens.");
}

/* The same without leaving the field before. */
static void test_who_quits_with_a_text_that_is_refused_is_told(void **state)
{
	(void)state;
	walk_base();
	struct pty *pty = start_limited();
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 8000), 0);
	pty_expect(pty, "a text that its case did not take is kept");
	pty_free(pty);
	pty = walk_on();
	pty_expect(pty, "Skrevet imens.");
	pty_keys(pty, "Esc");
	walk_quit(pty);
}

/* Moved away while one types: it is not called another base, and nothing is lost once it is back. */
static void test_a_base_that_goes_while_one_types(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	stand_in_field(pty);
	pty_type(pty, " Skrevet imens.");
	shell("mv base.db away.db");
	pty_expect(pty, "The base is gone from its place.");
	pty_keys(pty, "Tab");
	pty_expect(pty, "offered again at the next start");
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 2000), 0);
	pty_expect(pty, "a text that its case did not take is kept");
	pty_free(pty);
	pty = start(NULL);
	pty_expect(pty, GONE);
	leave_as_it_is(pty);
	shell("mv away.db base.db");
	pty = walk_on();
	pty_expect(pty, "Skrevet imens.");
	pty_keys(pty, "Enter");
	walk_quit(pty);
	walk_stored(CASE, "Skrevet imens.");
	walk_verify();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_newer_base_is_read),
		cmocka_unit_test(test_what_is_typed_when_it_becomes_newer_is_kept),
		cmocka_unit_test(test_what_is_typed_when_it_is_replaced_is_kept),
		cmocka_unit_test(test_a_ruined_base_is_answered_with_its_copies),
		cmocka_unit_test(test_a_copy_brings_no_erased_case_back),
		cmocka_unit_test(test_a_base_that_is_gone_is_answered_with_its_copies),
		cmocka_unit_test(test_off_a_terminal_none_is_made_for_one_that_is_gone),
		cmocka_unit_test(test_a_draft_tells_of_a_base_that_is_gone),
		cmocka_unit_test(test_a_ruined_copy_is_refused),
		cmocka_unit_test(test_off_a_terminal_the_command_is_named),
		cmocka_unit_test(test_damage_in_an_open_base_leads_to_its_copies),
		cmocka_unit_test(test_a_damaged_case_is_named),
		cmocka_unit_test(test_without_a_log_the_bar_says_so),
		cmocka_unit_test(test_what_nobody_takes_is_not_left_behind),
		cmocka_unit_test(test_told_to_end_it_says_what_is_lost),
		cmocka_unit_test(test_a_base_that_may_only_be_read),
		cmocka_unit_test(test_a_set_day_is_said),
		cmocka_unit_test(test_who_leaves_a_text_that_is_refused_is_told),
		cmocka_unit_test(test_who_quits_with_a_text_that_is_refused_is_told),
		cmocka_unit_test(test_a_base_that_goes_while_one_types),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
