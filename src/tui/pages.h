/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages, and the commands that open them. Each page is one file, page_NAME.c, which says what it shows. */
#ifndef TUI_PAGES_H
#define TUI_PAGES_H

#include "store/draft.h"
#include "tui/app.h"

extern const struct page page_home, page_form, page_row, page_review, page_grid, page_preview, page_help, page_recover,
    page_chooser, page_prompt, page_guide, page_compare, page_versions;

/* page_form: a form's screens one by one. */
struct page_form_arg {
	const char *form;		/* "preparatory" */
	size_t screen;			/* index */
	const struct field *field;	/* to stand at, or NULL: the first */
	int64_t row;
};
void page_form_new_case(struct app *app);
void page_form_meeting(struct app *app);
void page_form_recommendation(struct app *app);
void page_form_screens(struct app *app);
/* The preparatory part, at the first screen that is not complete; where one last was in it; whether one is in it. */
void page_form_preparatory(struct app *app);
void page_form_walk_on(struct app *app);
bool page_form_walking(const struct app *app);
/* Goes to a field wherever it stands, to a cell if row is not 0; false where no screen shows it. */
bool page_form_goto(struct app *app, const struct field *field, int64_t row);

/* Whether the screen of a form that is seen, or lies right below a row of a table, has this field on it. */
bool page_form_shows(const struct app *app, const struct field *field);
/* Opens a row of the table that has the focus, 0 a new one, at a column or NULL; for the row that was left just now. */
void page_form_open_row(struct app *app, int64_t row, const struct field *column);

/* page_row: one row of a table as a form. */
struct page_row_arg {
	const struct field *table;
	int64_t row;
	const struct field *column;	/* to stand at, or NULL */
	const struct field *fixed[2];	/* columns that say whose row it is: not shown, no content of their own */
	char title[160];
};

/* Opens the case at the pointer of the list, without its page; false where there is none. */
bool page_home_open_pointed(struct app *app);

void page_grid_open(struct app *app);
void page_review_open(struct app *app);
/* At the outcome that the team recommends, else the one that the case is referred for. */
void page_guide_open(struct app *app);
/* Asks which pack of the data folder. */
void page_compare_open(struct app *app);
void page_preview_open(struct app *app);
void page_help_open(struct app *app);

/* page_chooser: a list to choose from by typing, arrows, Enter. */
struct chooser_item {
	const char *label;
	const char *note;	/* to the right; may be NULL */
	const char *group;	/* heading over the first of its group; may be NULL */
	const char *help;	/* what choosing it means, for F1; may be NULL */
	int value;
	bool marked;		/* chosen so far */
};
struct chooser_arg {
	const char *title;
	const char *help;	/* what is asked, for F1; may be NULL */
	const struct chooser_item *items;	/* copied, texts too */
	size_t n;
	bool several;		/* Space marks any number */
	bool answers;		/* a field: Tab takes it as Enter does, since what is chosen goes on to the next one */
	int32_t letter;		/* typed already, 0 none */
	/* Called after the page is gone with the values chosen (one, or several's marked ones), what and row as given
	 * here. */
	void (*chosen)(struct app *app, const void *what, int64_t row, const int *values, size_t n);
	const void *what;
	int64_t row;
};

/* page_versions: which of two texts of a field stands. */
struct versions_arg {
	const char *mine, *theirs;	/* as they are shown; copied */
	int64_t version;		/* the other's: who wrote it, and when */
	/* Called after the page is gone, where one was chosen. */
	void (*chosen)(struct app *app, const void *what, bool mine);
	const void *what;
};

/* page_prompt: a question with one text as answer. */
struct prompt_arg {
	const char *title;
	const char *question;	/* wrapped; may be NULL */
	const char *text;	/* what stands there at first; NULL: answered by Enter or Esc alone */
	/* An answer of more than a word or two is kept in the draft log while it is typed, under this name: one of
	 * page_prompt_kept(), and what it is about.  NULL: not. */
	const char *kept, *about;
	/* Called after the page is gone; text is NULL where none was asked for.  False where the text could not be
	 * used: the question is then put again, with what was typed. */
	bool (*answered)(struct app *app, const void *what, int64_t row, const char *text);
	const void *what;
	int64_t row;
};
/* The question whose answer a draft log of this key holds, in words; *about what it is about, "" nothing.  NULL where
 * it is no question's. */
const char *page_prompt_kept(const char *key, const char **about);

/* page_recover: the drafts that dead sessions left, where there are any. */
struct recover_arg {
	struct draft_left *left;	/* the page's from now on: array and entries */
	size_t n;
};
void page_recover_open(struct app *app);
/* WHERE_TAKEABLE where the page on top shows one that can be put back, else 0. */
unsigned page_recover_where(const struct app *app);

#endif
