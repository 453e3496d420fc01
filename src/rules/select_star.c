/* SPDX-License-Identifier: MIT */
#include "lint/rule.h"

/* From the star's relation on: t.* */
static struct span star_span(const struct sql *sql, const struct star *star)
{
	const struct statement *statement = &sql->statements.items[star->statement];
	size_t end = str_find(sql->text, STR("*"), star->offset);

	return (struct span){star->offset, end < statement->to ? end + 1 : star->offset + 1};
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	(void)subject;
	for (size_t i = 0; i < sql->stars.count; i++)
		diagnostic_hint(out,
			diagnose(out, sql->file, star_span(sql, &sql->stars.items[i]),
				"which columns `*` means depends on the database this runs on"),
			"Name the columns");
}

const struct rule rule_select_star = {
	.key = {.id = "select-star", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.summary = "SELECT * in a migration",
	.why =
		"A view keeps the columns there were when it was made; INSERT ... SELECT * pairs columns "
		"by their order and fails, or puts values into the wrong ones, where a table was built "
		"up in another way; a function that returns rows breaks with the next ADD COLUMN. "
		"EXISTS (SELECT *), count(*) and RETURNING * are no findings.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_report.sql\n"
			   "CREATE OR REPLACE VIEW report AS SELECT * FROM orders;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_report.sql\n"
			   "CREATE OR REPLACE VIEW report AS SELECT id, total FROM orders;\n",
	.remedy = "`-- mighook: allow select-star REASON` before the statement.",
	.source = "seed 3 line 347 (S2-33)",
	.check_sql = check_sql,
};
