/* SPDX-License-Identifier: MIT */
/* Transactions, parameters, maintenance, and what concerns the whole server. */
#include "sql/definitions.h"

static const struct object_name nothing = {{NULL, 0}, {NULL, 0}};

static void read_transaction(struct builder *builder, const TransactionStmt *transaction)
{
	static const struct {
		enum transaction_act act;
		const char *verb;
	} acts[] = {
		[TRANS_STMT_BEGIN] = {TRANSACTION_BEGIN, "BEGIN"},
		[TRANS_STMT_START] = {TRANSACTION_BEGIN, "START TRANSACTION"},
		[TRANS_STMT_COMMIT] = {TRANSACTION_COMMIT, "COMMIT"},
		[TRANS_STMT_ROLLBACK] = {TRANSACTION_ROLLBACK, "ROLLBACK"},
		[TRANS_STMT_SAVEPOINT] = {TRANSACTION_SAVEPOINT, "SAVEPOINT"},
		[TRANS_STMT_RELEASE] = {TRANSACTION_SAVEPOINT, "RELEASE SAVEPOINT"},
		[TRANS_STMT_ROLLBACK_TO] = {TRANSACTION_SAVEPOINT, "ROLLBACK TO SAVEPOINT"},
		[TRANS_STMT_PREPARE] = {TRANSACTION_PREPARE, "PREPARE TRANSACTION"},
		[TRANS_STMT_COMMIT_PREPARED] = {TRANSACTION_NONE, "COMMIT PREPARED"},
		[TRANS_STMT_ROLLBACK_PREPARED] = {TRANSACTION_NONE, "ROLLBACK PREPARED"},
	};
	struct statement *statement = builder_statement(builder);

	statement->transaction_act = acts[transaction->kind].act;
	statement->verb = acts[transaction->kind].verb;
	statement->chains = transaction->chain;
	if (statement->transaction_act == TRANSACTION_NONE)
		statement->outside = statement->verb;
}

/* SET search_path TO a, b: each is one schema, '' is none. */
static void read_schemas(struct builder *builder, struct fact *fact, const List *values)
{
	const ListCell *cell;

	foreach(cell, values) {
		const A_Const *value = lfirst(cell);

		if (IsA(value, A_Const) && IsA(&value->val, String) && *strVal(&value->val))
			str_list_add(
				builder->arena, &fact->columns, builder_copy(builder, strVal(&value->val)));
	}
}

/* `whom`: the role or database that it is set for; NULL: this connection, or the kind's all. */
static void read_set(
	struct builder *builder, const VariableSetStmt *set, enum object_kind kind, const char *whom)
{
	struct fact *fact = builder_add_as(
		builder, "SET", ACT_SET, kind, builder_plain(builder, set->name ? set->name : "all"));
	const A_Const *value = set->args ? linitial(set->args) : NULL;
	struct object_name name = fact->object;

	if (whom)
		fact->target = builder_plain(builder, whom);
	if (set->is_local)
		fact->flags |= FACT_OTHER_WAY;
	if (set->kind == VAR_RESET || set->kind == VAR_RESET_ALL || set->kind == VAR_SET_DEFAULT)
		fact->value = STR("default");
	else if (value && IsA(value, A_Const) && IsA(&value->val, String))
		fact->value = builder_copy(builder, strVal(&value->val));
	else if (value && IsA(value, A_Const) && IsA(&value->val, Integer))
		fact->value = str_format(builder->arena, "%d", intVal(&value->val));
	if (set->name && !strcmp(set->name, "search_path"))
		read_schemas(builder, fact, set->args);
	builder_walk_at(builder, (const Node *)set->args, LITERAL_SETTING, name.name);
}

/* ALTER ROLE ALL names none. */
static void read_role_set(struct builder *builder, const AlterRoleSetStmt *alter)
{
	read_set(builder, alter->setstmt, KIND_ROLE, alter->role ? alter->role->rolename : NULL);
}

static void read_vacuum(struct builder *builder, const VacuumStmt *vacuum)
{
	struct fact *fact = builder_add_as(
		builder, vacuum->is_vacuumcmd ? "VACUUM" : "ANALYZE", ACT_LOCK, KIND_OTHER, nothing);

	(void)fact;
	if (vacuum->is_vacuumcmd)
		builder_statement(builder)->outside = "VACUUM";
}

static bool has_option(const List *options, const char *name)
{
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, name) &&
			!(option->arg && IsA(option->arg, String) &&
				(!strcmp(strVal(option->arg), "false") || !strcmp(strVal(option->arg), "off"))))
			return true;
	}
	return false;
}

static void read_reindex(struct builder *builder, const ReindexStmt *reindex)
{
	bool is_concurrent = has_option(reindex->params, "concurrently");
	bool is_many = reindex->kind == REINDEX_OBJECT_SCHEMA ||
		reindex->kind == REINDEX_OBJECT_SYSTEM || reindex->kind == REINDEX_OBJECT_DATABASE;
	struct fact *fact = builder_add_as(builder, "REINDEX", ACT_REINDEX,
		reindex->kind == REINDEX_OBJECT_INDEX        ? KIND_INDEX
			: reindex->kind == REINDEX_OBJECT_TABLE  ? KIND_TABLE
			: reindex->kind == REINDEX_OBJECT_SCHEMA ? KIND_SCHEMA
			: reindex->kind == REINDEX_OBJECT_SYSTEM ? KIND_SYSTEM
													 : KIND_DATABASE,
		reindex->relation ? builder_range(builder, reindex->relation)
						  : builder_plain(builder, reindex->name));

	if (is_concurrent)
		fact->flags |= FACT_CONCURRENTLY;
	if (is_concurrent || is_many)
		builder_statement(builder)->outside = is_concurrent ? "REINDEX CONCURRENTLY"
															: "REINDEX of many tables";
}

