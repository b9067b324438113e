/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Documents, from a case as YAML to what is printed.  The cases in
 * tests/document are held against the text beside them in both languages;
 * UPDATE=1 writes those files anew, and the difference is to be read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/alloc.h"
#include "base/utf8.h"
#include "data/forms.h"
#include "data/pack.h"
#include "document/build.h"
#include "document/document.h"
#include "exchange/casefile.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct {
	struct keys *keys;
	struct forms *forms;
	struct pack *pack;
	struct rules *rules;
	struct desk desk;
	char *cases;		/* tests/document */
} office;

static const char *from_environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? value : otherwise;
}

static void no_faults(const struct faults *faults)
{
	if (faults->n > 0)
		fail_msg("%s:%d: %s", faults->v[0].path, faults->v[0].line, faults->v[0].text);
}

static int open_office(void **state)
{
	const char *data = from_environment("INDSTIL_DATADIR", "data");
	char *pack = xasprintf("%s/rules/2013-2021.yaml", data);
	struct faults faults = { 0 };

	(void)state;
	office.cases = xasprintf("%s/tests/document", from_environment("INDSTIL_SRCDIR", "."));
	office.keys = keys_new();
	office.forms = forms_load(data, office.keys, &faults);
	office.pack = pack_load(pack, &faults);
	office.rules = office.forms && office.pack ? rules_new(office.forms, office.pack, &faults) : NULL;
	no_faults(&faults);
	office.desk = (struct desk){
		.keys = office.keys, .forms = office.forms, .pack = office.pack, .rules = office.rules,
		.dir = data, .today = { 2017, 6, 6 },
	};
	free(pack);
	return office.rules == NULL;
}

static int close_office(void **state)
{
	(void)state;
	rules_free(office.rules);
	pack_free(office.pack);
	forms_free(office.forms);
	keys_free(office.keys);
	free(office.cases);
	return 0;
}

static void read_node(struct casework *work, struct node *root, const char *path, struct faults *faults)
{
	*work = (struct casework){ .rules = office.rules };
	if (root != NULL)
		casefile_read(root, path, office.forms, office.desk.today, &work->record, faults);
	node_free(root);
	no_faults(faults);
}

/* A case of the folder, by name. */
static void read_case(struct casework *work, const char *name)
{
	char *path = xasprintf("%s/%s.yaml", office.cases, name);
	struct faults faults = { 0 };

	read_node(work, node_read_file(path, CASEFILE_MAX, &faults), path, &faults);
	free(path);
}

static void read_yaml(struct casework *work, const char *yaml)
{
	struct faults faults = { 0 };

	read_node(work, node_read("case", yaml, strlen(yaml), &faults), "case", &faults);
}

static void build_round(struct casework *work, int round, enum lang lang, struct document *document)
{
	struct error e = { 0 };

	if (!document_build(&office.desk, work, "recommendation", round, lang, document, &e))
		fail_msg("%s", e.what);
}

static char *print(struct casework *work, int round, enum lang lang)
{
	struct document document;
	struct text out = { 0 };

	build_round(work, round, lang, &document);
	document_formats[0].render(&document, &out);
	document_release(&document);
	return text_take(&out);
}

static char *print_yaml(const char *yaml, enum lang lang)
{
	struct casework work;
	char *s;

	read_yaml(&work, yaml);
	s = print(&work, 0, lang);
	record_release(&work.record);
	return s;
}

static void assert_has(const char *s, const char *part)
{
	if (strstr(s, part) == NULL)
		fail_msg("“%s” is missing in\n%s", part, s);
}

static void assert_lacks(const char *s, const char *part)
{
	if (strstr(s, part) != NULL)
		fail_msg("“%s” stands in\n%s", part, s);
}

static size_t count(const char *s, const char *part)
{
	size_t n = 0;

	for (; (s = strstr(s, part)) != NULL; s++)
		n++;
	return n;
}

/* Golden files */

static char *read_whole(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct text t = { 0 };
	char buffer[4096];
	size_t n;

	if (f == NULL)
		fail_msg("%s cannot be read; UPDATE=1 writes it", path);
	while ((n = fread(buffer, 1, sizeof buffer, f)) > 0)
		text_addn(&t, buffer, n);
	fclose(f);
	return text_take(&t);
}

static void write_whole(const char *path, const char *s)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fputs(s, f) >= 0, 1);
	assert_int_equal(fclose(f), 0);
}

