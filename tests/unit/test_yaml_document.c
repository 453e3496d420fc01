/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "policy/yaml_document.h"

static int parse(struct arena *arena, struct str text, struct yaml_node **ret, struct error *reterr)
{
	*reterr = (struct error){.message = ""};
	return yaml_parse_document(ret, arena, text, STR("p.yaml"), reterr);
}

static struct yaml_node *parsed(struct arena *arena, const char *text)
{
	struct yaml_node *root = NULL;
	struct error error;

	if (parse(arena, str_from(text), &root, &error))
		fail_msg("%s", error.message);
	return root;
}

/* The message of a document that cannot be read. */
static const char *refusal(struct arena *arena, struct str text)
{
	struct error *error = arena_new(arena, struct error);
	struct yaml_node *root = NULL;

	if (!parse(arena, text, &root, error))
		fail_msg("%.*s was accepted", STR_ARG(str_slice(text, 0, 200)));
	return error->message;
}

static void test_parse__keeps_kinds_and_lines(void **state)
{
	struct yaml_node *root = parsed(*state,
		"# comment\nversion: 1\n\nsets:\n  - path: 'a b'\n"
		"    x: {y: \"z\\n\"}\n  - [1,\n     2]\n");
	struct yaml_node *sets, *first;

	assert_int_equal(root->kind, YAML_MAPPING);
	assert_int_equal(root->count, 2);
	assert_str(root->pairs[0].key->text, "version");
	assert_int_equal(root->pairs[0].key->line, 2);
	assert_str(root->pairs[0].value->text, "1");
	assert_str(root->pairs[1].key->text, "sets");
	assert_int_equal(root->pairs[1].key->line, 4);
	sets = root->pairs[1].value;
	assert_int_equal(sets->kind, YAML_SEQUENCE);
	assert_int_equal(sets->count, 2);
	first = sets->items[0];
	assert_int_equal(first->kind, YAML_MAPPING);
	assert_int_equal(first->line, 5);
	assert_str(first->pairs[0].value->text, "a b");
	assert_str(first->pairs[1].value->pairs[0].value->text, "z\n");
	assert_int_equal(first->pairs[1].value->pairs[0].key->line, 6);
	assert_int_equal(sets->items[1]->items[0]->line, 7);
	assert_int_equal(sets->items[1]->items[1]->line, 8);
}

static void test_parse__reads_crlf_like_lf(void **state)
{
	struct yaml_node *root = parsed(*state, "a: 1\r\nb: x\r\nc: 'y'\r\n");

	assert_int_equal(root->count, 3);
	assert_str(root->pairs[0].value->text, "1");
	assert_str(root->pairs[1].value->text, "x");
	assert_int_equal(root->pairs[2].key->line, 3);
}

static void test_parse__empty_is_a_mapping_without_pairs(void **state)
{
	static const char *const texts[] = {"", "\n\n", "# only a comment\n"};
	struct yaml_node *root = NULL;
	struct error error;

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		root = parsed(*state, texts[i]);
		assert_int_equal(root->kind, YAML_MAPPING);
		assert_int_equal(root->count, 0);
	}
	assert_int_equal(parse(*state, (struct str){NULL, 0}, &root, &error), 0);
	assert_int_equal(root->count, 0);
}

static void test_parse__malformed_names_file_and_line(void **state)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{"a: 1\nb: [1, 2\n", "p.yaml:3:"},
		{"a: 1\n\tb: 2\n", "p.yaml:2:"},
		{"a: 1\nb: 'x\n", "p.yaml:"},
		{"a: 1\nb: c: d\n", "p.yaml:2:"},
		{"a: *nowhere\n", "p.yaml:1:"},
		{"a: 1\nb: 2\n}\n", "p.yaml:3:"},
		{"- a\nb: 1\n", "p.yaml:2:"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_contains(refusal(*state, str_from(cases[i].text)), cases[i].place);
}

static void test_parse__bytes_that_are_no_utf8_have_a_line_too(void **state)
{
	assert_contains(refusal(*state, STR("a: 1\nb: 2\nc: \xff\n")), "p.yaml:3:");
	assert_contains(refusal(*state, STR("a: 1\nb: \x01\n")), "p.yaml:2:");
}

