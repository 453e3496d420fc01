/* SPDX-License-Identifier: MIT */
/* What has grown too old or too large: said only where there is something. */
#include "base/escape.h"
#include "check_upkeep.h"
#include "install/doctor.h"

void doctor_examine_upkeep(struct doctor *doctor, struct judged *judged)
{
	struct arena *arena = doctor->arena;
	struct upkeep upkeep;
	struct error error;

	if (!judged->has_policy)
		return;
	if (check_upkeep(&judged->check, &judged->changes, &upkeep, &error)) {
		doctor_fail_with(doctor, STR("upkeep"), &error);
		return;
	}
	for (size_t i = 0; i < upkeep.crowded.count; i++) {
		const struct crowded_set *set = &upkeep.crowded.items[i];

		doctor_fail(doctor, STR("migrations"),
			advice_words(arena, "consider a squash: every new environment replays all of them"),
			"%.*s holds %zu, more than %zu", STR_ARG(set->path), set->count, set->max);
	}
	for (size_t i = 0; i < upkeep.expired.count; i++)
		doctor_fail(doctor, STR("archive"),
			advice_command(arena, "git rm -r %s", escape_shell(arena, upkeep.expired.items[i]).ptr),
			"%.*s is older than a year; git keeps what was in it",
			STR_ARG(upkeep.expired.items[i]));
}
