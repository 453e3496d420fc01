/* SPDX-License-Identifier: MIT */
/* Putting a policy together of its layers. */
#include "policy/policy.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "base/template.h"
#include "base/vec.h"

#define SHIPPED_FOLDER STR("policies/")
#define SHIPPED_ENDING STR(".yaml")
#define RULES_PREFIX STR("rules.")

struct policy policy_default(struct arena *arena, const struct vocabulary *vocabulary)
{
	return (struct policy){.arena = arena, .vocabulary = vocabulary};
}

struct shipped_policies policy_shipped(struct arena *arena)
{
	struct shipped_policies shipped = {0};

	for (size_t i = 0; i < template_count; i++) {
		struct str path = templates[i].path, text = templates[i].bytes, line;

		if (!str_starts(path, SHIPPED_FOLDER) || !str_ends(path, SHIPPED_ENDING))
			continue;
		/* Its first line is a comment that says what it is for. */
		str_next(&text, '\n', &line);
		*vec_push(arena, &shipped) = (struct shipped_policy){
			str_slice(path, SHIPPED_FOLDER.len, path.len - SHIPPED_ENDING.len),
			str_trim(str_slice(line, 1, line.len)),
		};
	}
	return shipped;
}

/* "on": a rule that is off comes into force at its catalogue severity. */
static struct str resolve_on(const struct policy *policy, struct str key)
{
	struct str id = str_slice(key, RULES_PREFIX.len, key.len - STR(".severity").len);
	const struct rule_key *rule = vocabulary_rule(policy->vocabulary, id);
	enum severity now = policy_severity(policy, rule);

	if (now == SEVERITY_OFF)
		now = rule->severity != SEVERITY_OFF ? rule->severity : SEVERITY_WARNING;
	return str_from(severity_name(now));
}

/* Lays a file's settings over those there are. */
static void add_layer(struct policy *policy, const struct settings *layer)
{
	bool has_sets = false;

	for (size_t i = 0; i < layer->count; i++)
		has_sets |= str_starts(layer->items[i].key, STR("sets"));
	if (has_sets)
		settings_take(policy->arena, &policy->settings, STR("sets"));
	for (size_t i = 0; i < layer->count; i++) {
		struct setting setting = layer->items[i];

		if (str_starts(setting.key, RULES_PREFIX) && str_equal(setting.value, STR("on")))
			setting.value = resolve_on(policy, setting.key);
		settings_put(policy->arena, &policy->settings, &setting);
	}
}

static int read_shipped(struct settings *ret, const struct policy *policy, struct str name,
	const struct setting *extends, struct error *reterr)
{
	struct arena *arena = policy->arena;
	struct str path = str_format(arena, "policies/%.*s.yaml", STR_ARG(name));
	struct str bytes = template_find(path);
	struct policy_origin origin = {str_format(arena, "policy %.*s", STR_ARG(name)), true};

	if (!bytes.ptr) {
		struct shipped_policies shipped = policy_shipped(arena);
		struct str_list names = {0};
		struct str nearest;

		for (size_t i = 0; i < shipped.count; i++)
			str_list_add(arena, &names, shipped.items[i].name);
		nearest = nearest_word(arena, name, &names);
		error_set(reterr, "%.*s: %.*s: '%s' is no shipped policy%s%.*s%s", STR_ARG(extends->from),
			STR_ARG(extends->key), escape_text(arena, name, false).ptr,
			nearest.ptr ? "; did you mean '" : "", STR_ARG(nearest), nearest.ptr ? "'?" : "");
		return error_hint(reterr, "mighook policy list");
	}
	return policy_file_read(ret, arena, policy->vocabulary, bytes, &origin, reterr);
}

/* The `grandfather` entries leave the settings: there may be many. */
static void take_grandfathers(struct policy *policy, struct settings *layer)
{
	struct settings taken = settings_take(policy->arena, layer, STR("grandfather["));
	struct grandfather *entry = NULL;
	struct str last = {NULL, 0};

	for (size_t i = 0; i < taken.count; i++) {
		struct str key = taken.items[i].key, value = taken.items[i].value;
		size_t end = str_find(key, STR("]"), 0);
		struct str item = str_slice(key, 0, end), word = str_slice(key, end + 2, key.len);

		if (!entry || !str_equal(item, last))
			entry = vec_push(policy->arena, &policy->grandfathers);
		last = item;
		if (str_equal(word, STR("rule")))
			entry->rule = value;
		else if (str_equal(word, STR("path")))
			entry->path = value;
		else
			entry->fingerprint = value;
	}
}