static void test_parse__duplicate_keys_name_both_lines(void **state)
{
	const char *message = refusal(*state, STR("a: 1\nb: 2\n\na: 3\n"));

	assert_contains(message, "p.yaml:4:");
	assert_contains(message, "'a'");
	assert_contains(message, "line 1");
	message = refusal(*state, STR("x:\n  - {k: 1, 'k': 2}\n"));
	assert_contains(message, "p.yaml:2:");
	assert_contains(message, "'k'");
}

static void test_parse__keys_are_words(void **state)
{
	assert_contains(refusal(*state, STR("a: 1\n? [x, y]\n: 2\n")), "p.yaml:2:");
	assert_contains(refusal(*state, STR("? {x: y}\n: 2\n")), "p.yaml:1:");
}

static void test_parse__second_document_is_an_error(void **state)
{
	assert_contains(refusal(*state, STR("a: 1\n---\nb: 2\n")), "p.yaml");
	assert_contains(refusal(*state, STR("a: 1\n...\n---\nb: [\n")), "p.yaml");
	assert_int_equal(parsed(*state, "---\na: 1\n...\n")->count, 1);
}

static void test_parse__aliases_repeat_what_they_name(void **state)
{
	struct yaml_node *root = parsed(*state, "a: &x {k: 1}\nb: *x\n");

	assert_str(root->pairs[1].value->pairs[0].key->text, "k");
	assert_str(root->pairs[1].value->pairs[0].value->text, "1");
}

static void test_parse__nodes_that_contain_themselves_are_errors(void **state)
{
	refusal(*state, STR("&a [*a]\n"));
	refusal(*state, STR("a: &a {b: *a}\n"));
	refusal(*state, STR("a: &a\n  - b: &b [*a, *b]\n"));
	refusal(*state, STR("&a {*a : 1}\n"));
}

/* Nine levels of nine aliases each would be 387 million nodes. */
static void test_parse__alias_bombs_are_errors(void **state)
{
	struct text bomb = {.arena = *state};

	text_add(&bomb, STR("a0: &a0 [x, x, x, x, x, x, x, x, x]\n"));
	for (int i = 1; i < 10; i++) {
		text_addf(&bomb, "a%d: &a%d [", i, i);
		for (int j = 0; j < 9; j++)
			text_addf(&bomb, "%s*a%d", j ? ", " : "", i - 1);
		text_add(&bomb, STR("]\n"));
	}
	assert_contains(refusal(*state, text_str(&bomb)), "p.yaml:");
}

/* A long text and many aliases of it: 200 kB that must not become gigabytes. */
static void test_parse__aliases_of_long_texts_cost_no_memory(void **state)
{
	struct text bomb = {.arena = *state};
	struct rusage before, after;
	struct yaml_node *root = NULL;
	struct error error;
	int status;
	pid_t child;

	text_addf(&bomb, "a: &a '%0100000d'\nb: [", 1);
	for (int i = 0; i < 4000; i++)
		text_add(&bomb, STR("*a, "));
	text_add(&bomb, STR("x]\n"));
	child = fork();
	if (!child) {
		getrusage(RUSAGE_SELF, &before);
		(void)!parse(*state, text_str(&bomb), &root, &error);
		getrusage(RUSAGE_SELF, &after);
		_exit(after.ru_maxrss - before.ru_maxrss > 100L * 1024);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static struct str repeated(struct arena *arena, const char *part, size_t count)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < count; i++)
		text_add(&text, str_from(part));
	return text_str(&text);
}

static void test_parse__deep_nesting_is_an_error(void **state)
{
	refusal(*state, repeated(*state, "[", 2000));
	refusal(*state, repeated(*state, "{a: ", 2000));
	refusal(*state, repeated(*state, "- ", 5000));
	refusal(*state, repeated(*state, "? ", 5000));
	refusal(*state,
		str_format(*state, "%s%s", repeated(*state, "[", 500).ptr, repeated(*state, "]", 500).ptr));
}

