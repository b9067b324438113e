/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/form.h"

#include <stdlib.h>
#include <string.h>

#include "model/keys.h"

const struct form *form_by_id(const struct forms *forms, const char *id)
{
	for (size_t i = 0; i < forms->n; i++)
		if (strcmp(forms->v[i].id, id) == 0)
			return &forms->v[i];
	return NULL;
}

const struct screen *screen_by_id(const struct forms *forms, const char *form, const char *screen)
{
	const struct form *f = form_by_id(forms, form);

	for (size_t i = 0; f && i < f->n_screens; i++)
		if (strcmp(f->screens[i].id, screen) == 0)
			return &f->screens[i];
	return NULL;
}

const struct field *field_by_id(const struct forms *forms, const char *id)
{
	return field_by_key(forms, keys_find(forms->keys, id));
}

const struct field *field_by_key(const struct forms *forms, int key)
{
	return key >= 0 && (size_t)key < forms->n_by_key ? forms->by_key[key] : NULL;
}

/* The table of which it is the mark of removed rows. */
static const struct field *table_by_gone(const struct forms *forms, int key)
{
	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_fields; j++)
			if (forms->v[i].fields[j].gone == key)
				return &forms->v[i].fields[j];
	return NULL;
}

const struct field *field_holding(const struct forms *forms, int key)
{
	const struct field *field = field_by_key(forms, key);

	if (!field)
		return key > 0 ? table_by_gone(forms, key) : NULL;
	return field->table ? field->table : field;
}

const struct field *field_column(const struct field *table, const char *column)
{
	for (size_t i = 0; i < table->n_columns; i++)
		if (strcmp(table->columns[i].id, column) == 0)
			return &table->columns[i];
	return NULL;
}

static bool shows(const struct screen *screen, const struct field *field)
{
	for (size_t i = 0; i < screen->n_fields; i++)
		if (screen->fields[i] == field)
			return true;
	return false;
}

const struct screen *field_screen(const struct forms *forms, const struct field *field,
    const struct form **form)
{
	const struct field *shown = field->table ? field->table : field;

	for (size_t i = 0; i < forms->n; i++) {
		for (size_t j = 0; j < forms->v[i].n_screens; j++) {
			if (!shows(&forms->v[i].screens[j], shown))
				continue;
			if (form)
				*form = &forms->v[i];
			return &forms->v[i].screens[j];
		}
	}
	return NULL;
}

const struct choice *choice_by_code(const struct choices *choices, const char *code)
{
	for (size_t i = 0; i < choices->n; i++)
		if (strcmp(choices->v[i].code, code) == 0)
			return &choices->v[i];
	return NULL;
}

const struct choices *choices_by_id(const struct forms *forms, const char *id)
{
	for (size_t i = 0; i < forms->n_choices; i++)
		if (strcmp(forms->choices[i].id, id) == 0)
			return &forms->choices[i];
	return NULL;
}

static void choices_release(struct choices *choices)
{
	for (size_t i = 0; i < choices->n; i++) {
		struct choice *c = &choices->v[i];

		free(c->code);
		free(c->domain);
		label_release(&c->label);
		label_release(&c->help);
		label_release(&c->group);
	}
	free(choices->v);
	free(choices->id);
}

static void fields_free(struct field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct field *f = &fields[i];

		free(f->id);
		free(f->show);
		free(f->required);
		origin_release(&f->show_at);
		origin_release(&f->required_at);
		free(f->plain);
		free(f->prefix);
		label_release(&f->label);
		label_release(&f->help);
		label_release(&f->why);
		label_release(&f->source);
		fields_free(f->columns, f->n_columns);
		if (f->choices && !f->choices->id) {
			struct choices *own = (struct choices *)f->choices;	/* the field's: see form.h */

			choices_release(own);
			free(own);
		}
	}
	free(fields);
}

static void form_release(struct form *form)
{
	for (size_t i = 0; i < form->n_screens; i++) {
		struct screen *s = &form->screens[i];

		free(s->domain);
		free(s->id);
		free(s->fields);
		label_release(&s->title);
		label_release(&s->help);
	}
	free(form->screens);
	fields_free(form->fields, form->n_fields);
	label_release(&form->title);
	free(form->id);
	free(form->path);
}

void forms_free(struct forms *forms)
{
	if (!forms)
		return;
	for (size_t i = 0; i < forms->n; i++)
		form_release(&forms->v[i]);
	for (size_t i = 0; i < forms->n_choices; i++)
		choices_release(&forms->choices[i]);
	free(forms->v);
	free(forms->choices);
	free(forms->by_key);
	free(forms);
}
