/* SPDX-License-Identifier: MIT */
#include "command/source.h"

#include "base/escape.h"
#include "git/ci.h"

static int usage_error(struct error *reterr, const char *command, const char *message)
{
	error_set(reterr, "%s", message);
	return error_hint(reterr, "mighook help %s", command);
}

int source_split_range(const struct context *context, const char *command, const char *option,
	struct str *ret_base, struct str *ret_head, struct error *reterr)
{
	struct str range = arguments_value(context->arguments, option);
	size_t at = str_find(range, STR("..."), 0);

	if (at == range.len) {
		error_set(reterr, "--%s: '%s' is no range A...B (with three dots)", option,
			escape_text(context->arena, range, false).ptr);
		return error_hint(reterr, "mighook %s --%s origin/main...HEAD", command, option);
	}
	*ret_base = at ? str_slice(range, 0, at) : STR("HEAD");
	*ret_head = str_slice(range, at + 3, range.len);
	if (!ret_head->len)
		*ret_head = STR("HEAD");
	return 0;
}

int source_read(
	const struct context *context, const char *command, struct source *ret, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct str range = arguments_value(arguments, "range");
	struct source source = {
		.staged = arguments_has(arguments, "staged"),
		.all = arguments_has(arguments, "all"),
		.paths = arguments->positional.count > 0,
		.base = arguments_value(arguments, "base"),
		.head = arguments_value(arguments, "head"),
	};

	source.range = range.ptr || source.base.ptr || source.head.ptr;
	if (source.staged + source.all + source.paths + source.range > 1 ||
		(range.ptr && (source.base.ptr || source.head.ptr)))
		return usage_error(reterr, command,
			"--staged, --range, --base and --head, --all and PATHs exclude each other");
	if (source.range && !range.ptr && !source.base.ptr)
		return usage_error(reterr, command, "--head needs --base");
	if (source.base.ptr && !source.head.ptr)
		source.head = STR("HEAD");
	source.ci = !source.staged && !source.all && !source.paths && !source.range && ci_is_running();
	if (range.ptr &&
		source_split_range(context, command, "range", &source.base, &source.head, reterr))
		return -1;
	*ret = source;
	return 0;
}

int source_check(const struct source *source, struct check *check, const struct str_list *paths,
	struct check_result *ret, struct error *reterr)
{
	if (source->paths)
		return check_paths(check, paths, ret, reterr);
	if (source->ci)
		return check_ci(check, ret, reterr);
	if (source->range)
		return check_range(check, source->base, source->head, ret, reterr);
	return source->all ? check_all(check, ret, reterr) : check_staged(check, ret, reterr);
}
