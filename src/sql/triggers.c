/* SPDX-License-Identifier: MIT */
/* Triggers, event triggers, rules. */
#include "sql/definitions.h"
#include "sql/slices.h"

#include <catalog/pg_trigger.h>
#include <commands/trigger.h>

static void read_events(struct builder *builder, struct fact *fact, const CreateTrigStmt *trigger)
{
	static const struct {
		int bit;
		struct str word;
	} words[] = {
		{TRIGGER_TYPE_INSERT, {"insert", 6}},
		{TRIGGER_TYPE_DELETE, {"delete", 6}},
		{TRIGGER_TYPE_TRUNCATE, {"truncate", 8}},
	};
	struct str_list events = {0};
	const ListCell *cell;

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (trigger->events & words[i].bit)
			str_list_add(builder->arena, &events, words[i].word);
	foreach(cell, trigger->columns)
		str_list_add(builder->arena, &events,
			str_format(builder->arena, "update of %s", strVal(lfirst(cell))));
	if ((trigger->events & TRIGGER_TYPE_UPDATE) && trigger->columns == NIL)
		str_list_add(builder->arena, &events, STR("update"));
	fact_set_list(builder, fact, ATTRIBUTE_EVENTS, events);
}

static void read_trigger(struct builder *builder, const CreateTrigStmt *trigger)
{
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_TRIGGER,
		(struct object_name){{NULL, 0}, builder_copy(builder, trigger->trigname)});
	struct slice behind = slice_from(builder, trigger->relation->location);
	const ListCell *cell;

	fact->table = builder_range(builder, trigger->relation);
	fact->target = builder_name(builder, trigger->funcname);
	if (trigger->replace)
		fact->flags |= FACT_REPLACES;
	builder_statement(builder)->verb = "CREATE TRIGGER";
	fact_set(builder, fact, ATTRIBUTE_FUNCTION, object_name_sql(builder->arena, fact->target));
	fact_set_list(builder, fact, ATTRIBUTE_ARGUMENTS, copied_names(builder, trigger->args));
	fact_set(builder, fact, ATTRIBUTE_TIMING,
		trigger->timing == TRIGGER_TYPE_BEFORE        ? STR("before")
			: trigger->timing == TRIGGER_TYPE_INSTEAD ? STR("instead of")
													  : STR("after"));
	read_events(builder, fact, trigger);
	fact_set_flag(builder, fact, ATTRIBUTE_FOR_EACH_ROW, trigger->row);
	fact_set_flag(builder, fact, ATTRIBUTE_DEFERRABLE, trigger->deferrable);
	fact_set_flag(builder, fact, ATTRIBUTE_INITIALLY_DEFERRED, trigger->initdeferred);
	foreach(cell, trigger->transitionRels) {
		const TriggerTransition *transition = lfirst(cell);

		fact_set(builder, fact, transition->isNew ? ATTRIBUTE_NEW_TABLE : ATTRIBUTE_OLD_TABLE,
			builder_copy(builder, transition->name));
	}
	if (trigger->whenClause)
		fact_set(builder, fact, ATTRIBUTE_WHEN,
			slice_expression(
				builder, slice_parentheses(builder, slice_behind(builder, behind, "when"))));
	read_whole(builder, fact);
	builder_walk(builder, trigger->whenClause);
}

static void read_rule(struct builder *builder, const RuleStmt *rule)
{
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_RULE,
		(struct object_name){{NULL, 0}, builder_copy(builder, rule->rulename)});

	fact->table = builder_range(builder, rule->relation);
	builder_statement(builder)->verb = "CREATE RULE";
	read_whole(builder, fact);
	if (rule->replace)
		fact->flags |= FACT_REPLACES;
}

static void read_event_trigger(struct builder *builder, const CreateEventTrigStmt *trigger)
{
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_EVENT_TRIGGER,
		(struct object_name){{NULL, 0}, builder_copy(builder, trigger->trigname)});

	builder_statement(builder)->verb = "CREATE EVENT TRIGGER";
	fact_set(builder, fact, ATTRIBUTE_FUNCTION, name_sql(builder, trigger->funcname));
	read_whole(builder, fact);
}

static void read_event_trigger_change(struct builder *builder, const AlterEventTrigStmt *alter)
{
	struct fact *fact = builder_add(builder, ACT_ALTER, KIND_EVENT_TRIGGER,
		(struct object_name){{NULL, 0}, builder_copy(builder, alter->trigname)});

	builder_statement(builder)->verb = "ALTER EVENT TRIGGER";
	switch (alter->tgenabled) {
	case TRIGGER_FIRES_ON_ORIGIN:
		fact_take(builder, fact, ATTRIBUTE_ENABLED);
		break;
	case TRIGGER_FIRES_ALWAYS:
		fact_set(builder, fact, ATTRIBUTE_ENABLED, STR("always"));
		break;
	case TRIGGER_FIRES_ON_REPLICA:
		fact_set(builder, fact, ATTRIBUTE_ENABLED, STR("replica"));
		break;
	default:
		fact_set(builder, fact, ATTRIBUTE_ENABLED, STR("disabled"));
		break;
	}
}

bool read_trigger_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateTrigStmt:
		read_trigger(builder, (const CreateTrigStmt *)node);
		return true;
	case T_RuleStmt:
		read_rule(builder, (const RuleStmt *)node);
		return true;
	case T_CreateEventTrigStmt:
		read_event_trigger(builder, (const CreateEventTrigStmt *)node);
		return true;
	case T_AlterEventTrigStmt:
		read_event_trigger_change(builder, (const AlterEventTrigStmt *)node);
		return true;
	default:
		return false;
	}
}
