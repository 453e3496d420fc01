# SPDX-License-Identifier: MIT
# mighook_executable(<name> <source>...): a program of ours, linked as the options say.
function(mighook_executable name)
	add_executable(${name} ${ARGN})
	target_link_libraries(${name} PRIVATE mighook_compile mighook_core)
	if(MIGHOOK_SANITIZE MATCHES address)
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/known_leaks.c)
	endif()
	if(MIGHOOK_STATIC)
		# The link seam: what it defines is never looked for in libgit2's archive.
		target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src/git/offline.c)
		target_link_options(${name} PRIVATE -static)
	endif()
endfunction()
