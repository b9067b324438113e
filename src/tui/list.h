/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A list with a pointer that moves up and down in it, scrolled so that the item at the pointer is seen.  What its items
 * are only the page knows, by their numbers.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "tui/app.h"

struct list {
	size_t n;
	size_t at;		/* the pointer; 0 where there is no item */
	size_t top;		/* the first that is drawn */
};

/* So many items are in it now; the pointer stays where it is, or goes to the last. */
void list_resize(struct list *list, size_t n);
/* Up, down, home and end, and by pages of so many items (0: no pages); false for another key. */
bool list_key(struct list *list, int32_t key, size_t page);

/* How a list looks.  Each function gets the program, what it is drawn from and the number of an item. */
struct list_look {
	const struct app *app;
	const void *state;
	int indent;		/* columns before a heading */
	/* The heading over it, which stands over the first of those that share it; NULL or "": none.  May be NULL. */
	const char *(*heading)(const struct app *app, const void *state, size_t i);
	/* Lines that it takes in so many columns, without its heading.  NULL: each takes one. */
	int (*height)(const struct app *app, const void *state, size_t i, int columns);
	/* Draws it into the area's first lines, where there may be fewer than it takes; `here`: it is at the
	 * pointer. */
	void (*draw)(const struct app *app, const void *state, size_t i, struct area area, bool here);
};

/* Lines that all of them take, headings included. */
int list_lines(const struct list *list, const struct list_look *look, int columns);
/* Draws what the area has room for.  Returns the number of the first item below that. */
size_t list_draw(struct list *list, const struct list_look *look, struct area area);

#endif
