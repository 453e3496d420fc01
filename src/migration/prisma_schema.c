/* SPDX-License-Identifier: MIT */
#include "migration/prisma_schema.h"

#include "base/vec.h"

struct reader {
	struct prisma_schema *schema;
	struct arena *arena;
	const struct prisma_file *file;
	struct str text;
	size_t at;
};

static const char *const kind_names[] = {
	[PRISMA_MODEL] = "model",
	[PRISMA_VIEW] = "view",
	[PRISMA_TYPE] = "type",
	[PRISMA_ENUM] = "enum",
};

const char *prisma_kind_name(enum prisma_kind kind)
{
	return kind_names[kind];
}

const struct prisma_block *prisma_find(
	const struct prisma_schema *schema, unsigned kinds, struct str name)
{
	for (size_t i = 0; i < schema->blocks.count; i++)
		if ((kinds & 1u << schema->blocks.items[i].kind) &&
			str_equal(schema->blocks.items[i].name, name))
			return &schema->blocks.items[i];
	return NULL;
}

/* Notes the first mistake. False, for the caller to return. */
static bool fail(struct reader *reader, size_t from, size_t to, struct str mistake)
{
	struct prisma_schema *schema = reader->schema;

	if (!schema->mistake.ptr) {
		schema->mistake = mistake;
		schema->mistake_file = reader->file;
		schema->mistake_from = from;
		schema->mistake_to = to;
	}
	return false;
}

/* The next byte; NUL at the end. */
static char peek(const struct reader *reader)
{
	return reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
}

static bool is_next(const struct reader *reader, struct str word)
{
	return str_starts(str_slice(reader->text, reader->at, reader->text.len), word);
}

static bool is_done(const struct reader *reader)
{
	return reader->at >= reader->text.len;
}

/* Skips blanks and comments, and line ends too if `lines`. A comment may reach over lines. */
static void skip(struct reader *reader, bool lines)
{
	while (!is_done(reader)) {
		if (is_next(reader, STR("//")))
			reader->at = str_find(reader->text, STR("\n"), reader->at);
		else if (is_next(reader, STR("/*")))
			reader->at = str_find(reader->text, STR("*/"), reader->at + 2) + 2;
		else if (is_blank(peek(reader)) && (lines || peek(reader) != '\n'))
			reader->at++;
		else
			break;
	}
	if (reader->at > reader->text.len)
		reader->at = reader->text.len;
}

static bool is_name_byte(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '-' || (unsigned char)byte >= 0x80;
}

/* Empty if there is none. */
static struct str take_name(struct reader *reader)
{
	size_t from = reader->at;

	while (!is_done(reader) && is_name_byte(peek(reader)))
		reader->at++;
	return str_slice(reader->text, from, reader->at);
}

/* A string with its quotes; it ends in its line. */
static bool take_string(struct reader *reader)
{
	size_t from = reader->at++;

	while (!is_done(reader) && peek(reader) != '"' && peek(reader) != '\n')
		reader->at += peek(reader) == '\\' ? 2 : 1;
	if (peek(reader) != '"')
		return fail(reader, from, from + 1, STR("a string is never closed"));
	reader->at++;
	return true;
}

/* All up to the bracket that closes the one that is next. */
static bool take_brackets(struct reader *reader)
{
	struct text closing = {.arena = reader->arena}; /* of those that are open */
	size_t from = reader->at;

	do {
		char byte = peek(reader);

		if (byte == '"') {
			if (!take_string(reader))
				return false;
			continue;
		}
		if (is_next(reader, STR("//")) || is_next(reader, STR("/*"))) {
			skip(reader, true);
			continue;
		}
		if (is_done(reader) || (str_has(STR(")]}"), byte) && byte != closing.ptr[closing.len - 1]))
			return fail(reader, from, from + 1,
				str_format(reader->arena, "'%c' is never closed", reader->text.ptr[from]));
		if (str_has(STR("([{"), byte))
			text_add_byte(&closing, byte == '(' ? ')' : byte == '[' ? ']' : '}');
		else if (str_has(STR(")]}"), byte))
			closing.len--;
		reader->at++;
	} while (closing.len);
	return true;
}

/* The first string among the arguments of an attribute, behind `key:` if there is one of that name
 * and else at their begin; ptr NULL if there is none. */
