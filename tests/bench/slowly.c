/* SPDX-License-Identifier: EUPL-1.2 */
/* A disk whose sync takes 20 ms: does it keep a person waiting? */
#include <string.h>

#include "bench.h"
#include "figures.h"
#include "rows.h"

enum { SLOW_MS = 20, KEYS = 1000, BURST = 300, BURSTS = 3 };

/* Typing without a pause, the next key when the last stands on the screen. */
static void measure_typing(const struct bench *bench)
{
	struct visit visit = own_start_slow(bench, bench->many, SLOW_MS);
	struct figures keys = { 0 };
	struct counts before;
	double from, seconds;

	own_open_long(&visit);
	before = *visit.counts;
	from = now_us();
	for (int i = 0; i < KEYS; i++) {
		char key[2] = { i % 8 == 7 ? ' ' : (char)('a' + i % 26) };

		figures_add(&keys, visit_press(&visit, key, 1).first);
	}
	seconds = (now_us() - from) / 1e6;
	row_add(ROW_SYNCS, (double)(visit.counts->syncs - before.syncs) / (seconds + KEYS / 16.0));
	row_add(ROW_DISK, (double)(visit.counts->blocks - before.blocks) * 512 / KEYS);
	row_add(ROW_SLOW_WORST, figures_at(&keys, 1) / 1e3);
	for (int i = 0; i < 4; i++) {
		row_add(ROW_SLOW_LEAVE, visit_press(&visit, TAB, 100).last / 1e3);
		visit_send(&visit, BACK_TAB, 100);
		visit_send(&visit, "ja", 100);
	}
	visit_quit(&visit, QUIT);
	figures_release(&keys);
}

/* Quiet must be longer than a sync here, or a burst would seem done in the middle of it. */
static double take_burst(const struct bench *bench, int sync_ms)
{
	struct visit visit = own_start_slow(bench, bench->many, sync_ms);
	char keys[BURST + 1];
	double taken;

	memset(keys, 'n', BURST);
	keys[BURST] = '\0';
	own_open_long(&visit);
	taken = visit_press(&visit, keys, 10 * SLOW_MS).last;
	visit_quit(&visit, QUIT);
	return taken;
}

void measure_slow(const struct bench *bench)
{
	measure_typing(bench);
	for (int i = 0; i < BURSTS; i++)
		row_add(ROW_BURST_SLOW, take_burst(bench, SLOW_MS) / take_burst(bench, 0));
}
