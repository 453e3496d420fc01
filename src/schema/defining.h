/* SPDX-License-Identifier: MIT */
/* What the files that write definitions share. For the files of this folder only. */
#ifndef MIGHOOK_SCHEMA_DEFINING_H
#define MIGHOOK_SCHEMA_DEFINING_H

#include "schema/define.h"

/* The makers, one for each family of kinds; all add statements. */
void define_table(struct definition *definition, const struct catalog_entry *table);
void define_column(struct definition *definition, const struct catalog_entry *column);
void define_sequence(struct definition *definition, const struct catalog_entry *sequence);
void define_constraint(struct definition *definition, const struct catalog_entry *constraint);
void define_index(struct definition *definition, const struct catalog_entry *index);
void define_trigger(struct definition *definition, const struct catalog_entry *trigger);
void define_policy(struct definition *definition, const struct catalog_entry *policy);
void define_view(struct definition *definition, const struct catalog_entry *view);
void define_function(struct definition *definition, const struct catalog_entry *function);
void define_type(struct definition *definition, const struct catalog_entry *type);
void define_domain(struct definition *definition, const struct catalog_entry *domain);

/* "CONSTRAINT name CHECK (...)". */
struct str constraint_text(
	const struct definition *definition, const struct catalog_entry *constraint);

/* A statement. */
void define_add(struct definition *definition, const char *format, ...) _printf_(2, 3);

/* Names, quoted where needed, with commas between. */
struct str names_text(struct arena *arena, const struct str_list *names);

/* A list as it is, with commas between. */
struct str list_text(struct arena *arena, const struct str_list *list);

/* An expression as DEFAULT takes it: in parentheses unless it is a simple one. */
struct str default_text(struct arena *arena, struct str expression);

/* The name of the table or type that a part belongs to. */
struct str owner_name(const struct definition *definition, const struct catalog_entry *part);

/* The last state that counts. */
const struct object_state *defined_state(
	const struct definition *definition, const struct catalog_entry *entry);

#endif
