/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keys from a file in place of a keyboard, for tests (--script FILE).  A line is
 *
 *	# comment
 *	Down F2 ^N M-x		keys by name
 *	"Anders Prøvegaard"	text, typed a character at a time
 *	:paste FILE		the file's content, pasted
 *	:dump FILE		writes the screen as text (term_dump)
 *	:resize COLUMNS ROWS
 *	:wait MS		lets time pass, as for a delayed save
 */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/error.h"
#include "base/text.h"

bool script_open(const char *path, struct error *e);
void script_close(void);
/* The next key; K_HANGUP at the end of the script, K_NONE after a :dump or :wait. A wrong line ends the program. */
int32_t script_key(struct text *pasted);

#endif
