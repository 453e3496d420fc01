/* SPDX-License-Identifier: MIT */
#include "lint/review.h"

#include "base/sort.h"
#include "base/vec.h"
#include "lint/mask.h"

const char *judgement_name(enum judgement judgement)
{
	static const char *const names[] = {
		[JUDGED_ADDITIVE] = "additive",
		[JUDGED_APPROVAL] = "approval",
		[JUDGED_FORBIDDEN] = "forbidden",
	};

	return names[judgement];
}

static void add_once(struct arena *arena, struct str_list *list, struct str text)
{
	if (text.len && !str_list_contains(list, text))
		str_list_add(arena, list, text);
}

static void add_checks(struct arena *arena, struct str_list *checks, const char *more)
{
	struct str rest = str_from(more), check;

	while (more && str_next(&rest, '|', &check))
		add_once(arena, checks, check);
}

/* What is reviewed of one text. */
struct reading {
	struct arena *arena;
	const struct set_sql *here;
	const struct sql *sql;
	const unsigned *labels; /* of its statements */
	struct review *review;
};

static struct str class_name(
	struct arena *arena, const struct review_class *class, enum object_kind kind)
{
	return class->names_kind ? str_format(arena, "%s %s", class->name, object_kinds[kind].name)
							 : str_from(class->name);
}

/* Empty where a statement names none. */
static struct str object_shown(struct arena *arena, const struct fact *fact)
{
	struct str own = fact->object.name, table;

	if (fact->act == ACT_SET) /* a parameter; what it is set for is what changes */
		return fact->target.name.len ? mask_text(arena, object_name_sql(arena, fact->target))
									 : STR("");
	if (!fact->table.name.len || fact->kind == KIND_DOMAIN)
		return own.len ? mask_text(arena, object_name_sql(arena, fact->object)) : STR("");
	table = object_name_sql(arena, fact->table);
	return mask_text(arena,
		own.len
			? str_format(arena, "%.*s.%.*s", STR_ARG(table), STR_ARG(identifier_sql(arena, own)))
			: table);
}

static struct review_change *add_change(struct review *review, struct arena *arena,
	const struct migration_file *file, size_t offset, const struct review_class *class)
{
	struct review_change *change = vec_push(arena, &review->changes);

	change->file = file;
	change->offset = offset;
	change->class = str_from(class->name);
	change->judgement = class->judgement;
	change->required = class->reviewers;
	add_checks(arena, &change->checks, class->checks);
	return change;
}

/* The change of the same statement that is of the same class; else a new one. */
static struct review_change *change_of(
	struct reading *reading, const struct fact *fact, const struct review_class *class)
{
	static const struct review_class nothing = {.judgement = JUDGED_ADDITIVE};
	struct review *review = reading->review;
	const struct statement *statement = fact_statement(reading->sql, fact);
	struct str name = class_name(reading->arena, class, fact->kind);
	const char *waived = review_waives(reading->here, reading->sql, fact);
	struct review_change *change;

	for (size_t i = review->changes.count; i--;) {
		change = &review->changes.items[i];
		if (change->file != reading->sql->file || change->offset != statement->from)
			break;
		if (str_equal(change->class, name) && change->waived == waived)
			return change;
	}
	change = add_change(
		review, reading->arena, reading->sql->file, statement->from, waived ? &nothing : class);
	change->class = name;
	change->waived = waived;
	return change;
}

/* What a SELECT is about are the functions that it calls. */
static void add_calls(struct reading *reading, size_t statement, struct str_list *objects)
{
	for (size_t i = 0; i < reading->sql->calls.count; i++) {
		const struct call *call = &reading->sql->calls.items[i];

		if (call->statement == statement)
			add_once(reading->arena, objects, object_name_sql(reading->arena, call->function));
	}
}

static void review_fact(struct reading *reading, const struct fact *fact)
{
	const struct review_class *class = review_class_of(reading->sql, fact);
	struct review_change *change;
	unsigned labels;

	if (!class)
		return;
	change = change_of(reading, fact, class);
	labels = review_labels_of_fact(fact) | reading->labels[fact->statement];
	change->labels |= change->waived ? labels & LABEL_SECURITY : labels;
	add_once(reading->arena, &change->objects, object_shown(reading->arena, fact));
	if (fact->act == ACT_READ)
		add_calls(reading, fact->statement, &change->objects);
	if ((fact->flags & FACT_CASCADE) && !change->waived)
		add_once(reading->arena, &change->checks, STR("What CASCADE drops"));
}

/* True in a function: what it does is done when it is called, and the whole is looked at. */
static bool is_in_function(const struct sql *sql, size_t offset)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];
		const struct fact *fact = &sql->facts.items[statement->first_fact];

		if (statement->place != PLACE_BODY && offset >= statement->from && offset < statement->to &&
			statement->fact_count && fact->act == ACT_CREATE &&
			(fact->kind == KIND_FUNCTION || fact->kind == KIND_PROCEDURE))
			return true;
	}
	return false;
}

static void review_opaque(struct reading *reading, size_t offset)
{
	if (!is_in_function(reading->sql, offset))
		add_change(
			reading->review, reading->arena, reading->sql->file, offset, &review_class_unread);
}

