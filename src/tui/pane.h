/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages share: the head and foot of a case page, the right pane from 120 columns, texts, boxes, signs. */
#ifndef TUI_PANE_H
#define TUI_PANE_H

#include "tui/fields.h"

#define PANE_FROM 120		/* columns from which there are two panes */

/* The head that every case page has: "2017-0014 Birgit Prøvesen, 37 år", and at the right where one is.  Returns the
 * area left for the page's work above a foot of so many hints. */
struct area pane_head(struct app *app, struct area area, const char *right, int hints);
/* The foot: a rule and n hint lines (each may be NULL), in the place of the last one what is to be said. */
void pane_foot(struct app *app, struct area area, const char *const hints[], int n);
/* The same with a text wrapped into n lines, at most FOOT_LINES; one that has more ends in "…". */
#define FOOT_LINES 5
void pane_foot_text(struct app *app, struct area area, const char *text, int n);
/* Takes off `body` its first line, which is the page's own, a rule under that, and a blank line above the foot. */
void pane_rule(struct area *body);
/* Takes the right pane off `body` where there is room; an area of no columns where there is not. */
struct area pane_split(struct area *body);
/* The help of the page on top, wrapped. */
void pane_help(struct app *app, struct area side);
/* What the preparatory part says of an area, to read beside its assessment. */
void pane_domain(struct app *app, struct area side, const char *domain);
/* A wrapped text, from its line `top`; returns how many lines it has. */
size_t pane_text(struct area area, const char *text, size_t top, enum style style);
/* A sentence and a space before it: with a full stop where it has no end of its own. */
void pane_sentence(struct text *out, const char *sentence);
/* "Not answered: A, B." */
void pane_missing(struct text *out, const struct field *const missing[], size_t n, enum lang lang);
/* "The answers: A: no; B? –." where a rule looks at several, any of which may have made it fire. */
void pane_answers(struct text *out, const struct app *app, const struct finding *finding);
/* Where a field (of a column: its table) stands: "8 Lægen" in the preparatory part, else "Indstilling 5", of a form of
 * one screen "Mødet"; "" where no screen shows it. */
void pane_place(const struct app *app, const struct field *field, char *out, size_t size);
/* The sign of a finding that is not set aside, and how it is drawn. */
enum mark pane_severity_mark(enum severity severity);
enum style pane_severity_style(enum severity severity);
/* Puts what a key types into a text, a paste too; false for another key. */
bool pane_type(struct edit *edit, int32_t key);
/* The statement that a row of a table answers, "B2: Mornings do not work for me.", added to `out` (NULL: asked only);
 * false where it answers none. */
bool pane_statement(const struct app *app, const struct field *table, int64_t row, struct text *out);
/* "Anne Holm, 9 May 2017 at 10.42": who made a version and when; nothing where that cannot be read. */
void pane_made(const struct app *app, int64_t version, struct text *out);
/* An empty box with its title, over what is there. */
void pane_box(struct area box, const char *title);
/* "✓ saved" or "…" at the right end of a line; before it "▪ locked" where what the page shows is.  Returns
 * the columns that are taken. */
int pane_saved(const struct app *app, int row, int columns, bool locked);
/* The foot with the hints of a list of fields. */
void pane_hints(struct app *app, struct area area, const struct fields *fields);

#endif
