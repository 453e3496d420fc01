/* SPDX-License-Identifier: MIT */
#include "migration/runner.h"

#define INT64_HIGHEST "9223372036854775807"
#define UINT64_HIGHEST "18446744073709551615"

/* The sources of the patterns: each tool's own parser, as of 2025. */
const struct runner runners[] = {
	{
		.name = "supabase", /* pkg/migration/file.go: ^([0-9]+)_(.*)\.sql$, also for X.down.sql */
		.layout = LAYOUT_FILES,
		.runs_down_files = true,
		.order = ORDER_TEXT,
		.name_pattern = "^(?<version>\\d+)_(?<description>.*)\\.sql$",
		.expected_name = "YYYYMMDDHHMMSS_description.sql",
		.down = "none",
		.prelude = "supabase",
		.transaction = "each",
		.wrapping = WRAPPED_BATCH, /* pkg/migration/file.go: ExecBatch, with the history row */
		.apply_command = "supabase migration up",
		.apply_older_command = "supabase migration up --include-all",
	},
	{
		.name = "prisma", /* any folder (migrations_directory.rs), in the order of their names */
		.layout = LAYOUT_FOLDERS,
		.order = ORDER_TEXT,
		.name_pattern = "^(?<version>\\d+)?[_-]?(?<description>.*)$",
		.expected_name = "YYYYMMDDHHMMSS_description/migration.sql",
		.up_file = "migration.sql",
		.down_file = "down.sql",
		.down = "none",
		.transaction = "none",
		.wrapping = WRAPPED_QUERY, /* raw_cmd: the simple query protocol */
		.opt_out = "alone in its migration",
		.lock_file = "migration_lock.toml",
		.side_file_pattern = "^migration_lock\\.toml$",
		.apply_command = "prisma migrate deploy",
		.after_failure_command = "prisma migrate resolve --rolled-back NAME",
	},
	{
		.name = "flyway", /* ResourceNameParser: prefix, version, "__", description; callbacks */
		.layout = LAYOUT_FILES,
		.searches_subfolders = true,
		.runs_down_files = true,
		.order = ORDER_DOTTED,
		.name_pattern = "^(?:[VUB](?<version>\\d+(?:[._]\\d+)*)(?:__(?<description>.*))?"
						"|R__(?<description>.*))\\.sql$",
		.expected_name = "V<version>__description.sql",
		.down_prefix = "U",
		.repeatable_prefix = "R__",
		.baseline_prefix = "B",
		.down = "sibling",
		.transaction = "each",
		.wrapping = WRAPPED_UNLESS_REFUSED, /* ParserSQLScript; mixed=false */
		.opt_out_file = ".conf",
		.opt_out_line = "executeInTransaction=false",
		.opt_out = "with only such statements in the file",
		.side_file_pattern = "^(?:before|after|create)[A-Z]\\w*(?:__.*)?\\.sql$|\\.sql\\.conf$",
		.apply_command = "flyway migrate",
		.apply_older_command = "flyway -outOfOrder=true migrate",
		.after_failure_command = "flyway repair",
	},
	{
		.name = "golang-migrate", /* source/parse.go: ^([0-9]+)_(.*)\.(down|up)\.(.*)$ */
		.layout = LAYOUT_FILES,
		.order = ORDER_NUMBER,
		.name_pattern = "^(?<version>\\d+)_(?<description>.*)\\.(?<direction>up|down)\\.sql$",
		.expected_name = "NNNNNN_description.up.sql",
		.highest_version = UINT64_HIGHEST,
		.down = "sibling",
		.transaction = "none",
		.wrapping = WRAPPED_QUERY,
		.opt_out = "alone in its migration",
		.side_file_pattern = "\\.go$",
		.apply_command = "migrate -source file://FOLDER -database URL up",
		.after_failure_command = "migrate -source file://FOLDER -database URL force VERSION",
	},
	{
		.name = "dbmate", /* db.go: ^(\d+).*\.sql$ */
		.layout = LAYOUT_FILES,
		.runs_down_files = true,
		.order = ORDER_TEXT,
		.name_pattern = "^(?<version>\\d+)_?(?<description>.*)\\.sql$",
		.expected_name = "YYYYMMDDHHMMSS_description.sql",
		.up_marker = "migrate:up",
		.down_marker = "migrate:down",
		.down = "section",
		.transaction = "each",
		.wrapping = WRAPPED_TRANSACTION,
		.opt_out_option = "transaction:false",
		.opt_out = "behind `-- migrate:up transaction:false`",
		.side_file_pattern = "\\.go$",
		.apply_command = "dbmate up",
	},
	{
		.name = "goose", /* migrate.go NumericComponent: an int64 > 0 before the first '_' */
		.layout = LAYOUT_FILES,
		.runs_down_files = true,
		.order = ORDER_NUMBER,
		.name_pattern = "^(?<version>\\d+)_(?<description>.*)\\.(?:sql|go)$",
		.expected_name = "YYYYMMDDHHMMSS_description.sql",
		.lowest_version = "1",
		.highest_version = INT64_HIGHEST,
		.up_marker = "+goose Up",
		.down_marker = "+goose Down",
		.markers_ignore_case = true, /* internal/sqlparser/parser.go: strings.EqualFold */
		.down = "section",
		.transaction = "each",
		.wrapping = WRAPPED_TRANSACTION,
		.opt_out_comment = "+goose NO TRANSACTION",
		.opt_out = "below `-- +goose NO TRANSACTION`",
		.side_file_pattern = "\\.go$",
		.apply_command = "goose up",
		.apply_older_command = "goose up -allow-missing",
	},
	{
		.name = "sqlx", /* sqlx-core/migrate/source.rs: <i64>_<description>[.up|.down].sql */
		.layout = LAYOUT_FILES,
		.order = ORDER_NUMBER,
		.name_pattern = "^(?<version>\\d+)_(?<description>.*?)(?:\\.(?<direction>up|down))?\\.sql$",
		.expected_name = "YYYYMMDDHHMMSS_description.sql",
		.highest_version = INT64_HIGHEST,
		.down = "sibling",
		.transaction = "each",
		.wrapping = WRAPPED_TRANSACTION,
		.opt_out_comment = "no-transaction",
		.opt_out = "below `-- no-transaction` in the first line",
		.side_file_pattern = "\\.rs$",
		.apply_command = "sqlx migrate run",
	},
	{
		.name = "diesel", /* migrations_internals: the version ends at the first '_', '-' dropped */
		.layout = LAYOUT_FOLDERS,
		.order = ORDER_TEXT,
		.name_pattern = "^(?<version>[^_]+)(?:_(?<description>.*))?$",
		.expected_name = "YYYY-MM-DD-HHMMSS_description/up.sql",
		.up_file = "up.sql",
		.down_file = "down.sql",
		.down = "sibling",
		.transaction = "each",
		.wrapping = WRAPPED_TRANSACTION,
		.opt_out_file = "metadata.toml",
		.opt_out_line = "run_in_transaction=false",
		.opt_out = "with `run_in_transaction = false` in metadata.toml beside it",
		.side_file_pattern = "\\.(?:toml|rs)$",
		.apply_command = "diesel migration run",
	},
	{
		.name = "plain", /* a loop over the files in the order of their names */
		.layout = LAYOUT_FILES,
		.order = ORDER_TEXT,
		.name_pattern = "^(?<version>\\d+)(?:[._-]+(?<description>.*?))?"
						"(?:\\.(?<direction>up|down))?\\.sql$",
		.expected_name = "NNNN_description.sql",
		.down = "none",
		.transaction = "none",
		.wrapping = WRAPPED_NOT,
		.opt_out = "outside BEGIN ... COMMIT",
		.side_file_pattern = "\\.(?:go|rs|py|rb|ts|js|json|toml|ya?ml)$",
	},
};

const size_t runner_count = ARRAY_LENGTH(runners);

const struct runner *runner_find(struct str name)
{
	for (size_t i = 0; i < runner_count; i++)
		if (str_equal(name, str_from(runners[i].name)))
			return &runners[i];
	return NULL;
}
