/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/alloc.h"
#include "model/form.h"
#include "model/keys.h"

/*
 * Forms as a loader builds them, all on the heap: "preparatory" with screens
 * "goal" (goal.wishes, goal.kind) and "work" (the table work.jobs), and "meeting"
 * with meeting.hidden, which no screen shows.
 */
static struct keys *keys;

static struct label label(const char *da, const char *en)
{
	return (struct label){ { xstrdup(da), xstrdup(en) } };
}

static struct choices *own_list(void)
{
	struct choices *list = xcalloc(1, sizeof *list);

	list->n = 1;
	list->v = xcalloc(1, sizeof *list->v);
	list->v[0].code = xstrdup("job");
	list->v[0].label = label("Et job", "A job");
	return list;
}

static struct choices *shared_lists(void)
{
	struct choices *lists = xcalloc(2, sizeof *lists);

	lists[0].id = xstrdup("seat");
	lists[0].n = 2;
	lists[0].v = xcalloc(2, sizeof *lists[0].v);
	lists[0].v[0].code = xstrdup("health");
	lists[0].v[0].label = label("Sundhed", "Health");
	lists[0].v[0].help = label("Kommunens", "The municipality's");
	lists[0].v[0].group = label("Kommunen", "Municipality");
	lists[0].v[0].domain = xstrdup("health");
	lists[0].v[1].code = xstrdup("region");
	lists[1].id = xstrdup("measure");
	return lists;
}

static void field_init(struct forms *forms, struct field *field, const char *id, const char *name,
    enum field_kind kind)
{
	field->id = xstrdup(id);
	field->key = keys_intern(keys, name);
	field->kind = kind;
	field->label = label(id, id);
	field->help = label("Hjælp", "Help");
	field->why = label("Hvorfor", "Why");
	field->source.s[LANG_DA] = xstrdup("S 4.1");
	field->show = xstrdup("true");
	field->required = xstrdup("true");
	forms->by_key[field->key] = field;
}

static void table_init(struct forms *forms, struct field *table)
{
	field_init(forms, table, "work.jobs", "work.jobs", KIND_TABLE);
	table->plain = xstrdup("job");
	table->prefix = xstrdup("J");
	table->n_columns = 2;
	table->columns = xcalloc(2, sizeof *table->columns);
	field_init(forms, &table->columns[0], "from", "work.jobs.from", KIND_MONTH);
	field_init(forms, &table->columns[1], "job", "work.jobs.job", KIND_LINE);
	table->columns[0].table = table;
	table->columns[1].table = table;
}

static void screen_init(struct screen *screen, const char *id, struct field *fields, size_t n)
{
	screen->id = xstrdup(id);
	screen->title = label(id, id);
	screen->help = label("Hjælp", "Help");
	screen->n_fields = n;
	screen->fields = xcalloc(n, sizeof *screen->fields);
	for (size_t i = 0; i < n; i++)
		screen->fields[i] = &fields[i];
}

static void preparatory_init(struct forms *forms, struct form *form)
{
	form->id = xstrdup("preparatory");
	form->path = xstrdup("forms/10-preparatory.yaml");
	form->title = label("Den forberedende del", "Preparatory part");
	form->n_fields = 3;
	form->fields = xcalloc(3, sizeof *form->fields);
	field_init(forms, &form->fields[0], "goal.wishes", "goal.wishes", KIND_LONG);
	field_init(forms, &form->fields[1], "goal.kind", "goal.kind", KIND_ONE);
	form->fields[1].choices = own_list();
	table_init(forms, &form->fields[2]);
	form->fields[2].columns[0].choices = &forms->choices[0];
	form->n_screens = 2;
	form->screens = xcalloc(2, sizeof *form->screens);
	screen_init(&form->screens[0], "goal", form->fields, 2);
	screen_init(&form->screens[1], "work", form->fields + 2, 1);
}

static void meeting_init(struct forms *forms, struct form *form)
{
	form->id = xstrdup("meeting");
	form->n_fields = 1;
	form->fields = xcalloc(1, sizeof *form->fields);
	field_init(forms, &form->fields[0], "meeting.hidden", "meeting.hidden", KIND_LINE);
}

