/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signals are blocked but for the wait in ppoll() and while the screen is sent, so that none is lost
 * between looking and waiting; SIGWINCH goes on to curses, which answers with
 * KEY_RESIZE.
 */
#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "tui/script.h"

static struct {
	SCREEN *screen;
	FILE *out;
	bool ascii, colours, hung_up, scripted;
	int row, column;		/* of the cursor */
	char begun[4];			/* bytes of a character that has not come whole */
	size_t n_begun;
	int32_t held;			/* a key that was read too soon, 0 none */
	int memory;			/* holds a paint until it is sent whole, -1 none */
	int watch;			/* inotify, -1 none */
	int listen;			/* the same */
	sigset_t before, waiting;	/* the mask outside, and during a wait */
	struct text pasted;
} term = { .memory = -1, .watch = -1, .listen = -1 };

static volatile sig_atomic_t told_to_end;

static const struct {
	attr_t mono, colour;
	short foreground;		/* -1: the terminal's own */
} styles[STYLE_COUNT] = {
	[STYLE_TEXT] = { A_NORMAL, A_NORMAL, -1 },
	[STYLE_DIM] = { A_NORMAL, A_DIM, -1 },
	[STYLE_STRONG] = { A_BOLD, A_BOLD, -1 },
	[STYLE_TITLE] = { A_BOLD, A_BOLD, COLOR_CYAN },
	[STYLE_FOCUS] = { A_REVERSE, A_REVERSE, -1 },
	[STYLE_RULE] = { A_NORMAL, A_DIM, -1 },
	[STYLE_OK] = { A_NORMAL, A_NORMAL, COLOR_GREEN },
	[STYLE_WARN] = { A_BOLD, A_BOLD, COLOR_YELLOW },
	[STYLE_BLOCK] = { A_BOLD, A_BOLD, COLOR_RED },
	[STYLE_KEY] = { A_BOLD, A_BOLD, COLOR_CYAN },
	[STYLE_QUOTE] = { A_UNDERLINE, A_NORMAL, COLOR_MAGENTA },
};

static const struct {
	const char *utf8, *ascii;
} marks[MARK_COUNT] = {
	[MARK_POINTER] = { "▸", ">" }, [MARK_POINTER_END] = { "◂", "<" }, [MARK_DONE] = { "✓", "v" },
	[MARK_OPEN] = { "○", "o" }, [MARK_BLOCK] = { "✗", "X" }, [MARK_WARN] = { "!", "!" },
	[MARK_UNKNOWN] = { "?", "?" }, [MARK_REMIND] = { "·", "." }, [MARK_SAVED] = { "✓", "v" },
	[MARK_UNSAVED] = { "…", "~" }, [MARK_RULE] = { "─", "-" }, [MARK_EDGE] = { "│", "|" },
	[MARK_QUOTE] = { "”", "\"" }, [MARK_FULL] = { "█", "#" }, [MARK_SHADE] = { "░", "." },
	[MARK_CHOSEN] = { "●", "*" }, [MARK_NOT_CHOSEN] = { "○", "o" }, [MARK_ON] = { "■", "x" },
	[MARK_OFF] = { "□", "_" }, [MARK_CLEAR] = { "●", "@" }, [MARK_LIKELY] = { "◕", "O" },
	[MARK_UNCERTAIN] = { "◐", "c" }, [MARK_UNLIKELY] = { "◔", "u" }, [MARK_NONE] = { "○", "o" },
	[MARK_NOT_ASSESSED] = { "–", "-" }, [MARK_MORE] = { "…", "~" }, [MARK_DOT] = { "·", "." },
	[MARK_PATH] = { "▸", ">" }, [MARK_TO] = { "→", ">" }, [MARK_DASH] = { "–", "-" }, [MARK_UP] = { "▴", "^" },
	[MARK_DOWN] = { "▾", "v" }, [MARK_LOCKED] = { "▪", "#" }, [MARK_BLANK] = { " ", " " },
	[MARK_TOP_LEFT] = { "┌", "+" }, [MARK_TOP_RIGHT] = { "┐", "+" }, [MARK_BOTTOM_LEFT] = { "└", "+" },
	[MARK_BOTTOM_RIGHT] = { "┘", "+" },
};

const char *mark(enum mark m)
{
	return term.ascii ? marks[m].ascii : marks[m].utf8;
}

