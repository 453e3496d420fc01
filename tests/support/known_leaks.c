/* SPDX-License-Identifier: MIT */
/*
 * Leaks that are not ours, for LeakSanitizer. libgit2 1.5 keeps a match of each look at the
 * extensions of the repository format (git_config_foreach_match); its regular expressions are
 * PCRE2's. libpg_query 15-4.0.0 forgets the (empty) text that a parse wrote to stderr where
 * PL/pgSQL's parser then refuses the body. Ours live in arenas, so none of ours is hidden.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\nleak:pg_query_raw_parse\n";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
