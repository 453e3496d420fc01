# Reports about real repositories: every format tells the same.
load ../support/common
load ../support/reports

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	out=$PWD/out; mkdir "$out"
}

# compare NAME: everything at HEAD; with --all also every commit.
compare() {
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main "$1"; cd "$1"
	report check --all --policy "$MIGHOOK_CORPUS/$1/policy.yaml"; convert_back
	[ -n "${MIGHOOK_TEST_ALL-}" ] || return 0
	report audit --policy "$MIGHOOK_CORPUS/$1/policy.yaml"; convert_back
}

sampled() { [ -n "${MIGHOOK_TEST_ALL-}" ] || skip 'of the sample are crates.io and minder'; }

@test "crates.io" { compare crates.io; }
@test "liam" { sampled; compare liam; }
@test "minder" { compare minder; }
@test "trigger.dev" { sampled; compare trigger.dev; }
