/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/team.h"

#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"

/* More than a team can keep in mind, and few enough to compare each with all. */
enum { ABBREVIATIONS_MAX = 1000 };

struct reader {
	struct team *team;
	const char *path;
	struct faults *faults;
};

/* Whether somebody who was read before works under the account. */
static bool account_taken(const struct team *team, const char *account)
{
	return team_person(team, account) != NULL;
}

static void read_account(const struct reader *r, const struct node *node, struct team_person *person)
{
	const char *account = node_text(node, r->path, r->faults);

	if (account != NULL && account_taken(r->team, account))
		node_fault(node, r->path, r->faults, _("the account is given twice"));
	person->account = account;
}

/* Name and account of a map. */
static void read_person(const struct reader *r, const struct node *node, struct team_person *person)
{
	const char *name = node_text(node_need(node, "name", r->path, r->faults), r->path, r->faults);

	read_account(r, node_get(node, "account"), person);
	person->name = name;
}

/* A mere name, or name and account. */
static void read_role(const struct reader *r, const struct node *node, struct team_person *person)
{
	static const char *const known[] = { "name", "account", NULL };

	if (node == NULL)
		return;
	if (node->kind == NODE_SCALAR) {
		person->name = node_text(node, r->path, r->faults);
		return;
	}
	node_known(node, known, r->path, r->faults);
	read_person(r, node, person);
}

static void read_members(const struct reader *r, const struct node *list)
{
	static const char *const known[] = { "seat", "name", "account", NULL };
	size_t n = node_items(list, r->path, r->faults);

	r->team->members = xcalloc(n + 1, sizeof(*r->team->members));
	for (size_t i = 0; i < n; i++) {
		const struct node *node = list->items[i], *seat = node_need(node, "seat", r->path, r->faults);
		struct team_member *member = &r->team->members[i];
		node_known(node, known, r->path, r->faults);
		member->seat = node_code(seat, r->path, r->faults);
		member->line = seat == NULL ? node->line : seat->line;
		member->column = seat == NULL ? node->column : seat->column;
		read_person(r, node, &member->person);
		r->team->n_members++;
	}
}

/*
 * Abbreviations.  What stands within a meaning is expanded too, so that one must
 * not lead back to itself.
 */

static bool has_space(const char *s)
{
	size_t len = strlen(s);
	int32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s, len, at, &cp);
		if (utf8_space(cp))
			return true;
	}
	return false;
}

static void read_abbreviation(const struct reader *r, const struct node *key, const struct node *node)
{
	struct team_abbreviation *a = &r->team->abbreviations[r->team->n_abbreviations];

	*a = (struct team_abbreviation){ .text = key->text, .line = key->line, .column = key->column };
	if (key->text[0] == '\0' || has_space(key->text))
		node_fault(key, r->path, r->faults, _("an abbreviation is one word, without spaces"));
	a->meaning = node_text(node, r->path, r->faults);
	if (a->meaning != NULL && (a->meaning[0] == '\0' || strchr(a->meaning, '\n') != NULL))
		node_fault(node, r->path, r->faults, _("an abbreviation stands for a text of one line"));
	if (a->meaning != NULL)
		r->team->n_abbreviations++;
}

static void read_abbreviations(const struct reader *r, const struct node *map)
{
	if (!node_map(map, r->path, r->faults))
		return;
	if (map->n > ABBREVIATIONS_MAX) {
		node_fault(map, r->path, r->faults, _("more than %d abbreviations"), ABBREVIATIONS_MAX);
		return;
	}
	r->team->abbreviations = xcalloc(map->n + 1, sizeof(*r->team->abbreviations));
	for (size_t i = 0; i < map->n; i++)
		read_abbreviation(r, map->keys[i], map->items[i]);
}

/* Whether the character that begins (or, with `before`, ends) at `at` belongs to a word. */
static bool letter_at(const char *s, size_t at, bool before)
{
	size_t len = strlen(s);
	int32_t cp;

	if (before ? at == 0 : at == len)
		return false;
	utf8_decode(s, len, before ? utf8_prev(s, len, at) : at, &cp);
	return utf8_letter(cp);
}

/* Whether `word` stands in s by itself, and not as part of a longer word. */
static bool has_word(const char *s, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(s, word); len > 0 && at != NULL; at = strstr(at + 1, word))
		if (!letter_at(s, (size_t)(at - s), true) && !letter_at(s, (size_t)(at - s) + len, false))
			return true;
	return false;
}

