/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reader behind node.h, over libyaml's events.  Only what is plain is
 * taken; whatever else libyaml would take is a fault at its place, after which
 * reading goes on.  It stops at libyaml's own errors and at a level too deep.
 *
 * libyaml takes time with the square of the nesting and of the number of %TAG
 * directives.  The first is stopped at the level, since events come one by one
 * with a look-ahead of 1024 characters; directives are found before it sees them.
 */
#include "data/node.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>
#include "base/alloc.h"
#include "base/utf8.h"

#define LEVELS 32
#define KEY_SHOWN 40		/* of a key in a message */

struct reader {
	yaml_parser_t parser;
	const char *path;
	struct faults *faults;
	const char *s;		/* the file */
	size_t len;
	size_t at, index;	/* how far it was counted: bytes, and the characters that these are */
	yaml_mark_t quote, quote_end;	/* of the latest text in quotes that goes over lines; at first nothing */
	int level;
	bool stopped;
};

__attribute__((format(printf, 3, 4)))
static void fault_at(const struct reader *r, yaml_mark_t mark, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	faults_vadd(r->faults, r->path, (int)mark.line + 1, (int)mark.column + 1, format, ap);
	va_end(ap);
}

struct place {
	size_t at;
	int line, column;
};

/* Moves one character on; returns it, -1 for a byte that is not UTF-8. */
static int32_t place_next(struct place *place, const char *s, size_t len)
{
	int32_t cp;

	place->at += utf8_decode(s, len, place->at, &cp);
	place->column++;
	if (cp == '\n') {
		place->line++;
		place->column = 1;
	}
	return cp;
}

/* Characters that the file may not hold as they are.  A carriage return may end a line; U+2028 and U+2029
 * would end one for libyaml and for nobody else, so that what looks like a comment could be data. */
static bool forbidden(int32_t cp, const char *rest, size_t len)
{
	if (cp == '\r')
		return len < 2 || rest[1] != '\n';
	return (cp != '\n' && cp != '\t' && utf8_control(cp)) || cp == 0x2028 || cp == 0x2029;
}

/* Most of a file, and worth a way of its own: forms and rules are read at every start. */
static bool harmless(char c)
{
	return c >= ' ' && c <= '~' && c != '%';
}

static void check_characters(const char *path, const char *s, size_t len, struct faults *faults)
{
	struct place place = { .line = 1, .column = 1 };

	while (place.at < len) {
		for (; place.at < len && harmless(s[place.at]); place.at++)
			place.column++;
		if (place.at == len)
			return;
		struct place here = place;
		int32_t cp = place_next(&place, s, len);
		if (cp < 0) {
			faults_add(faults, path, here.line, here.column, _("not UTF-8"));
			return;
		}
		if (forbidden(cp, s + here.at, len - here.at))
			faults_add(faults, path, here.line, here.column, _("control character U+%04X"),
			    (unsigned)cp);
		if (cp == '%' && here.column == 1)
			faults_add(faults, path, here.line, here.column, _("directives (%%) are not taken"));
	}
}

/* What people get wrong in YAML, in words that say what to do; what is not here is told in libyaml's own. */
static const struct slip {
	const char *problem;	/* as libyaml calls it */
	const char *why;
	bool begins;		/* what is told is where the text begins, not where libyaml gave up */
	const char *missing;	/* of brackets, which are told where they begin, with the line in which libyaml gave up */
} slips[] = {
	{ "mapping values are not allowed in this context",
		N_("no ':' can stand here; put a text with a colon in quotes, or mend the indentation"), false, NULL },
	{ "did not find expected ',' or '}'",
		N_("',' or '}' is missing; a text with a colon, a comma or a bracket stands in quotes"), false,
		N_("',' or '}'") },
	{ "did not find expected ',' or ']'",
		N_("',' or ']' is missing; a text with a colon, a comma or a bracket stands in quotes"), false,
		N_("',' or ']'") },
	{ "did not find expected key",
		N_("the line does not fit those above; mend the indentation, or put all the text in quotes"),
		false, NULL },
	{ "did not find expected '-' indicator",
		N_("the list goes on with '-'; mend the indentation of what is no part of it"), false, NULL },
	{ "block sequence entries are not allowed in this context",
		N_("a list begins on a line of its own; put a text that begins with '-' in quotes"), false, NULL },
	{ "found character that cannot start any token",
		N_("no text begins with this; indent with spaces, and put such a text in quotes"), false, NULL },
	{ "found unknown escape character", N_("in double quotes a '\\' is written twice"), false, NULL },
	{ "did not find expected node content", N_("a value is missing; a text that begins like this stands in quotes"),
		false, NULL },
	{ "found unexpected end of stream", N_("the quote that begins here is not closed"), true, NULL },
};

