/* SPDX-License-Identifier: MIT */
#include "database/target.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"

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

/* The value of a variable; ptr NULL: it is not set, or empty. */
static struct str variable(struct arena *arena, struct str name)
{
	struct str value = str_from(getenv(str_copy(arena, name).ptr));

	return value.len ? str_copy(arena, value) : (struct str){NULL, 0};
}

static struct str variable_of(
	struct arena *arena, const struct policy *policy, struct str name, const char *key)
{
	const struct setting *setting = environment_setting(policy, name, key);

	return setting ? variable(arena, setting->value) : (struct str){NULL, 0};
}

static void use_environment(
	struct target *target, struct arena *arena, const struct policy *policy, struct str name)
{
	const struct setting *setting = environment_setting(policy, name, "url-env");

	target->environment = name;
	target->origin = setting ? setting->value : (struct str){NULL, 0};
	target->url = variable_of(arena, policy, name, "url-env");
	target->rest_url = variable_of(arena, policy, name, "rest-env");
	target->rest_key = variable_of(arena, policy, name, "key-env");
}

static int named_environment(struct target *target, struct arena *arena,
	const struct policy *policy, struct str name, struct error *reterr)
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
	use_environment(target, arena, policy, name);
	if (target->url.ptr || (!target->origin.ptr && target->rest_url.ptr))
		return 0;
	if (!target->origin.ptr)
		return error_set(reterr, "--env %s: the policy names no url-env for it",
			escape_text(arena, name, false).ptr);
	error_set(reterr, "--env %s: %s is not set", escape_text(arena, name, false).ptr,
		escape_text(arena, target->origin, false).ptr);
	return error_hint(reterr, "export %s=postgresql://USER:PASSWORD@HOST/DATABASE",
		escape_text(arena, target->origin, false).ptr);
}

/* True for the name of a variable: a URL has "://", key words have '='. */
static bool is_variable(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_alnum(text.ptr[i]) && text.ptr[i] != '_')
			return false;
	return text.len > 0 && !is_digit(text.ptr[0]);
}

/* Neither the processes we start nor who looks into the environment of this one shall see it. */
static void forget(const char *name)
{
	char *value = getenv(name);

	if (value)
		memset(value, 'x', strlen(value));
	unsetenv(name);
}

static int given_url(
	struct target *target, struct arena *arena, struct str given, struct error *reterr)
{
	target->origin = STR("--db-url");
	target->url = given;
	if (!is_variable(given))
		return 0;
	if (!str_equal(given, STR(TARGET_HANDED_OVER)))
		target->origin = given;
	target->url = variable(arena, given);
	if (str_equal(given, STR(TARGET_HANDED_OVER)))
		forget(TARGET_HANDED_OVER);
	if (target->url.ptr)
		return 0;
	return error_set(reterr, "--db-url: the variable %.*s is not set", STR_ARG(given));
}

/* The only environment that can be meant. */
static void only_environment(
	struct target *target, struct arena *arena, const struct policy *policy)
{
	struct str_list names = environments_of(arena, policy);

	if (names.count == 1 &&
		(variable_of(arena, policy, names.items[0], "url-env").ptr ||
			variable_of(arena, policy, names.items[0], "rest-env").ptr))
		use_environment(target, arena, policy, names.items[0]);
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

int target_find(struct target *ret, struct arena *arena, const struct policy *policy,
	const struct target_options *options, struct error *reterr)
{
	struct target target = {.timeout = 0};
	int failed = read_timeout(&target, arena, options->timeout, reterr);

	if (failed)
		return -1;
	if (options->environment.ptr && options->url.ptr)
		return error_set(reterr, "--env and --db-url both name a database");
	if (options->environment.ptr)
		failed = named_environment(&target, arena, policy, options->environment, reterr);
	else if (options->url.ptr)
		failed = given_url(&target, arena, options->url, reterr);
	else
		only_environment(&target, arena, policy);
	if (!failed)
		*ret = target;
	return failed;
}

int target_connect(const struct target *target, struct arena *arena, enum connection_use use,
	struct connection **ret, struct error *reterr)
{
	const struct connection_options options = {
		.url = target->url,
		.origin = target->origin.ptr ? escape_text(arena, target->origin, false).ptr : NULL,
		.timeout = target->timeout,
		.use = use,
	};

	return connection_open(ret, arena, &options, reterr);
}
