/* SPDX-License-Identifier: MIT */
/* Names of credentials, and values that are none. */
#include "lint/secret_shape.h"

/* One in so many pairs of bytes of a random string may be the same. */
enum { RANDOM_LEAST = 24, RANDOM_MOST = 512, SAME_AT_MOST = 13 };

/* As snake_case, without the part before a dot: apiKey is api_key, app.jwt_secret is jwt_secret. */
static struct str snake_case(struct str name, char *ret, size_t size)
{
	size_t len = 0;

	for (size_t i = name.len; i > 0; i--)
		if (name.ptr[i - 1] == '.') {
			name = str_slice(name, i, name.len);
			break;
		}
	for (size_t i = 0; i < name.len && len + 2 < size; i++) {
		if (i && is_upper(name.ptr[i]) && is_lower(name.ptr[i - 1]))
			ret[len++] = '_';
		ret[len++] = name.ptr[i] == '-' ? '_' : lower(name.ptr[i]);
	}
	return (struct str){ret, len};
}

static bool starts_with_any(struct str text, const char *const *starts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_ignoring_case(str_slice(text, 0, strlen(starts[i])), str_from(starts[i])))
			return true;
	return false;
}

bool secret_is_name(struct str name)
{
	static const struct str names[] = {{"password", 8}, {"passwd", 6}, {"pass", 4}, {"pwd", 3},
		{"passphrase", 10}, {"passwort", 8}, {"passcode", 8}, {"secret", 6}, {"api_key", 7},
		{"apikey", 6}, {"access_key", 10}, {"accesskey", 9}, {"secret_key", 10},
		{"private_key", 11}, {"privatekey", 10}, {"encryption_key", 14}, {"signing_key", 11},
		{"service_role_key", 16}, {"auth_key", 8}, {"master_key", 10}, {"token", 5}, {"jwt", 3},
		{"bearer", 6}, {"credential", 10}, {"credentials", 11}, {"db_pass", 7}, {"smtp_pass", 9},
		{"user_pass", 9}, {"secretkey", 9}, {"authtoken", 9}, {"accesstoken", 11},
		{"refreshtoken", 12}};
	static const struct str questions[] = {{"is_", 3}, {"has_", 4}, {"needs_", 6}, {"uses_", 5},
		{"use_", 4}, {"allow_", 6}, {"require_", 8}, {"requires_", 9}, {"show_", 5}, {"no_", 3}};
	char buffer[80];
	struct str snake;

	if (name.len < 3 || name.len > sizeof buffer - 20)
		return false;
	snake = snake_case(name, buffer, sizeof buffer);
	for (size_t i = 0; i < ARRAY_LENGTH(questions); i++)
		if (str_starts(snake, questions[i]))
			return false;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct str word = names[i];

		if (snake.len >= word.len && snake.ptr[snake.len - 1] == word.ptr[word.len - 1] &&
			str_ends(snake, word) &&
			(snake.len == word.len || snake.ptr[snake.len - word.len - 1] == '_'))
			return true;
	}
	return false;
}

static bool is_one_byte_only(struct str value)
{
	for (size_t i = 1; i < value.len; i++)
		if (value.ptr[i] != value.ptr[0])
			return false;
	return value.len > 2 || str_has(STR("*x?."), value.ptr[0]);
}

static bool has_ignoring_case(struct str value, struct str part)
{
	for (size_t i = 0; i + part.len <= value.len; i++)
		if (str_equal_ignoring_case(str_slice(value, i, i + part.len), part))
			return true;
	return false;
}

