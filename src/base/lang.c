/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/lang.h"

#include <stdlib.h>

const char *label_get(const struct label *label, enum lang lang)
{
	enum lang other = lang == LANG_DA ? LANG_EN : LANG_DA;

	if (label->s[lang] != NULL)
		return label->s[lang];
	return label->s[other] != NULL ? label->s[other] : "";
}

void label_release(struct label *label)
{
	for (int i = 0; i < LANG_COUNT; i++)
		free(label->s[i]);
	*label = (struct label){ 0 };
}
