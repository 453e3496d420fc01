/* SPDX-License-Identifier: MIT */
#include "git/index_tree.h"

#include "base/sort.h"
#include "base/vec.h"

enum { ID_SIZE = 20 };

struct sibling {
	struct str name, node; /* node: from its start on */
};

/* A node of the cached trees: its name, number of children and tree id. */
struct cache_node {
	struct str name;
	int64_t children;
	const unsigned char *id; /* NULL: not valid */
};

/* All of `text` as a number; strtol would go on behind its end. */
static bool read_count(struct str text, int64_t *ret)
{
	if (!text.len || text.len > 10) /* an index counts in 32 bits */
		return false;
	*ret = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.ptr[i]))
			return false;
		*ret = *ret * 10 + (text.ptr[i] - '0');
	}
	return true;
}

/* Reads the node at the start of `*rest` and cuts it off. */
static bool read_cache_node(struct str *rest, struct cache_node *ret)
{
	struct str numbers, entries;
	int64_t entry_count;
	bool is_valid;

	if (!str_next(rest, '\0', &ret->name) || !str_next(rest, '\n', &numbers) || !rest->ptr ||
		!str_next(&numbers, ' ', &entries))
		return false;
	is_valid = !str_starts(entries, STR("-"));
	if (!read_count(str_slice(entries, is_valid ? 0 : 1, entries.len), &entry_count) ||
		!read_count(numbers, &ret->children))
		return false;
	ret->id = NULL;
	if (is_valid) {
		if (rest->len < ID_SIZE)
			return false;
		ret->id = (const unsigned char *)rest->ptr;
		*rest = str_slice(*rest, ID_SIZE, rest->len);
	}
	/* A node takes some bytes: no honest number is larger than what is left. */
	return (size_t)ret->children <= rest->len;
}

static bool skip_cache_nodes(struct str *rest, int64_t count)
{
	struct cache_node node;

	/* The nodes stand in depth-first order: a node's children are just more nodes to skip. */
	for (int64_t left = count; left > 0; left += node.children - 1)
		if (!read_cache_node(rest, &node))
			return false;
	return true;
}

/* Finds a folder's node; `ret_children` starts with its children. */
static bool find_cache_node(const struct index_tree *tree, struct str folder,
	struct cache_node *ret, struct str *ret_children)
{
	struct str rest = tree->bytes, path = folder, name;
	struct cache_node node;

	if (!rest.ptr || !read_cache_node(&rest, &node))
		return false;
	while (path.len && str_next(&path, '/', &name)) {
		int64_t left = node.children;

		for (; left > 0; left--) {
			if (!read_cache_node(&rest, &node))
				return false;
			if (str_equal(node.name, name))
				break;
			if (!skip_cache_nodes(&rest, node.children))
				return false;
		}
		if (!left)
			return false;
	}
	*ret = node;
	*ret_children = rest;
	return true;
}

/* Of the same name the first comes first. */
static int compare_siblings(const void *a, const void *b)
{
	const struct sibling *first = a, *second = b;
	int order = str_compare(first->name, second->name);

	return order ? order
				 : (first->node.ptr > second->node.ptr) - (first->node.ptr < second->node.ptr);
}

/* Lists the children of a folder, if all of them can be read. */
static bool list_siblings(struct index_tree *tree, struct str parent)
{
	struct cache_node node;
	struct str rest;

	tree->siblings.count = 0;
	if (!find_cache_node(tree, parent, &node, &rest))
		return false;
	for (int64_t left = node.children; left > 0; left--) {
		struct sibling *sibling = vec_push(tree->arena, &tree->siblings);
		struct cache_node child;

		sibling->node = rest;
		if (!read_cache_node(&rest, &child) || !skip_cache_nodes(&rest, child.children))
			return false;
		sibling->name = child.name;
	}
	sort(
		tree->siblings.items, tree->siblings.count, sizeof *tree->siblings.items, compare_siblings);
	return true;
}

/* The node of a folder among those listed; false if it is not there. */
static bool find_sibling(const struct index_tree *tree, struct str name, struct cache_node *ret)
{
	size_t from = 0, to = tree->siblings.count;
	struct str rest;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(tree->siblings.items[middle].name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == tree->siblings.count || !str_equal(tree->siblings.items[from].name, name))
		return false;
	rest = tree->siblings.items[from].node;
	return read_cache_node(&rest, ret);
}

/* True if the folder's siblings are listed; they are when one of them is asked for a second time in
 * a row. */
static bool has_siblings(struct index_tree *tree, struct str folder)
{
	struct str parent = str_dirname(folder);

	if (!folder.len || !tree->bytes.ptr)
		return false;
	if (!tree->parent.ptr || !str_equal(tree->parent, parent)) {
		tree->parent = str_copy(tree->arena, parent);
		tree->are_listed = false;
		return false;
	}
	if (!tree->are_listed)
		tree->are_listed = list_siblings(tree, parent);
	return tree->are_listed;
}

bool index_tree_folder(struct index_tree *tree, struct str folder, struct object_id *ret)
{
	struct cache_node node;
	struct str children;

	if (has_siblings(tree, folder) ? !find_sibling(tree, str_basename(folder), &node)
								   : !find_cache_node(tree, folder, &node, &children))
		return false;
	if (!node.id)
		return false;
	*ret = (struct object_id){{0}};
	memcpy(ret->bytes, node.id, ID_SIZE);
	return true;
}
