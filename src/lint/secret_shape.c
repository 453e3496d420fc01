/* SPDX-License-Identifier: MIT */
#include "lint/secret_shape.h"

/* Longer parts are none of these: a text is read once, whatever it holds. */
enum {
	LONGEST_JWT_HEADER = 2048,
	LONGEST_URL_LOGIN = 512,
	LONGEST_PEM_LABEL = 20,
	LEAST_BEARER = 8
};

/* Asked of every byte of a text: no call. */
static inline bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(byte >= '0' && byte <= '9') || byte == '_';
}

static bool is_key_byte(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '-' || byte == '+' || byte == '=';
}

/* Keys that say by their first bytes whose they are. */
static const struct key_shape {
	const char *start;
	size_t least; /* bytes behind it */
	const char *what;
} key_shapes[] = {
	{"AKIA", 16, "an access key of AWS"},
	{"ASIA", 16, "an access key of AWS"},
	{"AIza", 30, "an API key of Google"},
	{"SG.", 30, "an API key of SendGrid"},
	{"dop_v1_", 32, "a token of DigitalOcean"},
	{"gho_", 20, "a token of GitHub"},
	{"ghp_", 20, "a token of GitHub"},
	{"ghr_", 20, "a token of GitHub"},
	{"ghs_", 20, "a token of GitHub"},
	{"ghu_", 20, "a token of GitHub"},
	{"github_pat_", 20, "a token of GitHub"},
	{"glpat-", 16, "a token of GitLab"},
	{"hf_", 30, "a token of Hugging Face"},
	{"npm_", 30, "a token of npm"},
	{"rk_live_", 10, "an API key of Stripe"},
	{"rk_test_", 10, "an API key of Stripe"},
	{"sb_secret_", 10, "a secret key of Supabase"},
	{"sbp_", 30, "a token of Supabase"},
	{"shpat_", 30, "a token of Shopify"},
	{"sk-ant-", 20, "an API key"},
	{"sk-proj-", 20, "an API key"},
	{"sk-", 40, "an API key"},
	{"sk_live_", 10, "an API key of Stripe"},
	{"sk_test_", 10, "an API key of Stripe"},
	{"whsec_", 16, "the secret of a webhook"},
	{"xoxa-", 10, "a token of Slack"},
	{"xoxb-", 10, "a token of Slack"},
	{"xoxe-", 10, "a token of Slack"},
	{"xoxp-", 10, "a token of Slack"},
	{"xoxr-", 10, "a token of Slack"},
	{"xoxs-", 10, "a token of Slack"},
};

static size_t skip_key_bytes(struct str text, size_t at)
{
	while (at < text.len && is_key_byte(text.ptr[at]))
		at++;
	return at;
}

static bool read_key(struct str text, size_t at, struct secret_shape *ret)
{
	struct str rest = str_slice(text, at, text.len);

	for (size_t i = 0; i < ARRAY_LENGTH(key_shapes); i++) {
		const struct key_shape *shape = &key_shapes[i];
		struct str start;
		size_t end;

		if (shape->start[0] > text.ptr[at])
			break; /* they are sorted by it */
		if (shape->start[0] != text.ptr[at])
			continue;
		start = str_from(shape->start);
		if (!str_starts(rest, start))
			continue;
		end = skip_key_bytes(text, at + start.len);
		/* SendGrid's have a dot inside */
		if (end < text.len && text.ptr[end] == '.' && str_equal(start, STR("SG.")))
			end = skip_key_bytes(text, end + 1);
		if (end - at < start.len + shape->least)
			continue;
		*ret = (struct secret_shape){at, end, shape->what};
		return true;
	}
	return false;
}

/* RFC 7519: two objects of JSON in base64url, which start with eyJ, and a signature. */
static bool read_jwt(struct str text, size_t at, struct secret_shape *ret)
{
	size_t first = skip_key_bytes(str_slice(text, 0, at + LONGEST_JWT_HEADER), at), second;

	if (!str_starts(str_slice(text, at, text.len), STR("eyJ")) || first - at < 10 ||
		!str_starts(str_slice(text, first, text.len), STR(".eyJ")))
		return false;
	second = skip_key_bytes(text, first + 1);
	if (second < text.len && text.ptr[second] == '.')
		second = skip_key_bytes(text, second + 1);
	*ret = (struct secret_shape){at, second, "a JSON web token"};
	return true;
}

