/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { FAULTS_MAX = 100 };

/* A message that was cut to its room must not end in half a character. */
static void drop_half_character(char *s)
{
	size_t len = strlen(s), at = len;
	int32_t cp;

	while (at > 0 && len - at < 3 && ((unsigned char)s[at - 1] & 0xc0) == 0x80)
		at--;
	if (at > 0 && (utf8_decode(s, len, at - 1, &cp) != len - (at - 1) || cp < 0))
		s[at - 1] = '\0';
}

bool error_set(struct error *e, enum error_kind kind, const char *where, const char *format, ...)
{
	va_list ap;
	int len;

	if (e == NULL)
		return false;
	e->kind = kind;
	len = snprintf(e->where, sizeof e->where, "%s", where != NULL ? where : "");
	if (len >= (int)sizeof e->where)
		drop_half_character(e->where);
	va_start(ap, format);
	len = vsnprintf(e->what, sizeof e->what, format, ap);
	va_end(ap);
	if (len >= (int)sizeof e->what)
		drop_half_character(e->what);
	return false;
}

enum error_kind error_of_system(int code)
{
	static const struct {
		int code;
		enum error_kind kind;
	} kinds[] = {
		{ ENOSPC, ERROR_FULL }, { EDQUOT, ERROR_FULL }, { EACCES, ERROR_RIGHTS }, { EPERM, ERROR_RIGHTS },
		{ EROFS, ERROR_RIGHTS }, { EFBIG, ERROR_LIMIT }, { EIO, ERROR_IO },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].code == code)
			return kinds[i].kind;
	return ERROR_FILE;
}

__attribute__((format(printf, 4, 0)))
static void add(struct faults *faults, struct fault fault, const char *path, const char *format, va_list ap)
{
	if (faults->n >= FAULTS_MAX)
		return;
	fault.path = xstrdup(path);
	fault.text = xvasprintf(format, ap);
	faults->v = array_room(faults->v, faults->n, &faults->cap, sizeof *faults->v);
	faults->v[faults->n++] = fault;
}

void faults_add(struct faults *faults, const char *path, int line, int column, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	faults_vadd(faults, path, line, column, format, ap);
	va_end(ap);
}

void faults_vadd(struct faults *faults, const char *path, int line, int column, const char *format,
    va_list ap)
{
	add(faults, (struct fault){ .line = line, .column = column }, path, format, ap);
}

void faults_add_at(struct faults *faults, const char *path, size_t offset, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(faults, (struct fault){ .offset = offset }, path, format, ap);
	va_end(ap);
}

bool error_pass(struct error *e, const struct error *from)
{
	if (e != NULL)
		*e = *from;
	return false;
}

void faults_release(struct faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		free(faults->v[i].path);
		free(faults->v[i].text);
	}
	free(faults->v);
	*faults = (struct faults){ 0 };
}

char *fault_line(const struct fault *fault)
{
	if (fault->line == 0 && fault->offset == 0)
		return xasprintf("%s: %s", fault->path, fault->text);
	if (fault->line == 0)
		return xasprintf("%s:+%zu: %s", fault->path, fault->offset, fault->text);
	return xasprintf("%s:%d:%d: %s", fault->path, fault->line, fault->column, fault->text);
}
