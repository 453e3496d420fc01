/* SPDX-License-Identifier: MIT */
#include "command/database_options.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"

struct database_options database_options_read(const struct context *context)
{
	const struct arguments *arguments = context->arguments;

	return (struct database_options){
		.target =
			{
				.environment = arguments_value(arguments, "env"),
				.url = arguments_value(arguments, "db-url"),
				.applied_from = arguments_value(arguments, "applied-from"),
				.rest = arguments_value(arguments, "rest"),
				.timeout = arguments_value(arguments, "timeout"),
			},
		.set = arguments_value(arguments, "set"),
	};
}

/* A line on a terminal that says how far it is, and is gone at the end. */
static void show_progress(
	const struct migration_file *file, size_t number, size_t count, void *context)
{
	struct arena scratch = {0};

	(void)context;
	if (file)
		fprintf(stderr, "\r\x1b[K%zu/%zu %s", number, count,
			escape_text(&scratch, file->path, false).ptr);
	else
		fputs("\r\x1b[K", stderr);
	arena_release(&scratch);
}

int scratch_options_read(
	const struct context *context, struct scratch_request *ret, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct str timeout = arguments_value(arguments, "timeout");
	struct scratch_request request = {
		.shadow_url = arguments_value(arguments, "shadow-url"),
		.preludes = arguments_values(arguments, context->arena, "prelude"),
		.schemas = arguments_values(arguments, context->arena, "schema"),
		.excluded = arguments_values(arguments, context->arena, "exclude-schema"),
		.has_privileges = arguments_has(arguments, "acl"),
	};

	if (timeout.ptr &&
		(!duration_parse_milliseconds(timeout, &request.timeout) || request.timeout <= 0))
		return error_set(reterr, "--timeout: '%s' is no duration, as 500ms or 30s",
			escape_text(context->arena, timeout, false).ptr);
	if (isatty(STDERR_FILENO) && !arguments_has(arguments, "quiet"))
		request.progress = show_progress;
	*ret = request;
	return 0;
}