bool secret_is_placeholder(struct str value)
{
	static const char *const starts[] = {"<", "${", "{{", "$(", "%(", "%{", "your-", "your_",
		"your ", "[", "replace-", "replace_", "insert-", "insert_", "enter-", "changeme",
		"change_me", "change-me", "change this", "placeholder", "redacted", "example", "dummy",
		"todo", "tbd"};
	static const char *const words[] = {"null", "none", "n/a", "na", "unset", "undefined", "nil",
		"true", "false", "%s", "%L", "%I", "?", "-", "--", "default", "disabled", "enabled"};

	value = str_trim(value);
	if (!value.len || starts_with_any(value, starts, ARRAY_LENGTH(starts)) ||
		is_one_byte_only(value) || value.ptr[0] == '$')
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (str_equal_ignoring_case(value, str_from(words[i])))
			return true;
	return has_ignoring_case(value, STR("xxxx")) || has_ignoring_case(value, STR("****")) ||
		has_ignoring_case(value, STR("....")) || has_ignoring_case(value, STR("EXAMPLE")) ||
		has_ignoring_case(value, STR("your-")) || has_ignoring_case(value, STR("your_"));
}

static bool is_hex(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!is_digit(value.ptr[i]) && !str_has(STR("abcdefABCDEF"), value.ptr[i]))
			return false;
	return value.len > 0;
}

bool secret_is_hash(struct str value)
{
	static const char *const starts[] = {"SCRAM-SHA-256$", "$2a$", "$2b$", "$2y$", "$2x$",
		"$argon2", "$1$", "$5$", "$6$", "$y$", "$scrypt$", "$pbkdf2", "pbkdf2",
		"scrypt:", "bcrypt$", "argon2", "bcrypt_sha256$", "{SSHA}", "{SHA}", "sha256$", "sha1$",
		"sha512$", "sha256-", "sha384-", "sha512-"};

	if (starts_with_any(value, starts, ARRAY_LENGTH(starts)))
		return true;
	if (str_starts(value, STR("md5")) && value.len == 35)
		return is_hex(str_slice(value, 3, value.len));
	return is_hex(value) &&
		(value.len == 32 || value.len == 40 || value.len == 56 || value.len == 64 ||
			value.len == 96 || value.len == 128);
}

/* Two bytes taken from it by lot are seldom the same: the text has much entropy (Renyi's, of order
 * two; words of a language have less). */
static bool is_mixed(struct str value)
{
	size_t counts[256] = {0}, same = 0;

	for (size_t i = 0; i < value.len; i++)
		same += 2 * counts[(unsigned char)value.ptr[i]]++ + 1;
	return same * SAME_AT_MOST <= value.len * value.len;
}

/* What names things at other services, and is no secret. */
static bool is_identifier(struct str value)
{
	static const char *const starts[] = {"acct_", "ch_", "cus_", "evt_", "in_", "pi_", "plan_",
		"pm_", "price_", "prod_", "si_", "sub_", "txn_", "txr_", "tax_", "seti_", "promo_", "pk_",
		"sb_publishable_", "user_", "org_", "data:", "ssh-", "0x"};

	return starts_with_any(value, starts, ARRAY_LENGTH(starts));
}

bool secret_is_random(struct str value)
{
	size_t lowers = 0, uppers = 0, digits = 0, digit_groups = 0;

	if (value.len < RANDOM_LEAST || value.len > RANDOM_MOST || is_identifier(value) ||
		secret_is_hash(value) || secret_is_placeholder(value))
		return false;
	for (size_t i = 0; i < value.len; i++) {
		char byte = value.ptr[i];

		if (!is_alnum(byte) && !str_has(STR("+/=_-.~!@#$%^&*"), byte))
			return false;
		lowers += is_lower(byte);
		uppers += is_upper(byte);
		digits += is_digit(byte);
		digit_groups += is_digit(byte) && (!i || !is_digit(value.ptr[i - 1]));
	}
	/* words in camelCase have few digits, and these together */
	if (lowers < 3 || uppers < 3 || digits < 3 || digit_groups < 3)
		return false;
	/* the '/' of base64, not of a path: that has few capitals */
	if (memchr(value.ptr, '/', value.len - 1) && (value.len < 40 || uppers < 5))
		return false;
	return is_mixed(value);
}
