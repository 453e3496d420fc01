/* SPDX-License-Identifier: MIT */
#include "database/dump_statement.h"

#include "database/dump_reader.h"
#include "database/dump_routine.h"

struct reading {
	struct dump_reader reader;
	struct dump_statement statement;
};

static struct arena *arena_of(const struct reading *reading)
{
	return reading->reader.arena;
}

/* How the names of a kind of object are written. */
enum naming {
	NAMING_PLAIN, /* name */
	NAMING_SCHEMA, /* schema.name */
	NAMING_ROUTINE, /* schema.name(types) */
	NAMING_OF_TABLE, /* name ... ON schema.table */
	NAMING_TEXT, /* all up to the word that follows */
};

static const struct kind {
	const char *kind;
	enum naming naming;
} kinds[] = {
	/* the longer words first */
	{"access method", NAMING_PLAIN},
	{"aggregate", NAMING_ROUTINE},
	{"cast", NAMING_TEXT},
	{"collation", NAMING_SCHEMA},
	{"column", NAMING_SCHEMA},
	{"constraint", NAMING_OF_TABLE},
	{"conversion", NAMING_SCHEMA},
	{"database", NAMING_PLAIN},
	{"domain", NAMING_SCHEMA},
	{"event trigger", NAMING_PLAIN},
	{"extension", NAMING_PLAIN},
	{"foreign data wrapper", NAMING_PLAIN},
	{"foreign server", NAMING_PLAIN},
	{"foreign table", NAMING_SCHEMA},
	{"function", NAMING_ROUTINE},
	{"index", NAMING_SCHEMA},
	{"language", NAMING_PLAIN},
	{"materialized view", NAMING_SCHEMA},
	{"operator class", NAMING_TEXT},
	{"operator family", NAMING_TEXT},
	{"operator", NAMING_TEXT},
	{"policy", NAMING_OF_TABLE},
	{"procedure", NAMING_ROUTINE},
	{"publication", NAMING_PLAIN},
	{"role", NAMING_PLAIN},
	{"rule", NAMING_OF_TABLE},
	{"schema", NAMING_PLAIN},
	{"sequence", NAMING_SCHEMA},
	{"server", NAMING_PLAIN},
	{"statistics", NAMING_SCHEMA},
	{"subscription", NAMING_PLAIN},
	{"table", NAMING_SCHEMA},
	{"tablespace", NAMING_PLAIN},
	{"text search configuration", NAMING_SCHEMA},
	{"text search dictionary", NAMING_SCHEMA},
	{"text search parser", NAMING_SCHEMA},
	{"text search template", NAMING_SCHEMA},
	{"transform", NAMING_TEXT},
	{"trigger", NAMING_OF_TABLE},
	{"type", NAMING_SCHEMA},
	{"user mapping", NAMING_TEXT},
	{"view", NAMING_SCHEMA},
};

static const struct kind *take_kind(struct reading *reading)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (dump_reader_take(&reading->reader, kinds[i].kind)) {
			reading->statement.kind = str_from(kinds[i].kind);
			return &kinds[i];
		}
	return NULL;
}

static struct str qualified(struct arena *arena, struct str schema, struct str name)
{
	return str_format(arena, "%.*s.%.*s", STR_ARG(schema), STR_ARG(name));
}

/* schema.name; its schema is the statement's. */
static struct str take_qualified(struct reading *reading)
{
	struct dump_name name = dump_reader_name(&reading->reader);

	if (!name.name.ptr)
		return name.name;
	reading->statement.schema = name.schema.ptr ? name.schema : STR("public");
	return qualified(arena_of(reading), reading->statement.schema, name.name);
}

/* Makes it the name of what is in the table that comes next. */
static void name_in_table(struct reading *reading, struct str name)
{
	(void)dump_reader_take(&reading->reader, "only");
	reading->statement.table = take_qualified(reading);
	if (reading->statement.table.ptr && name.ptr)
		reading->statement.name = qualified(arena_of(reading), reading->statement.table, name);
}

