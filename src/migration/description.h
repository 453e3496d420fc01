/* SPDX-License-Identifier: MIT */
/* The words of a description, and the ways in which names write them. */
#ifndef MIGHOOK_MIGRATION_DESCRIPTION_H
#define MIGHOOK_MIGRATION_DESCRIPTION_H

#include "base/str.h"

enum description_style {
	DESCRIPTION_SNAKE, /* add_users */
	DESCRIPTION_KEBAB, /* add-users */
	DESCRIPTION_PASCAL, /* AddUsers */
	DESCRIPTION_CAMEL, /* addUsers */
	DESCRIPTION_LETTERS, /* add_users, digits left out */
};

/* The words in lower case: AddUsers, add-users and "add users" have the same two. What is neither
 * an ASCII letter nor a digit only separates. */
struct str_list description_words(struct arena *arena, struct str text);

/* The words in one text; "" if that leaves nothing of them. */
struct str description_join(
	struct arena *arena, const struct str_list *words, enum description_style style);

#endif
