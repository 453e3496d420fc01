/* SPDX-License-Identifier: MIT */
#include "database/target.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "base/privacy.h"

enum { DEFAULT_TIMEOUT = 15 * 1000 };

static const struct setting *environment_setting(
	const struct policy *policy, struct str name, const char *key)
{
	return policy_setting(policy, "database.environments.%.*s.%s", STR_ARG(name), key);
}

/* The names of the policy's environments. */
static struct str_list environments_of(struct arena *arena, const struct policy *policy)
{
	struct str prefix = STR("database.environments.");
	struct str_list names = {0};

	for (size_t i = 0; i < policy->settings.count; i++) {
		struct str key = policy->settings.items[i].key, name;
		size_t end;

		if (!str_starts(key, prefix))
			continue;
		name = str_slice(key, prefix.len, key.len);
		for (end = name.len; end > 0 && name.ptr[end - 1] != '.'; end--)
			;
		name = str_slice(name, 0, end ? end - 1 : 0);
		if (name.len && !str_list_contains(&names, name))
			str_list_add(arena, &names, name);
	}
	return names;
}

/* True for the name of a variable: a URL has "://", key words have '='. */
static bool is_variable(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_alnum(text.ptr[i]) && text.ptr[i] != '_')
			return false;
	return text.len > 0 && !is_digit(text.ptr[0]);
}

static bool is_set(struct arena *arena, struct str name)
{
	const char *value = getenv(str_copy(arena, name).ptr);

	return value && *value;
}

/* The value of a variable; ptr NULL: it is not set, or empty. */
static struct str take(struct arena *arena, struct str name)
{
	struct str value = privacy_take_variable(arena, str_copy(arena, name).ptr);

	return value.len ? value : (struct str){NULL, 0};
}

/* The variable that an environment names; ptr NULL: none. Somebody may have put there what belongs
 * into the variable: it must not be shown. */
static int named_variable(const struct policy *policy, struct arena *arena, struct str environment,
	const char *key, struct str *ret, struct error *reterr)
{
	const struct setting *setting = environment_setting(policy, environment, key);

	*ret = setting ? setting->value : (struct str){NULL, 0};
	if (!setting || is_variable(setting->value))
		return 0;
	return error_set(reterr, "the policy's %s of environment %s is no name of a variable", key,
		escape_text(arena, environment, false).ptr);
}

struct variables {
	struct str url, rest, key;
};

static int variables_of(const struct policy *policy, struct arena *arena, struct str environment,
	struct variables *ret, struct error *reterr)
{
	return named_variable(policy, arena, environment, "url-env", &ret->url, reterr) ||
			named_variable(policy, arena, environment, "rest-env", &ret->rest, reterr) ||
			named_variable(policy, arena, environment, "key-env", &ret->key, reterr)
		? -1
		: 0;
}

static void use_key(struct target *target, struct arena *arena, struct str variable)
{
	target->rest_key_origin = variable.ptr ? variable : STR(TARGET_REST_KEY);
	if (variable.ptr && !str_equal(variable, STR(TARGET_REST_KEY)))
		target->rest_key = take(arena, variable);
}

/* True if one of the environment's variables is set. */
static bool use_environment(
	struct target *target, struct arena *arena, struct str name, const struct variables *variables)
{
	bool has_url = variables->url.ptr && is_set(arena, variables->url);

	if (!has_url && !(variables->rest.ptr && is_set(arena, variables->rest)))
		return false;
	target->environment = name;
	target->origin = has_url ? variables->url : variables->rest;
	if (has_url) {
		target->url = take(arena, variables->url);
	} else {
		target->rest_url = take(arena, variables->rest);
		use_key(target, arena, variables->key);
	}
	return true;
}

bool target_is_environment(const struct policy *policy, struct str name)
{
	struct str_list names = environments_of(policy->arena, policy);

	return str_list_contains(&names, name);
}

/* A password does not belong into an error: what is no name is not repeated. */
static int require_environment(
	struct arena *arena, const struct policy *policy, struct str name, struct error *reterr)
{
	struct str_list names = environments_of(arena, policy);

