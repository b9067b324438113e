/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A field or column of a form.  One table says which attributes there are,
 * which kinds they go with and how they are read; what hangs together (bounds,
 * the columns that a table names) is checked afterwards.
 */
#include "data/forms_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/text.h"
#include "model/record.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Reads one attribute; `at` is where its value goes in the field. */
typedef void reader(struct forms_reader *r, const struct node *node, struct field *field, void *at);

static reader read_id, read_kind, read_text, read_label, read_source, read_line, read_flag, read_number,
    read_choices, read_show, read_required, read_numbered, read_columns;

enum { FIELD = 1, COLUMN = 2, BOTH = FIELD | COLUMN };

#define KIND(name) (1u << KIND_##name)
#define ANY (~0u)
#define NONE 0u
#define CHOICE (KIND(ONE) | KIND(SEVERAL))
#define NUMBER (KIND(WHOLE) | KIND(DECIMAL) | KIND(MONTHS))

/* In the order in which they are read: the kind says what may follow, columns are named after the table. */
static const struct attribute {
	const char *name;
	int place;
	unsigned kinds;		/* that it goes with */
	unsigned needed;	/* kinds that cannot be without */
	reader *read;
	size_t at;
} attributes[] = {
	{ "kind", BOTH, ANY, ANY, read_kind, offsetof(struct field, kind) },
	{ "id", BOTH, ANY, ANY, read_id, offsetof(struct field, id) },
	{ "label", BOTH, ANY, ANY, read_line, offsetof(struct field, label) },
	{ "help", BOTH, ANY, NONE, read_label, offsetof(struct field, help) },
	{ "why", BOTH, ANY, NONE, read_label, offsetof(struct field, why) },
	{ "source", BOTH, ANY, NONE, read_source, offsetof(struct field, source) },
	{ "show", BOTH, ANY, NONE, read_show, offsetof(struct field, show) },
	{ "required", BOTH, ANY, NONE, read_required, offsetof(struct field, required) },
	{ "choices", BOTH, CHOICE, CHOICE, read_choices, offsetof(struct field, choices) },
	{ "own_words", BOTH, KIND(LONG), NONE, read_flag, offsetof(struct field, own_words) },
	{ "years", BOTH, KIND(MONTHS), NONE, read_flag, offsetof(struct field, years) },
	{ "min", BOTH, NUMBER, NONE, read_number, offsetof(struct field, min) },
	{ "max", BOTH, NUMBER, NONE, read_number, offsetof(struct field, max) },
	{ "summary", COLUMN, ANY, NONE, read_flag, offsetof(struct field, summary) },
	{ "anew", FIELD, ANY, NONE, read_flag, offsetof(struct field, anew) },
	{ "locked", FIELD, ANY, NONE, read_flag, offsetof(struct field, locked) },
	{ "plain", FIELD, KIND(TABLE), NONE, read_text, offsetof(struct field, plain) },
	{ "single", FIELD, KIND(TABLE), NONE, read_flag, offsetof(struct field, single) },
	{ "numbered", FIELD, KIND(TABLE), NONE, read_numbered, offsetof(struct field, prefix) },
	{ "columns", FIELD, KIND(TABLE), KIND(TABLE), read_columns, offsetof(struct field, columns) },
};

static void read_text(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	*(char **)at = node_copy(node, r->path, r->faults);
}

static void read_label(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	node_label(node, at, r->path, r->faults);
}

static void read_source(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	node_source(node, at, r->path, r->faults);
}

/* The question itself: a line of the screen and of documents. */
static void read_line(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	node_line(node, at, r->path, r->faults);
}

static void read_flag(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	node_bool(node, at, r->path, r->faults);
}

static void read_number(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)field;
	node_long(node, at, r->path, r->faults);
}

static void tell_kinds(struct forms_reader *r, const struct node *node)
{
	struct text names = { 0 };

	for (enum field_kind kind = 0; kind < KIND_COUNT; kind++)
		text_addf(&names, " %s", kind_name(kind));
	node_fault(node, r->path, r->faults, _("no such kind of field; there are:%s"), names.s);
	text_release(&names);
}

static void read_kind(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	const char *name = node_text(node, r->path, r->faults);

	if (name == NULL)
		return;
	if (!kind_by_name(name, at))
		tell_kinds(r, node);
	else if (field->table != NULL && field->kind == KIND_TABLE)
		node_fault(node, r->path, r->faults, _("a column cannot be a table"));
}

/* Words of lower-case letters, digits and "_" with dots between; a column's has no dots.  "gone" as the last
 * word is the mark of removed rows. */
static bool id_good(const char *id, bool column)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	static const char rest[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	size_t len;

	for (;; id += len + 1) {
		len = strspn(id, rest);
		if (len == 0 || strchr(letters, id[0]) == NULL)
			return false;
		if (id[len] != '.')
			return id[len] == '\0' && strcmp(id, "gone") != 0;
		if (column)
			return false;
	}
}