static void check_golden(const char *name, int round, enum lang lang)
{
	const char *of_round = round == 1 ? ".round1" : "", *of_lang = lang == LANG_DA ? "da" : "en";
	char *path = xasprintf("%s/%s%s.%s.txt", office.cases, name, of_round, of_lang);
	struct casework work;
	char *got, *wanted;

	read_case(&work, name);
	got = print(&work, round, lang);
	if (getenv("UPDATE") != NULL)
		write_whole(path, got);
	wanted = read_whole(path);
	if (strcmp(got, wanted) != 0)
		print_error("%s differs\n", path);
	assert_string_equal(got, wanted);
	free(path);
	free(got);
	free(wanted);
	record_release(&work.record);
}

static void cases_print_as_they_should(void **state)
{
	static const char *const names[] = { "course", "fleksjob", "pension", "returned", "draft" };

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		check_golden(names[i], 0, LANG_DA);
		check_golden(names[i], 0, LANG_EN);
	}
	check_golden("course", 1, LANG_DA);
}

/* What must and must not be printed */

static void what_is_hidden_or_protected_is_not_printed(void **state)
{
	struct casework work;
	char *s;

	(void)state;
	read_case(&work, "course");
	s = print(&work, 0, LANG_DA);
	assert_lacks(s, "Hemmelig Vej");
	free(s);
	record_release(&work.record);
	read_case(&work, "fleksjob");
	s = print(&work, 0, LANG_DA);
	assert_lacks(s, "Usagt Vej");
	assert_lacks(s, "Denne tekst hører til et ressourceforløb");
	free(s);
	record_release(&work.record);
	s = print_yaml("indstil: 1\nfields: {citizen.address: Åben Vej 1, citizen.address_protected: false}\n", LANG_DA);
	assert_has(s, "Åben Vej 1");
	free(s);
}

/* Answers that were set aside because what they hang on was answered otherwise. */
static void what_was_set_aside_is_not_printed(void **state)
{
	static const char yaml[] = "indstil: 1\nrecommendation:\n  outcome: ressourceforloeb\n  months: 36\n"
	    "  long_reason: Gemt begrundelse\n  measures:\n"
	    "    - {measure: kost, health_risk: %s, health_action: Gemt handling}\n";
	char *hidden = xasprintf(yaml, "false"), *shown = xasprintf(yaml, "true");
	char *s = print_yaml(hidden, LANG_DA);

	(void)state;
	assert_lacks(s, "Gemt begrundelse");
	assert_lacks(s, "Gemt handling");
	free(s);
	s = print_yaml(shown, LANG_DA);
	assert_has(s, "Gemt handling");
	free(s);
	free(hidden);
	free(shown);
}

static void the_cpr_number_stands_once_and_a_replacement_says_so(void **state)
{
	struct casework work;
	char *s;

	(void)state;
	read_case(&work, "course");
	s = print(&work, 0, LANG_EN);
	assert_int_equal(count(s, "670380"), 1);
	assert_has(s, "670380-1208 (replacement number)");
	free(s);
	record_release(&work.record);
	read_case(&work, "fleksjob");
	s = print(&work, 0, LANG_EN);
	assert_int_equal(count(s, "111111-1118"), 1);
	assert_lacks(s, "replacement");
	free(s);
	record_release(&work.record);
}

static void a_draft_that_cannot_be_read_is_not_printed(void **state)
{
	struct casework work;
	char *s;

	(void)state;
	read_case(&work, "course");
	record_set(&work.record, work.record.rounds, KEY_MEETING_DATE, 0, "engang i maj", 0);
	s = print(&work, 0, LANG_DA);
	assert_lacks(s, "engang i maj");
	assert_has(s, "Der er endnu ikke sat en dato for mødet.");
	free(s);
	record_release(&work.record);
}

static char *course_of(const char *months, enum lang lang)
{
	char *yaml = xasprintf("indstil: 1\nrecommendation: {outcome: ressourceforloeb, months: %s}\n", months);
	char *s = print_yaml(yaml, lang);

	free(yaml);
	return s;
}

