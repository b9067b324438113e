/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a rule pack says of the resource-course benefit (its `benefit`): how
 * much is taken off it for an income, and the levels of each year.  The
 * arithmetic is that of section 8 of the guidance of 14 March 2017: a part of the
 * wage up to a limit, a larger part of what exceeds it, other income krone for
 * krone.  All amounts are øre; the format is in indstil-data(5).
 *
 * Texts are borrowed from the trees that it was read from.
 */
#ifndef DATA_BENEFIT_H
#define DATA_BENEFIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/error.h"
#include "base/lang.h"
#include "data/node.h"
#include "model/form.h"

/* A level that the law knows by name: a provider, somebody at home and under 25 ... */
struct benefit_amount {
	const char *id;
	struct label name;
	bool weekly;		/* of a week; else of a month */
};

/* What the citizen lived on before the course, and what it means for the benefit. */
struct benefit_support {
	const char *code;	/* of the choices of referral.support */
	struct label text;
	bool keeps;		/* the citizen keeps it: there is no benefit, and nothing is computed */
	size_t *amounts;	/* indexes of the amounts that may be due, in the order given */
	size_t n_amounts;
	int line, column;	/* in the file of their list */
};

#define BENEFIT_NONE (-1)

struct benefit_level {
	int year;
	int64_t limit;		/* of the wage of a month, pension included */
	int64_t *amounts;	/* as struct benefit has them; BENEFIT_NONE where the year's is not known */
	struct label source;	/* where it is the same in both languages, Danish alone: label_get */
	const char *path;	/* the file that it stands in */
};

struct benefit {
	struct label source;	/* as of a level */
	const char *path;	/* the file that the source stands in */
	int low, high;		/* per cent of the wage up to the limit, and of what exceeds it */
	struct benefit_amount *amounts;
	size_t n_amounts;
	struct benefit_support *support;
	size_t n_support;
	const char *support_path;		/* their list stands here */
	int support_line, support_column;
	struct benefit_level *levels;
	size_t n_levels;
};

/* What a file has under the key `benefit`. */
struct benefit_part {
	const struct node *node;
	const char *path;	/* of the file; outlives what is read */
};

/*
 * Reads what a pack has, and then what each pack has that it extends: a key is that of the first that has it, and so is
 * the level of a year.  NULL for no parts, and with faults where anything is wrong.
 */
struct benefit *benefit_read(const struct benefit_part parts[], size_t n, struct faults *faults);
void benefit_free(struct benefit *benefit);

/* A fault for each kind of support that is no code of `choices`, and for each code that it lacks (NULL: there are
 * none to compare with). */
void benefit_check(const struct benefit *benefit, const struct choices *choices, struct faults *faults);

/* The level of exactly this year, or NULL: another year's is never taken for it. */
const struct benefit_level *benefit_level(const struct benefit *benefit, int year);
const struct benefit_support *benefit_support(const struct benefit *benefit, const char *code);

/* What an income takes off the benefit of a month, step by step. */
struct benefit_reduction {
	int64_t below, over;	/* the wage up to the limit, and what exceeds it */
	int64_t low, high;	/* what these take; each rounded to a whole øre, half an øre upwards */
	int64_t other;		/* other income, taken whole */
	int64_t total;		/* the sum of the three */
};
/* `wage` (with pension, and with holiday allowance in the month in which the holiday is held) and `other` are of one
 * month and not negative. */
struct benefit_reduction benefit_reduce(const struct benefit *benefit, const struct benefit_level *level,
    int64_t wage, int64_t other);
/* What is left of an amount of a month: never below 0. */
int64_t benefit_left(int64_t amount, const struct benefit_reduction *reduction);

#endif
