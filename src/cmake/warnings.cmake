# SPDX-License-Identifier: MIT
# What every file of the project is compiled with.
add_library(mighook_compile INTERFACE)
target_compile_features(mighook_compile INTERFACE c_std_17)
target_compile_definitions(mighook_compile INTERFACE _GNU_SOURCE)
target_compile_options(mighook_compile INTERFACE
	-include ${PROJECT_SOURCE_DIR}/src/base/banned.h
	-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wundef
	-Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wformat=2 -Wwrite-strings
	# tables name the members they set; the rest is zero
	-Wno-missing-field-initializers
	-Werror)
# The same bytes wherever the sources lie: no path of theirs gets into the program.
target_compile_options(mighook_compile INTERFACE
	"$<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>")
target_include_directories(mighook_compile INTERFACE
	${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