/* The rules among the settings that lie below `prefix`, as if they stood at the top. */
static struct settings rules_below(
	struct arena *arena, const struct settings *settings, struct str prefix)
{
	struct settings rules = {0};

	for (size_t i = 0; i < settings->count; i++) {
		struct setting setting = settings->items[i];

		if (!str_starts(setting.key, prefix))
			continue;
		setting.key = str_slice(setting.key, prefix.len - RULES_PREFIX.len, setting.key.len);
		settings_add(arena, &rules, &setting);
	}
	return rules;
}

/* Drops what a shipped policy says of rules that no set is asked. */
static void drop_rules_of_change(const struct policy *policy, struct settings *rules)
{
	for (size_t i = 0; i < policy->vocabulary->rule_count; i++) {
		const struct rule_key *rule = policy->vocabulary->rules[i];

		if (rule->of_change)
			settings_take(policy->arena, rules, str_format(policy->arena, "rules.%s.", rule->id));
	}
}

/* Lays what a set says of rules over what the policy says. */
static int add_set_rules(
	struct policy *ret, struct policy *policy, size_t set, struct error *reterr)
{
	struct arena *arena = policy->arena;
	const struct setting *extends = policy_setting(policy, "sets[%zu].extends", set);
	struct str prefix = str_format(arena, "sets[%zu].rules.", set);
	struct settings own = rules_below(arena, &policy->settings, prefix), shipped;

	for (size_t i = 0; extends && i < extends->list.count; i++) {
		if (read_shipped(&shipped, policy, extends->list.items[i], extends, reterr))
			return -1;
		shipped = settings_take(arena, &shipped, RULES_PREFIX);
		drop_rules_of_change(policy, &shipped);
		add_layer(ret, &shipped);
	}
	add_layer(ret, &own);
	return 0;
}

static bool has_set_rules(const struct policy *policy, size_t set)
{
	char buffer[64];
	struct str prefix = {buffer, (size_t)snprintf(buffer, sizeof buffer, "sets[%zu].rules.", set)};

	for (size_t i = 0; i < policy->settings.count; i++)
		if (str_starts(policy->settings.items[i].key, prefix))
			return true;
	return policy_setting(policy, "sets[%zu].extends", set) != NULL;
}

static int read_set_rules(struct policy *policy, struct error *reterr)
{
	size_t count = policy_set_count(policy);

	for (size_t i = 0; i < count; i++) {
		struct policy *own;

		if (!has_set_rules(policy, i))
			continue;
		if (!policy->of_sets)
			policy->of_sets = arena_array(policy->arena, const struct policy *, count);
		own = arena_new(policy->arena, struct policy);
		*own = *policy;
		own->of_sets = NULL;
		own->settings = settings_copy(policy->arena, &policy->settings);
		if (add_set_rules(own, policy, i, reterr))
			return -1;
		policy->of_sets[i] = own;
	}
	return 0;
}

int policy_load(struct policy *ret, struct arena *arena, const struct vocabulary *vocabulary,
	struct str bytes, struct str source, struct error *reterr)
{
	struct policy policy = policy_default(arena, vocabulary);
	struct policy_origin origin = {source, false};
	const struct setting *extends;
	struct settings layer;

	policy.source = source;
	if (policy_file_read(&layer, arena, vocabulary, bytes, &origin, reterr)) {
		if (!reterr->hint[0])
			error_hint(reterr, "mighook help policy-file");
		return -1;
	}
	extends = settings_get(&layer, STR("extends"));
	for (size_t i = 0; extends && i < extends->list.count; i++) {
		struct settings shipped;

		if (read_shipped(&shipped, &policy, extends->list.items[i], extends, reterr))
			return -1;
		add_layer(&policy, &shipped);
	}
	if (settings_get(&layer, STR("sets")))
		return error_set(reterr,
			"%.*s: sets: lists none; leave the key out to have them found by their files",
			STR_ARG(settings_get(&layer, STR("sets"))->from));
	take_grandfathers(&policy, &layer);
	add_layer(&policy, &layer);
	if (read_set_rules(&policy, reterr))
		return -1;
	*ret = policy;
	return 0;
}
