/* SPDX-License-Identifier: EUPL-1.2 */
#include "pty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "tui/key.h"

#define QUIET 15	/* milliseconds without output, and asleep, that count as settled */
#define PATIENCE 8000

struct pty {
	int fd, slave, rows, columns, status;
	pid_t pid;
	bool ended;
	VTerm *vterm;
	VTermScreen *screen;
	struct text text, sent;
};

static char folder[256];

static void remove_folder(void)
{
	char command[320];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command) != 0)
		fprintf(stderr, "%s: not removed\n", folder);
}

const char *pty_folder(void)
{
	if (folder[0] == '\0') {
		const char *tmp = getenv("TMPDIR");
		snprintf(folder, sizeof folder, "%s/indstil-pty.XXXXXX", tmp != NULL ? tmp : "/tmp");
		assert_non_null(mkdtemp(folder));
		atexit(remove_folder);
	}
	return folder;
}

const char *pty_path(const char *name)
{
	static char paths[4][512];
	static size_t next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", pty_folder(), name);
	return path;
}

#define VARIABLES_MAX 8
static struct {
	const char *name, *value;
} variables[VARIABLES_MAX];

void pty_set(const char *name, const char *value)
{
	size_t i = 0;
	while (variables[i].name != NULL && strcmp(variables[i].name, name) != 0)
		assert_true(++i < VARIABLES_MAX);
	variables[i].name = name;
	variables[i].value = value;
}

/* The same surroundings wherever the test runs. */
static void child(const char *const arguments[])
{
	const char *argv[32] = {getenv("INDSTIL")};
	for (size_t i = 0; arguments[i] != NULL && i < 30; i++)
		argv[i + 1] = arguments[i];
	setenv("TERM", "xterm-256color", 1);
	setenv("HOME", folder, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("NO_COLOR");
	for (size_t i = 0; i < VARIABLES_MAX && variables[i].name != NULL; i++)
		if (variables[i].value != NULL)
			setenv(variables[i].name, variables[i].value, 1);
	execv(argv[0], (char **)(uintptr_t)argv);
	_exit(127);
}

static void launch(struct pty *pty, const char *const arguments[])
{
	struct winsize size = {.ws_row = (unsigned short)pty->rows, .ws_col = (unsigned short)pty->columns};
	pty_folder();
	assert_int_equal(openpty(&pty->fd, &pty->slave, NULL, NULL, &size), 0);
	fcntl(pty->fd, F_SETFL, O_NONBLOCK);
	fcntl(pty->fd, F_SETFD, FD_CLOEXEC);
	pty->pid = fork();
	assert_true(pty->pid >= 0);
	if (pty->pid == 0 && login_tty(pty->slave) == 0)
		child(arguments);
	if (pty->pid == 0)
		_exit(127);
	pty->vterm = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

struct pty *pty_start(int rows, int columns, const char *const arguments[])
{
	struct pty *pty = xcalloc(1, sizeof *pty);
	pty->rows = rows;
	pty->columns = columns;
	launch(pty, arguments);
	pty_settle(pty);
	return pty;
}

struct pty *pty_again(struct pty *old, const char *const arguments[])
{
	int rows = old->rows, columns = old->columns;
	pty_free(old);
	return pty_start(rows, columns, arguments);
}

void pty_free(struct pty *pty)
{
	if (pty == NULL)
		return;
	if (!pty->ended) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, &pty->status, 0);
	}
	if (pty->fd >= 0)
		close(pty->fd);
	close(pty->slave);
	vterm_free(pty->vterm);
	text_release(&pty->text);
	text_release(&pty->sent);
	free(pty);
}

/* Feeds what has come within `milliseconds`; false where nothing did. */
static bool pump(struct pty *pty, int milliseconds)
{
	char buffer[65536];
	struct pollfd fd = {.fd = pty->fd, .events = POLLIN};
	if (pty->fd < 0 || poll(&fd, 1, milliseconds) <= 0)
		return false;
	ssize_t n = read(pty->fd, buffer, sizeof buffer);
	if (n <= 0)
		return false;
	text_addn(&pty->sent, buffer, (size_t)n);
	vterm_input_write(pty->vterm, buffer, (size_t)n);
	return true;
}

static bool ended(struct pty *pty)
{
	if (!pty->ended)
		pty->ended = waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid;
	return pty->ended;
}

/* True where the program has read every key and sleeps: it has done what it was told. */
static bool asleep(const struct pty *pty)
{
	char path[40], state = 'R';
	int unread = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pty->pid);
	FILE *stat = fopen(path, "r");
	if (stat == NULL)
		return true;
	if (fscanf(stat, "%*d (%*[^)]) %c", &state) != 1)
		state = 'S';
	fclose(stat);
	ioctl(pty->slave, FIONREAD, &unread);
	return state == 'S' && unread == 0;
}

void pty_settle(struct pty *pty)
{
	bool was_asleep = false;
	for (int waited = 0; waited < PATIENCE && !ended(pty); waited += QUIET) {
		bool sent = pump(pty, QUIET);
		bool now = asleep(pty) && pty->sent.len > 0;
		if (!sent && was_asleep && now)
			return;
		was_asleep = now;
	}
	while (pump(pty, QUIET))
		;
}

void pty_send(struct pty *pty, const char *bytes, size_t len)
{
	if (ended(pty))
		fail_msg("the program has ended, status %d\n%s", pty->status, pty_screen(pty));
	while (len > 0) {
		ssize_t n = write(pty->fd, bytes, len);
		if (n < 0 && errno == EAGAIN) {
			pump(pty, 5);
			continue;
		}
		assert_true(n > 0);
		bytes += n;
		len -= (size_t)n;
	}
}

