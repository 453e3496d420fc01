# SPDX-License-Identifier: MIT
# CPack has installed the programs into a folder of its own: two .debs are made of it.
execute_process(
	COMMAND sh ${CPACK_MIGHOOK_SOURCE}/install/deb/pack.sh ${CPACK_TEMPORARY_DIRECTORY}
		${CPACK_PACKAGE_DIRECTORY} ${CPACK_MIGHOOK_PROCESSOR} ${CPACK_PACKAGE_VERSION}
		${CPACK_PACKAGE_CONTACT} ${CPACK_MIGHOOK_ARCHIVES}
	OUTPUT_VARIABLE packages OUTPUT_STRIP_TRAILING_WHITESPACE
	COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" packages "${packages}")
set(CPACK_EXTERNAL_BUILT_PACKAGES ${packages})
