# SPDX-License-Identifier: MIT
"""Repositories with histories made at random: what mighook says must not depend on who reads them.

readers_at_random.py histories|indexes FOLDER FIRST_SEED COUNT

histories: steps as people take them (edits, commits, merges, index formats, sparse checkouts, ...);
after each of them print_change_set must say what `git diff --cached` says, byte for byte, and mighook
the same as the programs that read through git.
indexes: damaged indexes. What git still reads is read as git does or refused, never taken for
something else.
"""
import os
import random
import shutil
import subprocess
import sys

TESTS = os.environ["MIGHOOK_TEST_BIN"]
MIGHOOK = os.environ["MIGHOOK_BIN"]
SET = "supabase/migrations/"
RAW = ("git", "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames",
       "--ignore-submodules=none")
POLICIES = [
    "sets: [{path: supabase/migrations, runner: supabase, snapshot: supabase/schema.sql}]\n",
    "sets: [{path: supabase/migrations, runner: supabase}]\nrules: {header-missing: {fields: [Author]}}\n",
    "extends: [mighook:strict-team]\n",
    "",
]
SQL = ["CREATE TABLE t{0} (id int);", "DROP TABLE t{0};", "SELECT {0};", "ALTER TABLE t{0} ADD c int;",
       "CREATE INDEX i{0} ON t{0} (c);", "-- Author: A U Thor", "BEGIN", "UPDATE t{0} SET c = 1;"]
FILES = ["a.txt", "s/b.txt", "supabase/schema.sql", "supabase/config.toml", "s/deep/er/c.txt",
         SET[:-1] + "0/20250101000000_no.sql", SET[:-1] + ".sql"]
NAMES = ["a", "b_c", "Add", "ä", "sp ace", "new\nline", "quo\"te", "back\\slash"]


def run(*command, ok=(0,), stdin=None, env=None):
    done = subprocess.run(command, capture_output=True, check=False, input=stdin,
                          env={**os.environ, **env} if env else None)
    assert ok is None or done.returncode in ok, (command, done)
    return done


def git(*arguments, ok=(0,), stdin=None):
    return run("git", *arguments, ok=ok, stdin=stdin).stdout


class Difference(Exception):
    """Two readers disagree."""


def expect_same(what, first, second):
    if first != second:
        raise Difference(f"{what}\n--- one says\n{first}\n--- the other says\n{second}")


def forget():
    shutil.rmtree(".git/mighook", ignore_errors=True)


def said(program, arguments):
    done = run(program, *arguments, ok=(0, 1, 2))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def agree(*arguments):
    """As agree.bash does."""
    forget()
    expected = said(MIGHOOK, arguments)
    expect_same(f"index through git, {arguments}", expected,
                said(f"{TESTS}/read_index_through_git", arguments))
    forget()
    expect_same(f"through git, {arguments}", expected, said(f"{TESTS}/read_through_git", arguments))
    expect_same(f"again, {arguments}", expected, said(MIGHOOK, arguments))
    return expected[0]


def agree_on_staged():
    ours = run(f"{TESTS}/print_change_set", ok=(0, 2))
    through_git = run(f"{TESTS}/print_change_set", "--git", ok=(0, 2))
    expect_same("print_change_set", (ours.returncode, ours.stdout),
                (through_git.returncode, through_git.stdout))
    if ours.returncode == 2:
        assert b"unmerged" in ours.stderr, ours
        assert git("ls-files", "--unmerged"), "mighook refuses an index without conflicts"
    else:
        expect_same("git diff", ours.stdout, git(*RAW[1:]))


