/* SPDX-License-Identifier: MIT */
/* The part of mighook-rules(7): what `mighook explain` tells of each rule. */
#include "documents/parts.h"

#include "base/paragraph.h"
#include "command/topics.h"
#include "documents/mdoc.h"
#include "rules/rules.h"

static void write_options(struct mdoc *mdoc, const struct option_key *options)
{
	mdoc_macro(mdoc, "Pp");
	mdoc_text(mdoc, STR("Options in the policy:"));
	mdoc_macro(mdoc, "Bl -tag -width Ds");
	for (const struct option_key *option = options; option->name; option++) {
		mdoc_macro(mdoc, "It Cm %s", option->name);
		mdoc_text(mdoc, option_key_meaning(mdoc->arena, option));
	}
	mdoc_macro(mdoc, "El");
}

static void write_example(struct mdoc *mdoc, const char *title, const char *text)
{
	mdoc_macro(mdoc, "Pp");
	mdoc_text(mdoc, str_from(title));
	mdoc_literal(mdoc, str_from(text));
}

static void write_labelled(struct mdoc *mdoc, const char *label, const char *text)
{
	mdoc_macro(mdoc, "Pp");
	mdoc_text(mdoc, str_format(mdoc->arena, "%s %s", label, text));
}

static void write_rule(struct mdoc *mdoc, const struct rule *rule)
{
	struct str rest = str_from(rule->squawk), id;
	struct text ids = {.arena = mdoc->arena};

	mdoc_macro(mdoc, "It Cm %s Pq %s", rule->key.id, severity_name(rule->key.severity));
	mdoc_sentence(mdoc, str_from(rule->summary));
	mdoc_macro(mdoc, "Pp");
	mdoc_text(mdoc, str_from(rule->why));
	write_example(mdoc, "Refused:", rule->flagged);
	write_example(mdoc, "Fine:", rule->allowed);
	if (rule->key.options)
		write_options(mdoc, rule->key.options);
	write_labelled(mdoc, "To allow it:", rule->remedy);
	while (str_next(&rest, '|', &id))
		text_addf(&ids, "%s%.*s", ids.len ? ", " : "", STR_ARG(id));
	if (ids.len)
		write_labelled(mdoc, "In squawk:", text_str(&ids).ptr);
}

static void write_rules(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};

	mdoc_macro(&mdoc, "Bl -tag -width Ds");
	for (size_t i = 0; i < rule_count; i++)
		write_rule(&mdoc, rules[i]);
	mdoc_macro(&mdoc, "El");
}

const struct part rule_parts[] = {
	{"rules", write_rules},
	{NULL},
};
