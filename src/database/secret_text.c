/* SPDX-License-Identifier: MIT */
#include "database/secret_text.h"

#include "base/sort.h"

void secrets_add(struct arena *arena, struct str_list *secrets, struct str secret)
{
	if (secret.len && !str_list_contains(secrets, secret))
		str_list_add(arena, secrets, secret);
}

static int hex_value(char digit)
{
	return is_digit(digit)                           ? digit - '0'
		: lower(digit) >= 'a' && lower(digit) <= 'f' ? lower(digit) - 'a' + 10
													 : -1;
}

/* %40 is '@' (RFC 3986, 2.1). */
static struct str percent_decoded(struct arena *arena, struct str text)
{
	struct text decoded = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len ? hex_value(text.ptr[i + 1]) : -1;
		int low = high >= 0 ? hex_value(text.ptr[i + 2]) : -1;

		if (text.ptr[i] == '%' && low >= 0) {
			text_add_byte(&decoded, (char)(high * 16 + low));
			i += 2;
		} else {
			text_add_byte(&decoded, text.ptr[i]);
		}
	}
	return text_str(&decoded);
}

static size_t last_of(struct str text, char byte)
{
	size_t at = text.len;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == byte)
			at = i;
	return at;
}

/* The value of a key, as `password=secret` or `password='a secret'`, in a string or a query. */
static void add_values(
	struct arena *arena, struct str_list *secrets, struct str url, struct str key)
{
	for (size_t at = str_find(url, key, 0); at < url.len; at = str_find(url, key, at + 1)) {
		struct str value = str_trim(str_slice(url, at + key.len, url.len));

		if (!str_starts(value, STR("=")))
			continue;
		value = str_trim(str_slice(value, 1, value.len));
		if (str_starts(value, STR("'"))) {
			size_t end = 1;

			while (end < value.len && value.ptr[end] != '\'')
				end += value.ptr[end] == '\\' ? 2 : 1;
			secrets_add(arena, secrets, str_slice(value, 1, end));
			continue;
		}
		for (size_t end = 0; end <= value.len; end++)
			if (end == value.len || is_blank(value.ptr[end]) || value.ptr[end] == '&') {
				secrets_add(arena, secrets, str_slice(value, 0, end));
				secrets_add(arena, secrets, percent_decoded(arena, str_slice(value, 0, end)));
				break;
			}
	}
}

struct str_list secrets_of_url(struct arena *arena, struct str url)
{
	size_t scheme = str_find(url, STR("://"), 0), colon, at;
	struct str_list secrets = {0};
	struct str rest, part;

	secrets_add(arena, &secrets, url);
	add_values(arena, &secrets, url, STR("password"));
	if (scheme == url.len)
		return secrets;
	rest = str_slice(url, scheme + 3, url.len);
	colon = str_find(rest, STR(":"), 0);
	at = last_of(rest, '@');
	if (at == rest.len || colon >= at)
		return secrets;
	rest = str_slice(rest, colon + 1, at);
	secrets_add(arena, &secrets, rest);
	secrets_add(arena, &secrets, percent_decoded(arena, rest));
	/* A password with an unescaped '@', '/' or ':' is cut there, and the rest taken for a host. */
	for (size_t from = 0, i = 0; i <= rest.len; i++) {
		if (i < rest.len && !str_has(STR("@/:?#"), rest.ptr[i]))
			continue;
		part = str_slice(rest, from, i);
		from = i + 1;
		/* of a letter or two that are no more than a part of it nobody learns it */
		if (part.len > 2)
			secrets_add(arena, &secrets, part);
	}
	return secrets;
}

/* The longer ones first: one may hold another. */
static int by_length(const void *left, const void *right)
{
	const struct str *a = left, *b = right;

	return (a->len < b->len) - (a->len > b->len);
}

struct str without_secrets(struct arena *arena, struct str text, const struct str_list *secrets)
{
	struct str_list sorted = {0};
	struct text out = {.arena = arena};

	for (size_t i = 0; i < secrets->count; i++)
		str_list_add(arena, &sorted, secrets->items[i]);
	sort(sorted.items, sorted.count, sizeof *sorted.items, by_length);
	for (size_t at = 0; at < text.len;) {
		struct str rest = str_slice(text, at, text.len);
		size_t i = 0;

		while (i < sorted.count && !str_starts(rest, sorted.items[i]))
			i++;
		if (i < sorted.count) {
			text_add(&out, STR("***"));
			at += sorted.items[i].len;
		} else {
			text_add_byte(&out, text.ptr[at++]);
		}
	}
	return text_str(&out);
}