/* RFC 7468, from its first line to its last. */
static bool read_pem(struct str text, size_t at, struct secret_shape *ret)
{
	struct str rest = str_slice(text, at, text.len), begin = STR("-----BEGIN ");
	struct str end = STR("PRIVATE KEY-----");
	size_t label, last;

	if (!str_starts(rest, begin))
		return false;
	label = begin.len + LONGEST_PEM_LABEL + end.len;
	label = str_find(str_slice(rest, 0, label), end, 0);
	if (!str_starts(str_slice(rest, label, rest.len), end))
		return false;
	last = str_find(rest, end, label + end.len);
	*ret = (struct secret_shape){
		at, at + (last < rest.len ? last + end.len : rest.len), "a private key"};
	return true;
}

static bool ends_url(char byte)
{
	return is_blank(byte) || str_has(STR("'\"`<>\\|^"), byte);
}

/* A port, in a URL. */
static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return true;
}

/* scheme://user:password@host, at the "://". */
static bool read_url(struct str text, size_t at, struct secret_shape *ret)
{
	size_t password = 0, last = 0, end = at + 3;

	if (!str_starts(str_slice(text, at, text.len), STR("://")) || !at ||
		!is_alnum(text.ptr[at - 1]))
		return false;
	for (; end < text.len && end < at + LONGEST_URL_LOGIN && !ends_url(text.ptr[end]); end++) {
		if (str_has(STR("/?#"), text.ptr[end]) && !last &&
			(!password || is_number(str_slice(text, password, end))))
			return false;
		/* a password may hold what it should not: the last '@' before the path counts */
		if (last && str_has(STR("/?#"), text.ptr[end]))
			break;
		if (text.ptr[end] == ':' && !password)
			password = end + 1;
		if (text.ptr[end] == '@')
			last = end;
	}
	if (!password || last <= password)
		return false;
	*ret = (struct secret_shape){password, last, "the password of a URL"};
	return true;
}

/* Authorization: Bearer x. At the 'B'. */
static bool read_bearer(struct str text, size_t at, struct secret_shape *ret)
{
	struct str word = STR("Bearer ");
	size_t from = at + word.len, to;

	if (!str_equal_ignoring_case(str_slice(text, at, from), word))
		return false;
	to = skip_key_bytes(text, from);
	while (to < text.len && (text.ptr[to] == '.' || text.ptr[to] == '/'))
		to = skip_key_bytes(text, to + 1);
	if (to - from < LEAST_BEARER || secret_is_placeholder(str_slice(text, from, to)))
		return false;
	*ret = (struct secret_shape){from, to, "a bearer token"};
	return true;
}

/* libpq: password=x, password='x y'; also a parameter of a URL. At the 'p'. */
static bool read_conninfo(struct str text, size_t at, struct secret_shape *ret)
{
	struct str word = STR("password");
	size_t from = at + word.len, to;

	if (!str_equal_ignoring_case(str_slice(text, at, from), word))
		return false;
	while (from < text.len && text.ptr[from] == ' ')
		from++;
	if (from >= text.len || text.ptr[from] != '=')
		return false;
	from++;
	while (from < text.len && text.ptr[from] == ' ')
		from++;
	if (str_starts(str_slice(text, from, text.len), STR("''"))) {
		from += 2;
		to = str_find(text, STR("''"), from);
	} else if (from < text.len && (text.ptr[from] == '\'' || text.ptr[from] == '"')) {
		/* what stands in quotes is an assignment's */
		return false;
	} else {
		for (to = from;
			 to < text.len && !is_blank(text.ptr[to]) && !str_has(STR("'\"&;,)|"), text.ptr[to]);
			 to++)
			;
	}
	if (to == from)
		return false;
	*ret = (struct secret_shape){from, to, "the password of a connection"};
	return true;
}

/* Bytes that a shape may start with. */
static const bool starts_shape[256] = {[':'] = true,
	['-'] = true,
	['A'] = true,
	['S'] = true,
	['P'] = true,
	['B'] = true,
	['b'] = true,
	['d'] = true,
	['e'] = true,
	['g'] = true,
	['h'] = true,
	['n'] = true,
	['p'] = true,
	['r'] = true,
	['s'] = true,
	['w'] = true,
	['x'] = true};