/* Keys that terminfo has no capability for in most entries; xterm's sequences, which the others copy. */
static const struct {
	const char *sequence;
	int32_t key;
} sequences[] = {
	{ "\033[1;5D", K_CLEFT }, { "\033[1;5C", K_CRIGHT }, { "\033[1;5A", K_CUP }, { "\033[1;5B", K_CDOWN },
	{ "\033[1;5H", K_CHOME }, { "\033[1;5F", K_CEND }, { "\033[3;5~", K_CDEL }, { "\033[Z", K_STAB },
	{ "\033[1;3A", K_UP | K_ALT }, { "\033[1;3B", K_DOWN | K_ALT }, { "\033[1~", K_HOME }, { "\033[4~", K_END },
	{ "\033[11~", K_F1 }, { "\033[12~", K_F2 }, { "\033[13~", K_F3 }, { "\033[14~", K_F4 }, { "\033[[A", K_F1 },
	{ "\033[[B", K_F2 }, { "\033[[C", K_F3 }, { "\033[[D", K_F4 }, { "\033[[E", K_F5 }, { "\033OP", K_F1 },
	{ "\033OQ", K_F2 },
	{ "\033OR", K_F3 }, { "\033OS", K_F4 }, { "\033[200~", K_PASTE },
	/* and what a terminal sends that was not, or is no more, told of the keypad: else a letter is typed */
	{ "\033[A", K_UP }, { "\033[B", K_DOWN }, { "\033[C", K_RIGHT }, { "\033[D", K_LEFT }, { "\033[H", K_HOME },
	{ "\033[F", K_END }, { "\033OA", K_UP }, { "\033OB", K_DOWN }, { "\033OC", K_RIGHT }, { "\033OD", K_LEFT },
	{ "\033OH", K_HOME }, { "\033OF", K_END },
};
#define SEQUENCE_CODE 2000	/* curses' code for sequences[0] */

static const struct {
	int curses;
	int32_t key;
} curses_keys[] = {
	{ KEY_UP, K_UP }, { KEY_DOWN, K_DOWN }, { KEY_LEFT, K_LEFT }, { KEY_RIGHT, K_RIGHT }, { KEY_HOME, K_HOME },
	{ KEY_END, K_END }, { KEY_PPAGE, K_PGUP }, { KEY_NPAGE, K_PGDN }, { KEY_IC, K_INS }, { KEY_DC, K_DEL },
	{ KEY_BACKSPACE, K_BACKSPACE }, { KEY_BTAB, K_STAB }, { KEY_ENTER, K_ENTER }, { KEY_RESIZE, K_RESIZE },
	{ KEY_SF, K_CDOWN }, { KEY_SR, K_CUP },
};

/* A terminal that takes no output holds a write for ever, and curses begins it again after a signal: then the alarm
 * ends the program. What was typed is in the draft log. */
static void on_end(int signal)
{
	told_to_end = signal;
	alarm(2);
}

static void set_signals(void)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGHUP);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGWINCH);
	sigprocmask(SIG_BLOCK, &blocked, &term.before);
	term.waiting = term.before;
	sigdelset(&term.waiting, SIGHUP);
	sigdelset(&term.waiting, SIGTERM);
	sigdelset(&term.waiting, SIGWINCH);
	struct sigaction action = { .sa_handler = on_end };
	sigaction(SIGHUP, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGTSTP, &action, NULL);
	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGXFSZ, &action, NULL);
}

static void set_keys(void)
{
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
		define_key(sequences[i].sequence, SEQUENCE_CODE + (int)i);
}

static void set_styles(bool mono)
{
	term.colours = !mono && has_colors();
	if (!term.colours)
		return;
	start_color();
	use_default_colors();
	for (int i = 1; i < STYLE_COUNT; i++)
		init_pair((short)i, styles[i].foreground, -1);
}

static void say(const char *sequence)
{
	fputs(sequence, term.out);
	fflush(term.out);
}

