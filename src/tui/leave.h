/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands that leave: a page, or the program. */
#ifndef TUI_LEAVE_H
#define TUI_LEAVE_H

struct app;

/* Back to where one came from: out of a row, help or what shows the case as a whole to the page below, from the other
 * parts of a case to its preparatory part, and from there to the list. */
void leave_page(struct app *app);
/* Out of the program, of a popup out of that.  What could not become a version is safe in the log by then, or one is
 * asked; a practice asks too. */
void leave_program(struct app *app);
/* Out of the program with APP_COPIES: whoever has started it offers the copies of the base. */
void leave_for_copies(struct app *app);

#endif
