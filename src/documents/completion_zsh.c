/* SPDX-License-Identifier: MIT */
#include "documents/parts.h"
const struct part zsh_parts[] = {{NULL}};
