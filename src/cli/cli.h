/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The command line (SPEC 13).  A command is one file and one row of the table
 * in cli.c; it gets its words, prints, and returns the exit status.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>
#include "cli/options.h"
#include "rule/desk.h"

enum status {
	STATUS_GOOD = 0,
	STATUS_FOUND = 1,	/* done, and it found what the command looks for: a block, a fault, damage */
	STATUS_ERROR = 2	/* not done; standard error says why */
};

#define CLI_COPIES 64			/* the person at the terminal wants to choose among the copies of the base */

struct cli;

/* What only the main program has, since it sees the terminal's folder too. */
struct cli_hooks {
	/* Runs the terminal on the open desk, with a banner or NULL; returns the exit status, or CLI_COPIES. */
	int (*terminal)(struct cli *cli, const char *banner);
	void (*manual_keys)(struct text *out);
	bool (*page)(const char *id);	/* whether the terminal has this page */
};

struct cli {
	const struct cli_hooks *hooks;
	struct options options;
	const char *dir;		/* data folder */
	bool ascii;			/* marks in ASCII: see language.h */
	char account[64];		/* of Unix */
	struct desk desk;		/* settings, language and day are there before it is opened */
	bool opened;
	bool created;			/* its base was not there before */
	bool unusable;			/* it could not be opened, since its file is damaged, no base, or gone */
	char *restored;			/* what came of a copy that was put back, said on the first screen; NULL; its own */
	bool asks;			/* there is somebody to ask: a terminal, and no script */
};

/* The whole program: returns the exit status. */
int cli_main(int argc, char **argv, const struct cli_hooks *hooks);

/* Opens the desk on a base; NULL: that of the options, else of the settings, else the user's own.  What does not
 * succeed is told here, as with cli_load. */
bool cli_open(struct cli *cli, const char *base, enum store_how how);
/* The same with forms and rules. */
bool cli_open_loaded(struct cli *cli, const char *base, enum store_how how);
/* Whether the open base may be written; where it may not, opening it has told why. */
bool cli_writes(const struct cli *cli);
/* The base that cli_open would take; the caller's. */
char *cli_base(const struct cli *cli);
/* The settings files that the program reads where they are there, in their order; the paths are the caller's. */
#define CLI_SETTINGS 2
size_t cli_settings(char *paths[CLI_SETTINGS]);
/* The case with this number, loaded; an error is told. */
bool cli_case(struct cli *cli, const char *name, struct casework *work);

/*
 * Logs that a case was shown or printed (store_log).  Where the disk does not take that, it is told and true all the same: the
 * paper is needed at the meeting.
 */
bool cli_log(const struct cli *cli, const struct record *record, enum action_kind kind, const char *why, struct error *e);

/* Whether there is such a command. */
bool cli_has_command(const char *name);

/* Tells an error to standard error; returns STATUS_ERROR. */
int cli_error(const struct error *e);
/* Tells faults, a line each, and empties them.  On standard error they are errors, and begin as errors do. */
void cli_faults(FILE *to, struct faults *faults);
/* A line to standard error. */
void cli_tell(const char *where, const char *what);

/* What is not as it was stored in a case, a line each to standard error; whatever is asked of it goes on. */
void cli_verify_case(const struct cli *cli, const struct record *record);

/*
 * offer.c: offers the copies beside the base at `path`, the latest first, to somebody at a terminal, and puts the one
 * chosen in its place; the base, which nobody may have open here, is kept beside it.  Of a base that is gone a new, empty
 * one can be chosen too, which the caller makes.  With nobody to ask it only says which command does it.
 */
enum cli_offered {
	OFFERED_NOTHING,		/* all is as it was */
	OFFERED_COPY,
	OFFERED_NEW
};
enum cli_offered cli_offer(struct cli *cli, const char *path);

/* damage.c: what to do with the base of the command line, which is damaged. */
void cli_advise(const struct cli *cli, FILE *to);

/*
 * backup.c: warns of a case that was erased and that a copy holds still which was put in the place of the base, by the
 * number that backup_erased() told before.  The caller's.
 */
char *cli_erased_line(const char *copy, const char *number);

/* Commands: `words` are those after the command's own. */
int cli_demo(struct cli *cli, int n, char **words);
int cli_import(struct cli *cli, int n, char **words);
int cli_list(struct cli *cli, int n, char **words);
int cli_show(struct cli *cli, int n, char **words);
int cli_check(struct cli *cli, int n, char **words);
int cli_print(struct cli *cli, int n, char **words);
int cli_benefit(struct cli *cli, int n, char **words);
int cli_verify(struct cli *cli, int n, char **words);
int cli_backup(struct cli *cli, int n, char **words);
int cli_restore(struct cli *cli, int n, char **words);
int cli_erase(struct cli *cli, int n, char **words);
int cli_data(struct cli *cli, int n, char **words);

/* benefit.c: the ids that it asks its wording (documents/benefit.yaml) for, ended by NULL. */
extern const char *const cli_benefit_words[];
/* trace.c: where each duty of a list is realised (data --trace). */
int cli_trace(struct cli *cli, const char *list);
/* The same of the places alone: a fault for each that the program does not have, and for what cannot be read. */
void cli_places(const struct cli *cli, struct faults *faults);

/*
 * import.c: reads files into the open desk, all or none.  Each number, with a
 * newline, is added to `numbers`.
 */
bool cli_import_files(struct cli *cli, int n, char *const paths[], struct text *numbers);

#endif
