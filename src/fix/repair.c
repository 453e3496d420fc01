/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"

const struct repair repairs[] = {
	{"file-encoding", REPAIR_BYTES, mend_encoding,
		"takes a byte order mark away, makes UTF-8 of UTF-16, and LF of CR LF where .gitattributes "
		"says "
		"text"},
	{"file-not-regular", REPAIR_BYTES, mend_executable_bit, "clears the executable bit"},
	{"guard-missing", REPAIR_TEXT, mend_guard,
		"writes the guard where the statement says nothing else with it, and DROP ... IF EXISTS "
		"before what is created on a new table"},
	{"header-mismatch", REPAIR_TEXT, mend_header_name, "writes the file's own name"},
	{"header-missing", REPAIR_TEXT, mend_missing_header,
		"writes what is known: Migration, Author (git config user.name, or of the commit that "
		"brought "
		"the file), Description (of the name)"},
	{"history-record-missing", REPAIR_TEXT, mend_history_record,
		"writes the file's own name into a row of another one"},
	{"lock-file-missing", REPAIR_TEXT, mend_lock_file,
		"writes it where the set's dialect is postgresql"},
	{"name-malformed", REPAIR_NAMES, mend_name, "gives it the nearest valid name"},
	{"rollback-orphaned", REPAIR_PAIRS, mend_name,
		"gives it the name of the one migration of its version that has no rollback"},
	{"rollback-runnable", REPAIR_PLACES, mend_rollback_place,
		"moves it to where the runner does not look, unless the policy wants it there"},
	{"transaction-missing", REPAIR_TEXT, mend_transaction,
		"puts BEGIN and COMMIT around statements that may all stand in a transaction"},
	{"version-duplicate", REPAIR_NAMES, mend_name, "gives it the next free version"},
	{"version-invalid", REPAIR_NAMES, mend_name, "gives it the version of now"},
	{"version-out-of-order", REPAIR_NAMES, mend_name,
		"gives it a later version, where the policy makes it an error"},
};

const size_t repair_count = ARRAY_LENGTH(repairs);

const struct repair *repair_find(const struct rule *rule)
{
	for (size_t i = 0; i < repair_count; i++)
		if (!strcmp(repairs[i].rule, rule->key.id))
			return &repairs[i];
	return NULL;
}
