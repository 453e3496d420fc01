/* SPDX-License-Identifier: MIT */
/* A dump, a snapshot, a team's prelude. */
#include "database/dump_object.h"
#include "database/replay_parts.h"
#include "sql/lexer.h"

/* Commands of psql that change nothing of what the server is told. */
static bool is_harmless(struct str command)
{
	static const char *const words[] = {"\\restrict", "\\unrestrict", "\\connect", "\\c", "\\echo",
		"\\qecho", "\\set", "\\unset", "\\pset", "\\timing", "\\encoding", "\\."};
	struct str word = str_next_word(&command);

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (str_equal(word, str_from(words[i])))
			return true;
	return false;
}

/* The lines that a COPY ... FROM STDIN takes: blanked by split_sql, so they are what lies between
 * this statement and the next one, behind the end of its line. ptr NULL: there are none. */
static struct str lines_of(struct str text, struct str sql, struct piece piece)
{
	size_t from = str_find(text, STR("\n"), piece.to);
	size_t to = from;
	struct token token;

	if (!lexer_next(sql, piece.from, &token) || !token_is(sql, &token, "copy"))
		return (struct str){NULL, 0};
	while (to < text.len) {
		size_t end = str_find(text, STR("\n"), to + 1);

		if (str_equal(str_trim(str_slice(text, to, end)), STR("\\.")))
			return str_slice(text, from + 1, to + 1);
		to = end;
	}
	return (struct str){NULL, 0};
}

/* True if a statement that has failed says nothing here: `ret_rest` is what is left of it. */
static bool is_noise(struct arena *arena, struct str sql, struct str *ret_rest)
{
	*ret_rest = dump_without_noise(arena, sql);
	return !str_equal(*ret_rest, sql);
}

/* A statement of the text with what it reads. */
static int run_piece(struct replay *replay, const struct replay_source *source, struct str text,
	struct piece piece, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str sql = str_slice(source->sent.text, piece.from, piece.to);
	struct str lines = lines_of(text, source->sent.text, piece), rest;
	struct run run;

	if (connection_run(replay->connection, &scratch, sql, lines, &run, reterr))
		return -1;
	if (run.failed && run.state == SESSION_IDLE && is_noise(&scratch, sql, &rest) &&
		connection_run(replay->connection, &scratch, rest, lines, &run, reterr))
		return -1;
	/* in a transaction that has failed: its first failure says it all */
	if (run.failed && !str_equal(run.sqlstate, STR("25P02")))
		replay_add_failure(replay, source, (struct replay_part){piece.from, piece.to}, &run);
	if (run.state == SESSION_LOST)
		return replay_session_restore(replay, source->path, &run, reterr);
	return 0;
}

static int run_pieces(struct replay *replay, const struct replay_source *source, struct str text,
	const struct pieces *pieces, struct error *reterr)
{
	for (size_t i = 0; i < pieces->count; i++)
		if (!pieces->items[i].is_command &&
			run_piece(replay, source, text, pieces->items[i], reterr))
			return -1;
	if (connection_session(replay->connection) == SESSION_IDLE)
		return 0;
	replay_add_finding(replay, source, replay_last_statement(source),
		STR("it leaves a transaction open: what it has done is lost"), STR("end it with COMMIT"));
	return connection_execute(
		replay->connection, "cannot end a transaction", STR("ROLLBACK"), reterr);
}

/* True if all of it may be one query: one transaction that leaves nothing if it fails. */
static bool is_one_query(struct str sql, const struct pieces *pieces)
{
	static const char *const words[] = {"begin", "start", "commit", "end", "rollback", "abort",
		"prepare", "savepoint", "release", "copy"};
	struct token token;

	for (size_t i = 0; i < pieces->count; i++) {
		if (!lexer_next(sql, pieces->items[i].from, &token))
			continue;
		for (size_t j = 0; j < ARRAY_LENGTH(words); j++)
			if (token_is(sql, &token, words[j]))
				return false;
	}
	return true;
}

static void refuse_commands(struct replay *replay, const struct replay_source *source,
	struct str text, const struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++) {
		struct piece piece = pieces->items[i];

		if (piece.is_command && !is_harmless(str_slice(text, piece.from, piece.to)))
			replay_add_finding(replay, source, piece.from,
				STR("a command of psql's, which the server does not know"),
				STR("write what it stands for as SQL"));
	}
}

/* All at once, without what other servers do not know; true as `ret_done` if it went through. */
static int run_whole(
	struct replay *replay, const struct replay_source *source, bool *ret_done, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct run run;

	if (connection_run(replay->connection, &scratch,
			dump_without_noise(&scratch, source->sent.text), (struct str){NULL, 0}, &run, reterr))
		return -1;
	*ret_done = !run.failed;
	if (run.state == SESSION_LOST)
		return replay_session_restore(replay, source->path, &run, reterr);
	return run.failed ? replay_session_begin(replay, NULL, reterr) : 0;
}

int replay_text(struct replay *replay, struct str path, struct str text, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct replay_source source = {.path = path, .text = text, .sent = {.text = text}};
	struct pieces pieces;
	char *sent;
	bool done = false;

	if (replay_has_nul(replay, &source))
		return 0;
	source.sent = stand_ins_put(&replay->stand_ins, replay->arena, text);
	text = source.sent.text;
	source.sent.text = str_copy(&scratch, text);
	sent = (char *)(uintptr_t)source.sent.text.ptr;
	if (str_starts(text, BYTE_ORDER_MARK))
		memset(sent, ' ', BYTE_ORDER_MARK.len);
	pieces = split_sql(&scratch, sent, text.len);
	refuse_commands(replay, &source, text, &pieces);
	if (replay_session_begin(replay, NULL, reterr))
		return -1;
	if (is_one_query(source.sent.text, &pieces) && run_whole(replay, &source, &done, reterr))
		return -1;
	return done ? 0 : run_pieces(replay, &source, text, &pieces, reterr);
}
