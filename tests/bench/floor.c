/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The least that a curses program with a list, a field and a store must do:
 * what it takes is the floor for ours.
 *
 *	floor			a fixed list, nothing stored
 *	floor ROWS [BARE]	20 rows by key (fill rows ROWS), a commit for each character typed; Tab leaves the
 *				field with one commit to BARE, set up as our base is
 *
 * Down, Up and PgDn move, e opens the field, Esc closes it, q quits.  It paints first and stores then, but for Tab.
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 20
#define TEXT 4096

static sqlite3 *rows, *bare;
static sqlite3_stmt *page, *save, *leave;
static struct {
	sqlite3_int64 id;
	char text[128];
} list[SHOWN];
static int shown, at, typed;
static sqlite3_int64 top = 1;
static char text[TEXT];

static void check(sqlite3 *db, int code)
{
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
		return;
	endwin();
	fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static sqlite3 *open_base(const char *path, const char *sql)
{
	sqlite3 *db;

	check(NULL, sqlite3_open(path, &db));
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
	return db;
}

static void prepare(sqlite3 *db, const char *sql, sqlite3_stmt **statement)
{
	check(db, sqlite3_prepare_v2(db, sql, -1, statement, NULL));
}

static void open_bases(const char *path, const char *bare_path)
{
	rows = open_base(path, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
	prepare(rows, "SELECT id, name, cpr, question FROM item WHERE id >= ?1 ORDER BY id LIMIT 20", &page);
	prepare(rows, "UPDATE item SET note = ?1 WHERE id = ?2", &save);
	if (bare_path == NULL)
		return;
	bare = open_base(bare_path, "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA journal_mode=TRUNCATE;"
	    "CREATE TABLE IF NOT EXISTS version (id INTEGER PRIMARY KEY, salt BLOB, hash BLOB, value TEXT)");
	prepare(bare, "INSERT INTO version (salt, hash, value) VALUES (randomblob(16), randomblob(32), ?1)", &leave);
}

static void load(void)
{
	shown = 0;
	if (rows == NULL) {
		for (; shown < SHOWN; shown++)
			snprintf(list[shown].text, sizeof list[0].text, "%06lld  item %d", (long long)top + shown, shown);
		return;
	}
	sqlite3_bind_int64(page, 1, top);
	while (shown < SHOWN && sqlite3_step(page) == SQLITE_ROW) {
		list[shown].id = sqlite3_column_int64(page, 0);
		snprintf(list[shown].text, sizeof list[0].text, "%06lld  %s  %s  %s", (long long)list[shown].id,
		    sqlite3_column_text(page, 1), sqlite3_column_text(page, 2), sqlite3_column_text(page, 3));
		shown++;
	}
	sqlite3_reset(page);
}

static void line(int i)
{
	attr_set(i == at ? A_REVERSE : A_NORMAL, 0, NULL);
	move(2 + i, 0);
	clrtoeol();
	if (i < shown)
		addnstr(list[i].text, 79);
	attr_set(A_NORMAL, 0, NULL);
}

static void paint(void)
{
	mvaddstr(0, 0, "Items");
	for (int i = 0; i < SHOWN; i++)
		line(i);
	mvaddstr(23, 0, "e edit  q quit");
}

/* The field scrolls by half its width. */
static void paint_field(void)
{
	int from = typed < 60 ? 0 : (typed - 30) / 30 * 30;

	mvaddstr(22, 0, "Note: ");
	addstr(text + from);
	clrtoeol();
	refresh();
}

static void commit(sqlite3 *db, sqlite3_stmt *statement)
{
	sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
	check(db, sqlite3_step(statement));
	sqlite3_reset(statement);
}

static void type(wint_t c)
{
	if (c >= 128 || typed == TEXT - 1)
		return;
	text[typed++] = (char)c;
	text[typed] = '\0';
	paint_field();
	if (save != NULL) {
		sqlite3_bind_int64(save, 2, list[at].id);
		commit(rows, save);
	}
}

static void leave_field(void)
{
	if (leave != NULL)
		commit(bare, leave);
	typed = 0;
	text[0] = '\0';
	paint_field();
}

/* Until Esc. */
static void edit(void)
{
	wint_t c;
	int kind;

	paint_field();
	while ((kind = get_wch(&c)) != ERR && !(kind == OK && c == 27))
		if (kind == OK && c == '\t')
			leave_field();
		else if (kind == OK)
			type(c);
	move(22, 0);
	clrtoeol();
}

static void go(int by)
{
	if (at + by >= 0 && at + by < SHOWN) {
		at += by;
		line(at - by);
		line(at);
		return;
	}
	top += by;
	load();
	paint();
}

static void key(wint_t c)
{
	switch (c) {
	case KEY_DOWN: go(1); break;
	case KEY_UP: go(-1); break;
	case KEY_NPAGE: go(SHOWN); break;
	case KEY_RESIZE: erase(); paint(); break;
	case 'e': edit(); break;
	}
}

static void start_screen(void)
{
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	typeahead(-1);
	set_escdelay(25);
}

int main(int argc, char **argv)
{
	wint_t c;

	setlocale(LC_ALL, "");
	if (argc > 1)
		open_bases(argv[1], argc > 2 ? argv[2] : NULL);
	start_screen();
	load();
	paint();
	do {
		move(2 + at, 0);
		refresh();
		if (get_wch(&c) == ERR)
			break;
		key(c);
	} while (c != 'q');
	endwin();
	sqlite3_finalize(page);
	sqlite3_finalize(save);
	sqlite3_finalize(leave);
	sqlite3_close(rows);
	sqlite3_close(bare);
	return 0;
}