static int setup(void **state)
{
	struct forms *forms = xcalloc(1, sizeof *forms);

	keys = forms->keys = keys_new();
	forms->n_by_key = KEY_KNOWN + 10;
	forms->by_key = xcalloc(forms->n_by_key, sizeof *forms->by_key);
	forms->n_choices = 2;
	forms->choices = shared_lists();
	forms->n = 2;
	forms->v = xcalloc(2, sizeof *forms->v);
	preparatory_init(forms, &forms->v[0]);
	meeting_init(forms, &forms->v[1]);
	*state = forms;
	return 0;
}

static int teardown(void **state)
{
	forms_free(*state);
	keys_free(keys);
	return 0;
}

static void test_forms_and_screens(void **state)
{
	const struct forms *forms = *state;

	assert_ptr_equal(form_by_id(forms, "meeting"), &forms->v[1]);
	assert_null(form_by_id(forms, "meetings"));
	assert_ptr_equal(screen_by_id(forms, "preparatory", "work"), &forms->v[0].screens[1]);
	assert_null(screen_by_id(forms, "preparatory", "health"));
	assert_null(screen_by_id(forms, "meeting", "work"));
	assert_null(screen_by_id(forms, "decision", "work"));
}

static void test_fields(void **state)
{
	const struct forms *forms = *state;
	const struct field *jobs = field_by_id(forms, "work.jobs");

	assert_ptr_equal(field_by_id(forms, "goal.wishes"), &forms->v[0].fields[0]);
	assert_ptr_equal(jobs, &forms->v[0].fields[2]);
	assert_ptr_equal(field_by_id(forms, "work.jobs.from"), &jobs->columns[0]);
	assert_null(field_by_id(forms, "from"));
	assert_null(field_by_id(forms, "work.jobs.to"));
	assert_null(field_by_id(forms, "case.number"));	/* a key, but of no field */
}

static void test_keys(void **state)
{
	const struct forms *forms = *state;
	const struct field *hidden = field_by_id(forms, "meeting.hidden");
	int later = 0;

	assert_ptr_equal(field_by_key(forms, hidden->key), hidden);
	assert_null(field_by_key(forms, -1));
	assert_null(field_by_key(forms, (int)forms->n_by_key));
	for (int i = 0; i < 20; i++) {
		char name[] = { 'x', (char)('a' + i), '\0' };

		later = keys_intern(keys, name);	/* interned after the forms were loaded */
	}
	assert_true((size_t)later >= forms->n_by_key);
	assert_null(field_by_key(forms, later));
	assert_null(field_by_id(forms, keys_name(keys, later)));
}

static void test_columns(void **state)
{
	const struct field *jobs = field_by_id(*state, "work.jobs");

	assert_ptr_equal(field_column(jobs, "job"), &jobs->columns[1]);
	assert_null(field_column(jobs, "work.jobs.job"));
	assert_null(field_column(field_by_id(*state, "goal.wishes"), "job"));
}

static void test_screen_of_field(void **state)
{
	const struct forms *forms = *state;
	const struct screen *screens = forms->v[0].screens;
	const struct form *form = NULL;

	assert_ptr_equal(field_screen(forms, field_by_id(forms, "goal.kind"), &form), &screens[0]);
	assert_ptr_equal(form, &forms->v[0]);
	assert_ptr_equal(field_screen(forms, field_by_id(forms, "work.jobs.job"), NULL), &screens[1]);
	form = NULL;
	assert_null(field_screen(forms, field_by_id(forms, "meeting.hidden"), &form));
	assert_null(form);
}

static void test_choices(void **state)
{
	const struct forms *forms = *state;
	const struct choices *seats = choices_by_id(forms, "seat");

	assert_ptr_equal(seats, &forms->choices[0]);
	assert_null(choices_by_id(forms, "seats"));
	assert_ptr_equal(choice_by_code(seats, "region"), &seats->v[1]);
	assert_null(choice_by_code(seats, "Region"));
	assert_null(choice_by_code(choices_by_id(forms, "measure"), "region"));
}

static void test_free_nothing(void **state)
{
	(void)state;
	forms_free(NULL);
	keys_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_forms_and_screens, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(test_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(test_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(test_screen_of_field, setup, teardown),
		cmocka_unit_test_setup_teardown(test_choices, setup, teardown),
		cmocka_unit_test(test_free_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
