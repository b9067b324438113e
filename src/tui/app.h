/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal program: a stack of pages over one desk, with at most one case
 * open.  A page draws and takes keys; commands (command.h) come first, the
 * page gets the rest.  Its state is private to its file and lives on the
 * stack with it.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stdint.h>
#include "model/stage.h"
#include "rule/desk.h"
#include "store/draft.h"
#include "store/keeper.h"
#include "tui/command.h"
#include "tui/term.h"
#include "tui/trouble.h"

struct app;

struct area {
	int row, column, rows, columns;
};

struct page {
	const char *id;			/* for tests */
	const char *title;		/* msgid */
	unsigned where;			/* which commands work here: one of enum where */
	bool popup;			/* drawn over the page below */
	size_t size;			/* of its state, zeroed before enter */
	void (*enter)(struct app *app, void *state, const void *arg);
	void (*draw)(struct app *app, void *state, struct area area);
	bool (*key)(struct app *app, void *state, int32_t key);		/* true: taken */
	bool (*command)(struct app *app, void *state, enum command_id id);	/* true: done; may be NULL */
	/* Before anything else may happen to the case or the stack: what is typed becomes a version. False where it
	 * could not, which has been said or asked: then all stays as it is. May be NULL. */
	bool (*settle)(struct app *app, void *state);
	/* The case has changed, or this page is on top again. May be NULL. */
	void (*refresh)(struct app *app, void *state);
	/* What no key should wait for, called after a paint while none waits; true where it changed what is shown.
	 * May be NULL. */
	bool (*idle)(struct app *app, void *state);
	void (*release)(struct app *app, void *state);	/* may be NULL */
	/* What the bar calls a command here, where the page can say more than its name, and "" where it is of no use
	 * just now and has no place there; else NULL. Borrowed until the next paint. May be NULL. */
	const char *(*name)(struct app *app, void *state, enum command_id id);
	/* Lines of help for the right pane and F1: added to `out`. May be NULL. */
	void (*help)(struct app *app, void *state, struct text *out);
};

#define PAGES_MAX 16
#define LEFT_MAX 64			/* screens of a case; of more it is not remembered where one stood */
#define UNDO_MAX 500

/* Actions in their order, the oldest forgotten first. */
struct past {
	struct {
		int64_t record, seq;
	} v[UNDO_MAX];
	int n;
};

/* Who leaves with a text that the base does not take is warned, and leaves it in its log with the same key again. */
enum parting {
	PARTING_NOT,
	PARTING_WARNS,			/* with this key */
	PARTING_WARNED,			/* with the key before */
	PARTING
};

struct app {
	struct desk *desk;
	bool opened;			/* a case is open: */
	size_t walk;			/* the screen of its preparatory part on which one last was */
	struct {
		const struct screen *screen;
		const struct field *field;
		int64_t row;
	} left[LEFT_MAX];		/* where one stood on each of its screens when one left it */
	size_t n_left;
	bool looked;			/* and that it was looked at is in the log */
	bool checked;			/* and it was held against its hashes */
	struct casework work;
	struct draft *draft;		/* NULL where the log could not be made: said in the bar */
	bool kept;			/* a text was left in its log, for the next start */
	struct keeper *keeper;		/* makes the copy of the day; NULL once that is done */
	bool drafting;			/* a text is being typed that is not in the base yet; in the log it is */
	struct {
		const struct page *page;
		void *state;
	} stack[PAGES_MAX];
	int depth;
	struct past undo, redo;		/* this session's actions, on whatever case: taken back where it is open */
	char message[256];		/* shown above the bar until the next key */
	enum style message_style;
	struct troubles troubles;	/* what is wrong until it is over: shown while nothing else is said */
	const char *banner;		/* practice base: shown at the top right; NULL */
	bool set_day;			/* as in app_options */
	bool scripted;			/* keys come from a file */
	bool passing;			/* the base is gone once one quits: that is asked first */
	bool running, loaded, stale;	/* stale: the base was changed by somebody else */
	bool perhaps_erased;		/* and with that, perhaps, the open case is gone: see app_see_erased */
	enum parting parting;
	int status;			/* exit status */
};

struct app_options {
	struct term_options term;
	const char *banner;
	bool created;			/* the base is new: said on the first screen */
	const char *restored;		/* it was a copy: what came of that, there too; NULL */
	bool passing;			/* it is gone when the program ends */
	bool set_day;			/* the day is not today's: said at the top right where there is no banner */
};

#define APP_COPIES 64			/* instead of an exit status: the person wants to choose among the copies */
/* Runs until the user leaves. Returns the exit status. Everything typed is in the base or in the draft log then, or *e
 * says that it is not.  *kept: some of it is in a log alone, and offered at the next start. */
int app_run(struct desk *desk, const struct app_options *options, bool *kept, struct error *e);

/* Each settles first what it covers (but for a popup) or takes away: where that cannot be, nothing happens. */
void app_push(struct app *app, const struct page *page, const void *arg);
void app_pop(struct app *app);
/* Takes the place of every page above the case list. */
void app_show(struct app *app, const struct page *page, const void *arg);
/* Over the page on top, to come back to; where the page is below already, it is begun again in its old place. */
void app_visit(struct app *app, const struct page *page, const void *arg);
const struct page *app_page(const struct app *app);	/* the one on top */
void *app_state(const struct app *app);

/* Says something until the next key. */
void app_say(struct app *app, enum style style, const char *format, ...) __attribute__((format(printf, 3, 4)));
void app_say_error(struct app *app, const struct error *e);
/* How writing to the draft log went (NULL: well): where it did not, that is said until it does. */
void app_logged(struct app *app, const struct error *e);
/* What is to be said now, and how; NULL: nothing. */
const char *app_said(const struct app *app, enum style *style);

/* Reads the case again where somebody else has changed it and nothing is being typed. */
void app_catch_up(struct app *app);

/* Tells the page on top, and those that can be seen behind a popup, that the case has changed. */
void app_refresh(struct app *app);

/* Opens a case and its walk; closes it. */
bool app_open_case(struct app *app, int64_t id);
void app_close_case(struct app *app);

/*
 * The one way in which pages change the case: an action that undo can take
 * back, with the page on top refreshed.  On a conflict (somebody else was faster)
 * the case is read again and nothing is changed: false, said on the screen; pages that hold typed text
 * then offer the chooser.
 */
bool app_act(struct app *app, enum action_kind kind, const struct changes *changes, const char *why, bool *conflict);
/* The same of one value of a round, NULL: not answered any more. */
bool app_set(struct app *app, int round, int key, int64_t row, const char *text);
/* Says why an action could not be. Where somebody else was faster, the case is read again. */
void app_refused(struct app *app, const struct error *e);
/* Every page settles; false where one could not. */
bool app_settle(struct app *app);
void app_undo(struct app *app);
void app_redo(struct app *app);
/* An action on a case that was done past app_act (0: none was): undo knows of it too. */
void app_did(struct app *app, int64_t record, int64_t seq);
/* What was done in an earlier round is not undone from a later one. */
void app_forget_undo(struct app *app);

#endif
