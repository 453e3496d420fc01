/* SPDX-License-Identifier: MIT */
/* Findings about the user's change. */
#ifndef MIGHOOK_LINT_DIAGNOSTIC_H
#define MIGHOOK_LINT_DIAGNOSTIC_H

#include "migration/suggest.h"
#include "policy/severity.h"

struct rule;

/* Bytes [from, to) of a file's content; {0, 0} is the whole file. */
struct span {
	size_t from, to;
};

struct diagnostic {
	const struct rule *rule;
	enum severity severity;
	struct str path; /* ptr NULL: about no file */
	const struct migration_file *file; /* NULL: no file of a set */
	struct span span;
	struct position start, end; /* 1-based, columns in bytes, end exclusive */
	uint32_t start_character, end_character; /* the columns in code points, without a BOM */
	struct str message;
	struct str hint; /* ptr NULL: none */
	struct moves moves; /* of files or folders, which would mend it; none: other things would */
	struct str source_line; /* ptr NULL: a whole-file finding */
	bool takes_approval; /* a comment may approve it */
	struct str content; /* of the file; ptr NULL: nobody has read it, or there is no file */
};

struct diagnostics {
	struct arena *arena;
	const struct rule *rule; /* the one that reports now */
	enum severity severity; /* of that rule */
	bool takes_approval; /* its findings do */
	struct diagnostic *items;
	size_t count, capacity;
	/* The place looked up last: the next one in a file is most often behind it, or the same. */
	struct {
		const char *text;
		size_t offset, end_offset;
		struct position position, end;
		uint32_t character, end_character;
		struct str line;
	} last;
};

/* Adds a finding about a file. Valid until the next one is added. */
struct diagnostic *diagnose(struct diagnostics *out, const struct migration_file *file,
	struct span span, const char *format, ...) _printf_(4, 5);

/* Adds a finding about a file of no set. */
struct diagnostic *diagnose_text(struct diagnostics *out, struct str path, struct str content,
	struct span span, const char *format, ...) _printf_(5, 6);

/* Adds a finding about a path that is no file of the judged tree, or with ptr NULL about none. */
struct diagnostic *diagnose_path(struct diagnostics *out, struct str path, const char *format, ...)
	_printf_(3, 4);

/* Says what the user can do: a sentence, or "Run: " and a command. */
void diagnostic_hint(
	struct diagnostics *out, struct diagnostic *diagnostic, const char *format, ...) _printf_(3, 4);

/* Says that other names mend it: "Run: git mv ...". */
void diagnostic_renames(struct diagnostics *out, struct diagnostic *diagnostic, struct moves moves);

/* Lowers the finding's severity if it is above. */
void diagnostic_at_most(struct diagnostic *diagnostic, enum severity severity);

/* Sorts by path, line, column, rule. */
void diagnostics_sort(struct diagnostics *diagnostics);

/* Number of findings of a severity. */
size_t diagnostics_count(const struct diagnostics *diagnostics, enum severity severity);

#endif
