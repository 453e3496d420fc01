/* SPDX-License-Identifier: MIT */
/* DROP of everything, RENAME, SET SCHEMA. */
#include "sql/definitions.h"

enum object_kind kind_of_object_type(ObjectType type)
{
	switch (type) {
	case OBJECT_TABLE:
		return KIND_TABLE;
	case OBJECT_FOREIGN_TABLE:
		return KIND_FOREIGN_TABLE;
	case OBJECT_VIEW:
		return KIND_VIEW;
	case OBJECT_MATVIEW:
		return KIND_MATERIALIZED_VIEW;
	case OBJECT_INDEX:
		return KIND_INDEX;
	case OBJECT_SEQUENCE:
		return KIND_SEQUENCE;
	case OBJECT_SCHEMA:
		return KIND_SCHEMA;
	case OBJECT_DATABASE:
		return KIND_DATABASE;
	case OBJECT_TABLESPACE:
		return KIND_TABLESPACE;
	case OBJECT_TYPE:
		return KIND_TYPE;
	case OBJECT_DOMAIN:
		return KIND_DOMAIN;
	case OBJECT_ATTRIBUTE:
		return KIND_ATTRIBUTE;
	case OBJECT_FUNCTION:
	case OBJECT_ROUTINE:
		return KIND_FUNCTION;
	case OBJECT_PROCEDURE:
		return KIND_PROCEDURE;
	case OBJECT_AGGREGATE:
		return KIND_AGGREGATE;
	case OBJECT_TRIGGER:
		return KIND_TRIGGER;
	case OBJECT_EVENT_TRIGGER:
		return KIND_EVENT_TRIGGER;
	case OBJECT_RULE:
		return KIND_RULE;
	case OBJECT_POLICY:
		return KIND_POLICY;
	case OBJECT_TABCONSTRAINT:
	case OBJECT_DOMCONSTRAINT:
		return KIND_CONSTRAINT;
	case OBJECT_COLUMN:
		return KIND_COLUMN;
	case OBJECT_EXTENSION:
		return KIND_EXTENSION;
	case OBJECT_ROLE:
		return KIND_ROLE;
	case OBJECT_PUBLICATION:
		return KIND_PUBLICATION;
	case OBJECT_SUBSCRIPTION:
		return KIND_SUBSCRIPTION;
	case OBJECT_FOREIGN_SERVER:
		return KIND_SERVER;
	case OBJECT_FDW:
		return KIND_FOREIGN_DATA_WRAPPER;
	case OBJECT_USER_MAPPING:
		return KIND_USER_MAPPING;
	case OBJECT_STATISTIC_EXT:
		return KIND_STATISTICS;
	case OBJECT_COLLATION:
		return KIND_COLLATION;
	default:
		return KIND_OTHER;
	}
}

/* Of a trigger, policy or rule the last part is its own, the others are the table's. */
void read_object_name(
	struct builder *builder, struct fact *fact, const Node *object, enum object_kind kind)
{
	const List *parts = NIL;

	if (IsA(object, List))
		parts = (const List *)object;
	else if (IsA(object, ObjectWithArgs))
		parts = ((const ObjectWithArgs *)object)->objname;
	else if (IsA(object, TypeName))
		parts = ((const TypeName *)object)->names;
	else if (IsA(object, String))
		fact->object.name = builder_copy(builder, strVal(object));
	if (IsA(object, ObjectWithArgs) &&
		(kind == KIND_FUNCTION || kind == KIND_PROCEDURE || kind == KIND_AGGREGATE))
		read_named_signature(builder, fact, (const ObjectWithArgs *)object);
	if (parts == NIL)
		return;
	if (object_kinds[kind].belongs_to_table && list_length(parts) > 1) {
		struct object_name whole = builder_name(builder, parts);

		fact->object.name = whole.name;
		fact->table.name = whole.schema;
		if (list_length(parts) > 2)
			fact->table.schema = builder_copy(
				builder, strVal(list_nth(parts, list_length(parts) - 3)));
	} else {
		fact->object = builder_name(builder, parts);
	}
}

static void read_drop(struct builder *builder, const DropStmt *drop)
{
	enum object_kind kind = kind_of_object_type(drop->removeType);
	const ListCell *cell;

	builder_statement(builder)->verb = "DROP";
	foreach(cell, drop->objects) {
		struct fact *fact = builder_add(
			builder, ACT_DROP, kind, (struct object_name){{NULL, 0}, {NULL, 0}});

		read_object_name(builder, fact, lfirst(cell), kind);
		fact->flags |= (drop->missing_ok ? FACT_GUARDED : 0) |
			(drop->behavior == DROP_CASCADE ? FACT_CASCADE : 0) |
			(drop->concurrent ? FACT_CONCURRENTLY : 0);
	}
	if (drop->concurrent)
		builder_statement(builder)->outside = "DROP INDEX CONCURRENTLY";
}

static void read_drop_named(struct builder *builder, const char *verb, enum object_kind kind,
	const char *name, bool missing_ok, DropBehavior behavior)
{
	struct fact *fact = builder_add(
		builder, ACT_DROP, kind, (struct object_name){{NULL, 0}, builder_copy(builder, name)});

	fact->flags |= (missing_ok ? FACT_GUARDED : 0) | (behavior == DROP_CASCADE ? FACT_CASCADE : 0);
	builder_statement(builder)->verb = verb;
}

