/* SPDX-License-Identifier: MIT */
/* CRC-32, as gzip has it: finds damage, not an adversary. */
#ifndef MIGHOOK_BASE_CRC32_H
#define MIGHOOK_BASE_CRC32_H

#include <stdint.h>

#include "base/str.h"

uint32_t crc32_of(struct str bytes);

#endif
