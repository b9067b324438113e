/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cli.h"

#include <errno.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "cli/language.h"
#include "store/file.h"

/*
 * Telling
 */

/* File names and words of the command line may hold anything; a terminal gets no control character of them. */
static void add_harmless(struct text *out, const char *s)
{
	size_t len = strlen(s), n;
	int32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s, len, at, &cp);
		if (cp < 0 || utf8_control(cp))
			text_addc(out, '?');
		else
			text_addn(out, s + at, n);
	}
}

void cli_tell(const char *where, const char *what)
{
	struct text line = { 0 };

	text_add(&line, "indstil: ");
	add_harmless(&line, where);
	if (*where)
		text_add(&line, ": ");
	add_harmless(&line, what);
	fprintf(stderr, "%s\n", line.s);
	text_release(&line);
}

int cli_error(const struct error *e)
{
	cli_tell(e->where, e->what);
	return STATUS_ERROR;
}

void cli_faults(FILE *to, struct faults *faults)
{
	const char *program = to == stderr ? "indstil: " : "";

	for (size_t i = 0; i < faults->n; i++) {
		char *line = fault_line(&faults->v[i]);
		struct text harmless = { 0 };

		add_harmless(&harmless, line);
		fprintf(to, "%s%s\n", program, harmless.s);
		text_release(&harmless);
		free(line);
	}
	faults_release(faults);
}

/*
 * Where things are
 */

/* $variable/name, or $HOME/otherwise/name where that is no absolute path (XDG Base Directory); the caller's, NULL
 * where there is no home either. */
static char *user_path(const char *variable, const char *otherwise, const char *name)
{
	const char *dir = getenv(variable), *home = getenv("HOME");

	if (dir && *dir == '/')
		return xasprintf("%s/%s", dir, name);
	return home && *home == '/' ? xasprintf("%s/%s/%s", home, otherwise, name) : NULL;
}

char *cli_base(const struct cli *cli)
{
	const char *settings = cli->desk.settings.base;
	char *own;

	if (cli->options.base)
		return xstrdup(cli->options.base);
	if (settings)
		return xstrdup(settings);
	own = user_path("XDG_DATA_HOME", ".local/share", "indstil/indstil.db");
	return own ? own : xstrdup("indstil.db");
}

static const char *data_folder(const struct options *options)
{
	const char *dir = getenv("INDSTIL_DATADIR");

	if (options->dir)
		return options->dir;
	return dir && *dir ? dir : PKGDATADIR;
}

size_t cli_settings(char *paths[CLI_SETTINGS])
{
	char *own = user_path("XDG_CONFIG_HOME", ".config", "indstil/indstil.yaml");
	size_t n = 0;

	paths[n++] = xstrdup(SYSCONFDIR "/indstil/indstil.yaml");
	if (own)
		paths[n++] = own;
	return n;
}

static bool read_settings(struct cli *cli, struct faults *faults)
{
	char *paths[CLI_SETTINGS];
	size_t n = cli_settings(paths);
	bool good = true;

	settings_init(&cli->desk.settings);
	for (size_t i = 0; i < n; i++) {
		good = settings_read(&cli->desk.settings, paths[i], faults) && good;
		free(paths[i]);
	}
	return settings_read_team(&cli->desk.settings, faults) && good;
}

/*
 * The desk
 */

/* Whose actions these are: the account, not what an environment variable makes of it. */
static void name_author(struct cli *cli)
{
	const struct passwd *account = getpwuid(getuid());

	if (account)
		snprintf(cli->account, sizeof cli->account, "%s", account->pw_name);
	else
		snprintf(cli->account, sizeof cli->account, "%lu", (unsigned long)getuid());
	cli->desk.author = settings_person(&cli->desk.settings, cli->account);
	store_author(cli->desk.store, cli->desk.author);
}

bool cli_open(struct cli *cli, const char *base, enum store_how how)
{
	char *path = base ? xstrdup(base) : cli_base(cli);
	struct error e;

	cli->opened = desk_open(&cli->desk, path, how, cli->dir, &cli->created, &e);
	if (!cli->opened) {
		cli->unusable = e.kind == ERROR_GONE || (e.kind == ERROR_BASE && access(path, F_OK) == 0);
		if (e.kind != ERROR_GONE || !cli->asks)		/* who is asked is told with the question */
			cli_error(&e);
		if (cli->unusable && !cli->asks)
			cli_offer(cli, path);
	}
	free(path);
	if (!cli->opened)
		return false;
	name_author(cli);
	if (store_newer(cli->desk.store))
		cli_tell(store_path(cli->desk.store),
		    _("a newer version of indstil keeps the base; this one can only read it"));
	else if (store_closed(cli->desk.store) && !file_writable(store_path(cli->desk.store), &e))
		cli_error(&e);
	return true;
}

bool cli_writes(const struct cli *cli)
{
	return !store_newer(cli->desk.store) && !store_closed(cli->desk.store);
}

