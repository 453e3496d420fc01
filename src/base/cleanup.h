/* SPDX-License-Identifier: MIT */
/* Compiler attributes under short names. */
#ifndef MIGHOOK_BASE_CLEANUP_H
#define MIGHOOK_BASE_CLEANUP_H

/* Calls function(&variable) when the variable goes out of scope. */
#define _cleanup_(function) __attribute__((cleanup(function)))

/* The caller must look at the result. */
#define _must_check_ __attribute__((warn_unused_result))

/* Argument number `text` is a printf format, its values start at `first`. */
#define _printf_(text, first) __attribute__((__format__(__printf__, text, first)))

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof(*(array)))

#endif