/* schema.table.column */
static void name_column(struct reading *reading)
{
	struct dump_reader *reader = &reading->reader;
	struct str parts[4];
	size_t count = 0;

	do {
		if (count)
			dump_reader_skip(reader);
		parts[count++] = dump_reader_identifier(reader);
	} while (count < ARRAY_LENGTH(parts) && dump_reader_is_byte(reader, '.'));
	if (count < 2 || !parts[count - 1].ptr)
		return;
	reading->statement.schema = count > 2 ? parts[count - 3] : STR("public");
	reading->statement.table = qualified(
		arena_of(reading), reading->statement.schema, parts[count - 2]);
	reading->statement.name = qualified(
		arena_of(reading), reading->statement.table, parts[count - 1]);
}

/* All up to one of these words, with single blanks. */
static struct str take_text(struct reading *reading, const char *const *ends, size_t count)
{
	struct dump_reader *reader = &reading->reader;
	struct text text = {.arena = arena_of(reading)};
	size_t depth = 0, end = reader->token.from;

	for (; !reader->is_end && reader->token.kind != TOKEN_SEMICOLON; dump_reader_skip(reader)) {
		for (size_t i = 0; i < count && !depth; i++)
			if (dump_reader_is(reader, ends[i]))
				return text_str(&text);
		depth += dump_reader_is_byte(reader, '(');
		depth -= depth && dump_reader_is_byte(reader, ')');
		text_add(&text, text.len && reader->token.from > end ? STR(" ") : STR(""));
		text_add(&text, dump_reader_text(reader));
		end = reader->token.to;
	}
	return text_str(&text);
}

static void name_routine(struct reading *reading)
{
	struct str name = take_qualified(reading);
	bool has_arguments = dump_reader_is_byte(&reading->reader, '(');
	struct str arguments = dump_reader_parentheses(&reading->reader);

	if (name.ptr && has_arguments)
		reading->statement.name = str_format(arena_of(reading), "%.*s(%.*s)", STR_ARG(name),
			STR_ARG(dump_argument_types(arena_of(reading), arguments)));
	else
		reading->statement.name = name;
}

/* The table of CREATE INDEX, POLICY, TRIGGER, which stands behind ON; of a rule behind TO. */
static void name_created_in_table(struct reading *reading)
{
	struct str name = dump_reader_identifier(&reading->reader);
	bool is_rule = str_equal(reading->statement.kind, STR("rule"));

	if (is_rule ? dump_reader_find(&reading->reader, "to")
				: dump_reader_find(&reading->reader, "on")) {
		dump_reader_skip(&reading->reader);
		name_in_table(reading, name);
	}
}

/* An index lies in the schema of its table, which is not repeated. */
static void name_index(struct reading *reading)
{
	struct str name = {NULL, 0};

	(void)dump_reader_take(&reading->reader, "concurrently");
	(void)dump_reader_take(&reading->reader, "if not exists");
	if (!dump_reader_is(&reading->reader, "on"))
		name = dump_reader_identifier(&reading->reader);
	if (!dump_reader_take(&reading->reader, "on"))
		return;
	name_in_table(reading, (struct str){NULL, 0});
	if (reading->statement.table.ptr)
		reading->statement.name = qualified(
			arena_of(reading), reading->statement.schema, name.ptr ? name : STR("-"));
}

/* ON a, b FROM table */
static void name_statistics(struct reading *reading)
{
	reading->statement.name = take_qualified(reading);
	if (dump_reader_find(&reading->reader, "from")) {
		struct str schema = reading->statement.schema;

		dump_reader_skip(&reading->reader);
		reading->statement.table = take_qualified(reading);
		reading->statement.schema = schema;
	}
}

