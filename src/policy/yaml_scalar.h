/* SPDX-License-Identifier: MIT */
/* Texts written into a YAML file. */
#ifndef MIGHOOK_POLICY_YAML_SCALAR_H
#define MIGHOOK_POLICY_YAML_SCALAR_H

#include "base/str.h"

/* False for bytes that are no UTF-8: YAML has no way to write them (YAML 1.2, section 5.1). */
bool yaml_holds(struct str text);

/* Adds the text on one line, in quotes where it would be read as something else. */
void yaml_add(struct text *yaml, struct str text);

#endif
