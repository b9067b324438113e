/* SPDX-License-Identifier: EUPL-1.2 */
/* What forms.c, forms_choices.c and forms_field.c share. */
#ifndef DATA_FORMS_INTERNAL_H
#define DATA_FORMS_INTERNAL_H

#include "data/node.h"
#include "model/form.h"

struct forms_reader {
	struct forms *forms;
	const char *path;	/* the file that is being read */
	struct faults *faults;
	enum form_part part;	/* of the form that is being read */
	bool inherited, locked;	/* what its fields are where they do not say */
	bool unread;		/* a file could not be read: what seems to be missing may stand there */
	size_t cap_by_key;
};

/* A list of choices, into *choices (zeroed; its id is the caller's matter). */
void forms_read_choices(struct forms_reader *r, const struct node *list, struct choices *choices);
/* The list of measures.yaml: as above, each under a heading and most of one domain. */
void forms_read_measures(struct forms_reader *r, const struct node *list, struct choices *choices);

/* An area, of a measure or a screen: one of the choices `domain`, where there are such; NULL, else the caller's. */
char *forms_read_domain(struct forms_reader *r, const struct node *node);

/* A field with its columns, into *field (zeroed, where it will stay); enters it into by_key. */
void forms_read_field(struct forms_reader *r, const struct node *node, struct field *field);

#endif
