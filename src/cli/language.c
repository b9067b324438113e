/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gettext would go by the locale alone, which on a locked-down terminal is
 * often missing or C.  Messages are English in the source: English needs no
 * catalogue, and Danish is asked for by LANGUAGE, under a locale that is always
 * there.
 */
#include "cli/language.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define ALWAYS_THERE "C.UTF-8"

void language_start(bool *ascii)
{
	const char *locale = setlocale(LC_CTYPE, "");
	bool utf8 = locale && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

	*ascii = locale && !utf8 && strcmp(locale, "C") != 0 && strcmp(locale, "POSIX") != 0;
	if (!utf8)
		setlocale(LC_CTYPE, ALWAYS_THERE);
}

/* The first that is set decides, as it does for gettext. */
static const char *of_environment(void)
{
	static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return "";
}

enum lang language_choose(const char *code)
{
	return strncmp(code ? code : of_environment(), "en", 2) == 0 ? LANG_EN : LANG_DA;
}

static void find_catalogue(void)
{
	const char *dir = getenv("INDSTIL_LOCALEDIR");

	bindtextdomain("indstil", dir && *dir ? dir : LOCALEDIR);
	bind_textdomain_codeset("indstil", "UTF-8");
	textdomain("indstil");
}

void language_use(enum lang lang)
{
	if (lang == LANG_EN) {
		setlocale(LC_MESSAGES, "C");
		return;
	}
	setenv("LANGUAGE", "da", 1);
	setlocale(LC_MESSAGES, ALWAYS_THERE);
	find_catalogue();
}
