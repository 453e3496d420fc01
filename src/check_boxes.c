/* SPDX-License-Identifier: MIT */
#include "check_boxes.h"

#include "base/vec.h"
#include "lint/run_sql.h"

struct boxes {
	const struct lint *lint;
	const struct diagnostics *diagnostics;
	struct review *review;
	size_t unread; /* parts of the SQL that no rule could read */
};

struct box_row {
	const char *name;
	const char *needs; /* rules that must be in force, and find nothing; separated by '|' */
	const char *heeds; /* rules that must find nothing if they are in force */
	bool asks_sql; /* nothing is proven where SQL could not be read */
	const char *asked; /* NULL, or a check that no change may ask people for */
	/* NULL, or what must be true of every judged migration; else why it is not */
	const char *(*disproves)(const struct set_sql *here, const struct migration_file *file);
};

/* A line that says something: no divider, no word to a program. */
static bool is_descriptive(struct str comment)
{
	static const char *const words[] = {"mighook:", "approved-by:", "squawk-ignore"};
	size_t letters = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (str_equal_ignoring_case(str_slice(comment, 0, strlen(words[i])), str_from(words[i])))
			return false;
	for (size_t i = 0; i < comment.len; i++)
		letters += is_alpha(comment.ptr[i]) || (unsigned char)comment.ptr[i] >= 0x80;
	return letters > 0;
}

static const char *lacks_comment(const struct set_sql *here, const struct migration_file *file)
{
	(void)here;
	for (size_t i = 0; i < file->script->scan.comments.count; i++)
		if (is_descriptive(file->script->scan.comments.items[i].text))
			return NULL;
	return "no comment";
}

/* True for SQL that leaves everything as it is: BEGIN and COMMIT, SET, a SELECT that calls nothing.
 */
static bool is_idle(const struct sql *sql)
{
	if (sql->calls.count || sql->opaques.count || sql->errors.count)
		return false;
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act != ACT_READ && sql->facts.items[i].act != ACT_SET)
			return false;
	return true;
}

/* The SQL of a rollback; NULL if it was not read. */
static const struct sql *find_rollback(
	const struct set_sql *here, const struct migration_file *file)
{
	for (size_t i = 0; i < here->texts.count; i++)
		if (here->texts.items[i]->is_down && here->texts.items[i]->file == file)
			return here->texts.items[i];
	return NULL;
}

static const char *lacks_rollback(const struct set_sql *here, const struct migration_file *file)
{
	bool is_section = here->set->spec->down == DOWN_SECTION;
	const struct migration_file *down = is_section ? file
		: file->migration                          ? file->migration->down
												   : NULL;
	const struct sql *sql = down ? find_rollback(here, down) : NULL;

	if (file->name.role == ROLE_REPEATABLE)
		return NULL;
	if (!down || !down->head || (down->script && down->script->down_is_empty))
		return "no rollback";
	return sql && is_idle(sql) ? "the rollback does nothing" : NULL;
}

/* Seed 3 lines 101-116. */
static const struct box_row rows[] = {
	{"Follows the naming convention", "name-malformed|version-invalid|version-duplicate",
		"name-collision|version-out-of-order|version-in-future|misplaced-file|identifier-style",
		false, NULL, NULL},
	{"Includes descriptive comments", "header-missing", "header-mismatch|placeholder-left", false,
		NULL, lacks_comment},
	{"Has a rollback", NULL, "rollback-missing|rollback-orphaned|rollback-runnable", false, NULL,
		lacks_rollback},
	{"Uses transactions appropriately", "transaction-unbalanced|not-transactional",
		"transaction-missing|ddl-dml-mixed|sql-syntax", true, NULL, NULL},
	{"Handles existing data",
		"not-null-without-default|not-null-set|rows-changed-without-where|unbatched-backfill",
		"column-type-changed", true, NULL, NULL},
	{"Includes necessary indexes", "foreign-key-unindexed", NULL, true, NULL, NULL},
	{"Updates row security policies", "row-security-missing|policy-missing|row-security-disabled",
		NULL, true, NULL, NULL},
	{"Performance impact assessed",
		"index-not-concurrent|constraint-not-validated-apart|unique-without-index|volatile-default",
		"not-null-set|column-type-changed|unbatched-backfill|timeout-missing", true,
		"Lock analysis", NULL},
};

/* Its place among the rules; their number if there is none of that id. */
static size_t find_rule(const struct lint *lint, struct str id)
{
	size_t rule = 0;

	while (rule < lint->rule_count && !str_equal(str_from(lint->rules[rule]->key.id), id))
		rule++;
	return rule;
}

/* True if the rule looks for nothing before the policy says what. */
static bool waits_for_options(const struct policy *policy, const struct rule *rule)
{
	struct str rest = str_from(rule->key.needs), option;

	if (!rest.len)
		return false;
	while (str_next(&rest, '|', &option))
		if (policy_setting(policy, "rules.%s.%.*s", rule->key.id, STR_ARG(option)))
			return false;
	return true;
}

/* Why a rule proves nothing in a set; ptr NULL: it does. */
static struct str idle_here(const struct lint *lint, const struct set_spec *spec, struct str id)
{
	const struct demands *demands = lint_demands(lint, spec);
	size_t number = find_rule(lint, id);
	struct text text = {.arena = lint->arena};

