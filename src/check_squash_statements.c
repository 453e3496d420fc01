/* SPDX-License-Identifier: MIT */
#include "check_squash_statements.h"

#include "base/escape.h"
#include "base/vec.h"
#include "rules/data_statement.h"

/* How much of a statement is shown. */
enum { SHOWN_BYTES = 60 };

struct reading {
	struct arena *arena;
	struct subject subject;
	struct str_list writers; /* names of functions that the migrations create */
	struct squash_statements *statements;
};

/* What is found about one statement at the top of a text. */
struct finding {
	bool is_found;
	enum squash_statement_kind kind;
	struct object_name table;
};

static size_t top_of(const struct sql *sql, size_t statement)
{
	while (sql->statements.items[statement].outer != statement)
		statement = sql->statements.items[statement].outer;
	return statement;
}

/* In a function it is only written down. */
static bool runs(const struct sql *sql, size_t statement)
{
	const struct statement *found = &sql->statements.items[statement];

	while (found->place == PLACE_BLOCK)
		found = &sql->statements.items[found->outer];
	return found->place == PLACE_TOP && !found->is_undone;
}

static void find(struct finding *finding, enum squash_statement_kind kind, struct object_name table)
{
	/* a block that makes a role and fills a table runs with what needs the schema */
	if (finding->is_found && finding->kind == SQUASH_ROWS)
		return;
	*finding = (struct finding){.is_found = true, .kind = kind, .table = table};
}

static void read_fact(const struct reading *reading, const struct sql *sql, const struct fact *fact,
	struct finding *out)
{
	struct object_name unknown = {.name = {NULL, 0}};

	if (changes_data(&reading->subject, sql, fact))
		find(out, SQUASH_ROWS, fact->object);
	else if (fact->act == ACT_CALL)
		find(out, SQUASH_ROWS, unknown);
	else if (fact->kind == KIND_ROLE)
		find(out, SQUASH_ROLE, unknown);
	else if (fact->kind == KIND_SYSTEM || (fact->kind == KIND_DATABASE && fact->act != ACT_COMMENT))
		find(out, SQUASH_SETTING, unknown);
	else if (fact->act == ACT_GRANT || fact->act == ACT_REVOKE)
		reading->statements->privileges++;
}

/* Functions that write, as far as anybody can tell: those of sequences, and those that the
 * migrations make themselves to be called. */
static bool writes(const struct reading *reading, struct object_name function)
{
	return str_equal(function.name, STR("setval")) || str_equal(function.name, STR("nextval")) ||
		str_list_contains(&reading->writers, function.name);
}

static bool is_read(const struct sql *sql, size_t statement)
{
	const struct statement *found = &sql->statements.items[statement];

	for (size_t i = 0; i < found->fact_count; i++)
		if (sql->facts.items[found->first_fact + i].act == ACT_READ)
			return true;
	return found->place == PLACE_BLOCK;
}

static void read_calls(
	const struct reading *reading, const struct sql *sql, struct finding *findings)
{
	struct object_name unknown = {.name = {NULL, 0}};

	for (size_t i = 0; i < sql->calls.count; i++) {
		const struct call *call = &sql->calls.items[i];

		if (runs(sql, call->statement) && is_read(sql, call->statement) &&
			writes(reading, call->function))
			find(&findings[top_of(sql, call->statement)], SQUASH_ROWS, unknown);
	}
}

/* Bodies of blocks keep their lines: blanks are one here. */
static struct str beginning_of(struct arena *arena, struct str sql)
{
	struct str rest = scan_significant(arena, sql), word;
	struct text text = {.arena = arena};
	size_t len;

	while (text.len <= SHOWN_BYTES && (word = str_next_word(&rest)).len)
		text_addf(&text, "%s%.*s", text.len ? " " : "", STR_ARG(word));
	if (text.len <= SHOWN_BYTES)
		return text_str(&text);
	for (len = SHOWN_BYTES; len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80; len--)
		;
	return str_format(arena, "%.*s...", (int)len, text.ptr);
}

static bool sets_search_path(const struct sql *sql, size_t statement)
{
	const struct statement *found = &sql->statements.items[statement];

	for (size_t i = 0; i < found->fact_count; i++) {
		const struct fact *fact = &sql->facts.items[found->first_fact + i];

		if (fact->act == ACT_SET && fact->kind != KIND_ROLE && fact->kind != KIND_DATABASE &&
			str_equal(fact->object.name, STR("search_path")))
			return found->place == PLACE_TOP;
	}
	return false;
}

