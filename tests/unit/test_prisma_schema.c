/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/prisma_diff.h"

static struct prisma_schema read(struct arena *arena, const char *text)
{
	struct prisma_file *file = arena_new(arena, struct prisma_file);
	struct prisma_schema schema = {.provider = {NULL, 0}};

	*file = (struct prisma_file){STR("schema.prisma"), str_from(text)};
	prisma_schema_read(&schema, arena, file);
	return schema;
}

/* What is wrong with the text, and where. */
static void assert_mistake(struct arena *arena, const char *text, size_t from, const char *mistake)
{
	struct prisma_schema schema = read(arena, text);

	assert_text(schema.mistake, mistake);
	assert_int_equal(schema.mistake_from, from);
}

static void test_read__takes_names_types_and_attributes(void **state)
{
	struct prisma_schema schema = read(*state,
		"datasource db {\n"
		"  url      = env(\"URL\") // provider\n"
		"  provider = \"postgresql\"\n"
		"}\n"
		"model User {\n"
		"  id   Int      @id @map(\"user_id\")\n"
		"  tags String[] @db.VarChar( 20 ) @default([\"@map(\\\"x\\\")\"])\n"
		"  spot Unsupported(\"point\")?\n"
		"  post Post     @relation(name: \"wrote\",\n"
		"    // all of them\n"
		"    fields: [a, b], references: [c, d], map: \"key\")\n"
		"  @@index([id], map: \"i\")\n"
		"  @@map(\"users\")\n"
		"  @@schema(\"app\")\n"
		"}\n"
		"enum Role { A @map(\"a\")\n B }\n");
	const struct prisma_block *user = prisma_find(&schema, 1u << PRISMA_MODEL, STR("User"));
	const struct prisma_block *role = prisma_find(&schema, 1u << PRISMA_ENUM, STR("Role"));

	assert_none(schema.mistake);
	assert_text(schema.provider, "postgresql");
	assert_non_null(user);
	assert_text(user->table, "users");
	assert_text(user->schema, "app");
	assert_int_equal(user->fields.count, 4);
	assert_text(user->fields.items[0].column, "user_id");
	assert_true(user->fields.items[1].is_list);
	assert_text(user->fields.items[1].native_type, "VarChar(20)");
	assert_text(user->fields.items[1].column, "tags");
	assert_text(user->fields.items[2].type, "Unsupported(\"point\")");
	assert_true(user->fields.items[2].is_optional);
	assert_text(user->fields.items[3].relation, "wrote");
	assert_true(user->fields.items[3].has_key);
	assert_non_null(role);
	assert_int_equal(role->fields.count, 2);
	assert_text(role->fields.items[0].column, "a");
	assert_null(prisma_find(&schema, 1u << PRISMA_ENUM, STR("User")));
}

static void test_read__says_where_the_structure_is_wrong(void **state)
{
	assert_mistake(*state, "model A {\n  id Int\n", 0, "model A is never closed");
	assert_mistake(*state, "\nmodel A {\n  id Int\nenum B {\n", 1,
		"model A is not closed before 'enum B' begins");
	assert_mistake(*state, "model A {\n}\n}\n", 12, "'}' closes nothing");
	assert_mistake(*state, "model A {\n  id\n}\n", 12, "field id has no type");
	assert_mistake(*state, "model A {\n  id Int x\n}\n", 19, "'x' behind field id is no attribute");
	assert_mistake(
		*state, "model A {\n  id Int @\n}\n", 19, "'@' stands without the name of an attribute");
	assert_mistake(*state, "model A {\n  id Int @map(\"x)\n}\n", 24, "a string is never closed");
	assert_mistake(*state, "model A {\n  @@index([id)\n}\n", 19, "'(' is never closed");
	assert_mistake(*state, "model {\n}\n", 0, "'model' is no begin of a block");
	assert_mistake(*state, "generator g {\n  a = [\n", 12, "'{' is never closed");
}

