/* SPDX-License-Identifier: MIT */
#include "sql/constant.h"

/* 0.DIGITS * 10^exponent, without zeros at either end. */
struct number {
	bool is_negative;
	char digits[64];
	size_t count;
	long exponent;
};

static bool read_exponent(struct str text, size_t at, long *exponent)
{
	bool is_negative = false;
	long value = 0;

	if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-'))
		is_negative = text.ptr[at++] == '-';
	if (at == text.len)
		return false;
	for (; at < text.len; at++) {
		if (!is_digit(text.ptr[at]) || value > 100000)
			return false;
		value = value * 10 + (text.ptr[at] - '0');
	}
	*exponent += is_negative ? -value : value;
	return true;
}

static bool read_number(struct str text, struct number *ret)
{
	struct number number = {.exponent = 0};
	bool is_fraction = false, has_digit = false;
	size_t at = 0;

	text = str_trim(text);
	if (text.len && (text.ptr[0] == '+' || text.ptr[0] == '-'))
		number.is_negative = text.ptr[at++] == '-';
	for (; at < text.len; at++) {
		char byte = text.ptr[at];

		if (byte == '.' && !is_fraction) {
			is_fraction = true;
			continue;
		}
		if (!is_digit(byte))
			break;
		has_digit = true;
		if (number.count || byte != '0') {
			if (number.count == sizeof number.digits)
				return false;
			number.digits[number.count++] = byte;
			number.exponent += !is_fraction;
		} else {
			number.exponent -= is_fraction;
		}
	}
	if (!has_digit)
		return false;
	if (at < text.len &&
		(lower(text.ptr[at]) != 'e' || !read_exponent(text, at + 1, &number.exponent)))
		return false;
	while (number.count && number.digits[number.count - 1] == '0')
		number.count--;
	if (!number.count) {
		number.exponent = 0;
		number.is_negative = false;
	}
	*ret = number;
	return true;
}

enum equivalence number_equivalence(struct str a, struct str b)
{
	struct number first, second;

	if (!read_number(a, &first) || !read_number(b, &second))
		return EQUIVALENCE_UNKNOWN;
	if (first.is_negative == second.is_negative && first.exponent == second.exponent &&
		str_equal(
			(struct str){first.digits, first.count}, (struct str){second.digits, second.count}))
		return EQUIVALENCE_SAME;
	return EQUIVALENCE_DIFFERENT;
}
