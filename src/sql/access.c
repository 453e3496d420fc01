/* SPDX-License-Identifier: MIT */
/* Who may do what: roles, privileges, row security, other servers. */
#include "sql/definitions.h"
#include "sql/rows.h"
#include "sql/slices.h"

static struct str role_name(const struct builder *builder, const RoleSpec *role)
{
	switch (role->roletype) {
	case ROLESPEC_CSTRING:
		return builder_copy(builder, role->rolename);
	case ROLESPEC_PUBLIC:
		return STR("public");
	default:
		return STR("current_user");
	}
}

static void read_roles(const struct builder *builder, struct str_list *ret, const List *roles)
{
	const ListCell *cell;

	foreach(cell, roles)
		str_list_add(builder->arena, ret, role_name(builder, lfirst(cell)));
}

/* What the policy says, in CREATE and ALTER. */
static void read_policy_text(struct builder *builder, struct fact *fact, const RangeVar *table,
	const Node *qual, const Node *with_check)
{
	struct slice behind = slice_from(builder, table->location);

	/* among others PUBLIC is all of them */
	if (!str_list_contains(&fact->roles, STR("public")))
		fact_set_list(builder, fact, ATTRIBUTE_ROLES, fact->roles);
	else if (fact->act == ACT_ALTER)
		fact_take(builder, fact, ATTRIBUTE_ROLES);
	if (qual)
		fact_set(builder, fact, ATTRIBUTE_USING,
			slice_expression(
				builder, slice_parentheses(builder, slice_behind(builder, behind, "using"))));
	if (with_check)
		fact_set(builder, fact, ATTRIBUTE_WITH_CHECK,
			slice_expression(
				builder, slice_parentheses(builder, slice_behind(builder, behind, "check"))));
}

static void read_policy(struct builder *builder, const CreatePolicyStmt *policy)
{
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_POLICY,
		(struct object_name){{NULL, 0}, builder_copy(builder, policy->policy_name)});

	builder_statement(builder)->verb = "CREATE POLICY";
	fact->table = builder_range(builder, policy->table);
	fact->value = builder_copy(builder, policy->cmd_name);
	if (rows_is_true(policy->qual) || rows_is_true(policy->with_check))
		fact->flags |= FACT_USING_TRUE;
	if (!policy->permissive)
		fact->flags |= FACT_RESTRICTIVE;
	fact_set_flag(builder, fact, ATTRIBUTE_RESTRICTIVE, !policy->permissive);
	if (!str_equal(fact->value, STR("all")))
		fact_set(builder, fact, ATTRIBUTE_COMMAND, fact->value);
	read_roles(builder, &fact->roles, policy->roles);
	read_policy_text(builder, fact, policy->table, policy->qual, policy->with_check);
	builder_walk(builder, policy->qual);
	builder_walk(builder, policy->with_check);
}

static void read_policy_change(struct builder *builder, const AlterPolicyStmt *policy)
{
	struct fact *fact = builder_add(builder, ACT_ALTER, KIND_POLICY,
		(struct object_name){{NULL, 0}, builder_copy(builder, policy->policy_name)});

	builder_statement(builder)->verb = "ALTER POLICY";
	fact->table = builder_range(builder, policy->table);
	if (rows_is_true(policy->qual) || rows_is_true(policy->with_check))
		fact->flags |= FACT_USING_TRUE;
	read_roles(builder, &fact->roles, policy->roles);
	read_policy_text(builder, fact, policy->table, policy->qual, policy->with_check);
	builder_walk(builder, policy->qual);
	builder_walk(builder, policy->with_check);
}

static struct object_name granted_object(const struct builder *builder, const Node *object)
{
	if (IsA(object, RangeVar))
		return builder_range(builder, (const RangeVar *)object);
	if (IsA(object, ObjectWithArgs))
		return builder_name(builder, ((const ObjectWithArgs *)object)->objname);
	if (IsA(object, List))
		return builder_name(builder, (const List *)object);
	if (IsA(object, String))
		return (struct object_name){{NULL, 0}, builder_copy(builder, strVal(object))};
	return (struct object_name){{NULL, 0}, {NULL, 0}};
}

