/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/lock.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

#define NAMED_MAX 160		/* bytes of ids in a message */

const char *lock_signer(const struct record *record, int round)
{
	const struct value *value = record_at(record, round, KEY_LOCKED_BY, 0);

	return value ? value->text : NULL;
}

bool lock_holds(const struct record *record, int round, const struct field *field)
{
	return (field->table ? field->table : field)->locked && lock_signer(record, round);
}

bool lock_concerns(const struct forms *forms, const struct change *change)
{
	const struct field *field = field_holding(forms, change->key);

	return field && field->locked;
}

static bool touches(const struct forms *forms, const struct record *record, const struct change *change)
{
	return lock_concerns(forms, change) && lock_signer(record, change->round);
}

/* Names a field once; of very many the first. */
static void name(const struct field *field, struct text *ids)
{
	char *wanted = xasprintf(" %s,", field->id);

	if (ids->len < NAMED_MAX && (ids->len == 0 || !strstr(ids->s, wanted)))
		text_add(ids, wanted);
	free(wanted);
}

bool lock_allows(const struct forms *forms, const struct record *record, const struct changes *changes,
    struct error *e)
{
	struct text ids = { 0 };

	for (size_t i = 0; i < changes->n; i++)
		if (touches(forms, record, &changes->v[i]))
			name(field_holding(forms, changes->v[i].key), &ids);
	if (ids.len == 0)
		return true;
	ids.s[ids.len - 1] = '\0';	/* the last comma */
	error_set(e, ERROR_LOCKED, NULL, _("the recommendation is signed and locked, and has to be unlocked first:%s"),
	    ids.s);
	text_release(&ids);
	return false;
}
