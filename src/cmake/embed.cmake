# SPDX-License-Identifier: MIT
# Writes OUTPUT, a C file with every file of FOLDER that FILES lists (base/template.h).
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
	file(READ "${FOLDER}/${file}" bytes HEX)
	string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
	string(REGEX REPLACE "((0x..,){24})" "\\1\n\t" bytes "${bytes}")
	string(APPEND arrays "static const char bytes_${number}[] = {\n\t${bytes}0};\n")
	string(APPEND rows
		"\t{{\"${file}\", sizeof \"${file}\" - 1}, {bytes_${number}, sizeof bytes_${number} - 1}},\n")
	math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "/* Generated from templates/. */
#include \"base/template.h\"

${arrays}
const struct template templates[] = {
${rows}};
const size_t template_count = ${number};
")
