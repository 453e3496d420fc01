/* SPDX-License-Identifier: MIT */
#include "unit/unit.h"

#include "lint/review.h"

static void test_approval_read__name_and_role(void **state)
{
	static const struct {
		struct str text;
		const char *name;
		enum reviewer role;
	} cases[] = {
		{{"jane", 4}, "jane", REVIEWER_ENGINEER},
		{{"jane OPS-12", 11}, "jane", REVIEWER_ENGINEER},
		{{" jane\tlead", 10}, "jane", REVIEWER_LEAD},
		{{"jane OPS-12 pm", 14}, "jane", REVIEWER_PM},
		{{"jane Security lead", 18}, "jane", REVIEWER_SECURITY},
		{{"lead", 4}, "lead", REVIEWER_ENGINEER},
		{{"jane leader", 11}, "jane", REVIEWER_ENGINEER},
	};
	struct approval approval;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		assert_true(approval_read(cases[i].text, &approval));
		assert_str(approval.name, cases[i].name);
		assert_int_equal(approval.role, cases[i].role);
	}
	assert_false(approval_read(STR(" \t"), &approval));
}

static void test_reviewers_missing__each_approval_counts_once(void **state)
{
	struct approval lead = {STR("a"), REVIEWER_LEAD}, other_lead = {STR("b"), REVIEWER_LEAD};
	struct approval engineer = {STR("c"), REVIEWER_ENGINEER};
	struct approval items[] = {lead, other_lead, engineer};
	struct approvals approvals = {items, 1, 3};
	struct reviewers required = {{[REVIEWER_ENGINEER] = 2, [REVIEWER_LEAD] = 1}}, missing;

	(void)state;
	missing = reviewers_missing(&required, &approvals);
	assert_int_equal(missing.count[REVIEWER_LEAD], 0);
	assert_int_equal(missing.count[REVIEWER_ENGINEER], 2);
	approvals.count = 2; /* a second lead stands in for an engineer */
	missing = reviewers_missing(&required, &approvals);
	assert_int_equal(missing.count[REVIEWER_ENGINEER], 1);
	approvals.count = 3;
	missing = reviewers_missing(&required, &approvals);
	assert_int_equal(missing.count[REVIEWER_ENGINEER], 0);
	required = (struct reviewers){{[REVIEWER_PM] = 1}}; /* nobody stands in for that */
	missing = reviewers_missing(&required, &approvals);
	assert_int_equal(missing.count[REVIEWER_PM], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_approval_read__name_and_role),
		cmocka_unit_test(test_reviewers_missing__each_approval_counts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
