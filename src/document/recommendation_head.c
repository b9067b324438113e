/* SPDX-License-Identifier: EUPL-1.2 */
/* The top: that it is no decision, which case, and who was there. */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/cpr.h"
#include "model/record.h"

/* Whether it is the team's last word: signed by whom, or a draft. */
static void signed_off(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_LOCKED_BY);
	char *name = build_shown(build, field, 0);
	char *date = build_shown(build, field_by_key(build->forms, KEY_LOCKED_ON), 0);
	struct block *block;

	if (name && date)
		block = build_say(build, BLOCK_NOTICE, "notice.signed", "name", name, "date", date, NULL);
	else if (name)
		block = build_say(build, BLOCK_NOTICE, "notice.signed.undated", "name", name, NULL);
	else
		block = build_say(build, BLOCK_NOTICE, "notice.draft", NULL);
	build_from(build, block, field, 0);
	free(name);
	free(date);
}

static void notices(struct build *build)
{
	build_say(build, BLOCK_TITLE, "title", NULL);
	build_say(build, BLOCK_NOTICE, "notice.decision", NULL);
	build_say(build, BLOCK_NOTICE, "notice.appeal", NULL);
	signed_off(build);
}

/* What stands in the case itself and in no field. */
static void pair_of_case(struct build *build, const char *label, const char *text)
{
	document_add(build->document, BLOCK_PAIR, wording_get(build->wording, label, build->lang), text);
}

static void case_number(struct build *build)
{
	const char *number = record_case(build->record, KEY_CASE_NUMBER);
	char *round, *both;

	if (!number)
		number = "";
	if (build->view.round == 1) {
		pair_of_case(build, "head.case", number);
		return;
	}
	round = xasprintf("%d", build->view.round);
	both = build_words(build, "head.round", "number", number, "round", round, NULL);
	pair_of_case(build, "head.case", both);
	free(round);
	free(both);
}

static void meeting(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_MEETING_DATE);
	char *date = build_shown(build, field, 0), *place = build_shown(build, build_field(build, "meeting.place"), 0);
	char *at = date && place ? build_words(build, "head.meeting.at", "date", date, "place", place, NULL) : NULL;

	if (date)
		build_pair_text(build, "head.meeting", at ? at : date, field, 0);
	else
		build_pair_words(build, "head.meeting", "head.meeting.missing", field, 0);
	free(date);
	free(place);
	free(at);
}

/* The one place where the number is printed.  A replacement number is none of the CPR's, and says so. */
static void cpr_number(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_CITIZEN_CPR);
	const char *digits = build_stored(build, field, 0);
	char shown[12], *marked;
	struct cpr cpr;

	if (!digits)
		return;
	cpr_shown(digits, shown);
	if (!cpr_read(digits, build->view.today, &cpr, NULL) || !cpr.replacement) {
		build_pair_text(build, "head.cpr", shown, field, 0);
		return;
	}
	marked = build_words(build, "head.cpr.replacement", "cpr", shown, NULL);
	build_pair_text(build, "head.cpr", marked, field, 0);
	free(marked);
}

/* The address is printed only where somebody has said that it is not protected: silence protects it. */
static void address(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_CITIZEN_ADDRESS);
	const struct field *protected = field_by_key(build->forms, KEY_CITIZEN_ADDRESS_PROTECTED);

	if (build_is(build, protected, 0, "true"))
		build_pair_words(build, NULL, "head.address.protected", field, 0);
	else if (build_is(build, protected, 0, "false"))
		build_pair(build, NULL, field, 0);
}

static void citizen(struct build *build)
{
	const struct field *name = field_by_key(build->forms, KEY_CITIZEN_NAME);

	if (!build_pair(build, "head.citizen", name, 0))
		build_pair_words(build, "head.citizen", "head.citizen.missing", name, 0);
	cpr_number(build);
	build_pair(build, NULL, field_by_key(build->forms, KEY_CITIZEN_BORN), 0);
	address(build);
}

static bool barred(const struct build *build, const struct field *seats, int64_t row)
{
	return build_is(build, field_column(seats, "disqualified"), row, "true");
}

static bool away(const struct build *build, const struct field *seats, int64_t row)
{
	return build_is(build, field_column(seats, "present"), row, "false");
}

/* "Hanne Lund (Sundhed)" of a row of the seats. */
static char *named(const struct build *build, const struct field *seats, int64_t row)
{
	char *name = build_shown(build, field_column(seats, "name"), row);
	char *seat = build_shown(build, field_column(seats, "seat"), row);
	char *s;

	if (name && seat)
		s = build_words(build, "head.member", "name", name, "seat", seat, NULL);
	else if (name)
		s = xstrdup(name);
	else
		s = build_words(build, "head.nameless", "seat", seat ? seat : "", NULL);
	free(name);
	free(seat);
	return s;
}

/* Who takes part in place of a member who is away or disqualified, or NULL. */
static char *stand_in(const struct build *build, const struct field *seats, int64_t row)
{
	char *name = build_shown(build, field_column(seats, "stand_in"), row);
	char *seat = build_shown(build, field_column(seats, "seat"), row);
	char *s = name ? build_words(build, "head.stand_in", "name", name, "seat", seat ? seat : "", NULL) : NULL;

	free(name);
	free(seat);
	return s;
}