class History:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.log = []
        self.version = 20250101000000

    def note(self, *words):
        self.log.append(" ".join(map(str, words)))

    def tracked(self, below=""):
        return [path for path in os.fsdecode(git("ls-files", "-z", "--", below or ".")).split("\0") if path]

    def text(self):
        count = self.rng.randrange(1, 5)
        return "".join(self.rng.choice(SQL).format(self.rng.randrange(5)) + "\n" for _ in range(count))

    def path(self):
        if self.rng.random() < .4:
            return self.rng.choice(FILES)
        self.version += self.rng.choice([0, 1, 1, 86400, 1000000])
        folder = self.rng.choice(["", "", "", "", "deep/"])
        return f"{SET}{folder}{self.version}_{self.rng.choice(NAMES)}{self.rng.choice(['.sql', '.sql', '.txt'])}"

    def write(self, path):
        while os.path.dirname(path) and not os.path.isdir(os.path.dirname(path)):
            folder = path
            while os.path.dirname(folder):
                folder = os.path.dirname(folder)
                if os.path.lexists(folder) and not os.path.isdir(folder):
                    os.remove(folder)
            os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.islink(path):
            os.remove(path)
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.text())

    def stage(self, path):
        git("add", "--force", "--sparse", "--", path, ok=None)

    def some(self, below=""):
        tracked = self.tracked(below)
        return self.rng.choice(tracked) if tracked else None

    # Steps. Some are refused by git in the state they meet: that is no matter.

    def edit(self):
        for _ in range(self.rng.randrange(1, 4)):
            path = self.path() if self.rng.random() < .6 else self.some() or self.path()
            self.note("edit", repr(path))
            self.write(path)
            self.stage(path)

    def remove(self):
        if path := self.some(self.rng.choice(["", SET])):
            self.note("rm", repr(path))
            git("rm", "-q", "-f", *self.rng.choice([["--cached"], []]), "--", path, ok=None)

    def rename(self):
        if path := self.some():
            target = self.path()
            self.note("mv", repr(path), repr(target))
            os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
            git("mv", "-f", path, target, ok=None)

    def kind(self):
        if path := self.some():
            kind = self.rng.choice(["100755", "120000", "160000", "100644"])
            self.note("kind", kind, repr(path))
            name = git("rev-parse", "HEAD").decode().strip() if kind == "160000" else \
                git("hash-object", "-w", "--stdin", stdin=self.text().encode()).decode().strip()
            git("update-index", "--cacheinfo", f"{kind},{name},{path}")

    def folder_for_file(self):
        path = self.rng.choice([SET[:-1], SET + "deep", "s", "a.txt", "s/deep/er"])
        self.note("change places", path)
        self.write(path if self.rng.random() < .5 else path + "/inside.sql")
        git("add", "-A", "--sparse", "--", path, ok=None)

    def intend(self):
        path = self.path()
        self.note("add -N", repr(path))
        self.write(path)
        git("add", "-f", "-N", "--", path, ok=None)

    def bits(self):
        if path := self.some():
            bit = self.rng.choice(["--assume-unchanged", "--skip-worktree", "--no-skip-worktree",
                                   "--no-assume-unchanged", "--fsmonitor-valid"])
            self.note(bit, repr(path))
            git("update-index", bit, "--", path, ok=None)

    def index_format(self):
        act = self.rng.choice([
            ["update-index", "--index-version", "2"], ["update-index", "--index-version", "3"],
            ["update-index", "--index-version", "4"], ["update-index", "--force-untracked-cache"],
            ["-c", "index.threads=4", "update-index", "--force-write-index"],
            ["config", "index.threads", self.rng.choice(["1", "3", "0"])],
            ["update-index", "--split-index"], ["update-index", "--no-split-index"],
            ["update-index", "--fsmonitor"], ["update-index", "--no-fsmonitor"],
            ["write-tree"], ["update-index", "--refresh"],
            ["sparse-checkout", "set", "--no-sparse-index", "s"],
            ["sparse-checkout", "set", "--sparse-index", "s"],
            ["sparse-checkout", "set", "--no-cone", "/*", "!/supabase"],
            ["sparse-checkout", "disable"]])
        self.note(*act)
        git(*act, ok=None)

    def zero_checksum(self):
        self.note("no checksum")
        with open(".git/index", "r+b") as file:
            file.seek(-20, os.SEEK_END)
            file.write(bytes(20))

    def commit(self):
        self.note("commit")
        git("commit", "-q", "--no-verify", "-m", "x", *self.rng.choice([[], [], ["--amend"], ["-a"]]), ok=None)

    def branch(self):
        name = self.rng.choice(["main", "b", "c"])
        self.note("branch", name)
        if self.rng.random() < .3:
            git("branch", "-f", name, self.rng.choice(["HEAD", "HEAD~1"]), ok=None)
        else:
            git("checkout", "-q", "-f", name, ok=None)

    def merge(self):
        name = self.rng.choice(["main", "b", "c"])
        act = self.rng.choice([["merge", "-q"], ["merge", "-q", "--no-commit", "--no-ff"],
                               ["merge", "-q", "--squash"], ["cherry-pick"], ["rebase", "-q"]])
        self.note(*act, name)
        git("stash", "-q", ok=None)
        git(*act, name, ok=None)

    def resolve(self):
        self.note("resolve")
        for path in set(os.fsdecode(git("diff", "--name-only", "-z", "--diff-filter=U")).split("\0")) - {""}:
            git("rm", "-q", "-f", "--cached", "--", path, ok=None)
            if self.rng.random() < .7:
                self.write(path)
                self.stage(path)

    def reset(self):
        act = self.rng.choice([["reset", "-q", "--soft", "HEAD~1"], ["reset", "-q"], ["reset", "-q", "--hard"],
                               ["read-tree", "HEAD"], ["read-tree", "--empty"], ["rebase", "--abort"]])
        self.note(*act)
        git(*act, ok=None)

    def store(self):
        act = self.rng.choice([["repack", "-a", "-d", "-q"], ["pack-refs", "--all"], ["gc", "-q", "--prune=now"],
                               ["commit-graph", "write", "--reachable"]])
        self.note(*act)
        git(*act, ok=None)

    def begin(self):
        git("init", "-q", ".")
        if policy := self.rng.choice(POLICIES):
            with open(".mighook.yaml", "w", encoding="utf-8") as file:
                file.write(policy)
        for _ in range(self.rng.randrange(1, 6)):
            self.write(self.path())
        with open(".git/fsmonitor", "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nprintf 'token\\0/\\0'\n")
        os.chmod(".git/fsmonitor", 0o755)
        git("config", "core.fsmonitor", os.path.abspath(".git/fsmonitor"))
        git("add", ".")
        if self.rng.random() < .5:  # enough for the reader to begin somewhere in the middle
            name = git("hash-object", "-w", "--stdin", stdin=b"x").decode().strip()
            listing = "".join(f"100644 {name}\t{self.rng.choice(['a', 's', 'supabase', 't', 'z/y'])}/many/{i}\n"
                              for i in range(self.rng.randrange(60, 400)))
            git("update-index", "--index-info", stdin=listing.encode())
        git("commit", "-q", "--no-verify", "-m", "first")
        for name in "bc":
            git("branch", name)

    def step(self):
        steps = [self.edit] * 5 + [self.commit] * 4 + [self.index_format] * 4 + [self.merge] * 2 + [
            self.remove, self.rename, self.kind, self.folder_for_file, self.intend, self.bits, self.bits,
            self.zero_checksum, self.branch, self.branch, self.resolve, self.reset, self.store]
        self.rng.choice(steps)()

    def verify(self):
        agree_on_staged()
        agree("hook", "pre-commit")
        if self.rng.random() < .4:
            agree(*self.rng.choice([
                ("check", "--all", "--json"), ("check", "--staged", "--json"), ("audit", "--json"),
                ("audit", "--json", "--all-commits"), ("check", "--range", "main...b", "--json"),
                ("check", "--range", "c...HEAD", "--json"), ("review", "--range", "main...b", "--json"),
                ("check", "--json", "supabase")]))