/* Schemas of ALTER DEFAULT PRIVILEGES IN SCHEMA; NIL: none is named. */
static const List *default_schemas(const AlterDefaultPrivilegesStmt *defaults)
{
	const ListCell *cell;

	foreach(cell, defaults->options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "schemas"))
			return (const List *)option->arg;
	}
	return NIL;
}

static void read_grant(
	struct builder *builder, const GrantStmt *grant, unsigned flags, const List *objects, int count)
{
	struct str_list privileges = {0}, roles = {0};
	const ListCell *cell;

	flags |= (grant->targtype != ACL_TARGET_OBJECT ? FACT_ALL_IN_SCHEMA : 0) |
		(grant->privileges == NIL ? FACT_ALL_PRIVILEGES : 0);
	foreach(cell, grant->privileges) {
		const AccessPriv *privilege = lfirst(cell);

		if (privilege->priv_name)
			str_list_add(builder->arena, &privileges, builder_copy(builder, privilege->priv_name));
		else
			flags |= FACT_ALL_PRIVILEGES;
	}
	read_roles(builder, &roles, grant->grantees);
	for (int i = 0; i < count; i++) {
		struct fact *fact = builder_add(builder, grant->is_grant ? ACT_GRANT : ACT_REVOKE,
			kind_of_object_type(grant->objtype),
			i < list_length(objects) ? granted_object(builder, list_nth(objects, i))
									 : (struct object_name){{NULL, 0}, {NULL, 0}});

		if (i < list_length(objects) && IsA(list_nth(objects, i), ObjectWithArgs))
			read_named_signature(builder, fact, list_nth(objects, i));
		fact->flags |= flags;
		fact->columns = privileges;
		fact->roles = roles;
	}
	builder_statement(builder)->verb = grant->is_grant ? "GRANT" : "REVOKE";
}

static void read_default_grant(struct builder *builder, const AlterDefaultPrivilegesStmt *defaults)
{
	const List *schemas = default_schemas(defaults);

	read_grant(builder, defaults->action, FACT_DEFAULT_PRIVILEGES | FACT_ALL_IN_SCHEMA, schemas,
		schemas ? list_length(schemas) : 1);
}

static void read_role_grant(struct builder *builder, const GrantRoleStmt *grant)
{
	const ListCell *cell;

	foreach(cell, grant->granted_roles) {
		const AccessPriv *role = lfirst(cell);
		struct fact *fact = builder_add(builder, grant->is_grant ? ACT_GRANT : ACT_REVOKE,
			KIND_ROLE, (struct object_name){{NULL, 0}, builder_copy(builder, role->priv_name)});

		read_roles(builder, &fact->roles, grant->grantee_roles);
	}
	builder_statement(builder)->verb = grant->is_grant ? "GRANT" : "REVOKE";
}

/* Options whose values are constants: their names tell what they are. */
static void read_options(struct builder *builder, const List *options)
{
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);

		if (option->arg && IsA(option->arg, String))
			builder_add_option(
				builder, option->defname, strVal(option->arg), option->location, LITERAL_OPTION);
	}
}

static void add(struct builder *builder, const char *verb, enum act act, enum object_kind kind,
	const char *name, bool is_guarded, const List *options)
{
	struct fact *fact = builder_add(
		builder, act, kind, (struct object_name){{NULL, 0}, builder_copy(builder, name)});

	builder_statement(builder)->verb = verb;
	if (is_guarded)
		fact->flags |= FACT_GUARDED;
	read_options(builder, options);
}

static bool is_off(const List *options, const char *name)
{
	const ListCell *cell;

	foreach(cell, options) {
		DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, name) && option->arg && IsA(option->arg, String) &&
			(!strcmp(strVal(option->arg), "false") || !strcmp(strVal(option->arg), "off")))
			return true;
	}
	return false;
}

