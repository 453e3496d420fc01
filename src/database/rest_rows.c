/* SPDX-License-Identifier: MIT */
/* The rows of a relation, page by page: a PostgREST gives no more at once than its max-rows. */
#include <inttypes.h>

#include "base/json.h"
#include "database/rest.h"

enum { PAGE = 1000, MOST_PAGES = 100 * 1000 };

static int refused(const struct rest *rest, struct str table, const struct rest_answer *answer,
	struct error *reterr)
{
	_cleanup_(json_free) struct json *body = json_parse(answer->body);
	struct str message = json_text_at(body, "message"), code = json_text_at(body, "code");
	const char *place = rest_shown(rest, rest_place(rest));

	if (!message.ptr)
		message = answer->status / 100 == 3 ? STR("it sends us elsewhere, where we do not go")
											: STR("it does not say why");
	error_set(reterr, "cannot read %s%s%s: HTTP %ld: %s%s%s%s", place,
		rest_relation(rest).ptr ? "" : ", table ",
		rest_relation(rest).ptr ? "" : rest_shown(rest, table), answer->status,
		rest_shown(rest, message), code.ptr ? " (" : "", code.ptr ? rest_shown(rest, code) : "",
		code.ptr ? ")" : "");
	if (answer->status == 401 || answer->status == 403)
		return error_hint(
			reterr, "the key, from %s, must be one that may read it", rest_key_origin(rest));
	if (answer->status == 404 || answer->status == 406)
		return error_hint(reterr,
			"a table must be in a schema that PostgREST exposes, or a view of it must; Supabase "
			"has "
			"them under /rest/v1/");
	return -1;
}

/* Content-Range: "0-24/180", or the like with "*" for what there is not (RFC 9110, 14.4). */
struct range {
	uint64_t end; /* behind the last row */
	uint64_t total;
	bool is_empty, has_total;
};

static bool read_number(struct str *rest, uint64_t *ret)
{
	size_t len = 0;

	*ret = 0;
	while (len < rest->len && len < 18 && is_digit(rest->ptr[len]))
		*ret = *ret * 10 + (uint64_t)(rest->ptr[len++] - '0');
	*rest = str_slice(*rest, len, rest->len);
	return len > 0;
}

static bool read_range(struct str text, uint64_t from, struct range *ret)
{
	struct range range = {.end = from};
	struct str rest = text;
	uint64_t first;

	range.is_empty = str_starts(rest, STR("*"));
	if (range.is_empty) {
		rest = str_slice(rest, 1, rest.len);
	} else {
		if (!read_number(&rest, &first) || first != from || !str_starts(rest, STR("-")))
			return false;
		rest = str_slice(rest, 1, rest.len);
		if (!read_number(&rest, &range.end) || range.end++ < first)
			return false;
	}
	if (!str_starts(rest, STR("/")))
		return false;
	rest = str_slice(rest, 1, rest.len);
	range.has_total = read_number(&rest, &range.total);
	*ret = range;
	return true;
}

static int read_page(struct rest *rest, const struct rest_request *request, struct json_rows *rows,
	struct range *ret, struct error *reterr)
{
	const char *place = rest_shown(rest, rest_place(rest));
	size_t before = rows->rows.count;
	struct rest_answer answer;
	struct range range;

	if (rest_get(rest, request, &answer, reterr))
		return -1;
	if (answer.status != 200 && answer.status != 206)
		return refused(rest, request->table, &answer, reterr);
	if (json_rows_add(rows, rest_arena(rest), answer.body, place, reterr))
		return -1;
	if (!answer.range.ptr || !read_range(answer.range, request->from, &range) || !range.has_total)
		return error_set(reterr,
			"%s does not say how many rows there are (Content-Range): it is no PostgREST", place);
	if (rows->rows.count - before != range.end - request->from)
		return error_set(reterr, "%s: %zu rows came, but %" PRIu64 " were announced", place,
			rows->rows.count - before, range.end - request->from);
	*ret = range;
	return 0;
}

static bool is_word(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!is_alnum(name.ptr[i]) && name.ptr[i] != '_')
			return false;
	return name.len > 0;
}

/* By all columns that can be compared: without an order a row could be on two pages, or on none. */
static struct str order_of(struct arena *arena, const struct json_rows *rows)
{
	struct text order = {.arena = arena};

	for (size_t i = 0; i < rows->names.count; i++)
		if (is_word(rows->names.items[i]) && json_rows_value(rows, 0, rows->names.items[i]).ptr)
			text_addf(&order, "%s%.*s", order.len ? "," : "", STR_ARG(rows->names.items[i]));
	return text_str(&order);
}

/* All of them anew, in an order. */
static int read_pages(struct rest *rest, struct rest_request *request, uint64_t total,
	struct json_rows *rows, struct error *reterr)
{
	const char *place = rest_shown(rest, rest_place(rest));
	struct range range = {.end = 0};

	for (size_t page = 0; range.end < total; page++) {
		request->from = range.end;
		if (read_page(rest, request, rows, &range, reterr))
			return -1;
		if (range.total != total) {
			error_set(reterr, "%s: rows came or went while they were read", place);
			return error_hint(reterr, "run it again");
		}
		if (range.is_empty || page == MOST_PAGES)
			return error_set(reterr, "%s: of %" PRIu64 " rows only %" PRIu64 " can be read", place,
				total, request->from);
	}
	return 0;
}

int rest_read_rows(struct rest *rest, struct str table, struct json_rows *ret, struct error *reterr)
{
	struct rest_request request = {.table = table, .count = PAGE};
	struct json_rows rows = {.names = {0}};
	struct range range;

	if (read_page(rest, &request, &rows, &range, reterr))
		return -1;
	if (range.end < range.total) {
		request.order = order_of(rest_arena(rest), &rows);
		rows = (struct json_rows){.names = {0}};
		if (read_pages(rest, &request, range.total, &rows, reterr))
			return -1;
	}
	*ret = rows;
	return 0;
}
