/* SPDX-License-Identifier: MIT */
/* Views that an application needs: they are there, and can be read from (seed 1, lines 261-268). */
#include "base/vec.h"
#include "database/verification.h"

/* False for what says nothing of the view: lost connections, time that is up, locks. */
static bool is_answer(const char *sqlstate)
{
	return *sqlstate && strncmp(sqlstate, "08", 2) && strncmp(sqlstate, "57", 2) &&
		strcmp(sqlstate, "55P03");
}

/* What the server says of a statement that it may refuse; what it has done is undone. */
static int try(struct connection *connection, struct arena *arena, struct str sql,
	const struct str_list *parameters, struct rows *ret, struct str *ret_refusal,
	struct error *reterr)
{
	static const char what[] = "PostgreSQL says";
	struct error refused = {0};

	*ret_refusal = (struct str){NULL, 0};
	if (connection_execute(connection, what, STR("SAVEPOINT look"), reterr))
		return -1;
	if (connection_query(connection, arena, what, sql, parameters, ret, &refused)) {
		if (!is_answer(connection_sqlstate(connection))) {
			*reterr = refused;
			return -1;
		}
		*ret_refusal = str_copy(arena, str_from(refused.message));
	}
	return connection_execute(connection, what, STR("ROLLBACK TO look; RELEASE look"), reterr);
}

static const char *kind_name(struct str relkind)
{
	switch (relkind.len ? relkind.ptr[0] : 0) {
	case 'r':
	case 'p':
		return "table";
	case 'f':
		return "foreign table";
	case 'i':
	case 'I':
		return "index";
	case 'S':
		return "sequence";
	default:
		return "composite type";
	}
}

static int look(struct verification *verification, struct verified_object *object, struct str name,
	struct connection *connection, struct error *reterr)
{
	struct arena *arena = verification->arena;
	struct str_list parameters = {0};
	struct str refusal;
	struct rows rows, none;

	str_list_add(arena, &parameters, name);
	if (try(connection, arena,
			STR("SELECT c.relkind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) "
				"FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
				"ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass($1)::oid"),
			&parameters, &rows, &refusal, reterr))
		return -1;
	if (refusal.ptr || !rows.count) {
		object->state = VERIFICATION_MISSING;
		object->detail = refusal;
		return 0;
	}
	object->name = rows_value(&rows, 0, 1);
	if (!str_equal(rows_value(&rows, 0, 0), STR("v")) &&
		!str_equal(rows_value(&rows, 0, 0), STR("m"))) {
		object->state = VERIFICATION_DIFFERENT;
		object->detail = str_format(arena, "it is a %s", kind_name(rows_value(&rows, 0, 0)));
		return 0;
	}
	if (try(connection, arena,
			str_format(arena, "SELECT * FROM %.*s LIMIT 0", STR_ARG(object->name)), NULL, &none,
			&refusal, reterr))
		return -1;
	if (refusal.ptr) {
		object->state = VERIFICATION_DIFFERENT;
		object->detail = str_format(arena, "it cannot be read: %.*s", STR_ARG(refusal));
	}
	return 0;
}

int verification_add_view(struct verification *verification, struct str name,
	struct connection *connection, struct error *reterr)
{
	struct verified_object object = {
		.state = VERIFICATION_VERIFIED, .kind = KIND_VIEW, .name = name};

	if (look(verification, &object, name, connection, reterr))
		return -1;
	*vec_push(verification->arena, &verification->objects) = object;
	verification->counts[object.state]++;
	return 0;
}
