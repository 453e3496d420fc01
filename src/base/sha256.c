/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <mbedtls/sha256.h>

struct str sha256_hex(struct arena *arena, struct str bytes)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char hash[32] = {0};
	char *hex = arena_alloc(arena, 2 * sizeof hash + 1);

	/* Fails only with a hardware back end, which Debian's build has not. */
	(void)mbedtls_sha256_ret(
		(const unsigned char *)(bytes.ptr ? bytes.ptr : ""), bytes.len, hash, /* is224= */ 0);
	for (size_t i = 0; i < sizeof hash; i++) {
		hex[2 * i] = digits[hash[i] >> 4];
		hex[2 * i + 1] = digits[hash[i] & 15];
	}
	return (struct str){hex, 2 * sizeof hash};
}
