/* SPDX-License-Identifier: MIT */
/* The classes of changes: who must approve each, and what must be looked at. */
#include "lint/review.h"

#define BIT(value) ((uint64_t)1 << (value))

#define ENGINEERS(number) \
	{ \
		{ \
			[REVIEWER_ENGINEER] = (number) \
		} \
	}
#define ENGINEERS_AND_LEAD \
	{ \
		{ \
			[REVIEWER_ENGINEER] = 2, [REVIEWER_LEAD] = 1 \
		} \
	}
#define LEAD_AND_PM \
	{ \
		{ \
			[REVIEWER_LEAD] = 1, [REVIEWER_PM] = 1 \
		} \
	}

#define DEPRECATION "30-day deprecation"
#define EXPORT "Data export plan"

enum {
	NO_FLAGS = 0,
	WITH_KIND = true,
};

#define COLUMNS (BIT(KIND_COLUMN) | BIT(KIND_ATTRIBUTE))
#define ROUTINES (BIT(KIND_FUNCTION) | BIT(KIND_PROCEDURE) | BIT(KIND_AGGREGATE))
#define VIEWS (BIT(KIND_VIEW) | BIT(KIND_MATERIALIZED_VIEW))
#define HOLDERS (BIT(KIND_SCHEMA) | BIT(KIND_DATABASE) | BIT(KIND_TABLESPACE) | BIT(KIND_OWNED))
#define DEFINITIONS (BIT(ACT_CREATE) | BIT(ACT_ALTER))
#define NAMES (BIT(ACT_RENAME) | BIT(ACT_MOVE))
/* what nobody outside the database names */
#define INTERNALS \
	(BIT(KIND_INDEX) | BIT(KIND_CONSTRAINT) | BIT(KIND_TRIGGER) | BIT(KIND_RULE) | \
		BIT(KIND_POLICY) | BIT(KIND_STATISTICS) | BIT(KIND_EVENT_TRIGGER))

/*
 * The first that fits holds. The seven rows of seed 1 lines 396-404 are: drop table, drop column,
 * add column (both), alter type, create/alter RPC, create/alter view; what is like one of them
 * asks for the same. Judgements: seed 4 lines 31-35.
 */