static void read_subscription_use(struct builder *builder, const char *verb)
{
	builder_statement(builder)->outside = verb;
	builder_add_as(builder, verb, ACT_ALTER, KIND_SYSTEM, nothing);
}

static void read_comment(struct builder *builder, const CommentStmt *comment)
{
	enum object_kind kind = kind_of_object_type(comment->objtype);
	struct fact *fact = builder_add_as(builder, "COMMENT", ACT_COMMENT, kind, nothing);

	if (comment->objtype == OBJECT_DOMCONSTRAINT) {
		const List *parts = (const List *)comment->object;

		fact->table = builder_name(builder, ((const TypeName *)linitial(parts))->names);
		fact->object = builder_plain(builder, strVal(llast(parts)));
	} else {
		read_object_name(builder, fact, comment->object, kind);
	}
	if (comment->comment && *comment->comment)
		fact_set(builder, fact, ATTRIBUTE_COMMENT, builder_copy(builder, comment->comment));
	else
		fact_take(builder, fact, ATTRIBUTE_COMMENT);
	if (comment->comment)
		builder_add_option(builder, "comment", comment->comment,
			(int)(builder->base == NOWHERE ? 0 : builder_statement(builder)->from - builder->base),
			LITERAL_COMMENT);
}

bool read_session_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_TransactionStmt:
		read_transaction(builder, (const TransactionStmt *)node);
		return true;
	case T_VariableSetStmt:
		read_set(builder, (const VariableSetStmt *)node, KIND_OTHER, NULL);
		return true;
	case T_AlterRoleSetStmt:
		read_role_set(builder, (const AlterRoleSetStmt *)node);
		return true;
	case T_AlterDatabaseSetStmt:
		read_set(builder, ((const AlterDatabaseSetStmt *)node)->setstmt, KIND_DATABASE,
			((const AlterDatabaseSetStmt *)node)->dbname);
		return true;
	case T_AlterSystemStmt:
		read_set(builder, ((const AlterSystemStmt *)node)->setstmt, KIND_SYSTEM, NULL);
		builder_statement(builder)->verb = builder_statement(builder)->outside = "ALTER SYSTEM";
		return true;
	case T_VacuumStmt:
		read_vacuum(builder, (const VacuumStmt *)node);
		return true;
	case T_ReindexStmt:
		read_reindex(builder, (const ReindexStmt *)node);
		return true;
	case T_ClusterStmt:
		if (!((const ClusterStmt *)node)->relation)
			builder_statement(builder)->outside = "CLUSTER of all tables";
		builder_add_as(builder, "CLUSTER", ACT_LOCK, KIND_TABLE,
			builder_range(builder, ((const ClusterStmt *)node)->relation));
		return true;
	case T_RefreshMatViewStmt:
		builder_add_as(builder, "REFRESH MATERIALIZED VIEW", ACT_REFRESH, KIND_MATERIALIZED_VIEW,
			builder_range(builder, ((const RefreshMatViewStmt *)node)->relation))
			->flags |= ((const RefreshMatViewStmt *)node)->concurrent ? FACT_CONCURRENTLY : 0;
		return true;
	case T_LockStmt:
		builder_add_as(builder, "LOCK TABLE", ACT_LOCK, KIND_TABLE,
			builder_range(builder, linitial(((const LockStmt *)node)->relations)));
		return true;
	case T_CallStmt:
		builder_add_as(builder, "CALL", ACT_CALL, KIND_PROCEDURE,
			builder_name(builder, ((const CallStmt *)node)->funccall->funcname));
		builder_walk(builder, (const Node *)((const CallStmt *)node)->funccall);
		return true;
	case T_CreatedbStmt:
		builder_statement(builder)->outside = "CREATE DATABASE";
		builder_add_as(builder, "CREATE DATABASE", ACT_CREATE, KIND_DATABASE,
			builder_plain(builder, ((const CreatedbStmt *)node)->dbname));
		return true;
	case T_CreateTableSpaceStmt:
		builder_statement(builder)->outside = "CREATE TABLESPACE";
		builder_add_as(builder, "CREATE TABLESPACE", ACT_CREATE, KIND_TABLESPACE,
			builder_plain(builder, ((const CreateTableSpaceStmt *)node)->tablespacename));
		return true;
	case T_AlterDatabaseStmt:
		builder_add_as(builder, "ALTER DATABASE", ACT_ALTER, KIND_DATABASE,
			builder_plain(builder, ((const AlterDatabaseStmt *)node)->dbname));
		if (has_option(((const AlterDatabaseStmt *)node)->options, "tablespace"))
			builder_statement(builder)->outside = "ALTER DATABASE ... SET TABLESPACE";
		return true;
	case T_DiscardStmt:
		if (((const DiscardStmt *)node)->target == DISCARD_ALL)
			read_subscription_use(builder, "DISCARD ALL");
		return true;
	case T_CommentStmt:
		read_comment(builder, (const CommentStmt *)node);
		return true;
	default:
		return false;
	}
}
