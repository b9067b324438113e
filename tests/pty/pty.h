/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The whole program on a real pseudo-terminal, its screen kept by libvterm:
 * what a person does and sees.  Every function fails the running test where
 * it cannot do what it says.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>

struct pty;

/* A variable of the surroundings of every program started from now on; NULL: as it is otherwise. Borrowed. */
void pty_set(const char *name, const char *value);
/* The program ($INDSTIL) with these arguments (ended by NULL), in a folder of its own that pty_folder() names. */
struct pty *pty_start(int rows, int columns, const char *const arguments[]);
/* As if the user had logged in anew: same folder, new process. */
struct pty *pty_again(struct pty *old, const char *const arguments[]);
void pty_free(struct pty *pty);

/* A fresh folder under TMPDIR, the same for the whole test program; removed at its end. */
const char *pty_folder(void);
/* "FOLDER/name" */
const char *pty_path(const char *name);

/* Types text; keys by name, with blanks between: "F2 Tab ^Z M-Up". Then waits until the program has done it all. */
void pty_type(struct pty *pty, const char *text);
void pty_keys(struct pty *pty, const char *names);
/* Bytes as a terminal sends them, without waiting, for races. */
void pty_send(struct pty *pty, const char *bytes, size_t len);
/* Waits until the program has read what was sent, has drawn and sleeps. */
void pty_settle(struct pty *pty);

/* Waits up to eight seconds for a text on the screen. */
void pty_expect(struct pty *pty, const char *text);
/* The same for any of several, ended by NULL; the index of the one that came. */
size_t pty_expect_any(struct pty *pty, const char *const texts[]);
bool pty_shows(struct pty *pty, const char *text);
/* The screen, a line each; valid until the next call. */
const char *pty_screen(struct pty *pty);
/* The text of one line without blanks at its end. */
const char *pty_line(struct pty *pty, int row);
void pty_cursor(struct pty *pty, int *row, int *column);

void pty_resize(struct pty *pty, int rows, int columns);
void pty_signal(struct pty *pty, int signal);
/* The terminal is closed under the program. */
void pty_close(struct pty *pty);
/* Waits until it has ended, at most `milliseconds`; the status as of waitpid, -1 where it has not. */
int pty_wait(struct pty *pty, int milliseconds);
/* The same while nobody reads the terminal. */
int pty_wait_deaf(struct pty *pty, int milliseconds);
int pty_pid(const struct pty *pty);
/* Bytes that the program has sent so far. */
size_t pty_bytes(const struct pty *pty);
/* The same, with what has come just now. */
size_t pty_answered(struct pty *pty);
/* All of them, ended by NUL. */
const char *pty_sent(const struct pty *pty);

/* Runs a command line with the shell; its output, valid until the next call; *status as of waitpid. */
const char *pty_shell(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
