/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/escape.h"
#include "base/process.h"
#include "base/unicode.h"

static void test_text__leaves_readable_text(void **state)
{
	assert_text(escape_text(*state, STR("a/b c'\"\\$.sql"), false), "a/b c'\"\\$.sql");
	assert_text(escape_text(*state, STR("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"), false),
		"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_text(escape_text(*state, STR(""), false), "");
	assert_string_equal(escape_text(*state, (struct str){NULL, 0}, false).ptr, "");
}

static void test_text__escapes_control_bytes(void **state)
{
	assert_text(escape_text(*state, STR("a\x1b[31mb"), false), "a\\x1B[31mb");
	assert_text(escape_text(*state, STR("a\nb\r\0\x7f"), false), "a\\x0Ab\\x0D\\x00\\x7F");
	/* U+009B is the one-character CSI of 8-bit terminals. */
	assert_text(escape_text(*state, STR("a\xc2\x9b"), false), "a\\xC2\\x9B");
	assert_text(escape_text(*state, STR("a\xc2\x80"), false), "a\\xC2\\x80");
	assert_text(escape_text(*state, STR("a\xc2\xa0"), false), "a\xc2\xa0");
	for (int byte = 0; byte < 32; byte++) {
		char text[] = {'<', (char)byte, '>'}, expected[16];

		snprintf(expected, sizeof expected, "<\\x%02X>", (unsigned)byte);
		assert_text(escape_text(*state, (struct str){text, 3}, false), expected);
	}
}

static void test_text__escapes_what_a_log_takes_for_a_command(void **state)
{
	assert_text(escape_text(*state, STR("a##[error]b"), false), "a\\x23#[error]b");
	assert_text(escape_text(*state, STR("###[##["), false), "#\\x23#[\\x23#[");
	assert_text(escape_text(*state, STR("# ## #[ ##"), false), "# ## #[ ##");
	/* the shell reads the same word, and what is shown of it is no command either */
	assert_text(escape_shell(*state, STR("##[x")), "$'\\043\\043[x'");
}

static void test_text__keeps_tabs_on_request(void **state)
{
	assert_text(escape_text(*state, STR("\ta\tb"), true), "\ta\tb");
	assert_text(escape_text(*state, STR("\ta"), false), "\\x09a");
	assert_text(escape_text(*state, STR("\n\t"), true), "\\x0A\t");
}

static void test_text__escapes_bytes_that_are_no_utf8(void **state)
{
	assert_text(escape_text(*state, STR("a\xff\x62"), false), "a\\xFFb");
	assert_text(escape_text(*state, STR("\xc3"), false), "\\xC3");
	assert_text(escape_text(*state, STR("\xc3("), false), "\\xC3(");
	assert_text(escape_text(*state, STR("\xed\xa0\x80"), false), "\\xED\\xA0\\x80");
	assert_text(escape_text(*state, STR("\xc0\x80"), false), "\\xC0\\x80");
	assert_text(escape_text(*state, STR("\xe2\x82"), false), "\\xE2\\x82");
	assert_text(escape_text(*state, STR("\x80\xc3\xa4"), false), "\\x80\xc3\xa4");
}

static void test_text__escapes_what_reorders(void **state)
{
	static const unsigned code_points[] = {0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d,
		0x202e, 0x2066, 0x2067, 0x2068, 0x2069};

	assert_text(escape_text(*state, STR("a\xe2\x80\xaelqs.b"), false), "a\\xE2\\x80\\xAElqs.b");
	for (size_t i = 0; i < ARRAY_LENGTH(code_points); i++) {
		unsigned point = code_points[i];
		char two[] = {(char)(0xc0 | point >> 6), (char)(0x80 | (point & 63))};
		char three[] = {(char)(0xe0 | point >> 12), (char)(0x80 | (point >> 6 & 63)),
			(char)(0x80 | (point & 63))};
		struct str text = point < 0x800 ? (struct str){two, 2} : (struct str){three, 3};
		struct str escaped = escape_text(*state, text, false);

		assert_int_equal(escaped.len, 4 * text.len);
		assert_int_equal(escaped.ptr[0], '\\');
	}
}

static void test_text__of_any_byte_pair_is_printable_and_terminated(void **state)
{
	struct arena *arena = *state;

	for (unsigned pair = 0; pair < 65536; pair++) {
		char bytes[] = {(char)(pair >> 8), (char)(pair & 255)};
		struct str escaped = escape_text(arena, (struct str){bytes, 2}, false);

		assert_int_equal(utf8_valid_prefix(escaped), escaped.len);
		assert_int_equal(escaped.ptr[escaped.len], '\0');
		for (size_t i = 0; i < escaped.len; i++)
			assert_true((unsigned char)escaped.ptr[i] >= 0x20 && escaped.ptr[i] != 0x7f);
		if (pair % 256 == 255)
			arena_release(arena);
	}
}

static void test_shell__leaves_plain_words(void **state)
{
	assert_text(escape_shell(*state, STR("supabase/migrations/0001_a-b.sql")),
		"supabase/migrations/0001_a-b.sql");
	assert_text(escape_shell(*state, STR("origin/main")), "origin/main");
	assert_text(escape_shell(*state, STR("a")), "a");
}

static void test_shell__quotes_what_must_be(void **state)
{
	struct str word = escape_shell(*state, STR("it's"));

	assert_text(escape_shell(*state, STR("")), "''");
	assert_text(escape_shell(*state, STR("a b")), "'a b'");
	assert_text(word, "'it'\\''s'");
	assert_int_equal(word.ptr[word.len], '\0');
	assert_text(escape_shell(*state, STR("$(rm -rf x)`")), "'$(rm -rf x)`'");
	assert_text(escape_shell(*state, STR("~")), "'~'");
	assert_text(escape_shell(*state, STR("a*?[b]#!&|;<>(){}\"\\")), "'a*?[b]#!&|;<>(){}\"\\'");
	assert_text(escape_shell(*state, STR("\xc3\xa4")), "'\xc3\xa4'");
}

static void test_shell__shows_no_raw_control_bytes(void **state)
{
	struct str word = escape_shell(*state, STR("a\x1b\n\xff'\\\xe2\x80\xae"));

	for (size_t i = 0; i < word.len; i++)
		assert_true(word.ptr[i] >= 0x20 && word.ptr[i] < 0x7f);
}

/* What a shell makes of the words, joined by "|". */
static struct str read_by(
	const char *shell, struct arena *arena, const struct str *words, size_t count)
{
	struct text script = {.arena = arena};
	const char *arguments[] = {shell, "-c", NULL, NULL};
	struct error error;
	struct str output;
	int status;

	text_add(&script, STR("printf '%s|'"));
	for (size_t i = 0; i < count; i++) {
		text_add_byte(&script, ' ');
		text_add(&script, escape_shell(arena, words[i]));
	}
	arguments[2] = text_str(&script).ptr;
	if (process_run(arguments, PROCESS_SHOWS_ERRORS, arena, &output, &status, &error))
		fail_msg("%s", error.message);
	assert_int_equal(status, 0);
	return output;
}

static void test_shell__sh_reads_the_same_word(void **state)
{
	struct text expected = {.arena = *state};
	struct str words[95];

	/* Every printable ASCII byte, between others, first and alone. */
	for (size_t i = 0; i < 95; i++) {
		char byte = (char)(' ' + i);

		words[i] = str_format(*state, "%cx%c", byte, byte);
		text_addf(&expected, "%s|", words[i].ptr);
	}
	assert_text(read_by("sh", *state, words, 95), text_str(&expected).ptr);
}

static void test_shell__bash_reads_bytes_that_cannot_be_shown(void **state)
{
	struct str words[] = {STR("a\nb"), STR("\x1b[31m"), STR("\xff\x01'\\"), STR("\xe2\x80\xae 1")};

	assert_text(read_by("bash", *state, words, 4), "a\nb|\x1b[31m|\xff\x01'\\|\xe2\x80\xae 1|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_text__leaves_readable_text),
		with_arena(test_text__escapes_control_bytes),
		with_arena(test_text__escapes_what_a_log_takes_for_a_command),
		with_arena(test_text__keeps_tabs_on_request),
		with_arena(test_text__escapes_bytes_that_are_no_utf8),
		with_arena(test_text__escapes_what_reorders),
		with_arena(test_text__of_any_byte_pair_is_printable_and_terminated),
		with_arena(test_shell__leaves_plain_words),
		with_arena(test_shell__quotes_what_must_be),
		with_arena(test_shell__shows_no_raw_control_bytes),
		with_arena(test_shell__sh_reads_the_same_word),
		with_arena(test_shell__bash_reads_bytes_that_cannot_be_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
