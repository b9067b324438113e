/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/list.h"

#include <string.h>

static size_t last_of(const struct list *list)
{
	return list->n > 0 ? list->n - 1 : 0;
}

void list_resize(struct list *list, size_t n)
{
	list->n = n;
	if (list->at >= n)
		list->at = last_of(list);
}

/* The pointer goes a page on, and what is seen with it: or the first of the page would come in at the lower edge. */
static void page_down(struct list *list, size_t page)
{
	size_t last = last_of(list), end = list->n > page ? list->n - page : 0;

	list->at = list->at + page < last ? list->at + page : last;
	list->top = list->top + page < end ? list->top + page : end > list->top ? end : list->top;
}

static void page_up(struct list *list, size_t page)
{
	list->at -= list->at < page ? list->at : page;
	list->top -= list->top < page ? list->top : page;
}

bool list_key(struct list *list, int32_t key, size_t page)
{
	size_t last = last_of(list);

	if (page == 0 && (key == K_PGUP || key == K_PGDN))
		return false;
	switch (key) {
	case K_UP: list->at -= list->at > 0; return true;
	case K_DOWN: list->at += list->at < last; return true;
	case K_PGUP: page_up(list, page); return true;
	case K_PGDN: page_down(list, page); return true;
	case K_HOME: list->at = 0; return true;
	case K_END: list->at = last; return true;
	}
	return false;
}

/* The heading that stands right over an item; NULL: none does. */
static const char *heading_over(const struct list_look *look, size_t i)
{
	const char *heading = look->heading != NULL ? look->heading(look->app, look->state, i) : NULL;
	const char *before = heading != NULL && i > 0 ? look->heading(look->app, look->state, i - 1) : NULL;

	if (heading == NULL || *heading == '\0' || (before != NULL && strcmp(heading, before) == 0))
		return NULL;
	return heading;
}

static int height(const struct list_look *look, size_t i, int columns)
{
	return look->height != NULL ? look->height(look->app, look->state, i, columns) : 1;
}

static int lines_between(const struct list_look *look, size_t from, size_t to, int columns)
{
	int lines = 0;

	for (size_t i = from; i < to; i++)
		lines += height(look, i, columns) + (heading_over(look, i) != NULL);
	return lines;
}

int list_lines(const struct list *list, const struct list_look *look, int columns)
{
	return lines_between(look, 0, list->n, columns);
}

/* An item that is higher than the area is seen from its beginning; below the last one no room is left. */
static void scroll(struct list *list, const struct list_look *look, const struct area *area)
{
	if (list->at < list->top)
		list->top = list->at;
	while (list->top < list->at && lines_between(look, list->top, list->at + 1, area->columns) > area->rows)
		list->top++;
	while (list->top > 0 && list->n - list->top < (size_t)area->rows &&
	    lines_between(look, list->top - 1, list->n, area->columns) <= area->rows)
		list->top--;
}

size_t list_draw(struct list *list, const struct list_look *look, struct area area)
{
	size_t i;

	scroll(list, look, &area);
	for (i = list->top; i < list->n && area.rows > 0; i++) {
		const char *heading = heading_over(look, i);
		int rows = height(look, i, area.columns);

		if (heading != NULL) {
			term_put(area.row++, area.column + look->indent, area.columns - look->indent, STYLE_DIM,
			    heading);
			area.rows--;
		}
		if (area.rows > 0)
			look->draw(look->app, look->state, i, area, i == list->at);
		area.row += rows;
		area.rows -= rows;
	}
	return i;
}
