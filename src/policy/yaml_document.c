/* SPDX-License-Identifier: MIT */
/* Built from the parser's events, not from libyaml's own documents: those are complete before
 * anything can be limited, and 100 kB of brackets take minutes. */
#include "policy/yaml_document.h"

#include <yaml.h>

#include "base/escape.h"
#include "base/vec.h"

/* More than any policy has; an alias counts as all that it repeats. */
enum {
	MAX_DEPTH = 32,
	MAX_NODES = 500000,
	MAX_KEYS = 1000,
	MAX_KEY_SIZE = 1000,
	MAX_ANCHORS = 1000
};

struct anchor {
	struct str name;
	struct yaml_node *node; /* NULL: not complete yet */
};

struct builder {
	yaml_parser_t parser;
	struct arena *arena;
	struct str bytes, name;
	struct {
		struct anchor *items;
		size_t count, capacity;
	} anchors;
	size_t nodes;
	struct error *reterr;
};

int yaml_mistake(
	struct error *reterr, struct str name, const struct yaml_node *node, const char *format, ...)
{
	struct arena scratch = {0};
	struct str message;
	va_list values;

	va_start(values, format);
	message = str_vformat(&scratch, format, values);
	va_end(values);
	message = str_format(&scratch, "%.*s:%u: %s", STR_ARG(name), node->line, message.ptr);
	error_set(reterr, "%s", escape_text(&scratch, message, false).ptr);
	arena_release(&scratch);
	return -1;
}

size_t yaml_offset(struct str bytes, size_t place)
{
	size_t at = str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0;

	/* libyaml counts characters */
	for (; at < bytes.len && place; place--) {
		at++;
		while (at < bytes.len && ((unsigned char)bytes.ptr[at] & 0xc0) == 0x80)
			at++;
	}
	return at;
}

#define mistake(builder, node, ...) \
	yaml_mistake((builder)->reterr, (builder)->name, (node), __VA_ARGS__)

/* Where the parser stopped. Bytes that are no text have an offset instead of a line. */
static unsigned stopped_at(const struct builder *builder)
{
	const yaml_parser_t *parser = &builder->parser;
	unsigned line = 1;

	if (parser->error != YAML_READER_ERROR)
		return (unsigned)parser->problem_mark.line + 1;
	for (size_t i = 0; i < parser->problem_offset && i < builder->bytes.len; i++)
		line += builder->bytes.ptr[i] == '\n';
	return line;
}

/* The next event; to be deleted by the caller. */
static int next_event(struct builder *builder, yaml_event_t *ret)
{
	const char *problem;

	if (yaml_parser_parse(&builder->parser, ret))
		return 0;
	problem = builder->parser.problem;
	return mistake(builder, &(struct yaml_node){.line = stopped_at(builder)},
		"this is no valid YAML: %s", problem ? problem : "out of memory");
}

static unsigned line_of(const yaml_event_t *event)
{
	return (unsigned)event->start_mark.line + 1;
}

/* Counts a node and all below it, as they will be read. False beyond a limit. */
static bool count_nodes(struct builder *builder, const struct yaml_node *node, unsigned depth)
{
	bool fits = depth <= MAX_DEPTH && ++builder->nodes <= MAX_NODES;

	for (size_t i = 0; i < node->count && fits; i++) {
		if (node->kind == YAML_SEQUENCE)
			fits = count_nodes(builder, node->items[i], depth + 1);
		else
			fits = count_nodes(builder, node->pairs[i].key, depth + 1) &&
				count_nodes(builder, node->pairs[i].value, depth + 1);
	}
	return fits;
}

static int check_key(struct builder *builder, const struct yaml_pair *pairs, size_t count)
{
	const struct yaml_node *key = pairs[count].key;

	if (key->kind != YAML_SCALAR || key->text.len > MAX_KEY_SIZE)
		return mistake(builder, key, "a key must be a word");
	if (count == MAX_KEYS)
		return mistake(builder, key, "more than %d keys", MAX_KEYS);
	for (size_t i = 0; i < count; i++)
		if (str_equal(pairs[i].key->text, key->text))
			return mistake(builder, key,
				"key '%.*s' stands here for the second time (first in line %u)", STR_ARG(key->text),
				pairs[i].key->line);
	return 0;
}

static int read_node(
	struct builder *builder, const yaml_event_t *event, unsigned depth, struct yaml_node **ret);

/* The next item, key or value; NULL where the sequence or mapping ends. */
static int read_child(
	struct builder *builder, struct yaml_node *parent, unsigned depth, struct yaml_node **ret)
{
	_cleanup_(yaml_event_delete) yaml_event_t event = {0};

	if (next_event(builder, &event))
		return -1;
	*ret = NULL;
	if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT) {
		/* without brackets that is wherever the next token is */
		if (event.end_mark.index > event.start_mark.index)
			parent->to = event.end_mark.index;
		return 0;
	}
	return read_node(builder, &event, depth, ret);
}

static int read_sequence(struct builder *builder, struct yaml_node *node, unsigned depth)
{
	struct {
		struct yaml_node **items;
		size_t count, capacity;
	} list = {0};
	struct yaml_node *item;

	for (;;) {
		if (read_child(builder, node, depth, &item))
			return -1;
		if (!item)
			break;
		*vec_push(builder->arena, &list) = item;
	}
	node->items = list.items;
	node->count = list.count;
	return 0;
}