static void read_subscription(struct builder *builder, const CreateSubscriptionStmt *subscription)
{
	/* a replication slot that it makes on the other server cannot be taken back */
	if (!is_off(subscription->options, "connect") && !is_off(subscription->options, "create_slot"))
		builder_statement(builder)->outside = "CREATE SUBSCRIPTION";
	add(builder, "CREATE SUBSCRIPTION", ACT_CREATE, KIND_SUBSCRIPTION, subscription->subname, false,
		subscription->options);
	builder_add_option(builder, "connection", subscription->conninfo,
		(int)(builder->base == NOWHERE ? 0 : builder_statement(builder)->from - builder->base),
		LITERAL_OPTION);
}

bool read_access_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreatePolicyStmt:
		read_policy(builder, (const CreatePolicyStmt *)node);
		return true;
	case T_AlterPolicyStmt:
		read_policy_change(builder, (const AlterPolicyStmt *)node);
		return true;
	case T_GrantStmt:
		read_grant(builder, (const GrantStmt *)node, 0, ((const GrantStmt *)node)->objects,
			list_length(((const GrantStmt *)node)->objects));
		return true;
	case T_AlterDefaultPrivilegesStmt:
		read_default_grant(builder, (const AlterDefaultPrivilegesStmt *)node);
		return true;
	case T_GrantRoleStmt:
		read_role_grant(builder, (const GrantRoleStmt *)node);
		return true;
	case T_CreateRoleStmt:
		add(builder, "CREATE ROLE", ACT_CREATE, KIND_ROLE, ((const CreateRoleStmt *)node)->role,
			false, ((const CreateRoleStmt *)node)->options);
		return true;
	case T_AlterRoleStmt:
		add(builder, "ALTER ROLE", ACT_ALTER, KIND_ROLE,
			role_name(builder, ((const AlterRoleStmt *)node)->role).ptr, false,
			((const AlterRoleStmt *)node)->options);
		return true;
	case T_CreateForeignServerStmt:
		add(builder, "CREATE SERVER", ACT_CREATE, KIND_SERVER,
			((const CreateForeignServerStmt *)node)->servername,
			((const CreateForeignServerStmt *)node)->if_not_exists,
			((const CreateForeignServerStmt *)node)->options);
		read_whole(builder, &builder->sql->facts.items[builder->sql->facts.count - 1]);
		return true;
	case T_AlterForeignServerStmt:
		add(builder, "ALTER SERVER", ACT_ALTER, KIND_SERVER,
			((const AlterForeignServerStmt *)node)->servername, false,
			((const AlterForeignServerStmt *)node)->options);
		return true;
	case T_CreateUserMappingStmt:
		add(builder, "CREATE USER MAPPING", ACT_CREATE, KIND_USER_MAPPING,
			((const CreateUserMappingStmt *)node)->servername,
			((const CreateUserMappingStmt *)node)->if_not_exists,
			((const CreateUserMappingStmt *)node)->options);
		return true;
	case T_AlterUserMappingStmt:
		add(builder, "ALTER USER MAPPING", ACT_ALTER, KIND_USER_MAPPING,
			((const AlterUserMappingStmt *)node)->servername, false,
			((const AlterUserMappingStmt *)node)->options);
		return true;
	case T_CreateFdwStmt:
		add(builder, "CREATE FOREIGN DATA WRAPPER", ACT_CREATE, KIND_FOREIGN_DATA_WRAPPER,
			((const CreateFdwStmt *)node)->fdwname, false, ((const CreateFdwStmt *)node)->options);
		return true;
	case T_CreatePublicationStmt:
		add(builder, "CREATE PUBLICATION", ACT_CREATE, KIND_PUBLICATION,
			((const CreatePublicationStmt *)node)->pubname, false, NIL);
		return true;
	case T_CreateSubscriptionStmt:
		read_subscription(builder, (const CreateSubscriptionStmt *)node);
		return true;
	case T_AlterSubscriptionStmt:
		add(builder, "ALTER SUBSCRIPTION", ACT_ALTER, KIND_SUBSCRIPTION,
			((const AlterSubscriptionStmt *)node)->subname, false,
			((const AlterSubscriptionStmt *)node)->options);
		if (((const AlterSubscriptionStmt *)node)->conninfo)
			builder_add_option(builder, "connection",
				((const AlterSubscriptionStmt *)node)->conninfo, -1, LITERAL_OPTION);
		return true;
	default:
		return false;
	}
}
