/* SPDX-License-Identifier: MIT */
/* What needs Unicode's tables: validity, and names that a file system may take for equal. */
#ifndef MIGHOOK_BASE_UNICODE_H
#define MIGHOOK_BASE_UNICODE_H

#include "base/str.h"

/* Length of the longest valid UTF-8 prefix: bytes.len if all of it is valid. */
size_t utf8_valid_prefix(struct str bytes);

/* True if no byte has the high bit. */
bool unicode_is_ascii(struct str text);

/* Decodes the code point at the start of `bytes`; its length, 0 if that is no valid UTF-8. */
size_t utf8_decode(struct str bytes, unsigned *ret_code_point);

/* UTF-16 with its byte order mark as UTF-8 without one; false if it has none, or is damaged. */
bool utf16_decode(struct arena *arena, struct str bytes, struct str *ret);

/* Columns a terminal needs for the text, each code point taken for one; a byte that is no UTF-8
 * too.
 */
size_t utf8_width(struct str text);

/* The name after case folding and canonical normalisation (NFC), as APFS and NTFS compare.
 * Bytes that are no UTF-8 are compared as they are. Often `name` itself. */
struct str unicode_fold(struct arena *arena, struct str name);

#endif
