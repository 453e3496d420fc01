/* SPDX-License-Identifier: MIT */
/*
 * mighook: stops a bad database migration before it is a commit.
 *
 * The tree, in the order data flows through it. A folder includes only what stands above it.
 *
 * - base/       memory, strings, errors, files; one file for each library used everywhere
 * - git/        what is judged, as git sees it (the only folder with libgit2)
 *     - repository, tree, index_reader   objects, commits and the index
 *     - base                             what counts as merged
 *     - cache                            what was computed of objects, for the next time
 *     - rewrite                          index and worktree at once: for `fix` and squashes
 *     - change_*                         a change set, whichever way the change arrives
 * - policy/     what the team demands: .mighook.yaml and the shipped policies (libyaml)
 * - migration/  path -> set, runner, name, version; header, sections; pairs of up and down
 *     - new_*, skeleton         name, version and text of a migration that is to be written
 *     - squash*                 one baseline for many migrations, and the proof of what they were
 * - sql/        text -> statements and a table of facts (the only folder with libpg_query)
 *     - split, lexer, grammar   what does not parse, psql's part, syntax of later versions
 *     - tables, data, ...       one family of statements each; bodies: PL/pgSQL
 *     - transaction             which statements run in which transaction
 * - schema/     the objects that statements lead to, at every moment of the history
 *     - catalog, replay*        each state of each object; what a statement changes
 *     - compare, same           a dump side by side with what was replayed
 *     - define*, inverse*       an object as SQL; what takes a migration back
 *     - store*                  a catalog as bytes
 * - lint/       the machinery: runs rules, resolves severities, suppressions, grandfathers; sorts;
 *               what the change itself creates; hides secrets in all that is said
 *     - review*   classes of changes: who must approve each, and what must be looked at
 * - rules/      the catalogue: `ls` is the list of what mighook refuses
 * - fix/        what mends findings: a repair for each, and the plan that they make together
 * - database/   what a server has applied and what is there, of mighook-db alone (libpq, libcurl)
 *     - target, connection      which database; deadlines, read-only snapshots, no passwords
 *     - history*, ledger*       rows of every tool's table, side by side with the files
 *     - pair*, *_rows, plan     what mends a record, shown before it is executed
 *     - live_catalog*           the objects of a server, for `verify`
 * - report/     one file for each format; what several of them need: finding, *_text
 * - check.[ch]  the pipeline: change set -> policy -> sets -> rules -> findings
 * - ../hooks/   one file for each git hook: read what git hands over, call the pipeline
 * - ../install/ putting hooks into repositories and taking them out; telling whether they run
 * - command/    one file for each command of the CLI
 * - documents/  a program of its own, for the build: manual and completions out of these tables
 *
 * check_database*, and the commands that their table flags, are linked into mighook-db alone:
 * mighook becomes it for them (base/program.h).
 *
 * This file decides who we are: started under the name of a hook, that hook; else the CLI.
 */
#include "base/process.h"
#include "command/command.h"
#include "hooks/hook.h"

int main(int argc, char **argv)
{
	const struct hook *hook = argc > 0 ? hook_find(str_basename(str_from(argv[0]))) : NULL;
	_cleanup_(arena_release) struct arena arena = {0};
	struct str_list arguments = {0};

	process_open_standard_files();
	process_keep_freed_memory();
	if (!hook)
		return command_main(argc, argv);
	for (int i = 1; i < argc; i++)
		str_list_add(&arena, &arguments, str_from(argv[i]));
	return hook_main(hook, &arguments);
}
