/* SPDX-License-Identifier: MIT */
#include "command/database_options.h"

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
