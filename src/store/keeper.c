/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/keeper.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/backup.h"
#include "store/ballast.h"

struct keeper {
	char *path;
	struct date today;
	atomic_bool stop, done;
	int fd;
	struct error error;		/* the thread's until it is done */
	pthread_t thread;
};

static void *work(void *arg)
{
	struct keeper *keeper = arg;
	const uint64_t one = 1;

	ballast_lay(keeper->path);
	backup_daily(keeper->path, keeper->today, &keeper->stop, &keeper->error);
	atomic_store(&keeper->done, true);
	/* It cannot fail: the counter is 0. */
	return write(keeper->fd, &one, sizeof one) == sizeof one ? NULL : keeper;
}

/* Signals are for the thread that has the terminal. */
static bool start_thread(struct keeper *keeper)
{
	sigset_t all, before;
	bool started;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = pthread_create(&keeper->thread, NULL, work, keeper) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

struct keeper *keeper_start(const char *path, struct date today)
{
	struct keeper *keeper;

	if (ballast_is(path) && backup_is_daily(path, today))
		return NULL;
	keeper = xcalloc(1, sizeof *keeper);
	keeper->path = xstrdup(path);
	keeper->today = today;
	keeper->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (keeper->fd >= 0 && start_thread(keeper))
		return keeper;
	if (keeper->fd >= 0)
		close(keeper->fd);
	free(keeper->path);
	free(keeper);
	return NULL;
}

int keeper_fd(const struct keeper *keeper)
{
	return keeper->fd;
}

bool keeper_done(struct keeper *keeper, struct error *e)
{
	if (keeper == NULL || !atomic_load(&keeper->done))
		return false;
	*e = keeper->error;
	return true;
}

void keeper_stop(struct keeper *keeper)
{
	if (keeper == NULL)
		return;
	atomic_store(&keeper->stop, true);
	pthread_join(keeper->thread, NULL);
	close(keeper->fd);
	free(keeper->path);
	free(keeper);
}
