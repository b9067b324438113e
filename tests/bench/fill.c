/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bases that the benchmark works on, the same ones each time: what is in
 * them is drawn from a fixed series of numbers, and so are ids and salts.
 *
 *	fill slim BASE N		N cases with the little that a list needs
 *	fill full BASE N DATADIR	N cases, the practice cases over and over
 *	fill made BASE N DATADIR	N cases made up at random (unit/invent.h)
 *	fill yaml FOLDER N		N files with a slim case each, for import
 *	fill rows FILE N		a table of N rows for the floor
 */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "../unit/invent.h"
#include "exchange/casefile.h"
#include "rule/desk.h"

#define BATCH 20000		/* cases in a transaction */

static const struct date today = {2017, 6, 1};

static const char *const first_names[] = {
	"Anders", "Birgit", "Carsten", "Dorthe", "Erik", "Frida", "Gunnar", "Hanne", "Ib", "Jette", "Kjeld", "Lone",
	"Mikkel", "Nina", "Ole", "Pia", "Rasmus", "Signe", "Tove", "Ulrik", "Vibeke", "Yrsa", "Æbbe", "Øjvind", "Åse",
};
static const char *const last_names[] = {
	"Prøvesen", "Prøvegaard", "Prøvholm", "Østergaard", "Aabye", "Bæk", "Dam", "Eskelund", "Fjord", "Gade", "Holm",
	"Iversen", "Juhl", "Kær", "Lund", "Mose", "Nygaard", "Overby", "Ravn", "Skov", "Toft", "Vang", "Ågård",
};
static const char *const caseworkers[] = {"Lone Holm", "Bent Krogh", "Sanne Lund", "Jens Dam"};
static const char *const kinds[] = {"ressourceforloeb", "fleksjob", "foertidspension", "jobafklaring"};
static const char *const questions[] = {
	"Kan arbejdsevnen udvikles gennem et ressourceforløb?", "Er der grundlag for et fleksjob?",
	"Hvilken indsats kan give borgeren fodfæste i job eller uddannelse?",
};

#define PICK(list) list[number(sizeof list / sizeof *list)]

/* xorshift64*, from the same seed each time. */
static uint64_t state = 88172645463325252;

static uint64_t number(uint64_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 2685821657736338717) % below;
}

/* libsodium's random bytes from the same series. */
static const char *series_name(void)
{
	return "series";
}

static uint32_t series_number(void)
{
	return (uint32_t)number(UINT32_MAX);
}

static void series_bytes(void *out, const size_t len)
{
	unsigned char *bytes = out;

	for (size_t i = 0; i < len; i++)
		bytes[i] = (unsigned char)number(256);
}

static struct randombytes_implementation series = {
	.implementation_name = series_name, .random = series_number, .buf = series_bytes,
};

struct citizen {
	char name[64], cpr[11];
};

/* CPR numbers are replacement numbers (day + 60): nobody has them. */
static struct citizen citizen_draw(void)
{
	struct citizen citizen;
	const char *first = PICK(first_names), *last = PICK(last_names);

	snprintf(citizen.name, sizeof citizen.name, "%s %s", first, last);
	snprintf(citizen.cpr, sizeof citizen.cpr, "%02d%02d%02d%04d", 61 + (int)number(28), 1 + (int)number(12),
	    55 + (int)number(40), (int)number(4000));
	return citizen;
}

static void fail(const struct error *e)
{
	die("%s: %s", e->where, e->what);
}

static void fail_faults(const struct faults *faults)
{
	die("%s", faults->n > 0 ? fault_line(&faults->v[0]) : "no reason given");
}

/*
 * Slim cases
 */

static void add_slim(struct store *store)
{
	struct changes changes = { 0 };
	struct record record;
	struct error e;
	struct citizen citizen = citizen_draw();

	record_init(&record);
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, PICK(caseworkers));
	changes_add(&changes, 1, KEY_CASE_STAGE, 0, "draft");
	changes_add(&changes, 1, KEY_REFERRAL_KIND, 0, PICK(kinds));
	changes_add(&changes, 1, KEY_REFERRAL_QUESTION, 0, PICK(questions));
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, citizen.name);
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, citizen.cpr);
	if (!store_act(store, &record, ACTION_CREATE, &changes, NULL, NULL, today, NULL, NULL, &e))
		fail(&e);
	changes_release(&changes);
	record_release(&record);
}

/* Calls `add` n times, in few transactions. */
static void add_all(struct store *store, long n, void (*add)(struct store *store, void *arg), void *arg)
{
	struct error e;

	for (long i = 0; i < n; i++) {
		if (i % BATCH == 0 && !store_begin(store, &e))
			fail(&e);
		add(store, arg);
		if ((i % BATCH == BATCH - 1 || i == n - 1) && !store_end(store, true, &e))
			fail(&e);
	}
}

static void add_slim_one(struct store *store, void *arg)
{
	(void)arg;
	add_slim(store);
}

static void fill_slim(const char *path, long n)
{
	struct keys *keys = keys_new();
	struct store *store;
	struct error e;

	if (!store_open(&store, path, STORE_OR_NEW, keys, NULL, &e))
		fail(&e);
	store_author(store, "bench");
	add_all(store, n, add_slim_one, NULL);
	store_close(store);
	keys_free(keys);
}

/*
 * Full cases
 */

static const char *const practice[] = {"2016-0102", "2017-0014", "2017-0019", "sound"};
enum { PRACTICE = sizeof practice / sizeof *practice };

struct full {
	struct desk desk;
	struct node *roots[PRACTICE];
	long n;
};

