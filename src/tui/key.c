/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
	const char *name;
	int32_t key;
} names[] = {
	{ "Tab", K_TAB }, { "Enter", K_ENTER }, { "Esc", K_ESC }, { "Space", ' ' },
	{ "Up", K_UP }, { "Down", K_DOWN }, { "Left", K_LEFT }, { "Right", K_RIGHT },
	{ "Home", K_HOME }, { "End", K_END }, { "PgUp", K_PGUP }, { "PgDn", K_PGDN },
	{ "Ins", K_INS }, { "Del", K_DEL }, { "BS", K_BACKSPACE }, { "S-Tab", K_STAB },
	{ "C-Left", K_CLEFT }, { "C-Right", K_CRIGHT }, { "C-Home", K_CHOME }, { "C-End", K_CEND },
	{ "C-Del", K_CDEL }, { "C-BS", K_CBACKSPACE }, { "C-Up", K_CUP }, { "C-Down", K_CDOWN },
};

/* What stands before the last hyphen of a name, as it is printed on a keyboard. */
static const struct {
	char prefix[3];
	const char *word;
} held[] = { { "C-", "Ctrl+" }, { "S-", "Shift+" } };

static void label_named(const char *name, const char *alt, char out[KEY_LABEL_SIZE])
{
	const char *word = "";

	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		if (strncmp(name, held[i].prefix, 2) == 0) {
			word = held[i].word;
			name += 2;
		}
	snprintf(out, KEY_LABEL_SIZE, "%s%s%s", alt, word, name);
}

const char *key_label(int32_t key, char out[KEY_LABEL_SIZE])
{
	const char *alt = key & K_ALT ? "Alt+" : "";
	int32_t plain = key & ~K_ALT;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].key == plain) {
			label_named(names[i].name, alt, out);
			return out;
		}
	if (plain >= K_F1 && plain <= K_F12) {
		snprintf(out, KEY_LABEL_SIZE, "%sF%d", alt, (int)(plain - K_F1 + 1));
	} else if (plain < 32) {
		snprintf(out, KEY_LABEL_SIZE, "%sCtrl+%c", alt, (int)(plain + '@'));
	} else {
		char c[5] = "";

		c[utf8_encode(plain, c)] = '\0';
		snprintf(out, KEY_LABEL_SIZE, "%s%s", alt, c);
	}
	return out;
}

bool key_by_name(const char *name, int32_t *key)
{
	int32_t alt = 0;

	if (strncmp(name, "M-", 2) == 0 && name[2] != '\0') {
		alt = K_ALT;
		name += 2;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].name, name) == 0) {
			*key = names[i].key | alt;
			return true;
		}
	if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
		int n = atoi(name + 1);

		if (n > 12)
			return false;
		*key = (K_F1 + n - 1) | alt;
		return true;
	}
	if (name[0] == '^' && name[1] >= '@' && name[1] <= '_' && name[2] == '\0') {
		*key = (name[1] - '@') | alt;
		return true;
	}
	int32_t cp;
	size_t len = strlen(name);
	if (len == 0 || utf8_decode(name, len, 0, &cp) != len || cp < 0)
		return false;
	*key = cp | alt;
	return true;
}

bool key_is_text(int32_t key)
{
	return key >= ' ' && key < K_UP && !utf8_control(key);
}
