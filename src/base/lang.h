/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The two languages.  Words of the program go through gettext (_, N_, P_);
 * forms, rules and the wording of documents are bilingual data: a label.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s

enum lang { LANG_DA, LANG_EN, LANG_COUNT };

/* A text in both languages; either may be NULL where the data left it out. */
struct label {
	char *s[LANG_COUNT];
};

/* The text in `lang`, else in the other one, else "".  Borrowed from the label. */
const char *label_get(const struct label *label, enum lang lang);
void label_release(struct label *label);	/* frees; both are NULL again */

#endif
