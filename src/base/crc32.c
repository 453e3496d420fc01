/* SPDX-License-Identifier: MIT */
#include "base/crc32.h"

#include <zlib.h>

uint32_t crc32_of(struct str bytes)
{
	return (uint32_t)crc32_z(0, (const unsigned char *)bytes.ptr, bytes.len);
}
