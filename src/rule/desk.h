/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A desk: what a person (or a command) works with - the base, the forms, the
 * pack, who and when - and the one way in which a case is changed: the change
 * is made on a copy, the rules look at it, and base and memory get it together.
 *
 * Forms and pack are loaded by desk_load(), which the terminal calls after
 * its first paint; desk_open() needs the base alone.  Whatever is said of rules
 * and cases below needs both.
 */
#ifndef RULE_DESK_H
#define RULE_DESK_H

#include <stdbool.h>
#include "data/settings.h"
#include "rule/rules.h"
#include "store/store.h"

/* A pack by the name of its file. */
struct other_pack {
	char *name, *why;		/* why it cannot be used, its first fault; NULL where it can */
	struct pack *pack;		/* NULL where it cannot */
	struct rules *rules;
};

struct desk {
	/* Filled before desk_open by whoever has read options and settings. */
	struct settings settings;	/* the desk's from then on: desk_close releases them */
	const char *author;	/* who works here, as it stands in reasons; borrowed */
	bool kiosk;		/* no path that a user types (SPEC 11) */
	const char *viewing;		/* --pack: for every case, whatever its own; or NULL; borrowed */
	enum lang lang;
	struct date today;

	struct store *store;
	struct keys *keys;
	const char *dir;		/* data folder; borrowed */
	struct forms *forms;		/* NULL until desk_load */
	struct pack *pack;		/* the one of settings or --pack */
	struct rules *rules;
	struct other_pack *others;	/* packs that cases named or are decided under, loaded once */
	size_t n_others, cap_others;
};

/* A case that is open: the record and what the rules say of it. */
struct casework {
	struct record record;
	struct findings findings;	/* up to the next stage */
	struct rules *rules;		/* of the case's pack; borrowed from the desk */
};

/* The base, with store_open's errors.  False leaves nothing open; the settings are the caller's still. */
bool desk_open(struct desk *desk, const char *base, enum store_how how, const char *dir, bool *created,
    struct error *e);
/* A desk without a base, for what needs forms and rules alone: desk_load() may follow, and then desk_clear(). */
void desk_bare(struct desk *desk, const char *dir);
/* Forms and pack; every fault of the data files is collected. */
bool desk_load(struct desk *desk, struct faults *faults);
void desk_close(struct desk *desk);
/* The same, but the settings stay, so that it can be opened again. */
void desk_clear(struct desk *desk);

/* The rules of a case: --pack, else its own pack, else the one that holds on the decision date (of those in
 * the data folder), else the desk's.  NULL where its own cannot be had. */
struct rules *desk_rules(struct desk *desk, const struct record *record, struct error *e);

/* Those of another pack of the data folder, for looking alone; NULL where it cannot be had. */
struct rules *desk_rules_named(struct desk *desk, const char *name, struct error *e);
/* The packs of the data folder that can be used, in the order of their files; the desk's, the array is the caller's.
 * Loads them all. */
const struct pack **desk_packs(struct desk *desk, size_t *n);
/* The rule of this id in `first`, else in any pack of the data folder; NULL where none has it. */
const struct rule *desk_rule(struct desk *desk, const struct rules *first, const char *id);

/* Opens a case.  Logging the look is the caller's: it knows whether it looks, prints or shows. */
bool casework_open(struct desk *desk, int64_t id, struct casework *work, struct error *e);
/* The same, with `all` with those findings too that guard later stages: for a command that only tells them. */
bool casework_find(struct desk *desk, int64_t id, bool all, struct casework *work, struct error *e);
/* A new case, not yet in the base until its first change. */
bool casework_new(struct desk *desk, struct casework *work, struct error *e);
/* The record alone (id 0: a new one), for a command that only changes it: findings and rules come with the first
 * casework_act, and nothing else may be asked of it before. */
bool casework_load(struct desk *desk, int64_t id, struct casework *work, struct error *e);
void casework_close(struct casework *work);
/* Reads it again from the base, after somebody else has changed it.  False leaves it as it is. */
bool casework_reload(struct desk *desk, struct casework *work, struct error *e);

/*
 * One action (store_act): findings are new afterwards. False leaves everything as it is.
 *
 * What stands under a signature (model/lock.h) is refused, ERROR_LOCKED, in whatever round and whatever the action is
 * but a step of the stage, signing and unlocking.  Where somebody has signed or unlocked the round since the
 * case was read, that is a conflict, with an index beyond the changes.
 */
bool casework_act(struct desk *desk, struct casework *work, enum action_kind kind,
    const struct changes *changes, const char *why, int64_t *seq, size_t *conflict, struct error *e);
/* The simple one: one field of the current round. `text` is canonical or, unreadable, as typed (kind_draft).
 * Setting what holds already, inherited or not, does nothing. */
bool casework_set(struct desk *desk, struct casework *work, const struct field *field, int64_t row,
    const char *text, int64_t *seq, struct error *e);

/*
 * Stage.  One of SPEC 2's steps, or one of them back; ERROR_DATA where it is
 * none, or where something blocks (`why` does not lift a block).  Sent back and
 * begun again, or before the team again, a case is in a new round: each time
 * before the team is one, and there is no way back out of it.
 * On the way to recommended `why` is who signs for the team (locked.by); a step
 * back takes the signature away.
 */
bool casework_stage(struct desk *desk, struct casework *work, enum stage to, const char *why,
    struct error *e);
/* Whether there is a step from where the case is to `to`, on or back. */
bool casework_may(const struct casework *work, enum stage to);
enum stage casework_now(const struct casework *work);

/*
 * The signature of the current round (SPEC 6).  Unlocking takes it away and keeps
 * why, in locked.reason and in the log; signing again is for a case that has
 * come as far as recommended, and is held back by what would keep it from
 * there.  Each is an action of its own, which undo does not know.  ERROR_DATA where they may not be.
 */
const char *casework_signer(const struct casework *work);	/* borrowed; NULL: not signed */
bool casework_may_sign(const struct casework *work, struct error *e);
bool casework_sign(struct desk *desk, struct casework *work, const char *signer, struct error *e);
bool casework_may_unlock(const struct casework *work, struct error *e);
bool casework_unlock(struct desk *desk, struct casework *work, const char *why, struct error *e);

/* A new round from draft, with the preparatory part as it stands; ERROR_DATA before there is a decision. */
bool casework_may_round(const struct casework *work, struct error *e);
bool casework_round(struct desk *desk, struct casework *work, struct error *e);
/* How many findings keep the case from `to`.  Steps back and sending back need nothing; giving up a draft needs
 * only what rules `at: closed` ask: a request that is refused is a decision (S 4.5). */
int casework_blocks(struct desk *desk, struct casework *work, enum stage to);

/* A view of the case as it stands. */
struct view casework_view(const struct desk *desk, const struct casework *work);

#endif
