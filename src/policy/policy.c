/* SPDX-License-Identifier: MIT */
#include "policy/policy.h"

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

const struct policy *policy_of_set(const struct policy *policy, size_t set)
{
	return policy->of_sets && policy->of_sets[set] ? policy->of_sets[set] : policy;
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

/* "rules.ID.OPTION", which rules ask for each fact: no format is read for it. */
static const struct setting *option_setting(
	const struct policy *policy, const struct rule_key *rule, const char *option)
{
	const struct str parts[] = {STR("rules."), str_from(rule->id), STR("."), str_from(option)};
	char buffer[256];
	struct str key = {buffer, 0};

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		if (parts[i].len > sizeof buffer - key.len)
			return NULL;
		memcpy(buffer + key.len, parts[i].ptr, parts[i].len);
		key.len += parts[i].len;
	}
	return settings_get(&policy->settings, key);
}

enum severity policy_severity(const struct policy *policy, const struct rule_key *rule)
{
	const struct setting *setting = option_setting(policy, rule, "severity");
	enum severity severity = rule->severity;

	if (setting)
		severity_parse(setting->value, &severity);
	return severity;
}

bool policy_rule_is_idle(const struct policy *policy, const struct rule_key *rule)
{
	struct str rest = str_from(rule->needs), option;

	if (!rule->needs || !option_setting(policy, rule, "severity") ||
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
	const struct setting *setting = option_setting(policy, rule, option);

	return setting ? setting->value : str_from(option_of(rule, option)->fallback);
}

struct str_list policy_option_list(
	const struct policy *policy, const struct rule_key *rule, const char *option)
{
	const struct setting *setting = option_setting(policy, rule, option);

	return setting ? setting->list : option_fallback_list(policy->arena, option_of(rule, option));
}
