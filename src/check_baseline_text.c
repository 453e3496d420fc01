/* SPDX-License-Identifier: MIT */
#include "check_baseline_text.h"

#include "check_new.h"

/* By the file's own transaction, where no other is. */
static bool is_begun(const struct set_spec *spec)
{
	bool asks = check_new_asks(spec, "transaction-missing");

	return asks ? spec->wrapping != WRAPPED_TRANSACTION && spec->wrapping != WRAPPED_UNLESS_REFUSED
				: spec->wrapping == WRAPPED_NOT;
}

struct str baseline_text(
	struct arena *arena, const struct set_spec *spec, struct str header, struct str sql)
{
	const char *marker = spec->runner->up_marker;
	/* goose cuts at every ';' unless it is told not to */
	bool is_cut = marker && str_starts(str_from(marker), STR("+goose"));
	struct text text = {.arena = arena};

	text_add(&text, header);
	text_add(&text, STR("\n"));
	if (marker)
		text_addf(&text, "-- %s\n", marker);
	text_add(&text, is_cut ? STR("-- +goose StatementBegin\n") : STR(""));
	text_add(&text, is_begun(spec) ? STR("BEGIN;\n\n") : STR(""));
	text_add(&text, sql);
	text_add(&text, is_begun(spec) ? STR("\nCOMMIT;\n") : STR(""));
	text_add(&text, is_cut ? STR("-- +goose StatementEnd\n") : STR(""));
	return text_str(&text);
}
