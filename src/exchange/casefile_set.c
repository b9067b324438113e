/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/casefile.h"

#include <string.h>

#include "exchange/answer.h"
#include "model/stage.h"

static void set_key(const struct source *source, const struct forms *forms, const struct node *key,
    const struct node *value, const struct record *record, struct changes *changes)
{
	const struct field *field = field_by_id(forms, key->text);
	struct answer answer;
	enum stage stage;
	long next_no;

	if (strcmp(key->text, "stage") == 0) {
		if (node_text(value, source->path, source->faults) && stage_by_code(value->text, &stage))
			changes_add(changes, record->rounds, KEY_CASE_STAGE, 0, value->text);
		else
			node_fault(value, source->path, source->faults, _("no such stage"));
	} else if (!field || field->table) {
		node_fault(key, source->path, source->faults, _("no form has the field '%s'"), key->text);
	} else {
		next_no = field->numbered ? record_next_no(record, field) : 0;
		answer_read(source, field, value, &answer);
		answer_put(&answer, field, record, record->rounds, &next_no, changes);
		answer_release(field, &answer);
	}
}

bool casefile_set(struct record *record, const struct node *map, const char *path, const struct forms *forms,
    struct date today, struct faults *faults)
{
	struct faults own = { 0 };
	struct source source = { path, today, &own };
	struct changes changes = { 0 };

	if (node_map(map, path, &own))
		for (size_t i = 0; i < map->n; i++)
			set_key(&source, forms, map->keys[i], map->items[i], record, &changes);
	if (own.n == 0)
		changes_apply(&changes, record);
	changes_release(&changes);
	return node_faults_end(&own, faults);
}
