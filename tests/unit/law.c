/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "law.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "exchange/casefile.h"

const struct date law_today = { 2017, 6, 1 };

static void no_faults(struct faults *faults, const char *of)
{
	if (faults->n > 0)
		fail_msg("%s: %s", of, fault_line(&faults->v[0]));
	faults_release(faults);
}

static const char *data_folder(void)
{
	const char *dir = getenv("INDSTIL_DATADIR");

	return dir ? dir : "data";
}

static void read_sound(struct law *law)
{
	char *path = xasprintf("%s/%s", data_folder(), law->pack->sound);
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);

	if (root)
		casefile_read(root, path, law->forms, law_today, &law->sound, &faults);
	no_faults(&faults, path);
	node_free(root);
	free(path);
}

void law_open(struct law *law, const char *pack)
{
	char *path = xasprintf("%s/rules/%s.yaml", data_folder(), pack);
	struct faults faults = { 0 };

	*law = (struct law){ .keys = keys_new(), .today = law_today };
	law->forms = forms_load(data_folder(), law->keys, &faults);
	law->pack = pack_load(path, &faults);
	law->rules = law->forms && law->pack ? rules_new(law->forms, law->pack, &faults) : NULL;
	no_faults(&faults, path);
	read_sound(law);
	law->work.rules = law->rules;
	record_copy(&law->work.record, &law->sound);
	free(path);
}

void law_close(struct law *law)
{
	casework_close(&law->work);
	record_release(&law->sound);
	rules_free(law->rules);
	pack_free(law->pack);
	forms_free(law->forms);
	keys_free(law->keys);
}

void law_answer(struct law *law, const char *answers)
{
	char *yaml = xasprintf("{%s}", answers);
	struct faults faults = { 0 };
	struct node *map = node_read("answers", yaml, strlen(yaml), &faults);

	if (map)
		casefile_set(&law->work.record, map, "answers", law->forms, law->today, &faults);
	no_faults(&faults, answers);
	node_free(map);
	free(yaml);
}

void law_case(struct law *law, const char *answers)
{
	record_release(&law->work.record);
	record_copy(&law->work.record, &law->sound);
	law_answer(law, answers);
}

struct view law_view(struct law *law)
{
	return (struct view){ .record = &law->work.record, .today = law->today };
}

const struct field *law_field(const struct law *law, const char *id)
{
	const struct field *field = field_by_id(law->forms, id);

	if (!field)
		fail_msg("the forms have no field '%s'", id);
	return field;
}

static void look(struct law *law, bool all)
{
	struct view view = law_view(law);

	findings_release(&law->work.findings);
	rules_run(law->rules, &view, LANG_EN, all, &law->work.findings);
}

static const struct rule *rule_by_id(const struct law *law, const char *id)
{
	for (size_t i = 0; i < law->pack->n_rules; i++)
		if (strcmp(law->pack->rules[i].id, id) == 0)
			return &law->pack->rules[i];
	fail_msg("the pack %s has no rule '%s'", law->pack->name, id);
	return NULL;
}

const char *law_says(struct law *law, const char *rule)
{
	const struct rule *asked = rule_by_id(law, rule);

	look(law, true);
	for (size_t i = 0; i < law->work.findings.n; i++)
		if (law->work.findings.v[i].rule == asked)
			return severity_code(law->work.findings.v[i].severity);
	return "";
}

const char *law_blocks(struct law *law)
{
	static char told[1000];
	const struct rule *last = NULL;
	size_t len = 0;

	look(law, false);
	told[0] = '\0';
	for (size_t i = 0; i < law->work.findings.n && len < sizeof told - 100; i++) {
		const struct finding *f = &law->work.findings.v[i];

		if (!f->blocks || f->rule == last)
			continue;
		len += (size_t)snprintf(told + len, sizeof told - len, "%s%s", len ? " " : "", f->id);
		last = f->rule;
	}
	return told;
}
