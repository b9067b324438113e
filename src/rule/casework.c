/* SPDX-License-Identifier: EUPL-1.2 */
/* The case that is open: every change goes through casework_act. */
#include "rule/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/lock.h"

struct view casework_view(const struct desk *desk, const struct casework *work)
{
	return (struct view){ .record = &work->record, .today = desk->today };
}

/* Looks at the record with the rules of its pack. */
static bool look(struct desk *desk, bool all, struct casework *work, struct error *e)
{
	struct view view = casework_view(desk, work);

	work->findings = (struct findings){ 0 };
	work->rules = desk_rules(desk, &work->record, e);
	if (work->rules)
		rules_run(work->rules, &view, desk->lang, all, &work->findings);
	return work->rules != NULL;
}

bool casework_load(struct desk *desk, int64_t id, struct casework *work, struct error *e)
{
	*work = (struct casework){ 0 };
	record_init(&work->record);
	return id == 0 || store_load(desk->store, id, &work->record, e);
}

bool casework_find(struct desk *desk, int64_t id, bool all, struct casework *work, struct error *e)
{
	if (!casework_load(desk, id, work, e))
		return false;
	if (look(desk, all, work, e))
		return true;
	record_release(&work->record);
	return false;
}

bool casework_open(struct desk *desk, int64_t id, struct casework *work, struct error *e)
{
	return casework_find(desk, id, false, work, e);
}

bool casework_new(struct desk *desk, struct casework *work, struct error *e)
{
	return casework_open(desk, 0, work, e);
}

void casework_close(struct casework *work)
{
	findings_release(&work->findings);
	record_release(&work->record);
}

bool casework_reload(struct desk *desk, struct casework *work, struct error *e)
{
	struct casework again;

	if (!casework_open(desk, work->record.id, &again, e))
		return false;
	casework_close(work);
	*work = again;
	return true;
}

/* An undo that takes a value away lets what is inherited hold again. */
static void apply(const struct changes *changes, struct record *record)
{
	changes_apply(changes, record);
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		if (c->restores < 0)
			record_unset(record, c->round, c->key, c->row);
	}
}

/* Signing and unlocking are the way past the lock; a step of the stage does both. */
static bool past_lock(enum action_kind kind)
{
	return kind == ACTION_STAGE || kind == ACTION_LOCK || kind == ACTION_UNLOCK;
}

/* The changes with a watch on the signature of each round of which they change what one would lock, or somebody
 * could sign between the look at it and the change.  Only the array is the caller's to free. */
static struct changes watched(const struct forms *forms, const struct changes *changes)
{
	struct changes with = { .v = xcalloc(2 * changes->n + 1, sizeof *with.v), .n = changes->n };
	int last = 0;

	if (changes->n > 0)
		memcpy(with.v, changes->v, changes->n * sizeof *with.v);
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		if (c->round != last && lock_concerns(forms, c)) {
			last = c->round;
			with.v[with.n++] = (struct change){ .round = last, .key = KEY_LOCKED_BY, .watched = true };
		}
	}
	return with;
}

/* In the base, if nobody was faster, and in memory. */
static bool write_action(struct desk *desk, struct casework *work, enum action_kind kind, const struct changes *changes,
    const char *why, const struct readiness *readiness, int64_t *seq, size_t *conflict, struct error *e)
{
	struct changes with = watched(desk->forms, changes);
	bool done = store_act(desk->store, &work->record, kind, &with, why, readiness, desk->today, seq, conflict, e);

	free(with.v);
	return done;
}

bool casework_act(struct desk *desk, struct casework *work, enum action_kind kind,
    const struct changes *changes, const char *why, int64_t *seq, size_t *conflict, struct error *e)
{
	struct casework after;
	struct view view = casework_view(desk, &after);
	struct readiness readiness;
	bool done;

	if (!past_lock(kind) && !lock_allows(desk->forms, &work->record, changes, e))
		return false;
	record_copy(&after.record, &work->record);
	apply(changes, &after.record);
	done = look(desk, false, &after, e);
	if (done) {
		rules_readiness(after.rules, &view, &after.findings, &readiness);
		done = write_action(desk, work, kind, changes, why, &readiness, seq, conflict, e);
	}
	if (done) {
		struct findings before = work->findings;

		work->findings = after.findings;
		work->rules = after.rules;
		after.findings = before;
	}
	casework_close(&after);
	return done;
}