	if (number == lint->rule_count || demands->of_rules[number].severity == SEVERITY_OFF ||
		demands->of_rules[number].only_errors)
		text_addf(&text, "%.*s is off", STR_ARG(id));
	else if (waits_for_options(demands->policy, lint->rules[number]))
		text_addf(&text, "%.*s has no %s to ask for", STR_ARG(id), lint->rules[number]->key.needs);
	else
		return (struct str){NULL, 0};
	if (demands->policy != lint->policy)
		text_addf(&text, " in %.*s", STR_ARG(spec->path));
	return text_str(&text);
}

static bool is_reviewed(const struct migration_set *set)
{
	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->is_judged)
			return true;
	return false;
}

/* Why a rule that the box needs proves nothing in one of the sets; ptr NULL: it does in all. */
static struct str idle_rule(const struct boxes *boxes, const char *needs)
{
	const struct lint *lint = boxes->lint;
	struct str reason = {NULL, 0};

	for (size_t i = 0; i < lint->sets->count; i++) {
		struct str rest = str_from(needs), id;

		while (!reason.ptr && is_reviewed(&lint->sets->items[i]) && str_next(&rest, '|', &id))
			reason = idle_here(lint, lint->sets->items[i].spec, id);
	}
	return reason;
}

static bool names(const char *rules, struct str id)
{
	struct str rest = str_from(rules), rule;

	while (str_next(&rest, '|', &rule))
		if (str_equal(rule, id))
			return true;
	return false;
}

/* "2 findings: index-not-concurrent, volatile-default" */
static struct str findings(const struct boxes *boxes, const struct box_row *row)
{
	struct text list = {.arena = boxes->lint->arena};
	struct str_list found = {0};
	size_t count = 0;

	for (size_t i = 0; i < boxes->diagnostics->count; i++) {
		struct str id = str_from(boxes->diagnostics->items[i].rule->key.id);

		if (!names(row->needs, id) && !names(row->heeds, id))
			continue;
		count++;
		if (!str_list_contains(&found, id))
			str_list_add(boxes->lint->arena, &found, id);
	}
	if (!count)
		return (struct str){NULL, 0};
	text_addf(&list, "%zu finding%s: ", count, count == 1 ? "" : "s");
	for (size_t i = 0; i < found.count; i++)
		text_addf(&list, "%s%.*s", i ? ", " : "", STR_ARG(found.items[i]));
	return text_str(&list);
}

static void ask_files(const struct boxes *boxes, const struct box_row *row, struct review_box *box)
{
	for (size_t i = 0; i < boxes->lint->sets->count; i++) {
		const struct migration_set *set = &boxes->lint->sets->items[i];
		const struct set_sql *here = &boxes->lint->sql[i];

		for (size_t j = 0; j < set->files.count && !box->reason.ptr; j++) {
			const struct migration_file *file = set->files.items[j];

			if (!file->is_judged || !file->script || !role_is_sql(file->name.role) ||
				file->name.role == ROLE_DOWN)
				continue;
			box->reason = str_from(row->disproves(here, file));
			if (box->reason.ptr)
				box->path = file->path;
		}
	}
}

/* The review itself tells. */
static struct review_box box_of_judgements(const struct boxes *boxes)
{
	struct review_box box = {.name = "Breaks nothing: additions only"};
	size_t count = 0;

	for (size_t i = 0; i < boxes->review->changes.count; i++)
		count += boxes->review->changes.items[i].judgement != JUDGED_ADDITIVE;
	if (count)
		box.reason = str_format(
			boxes->lint->arena, "%zu change%s no addition", count, count == 1 ? " is" : "s are");
	return box;
}

/* Where a runner leaves no other way, no rule refuses a lock: it is for people to think about. */
static struct str asked(const struct boxes *boxes, const char *check)
{
	size_t count = 0;

	for (size_t i = 0; check && i < boxes->review->changes.count; i++)
		count += str_list_contains(&boxes->review->changes.items[i].checks, str_from(check));
	if (!count)
		return (struct str){NULL, 0};
	return str_format(
		boxes->lint->arena, "%zu change%s for: %s", count, count == 1 ? " asks" : "s ask", check);
}

static struct review_box box_of_rules(const struct boxes *boxes, const struct box_row *row)
{
	struct review_box box = {.name = row->name, .reason = findings(boxes, row)};

	if (!box.reason.ptr)
		box.reason = idle_rule(boxes, row->needs);
	if (!box.reason.ptr)
		box.reason = asked(boxes, row->asked);
	if (!box.reason.ptr && row->asks_sql && boxes->unread)
		box.reason = STR("some of the SQL could not be read");
	if (!box.reason.ptr && row->disproves)
		ask_files(boxes, row, &box);
	return box;
}

void check_boxes(
	struct review *review, const struct lint *lint, const struct diagnostics *diagnostics)
{
	struct boxes boxes = {lint, diagnostics, review, lint_unread(lint)};

	for (size_t i = 0; i < lint->sets->count; i++)
		boxes.unread += lint->sql[i].other_dialect != NULL;
	if (!review->file_count)
		return;
	for (size_t i = 0; i <= ARRAY_LENGTH(rows); i++) {
		struct review_box *box = vec_push(lint->arena, &review->checklist);

		*box = i < ARRAY_LENGTH(rows) ? box_of_rules(&boxes, &rows[i]) : box_of_judgements(&boxes);
		box->is_ticked = !box->reason.ptr;
	}
}