static struct str string_of(struct reader *reader, struct str arguments, struct str key)
{
	struct reader inner = {reader->schema, reader->arena, reader->file, arguments, 0};
	struct str found = {NULL, 0}, last = {NULL, 0};
	bool is_first = true;

	while (!is_done(&inner)) {
		size_t from;

		skip(&inner, true);
		from = inner.at;
		if (peek(&inner) == '"') {
			/* what is closed in the whole is closed in a part of it */
			(void)take_string(&inner);
			if (is_first || str_equal(last, key))
				found = str_slice(arguments, from + 1, inner.at - 1);
			is_first = false;
		} else if (str_has(STR("[("), peek(&inner))) {
			(void)take_brackets(&inner);
			is_first = false;
		} else if (is_name_byte(peek(&inner))) {
			last = take_name(&inner);
			is_first = false;
		} else if (!is_done(&inner)) {
			inner.at++;
		}
	}
	return found;
}

struct attribute_text {
	struct str name; /* "map", "db.VarChar" */
	struct str arguments; /* between the parentheses; ptr NULL: there are none */
};

/* Behind the '@' or "@@". */
static bool take_attribute(struct reader *reader, struct attribute_text *ret)
{
	size_t from = reader->at, open;

	while (!is_done(reader) && (is_name_byte(peek(reader)) || peek(reader) == '.'))
		reader->at++;
	*ret = (struct attribute_text){str_slice(reader->text, from, reader->at), {NULL, 0}};
	if (!ret->name.len)
		return fail(reader, from - 1, from, STR("'@' stands without the name of an attribute"));
	open = reader->at;
	skip(reader, false);
	if (peek(reader) != '(') {
		reader->at = open;
		return true;
	}
	open = reader->at;
	if (!take_brackets(reader))
		return false;
	ret->arguments = str_slice(reader->text, open + 1, reader->at - 1);
	return true;
}

/* As written, without blanks: "Decimal(10, 2)" is "Decimal(10,2)". */
static struct str without_blanks(struct arena *arena, struct str string)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < string.len; i++)
		if (!is_blank(string.ptr[i]))
			text_add_byte(&text, string.ptr[i]);
	return text_str(&text);
}

/* True if an argument of that name is there. */
static bool has_argument(struct str arguments, struct str name)
{
	size_t at = str_find(arguments, name, 0);

	return at < arguments.len &&
		str_starts(str_trim(str_slice(arguments, at + name.len, arguments.len)), STR(":"));
}

static void apply_to_field(
	struct reader *reader, struct prisma_field *field, const struct attribute_text *attribute)
{
	struct str arguments = attribute->arguments, value = {NULL, 0};

	if (str_equal(attribute->name, STR("map"))) {
		value = string_of(reader, arguments, STR("name"));
		if (value.ptr)
			field->column = value;
	} else if (str_equal(attribute->name, STR("relation"))) {
		field->relation = string_of(reader, arguments, STR("name"));
		field->has_key = has_argument(arguments, STR("fields"));
	} else {
		size_t dot = str_find(attribute->name, STR("."), 0);

		/* the part before the dot is the name of the datasource, "db" by custom */
		if (dot < attribute->name.len)
			field->native_type = without_blanks(reader->arena,
				(struct str){attribute->name.ptr + dot + 1,
					(arguments.ptr
							? (size_t)(arguments.ptr - attribute->name.ptr) + arguments.len + 1
							: attribute->name.len) -
						dot - 1});
	}
}

/* Type[]? */
static bool take_type(struct reader *reader, struct prisma_field *field)
{
	size_t from = reader->at;

	(void)take_name(reader);
	if (reader->at == from)
		return fail(reader, field->from, field->to,
			str_format(reader->arena, "field %.*s has no type", STR_ARG(field->name)));
	if (peek(reader) == '(' && !take_brackets(reader))
		return false;
	field->type = str_slice(reader->text, from, reader->at);
	if (is_next(reader, STR("[]"))) {
		field->is_list = true;
		reader->at += 2;
	}
	if (peek(reader) == '?') {
		field->is_optional = true;
		reader->at++;
	}
	field->to = reader->at;
	return true;
}

