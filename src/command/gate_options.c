/* SPDX-License-Identifier: MIT */
#include "command/gate_options.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"

static const char *const modes[] = {
	[GATE_STRICT] = "strict",
	[GATE_MANIFEST] = "manifest",
	[GATE_SINCE] = "since",
	[GATE_RELAXED] = "relaxed",
	[GATE_HASH] = "hash",
};

/* What stands for several checks: all that a ledger tells. */
static const char *const all_checks[] = {"migrations", "status"};

const char *gate_mode_name(enum gate_mode mode)
{
	return modes[mode];
}

static bool is_among(struct str word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(word, str_from(words[i])))
			return true;
	return false;
}

static int read_mode(
	struct str word, const char *origin, struct gate_options *options, struct error *reterr)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < ARRAY_LENGTH(modes); i++)
		if (str_equal(word, str_from(modes[i]))) {
			options->mode = (enum gate_mode)i;
			return 0;
		}
	error_set(reterr, "%s: '%s' is none of strict, manifest, since, relaxed, hash", origin,
		escape_text(&scratch, word, false).ptr);
	arena_release(&scratch);
	return -1;
}

/* --mode, or that --since is given, or the environment (seed 1 lines 245-255). */
static int choose_mode(
	const struct context *context, struct gate_options *options, struct error *reterr)
{
	struct str mode = arguments_value(context->arguments, "mode");
	struct str variable = str_from(getenv("MIGRATION_VALIDATION_MODE"));

	options->since = arguments_value(context->arguments, "since");
	options->mode = options->since.ptr ? GATE_SINCE : GATE_STRICT;
	if (mode.ptr && read_mode(mode, "--mode", options, reterr))
		return -1;
	if (!mode.ptr && !options->since.ptr && variable.len &&
		read_mode(variable, "MIGRATION_VALIDATION_MODE", options, reterr))
		return -1;
	if (options->since.ptr && options->mode != GATE_SINCE) {
		error_set(reterr, "--since and --mode %s exclude each other", modes[options->mode]);
		return error_hint(reterr, "mighook help gate");
	}
	if (!options->since.ptr || (options->since.len && is_digit(options->since.ptr[0])))
		return 0;
	error_set(reterr, "--since: '%s' is no version",
		escape_text(context->arena, options->since, false).ptr);
	return error_hint(reterr, "mighook gate --since 20250131");
}

static int unknown_check(const struct context *context, struct str word, struct error *reterr)
{
	struct text text = {.arena = context->arena};
	struct str_list names = {0};
	struct str nearest;

	str_list_add(context->arena, &names, str_from(all_checks[0]));
	str_list_add(context->arena, &names, str_from(all_checks[1]));
	for (size_t i = 0; i < GATE_CHECK_COUNT; i++)
		str_list_add(context->arena, &names, str_from(gate_check_names[i]));
	for (size_t i = 0; i < names.count; i++)
		text_addf(&text, "%s%s", i ? ", " : "", names.items[i].ptr);
	nearest = nearest_word(context->arena, word, &names);
	error_set(reterr, "--checks: '%s' is none of %s", escape_text(context->arena, word, false).ptr,
		text_str(&text).ptr);
	return nearest.ptr ? error_hint(reterr, "did you mean %s?", nearest.ptr) : -1;
}

static int read_check(const struct context *context, struct str word, struct gate_options *options,
	struct error *reterr)
{
	bool found = false, all = is_among(word, all_checks, ARRAY_LENGTH(all_checks));

	for (size_t i = 0; i < GATE_CHECK_COUNT; i++)
		if (str_equal(word, str_from(gate_check_names[i])) || (all && i < GATE_MAX_EXEC)) {
			options->checks[i] = true;
			found = true;
		}
	return found ? 0 : unknown_check(context, word, reterr);
}

static int read_checks(
	const struct context *context, struct gate_options *options, struct error *reterr)
{
	struct str_list given = arguments_values(context->arguments, context->arena, "checks");
	struct str limit = arguments_value(context->arguments, "max-exec"), word;

	if (!given.count && gate_reads_ledger(options->mode))
		str_list_add(context->arena, &given, str_from(all_checks[0]));
	for (size_t i = 0; i < given.count; i++) {
		struct str rest = given.items[i];

		if (!rest.len)
			return unknown_check(context, rest, reterr);
		while (str_next(&rest, ',', &word))
			if (read_check(context, str_trim(word), options, reterr))
				return -1;
	}
	if (!limit.ptr && options->checks[GATE_MAX_EXEC]) {
		error_set(reterr, "--checks max-exec: how long may a migration take?");
		return error_hint(reterr, "mighook gate --max-exec 30s");
	}
	options->checks[GATE_MAX_EXEC] = limit.ptr != NULL;
	if (!limit.ptr || duration_parse_milliseconds(limit, &options->max_milliseconds))
		return 0;
	error_set(
		reterr, "--max-exec: '%s' is no duration", escape_text(context->arena, limit, false).ptr);
	return error_hint(reterr, "mighook gate --max-exec 30s");
}

/* A mode that compares schemas has a check of its own, and asks nothing of single migrations. */
static int read_schema_mode(
	const struct context *context, struct gate_options *options, struct error *reterr)
{
	const char *mode = modes[options->mode];

	if (gate_reads_ledger(options->mode))
		return 0;
	options->checks[options->mode == GATE_HASH ? GATE_SCHEMA_HASH : GATE_SCHEMA] = true;
	for (size_t i = 0; i <= GATE_MAX_EXEC; i++)
		if (options->checks[i]) {
			error_set(reterr, "%s asks what was applied, and --mode %s does not",
				gate_check_names[i], mode);
			return error_hint(reterr, "mighook gate --checks migrations,%s",
				options->mode == GATE_HASH ? "hash" : "schema");
		}
	if (!arguments_has(context->arguments, "not-in"))
		return 0;
	error_set(reterr, "--not-in asks what was applied, and --mode %s does not", mode);
	return error_hint(reterr, "mighook help gate");
}

int gate_options_read(const struct context *context, struct gate_options *ret, struct error *reterr)
{
	struct gate_options options = {.mode = GATE_STRICT};

	if (choose_mode(context, &options, reterr) || read_checks(context, &options, reterr) ||
		read_schema_mode(context, &options, reterr))
		return -1;
	if (arguments_has(context->arguments, "any") && arguments_has(context->arguments, "not-in")) {
		error_set(reterr, "--any and --not-in exclude each other");
		return error_hint(reterr, "mighook help gate");
	}
	*ret = options;
	return 0;
}
