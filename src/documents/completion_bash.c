/* SPDX-License-Identifier: MIT */
#include "documents/parts.h"
const struct part bash_parts[] = {{NULL}};
