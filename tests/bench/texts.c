/* SPDX-License-Identifier: EUPL-1.2 */
/* texts BASE DATADIR: makes the recommendation of every case as text, and prints how many a second. */
#include <stdio.h>
#include <time.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "document/document.h"

struct making {
	struct desk desk;
	long n;
	size_t bytes;
};

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool make(int64_t id, void *arg)
{
	struct making *making = arg;
	struct casework work;
	struct document document;
	struct text out = { 0 };
	struct error e;

	if (!casework_open(&making->desk, id, &work, &e) ||
	    !document_build(&making->desk, &work, "recommendation", 0, LANG_DA, &document, &e))
		die("%s: %s", e.where, e.what);
	document_formats[0].render(&document, &out);
	making->bytes += out.len;
	making->n++;
	document_release(&document);
	text_release(&out);
	casework_close(&work);
	return true;
}

int main(int argc, char **argv)
{
	struct making making = { .desk = { .today = {2017, 6, 1}, .lang = LANG_DA } };
	struct faults faults = { 0 };
	struct error e;
	double from;

	if (argc != 3)
		die("usage: texts BASE DATADIR");
	settings_init(&making.desk.settings);
	if (!desk_open(&making.desk, argv[1], STORE_EXISTING, argv[2], NULL, &e))
		die("%s: %s", e.where, e.what);
	if (!desk_load(&making.desk, &faults))
		die("%s", fault_line(&faults.v[0]));
	from = seconds();
	if (!store_each(making.desk.store, make, &making, &e))
		die("%s: %s", e.where, e.what);
	printf("%.0f\n", (double)making.n / (seconds() - from));
	desk_close(&making.desk);
	return 0;
}