bool term_start(const struct term_options *options, struct error *e)
{
	const char *name = getenv("TERM");

	term.scripted = options->script != NULL;
	if (term.scripted) {
		if (!script_open(options->script, e))
			return false;
		name = name != NULL && *name != '\0' ? name : "xterm";
	} else {
		if (name == NULL || *name == '\0')
			return error_set(e, ERROR_USAGE, "TERM", _("not set: the kind of terminal is not known"));
		if (strcmp(name, "dumb") == 0)
			return error_set(e, ERROR_USAGE, "TERM=dumb",
			    _("this terminal cannot place its cursor; "
			    "the commands list, show, check and print work here"));
		if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
			return error_set(e, ERROR_USAGE, _("terminal"), _("standard input and output are no terminal"));
	}
	if (term.scripted) {
		term.out = fopen("/dev/null", "w");
	} else {
		term.out = fdopen(dup(STDOUT_FILENO), "w");
		term.memory = memfd_create("screen", MFD_CLOEXEC);
	}
	term.screen = newterm(name, term.out, stdin);
	if (term.screen == NULL)
		return error_set(e, ERROR_USAGE, "TERM", _("%s: this kind of terminal is not known here"), name);
	term.ascii = options->ascii;
	set_signals();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	typeahead(-1);
	set_escdelay(25);
	set_keys();
	set_styles(options->mono);
	die_hook = term_end;
	if (!term.scripted)
		say("\033[?2004h");
	return true;
}

/* Whether the terminal takes what is sent: else a program that is told to end would wait for it. */
static bool takes_output(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return !term.hung_up && (!told_to_end || poll(&output, 1, 0) > 0);
}

static void give_back(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* It may be started again afterwards. */
void term_end(void)
{
	if (term.screen == NULL)
		return;
	if (term.scripted) {
		endwin();
		script_close();
	} else if (takes_output()) {
		erase();
		refresh();
		endwin();
		say("\033[?2004l\033[3J");
	}
	delscreen(term.screen);
	term.screen = NULL;
	fclose(term.out);
	give_back(&term.memory);
	give_back(&term.watch);
	text_release(&term.pasted);
	sigprocmask(SIG_SETMASK, &term.before, NULL);
}

int term_rows(void)
{
	return LINES;
}

int term_columns(void)
{
	return COLS;
}

void term_erase(void)
{
	erase();
}

#define CELLS 256		/* put at a time: more than any terminal is wide */

/*
 * The text as cells: a letter with its combining marks in each.  Curses takes
 * cells at a quarter of what it costs to add a text in UTF-8, byte by byte.
 */
static int to_cells(const char *s, size_t len, attr_t attr, short pair, cchar_t cells[CELLS])
{
	wchar_t sign[CCHARW_MAX + 1];
	int n = 0, in_sign = 0;

	for (size_t i = 0; i < len && n < CELLS;) {
		int32_t cp;

		i += utf8_decode(s, len, i, &cp);
		if (cp < 0 || utf8_control(cp))
			cp = cp == '\n' ? ' ' : '?';
		bool joins = in_sign > 0 && in_sign < CCHARW_MAX && cp >= 0x300 && wcwidth((wchar_t)cp) == 0;
		if (!joins)
			in_sign = 0;
		sign[in_sign++] = (wchar_t)cp;
		sign[in_sign] = L'\0';
		n += !joins;
		setcchar(&cells[n - 1], sign, attr, pair, NULL);
	}
	return n;
}

/* Puts what of s fits into the columns; *fits are its bytes, the columns used are returned. */
static int put(int row, int column, int columns, enum style style, const char *s, size_t len, size_t *fits)
{
	*fits = 0;
	if (row < 0 || row >= LINES || column < 0 || column >= COLS || columns <= 0)
		return 0;
	*fits = utf8_fit(s, len, columns < COLS - column ? columns : COLS - column);
	cchar_t cells[CELLS];
	int n = to_cells(s, *fits, term.colours ? styles[style].colour : styles[style].mono,
	    term.colours ? (short)style : 0, cells);
	mvadd_wchnstr(row, column, cells, n);
	return utf8_columns(s, 0, *fits);
}

int term_putn(int row, int column, int columns, enum style style, const char *s, size_t len)
{
	size_t fits;

	return put(row, column, columns, style, s, len, &fits);
}

int term_put(int row, int column, int columns, enum style style, const char *text)
{
	size_t len = strlen(text), fits;
	int used = put(row, column, columns, style, text, len, &fits);

	if (fits == len || columns <= 0)
		return used;
	used = term_putn(row, column, columns < COLS - column ? columns - 1 : COLS - column - 1, style, text, len);
	return used + term_putn(row, column + used, 1, style, mark(MARK_MORE), strlen(mark(MARK_MORE)));
}

int term_putf(int row, int column, int columns, enum style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *s;
	if (vasprintf(&s, format, args) < 0)
		die(_("out of memory"));
	va_end(args);
	int used = term_put(row, column, columns, style, s);
	free(s);
	return used;
}

/* One cell copied, not a text added letter by letter: rules are a third of what a paint would cost otherwise. */
void term_repeat(int row, int column, int times, enum style style, enum mark m)
{
	int32_t cp;
	cchar_t cell;

	utf8_decode(mark(m), strlen(mark(m)), 0, &cp);
	const wchar_t sign[] = { (wchar_t)cp, L'\0' };
	setcchar(&cell, sign, term.colours ? styles[style].colour : styles[style].mono, term.colours ? (short)style : 0,
	    NULL);
	if (times > 0)
		mvhline_set(row, column, &cell, times);
}

void term_rule(int row, int column, int columns)
{
	term_repeat(row, column, columns, STYLE_RULE, MARK_RULE);
}

void term_clear_line(int row)
{
	move(row, 0);
	clrtoeol();
}

void term_cursor(int row, int column)
{
	term.row = row < 0 ? 0 : row >= LINES ? LINES - 1 : row;
	term.column = column < 0 ? 0 : column >= COLS ? COLS - 1 : column;
}

/* Writes all of it, or what the terminal takes before the program is told to end. */
static void send(const char *s, size_t len)
{
	sigset_t blocked;

	sigprocmask(SIG_SETMASK, &term.waiting, &blocked);
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, s, len);

		if (n < 0 && (errno != EINTR || told_to_end))
			break;
		s += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	sigprocmask(SIG_SETMASK, &blocked, NULL);
}

