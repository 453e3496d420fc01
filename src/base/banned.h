/* SPDX-License-Identifier: MIT */
/*
 * Functions that no file may call: they overflow, keep hidden state or depend on the locale.
 * Included into every file of the project by the compiler's -include.
 */
#ifndef MIGHOOK_BASE_BANNED_H
#define MIGHOOK_BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function) sorry_##function##_is_a_banned_function

#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef strcpy
#define strcpy(a, b) BANNED(strcpy)
#undef strcat
#define strcat(a, b) BANNED(strcat)
#undef strncpy
#define strncpy(a, b, c) BANNED(strncpy)
#undef strncat
#define strncat(a, b, c) BANNED(strncat)
#undef strtok
#define strtok(a, b) BANNED(strtok)
#undef gmtime
#define gmtime(a) BANNED(gmtime)
#undef localtime
#define localtime(a) BANNED(localtime)
#undef ctime
#define ctime(a) BANNED(ctime)
#undef asctime
#define asctime(a) BANNED(asctime)
#undef mktime
#define mktime(a) BANNED(mktime)
#undef atoi
#define atoi(a) BANNED(atoi)
#undef atol
#define atol(a) BANNED(atol)
#undef atof
#define atof(a) BANNED(atof)
#undef isalpha
#define isalpha(a) BANNED(isalpha)
#undef isdigit
#define isdigit(a) BANNED(isdigit)
#undef isalnum
#define isalnum(a) BANNED(isalnum)
#undef isspace
#define isspace(a) BANNED(isspace)
#undef isupper
#define isupper(a) BANNED(isupper)
#undef islower
#define islower(a) BANNED(islower)
#undef toupper
#define toupper(a) BANNED(toupper)
#undef tolower
#define tolower(a) BANNED(tolower)
#undef setlocale
#define setlocale(a, b) BANNED(setlocale)

#endif
