/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/command.h"

#include <string.h>

#include "base/lang.h"
#include "base/utf8.h"
#include "tui/app.h"
#include "tui/leave.h"
#include "tui/pages.h"
#include "tui/sign.h"
#include "tui/steps.h"
#include "tui/term.h"

/* Where a case is worked on, as against looked through: there the ways to its other parts stand in the bar first. */
#define WORK (WHERE_ALL & ~(WHERE_PREVIEW | WHERE_REVIEW | WHERE_GUIDE | WHERE_COMPARE))

static void redraw(struct app *app)
{
	(void)app;
	term_redraw();
}

const struct command commands[COMMAND_COUNT] = {
	[COMMAND_OPEN] = { N_("Open"), N_("Opens the case that the pointer stands at."),
	    { K_ENTER }, WHERE_HOME, WHERE_ALL, 0, NULL },
	[COMMAND_NEW] = { N_("New case"), N_("Begins a new case."),
	    { K_F2, K_CTRL('n') }, WHERE_HOME, WHERE_ALL, 0, page_form_new_case },
	[COMMAND_NEXT_FIELD] = { N_("Field"),
	    N_("Goes to the next field, from the last of a row to the next row; what was typed is kept."),
	    { K_TAB }, WHERE_FIELDS, 0, WHERE_ALL, NULL },
	[COMMAND_PREVIOUS_FIELD] = { N_("Previous field"), N_("Goes to the field before."),
	    { K_STAB }, WHERE_FIELDS, 0, 0, NULL },
	[COMMAND_NEXT_SCREEN] = { N_("On"), N_("Goes to the next screen."),
	    { K_PGDN }, WHERE_FORM | WHERE_REVIEW, WHERE_FORM, WHERE_ALL, NULL },
	[COMMAND_PREVIOUS_SCREEN] = { N_("Previous screen"), N_("Goes to the screen before."),
	    { K_PGUP }, WHERE_FORM | WHERE_REVIEW, 0, 0, NULL },
	[COMMAND_ROW_ADD] = { N_("Add"), N_("Adds a row to the table and opens it."),
	    { K_INS, K_CTRL('o') }, WHERE_FIELDS, 0, WHERE_ROW, NULL },
	[COMMAND_ROW_REMOVE] = { N_("Remove"), N_("Removes the row; undo brings it back."),
	    { K_CTRL('d') }, WHERE_FORM, 0, 0, NULL },
	[COMMAND_ROW_UP] = { N_("Move up"), N_("Moves the row one place up."),
	    { K_UP | K_ALT, K_CTRL('u') }, WHERE_FORM, 0, 0, NULL },
	[COMMAND_ROW_DOWN] = { N_("Move down"), N_("Moves the row one place down."),
	    { K_DOWN | K_ALT, K_CTRL('b') }, WHERE_FORM, 0, 0, NULL },
	[COMMAND_CLEAR] = { N_("Clear"), N_("Empties the field; undo brings back what stood there."),
	    { K_CTRL('x') }, WHERE_FIELDS, 0, 0, NULL },
	[COMMAND_CHOOSE] = { N_("Choose"), N_("Opens the row, or the list of answers to choose from."),
	    { K_ENTER }, WHERE_GRID, WHERE_ALL, 0, NULL },
	[COMMAND_MEETING] = { N_("Meet"), N_("The meeting: date, chair, who is present."),
	    { K_F3, K_CTRL('t') }, WHERE_CASE, WORK, WHERE_ALL, page_form_meeting },
	[COMMAND_ASSESS] = { N_("Assess"), N_("The members' assessments within employment, social matters and health."),
	    { K_F4, K_CTRL('a') }, WHERE_CASE & ~WHERE_GRID, WORK, WHERE_ALL, page_grid_open },
	[COMMAND_RECOMMEND] = { N_("Recommend"), N_("The team's recommendation: outcome, duration, goal, measures."),
	    { K_F5, K_CTRL('r') }, WHERE_CASE, WORK, WHERE_ALL, page_form_recommendation },
	[COMMAND_SCREENS] = { N_("Screens"), N_("Lists every screen of the case; Enter goes there."),
	    { K_F6, K_CTRL('f') }, WHERE_CASE, 0, WHERE_ALL, page_form_screens },
	[COMMAND_REVIEW] = { N_("Gaps"), N_("Lists what is missing or does not fit, worst first."),
	    { K_F7, K_CTRL('k') }, WHERE_CASE & ~WHERE_REVIEW, WHERE_ALL & ~WHERE_PREVIEW, WHERE_ALL,
	    page_review_open },
	[COMMAND_PREVIEW] = { N_("Show"), N_("Shows the recommendation as it is printed."),
	    { K_F8, K_CTRL('v') }, (WHERE_CASE & ~(WHERE_PREVIEW | WHERE_REVIEW)) | WHERE_HOME, WHERE_ALL, 0,
	    page_preview_open },
	[COMMAND_STAGE] = { N_("Go on"), N_("Takes the case to its next stage, or another one."),
	    { K_F9, K_CTRL('e') }, WHERE_CASE, WHERE_REVIEW, WHERE_ALL, steps_stage },
	[COMMAND_GUIDE] = { N_("Conditions"),
	    N_("Shows for each outcome which conditions are met, not met or unknown."),
	    { K_F2, K_CTRL('n') }, WHERE_CASE & ~(WHERE_PREVIEW | WHERE_GUIDE), 0, WHERE_ALL & ~WHERE_ROW,
	    page_guide_open },
	[COMMAND_COMPARE] = { N_("Other rules"),
	    N_("Sets beside the rules of the case what other rules would change for it."),
	    { 'p' | K_ALT }, WHERE_REVIEW | WHERE_GUIDE | WHERE_COMPARE, WHERE_COMPARE, WHERE_ALL, page_compare_open },
	[COMMAND_REASON] = { N_("Give reason"), N_("Records why the finding does not hold the case back."),
	    { K_F8, K_CTRL('w') }, WHERE_REVIEW, WHERE_ALL, 0, NULL },
	[COMMAND_REASON_BACK] = { N_("Take back"), N_("Takes the reason back: the finding holds the case back again."),
	    { K_CTRL('d') }, WHERE_REVIEW, 0, 0, NULL },
	[COMMAND_DISSENT] = { N_("Dissent"),
	    N_("Records that the member dissents, and why; it is printed under the recommendation."),
	    { 'u', 'u' | K_ALT }, WHERE_GRID, WHERE_ALL, 0, NULL },
	[COMMAND_JUMP] = { N_("Go there"), N_("Goes to the field behind the line."),
	    { K_ENTER }, WHERE_REVIEW | WHERE_PREVIEW | WHERE_GUIDE | WHERE_COMPARE, WHERE_ALL, 0, NULL },
	[COMMAND_LANGUAGE] = { N_("Language"), N_("Shows the document in the other language."),
	    { K_F2, K_CTRL('n') }, WHERE_PREVIEW, WHERE_ALL, 0, NULL },
	[COMMAND_PRINT] = { N_("File"), N_("Writes the document to a text file."),
	    { K_F8, K_CTRL('v') }, WHERE_PREVIEW, WHERE_ALL, 0, NULL },
	[COMMAND_UNDO] = { N_("Undo"), N_("Takes back the last thing done."),
	    { K_CTRL('z'), K_F11 }, WHERE_CASE, 0, WHERE_ALL, app_undo },
	[COMMAND_REDO] = { N_("Redo"), N_("Does again what was taken back."),
	    { K_CTRL('y'), K_F12 }, WHERE_CASE, 0, 0, app_redo },
	[COMMAND_UNLOCK] = { N_("Unlock"), N_("Unlocks a signed recommendation; asks why."),
	    { 'l' | K_ALT }, WHERE_CASE | WHERE_SIGNED, WHERE_SIGNED, 0, sign_unlock },
	[COMMAND_SIGN] = { N_("Sign"), N_("Signs a recommendation again that was unlocked; asks who."),
	    { 's' | K_ALT }, WHERE_CASE | WHERE_UNSIGNED, WHERE_UNSIGNED, 0, sign_again },
	[COMMAND_CASEWORKER] = { N_("Caseworker"), N_("Names the caseworker of the case."),
	    { 'k' | K_ALT }, WHERE_CASE, 0, 0, steps_caseworker },
	[COMMAND_ROUND] = { N_("New round"), N_("Begins a new round before the team; the last one stays as it is."),
	    { 'r' | K_ALT }, WHERE_REVIEW, 0, 0, steps_round },
	[COMMAND_ACCEPT] = { N_("OK"), N_("Takes what is offered."),
	    { K_ENTER }, WHERE_CHOOSER | WHERE_PROMPT, WHERE_ALL, 0, NULL },
	[COMMAND_TAKE] = { N_("Take it"), N_("Puts the text that was found into its case again."),
	    { K_ENTER }, WHERE_RECOVER | WHERE_TAKEABLE, WHERE_TAKEABLE, 0, NULL },
	[COMMAND_LATER] = { N_("Keep aside"), N_("Leaves the draft where it is; it is offered again next time."),
	    { K_ESC }, WHERE_RECOVER, WHERE_ALL, 0, NULL },
	[COMMAND_DISCARD] = { N_("Throw away"), N_("Throws the text that was found away for good; asks once more."),
	    { K_CTRL('d') }, WHERE_RECOVER, WHERE_ALL, 0, NULL },
	[COMMAND_CANCEL] = { N_("Back"), N_("Leaves without choosing."),
	    { K_ESC }, WHERE_CHOOSER | WHERE_PROMPT, WHERE_ALL, 0, NULL },
	[COMMAND_CLOSE] = { N_("Close"), N_("Closes this page; everything is saved already."),
	    { K_F10, K_ESC }, WHERE_ALL & ~(WHERE_HOME | WHERE_CHOOSER | WHERE_PROMPT | WHERE_RECOVER), WHERE_ALL, 0,
	    leave_page, WHERE_ROW },
	[COMMAND_COPIES] = { N_("Copies"), N_("Offers the copies of the base, to go on with one."),
	    { 'b' | K_ALT }, WHERE_HOME, 0, 0, leave_for_copies },
	[COMMAND_QUIT] = { N_("Quit"), N_("Leaves the program; everything is saved already."),
	    { K_F10, K_CTRL('q') }, WHERE_ALL, WHERE_ALL, 0, leave_program },
	[COMMAND_REDRAW] = { N_("Redraw"), N_("Draws the screen anew."),
	    { K_CTRL('l') }, WHERE_ALL, 0, 0, redraw },
	[COMMAND_HELP] = { N_("Help"), N_("Explains this screen, this field and its keys."),
	    { K_F1, K_CTRL('g') }, WHERE_ALL & ~WHERE_HELP, WHERE_ALL, 0, page_help_open },
};