bool casework_set(struct desk *desk, struct casework *work, const struct field *field, int64_t row,
    const char *text, int64_t *seq, struct error *e)
{
	const char *holds = record_now(&work->record, field, row);
	enum action_kind kind = work->record.id ? ACTION_EDIT : ACTION_CREATE;
	struct changes changes = { 0 };
	bool done;

	if (seq)
		*seq = 0;
	if (holds && text ? strcmp(holds, text) == 0 : holds == text)
		return true;
	changes_add(&changes, work->record.rounds, field->key, row, text);
	done = casework_act(desk, work, kind, &changes, NULL, seq, NULL, e);
	changes_release(&changes);
	return done;
}

/* Stages. */

enum stage casework_now(const struct casework *work)
{
	const struct value *value = record_at(&work->record, work->record.rounds, KEY_CASE_STAGE, 0);
	enum stage stage;

	return value && value->text && stage_by_code(value->text, &stage) ? stage : STAGE_DRAFT;
}

/* These two lie in the round before. */
static bool ends_round(enum stage stage)
{
	return stage == STAGE_RETURNED || stage == STAGE_RESUBMITTED;
}

bool casework_may(const struct casework *work, enum stage to)
{
	enum stage from = casework_now(work);

	return stage_step(from, to) || (stage_back(from, to) && !ends_round(to));
}

static bool guarded(enum stage from, enum stage to)
{
	return stage_step(from, to) && to != STAGE_RETURNED;
}

/* A draft that is given up goes past the stages between, so that only what guards the closing itself is asked. */
static bool guards(const struct rule *rule, enum stage from, enum stage to)
{
	bool given_up = from == STAGE_DRAFT && to == STAGE_CLOSED;

	return given_up ? rule->at == to : stage_rank(rule->at) <= stage_rank(to);
}

/* How many findings guard `to`, whatever stage the case is in, and the text of the first: the caller's, or NULL. */
static int blocking(struct desk *desk, struct casework *work, enum stage to, char **first)
{
	struct view view = casework_view(desk, work);
	enum stage from = casework_now(work);
	struct findings findings;
	int blocks = 0;

	*first = NULL;
	rules_run(work->rules, &view, desk->lang, true, &findings);
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *f = &findings.v[i];

		if (!f->rule || f->rule->severity != SEVERITY_BLOCK || f->overridden || !guards(f->rule, from, to))
			continue;
		if (blocks++ == 0)
			*first = xstrdup(f->text);
	}
	findings_release(&findings);
	return blocks;
}

int casework_blocks(struct desk *desk, struct casework *work, enum stage to)
{
	char *first = NULL;
	int blocks = guarded(casework_now(work), to) ? blocking(desk, work, to, &first) : 0;

	free(first);
	return blocks;
}

/* True where nothing keeps the case from `to`.  A single finding is told by its text: the review need not list it. */
static bool unblocked(struct desk *desk, struct casework *work, enum stage to, struct error *e)
{
	char *first;
	int blocks = blocking(desk, work, to, &first);

	if (blocks == 1)
		error_set(e, ERROR_DATA, stage_name(to), "%s", first);
	else if (blocks > 1)
		error_set(e, ERROR_DATA, stage_name(to), _("%d findings keep the case from it"), blocks);
	free(first);
	return blocks == 0;
}

/* A seat of the agenda, with whoever usually takes it. */
static void add_seat(const struct desk *desk, int round, const char *seat, int64_t row, struct changes *changes)
{
	const struct team *team = desk->settings.team;
	const char *name = team ? team_member(team, seat) : NULL;

	changes_add(changes, round, KEY_SEATS_SEAT, row, seat);
	if (name)
		changes_add(changes, round, KEY_SEATS_NAME, row, name);
}

