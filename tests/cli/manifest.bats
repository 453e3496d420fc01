# The manifest of a set: written, checked, added to.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	stage .mighook.yaml 'sets: [{path: m, runner: supabase, manifest: m/manifest.yaml}]'
	stage m/0001_core_schema.sql; stage m/0002_enrichment_rpc.sql; stage m/20250101_third.sql
	git commit -q --no-verify -m history
}

# update CONTENT: the manifest with that content, before and after; says what the diff adds.
update() {
	printf '%b' "$1" >m/manifest.yaml; cp m/manifest.yaml ../before
	run mighook manifest update; equal "$status" "${2-0}"
	diff ../before m/manifest.yaml | grep '^[<>]' || true
}

@test "create writes what is there, check finds it so, neither stages nor writes over" {
	run mighook manifest check; equal "$status" 1; contains "$output" 'm/manifest.yaml: there is no such file'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	equal "$(<m/manifest.yaml)" '# m/manifest.yaml
version: "1.0"
baseline: "0001"
required_migrations:
  - "0001" # core_schema
  - "0002" # enrichment_rpc
  - "20250101" # third'
	run mighook manifest check; equal "$status" 0; equal "$output" 'm/manifest.yaml: lists what is there'
	echo '# ours' >>m/manifest.yaml; cp m/manifest.yaml ../before
	run mighook manifest create; equal "$status" 2; contains "$output" 'm/manifest.yaml is there already'
	cmp m/manifest.yaml ../before
	# the manifest is no migration
	equal "$(mighook check --all --format json | rules_of | grep -v '^select-star$' || true)" ''
}

@test "check names what each side lacks, and commands that mend it" {
	mighook manifest create -q; git add .; git commit -q --no-verify -m manifest
	git mv m/0002_enrichment_rpc.sql m/0003_other.sql; stage m/R.sql
	run mighook manifest check; equal "$status" 1
	equal "$output" 'm/manifest.yaml: 0002 is listed, and there is no such migration
  Take the entries out, or bring the files back: git log --diff-filter=D --stat -- m
m/manifest.yaml: 0003 is not listed: m/0003_other.sql
  Run: mighook manifest update && git add m/manifest.yaml'
	equal "$(mighook manifest check --json | jq -c '[.command, .ok, .manifests]')" \
		'["manifest check",false,[{"path":"m/manifest.yaml","set":"m","exists":true,"missing":[{"version":"0002"}],"unlisted":[{"version":"0003","path":"m/0003_other.sql"}],"undeclared":[]}]]'
	run mighook manifest update; equal "$status" 1; contains "$output" '0002 is listed'
	sed -i /0002/d m/manifest.yaml; git add m/manifest.yaml; mighook manifest check -q
	# the judged tree counts, not the worktree
	sed -i /0003/d m/manifest.yaml; mighook manifest check -q; git add .; run mighook manifest check; equal "$status" 1
	git commit -q --no-verify -m less; git clone -q --bare . ../bare.git; cd ../bare.git
	run mighook manifest check; equal "$status" 1; contains "$output" '0003 is not listed'
	run mighook manifest update; equal "$status" 2; contains "$output" 'bare repository'
}