/* (FUNCTION = f, LEFTARG = a, RIGHTARG = b) */
static void name_operator(struct reading *reading)
{
	struct dump_reader *reader = &reading->reader;
	struct text name = {.arena = arena_of(reading)};
	struct str left = STR("NONE"), right = STR("NONE"), list, item;

	for (; !reader->is_end && !dump_reader_is_byte(reader, '('); dump_reader_skip(reader))
		text_add(&name, dump_reader_text(reader));
	list = dump_reader_parentheses(reader);
	while (list.ptr && dump_list_next(&list, &item)) {
		size_t equals = str_find(item, STR("="), 0);
		struct str key = str_trim(str_slice(item, 0, equals));
		struct str value = str_trim(str_slice(item, equals + 1, item.len));

		if (str_equal_ignoring_case(key, STR("leftarg")))
			left = value;
		if (str_equal_ignoring_case(key, STR("rightarg")))
			right = value;
	}
	text_addf(&name, " (%.*s, %.*s)", STR_ARG(left), STR_ARG(right));
	reading->statement.name = text_str(&name);
}

static void read_create(struct reading *reading)
{
	static const char *const modifiers[] = {"or replace", "global", "local", "temporary", "temp",
		"unlogged", "recursive", "trusted", "procedural", "unique", "default", "constraint"};
	static const char *const ends[] = {"using", "for", "with", "without", "as", "server"};
	struct dump_reader *reader = &reading->reader;
	const struct kind *kind;

	for (size_t i = 0; i < ARRAY_LENGTH(modifiers); i++)
		(void)dump_reader_take(reader, modifiers[i]);
	kind = take_kind(reading);
	if (!kind)
		return;
	reading->statement.act = DUMP_DEFINES;
	reading->statement.is_create = true;
	(void)dump_reader_take(reader, "if not exists");
	if (!strcmp(kind->kind, "index"))
		name_index(reading);
	else if (!strcmp(kind->kind, "statistics"))
		name_statistics(reading);
	else if (!strcmp(kind->kind, "operator"))
		name_operator(reading);
	else if (kind->naming == NAMING_ROUTINE)
		name_routine(reading);
	else if (kind->naming == NAMING_OF_TABLE)
		name_created_in_table(reading);
	else if (kind->naming == NAMING_SCHEMA)
		reading->statement.name = take_qualified(reading);
	else if (kind->naming == NAMING_PLAIN)
		reading->statement.name = dump_reader_identifier(reader);
	else if (!strcmp(kind->kind, "user mapping") || !strcmp(kind->kind, "transform"))
		reading->statement.name = take_text(reading, (const char *const[]){"options", "("}, 2);
	else
		reading->statement.name = take_text(reading, ends, ARRAY_LENGTH(ends));
}

/* What is altered in the table that was named. */
static void read_table_action(struct reading *reading)
{
	static const char *const states[] = {"enable always", "enable replica", "enable", "disable"};
	struct dump_reader *reader = &reading->reader;
	struct dump_statement *statement = &reading->statement;
	struct str table = statement->name, name;

	if (dump_reader_take(reader, "add constraint")) {
		statement->kind = STR("constraint");
	} else if (dump_reader_take(reader, "alter column") || dump_reader_take(reader, "alter")) {
		statement->kind = STR("column");
	} else if (dump_reader_take(reader, "enable row level security") ||
		dump_reader_take(reader, "force row level security") ||
		dump_reader_take(reader, "disable row level security") ||
		dump_reader_take(reader, "no force row level security")) {
		statement->kind = STR("row security");
		statement->table = table;
		return;
	} else if (dump_reader_take(reader, "cluster on")) {
		statement->kind = STR("index");
		statement->table = table;
		name = dump_reader_identifier(reader);
		if (name.ptr)
			statement->name = qualified(arena_of(reading), statement->schema, name);
		return;
	} else if (dump_reader_take(reader, "attach partition")) {
		statement->name = take_qualified(reading);
		return;
	} else {
		for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
			if (dump_reader_take(reader, states[i]))
				break;
		if (!dump_reader_is(reader, "trigger") && !dump_reader_is(reader, "rule"))
			return;
		statement->kind = str_lower(arena_of(reading), dump_reader_text(reader));
		dump_reader_skip(reader);
	}
	name = dump_reader_identifier(reader);
	if (!name.ptr)
		return;
	statement->table = table;
	statement->name = qualified(arena_of(reading), table, name);
}

/* ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT ... ON TABLES TO ...: all but who may
 * do what is its name. */
static void read_default_privileges(struct reading *reading)
{
	static const char *const verbs[] = {"grant", "revoke"}, *const ends[] = {"to", "from"};
	struct str where = take_text(reading, verbs, ARRAY_LENGTH(verbs)), what = STR("");

	if (dump_reader_find(&reading->reader, "on"))
		what = take_text(reading, ends, ARRAY_LENGTH(ends));
	reading->statement.act = DUMP_GRANTS;
	reading->statement.kind = STR("privilege");
	reading->statement.name = str_format(arena_of(reading), "DEFAULT PRIVILEGES %.*s%s%.*s",
		STR_ARG(where), where.len ? " " : "", STR_ARG(what));
}

static void read_alter(struct reading *reading)
{
	static const char *const ends[] = {"add", "set", "owner", "rename"};
	struct dump_reader *reader = &reading->reader;
	const struct kind *kind;

	if (dump_reader_has(reader, "owner to")) {
		reading->statement.act = DUMP_OWNS;
		return;
	}
	if (dump_reader_take(reader, "default privileges")) {
		read_default_privileges(reading);
		return;
	}
	kind = take_kind(reading);
	if (!kind)
		return;
	reading->statement.act = DUMP_DEFINES;
	(void)dump_reader_take(reader, "if exists");
	(void)dump_reader_take(reader, "only");
	if (kind->naming == NAMING_ROUTINE)
		name_routine(reading);
	else if (kind->naming == NAMING_SCHEMA)
		reading->statement.name = take_qualified(reading);
	else if (kind->naming == NAMING_PLAIN)
		reading->statement.name = dump_reader_identifier(reader);
	else if (kind->naming == NAMING_OF_TABLE)
		name_created_in_table(reading);
	else
		reading->statement.name = take_text(reading, ends, ARRAY_LENGTH(ends));
	if (str_equal(reading->statement.kind, STR("sequence")) &&
		dump_reader_take(reader, "owned by")) {
		struct dump_statement sequence = reading->statement;

		name_column(reading);
		sequence.table = reading->statement.table;
		reading->statement = sequence;
	} else if (str_equal(reading->statement.kind, STR("index"))) {
		if (dump_reader_take(reader, "attach partition"))
			reading->statement.name = take_qualified(reading);
	} else if (str_ends(reading->statement.kind, STR("table")) ||
		str_ends(reading->statement.kind, STR("view"))) {
		read_table_action(reading);
	}
}

static void read_comment(struct reading *reading)
{
	static const char *const end[] = {"is"};
	struct dump_reader *reader = &reading->reader;
	const struct kind *kind;
	struct str name;

	(void)dump_reader_take(reader, "procedural");
	kind = take_kind(reading);
	reading->statement.act = DUMP_COMMENTS;
	if (!kind) {
		reading->statement.kind = STR("object");
		reading->statement.name = take_text(reading, end, 1);
	} else if (!strcmp(kind->kind, "column")) {
		name_column(reading);
	} else if (kind->naming == NAMING_OF_TABLE) {
		name = dump_reader_identifier(reader);
		(void)dump_reader_take(reader, "on domain");
		(void)dump_reader_take(reader, "on");
		name_in_table(reading, name);
	} else if (kind->naming == NAMING_ROUTINE) {
		name_routine(reading);
	} else if (kind->naming == NAMING_SCHEMA) {
		reading->statement.name = take_qualified(reading);
	} else if (kind->naming == NAMING_PLAIN) {
		reading->statement.name = dump_reader_identifier(reader);
	} else {
		reading->statement.name = take_text(reading, end, 1);
	}
}

