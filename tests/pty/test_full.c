/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The disk is full in the middle of a meeting.  A small disk of its own (tmpfs,
 * which only root may make) holds the base; a file fills what is left of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/ballast.h"
#include "walk.h"

#define CASE "2017-0021"
#define NO_ROOM "Only in the draft: the disk is full. Ask IT for room, then press Tab."
#define SHORT "The disk is as good as full. Ask IT for room"
#define NO_LOG "Do not type yet: the disk is full. Ask IT for room first."
#define SIZE "size=16m"		/* room for the practice bases, their copy of the day and the ballast */

static bool small_disk;
static char disk[64] = "/tmp/indstil-full-XXXXXX";

/* In a world of mounts that ends with this program. */
static bool make_small_disk(void)
{
	return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mkdtemp(disk) != NULL && mount("none", disk, "tmpfs", MS_NOSUID | MS_NODEV, SIZE) == 0 &&
	    setenv("TMPDIR", disk, 1) == 0;
}

static void fill_disk(void)
{
	static const char block[4096];
	int fd = open(pty_path("filler"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	while (write(fd, block, sizeof block) > 0)
		;
	close(fd);
}

/* All but so many bytes. */
static void fill_disk_but(long bytes)
{
	struct stat file;

	fill_disk();
	assert_int_equal(stat(pty_path("filler"), &file), 0);
	assert_int_equal(truncate(pty_path("filler"), file.st_size - bytes), 0);
}

static void make_room(void)
{
	assert_int_equal(unlink(pty_path("filler")), 0);
}

/* The thread that lays the ballast makes the copy of the day after it. */
static void wait_for_ballast(void)
{
	size_t n = 0;

	for (int i = 0; n == 0 && i < 800; i++) {
		usleep(10000);
		char **copies = backups_of(pty_path("base.db"), false, &n);
		backups_free(copies, n);
	}
	assert_true(n == 1 && ballast_is(pty_path("base.db")));
}

/* A case open on the full disk, the cursor in a field. */
static struct pty *meeting(void)
{
	struct pty *pty = walk_begin();

	wait_for_ballast();
	walk_case(pty, CASE);
	walk_to(pty, "Goals", "The citizen's wishes");
	pty_keys(pty, "End");
	return pty;
}

/* With the ballast thrown off it can be brought to its end: saved, and nobody is bothered. */
static void test_ballast_lets_it_end(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	pty = meeting();
	fill_disk();
	pty_type(pty, " Ønsker vagter om dagen.");
	pty_keys(pty, "Tab");
	assert_false(ballast_is(pty_path("base.db")));
	assert_false(pty_shows(pty, NO_ROOM));
	pty_type(pty, "Vil gerne køre truck.");
	pty_keys(pty, "Tab");
	assert_false(pty_shows(pty, NO_ROOM));
	walk_quit(pty);
	walk_stored(CASE, "Ønsker vagter om dagen.");
	walk_stored(CASE, "Vil gerne køre truck.");
	walk_verify();
	make_room();
}

/* Without it that is said, typing goes on, and with room it is saved. */
static void test_typing_goes_on(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	pty = meeting();
	assert_true(ballast_drop(pty_path("base.db")));
	fill_disk();
	pty_type(pty, " Ønsker vagter");
	pty_keys(pty, "Tab");
	pty_expect(pty, NO_ROOM);
	assert_null(strstr(pty_line(pty, 1), "saved"));
	pty_type(pty, " om dagen.");
	pty_expect(pty, "Ønsker vagter om dagen.");
	pty_keys(pty, "Tab");
	pty_expect(pty, NO_ROOM);
	make_room();
	pty_keys(pty, "Tab");
	assert_false(pty_shows(pty, NO_ROOM));
	assert_non_null(strstr(pty_line(pty, 1), "saved"));
	assert_false(pty_shows(pty, SHORT));
	assert_true(ballast_is(pty_path("base.db")));
	walk_quit(pty);
	walk_stored(CASE, "Ønsker vagter om dagen.");
	walk_verify();
}

/* Killed on the full disk: what was typed is in its log, which had its room before. */
static void test_killed_there(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	pty = meeting();
	assert_true(ballast_drop(pty_path("base.db")));
	fill_disk();
	pty_type(pty, " Ønsker vagter om dagen.");
	pty_keys(pty, "Tab");
	pty_signal(pty, 9);
	assert_true(pty_wait(pty, 2000) >= 0);
	make_room();
	pty_free(pty);
	pty = walk_on();
	assert_true(walk_offered(pty));
	pty_keys(pty, "Enter");
	pty_expect(pty, WALK_CASES " cases");
	walk_quit(pty);
	walk_stored(CASE, "Ønsker vagter om dagen.");
	walk_verify();
}

/* A base with its copy of the day, whose program has ended. */
static void used_today(void)
{
	struct pty *pty = walk_begin();

	wait_for_ballast();
	walk_quit(pty);
}

/* It is full when one comes: that is said before anything is typed, until there is room. */
static void test_full_at_the_start(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	used_today();
	assert_true(ballast_drop(pty_path("base.db")));
	fill_disk();
	pty = walk_on();
	pty_expect(pty, NO_LOG);
	make_room();
	pty_keys(pty, "Down");
	assert_false(pty_shows(pty, NO_LOG));
	assert_false(pty_shows(pty, SHORT));
	assert_true(ballast_is(pty_path("base.db")));
	walk_quit(pty);
}

/* There is a reserve: its room is for what is typed too. */
static void test_reserve_at_the_start(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	used_today();
	fill_disk();
	pty = walk_on();
	pty_expect(pty, SHORT);
	assert_false(pty_shows(pty, NO_LOG));
	walk_case(pty, CASE);
	walk_to(pty, "Goals", "The citizen's wishes");
	pty_keys(pty, "End");
	pty_type(pty, " Ønsker vagter om dagen.");
	pty_keys(pty, "Tab");
	assert_false(pty_shows(pty, NO_ROOM));
	walk_quit(pty);
	walk_stored(CASE, "Ønsker vagter om dagen.");
	make_room();
}

/* The paper for the meeting is to be had, and what the log lacks of that is told. */
static void test_print_on_it(void **state)
{
	static const char *const commands[] = {"show " CASE, "print " CASE " recommendation"};

	(void)state;
	if (!small_disk)
		skip();
	used_today();
	assert_true(ballast_drop(pty_path("base.db")));
	fill_disk();
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *out = walk_cli(0, "%s", commands[i]);
		assert_non_null(strstr(out, "Mikkel Prøvegård"));
		assert_non_null(strstr(out, "indstil: " CASE ": the log could not take"));
	}
	make_room();
	assert_null(strstr(walk_cli(0, "show " CASE), "the log could not"));
}

/* Room, but none to keep a part of it. */
static void test_little_room_at_the_start(void **state)
{
	struct pty *pty;

	(void)state;
	if (!small_disk)
		skip();
	used_today();
	assert_true(ballast_drop(pty_path("base.db")));
	fill_disk_but(2200000);
	pty = walk_on();
	pty_expect(pty, SHORT);
	pty_keys(pty, "Down");
	pty_expect(pty, SHORT);
	make_room();
	pty_keys(pty, "Up");
	assert_false(pty_shows(pty, SHORT));
	assert_true(ballast_is(pty_path("base.db")));
	walk_quit(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ballast_lets_it_end),
		cmocka_unit_test(test_typing_goes_on),
		cmocka_unit_test(test_killed_there),
		cmocka_unit_test(test_full_at_the_start),
		cmocka_unit_test(test_reserve_at_the_start),
		cmocka_unit_test(test_little_room_at_the_start),
		cmocka_unit_test(test_print_on_it),
	};
	int failed;

	small_disk = make_small_disk();
	if (!small_disk)
		print_message("# skipped: only root may make a small disk\n");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	if (small_disk)
		umount2(disk, MNT_DETACH);
	rmdir(disk);
	return failed;
}