static const struct review_class classes[] = {
	{"drop table", JUDGED_FORBIDDEN, LEAD_AND_PM, EXPORT, BIT(ACT_DROP), BIT(KIND_TABLE)},
	{"drop column", JUDGED_FORBIDDEN, ENGINEERS_AND_LEAD, DEPRECATION, BIT(ACT_DROP), COLUMNS},
	{"drop", JUDGED_FORBIDDEN, LEAD_AND_PM, EXPORT, BIT(ACT_DROP), HOLDERS, NO_FLAGS, WITH_KIND},
	{"drop index", JUDGED_APPROVAL, ENGINEERS(2), "Performance check", BIT(ACT_DROP),
		BIT(KIND_INDEX) | BIT(KIND_STATISTICS)},
	{"drop policy", JUDGED_APPROVAL, ENGINEERS(2), NULL, BIT(ACT_DROP), BIT(KIND_POLICY)},
	{"drop", JUDGED_APPROVAL, ENGINEERS(2), "What relied on it", BIT(ACT_DROP), INTERNALS, NO_FLAGS,
		WITH_KIND},
	{"drop", JUDGED_FORBIDDEN, ENGINEERS_AND_LEAD, DEPRECATION, BIT(ACT_DROP), 0, NO_FLAGS,
		WITH_KIND},
	{"truncate", JUDGED_FORBIDDEN, LEAD_AND_PM, EXPORT, BIT(ACT_TRUNCATE)},
	{"delete all rows", JUDGED_FORBIDDEN, LEAD_AND_PM, EXPORT, BIT(ACT_DELETE), 0, FACT_ALL_ROWS},
	{"delete rows", JUDGED_APPROVAL, ENGINEERS(2), NULL, BIT(ACT_DELETE)},
	{"update rows", JUDGED_APPROVAL, ENGINEERS(2), "Backfill plan",
		BIT(ACT_UPDATE) | BIT(ACT_MERGE)},
	{"insert rows", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_INSERT) | BIT(ACT_COPY)},

	{"rename", JUDGED_APPROVAL, ENGINEERS(1), NULL, NAMES, INTERNALS, NO_FLAGS, WITH_KIND},
	{"rename", JUDGED_FORBIDDEN, ENGINEERS_AND_LEAD, DEPRECATION, BIT(ACT_RENAME), 0, NO_FLAGS,
		WITH_KIND},
	{"set schema of", JUDGED_FORBIDDEN, ENGINEERS_AND_LEAD, DEPRECATION, BIT(ACT_MOVE), 0, NO_FLAGS,
		WITH_KIND},

	{"add column (NOT NULL)", JUDGED_ADDITIVE, ENGINEERS(2), "Backfill plan", BIT(ACT_CREATE),
		COLUMNS, FACT_NOT_NULL},
	{"add column (nullable)", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_CREATE), COLUMNS},
	{"alter type", JUDGED_APPROVAL, ENGINEERS(2), "Lock analysis", BIT(ACT_SET_TYPE)},
	{"set not null", JUDGED_APPROVAL, ENGINEERS(2), "Backfill plan|Lock analysis",
		BIT(ACT_SET_NOT_NULL)},
	{"drop not null", JUDGED_APPROVAL, ENGINEERS(1), NULL, BIT(ACT_DROP_NOT_NULL)},
	{"alter default", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_SET_DEFAULT)},

	{"add constraint", JUDGED_APPROVAL, ENGINEERS(2), "Rows that are there", BIT(ACT_CREATE),
		BIT(KIND_CONSTRAINT), FACT_NOT_VALID},
	{"add constraint", JUDGED_APPROVAL, ENGINEERS(2), "Rows that are there|Lock analysis",
		BIT(ACT_CREATE), BIT(KIND_CONSTRAINT)},
	{"validate constraint", JUDGED_ADDITIVE, ENGINEERS(1), "Rows that are there",
		BIT(ACT_VALIDATE)},
	{"create index", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_CREATE), BIT(KIND_INDEX),
		FACT_CONCURRENTLY},
	{"create index", JUDGED_ADDITIVE, ENGINEERS(1), "Lock analysis", BIT(ACT_CREATE),
		BIT(KIND_INDEX)},
	{"reindex", JUDGED_ADDITIVE, ENGINEERS(1), "Lock analysis", BIT(ACT_REINDEX)},

	{"create/alter RPC", JUDGED_ADDITIVE, ENGINEERS(1), "Security review", DEFINITIONS, ROUTINES},
	{"create/alter view", JUDGED_ADDITIVE, ENGINEERS(1), "Performance check", DEFINITIONS, VIEWS},
	{"refresh", JUDGED_ADDITIVE, ENGINEERS(1), "Lock analysis", BIT(ACT_REFRESH), 0, NO_FLAGS,
		WITH_KIND},
	{"create trigger", JUDGED_ADDITIVE, ENGINEERS(1), "Performance check", BIT(ACT_CREATE),
		BIT(KIND_TRIGGER)},

	{"enable row security", JUDGED_APPROVAL, ENGINEERS(1), NULL, BIT(ACT_ENABLE_ROW_SECURITY)},
	{"disable row security", JUDGED_APPROVAL, ENGINEERS(2), NULL, BIT(ACT_DISABLE_ROW_SECURITY)},
	{"create policy", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_CREATE), BIT(KIND_POLICY)},
	{"alter policy", JUDGED_APPROVAL, ENGINEERS(1), NULL, BIT(ACT_ALTER), BIT(KIND_POLICY)},
	{"grant", JUDGED_ADDITIVE, ENGINEERS(1), "Security review", BIT(ACT_GRANT)},
	{"revoke", JUDGED_APPROVAL, ENGINEERS(1), "Who relied on it", BIT(ACT_REVOKE)},

	{"attach partition", JUDGED_ADDITIVE, ENGINEERS(1), "Lock analysis", BIT(ACT_ATTACH)},
	{"detach partition", JUDGED_APPROVAL, ENGINEERS(2), "Lock analysis", BIT(ACT_DETACH)},
	{"alter table", JUDGED_APPROVAL, ENGINEERS(2), "Lock analysis", BIT(ACT_ALTER),
		BIT(KIND_TABLE)},
	{"alter", JUDGED_APPROVAL, ENGINEERS(2), NULL, BIT(ACT_ALTER) | BIT(ACT_SET), 0, NO_FLAGS,
		WITH_KIND},
	{"create extension", JUDGED_ADDITIVE, ENGINEERS(1), "Security review", BIT(ACT_CREATE),
		BIT(KIND_EXTENSION)},
	{"create", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_CREATE), 0, NO_FLAGS, WITH_KIND},
	{"comment", JUDGED_ADDITIVE, ENGINEERS(1), NULL, BIT(ACT_COMMENT)},
	{"call", JUDGED_ADDITIVE, ENGINEERS(1), "What it does", BIT(ACT_CALL) | BIT(ACT_READ)},
	{"run block", JUDGED_ADDITIVE, ENGINEERS(1), "What it does", BIT(ACT_RUN_BLOCK)},
};

