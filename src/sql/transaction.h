/* SPDX-License-Identifier: MIT */
/* Which statements run in which transaction (manual, BEGIN, PREPARE TRANSACTION; 55.2.2.1). */
#ifndef MIGHOOK_SQL_TRANSACTION_H
#define MIGHOOK_SQL_TRANSACTION_H

#include "sql/sql.h"

/* Fills `transaction` of each statement, and the mistakes. */
void transactions_find(struct arena *arena, struct sql *sql);

#endif
