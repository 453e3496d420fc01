# SPDX-License-Identifier: MIT
# MIGHOOK_SANITIZE, MIGHOOK_COVERAGE, MIGHOOK_ANALYZE as options of the compile target.
if(MIGHOOK_SANITIZE)
	# A report names functions and lines; for more than that nobody waits.
	target_compile_options(mighook_compile INTERFACE
		-fsanitize=${MIGHOOK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1)
	target_link_options(mighook_compile INTERFACE -fsanitize=${MIGHOOK_SANITIZE})
endif()
if(MIGHOOK_COVERAGE)
	target_compile_options(mighook_compile INTERFACE --coverage -O0)
	target_link_options(mighook_compile INTERFACE --coverage)
endif()
if(MIGHOOK_ANALYZE)
	find_program(MIGHOOK_CLANG_TIDY clang-tidy REQUIRED)
	set(CMAKE_C_CLANG_TIDY ${MIGHOOK_CLANG_TIDY} --quiet)
endif()
