/* SPDX-License-Identifier: EUPL-1.2 */
#include "walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/alloc.h"

#define FIELDS_MAX 60

/* Made once by `demo`, and copied for each test. */
static const char *pristine(void)
{
	static char path[512];
	int status;
	if (path[0] != '\0')
		return path;
	snprintf(path, sizeof path, "%s/pristine.db", pty_folder());
	const char *said = pty_shell(&status, "cd '%s' && : >no-keys && '%s' demo --base '%s' --script no-keys 2>&1",
	    pty_folder(), getenv("INDSTIL"), path);
	if (status != 0)
		fail_msg("no practice base: %s", said);
	return path;
}

const char *walk_base(void)
{
	static char path[512];
	int status;
	const char *from = pristine();
	snprintf(path, sizeof path, "%s/base.db", pty_folder());
	pty_shell(&status, "rm -f '%s'* && cp -p '%s' '%s'", path, from, path);
	assert_int_equal(status, 0);
	return path;
}

struct pty *walk_on(void)
{
	const char *arguments[] = {"--base", pty_path("base.db"), "--today", WALK_DAY, "--lang", "en", NULL};
	struct pty *pty = pty_start(24, 80, arguments);
	pty_expect(pty, "Find:");
	return pty;
}

struct pty *walk_begin(void)
{
	walk_base();
	struct pty *pty = walk_on();
	pty_expect(pty, WALK_CASES " cases");
	return pty;
}

bool walk_offered(struct pty *pty)
{
	return pty_expect_any(pty, (const char *const []){WALK_CASES " cases", "Text found again", NULL}) == 1;
}

void walk_case(struct pty *pty, const char *find)
{
	pty_type(pty, find);
	pty_expect(pty, "1 of " WALK_CASES " cases");
	pty_keys(pty, "Enter");
	pty_expect(pty, "Preparatory part");
}

void walk_top(struct pty *pty)
{
	bool moved = true;

	for (int i = 0; moved && i < FIELDS_MAX; i++) {
		char *before = xstrdup(pty_screen(pty));

		pty_keys(pty, "S-Tab");
		moved = strcmp(before, pty_screen(pty)) != 0;
		free(before);
	}
}

void walk_screen(struct pty *pty, const char *title)
{
	pty_keys(pty, "^F");
	pty_expect(pty, "Type to narrow");
	pty_type(pty, title);
	pty_keys(pty, "Enter");
	if (strstr(pty_line(pty, 0), title) == NULL)
		fail_msg("no screen called %s\n%s", title, pty_screen(pty));
	walk_top(pty);
}

/* Tab always moves on.  A program that waits for the lock of another one sleeps as one that waits for a key does, so
 * that its answer may still be to come. */
static void tab(struct pty *pty)
{
	char *before = xstrdup(pty_screen(pty));

	pty_keys(pty, "Tab");
	for (int i = 0; i < 50 && strcmp(before, pty_screen(pty)) == 0; i++)
		pty_settle(pty);
	free(before);
}

void walk_field(struct pty *pty, const char *label)
{
	char pointer[128];
	snprintf(pointer, sizeof pointer, "▸ %s", label);
	for (int i = 0; !pty_shows(pty, pointer); i++) {
		if (i == FIELDS_MAX)
			fail_msg("no field called %s\n%s", label, pty_screen(pty));
		tab(pty);
	}
}

void walk_to(struct pty *pty, const char *title, const char *label)
{
	walk_screen(pty, title);
	walk_field(pty, label);
}

void walk_choose(struct pty *pty, const char *label, const char *answer)
{
	walk_field(pty, label);
	pty_keys(pty, "Enter");
	pty_expect(pty, "Type to narrow");
	pty_type(pty, answer);
	pty_keys(pty, "Enter");
	pty_expect(pty, answer);
}

void walk_quit(struct pty *pty)
{
	pty_keys(pty, "^Q");
	int status = pty_wait(pty, 2000);
	if (status != 0)
		fail_msg("quit: status %d\n%s", status, pty_screen(pty));
	pty_free(pty);
}

const char *walk_cli(int status, const char *format, ...)
{
	char command[256];
	int got;
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	const char *out = pty_shell(&got, "'%s' --base '%s' --today " WALK_DAY " --lang en %s 2>&1", getenv("INDSTIL"),
	    pty_path("base.db"), command);
	if (!WIFEXITED(got) || WEXITSTATUS(got) != status)
		fail_msg("%s: status %d, not %d\n%s", command, WEXITSTATUS(got), status, out);
	return out;
}

void walk_stored(const char *number, const char *text)
{
	const char *out = walk_cli(0, "show %s", number);
	if (strstr(out, text) == NULL)
		fail_msg("not stored: %s\n%s", text, out);
}

void walk_verify(void)
{
	walk_cli(0, "verify");
}