static const struct slip *slip_find(const char *problem)
{
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++)
		if (strcmp(slips[i].problem, problem) == 0)
			return &slips[i];
	return NULL;
}

/* An error with a mark.  What is not closed is missed far below, so that it is told where it begins. */
static void tell_slip(const struct reader *r)
{
	const yaml_parser_t *parser = &r->parser;
	const struct slip *slip = slip_find(parser->problem);
	int line = (int)parser->problem_mark.line + 1;

	if (r->quote_end.index > 0 && r->quote_end.line == parser->problem_mark.line)
		fault_at(r, r->quote, _("the quote that begins here is not closed in its line; it goes on to line %d"), line);
	else if (slip == NULL)
		fault_at(r, parser->problem_mark, _("not YAML: %s"), parser->problem);
	else if (slip->missing != NULL && parser->context_mark.line != parser->problem_mark.line)
		fault_at(r, parser->context_mark,
		    _("%s is missing somewhere from here to line %d; a text with a colon, a comma or a bracket stands in quotes"),
		    _(slip->missing), line);
	else
		fault_at(r, slip->begins ? parser->context_mark : parser->problem_mark, "%s", _(slip->why));
}

/* Tells libyaml's error.  The character reader's has an offset in place of a mark. */
static void tell_error(const struct reader *r, const char *s, size_t len)
{
	const yaml_parser_t *parser = &r->parser;
	struct place place = { .line = 1, .column = 1 };

	if (parser->error == YAML_MEMORY_ERROR)
		die("%s", _("out of memory"));
	if (parser->error != YAML_READER_ERROR) {
		tell_slip(r);
		return;
	}
	while (place.at < len && place.at < parser->problem_offset)
		place_next(&place, s, len);
	faults_add(r->faults, r->path, place.line, place.column, _("not YAML: %s"), parser->problem);
}

/* The next event; false where there is none to come. */
static bool next(struct reader *r, yaml_event_t *event)
{
	if (!r->stopped && !yaml_parser_parse(&r->parser, event))
		r->stopped = true;
	return !r->stopped;
}

/* The byte of the file at a mark, which counts characters.  Marks come in their order: none is looked for twice. */
static size_t byte_at(struct reader *r, yaml_mark_t mark)
{
	for (; r->index < mark.index && r->at < r->len; r->index++) {
		int32_t cp;
		r->at += utf8_decode(r->s, r->len, r->at, &cp);
	}
	return r->at;
}

static struct node *node_new(enum node_kind kind, yaml_mark_t start)
{
	struct node *node = xcalloc(1, sizeof *node);

	node->kind = kind;
	node->line = (int)start.line + 1;
	node->column = (int)start.column + 1;
	return node;
}

static void refuse_properties(const struct reader *r, const yaml_event_t *event, const yaml_char_t *anchor,
    const yaml_char_t *tag)
{
	if (anchor != NULL)
		fault_at(r, event->start_mark, _("anchors (&) are not taken"));
	if (tag != NULL)
		fault_at(r, event->start_mark, _("tags (!) are not taken"));
}

/* Double quotes, and only they, can hold as an escape what may not be written as it is. */
static void refuse_controls(const struct reader *r, const yaml_event_t *event)
{
	const char *s = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	int32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s, len, at, &cp);
		if (cp == '\n' || cp == '\t' || !utf8_control(cp))
			continue;
		fault_at(r, event->start_mark, _("control character U+%04X"), (unsigned)cp);
		return;
	}
}

/* What the file has of a scalar, the caller's; NULL where that is its text, perhaps in quotes. */
static char *read_raw(struct reader *r, const yaml_event_t *event)
{
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	bool lines = event->start_mark.line != event->end_mark.line;
	size_t from = byte_at(r, event->start_mark), to = byte_at(r, event->end_mark);

	if (!lines && to - from == event->data.scalar.length + (plain ? 0 : 2))
		return NULL;
	return xstrndup(r->s + from, to - from);
}

