/* SPDX-License-Identifier: MIT */
#include "policy/policy_file.h"

#include "base/nearest.h"
#include "policy/value.h"
#include "policy/yaml_document.h"

enum { NEWEST_FORMAT = 1 };

struct reader {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct policy_origin *origin;
	struct settings settings;
	struct error *reterr;
};

static int mistake(
	struct reader *reader, const struct yaml_node *node, struct str key, struct str what)
{
	return yaml_mistake(
		reader->reterr, reader->origin->name, node, "%.*s: %.*s", STR_ARG(key), STR_ARG(what));
}

static void put(struct reader *reader, const struct yaml_node *node, struct setting setting)
{
	setting.is_shipped = reader->origin->is_shipped;
	setting.from = setting.is_shipped
		? reader->origin->name
		: str_format(reader->arena, "%.*s:%u", STR_ARG(reader->origin->name), node->line);
	settings_add(reader->arena, &reader->settings, &setting);
}

static int check_text(struct reader *reader, const struct yaml_node *node, struct str key,
	enum value_kind kind, const char *choices)
{
	struct str wrong;

	if (node->kind != YAML_SCALAR)
		return mistake(reader, node, key, STR("must be a single value"));
	wrong = value_mistake(reader->arena, reader->vocabulary, kind, choices, node->text);
	return wrong.ptr ? mistake(reader, node, key, wrong) : 0;
}

static int read_list(struct reader *reader, const struct yaml_node *node, struct str key)
{
	struct setting setting = {.key = key};

	if (node->kind == YAML_SCALAR) {
		if (check_text(reader, node, key, VALUE_TEXT, NULL))
			return -1;
		str_list_add(reader->arena, &setting.list, node->text);
	} else if (node->kind == YAML_MAPPING) {
		return mistake(reader, node, key, STR("must be a list"));
	}
	for (size_t i = 0; node->kind == YAML_SEQUENCE && i < node->count; i++) {
		if (check_text(reader, node->items[i], key, VALUE_TEXT, NULL))
			return -1;
		str_list_add(reader->arena, &setting.list, node->items[i]->text);
	}
	put(reader, node, setting);
	return 0;
}

static int read_rules(struct reader *reader, const struct yaml_node *node, struct str key);
static int read_history_columns(
	struct reader *reader, const struct yaml_node *node, struct str key);

static int read_value(struct reader *reader, const struct yaml_node *node, struct str key,
	enum value_kind kind, const char *choices)
{
	struct str value = node->text;

	if (kind == VALUE_LIST)
		return read_list(reader, node, key);
	if (kind == VALUE_HISTORY_COLUMNS)
		return read_history_columns(reader, node, key);
	if (kind == VALUE_RULES)
		return read_rules(reader, node, key);
	if (check_text(reader, node, key, kind, choices))
		return -1;
	if (kind == VALUE_PATH || kind == VALUE_PATH_OR_NONE) {
		while (str_starts(value, STR("./")))
			value = str_slice(value, 2, value.len);
		while (value.len && value.ptr[value.len - 1] == '/')
			value = str_slice(value, 0, value.len - 1);
		if (str_equal(value, STR(".")))
			value = STR("");
	}
	put(reader, node, (struct setting){.key = key, .value = value});
	return 0;
}

/* An unknown word of a mapping: names the nearest of the known ones. */
static int unknown_key(struct reader *reader, const struct yaml_pair *pair, struct str below,
	const struct str_list *known)
{
	struct str word = pair->key->text;
	struct str nearest = nearest_word(reader->arena, word, known);
	struct text what = {.arena = reader->arena};

	text_addf(&what, "unknown key '%.*s'", STR_ARG(word));
	if (below.len)
		text_addf(&what, " in %.*s", STR_ARG(below));
	if (nearest.ptr) {
		text_addf(&what, "; did you mean '%.*s'?", STR_ARG(nearest));
	} else {
		text_add(&what, STR("; there is "));
		for (size_t i = 0; i < known->count; i++)
			text_addf(&what, "%s%.*s", i ? ", " : "", STR_ARG(known->items[i]));
	}
	return yaml_mistake(reader->reterr, reader->origin->name, pair->key, "%s", text_str(&what).ptr);
}

