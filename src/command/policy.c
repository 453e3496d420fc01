/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"
#include "check_policy.h"
#include "command/command.h"
#include "migration/snapshot.h"
#include "report/formats.h"
#include "rules/rules.h"

/* Every value that holds, in the order of the keys. */
struct shown {
	struct arena *arena;
	struct settings settings;
};

static void add(struct shown *shown, struct setting setting)
{
	*vec_push(shown->arena, &shown->settings) = setting;
}

/* Keys outside sets and rules: the policy's value, or the fallback. */
static void add_top(struct shown *shown, const struct policy *policy)
{
	for (size_t i = 0; i < policy_key_count; i++) {
		const struct policy_key *key = &policy_keys[i];
		const struct setting *setting = policy_setting(policy, "%s", key->pattern);

		if (strpbrk(key->pattern, "[*"))
			continue;
		if (setting)
			add(shown, *setting);
		else if (key->fallback)
			add(shown,
				(struct setting){.key = str_from(key->pattern),
					.value = str_from(key->fallback),
					.from = STR("default")});
	}
	for (size_t i = 0; i < policy->settings.count; i++)
		if (str_starts(policy->settings.items[i].key, STR("database.environments.")))
			add(shown, policy->settings.items[i]);
}

/* A snapshot that nobody configured. */
static int add_found_snapshot(
	struct shown *shown, const struct set_spec *spec, const struct tree *head, struct error *reterr)
{
	struct str path;

	if (snapshot_in_tree(spec, head, &path, reterr))
		return -1;
	if (path.ptr && !spec->snapshot_is_configured)
		add(shown,
			(struct setting){.key = str_format(shown->arena, "sets[%zu].snapshot", spec->number),
				.value = path,
				.from = STR("detected")});
	return 0;
}

static void add_set(struct shown *shown, const struct policy *policy, const struct set_spec *spec)
{
	struct str prefix = STR("sets[].");
	struct str own = str_format(shown->arena, "sets[%zu].", spec->number);

	for (size_t i = 0; i < policy_key_count; i++) {
		struct str pattern = str_from(policy_keys[i].pattern);
		struct setting setting;

		if (!str_starts(pattern, prefix) || str_find(pattern, STR("[]"), prefix.len) < pattern.len)
			continue;
		setting = set_spec_setting(spec, policy, str_slice(pattern, prefix.len, pattern.len).ptr);
		if (setting.value.ptr || setting.list.count)
			add(shown, setting);
	}
	for (size_t i = 0; spec->is_configured && i < policy->settings.count; i++) {
		struct str key = policy->settings.items[i].key;

		if (str_starts(key, own) && str_find(key, STR("["), own.len) < key.len)
			add(shown, policy->settings.items[i]);
	}
}

static struct setting fallback_setting(
	struct arena *arena, const struct rule *rule, const struct option_key *option)
{
	struct setting setting = {
		.key = str_format(arena, "rules.%s.%s", rule->key.id, option->name),
		.from = STR("default"),
	};

	if (option->kind == VALUE_LIST)
		setting.list = option_fallback_list(arena, option);
	else
		setting.value = str_from(option->fallback);
	return setting;
}

static void add_rule(struct shown *shown, const struct policy *policy, const struct rule *rule)
{
	const struct setting *severity = policy_setting(policy, "rules.%s.severity", rule->key.id);

	add(shown,
		severity
			? *severity
			: (struct setting){.key = str_format(shown->arena, "rules.%s.severity", rule->key.id),
				  .value = str_from(severity_name(rule->key.severity)),
				  .from = STR("default")});
	for (const struct option_key *option = rule->key.options; option && option->name; option++) {
		const struct setting *setting = policy_setting(
			policy, "rules.%s.%s", rule->key.id, option->name);

		if (setting)
			add(shown, *setting);
		else if (option->fallback)
			add(shown, fallback_setting(shown->arena, rule, option));
	}
}

static bool is_same(struct arena *arena, const struct setting *a, const struct setting *b)
{
	return str_equal(a->from, b->from) &&
		str_equal(setting_shown(arena, a), setting_shown(arena, b));
}

/* What a set says of rules: all that differs from what holds elsewhere. */
static void add_set_rules(
	struct shown *shown, const struct policy *policy, const struct set_spec *spec)
{
	struct shown top = {.arena = shown->arena}, own = top;

	for (size_t i = 0; i < rule_count && spec->policy != policy; i++) {
		if (rules[i]->key.of_change)
			continue;
		add_rule(&top, policy, rules[i]);
		add_rule(&own, spec->policy, rules[i]);
	}
	for (size_t i = 0; i < own.settings.count; i++) {
		struct setting setting = own.settings.items[i];
		const struct setting *other = settings_get(&top.settings, setting.key);

		if (other && is_same(shown->arena, &setting, other))
			continue;
		setting.key = str_format(
			shown->arena, "sets[%zu].%.*s", spec->number, STR_ARG(setting.key));
		add(shown, setting);
	}
}

