/* pack_show.c - a pack as people read it: every parameter, its value, its basis with the clause. */
#include "cli/commands.h"
#include "policy/policy.h"
#include "words/policy.h"

static void
print_head(struct cli *c, const struct policy *p)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    const char *status = policy_status_note(p, c->lang);
    if (p->status == PACK_IN_FORCE) {
        const char *dates[] = {date_text(p->issued, from), date_text(p->effective_from, to)};
        char *text = arena_alloc(c->arena, ERR_TEXT_MAX);
        words_fill(text, ERR_TEXT_MAX, cli_word(c, M_PACK_IN_FORCE), dates, 2);
        status = text;
    }
    const char *arg[] = {p->id, c->lang == LANG_ZH ? p->name_zh : p->name_en, p->jurisdiction,
                         status};
    cli_say(c, M_PACK_ABOUT, arg, 4);
    if (p->effective_to.day != 0) {
        const char *until[] = {date_text(p->effective_to, to)};
        cli_say(c, M_PACK_UNTIL, until, 1);
    }
    if (p->base != NULL) {
        const char *base[] = {p->base->id};
        fputs(c->lang == LANG_ZH ? "，" : ", ", c->out);
        cli_say(c, M_PACK_EXTENDS, base, 1);
    }
    fprintf(c->out, "\nsha256 %s\n", p->sha256);
}

static void
print_parameter(struct cli *c, const struct policy *p, enum rule r)
{
    char code[POLICY_TEXT_MAX], text[POLICY_TEXT_MAX], cite[POLICY_TEXT_MAX];
    policy_value_code(p, r, code, sizeof(code));
    policy_value_text(p, r, c->lang, text, sizeof(text));
    fprintf(c->out, "\n%s  %s\n", rule_key(r), cli_word(c, rule_info(r)->say));
    if (*code != '\0')
        fprintf(c->out, "  = %s  %s\n", code, text);
    fprintf(c->out, "  %s\n", policy_cite(p, r, c->lang, cite, sizeof(cite)));
}

static void
json_words(struct json *j, const char *key, const char *zh, const char *en)
{
    json_open(j, key, '{');
    json_text(j, "zh", zh);
    json_text(j, "en", en);
    json_close(j, '}');
}

static void
json_basis(struct json *j, const struct basis *b)
{
    json_text(j, "basis", basis_name(b->kind));
    if (b->document != NULL) {
        json_open(j, "document", '{');
        json_text(j, "title", b->document->title);
        json_text(j, "number", *b->document->number != '\0' ? b->document->number : NULL);
        json_text(j, "file", b->document->file);
        json_close(j, '}');
        json_text(j, "clause", b->clause);
        json_text(j, "quote", b->quote);
    }
    if (*b->reason_zh != '\0')
        json_words(j, b->kind == BASIS_BY_AUTHORITY ? "authority" : "reason", b->reason_zh,
                   b->reason_en);
}

static void
json_parameter(struct json *j, const struct policy *p, enum rule r)
{
    static const char *const types[] = {"bool", "int", "ratio", "money", "date", "enum"};
    const struct rule_info *info = rule_info(r);
    char code[POLICY_TEXT_MAX];
    policy_value_code(p, r, code, sizeof(code));
    json_open(j, NULL, '{');
    json_text(j, "key", info->key);
    json_words(j, "meaning", word_text(LANG_ZH, info->say), word_text(LANG_EN, info->say));
    json_text(j, "type", types[info->type]);
    json_text(j, "value", *code != '\0' ? code : NULL);
    json_basis(j, &policy_setting(p, r)->basis);
    json_bool(j, "own", p->own[r]);
    json_close(j, '}');
}

static void
json_day(struct json *j, const char *key, date d)
{
    if (d.day != 0)
        json_date(j, key, d);
    else
        json_text(j, key, NULL);
}

static void
print_json(struct cli *c, const struct policy *p)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "id", p->id);
    json_words(&j, "name", p->name_zh, p->name_en);
    json_text(&j, "jurisdiction", p->jurisdiction);
    json_text(&j, "status", p->status == PACK_IN_FORCE ? "in_force" : "consultation_draft");
    json_words(&j, "note", policy_status_note(p, LANG_ZH), policy_status_note(p, LANG_EN));
    json_day(&j, "issued", p->issued);
    json_day(&j, "effective_from", p->effective_from);
    json_day(&j, "effective_to", p->effective_to);
    json_text(&j, "extends", p->base != NULL ? p->base->id : NULL);
    json_text(&j, "sha256", p->sha256);
    json_open(&j, "parameters", '[');
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        json_parameter(&j, p, (enum rule)r);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct policy *p;
    (void)flags, (void)n;
    if (!policy_load(&p, c->arena, word[0], &c->errs))
        return cli_fail(c);
    if (c->json) {
        print_json(c, p);
        return EXIT_OK;
    }
    print_head(c, p);
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        print_parameter(c, p, (enum rule)r);
    return EXIT_OK;
}

const struct command cmd_pack_show = {
    .name = "pack show",
    .words = "PACK",
    .summary = M_CMD_PACK_SHOW,
    .example = "jicai pack show chongqing",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
