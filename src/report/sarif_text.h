/* SPDX-License-Identifier: MIT */
/* SARIF's own notations: messages, URIs, the help of a rule. */
#ifndef MIGHOOK_REPORT_SARIF_TEXT_H
#define MIGHOOK_REPORT_SARIF_TEXT_H

#include "base/str.h"

struct rule;

/* The message of a result: braces doubled, which else stand for arguments, and no link in it. */
struct str sarif_message(struct arena *arena, struct str text);

/* The path as a URI reference. */
struct str sarif_uri(struct arena *arena, struct str path);

/* True if the path is one of the judged tree: neither absolute nor up from here. */
bool sarif_is_below_root(struct str path);

/* What `mighook explain` tells of the rule. */
struct str sarif_help(struct arena *arena, const struct rule *rule, bool markdown);

#endif
