/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Steps a search may take; a pattern of a policy must not stop the commit for minutes. */
enum { MATCH_LIMIT = 200000 };

struct regex {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *data; /* of the newest search */
	struct str pattern;
};

static void *allocate(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

/* The arena gives everything back at once. */
static void deallocate(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

int regex_compile(struct regex **ret, struct arena *arena, struct str pattern, struct error *reterr)
{
	pcre2_general_context *memory = pcre2_general_context_create(allocate, deallocate, arena);
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	struct regex *regex = arena_new(arena, struct regex);
	PCRE2_SIZE offset = 0;
	int code = 0;

	regex->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
		PCRE2_DUPNAMES | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C, &code, &offset, context);
	if (!regex->code) {
		char message[256] = "";

		pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
		return error_set(reterr, "bad regular expression '%.*s': %s (at offset %zu)",
			STR_ARG(pattern), message, (size_t)offset);
	}
	regex->data = pcre2_match_data_create_from_pattern(regex->code, memory);
	regex->limits = pcre2_match_context_create(memory);
	pcre2_set_match_limit(regex->limits, MATCH_LIMIT);
	regex->pattern = str_copy(arena, pattern);
	*ret = regex;
	return 0;
}

bool regex_find(struct regex *regex, struct str subject, struct regex_match *ret)
{
	PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");

	if (pcre2_match(regex->code, bytes, subject.len, 0, 0, regex->data, regex->limits) < 0)
		return false;
	if (ret)
		*ret = (struct regex_match){regex, subject, pcre2_get_ovector_pointer(regex->data)};
	return true;
}

struct str regex_group(const struct regex_match *match, const char *name)
{
	PCRE2_SPTR first, last;
	int size = pcre2_substring_nametable_scan(match->regex->code, (PCRE2_SPTR)name, &first, &last);

	if (size <= 0)
		return (struct str){NULL, 0};
	/* One name may stand in several alternatives: the one that took part counts. */
	for (PCRE2_SPTR entry = first; entry <= last; entry += size) {
		size_t group = (size_t)entry[0] << 8 | entry[1];
		size_t from = match->offsets[2 * group], to = match->offsets[2 * group + 1];

		if (from != PCRE2_UNSET)
			return str_slice(match->subject, from, to);
	}
	return (struct str){NULL, 0};
}

struct str regex_pattern(const struct regex *regex)
{
	return regex->pattern;
}
