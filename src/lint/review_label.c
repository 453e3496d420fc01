/* SPDX-License-Identifier: MIT */
/* What concerns security, or deletes data: seed 3 lines 437-446. */
#include "lint/review.h"

static const struct label_row {
	enum review_label label;
	const char *name, *check;
	enum reviewer reviewer; /* REVIEWER_COUNT: nobody besides the class's */
} rows[] = {
	{LABEL_AUTH, "auth", "Security review", REVIEWER_SECURITY},
	{LABEL_RLS, "rls", "Security review", REVIEWER_SECURITY},
	{LABEL_CRYPTO, "crypto", "Compliance review", REVIEWER_COMPLIANCE},
	{LABEL_DELETES_DATA, "deletes-data", "Retention policy review", REVIEWER_COUNT},
};

struct str_list review_label_names(struct arena *arena, unsigned labels)
{
	struct str_list names = {0};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if (labels & rows[i].label)
			str_list_add(arena, &names, str_from(rows[i].name));
	return names;
}

void review_labels_require(
	unsigned labels, struct arena *arena, struct reviewers *required, struct str_list *checks)
{
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		if (!(labels & rows[i].label))
			continue;
		if (!str_list_contains(checks, str_from(rows[i].check)))
			str_list_add(arena, checks, str_from(rows[i].check));
		if (rows[i].reviewer != REVIEWER_COUNT)
			required->count[rows[i].reviewer] = 1;
	}
}

/* True if one of the words, separated by '_' in the name, is one of these, separated by '|'. */
static bool has_word(struct str name, const char *words)
{
	struct str part, rest, word;

	while (str_next(&name, '_', &part)) {
		rest = str_from(words);
		while (str_next(&rest, '|', &word))
			if (str_equal_ignoring_case(part, word))
				return true;
	}
	return false;
}

static bool is_one_of(struct str name, const char *words)
{
	struct str rest = str_from(words), word;

	while (str_next(&rest, '|', &word))
		if (str_equal_ignoring_case(name, word))
			return true;
	return false;
}

/* Tables in which users, their sessions and their credentials are kept. */
static bool is_about_auth(struct object_name table)
{
	return str_equal(table.schema, STR("auth")) ||
		has_word(table.name,
			"auth|oauth|authentication|credential|credentials|password|passwords|"
			"mfa|otp|totp|sso|saml|tokens|apikey|apikeys") ||
		is_one_of(table.name, "sessions|user_sessions|api_keys|logins");
}

static bool is_credential(struct str column)
{
	return has_word(column, "password|passwords|passwd|passphrase|credential|credentials|otp|mfa");
}

/* Functions of pgcrypto and pgsodium, the server's own digests, and what is called like them. */
static bool is_about_crypto(struct object_name function)
{
	return is_one_of(function.schema, "vault|pgsodium") ||
		has_word(function.name, "encrypt|decrypt|encrypted|decrypted|crypt|hmac|pgp|pgsodium") ||
		is_one_of(function.name, "digest|gen_salt|gen_random_bytes|sha224|sha256|sha384|sha512");
}

static unsigned labels_of_names(const struct fact *fact)
{
	bool is_column = fact->kind == KIND_COLUMN;
	struct object_name table = fact->table.name.ptr ? fact->table : fact->object;
	unsigned labels = 0;

	switch (fact->kind) {
	case KIND_ROLE:
	case KIND_USER_MAPPING:
		return LABEL_AUTH;
	case KIND_EXTENSION:
		return is_one_of(fact->object.name, "pgcrypto|pgsodium|supabase_vault") ? LABEL_CRYPTO : 0;
	case KIND_SCHEMA:
		table.schema = fact->object.name;
		break;
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
		labels = is_about_crypto(fact->object) ? LABEL_CRYPTO : 0;
		break;
	default:
		break;
	}
	if (is_about_auth(table) || (is_column && is_credential(fact->object.name)))
		labels |= LABEL_AUTH;
	if (is_one_of(table.schema, "vault|pgsodium") ||
		(is_column && has_word(fact->object.name, "encrypted|encryption")))
		labels |= LABEL_CRYPTO;
	return labels;
}

unsigned review_labels_of_fact(const struct fact *fact)
{
	unsigned labels = labels_of_names(fact);

	if (fact->kind == KIND_POLICY || fact->act == ACT_ENABLE_ROW_SECURITY ||
		fact->act == ACT_DISABLE_ROW_SECURITY ||
		attributes_find(&fact->attributes, ATTRIBUTE_FORCE_ROW_SECURITY))
		labels |= LABEL_RLS;
	if (fact->act == ACT_DELETE || fact->act == ACT_TRUNCATE || fact->kind == KIND_OWNED ||
		(fact->act == ACT_DROP && object_kinds[fact->kind].holds_data))
		labels |= LABEL_DELETES_DATA;
	return labels;
}

/* True if the text names something of the schema that is no function: auth.users. */
static bool names_relation_of(struct str text, struct str schema)
{
	for (size_t at = str_find(text, schema, 0); at < text.len; at = str_find(text, schema, at)) {
		size_t end = at + schema.len;
		bool is_word = !at ||
			(!is_alnum(text.ptr[at - 1]) && text.ptr[at - 1] != '_' && text.ptr[at - 1] != '.');

		at = end;
		if (!is_word || end >= text.len || text.ptr[end] != '.')
			continue;
		for (end++;
			 end < text.len && (is_alnum(text.ptr[end]) || str_has(STR("_\""), text.ptr[end]));)
			end++;
		if (end > at + 1 && (end == text.len || text.ptr[end] != '('))
			return true;
	}
	return false;
}

/* What only the text tells: facts do not say which tables a query reads. */
static unsigned labels_of_text(const struct sql *sql, const struct statement *statement)
{
	struct str text = str_slice(sql->text, statement->from, statement->to);

	return (names_relation_of(text, STR("auth")) ? (unsigned)LABEL_AUTH : 0) |
		(names_relation_of(text, STR("vault")) ? (unsigned)LABEL_CRYPTO : 0);
}

/* Definitions that hold queries. A foreign key to a table of users is no change of it. */
static bool holds_queries(const struct fact *fact)
{
	return (fact->act == ACT_CREATE || fact->act == ACT_ALTER) &&
		(fact->kind == KIND_FUNCTION || fact->kind == KIND_PROCEDURE || fact->kind == KIND_VIEW ||
			fact->kind == KIND_MATERIALIZED_VIEW || fact->kind == KIND_POLICY);
}

unsigned *review_labels_of_statements(struct arena *arena, const struct sql *sql)
{
	unsigned *labels = arena_array(arena, unsigned, sql->statements.count);

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];
		const struct statement *statement = fact_statement(sql, fact);

		/* rows that a function deletes are deleted when it is called */
		if (statement->place == PLACE_BODY)
			labels[statement->outer] |= review_labels_of_fact(fact) & LABEL_SECURITY;
		else if (fact->flags & FACT_PART)
			labels[fact->statement] |= review_labels_of_fact(fact);
		if (holds_queries(fact))
			labels[fact->statement] |= labels_of_text(sql, statement);
	}
	for (size_t i = 0; i < sql->calls.count; i++) {
		const struct statement *statement = &sql->statements.items[sql->calls.items[i].statement];

		if (is_about_crypto(sql->calls.items[i].function))
			labels[statement->place == PLACE_BODY ? statement->outer
												  : sql->calls.items[i].statement] |= LABEL_CRYPTO;
	}
	return labels;
}