bool cli_open_loaded(struct cli *cli, const char *base, enum store_how how)
{
	struct faults faults = { 0 };

	if (!cli_open(cli, base, how))
		return false;
	if (desk_load(&cli->desk, &faults))
		return true;
	cli_faults(stderr, &faults);
	return false;
}

static void tell_fault(const char *key, const char *line, void *arg)
{
	(void)key;
	cli_tell(arg, line);
}

void cli_verify_case(const struct cli *cli, const struct record *record)
{
	const char *number = record_case(record, KEY_CASE_NUMBER);
	struct error e;

	if (store_verify_case(cli->desk.store, record->id,
	    tell_fault, (void *)(uintptr_t)(number ? number : ""), &e) < 0)
		cli_error(&e);
}

static bool refused_by_disk(enum error_kind kind)
{
	return kind == ERROR_FULL || kind == ERROR_RIGHTS || kind == ERROR_LIMIT || kind == ERROR_IO;
}

bool cli_log(const struct cli *cli, const struct record *record, enum action_kind kind, const char *why, struct error *e)
{
	const char *number = record_case(record, KEY_CASE_NUMBER);

	if (store_log(cli->desk.store, record->id, kind, why, e))
		return true;
	if (!refused_by_disk(e->kind))
		return false;
	cli_error(e);
	cli_tell(number ? number : "", _("the log could not take that the case was looked at here; note it elsewhere"));
	return true;
}

bool cli_case(struct cli *cli, const char *name, struct casework *work)
{
	struct error e;
	int64_t id;

	if (store_find(cli->desk.store, name, &id, &e) && casework_open(&cli->desk, id, work, &e))
		return true;
	cli_error(&e);
	return false;
}

/*
 * Commands
 */

/* What came of the question how to go on. */
static enum store_how how_after(enum cli_offered offered)
{
	return offered == OFFERED_NEW ? STORE_NEW : STORE_OR_NEW;
}

/* A base that is damaged or gone gives way to a copy, or to a new one, where somebody says so. */
static bool open_or_restore(struct cli *cli, const char *path, enum store_how how)
{
	while (!cli_open(cli, NULL, how)) {
		enum cli_offered offered = cli->unusable && cli->asks ? cli_offer(cli, path) : OFFERED_NOTHING;

		if (offered == OFFERED_NOTHING)
			return false;
		how = how_after(offered);
	}
	return true;
}

static int run_terminal(struct cli *cli, const char *path, enum store_how how)
{
	int status = open_or_restore(cli, path, how) ? cli->hooks->terminal(cli, NULL) : STATUS_ERROR;

	free(cli->restored);		/* it has been said */
	cli->restored = NULL;
	return status;
}

/* Until the person leaves for good; in between the base is closed, and may be another one afterwards. */
static int open_terminal(struct cli *cli, int n, char **words)
{
	char *path = cli_base(cli);
	enum store_how how = STORE_OR_NEW;
	int status;

	(void)n, (void)words;
	cli->asks = !cli->options.script && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	while ((status = run_terminal(cli, path, how)) == CLI_COPIES) {
		desk_clear(&cli->desk);
		cli->opened = false;
		enum cli_offered offered = cli_offer(cli, path);
		if (offered == OFFERED_NOTHING && !cli->asks) {
			status = STATUS_GOOD;
			break;
		}
		how = how_after(offered);
	}
	free(path);
	return status;
}

#define ANY_NUMBER 1000000

static const struct command {
	const char *name;		/* "" is the program without a command */
	const char *words;		/* how those after it are called */
	int least, most;		/* how many there may be */
	int (*run)(struct cli *cli, int n, char **words);
	const char *help;		/* msgid */
} commands[] = {
	{ "", "", 0, 0, open_terminal, N_("the program") },
	{ "demo", "", 0, 0, cli_demo, N_("the program on a practice base with fictional cases") },
	{ "import", "FILE...", 1, ANY_NUMBER, cli_import, N_("cases from YAML files; prints each case number") },
	{ "list", "", 0, 0, cli_list, N_("all cases, one a line: number, stage, readiness, name ...") },
	{ "show", "CASE", 1, 1, cli_show, N_("a case as YAML, as import reads it") },
	{ "check", "[CASE...]", 0, ANY_NUMBER, cli_check,
	    N_("what the rules find; exit status 1 if anything blocks") },
	{ "print", "CASE DOCUMENT", 2, 2, cli_print, N_("a document of a case, such as recommendation") },
	{ "benefit", "--wage KR", 0, 0, cli_benefit, N_("what a wage takes off the benefit, step by step") },
	{ "verify", "", 0, 0, cli_verify, N_("look for damage in the base; exit status 1 if there is any") },
	{ "backup", "FILE", 1, 1, cli_backup, N_("a copy of the base, proved whole, to a new file") },
	{ "restore", "FILE", 1, 1, cli_restore, N_("put a copy in the place of the base, which is kept") },
	{ "erase", "CASE", 1, 1, cli_erase, N_("a case and every copy of it, for good") },
	{ "data", "[FILE...]", 0, ANY_NUMBER, cli_data, N_("check forms, rules, settings and case files") },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

bool cli_has_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (*name && strcmp(commands[i].name, name) == 0)
			return true;
	return false;
}

