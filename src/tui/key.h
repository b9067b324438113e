/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keys: a Unicode character, a control character (^A is 1), or one of the
 * codes below; K_ALT is added where Alt was held.  Labels are as on a keyboard,
 * for bar, help and manual: "F2", "Ctrl+N", "Alt+x", "Shift+Tab".  Names are
 * those of key scripts: "F2", "^N", "M-x", "S-Tab".
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stdint.h>

enum {
	K_TAB = 9, K_ENTER = 13, K_ESC = 27,
	K_UP = 0x110000, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN, K_INS, K_DEL, K_BACKSPACE,
	K_STAB, K_CLEFT, K_CRIGHT, K_CHOME, K_CEND, K_CDEL, K_CBACKSPACE, K_CUP, K_CDOWN,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	/* not keys, but what else a wait can end with */
	K_NONE, K_RESIZE, K_PASTE, K_HANGUP, K_CHANGED,
	K_LAST,
	K_ALT = 0x1000000
};
#define K_CTRL(c) ((c) & 31)

/* "F2", "Ctrl+N", "Alt+Up", "a"; in `out`. */
#define KEY_LABEL_SIZE 24
const char *key_label(int32_t key, char out[KEY_LABEL_SIZE]);
bool key_by_name(const char *name, int32_t *key);
/* True for a character that a text can take. */
bool key_is_text(int32_t key);

#endif
