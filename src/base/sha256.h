/* SPDX-License-Identifier: MIT */
/* SHA-256, as `sha256sum` prints it, and its longer sister. */
#ifndef MIGHOOK_BASE_SHA256_H
#define MIGHOOK_BASE_SHA256_H

#include "base/str.h"

/* 64 lower-case hex digits. */
struct str sha256_hex(struct arena *arena, struct str bytes);

/* Bytes that come in parts. */
struct sha256;

/* Of no bytes yet; lives in the arena. */
struct sha256 *sha256_start(struct arena *arena);

void sha256_add(struct sha256 *sha256, struct str bytes);

/* The digits of what was added so far; more may follow. */
struct str sha256_so_far(struct arena *arena, const struct sha256 *sha256);

/* 96 lower-case hex digits, as `sha384sum` prints them. */
struct str sha384_hex(struct arena *arena, struct str bytes);

#endif
