/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->opaques.count; i++) {
		const struct opaque *opaque = &sql->opaques.items[i];
		size_t end = str_find(sql->text, STR("\n"), opaque->from);
		struct span span = {opaque->from, end < opaque->to ? end : opaque->to};

		diagnostic_hint(out,
			diagnose(out, sql->file, span, "not judged: %s",
				escape_text(subject->arena, str_from(opaque->reason), false).ptr),
			"Review it by hand, or write it as a statement of its own");
	}
}

const struct rule rule_opaque_statement = {
	.key = {.id = "opaque-statement", .severity = SEVERITY_INFO},
	.scope = 'S',
	.summary = "SQL that cannot be read: dynamic, or refused by PL/pgSQL's parser",
	.why = "What is put together when it runs can drop a table as well as any statement, and no "
		   "rule sees it. It is counted, so that nobody takes silence for a judgement. "
		   "EXECUTE of a constant, DO blocks and function bodies are read like all SQL.",
	.flagged = "-- staged: supabase/migrations/20250127093045_clean.sql\n"
			   "DO $$\n"
			   "DECLARE name text;\n"
			   "BEGIN\n"
			   "  FOR name IN SELECT tablename FROM pg_tables LOOP\n"
			   "    EXECUTE 'DROP TABLE ' || name;\n"
			   "  END LOOP;\n"
			   "END $$;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_note.sql\n"
			   "DO $$\n"
			   "BEGIN\n"
			   "  EXECUTE 'COMMENT ON TABLE orders IS NULL';\n"
			   "END $$;\n",
	.remedy = "`-- mighook: allow opaque-statement REASON` before the statement.",
	.source = "sbdchd/squawk#411, #528",
	.check_sql = check_sql,
};
