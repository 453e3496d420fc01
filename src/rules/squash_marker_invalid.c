/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "migration/squash.h"

static struct diagnostic *diagnose_line(
	struct diagnostics *out, const struct squash *squash, enum marker_key key, const char *mistake)
{
	const struct marker_line *line = &squash->marker.lines[key];

	return diagnose(out, squash->file, (struct span){line->from, line->to}, "%s %s",
		marker_names[key], mistake);
}

static void check_lines(const struct squash *squash, struct diagnostics *out)
{
	for (unsigned key = 0; key < MARKER_KEYS; key++) {
		const char *mistake = squash->marker.lines[key].mistake;

		if (mistake)
			diagnostic_hint(out, diagnose_line(out, squash, key, mistake),
				"Write the line as `mighook squash` does: -- %s: ...", marker_names[key]);
	}
}

/* The command that shows what became of the archive. */
static void hint_history(const struct subject *subject, const struct squash *squash,
	struct diagnostics *out, struct diagnostic *diagnostic)
{
	struct str folder = escape_shell(subject->arena, squash->folder);

	diagnostic_hint(
		out, diagnostic, "What was squashed must stay as it was: git log --stat -- %s", folder.ptr);
}

static void check_archive(
	const struct subject *subject, const struct squash *squash, struct diagnostics *out)
{
	const struct squash_marker *marker = &squash->marker;
	struct arena *arena = subject->arena;
	const char *folder = escape_text(arena, squash->folder, false).ptr;

	if (!squash->kept) {
		diagnostic_hint(out,
			diagnose_line(out, squash, MARKER_BASELINE,
				str_format(arena, "has no archive: there is no file in %s", folder).ptr),
			"Bring it back: git log --diff-filter=D --oneline -- %s; where it was taken away for "
			"good, a `grandfather` entry excuses this file",
			escape_shell(arena, squash->folder).ptr);
		return;
	}
	if (!marker->lines[MARKER_COUNT].mistake && marker->count != squash->kept_migrations)
		hint_history(subject, squash, out,
			diagnose_line(out, squash, MARKER_COUNT,
				str_format(arena, "says %zu, and %s keeps %zu migrations", marker->count, folder,
					squash->kept_migrations)
					.ptr));
	if (!marker->lines[MARKER_HASH].mistake &&
		!str_ends(marker->lines[MARKER_HASH].value, squash->kept_hash))
		hint_history(subject, squash, out,
			diagnose_line(out, squash, MARKER_HASH,
				str_format(arena, "is not that of the files in %s, which is sha256:%.*s", folder,
					STR_ARG(squash->kept_hash))
					.ptr));
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	for (size_t i = 0; i < subject->set->squashes.count; i++) {
		const struct squash *squash = &subject->set->squashes.items[i];

		if (!squash->is_asked)
			continue;
		check_lines(squash, out);
		if (squash->folder.ptr)
			check_archive(subject, squash, out);
	}
}

const struct rule rule_squash_marker_invalid = {
	.key = {.id = "squash-marker-invalid", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'F',
	.flags = RULE_ABOUT_GIT,
	.summary = "the marker of a squash does not say what its archive keeps",
	.why = "After a squash the archive is all that tells how the databases came to be what they "
		   "are. The baseline says for ever how many migrations it stands for (SQUASH_COUNT) and "
		   "what was in them (SQUASH_HASH: SHA-256 over a line `NAME<tab>SHA-256` for each file "
		   "in `migrations_YYYYMMDD` of the set's `archive`, sorted by name; the latter of the "
		   "file with LF line ends, as `sha256sum` prints it): that is asked again whenever the "
		   "baseline or the archive changes, and by `--all`.",
	.flagged = "-- staged: supabase/migrations/0002_baseline_v1.sql\n"
			   "-- SQUASH_BASELINE: 2025-06-01\n"
			   "-- SQUASH_COUNT: 2\n"
			   "-- SQUASH_HASH: sha256:"
			   "f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8\n"
			   "CREATE TABLE users (id bigint);\n"
			   "CREATE TABLE orders (id bigint);\n",
	.allowed = "-- staged: supabase/migrations/0002_baseline_v1.sql\n"
			   "-- SQUASH_BASELINE: 2025-06-01\n"
			   "-- SQUASH_COUNT: 2\n"
			   "-- SQUASH_HASH: sha256:"
			   "f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8\n"
			   "CREATE TABLE users (id bigint);\n"
			   "CREATE TABLE orders (id bigint);\n"
			   "-- staged: archive/migrations_20250601/0001_users.sql\n"
			   "CREATE TABLE users (id bigint);\n"
			   "-- staged: archive/migrations_20250601/0002_orders.sql\n"
			   "CREATE TABLE orders (id bigint);\n",
	.remedy = "Bring the archive back as it was; a `grandfather` entry excuses the baseline of an "
			  "archive that was taken away after its time.",
	.source = "seed 1 lines 133-146, 172-178 (S0-14, S0-17)",
	.check_set = check_set,
};
