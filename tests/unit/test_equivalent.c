/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/equivalent.h"

struct pair {
	const char *a, *b;
	enum equivalence expected;
};

#define SAME EQUIVALENCE_SAME
#define DIFFERENT EQUIVALENCE_DIFFERENT
#define UNKNOWN EQUIVALENCE_UNKNOWN

typedef enum equivalence judge_pair(struct arena *scratch, struct str a, struct str b);

static void check(const struct pair *pairs, size_t count, judge_pair *judge)
{
	struct arena scratch = {0};
	size_t bad = 0;

	for (size_t i = 0; i < count; i++) {
		struct str a = str_from(pairs[i].a), b = str_from(pairs[i].b);
		enum equivalence forth = judge(&scratch, a, b), back = judge(&scratch, b, a);

		if (forth != pairs[i].expected || back != pairs[i].expected)
			print_error("%s | %s: %d, %d\n", pairs[i].a, pairs[i].b, (int)forth, (int)back);
		bad += forth != pairs[i].expected || back != pairs[i].expected;
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	assert_int_equal(bad, 0);
}

static void test_expressions(void **state)
{
	static const struct pair pairs[] = {
		/* no server needed to see that */
		{"a  =  1 -- one", "A = 1", SAME},
		{"((a = 1))", "(a = 1)", SAME},
		{"a = 1", "a = 2", DIFFERENT},
		{"a = 1", "b = 1", DIFFERENT},
		{"a = 1", "a <> 1", DIFFERENT},
		{"a AND b", "a OR b", DIFFERENT},
		{"a AND b AND c", "a AND b", DIFFERENT},
		{"a AND (b AND c)", "((a AND b) AND c)", SAME},
		{"a AND (b OR c)", "(a AND b) OR c", DIFFERENT},
		{"\"A\" = 1", "a = 1", DIFFERENT},
		/* casts of the server's, and the author's own */
		{"note = 'x'", "((note)::text = 'x'::text)", SAME},
		{"n > 5", "(n > (5)::numeric)", SAME},
		{"n::uuid = u", "(n = u)", UNKNOWN},
		{"n::uuid = u", "((n)::uuid = u)", SAME},
		{"n::uuid = u", "((n)::integer = u)", DIFFERENT},
		{"n::varchar(5)", "(n)::character varying(6)", DIFFERENT},
		{"n::int8", "(n)::bigint", SAME},
		{"'x'::public.mood", "'x'::mood", SAME},
		{"'x'::one.mood", "'x'::other.mood", DIFFERENT},
		/* lists */
		{"s IN ('a', 'b')",
			"((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
			SAME},
		{"s IN ('a', 'b')",
			"((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character "
			"varying)::text]))",
			SAME},
		{"s IN ('a', 'b')", "((s)::text = ANY (ARRAY['a'::text, 'c'::text]))", DIFFERENT},
		{"s IN ('a', 'b')", "(s = ANY (ARRAY['a'::text, 'b'::text, 'c'::text]))", DIFFERENT},
		{"s IN ('a')", "(s = 'a'::text)", SAME},
		{"s NOT IN (1, 2)", "(s <> ALL (ARRAY[1, 2]))", SAME},
		{"s NOT IN (1, 2)", "(s = ANY (ARRAY[1, 2]))", DIFFERENT},
		{"s IN (1, t, 2)", "((s = ANY (ARRAY[1, 2])) OR (s = t))", SAME},
		{"n BETWEEN 1 AND 2", "((n >= 1) AND (n <= 2))", SAME},
		{"n NOT BETWEEN 1 AND 2", "((n < 1) OR (n > 2))", SAME},
		{"n BETWEEN 1 AND 2", "((n > 1) AND (n <= 2))", DIFFERENT},
		{"(a, b) = (1, 2)", "((a = 1) AND (b = 2))", SAME},
		/* constants */
		{"-1", "'-1'::integer", SAME},
		{"1e3", "'1000'::numeric", SAME},
		{"1.50", "1.5", SAME},
		{"'t'::boolean", "true", SAME},
		{"'off'", "'f'::boolean", SAME},
		{"'1 week'::interval", "'7 days'::interval", SAME},
		{"interval '1 hour'", "'01:00:00'::interval", SAME},
		{"interval '24 hours'", "'1 day'::interval", DIFFERENT},
		{"interval '1 month'", "'30 days'::interval", DIFFERENT},
		{"'2020-01-01'", "'2020-01-01 00:00:00'::timestamp without time zone", SAME},
		{"'2020-01-01 02:00+02'", "'2020-01-01 00:00:00+00'::timestamp with time zone", SAME},
		{"'2020-01-01'", "'2020-01-01 05:00:00+00'::timestamp with time zone", UNKNOWN},
		{"'2020-01-01'", "'2021-01-01 00:00:00+00'::timestamp with time zone", DIFFERENT},
		{"'now'::timestamptz", "'2020-01-01 00:00:00+00'::timestamp with time zone", UNKNOWN},
		{"'{\"b\":1,\"a\":2}'", "'{\"a\": 2, \"b\": 1}'::jsonb", SAME},
		{"'{\"a\":1}'", "'{\"a\": 2}'::jsonb", DIFFERENT},
		{"'{a, \"b\"}'", "'{a,b}'::text[]", SAME},
		{"'{a,\"b c\"}'", "'{a,b,c}'::text[]", DIFFERENT},
		{"'{\" a\"}'", "'{a}'::text[]", DIFFERENT},
		{"E'it\\'s'", "'it''s'::text", SAME},
		{"X'1F'", "'00011111'::\"bit\"", SAME},
		{"'abc'::bytea", "'\\x616263'::bytea", SAME},
		{"nextval('a')", "nextval('public.a'::regclass)", SAME},
		{"nextval('b.a')", "nextval('public.a'::regclass)", DIFFERENT},
		{"NULL", "NULL::character varying", SAME},
		/* functions, and their own syntax by version */
		{"now()", "CURRENT_TIMESTAMP", DIFFERENT},
		{"now() AT TIME ZONE 'utc'", "timezone('utc'::text, now())", SAME},
		{"now() AT TIME ZONE 'utc'", "timezone('cet'::text, now())", DIFFERENT},
		{"extract(year FROM d)", "date_part('year'::text, d)", SAME},
		{"extract(year FROM d)", "EXTRACT(month FROM d)", DIFFERENT},
		{"trim(n)", "TRIM(BOTH FROM n)", SAME},
		{"trim(n)", "btrim(n)", SAME},
		{"substring(n FROM 1 FOR 2)", "\"substring\"(n, 1, 2)", SAME},
		{"lower(n)", "lower((n)::text)", SAME},
		{"auth.uid()", "uid()", SAME},
		{"auth.uid()", "own.uid()", DIFFERENT},
		{"a LIKE 'x%'", "(a ~~ 'x%'::text)", SAME},
		{"a NOT ILIKE 'x%'", "(a !~~* 'x%'::text)", SAME},
		{"CASE WHEN a THEN 1 END", "CASE WHEN a THEN 1 ELSE NULL::integer END", SAME},
		{"a IS DISTINCT FROM NULL", "(a IS NOT NULL)", SAME},
		{"a COLLATE \"C\" < b", "(a < b)", UNKNOWN},
		{"a COLLATE \"C\" < b", "(a COLLATE \"POSIX\" < b)", DIFFERENT},
		{"(d ->> 'n')::int > 1", "((d ->> 'n'::text) > 1)", DIFFERENT},
		{"(new).a IS NULL", "(new.a IS NULL)", SAME},
		{"new IS DISTINCT FROM old", "(new.* IS DISTINCT FROM old.*)", SAME},
		{"text(n)", "(n)::text", SAME},
		/* sub-selects */
		{"EXISTS (SELECT 1 FROM m WHERE m.a = t.a)",
			"(EXISTS ( SELECT m_1.b\n   FROM public.m m_1\n  WHERE (m_1.a = t.a)))", SAME},
		{"EXISTS (SELECT 1 FROM m WHERE m.a = t.a)",
			"(EXISTS ( SELECT 1 FROM public.m WHERE (m.a = m.a)))", DIFFERENT},
		{"EXISTS (SELECT 1 FROM m)", "(EXISTS ( SELECT 1 FROM public.n))", DIFFERENT},
		{"(SELECT auth.uid()) = u", "(( SELECT auth.uid() AS uid) = u)", SAME},
		{"(SELECT auth.uid()) = u", "(auth.uid() = u)", DIFFERENT},
		{"a IN (SELECT x FROM m)", "(a IN ( SELECT m.x FROM public.m))", SAME},
		{"a = ANY (SELECT x FROM m)", "(a IN ( SELECT m.x FROM public.m))", SAME},
		/* what cannot be read */
		{"a IS JSON", "a  is json", SAME},
		{"a IS JSON", "(a IS NOT JSON)", UNKNOWN},
		{"a, b", "(a)", UNKNOWN},
		{"1; SELECT 2", "1", UNKNOWN},
		{"", "1", UNKNOWN},
	};

	(void)state;
	check(pairs, ARRAY_LENGTH(pairs), expression_equivalence);
}

static void test_index_elements(void **state)
{
	static const struct pair pairs[] = {
		{"lower(email)", "lower((email)::text)", SAME},
		{"(lower(email))", "lower((email)::text)", SAME},
		{"a ASC NULLS LAST", "a", SAME},
		{"a DESC NULLS FIRST", "a DESC", SAME},
		{"a DESC", "a DESC NULLS LAST", DIFFERENT},
		{"a DESC", "a", DIFFERENT},
		{"(a)", "a", SAME},
		{"a text_ops", "a", SAME},
		{"a text_pattern_ops", "a", DIFFERENT},
		{"a jsonb_path_ops", "a jsonb_ops", DIFFERENT},
		{"a COLLATE \"C\"", "a COLLATE \"POSIX\"", DIFFERENT},
		{"a", "b", DIFFERENT},
		{"a, b", "(a)", UNKNOWN},
	};

	(void)state;
	check(pairs, ARRAY_LENGTH(pairs), index_element_equivalence);
}

static enum equivalence judge_queries(struct arena *scratch, struct str a, struct str b)
{
	return query_equivalence(
		scratch, &(struct view_query){.text = a}, &(struct view_query){.text = b});
}

static void test_queries(void **state)
{
	static const struct pair pairs[] = {
		/* up to version 15, and later */
		{"SELECT id FROM t WHERE n = 1", " SELECT t.id\n   FROM public.t\n  WHERE (t.n = 1);",
			SAME},
		{"SELECT id FROM t WHERE n = 1", " SELECT id\n   FROM public.t\n  WHERE (n = 1);", SAME},
		{"SELECT x.id FROM t x, t y", "SELECT x.id FROM public.t x, public.t y", SAME},
		{"SELECT x.id FROM t x, t y", "SELECT y.id FROM public.t x, public.t y", DIFFERENT},
		{"SELECT x.id FROM t x CROSS JOIN t y",
			"SELECT x.id FROM (public.t x CROSS JOIN public.t y)", SAME},
		{"SELECT 1 FROM a JOIN b USING (i)",
			"SELECT 1 FROM (public.a LEFT JOIN public.b USING (i))", DIFFERENT},
		{"SELECT count(*) FROM t", "SELECT count(*) AS count FROM public.t", SAME},
		{"SELECT count(*) FROM t", "SELECT count(*) AS n FROM public.t", DIFFERENT},
		{"SELECT s, count(*) AS n FROM t GROUP BY 1 ORDER BY n",
			"SELECT t.s, count(*) AS n FROM t GROUP BY t.s ORDER BY (count(*))", SAME},
		{"SELECT s, count(*) AS n FROM t GROUP BY 1 ORDER BY n",
			"SELECT t.s, count(*) AS n FROM t GROUP BY t.s ORDER BY t.s", DIFFERENT},
		{"SELECT a FROM t UNION SELECT a FROM u ORDER BY a",
			"SELECT t.a FROM t UNION SELECT u.a FROM u ORDER BY 1", SAME},
		{"SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u",
			DIFFERENT},
		{"SELECT * FROM t WHERE n = 1", "SELECT t.a, t.b FROM t WHERE (t.n = 1)", UNKNOWN},
		{"SELECT * FROM t WHERE n = 1", "SELECT t.a, t.b FROM t WHERE (t.n = 2)", DIFFERENT},
		{"SELECT t.*, 1 AS one FROM t", "SELECT t.a, t.b, 2 AS one FROM t", DIFFERENT},
		{"SELECT 1 FROM a NATURAL JOIN b", "SELECT 1 FROM (a JOIN b USING (i))", UNKNOWN},
		{"SELECT a FROM t GROUP BY (a, b)", "SELECT t.a FROM t GROUP BY t.a, t.b", SAME},
		{"SELECT a FROM t ORDER BY a USING >", "SELECT t.a FROM t ORDER BY t.a DESC", SAME},
		{"SELECT a FROM t LIMIT 5", "SELECT t.a FROM t LIMIT 5", SAME},
		{"SELECT a FROM t LIMIT 5", "SELECT t.a FROM t LIMIT '6'::bigint", DIFFERENT},
		{"SELECT row_to_json(x) AS j FROM t x", "SELECT row_to_json(x.*) AS j FROM t x", SAME},
		{"SELECT e ->> 'k' AS k FROM t, f(t.d) e",
			"SELECT (e.value ->> 'k'::text) AS k FROM t, LATERAL f(t.d) e(value)", SAME},
		{"WITH w AS (SELECT 1 AS a) SELECT a FROM w",
			"WITH w AS ( SELECT 1 AS a) SELECT w.a FROM w", SAME},
		{"WITH w AS (SELECT 1 AS a) SELECT a FROM w",
			"WITH w AS ( SELECT 2 AS a) SELECT w.a FROM w", DIFFERENT},
		{"SELECT sum(a) OVER (ORDER BY b) AS s FROM t",
			"SELECT sum(t.a) OVER (ORDER BY t.b DESC) AS s FROM t", DIFFERENT},
		{"DELETE FROM t", "SELECT 1", UNKNOWN},
	};

	(void)state;
	check(pairs, ARRAY_LENGTH(pairs), judge_queries);
}

static void test_column_names_of_a_view(void **state)
{
	struct arena scratch = {0};
	struct view_query author = {.text = STR("SELECT id, count(*) FROM t GROUP BY id")};
	struct view_query same = {.text = STR("SELECT t.id AS a, count(*) AS b FROM t GROUP BY t.id")};
	struct view_query other = {.text = STR("SELECT t.id AS a, count(*) AS c FROM t GROUP BY t.id")};

	(void)state;
	str_list_add(&scratch, &author.column_names, STR("a"));
	str_list_add(&scratch, &author.column_names, STR("b"));
	assert_int_equal(query_equivalence(&scratch, &author, &same), SAME);
	assert_int_equal(query_equivalence(&scratch, &author, &other), DIFFERENT);
	arena_release(&scratch);
}

/* Neither the stack nor the time has an end that a text could find. */
static void test_long_texts(void **state)
{
	struct arena scratch = {0};
	struct text deep = {.arena = &scratch}, deeper = {.arena = &scratch};
	struct text list = {.arena = &scratch}, turned = {.arena = &scratch};

	(void)state;
	for (size_t i = 0; i < 1500; i++)
		text_add(&deep, STR("f("));
	text_add(&deeper, text_str(&deep));
	text_add(&deep, STR("1"));
	text_add(&deeper, STR("2"));
	for (size_t i = 0; i < 1500; i++) {
		text_add_byte(&deep, ')');
		text_add_byte(&deeper, ')');
	}
	assert_int_equal(expression_equivalence(&scratch, text_str(&deep), text_str(&deeper)), UNKNOWN);
	text_add(&list, STR("a IN (0"));
	text_add(&turned, STR("a IN (0"));
	for (int i = 1; i < 3000; i++) {
		text_addf(&list, ", %d", i);
		text_addf(&turned, ", %d", 3000 - i);
	}
	text_add_byte(&list, ')');
	text_add_byte(&turned, ')');
	assert_true(expression_equivalence(&scratch, text_str(&list), text_str(&turned)) != DIFFERENT);
	arena_release(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expressions),
		cmocka_unit_test(test_index_elements),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_column_names_of_a_view),
		cmocka_unit_test(test_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
