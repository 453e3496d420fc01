/* SPDX-License-Identifier: MIT */
#include "sql/sql.h"

struct str data_type_sql(struct arena *arena, const struct data_type *type)
{
	struct text text = {.arena = arena};

	text_add(&text, object_name_sql(arena, type->name));
	/* which fields an interval has is written in words */
	for (unsigned i = 0; i < type->modifier_count && !str_equal(type->name.name, STR("interval"));
		 i++)
		text_addf(&text, "%s%d", i ? ", " : "(", (int)type->modifiers[i]);
	if (text.len && type->modifier_count && !str_equal(type->name.name, STR("interval")))
		text_add_byte(&text, ')');
	if (type->is_array)
		text_add(&text, STR("[]"));
	return text_str(&text);
}
