/* SPDX-License-Identifier: EUPL-1.2 */
/* The wording that the recommendation is made of, in the order of its file. */
#include "document/recommendation.h"

#include <string.h>

const char *const recommendation_words[] = {
	"title", "notice.decision", "notice.appeal", "notice.draft", "notice.signed",
	"notice.signed.undated", "head.case", "head.case.missing", "head.round", "head.question",
	    "head.meeting",
	"head.meeting.at", "head.meeting.missing", "head.citizen", "head.citizen.missing", "head.cpr",
	"head.cpr.replacement", "head.address.protected", "head.caseworker", "head.present",
	"head.present.missing", "head.member", "head.nameless", "head.somebody", "head.stand_in",
	"head.absent", "head.absent.why", "head.absent.unexplained", "head.disqualified",
	"head.attendance_unknown", "head.attendance", "head.attended", "head.stayed_away",
	"head.stayed_away.unexplained", "head.attendance.missing", "head.companion.none",
	"section.recommendation", "section.reasons", "section.goals", "section.measures",
	"section.duration", "section.support", "section.citizen", "section.dissent", "section.basis",
	"length.year", "length.years", "length.month", "length.months", "length.both", "hours.one",
	"hours.many", "outcome.ressourceforloeb", "outcome.ressourceforloeb.short",
	"outcome.ressourceforloeb.open", "outcome.fleksjob", "outcome.foertidspension",
	"outcome.selvstaendig", "outcome.jobafklaring", "outcome.ordinaer", "outcome.returneret",
	"outcome.other", "outcome.missing", "outcome.where", "outcome.where.duration", "lacking.lead",
	"lacking.missing", "reasons.lead", "reasons.composed", "reasons.missing", "fleksjob.reason.missing",
	"fleksjob.few", "fleksjob.not_few", "fleksjob.few.missing", "fleksjob.development.missing",
	"pension.basis.missing", "pension.reduction.missing", "goal.text", "goal.overall", "goal.missing",
	"goal.prepared", "goal.wishes", "interim.lead", "interim.text", "interim.reason",
	"interim.reason.missing", "interim.missing", "measures.lead", "measures.kinds", "measures.none",
	"measures.missing", "measures.elsewhere", "measure.title", "measure.purpose", "measure.aim",
	"measure.expected", "measure.unit", "measure.deliverer", "measure.basis", "measure.time",
	"measure.time.both", "measure.time.start",
	"measure.time.length", "measure.extent", "measure.extent.both", "measure.extent.week",
	"measure.extent.day", "measure.short_reason", "measure.tasks", "measure.considerations",
	"measure.risk", "measure.risk.yes", "measure.risk.no", "measure.health_action",
	"measure.short_term", "measure.words", "measure.kind", "measure.offer", "measure.agreed",
	"measure.unwritten", "rejected.lead", "rejected.reason", "rejected.reason.missing",
	"duration.text", "duration.text.short", "duration.missing", "duration.exact", "duration.reason",
	"duration.reason.missing", "duration.shorter", "duration.shorter.missing", "duration.long",
	"duration.idle", "duration.idle.text", "duration.idle.reason", "duration.idle.none",
	"timeline.lead", "timeline.measure", "timeline.months", "timeline.span", "timeline.bar",
	"mentor.offered", "mentor.offered.open", "mentor.agreement", "mentor.goals.lead",
	"mentor.goals.missing", "mentor.role", "mentor.tasks", "mentor.declined",
	"mentor.declined.missing", "mentor.missing", "coordinator.text", "coordinator.jobcenter",
	"coordinator.other", "coordinator.reason", "coordinator.authority", "coordinator.missing",
	"followups.text", "followups.one", "followups.missing", "stance.wants", "stance.accepts",
	"stance.against", "stance.not_asked", "stance.other", "stance.missing", "request.lead",
	"request.lead.dated", "request.answer", "request.missing", "statements.lead", "statements.none",
	"statements.missing", "statements.untold", "answer.text", "answer.bare", "answer.words",
	"answer.missing", "dissent.text", "dissent.reason.missing", "dissent.leaning",
	"dissent.leaning.length", "dissent.none", "dissent.missing", "basis.rules", "basis.rules.text",
	"basis.historic", "basis.gp", "basis.gp.both", "basis.gp.received", "basis.gp.exempt",
	"basis.gp.exempt.bare", "basis.gp.missing", "basis.documents", "basis.documents.none",
	"basis.documents.missing", "basis.assessments", "basis.assessments.missing", "basis.overrides",
	"basis.override", "basis.override.by", "source.field", "source.row", "source.numbered",
	"source.none", "sign.place_date", "sign.chair", "quote",
	NULL
};

const char *recommendation_sentence(const char *about, const char *code, const char *other)
{
	size_t len = strlen(about);

	for (const char *const *id = recommendation_words; *id; id++)
		if (strncmp(*id, about, len) == 0 && (*id)[len] == '.' && strcmp(*id + len + 1, code) == 0)
			return *id;
	return other;
}
