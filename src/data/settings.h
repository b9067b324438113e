/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Settings (indstil.yaml: the system's, then the user's; SPEC 13), with what
 * holds where no file says anything.
 */
#ifndef DATA_SETTINGS_H
#define DATA_SETTINGS_H

#include <stdbool.h>
#include "base/error.h"
#include "base/lang.h"
#include "data/team.h"

struct person {
	char *account;		/* Unix account */
	char *name;
	char *role;		/* caseworker, secretary, reader, administrator */
};

struct settings {
	char *municipality;	/* letterhead; may be NULL */
	char *job_centre;
	char *complain_to;	/* where an appeal is sent */
	char *language;		/* "da", "en" or NULL: by locale */
	char *pack;		/* "2013-2021" */
	char *base;		/* path or NULL: the user's data folder */
	char *team_file;	/* path, or NULL; where it is not from the root, behind the folder of its file */
	struct team *team;	/* what stands in it, from settings_read_team(); or NULL */
	char **export_folders;	/* where a kiosk may write; none: nowhere */
	size_t n_export_folders;
	char *print_queue;	/* or NULL: the system's own */
	int lead_time;		/* whole months before the end of a course at which it is called up */
	int idle_lock;		/* minutes without a key until the screen is locked; 0: never */
	struct person *people;
	size_t n_people;
};

void settings_init(struct settings *settings);	/* the defaults */
void settings_release(struct settings *settings);
/* Reads a file over what stands there; a missing file is fine (true), a faulty one is refused whole (false).
 * A key without a value leaves what stands there; a list takes the place of the whole list. */
bool settings_read(struct settings *settings, const char *path, struct faults *faults);
/* Whether a file has a key of settings, and so is probably one of them. */
bool settings_known(const struct node *tree);
/* Reads the team file that the settings name, if any; false where it is missing or faulty. */
bool settings_read_team(struct settings *settings, struct faults *faults);
/* The name of an account: of the people, else of the team; or the account itself. */
const char *settings_person(const struct settings *settings, const char *account);

#endif
