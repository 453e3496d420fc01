/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <stdarg.h>

void error_describe(struct error *reterr, const char *format, ...)
{
	va_list values;

	reterr->kind = ERROR_OTHER;
	reterr->hint[0] = '\0';
	va_start(values, format);
	vsnprintf(reterr->message, sizeof reterr->message, format, values);
	va_end(values);
}

void error_advise(struct error *reterr, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(reterr->hint, sizeof reterr->hint, format, values);
	va_end(values);
}