/* The seats that the pack requires, for the secretary to put names to. */
static void add_seats(struct desk *desk, struct casework *work, int round, const struct field *seats,
    struct changes *changes)
{
	const struct pack *pack = rules_pack(work->rules);
	struct view view = casework_view(desk, work);
	struct record after;

	record_copy(&after, &work->record);
	for (size_t i = 0; i < pack->n_seats; i++)
		if (rules_seat(work->rules, &view, &pack->seats[i]) != FALSE_)
			add_seat(desk, round, pack->seats[i].seat, changes_row_append(changes, &after, seats, round),
			    changes);
	record_release(&after);
}

/* Gives an answer where there is none. */
static void offer(const struct desk *desk, const struct casework *work, int round, int key, const char *text,
    struct changes *changes)
{
	if (text && !record_get(&work->record, field_by_key(desk->forms, key), round, 0))
		changes_add(changes, round, key, 0, text);
}

/* Once a case is on the agenda, its meeting has the seats and what is the same at every meeting of the team. */
static void seat_team(struct desk *desk, struct casework *work, int round, struct changes *changes)
{
	const struct field *seats = field_by_key(desk->forms, KEY_SEATS);
	const struct team *team = desk->settings.team;
	size_t n;

	free(record_rows(&work->record, seats, round, &n));
	if (n > 0)
		return;
	add_seats(desk, work, round, seats, changes);
	if (!team)
		return;
	offer(desk, work, round, KEY_MEETING_PLACE, team->place, changes);
	offer(desk, work, round, KEY_MEETING_CHAIR, team->chair.name, changes);
	offer(desk, work, round, KEY_MEETING_SECRETARY, team->secretary.name, changes);
}

/* Who signs the recommendation, and when. */
static void sign(const struct desk *desk, int round, const char *signer, struct changes *changes)
{
	char today[DATE_SIZE];

	changes_add(changes, round, KEY_LOCKED_BY, 0, signer);
	changes_add(changes, round, KEY_LOCKED_ON, 0, signer ? date_stored(desk->today, today) : NULL);
}

/* Takes the signature away; what it was taken away for stands in its place. */
static void unsign(int round, const char *why, struct changes *changes)
{
	changes_add(changes, round, KEY_LOCKED_BY, 0, NULL);
	changes_add(changes, round, KEY_LOCKED_ON, 0, NULL);
	changes_add(changes, round, KEY_LOCKED_REASON, 0, why);
}

static bool signs(enum stage from, enum stage to)
{
	return to == STAGE_RECOMMENDED && stage_step(from, to);
}

static bool set_stage(struct desk *desk, struct casework *work, enum action_kind kind, int round,
    enum stage to, const char *why, struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	changes_add(&changes, round, KEY_CASE_STAGE, 0, stage_code(to));
	if (to == STAGE_SCHEDULED)
		seat_team(desk, work, round, &changes);
	if (signs(casework_now(work), to))
		sign(desk, round, why, &changes);
	if (casework_now(work) == STAGE_RECOMMENDED && to == STAGE_SCHEDULED && lock_signer(&work->record, round))
		unsign(round, why, &changes);
	done = casework_act(desk, work, kind, &changes, why, NULL, NULL, e);
	changes_release(&changes);
	return done;
}

bool casework_stage(struct desk *desk, struct casework *work, enum stage to, const char *why,
    struct error *e)
{
	enum stage from = casework_now(work);
	int round = work->record.rounds;

	if (!casework_may(work, to))
		return error_set(e, ERROR_DATA, stage_name(to), _("there is no such step from the stage: %s"),
		    stage_name(from));
	if (guarded(from, to) && !unblocked(desk, work, to, e))
		return false;
	if (signs(from, to) && (!why || !*why))
		return error_set(e, ERROR_USAGE, stage_name(to), "%s", _("somebody has to sign"));
	if (ends_round(from) && stage_step(from, to))
		round++;
	return set_stage(desk, work, ACTION_STAGE, round, to, why, e);
}

/* The signature. */

const char *casework_signer(const struct casework *work)
{
	return lock_signer(&work->record, work->record.rounds);
}