void pty_type(struct pty *pty, const char *text)
{
	pty_send(pty, text, strlen(text));
	pty_settle(pty);
}

static const struct {
	int32_t key;
	const char *bytes;
} sequences[] = {
	{K_UP, "\033OA"}, {K_DOWN, "\033OB"}, {K_RIGHT, "\033OC"}, {K_LEFT, "\033OD"}, {K_HOME, "\033OH"}, {K_END, "\033OF"},
	{K_PGUP, "\033[5~"}, {K_PGDN, "\033[6~"}, {K_INS, "\033[2~"}, {K_DEL, "\033[3~"}, {K_STAB, "\033[Z"},
	{K_BACKSPACE, "\177"}, {K_ENTER, "\r"}, {K_F1, "\033OP"}, {K_F2, "\033OQ"}, {K_F3, "\033OR"}, {K_F4, "\033OS"},
	{K_F5, "\033[15~"}, {K_F6, "\033[17~"}, {K_F7, "\033[18~"}, {K_F8, "\033[19~"}, {K_F9, "\033[20~"},
	{K_F10, "\033[21~"}, {K_F11, "\033[23~"}, {K_F12, "\033[24~"}, {K_CLEFT, "\033[1;5D"}, {K_CRIGHT, "\033[1;5C"},
	{K_CHOME, "\033[1;5H"}, {K_CEND, "\033[1;5F"},
};

static void send_key(struct pty *pty, const char *name)
{
	int32_t key;
	char utf8[5] = "";
	assert_true(key_by_name(name, &key));
	if (key & K_ALT)
		pty_send(pty, "\033", 1);
	key &= ~K_ALT;
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
		if (sequences[i].key == key) {
			pty_send(pty, sequences[i].bytes, strlen(sequences[i].bytes));
			return;
		}
	pty_send(pty, utf8, utf8_encode(key, utf8));
}

void pty_keys(struct pty *pty, const char *names)
{
	char *copy = xstrdup(names), *rest = copy;
	for (char *name; (name = strsep(&rest, " ")) != NULL;) {
		if (*name == '\0')
			continue;
		send_key(pty, name);
		if (strcmp(name, "Esc") == 0)	/* with the next key at once it would be Alt */
			pty_settle(pty);
	}
	free(copy);
	pty_settle(pty);
}

static void add_line(struct pty *pty, int row)
{
	for (int column = 0; column < pty->columns; column++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = column}, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] == 0)		/* an empty cell: its other chars are not set */
			text_addc(&pty->text, ' ');
		for (int i = 0; cell.chars[0] != 0 && i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
			char utf8[4];
			text_addn(&pty->text, utf8, utf8_encode((int32_t)cell.chars[i], utf8));
		}
	}
	while (pty->text.len > 0 && pty->text.s[pty->text.len - 1] == ' ')
		text_splice(&pty->text, pty->text.len - 1, 1, "", 0);
}

const char *pty_screen(struct pty *pty)
{
	text_clear(&pty->text);
	text_add(&pty->text, "");
	for (int row = 0; row < pty->rows; row++) {
		add_line(pty, row);
		text_addc(&pty->text, '\n');
	}
	return pty->text.s;
}

const char *pty_line(struct pty *pty, int row)
{
	text_clear(&pty->text);
	text_add(&pty->text, "");
	add_line(pty, row);
	return pty->text.s;
}

void pty_cursor(struct pty *pty, int *row, int *column)
{
	VTermPos pos;
	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &pos);
	*row = pos.row;
	*column = pos.col;
}

bool pty_shows(struct pty *pty, const char *text)
{
	return strstr(pty_screen(pty), text) != NULL;
}

size_t pty_expect_any(struct pty *pty, const char *const texts[])
{
	for (int waited = 0; waited <= PATIENCE; waited += QUIET) {
		for (size_t i = 0; texts[i] != NULL; i++)
			if (pty_shows(pty, texts[i]))
				return i;
		if (!pump(pty, QUIET) && ended(pty))
			break;
	}
	fail_msg("not on the screen: %s\n%s", texts[0], pty_screen(pty));
	return 0;
}

void pty_expect(struct pty *pty, const char *text)
{
	pty_expect_any(pty, (const char *const []){text, NULL});
}

void pty_resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	pty->rows = rows;
	pty->columns = columns;
	vterm_set_size(pty->vterm, rows, columns);
	assert_int_equal(ioctl(pty->fd, TIOCSWINSZ, &size), 0);
	pty_settle(pty);
}

void pty_signal(struct pty *pty, int signal)
{
	kill(pty->pid, signal);
}

void pty_close(struct pty *pty)
{
	close(pty->fd);
	pty->fd = -1;
}

int pty_wait(struct pty *pty, int milliseconds)
{
	for (int waited = 0; !ended(pty) && waited <= milliseconds; waited += 10)
		if (!pump(pty, 10))
			usleep(10000);
	return ended(pty) ? pty->status : -1;
}

int pty_wait_deaf(struct pty *pty, int milliseconds)
{
	for (int waited = 0; !ended(pty) && waited <= milliseconds; waited += 10)
		usleep(10000);
	return ended(pty) ? pty->status : -1;
}

int pty_pid(const struct pty *pty)
{
	return pty->pid;
}

size_t pty_answered(struct pty *pty)
{
	while (pump(pty, 0))
		;
	return pty->sent.len;
}

size_t pty_bytes(const struct pty *pty)
{
	return pty->sent.len;
}

const char *pty_sent(const struct pty *pty)
{
	return pty->sent.s;
}

const char *pty_shell(int *status, const char *format, ...)
{
	static struct text out;
	char command[2048], buffer[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	text_clear(&out);
	text_add(&out, "");
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
		text_addn(&out, buffer, n);
	*status = pclose(pipe);
	return out.s;
}
