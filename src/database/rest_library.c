/* SPDX-License-Identifier: MIT */
#include "database/rest_library.h"

#include <dlfcn.h>

static int find(void *library, const char *name, void *ret, struct error *reterr)
{
	void *found = dlsym(library, name);

	if (!found)
		return error_set(reterr, "libcurl has no %s", name);
	/* POSIX has functions found as objects */
	memcpy(ret, &found, sizeof(found));
	return 0;
}

int rest_library_load(struct rest_library *ret, struct error *reterr)
{
	/* the name that its packages have had since 2006 */
	void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

	if (!library) {
		error_set(reterr, "libcurl, which --rest needs, cannot be loaded: %s", dlerror());
		return error_hint(reterr, "apt install libcurl4");
	}
#define FUNCTION(name) \
	if (find(library, "curl_" #name, &ret->name, reterr)) \
		return -1;
	REST_FUNCTIONS(FUNCTION)
#undef FUNCTION
	return 0;
}
