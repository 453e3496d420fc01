/* SPDX-License-Identifier: MIT */
#include "database/text_edit.h"

size_t edited_text_origin(const struct edited_text *edited, size_t offset)
{
	for (size_t i = edited->edits.count; i-- > 0;) {
		const struct text_edit *edit = &edited->edits.items[i];

		if (offset >= edit->put_to)
			return offset - edit->put_to + edit->to;
		if (offset >= edit->put_from)
			return edit->from;
	}
	return offset;
}
