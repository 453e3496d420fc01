/* SPDX-License-Identifier: MIT */
#include "check_database_squash_rows.h"

#include "base/vec.h"
#include "database/table_rows.h"

struct comparing {
	struct arena *arena;
	struct squash_proof *proof;
	const struct squash_chains *chains;
	struct connection *before, *after;
	struct connection *again; /* to a third database, of the old chain; NULL: not needed yet */
	struct scratch_check server; /* its server */
};

static int read_rows(struct arena *arena, struct scratch_check *server, struct str database,
	struct connection **connection, struct all_rows *ret, struct error *reterr)
{
	return scratch_connect(server->scratch, arena, database, connection, reterr) ||
			all_rows_read(ret, arena, *connection, reterr)
		? -1
		: 0;
}

/* The old chain once more, on a server where no roles are yet. */
static int replay_again(struct comparing *comparing, struct error *reterr)
{
	const struct squash_chains *chains = comparing->chains;
	struct schema_side side;

	if (comparing->again)
		return 0;
	if (scratch_check_open(
			&comparing->server, &comparing->proof->database, chains->scratch, reterr) ||
		scratch_check_migrations(&comparing->server, chains->set, chains->old_files, &side, reterr))
		return -1;
	if (side.failures.count)
		return error_set(reterr, "the migrations fail when they are executed a second time: %s",
			side.failures.items[0].message.ptr);
	return scratch_connect(
		comparing->server.scratch, comparing->arena, side.database, &comparing->again, reterr);
}

/* True as `ret` if the rows are the same but for values of the moment. */
static int is_same(struct comparing *comparing, struct str table, bool *ret, struct error *reterr)
{
	struct arena *arena = comparing->arena;
	struct str_list stable = {0}, moving = {0};
	struct table_columns first, second;
	struct str before, after;

	if (replay_again(comparing, reterr) ||
		table_columns_read(&first, arena, comparing->before, table, reterr) ||
		table_columns_read(&second, arena, comparing->again, table, reterr))
		return -1;
	for (size_t i = 0; i < first.count && i < second.count; i++)
		str_list_add(arena,
			str_equal(first.items[i].digest, second.items[i].digest) ? &stable : &moving,
			first.items[i].column);
	if (table_digest_read(&before, arena, comparing->before, table, &stable, reterr) ||
		table_digest_read(&after, arena, comparing->after, table, &stable, reterr))
		return -1;
	*ret = moving.count && str_equal(before, after);
	for (size_t i = 0; *ret && i < moving.count; i++)
		str_list_add(arena, &comparing->proof->of_the_moment,
			str_format(arena, "%.*s.%.*s", STR_ARG(table), STR_ARG(moving.items[i])));
	return 0;
}

static int compare_table(struct comparing *comparing, const struct table_rows *before,
	const struct table_rows *after, bool keeps_rows, struct error *reterr)
{
	bool same = str_equal(before->count, after->count);
	struct squash_proof *proof = comparing->proof;

	if (same && str_equal(before->digest, after->digest))
		return 0;
	/* a sequence stands where the rows have left it */
	if (!keeps_rows && before->is_sequence)
		return 0;
	if (keeps_rows && same && !before->is_sequence) {
		if (is_same(comparing, before->table, &same, reterr))
			return -1;
		if (same)
			return 0;
	}
	*vec_push(
		comparing->arena, keeps_rows ? &proof->rows : &proof->lost) = (struct squash_rows_change){
		.table = before->table,
		.before = before->count,
		.after = after->count,
		.is_sequence = before->is_sequence,
	};
	return 0;
}

static int compare_all(struct comparing *comparing, bool keeps_rows, struct error *reterr)
{
	struct squash_proof *proof = comparing->proof;
	struct all_rows before, after;

	if (read_rows(comparing->arena, &proof->old_server, comparing->chains->before->database,
			&comparing->before, &before, reterr) ||
		read_rows(comparing->arena, &proof->new_server, comparing->chains->after->database,
			&comparing->after, &after, reterr))
		return -1;
	for (size_t i = 0; i < before.count; i++) {
		const struct table_rows *other = all_rows_find(&after, before.items[i].table);

		/* a table that is not there is told as an object */
		if (other && compare_table(comparing, &before.items[i], other, keeps_rows, reterr))
			return -1;
	}
	return 0;
}

int squash_rows_compare(struct squash_proof *proof, const struct squash_chains *chains,
	bool keeps_rows, struct error *reterr)
{
	struct comparing comparing = {
		.arena = proof->database.check->arena, .proof = proof, .chains = chains};
	int failed = compare_all(&comparing, keeps_rows, reterr);

	connection_close(&comparing.before);
	connection_close(&comparing.after);
	connection_close(&comparing.again);
	scratch_check_close(&comparing.server);
	return failed;
}
