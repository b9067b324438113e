/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Findings: of every rule that fires or is unknown, and of the forms
 * themselves, a required field that is not answered and a draft that its kind
 * cannot read.  The latter two warn and never block: what must be there for a
 * step is said by rules, with their source.
 */
#include "rule/rules_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

struct report {
	struct findings *findings;
	enum lang lang;
	enum stage next;	/* the stage that comes next */
	const char *not_answered;	/* in the user's language: looked up once, not for each */
};

void findings_release(struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		missing_release(&findings->v[i]);
		free(findings->v[i].text);
	}
	free(findings->v);
	*findings = (struct findings){ 0 };
}

bool row_belongs(const struct rule *rule, const struct field *field)
{
	const char *each = rule != NULL ? rule->each : NULL;

	return rule == NULL || (each != NULL && (strcmp(field->id, each) == 0 ||
	    (field->table != NULL && strcmp(field->table->id, each) == 0)));
}

const struct field *finding_leads_to(const struct finding *finding, int64_t *row)
{
	bool missing = finding->n_missing > 0 && (finding->severity == SEVERITY_UNKNOWN || finding->field == NULL);
	const struct field *field = missing ? finding->missing[0] : finding->field;

	*row = field != NULL && row_belongs(finding->rule, field) ? finding->row : 0;
	return field;
}

static struct finding *add(struct report *report, struct finding finding)
{
	struct findings *findings = report->findings;

	findings->v = array_room(findings->v, findings->n, &findings->cap, sizeof *findings->v);
	findings->v[findings->n] = finding;
	return &findings->v[findings->n++];
}

/* Rules. */

/* The message with what is not answered in the place of its %s. */
static char *not_answered(const struct report *report, const char *what)
{
	const char *gap = strstr(report->not_answered, "%s");
	struct text out = { 0 };

	text_addn(&out, report->not_answered, (size_t)(gap - report->not_answered));
	text_add(&out, what);
	text_add(&out, gap + strlen("%s"));
	return text_take(&out);
}

/* An unknown finding says first what is to be answered: what the rule says may not be so at all. */
static void tell_missing(const struct report *report, struct finding *finding)
{
	struct text labels = { 0 };
	char *text = finding->text;

	for (size_t i = 0; i < finding->n_missing; i++) {
		text_add(&labels, i > 0 ? ", " : "");
		text_add(&labels, label_get(&finding->missing[i]->label, report->lang));
	}
	finding->text = not_answered(report, labels.s);
	text_release(&labels);
	free(text);
}

static void report_row(struct run *run, struct report *report, const struct check *check, enum truth applies,
    int64_t row)
{
	const struct rule *rule = check->rule;
	enum truth fires = run_truth(run, check->when, row);
	bool unknown = applies == UNKNOWN || fires == UNKNOWN;
	struct finding *finding;

	if (fires == FALSE_)
		return;
	finding = add(report, (struct finding){
		.rule = rule, .severity = unknown ? SEVERITY_UNKNOWN : rule->severity,
		.reason = check_reason(run, check, row),
		.now = stage_rank(rule->at) <= stage_rank(report->next), .field = check->field, .row = row,
		.number = check->each ? run_row_number(run, check->each, row) : 0,
		.text = xstrdup(label_get(&rule->text, report->lang)), .id = rule->id
	});
	finding->overridden = finding->reason != 0;
	finding->blocks = rule->severity == SEVERITY_BLOCK && finding->now && !finding->overridden;
	if (applies == UNKNOWN && field_by_key(run->rules->forms, KEY_REFERRAL_KIND))
		missing_add(finding, field_by_key(run->rules->forms, KEY_REFERRAL_KIND));
	if (fires == UNKNOWN)
		missing_find(run, check->when, row, finding);
	if (unknown && finding->n_missing > 0)
		tell_missing(report, finding);
}

static void report_rule(struct run *run, struct report *report, const struct check *check)
{
	enum truth applies = check_applies(run, check);
	size_t n = 0;
	const int64_t *rows = applies == FALSE_ ? NULL : check_rows(run, check, &n);

	for (size_t i = 0; i < n; i++)
		report_row(run, report, check, applies, rows[i]);
}

/* Forms. */