static struct str text_of(struct arena *arena, const struct sql *sql, size_t statement)
{
	const struct statement *found = &sql->statements.items[statement];
	struct str text = str_with_lf(arena, str_slice(sql->text, found->from, found->to));

	return str_format(arena, "%.*s;\n", STR_ARG(str_trim(text)));
}

static void read_text(struct reading *reading, const struct sql *sql)
{
	struct finding *findings = arena_array(
		reading->arena, struct finding, sql->statements.count + 1);
	struct str search_path = {NULL, 0};

	for (size_t i = 0; i < sql->facts.count; i++)
		if (runs(sql, sql->facts.items[i].statement))
			read_fact(reading, sql, &sql->facts.items[i],
				&findings[top_of(sql, sql->facts.items[i].statement)]);
	read_calls(reading, sql, findings);
	for (size_t i = 0; i < sql->statements.count; i++) {
		if (sets_search_path(sql, i))
			search_path = text_of(reading->arena, sql, i);
		if (!findings[i].is_found)
			continue;
		*vec_push(reading->arena, reading->statements) = (struct squash_statement){
			.kind = findings[i].kind,
			.path = sql->file->path,
			.line = position_at(sql->text, sql->statements.items[i].from).line,
			.sql = text_of(reading->arena, sql, i),
			.beginning = beginning_of(reading->arena, text_of(reading->arena, sql, i)),
			.search_path = search_path,
			.table = findings[i].table,
		};
	}
}

static void list_writers(struct reading *reading, const struct sql *sql)
{
	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (fact->act == ACT_CREATE && fact->kind == KIND_FUNCTION && runs(sql, fact->statement))
			str_list_add(reading->arena, &reading->writers, fact->object.name);
	}
}

int squash_statements_read(struct squash_statements *ret, struct arena *arena,
	const struct squash_plan *plan, struct error *reterr)
{
	struct up_text *texts = arena_array(arena, struct up_text, plan->squashed.count + 1);
	struct str_list *none = arena_new(arena, struct str_list);
	struct set_sql *set_sql = arena_new(arena, struct set_sql);
	struct reading reading = {.arena = arena,
		.subject = {.arena = arena,
			.policy = plan->set->spec->policy,
			.set = plan->set,
			.set_sql = set_sql,
			.active = none},
		.statements = ret};

	*ret = (struct squash_statements){.count = 0};
	for (size_t i = 0; i < plan->squashed.count; i++)
		texts[i] = (struct up_text){.file = plan->squashed.items[i]};
	if (set_sql_read_up(texts, plan->squashed.count, arena, plan->changes, plan->set, reterr))
		return -1;
	set_sql->set = plan->set;
	for (size_t i = 0; i < plan->squashed.count; i++)
		if (texts[i].sql)
			*vec_push(arena, &set_sql->texts) = texts[i].sql;
	set_sql_list(set_sql, arena);
	for (size_t i = 0; i < plan->squashed.count; i++)
		if (texts[i].sql)
			list_writers(&reading, texts[i].sql);
	for (size_t i = 0; i < plan->squashed.count; i++)
		if (texts[i].sql)
			read_text(&reading, texts[i].sql);
	return 0;
}

size_t squash_statements_count(
	const struct squash_statements *statements, enum squash_statement_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < statements->count; i++)
		count += statements->items[i].kind == kind;
	return count;
}

static struct str title_of(enum squash_statement_kind kind)
{
	return kind == SQUASH_ROWS ? STR("-- rows that the squashed migrations bring\n")
							   : STR("-- roles that the squashed migrations bring\n");
}

struct str squash_statements_sql(struct arena *arena, const struct squash_statements *statements,
	enum squash_statement_kind kind)
{
	struct text text = {.arena = arena};
	struct str path = {NULL, 0}, search_path = {NULL, 0};

	for (size_t i = 0; i < statements->count; i++) {
		const struct squash_statement *statement = &statements->items[i];

		if (statement->kind != kind || statement->is_gone)
			continue;
		if (!text.len)
			text_add(&text, title_of(kind));
		if (search_path.ptr && !str_equal(statement->search_path, search_path))
			text_add(&text, STR("RESET search_path;\n"));
		if (!str_equal(statement->path, path))
			text_addf(&text, "-- from %s\n", escape_text(arena, statement->path, false).ptr);
		if (statement->search_path.ptr && !str_equal(statement->search_path, search_path))
			text_add(&text, statement->search_path);
		text_add(&text, statement->sql);
		path = statement->path;
		search_path = statement->search_path;
	}
	if (search_path.ptr)
		text_add(&text, STR("RESET search_path;\n"));
	return text_str(&text);
}