static void add_full(struct store *store, void *arg)
{
	struct full *full = arg;
	const char *path = practice[full->n % PRACTICE];
	struct changes changes = { 0 };
	struct faults faults = { 0 };
	struct casework work;
	struct error e;

	(void)store;
	if (!casework_new(&full->desk, &work, &e))
		fail(&e);
	if (!casefile_merge(full->roots[full->n++ % PRACTICE], path, full->desk.forms, today, &work.record, &changes,
	    &faults))
		fail_faults(&faults);
	if (!casework_act(&full->desk, &work, ACTION_IMPORT, &changes, NULL, NULL, NULL, &e))
		fail(&e);
	casework_close(&work);
	changes_release(&changes);
	faults_release(&faults);
}

static void read_practice(struct full *full, const char *data)
{
	struct faults faults = { 0 };

	for (size_t i = 0; i < PRACTICE; i++) {
		char *path = xasprintf("%s/demo/%s.yaml", data, practice[i]);

		full->roots[i] = node_read_file(path, CASEFILE_MAX, &faults);
		if (full->roots[i] == NULL)
			fail_faults(&faults);
		free(path);
	}
}

static void open_desk(struct desk *desk, const char *path, const char *data)
{
	struct faults faults = { 0 };
	struct error e;

	*desk = (struct desk){ .today = today, .lang = LANG_DA };
	settings_init(&desk->settings);
	if (!desk_open(desk, path, STORE_OR_NEW, data, NULL, &e))
		fail(&e);
	if (!desk_load(desk, &faults))
		fail_faults(&faults);
	store_author(desk->store, "bench");
}

static void fill_full(const char *path, long n, const char *data)
{
	struct full full = { .n = 0 };

	open_desk(&full.desk, path, data);
	read_practice(&full, data);
	add_all(full.desk.store, n, add_full, &full);
	for (size_t i = 0; i < PRACTICE; i++)
		node_free(full.roots[i]);
	desk_close(&full.desk);
}

/*
 * Cases made up at random
 */

static void add_made(struct store *store, void *arg)
{
	struct changes changes = { 0 };
	struct record record;
	struct error e;

	record_init(&record);
	invent_case(arg, &changes);
	if (!store_act(store, &record, ACTION_IMPORT, &changes, NULL, NULL, today, NULL, NULL, &e))
		fail(&e);
	changes_release(&changes);
	record_release(&record);
}

static void fill_made(const char *path, long n, const char *data)
{
	struct desk desk;
	struct invent invent;

	open_desk(&desk, path, data);
	invent = (struct invent){ .state = state, .odd = 10, .forms = desk.forms, .pack = desk.pack, .today = today };
	add_all(desk.store, n, add_made, &invent);
	desk_close(&desk);
}

/*
 * Files for import, rows for the floor
 */

static void write_case(FILE *out)
{
	struct citizen citizen = citizen_draw();
	char uuid[UUID_SIZE];

	uuid_new(uuid);
	fprintf(out, "indstil: 1\nid: %s\nstage: draft\ncaseworker: %s\nfields:\n", uuid, PICK(caseworkers));
	fprintf(out, "  referral.kind: %s\n  referral.question: %s\n", PICK(kinds), PICK(questions));
	fprintf(out, "  citizen.name: %s\n  citizen.cpr: \"%s\"\n", citizen.name, citizen.cpr);
}

static void fill_yaml(const char *folder, long n)
{
	for (long i = 0; i < n; i++) {
		char *path = xasprintf("%s/%05ld.yaml", folder, i);
		FILE *out = fopen(path, "w");

		if (out == NULL)
			die("%s: not written", path);
		write_case(out);
		if (fclose(out) != 0)
			die("%s: not written", path);
		free(path);
	}
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die("%s: %s", sql, sqlite3_errmsg(db));
}

static void fill_rows(const char *path, long n)
{
	sqlite3 *db;
	sqlite3_stmt *insert;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("%s: %s", path, sqlite3_errmsg(db));
	run(db, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, cpr TEXT, question TEXT, note TEXT); BEGIN");
	if (sqlite3_prepare_v2(db, "INSERT INTO item VALUES (?1, ?2, ?3, ?4, '')", -1, &insert, NULL) != SQLITE_OK)
		die("%s", sqlite3_errmsg(db));
	for (long i = 1; i <= n; i++) {
		struct citizen citizen = citizen_draw();

		sqlite3_bind_int64(insert, 1, i);
		sqlite3_bind_text(insert, 2, citizen.name, -1, SQLITE_STATIC);
		sqlite3_bind_text(insert, 3, citizen.cpr, -1, SQLITE_STATIC);
		sqlite3_bind_text(insert, 4, PICK(questions), -1, SQLITE_STATIC);
		sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	run(db, "COMMIT");
	sqlite3_close(db);
}

int main(int argc, char **argv)
{
	const char *what = argc > 3 ? argv[1] : "";
	long n = argc > 3 ? atol(argv[3]) : 0;

	randombytes_set_implementation(&series);
	if (strcmp(what, "slim") == 0)
		fill_slim(argv[2], n);
	else if (strcmp(what, "full") == 0 && argc > 4)
		fill_full(argv[2], n, argv[4]);
	else if (strcmp(what, "made") == 0 && argc > 4)
		fill_made(argv[2], n, argv[4]);
	else if (strcmp(what, "yaml") == 0)
		fill_yaml(argv[2], n);
	else if (strcmp(what, "rows") == 0)
		fill_rows(argv[2], n);
	else
		die("usage: fill slim|yaml|rows PATH N | fill full|made PATH N DATADIR");
	return 0;
}