static bool take_field(struct reader *reader, struct prisma_block *block)
{
	struct prisma_field field = {.from = reader->at};
	struct attribute_text attribute;

	field.name = field.column = take_name(reader);
	field.to = reader->at;
	if (!field.name.len)
		return fail(reader, reader->at, reader->at + 1,
			str_format(reader->arena, "'%c' is no begin of a field or attribute", peek(reader)));
	skip(reader, false);
	if (block->kind != PRISMA_ENUM && !take_type(reader, &field))
		return false;
	for (skip(reader, false); peek(reader) == '@'; skip(reader, false)) {
		reader->at++;
		if (!take_attribute(reader, &attribute))
			return false;
		apply_to_field(reader, &field, &attribute);
	}
	*vec_push(reader->arena, &block->fields) = field;
	if (peek(reader) == '{')
		return fail(reader, block->from, block->to,
			str_format(reader->arena, "%s %.*s is not closed before '%.*s' begins",
				kind_names[block->kind], STR_ARG(block->name), (int)(field.to - field.from),
				reader->text.ptr + field.from));
	if (!is_done(reader) && peek(reader) != '\n' && peek(reader) != '}')
		return fail(reader, reader->at, reader->at + 1,
			str_format(reader->arena, "'%c' behind field %.*s is no attribute", peek(reader),
				STR_ARG(field.name)));
	return true;
}

static bool take_block_attribute(struct reader *reader, struct prisma_block *block)
{
	struct attribute_text attribute;
	struct str value;

	reader->at += 2;
	if (!take_attribute(reader, &attribute))
		return false;
	value = string_of(reader, attribute.arguments, STR("name"));
	if (value.ptr && str_equal(attribute.name, STR("map")))
		block->table = value;
	else if (value.ptr && str_equal(attribute.name, STR("schema")))
		block->schema = value;
	return true;
}

/* What stands between the braces of a model, a type or an enum. */
static bool take_body(struct reader *reader, struct prisma_block *block)
{
	reader->at++;
	for (skip(reader, true); peek(reader) != '}'; skip(reader, true)) {
		if (is_done(reader))
			return fail(reader, block->from, block->to,
				str_format(reader->arena, "%s %.*s is never closed", kind_names[block->kind],
					STR_ARG(block->name)));
		if (is_next(reader, STR("@@")) ? !take_block_attribute(reader, block)
									   : !take_field(reader, block))
			return false;
	}
	reader->at++;
	return true;
}

/* The braces of a datasource, a generator, or what later versions know. */
static bool take_other_block(struct reader *reader, struct str word)
{
	size_t from = reader->at, at;
	struct str body;

	if (!take_brackets(reader))
		return false;
	body = str_slice(reader->text, from, reader->at);
	at = str_find(body, STR("provider"), 0);
	if (str_equal(word, STR("datasource")) && at < body.len && !reader->schema->provider.ptr) {
		size_t open = str_find(body, STR("\""), at) + 1;

		reader->schema->provider = str_slice(body, open, str_find(body, STR("\""), open));
	}
	return true;
}

static bool take_block(struct reader *reader)
{
	struct prisma_block block = {.file = reader->file, .from = reader->at};
	struct str word = take_name(reader);
	size_t kind = 0;

	if (!word.len)
		return fail(reader, block.from, block.from + 1,
			peek(reader) == '}'
				? STR("'}' closes nothing")
				: str_format(reader->arena, "'%c' is no begin of a block", peek(reader)));
	skip(reader, false);
	block.name = block.table = take_name(reader);
	block.to = reader->at;
	skip(reader, false);
	if (!block.name.len || peek(reader) != '{')
		return fail(reader, block.from, block.from + word.len,
			str_format(reader->arena, "'%.*s' is no begin of a block", STR_ARG(word)));
	while (kind < ARRAY_LENGTH(kind_names) && !str_equal(word, str_from(kind_names[kind])))
		kind++;
	if (kind == ARRAY_LENGTH(kind_names))
		return take_other_block(reader, word);
	block.kind = (enum prisma_kind)kind;
	if (!take_body(reader, &block))
		return false;
	*vec_push(reader->arena, &reader->schema->blocks) = block;
	return true;
}

void prisma_schema_read(
	struct prisma_schema *schema, struct arena *arena, const struct prisma_file *file)
{
	struct reader reader = {schema, arena, file, file->content, 0};

	if (is_next(&reader, STR("\xEF\xBB\xBF")))
		reader.at = 3;
	for (skip(&reader, true); !is_done(&reader) && !schema->mistake.ptr; skip(&reader, true))
		(void)take_block(&reader);
}