char *recommendation_present(struct build *build, const struct field *seats, int64_t row)
{
	if (away(build, seats, row) || barred(build, seats, row))
		return stand_in(build, seats, row);
	return build_is(build, field_column(seats, "present"), row, "true") ? named(build, seats, row) : NULL;
}

static char *absent(struct build *build, const struct field *seats, int64_t row)
{
	char *member, *reason, *s;

	if (!away(build, seats, row) || barred(build, seats, row))
		return NULL;
	member = named(build, seats, row);
	reason = build_shown(build, field_column(seats, "absent_why"), row);
	if (reason)
		s = build_words(build, "head.absent.why", "member", member, "reason", reason, NULL);
	else
		s = build_words(build, "head.absent.unexplained", "member", member, NULL);
	free(member);
	free(reason);
	return s;
}

static char *disqualified(struct build *build, const struct field *seats, int64_t row)
{
	return barred(build, seats, row) ? named(build, seats, row) : NULL;
}

static char *untold(struct build *build, const struct field *seats, int64_t row)
{
	bool told = build_stored(build, field_column(seats, "present"), row) != NULL;

	return told || barred(build, seats, row) ? NULL : named(build, seats, row);
}

char *recommendation_member(struct build *build, const struct field *seat, int64_t row)
{
	const struct field *seats = field_by_key(build->forms, KEY_SEATS);
	const char *code = build_stored(build, seat, row);
	char *member = NULL;
	size_t n;
	int64_t *rows;

	if (!code)
		return build_words(build, "head.somebody", NULL);
	rows = build_rows(build, seats, &n);
	for (size_t i = 0; i < n && !member; i++) {
		if (!build_is(build, field_column(seats, "seat"), rows[i], code))
			continue;
		member = recommendation_present(build, seats, rows[i]);
		if (!member && build_stored(build, field_column(seats, "name"), rows[i]))
			member = named(build, seats, rows[i]);
	}
	free(rows);
	return member ? member : build_shown(build, seat, row);
}

/* A line for each row that `pick` has words for; false where it has none at all. */
static bool team_lines(struct build *build, const char *label,
    char *(*pick)(struct build *build, const struct field *seats, int64_t row))
{
	const struct field *seats = field_by_key(build->forms, KEY_SEATS);
	struct text lines = { 0 };
	size_t n;
	int64_t *rows = build_rows(build, seats, &n);

	for (size_t i = 0; i < n; i++) {
		char *line = pick(build, seats, rows[i]);

		if (line)
			text_addf(&lines, "%s%s", lines.len ? "\n" : "", line);
		free(line);
	}
	if (lines.len)
		build_pair_text(build, label, lines.s, seats, 0);
	free(rows);
	text_release(&lines);
	return n > 0;
}

static void team(struct build *build)
{
	static const struct {
		const char *label;
		char *(*pick)(struct build *build, const struct field *seats, int64_t row);
	} lists[] = {
		{ "head.present", recommendation_present },
		{ "head.absent", absent },
		{ "head.disqualified", disqualified },
		{ "head.attendance_unknown", untold },
	};
	bool any = false;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		any = team_lines(build, lists[i].label, lists[i].pick);
	if (!any)
		build_pair_words(build, "head.present", "head.present.missing", field_by_key(build->forms, KEY_SEATS), 0);
}

static void citizen_absent(struct build *build, const struct field *field)
{
	char *reason = build_shown(build, build_field(build, "meeting.citizen_absent_why"), 0), *s;

	if (reason)
		s = build_words(build, "head.stayed_away", "reason", reason, NULL);
	else
		s = build_words(build, "head.stayed_away.unexplained", NULL);
	build_pair_text(build, "head.attendance", s, field, 0);
	free(reason);
	free(s);
}

static void attendance(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_MEETING_CITIZEN_PRESENT);
	const struct field *companion = field_by_key(build->forms, KEY_MEETING_COMPANION);

	if (build_is(build, field, 0, "true"))
		build_pair_words(build, "head.attendance", "head.attended", field, 0);
	else if (build_is(build, field, 0, "false"))
		citizen_absent(build, field);
	else
		build_pair_words(build, "head.attendance", "head.attendance.missing", field, 0);
	if (!build_pair(build, NULL, companion, 0) && build_is(build, field, 0, "true"))
		build_pair_words(build, NULL, "head.companion.none", companion, 0);
}

void recommendation_head(struct build *build)
{
	static const char *const at[] = { "meeting.interpreter", "meeting.others", "meeting.chair", "meeting.secretary" };
	const char *caseworker = record_case(build->record, KEY_CASE_CASEWORKER);

	notices(build);
	case_number(build);
	citizen(build);
	if (caseworker)
		pair_of_case(build, "head.caseworker", caseworker);
	build_pair(build, NULL, field_by_key(build->forms, KEY_REFERRAL_KIND), 0);
	build_pair(build, "head.question", field_by_key(build->forms, KEY_REFERRAL_QUESTION), 0);
	build_pair(build, NULL, field_by_key(build->forms, KEY_REFERRAL_NEWS), 0);
	meeting(build);
	team(build);
	attendance(build);
	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		build_pair(build, NULL, build_field(build, at[i]), 0);
}
