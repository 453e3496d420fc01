/* SPDX-License-Identifier: MIT */
#include "check_new_values.h"

#include "base/escape.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "git/git_cli.h"
#include "rules/history_table.h"
#include "rules/rules.h"

/* What is known of one migration while its text is made. */
struct writing {
	struct check *check;
	struct arena *arena;
	const struct new_request *request;
	const struct new_migration *migration;
	const struct set_spec *spec;
	struct str description, author, ticket; /* each one line; ptr NULL: not known */
	struct datetime now;
	struct skeleton_values values;
};

static const struct str to_do = {"TODO", 4};

/* A value of the command line, which must be one line of text. */
static int read_value(struct arena *arena, const char *option, struct str value, struct str *ret,
	struct error *reterr)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f)
			return error_set(reterr, "--%s: '%s' is not one line of text", option,
				escape_text(arena, value, false).ptr);
	if (utf8_valid_prefix(value) != value.len)
		return error_set(
			reterr, "--%s: '%s' is no UTF-8", option, escape_text(arena, value, false).ptr);
	*ret = skeleton_line(arena, value);
	return 0;
}

/* --author, else git's user.name; what is neither is left to be filled in. */
static int read_author(struct writing *writing, struct error *reterr)
{
	static const char *const command[] = {"config", "--get", "user.name", NULL};
	struct str author;
	int status;

	if (writing->request->author.ptr)
		return read_value(
			writing->arena, "author", writing->request->author, &writing->author, reterr);
	if (git_cli_run(writing->arena, command, &author, &status, reterr))
		return -1;
	if (!status && utf8_valid_prefix(author) == author.len)
		writing->author = skeleton_line(writing->arena, author);
	else if (!status)
		check_note(writing->check, "git's user.name is no UTF-8: say --author NAME");
	return 0;
}

static struct str or_to_do(struct str text)
{
	return text.len ? text : to_do;
}

static struct str day_of(struct arena *arena, const struct datetime *when)
{
	return str_format(arena, "%04d-%02d-%02d", when->year, when->month, when->day);
}

static void add(struct writing *writing, const char *name, struct str text)
{
	*vec_push(writing->arena, &writing->values) = (struct skeleton_value){name, text};
}

static struct str text_of_rollback(const struct writing *writing)
{
	const struct new_migration *migration = writing->migration;

	if (writing->request->is_baseline)
		return STR("Not applicable");
	if (migration->has_down)
		return migration->down.path;
	if (migration->down.is_section)
		return str_format(writing->arena, "section %s", writing->spec->runner->down_marker);
	return STR("TODO: how it is taken back, or: Not applicable");
}

/* What the header says in a field that the policy asks for. */
static struct str value_of_field(const struct writing *writing, struct str field)
{
	const struct name *name = &writing->migration->name.name;
	const struct {
		const char *field;
		struct str value;
	} known[] = {
		{"Migration", name->file},
		{"Author", writing->author},
		{"Ticket", writing->ticket},
		{"Description", writing->description},
		{"Purpose", writing->description},
		{"Date", day_of(writing->arena, &writing->now)},
		{"Created", day_of(writing->arena, &writing->now)},
		{"Version", name->version},
		{"Type", skeleton_line(writing->arena, writing->request->type)},
		{"Rollback", text_of_rollback(writing)},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
		if (str_equal_ignoring_case(field, str_from(known[i].field)))
			return or_to_do(known[i].value);
	return to_do;
}

static bool has_field(const struct str_list *fields, struct str field)
{
	for (size_t i = 0; i < fields->count; i++)
		if (str_equal_ignoring_case(fields->items[i], field))
			return true;
	return false;
}

static void add_header_line(struct text *header, struct str field, struct str value)
{
	text_addf(header, "%s-- %.*s: %.*s", header->len ? "\n" : "",
		STR_ARG(skeleton_line(header->arena, field)), STR_ARG(skeleton_line(header->arena, value)));
}

/* The fields that the policy asks for, then those that the command line has values for. */
static struct str header_of_new(struct writing *writing)
{
	const struct rule *rule = rule_find(STR("header-missing"));
	struct str_list fields = {0};
	struct text header = {.arena = writing->arena};

