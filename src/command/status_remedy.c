/* SPDX-License-Identifier: MIT */
#include "command/status_report.h"
#include "migration/runner.h"

/* Which of the runner's commands belongs to a state. */
enum runner_command { NO_COMMAND, COMMAND_APPLY, COMMAND_APPLY_OLDER, COMMAND_AFTER_FAILURE };

static const char *const command_titles[] = {
	[COMMAND_APPLY] = "to apply it",
	[COMMAND_APPLY_OLDER] = "to apply it all the same",
	[COMMAND_AFTER_FAILURE] = "to forget the failure",
};

/* What a state means, and what is to be done; the words of the glossary (requirement S0-45). */
static const struct remedy {
	enum ledger_state state;
	const char *meaning;
	enum runner_command command; /* of the runner: told first */
	const char *text;
} remedies[] = {
	{LEDGER_FAILED, "Failed: the database has a part of it at most", COMMAND_AFTER_FAILURE,
		"take back what it has left (mighook rollback) and apply it again"},
	{LEDGER_EDITED, "Edited: not what was applied", NO_COMMAND,
		"bring back what was applied (mighook status --recover VERSION), and make the change a "
		"new migration (mighook new)"},
	{LEDGER_MISMATCH, "Mismatch: applied under another version", NO_COMMAND, "mighook repair"},
	{LEDGER_ORPHAN, "Orphan: in the database, not in local files", NO_COMMAND,
		"bring the file back: mighook status --recover VERSION >FILE"},
	{LEDGER_DUPLICATE, "Duplicate: its version is another file's", NO_COMMAND,
		"give it a version of its own (mighook fix)"},
	{LEDGER_OUT_OF_ORDER, "Out of order: pending, and older than what is applied",
		COMMAND_APPLY_OLDER, "to give it a new version: mighook fix"},
	{LEDGER_ROLLED_BACK, "Rolled back: applied once, and taken back", COMMAND_APPLY, NULL},
	{LEDGER_PENDING, "Pending: in local files, not in the database", COMMAND_APPLY,
		"if it was applied by hand: mighook baseline"},
};

static const char *command_of(const struct runner *runner, enum runner_command command)
{
	switch (command) {
	case COMMAND_APPLY_OLDER:
		return runner->apply_older_command ? runner->apply_older_command : runner->apply_command;
	case COMMAND_AFTER_FAILURE:
		return runner->after_failure_command;
	case COMMAND_APPLY:
		return runner->apply_command;
	default:
		return NULL;
	}
}

static bool occurs(
	const struct ledger *ledger, enum ledger_state state, const struct runner *runner)
{
	for (size_t i = 0; i < ledger->items.count; i++)
		if (ledger->items.items[i].state == state && ledger->items.items[i].set &&
			ledger->items.items[i].set->spec->runner == runner)
			return true;
	return false;
}

/* The commands of all runners that have such a migration. */
static void write_commands(FILE *out, const struct ledger *ledger, const struct remedy *remedy)
{
	for (size_t i = 0; i < runner_count; i++) {
		const char *command = command_of(&runners[i], remedy->command);

		if (command && occurs(ledger, remedy->state, &runners[i]))
			fprintf(out, "; %s: %s", command_titles[remedy->command], command);
	}
}

void status_write_remedies(FILE *out, const struct ledger *ledger, const struct target *target)
{
	for (size_t i = 0; i < ARRAY_LENGTH(remedies); i++) {
		if (!ledger->counts[remedies[i].state])
			continue;
		fputs(remedies[i].meaning, out);
		write_commands(out, ledger, &remedies[i]);
		if (remedies[i].text)
			fprintf(out, "; %s",
				target_in_commands(target, ledger->arena, str_from(remedies[i].text)).ptr);
		fputc('\n', out);
	}
}
