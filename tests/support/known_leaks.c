/* SPDX-License-Identifier: MIT */
/*
 * Leaks that are not ours, for LeakSanitizer. libgit2 1.5 keeps a match of each look at the
 * extensions of the repository format (git_config_foreach_match); its regular expressions are
 * PCRE2's. Ours live in arenas, so none of ours is hidden.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