static int read_history_columns(struct reader *reader, const struct yaml_node *node, struct str key)
{
	const struct str_list *known = &reader->vocabulary->history_columns;

	if (node->kind != YAML_MAPPING)
		return mistake(reader, node, key, STR("must be a mapping"));
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		struct str below = str_format(
			reader->arena, "%.*s.%.*s", STR_ARG(key), STR_ARG(pair->key->text));

		if (!str_list_contains(known, pair->key->text))
			return unknown_key(reader, pair, key, known);
		if (check_text(reader, pair->value, below, VALUE_TEXT, NULL))
			return -1;
		put(reader, pair->value, (struct setting){.key = below, .value = pair->value->text});
	}
	return 0;
}

static int read_option(struct reader *reader, const struct rule_key *rule,
	const struct yaml_pair *pair, struct str below)
{
	struct str_list known = {0};
	struct str key = str_format(
		reader->arena, "%.*s.%.*s", STR_ARG(below), STR_ARG(pair->key->text));

	if (str_equal(pair->key->text, STR("severity")))
		return read_value(reader, pair->value, key, VALUE_CHOICE, "off|info|warning|error");
	str_list_add(reader->arena, &known, STR("severity"));
	for (const struct option_key *option = rule->options; option && option->name; option++) {
		if (str_equal(pair->key->text, str_from(option->name)))
			return read_value(reader, pair->value, key, option->kind, option->choices);
		str_list_add(reader->arena, &known, str_from(option->name));
	}
	return unknown_key(reader, pair, below, &known);
}

/* A severity, or a mapping of a severity and options. */
static int read_rule(struct reader *reader, const struct yaml_pair *pair, struct str rules)
{
	struct str below = str_format(
		reader->arena, "%.*s.%.*s", STR_ARG(rules), STR_ARG(pair->key->text));
	struct str key = str_format(reader->arena, "%.*s.severity", STR_ARG(below));
	const struct rule_key *rule;
	bool has_severity = false;

	if (check_text(reader, pair->key, rules, VALUE_RULE, NULL))
		return -1;
	rule = vocabulary_rule(reader->vocabulary, pair->key->text);
	if (rule->of_change && !str_equal(rules, STR("rules")))
		return mistake(reader, pair->key, below,
			STR("is asked of the whole change and not of a set; set it in the `rules` of the top"));
	if (pair->value->kind == YAML_SCALAR)
		return read_value(reader, pair->value, key, VALUE_CHOICE, "off|info|warning|error");
	if (pair->value->kind != YAML_MAPPING)
		return mistake(
			reader, pair->value, below, STR("must be a severity or a mapping of its options"));
	for (size_t i = 0; i < pair->value->count; i++) {
		has_severity |= str_equal(pair->value->pairs[i].key->text, STR("severity"));
		if (read_option(reader, rule, &pair->value->pairs[i], below))
			return -1;
	}
	if (!has_severity)
		put(reader, pair->value, (struct setting){.key = key, .value = STR("on")});
	return 0;
}

static int read_rules(struct reader *reader, const struct yaml_node *node, struct str key)
{
	if (node->kind != YAML_MAPPING)
		return mistake(reader, node, key, STR("must be a mapping of rules"));
	for (size_t i = 0; i < node->count; i++)
		if (read_rule(reader, &node->pairs[i], key))
			return -1;
	return 0;
}

/* The words that may follow `pattern` in the table, once each. */
static struct str_list words_below(struct reader *reader, struct str pattern)
{
	struct str_list words = {0};

	for (size_t i = 0; i < policy_key_count; i++) {
		struct str rest = str_from(policy_keys[i].pattern);
		size_t end;

		if (!str_starts(rest, pattern))
			continue;
		rest = str_slice(rest, pattern.len, rest.len);
		for (end = 0; end < rest.len && rest.ptr[end] != '.' && rest.ptr[end] != '['; end++)
			;
		if (!str_list_contains(&words, str_slice(rest, 0, end)))
			str_list_add(reader->arena, &words, str_slice(rest, 0, end));
	}
	return words;
}

static const struct policy_key *key_of(struct str pattern)
{
	for (size_t i = 0; i < policy_key_count; i++)
		if (str_equal(pattern, str_from(policy_keys[i].pattern)))
			return &policy_keys[i];
	return NULL;
}

