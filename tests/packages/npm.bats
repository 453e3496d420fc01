# The packages for npm: installed by npm into fresh projects, from a registry of the test's own.
load ../support/common

setup_file() {
	command -v npm >/dev/null || return 0
	# Where husky could be had, the registry has it.
	mkdir "$BATS_FILE_TMPDIR/registry"
	if [ -e "${MIGHOOK_NPM-}/complete" ]; then
		(cd "$BATS_FILE_TMPDIR/registry" && HOME=$BATS_FILE_TMPDIR npm pack --silent "$MIGHOOK_NPM/node_modules/husky")
	fi
	cp -r "$BATS_FILE_TMPDIR/registry" "$BATS_FILE_TMPDIR/published"
	cp "$(dirname "$MIGHOOK_BIN")"/npm/*.tgz "$BATS_FILE_TMPDIR/published"
	# and a package for the other processor, so that npm has a choice
	cd "$BATS_FILE_TMPDIR"; tar -xf published/mighook-linux-*.tgz
	if grep -q x64 package/package.json; then sed -i s/x64/arm64/g package/package.json; else sed -i s/arm64/x64/g package/package.json; fi
	tar -czf published/other.tgz package
	for name in registry published; do
		python3 "$MIGHOOK_SOURCE/tests/packages/registry.py" "$BATS_FILE_TMPDIR/$name" "$BATS_FILE_TMPDIR/$name.port" >/dev/null 3>&- &
		echo $! >>"$BATS_FILE_TMPDIR/pids"
	done
	for ((i = 0; i < 100; i++)); do [ -s "$BATS_FILE_TMPDIR/published.port" ] && [ -s "$BATS_FILE_TMPDIR/registry.port" ] && break; sleep 0.1; done
}

teardown_file() {
	[ ! -e "$BATS_FILE_TMPDIR/pids" ] || xargs kill <"$BATS_FILE_TMPDIR/pids"
}

setup() {
	command -v npm >/dev/null || skip 'no npm here'
	setup_scratch
	PATH=${PATH#"$(dirname "$MIGHOOK_BIN"):"}
	packages=$(dirname "$MIGHOOK_BIN")/npm
	[ -d "$packages" ] || fail 'cmake --build … --target npm-packages comes first (ctest does it)'
	use registry
	new_repository project
	echo '{"private": true}' >package.json; echo node_modules >.gitignore
}

# use registry|published: from where npm installs; only the latter has mighook.
use() {
	export npm_config_registry="http://localhost:$(cat "$BATS_FILE_TMPDIR/$1.port")"
	export npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false npm_config_loglevel=error npm_config_fetch_retries=0
}

needs_husky() { [ -e "${MIGHOOK_NPM-}/complete" ] || skip 'npm has not installed husky (MIGHOOK_NPM)'; }

# starts_no_node COMMAND...: runs it, with its output in $output, its status in $status.
starts_no_node() {
	run strace -f -qq -e trace=execve -e signal=none -o ../trace "$@"
	grep -q 'mighook-linux-.*/mighook", ' ../trace || fail 'the program of the package was not started'
	equal "$(grep -E '^[0-9]+ +execve\("[^"]*/(node|npm)"' ../trace)" ''
}

@test "husky: npm i ./mighook-*.tgz husky; a bad commit is refused, a good one accepted, by no node" {
	needs_husky
	npm init -y >/dev/null
	merged supabase/migrations/20250101000000_users.sql
	cp "$packages"/*.tgz ..
	npm i ../mighook-*.tgz husky >/dev/null
	npx husky init; npx mighook install --husky
	stage supabase/migrations/Bad.sql
	starts_no_node git commit -m bad; equal "$status" 1; contains "$output" '[name-malformed]'
	git mv supabase/migrations/Bad.sql supabase/migrations/20250102000000_good.sql
	starts_no_node git commit -m good; equal "$status" 0; equal "$(git log -1 --format=%s)" good
	run npx mighook doctor; equal "$status" 0
}

@test "npx mighook; mighook install copies the program itself; no install script is run" {
	merged supabase/migrations/20250101000000_users.sql
	npm i --ignore-scripts "$packages"/mighook-*.tgz >/dev/null
	contains "$(npx mighook version)" '(static)'
	npx mighook install -q
	cmp .git/hooks/mighook "$MIGHOOK_BIN"
	rm -r node_modules; stage supabase/migrations/Bad.sql
	run git commit -q -m bad; equal "$status" 1; contains "$output" '[name-malformed]'
}

@test "from a registry: npm chooses the package for the machine; npm ci; npm -g" {
	use published
	npm i mighook >/dev/null
	equal "$(ls node_modules | paste -sd ' ')" "mighook mighook-linux-$(node -p process.arch)"
	rm -r node_modules; npm ci >/dev/null
	equal "$(node_modules/.bin/mighook version)" "$("$MIGHOOK_BIN" version)"
	npm i -g --prefix ../global mighook >/dev/null; contains "$(../global/bin/mighook version)" '(static)'
}

@test "a team that keeps the tarballs itself: npm ci, where only they are named" {
	cpu=$(node -p process.arch)
	sh "$MIGHOOK_SOURCE/install/npm/pack.sh" "$MIGHOOK_BIN" "$(uname -m)" "$("$MIGHOOK_BIN" version | awk '{print $2}')" \
		"$cpu" "$PWD/vendor" "$(gcc -print-file-name=libc.a)"
	npm i ./vendor/*.tgz >/dev/null; rm -r node_modules; npm ci >/dev/null
	contains "$(npx mighook version)" '(static)'
}

@test "found from anywhere: by PATH, through links, from another folder, in a workspace" {
	npm i "$packages"/mighook-*.tgz >/dev/null
	(PATH=node_modules/.bin:$PATH; mighook version)
	mkdir -p ../deep/er; ln -s ../../project/node_modules/.bin/mighook ../deep/er/link
	(cd ../deep; er/link version; PATH=$PWD/er:$PATH link version)
	# the launcher in a package of the workspace, the program at its top
	mkdir -p packages/a/node_modules; mv node_modules/mighook packages/a/node_modules
	packages/a/node_modules/mighook/bin/mighook version
	# folders with spaces and quotes
	mv node_modules "../x y"; mkdir '../x y/z'; mv packages "../x y/z"
	mkdir "../it's mine"; mv '../x y' "../it's mine/node_modules"
	"../it's mine/node_modules/z/packages/a/node_modules/mighook/bin/mighook" version
}

@test "without the program for the machine: exit 2, and what to do; MIGHOOK=0 skips" {
	npm i --omit=optional "$packages"/mighook-[0-9]*.tgz >/dev/null
	run node_modules/.bin/mighook hook pre-commit
	equal "$status" 2; contains "$output" 'mighook-linux-'; contains "$output" 'npm install --include=optional'
	MIGHOOK=0 run node_modules/.bin/mighook hook pre-commit; equal "$status" 0
	MIGHOOK=0 run node_modules/.bin/mighook check; equal "$status" 2
	# on a machine of another kind
	mkdir ../bin; printf '#!/bin/sh\necho Darwin arm64\n' >../bin/uname; chmod +x ../bin/uname
	PATH=$PWD/../bin:$PATH run node_modules/.bin/mighook version
	equal "$status" 2; contains "$output" 'no program for Darwin arm64, only for Linux on x64 and arm64'
}

@test "prepare: husky && mighook install -q passes where there is no repository, and in CI" {
	needs_husky
	npm i "$packages"/mighook-*.tgz husky >/dev/null
	npm pkg set scripts.prepare='husky && mighook install -q'
	npm install >/dev/null; grep -q 'mighook hook pre-commit' .husky/pre-commit
	rm .husky/pre-commit; CI=true npm install >/dev/null; [ ! -e .husky/pre-commit ]
	rm -rf .git; npm install >/dev/null; [ ! -e .husky/pre-commit ]
}

@test "what the packages say of themselves" {
	for tarball in "$packages"/*.tgz; do tar -xf "$tarball" --one-top-level="../$(basename "$tarball" .tgz)"; done
	main=$(echo ../mighook-[0-9]*/package); platform=$(echo ../mighook-linux-*/package)
	version=$("$MIGHOOK_BIN" version | awk '{print $2}')
	equal "$(jq -r '[.name, .version, .license, .bin.mighook] | join(" ")' "$main/package.json")" "mighook $version MIT bin/mighook"
	equal "$(jq -c .optionalDependencies "$main/package.json")" '{"mighook-linux-x64":"'"$version"'","mighook-linux-arm64":"'"$version"'"}'
	# nothing is run on installing, and no node is asked for
	equal "$(jq -r '.scripts, .engines' "$main/package.json" "$platform/package.json" | sort -u)" null
	equal "$(jq -r '.name + .version + .os[0] + .cpu[0]' "$platform/package.json")" "$(basename "$(dirname "$platform")" "-$version")${version}linux$(node -p process.arch)"
	cmp "$platform/mighook" "$MIGHOOK_BIN"; cmp "$main/LICENSE" "$MIGHOOK_SOURCE/LICENSE"; [ -s "$main/README.md" ]
	# the licences of what is linked in, with the texts they refer to
	grep -q '^== libgit2 ' "$platform/copyright"; grep -q 'GNU GENERAL PUBLIC LICENSE' "$platform/copyright"
	equal "$(cd .. && tar -tvf "$packages"/mighook-linux-*.tgz | awk '{print $1, $2}' | sort -u | paste -sd,)" '-rw-r--r-- 0/0,-rwxr-xr-x 0/0,drwxr-xr-x 0/0'
}

@test "pnpm: its own layout, and its lock file" {
	[ -x "${MIGHOOK_NPM-}/node_modules/.bin/pnpm" ] || skip 'npm has not installed pnpm (MIGHOOK_NPM)'
	PATH=$MIGHOOK_NPM/node_modules/.bin:$PATH
	pnpm add "$packages"/mighook-*.tgz >/dev/null
	contains "$(node_modules/.bin/mighook version)" '(static)'
	rm -r node_modules; pnpm install --frozen-lockfile >/dev/null; contains "$(pnpm exec mighook version)" '(static)'
}
