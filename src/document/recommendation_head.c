/* SPDX-License-Identifier: EUPL-1.2 */
/* The top: that it is no decision, which case, and who was there. */
#include "document/recommendation.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/cpr.h"
#include "model/record.h"

/* Whether it is the team's last word: signed by whom, or a draft. */
static void signed_off(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_LOCKED_BY);
	char *name = build_shown(b, field, 0);
	char *date = build_shown(b, field_by_key(b->forms, KEY_LOCKED_ON), 0);
	struct block *block;

	if (name && date)
		block = build_say(b, BLOCK_NOTICE, "notice.signed", "name", name, "date", date, NULL);
	else if (name)
		block = build_say(b, BLOCK_NOTICE, "notice.signed.undated", "name", name, NULL);
	else
		block = build_say(b, BLOCK_NOTICE, "notice.draft", NULL);
	build_from(b, block, field, 0);
	free(name);
	free(date);
}

static void notices(struct build *b)
{
	build_say(b, BLOCK_TITLE, "title", NULL);
	build_say(b, BLOCK_NOTICE, "notice.decision", NULL);
	build_say(b, BLOCK_NOTICE, "notice.appeal", NULL);
	signed_off(b);
}

/* What stands in the case itself and in no field. */
static void pair_of_case(struct build *b, const char *label, const char *text)
{
	document_add(b->document, BLOCK_PAIR, wording_get(b->wording, label, b->lang), text);
}

static void case_number(struct build *b)
{
	const char *number = record_case(b->record, KEY_CASE_NUMBER);
	char *round, *both;

	if (!number)
		number = wording_get(b->wording, "head.case.missing", b->lang);
	if (b->view.round == 1) {
		pair_of_case(b, "head.case", number);
		return;
	}
	round = xasprintf("%d", b->view.round);
	both = build_words(b, "head.round", "number", number, "round", round, NULL);
	pair_of_case(b, "head.case", both);
	free(round);
	free(both);
}

static void meeting(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_MEETING_DATE);
	char *date = build_shown(b, field, 0), *place = build_shown(b, build_field(b, "meeting.place"), 0);
	char *at = NULL;

	if (date && place)
		at = build_words(b, "head.meeting.at", "date", date, "place", place, NULL);
	if (date)
		build_pair_text(b, "head.meeting", at ? at : date, field, 0);
	else
		build_pair_words(b, "head.meeting", "head.meeting.missing", field, 0);
	free(date);
	free(place);
	free(at);
}

/* The one place where the number is printed.  A replacement number is none of the CPR's, and says so. */
static void cpr_number(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_CITIZEN_CPR);
	const char *digits = build_stored(b, field, 0);
	char shown[12], *marked;
	struct cpr cpr;

	if (!digits)
		return;
	cpr_shown(digits, shown);
	if (!cpr_read(digits, b->view.today, &cpr, NULL) || !cpr.replacement) {
		build_pair_text(b, "head.cpr", shown, field, 0);
		return;
	}
	marked = build_words(b, "head.cpr.replacement", "cpr", shown, NULL);
	build_pair_text(b, "head.cpr", marked, field, 0);
	free(marked);
}

/* The address is printed only where somebody has said that it is not protected: silence protects it. */
static void address(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_CITIZEN_ADDRESS);
	const struct field *protected = field_by_key(b->forms, KEY_CITIZEN_ADDRESS_PROTECTED);

	if (build_is(b, protected, 0, "true"))
		build_pair_words(b, NULL, "head.address.protected", field, 0);
	else if (build_is(b, protected, 0, "false"))
		build_pair(b, NULL, field, 0);
}

static void citizen(struct build *b)
{
	const struct field *name = field_by_key(b->forms, KEY_CITIZEN_NAME);

	if (!build_pair(b, "head.citizen", name, 0))
		build_pair_words(b, "head.citizen", "head.citizen.missing", name, 0);
	cpr_number(b);
	build_pair(b, NULL, field_by_key(b->forms, KEY_CITIZEN_BORN), 0);
	address(b);
}

static bool barred(const struct build *b, const struct field *seats, int64_t row)
{
	return build_is(b, field_column(seats, "disqualified"), row, "true");
}

static bool away(const struct build *b, const struct field *seats, int64_t row)
{
	return build_is(b, field_column(seats, "present"), row, "false");
}

/* "Hanne Lund (Sundhed)" of a row of the seats. */
static char *named(const struct build *b, const struct field *seats, int64_t row)
{
	char *name = build_shown(b, field_column(seats, "name"), row);
	char *seat = build_shown(b, field_column(seats, "seat"), row);
	char *s;

	if (name && seat)
		s = build_words(b, "head.member", "name", name, "seat", seat, NULL);
	else if (name)
		s = xstrdup(name);
	else
		s = build_words(b, "head.nameless", "seat", seat ? seat : "", NULL);
	free(name);
	free(seat);
	return s;
}

/* Who takes part in place of a member who is away or disqualified, or NULL. */
static char *stand_in(const struct build *b, const struct field *seats, int64_t row)
{
	char *name = build_shown(b, field_column(seats, "stand_in"), row);
	char *seat = build_shown(b, field_column(seats, "seat"), row);
	char *s = name ? build_words(b, "head.stand_in", "name", name, "seat", seat ? seat : "", NULL) : NULL;

	free(name);
	free(seat);
	return s;
}

