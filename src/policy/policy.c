/* SPDX-License-Identifier: MIT */
#include "policy/policy.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "base/template.h"
#include "base/vec.h"

#define SHIPPED_FOLDER STR("policies/")
#define SHIPPED_ENDING STR(".yaml")

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
	struct str id = str_slice(key, STR("rules.").len, key.len - STR(".severity").len);
	const struct rule_key *rule = vocabulary_rule(policy->vocabulary, id);
	enum severity now = rule ? policy_severity(policy, rule) : SEVERITY_WARNING;

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

		if (str_starts(setting.key, STR("rules.")) && str_equal(setting.value, STR("on")))
			setting.value = resolve_on(policy, setting.key);
		settings_put(policy->arena, &policy->settings, &setting);
	}
}

static int add_shipped(
	struct policy *policy, struct str name, const struct setting *extends, struct error *reterr)
{
	struct arena *arena = policy->arena;
	struct str path = str_format(arena, "policies/%.*s.yaml", STR_ARG(name));
	struct str bytes = template_find(path);
	struct policy_origin origin = {str_format(arena, "policy %.*s", STR_ARG(name)), true};
	struct settings layer;

	if (!bytes.ptr) {
		struct shipped_policies shipped = policy_shipped(arena);
		struct str_list names = {0};
		struct str nearest;

		for (size_t i = 0; i < shipped.count; i++)
			str_list_add(arena, &names, shipped.items[i].name);
		nearest = nearest_word(arena, name, &names);
		error_set(reterr, "%.*s: extends: '%s' is no shipped policy%s%.*s%s",
			STR_ARG(extends->from), escape_text(arena, name, false).ptr,
			nearest.ptr ? "; did you mean '" : "", STR_ARG(nearest), nearest.ptr ? "'?" : "");
		return error_hint(reterr, "mighook policy list");
	}
	if (policy_file_read(&layer, arena, policy->vocabulary, bytes, &origin, reterr))
		return -1;
	add_layer(policy, &layer);
	return 0;
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

static void note_unchecked(struct policy *policy, const struct settings *layer)
{
	for (size_t i = 0; i < layer->count; i++) {
		struct str id = layer->items[i].key, word;

		if (!str_next(&id, '.', &word) || !str_equal(word, STR("rules")) ||
			!str_ends(id, STR(".severity")) || str_equal(layer->items[i].value, STR("off")))
			continue;
		id = str_slice(id, 0, id.len - STR(".severity").len);
		if (vocabulary_is_later(policy->vocabulary, id))
			str_list_add(policy->arena, &policy->unchecked, id);
	}
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
			error_hint(reterr, "man 5 mighook-policy");
		return -1;
	}
	extends = settings_get(&layer, STR("extends"));
	for (size_t i = 0; extends && i < extends->list.count; i++)
		if (add_shipped(&policy, extends->list.items[i], extends, reterr))
			return -1;
	if (settings_get(&layer, STR("sets")))
		return error_set(reterr,
			"%.*s: sets: lists none; leave the key out to have them found by their files",
			STR_ARG(settings_get(&layer, STR("sets"))->from));
	take_grandfathers(&policy, &layer);
	note_unchecked(&policy, &layer);
	add_layer(&policy, &layer);
	*ret = policy;
	return 0;
}

const struct setting *policy_setting(const struct policy *policy, const char *format, ...)
{
	char buffer[1024]; /* no key is longer that anybody asks for */
	struct str key;
	va_list values;
	int len;

	va_start(values, format);
	len = vsnprintf(buffer, sizeof buffer, format, values);
	key = len >= 0 && (size_t)len < sizeof buffer ? (struct str){buffer, (size_t)len}
												  : (struct str){NULL, 0};
	va_end(values);
	return settings_get(&policy->settings, key);
}

size_t policy_set_count(const struct policy *policy)
{
	size_t count = 0;

	while (policy_setting(policy, "sets[%zu].path", count))
		count++;
	return count;
}

bool policy_set_is_shipped(const struct policy *policy, size_t set)
{
	return policy_setting(policy, "sets[%zu].path", set)->is_shipped;
}

unsigned policy_postgres(const struct policy *policy)
{
	const struct setting *setting = policy_setting(policy, "postgres");
	struct str digits = setting ? setting->value : STR("15");
	unsigned version = 0;

	for (size_t i = 0; i < digits.len && version < 1000; i++)
		version = version * 10 + (unsigned)(digits.ptr[i] - '0');
	return version;
}

enum severity policy_severity(const struct policy *policy, const struct rule_key *rule)
{
	const struct setting *setting = policy_setting(policy, "rules.%s.severity", rule->id);
	enum severity severity = rule->severity;

	if (setting)
		severity_parse(setting->value, &severity);
	return severity;
}

bool policy_rule_is_idle(const struct policy *policy, const struct rule_key *rule)
{
	struct str rest = str_from(rule->needs), option;

	if (!rule->needs || !policy_setting(policy, "rules.%s.severity", rule->id) ||
		policy_severity(policy, rule) == SEVERITY_OFF)
		return false;
	while (str_next(&rest, '|', &option))
		if (policy_setting(policy, "rules.%s.%.*s", rule->id, STR_ARG(option)))
			return false;
	return true;
}

static const struct option_key *option_of(const struct rule_key *rule, const char *name)
{
	const struct option_key *option = rule->options;

	while (option->name && strcmp(option->name, name) != 0)
		option++;
	return option;
}

struct str_list option_fallback_list(struct arena *arena, const struct option_key *option)
{
	struct str rest = str_from(option->fallback), item;
	struct str_list list = {0};

	while (rest.ptr && str_next(&rest, '|', &item))
		str_list_add(arena, &list, str_copy(arena, item));
	return list;
}

struct str policy_option(
	const struct policy *policy, const struct rule_key *rule, const char *option)
{
	const struct setting *setting = policy_setting(policy, "rules.%s.%s", rule->id, option);

	return setting ? setting->value : str_from(option_of(rule, option)->fallback);
}

struct str_list policy_option_list(
	const struct policy *policy, const struct rule_key *rule, const char *option)
{
	const struct setting *setting = policy_setting(policy, "rules.%s.%s", rule->id, option);

	return setting ? setting->list : option_fallback_list(policy->arena, option_of(rule, option));
}