def histories(seed):
    history = History(seed)
    history.begin()
    try:
        for _ in range(16):
            for _ in range(history.rng.randrange(1, 4)):
                history.step()
            history.verify()
    except (Difference, AssertionError) as error:
        raise SystemExit("seed {}: after\n  {}\n{}: {}".format(
            seed, "\n  ".join(history.log), type(error).__name__, error)) from error


def damaged(rng, content):
    content = bytearray(content)
    act = rng.choice(["bit", "bit", "byte", "cut", "swap", "insert", "drop"])
    # mostly in the header, the first entries and the extensions, where the meaning is
    at = rng.choice([rng.randrange(len(content)), rng.randrange(min(len(content), 300)),
                     max(0, len(content) - 1 - rng.randrange(400))])
    if act == "bit":
        content[at] ^= 1 << rng.randrange(8)
    elif act == "byte":
        content[at] = rng.choice([0, 1, 0xff, 0x7f, 0x80, ord("/"), ord("."), ord("A")])
    elif act == "cut":
        del content[at:]
    elif act == "swap":
        content[at:at + 8], content[at + 8:at + 16] = content[at + 8:at + 16], content[at:at + 8]
    elif act == "insert":
        content[at:at] = bytes(rng.randrange(1, 9))
    else:
        del content[at:at + rng.randrange(1, 9)]
    return bytes(content)


def staged_without_trees():
    """What git sees when it asks the entries, for damage may make them differ from the cached trees."""
    with open(".git/index", "r+b") as file:
        content = file.read()
        file.seek(0)
        file.write(content.replace(b"TREE\0", b"XREE\0"))
    return run(*RAW).stdout


def indexes(seed):
    history = History(seed)
    history.begin()
    for _ in range(6):
        history.rng.choice([history.edit, history.remove, history.intend, history.bits, history.kind])()
    git("update-index", "--index-version", str(2 + seed % 3))
    git("write-tree", ok=None)
    with open(".git/index", "rb") as file:
        whole = file.read()
    read = refused = 0
    for number in range(60):
        with open(".git/index", "wb") as file:
            file.write(damaged(random.Random(f"{seed} {number}"), whole))
        ours = run(f"{TESTS}/print_change_set", ok=(0, 2))
        theirs = run(*RAW, ok=None)
        if ours.returncode:
            refused += 1
            assert ours.stderr.startswith(b"print_change_set: "), ours
        elif not theirs.returncode and not theirs.stderr:
            read += 1
            if ours.stdout not in (theirs.stdout, staged_without_trees()):
                raise SystemExit(f"seed {seed}, damage {number}: {os.getcwd()}/.git/index\n--- ours\n"
                                 f"{ours.stdout}\n--- git's\n{theirs.stdout}")
    assert read and refused, (seed, read, refused)


def main():
    work, folder = sys.argv[1:3]
    first, count = int(sys.argv[3]), int(sys.argv[4])
    for seed in range(first, first + count):
        place = os.path.join(folder, f"{work}{seed}")
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        os.chdir(place)
        {"histories": histories, "indexes": indexes}[work](seed)
        os.chdir(folder)
        shutil.rmtree(place)


main()
