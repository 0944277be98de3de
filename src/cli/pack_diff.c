/* pack_diff.c - two packs, parameter by parameter: where the value or the kind of basis differs. */
#include <string.h>

#include "cli/commands.h"
#include "policy/policy.h"
#include "words/policy.h"

struct flags {
    bool clauses; /* the same value by another clause is a difference too */
};

static bool
differs(const struct policy *a, const struct policy *b, enum rule r, bool clauses)
{
    const struct setting *x = policy_setting(a, r), *y = policy_setting(b, r);
    return x->has_value != y->has_value || (x->has_value && x->n != y->n) ||
           x->basis.kind != y->basis.kind ||
           (clauses && (strcmp(x->basis.doc, y->basis.doc) != 0 ||
                        strcmp(x->basis.clause, y->basis.clause) != 0));
}

static void
side_text(struct cli *c, const struct policy *p, enum rule r)
{
    char text[POLICY_TEXT_MAX], cite[POLICY_TEXT_MAX];
    policy_value_text(p, r, c->lang, text, sizeof(text));
    fprintf(c->out, "  %-10s %s\n  %-10s %s\n", p->id, *text != '\0' ? text : "-", "",
            policy_cite(p, r, c->lang, cite, sizeof(cite)));
}

static void
side_json(struct json *j, const char *key, const struct policy *p, enum rule r)
{
    char text[POLICY_TEXT_MAX];
    json_open(j, key, '{');
    policy_value_code(p, r, text, sizeof(text));
    json_text(j, "value", *text != '\0' ? text : NULL);
    json_text(j, "basis", basis_name(policy_setting(p, r)->basis.kind));
    json_text(j, "cite_zh", policy_cite(p, r, LANG_ZH, text, sizeof(text)));
    json_text(j, "cite_en", policy_cite(p, r, LANG_EN, text, sizeof(text)));
    json_close(j, '}');
}

static void
print_json(struct cli *c, const struct policy *a, const struct policy *b, bool clauses)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "a", a->id);
    json_text(&j, "b", b->id);
    json_open(&j, "differences", '[');
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        if (!differs(a, b, (enum rule)r, clauses))
            continue;
        json_open(&j, NULL, '{');
        json_text(&j, "key", rule_key((enum rule)r));
        side_json(&j, "a", a, (enum rule)r);
        side_json(&j, "b", b, (enum rule)r);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct policy *a, *b;
    bool same = true, clauses = ((const struct flags *)flags)->clauses;
    (void)n;
    if (!policy_load(&a, c->arena, word[0], &c->errs) ||
        !policy_load(&b, c->arena, word[1], &c->errs))
        return cli_fail(c);
    if (c->json) {
        print_json(c, a, b, clauses);
        return EXIT_OK;
    }
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        if (!differs(a, b, (enum rule)r, clauses))
            continue;
        fprintf(c->out, "%s%s  %s\n", same ? "" : "\n", rule_key((enum rule)r),
                cli_word(c, rule_info((enum rule)r)->say));
        side_text(c, a, (enum rule)r);
        side_text(c, b, (enum rule)r);
        same = false;
    }
    if (same)
        fprintf(c->out, "%s\n", cli_word(c, M_PACK_SAME));
    return EXIT_OK;
}

static const struct flag own[] = {
    {.name = "clauses",
     .type = FLAG_BOOL,
     .offset = offsetof(struct flags, clauses),
     .help = M_PACK_CLAUSES},
};

const struct command cmd_pack_diff = {
    .name = "pack diff",
    .words = "PACK PACK",
    .summary = M_CMD_PACK_DIFF,
    .example = "jicai pack diff shanxi chongqing",
    .flags = own,
    .flags_n = 1,
    .size = sizeof(struct flags),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
