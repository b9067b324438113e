/* SPDX-License-Identifier: EUPL-1.2 */
/* Samples of one figure, and what one says of them. */
#ifndef TESTS_BENCH_FIGURES_H
#define TESTS_BENCH_FIGURES_H

#include <stddef.h>

struct figures {
	double *v;
	size_t n, cap;
};

void figures_add(struct figures *figures, double value);
/* The value that a share of them does not pass: 0 the least, 0.5 the median, 1 the greatest.  There must be some. */
double figures_at(const struct figures *figures, double share);
double figures_median(const struct figures *figures);
void figures_release(struct figures *figures);

#endif
