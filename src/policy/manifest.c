/* SPDX-License-Identifier: MIT */
#include "policy/manifest.h"

#include "base/vec.h"
#include "policy/yaml_document.h"

struct reader {
	struct arena *arena;
	struct str name;
	struct manifest manifest;
	struct error *reterr;
};

/* "0001_baseline_v1" names version 0001. */
static struct str version_of(struct str text)
{
	return str_slice(text, 0, str_find(text, STR("_"), 0));
}

static bool is_version(struct str text)
{
	return text.len && is_digit(text.ptr[0]);
}

bool version_range_parse(struct str text, struct version_range *ret)
{
	size_t dots = str_find(text, STR(".."), 0);
	struct str last = dots < text.len ? str_slice(text, dots + 2, text.len) : text;

	ret->first = version_of(str_slice(text, 0, dots));
	ret->last = version_of(last);
	return is_version(ret->first) && is_version(ret->last);
}

static int expect(
	struct reader *reader, const struct yaml_node *node, enum yaml_kind kind, const char *what)
{
	if (node->kind == kind)
		return 0;
	return yaml_mistake(reader->reterr, reader->name, node, "must be %s", what);
}

static int read_version(struct reader *reader, const struct yaml_node *node, struct str *ret)
{
	if (expect(reader, node, YAML_SCALAR, "a version"))
		return -1;
	*ret = version_of(node->text);
	if (!is_version(*ret))
		return yaml_mistake(
			reader->reterr, reader->name, node, "'%.*s' is no version", STR_ARG(node->text));
	return 0;
}

static int read_required(struct reader *reader, const struct yaml_node *node)
{
	if (expect(reader, node, YAML_SEQUENCE, "a list of versions"))
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		struct str version;

		if (read_version(reader, node->items[i], &version))
			return -1;
		str_list_add(reader->arena, &reader->manifest.required, version);
	}
	return 0;
}

static int read_replaces(
	struct reader *reader, const struct yaml_node *node, struct version_ranges *ret)
{
	bool open = false;

	if (expect(reader, node, YAML_SEQUENCE, "a list of versions and ranges"))
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *item = node->items[i];
		struct version_range range;

		if (expect(reader, item, YAML_SCALAR, "a version or a range"))
			return -1;
		if (str_equal(item->text, STR("..."))) {
			if (open || !i || i + 1 == node->count)
				return yaml_mistake(
					reader->reterr, reader->name, item, "'...' must stand between two versions");
			open = true;
			continue;
		}
		if (!version_range_parse(item->text, &range))
			return yaml_mistake(reader->reterr, reader->name, item, "'%.*s' is no version or range",
				STR_ARG(item->text));
		if (open)
			ret->items[ret->count - 1].last = range.last;
		else
			*vec_push(reader->arena, ret) = range;
		open = false;
	}
	return 0;
}

static int read_squash_point(struct reader *reader, const struct yaml_node *node)
{
	struct manifest *manifest = &reader->manifest;
	struct squash_point point = {.version = {NULL, 0}};

	if (expect(reader, node, YAML_MAPPING, "a mapping of version and replaces"))
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		int failed;

		if (str_equal(pair->key->text, STR("version")))
			failed = read_version(reader, pair->value, &point.version);
		else if (str_equal(pair->key->text, STR("replaces")))
			failed = read_replaces(reader, pair->value, &point.replaces);
		else
			failed = yaml_mistake(reader->reterr, reader->name, pair->key,
				"unknown key '%.*s'; there is version, replaces", STR_ARG(pair->key->text));
		if (failed)
			return -1;
	}
	*vec_push(reader->arena, &manifest->points) = point;
	for (size_t i = 0; i < point.replaces.count; i++)
		*vec_push(reader->arena, &manifest->replaced) = point.replaces.items[i];
	return 0;
}

static int read_squash_points(struct reader *reader, const struct yaml_node *node)
{
	if (expect(reader, node, YAML_SEQUENCE, "a list of squash points"))
		return -1;
	for (size_t i = 0; i < node->count; i++)
		if (read_squash_point(reader, node->items[i]))
			return -1;
	return 0;
}

int manifest_read(struct manifest *ret, struct arena *arena, struct str bytes, struct str name,
	struct error *reterr)
{
	struct reader reader = {arena, name, {.baseline = {NULL, 0}}, reterr};
	struct yaml_node *root;

	if (yaml_parse_document(&root, arena, bytes, name, reterr) ||
		expect(&reader, root, YAML_MAPPING, "a mapping"))
		return -1;
	for (size_t i = 0; i < root->count; i++) {
		const struct yaml_pair *pair = &root->pairs[i];
		struct str key = pair->key->text;
		int failed;

		if (str_equal(key, STR("version")))
			failed = expect(&reader, pair->value, YAML_SCALAR, "a version");
		else if (str_equal(key, STR("baseline")))
			failed = read_version(&reader, pair->value, &reader.manifest.baseline);
		else if (str_equal(key, STR("required_migrations")))
			failed = read_required(&reader, pair->value);
		else if (str_equal(key, STR("squash_points")))
			failed = read_squash_points(&reader, pair->value);
		else
			failed = yaml_mistake(reterr, name, pair->key,
				"unknown key '%.*s'; there is version, baseline, required_migrations, "
				"squash_points",
				STR_ARG(key));
		if (failed)
			return -1;
	}
	*ret = reader.manifest;
	return 0;
}
