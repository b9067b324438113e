/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/script.h"

#include <curses.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "tui/key.h"
#include "tui/term.h"

static struct {
	FILE *file;
	char *line;
	size_t cap;
	const char *rest;	/* what of the line is still to be done */
	int number;
	bool quoted;		/* rest is within "..." */
	bool unpainted;		/* keys were given since the screen was last painted */
} script;

bool script_open(const char *path, struct error *e)
{
	script.file = fopen(path, "r");
	if (script.file == NULL)
		return error_set(e, ERROR_FILE, path, "%s", strerror(errno));
	return true;
}

void script_close(void)
{
	if (script.file != NULL)
		fclose(script.file);
	free(script.line);
	script.file = NULL;
	script.line = NULL;
}

static void dump(const char *path)
{
	struct text out = { 0 };

	term_dump(&out);
	FILE *file = fopen(path, "w");
	if (file == NULL)
		die("%s: %s", path, strerror(errno));
	fwrite(out.s, 1, out.len, file);
	fclose(file);
	text_release(&out);
}

static int32_t paste(const char *path, struct text *pasted)
{
	FILE *file = fopen(path, "r");
	if (file == NULL)
		die("%s: %s", path, strerror(errno));
	text_clear(pasted);
	text_add(pasted, "");
	for (int c; (c = getc(file)) != EOF;)
		text_addc(pasted, (char)c);
	fclose(file);
	return K_PASTE;
}

/* A line that begins with a colon. */
static int32_t directive(const char *line, struct text *pasted)
{
	char name[16], path[512];
	int a, b;

	if (sscanf(line, ":resize %d %d", &a, &b) == 2) {
		resizeterm(b, a);
		return K_RESIZE;
	}
	if (sscanf(line, ":wait %d", &a) == 1) {
		usleep((useconds_t)a * 1000);
		return K_NONE;
	}
	if (sscanf(line, ":%15s %511[^\n]", name, path) == 2) {
		if (strcmp(name, "paste") == 0)
			return paste(path, pasted);
		if (strcmp(name, "dump") == 0) {
			dump(path);
			return K_NONE;
		}
	}
	die("script:%d: %s", script.number, line);
}

static bool next_line(void)
{
	while (getline(&script.line, &script.cap, script.file) >= 0) {
		script.number++;
		script.line[strcspn(script.line, "\n")] = '\0';
		script.rest = script.line + strspn(script.line, " \t");
		if (*script.rest != '\0' && *script.rest != '#')
			return true;
	}
	return false;
}

static int32_t character(void)
{
	int32_t cp;

	script.rest += utf8_decode(script.rest, strlen(script.rest), 0, &cp);
	return cp;
}

static bool at_directive(void)
{
	return !script.quoted && script.rest[0] == ':' && script.rest[1] != '\0' &&
	    strchr(" \t", script.rest[1]) == NULL;
}

/* A directive sees the screen as the keys before it made it: K_NONE lets them be painted first. */
static int32_t next_key(struct text *pasted)
{
	for (;;) {
		if (script.rest != NULL && !script.quoted)
			script.rest += strspn(script.rest, " \t");
		if ((script.rest == NULL || (!script.quoted && *script.rest == '\0')) && !next_line())
			return K_HANGUP;
		if (at_directive() && script.unpainted)
			return K_NONE;
		if (at_directive()) {
			const char *line = script.rest;

			script.rest = NULL;
			return directive(line, pasted);
		}
		if (!script.quoted && *script.rest != '"')
			break;
		script.rest += !script.quoted;
		script.quoted = true;
		if (*script.rest != '"' && *script.rest != '\0')
			return character();
		script.quoted = false;
		script.rest += *script.rest == '"';
	}
	char name[32];
	size_t len = strcspn(script.rest, " \t");
	int32_t key;
	snprintf(name, sizeof name, "%.*s", (int)len, script.rest);
	if (!key_by_name(name, &key))
		die("script:%d: %s: no such key", script.number, name);
	script.rest += len;
	return key;
}

int32_t script_key(struct text *pasted)
{
	int32_t key = next_key(pasted);

	script.unpainted = key != K_NONE;
	return key;
}
