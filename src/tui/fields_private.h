/* SPDX-License-Identifier: EUPL-1.2 */
/* What fields.c and fields_draw.c share. */
#ifndef TUI_FIELDS_PRIVATE_H
#define TUI_FIELDS_PRIVATE_H

#include "tui/fields.h"

/* The stored text that holds now; NULL where not answered. Borrowed until the next action. */
const char *fields_value(const struct fields *fields, const struct field *field);

#endif
