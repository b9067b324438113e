/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal.  Only term.c sees curses: pages put texts with a style at a
 * row and column and get keys.  Nothing is sent before term_flush(), which
 * sends only what differs, in one write.
 *
 * Without colours (monochrome terminals, NO_COLOR) every style still differs
 * by attributes, and no meaning hangs on style alone: marks are signs.  On
 * terminals that are not UTF-8 the marks are ASCII.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/error.h"
#include "base/text.h"
#include "tui/key.h"

enum style {
	STYLE_TEXT, STYLE_DIM, STYLE_STRONG, STYLE_TITLE, STYLE_FOCUS, STYLE_RULE, STYLE_OK, STYLE_WARN, STYLE_BLOCK,
	STYLE_KEY, STYLE_QUOTE,
	STYLE_COUNT
};

/* Signs that mean something; mark() gives the UTF-8 or the ASCII one, one column wide. */
enum mark {
	MARK_POINTER, MARK_POINTER_END, MARK_DONE, MARK_OPEN, MARK_BLOCK, MARK_WARN, MARK_UNKNOWN, MARK_REMIND,
	MARK_SAVED, MARK_UNSAVED, MARK_RULE, MARK_EDGE, MARK_QUOTE, MARK_FULL, MARK_SHADE, MARK_CHOSEN,
	MARK_NOT_CHOSEN, MARK_ON, MARK_OFF, MARK_CLEAR, MARK_LIKELY, MARK_UNCERTAIN, MARK_UNLIKELY, MARK_NONE,
	MARK_NOT_ASSESSED, MARK_MORE, MARK_DOT, MARK_PATH, MARK_TO, MARK_DASH, MARK_UP, MARK_DOWN, MARK_LOCKED,
	MARK_BLANK, MARK_TOP_LEFT, MARK_TOP_RIGHT, MARK_BOTTOM_LEFT, MARK_BOTTOM_RIGHT,
	MARK_COUNT
};
const char *mark(enum mark mark);

struct term_options {
	bool mono;		/* no colours */
	bool ascii;		/* ASCII marks */
	const char *script;	/* keys from this file and no terminal; NULL: the terminal */
};

/* Refused (false): no terminal, TERM unset or dumb. Sets die_hook. */
bool term_start(const struct term_options *options, struct error *e);
/* Gives the screen back, cleared, scrollback too. Fine to call twice. */
void term_end(void);

int term_rows(void);
int term_columns(void);

void term_erase(void);
/* Puts `text` on one line, at most `columns` wide, cut with … where it is longer; returns the columns used. A newline
 * becomes a space, other control characters "?". */
int term_put(int row, int column, int columns, enum style style, const char *text);
/* The same for len bytes, without the …. */
int term_putn(int row, int column, int columns, enum style style, const char *s, size_t len);
int term_putf(int row, int column, int columns, enum style style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void term_rule(int row, int column, int columns);
void term_clear_line(int row);
/* The same sign some times over. */
void term_repeat(int row, int column, int times, enum style style, enum mark mark);
/* Where the hardware cursor stands after the next flush: on the focus, always. */
void term_cursor(int row, int column);
void term_flush(void);
/* Everything is sent anew (^L). */
void term_redraw(void);

/*
 * Waits at most `timeout` milliseconds (-1: for ever) for a key, K_RESIZE,
 * K_PASTE (then term_pasted() is its text), K_CHANGED (the watched file changed, or what one listens to is there),
 * K_HANGUP (the terminal is gone or the program is told to end), or K_NONE.
 */
int32_t term_key(int timeout);
const char *term_pasted(size_t *len);
/* True where a key waits to be taken. */
bool term_waiting(void);
/* Watches a file for writes by anybody, and for another one in its place, so that a wait can end with K_CHANGED. */
void term_watch(const char *path);
/* The same for a descriptor that becomes readable; -1: none any more. */
void term_listen(int fd);
/* The screen as text, a line each, then "@ row column" of the cursor: for tests. */
void term_dump(struct text *out);

#endif