bool secret_shape_find(struct str text, size_t at, struct secret_shape *ret)
{
	for (; at < text.len; at++) {
		char byte = text.ptr[at];
		bool starts_word;

		if (!starts_shape[(unsigned char)byte])
			continue;
		starts_word = !at || !is_name_byte(text.ptr[at - 1]);
		if (!starts_word && byte != ':' && byte != '-')
			continue;
		if ((byte == ':' && read_url(text, at, ret)) || (byte == '-' && read_pem(text, at, ret)))
			return true;
		if (!starts_word)
			continue;
		if ((byte == 'e' && read_jwt(text, at, ret)) || read_key(text, at, ret) ||
			(lower(byte) == 'p' && read_conninfo(text, at, ret)) ||
			(lower(byte) == 'b' && read_bearer(text, at, ret)))
			return true;
	}
	return false;
}

static size_t skip_blank(struct str text, size_t at)
{
	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	return at;
}

/* = := => : TO */
static size_t skip_operator(struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.len);

	if (str_starts(rest, STR(":=")) || str_starts(rest, STR("=>")))
		return at + 2;
	if (str_starts(rest, STR("=")) || (str_starts(rest, STR(":")) && !str_starts(rest, STR("::"))))
		return at + 1;
	if (str_equal_ignoring_case(str_slice(rest, 0, 3), STR("TO ")))
		return at + 3;
	return at;
}

/* The text in the quotes at `at`, which count once or, in a string of SQL, twice. */
static bool read_quoted(struct str text, size_t at, size_t *from, size_t *to)
{
	char quote;
	size_t width;

	if (at + 1 < text.len && lower(text.ptr[at]) == 'e' && text.ptr[at + 1] == '\'')
		at++;
	quote = at < text.len ? text.ptr[at] : '\0';
	if (quote != '\'' && quote != '"')
		return false;
	width = at + 2 < text.len && text.ptr[at + 1] == quote && is_name_byte(text.ptr[at + 2]) ? 2
																							 : 1;
	*from = at + width;
	*to = *from;
	while (*to < text.len && text.ptr[*to] != quote)
		*to += text.ptr[*to] == '\\' && quote == '"' ? 2 : 1;
	if (*to > text.len)
		*to = text.len;
	/* 'it''s' */
	while (width == 1 && quote == '\'' && *to + 1 < text.len && text.ptr[*to + 1] == quote) {
		size_t next = str_find(text, STR("'"), *to + 2);

		*to = next;
	}
	return *to > *from;
}

/* Bytes that an operator or a value in quotes starts with. */
static const bool leads_to_value[256] = {['='] = true,
	[':'] = true,
	['T'] = true,
	['t'] = true,
	['\''] = true,
	['"'] = true,
	['e'] = true,
	['E'] = true};

bool secret_assignment_find(struct str text, size_t at, struct secret_shape *ret)
{
	while (at < text.len) {
		size_t start, end, value;
		struct str name;
		bool is_assigned;

		while (at < text.len && !is_name_byte(text.ptr[at]))
			at++;
		start = at;
		while (at < text.len && is_name_byte(text.ptr[at]))
			at++;
		name = str_slice(text, start, at);
		end = at + (at < text.len && (text.ptr[at] == '"' || text.ptr[at] == '\''));
		end = skip_blank(text, end);
		/* most words are followed by what is neither an operator nor a value */
		if (end >= text.len || !leads_to_value[(unsigned char)text.ptr[end]])
			continue;
		value = skip_operator(text, end);
		is_assigned = value > end;
		value = skip_blank(text, value);
		/* what can be told at once is asked first: most words are followed by no value */
		if (value >= text.len || !str_has(STR("'\"eE"), text.ptr[value]) || !secret_is_name(name))
			continue;
		if (!is_assigned &&
			(!str_equal_ignoring_case(name, STR("password")) || end == at ||
				(value < text.len && text.ptr[value] == '"')))
			continue;
		if (!read_quoted(text, value, &ret->from, &ret->to))
			continue;
		ret->what = "the value of a credential";
		return true;
	}
	return false;
}
