/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/sql.h"

static const struct sql *read_wrapped(struct arena *arena, const char *text, enum wrapping wrapping)
{
	struct migration_file *file = arena_new(arena, struct migration_file);

	file->script = arena_new(arena, struct script);
	file->script->content = str_copy(arena, str_from(text));
	return sql_read(arena, arena, file, 0, strlen(text), /* is_down= */ false, wrapping);
}

/* The transactions of the statements at the top in order, "0" for one of its own, the others as
 * letters in the order in which they come up; behind it the mistakes, as "mistake@statement". */
static struct str told(struct arena *arena, const char *text, enum wrapping wrapping)
{
	static const char *const names[] = {
		[MISTAKE_NEVER_ENDED] = "never-ended",
		[MISTAKE_NESTED] = "nested",
		[MISTAKE_NOT_BEGUN] = "not-begun",
		[MISTAKE_ENDS_RUNNERS] = "ends-runners",
		[MISTAKE_RUNNERS_NESTED] = "runners-nested",
	};
	const struct sql *sql = read_wrapped(arena, text, wrapping);
	struct text line = {.arena = arena};
	size_t seen[16], count = 0;

	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];
		size_t letter = 0;

		if (statement->place != PLACE_TOP)
			continue;
		while (letter < count && seen[letter] != statement->transaction)
			letter++;
		if (letter == count && statement->transaction)
			seen[count++] = statement->transaction;
		text_add_byte(&line, statement->transaction ? (char)('a' + letter) : '0');
	}
	for (size_t i = 0; i < sql->mistakes.count; i++)
		text_addf(
			&line, " %s@%zu", names[sql->mistakes.items[i].kind], sql->mistakes.items[i].statement);
	return text_str(&line);
}

#define S "SELECT 1; "

static void test_transaction__of_statements_sent_one_by_one(void **state)
{
	assert_text(told(*state, S S, WRAPPED_NOT), "00");
	assert_text(told(*state, "BEGIN; " S "COMMIT; " S, WRAPPED_NOT), "aaa0");
	assert_text(told(*state, "START TRANSACTION; " S "END;", WRAPPED_NOT), "aaa");
	assert_text(told(*state, "BEGIN; COMMIT; BEGIN; " S "COMMIT;", WRAPPED_NOT), "aabbb");
	assert_text(told(*state, "BEGIN; ROLLBACK; " S, WRAPPED_NOT), "aa0");
	assert_text(told(*state, "BEGIN; ABORT; " S, WRAPPED_NOT), "aa0");
	assert_text(told(*state, "BEGIN; " S "PREPARE TRANSACTION 'x'; " S, WRAPPED_NOT), "aaa0");
	assert_text(told(*state, "COMMIT PREPARED 'x';", WRAPPED_NOT), "0");
}

static void test_transaction__may_chain(void **state)
{
	assert_text(told(*state, "BEGIN; COMMIT AND CHAIN; " S "COMMIT; " S, WRAPPED_NOT), "aabb0");
	assert_text(told(*state, "BEGIN; ROLLBACK AND CHAIN; " S, WRAPPED_NOT), "aab never-ended@1");
	assert_text(told(*state, "COMMIT AND CHAIN; " S, WRAPPED_NOT), "00 not-begun@0");
	assert_text(told(*state, "BEGIN; COMMIT AND NO CHAIN; " S, WRAPPED_NOT), "aa0");
	assert_text(told(*state, S "COMMIT AND CHAIN; " S, WRAPPED_TRANSACTION), "aab ends-runners@1");
}

static void test_transaction__has_savepoints(void **state)
{
	assert_text(told(*state, "BEGIN; SAVEPOINT a; ROLLBACK TO a; RELEASE a; COMMIT;", WRAPPED_NOT),
		"aaaaa");
	assert_text(told(*state, "SAVEPOINT a;", WRAPPED_NOT), "0 not-begun@0");
	assert_text(told(*state, "SAVEPOINT a; " S, WRAPPED_TRANSACTION), "aa");
	/* the manual's 55.2.2.1: not in an implicit one */
	assert_text(told(*state, "SAVEPOINT a; " S, WRAPPED_QUERY), "aa not-begun@0");
	assert_text(told(*state, "BEGIN; SAVEPOINT a; COMMIT;", WRAPPED_QUERY), "aaa");
}

static void test_mistakes__without_runner(void **state)
{
	assert_text(told(*state, "BEGIN; " S, WRAPPED_NOT), "aa never-ended@0");
	assert_text(
		told(*state, "BEGIN; SAVEPOINT a; ROLLBACK TO a;", WRAPPED_NOT), "aaa never-ended@0");
	assert_text(told(*state, S "COMMIT;", WRAPPED_NOT), "00 not-begun@1");
	assert_text(told(*state, "ROLLBACK;", WRAPPED_NOT), "0 not-begun@0");
	assert_text(told(*state, "BEGIN; COMMIT; COMMIT;", WRAPPED_NOT), "aa0 not-begun@2");
	assert_text(told(*state, "BEGIN; BEGIN; " S "COMMIT; " S, WRAPPED_NOT), "aaaa0 nested@1");
	assert_text(
		told(*state, "BEGIN; BEGIN; COMMIT; COMMIT;", WRAPPED_NOT), "aaa0 nested@1 not-begun@3");
	assert_text(told(*state, "BEGIN; COMMIT; BEGIN; " S, WRAPPED_NOT), "aabb never-ended@2");
	assert_text(told(*state, "PREPARE TRANSACTION 'x';", WRAPPED_NOT), "0 not-begun@0");
}

