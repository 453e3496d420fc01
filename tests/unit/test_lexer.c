/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/lexer.h"

/* The tokens, each as a letter for its kind and its text, one blank between. */
static struct str tokens_of(struct arena *arena, const char *sql)
{
	static const char letters[] = "wqsn;\\o";
	struct text result = {.arena = arena};
	struct str whole = str_from(sql);
	struct token token;

	for (size_t at = 0; lexer_next(whole, at, &token); at = token.to)
		text_addf(&result, "%s%c<%.*s>%s", result.len ? " " : "", letters[token.kind],
			STR_ARG(str_slice(whole, token.from, token.to)), token.is_open ? "!" : "");
	return text_str(&result);
}

static void test_tokens(void **state)
{
	static const struct {
		const char *sql, *expected;
	} cases[] = {
		{"", ""},
		{" \n\t-- only a comment", ""},
		{"/* a /* nested */ one */", ""},
		{"/* never closed", ""},
		{"select 1;", "w<select> n<1> ;<;>"},
		{"a--b\nc", "w<a> w<c>"},
		{"a--b\rc", "w<a> w<c>"},
		{"'it''s' 'two'", "s<'it''s'> s<'two'>"},
		{"E'it\\'s'", "s<E'it\\'s'>"},
		{"'a\\' b", "s<'a\\'> w<b>"},
		{"b'01' X'ff' n'x' U&'x'", "s<b'01'> s<X'ff'> s<n'x'> s<U&'x'>"},
		{"\"a\"\"b\" \"c", "q<\"a\"\"b\"> q<\"c>!"},
		{"'open", "s<'open>!"},
		{"$$a;'b$$ $t$ $$ $t$", "s<$$a;'b$$> s<$t$ $$ $t$>"},
		{"$t$ open $$", "s<$t$ open $$>!"},
		{"$1 $2x a$b$c", "o<$> n<1> o<$> n<2x> w<a$b$c>"},
		{"1.5e10 0x1F 1_000", "n<1.5e10> n<0x1F> n<1_000>"},
		{"a::b :c", "w<a> o<:> o<:> w<b> o<:> w<c>"},
		{"\\i file.sql\nselect", "\\<\\i file.sql> w<select>"},
		{"'\\i'", "s<'\\i'>"},
		{"t\xc3\xa9t\xc3\xa9", "w<t\xc3\xa9t\xc3\xa9>"},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(tokens_of(&arena, cases[i].sql), cases[i].expected);
	arena_release(&arena);
}

static void test_what_is_inside(void **state)
{
	static const struct {
		const char *sql, *inside;
		bool is_verbatim;
	} cases[] = {
		{"'plain'", "plain", true},
		{"'it''s'", "it''s", false},
		{"E'plain'", "plain", false},
		{"$$it's$$", "it's", true},
		{"$t$ $$ $t$", " $$ ", true},
		{"''", "", true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct token token;

		assert_true(lexer_next(str_from(cases[i].sql), 0, &token));
		assert_int_equal(token.kind, TOKEN_STRING);
		assert_text(token.inside, cases[i].inside);
		assert_int_equal(token.is_verbatim, cases[i].is_verbatim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_what_is_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