enum command_id command_by_key(int32_t key, unsigned where)
{
	for (enum command_id id = 0; id < COMMAND_COUNT; id++)
		if (commands[id].where & where)
			for (int k = 0; k < COMMAND_KEYS && commands[id].keys[k] != 0; k++)
				if (commands[id].keys[k] == key)
					return id;
	return COMMAND_COUNT;
}

/* The commands of a bar: what each is called, and whether it stands there. */
struct bar {
	unsigned where;
	const char *names[COMMAND_COUNT];
	bool shown[COMMAND_COUNT];
};

static const char *bar_name(struct app *app, enum command_id id)
{
	const struct page *page = app_page(app);
	const char *name = page->name != NULL ? page->name(app, app_state(app), id) : NULL;

	return name != NULL ? name : _(commands[id].name);
}

static const char *bar_key(const struct bar *bar, enum command_id id, char out[KEY_LABEL_SIZE])
{
	return key_label(commands[id].keys[commands[id].second & bar->where ? 1 : 0], out);
}

/* Columns that a command takes in the bar, two of space behind it included. */
static int bar_columns(const struct bar *bar, enum command_id id)
{
	char name[KEY_LABEL_SIZE];

	return utf8_width(bar_key(bar, id, name)) + 1 + utf8_width(bar->names[id]) + 2;
}