	if (check_new_asks(writing->spec, "header-missing"))
		fields = policy_option_list(writing->spec->policy, &rule->key, "fields");
	if (writing->request->author.ptr && !has_field(&fields, STR("Author")))
		str_list_add(writing->arena, &fields, STR("Author"));
	if (writing->request->ticket.ptr && !has_field(&fields, STR("Ticket")))
		str_list_add(writing->arena, &fields, STR("Ticket"));
	if (!has_field(&fields, STR("Description")) && !has_field(&fields, STR("Purpose")))
		str_list_add(writing->arena, &fields, STR("Description"));
	for (size_t i = 0; i < fields.count; i++)
		add_header_line(&header, fields.items[i], value_of_field(writing, fields.items[i]));
	if (writing->migration->has_down && check_new_asks(writing->spec, "rollback-missing"))
		add_header_line(&header, STR("See"), writing->migration->down.path);
	return text_str(&header);
}

/* The row by which a migration records itself, where the policy asks for one. */
struct record {
	struct str table, column, name; /* as SQL */
	bool is_of_team; /* the table of the governance document, which has more columns */
};

static bool find_record(const struct writing *writing, struct record *ret)
{
	struct str_list none = {0};
	const struct subject subject = {.arena = writing->arena,
		.policy = writing->spec->policy,
		.set = writing->migration->set,
		.active = &none};
	struct object_name table = history_record_table(&subject);
	struct str column = history_record_column(&subject);

	if (!check_new_asks(writing->spec, "history-record-missing"))
		return false;
	*ret = (struct record){
		.table = object_name_sql(writing->arena, table),
		.column = identifier_sql(writing->arena, column),
		.name = literal_sql(writing->arena, str_basename(writing->migration->name.name.stem)),
		.is_of_team = str_equal(table.name, STR("migrations_history")) &&
			str_equal(column, STR("migration_name")),
	};
	return true;
}

/* A DO block that stops the file; goose cuts at each ';' that it is not told of. */
static struct str precheck_of(const struct writing *writing, const struct record *record)
{
	bool is_marked = !strcmp(writing->spec->runner->name, "goose");
	struct text text = {.arena = writing->arena};

	if (writing->spec->dialect == DIALECT_OTHER)
		return STR("");
	text_add(&text, STR("-- Stop here if it has been applied already\n"));
	text_add(&text, is_marked ? STR("-- +goose StatementBegin\n") : STR(""));
	text_addf(&text,
		"DO $$\nBEGIN\n  IF EXISTS (SELECT 1 FROM %.*s WHERE %.*s = %.*s) THEN\n"
		"    RAISE EXCEPTION 'this migration has been applied already';\n  END IF;\nEND\n$$;",
		STR_ARG(record->table), STR_ARG(record->column), STR_ARG(record->name));
	text_add(&text, is_marked ? STR("\n-- +goose StatementEnd") : STR(""));
	return text_str(&text);
}

static void add_record_values(struct writing *writing)
{
	struct record record;
	bool is_recorded = find_record(writing, &record);
	struct arena *arena = writing->arena;

	add(writing, "precheck", is_recorded ? precheck_of(writing, &record) : STR(""));
	add(writing, "record",
		is_recorded
			? str_format(arena, "-- Record migration\nINSERT INTO %.*s (%.*s%s)\nVALUES (%.*s%s);",
				  STR_ARG(record.table), STR_ARG(record.column),
				  record.is_of_team ? ", applied_at, applied_by" : "", STR_ARG(record.name),
				  record.is_of_team ? ", NOW(), current_user" : "")
			: STR(""));
	add(writing, "unrecord",
		is_recorded
			? str_format(arena, "-- Remove migration record\nDELETE FROM %.*s\nWHERE %.*s = %.*s;",
				  STR_ARG(record.table), STR_ARG(record.column), STR_ARG(record.name))
			: STR(""));
}

static struct str marker(const struct writing *writing, const char *word)
{
	return word ? str_format(writing->arena, "-- %s", word) : STR("");
}

/* goose cuts at each ';' that it is not told of, and a function has some. */
static struct str body_of(const struct writing *writing)
{
	struct str body = str_trim(writing->request->body);

	if (!body.ptr)
		return STR("-- TODO: Add your migration code here");
	if (strcmp(writing->spec->runner->name, "goose") != 0)
		return body;
	return str_format(
		writing->arena, "-- +goose StatementBegin\n%.*s\n-- +goose StatementEnd", STR_ARG(body));
}

static void add_values(struct writing *writing)
{
	const struct new_migration *migration = writing->migration;
	const struct name *name = &migration->name.name;

	add(writing, "header", header_of_new(writing));
	add(writing, "file", name->file);
	add(writing, "name", str_basename(name->stem));
	add(writing, "version", name->version.ptr ? name->version : STR(""));
	add(writing, "type", skeleton_line(writing->arena, writing->request->type));
	add(writing, "description", writing->description);
	add(writing, "author", or_to_do(writing->author));
	add(writing, "ticket", or_to_do(writing->ticket));
	add(writing, "date", day_of(writing->arena, &writing->now));
	add(writing, "down-file", migration->down.name);
	add(writing, "up-marker", marker(writing, writing->spec->runner->up_marker));
	add(writing, "down-marker", marker(writing, writing->spec->runner->down_marker));
	add(writing, "body", body_of(writing));
	add_record_values(writing);
}

int new_values_of(struct skeleton_values *ret, struct check *check,
	const struct new_request *request, const struct new_migration *migration, struct datetime now,
	struct error *reterr)
{
	struct writing writing = {.check = check,
		.arena = check->arena,
		.request = request,
		.migration = migration,
		.spec = migration->set->spec,
		.now = now};

	writing.description = skeleton_line(check->arena,
		migration->name.name.type.ptr ? request->description
									  : str_format(check->arena, "%.*s %.*s",
											STR_ARG(request->type), STR_ARG(request->description)));
	if (read_author(&writing, reterr) ||
		(request->ticket.ptr &&
			read_value(check->arena, "ticket", request->ticket, &writing.ticket, reterr)))
		return -1;
	add_values(&writing);
	*ret = writing.values;
	return 0;
}

struct str new_header(const struct skeleton_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (!strcmp(values->items[i].name, "header"))
			return values->items[i].text;
	return STR("");
}