enum state { UNSEEN, OPEN, DONE };

struct walk {
	const struct reader *reader;
	enum state states[ABBREVIATIONS_MAX];
	size_t way[ABBREVIATIONS_MAX], depth;	/* those that are open, from the first */
};

static void tell_loop(const struct walk *walk, size_t i)
{
	const struct team_abbreviation *all = walk->reader->team->abbreviations;
	struct text way = { 0 };
	size_t from = walk->depth - 1;

	while (walk->way[from] != i)
		from--;
	for (; from < walk->depth; from++)
		text_addf(&way, "%s → ", all[walk->way[from]].text);
	faults_add(walk->reader->faults, walk->reader->path, all[i].line, all[i].column,
	    _("the abbreviation leads back to itself: %s%s"), way.s, all[i].text);
	text_release(&way);
}

static void visit(struct walk *walk, size_t i)
{
	const struct team *team = walk->reader->team;

	if (walk->states[i] == OPEN)
		tell_loop(walk, i);
	if (walk->states[i] != UNSEEN)
		return;
	walk->states[i] = OPEN;
	walk->way[walk->depth++] = i;
	for (size_t j = 0; j < team->n_abbreviations; j++)
		if (has_word(team->abbreviations[i].meaning, team->abbreviations[j].text))
			visit(walk, j);
	walk->depth--;
	walk->states[i] = DONE;
}

static void find_loops(const struct reader *r)
{
	struct walk *walk = xcalloc(1, sizeof(*walk));

	walk->reader = r;
	for (size_t i = 0; i < r->team->n_abbreviations; i++)
		visit(walk, i);
	free(walk);
}

/* A key without a value is as good as none: the file may be a form to fill in. */
static const struct node *given(const struct node *tree, const char *key)
{
	const struct node *node = node_get(tree, key);

	return node == NULL || node_null(node) ? NULL : node;
}

static void read_team(const struct reader *r)
{
	static const char *const known[] = {
		"team", "place", "chair", "secretary", "members", "abbreviations", NULL
	};
	struct team *team = r->team;
	const struct node *tree = team->tree;

	node_known(tree, known, r->path, r->faults);
	if (tree->kind != NODE_MAP)
		return;
	team->name = node_text(node_need(tree, "team", r->path, r->faults), r->path, r->faults);
	team->place = node_text(given(tree, "place"), r->path, r->faults);
	read_role(r, given(tree, "chair"), &team->chair);
	read_role(r, given(tree, "secretary"), &team->secretary);
	read_members(r, given(tree, "members"));
	read_abbreviations(r, given(tree, "abbreviations"));
	find_loops(r);
}

static void check_seats(const struct reader *r, const struct choices *seats)
{
	for (size_t i = 0; seats != NULL && i < r->team->n_members; i++) {
		const struct team_member *member = &r->team->members[i];
		if (member->seat != NULL && choice_by_code(seats, member->seat) == NULL)
			faults_add(r->faults, r->path, member->line, member->column, _("there is no seat '%s'"),
			    member->seat);
	}
}

struct team *team_load(const char *path, const struct choices *seats, struct faults *faults)
{
	struct faults own = { 0 };
	struct team *team = xcalloc(1, sizeof(*team));

	team->tree = node_read_file(path, NODE_FILE_MAX, &own);
	const struct reader r = { .team = team, .path = path, .faults = &own };
	if (team->tree != NULL) {
		read_team(&r);
		check_seats(&r, seats);
	}
	if (node_faults_end(&own, faults))
		return team;
	team_free(team);
	return NULL;
}

void team_free(struct team *team)
{
	if (team == NULL)
		return;
	free(team->members);
	free(team->abbreviations);
	node_free(team->tree);
	free(team);
}

static const char *name_under(const struct team_person *person, const char *account)
{
	return person->account != NULL && strcmp(person->account, account) == 0 ? person->name : NULL;
}

const char *team_person(const struct team *team, const char *account)
{
	const char *name = name_under(&team->chair, account);

	if (name == NULL)
		name = name_under(&team->secretary, account);
	for (size_t i = 0; name == NULL && i < team->n_members; i++)
		name = name_under(&team->members[i].person, account);
	return name;
}

const char *team_member(const struct team *team, const char *seat)
{
	for (size_t i = 0; i < team->n_members; i++)
		if (strcmp(team->members[i].seat, seat) == 0)
			return team->members[i].person.name;
	return NULL;
}