	if (!str_list_contains(&names, name)) {
		struct str nearest = nearest_word(arena, name, &names);
		struct text text = {.arena = arena};

		for (size_t i = 0; i < names.count; i++)
			text_addf(&text, "%s%s", i ? ", " : "", escape_text(arena, names.items[i], false).ptr);
		error_set(reterr, "--env: the policy has no environment '%s'%s%s",
			escape_text(arena, name, false).ptr, names.count ? "; it has " : "",
			names.count ? text_str(&text).ptr : "");
		if (nearest.ptr)
			return error_hint(reterr, "--env %.*s", STR_ARG(nearest));
		return error_hint(reterr,
			".mighook.yaml: database: {environments: {%s: {url-env: DATABASE_URL}}}",
			escape_text(arena, name, false).ptr);
	}
	return 0;
}

static int unset(
	struct arena *arena, struct str name, const struct variables *variables, struct error *reterr)
{
	struct str shown = escape_text(arena, name, false);

	if (!variables->url.ptr && !variables->rest.ptr)
		return error_set(
			reterr, "--env %s: the policy names neither url-env nor rest-env for it", shown.ptr);
	error_set(reterr, "--env %s: %.*s%s%.*s is not set", shown.ptr, STR_ARG(variables->url),
		variables->url.ptr && variables->rest.ptr ? " or " : "", STR_ARG(variables->rest));
	return variables->url.ptr
		? error_hint(reterr, "export %.*s=postgresql://USER@HOST/DATABASE", STR_ARG(variables->url))
		: error_hint(reterr, "export %.*s=https://HOST/rest/v1/", STR_ARG(variables->rest));
}

static int named_environment(struct target *target, struct arena *arena,
	const struct policy *policy, struct str name, struct error *reterr)
{
	struct variables variables;

	if (require_environment(arena, policy, name, reterr) ||
		variables_of(policy, arena, name, &variables, reterr))
		return -1;
	return use_environment(target, arena, name, &variables)
		? 0
		: unset(arena, name, &variables, reterr);
}

/* The value of an option: itself, or that of the variable that it names. */
int target_read_address(struct arena *arena, const char *option, struct str given, struct str *ret,
	struct error *reterr)
{
	struct str value = is_variable(given) ? take(arena, given) : given;

	if (!value.ptr)
		return error_set(reterr, "%s: the variable %.*s is not set", option, STR_ARG(given));
	*ret = value;
	return 0;
}

static int given_address(struct target *target, struct arena *arena, const char *option,
	struct str given, struct str *ret, struct error *reterr)
{
	target->origin = is_variable(given) ? given : str_from(option);
	return target_read_address(arena, option, given, ret, reterr);
}

static int given_rest(struct target *target, struct arena *arena, const struct policy *policy,
	const struct target_options *options, struct error *reterr)
{
	struct variables variables = {.key = {NULL, 0}};

	if (options->environment.ptr &&
		(require_environment(arena, policy, options->environment, reterr) ||
			variables_of(policy, arena, options->environment, &variables, reterr)))
		return -1;
	target->environment = options->environment;
	use_key(target, arena, variables.key);
	return given_address(target, arena, "--rest", options->rest, &target->rest_url, reterr);
}

/* The only environment that can be meant. */
static int only_environment(
	struct target *target, struct arena *arena, const struct policy *policy, struct error *reterr)
{
	struct str_list names = environments_of(arena, policy);
	struct variables variables;

	if (names.count != 1)
		return 0;
	if (variables_of(policy, arena, names.items[0], &variables, reterr))
		return -1;
	(void)use_environment(target, arena, names.items[0], &variables);
	return 0;
}

static int read_timeout(
	struct target *target, struct arena *arena, struct str given, struct error *reterr)
{
	target->timeout = DEFAULT_TIMEOUT;
	if (!given.ptr || (duration_parse_milliseconds(given, &target->timeout) && target->timeout > 0))
		return 0;
	return error_set(reterr, "--timeout: '%s' is no duration, as 500ms or 30s",
		escape_text(arena, given, false).ptr);
}

