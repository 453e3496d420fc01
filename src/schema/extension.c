/* SPDX-License-Identifier: MIT */
/* Types that extensions bring: where they lie, the schema of the extension tells. */
#include "schema/replaying.h"

static const struct {
	const char *type, *extension;
} types[] = {
	{"box2d", "postgis"},
	{"box3d", "postgis"},
	{"citext", "citext"},
	{"cube", "cube"},
	{"earth", "earthdistance"},
	{"geography", "postgis"},
	{"geometry", "postgis"},
	{"halfvec", "vector"},
	{"hstore", "hstore"},
	{"isbn", "isn"},
	{"isbn13", "isn"},
	{"lquery", "ltree"},
	{"ltree", "ltree"},
	{"ltxtquery", "ltree"},
	{"raster", "postgis_raster"},
	{"seg", "seg"},
	{"semver", "semver"},
	{"sparsevec", "vector"},
	{"vector", "vector"},
};

struct str extension_schema_of(const struct catalog *catalog, struct str type)
{
	for (size_t i = 0; i < ARRAY_LENGTH(types); i++) {
		struct object_name name = {{NULL, 0}, str_from(types[i].extension)};
		const struct catalog_entry *extension;

		if (!str_equal(type, str_from(types[i].type)))
			continue;
		extension = catalog_object(catalog, KIND_EXTENSION, name, LATEST);
		return extension ? state_text(extension->state, ATTRIBUTE_SCHEMA) : (struct str){NULL, 0};
	}
	return (struct str){NULL, 0};
}