bool casework_may_sign(const struct casework *work, struct error *e)
{
	enum stage now = casework_now(work);

	if (casework_signer(work))
		return error_set(e, ERROR_DATA, NULL, "%s", _("the recommendation is signed already"));
	return stage_rank(now) >= stage_rank(STAGE_RECOMMENDED) ||
	    error_set(e, ERROR_DATA, stage_name(now),
	    _("the recommendation is signed with the step to the stage: %s"), stage_name(STAGE_RECOMMENDED));
}

bool casework_sign(struct desk *desk, struct casework *work, const char *signer, struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	if (!casework_may_sign(work, e))
		return false;
	if (!unblocked(desk, work, STAGE_RECOMMENDED, e))
		return false;
	sign(desk, work->record.rounds, signer, &changes);
	done = casework_act(desk, work, ACTION_LOCK, &changes, NULL, NULL, NULL, e);
	changes_release(&changes);
	return done;
}

bool casework_may_unlock(const struct casework *work, struct error *e)
{
	return casework_signer(work) ||
	    error_set(e, ERROR_DATA, NULL, "%s", _("the recommendation is not signed: there is nothing to unlock"));
}

bool casework_unlock(struct desk *desk, struct casework *work, const char *why, struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	if (!casework_may_unlock(work, e))
		return false;
	unsign(work->record.rounds, why, &changes);
	done = casework_act(desk, work, ACTION_UNLOCK, &changes, why, NULL, NULL, e);
	changes_release(&changes);
	return done;
}

bool casework_may_round(const struct casework *work, struct error *e)
{
	enum stage now = casework_now(work);

	return now == STAGE_RETURNED || stage_rank(now) >= stage_rank(STAGE_DECIDED) ||
	    error_set(e, ERROR_DATA, stage_name(now), "%s", _("a new round begins after the decision"));
}

/* The month of a date fact, into a cell; nothing where it is not known. */
static void add_month(struct casework *work, const struct view *view, const char *fact, int key, int64_t row,
    struct changes *changes)
{
	struct fact_value date = rules_fact(work->rules, view, fact);
	struct date day;
	char month[DATE_SIZE];

	if (!date.known || !date.is_text || !date_read_stored(date.text, &day))
		return;
	day.day = 0;
	changes_add(changes, work->record.rounds + 1, key, row, date_stored(day, month));
}

/* A course that was granted is one that the citizen has had: what the law says of a second one hangs on it (S 6.3). */
static void add_course(struct desk *desk, struct casework *work, struct changes *changes)
{
	const struct field *courses = field_by_key(desk->forms, KEY_COURSES);
	struct view view = casework_view(desk, work);
	struct fact_value outcome = rules_fact(work->rules, &view, "decision.outcome");

	if (!outcome.known || strcmp(outcome.text, "ressourceforloeb") != 0)
		return;
	int64_t row = changes_row_add(changes, &work->record, courses, work->record.rounds + 1, SIZE_MAX);
	add_month(work, &view, "decision.starts_on", KEY_COURSES_FROM, row, changes);
	add_month(work, &view, "course.last", KEY_COURSES_TO, row, changes);
}

/* What holds for one round alone. */
static void ask_anew(const struct desk *desk, const struct casework *work, struct changes *changes)
{
	const struct forms *forms = desk->forms;
	int round = work->record.rounds;

	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_fields; j++) {
			const struct field *field = &forms->v[i].fields[j];

			if (field->anew && record_get(&work->record, field, round, 0))
				changes_add(changes, round + 1, field->key, 0, NULL);
		}
}

bool casework_round(struct desk *desk, struct casework *work, struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	if (!casework_may_round(work, e))
		return false;
	changes_add(&changes, work->record.rounds + 1, KEY_CASE_STAGE, 0, stage_code(STAGE_DRAFT));
	ask_anew(desk, work, &changes);
	add_course(desk, work, &changes);
	done = casework_act(desk, work, ACTION_ROUND, &changes, NULL, NULL, NULL, e);
	changes_release(&changes);
	return done;
}