/* The sets, which only a repository has. */
static int add_sets(
	struct shown *shown, const struct check *check, const struct tree *head, struct error *reterr)
{
	for (size_t i = 0; i < check->specs.count; i++) {
		add_set(shown, &check->policy, &check->specs.items[i]);
		add_set_rules(shown, &check->policy, &check->specs.items[i]);
		if (add_found_snapshot(shown, &check->specs.items[i], head, reterr))
			return -1;
	}
	return 0;
}

static void add_grandfathers(struct shown *shown, const struct policy *policy)
{
	for (size_t i = 0; i < policy->grandfathers.count; i++) {
		const struct grandfather *entry = &policy->grandfathers.items[i];

		add(shown,
			(struct setting){.key = str_format(shown->arena, "grandfather[%zu]", i),
				.value = str_format(shown->arena, "%.*s %.*s%s%.*s", STR_ARG(entry->rule),
					STR_ARG(entry->path), entry->fingerprint.ptr ? " " : "",
					STR_ARG(entry->fingerprint)),
				.from = policy->source});
	}
}

static void write_settings(struct arena *arena, const struct settings *settings, bool json)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("policy show");
	struct json *array = json_add_array(root, "settings");

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->items[i];

		if (json) {
			struct json *object = json_append_object(array);

			json_add_string(object, "key", setting->key);
			if (setting->value.ptr) {
				json_add_string(object, "value", setting->value);
			} else {
				struct json *list = json_add_array(object, "value");

				for (size_t j = 0; j < setting->list.count; j++)
					json_append_string(list, setting->list.items[j]);
			}
			json_add_string(object, "from", setting->from);
		} else {
			printf("%s: %s    # %s\n", escape_text(arena, setting->key, false).ptr,
				escape_text(arena, setting_shown(arena, setting), false).ptr,
				escape_text(arena, setting->from, false).ptr);
		}
	}
	if (json)
		json_write(stdout, root);
}

/* The policy that would judge a commit now. */
static int show(struct context *context, bool json, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct shown shown = {.arena = context->arena};
	struct change_set changes = {.head = NULL};
	struct check check;

	if (context->repository) {
		if (change_set_from_everything(&changes, context->repository, context->arena, reterr))
			return -1;
	} else if (reterr->kind != ERROR_NO_REPOSITORY) {
		return -1;
	}
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_prepare(&check, context->repository ? &changes : NULL, reterr) ||
		check_excuses(&check, reterr))
		return -1;
	command_print_notes(context, &check);
	add_top(&shown, &check.policy);
	if (context->repository && add_sets(&shown, &check, changes.head, reterr))
		return -1;
	for (size_t i = 0; i < rule_count; i++)
		add_rule(&shown, &check.policy, rules[i]);
	add_grandfathers(&shown, &check.policy);
	write_settings(context->arena, &shown.settings, json);
	return 0;
}

static void list(struct context *context, bool json)
{
	struct shipped_policies shipped = policy_shipped(context->arena);
	_cleanup_(json_free) struct json *root = report_json_envelope("policy list");
	struct json *array = json_add_array(root, "policies");

	for (size_t i = 0; i < shipped.count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "name", shipped.items[i].name);
		json_add_string(object, "summary", shipped.items[i].summary);
		if (!json)
			printf("%-18.*s %.*s\n", STR_ARG(shipped.items[i].name),
				STR_ARG(shipped.items[i].summary));
	}
	if (json)
		json_write(stdout, root);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	struct str word = words->count ? words->items[0] : STR("show");
	bool json;

	if (command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	if (words->count <= 1 && str_equal(word, STR("list"))) {
		list(context, json);
		return EXIT_CLEAN;
	}
	if (words->count <= 1 && str_equal(word, STR("show")))
		return show(context, json, reterr) ? EXIT_CANNOT_CHECK : EXIT_CLEAN;
	error_set(reterr, "policy takes one of: show, list");
	error_hint(reterr, "mighook help policy");
	return EXIT_CANNOT_CHECK;
}

const struct command command_policy = {
	.name = "policy",
	.usage = "[show | list]",
	.summary = "show what holds here and where from, or the shipped policies",
	.description =
		"`show`, which is the default, prints every value that holds here and its origin: a line "
		"of "
		"the policy file, a shipped policy, the runner, a default; of the rules that a set sees "
		"otherwise than the rest also what holds there. `list` prints the shipped policies a file "
		"can extend.",
	.flags = USES_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
