/* pack_keys.c - the reference of every key, out of the tables that check the files. With
 * --markdown it is what stands in docs/packs.md. */
#include "cli/commands.h"
#include "policy/credit_book.h"
#include "policy/example.h"
#include "policy/pack_shape.h"
#include "policy/policy.h"
#include "policy/round_example.h"
#include "policy/split_section.h"
#include "words/policy.h"

struct flags {
    bool markdown, template;
};

static void
values_print(FILE *to, const struct rule_info *info)
{
    for (const char *v = info->values; *v != '\0'; v++) {
        if (v == info->values)
            fputs(" `", to);
        fputs(*v == '|' ? "` `" : (const char[]){*v, '\0'}, to);
    }
    if (*info->values != '\0')
        fputs("`", to);
}

static void
parameters_markdown(FILE *to)
{
    static const enum msg types[] = {
        [RULE_TYPE_BOOL] = M_YAML_TYPE_BOOL,   [RULE_TYPE_INT] = M_YAML_TYPE_INT,
        [RULE_TYPE_RATIO] = M_YAML_TYPE_RATIO, [RULE_TYPE_MONEY] = M_YAML_TYPE_MONEY,
        [RULE_TYPE_DATE] = M_YAML_TYPE_DATE,   [RULE_TYPE_ENUM] = M_YAML_TYPE_ENUM,
    };
    fputs("### `parameters`\n\n| parameter | value | meaning | 含义 |\n|---|---|---|---|\n", to);
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct rule_info *info = rule_info((enum rule)r);
        fprintf(to, "| `%s` | %s", info->key, word_text(LANG_EN, types[info->type]));
        if (info->type == RULE_TYPE_ENUM)
            values_print(to, info);
        else if (*info->values != '\0')
            fprintf(to, ", %s", info->values);
        fprintf(to, " | %s | %s |\n", word_text(LANG_EN, info->say), word_text(LANG_ZH, info->say));
    }
    fputs("\n", to);
}

static void
kinds_markdown(FILE *to)
{
    for (const struct example_kind *const *all = example_kinds; *all != NULL; all++) {
        const struct example_kind *k = *all;
        fprintf(to, "#### kind `%s`\n\n%s / %s\n\n", k->name, word_text(LANG_EN, k->say),
                word_text(LANG_ZH, k->say));
        yaml_markdown(to, k->given);
        yaml_markdown(to, k->expect);
    }
}

static void
markdown(FILE *to)
{
    yaml_markdown(to, &pack_shape);
    yaml_markdown(to, &parameter_shape);
    parameters_markdown(to);
    yaml_markdown(to, &examples_shape);
    kinds_markdown(to);
    yaml_markdown(to, &credit_edition_shape);
    yaml_markdown(to, &round_shape);
    yaml_markdown(to, &split_shape);
    yaml_markdown(to, &round_examples_shape);
}

/* A pack to start from: every parameter with its meaning, none of them regulated yet. */
static void template(FILE *to)
{
    static const char *const types[] = {"true, false", "a whole number", "30%, 1.8",
                                        "12.50",       "2024-09-10",     ""};
    fputs("id: my-city\nname: {zh: 名称, en: name}\njurisdiction: \"000000\"\n"
          "status: in_force\nissued: 2026-01-01\neffective_from: 2026-01-01\ndocuments:\n"
          "  - {id: notice, title: 标题, number: 文号, file: notice.txt}\nparameters:\n",
          to);
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct rule_info *info = rule_info((enum rule)r);
        fprintf(to, "\n  # %s / %s\n  # %s%s%s\n  %s:\n    basis: {not_regulated: true}\n",
                word_text(LANG_ZH, info->say), word_text(LANG_EN, info->say), types[info->type],
                *types[info->type] != '\0' && *info->values != '\0' ? ", " : "", info->values,
                info->key);
    }
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    (void)word, (void)n;
    if (f->markdown) {
        markdown(c->out);
        return EXIT_OK;
    }
    if (f->template) {
        template(c->out);
        return EXIT_OK;
    }
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        fprintf(c->out, "%-44s %s\n", rule_key((enum rule)r),
                cli_word(c, rule_info((enum rule)r)->say));
    return EXIT_OK;
}

static const struct flag own[] = {
    {.name = "markdown",
     .type = FLAG_BOOL,
     .offset = offsetof(struct flags, markdown),
     .help = M_PACK_MARKDOWN},
    {.name = "template",
     .type = FLAG_BOOL,
     .offset = offsetof(struct flags, template),
     .help = M_PACK_TEMPLATE},
};

const struct command cmd_pack_keys = {
    .name = "pack keys",
    .words = "",
    .summary = M_CMD_PACK_KEYS,
    .example = "jicai pack keys --markdown",
    .flags = own,
    .flags_n = 2,
    .size = sizeof(struct flags),
    .run = run,
};
