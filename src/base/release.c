/* SPDX-License-Identifier: MIT */
#include "base/release.h"

static uint32_t next_number(struct str *rest)
{
	uint32_t number = 0;

	for (size_t digits = 0; rest->len && is_digit(rest->ptr[0]) && digits < 9; digits++) {
		number = number * 10 + (uint32_t)(rest->ptr[0] - '0');
		*rest = str_slice(*rest, 1, rest->len);
	}
	return number;
}

struct release release_parse(struct str text)
{
	while (text.len) {
		struct release release;

		if (!is_digit(text.ptr[0])) {
			text = str_slice(text, 1, text.len);
			continue;
		}
		release.major = next_number(&text);
		if (text.len < 2 || text.ptr[0] != '.' || !is_digit(text.ptr[1]))
			continue;
		text = str_slice(text, 1, text.len);
		release.minor = next_number(&text);
		return release;
	}
	return (struct release){0, 0};
}

bool release_is_at_least(struct release release, struct release other)
{
	return release.major != other.major ? release.major > other.major
										: release.minor >= other.minor;
}
