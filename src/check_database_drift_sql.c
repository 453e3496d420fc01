/* SPDX-License-Identifier: MIT */
#include "check_database_drift_sql.h"

#include <stdint.h>

#include "base/escape.h"
#include "database/drift_sql.h"
#include "sql/split.h"

/* What came of the SQL on a copy of the left side. */
struct outcome {
	struct drift_objects left; /* what differs all the same */
	struct replay_failures failures;
	struct str refusal; /* why it does not run as one transaction; ptr NULL: it does */
};

static int try(struct database_drift *drift, const struct drift_comparison *comparison,
	struct str sql, struct outcome *ret, struct error *reterr)
{
	struct schema_side mended = comparison->left, right = comparison->right;

	if (scratch_check_script(&drift->scratch, comparison->set, &comparison->left, sql, &mended,
			&ret->refusal, reterr))
		return -1;
	ret->failures = mended.failures;
	return scratch_check_compare(
		&drift->scratch, comparison->set, &mended, &right, &ret->left, reterr);
}

/* How the statement begins that failed: its number in the script means nothing to who reads it. */
static struct str first_words(
	struct arena *arena, struct str sql, const struct replay_failure *failure)
{
	struct str copy = str_copy(arena, sql), rest = STR(""), word;
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)copy.ptr, copy.len);
	struct text words = {.arena = arena};

	if (failure->statement && failure->statement <= pieces.count)
		rest = str_slice(sql, pieces.items[failure->statement - 1].from,
			pieces.items[failure->statement - 1].to);
	while (word = str_next_word(&rest), word.len && words.len < 60)
		text_addf(&words, "%s%.*s", words.len ? " " : "", STR_ARG(word));
	text_add(&words, word.len ? STR(" ...") : STR(""));
	return escape_text(arena, text_str(&words), false);
}

/* Each line of what is left to be done begins with `-- by hand`: `mighook new --from-drift` tells
 * them. An empty line ends what is no part of a migration. */
static void add_outcome(struct text *text, const struct outcome *outcome, struct str sql)
{
	const struct drift_objects *left = &outcome->left;
	const struct replay_failures *failures = &outcome->failures;

	text_add(text,
		left->count || failures->count
			? STR("\n")
			: STR("-- proven on a scratch server: it leads to the schema of the database\n\n"));
	for (size_t i = 0; i < failures->count; i++)
		text_addf(text, "-- by hand: this fails: %s: %s\n",
			first_words(text->arena, sql, &failures->items[i]).ptr, failures->items[i].message.ptr);
	if (!failures->count && outcome->refusal.ptr)
		text_addf(text, "-- by hand: it cannot be one transaction, make two migrations of it: %s\n",
			outcome->refusal.ptr);
	if (!left->count)
		return;
	text_addf(text, "-- by hand: %zu object%s still differ%s after it:", left->count,
		left->count == 1 ? "" : "s", left->count == 1 ? "s" : "");
	for (size_t i = 0; i < left->count; i++)
		text_addf(text, "%s %.*s %s", i ? "," : "", STR_ARG(left->items[i].kind),
			escape_text(text->arena, left->items[i].name, false).ptr);
	text_add_byte(text, '\n');
}

/* What was dropped and made anew has lost its comments and indexes: what is left to differ is
 * mended in another round, as long as that helps. */
static int write_sql(struct database_drift *drift, const struct drift_comparison *comparison,
	struct text *text, struct error *reterr)
{
	struct arena *arena = drift->database.check->arena;
	struct outcome outcome = {.left = comparison->objects};
	struct text sql = {.arena = arena};
	size_t by_hand = 0, before;

	do {
		size_t more;

		before = outcome.left.count;
		text_add(&sql, drift_sql(arena, &outcome.left, &more));
		by_hand += more;
		if (try(drift, comparison, text_str(&sql), &outcome, reterr))
			return -1;
	} while (
		outcome.left.count && outcome.left.count < before && !by_hand && !outcome.failures.count);
	add_outcome(text, &outcome, text_str(&sql));
	text_add(text, text_str(&sql));
	return 0;
}

int check_database_drift_sql(struct database_drift *drift, struct str *ret, struct error *reterr)
{
	struct text text = {.arena = drift->database.check->arena};

	for (size_t i = 0; i < drift->comparisons.count; i++) {
		const struct drift_comparison *comparison = drift->comparisons.items[i];

		if (comparison->is_live && comparison->objects.count &&
			write_sql(drift, comparison, &text, reterr))
			return -1;
	}
	*ret = text_str(&text);
	return 0;
}
