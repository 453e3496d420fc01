/* SPDX-License-Identifier: MIT */
#include "sql/guarded.h"

#include "sql/builder.h"
#include "sql/lexer.h"

/* Words at its start behind which a CREATE or DROP may take its guard. */
enum { MOST_LEADING_WORDS = 6 };

/* From here on CREATE knows OR REPLACE for them. */
enum { AGGREGATE_OR_REPLACE = 12, TRIGGER_OR_REPLACE = 14 };

#define IF_NOT_EXISTS " IF NOT EXISTS"
#define IF_EXISTS " IF EXISTS"
#define OR_REPLACE " OR REPLACE"

/* What the parser notes of a guard, and how that is written. */
struct guard {
	bool *flag;
	const char *words;
};

struct guards {
	struct arena *arena;
	struct guard *items;
	size_t count, capacity;
};

static void add(struct guards *guards, bool *flag, const char *words)
{
	*vec_push(guards->arena, guards) = (struct guard){flag, words};
}

/* Kinds whose ALTER ... IF EXISTS asks for the object that is renamed or moved itself. */
static bool is_relation(ObjectType type)
{
	return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW ||
		type == OBJECT_INDEX || type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

static void add_commands(struct guards *guards, const AlterTableStmt *alter)
{
	const ListCell *cell;

	foreach(cell, alter->cmds) {
		AlterTableCmd *command = lfirst(cell);

		if (command->subtype == AT_AddColumn)
			add(guards, &command->missing_ok, IF_NOT_EXISTS);
		else if (command->subtype == AT_DropColumn || command->subtype == AT_DropConstraint)
			add(guards, &command->missing_ok, IF_EXISTS);
	}
}

static void add_replacing(struct guards *guards, Node *node, unsigned postgres)
{
	switch (nodeTag(node)) {
	case T_ViewStmt:
		add(guards, &castNode(ViewStmt, node)->replace, OR_REPLACE);
		break;
	case T_CreateFunctionStmt:
		add(guards, &castNode(CreateFunctionStmt, node)->replace, OR_REPLACE);
		break;
	case T_RuleStmt:
		add(guards, &castNode(RuleStmt, node)->replace, OR_REPLACE);
		break;
	case T_CreateTrigStmt:
		if (postgres >= TRIGGER_OR_REPLACE && !castNode(CreateTrigStmt, node)->isconstraint)
			add(guards, &castNode(CreateTrigStmt, node)->replace, OR_REPLACE);
		break;
	case T_DefineStmt:
		if (castNode(DefineStmt, node)->kind == OBJECT_COLLATION)
			add(guards, &castNode(DefineStmt, node)->if_not_exists, IF_NOT_EXISTS);
		else if (castNode(DefineStmt, node)->kind == OBJECT_AGGREGATE &&
			postgres >= AGGREGATE_OR_REPLACE)
			add(guards, &castNode(DefineStmt, node)->replace, OR_REPLACE);
		break;
	default:
		break;
	}
}

static void add_creating(struct guards *guards, Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateStmt:
		add(guards, &castNode(CreateStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateForeignTableStmt:
		add(guards, &castNode(CreateForeignTableStmt, node)->base.if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateTableAsStmt:
		add(guards, &castNode(CreateTableAsStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateSchemaStmt:
		add(guards, &castNode(CreateSchemaStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateSeqStmt:
		add(guards, &castNode(CreateSeqStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateExtensionStmt:
		add(guards, &castNode(CreateExtensionStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateForeignServerStmt:
		add(guards, &castNode(CreateForeignServerStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateUserMappingStmt:
		add(guards, &castNode(CreateUserMappingStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_CreateStatsStmt:
		add(guards, &castNode(CreateStatsStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_IndexStmt:
		/* a failed CONCURRENTLY leaves an invalid index, which IF NOT EXISTS would accept */
		if (!castNode(IndexStmt, node)->concurrent)
			add(guards, &castNode(IndexStmt, node)->if_not_exists, IF_NOT_EXISTS);
		break;
	case T_AlterEnumStmt:
		if (!castNode(AlterEnumStmt, node)->oldVal)
			add(guards, &castNode(AlterEnumStmt, node)->skipIfNewValExists, IF_NOT_EXISTS);
		break;
	default:
		break;
	}
}

static void add_dropping(struct guards *guards, Node *node)
{
	switch (nodeTag(node)) {
	case T_DropStmt:
		add(guards, &castNode(DropStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_DropRoleStmt:
		add(guards, &castNode(DropRoleStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_DropdbStmt:
		add(guards, &castNode(DropdbStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_DropTableSpaceStmt:
		add(guards, &castNode(DropTableSpaceStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_DropSubscriptionStmt:
		add(guards, &castNode(DropSubscriptionStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_DropUserMappingStmt:
		add(guards, &castNode(DropUserMappingStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_AlterDomainStmt:
		if (castNode(AlterDomainStmt, node)->subtype == 'X')
			add(guards, &castNode(AlterDomainStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_AlterTableStmt:
		add_commands(guards, castNode(AlterTableStmt, node));
		break;
	case T_RenameStmt:
		if (is_relation(castNode(RenameStmt, node)->renameType))
			add(guards, &castNode(RenameStmt, node)->missing_ok, IF_EXISTS);
		break;
	case T_AlterObjectSchemaStmt:
		if (is_relation(castNode(AlterObjectSchemaStmt, node)->objectType))
			add(guards, &castNode(AlterObjectSchemaStmt, node)->missing_ok, IF_EXISTS);
		break;
	default:
		break;
	}
}

/* The one statement of the text; NULL if it is not just one. */
static Node *parse(struct str statement)
{
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(statement.ptr);

	free(result.stderr_buffer);
	if (result.error) {
		pg_query_free_error(result.error);
		return NULL;
	}
	return list_length(result.tree) == 1 ? linitial_node(RawStmt, result.tree)->stmt : NULL;
}

/* Words of an ALTER that a guard may follow. */
static bool may_precede(struct str statement, const struct token *token)
{
	static const char *const words[] = {"ADD", "COLUMN", "DROP", "CONSTRAINT", "ATTRIBUTE", "VALUE",
		"TABLE", "VIEW", "INDEX", "SEQUENCE"};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (token_is(statement, token, words[i]))
			return true;
	return false;
}

/* The statement with the words at the place that makes it what `wanted` says; ptr NULL: there is no
 * such place. */
static struct str insert(
	struct arena *arena, struct str statement, const char *words, const Node *wanted)
{
	struct token token;
	size_t count = 0;
	bool alters = false, is_lower_case = false;
	struct str written = str_from(words);

	for (size_t at = 0; lexer_next(statement, at, &token); at = token.to) {
		struct str candidate;
		Node *parsed;

		if (token.kind != TOKEN_WORD)
			continue;
		if (!count++) {
			alters = token_is(statement, &token, "ALTER");
			is_lower_case = is_lower(statement.ptr[token.from]);
		}
		if (alters ? !may_precede(statement, &token) : count > MOST_LEADING_WORDS)
			continue;
		candidate = str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(statement, 0, token.to)),
			STR_ARG(is_lower_case ? str_lower(arena, written) : written),
			STR_ARG(str_slice(statement, token.to, statement.len)));
		parsed = parse(candidate);
		/* equal() compares all but where in the text something stands */
		if (parsed && equal(parsed, wanted))
			return candidate;
	}
	return (struct str){NULL, 0};
}

static struct str guard_all(struct arena *arena, struct str statement, unsigned postgres)
{
	struct str result = {NULL, 0};

	for (size_t i = 0;; i++) {
		struct guards guards = {.arena = arena};
		struct str next;
		Node *node = parse(statement);

		if (!node)
			break;
		add_creating(&guards, node);
		add_replacing(&guards, node, postgres);
		add_dropping(&guards, node);
		if (i >= guards.count)
			break;
		if (*guards.items[i].flag)
			continue;
		*guards.items[i].flag = true;
		next = insert(arena, statement, guards.items[i].words, node);
		if (next.ptr)
			result = statement = next;
	}
	return result;
}

struct str statement_guarded(struct arena *arena, struct str statement, unsigned postgres)
{
	MemoryContext context = pg_query_enter_memory_context();
	struct str result = guard_all(arena, str_copy(arena, statement), postgres);

	pg_query_exit_memory_context(context);
	return result;
}