static bool inside(const char *id, const char *outer)
{
	size_t len = strlen(outer);

	return len > 0 && strncmp(id, outer, len) == 0 && id[len] == '.';
}

static void check_against(const struct forms_reader *r, const struct node *node, const char *id,
    const struct form *form)
{
	for (size_t i = 0; i < form->n_fields; i++) {
		const char *other = form->fields[i].id;	/* NULL in the one that is being read */
		if (other != NULL && (inside(id, other) || inside(other, id)))
			node_fault(node, r->path, r->faults, _("the ids '%s' and '%s' cannot both be"),
			    id, other);
	}
}

/* In a form of PART_TOP the dots of an id are the levels of the case YAML: no value may stand where others
 * are within, nor where the file says something of the case itself (SPEC 13). */
static void check_path(const struct forms_reader *r, const struct node *node, const char *id)
{
	static const char *const taken[] = {
		"indstil", "id", "number", "stage", "caseworker", "pack", "fields", "earlier_rounds"
	};

	for (size_t i = 0; i < LENGTH(taken); i++)
		if (strcmp(id, taken[i]) == 0 || inside(id, taken[i]))
			node_fault(node, r->path, r->faults, _("the id '%s' is the case's own"), id);
	for (size_t i = 0; i < r->forms->n; i++)
		if (r->forms->v[i].part == PART_TOP)
			check_against(r, node, id, &r->forms->v[i]);
}

/* Gives the field its key; a fault where the key is another's. */
static void claim_key(struct forms_reader *r, const struct node *node, const char *name, struct field *field)
{
	struct forms *forms = r->forms;

	field->key = keys_intern(forms->keys, name);
	while (forms->n_by_key <= (size_t)field->key) {
		forms->by_key = array_room(forms->by_key, forms->n_by_key, &r->cap_by_key,
		    sizeof(*forms->by_key));
		forms->by_key[forms->n_by_key++] = NULL;
	}
	if (forms->by_key[field->key] != NULL)
		node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), name);
	else if (field->key < KEY_KNOWN && !keys_in_form(field->key))
		node_fault(node, r->path, r->faults, _("the id '%s' is the case's own"), name);
	else
		forms->by_key[field->key] = field;
}

static void read_id(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	const char *id = node_text(node, r->path, r->faults);

	if (id != NULL && !id_good(id, field->table != NULL)) {
		node_fault(node, r->path, r->faults, field->table == NULL ?
		    _("an id is words of a-z, 0-9 and '_' with dots between, the last not 'gone'") :
		    _("a column's id is one word of a-z, 0-9 and '_', not 'gone'"));
		id = NULL;
	}
	*(char **)at = xstrdup(id == NULL ? "" : id);
	if (id == NULL)
		return;
	if (field->table == NULL && r->part == PART_TOP)
		check_path(r, node, id);
	char *name = field->table == NULL ? xstrdup(id) : xasprintf("%s.%s", field->table->id, id);
	claim_key(r, node, name, field);
	free(name);
}

static void read_show(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	read_text(r, node, field, at);
	struct origin origin = node_origin(node);
	field->show_at = origin_copy(&origin);
}

static void read_required(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	read_text(r, node, field, at);
	struct origin origin = node_origin(node);
	field->required_at = origin_copy(&origin);
}

/* The id of a shared list, or a list of the field's own. */
static void read_choices(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	(void)at;
	if (node->kind == NODE_LIST) {
		struct choices *own = xcalloc(1, sizeof(*own));
		forms_read_choices(r, node, own);
		field->choices = own;
		return;
	}
	const char *id = node_text(node, r->path, r->faults);
	if (id == NULL)
		return;
	field->choices = choices_by_id(r->forms, id);
	if (field->choices == NULL && !r->unread)
		node_fault(node, r->path, r->faults, _("there is no list of choices '%s'"), id);
}

static void read_numbered(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	read_text(r, node, field, at);
	field->numbered = true;
}

static void read_columns(struct forms_reader *r, const struct node *node, struct field *field, void *at)
{
	size_t n = node_items(node, r->path, r->faults);

	(void)at;
	if (node->kind == NODE_LIST && n == 0)
		node_fault(node, r->path, r->faults, _("the list is empty"));
	field->columns = xcalloc(n + 1, sizeof(*field->columns));
	for (size_t i = 0; i < n; i++) {
		struct field *column = &field->columns[field->n_columns++];
		column->table = field;
		forms_read_field(r, node->items[i], column);
	}
}

