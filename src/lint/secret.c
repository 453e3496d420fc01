/* SPDX-License-Identifier: MIT */
#include "lint/secret.h"

#include "base/vec.h"
#include "lint/secret_shape.h"
#include "sql/lexer.h"

/* What is known of a constant while it is judged. */
struct candidate {
	const struct sql *sql;
	const struct literal *literal, *before; /* before: of the same statement; NULL: none */
	struct secret secret;
};

static bool is_any(struct str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_ignoring_case(name, str_from(names[i])))
			return true;
	return false;
}

static bool found(struct candidate *candidate, struct str value, const char *what, struct str owner)
{
	candidate->secret = (struct secret){candidate->literal, value, what, owner};
	return true;
}

static bool found_unless_harmless(
	struct candidate *candidate, struct str value, const char *what, struct str owner)
{
	if (secret_is_placeholder(value) || secret_is_hash(value))
		return false;
	return found(candidate, value, what, owner);
}

static bool is_in_role(const struct candidate *candidate)
{
	const struct statement *statement =
		&candidate->sql->statements.items[candidate->literal->statement];

	return statement->verb &&
		(!strcmp(statement->verb, "CREATE ROLE") || !strcmp(statement->verb, "ALTER ROLE"));
}

/* A role's password is one whatever it is: only what is replaced first, and hashes, are none. */
static bool is_role_secret_value(struct str value)
{
	return value.len && !secret_is_hash(value) && !str_starts(value, STR("${")) &&
		!str_starts(value, STR("$(")) && !str_starts(value, STR("{{")) &&
		!str_starts(value, STR("<")) && !str_starts(value, STR("%")) &&
		!str_equal(value, STR("CHANGE_ME"));
}

static bool is_role_secret(struct candidate *candidate)
{
	return is_role_secret_value(candidate->literal->value) &&
		found(
			candidate, candidate->literal->value, "the password of a role", (struct str){NULL, 0});
}

/* Text that EXECUTE will run. */
static bool is_role_statement(struct str text)
{
	struct token verb, object;

	return lexer_next(text, 0, &verb) && lexer_next(text, verb.to, &object) &&
		(token_is(text, &verb, "create") || token_is(text, &verb, "alter")) &&
		(token_is(text, &object, "role") || token_is(text, &object, "user"));
}

static bool is_option_secret(struct candidate *candidate)
{
	struct str owner = candidate->literal->owner;

	if (is_in_role(candidate))
		return str_equal(owner, STR("password")) && is_role_secret(candidate);
	return (secret_is_name(owner) || str_equal(owner, STR("sslpassword"))) &&
		found_unless_harmless(
			candidate, candidate->literal->value, "the value of the option", owner);
}

/* What stands before the constant, without blanks; empty if that is not known. */
static struct str text_before(const struct candidate *candidate)
{
	size_t at = candidate->literal->to ? candidate->literal->from : 0;

	while (at && is_blank(candidate->sql->text.ptr[at - 1]))
		at--;
	return str_slice(candidate->sql->text, 0, at);
}

static char byte_before(const struct candidate *candidate)
{
	struct str before = text_before(candidate);

	return before.len ? before.ptr[before.len - 1] : '\0';
}

/* A pattern, a suffix, or the key of an object: no value. */
static bool is_pattern(const struct candidate *candidate)
{
	struct str before = text_before(candidate);

	return before.len &&
		(str_has(STR("~|*#@?"), before.ptr[before.len - 1]) || str_ends(before, STR("->")) ||
			str_ends(before, STR("->>")));
}

static bool is_key_column(struct str column)
{
	static const char *const names[] = {
		"key", "name", "setting", "setting_key", "setting_name", "config_key", "option_name"};

	return is_any(column, names, ARRAY_LENGTH(names));
}

static bool is_value_column(struct str column)
{
	static const char *const names[] = {
		"value", "val", "setting_value", "config_value", "option_value"};

	return is_any(column, names, ARRAY_LENGTH(names));
}

/* The label of a form, and not what is typed into it. */
static bool is_words(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!is_alpha(value.ptr[i]) && value.ptr[i] != ' ')
			return false;
	return true;
}

static bool is_column_secret(struct candidate *candidate)
{
	const struct literal *literal = candidate->literal, *before = candidate->before;

	if (is_pattern(candidate))
		return false;
	if (secret_is_name(literal->owner))
		return found_unless_harmless(
			candidate, literal->value, "the value of the column", literal->owner);
	/* a table of settings: ('smtp_password', 'x') */
	if (is_value_column(literal->owner) && before && before->place == LITERAL_COLUMN &&
		is_key_column(before->owner) && secret_is_name(before->value) && !is_words(literal->value))
		return found_unless_harmless(
			candidate, literal->value, "the value of the setting", before->value);
	return false;
}

