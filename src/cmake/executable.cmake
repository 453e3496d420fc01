# SPDX-License-Identifier: MIT
# The objects' machine code as it is: without this each program would optimise all of it again. Only the
# one that every commit starts is optimised as a whole (src/CMakeLists.txt).
function(mighook_link_code name)
	if(CMAKE_C_COMPILER_ID STREQUAL GNU AND NOT name STREQUAL mighook)
		target_link_options(${name} PRIVATE -fno-lto)
	endif()
endfunction()

# mighook_dynamic_executable(<name> <source>...): the same with libpq and libcurl, which are shared.
function(mighook_dynamic_executable name)
	add_executable(${name} ${ARGN})
	target_link_libraries(${name} PRIVATE mighook_compile mighook_core mighook::pq mighook::curl)
	mighook_link_code(${name})
	if(MIGHOOK_SANITIZE MATCHES address)
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/known_leaks.c)
	endif()
	if(MIGHOOK_STATIC)
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src/git/offline.c)
		# libpg_query's archive is not position-independent. What it has of PostgreSQL's own functions
		# libpq has too, and each is to call its own.
		target_link_options(${name} PRIVATE -no-pie -Wl,--exclude-libs,ALL)
	endif()
endfunction()

# mighook_executable(<name> <source>...): a program of ours, linked as the options say.
function(mighook_executable name)
	add_executable(${name} ${ARGN})
	target_link_libraries(${name} PRIVATE mighook_compile mighook_core)
	mighook_link_code(${name})
	if(MIGHOOK_SANITIZE MATCHES address)
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/known_leaks.c)
		# Tests start it some ten thousand times: a third of that was finding and moving code.
		if(CMAKE_C_COMPILER_ID STREQUAL GNU)
			target_link_options(${name} PRIVATE -static-libasan -no-pie)
		endif()
	endif()
	if(MIGHOOK_STATIC)
		# The link seam: what it defines is never looked for in libgit2's archive.
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src/git/offline.c
			${PROJECT_SOURCE_DIR}/src/git/offline_users.c)
		target_link_options(${name} PRIVATE -static)
	endif()
endfunction()