void target_take_secrets(struct target *target, struct arena *arena)
{
	target->password = take(arena, STR("PGPASSWORD"));
	target->rest_key = take(arena, STR(TARGET_REST_KEY));
}

/* Options each of which says where the rows are. --env may say which key --rest wants. */
static int check_conflicts(const struct target_options *options, struct error *reterr)
{
	const char *given[] = {
		options->applied_from.ptr ? "--applied-from" : NULL,
		options->url.ptr ? "--db-url" : NULL,
		options->rest.ptr              ? "--rest"
			: options->environment.ptr ? "--env"
									   : NULL,
	};
	const char *first = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(given); i++) {
		if (first && given[i])
			return error_set(reterr, "%s and %s both name a database", first, given[i]);
		first = first ? first : given[i];
	}
	return 0;
}

int target_find(struct target *ret, struct arena *arena, const struct policy *policy,
	const struct target_options *options, struct error *reterr)
{
	struct target target = {.password = ret->password, .rest_key = ret->rest_key};
	int failed = read_timeout(&target, arena, options->timeout, reterr);

	if (failed)
		return -1;
	if (check_conflicts(options, reterr))
		return -1;
	if (options->applied_from.ptr)
		failed = 0;
	else if (options->rest.ptr)
		failed = given_rest(&target, arena, policy, options, reterr);
	else if (options->environment.ptr)
		failed = named_environment(&target, arena, policy, options->environment, reterr);
	else if (options->url.ptr)
		failed = given_address(&target, arena, "--db-url", options->url, &target.url, reterr);
	else
		failed = only_environment(&target, arena, policy, reterr);
	if (!failed)
		*ret = target;
	return failed;
}

int target_connect(const struct target *target, struct arena *arena, enum connection_use use,
	struct connection **ret, struct error *reterr)
{
	const struct connection_options options = {
		.url = target->url,
		.password = target->password,
		.origin = target->origin.ptr ? escape_text(arena, target->origin, false).ptr : NULL,
		.timeout = target->timeout,
		.use = use,
	};

	if (target->rest_url.ptr) {
		error_set(reterr, "a connection to the database is needed, and %s is but a REST URL",
			options.origin);
		return error_hint(reterr, "--db-url URL");
	}
	return connection_open(ret, arena, &options, reterr);
}

/* As it is typed; empty where libpq's own ways name the database. */
static struct str as_option(const struct target *target, struct arena *arena)
{
	if (target->environment.ptr)
		return str_format(arena, " --env %s", escape_shell(arena, target->environment).ptr);
	if (!target->origin.ptr)
		return STR("");
	/* what was given itself may hold a password */
	return str_format(arena, " --db-url %s",
		str_starts(target->origin, STR("--")) ? "URL" : escape_shell(arena, target->origin).ptr);
}

/* The length of "mighook COMMAND" at the start of the text, for a command on a database; else 0. */
static size_t command_length(struct str text)
{
	static const char *const commands[] = {
		"status", "gate", "verify", "drift", "baseline", "repair", "squash --history-only"};
	struct str program = STR("mighook ");

	for (size_t i = 0; str_starts(text, program) && i < ARRAY_LENGTH(commands); i++) {
		struct str command = str_from(commands[i]);
		struct str rest = str_slice(text, program.len, text.len);

		if (str_starts(rest, command) &&
			(rest.len == command.len || !is_alnum(rest.ptr[command.len])))
			return program.len + command.len;
	}
	return 0;
}

struct str target_in_commands(const struct target *target, struct arena *arena, struct str text)
{
	struct str option = as_option(target, arena);
	struct text out = {.arena = arena};

	if (!text.ptr || !option.len)
		return text;
	for (size_t at = 0; at < text.len;) {
		size_t length = command_length(str_slice(text, at, text.len));

		text_add(&out, str_slice(text, at, at + (length ? length : 1)));
		if (length)
			text_add(&out, option);
		at += length ? length : 1;
	}
	return text_str(&out);
}

void target_in_hint(const struct target *target, struct error *error)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str hint = target_in_commands(
		target, &scratch, str_copy(&scratch, str_from(error->hint)));

	snprintf(error->hint, sizeof error->hint, "%.*s", STR_ARG(hint));
}
