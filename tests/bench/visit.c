/* SPDX-License-Identifier: EUPL-1.2 */
#include "visit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 20000		/* ms for anything */

/* The child writes its clock here, so that the cost of forking is in no figure. */
struct shared {
	double started;
	struct counts counts;
};

static struct shared *shared;
static int shared_fd = -1;

double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

static void fail(const char *format, ...)
{
	va_list args;

	fputs("bench: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static void share(void)
{
	if (shared != NULL)
		return;
	shared_fd = memfd_create("bench", 0);
	if (shared_fd < 0 || ftruncate(shared_fd, sizeof *shared) != 0)
		fail("no shared memory: %s", strerror(errno));
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, shared_fd, 0);
	if (shared == MAP_FAILED)
		fail("no shared memory: %s", strerror(errno));
}

static void set_slow(const struct visit_options *options)
{
	char number[16];

	if (options->slow == NULL) {
		close(shared_fd);
		return;
	}
	setenv("LD_PRELOAD", options->slow, 1);
	snprintf(number, sizeof number, "%d", options->sync_ms);
	setenv("BENCH_SYNC_MS", number, 1);
	snprintf(number, sizeof number, "%d", shared_fd);
	setenv("BENCH_COUNTS", number, 1);
}

static void become(const struct visit_options *options)
{
	set_slow(options);
	shared->started = now_us();
	execv(options->argv[0], (char **)(uintptr_t)options->argv);
	_exit(127);
}

/* Reads what comes within `ms`; the length, 0 where nothing came, -1 where the program is gone. */
static ssize_t pump(struct visit *visit, char *buffer, size_t size, int ms)
{
	struct pollfd fd = { .fd = visit->fd, .events = POLLIN };
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0)
		return 0;
	n = read(visit->fd, buffer, size);
	if (n <= 0)
		return -1;
	visit->bytes += (size_t)n;
	return n;
}

/* Waits for a text in what the program sends, and returns when it had come. */
static double await(struct visit *visit, const char *marker)
{
	static char seen[1 << 20];
	size_t len = 0;
	double from = now_us();

	while (now_us() - from < PATIENCE * 1e3 && len < sizeof seen) {
		ssize_t n = pump(visit, seen + len, sizeof seen - len, 100);
		double at = now_us();

		if (n < 0)
			fail("it ended before it showed “%s”: %.*s", marker, (int)len, seen);
		len += (size_t)n;
		if (n > 0 && memmem(seen, len, marker, strlen(marker)) != NULL)
			return at;
	}
	fail("it never showed “%s”", marker);
}

struct visit visit_start(const struct visit_options *options, const char *marker, double *paint)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	struct visit visit = { .pid = 0 };
	double painted;

	share();
	*shared = (struct shared){ .started = 0 };
	visit.pid = forkpty(&visit.fd, NULL, NULL, &size);
	if (visit.pid < 0)
		fail("no pseudo-terminal: %s", strerror(errno));
	if (visit.pid == 0)
		become(options);
	painted = await(&visit, marker);
	if (paint != NULL)
		*paint = painted - shared->started;
	visit.started = shared->started;
	visit.counts = options->slow != NULL ? &shared->counts : NULL;
	return visit;
}

/* Takes what comes until it is quiet; the times are counted from `from`. */
static struct answer listen(struct visit *visit, double from, int quiet)
{
	char buffer[65536];
	struct answer answer = { .first = -1 };

	for (;;) {
		ssize_t n = pump(visit, buffer, sizeof buffer, answer.bytes > 0 ? quiet : PATIENCE);

		if (n < 0)
			fail("it ended at a key");
		if (n == 0)
			return answer;
		answer.last = now_us() - from;
		if (answer.first < 0)
			answer.first = answer.last;
		answer.bytes += (size_t)n;
	}
}

static void put(struct visit *visit, const char *keys)
{
	size_t len = strlen(keys);

	while (len > 0) {
		ssize_t n = write(visit->fd, keys, len);

		if (n < 0)
			fail("a key was not taken: %s", strerror(errno));
		keys += n;
		len -= (size_t)n;
	}
}

struct answer visit_press(struct visit *visit, const char *keys, int quiet)
{
	double from = now_us();
	struct answer answer;

	put(visit, keys);
	answer = listen(visit, from, quiet);
	if (answer.bytes == 0)
		fail("no answer to a key");
	return answer;
}

void visit_settle(struct visit *visit, int quiet)
{
	char buffer[65536];

	while (pump(visit, buffer, sizeof buffer, quiet) > 0)
		;
}

void visit_send(struct visit *visit, const char *keys, int quiet)
{
	put(visit, keys);
	visit_settle(visit, quiet);
}

void visit_resize(struct visit *visit, int rows, int columns, struct answer *answer, int quiet)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	double from = now_us();

	if (ioctl(visit->fd, TIOCSWINSZ, &size) != 0)
		fail("the terminal keeps its size: %s", strerror(errno));
	*answer = listen(visit, from, quiet);
}

/* A number of /proc/PID/NAME behind `label`. */
static long proc_number(pid_t pid, const char *name, const char *label)
{
	char path[64], line[256];
	long n = -1;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	file = fopen(path, "r");
	while (file != NULL && n < 0 && fgets(line, sizeof line, file) != NULL)
		if (strncmp(line, label, strlen(label)) == 0)
			n = atol(line + strlen(label));
	if (file != NULL)
		fclose(file);
	if (n < 0)
		fail("%s has no %s", path, label);
	return n;
}

long visit_memory(const struct visit *visit)
{
	return proc_number(visit->pid, "status", "VmHWM:");
}

double visit_cpu(const struct visit *visit)
{
	struct timespec t;
	clockid_t clock;

	if (clock_getcpuclockid(visit->pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
		fail("no processor clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double visit_quit(struct visit *visit, const char *keys)
{
	char buffer[65536];
	double from = now_us(), gone = 0;
	int status;

	put(visit, keys);
	while (now_us() - from < PATIENCE * 1e3 && pump(visit, buffer, sizeof buffer, PATIENCE) >= 0)
		;
	if (waitpid(visit->pid, &status, 0) != visit->pid || status != 0)
		fail("it did not end well");
	gone = now_us() - from;
	close(visit->fd);
	return gone;
}

void visit_kill(struct visit *visit)
{
	kill(visit->pid, SIGKILL);
	waitpid(visit->pid, NULL, 0);
	close(visit->fd);
}

double run_us(const char *const argv[])
{
	double from;
	int status;
	pid_t pid;

	share();
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(null, 1);
		shared->started = now_us();
		execv(argv[0], (char **)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
		fail("%s %s failed", argv[0], argv[1]);
	from = shared->started;
	return now_us() - from;
}