/* Texts that end anywhere: nothing behind the end is read. */
static void test_read__survives_every_cut(void **state)
{
	struct str whole = STR(
		"model A { /* x */\n a String[]? @map(name: \"\\\"\") // y\n b Unsupported(\"p\") "
		"@relation(fields: [a]) @db.X(1)\n @@map(\"t\")\n}\ndatasource d { provider = \"x\" }\n");

	for (size_t len = 0; len <= whole.len; len++) {
		char *text = malloc(len + 1);
		struct prisma_file file = {STR("p"), {text, len}};
		struct prisma_schema schema = {.provider = {NULL, 0}};

		assert_non_null(text);
		memcpy(text, whole.ptr, len);
		prisma_schema_read(&schema, *state, &file);
		assert_true(schema.blocks.count || schema.mistake.ptr || !len);
		free(text);
	}
}

static struct prisma_breaks compare(struct arena *arena, const char *before, const char *after)
{
	struct prisma_schema *was = arena_new(arena, struct prisma_schema);
	struct prisma_schema *is = arena_new(arena, struct prisma_schema);

	*was = read(arena, before);
	*is = read(arena, after);
	assert_none(was->mistake);
	assert_none(is->mistake);
	return prisma_compare(arena, was, is);
}

static void test_compare__follows_names_of_the_database(void **state)
{
	struct prisma_breaks breaks;

	assert_int_equal(compare(*state, "model a {\n x Int\n}\n",
						 "model B {\n y Int @map(\"x\")\n @@map(\"a\")\n}\n")
						 .count,
		0);
	breaks = compare(*state, "model a {\n x Int\n}\n", "model a {\n y Int\n}\n");
	assert_int_equal(breaks.count, 1);
	assert_int_equal(breaks.items[0].kind, PRISMA_FIELD_REMOVED);
	breaks = compare(*state, "model a {\n x Int\n}\n", "model a {\n x Int @map(\"y\")\n}\n");
	assert_int_equal(breaks.count, 1);
	assert_int_equal(breaks.items[0].kind, PRISMA_FIELD_RENAMED);
	/* two models change their tables: each table keeps its columns */
	assert_int_equal(
		compare(*state, "model a {\n x Int\n}\nmodel b {\n x Int\n}\n",
			"model a {\n x Int\n @@map(\"b\")\n}\nmodel b {\n x Int\n @@map(\"a\")\n}\n")
			.count,
		0);
}

static void test_compare__knows_types_that_are_one(void **state)
{
	static const char *const frame = "datasource d {\n provider = \"%s\"\n}\nmodel a {\n x %s\n}\n";
	static const struct {
		const char *provider, *before, *after;
		size_t breaks;
	} rows[] = {
		{"postgresql", "String", "String @db.Text", 0},
		{"mysql", "String", "String @db.Text", 1},
		{"postgresql", "DateTime", "DateTime @db.Timestamp(3)", 0},
		{"postgresql", "DateTime", "DateTime @db.Date", 1},
		{"postgresql", "String @db.VarChar(10)", "String @db.VarChar(9)", 1},
		{"postgresql", "String @db.VarChar", "String @db.VarChar(9)", 1},
		{"postgresql", "String @db.VarChar(9)", "String @db.VarChar", 0},
		{"postgresql", "Decimal", "Decimal @db.Decimal(65, 30)", 0},
		{"postgresql", "Decimal @db.Decimal(9, 2)", "Decimal @db.Decimal(8, 2)", 1},
		{"postgresql", "Int", "Int[]", 1},
		{"postgresql", "Int?", "Int", 1},
		{"postgresql", "Int", "Int?", 0},
		{"postgresql", "Int?", "BigInt", 2},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_int_equal(
			compare(*state, str_format(*state, frame, rows[i].provider, rows[i].before).ptr,
				str_format(*state, frame, rows[i].provider, rows[i].after).ptr)
				.count,
			rows[i].breaks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_read__takes_names_types_and_attributes),
		with_arena(test_read__says_where_the_structure_is_wrong),
		with_arena(test_read__survives_every_cut),
		with_arena(test_compare__follows_names_of_the_database),
		with_arena(test_compare__knows_types_that_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
