# SPDX-License-Identifier: MIT
# Writes OUTPUT, a C file with the version and a hash of FILES: of all that decides what a replay of
# migrations computes and what a policy means (schema/store.h). The same sources give the same one,
# wherever they lie.
set(hashes "${VERSION}")
foreach(file IN LISTS FILES)
	file(SHA256 "${file}" hash)
	get_filename_component(name "${file}" NAME)
	string(APPEND hashes "\n${name} ${hash}")
endforeach()
string(SHA256 hash "${hashes}")
file(WRITE "${OUTPUT}" "/* Generated from the sources. */
#include \"schema/store.h\"

const char catalog_build[] = \"${VERSION} ${hash}\";
")
