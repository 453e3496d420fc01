/* SPDX-License-Identifier: MIT */
/* What is written as a YAML scalar is read as the same text, whatever it is. */
#include "unit/fixture.h"

#include "policy/yaml_document.h"
#include "policy/yaml_scalar.h"

/* Written into a flow mapping, as a policy's entries are, and read again. */
static void assert_survives(struct arena *arena, struct str text)
{
	struct text yaml = {.arena = arena};
	struct yaml_node *root;
	struct error error;

	text_add(&yaml, STR("- {path: "));
	yaml_add(&yaml, text);
	text_add(&yaml, STR(", rule: x}  # end\n"));
	assert_int_equal(str_find(text_str(&yaml), STR("\n"), 0), yaml.len - 1);
	if (yaml_parse_document(&root, arena, text_str(&yaml), STR("x"), &error))
		fail_msg("%s: %s", error.message, yaml.ptr);
	assert_int_equal(root->items[0]->count, 2);
	assert_true(str_equal(root->items[0]->pairs[0].value->text, text));
}

static struct str utf8_of(struct arena *arena, unsigned code_point)
{
	struct text text = {.arena = arena};

	if (code_point < 0x80) {
		text_add_byte(&text, (char)code_point);
	} else if (code_point < 0x800) {
		text_add_byte(&text, (char)(0xc0 | code_point >> 6));
		text_add_byte(&text, (char)(0x80 | (code_point & 0x3f)));
	} else if (code_point < 0x10000) {
		text_add_byte(&text, (char)(0xe0 | code_point >> 12));
		text_add_byte(&text, (char)(0x80 | (code_point >> 6 & 0x3f)));
		text_add_byte(&text, (char)(0x80 | (code_point & 0x3f)));
	} else {
		text_add_byte(&text, (char)(0xf0 | code_point >> 18));
		text_add_byte(&text, (char)(0x80 | (code_point >> 12 & 0x3f)));
		text_add_byte(&text, (char)(0x80 | (code_point >> 6 & 0x3f)));
		text_add_byte(&text, (char)(0x80 | (code_point & 0x3f)));
	}
	return text_str(&text);
}

static void test_add__every_code_point_survives(void **state)
{
	for (unsigned code_point = 1; code_point < 0x11000; code_point++) {
		bool is_surrogate = code_point >= 0xd800 && code_point < 0xe000;

		if (!is_surrogate && (code_point < 0x2100 || code_point % 64 == 0 || code_point > 0xfe00))
			assert_survives(*state, utf8_of(*state, code_point));
	}
	assert_survives(*state, utf8_of(*state, 0x1f600));
	assert_survives(*state, utf8_of(*state, 0x1fffe));
	assert_survives(*state, utf8_of(*state, 0x10ffff));
}

static void test_add__words_that_mean_something_survive(void **state)
{
	static const char *const words[] = {"", " ", "a b", " a", "a ", "-", "--- ", "- a", "#", "a #b",
		"a: b", "{a}", "[a", "&a", "*a", "!a", "|", ">", "'", "\"", "\\", "\\n", "%a", "@a", "`a",
		"?", "? a", "~", "null", "true", "1", "0x1", "1e3", ".", "..", "a,b", "a\nb", "a\r\nb",
		"\t", "2025-01-01", "=", "<<", "a/b.sql", "a-b_c.d"};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		assert_survives(*state, str_from(words[i]));
}

static void test_add__quotes_what_needs_them(void **state)
{
	static const struct {
		const char *text, *yaml;
	} cases[] = {{"db/migrations/0001_a.up.sql", "db/migrations/0001_a.up.sql"}, {"a b", "\"a b\""},
		{"0001", "\"0001\""}, {"no", "\"no\""}, {"-a", "\"-a\""}, {"a\"b\\c", "\"a\\\"b\\\\c\""},
		{"a\nb", "\"a\\u000ab\""}, {"\xc3\xbc", "\"\xc3\xbc\""}, {"\xe2\x80\xae", "\"\\u202e\""}};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct text yaml = {.arena = *state};

		yaml_add(&yaml, str_from(cases[i].text));
		assert_text(text_str(&yaml), cases[i].yaml);
	}
}

static void test_holds__utf8_alone(void **state)
{
	(void)state;
	assert_true(yaml_holds(STR("")));
	assert_true(yaml_holds(STR("\xc3\xbc")));
	assert_false(yaml_holds(STR("\xff")));
	assert_false(yaml_holds(STR("a\xc3")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_add__every_code_point_survives),
		with_arena(test_add__words_that_mean_something_survive),
		with_arena(test_add__quotes_what_needs_them),
		with_arena(test_holds__utf8_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
