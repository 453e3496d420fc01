/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"
#include "rules/history_table.h"

/* A row that names another file gets this one's name. A row that is missing is the author's to
 * write: what its other columns want is not known. */
void mend_history_record(const struct repair_site *site, struct mending *ret)
{
	struct span span = site->diagnostic->span;

	for (size_t i = 0; i < site->set_sql->texts.count; i++) {
		const struct sql *sql = site->set_sql->texts.items[i];

		for (size_t j = 0; sql->file == site->file && j < sql->literals.count; j++) {
			const struct literal *literal = &sql->literals.items[j];

			if (literal->to && literal->from == span.from && literal->to == span.to &&
				sql->text.ptr[span.from] == '\'')
				edits_add(&ret->edits, site->arena,
					(struct edit){
						span.from, span.to, literal_sql(site->arena, history_record_name(sql))});
		}
	}
}