/*
 * Curses writes after each movement of the cursor.  For the length of a paint
 * its descriptor is a file in memory, and what has gathered there is sent at
 * once: one write a paint, and none in which a stalled terminal could hold curses.
 */
void term_flush(void)
{
	move(term.row, term.column);
	if (term.memory < 0) {
		refresh();
		return;
	}
	dup2(term.memory, fileno(term.out));
	refresh();
	dup2(STDOUT_FILENO, fileno(term.out));
	off_t painted = lseek(term.memory, 0, SEEK_CUR);
	if (painted <= 0)
		return;
	char *s = xmalloc((size_t)painted);
	ssize_t got = pread(term.memory, s, (size_t)painted, 0);
	lseek(term.memory, 0, SEEK_SET);
	if (got > 0)
		send(s, (size_t)got);
	free(s);
}

void term_redraw(void)
{
	clearok(curscr, TRUE);
}

void term_watch(const char *path)
{
	if (term.scripted)
		return;
	term.watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (term.watch >= 0 && inotify_add_watch(term.watch, path, IN_MODIFY | IN_MOVE_SELF | IN_ATTRIB) < 0) {
		close(term.watch);
		term.watch = -1;
	}
}

void term_listen(int fd)
{
	if (!term.scripted)
		term.listen = fd;
}

static void drain_watch(void)
{
	char events[4096];

	while (read(term.watch, events, sizeof events) > 0)
		;
}

static int32_t translate(int32_t c, bool code)
{
	if (!code)
		return c == 127 || c == 8 ? K_BACKSPACE : c == 10 ? K_ENTER : c;
	if (c >= SEQUENCE_CODE && c < SEQUENCE_CODE + (int32_t)(sizeof sequences / sizeof *sequences))
		return sequences[c - SEQUENCE_CODE].key;
	if (c >= KEY_F(1) && c <= KEY_F(12))
		return K_F1 + (c - KEY_F(1));
	for (size_t i = 0; i < sizeof curses_keys / sizeof *curses_keys; i++)
		if (curses_keys[i].curses == c)
			return curses_keys[i].key;
	return K_NONE;
}

