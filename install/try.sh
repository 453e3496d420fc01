#!/bin/sh
# Builds mighook and shows what it does: sh install/try.sh [REPOSITORY]
#
# Without an argument it makes a demo repository and shows a `git commit` refused for each of the
# six core reasons, and accepted once it is mended. With one it judges every migration of that
# repository (mighook check --all) and exits as that does.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
repository=
if [ $# -gt 0 ]; then
	repository=$(cd "$1" && pwd) || exit 2
fi

# A clean environment, so that nothing of the caller's changes what is shown.
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p'); do
	case $name in
	CI | GITHUB_* | GITLAB_* | GIT_* | GITHEAD_* | MIGHOOK* | PG* | NO_COLOR | npm_*) unset "$name" ;;
	esac
done
HOME=$(mktemp -d)
scratch=$HOME/demo
export HOME
trap 'rm -rf "$HOME"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

sh "$source/install/deps.sh"
say "Building"
if ! { cmake -S "$source" -B "$source/build" && cmake --build "$source/build" -j "$(nproc)"; } \
	>"$HOME/build.log" 2>&1; then
	cat "$HOME/build.log"
	exit 2
fi
PATH=$source/build:$PATH
mighook version

if [ -n "$repository" ]; then
	# The caller named it: it may belong to somebody else.
	git config --global --add safe.directory "$repository"
	say "mighook check --all, in $repository"
	code=0
	mighook -C "$repository" check --all || code=$?
	exit "$code"
fi

# run COMMAND...: shows and runs a command.
run() {
	printf '$ %s\n' "$*"
	"$@" 2>&1 || return 1
}

# refused REASON: the commit must fail, and for that reason.
refused() {
	if run git commit -m "$1" >"$HOME/output"; then
		cat "$HOME/output"
		echo "try.sh: this commit should have been refused ($1)" >&2
		exit 1
	fi
	cat "$HOME/output"
	grep -qF "[$1]" "$HOME/output" || {
		echo "try.sh: it was refused, but not for $1" >&2
		exit 1
	}
}

# mend: runs the command that the refusal names.
mend() {
	sed -n 's/^  Run: //p' "$HOME/output" >"$HOME/command"
	sed 's/^/$ /' "$HOME/command"
	# shellcheck source=/dev/null
	. "$HOME/command"
}

# accepted MESSAGE: the commit must pass.
accepted() {
	run git commit -q -m "$1" || {
		echo "try.sh: this commit should have passed" >&2
		exit 1
	}
	echo "(committed)"
}

# write FILE: standard input, staged.
write() {
	mkdir -p "$(dirname "$1")"
	cat >"$1"
	git add -- "$1"
}

# table NAME: the SQL that makes one, so that no rule has a word to say.
table() {
	cat <<EOF
CREATE TABLE IF NOT EXISTS $1 (id bigint PRIMARY KEY, owner uuid NOT NULL);
ALTER TABLE $1 ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_$1 ON $1;
CREATE POLICY own_$1 ON $1 FOR SELECT USING (owner = auth.uid());
EOF
}

# migration NAME TABLE: a migration that makes a table, staged, with the snapshot that belongs to it.
migration() {
	{
		echo '-- Author: demo'
		table "$2"
	} | write "supabase/migrations/$1.sql"
	dump
}

dump() { cat supabase/migrations/*.sql | write schema.sql; }

git config --global init.defaultBranch main
git config --global user.name 'Demo'
git config --global user.email demo@example.com
git init -q "$scratch"
cd "$scratch"

# The demo's clock, so that it looks the same every day: 2025-01-02 09:00:00 UTC.
export MIGHOOK_NOW=1735808400

say "A repository with a policy, a snapshot and one merged migration; the hook goes in"
write .mighook.yaml <<'EOF'
version: 1
sets:
  - path: supabase/migrations
    runner: supabase
    snapshot: schema.sql
    snapshot-command: cat supabase/migrations/*.sql >schema.sql
rules:
  header-missing: {fields: [Author]}
EOF
migration 20250101090000_create_users users
git commit -q -m 'create users'
run mighook install

say "1. name-malformed: a name the runner would skip"
migration AddOrders orders
refused name-malformed
mend
accepted 'add orders'

say "2. header-missing: nobody will know whom to ask"
table items |
	write supabase/migrations/20250102100000_add_items.sql
dump
refused header-missing
mend
accepted 'add items'

say "3. version-duplicate: a timestamp somebody else took"
migration 20250102100000_add_prices prices
refused version-duplicate
mend
accepted 'add prices'

say "4. snapshot-not-staged: a schema.sql left behind"
migration 20250102110000_add_taxes taxes
git restore --source=HEAD --staged --worktree schema.sql
refused snapshot-not-staged
mend
accepted 'add taxes'

say "5. merged-migration-modified: what servers have applied is changed under them"
echo 'ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;' >>supabase/migrations/20250101090000_create_users.sql
git add supabase
dump
refused merged-migration-modified
mend
printf -- '-- Author: demo\nALTER TABLE users ADD COLUMN IF NOT EXISTS name text;\n' |
	write supabase/migrations/20250102120000_add_user_names.sql
dump
accepted 'add user names'

say "6. drop-cascade: SQL that takes along what nobody has named"
printf -- '-- Author: demo\nDROP TABLE IF EXISTS items CASCADE;\n' |
	write supabase/migrations/20250102130000_drop_items.sql
dump
refused drop-cascade
echo '(without CASCADE, and approved)'
printf -- '-- Author: demo\n-- approved-by: jane DEMO-1\nDROP TABLE IF EXISTS items;\n' |
	write supabase/migrations/20250102130000_drop_items.sql
dump
accepted 'drop items'

say "The history of the demo, replayed through the same rules"
run mighook audit
say "mighook is in build/mighook. In a repository of yours: mighook install"
