/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/vec.h"
#include "lint/rule.h"

static const struct option_key options[] = {
	{"hosts", VALUE_LIST, NULL, NULL, "more hosts that are refused: a name, or *.name"},
	{"allow", VALUE_LIST, NULL, NULL,
		"hosts, IP and e-mail addresses that are none: a name, or *.name"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static bool is_host_byte(char byte)
{
	return is_alnum(byte) || byte == '-' || byte == '.';
}

static bool is_number_byte(char byte)
{
	return is_digit(byte) || byte == '.';
}

/* "*.example.com" is all below it. */
static bool matches(struct str host, struct str pattern)
{
	if (str_starts(pattern, STR("*.")))
		return host.len >= pattern.len - 1 &&
			str_equal_ignoring_case(str_slice(host, host.len - (pattern.len - 1), host.len),
				str_slice(pattern, 1, pattern.len));
	return str_equal_ignoring_case(host, pattern);
}

static bool is_listed(struct str host, const struct str_list *patterns)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (matches(host, patterns->items[i]))
			return true;
	return false;
}

/* Names that are nobody's server: RFC 2606 and 6761, and names of formats and vocabularies. */
static bool is_documentation(struct str host)
{
	static const char *const names[] = {"example.com", "*.example.com", "example.org",
		"*.example.org", "example.net", "*.example.net", "*.example", "*.test", "*.invalid",
		"example", "test", "invalid", "schema.org", "www.schema.org", "www.w3.org", "w3.org",
		"json-schema.org", "schemas.xmlsoap.org", "schemas.microsoft.com", "purl.org", "xmlns.com",
		"ns.adobe.com", "www.opengis.net", "opengis.net", "spec.openapis.org", "tools.ietf.org",
		"datatracker.ietf.org"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (matches(host, str_from(names[i])))
			return true;
	return false;
}

/* What was found in a text. */
struct place {
	struct str what; /* a view of the text */
	const char *kind;
};

/* Four numbers up to 255 and nothing more of the kind around them; ptr NULL: none at `at`. */
static struct str read_address(struct str text, size_t at)
{
	struct str none = {NULL, 0};
	size_t end = at, parts = 0;

	if (at &&
		(is_number_byte(text.ptr[at - 1]) || is_alnum(text.ptr[at - 1]) ||
			str_has(STR("-_"), text.ptr[at - 1])))
		return none;
	for (;;) {
		unsigned value = 0;
		size_t start = end;

		while (end < text.len && is_digit(text.ptr[end]) && end - start < 4)
			value = value * 10 + (unsigned)(text.ptr[end++] - '0');
		if (end == start || end - start > 3 || value > 255 ||
			(end - start > 1 && text.ptr[start] == '0'))
			return none;
		if (++parts == 4)
			break;
		if (end >= text.len || text.ptr[end++] != '.')
			return none;
	}
	if (end < text.len &&
		(is_alnum(text.ptr[end]) || str_has(STR("-_"), text.ptr[end]) ||
			(text.ptr[end] == '.' && end + 1 < text.len && is_digit(text.ptr[end + 1]))))
		return none;
	return str_slice(text, at, end);
}

/* No machine, or a block of documentation (RFC 5737). */
static bool is_no_machine(struct str address)
{
	static const char *const starts[] = {"0.", "255.255.", "192.0.2.", "198.51.100.", "203.0.113."};

	for (size_t i = 0; i < ARRAY_LENGTH(starts); i++)
		if (str_starts(address, str_from(starts[i])))
			return true;
	return false;
}

static struct str host_at(struct str text, size_t at)
{
	size_t end = at;

	while (end < text.len && is_host_byte(text.ptr[end]))
		end++;
	while (end > at && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == '-'))
		end--;
	return str_slice(text, at, end);
}

/* The host of a URL whose "://" stands at `at`. */
static struct str url_host(struct str text, size_t at)
{
	size_t end = at + 3, start = at + 3;

	if (!at || !is_alnum(text.ptr[at - 1]))
		return (struct str){NULL, 0};
	/* user and password end at the last '@' before the path */
	for (; end < text.len && !is_blank(text.ptr[end]) && !str_has(STR("/?#'\"<>"), text.ptr[end]);
		 end++)
		if (text.ptr[end] == '@')
			start = end + 1;
	return host_at(text, start);
}

/* A host of a URL needs a dot, or to be the machine itself: app://home is a link within a program.
 */
static bool is_host(struct str host)
{
	size_t dot = str_find(host, STR("."), 0);

	return str_equal_ignoring_case(host, STR("localhost")) ||
		(host.len > 3 && dot > 0 && dot + 1 < host.len && is_alnum(host.ptr[host.len - 1]));
}

/* The address whose '@' stands at `at`; ptr NULL: none. */
static struct str read_mail(struct str text, size_t at)
{
	struct str host = host_at(text, at + 1);
	size_t start = at;

	while (start && (is_alnum(text.ptr[start - 1]) || str_has(STR("._%+-"), text.ptr[start - 1])))
		start--;
	/* user:password@host is a URL's, @scope/package a name */
	if (start == at || (start && str_has(STR(":/"), text.ptr[start - 1])) || !is_host(host) ||
		!memchr(host.ptr, '.', host.len) || !is_alpha(host.ptr[host.len - 1]))
		return (struct str){NULL, 0};
	return str_slice(text, start, at + 1 + host.len);
}

static bool is_word_byte(char byte)
{
	return is_host_byte(byte) || byte == '_';
}

/* A word that stands for a machine without a URL around it. */
static struct str read_name(struct str text, size_t at, const struct str_list *refused)
{
	static const char *const providers[] = {"*.supabase.co", "*.supabase.com", "*.supabase.in",
		"*.rds.amazonaws.com", "*.neon.tech", "*.herokuapp.com", "*.vercel.app", "*.internal",
		"*.database.azure.com", "*.azurewebsites.net", "*.fly.dev", "*.onrender.com",
		"*.railway.app", "*.compute.amazonaws.com", "*.ngrok.io"};
	struct str host = {NULL, 0};

	if (at && is_word_byte(text.ptr[at - 1]))
		return host;
	host = host_at(text, at);
	if (at + host.len < text.len && text.ptr[at + host.len] == '_')
		return (struct str){NULL, 0};
	if (str_equal_ignoring_case(host, STR("localhost")) || is_listed(host, refused))
		return host;
	/* a parameter of libpq */
	if (str_ends(str_slice(text, 0, at), STR("host=")) && is_host(host))
		return host;
	for (size_t i = 0; str_has(host, '.') && i < ARRAY_LENGTH(providers); i++)
		if (matches(host, str_from(providers[i])))
			return host;
	return (struct str){NULL, 0};
}

/* The first of them at or after `*at`, which moves behind it. */
static bool find_place(
	struct str text, size_t *at, const struct str_list *refused, struct place *ret)
{
	for (; *at < text.len; (*at)++) {
		char byte = text.ptr[*at];

		*ret = (struct place){{NULL, 0}, "host"};
		if (byte == ':' && str_starts(str_slice(text, *at, text.len), STR("://"))) {
			ret->what = url_host(text, *at);
			if (ret->what.ptr && !is_host(ret->what))
				ret->what.ptr = NULL;
		} else if (byte == '@') {
			ret->what = read_mail(text, *at);
			ret->kind = "e-mail address";
		} else if (is_digit(byte)) {
			ret->what = read_address(text, *at);
			ret->kind = "IP address";
		} else if (is_alpha(byte) || byte == '*') {
			ret->what = read_name(text, *at, refused);
		}
		if (ret->what.ptr) {
			*at = (size_t)(ret->what.ptr - text.ptr) + ret->what.len;
			return true;
		}
	}
	return false;
}

/* 1.2.3.4 in a column called so is no address. */
static bool holds_version(const struct literal *literal)
{
	static const char *const parts[] = {"version", "release", "oid", "build", "section", "chapter"};
	struct arena scratch = {0};
	struct str owner = str_lower(&scratch, literal->owner.ptr ? literal->owner : STR(""));
	bool found = false;

	for (size_t i = 0; i < ARRAY_LENGTH(parts) && !found; i++)
		found = str_find(owner, str_from(parts[i]), 0) < owner.len;
	arena_release(&scratch);
	return found;
}

/* Of an e-mail address the host counts too. */
static bool is_harmless(
	const struct place *place, const struct literal *literal, const struct str_list *allowed)
{
	size_t sign = str_find(place->what, STR("@"), 0);
	struct str host = str_slice(
		place->what, sign < place->what.len ? sign + 1 : 0, place->what.len);

	if (is_listed(place->what, allowed) || is_listed(host, allowed))
		return true;
	if (is_digit(host.ptr[0]) && read_address(host, 0).len == host.len)
		return is_no_machine(host) || holds_version(literal);
	return is_documentation(host);
}

/* What is called a host is one, without any look of its own. */
static bool is_called_host(const struct literal *literal)
{
	struct str owner = literal->owner;

	return (literal->place == LITERAL_OPTION || literal->place == LITERAL_COLUMN) &&
		(str_equal(owner, STR("host")) || str_equal(owner, STR("hostaddr")) ||
			str_equal(owner, STR("hostname")) || str_ends(owner, STR("_host")) ||
			str_ends(owner, STR("_hostname"))) &&
		is_host(literal->value) && host_at(literal->value, 0).len == literal->value.len;
}

static void check_literal(const struct subject *subject, const struct sql *sql,
	const struct literal *literal, const struct str_list *refused, const struct str_list *allowed,
	struct diagnostics *out)
{
	struct span span = {literal->from, literal->to};
	struct place place;

	if (literal->place == LITERAL_COMMENT)
		return;
	if (!literal->to)
		span = statement_span(sql, &sql->statements.items[literal->statement]);
	for (size_t at = 0; at < literal->value.len;) {
		if (!at && is_called_host(literal)) {
			place = (struct place){literal->value, "host"};
			at = literal->value.len;
		} else if (!find_place(literal->value, &at, refused, &place)) {
			return;
		}
		if (is_harmless(&place, literal, allowed) && !is_listed(place.what, refused))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, span, "%s %s belongs to one environment", place.kind,
				escape_text(subject->arena, place.what, false).ptr),
			"Keep it in a table of settings that each environment fills, or allow it in the "
			"policy: "
			"rules.environment-literal.allow");
		return;
	}
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	const struct rule_key *rule = &subject->rule->key;
	struct str_list refused = policy_option_list(subject->policy, rule, "hosts");
	struct str_list allowed = policy_option_list(subject->policy, rule, "allow");

	for (size_t i = 0; i < sql->literals.count; i++)
		check_literal(subject, sql, &sql->literals.items[i], &refused, &allowed, out);
}

const struct rule rule_environment_literal = {
	.key = {.id = "environment-literal", .severity = SEVERITY_WARNING, .options = options},
	.scope = 'S',
	.summary = "a host, project URL, IP address or e-mail address of one environment",
	.why = "The same migration runs on every developer's machine, in staging and in production. A "
		   "host or address in it is right in one of them: elsewhere triggers call production, or "
		   "mails reach real people. Names kept for documentation (example.com, *.test) and "
		   "comments are none.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_hook.sql\n"
			   "INSERT INTO hooks (url) VALUES ('https://abcdefgh.supabase.co/functions/v1/hook')\n"
			   "\tON CONFLICT DO NOTHING;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_hook.sql\n"
			   "INSERT INTO hooks (path) VALUES ('/functions/v1/hook') ON CONFLICT DO NOTHING;\n",
	.remedy = "`rules.environment-literal.allow` in the policy; "
			  "`-- mighook: allow environment-literal REASON` before the statement.",
	.source = "seed 3 line 348 (S2-34)",
	.check_sql = check_sql,
};
