/* SPDX-License-Identifier: MIT */
#include "migration/prisma_type.h"

#include "policy/value.h"

/* What a scalar is on PostgreSQL where no @db. says it (Prisma's documentation, "PostgreSQL",
 * "Type mapping"). */
static const struct {
	const char *scalar, *native;
} defaults[] = {
	{"BigInt", "BigInt"},
	{"Boolean", "Boolean"},
	{"Bytes", "ByteA"},
	{"DateTime", "Timestamp(3)"},
	{"Decimal", "Decimal(65,30)"},
	{"Float", "DoublePrecision"},
	{"Int", "Integer"},
	{"Json", "JsonB"},
	{"String", "Text"},
};

/* The type of the column, one text for one type. */
static struct str column_type(
	struct arena *arena, const struct prisma_schema *schema, const struct prisma_field *field)
{
	const struct prisma_block *named = prisma_find(schema, 1u << PRISMA_ENUM, field->type);

	/* an enum may have another name in the database */
	if (named)
		return str_format(arena, "enum %.*s.%.*s",
			STR_ARG(named->schema.ptr ? named->schema : STR("public")), STR_ARG(named->table));
	if (field->native_type.ptr)
		return field->native_type;
	for (size_t i = 0; i < ARRAY_LENGTH(defaults); i++)
		if (str_equal(schema->provider, STR("postgresql")) &&
			str_equal(field->type, str_from(defaults[i].scalar)))
			return str_from(defaults[i].native);
	return field->type;
}

/* "VarChar" of "VarChar(20)". */
static struct str own_name(struct str type)
{
	return str_slice(type, 0, str_find(type, STR("("), 0));
}

/* The number with that index between the parentheses; `absent` if there is none. */
static uint64_t modifier(struct str type, size_t index, uint64_t absent)
{
	struct str rest = str_slice(type, own_name(type).len + 1, type.len), number;

	while (str_next(&rest, ',', &number)) {
		size_t digits = 0;

		while (digits < number.len && is_digit(number.ptr[digits]))
			digits++;
		if (!index--)
			return digits ? value_number(str_slice(number, 0, digits)) : absent;
	}
	return absent;
}

static bool is_wider(struct str before, struct str after)
{
	struct str was = own_name(before), is = own_name(after);

	if (str_equal(was, STR("VarChar")) && str_equal(is, STR("VarChar")))
		return modifier(after, 0, UINT64_MAX) >= modifier(before, 0, UINT64_MAX);
	if (str_equal(was, STR("VarChar")) && str_equal(is, STR("Text")))
		return true;
	if (str_equal(was, STR("Text")) && str_equal(is, STR("VarChar")))
		return modifier(after, 0, UINT64_MAX) == UINT64_MAX;
	return str_equal(was, STR("Decimal")) && str_equal(is, STR("Decimal")) &&
		modifier(after, 0, 65) >= modifier(before, 0, 65) &&
		modifier(after, 1, 30) == modifier(before, 1, 30);
}

bool prisma_type_fits(struct arena *arena, const struct prisma_schema *schema_before,
	const struct prisma_field *before, const struct prisma_schema *schema_after,
	const struct prisma_field *after)
{
	struct str was = column_type(arena, schema_before, before);
	struct str is = column_type(arena, schema_after, after);

	return before->is_list == after->is_list && (str_equal(was, is) || is_wider(was, is));
}
