/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/demand.h"

static bool is_named(const struct watched_files *tests, struct str version)
{
	for (size_t i = 0; i < tests->count; i++) {
		const struct watched_file *test = &tests->items[i];

		if (str_find(test->path, version, 0) < test->path.len ||
			(test->after.ptr && str_find(test->after, version, 0) < test->after.len))
			return true;
	}
	return false;
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct str_list patterns = policy_option_list(subject->policy, &subject->rule->key, "files");
	struct str version = file->migration ? file->migration->version : (struct str){NULL, 0};

	if (!patterns.count || !version.ptr || file != file->migration->up ||
		is_named(&subject->demand->watched, version))
		return;
	diagnostic_hint(out,
		diagnose(out, file, (struct span){0, 0}, "no test names version %s",
			escape_text(subject->arena, version, false).ptr),
		"Write one that names it, at %s",
		escape_text(subject->arena, patterns.items[0], false).ptr);
}

const struct rule rule_test_missing = {
	.key =
		{
			.id = "test-missing",
			.severity = SEVERITY_OFF,
			.needs = "files",
			.options =
				(const struct option_key[]){
					{"files", VALUE_LIST, NULL, NULL,
						"patterns of test files: a name anywhere, or with a '/' a path from the "
						"top"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT | RULE_READS_UNCHANGED | RULE_SPARES_SQUASHES,
	.summary = "no test names the migration's version",
	.why =
		"Where the team tests what a migration does, a test says which one it tests: by its name "
		"or in its text.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {test-missing: {files: [supabase/tests/*]}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {test-missing: {files: [supabase/tests/*]}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/tests/20250127093045_add_users.test.sql\n"
			   "SELECT has_table('users');\n",
	.remedy = "`-- mighook: allow test-missing REASON` in the file.",
	.source = "pgTAP and supabase: tests beside migrations, matched by hand",
	.reads_option = "files",
	.check_file = check_file,
};
