/* SPDX-License-Identifier: MIT */
#include "sql/handlers.h"

#include "sql/sql.h"

/* Conditions of the manual's appendix A that a second run meets. */
static const struct {
	const char *name;
	unsigned caught;
} conditions[] = {
	{"others", CAUGHT_ALL},
	{"duplicate_object", CAUGHT_DUPLICATE_OBJECT},
	{"duplicate_table", CAUGHT_DUPLICATE_TABLE},
	{"duplicate_column", CAUGHT_DUPLICATE_COLUMN},
	{"duplicate_function", CAUGHT_DUPLICATE_FUNCTION},
	{"duplicate_schema", CAUGHT_DUPLICATE_SCHEMA},
	{"duplicate_alias", 0},
	{"invalid_table_definition", CAUGHT_SECOND_KEY},
	{"invalid_object_definition", CAUGHT_DUPLICATE_OBJECT},
	{"unique_violation", CAUGHT_UNIQUE},
	{"integrity_constraint_violation", CAUGHT_UNIQUE},
	{"syntax_error_or_access_rule_violation", CAUGHT_ALL & ~(unsigned)CAUGHT_UNIQUE},
	{"undefined_table", CAUGHT_UNDEFINED},
	{"undefined_object", CAUGHT_UNDEFINED},
	{"undefined_column", CAUGHT_UNDEFINED},
	{"undefined_function", CAUGHT_UNDEFINED},
	{"invalid_schema_name", CAUGHT_UNDEFINED},
};

struct handler {
	unsigned caught;
	bool raises; /* it stops the file all the same */
};

enum { ERROR_LEVEL = 21 /* elog.h of the server */ };

static void read_part(const char *key, const struct json *value, void *context)
{
	struct handler *handler = context;

	if (key && !strcmp(key, "PLpgSQL_condition"))
		for (size_t i = 0; i < ARRAY_LENGTH(conditions); i++)
			if (str_equal(json_text(json_member(value, "condname")), str_from(conditions[i].name)))
				handler->caught |= conditions[i].caught;
	if (key && !strcmp(key, "PLpgSQL_stmt_raise"))
		handler->raises |= json_number(json_member(value, "elog_level")) >= ERROR_LEVEL;
	/* what a handler raises in a branch it may not raise */
	if (!key || strcmp(key, "PLpgSQL_stmt_if") != 0)
		json_each(value, read_part, handler);
}

static void read_handler(const char *key, const struct json *value, void *context)
{
	struct handler handler = {.caught = 0};

	if (!key || strcmp(key, "PLpgSQL_exception") != 0) {
		json_each(value, read_handler, context);
		return;
	}
	json_each(value, read_part, &handler);
	if (!handler.raises)
		*(unsigned *)context |= handler.caught;
}

unsigned handlers_caught(const struct json *exceptions)
{
	unsigned caught = 0;

	json_each(exceptions, read_handler, &caught);
	return caught;
}

bool condition_looks(struct str condition)
{
	static const char *const words[] = {"exists", "to_reg", "is null", "is not null", "found",
		"count(", " in (", "any(", "any (", "has_", "pg_", "information_schema"};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
		struct str word = str_from(words[i]);

		for (size_t at = 0; at + word.len <= condition.len; at++)
			if (str_equal_ignoring_case(str_slice(condition, at, at + word.len), word))
				return true;
	}
	return false;
}
