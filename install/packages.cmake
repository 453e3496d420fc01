# SPDX-License-Identifier: MIT
# What is handed out: `package` leaves a .deb, `npm-packages` the packages for npm. They hold the static
# program of a release, so other builds have no such targets.
if(NOT MIGHOOK_STATIC OR NOT CMAKE_BUILD_TYPE STREQUAL Release)
	return()
endif()

# A name that is reserved for what does not exist (RFC 2606): who hands packages out gives the own.
set(MIGHOOK_MAINTAINER "The mighook authors <mighook@mighook.invalid>" CACHE STRING
	"whom the package names as its maintainer")
mark_as_advanced(MIGHOOK_MAINTAINER)

# All that is in the program, the compiler's and the C library's share too.
get_property(variables DIRECTORY PROPERTY CACHE_VARIABLES)
list(FILTER variables INCLUDE REGEX "^MIGHOOK_archive_")
foreach(variable IN LISTS variables)
	list(APPEND archives ${${variable}})
endforeach()
foreach(name IN ITEMS libc.a libgcc.a)
	execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=${name}
		OUTPUT_VARIABLE archive OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
	list(APPEND archives ${archive})
endforeach()

# CPack's own generator has no way to say which packages a static program was made of.
set(CPACK_GENERATOR External)
set(CPACK_EXTERNAL_ENABLE_STAGING ON)
set(CPACK_EXTERNAL_PACKAGE_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/deb/package.cmake)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT ${MIGHOOK_MAINTAINER})
set(CPACK_PACKAGE_FILE_NAME mighook)
set(CPACK_MIGHOOK_SOURCE ${PROJECT_SOURCE_DIR})
set(CPACK_MIGHOOK_PROCESSOR ${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_MIGHOOK_ARCHIVES ${archives})
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)

# npm ci refuses a lock file that lacks one of the packages named: as long as a package for one of these
# is on no registry, who hands out the others names those alone.
set(MIGHOOK_NPM_CPUS "x64 arm64" CACHE STRING "for which processors there is a package for npm")
mark_as_advanced(MIGHOOK_NPM_CPUS)
add_custom_target(npm-packages
	COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/npm/pack.sh $<TARGET_FILE:mighook>
		${CMAKE_SYSTEM_PROCESSOR} ${PROJECT_VERSION} "${MIGHOOK_NPM_CPUS}" ${PROJECT_BINARY_DIR}/npm
		${archives}
	DEPENDS mighook
	VERBATIM)
