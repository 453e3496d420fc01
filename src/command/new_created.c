/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "command/new.h"
#include "report/formats.h"

int new_print_created(struct context *context, const struct str_list *paths, struct error *reterr)
{
	_cleanup_(json_free) struct json *root = NULL;
	struct json *created;
	bool json;

	if (command_wants_json(context, &json, reterr))
		return -1;
	for (size_t i = 0; !json && i < paths->count; i++)
		printf("%s\n", escape_text(context->arena, paths->items[i], false).ptr);
	if (!json)
		return 0;
	root = report_json_envelope("new");
	created = json_add_array(root, "created");
	for (size_t i = 0; i < paths->count; i++)
		json_append_string(created, paths->items[i]);
	json_write(stdout, root);
	return 0;
}