static int bar_put(const struct bar *bar, enum command_id id, int row, int column)
{
	char name[KEY_LABEL_SIZE];
	int at = column;

	at += term_put(row, at, 80, STYLE_KEY, bar_key(bar, id, name)) + 1;
	term_put(row, at, 80, STYLE_TEXT, bar->names[id]);
	return column + bar_columns(bar, id);
}

/* Adds the commands that are wanted and still have room in the bar; returns the columns left. */
static int bar_add(bool (*wanted)(const struct command *command, unsigned where), unsigned where, int columns,
    struct bar *bar)
{
	for (enum command_id id = 0; id < COMMAND_COUNT; id++)
		if (wanted(&commands[id], where) && !bar->shown[id] && *bar->names[id] != '\0' &&
		    bar_columns(bar, id) <= columns) {
			bar->shown[id] = true;
			columns -= bar_columns(bar, id);
		}
	return columns;
}

static bool stands_first(const struct command *command, unsigned where)
{
	return command->where & command->first & where;
}

static bool stands_too(const struct command *command, unsigned where)
{
	return command->where & command->more & where;
}

void command_bar(struct app *app, unsigned where, int row, int columns)
{
	enum command_id last[] = { COMMAND_HELP, where & WHERE_HOME ? COMMAND_QUIT : COMMAND_CLOSE };
	struct bar bar = { .where = where };
	int column = 0, left = columns;

	for (enum command_id id = 0; id < COMMAND_COUNT; id++)
		bar.names[id] = bar_name(app, id);
	for (size_t i = 0; i < 2; i++)
		if (commands[last[i]].where & where) {
			bar.shown[last[i]] = true;
			left -= bar_columns(&bar, last[i]);
		}
	bar.shown[COMMAND_QUIT] |= !(where & WHERE_HOME);	/* its place is taken by close */
	left = bar_add(stands_first, where, left + 2, &bar);
	bar_add(stands_too, where, left, &bar);
	for (enum command_id id = 0; id < COMMAND_COUNT; id++)
		if (bar.shown[id] && id != last[0] && id != last[1] && id != COMMAND_QUIT)
			column = bar_put(&bar, id, row, column);
	for (size_t i = 0; i < 2; i++)
		if (bar.shown[last[i]])
			column = bar_put(&bar, last[i], row, column);
}

void command_manual(struct text *out)
{
	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		text_add(out, ".It Ic ");
		for (int k = 0; k < COMMAND_KEYS && commands[id].keys[k] != 0; k++) {
			char name[KEY_LABEL_SIZE];

			text_addf(out, "%s%s", k > 0 ? " , " : "", key_label(commands[id].keys[k], name));
		}
		text_addf(out, "\n%s\n", commands[id].help);
	}
}
