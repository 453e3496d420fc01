/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <mbedtls/sha256.h>
#include <mbedtls/sha512.h>

/* mbedtls's functions fail only with a hardware back end, which Debian's build has not. */
struct sha256 {
	mbedtls_sha256_context context;
};

struct sha256 *sha256_start(struct arena *arena)
{
	struct sha256 *sha256 = arena_new(arena, struct sha256);

	mbedtls_sha256_init(&sha256->context);
	(void)mbedtls_sha256_starts_ret(&sha256->context, /* is224= */ 0);
	return sha256;
}

void sha256_add(struct sha256 *sha256, struct str bytes)
{
	if (bytes.len)
		(void)mbedtls_sha256_update_ret(
			&sha256->context, (const unsigned char *)bytes.ptr, bytes.len);
}

static struct str hex_of(struct arena *arena, const unsigned char *hash, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = arena_alloc(arena, 2 * size + 1);

	for (size_t i = 0; i < size; i++) {
		hex[2 * i] = digits[hash[i] >> 4];
		hex[2 * i + 1] = digits[hash[i] & 15];
	}
	return (struct str){hex, 2 * size};
}

struct str sha256_so_far(struct arena *arena, const struct sha256 *sha256)
{
	mbedtls_sha256_context context;
	unsigned char hash[32] = {0};

	mbedtls_sha256_init(&context);
	mbedtls_sha256_clone(&context, &sha256->context);
	(void)mbedtls_sha256_finish_ret(&context, hash);
	return hex_of(arena, hash, sizeof hash);
}

struct str sha256_hex(struct arena *arena, struct str bytes)
{
	struct sha256 *sha256 = sha256_start(arena);

	sha256_add(sha256, bytes);
	return sha256_so_far(arena, sha256);
}

struct str sha384_hex(struct arena *arena, struct str bytes)
{
	unsigned char hash[64] = {0};

	(void)mbedtls_sha512_ret(
		(const unsigned char *)(bytes.len ? bytes.ptr : ""), bytes.len, hash, /* is384= */ 1);
	return hex_of(arena, hash, 48);
}
