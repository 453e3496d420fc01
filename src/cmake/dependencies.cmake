# SPDX-License-Identifier: MIT
# The libraries as targets mighook::<library>, static archives where they are to be had.

# mighook_find(<name> <header> <library>...): an interface target, or an error that names the package.
function(mighook_find name package header)
	add_library(mighook_${name} INTERFACE)
	add_library(mighook::${name} ALIAS mighook_${name})
	find_path(MIGHOOK_${name}_INCLUDE ${header})
	mark_as_advanced(MIGHOOK_${name}_INCLUDE)
	if(NOT MIGHOOK_${name}_INCLUDE)
		message(FATAL_ERROR "${header} not found: apt install ${package} (or sh install/deps.sh)")
	endif()
	target_include_directories(mighook_${name} SYSTEM INTERFACE ${MIGHOOK_${name}_INCLUDE})
	foreach(library IN LISTS ARGN)
		set(variable MIGHOOK_${name}_${library})
		if(MIGHOOK_STATIC)
			find_library(${variable} NAMES lib${library}.a)
		else()
			find_library(${variable} NAMES ${library})
		endif()
		mark_as_advanced(${variable})
		if(NOT ${variable})
			message(FATAL_ERROR "lib${library} not found: apt install ${package} (or sh install/deps.sh)")
		endif()
		target_link_libraries(mighook_${name} INTERFACE ${${variable}})
	endforeach()
endfunction()

# A static binary needs every archive: without one of them it is linked dynamically, and that is said.
if(MIGHOOK_STATIC)
	foreach(library git2 pcre2-8 yaml jansson mbedcrypto utf8proc pg_query http_parser z)
		find_library(MIGHOOK_archive_${library} NAMES lib${library}.a)
		mark_as_advanced(MIGHOOK_archive_${library})
		if(NOT MIGHOOK_archive_${library})
			message(WARNING "lib${library}.a not found: linking dynamically (MIGHOOK_STATIC=OFF)")
			set(MIGHOOK_STATIC OFF)
			break()
		endif()
	endforeach()
endif()

mighook_find(pcre2 libpcre2-dev pcre2.h pcre2-8)
mighook_find(yaml libyaml-dev yaml.h yaml)
mighook_find(jansson libjansson-dev jansson.h jansson)
mighook_find(mbedcrypto libmbedtls-dev mbedtls/sha256.h mbedcrypto)
mighook_find(utf8proc libutf8proc-dev utf8proc.h utf8proc)
mighook_find(zlib zlib1g-dev zlib.h z)
mighook_find(pg_query libpg-query-dev pg_query.h pg_query)

# Those of mighook-db are shared in every build.
foreach(row IN ITEMS "pq libpq-dev libpq-fe.h" "curl libcurl4-openssl-dev curl/curl.h")
	string(REPLACE " " ";" row ${row})
	list(GET row 0 name)
	list(GET row 1 package)
	list(GET row 2 header)
	find_library(MIGHOOK_shared_${name} NAMES lib${name}.so)
	find_path(MIGHOOK_${name}_INCLUDE ${header} PATH_SUFFIXES postgresql)
	mark_as_advanced(MIGHOOK_shared_${name} MIGHOOK_${name}_INCLUDE)
	if(NOT MIGHOOK_shared_${name} OR NOT MIGHOOK_${name}_INCLUDE)
		message(FATAL_ERROR "lib${name} not found: apt install ${package} (or sh install/deps.sh)")
	endif()
	add_library(mighook_${name} INTERFACE)
	add_library(mighook::${name} ALIAS mighook_${name})
	target_include_directories(mighook_${name} SYSTEM INTERFACE ${MIGHOOK_${name}_INCLUDE})
endforeach()
target_link_libraries(mighook_pq INTERFACE ${MIGHOOK_shared_pq})
# libcurl is loaded when it is needed: src/database/rest_library.c.
target_link_libraries(mighook_curl INTERFACE ${CMAKE_DL_LIBS})

# The parse nodes: headers of the server whose grammar libpg_query holds. Another major version has
# other nodes: what is read through them would be something else.
file(STRINGS ${MIGHOOK_pg_query_INCLUDE}/pg_query.h MIGHOOK_PG_MAJOR REGEX "^#define PG_MAJORVERSION")
string(REGEX REPLACE ".*\"([0-9]+)\".*" "\\1" MIGHOOK_PG_MAJOR "${MIGHOOK_PG_MAJOR}")
find_path(MIGHOOK_postgres_INCLUDE postgres.h
	PATHS /usr/include/postgresql/${MIGHOOK_PG_MAJOR}/server
		${PROJECT_SOURCE_DIR}/build-headers/usr/include/postgresql/${MIGHOOK_PG_MAJOR}/server
	NO_DEFAULT_PATH)
mark_as_advanced(MIGHOOK_postgres_INCLUDE)
if(NOT MIGHOOK_postgres_INCLUDE)
	message(FATAL_ERROR "no headers of PostgreSQL ${MIGHOOK_PG_MAJOR}'s parse nodes: "
		"sh install/deps.sh (or apt install postgresql-server-dev-${MIGHOOK_PG_MAJOR})")
endif()
file(STRINGS ${MIGHOOK_postgres_INCLUDE}/pg_config.h MIGHOOK_postgres_MAJOR
	REGEX "^#define PG_MAJORVERSION \"${MIGHOOK_PG_MAJOR}\"")
if(NOT MIGHOOK_postgres_MAJOR)
	message(FATAL_ERROR "${MIGHOOK_postgres_INCLUDE} is of another PostgreSQL than libpg_query's, "
		"${MIGHOOK_PG_MAJOR}")
endif()
target_include_directories(mighook_pg_query SYSTEM INTERFACE ${MIGHOOK_postgres_INCLUDE}
	${MIGHOOK_pg_query_INCLUDE}/pg_query)
find_package(Threads REQUIRED)
target_link_libraries(mighook_pg_query INTERFACE Threads::Threads)
if(MIGHOOK_STATIC)
	mighook_find(http_parser libhttp-parser-dev http_parser.h http_parser)
	mighook_find(git2 libgit2-dev git2.h git2)
	# The archive's own needs; the rest of them src/git/offline.c stands in for.
	target_link_libraries(mighook_git2 INTERFACE
		mighook::pcre2 mighook::mbedcrypto mighook::http_parser mighook::zlib)
else()
	mighook_find(git2 libgit2-dev git2.h git2)
endif()
