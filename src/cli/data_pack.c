/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A rule pack by itself, with its own tests, and beside the other packs.  A pack that extends another has rules of
 * that one and runs their tests: what fails in both is told once, and what fails here alone with this pack's name.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/data.h"
#include "exchange/casefile.h"

static bool set_keys(struct record *record, const struct node *set, struct faults *faults, void *arg)
{
	const struct checking *c = arg;

	return casefile_set(record, set, "", c->forms, c->cli->desk.today, faults);
}

/* Names the pack in what fails of a rule that stands in another one's file, unless it was told of that one. */
static void tell_tests(struct checking *c, const struct pack *pack, struct faults *failed)
{
	struct faults told = { 0 };

	for (size_t i = 0; i < failed->n; i++) {
		const struct fault *f = &failed->v[i];
		bool own = strcmp(f->path, pack->path) == 0;

		if (own)
			faults_add(&told, f->path, f->line, f->column, "%s", f->text);
		else if (data_news(c, f))
			faults_add(&told, f->path, f->line, f->column, _("%s (in the pack %s)"), f->text, pack->name);
	}
	faults_release(failed);
	data_tell(c, &told);
}

/* On the day as of which the pack's sound case counts, so that the tests say the same tomorrow. */
static void run_tests(struct checking *c, struct rules *rules, const struct record *sound)
{
	const struct view view = { .record = sound, .today = c->cli->desk.today };
	struct faults failed = { 0 };

	rules_test(rules, sound, set_keys, c, rules_on(rules, &view), &failed);
	tell_tests(c, rules_pack(rules), &failed);
}

/* The sound case, which is told where the pack names it if there is none; NULL with a fault. */
static struct node *read_sound(const struct pack *pack, const char *path, struct faults *faults)
{
	const char *where = pack->path;
	const struct node *node;

	if (access(path, F_OK) == 0)
		return node_read_file(path, CASEFILE_MAX, faults);
	node = pack_node(pack, pack->sound, &where);
	node_fault(node, where, faults, "%s: %s", path, strerror(ENOENT));
	return NULL;
}

static void test_pack(struct checking *c, struct rules *rules, const struct pack *pack)
{
	char *path = xasprintf("%s/%s", c->cli->dir, pack->sound);
	struct faults faults = { 0 };
	struct node *root = read_sound(pack, path, &faults);
	struct record sound;

	if (root && casefile_read(root, path, c->forms, c->cli->desk.today, &sound, &faults)) {
		run_tests(c, rules, &sound);
		record_release(&sound);
	} else {
		c->unseen = true;
	}
	node_free(root);
	free(path);
	data_tell(c, &faults);
}

/* The kinds of support are those that the forms offer. */
static void check_benefit(struct checking *c, const struct pack *pack, struct faults *faults)
{
	benefit_check(pack->benefit, choices_by_id(c->forms, "referral.support"), faults);
}

/* Cases name a pack, and it is found by its file. */
static void check_name(const struct pack *pack, struct faults *faults)
{
	const char *file = data_file(pack->path), *path = pack->path;
	size_t len = strlen(pack->name);
	const struct node *node = pack_node(pack, pack->name, &path);

	if (strncmp(file, pack->name, len) != 0 || strcmp(file + len, ".yaml") != 0)
		faults_add(faults, path, node->line, node->column, _("the file of the pack '%s' is not called %s.yaml"),
		    pack->name, pack->name);
}

static void keep_span(struct checking *c, const struct pack *pack)
{
	const struct node *from = node_get(pack->files[0].tree, "from");

	c->spans = array_room(c->spans, c->n_spans, &c->cap_spans, sizeof *c->spans);
	c->spans[c->n_spans++] = (struct span){
		.path = xstrdup(pack->path), .name = xstrdup(pack->name), .from = pack->from, .to = pack->to,
		.line = from->line, .column = from->column
	};
}

void data_pack(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct pack *pack = pack_load(path, &faults);
	struct rules *rules = pack && data_forms(c) ? rules_new(c->forms, pack, &faults) : NULL;

	if (pack) {
		check_name(pack, &faults);
		keep_span(c, pack);
	}
	if (rules && pack->benefit)
		check_benefit(c, pack, &faults);
	if (rules && pack->sound && c->whole)
		test_pack(c, rules, pack);
	c->unseen |= !rules || !c->whole;
	rules_free(rules);
	pack_free(pack);
	data_tell(c, &faults);
}

/* Whether `later`, which does not begin before `span`, begins within it. */
static bool begins_within(const struct span *span, const struct span *later)
{
	return span->to.year == 0 || date_compare(later->from, span->to) <= 0;
}

static void check_spans(const struct span *a, const struct span *b, struct faults *faults)
{
	int order = date_compare(a->from, b->from);
	const struct span *first = order <= 0 ? a : b, *later = order <= 0 ? b : a;
	char last[DATE_SIZE];

	if (!begins_within(first, later))
		return;
	if (order == 0)
		faults_add(faults, later->path, later->line, later->column,
		    _("the days of the pack %s begin on the same day: no day is of two packs"), first->name);
	else
		faults_add(faults, later->path, later->line, later->column,
		    _("the days of the pack %s are not over yet, and no day is of two packs; end that one with 'to: %s'"),
		    first->name, date_stored(date_add_days(later->from, -1), last));
}

void data_overlaps(struct checking *c)
{
	struct faults faults = { 0 };

	for (size_t i = 0; i < c->n_spans; i++)
		for (size_t j = i + 1; j < c->n_spans; j++)
			check_spans(&c->spans[i], &c->spans[j], &faults);
	data_tell(c, &faults);
}

void data_spans_free(struct checking *c)
{
	for (size_t i = 0; i < c->n_spans; i++) {
		free(c->spans[i].path);
		free(c->spans[i].name);
	}
	free(c->spans);
}