/* Of the character that begins with this byte; 0: none does. */
static size_t bytes_of(unsigned char first)
{
	return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* One byte of a character; true when it is whole. What is not UTF-8 is left out. */
static bool assemble(char byte, int32_t *c)
{
	if (((unsigned char)byte & 0xc0) != 0x80)
		term.n_begun = 0;
	term.begun[term.n_begun++] = byte;
	size_t needed = bytes_of((unsigned char)term.begun[0]);
	if (term.n_begun < needed)
		return false;
	utf8_decode(term.begun, term.n_begun, 0, c);
	term.n_begun = 0;
	return needed > 0 && *c >= 0;
}

/* One character or code of curses, if it has come whole.  Not get_wch(): it forgets the half of a letter that a packet
 * or a full buffer of the line has cut in two. */
static bool take_code(int32_t *c, bool *code)
{
	for (int got; (got = getch()) != ERR;) {
		*code = got >= KEY_MIN;
		*c = got;
		if (*code || assemble((char)got, c))
			return true;
	}
	return false;
}

/* One key if there is one now. */
static bool take(int32_t *key)
{
	int32_t c;
	bool code;

	*key = term.held;
	term.held = 0;
	if (*key != 0)
		return true;
	if (!take_code(&c, &code))
		return false;
	*key = translate(c, code);
	if (*key != K_ESC || !take_code(&c, &code))
		return true;
	/* Alt sends Esc and the key together; Esc alone comes alone, but for haste. */
	c = translate(c, code);
	if (key_is_text(c) || c == K_UP || c == K_DOWN)
		*key = c | K_ALT;
	else
		term.held = c;
	return true;
}

/* The text of a bracketed paste, up to its end mark, which may come in several reads. */
static void take_paste(void)
{
	static const char end[] = "\033[201~";
	size_t n = sizeof end - 1;

	text_clear(&term.pasted);
	text_add(&term.pasted, "");
	for (int idle = 0; idle < 20;) {
		int got = getch();

		if (got == ERR) {
			struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

			idle += poll(&input, 1, 50) <= 0;
			continue;
		}
		idle = 0;
		if (got < KEY_MIN)
			text_addc(&term.pasted, (char)got);
		if (term.pasted.len >= n && memcmp(term.pasted.s + term.pasted.len - n, end, n) == 0) {
			text_splice(&term.pasted, term.pasted.len - n, n, "", 0);
			return;
		}
	}
}

bool term_waiting(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return !term.scripted && (told_to_end || poll(&input, 1, 0) > 0);
}

const char *term_pasted(size_t *len)
{
	*len = term.pasted.len;
	return term.pasted.s;
}

static int32_t finish(int32_t key)
{
	if (key == K_PASTE)
		take_paste();
	return key;
}

int32_t term_key(int timeout)
{
	int32_t key;

	if (term.scripted)
		return script_key(&term.pasted);
	if (!told_to_end && take(&key))
		return finish(key);
	struct timespec wait = { timeout / 1000, timeout % 1000 * 1000000L };
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN }, { .fd = term.watch, .events = POLLIN },
		{ .fd = term.listen, .events = POLLIN },
	};
	int ready = told_to_end ? -1 : ppoll(fds, 3, timeout < 0 ? NULL : &wait, &term.waiting);
	if (!told_to_end && (ready < 0 || fds[0].revents & POLLIN) && take(&key))
		return finish(key);
	if (told_to_end || (ready > 0 && fds[0].revents & (POLLHUP | POLLERR))) {
		term.hung_up = told_to_end != SIGTERM;
		return K_HANGUP;
	}
	if (ready > 0 && fds[1].revents & POLLIN)
		drain_watch();
	if (ready > 0 && (fds[1].revents | fds[2].revents) & POLLIN)
		return K_CHANGED;
	return K_NONE;
}

void term_dump(struct text *out)
{
	for (int row = 0; row < LINES; row++) {
		size_t from = out->len;

		for (int column = 0; column < COLS; column++) {
			cchar_t cell;
			wchar_t wide[CCHARW_MAX + 1] = { 0 };
			attr_t attr;
			short pair;

			mvin_wch(row, column, &cell);
			getcchar(&cell, wide, &attr, &pair, NULL);
			for (int i = 0; wide[i] != 0; i++) {
				char utf8[4];

				text_addn(out, utf8, utf8_encode((int32_t)wide[i], utf8));
			}
			if (wcwidth(wide[0]) == 2)
				column++;
		}
		while (out->len > from && out->s[out->len - 1] == ' ')
			text_splice(out, out->len - 1, 1, "", 0);
		text_addc(out, '\n');
	}
	text_addf(out, "@ %d %d\n", term.row, term.column);
	move(term.row, term.column);
}
