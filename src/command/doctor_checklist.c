/* SPDX-License-Identifier: MIT */
#include "command/doctor_checklist.h"

#include "base/escape.h"
#include "base/json.h"
#include "report/formats.h"

#define PRODUCTION(name, proof) NULL, name, proof, PROOF_PRODUCTION, NULL
#define BY_HAND(name, command) NULL, name, PROOF_BY_HAND, PROOF_PRODUCTION, command

/* Seed 1 lines 317-323. */
static const struct checklist_box daily[] = {
	{"Every day", "The record of the migrations is in order", PROOF_GATE, PROOF_PRODUCTION, NULL},
	{PRODUCTION("No migration is pending", PROOF_APPLIED)},
	{BY_HAND("Alerts about failed migrations are read", NULL)},
};

/* Seed 1 lines 325-334; seed 4 lines 240-254, 341-366. */
static const struct checklist_box deploy[] = {
	{"Before", "The test database has every migration", PROOF_APPLIED, PROOF_TEST, NULL},
	{NULL, "The test database passes the gate", PROOF_GATE, PROOF_TEST, NULL},
	{BY_HAND("CI has passed", NULL)},
	{BY_HAND("Somebody has read the SQL", "mighook review")},
	{PRODUCTION("There is a rollback", PROOF_ROLLBACK)},
	{BY_HAND("The rollback was tried", "mighook rollback")},
	{PRODUCTION("The pull request tells what breaks, unless nothing does", PROOF_ADDITIVE)},
	{PRODUCTION("The approvals that are needed are there", PROOF_APPROVED)},
	{PRODUCTION("It is merged", PROOF_MERGED)},
	{BY_HAND("There is a backup, and it can be restored", NULL)},
	{BY_HAND("The team knows when it happens", NULL)},
	{"During", "Maintenance mode is on, if it is needed", PROOF_BY_HAND, PROOF_PRODUCTION, NULL},
	{BY_HAND("The SQL was looked at once more", NULL)},
	{PRODUCTION("Production has every migration", PROOF_APPLIED)},
	{BY_HAND("The application works", NULL)},
	{BY_HAND("Maintenance mode is off", NULL)},
	{"After", "Production passes the gate", PROOF_GATE, PROOF_PRODUCTION, NULL},
	{BY_HAND("Tables, and row security on them, are as they should be", NULL)},
	{BY_HAND("The applications that use them are deployed", NULL)},
	{BY_HAND("There are no more errors than before, and nothing is slower", NULL)},
	{BY_HAND("The team knows that it is done, and it is written down", NULL)},
};

/* Seed 1 lines 172-178, 347-356. */
static const struct checklist_box quarterly[] = {
	{"Every quarter", "No set is due for a squash", PROOF_COUNT, PROOF_PRODUCTION, NULL},
	{PRODUCTION("No archive of a squash is older than a year", PROOF_ARCHIVES)},
	{BY_HAND("No archived history table is older than six months", NULL)},
	{BY_HAND("A database was rebuilt from the migrations alone", NULL)},
	{BY_HAND("The documents tell of the schema as it is", NULL)},
};

const struct checklist checklists[] = {
	{"daily", daily, ARRAY_LENGTH(daily)},
	{"deploy", deploy, ARRAY_LENGTH(deploy)},
	{"quarterly", quarterly, ARRAY_LENGTH(quarterly)},
};

const size_t checklist_count = ARRAY_LENGTH(checklists);

int checklist_ask(const struct checklist *list, struct prover *prover,
	const struct checked_box **ret, struct error *reterr)
{
	struct checked_box *boxes = arena_array(prover->arena, struct checked_box, list->count);

	for (size_t i = 0; i < list->count; i++) {
		boxes[i].box = &list->boxes[i];
		if (prover_ask(prover, list->boxes[i].proof, list->boxes[i].role, &boxes[i].proven, reterr))
			return -1;
		if (!boxes[i].proven.command.ptr)
			boxes[i].proven.command = str_from(list->boxes[i].command);
	}
	*ret = boxes;
	return 0;
}

static void write_box(const struct checked_box *box, struct arena *arena, bool colored)
{
	const struct proven *proven = &box->proven;
	bool ticked = proven->verdict == VERDICT_PROVEN;

	if (box->box->stage)
		printf("%s:\n", box->box->stage);
	printf("  %s[%c]%s %s",
		!colored                              ? ""
			: ticked                          ? "\x1b[32m"
			: proven->verdict == VERDICT_OPEN ? ""
											  : "\x1b[31m",
		ticked ? 'x' : ' ', colored ? "\x1b[0m" : "", box->box->name);
	if (!ticked)
		printf(
			": %s", proven->reason.ptr ? escape_text(arena, proven->reason, false).ptr : "by hand");
	putchar('\n');
	if (!ticked && proven->command.ptr)
		printf("      Run: %s\n", escape_text(arena, proven->command, false).ptr);
}

void checklist_write_text(const struct checklist *list, const struct checked_box *boxes,
	struct arena *arena, bool colored)
{
	size_t ticked = 0, open = 0;

	for (size_t i = 0; i < list->count; i++) {
		write_box(&boxes[i], arena, colored);
		ticked += boxes[i].proven.verdict == VERDICT_PROVEN;
		open += boxes[i].proven.verdict == VERDICT_OPEN;
	}
	printf("\nmighook: %zu of %zu proven, %zu left to people\n", ticked, list->count, open);
}

static void write_json_box(struct json_members *members, size_t item, void *context)
{
	static const char *const verdicts[] = {
		[VERDICT_OPEN] = "open",
		[VERDICT_PROVEN] = "proven",
		[VERDICT_DISPROVEN] = "disproven",
		[VERDICT_UNKNOWN] = "unknown",
	};
	const struct checked_box *const *boxes = context;
	const struct checked_box *box = &(*boxes)[item];
	size_t stage = item;

	while (!(*boxes)[stage].box->stage)
		stage--;
	json_write_string(members, "stage", str_from((*boxes)[stage].box->stage));
	json_write_string(members, "name", str_from(box->box->name));
	json_write_bool(members, "ticked", box->proven.verdict == VERDICT_PROVEN);
	json_write_string(members, "verdict", str_from(verdicts[box->proven.verdict]));
	json_write_string(members, "reason", box->proven.reason);
	json_write_string(members, "run", box->proven.command);
}

void checklist_write_json(const struct checklist *list, const struct checked_box *boxes)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("doctor");

	json_add_string(root, "checklist", str_from(list->name));
	json_write_list(stdout, root, "boxes", list->count, write_json_box, &boxes);
}