static void review_text(struct reading *reading)
{
	const struct sql *sql = reading->sql;

	reading->labels = review_labels_of_statements(reading->arena, sql);
	for (size_t i = 0; i < sql->facts.count; i++)
		review_fact(reading, &sql->facts.items[i]);
	for (size_t i = 0; i < sql->errors.count; i++)
		review_opaque(reading, sql->errors.items[i].offset);
	for (size_t i = 0; i < sql->opaques.count; i++)
		review_opaque(reading, sql->opaques.items[i].from);
}

/* Files of a set that is not PostgreSQL's: nobody but a person reads them. */
static void review_unread(
	struct review *review, struct arena *arena, const struct migration_set *set)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (file->is_judged && file->script && role_is_sql(file->name.role) &&
			file->name.role != ROLE_DOWN) {
			add_change(review, arena, file, 0, &review_class_unread);
			review->file_count++;
		}
	}
}

static void review_set(struct review *review, struct arena *arena, const struct set_sql *here)
{
	if (here->other_dialect)
		review_unread(review, arena, here->set);
	for (size_t i = 0; i < here->texts.count; i++) {
		struct reading reading = {
			.arena = arena, .here = here, .sql = here->texts.items[i], .review = review};

		if (!reading.sql->file->is_judged || reading.sql->is_down)
			continue;
		review->file_count++;
		review_text(&reading);
	}
}

static int compare_changes(const void *a, const void *b)
{
	const struct review_change *left = a, *right = b;
	int order = str_compare(left->file->path, right->file->path);

	return order                        ? order
		: left->offset != right->offset ? (left->offset < right->offset ? -1 : 1)
										: str_compare(left->class, right->class);
}

/* Lines, from the start of each file to its end. */
static void fill_lines(struct review *review)
{
	struct position position = {1, 1};
	size_t offset = 0;

	for (size_t i = 0; i < review->changes.count; i++) {
		struct review_change *change = &review->changes.items[i];

		if (!i || change->file != change[-1].file) {
			position = (struct position){1, 1};
			offset = 0;
		}
		position = position_after(change->file->script->content, offset, position, change->offset);
		offset = change->offset;
		change->line = position.line;
	}
}

/* A name counts once; with the first role that it has. */
static void add_approval(struct arena *arena, struct approvals *approvals, struct approval approval)
{
	for (size_t i = 0; i < approvals->count; i++) {
		struct approval *other = &approvals->items[i];

		if (!str_equal_ignoring_case(other->name, approval.name))
			continue;
		if (other->role == REVIEWER_ENGINEER)
			other->role = approval.role;
		return;
	}
	*vec_push(arena, approvals) = approval;
}

static void count_approvals(
	struct review_change *change, struct arena *arena, const struct suppressions *suppressions)
{
	for (size_t i = 0; i < suppressions->count; i++) {
		const struct suppression *suppression = &suppressions->items[i];
		struct approval approval;

		if (suppression->kind != SUPPRESSION_APPROVAL || suppression->file != change->file ||
			change->offset < suppression->covers.from || change->offset >= suppression->covers.to ||
			!approval_read(suppression->reason, &approval))
			continue;
		approval.name = mask_text(arena, approval.name);
		add_approval(arena, &change->approvals, approval);
	}
	change->missing = reviewers_missing(&change->required, &change->approvals);
}

static void fill_approvals(struct review *review, struct arena *arena)
{
	struct suppressions suppressions = {0};

	for (size_t i = 0; i < review->changes.count; i++) {
		struct review_change *change = &review->changes.items[i];

		if (!i || change->file != change[-1].file) {
			suppressions = (struct suppressions){0};
			suppressions_read(&suppressions, arena, change->file);
		}
		review_labels_require(change->labels, arena, &change->required, &change->checks);
		count_approvals(change, arena, &suppressions);
	}
}

static void sum_up(struct review *review, struct arena *arena)
{
	for (size_t i = 0; i < review->changes.count; i++) {
		const struct review_change *change = &review->changes.items[i];

		for (unsigned role = 0; role < REVIEWER_COUNT; role++)
			if (change->required.count[role] > review->required.count[role])
				review->required.count[role] = change->required.count[role];
		for (size_t j = 0; j < change->checks.count; j++)
			add_once(arena, &review->checks, change->checks.items[j]);
	}
}

struct review review_of(const struct lint *lint)
{
	struct review review = {.file_count = 0};

	for (size_t i = 0; i < lint->sets->count; i++)
		review_set(&review, lint->arena, &lint->sql[i]);
	sort(review.changes.items, review.changes.count, sizeof *review.changes.items, compare_changes);
	fill_lines(&review);
	fill_approvals(&review, lint->arena);
	sum_up(&review, lint->arena);
	return review;
}

bool review_change_is_gated(const struct review_change *change)
{
	return change->judgement != JUDGED_ADDITIVE || (change->labels & LABEL_SECURITY);
}

bool review_change_lacks_approvals(const struct review_change *change)
{
	for (unsigned role = 0; role < REVIEWER_COUNT; role++)
		if (change->missing.count[role])
			return review_change_is_gated(change);
	return false;
}
