/* SPDX-License-Identifier: MIT */
/* A YAML document as a tree that keeps the line of every node. */
#ifndef MIGHOOK_POLICY_YAML_DOCUMENT_H
#define MIGHOOK_POLICY_YAML_DOCUMENT_H

#include "base/error.h"
#include "base/str.h"

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
	enum yaml_kind kind;
	unsigned line; /* 1-based */
	size_t from,
		to; /* for yaml_offset; to: of a scalar, or of what stands in brackets, else from */
	struct str text; /* YAML_SCALAR */
	struct yaml_pair *pairs; /* YAML_MAPPING */
	struct yaml_node **items; /* YAML_SEQUENCE */
	size_t count;
};

/* No two pairs of a mapping have the same key. */
struct yaml_pair {
	struct yaml_node *key, *value; /* the key is a scalar */
};

/* Parses one document. `name` stands in messages, as `name:line: ...`. An empty document is a
 * mapping without pairs. An alias is the very node that it repeats. Duplicate keys, keys that are
 * no scalars, nodes that contain themselves and more than one document are errors. */
_must_check_ int yaml_parse_document(struct yaml_node **ret, struct arena *arena, struct str bytes,
	struct str name, struct error *reterr);

/* The offset in the bytes, which are UTF-8, of a node's `from` or `to`. */
size_t yaml_offset(struct str bytes, size_t place);

/* Sets the error `name:line: message`, escaped: the values may be text of the document. Always -1.
 */
int yaml_mistake(struct error *reterr, struct str name, const struct yaml_node *node,
	const char *format, ...) _printf_(4, 5);

#endif