/* Whoever sends 100 kB of brackets must not get minutes of the server's time for it. */
static void test_parse__huge_nesting_is_an_error_at_once(void **state)
{
	struct str brackets = repeated(*state, "[", 100000);
	const struct rlimit five_seconds = {5, 5};
	struct yaml_node *root = NULL;
	struct error error;
	int status;
	pid_t child = fork();

	if (!child) {
		setrlimit(RLIMIT_CPU, &five_seconds);
		_exit(parse(*state, brackets, &root, &error) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_parse__some_nesting_is_none(void **state)
{
	struct yaml_node *node = parsed(*state, "a: [[[[[[[[[[x]]]]]]]]]]\n")->pairs[0].value;

	for (int i = 0; i < 10; i++) {
		assert_int_equal(node->kind, YAML_SEQUENCE);
		node = node->items[0];
	}
	assert_str(node->text, "x");
}

/* Design, section 7: outputs are untouched on failure. */
static void test_parse__failure_leaves_the_output_untouched(void **state)
{
	struct yaml_node kept, *root = &kept;
	struct error error;

	assert_int_equal(parse(*state, STR("a: [\n"), &root, &error), -1);
	assert_ptr_equal(root, &kept);
	assert_int_equal(parse(*state, STR("a: 1\na: 2\n"), &root, &error), -1);
	assert_ptr_equal(root, &kept);
}

static void test_parse__escapes_keys_in_messages(void **state)
{
	const char *message = refusal(*state, STR("\"\\e[31m\": 1\n\"\\e[31m\": 2\n"));

	assert_contains(message, "\\x1B[31m");
	assert_lacks(message, "\x1b");
}

static void test_mistake__has_name_and_line(void **state)
{
	struct yaml_node node = {.line = 12};
	struct error error = {.message = ""};

	(void)state;
	assert_int_equal(yaml_mistake(&error, STR("x/.mighook.yaml"), &node, "bad %s", "thing"), -1);
	assert_string_equal(error.message, "x/.mighook.yaml:12: bad thing");
}

/* Where a scalar, and what stands in brackets, is in the bytes: places are counted in characters.
 */
static void test_offset__of_nodes(void **state)
{
	static const struct {
		const char *text, *scalar, *list;
	} cases[] = {
		{"a: [x, 'y z']\n", "'y z'", "[x, 'y z']"},
		{"# \xc3\xa4\xe2\x82\xac\r\n\xc3\xa4: [x, \xc3\xb6 ] # c\r\n", "\xc3\xb6",
			"[x, \xc3\xb6 ]"},
		{"\xef\xbb\xbf\"a\": [1,\n  22\n]", "22", "[1,\n  22\n]"},
		{"a:\n- x\n- \"y\" # z\nb: 1\n", "\"y\"", ""},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct yaml_node *list = parsed(*state, cases[i].text)->pairs[0].value;
		struct str bytes = str_from(cases[i].text);
		const struct yaml_node *scalar = list->items[1];

		assert_text(
			str_slice(bytes, yaml_offset(bytes, scalar->from), yaml_offset(bytes, scalar->to)),
			cases[i].scalar);
		assert_text(str_slice(bytes, yaml_offset(bytes, list->from), yaml_offset(bytes, list->to)),
			cases[i].list);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_parse__keeps_kinds_and_lines),
		with_arena(test_offset__of_nodes),
		with_arena(test_parse__reads_crlf_like_lf),
		with_arena(test_parse__empty_is_a_mapping_without_pairs),
		with_arena(test_parse__malformed_names_file_and_line),
		with_arena(test_parse__bytes_that_are_no_utf8_have_a_line_too),
		with_arena(test_parse__duplicate_keys_name_both_lines),
		with_arena(test_parse__keys_are_words),
		with_arena(test_parse__second_document_is_an_error),
		with_arena(test_parse__aliases_repeat_what_they_name),
		with_arena(test_parse__nodes_that_contain_themselves_are_errors),
		with_arena(test_parse__alias_bombs_are_errors),
		with_arena(test_parse__aliases_of_long_texts_cost_no_memory),
		with_arena(test_parse__deep_nesting_is_an_error),
		with_arena(test_parse__huge_nesting_is_an_error_at_once),
		with_arena(test_parse__some_nesting_is_none),
		with_arena(test_parse__failure_leaves_the_output_untouched),
		with_arena(test_parse__escapes_keys_in_messages),
		with_arena(test_mistake__has_name_and_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
