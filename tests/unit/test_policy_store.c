/* SPDX-License-Identifier: MIT */
/* A policy kept and read again is the same, and no damaged image is. */
#include "unit/words.h"

#include "policy/policy_store.h"

#define BUILD STR("1.0 abc")

static const char text[] = "extends: [additive-prisma]\n"
						   "sets: [{path: db, runner: plain, snapshot: none}]\n"
						   "protected: [main, 'a b']\n"
						   "rules: {header-missing: {severity: error, fields: [Author, Ticket]}, "
						   "transaction-missing: error}\n"
						   "grandfather:\n"
						   "  - {rule: header-missing, path: \"db/1 \\n\\\" x.sql\"}\n"
						   "  - {rule: header-missing, path: db/1.sql, fingerprint: "
						   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}\n"
						   "  - {rule: name-malformed, path: db/1.sql, fingerprint: "
						   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}\n"
						   "  - {rule: migration-count}\n";

static struct policy load(struct arena *arena, const char *bytes)
{
	struct vocabulary *vocabulary = arena_new(arena, struct vocabulary);
	struct policy policy;
	struct error error;

	*vocabulary = words_of(arena);
	if (policy_load(&policy, arena, vocabulary, str_from(bytes), STR("p.yaml"), &error))
		fail_msg("%s", error.message);
	return policy;
}

static void assert_same_text(struct str a, struct str b)
{
	assert_int_equal(!a.ptr, !b.ptr);
	assert_true(str_equal(a, b));
}

static void assert_same_list(const struct str_list *a, const struct str_list *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_same_text(a->items[i], b->items[i]);
}

static void assert_same(const struct policy *a, const struct policy *b)
{
	assert_int_equal(a->settings.count, b->settings.count);
	for (size_t i = 0; i < a->settings.count; i++) {
		const struct setting *first = &a->settings.items[i], *second = &b->settings.items[i];

		assert_same_text(first->key, second->key);
		assert_same_text(first->value, second->value);
		assert_same_text(first->from, second->from);
		assert_same_list(&first->list, &second->list);
		assert_int_equal(first->is_shipped, second->is_shipped);
	}
	assert_int_equal(a->grandfathers.count, b->grandfathers.count);
	for (size_t i = 0; i < a->grandfathers.count; i++) {
		assert_same_text(a->grandfathers.items[i].rule, b->grandfathers.items[i].rule);
		assert_same_text(a->grandfathers.items[i].path, b->grandfathers.items[i].path);
		assert_same_text(
			a->grandfathers.items[i].fingerprint, b->grandfathers.items[i].fingerprint);
	}
	assert_same_text(a->source, b->source);
}

static void test_restore__gives_what_was_stored(void **state)
{
	static const char *const texts[] = {text, "", "protected: []", "grandfather: []"};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct policy before = load(*state, texts[i]), after;
		struct str image = policy_store(*state, &before, BUILD);

		assert_true(policy_restore(&after, *state, before.vocabulary, image, before.source, BUILD));
		assert_int_equal(after.grandfathers.count, 0);
		assert_true(policy_restore_excuses(&after));
		assert_same(&before, &after);
	}
}

static void test_restore__keeps_each_text_once(void **state)
{
	struct policy policy = load(*state, text);
	struct str image = policy_store(*state, &policy, BUILD), digits = STR("e3b0c44298fc1c149afb");
	size_t at = str_find(image, digits, 0);

	assert_true(at < image.len);
	assert_int_equal(str_find(image, digits, at + 1), image.len);
}

static bool restore(struct arena *arena, const struct policy *policy, struct str image)
{
	struct policy after;

	return policy_restore(&after, arena, policy->vocabulary, image, policy->source, BUILD) &&
		policy_restore_excuses(&after);
}

static void test_restore__refuses_what_is_damaged_or_of_another_build(void **state)
{
	struct policy policy = load(*state, text), after;
	struct str image = policy_store(*state, &policy, BUILD);
	char *bytes = arena_alloc(*state, image.len);

	assert_true(restore(*state, &policy, image));
	assert_false(
		policy_restore(&after, *state, policy.vocabulary, image, policy.source, STR("1.0 abd")));
	for (size_t i = 0; i < image.len; i++) {
		memcpy(bytes, image.ptr, image.len);
		bytes[i] ^= 0x55;
		assert_false(restore(*state, &policy, (struct str){bytes, image.len}));
		assert_false(restore(*state, &policy, (struct str){image.ptr, i}));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_restore__gives_what_was_stored),
		with_arena(test_restore__keeps_each_text_once),
		with_arena(test_restore__refuses_what_is_damaged_or_of_another_build),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