static int read_mapping(struct builder *builder, struct yaml_node *node, unsigned depth)
{
	struct {
		struct yaml_pair *items;
		size_t count, capacity;
	} list = {0};
	struct yaml_node *key;

	for (;;) {
		struct yaml_pair *pair;

		if (read_child(builder, node, depth, &key))
			return -1;
		if (!key)
			break;
		pair = vec_push(builder->arena, &list);
		pair->key = key;
		if (check_key(builder, list.items, list.count - 1) ||
			read_child(builder, node, depth, &pair->value))
			return -1;
	}
	node->pairs = list.items;
	node->count = list.count;
	return 0;
}

static int read_alias(struct builder *builder, const yaml_event_t *event, struct yaml_node **ret)
{
	struct str name = str_from((const char *)event->data.alias.anchor);

	const struct yaml_node here = {.line = line_of(event)};

	/* A name may be given again: the last one before the alias counts. */
	for (size_t i = builder->anchors.count; i-- > 0;) {
		if (!str_equal(builder->anchors.items[i].name, name))
			continue;
		if (!builder->anchors.items[i].node)
			return mistake(
				builder, &here, "nested too deeply: '%.*s' contains itself", STR_ARG(name));
		*ret = builder->anchors.items[i].node;
		return 0;
	}
	return mistake(builder, &here, "there is no '&%.*s' before this", STR_ARG(name));
}

static int read_content(
	struct builder *builder, const yaml_event_t *event, unsigned depth, struct yaml_node *node)
{
	node->line = line_of(event);
	node->from = node->to = event->start_mark.index;
	switch (event->type) {
	case YAML_MAPPING_START_EVENT:
		node->kind = YAML_MAPPING;
		return read_mapping(builder, node, depth + 1);
	case YAML_SEQUENCE_START_EVENT:
		node->kind = YAML_SEQUENCE;
		return read_sequence(builder, node, depth + 1);
	default:
		node->kind = YAML_SCALAR;
		node->to = event->end_mark.index;
		node->text = str_copy(builder->arena,
			(struct str){(const char *)event->data.scalar.value, event->data.scalar.length});
		return 0;
	}
}

/* The name that aliases will call the node by; ptr NULL: none. */
static struct str anchor_of(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_MAPPING_START_EVENT:
		return str_from((const char *)event->data.mapping_start.anchor);
	case YAML_SEQUENCE_START_EVENT:
		return str_from((const char *)event->data.sequence_start.anchor);
	case YAML_SCALAR_EVENT:
		return str_from((const char *)event->data.scalar.anchor);
	default:
		return (struct str){NULL, 0};
	}
}

static int read_node(
	struct builder *builder, const yaml_event_t *event, unsigned depth, struct yaml_node **ret)
{
	struct yaml_node *node = arena_new(builder->arena, struct yaml_node);
	struct str anchor = anchor_of(event);
	size_t place = builder->anchors.count;

	if (event->type == YAML_ALIAS_EVENT && read_alias(builder, event, &node))
		return -1;
	/* A new node is still empty: what is in it counts when it comes. */
	if (!count_nodes(builder, node, depth) || place >= MAX_ANCHORS)
		return mistake(
			builder, &(struct yaml_node){.line = line_of(event)}, "nested too deeply or too large");
	if (anchor.ptr)
		vec_push(builder->arena, &builder->anchors)->name = str_copy(builder->arena, anchor);
	if (event->type != YAML_ALIAS_EVENT && read_content(builder, event, depth, node))
		return -1;
	if (anchor.ptr)
		builder->anchors.items[place].node = node;
	*ret = node;
	return 0;
}

/* The document's root, or an empty mapping. */
static int read_stream(struct builder *builder, struct yaml_node **ret)
{
	struct yaml_node *root = NULL;

	for (;;) {
		_cleanup_(yaml_event_delete) yaml_event_t event = {0};

		if (next_event(builder, &event))
			return -1;
		switch (event.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (root)
				return mistake(builder, &(struct yaml_node){.line = line_of(&event)},
					"there must be one YAML document");
			break;
		case YAML_STREAM_END_EVENT:
			if (!root) {
				root = arena_new(builder->arena, struct yaml_node);
				*root = (struct yaml_node){.kind = YAML_MAPPING, .line = 1};
			}
			*ret = root;
			return 0;
		default:
			if (read_node(builder, &event, 0, &root))
				return -1;
		}
	}
}

int yaml_parse_document(struct yaml_node **ret, struct arena *arena, struct str bytes,
	struct str name, struct error *reterr)
{
	struct builder builder = {.arena = arena, .bytes = bytes, .name = name, .reterr = reterr};
	int result;

	if (!yaml_parser_initialize(&builder.parser))
		return error_set(reterr, "out of memory");
	yaml_parser_set_input_string(
		&builder.parser, (const unsigned char *)(bytes.ptr ? bytes.ptr : ""), bytes.len);
	result = read_stream(&builder, ret);
	yaml_parser_delete(&builder.parser);
	return result;
}