/* The keys of fields and columns, and those of the one that stand in the other. */
static void check_keys(struct forms_reader *r, const struct node *node, int place)
{
	const char *known[LENGTH(attributes) + 1];

	for (size_t i = 0; i < LENGTH(attributes); i++) {
		const struct node *value = node_get(node, attributes[i].name);
		known[i] = attributes[i].name;
		if (value != NULL && !(attributes[i].place & place))
			node_fault(value, r->path, r->faults, place == FIELD ?
			    _("'%s' is for columns of a table only") : _("'%s' is not for columns of a table"),
			    attributes[i].name);
	}
	known[LENGTH(attributes)] = NULL;
	node_known(node, known, r->path, r->faults);
}

static void read_attribute(struct forms_reader *r, const struct node *node, const struct attribute *a,
    struct field *field)
{
	const struct node *value = node_get(node, a->name);
	/* until the kind is known, everything goes and nothing but what all need is needed */
	unsigned kind = field->kind == KIND_COUNT ? ANY : 1u << field->kind;

	if (value == NULL && (a->needed & kind) == kind)
		node_need(node, a->name, r->path, r->faults);
	if (value == NULL)
		return;
	if ((a->kinds & kind) == NONE)
		node_fault(value, r->path, r->faults, _("'%s' does not go with the kind '%s'"), a->name,
		    kind_name(field->kind));
	else
		a->read(r, value, field, (char *)field + a->at);
}

/* min > max says that there are no bounds; one bound alone leaves the other side open. */
static void settle_bounds(struct forms_reader *r, const struct node *node, struct field *field)
{
	const struct node *min = node_get(node, "min"), *max = node_get(node, "max");

	if (field->min > field->max)
		node_fault(min, r->path, r->faults, _("min is larger than max"));
	if (min == NULL && max == NULL) {
		field->min = 1;
		field->max = 0;
	}
}

/* What a table says of its columns. */
static void settle_table(struct forms_reader *r, const struct node *node, struct field *field)
{
	const struct field *no = field_column(field, "no");

	if (field->plain != NULL && field_column(field, field->plain) == NULL)
		node_fault(node_get(node, "plain"), r->path, r->faults, _("the table has no such column"));
	if (field->single && field->plain == NULL)
		node_fault(node_get(node, "single"), r->path, r->faults, _("'single' needs 'plain'"));
	if (field->numbered && (no == NULL || no->kind != KIND_WHOLE))
		node_fault(node_get(node, "numbered"), r->path, r->faults,
		    _("a numbered table needs a column 'no' of the kind 'whole'"));
	field->gone = record_gone_key(r->forms->keys, field);
}

/* Fields that the program reads as what they are: of another kind they would be stored, and never understood. */
static void check_kind(struct forms_reader *r, const struct node *node, const struct field *field)
{
	static const struct {
		int key;
		enum field_kind kind;
	} kinds[] = {
		{ KEY_CITIZEN_CPR, KIND_CPR }, { KEY_CITIZEN_BORN, KIND_DATE }, { KEY_MEETING_DATE, KIND_DATE },
		{ KEY_DECISION_DATE, KIND_DATE }, { KEY_LOCKED_ON, KIND_DATE }, { KEY_STATEMENTS, KIND_TABLE },
		{ KEY_COURSES, KIND_TABLE },
		{ KEY_COURSES_FROM, KIND_MONTH }, { KEY_COURSES_TO, KIND_MONTH },
		{ KEY_OVERRIDES, KIND_TABLE }, { KEY_SEATS, KIND_TABLE }, { KEY_ASSESSMENTS, KIND_TABLE },
		{ KEY_LEANINGS, KIND_TABLE }, { KEY_DISSENT, KIND_TABLE }, { KEY_MEASURES, KIND_TABLE },
		{ KEY_ANSWERS, KIND_TABLE },
	};

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (kinds[i].key == field->key && kinds[i].kind != field->kind)
			node_fault(node_get(node, "kind"), r->path, r->faults,
			    _("the program needs '%s' to be of the kind '%s'"), field->id, kind_name(kinds[i].kind));
}

void forms_read_field(struct forms_reader *r, const struct node *node, struct field *field)
{
	int place = field->table == NULL ? FIELD : COLUMN;

	field->line = node->line;
	field->column = node->column;
	field->kind = KIND_COUNT;
	field->inherited = r->inherited;
	field->locked = r->locked;
	field->min = LONG_MIN;
	field->max = LONG_MAX;
	check_keys(r, node, place);
	for (size_t i = 0; i < LENGTH(attributes); i++)
		if (attributes[i].place & place)
			read_attribute(r, node, &attributes[i], field);
	if (field->id == NULL)
		field->id = xstrdup("");
	if (field->kind != KIND_COUNT)
		check_kind(r, node, field);
	settle_bounds(r, node, field);
	if (field->kind == KIND_TABLE && field->table == NULL)
		settle_table(r, node, field);
}
