/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"
#include "fix/repair.h"

#define MARK STR("\xef\xbb\xbf")

/* A legacy encoding cannot be told from another one: only what says what it is, is changed. */
void mend_encoding(const struct repair_site *site, struct mending *ret)
{
	struct str content, decoded;

	if (!site->file->script)
		return;
	content = site->file->script->content;
	if (str_starts(content, MARK)) {
		edits_add(&ret->edits, site->arena, (struct edit){0, MARK.len, STR("")});
	} else if (utf16_decode(site->arena, content, &decoded) &&
		str_find(decoded, STR("\0"), 0) == decoded.len) {
		edits_add(&ret->edits, site->arena, (struct edit){0, content.len, decoded});
	}
}
