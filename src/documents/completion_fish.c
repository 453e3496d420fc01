/* SPDX-License-Identifier: MIT */
#include "documents/parts.h"
const struct part fish_parts[] = {{NULL}};
