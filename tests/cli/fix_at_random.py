# SPDX-License-Identifier: MIT
"""Staged migrations with mistakes and unstaged edits at random places, mended by `mighook fix`.

fix_at_random.py FOLDER FIRST_SEED COUNT: for each seed a repository in FOLDER. Afterwards the
worktree must hold what `git merge-file` makes of its edits and of what is staged; what was left
alone must be as it was; a dry run must have said the same and done nothing; a second run nothing.
"""
import json
import os
import random
import shutil
import subprocess
import sys

POLICY = """version: 1
sets: [{path: supabase/migrations, runner: supabase, dialect: postgresql, down: none}]
rules: {header-missing: {fields: [Migration, Author]}, transaction-missing: error, guard-missing: error}
"""
SET = "supabase/migrations/"


def run(*command, ok=(0,)):
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in ok, (command, done)
    return done.stdout


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def state(path):
    return run("git", "show", ":" + path), read(path)


def migration(rng, number, name):
    lines = [f"-- Migration: {rng.choice([name, '20240101000000_q.sql'])}"] * rng.randrange(2)
    for line in range(rng.randint(1, 12)):
        lines.append(rng.choice([
            f"CREATE TABLE t{number}{line} (id int);", f"SELECT {line};", "-- a comment", "",
            f"CREATE TABLE u{number}{line} (\n\tid int,\n\tb int\n);", "DROP VIEW IF EXISTS v;"]))
    text = "\n".join(lines) + rng.choice(["\n", ""])
    return ("\ufeff" * (rng.random() < .2) + text).encode()


def edited(rng, content, end):
    lines = content.split(end)
    for _ in range(rng.choice([0, 0, 1, 2])):
        at = rng.randrange(len(lines) + 1)
        act = rng.choice(["insert", "delete", "change"])
        if act == "insert":
            lines.insert(at, b"-- unstaged")
        elif at < len(lines) and act == "delete":
            del lines[at]
        elif at < len(lines):
            lines[at] += b" -- changed"
    return end.join(lines)


def make(rng, end):
    run("git", "init", "-q", ".")
    run("git", "config", "core.autocrlf", "true" if end == b"\r\n" else "false")
    os.makedirs(SET)
    write(".mighook.yaml", POLICY.encode())
    run("git", "add", "-A")
    run("git", "commit", "-q", "--no-verify", "-m", "policy")
    for number in range(4):
        name = rng.choice(["Add%dX.sql", "2025030100000%d_a.sql", "20250301000000_d%d.sql",
                           "20251301000000_e%d.sql"]) % number
        write(SET + name, migration(rng, number, name).replace(b"\n", end))
    run("git", "add", "-A")
    paths = run("git", "diff", "--cached", "--name-only").decode().split()
    for path in paths:
        write(path, edited(rng, read(path), end))
    write("untracked", b"x")
    return {path: state(path) for path in paths}


def fix(*options):
    return json.loads(run("mighook", "fix", "--json", *options, ok=(0, 1)))


def merged(base, ours, theirs, end):
    names = ["../ours", "../base", "../theirs"]
    for name, content in zip(names, [ours, base, theirs]):
        lf = content.replace(b"\r\n", b"\n")
        write(name, lf.replace(b"\n", end) if name != "../ours" else content)
    return run("git", "merge-file", "-p", *names)


def judge(before, said, end):
    moved = {fix["path"]: fix["new_path"] for fix in said["fixes"]}
    left = {file["path"] for file in said["left"]}
    for path, (base, ours) in before.items():
        staged, there = state(moved.get(path, path))
        if path in left or path not in moved:
            assert (staged, there) == (base, ours), path
        elif b"\n" in ours:  # one line alone does not tell its line end
            assert there == merged(base, ours, staged, end), path
    return len(moved), len(left)


def main(folder, first, count):
    mended = refused = 0
    for seed in range(int(first), int(first) + int(count)):
        rng = random.Random(seed)
        end = b"\r\n" if rng.random() < .3 else b"\n"
        repository = os.path.join(folder, "repository")
        shutil.rmtree(repository, ignore_errors=True)
        os.mkdir(repository)
        os.chdir(repository)
        before = make(rng, end)
        planned = fix("--dry-run")
        assert {path: state(path) for path in before} == before, seed
        said = fix()
        assert [said[key] for key in ("fixes", "left", "remaining")] == \
            [planned[key] for key in ("fixes", "left", "remaining")], seed
        counts = judge(before, said, end)
        mended, refused = mended + counts[0], refused + counts[1]
        untracked = run("git", "ls-files", "--others").decode().split()
        assert untracked == ["untracked"], (seed, untracked)
        assert not fix("--dry-run")["fixes"], seed
    print(mended, "mended,", refused, "left alone")
    assert mended and refused


main(*sys.argv[1:])