@test "update adds to the text as it is written" {
	equal "$(update 'version: "1.0"\nrequired_migrations:\n    # old ones\n    - 0001_core_schema # keep\n    - "20250101"\n\n# end\n')" '>     - "0002" # enrichment_rpc'
	equal "$(cat m/manifest.yaml)" $'version: "1.0"\nrequired_migrations:\n    # old ones\n    - 0001_core_schema # keep\n    - "0002" # enrichment_rpc\n    - "20250101"\n\n# end'
	equal "$(update 'required_migrations:\n- "20250101"')" $'> - "0001" # core_schema\n> - "0002" # enrichment_rpc'
	equal "$(update 'required_migrations:\n- "20250101"\n- "0001"')" $'< - "0001"\n> - "0001"\n> - "0002" # enrichment_rpc'
	equal "$(update 'required_migrations: []\n' | tail -n 1)" '> required_migrations: ["0001", "0002", "20250101"]'
	equal "$(update 'required_migrations: ["0002"] # x\n' | tail -n 1)" '> required_migrations: ["0001", "0002", "20250101"] # x'
	equal "$(update '# \xc3\xa4\n{required_migrations: [\n  "0001",\n  "0002"]}\n' | tail -n 1)" '>   "0002", "20250101"]}'
	equal "$(update 'version: "1"')" $'< version: "1"\n> version: "1"\n> required_migrations:\n>   - "0001" # core_schema\n>   - "0002" # enrichment_rpc\n>   - "20250101" # third'
	equal "$(update 'required_migrations:\r\n  - "0001"\r\n  - "0002"\r\n')" $'>   - "20250101" # third\r'
	equal "$(update 'required_migrations: ["0001", "0002", "20250101"]\n')" ''
	equal "$(mighook manifest update)" 'm/manifest.yaml: nothing to add'
	# older ones need not be listed
	equal "$(update 'baseline: "0002"\nrequired_migrations:\n  - "0002"\n')" '>   - "20250101" # third'
	equal "$(stat -c %a m/manifest.yaml)" 644
	# what cannot be added to is told
	equal "$(update 'required_migrations:\n  -\n    "0001"\n' 2)" ''
	contains "$(mighook manifest update 2>&1)" 'write this into it by hand'
	equal "$(update '{version: 1}\n' 2)" ''
}

@test "squash points stand for what is gone, markers are declared" {
	git rm -q m/0001_core_schema.sql m/0002_enrichment_rpc.sql; stage m/0002_baseline_v1.sql
	for replaces in '"0001..0002"' '"0001", "...", "0002"' '0001_core_schema, 0002_x'; do
		stage m/manifest.yaml 'required_migrations: ["0001", "0002", "20250101"]
squash_points: [{version: "0002_baseline_v1", replaces: ['"$replaces"']}]'
		mighook manifest check -q || fail "$replaces"
	done
	sed -i s/0002_baseline/0009_baseline/ m/manifest.yaml; git add .
	contains "$(mighook manifest check)" '0009 is listed, and there is no such migration'; contains "$(mighook manifest check)" '0001 is listed'
}

@test "which manifest" {
	stage .mighook.yaml 'sets: [{path: m, runner: supabase}, {path: n, runner: flyway, manifest: n.yaml}]'; stage n/V1_10__a.sql; stage n/V1_9__b.sql
	mighook manifest create -q; equal "$(grep -- - n.yaml)" $'  - "1.9" # b\n  - "1.10" # a'
	git add .; mighook manifest check -q
	run mighook manifest check --set m; equal "$status" 2
	contains "$output" 'the policy names no manifest for m'; contains "$output" 'sets: [{path: m, runner: supabase, manifest: migration_manifest.yaml}]'
	run mighook manifest create --set m --file other.yaml; equal "$status" 0; contains "$(<other.yaml)" '"0002" # enrichment_rpc'
	run mighook manifest check --set m --file third.yaml; equal "$status" 1
	contains "$output" 'mighook manifest create --file third.yaml'
	run mighook manifest create --set m --file ../out.yaml; equal "$status" 2; [ ! -e ../out.yaml ]
	for wrong in '' list 'check it'; do run mighook manifest $wrong; equal "$status" 2; contains "$output" 'one of create, check, update'; done
	stage n.yaml 'basline: 1'; run mighook manifest check; equal "$status" 2; contains "$output" 'n.yaml:1: unknown key'
}

@test "new says that the manifest wants it" {
	mighook manifest create -q; git add .
	run mighook new create users; equal "$status" 0
	contains "$output" 'm/manifest.yaml has to list it'
	eval "$(sed -n 's/.*once it is staged: //p' <<<"$output" | head -n 1 | sed 's/^/git add m \&\& /')"
	mighook manifest check -q
}
