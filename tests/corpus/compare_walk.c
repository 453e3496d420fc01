/* SPDX-License-Identifier: MIT */
/*
 * compare_walk FILE...: reads each file as `mighook check` does, and compares what was found with
 * the library's own JSON of the same text: the statements and their places, the columns that are
 * added, and in statements on rows and tables every string constant and every call by its place.
 * Prints what differs; exit 1 if anything does. Files that do not parse as a whole are left out.
 */
#include <pg_query.h>

#include "base/file.h"
#include "base/json.h"
#include "base/vec.h"
#include "sql/lexer.h"
#include "sql/sql.h"

struct counts {
	struct arena *arena;
	const struct sql *sql;
	size_t statements, columns, literals, calls; /* in the JSON */
	size_t missing;
	bool in_rows; /* inside a statement whose every expression is read */
	bool adds_column;
};

/* The EPOCH of EXTRACT(EPOCH FROM x) is a constant of the tree, but no string of the text. */
static bool is_string(const struct sql *sql, size_t offset)
{
	struct token token;

	return lexer_next(sql->text, offset, &token) && token.kind == TOKEN_STRING;
}

static bool has_literal(const struct sql *sql, size_t offset)
{
	for (size_t i = 0; i < sql->literals.count; i++)
		if (sql->literals.items[i].from == offset && sql->literals.items[i].to)
			return true;
	return false;
}

static bool has_call(const struct sql *sql, size_t offset)
{
	for (size_t i = 0; i < sql->calls.count; i++)
		if (sql->calls.items[i].offset == offset)
			return true;
	return false;
}

static bool is_read_whole(const char *node)
{
	static const char *const nodes[] = {
		"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "CreateStmt", "ViewStmt"};

	for (size_t i = 0; i < ARRAY_LENGTH(nodes); i++)
		if (!strcmp(node, nodes[i]))
			return true;
	return false;
}

static void visit(const char *key, const struct json *value, void *context)
{
	struct counts *counts = context;
	bool in_rows = counts->in_rows, adds_column = counts->adds_column;
	size_t location = (size_t)json_number(json_member(value, "location"));

	if (key && !strcmp(key, "stmt") && json_member(value, "stmt") == NULL)
		counts->statements++;
	if (key && is_read_whole(key))
		counts->in_rows = true;
	if (key && !strcmp(key, "AlterTableCmd"))
		counts->adds_column = str_equal(
			json_text(json_member(value, "subtype")), STR("AT_AddColumn"));
	if (key && !strcmp(key, "CreateStmt"))
		counts->adds_column = true;
	if (key && !strcmp(key, "ColumnDef") && counts->adds_column)
		counts->columns++;
	if (key && counts->in_rows && !strcmp(key, "A_Const") && json_member(value, "sval")) {
		counts->literals++;
		if (is_string(counts->sql, location) && !has_literal(counts->sql, location)) {
			counts->missing++;
			printf("  no constant at %zu\n", location);
		}
	}
	if (key && counts->in_rows && !strcmp(key, "FuncCall")) {
		counts->calls++;
		if (!has_call(counts->sql, location)) {
			counts->missing++;
			printf("  no call at %zu\n", location);
		}
	}
	json_each(value, visit, counts);
	counts->in_rows = in_rows;
	counts->adds_column = adds_column;
}

/* Number of statements at the top and columns created there. */
static void count_own(const struct sql *sql, size_t *statements, size_t *columns)
{
	*statements = *columns = 0;
	for (size_t i = 0; i < sql->statements.count; i++)
		*statements += sql->statements.items[i].place == PLACE_TOP;
	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		*columns += fact->act == ACT_CREATE && fact->kind == KIND_COLUMN &&
			fact_statement(sql, fact)->place == PLACE_TOP;
	}
}

static bool compare(struct arena *arena, const char *path, struct counts *total)
{
	struct migration_file file = {.path = str_from(path)};
	struct script script = {.content = {NULL, 0}};
	struct counts counts = {.arena = arena};
	size_t statements, columns;
	struct json *root;
	struct error error;
	PgQueryParseResult parsed;

	if (file_read(&script.content, arena, file.path, &error)) {
		printf("%s: %s\n", path, error.message);
		return false;
	}
	file.script = &script;
	parsed = pg_query_parse(str_copy(arena, script.content).ptr);
	if (parsed.error) {
		pg_query_free_parse_result(parsed);
		return true;
	}
	counts.sql = sql_read(arena, arena, &file, 0, script.content.len, false, WRAPPED_NOT);
	root = json_parse(str_from(parsed.parse_tree));
	json_each(root, visit, &counts);
	json_free(&root);
	pg_query_free_parse_result(parsed);
	count_own(counts.sql, &statements, &columns);
	total->statements += counts.statements;
	total->columns += counts.columns;
	total->literals += counts.literals;
	total->calls += counts.calls;
	if (!counts.missing && statements == counts.statements && columns == counts.columns)
		return true;
	printf("%s: statements %zu for %zu, columns %zu for %zu, %zu missing\n", path, statements,
		counts.statements, columns, counts.columns, counts.missing);
	return false;
}

int main(int argc, char **argv)
{
	struct counts total = {.statements = 0};
	bool same = true;

	for (int i = 1; i < argc; i++) {
		struct arena arena = {0};

		same &= compare(&arena, argv[i], &total);
		arena_release(&arena);
	}
	printf("%d files: %zu statements, %zu columns, %zu constants, %zu calls\n", argc - 1,
		total.statements, total.columns, total.literals, total.calls);
	return same ? 0 : 1;
}