static void lengths_are_said_in_the_singular_and_the_plural(void **state)
{
	static const struct {
		const char *months, *da, *en;
	} lengths[] = {
		{ "12", "på 1 år (12 måneder)", "of 1 year (12 months)" },
		{ "13", "på 1 år og 1 måned (13 måneder)", "of 1 year and 1 month (13 months)" },
		{ "24", "på 2 år (24 måneder)", "of 2 years (24 months)" },
		{ "31", "på 2 år og 7 måneder (31 måneder)", "of 2 years and 7 months" },
		{ "1", "ressourceforløb på 1 måned.", "course of 1 month." },
		{ "8", "ressourceforløb på 8 måneder.", "course of 8 months." },
		{ "null", "ikke taget stilling til varigheden", "not yet considered" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		char *da = course_of(lengths[i].months, LANG_DA), *en = course_of(lengths[i].months, LANG_EN);

		assert_has(da, lengths[i].da);
		assert_has(en, lengths[i].en);
		free(da);
		free(en);
	}
}

static void numbers_are_those_of_the_language(void **state)
{
	static const char yaml[] = "indstil: 1\nrecommendation:\n  measures:\n"
	    "    - {measure: traening, hours_week: 2.5, hours_day: 0.5}\n"
	    "    - {measure: kost, hours_week: 1, hours_day: 1.5}\n";
	char *da = print_yaml(yaml, LANG_DA), *en = print_yaml(yaml, LANG_EN);

	(void)state;
	assert_has(da, "2,5 timer om ugen, 0,5 time om dagen");
	assert_has(da, "1 time om ugen, 1,5 timer om dagen");
	assert_has(en, "2.5 hours a week, 0.5 hours a day");
	assert_has(en, "1 hour a week, 1.5 hours a day");
	free(da);
	free(en);
}

static void dissent_says_who_and_why_or_that_there_is_none(void **state)
{
	char *s = print_yaml("indstil: 1\ndissent: []\n", LANG_DA);

	(void)state;
	assert_has(s, "Ingen i teamet har et særstandpunkt.");
	free(s);
	s = print_yaml("indstil: 1\n", LANG_DA);
	assert_has(s, "Der er ikke noteret særstandpunkter i teamet.");
	free(s);
	s = print_yaml("indstil: 1\ndissent: [{seat: social, reason: For kort.}]\n", LANG_DA);
	assert_has(s, "Socialområdet er ikke enig i indstillingen.");
	assert_has(s, "For kort.");
	free(s);
}

/* Evidence */

static const struct block *block_saying(const struct document *document, const char *text)
{
	for (size_t i = 0; i < document->n; i++)
		if (document->v[i].text && strcmp(document->v[i].text, text) == 0)
			return &document->v[i];
	fail_msg("no block says “%s”", text);
	return NULL;
}

static void assert_evidence(const struct document *document, const char *text, const char *field, bool row,
    const char *source)
{
	const struct block *block = block_saying(document, text);

	assert_ptr_equal(block->field, field_by_id(office.forms, field));
	assert_int_equal(block->row != 0, row);
	assert_string_equal(block->source, source);
}

static void every_text_knows_where_it_comes_from(void **state)
{
	struct casework work;
	struct document document;

	(void)state;
	read_case(&work, "course");
	build_round(&work, 0, LANG_DA, &document);
	assert_evidence(&document, "9. maj 2017, Rådhuset, lokale 2", "meeting.date", false, "Mødet: Dato");
	assert_evidence(&document, "Med en afdragsaftale falder der ro på.", "assessments.statement", true,
	    "Vurderinger: Medlemmernes vurderinger, række 2");
	assert_evidence(&document, "»Jeg er bange for at miste min ydelse.«", "statements.text", true,
	    "Mål: Borgerens udsagn, B3");
	assert_evidence(&document, "Timerne skal op fra to til tolv om ugen i takt med træningen.",
	    "recommendation.duration_reason", false, "Indstilling: Hvorfor netop denne længde?");
	document_release(&document);
	record_release(&work.record);
}

static void a_reason_names_its_source_or_that_it_has_none(void **state)
{
	struct casework work;
	struct document document;

	(void)state;
	read_case(&work, "course");
	build_round(&work, 0, LANG_DA, &document);
	assert_evidence(&document, "Borgeren har tolv års erfaring og er mødestabil.", "work.resources", false,
	    "Arbejde: Ressourcer i forhold til arbejde");
	assert_evidence(&document, "I sidste praktik klarede hun to timer om dagen.",
	    "recommendation.reasons.employment.text", true, "Praktikrapport, 2. juli 2015");
	assert_evidence(&document, "Teamet vurderer, at arbejdsevnen kan udvikles.",
	    "recommendation.reasons.employment.text", true,
	    "Begrundelse: Beskæftigelse og uddannelse, række 3 (uden kilde)");
	document_release(&document);
	record_release(&work.record);
}

/* The text renderer */

static char *repeated(const char *s, size_t n)
{
	struct text t = { 0 };

	while (n-- > 0)
		text_add(&t, s);
	return text_take(&t);
}

static void add_one_of_each(struct document *document, const char *text)
{
	const char *cells[] = { text, "kort", text };
	struct block *table;

	for (int kind = 0; kind < BLOCK_KIND_COUNT; kind++)
		if (kind != BLOCK_TABLE)
			document_add(document, (enum block_kind)kind, kind == BLOCK_PAIR ? "Mærke" : NULL, text);
	document_add(document, BLOCK_PAIR, "Et mærke, der er længere, end der er plads til", text)->indent = 1;
	document_add(document, BLOCK_ITEM, "B17", text);
	table = document_table(document, 3, cells);
	document_table_row(table, cells);
	document_table_row(table, (const char *const[]){ "", text, "" });
}

/* No line is too wide or ends in a blank; returns how many there are. */
static size_t check_lines(const char *s, int columns)
{
	size_t lines = 0;

	for (size_t len; *s; s += len + 1, lines++) {
		len = strcspn(s, "\n");
		assert_int_equal(s[len], '\n');
		assert_true(len == 0 || s[len - 1] != ' ');
		if (utf8_columns(s, 0, len) > columns)
			fail_msg("wider than %d: %.*s", columns, (int)len, s);
	}
	return lines;
}

static void check_blocks(const size_t *blocks, size_t n, size_t n_blocks)
{
	assert_int_equal(blocks[0], 0);
	assert_int_equal(blocks[n - 1], n_blocks - 1);
	for (size_t i = 1; i < n; i++)
		assert_true(blocks[i] == blocks[i - 1] || blocks[i] == blocks[i - 1] + 1);
}

static void lines_keep_their_width_and_know_their_block(void **state)
{
	static const int widths[] = { 24, 40, 57, 76, 200 };
	static const char *const texts[] = {
		"Kort", "", "En sætning, der er så lang, at den må gå over flere linjer, også på en bred skærm. ",
		"To\n\nafsnit ", "Kontanthjælpsmodtageruddannelsesordningsmedarbejderuddannelse",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(widths) * LENGTH(texts); i++) {
		struct document document = { 0 };
		struct text out = { 0 };
		size_t *blocks, n;

		add_one_of_each(&document, texts[i % LENGTH(texts)]);
		document_text(&document, widths[i / LENGTH(texts)], &out, &blocks, &n);
		assert_int_equal(check_lines(out.s, widths[i / LENGTH(texts)]), n);
		check_blocks(blocks, n, document.n);
		free(blocks);
		text_release(&out);
		document_release(&document);
	}
}

/* Without blanks and line ends, which is all that a renderer may change. */
static char *letters(const char *s)
{
	struct text t = { 0 };

	for (; *s; s++)
		if (*s != ' ' && *s != '\n')
			text_addc(&t, *s);
	return text_take(&t);
}

static void no_text_is_ever_lost(void **state)
{
	static const char *const parts[] = { "Ord, der følger efter hinanden. ", "Udenmellemrum", "å" };

	(void)state;
	for (size_t i = 0; i < LENGTH(parts); i++) {
		char *text = repeated(parts[i], 10000 / strlen(parts[i])), *wanted = letters(text), *got;

		for (enum block_kind kind = 0; kind < BLOCK_TABLE; kind++) {
			struct document document = { 0 };
			struct text out = { 0 };

			document_add(&document, kind, kind == BLOCK_PAIR ? "Mærke" : NULL, text);
			document_text(&document, 60, &out, NULL, NULL);
			assert_has(got = letters(out.s), wanted);
			free(got);
			text_release(&out);
			document_release(&document);
		}
		free(text);
		free(wanted);
	}
}

static void cells_are_wrapped_beside_each_other(void **state)
{
	const char *headings[] = { "Hvad", "Hvornår" }, *row[] = { "Rådgivning om gæld", "maj" };
	struct document document = { 0 };
	struct text out = { 0 };

	(void)state;
	document_table_row(document_table(&document, 2, headings), row);
	document_text(&document, 24, &out, NULL, NULL);
	assert_string_equal(out.s,
	    "   Hvad          Hvornår\n"
	    "   ────────────  ───────\n"
	    "   Rådgivning    maj\n"
	    "   om gæld\n");
	text_release(&out);
	document_release(&document);
}

static void a_heading_keeps_to_its_text(void **state)
{
	struct document document = { 0 };
	struct text out = { 0 };

	(void)state;
	document_add(&document, BLOCK_TEXT, NULL, "Før.");
	document_add(&document, BLOCK_HEADING, "2", "Begrundelse");
	document_add(&document, BLOCK_SUBHEADING, NULL, "Helbred");
	document_add(&document, BLOCK_TEXT, NULL, "Efter.");
	document_add(&document, BLOCK_PAIR, "Lang", "a");
	document_add(&document, BLOCK_PAIR, "Kort?", "b");
	document_text(&document, 16, &out, NULL, NULL);
	assert_string_equal(out.s,
	    "   Før.\n"
	    "\n"
	    "\n"
	    "2  Begrundelse\n"
	    "────────────────\n"
	    "   Helbred\n"
	    "     Efter.\n"
	    "\n"
	    "     Lang:  a\n"
	    "     Kort?  b\n");
	text_release(&out);
	document_release(&document);
}

/* What cannot be built, and the wording */

static void what_there_is_not_is_refused(void **state)
{
	struct casework work;
	struct document document;
	struct error e = { 0 };

	(void)state;
	read_case(&work, "draft");
	assert_false(document_build(&office.desk, &work, "novel", 0, LANG_DA, &document, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_false(document_build(&office.desk, &work, "recommendation", 2, LANG_DA, &document, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_false(document_build(&office.desk, &work, "recommendation", -1, LANG_DA, &document, &e));
	record_release(&work.record);
}

static void wording_that_lacks_a_text_is_refused(void **state)
{
	char folder[] = "/tmp/indstil-test-XXXXXX";
	struct desk desk = office.desk;
	struct casework work;
	struct document document;
	struct error e = { 0 };
	char *documents, *path;

	(void)state;
	assert_non_null(mkdtemp(folder));
	documents = xasprintf("%s/documents", folder);
	path = xasprintf("%s/recommendation.yaml", documents);
	assert_int_equal(mkdir(documents, 0700), 0);
	write_whole(path, "title: {da: Titel, en: Title}\n");
	desk.dir = folder;
	read_case(&work, "draft");
	assert_false(document_build(&desk, &work, "recommendation", 0, LANG_DA, &document, &e));
	assert_int_equal(e.kind, ERROR_DATA);
	assert_has(e.what, "notice.decision");
	record_release(&work.record);
	assert_int_equal(unlink(path) + rmdir(documents) + rmdir(folder), 0);
	free(documents);
	free(path);
}

/* Every id of the file is asked for, and every one asked for is there, with the same names in both languages. */
static void the_wording_is_complete_and_has_nothing_to_spare(void **state)
{
	const struct document_kind *kind = document_kind_by_name("recommendation");
	char *path = xasprintf("%s/documents/recommendation.yaml", office.desk.dir);
	struct faults faults = { 0 };
	struct wording *wording = wording_load(path, &faults);
	struct node *tree = node_read_file(path, NODE_FILE_MAX, &faults);

	(void)state;
	no_faults(&faults);
	wording_check(wording, kind->words, path, &faults);
	no_faults(&faults);
	for (size_t i = 0; i < tree->n; i++)
		if (kind->words[i] == NULL || strcmp(kind->words[i], tree->keys[i]->text) != 0)
			fail_msg("the list of words has %s where the file has %s", kind->words[i], tree->keys[i]->text);
	assert_null(kind->words[tree->n]);
	node_free(tree);
	wording_free(wording);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_print_as_they_should),
		cmocka_unit_test(what_is_hidden_or_protected_is_not_printed),
		cmocka_unit_test(what_was_set_aside_is_not_printed),
		cmocka_unit_test(the_cpr_number_stands_once_and_a_replacement_says_so),
		cmocka_unit_test(a_draft_that_cannot_be_read_is_not_printed),
		cmocka_unit_test(lengths_are_said_in_the_singular_and_the_plural),
		cmocka_unit_test(numbers_are_those_of_the_language),
		cmocka_unit_test(dissent_says_who_and_why_or_that_there_is_none),
		cmocka_unit_test(every_text_knows_where_it_comes_from),
		cmocka_unit_test(a_reason_names_its_source_or_that_it_has_none),
		cmocka_unit_test(lines_keep_their_width_and_know_their_block),
		cmocka_unit_test(no_text_is_ever_lost),
		cmocka_unit_test(cells_are_wrapped_beside_each_other),
		cmocka_unit_test(a_heading_keeps_to_its_text),
		cmocka_unit_test(what_there_is_not_is_refused),
		cmocka_unit_test(wording_that_lacks_a_text_is_refused),
		cmocka_unit_test(the_wording_is_complete_and_has_nothing_to_spare),
	};

	return cmocka_run_group_tests(tests, open_office, close_office);
}
