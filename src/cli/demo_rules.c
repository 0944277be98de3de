#include "cli/demo_case.h"

/* rules.yaml of a project whose round is not among policies/rounds: ranked by price, a fixed number
 * of winners (or all that pass), what was reported for a winner stays with it. */

static void
basis(struct outfile *f, const char *indent, const char *zh, const char *en)
{
    demo_line(f, "%sbasis: {choice: {zh: \"%s\", en: \"%s\"}}", indent, zh, en);
}

void
demo_rules(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_side_file(d, "rules.yaml");
    if (f == NULL)
        return;
    demo_line(f, "# 演示规则，非原文。 For the demonstration, not the project's own.");
    demo_line(f, "id: demo-%s", c->folder);
    demo_line(f, "name: {zh: \"%s（演示规则）\", en: rules of the demonstration}", c->name);
    if (c->drug) {
        demo_line(f, "quotes:\n  decimals: 4");
        basis(f, "  ", "药品按四位小数报价", "drugs are quoted with 4 decimals");
    }
    if (c->linkage) {
        demo_line(f, "validity:\n  - check: own_lowest\n    times: 1");
        basis(f, "    ", "联动价不高于企业自身最低实际价",
              "not above the company's own lowest price");
    }
    demo_line(f, "ranking:\n  ties: [reported, filed_at]");
    basis(f, "  ", "同价先看报量，再看先后", "equal prices: demand, then the filing");
    if (!c->linkage) {
        demo_line(f, "quota:\n  - fixed: %d", c->group[0].selected);
        basis(f, "    ", "名额由演示设定", "set for the demonstration");
    }
    demo_line(f, "steps:\n  - name: %s\n    outcome: select\n    when: {%s}",
              c->linkage ? "linked" : "within_quota",
              c->linkage ? "rank_at_most: 1000" : "rank_within_quota: true");
    basis(f, "    ", "名额内即中选", "who is within the quota is selected");
    demo_line(f, "split:\n  ratio: before_split\n  agreed: %d%%\n  by: reported\n  rest: %s",
              c->agreed_percent, c->linkage ? "choice\n  unchosen: equal" : "rank1");
    basis(f, "  ", "约定比例由演示设定", "the ratio is set for the demonstration");
    demo_end(d, f);
}
