/* SPDX-License-Identifier: MIT */
#include "rules/public_kind.h"

bool is_public_kind(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_FOREIGN_TABLE:
	case KIND_COLUMN:
	case KIND_ATTRIBUTE:
	case KIND_SCHEMA:
	case KIND_TYPE:
	case KIND_DOMAIN:
	case KIND_ENUM_VALUE:
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
	case KIND_SEQUENCE:
	case KIND_DATABASE:
		return true;
	default:
		return false;
	}
}
