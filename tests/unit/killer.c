/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ptrace(2), as strace does it, without its output: a run costs little more
 * than the program.  Only registers are looked at: the program's memory is
 * closed to all but root.
 */
#include "killer.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SYSCALL_STOP (SIGTRAP | 0x80)		/* PTRACE_O_TRACESYSGOOD */
#define ANY (-1)

enum { FORBIDDEN = 126, NO_PROGRAM = 127 };

/* What changes something; of a call that opens, only where it may make or cut a file: where its flags stand. */
static const struct {
	long call;
	int flags;
} changing[] = {
	{ SYS_write, ANY }, { SYS_writev, ANY }, { SYS_pwrite64, ANY }, { SYS_pwritev, ANY },
	{ SYS_fdatasync, ANY }, { SYS_fsync, ANY }, { SYS_sync_file_range, ANY },
	{ SYS_ftruncate, ANY }, { SYS_truncate, ANY }, { SYS_fallocate, ANY },
	{ SYS_fchmod, ANY }, { SYS_fchmodat, ANY },
	{ SYS_linkat, ANY }, { SYS_unlinkat, ANY }, { SYS_renameat2, ANY }, { SYS_mkdirat, ANY }, { SYS_openat, 2 },
#ifdef SYS_open		/* what older machines have besides */
	{ SYS_link, ANY }, { SYS_unlink, ANY }, { SYS_rename, ANY }, { SYS_renameat, ANY },
	{ SYS_mkdir, ANY }, { SYS_rmdir, ANY }, { SYS_chmod, ANY }, { SYS_open, 1 }, { SYS_creat, ANY },
#endif
};

static bool changes(const struct __ptrace_syscall_info *info)
{
	for (size_t i = 0; i < sizeof changing / sizeof *changing; i++)
		if ((long)info->entry.nr == changing[i].call)
			return changing[i].flags == ANY ||
			    (info->entry.args[changing[i].flags] & (O_CREAT | O_TRUNC)) != 0;
	return false;
}

static void child(const char *const argv[], const char *out)
{
	int null = open("/dev/null", O_RDWR), to = open(out, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	dup2(null, STDIN_FILENO);
	dup2(to, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	setenv("ASAN_OPTIONS", "detect_leaks=0", 1);	/* it would trace, too */
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0)
		_exit(FORBIDDEN);
	execv(argv[0], (char **)(uintptr_t)argv);
	_exit(NO_PROGRAM);
}

/* Whether the thread that has stopped is about to make the call. */
static bool is_time(pid_t thread, long when, struct killing *killing)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_ENTRY ||
	    !changes(&info))
		return false;
	killing->last = (long)info.entry.nr;
	return ++killing->calls == when;
}

/* Until it has ended; threads stop by themselves, and go on by themselves. */
static void follow(pid_t pid, long when, struct killing *killing)
{
	pid_t thread;
	int status, stop;

	ptrace(PTRACE_SYSCALL, pid, 0, 0);
	while ((thread = waitpid(-1, &status, __WALL)) > 0) {
		long signal = 0;

		if (!WIFSTOPPED(status)) {
			if (thread != pid)
				continue;
			killing->status = status;
			return;
		}
		stop = WSTOPSIG(status);
		if (stop == SYSCALL_STOP && !killing->killed) {
			killing->killed = is_time(thread, when, killing);
			if (killing->killed)
				kill(pid, SIGKILL);
		} else if (stop != SYSCALL_STOP && stop != SIGTRAP && stop != SIGSTOP) {
			signal = stop;
		}
		ptrace(PTRACE_SYSCALL, thread, 0, signal);
	}
}

bool killer_run(const char *const argv[], long when, const char *out, struct killing *killing)
{
	long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE;
	pid_t pid = fork();

	*killing = (struct killing){ 0 };
	if (pid == 0)
		child(argv, out);
	if (pid < 0 || waitpid(pid, &killing->status, 0) != pid)
		return false;
	if (!WIFSTOPPED(killing->status))
		return WEXITSTATUS(killing->status) != FORBIDDEN;
	ptrace(PTRACE_SETOPTIONS, pid, 0, options);
	follow(pid, when, killing);
	return true;
}
