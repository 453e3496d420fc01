/* SPDX-License-Identifier: MIT */
#include <libpq-fe.h>

#include "database/connection_parts.h"

void connection_add_word(struct text *words, const char *key, const char *value)
{
	text_addf(words, "%s%s='", words->len ? " " : "", key);
	for (; *value; value++) {
		if (*value == '\'' || *value == '\\')
			text_add_byte(words, '\\');
		text_add_byte(words, *value);
	}
	text_add_byte(words, '\'');
}

struct connection_address connection_address(
	const struct connection *connection, struct arena *arena)
{
	struct connection_address address = {.password = {NULL, 0}};
	struct text words = {.arena = arena};
	PQconninfoOption *options = PQconninfo(connection->server);

	for (PQconninfoOption *option = options; option && option->keyword; option++) {
		if (!option->val || !*option->val)
			continue;
		if (!strcmp(option->keyword, "password"))
			address.password = str_copy(arena, str_from(option->val));
		else if (strcmp(option->keyword, "replication") != 0 &&
			/* the others hold what it stands for */
			strcmp(option->keyword, "service") != 0)
			connection_add_word(&words, option->keyword, option->val);
	}
	PQconninfoFree(options);
	address.words = text_str(&words);
	return address;
}