static void test_mistakes__in_the_transaction_of_the_runner(void **state)
{
	assert_text(told(*state, S S, WRAPPED_TRANSACTION), "aa");
	assert_text(told(*state, S "COMMIT; " S, WRAPPED_TRANSACTION), "aa0 ends-runners@1");
	assert_text(told(*state, S "ROLLBACK; " S, WRAPPED_TRANSACTION), "aa0 ends-runners@1");
	/* a pair is one mistake */
	assert_text(told(*state, "BEGIN; " S "COMMIT;", WRAPPED_TRANSACTION), "aaa runners-nested@0");
	assert_text(told(*state, "BEGIN; " S, WRAPPED_TRANSACTION), "aa runners-nested@0");
	/* behind it nothing is left of the runner's */
	assert_text(told(*state, "BEGIN; COMMIT; " S "BEGIN; " S "COMMIT; " S, WRAPPED_TRANSACTION),
		"aa0bbb0 runners-nested@0");
	assert_text(told(*state, "BEGIN; COMMIT; COMMIT;", WRAPPED_TRANSACTION),
		"aa0 runners-nested@0 not-begun@2");
	assert_text(told(*state, "BEGIN; BEGIN; COMMIT;", WRAPPED_TRANSACTION),
		"aaa runners-nested@0 nested@1");
	/* the runner's COMMIT ends what is begun in the place of its own */
	assert_text(told(*state, "COMMIT; " S "BEGIN; " S, WRAPPED_TRANSACTION), "a0bb ends-runners@0");
}

static void test_transaction__of_a_runner_that_asks_the_server(void **state)
{
	assert_text(told(*state, "VACUUM; VACUUM a;", WRAPPED_UNLESS_REFUSED), "00");
	assert_text(told(*state, "VACUUM; " S, WRAPPED_UNLESS_REFUSED), "aa");
	assert_text(told(*state, "", WRAPPED_UNLESS_REFUSED), "");
}

static void test_transaction__of_a_query_or_batch(void **state)
{
	assert_text(told(*state, S, WRAPPED_QUERY), "0");
	assert_text(told(*state, S S, WRAPPED_QUERY), "aa");
	assert_text(told(*state, S, WRAPPED_BATCH), "a");
	/* an implicit transaction becomes the one of BEGIN */
	assert_text(told(*state, S "BEGIN; " S "COMMIT; " S S, WRAPPED_QUERY), "aaaabb");
	assert_text(told(*state, "BEGIN; " S, WRAPPED_QUERY), "aa never-ended@0");
	assert_text(told(*state, "BEGIN; " S, WRAPPED_BATCH), "aa never-ended@0");
	assert_text(told(*state, S "COMMIT; " S, WRAPPED_QUERY), "aab not-begun@1");
	assert_text(told(*state, S "ROLLBACK; " S, WRAPPED_BATCH), "aab not-begun@1");
}

static void test_transaction__of_what_stands_in_others(void **state)
{
	const struct sql *sql = read_wrapped(*state,
		"BEGIN; DO $$ BEGIN PERFORM 1; END $$; COMMIT; DO $$ BEGIN COMMIT; END $$;", WRAPPED_NOT);

	assert_int_equal(sql->statements.items[4].outer, 1);
	assert_int_equal(sql->statements.items[4].transaction, sql->statements.items[1].transaction);
	assert_true(sql->statements.items[3].ends_transaction);
	assert_int_equal(sql->mistakes.count, 0);
}

/* A body that does not parse is no statement of the query. */
static void test_transaction__of_a_query_with_a_broken_body(void **state)
{
	assert_text(told(*state, "DO $$ BEGIN DROP TABL a; END $$;", WRAPPED_QUERY), "0");
	assert_text(told(*state, "DROP TABL a; " S, WRAPPED_QUERY), "a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_transaction__of_statements_sent_one_by_one),
		with_arena(test_transaction__may_chain),
		with_arena(test_transaction__has_savepoints),
		with_arena(test_mistakes__without_runner),
		with_arena(test_mistakes__in_the_transaction_of_the_runner),
		with_arena(test_transaction__of_a_runner_that_asks_the_server),
		with_arena(test_transaction__of_a_query_or_batch),
		with_arena(test_transaction__of_what_stands_in_others),
		with_arena(test_transaction__of_a_query_with_a_broken_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