static const char *role_name(const RoleSpec *role)
{
	switch (role->roletype) {
	case ROLESPEC_CSTRING:
		return role->rolename;
	case ROLESPEC_PUBLIC:
		return "public";
	default:
		return "current_user";
	}
}

static void read_rename(struct builder *builder, const RenameStmt *rename)
{
	enum object_kind kind = kind_of_object_type(rename->renameType);
	struct fact *fact = builder_add(
		builder, ACT_RENAME, kind, (struct object_name){{NULL, 0}, {NULL, 0}});

	builder_statement(builder)->verb = "ALTER ... RENAME";
	fact->new_name = builder_copy(builder, rename->newname);
	if (rename->missing_ok)
		fact->flags |= FACT_GUARDED;
	if (object_kinds[kind].belongs_to_table && rename->relation) {
		fact->table = builder_range(builder, rename->relation);
		fact->object.name = builder_copy(builder, rename->subname);
	} else if (rename->relation) {
		fact->object = builder_range(builder, rename->relation);
	} else if (rename->object) {
		read_object_name(
			builder, fact, rename->object, object_kinds[kind].belongs_to_table ? KIND_OTHER : kind);
		if (kind == KIND_CONSTRAINT)
			fact->object.name = builder_copy(builder, rename->subname);
	} else {
		fact->object.name = builder_copy(builder, rename->subname);
	}
}

static void read_move(struct builder *builder, const AlterObjectSchemaStmt *move)
{
	enum object_kind kind = kind_of_object_type(move->objectType);
	struct fact *fact = builder_add(
		builder, ACT_MOVE, kind, (struct object_name){{NULL, 0}, {NULL, 0}});

	builder_statement(builder)->verb = "ALTER ... SET SCHEMA";
	fact->new_name = builder_copy(builder, move->newschema);
	if (move->missing_ok)
		fact->flags |= FACT_GUARDED;
	if (move->relation)
		fact->object = builder_range(builder, move->relation);
	else
		read_object_name(builder, fact, move->object, kind);
}

/* SET (slot_name = NONE) before it leaves nothing to drop on the other server. */
static bool is_changed_before(const struct sql *sql, const char *subscription)
{
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_ALTER && sql->facts.items[i].kind == KIND_SUBSCRIPTION &&
			str_equal(sql->facts.items[i].object.name, str_from(subscription)))
			return true;
	return false;
}

bool read_drop_statement(struct builder *builder, const Node *node)
{
	const ListCell *cell;

	switch (nodeTag(node)) {
	case T_DropStmt:
		read_drop(builder, (const DropStmt *)node);
		return true;
	case T_DropOwnedStmt:
		foreach(cell, ((const DropOwnedStmt *)node)->roles)
			read_drop_named(builder, "DROP OWNED", KIND_OWNED, role_name(lfirst(cell)),
				/* missing_ok= */ true, ((const DropOwnedStmt *)node)->behavior);
		return true;
	case T_DropRoleStmt:
		foreach(cell, ((const DropRoleStmt *)node)->roles)
			read_drop_named(builder, "DROP ROLE", KIND_ROLE, role_name(lfirst(cell)),
				((const DropRoleStmt *)node)->missing_ok, DROP_RESTRICT);
		return true;
	case T_DropdbStmt:
		read_drop_named(builder, "DROP DATABASE", KIND_DATABASE, ((const DropdbStmt *)node)->dbname,
			((const DropdbStmt *)node)->missing_ok, DROP_RESTRICT);
		builder_statement(builder)->outside = "DROP DATABASE";
		return true;
	case T_DropTableSpaceStmt:
		read_drop_named(builder, "DROP TABLESPACE", KIND_TABLESPACE,
			((const DropTableSpaceStmt *)node)->tablespacename,
			((const DropTableSpaceStmt *)node)->missing_ok, DROP_RESTRICT);
		builder_statement(builder)->outside = "DROP TABLESPACE";
		return true;
	case T_DropSubscriptionStmt:
		if (!is_changed_before(builder->sql, ((const DropSubscriptionStmt *)node)->subname))
			builder_statement(builder)->outside = "DROP SUBSCRIPTION";
		read_drop_named(builder, "DROP SUBSCRIPTION", KIND_SUBSCRIPTION,
			((const DropSubscriptionStmt *)node)->subname,
			((const DropSubscriptionStmt *)node)->missing_ok,
			((const DropSubscriptionStmt *)node)->behavior);
		return true;
	case T_DropUserMappingStmt:
		read_drop_named(builder, "DROP USER MAPPING", KIND_USER_MAPPING,
			role_name(((const DropUserMappingStmt *)node)->user),
			((const DropUserMappingStmt *)node)->missing_ok, DROP_RESTRICT);
		return true;
	case T_RenameStmt:
		read_rename(builder, (const RenameStmt *)node);
		return true;
	case T_AlterObjectSchemaStmt:
		read_move(builder, (const AlterObjectSchemaStmt *)node);
		return true;
	default:
		return false;
	}
}
