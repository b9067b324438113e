/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What `indstil data` found, gathered until all files were looked at: told in the order in which one goes through a
 * file to mend it, and each fault once, since several ways lead to the same one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/data.h"

bool data_news(struct checking *c, const struct fault *fault)
{
	char *line = fault_line(fault), *between = xasprintf("\n%s\n", line);
	bool news = c->told.len == 0 || !strstr(c->told.s, between);

	if (news)
		text_add(&c->told, between);
	free(between);
	free(line);
	return news;
}

void data_tell(struct checking *c, struct faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		struct fault *fault = &faults->v[i];

		if (!data_news(c, fault))
			continue;
		c->found = array_room(c->found, c->n_found, &c->cap_found, sizeof *c->found);
		c->found[c->n_found] = (struct found){ *fault, c->n_found };
		c->n_found++;
		*fault = (struct fault){ 0 };
	}
	faults_release(faults);
}

static int by_place(const void *a, const void *b)
{
	const struct found *one = a, *other = b;
	int by_path = strcmp(one->fault.path, other->fault.path);

	if (by_path != 0)
		return by_path;
	if (one->fault.line != other->fault.line)
		return one->fault.line - other->fault.line;
	if (one->fault.column != other->fault.column)
		return one->fault.column - other->fault.column;
	return one->nth < other->nth ? -1 : 1;
}

bool data_print(struct checking *c)
{
	struct faults all = { xcalloc(c->n_found + 1, sizeof *all.v), c->n_found, c->n_found };
	bool good = c->n_found == 0;

	if (!good)
		qsort(c->found, c->n_found, sizeof *c->found, by_place);
	for (size_t i = 0; i < c->n_found; i++)
		all.v[i] = c->found[i].fault;
	cli_faults(stdout, &all);
	if (!good && c->unseen)
		puts(_("more may be found once these are mended"));
	free(c->found);
	c->found = NULL;
	c->n_found = c->cap_found = 0;
	return good;
}