/* "Purpose", or of a cell "Measures 2, Purpose"; the caller's */
static char *field_place(const struct field *field, long number, enum lang lang)
{
	const char *label = label_get(&field->label, lang);

	if (!field->table)
		return xstrdup(label);
	return xasprintf("%s %ld, %s", label_get(&field->table->label, lang), number, label);
}

static long cell_number(struct run *run, const struct field *field, int64_t row)
{
	return field->table ? run_row_number(run, field->table, row) : 0;
}

static void report_field(struct report *report, const struct field *field, int64_t row, long number, const char *id,
    char *text)
{
	add(report, (struct finding){
		.severity = SEVERITY_WARN, .now = true, .field = field, .row = row, .number = number,
		.text = text, .id = id
	});
}

static void report_unreadable(struct run *run, struct report *report, const struct field *field, int64_t row,
    const char *draft)
{
	long number = cell_number(run, field, row);
	char *order = field_place(field, number, report->lang), *stored = NULL;
	struct error e;
	bool read = kind_read(field, draft, run->view->today, &stored, &e);

	report_field(report, field, row, number, "unreadable",
	    xasprintf("%s: %s", order, read ? _("this cannot be read") : e.what));
	free(stored);
	free(order);
}

static bool leads_to(const struct finding *finding, const struct field *field)
{
	for (size_t i = 0; i < finding->n_missing; i++)
		if (finding->missing[i] == field)
			return true;
	return finding->field == field;
}

static void report_required(struct run *run, struct report *report, const struct field *field, int64_t row)
{
	long number;
	char *order;

	for (size_t i = 0; i < report->findings->n; i++)
		if (report->findings->v[i].now && report->findings->v[i].row == row &&
		    leads_to(&report->findings->v[i], field))
			return;		/* a rule says it better, and by now */
	number = cell_number(run, field, row);
	order = field_place(field, number, report->lang);
	report_field(report, field, row, number, "required", not_answered(report, order));
	free(order);
}

static void report_answer(struct run *run, const struct field *field, int64_t row, void *arg)
{
	const char *draft;

	if (run_answered(run, field, row))
		return;
	draft = field->kind == KIND_TABLE ? NULL : run_text(run, field, row);
	if (draft)
		report_unreadable(run, arg, field, row, draft);
	else if (run_required(run, field, row))
		report_required(run, arg, field, row);
}

static void report_forms(struct run *run, struct report *report)
{
	const struct forms *forms = run->rules->forms;
	enum stage stage = view_stage(run->view);

	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; form_asked(&forms->v[i], stage) && j < forms->v[i].n_screens; j++)
			screen_walk(run, &forms->v[i].screens[j], report_answer, report);
}

/* The order. */

struct ranked {
	struct finding finding;
	int rank, order;
	size_t at;
};

static int rank(const struct finding *finding)
{
	static const int ranks[SEVERITY_COUNT] = {
		[SEVERITY_BLOCK] = 1, [SEVERITY_WARN] = 2, [SEVERITY_UNKNOWN] = 3, [SEVERITY_REMIND] = 4
	};

	return finding->blocks ? 0 : finding->overridden ? 5 : ranks[finding->severity];
}

static int compare(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank - y->rank;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

static void sort(const struct rules *rules, struct findings *findings)
{
	struct ranked *ranked = xcalloc(findings->n + 1, sizeof *ranked);

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->v[i];
		int order = f->field ? rules->order[f->field->key] : INT_MAX;

		ranked[i] = (struct ranked){ *f, rank(f), order, i };
	}
	qsort(ranked, findings->n, sizeof *ranked, compare);
	for (size_t i = 0; i < findings->n; i++)
		findings->v[i] = ranked[i].finding;
	free(ranked);
}

void rules_run(struct rules *rules, const struct view *view, enum lang lang, bool all,
    struct findings *findings)
{
	struct run run = run_begin(rules, view);
	struct report report = {
		.findings = findings, .lang = lang, .next = stage_next(view_stage(view)),
		.not_answered = _("Not answered: %s")
	};

	*findings = (struct findings){ 0 };
	for (size_t i = 0; i < rules->pack->n_rules; i++)
		if (all || stage_rank(rules->checks[i].rule->at) <= stage_rank(report.next))
			report_rule(&run, &report, &rules->checks[i]);
	report_forms(&run, &report);
	sort(rules, findings);
}