/* Number of the specifier of format() that stands behind PASSWORD, from 1; 0: there is none. */
static size_t password_specifier(struct str format)
{
	size_t number = 0;

	for (size_t i = 0; i + 1 < format.len; i++) {
		struct str before = str_trim(str_slice(format, 0, i));

		if (format.ptr[i] != '%')
			continue;
		if (format.ptr[++i] == '%')
			continue;
		number++;
		if (before.len && before.ptr[before.len - 1] == '\'')
			before = str_trim(str_slice(before, 0, before.len - 1));
		if (str_equal_ignoring_case(
				str_slice(before, before.len > 8 ? before.len - 8 : 0, before.len),
				STR("password")))
			return number;
	}
	return 0;
}

/* Number of arguments between two places of a call. */
static size_t arguments_between(struct str text, size_t from, size_t to)
{
	size_t count = 0, depth = 0;
	struct token token;

	for (size_t at = from; lexer_next(text, at, &token) && token.from < to; at = token.to) {
		depth += token_is_byte(text, &token, '(');
		depth -= depth && token_is_byte(text, &token, ')');
		count += !depth && token_is_byte(text, &token, ',');
	}
	return count;
}

/* format('ALTER ROLE %I PASSWORD %L', 'app', 'x') */
static bool is_formatted_secret(struct candidate *candidate)
{
	const struct literal *literal = candidate->literal, *format = literal;

	if (!str_equal(literal->owner, STR("format")) || byte_before(candidate) != ',')
		return false;
	while (format > candidate->sql->literals.items && format[-1].statement == literal->statement &&
		str_equal(format[-1].owner, literal->owner)) {
		size_t number = password_specifier((--format)->value);

		if (number)
			return number == arguments_between(candidate->sql->text, format->to, literal->from) &&
				is_role_secret(candidate);
	}
	return false;
}

/* 'key', 'value' with nothing else between them. */
static bool stands_behind(const struct candidate *candidate)
{
	const struct literal *before = candidate->before, *literal = candidate->literal;

	return before && before->place == LITERAL_ARGUMENT &&
		str_equal(before->owner, literal->owner) &&
		str_equal(str_trim(str_slice(candidate->sql->text, before->to, literal->from)), STR(","));
}

/* name => 'x'; empty for an argument without its name. */
static struct str named_argument(const struct candidate *candidate)
{
	struct str before = text_before(candidate);
	size_t from;

	if (!str_ends(before, STR("=>")) && !str_ends(before, STR(":=")))
		return STR("");
	before = str_trim(str_slice(before, 0, before.len - 2));
	for (from = before.len; from && (is_alnum(before.ptr[from - 1]) || before.ptr[from - 1] == '_');
		 from--)
		;
	return str_slice(before, from, before.len);
}

/* Functions that take a key or password. */
static bool is_argument_secret(struct candidate *candidate)
{
	static const char *const takers[] = {"crypt", "create_secret", "update_secret"};
	static const char *const ciphers[] = {
		"pgp_sym_encrypt", "pgp_sym_decrypt", "pgp_sym_encrypt_bytea", "pgp_sym_decrypt_bytea"};
	static const char *const pairs[] = {
		"set_config", "json_build_object", "jsonb_build_object", "hstore"};
	const struct literal *literal = candidate->literal, *before = candidate->before;

	if (is_any(literal->owner, takers, ARRAY_LENGTH(takers)) && byte_before(candidate) != ',')
		return found_unless_harmless(candidate, literal->value, "an argument of", literal->owner);
	/* the first argument is what is encrypted */
	if (is_any(literal->owner, ciphers, ARRAY_LENGTH(ciphers)) && byte_before(candidate) != '(' &&
		!str_starts(literal->value, STR("cipher-algo")) &&
		!str_starts(literal->value, STR("compress-algo")))
		return found_unless_harmless(candidate, literal->value, "an argument of", literal->owner);
	if (is_any(literal->owner, pairs, ARRAY_LENGTH(pairs)) && stands_behind(candidate) &&
		secret_is_name(before->value))
		return found_unless_harmless(
			candidate, literal->value, "the value of the setting", before->value);
	if (secret_is_name(named_argument(candidate)))
		return found_unless_harmless(
			candidate, literal->value, "the value of the argument", named_argument(candidate));
	return is_formatted_secret(candidate);
}

/* name := 'x', name text DEFAULT 'x' in a block: the line starts with what it is assigned to. */
static struct str assigned_name(const struct candidate *candidate)
{
	struct str text = candidate->sql->text, line, name, nothing = {NULL, 0};
	size_t from = candidate->literal->from, end;