char *recommendation_present(struct build *b, const struct field *seats, int64_t row)
{
	if (away(b, seats, row) || barred(b, seats, row))
		return stand_in(b, seats, row);
	return build_is(b, field_column(seats, "present"), row, "true") ? named(b, seats, row) : NULL;
}

static char *absent(struct build *b, const struct field *seats, int64_t row)
{
	char *member, *reason, *s;

	if (!away(b, seats, row) || barred(b, seats, row))
		return NULL;
	member = named(b, seats, row);
	reason = build_shown(b, field_column(seats, "absent_why"), row);
	if (reason)
		s = build_words(b, "head.absent.why", "member", member, "reason", reason, NULL);
	else
		s = build_words(b, "head.absent.unexplained", "member", member, NULL);
	free(member);
	free(reason);
	return s;
}

static char *disqualified(struct build *b, const struct field *seats, int64_t row)
{
	return barred(b, seats, row) ? named(b, seats, row) : NULL;
}

static char *untold(struct build *b, const struct field *seats, int64_t row)
{
	bool told = build_stored(b, field_column(seats, "present"), row) != NULL;

	return told || barred(b, seats, row) ? NULL : named(b, seats, row);
}

char *recommendation_member(struct build *b, const struct field *seat, int64_t row)
{
	const struct field *seats = field_by_key(b->forms, KEY_SEATS);
	const char *code = build_stored(b, seat, row);
	char *member = NULL;
	size_t n;
	int64_t *rows;

	if (!code)
		return build_words(b, "head.somebody", NULL);
	rows = build_rows(b, seats, &n);
	for (size_t i = 0; i < n && !member; i++) {
		if (!build_is(b, field_column(seats, "seat"), rows[i], code))
			continue;
		member = recommendation_present(b, seats, rows[i]);
		if (!member && build_stored(b, field_column(seats, "name"), rows[i]))
			member = named(b, seats, rows[i]);
	}
	free(rows);
	return member ? member : build_shown(b, seat, row);
}

/* A line for each row that `pick` has words for; false where it has none at all. */
static bool team_lines(struct build *b, const char *label,
    char *(*pick)(struct build *b, const struct field *seats, int64_t row))
{
	const struct field *seats = field_by_key(b->forms, KEY_SEATS);
	struct text lines = { 0 };
	size_t n;
	int64_t *rows = build_rows(b, seats, &n);

	for (size_t i = 0; i < n; i++) {
		char *line = pick(b, seats, rows[i]);

		if (line)
			text_addf(&lines, "%s%s", lines.len ? "\n" : "", line);
		free(line);
	}
	if (lines.len)
		build_pair_text(b, label, lines.s, seats, 0);
	free(rows);
	text_release(&lines);
	return n > 0;
}

static void team(struct build *b)
{
	const struct field *seats = field_by_key(b->forms, KEY_SEATS);
	static const struct {
		const char *label;
		char *(*pick)(struct build *b, const struct field *seats, int64_t row);
	} lists[] = {
		{ "head.present", recommendation_present },
		{ "head.absent", absent },
		{ "head.disqualified", disqualified },
		{ "head.attendance_unknown", untold },
	};
	bool any = false;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		any = team_lines(b, lists[i].label, lists[i].pick);
	if (!any)
		build_pair_words(b, "head.present", "head.present.missing", seats, 0);
}

static void citizen_absent(struct build *b, const struct field *field)
{
	char *reason = build_shown(b, build_field(b, "meeting.citizen_absent_why"), 0);
	char *s = build_words_or(b, "head.stayed_away", "reason", reason, "head.stayed_away.unexplained");

	build_pair_text(b, "head.attendance", s, field, 0);
	free(reason);
	free(s);
}

static void attendance(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_MEETING_CITIZEN_PRESENT);
	const struct field *companion = field_by_key(b->forms, KEY_MEETING_COMPANION);

	if (build_is(b, field, 0, "true"))
		build_pair_words(b, "head.attendance", "head.attended", field, 0);
	else if (build_is(b, field, 0, "false"))
		citizen_absent(b, field);
	else
		build_pair_words(b, "head.attendance", "head.attendance.missing", field, 0);
	if (!build_pair(b, NULL, companion, 0) && build_is(b, field, 0, "true"))
		build_pair_words(b, NULL, "head.companion.none", companion, 0);
}

void recommendation_head(struct build *b)
{
	static const char *const at[] = {
		"meeting.interpreter", "meeting.others", "meeting.chair", "meeting.secretary"
	};
	const char *caseworker = record_case(b->record, KEY_CASE_CASEWORKER);

	notices(b);
	case_number(b);
	citizen(b);
	if (caseworker)
		pair_of_case(b, "head.caseworker", caseworker);
	build_pair(b, NULL, field_by_key(b->forms, KEY_REFERRAL_KIND), 0);
	build_pair(b, "head.question", field_by_key(b->forms, KEY_REFERRAL_QUESTION), 0);
	build_pair(b, NULL, field_by_key(b->forms, KEY_REFERRAL_NEWS), 0);
	meeting(b);
	team(b);
	attendance(b);
	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		build_pair(b, NULL, build_field(b, at[i]), 0);
}