/* A quote that was not closed seems to be, by the next one of another line. */
static void keep_quote(struct reader *r, const yaml_event_t *event)
{
	bool quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
	    event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;

	if (quoted && event->start_mark.line != event->end_mark.line) {
		r->quote = event->start_mark;
		r->quote_end = event->end_mark;
	}
}

static struct node *read_scalar(struct reader *r, const yaml_event_t *event)
{
	struct node *node = node_new(NODE_SCALAR, event->start_mark);

	refuse_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag);
	if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		refuse_controls(r, event);
	node->text = xstrndup((const char *)event->data.scalar.value, event->data.scalar.length);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->raw = read_raw(r, event);
	keep_quote(r, event);
	return node;
}

/* Stands for what cannot be taken, so that reading can go on. */
static struct node *read_alias(struct reader *r, const yaml_event_t *event)
{
	struct node *node = node_new(NODE_SCALAR, event->start_mark);

	fault_at(r, event->start_mark, _("aliases (*) are not taken"));
	node->text = xstrdup("");
	return node;
}

static struct node *read_node(struct reader *r, yaml_event_t *event);

static struct node *read_list(struct reader *r, const yaml_event_t *start)
{
	struct node *list = node_new(NODE_LIST, start->start_mark);
	size_t cap = 0;
	yaml_event_t event;

	refuse_properties(r, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
	while (next(r, &event) && event.type != YAML_SEQUENCE_END_EVENT) {
		list->items = array_room(list->items, list->n, &cap, sizeof(*list->items));
		list->items[list->n++] = read_node(r, &event);
	}
	return list;
}

/* False where the key cannot be taken at all. */
static bool check_key(const struct reader *r, const struct node *key)
{
	if (key->kind != NODE_SCALAR || node_null(key)) {
		node_fault(key, r->path, r->faults, _("a key must be a text"));
		return false;
	}
	if (key->plain && strcmp(key->text, "<<") == 0)
		node_fault(key, r->path, r->faults, _("merge keys (<<) are not taken"));
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
	int by_text = strcmp(x->text, y->text);

	if (by_text != 0)
		return by_text;
	return x->line != y->line ? x->line - y->line : x->column - y->column;
}

static bool stands_before(const struct node *a, const struct node *b)
{
	return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* Several keys that stand twice are mostly two items of a list, of which the second lost its "-": one slip, which is
 * told once. */
static void tell_duplicates(const struct reader *r, const struct node *first, size_t n)
{
	if (n == 1)
		node_fault(first, r->path, r->faults, _("the key stands here a second time"));
	else if (n > 1)
		node_fault(first, r->path, r->faults,
		    _("from here on %zu keys stand a second time; is a '-' missing before '%.*s'?"), n,
		    (int)utf8_fit(first->text, strlen(first->text), KEY_SHOWN), first->text);
}

/* Sorted, since a hostile map may have very many keys. */
static void refuse_duplicates(const struct reader *r, const struct node *map)
{
	struct node **sorted = xcalloc(map->n + 1, sizeof(*sorted));
	const struct node *first = NULL;
	size_t n = 0;

	if (map->n > 0)
		memcpy(sorted, map->keys, map->n * sizeof(*sorted));
	qsort(sorted, map->n, sizeof(*sorted), compare_keys);
	for (size_t i = 1; i < map->n; i++) {
		if (strcmp(sorted[i - 1]->text, sorted[i]->text) != 0)
			continue;
		n++;
		if (first == NULL || stands_before(sorted[i], first))
			first = sorted[i];
	}
	tell_duplicates(r, first, n);
	free(sorted);
}

static struct node *read_map(struct reader *r, const yaml_event_t *start)
{
	struct node *map = node_new(NODE_MAP, start->start_mark);
	size_t cap = 0, cap_keys = 0;
	yaml_event_t event;

	refuse_properties(r, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
	while (next(r, &event) && event.type != YAML_MAPPING_END_EVENT) {
		struct node *key = read_node(r, &event);
		struct node *value = next(r, &event) ? read_node(r, &event) : NULL;
		if (value == NULL || !check_key(r, key)) {
			node_free(key);
			node_free(value);
			continue;
		}
		map->keys = array_room(map->keys, map->n, &cap_keys, sizeof(*map->keys));
		map->items = array_room(map->items, map->n, &cap, sizeof(*map->items));
		map->keys[map->n] = key;
		map->items[map->n++] = value;
	}
	refuse_duplicates(r, map);
	return map;
}

/* One level down; at the last level nothing more is read. */
static struct node *read_deeper(struct reader *r, const yaml_event_t *start)
{
	struct node *node;

	if (r->level == LEVELS) {
		fault_at(r, start->start_mark, _("more than %d levels"), LEVELS);
		r->stopped = true;
		return node_new(NODE_LIST, start->start_mark);
	}
	r->level++;
	node = start->type == YAML_MAPPING_START_EVENT ? read_map(r, start) : read_list(r, start);
	r->level--;
	return node;
}

/* The node that begins with the event, which is freed; where reading stops, what there was of it. */
static struct node *read_node(struct reader *r, yaml_event_t *event)
{
	struct node *node;

	if (event->type == YAML_SCALAR_EVENT)
		node = read_scalar(r, event);
	else if (event->type == YAML_ALIAS_EVENT)
		node = read_alias(r, event);
	else
		node = read_deeper(r, event);
	yaml_event_delete(event);
	return node;
}

/* The one document.  Stream and document events hold nothing to be freed, once directives are ruled out. */
static struct node *read_document(struct reader *r)
{
	struct node *root = NULL;
	yaml_event_t event;

	if (!next(r, &event) || !next(r, &event))
		return NULL;
	if (event.type == YAML_STREAM_END_EVENT) {
		fault_at(r, event.start_mark, _("the file is empty"));
		return NULL;
	}
	if (!next(r, &event))
		return NULL;
	root = read_node(r, &event);
	if (next(r, &event) && next(r, &event) && event.type != YAML_STREAM_END_EVENT)
		fault_at(r, event.start_mark, _("a second document begins here; a file holds one"));
	return root;
}

static struct node *read_yaml(const char *path, const char *s, size_t len, struct faults *faults)
{
	struct reader r = { .path = path, .faults = faults, .s = s, .len = len };
	struct node *root;

	if (!yaml_parser_initialize(&r.parser))
		die("%s", _("out of memory"));
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)s, len);
	root = read_document(&r);
	if (r.parser.error != YAML_NO_ERROR)
		tell_error(&r, s, len);
	yaml_parser_delete(&r.parser);
	return root;
}

struct node *node_read(const char *path, const char *s, size_t len, struct faults *faults)
{
	static const char mark[] = "\xEF\xBB\xBF";	/* byte order mark, as some editors write it */
	struct faults own = { 0 };
	struct node *root = NULL;