	if (!candidate->literal->to)
		return nothing;
	while (from && text.ptr[from - 1] != '\n')
		from--;
	line = str_trim(str_slice(text, from, candidate->literal->from));
	if (str_equal_ignoring_case(str_slice(line, 0, 8), STR("declare ")))
		line = str_trim(str_slice(line, 8, line.len));
	if (!str_ends(line, STR("=")) &&
		!str_equal_ignoring_case(str_slice(line, line.len - 7, line.len), STR("default")))
		return nothing;
	for (end = 0; end < line.len && (is_alnum(line.ptr[end]) || line.ptr[end] == '_'); end++)
		;
	name = str_slice(line, 0, end);
	return name;
}

static bool is_assigned_secret(struct candidate *candidate)
{
	struct str name = assigned_name(candidate);

	return secret_is_name(name) && !is_pattern(candidate) &&
		found_unless_harmless(
			candidate, candidate->literal->value, "the value of the variable", name);
}

/* An address, a checksum, an image: long, mixed, and meant for everybody. */
static bool is_public(struct str owner)
{
	static const char *const ends[] = {"id", "public_key", "pubkey", "address", "hash", "checksum",
		"digest", "signature", "etag", "fingerprint", "image", "avatar", "icon", "content", "data",
		"body", "slug", "url", "uri", "path", "cursor", "html", "certificate", "cert", "sha",
		"sha256", "md5", "wallet", "mint", "decode", "convert_from"};

	for (size_t i = 0; i < ARRAY_LENGTH(ends); i++) {
		struct str end = str_from(ends[i]);

		if (str_equal_ignoring_case(str_slice(owner, owner.len - end.len, owner.len), end) &&
			owner.len >= end.len)
			return true;
	}
	return false;
}

/* "password": "string" describes, and tells none. */
static bool is_description(struct str value)
{
	static const char *const words[] = {"string", "text", "password", "required", "optional",
		"hidden", "object", "number", "boolean", "secret", "token", "varchar", "uuid"};

	return is_any(value, words, ARRAY_LENGTH(words));
}

/* What it looks like, wherever it stands. */
static bool is_shaped_secret(struct candidate *candidate)
{
	const struct literal *literal = candidate->literal;
	struct secret_shape shape = {0, 0, NULL};
	struct str value;

	for (size_t at = 0; secret_shape_find(literal->value, at, &shape); at = shape.to) {
		value = str_slice(literal->value, shape.from, shape.to);
		if (found_unless_harmless(candidate, value, shape.what, (struct str){NULL, 0}))
			return true;
	}
	if (literal->place == LITERAL_COMMENT)
		return false;
	for (size_t at = 0; secret_assignment_find(literal->value, at, &shape); at = shape.to) {
		value = str_slice(literal->value, shape.from, shape.to);
		if (is_role_statement(literal->value) && is_role_secret_value(value))
			return found(candidate, value, "the password of a role", (struct str){NULL, 0});
		if (!is_description(value) &&
			found_unless_harmless(candidate, value, shape.what, (struct str){NULL, 0}))
			return true;
	}
	return (literal->place == LITERAL_VALUE || literal->place == LITERAL_COLUMN ||
			   literal->place == LITERAL_ARGUMENT) &&
		secret_is_random(literal->value) && !is_public(literal->owner) &&
		found(candidate, literal->value, "a string that looks like a key", (struct str){NULL, 0});
}

static bool is_secret(struct candidate *candidate)
{
	/* :'name', psql's */
	if (candidate->literal->to && candidate->literal->from &&
		candidate->sql->text.ptr[candidate->literal->from - 1] == ':')
		return false;
	switch (candidate->literal->place) {
	case LITERAL_OPTION:
		return is_option_secret(candidate) || is_shaped_secret(candidate);
	case LITERAL_SETTING:
		if (secret_is_name(candidate->literal->owner) &&
			found_unless_harmless(candidate, candidate->literal->value,
				"the value of the parameter", candidate->literal->owner))
			return true;
		return is_shaped_secret(candidate);
	case LITERAL_COLUMN:
		return is_column_secret(candidate) || is_shaped_secret(candidate);
	case LITERAL_ARGUMENT:
		return is_argument_secret(candidate) || is_shaped_secret(candidate);
	case LITERAL_VALUE:
		return is_assigned_secret(candidate) || is_shaped_secret(candidate);
	case LITERAL_COMMENT:
		return is_shaped_secret(candidate);
	}
	return false;
}

struct secrets secrets_find(struct arena *arena, const struct sql *sql)
{
	struct secrets secrets = {0};

	for (size_t i = 0; i < sql->literals.count; i++) {
		struct candidate candidate = {.sql = sql, .literal = &sql->literals.items[i]};

		if (i && candidate.literal[-1].statement == candidate.literal->statement)
			candidate.before = candidate.literal - 1;
		if (is_secret(&candidate))
			*vec_push(arena, &secrets) = candidate.secret;
	}
	return secrets;
}
