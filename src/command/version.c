/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "command/help.h"
#include "report/formats.h"

static enum exit_code run(struct context *context, struct error *reterr)
{
	bool json;

	if (command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	if (json) {
		_cleanup_(json_free) struct json *root = report_json_envelope("version");

		json_write(stdout, root);
	} else {
		help_write_version(stdout);
	}
	return EXIT_CLEAN;
}

const struct command command_version = {
	.name = "version",
	.usage = "",
	.summary = "show the version",
	.description = "Shows the version and how the program is linked.",
	.run = run,
};
