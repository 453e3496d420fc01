/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/json.h"

static int set_up(void **state)
{
	*state = json_new_object();
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	struct json *root = *state;

	json_free(&root);
	return root ? -1 : 0;
}

#define with_object(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* Fails unless the object is written as these bytes, blanks outside strings aside. */
static void assert_json(const struct json *root, const char *expected)
{
	char *text = NULL, written[4096];
	size_t size = 0, len = 0;
	bool in_string = false;
	FILE *out = open_memstream(&text, &size);

	json_write(out, root);
	fclose(out);
	for (size_t i = 0; i < size && len < sizeof written - 1; i++) {
		if (text[i] == '"' && (!i || text[i - 1] != '\\'))
			in_string = !in_string;
		if (in_string || !is_blank(text[i]))
			written[len++] = text[i];
	}
	written[len] = '\0';
	in_string = size && text[size - 1] == '\n';
	free(text);
	assert_true(in_string);
	assert_string_equal(written, expected);
}

static void test_object__is_empty_at_first(void **state)
{
	assert_json(*state, "{}");
}

static void test_members__stand_in_the_order_they_were_added(void **state)
{
	struct json *root = *state, *array, *inner;

	json_add_string(root, "z", STR("x y"));
	json_add_number(root, "a", INT64_C(-9007199254740993));
	json_add_bool(root, "yes", true);
	json_add_bool(root, "no", false);
	json_add_string(root, "none", (struct str){NULL, 0});
	json_add_string(root, "empty", STR(""));
	array = json_add_array(root, "list");
	json_append_string(array, STR("1"));
	json_append_string(array, (struct str){NULL, 0});
	inner = json_append_object(array);
	json_add_number(inner, "n", 2);
	inner = json_add_object(root, "object");
	json_add_array(inner, "nothing");
	assert_json(root,
		"{\"z\":\"x y\",\"a\":-9007199254740993,\"yes\":true,\"no\":false,"
		"\"none\":null,\"empty\":\"\",\"list\":[\"1\",null,{\"n\":2}],"
		"\"object\":{\"nothing\":[]}}");
}

static void test_string__escapes_what_json_must(void **state)
{
	json_add_string(*state, "s", STR("\"\\\n\t\x01\0/\xc3\xa4"));
	assert_json(*state, "{\"s\":\"\\\"\\\\\\n\\t\\u0001\\u0000/\xc3\xa4\"}");
}

static void test_string__writes_bytes_that_are_no_utf8_as_escapes(void **state)
{
	json_add_string(*state, "a", STR("x\xffy\xc3\xa4\xc3"));
	json_add_string(*state, "b", STR("\xed\xa0\x80"));
	assert_json(*state, "{\"a\":\"x\\\\xFFy\xc3\xa4\\\\xC3\",\"b\":\"\\\\xED\\\\xA0\\\\x80\"}");
}

static void test_path__adds_base64_only_beside_bad_bytes(void **state)
{
	struct json *root = *state;

	json_add_path(root, "good", STR("a/\xc3\xa4.sql"));
	json_add_path(root, "none", (struct str){NULL, 0});
	json_add_path(root, "bad", STR("\xff.sql"));
	json_add_path(root, "three",
		STR("\xff"
			"ab"));
	assert_json(root,
		"{\"good\":\"a/\xc3\xa4.sql\",\"none\":null,"
		"\"bad\":\"\\\\xFF.sql\",\"bad_bytes\":\"/y5zcWw=\","
		"\"three\":\"\\\\xFFab\",\"three_bytes\":\"/2Fi\"}");
}

static void test_parse__finds_strings_by_their_path(void **state)
{
	struct json *root = json_parse(
		STR("{\"a\": {\"b\": {\"c\": \"x\\u00e4\"}, \"n\": 7}, \"e\": \"\", \"l\": [\"x\"]}"));

	(void)state;
	assert_non_null(root);
	assert_text(json_text_at(root, "a.b.c"), "x\xc3\xa4");
	assert_non_null(json_text_at(root, "e").ptr);
	assert_int_equal(json_text_at(root, "e").len, 0);
	assert_none(json_text_at(root, "a"));
	assert_none(json_text_at(root, "a.n"));
	assert_none(json_text_at(root, "a.b.c.d"));
	assert_none(json_text_at(root, "a.x.c"));
	assert_none(json_text_at(root, "l.0"));
	assert_none(json_text_at(root, ""));
	json_free(&root);
	assert_null(root);
}

static void test_parse__of_no_json_is_null(void **state)
{
	static const char *const texts[] = {"", " ", "{", "{}x", "{\"a\":}", "{'a':1}", "nul"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_null(json_parse(str_from(texts[i])));
	assert_null(json_parse((struct str){NULL, 0}));
	assert_null(json_parse(STR("{\"a\": \"\xff\"}")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_object(test_object__is_empty_at_first),
		with_object(test_members__stand_in_the_order_they_were_added),
		with_object(test_string__escapes_what_json_must),
		with_object(test_string__writes_bytes_that_are_no_utf8_as_escapes),
		with_object(test_path__adds_base64_only_beside_bad_bytes),
		cmocka_unit_test(test_parse__finds_strings_by_their_path),
		cmocka_unit_test(test_parse__of_no_json_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