	if (len >= 3 && memcmp(s, mark, 3) == 0) {
		s += 3;
		len -= 3;
	}
	check_characters(path, s, len, &own);
	if (own.n == 0)
		root = read_yaml(path, s, len, &own);
	if (node_faults_end(&own, faults))
		return root;
	node_free(root);
	return NULL;
}

static void tell_file(const char *path, struct faults *faults, const char *why)
{
	faults_add(faults, path, 0, 0, _("cannot be read: %s"), why);
}

/* Opens a regular file of at most max bytes; -1 with a fault.  A pipe must not keep us waiting. */
static int open_file(const char *path, size_t max, size_t *size, struct faults *faults)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		tell_file(path, faults, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		tell_file(path, faults, _("not a file"));
	} else if ((uintmax_t)st.st_size > max) {
		faults_add(faults, path, 1, 1, _("larger than %zu bytes"), max);
	} else {
		*size = (size_t)st.st_size;
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Reads up to `size` bytes; false at an error.  A file that was cut meanwhile gives fewer. */
static bool read_bytes(int fd, char *s, size_t size, size_t *len)
{
	*len = 0;
	while (*len < size) {
		ssize_t n = read(fd, s + *len, size - *len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		*len += (size_t)n;
	}
	return true;
}

struct node *node_read_file(const char *path, size_t max, struct faults *faults)
{
	size_t size, len;
	int fd = open_file(path, max, &size, faults);
	struct node *root = NULL;

	if (fd < 0)
		return NULL;
	char *s = xmalloc(size + 1);
	if (read_bytes(fd, s, size, &len))
		root = node_read(path, s, len, faults);
	else
		tell_file(path, faults, strerror(errno));
	free(s);
	close(fd);
	return root;
}