static const struct command *find_command(int n, char **words, struct error *e)
{
	const char *name = n > 0 ? words[0] : "";
	const struct command *command = NULL;

	for (size_t i = 0; i < COMMANDS && !command; i++)
		if (strcmp(commands[i].name, name) == 0 && (*name || n == 0))
			command = &commands[i];
	if (!command) {
		error_set(e, ERROR_USAGE, name, "%s", _("no such command; see indstil --help"));
	} else if (n > 0 && (n - 1 < command->least || n - 1 > command->most)) {
		error_set(e, ERROR_USAGE, name, _("it is written: indstil %s %s"), name, command->words);
		command = NULL;
	}
	return command;
}

static void print_help(void)
{
	struct text out = { 0 };

	text_addf(&out, "%s\n\n", _("indstil prepares and runs the meetings of a rehabilitation team."));
	for (size_t i = 0; i < COMMANDS; i++) {
		char *line = xasprintf("%s %s", commands[i].name, commands[i].words);

		text_addf(&out, "  indstil %-20s %s\n", line, _(commands[i].help));
		free(line);
	}
	text_addf(&out, "\n%s\n", _("Options, before or after the command:"));
	options_help(&out);
	fputs(out.s, stdout);
	text_release(&out);
}

static void print_with(void (*write)(struct text *out))
{
	struct text out = { 0 };

	write(&out);
	fputs(out.s, stdout);
	text_release(&out);
}

/* What needs no base and no settings; false: something else was asked for. */
static bool answer(const struct cli *cli)
{
	if (cli->options.help)
		print_help();
	else if (cli->options.version)
		puts("indstil " PACKAGE_VERSION);
	else if (cli->options.manual_options)
		print_with(options_manual);
	else if (cli->options.manual_keys)
		print_with(cli->hooks->manual_keys);
	else
		return false;
	return true;
}

static void speak(struct cli *cli, const char *code)
{
	cli->desk.lang = language_choose(code);
	language_use(cli->desk.lang);
}

/* A folder and a pack that were asked for are there, also where the command does not come to look into them. */
static bool named_are_there(const struct cli *cli, struct error *e)
{
	const char *pack = cli->options.pack, *dir = cli->options.dir;
	char *path;
	bool good;

	if (dir) {
		path = xasprintf("%s/forms", dir);
		good = access(path, R_OK) == 0 || error_set(e, ERROR_MISSING, path, "%s", strerror(errno));
		free(path);
		if (!good)
			return false;
	}
	if (!pack)
		return true;
	if (!pack_path(cli->dir, pack, &path, e))
		return false;
	good = access(path, R_OK) == 0 || error_set(e, ERROR_MISSING, path, "%s", strerror(errno));
	free(path);
	return good;
}

/* What the command stands on; false: told.  `data` says itself what is wrong with it. */
static bool prepare(struct cli *cli, const struct command *command)
{
	struct faults faults = { 0 };
	bool good = read_settings(cli, &faults);
	struct error e;

	if (!cli->options.language && cli->desk.settings.language)
		speak(cli, cli->desk.settings.language);
	if (command->run == cli_data) {
		faults_release(&faults);
		return true;
	}
	cli_faults(stderr, &faults);
	if (good && !named_are_there(cli, &e)) {
		cli_error(&e);
		good = false;
	}
	return good;
}

static int run_command(struct cli *cli, const struct command *command, int n, char **words)
{
	int status = prepare(cli, command) ? command->run(cli, n > 0 ? n - 1 : 0, words + 1) : STATUS_ERROR;

	if (cli->opened)
		desk_close(&cli->desk);
	else
		settings_release(&cli->desk.settings);
	return status;
}

/* What was printed may not have arrived: the disk full, a pipe closed. */
static int finish_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	cli_tell(_("standard output"), strerror(errno));
	return STATUS_ERROR;
}

int cli_main(int argc, char **argv, const struct cli_hooks *hooks)
{
	struct cli cli = { .hooks = hooks };
	const struct command *command;
	struct error e;
	bool good;
	int n;

	language_start(&cli.ascii);
	speak(&cli, options_language(argc, argv));
	good = options_read(&cli.options, argc, argv, &n, &e);
	if (good && answer(&cli))
		return finish_output(STATUS_GOOD);
	command = good ? find_command(n, argv, &e) : NULL;
	if (!command)
		return cli_error(&e);
	cli.dir = data_folder(&cli.options);
	cli.desk.viewing = cli.options.pack;
	cli.desk.kiosk = cli.options.kiosk;
	cli.desk.today = cli.options.today.year ? cli.options.today : date_today();
	return finish_output(run_command(&cli, command, n, argv));
}