static bool has_keys_below(struct str pattern)
{
	for (size_t i = 0; i < policy_key_count; i++)
		if (str_starts(str_from(policy_keys[i].pattern), pattern))
			return true;
	return false;
}

static int read_mapping(
	struct reader *reader, const struct yaml_node *node, struct str key, struct str pattern);

/* `key` is where we are, `pattern` the same place in the words of the table. */
static int read_node(
	struct reader *reader, const struct yaml_node *node, struct str key, struct str pattern)
{
	const struct policy_key *row = key_of(pattern);
	struct str items = str_format(reader->arena, "%.*s[].", STR_ARG(pattern));

	if (row)
		return read_value(reader, node, key, row->kind, row->choices);
	if (!has_keys_below(items))
		return read_mapping(reader, node, key, pattern);
	if (node->kind != YAML_SEQUENCE)
		return mistake(reader, node, key, STR("must be a list of mappings"));
	for (size_t i = 0; i < node->count; i++) {
		struct str item = str_format(reader->arena, "%.*s[%zu]", STR_ARG(key), i);

		if (read_mapping(reader, node->items[i], item, str_slice(items, 0, items.len - 1)))
			return -1;
	}
	/* An empty list is a setting too: it replaces an earlier one. */
	if (!node->count)
		put(reader, node, (struct setting){.key = key});
	return 0;
}

/* The required words of a mapping are there. */
static int check_required(
	struct reader *reader, const struct yaml_node *node, struct str key, struct str prefix)
{
	for (size_t i = 0; i < policy_key_count; i++) {
		struct str pattern = str_from(policy_keys[i].pattern);
		struct str word = str_slice(pattern, prefix.len, pattern.len);
		bool found = false;

		if (!policy_keys[i].required || !str_starts(pattern, prefix) ||
			str_find(word, STR("."), 0) < word.len)
			continue;
		for (size_t j = 0; j < node->count; j++)
			found |= str_equal(node->pairs[j].key->text, word);
		if (!found)
			return mistake(reader, node, key,
				str_format(reader->arena, "needs the key '%.*s'", STR_ARG(word)));
	}
	return 0;
}

static int read_mapping(
	struct reader *reader, const struct yaml_node *node, struct str key, struct str pattern)
{
	struct str prefix = str_format(
		reader->arena, "%.*s%s", STR_ARG(pattern), pattern.len ? "." : "");
	struct str_list words = words_below(reader, prefix);
	bool any = words.count == 1 && str_equal(words.items[0], STR("*"));

	if (node->kind != YAML_MAPPING)
		return mistake(reader, node, key.len ? key : STR("the policy"), STR("must be a mapping"));
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		struct str word = pair->key->text;
		struct str below = str_format(
			reader->arena, "%.*s%s%.*s", STR_ARG(key), key.len ? "." : "", STR_ARG(word));
		struct str place = str_format(
			reader->arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(any ? STR("*") : word));

		if (!any && (!word.len || !str_list_contains(&words, word)))
			return unknown_key(reader, pair, key, &words);
		if (read_node(reader, pair->value, below, place))
			return -1;
	}
	return check_required(reader, node, key, prefix);
}

/* A file of a newer format would be read wrongly: that is said before anything else. */
static int check_format(struct reader *reader, const struct yaml_node *root)
{
	for (size_t i = 0; root->kind == YAML_MAPPING && i < root->count; i++) {
		const struct yaml_node *value = root->pairs[i].value;

		if (!str_equal(root->pairs[i].key->text, STR("version")))
			continue;
		if (check_text(reader, value, STR("version"), VALUE_NUMBER, NULL))
			return -1;
		if (value_number(value->text) != NEWEST_FORMAT)
			return mistake(reader, value, STR("version"),
				STR("this policy is written for a newer mighook (this one reads version 1)"));
	}
	return 0;
}

int policy_file_read(struct settings *ret, struct arena *arena, const struct vocabulary *vocabulary,
	struct str bytes, const struct policy_origin *origin, struct error *reterr)
{
	struct reader reader = {arena, vocabulary, origin, {0}, reterr};
	struct yaml_node *root;

	if (yaml_parse_document(&root, arena, bytes, origin->name, reterr) ||
		check_format(&reader, root) || read_mapping(&reader, root, STR(""), STR("")))
		return -1;
	*ret = reader.settings;
	return 0;
}
