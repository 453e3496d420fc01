/* SPDX-License-Identifier: MIT */
/* SHA-256, as `sha256sum` prints it. */
#ifndef MIGHOOK_BASE_SHA256_H
#define MIGHOOK_BASE_SHA256_H

#include "base/str.h"

/* 64 lower-case hex digits. */
struct str sha256_hex(struct arena *arena, struct str bytes);

#endif