const struct review_class review_class_unread = {
	"unread SQL", JUDGED_APPROVAL, ENGINEERS(2), "Read by a person"};

static bool has_call(const struct sql *sql, size_t statement)
{
	for (size_t i = 0; i < sql->calls.count; i++)
		if (sql->calls.items[i].statement == statement)
			return true;
	return false;
}

/* True for what only puts the text of an EXECUTE together, which is reviewed as unread. */
static bool is_text_of_execute(const struct sql *sql, const struct statement *statement)
{
	for (size_t i = 0; i < sql->opaques.count; i++)
		if (sql->opaques.items[i].from == statement->from && statement->place != PLACE_TOP)
			return true;
	return false;
}

/* True if a DO block holds statements that were read: they are asked one by one. */
static bool has_inner(const struct sql *sql, size_t block)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		if (i != block && sql->statements.items[i].outer == block &&
			sql->statements.items[i].fact_count)
			return true;
	return false;
}

static bool is_asked(const struct sql *sql, const struct fact *fact)
{
	const struct statement *statement = fact_statement(sql, fact);

	if (statement->place == PLACE_BODY || statement->is_undone || (fact->flags & FACT_PART))
		return false;
	switch (fact->act) {
	case ACT_SET:
		return fact->kind != KIND_OTHER; /* else of this connection only */
	case ACT_READ:
		return has_call(sql, fact->statement) && !is_text_of_execute(sql, statement);
	case ACT_RUN_BLOCK:
		return !has_inner(sql, fact->statement);
	case ACT_CREATE:
		/* one behind a column is part of that */
		return !(fact->flags & FACT_TEMPORARY) &&
			(fact->kind != KIND_CONSTRAINT || !fact->column.ptr);
	default:
		return true;
	}
}

const struct review_class *review_class_of(const struct sql *sql, const struct fact *fact)
{
	if (!is_asked(sql, fact))
		return NULL;
	for (size_t i = 0; i < ARRAY_LENGTH(classes); i++) {
		const struct review_class *class = &classes[i];

		if ((class->acts & BIT(fact->act)) && (!class->kinds || (class->kinds & BIT(fact->kind))) &&
			(fact->flags & class->flags) == class->flags)
			return class;
	}
	return NULL;
}

/* A backfill of columns that are new, too: no row had a value there. */
static bool fills_new_columns(
	const struct set_sql *here, const struct sql *sql, const struct fact *fact)
{
	if (fact->act != ACT_UPDATE || !fact->columns.count)
		return false;
	for (size_t i = 0; i < fact->columns.count; i++)
		if (!set_sql_creates(here, sql, fact, KIND_COLUMN, fact->object,
				(struct object_name){{NULL, 0}, fact->columns.items[i]}))
			return false;
	return true;
}

/* A table, or what else ALTER TABLE and ALTER TYPE may name. */
static bool is_relation(const struct fact *fact)
{
	return (BIT(fact->kind) &
			   (VIEWS | BIT(KIND_TABLE) | BIT(KIND_FOREIGN_TABLE) | BIT(KIND_TYPE) |
				   BIT(KIND_DOMAIN))) &&
		!(fact->flags & FACT_ALL_IN_SCHEMA);
}

static bool is_created_here(
	const struct set_sql *here, const struct sql *sql, const struct fact *fact)
{
	if (fact->table.name.ptr && set_sql_is_new_table(here, sql, fact, fact->table))
		return true;
	if (fact->act == ACT_CREATE || (fact->flags & FACT_ALL_IN_SCHEMA))
		return false;
	return (is_relation(fact) && set_sql_is_new_table(here, sql, fact, fact->object)) ||
		set_sql_creates(here, sql, fact, fact->kind, fact->table, fact->object) ||
		fills_new_columns(here, sql, fact);
}

const char *review_waives(
	const struct set_sql *here, const struct sql *sql, const struct fact *fact)
{
	if (is_created_here(here, sql, fact))
		return "created here";
	if (fact->act == ACT_DROP && !(fact->flags & FACT_CASCADE) &&
		set_sql_makes_anew(here, sql, fact))
		return "made anew below";
	return NULL;
}