/* GRANT ... ON [KIND] name TO ... */
static void read_grant(struct reading *reading)
{
	struct dump_reader *reader = &reading->reader;
	const struct kind *kind;

	reading->statement.act = DUMP_GRANTS;
	if (dump_reader_find(reader, "on")) {
		dump_reader_skip(reader);
		kind = take_kind(reading);
		if (!kind || !strcmp(kind->kind, "table"))
			reading->statement.table = reading->statement.name = take_qualified(reading);
		else if (kind->naming == NAMING_ROUTINE)
			name_routine(reading);
		else if (kind->naming == NAMING_SCHEMA)
			reading->statement.name = take_qualified(reading);
		else
			reading->statement.name = dump_reader_identifier(reader);
	}
	reading->statement.kind = STR("privilege");
}

static void read_set(struct reading *reading)
{
	struct dump_reader *reader = &reading->reader;

	(void)dump_reader_take(reader, "session");
	(void)dump_reader_take(reader, "local");
	reading->statement.name = dump_reader_identifier(reader);
	if (!dump_reader_take(reader, "to"))
		dump_reader_skip(reader);
	reading->statement.act = DUMP_SETS;
	if (reader->is_end || reader->token.kind == TOKEN_SEMICOLON)
		return;
	reading->statement.value = reader->token.inside.ptr ? reader->token.inside
														: dump_reader_text(reader);
}

/* SELECT pg_catalog.set_config('search_path', '', false), or setval of a sequence. */
static void read_select(struct reading *reading)
{
	struct dump_reader *reader = &reading->reader;
	struct dump_name function = dump_reader_name(reader);

	if (!function.name.ptr || !dump_reader_is_byte(reader, '('))
		return;
	if (str_equal(function.name, STR("setval")))
		reading->statement.act = DUMP_FILLS;
	if (!str_equal(function.name, STR("set_config")))
		return;
	dump_reader_skip(reader);
	reading->statement.act = DUMP_SETS;
	reading->statement.name = reader->token.inside;
	dump_reader_skip(reader);
	dump_reader_skip(reader);
	reading->statement.value = reader->token.inside;
}

struct dump_statement dump_statement_read(struct arena *arena, struct str sql)
{
	struct reading reading = {
		.reader = dump_reader_start(arena, sql), .statement = {.act = DUMP_OTHER}};
	struct dump_reader *reader = &reading.reader;

	if (dump_reader_take(reader, "create"))
		read_create(&reading);
	else if (dump_reader_take(reader, "alter"))
		read_alter(&reading);
	else if (dump_reader_take(reader, "comment on"))
		read_comment(&reading);
	else if (dump_reader_take(reader, "grant") || dump_reader_take(reader, "revoke"))
		read_grant(&reading);
	else if (dump_reader_take(reader, "set"))
		read_set(&reading);
	else if (dump_reader_take(reader, "select"))
		read_select(&reading);
	else if (dump_reader_take(reader, "insert") || dump_reader_take(reader, "copy"))
		reading.statement.act = DUMP_FILLS;
	if (reading.statement.act == DUMP_OTHER || !reading.statement.name.ptr) {
		size_t end = str_find(sql, STR("\n"), 0);

		if (reading.statement.act == DUMP_DEFINES || reading.statement.act == DUMP_COMMENTS)
			reading.statement.act = DUMP_OTHER;
		if (!reading.statement.kind.ptr)
			reading.statement.kind = STR("statement");
		if (!reading.statement.name.ptr)
			reading.statement.name = str_trim(str_slice(sql, 0, end < 60 ? end : 60));
	}
	return reading.statement;
}
