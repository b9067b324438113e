/* SPDX-License-Identifier: EUPL-1.2 */
/* A form of all that C knows by name (model/keys.h), so that a test's own forms need not have it. */
#ifndef TESTS_KNOWN_FORM_H
#define TESTS_KNOWN_FORM_H

#include <string.h>
#include "base/text.h"
#include "model/keys.h"

/* True where another constant is the name's table. */
static inline bool known_is_column(const struct keys *keys, const char *name)
{
	for (int key = 0; key < KEY_KNOWN; key++) {
		const char *table = keys_name(keys, key);
		size_t len = strlen(table);
		if (strncmp(name, table, len) == 0 && name[len] == '.')
			return true;
	}
	return false;
}

/* The kind of those that must have one of their own; NULL: a table does. */
static inline const char *known_kind(const char *name)
{
	static const struct {
		const char *name, *kind;
	} own[] = {
		{ "citizen.cpr", "cpr" }, { "citizen.born", "date" }, { "meeting.date", "date" },
		{ "decision.date", "date" }, { "locked.on", "date" }, { "courses.from", "month" },
		{ "courses.to", "month" },
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(name, own[i].name) == 0)
			return own[i].kind;
	return NULL;
}

static inline void known_add_columns(struct text *form, const struct keys *keys, const char *table)
{
	size_t len = strlen(table);

	text_add(form, "    columns:\n      - {id: any, kind: line, label: {da: x, en: x}}\n");
	for (int key = 0; key < KEY_KNOWN; key++) {
		const char *name = keys_name(keys, key);
		if (strncmp(name, table, len) == 0 && name[len] == '.')
			text_addf(form, "      - {id: %s, kind: %s, label: {da: x, en: x}}\n", name + len + 1,
			    known_kind(name) != NULL ? known_kind(name) : "line");
	}
}

/* A form of all that C knows by name: most of them tables, with a column for each name within it. */
static inline char *known_form(const struct keys *keys)
{
	struct text form = { 0 };

	text_add(&form, "form: known\ntitle: {da: x, en: x}\npart: fields\nfields:\n");
	for (int key = 0; key < KEY_KNOWN; key++) {
		const char *name = keys_name(keys, key);
		if (!keys_in_form(key) || known_is_column(keys, name))
			continue;
		const char *kind = known_kind(name);
		text_addf(&form, "  - id: %s\n    kind: %s\n    label: {da: x, en: x}\n", name,
		    kind == NULL ? "table" : kind);
		if (kind == NULL)
			known_add_columns(&form, keys, name);
	}
	return text_take(&form);
}

#endif
