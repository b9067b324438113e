/* SPDX-License-Identifier: EUPL-1.2 */
#include "figures.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void figures_add(struct figures *figures, double value)
{
	figures->v = array_room(figures->v, figures->n, &figures->cap, sizeof *figures->v);
	figures->v[figures->n++] = value;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double figures_at(const struct figures *figures, double share)
{
	double *sorted = xmalloc(figures->n * sizeof *sorted), value;

	assert(figures->n > 0);
	memcpy(sorted, figures->v, figures->n * sizeof *sorted);
	qsort(sorted, figures->n, sizeof *sorted, compare);
	value = sorted[(size_t)(share * (double)(figures->n - 1) + 0.5)];
	free(sorted);
	return value;
}

double figures_median(const struct figures *figures)
{
	return figures_at(figures, 0.5);
}

void figures_release(struct figures *figures)
{
	free(figures->v);
	*figures = (struct figures){ 0 };
}
