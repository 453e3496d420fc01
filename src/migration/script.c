/* SPDX-License-Identifier: MIT */
#include "migration/script.h"

static bool is_empty(struct arena *arena, struct str content, struct section section)
{
	return !section.exists ||
		scan_sql(arena, content, section.from, section.to).first_sql == section.to;
}

/* "See: x.down.sql"; a sentence that starts so names no file. */
static struct str find_see(const struct scan *scan)
{
	for (size_t i = 0; i < scan->comments.count; i++) {
		struct str text = scan->comments.items[i].text;

		if (!str_starts(text, STR("See:")))
			continue;
		text = str_trim(str_slice(text, STR("See:").len, text.len));
		if (str_ends(text, STR(".sql")) && str_find(text, STR(" "), 0) == text.len)
			return text;
	}
	return (struct str){NULL, 0};
}

struct script *script_read(
	struct arena *arena, const struct set_spec *spec, enum role role, struct str content)
{
	struct script *script = arena_new(arena, struct script);

	script->content = content;
	script->scan = scan_sql(arena, content, 0, content.len);
	script->header = header_of(arena, &script->scan);
	script->sections = sections_of(spec->runner, content);
	script->see = find_see(&script->scan);
	if (role == ROLE_BOTH) {
		script->up_is_empty = is_empty(arena, content, script->sections.up);
		script->down_is_empty = is_empty(arena, content, script->sections.down);
	} else {
		script->up_is_empty = script->down_is_empty = script->scan.first_sql >= content.len;
	}
	return script;
}
