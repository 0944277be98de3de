/* cite.c - a parameter's value and basis in words. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "policy/policy.h"
#include "words/policy.h"

const char *
basis_name(enum basis_kind kind)
{
    static const char *const names[] = {
        [BASIS_MISSING] = "missing",         [BASIS_CLAUSE] = "clause",
        [BASIS_BY_CONTRACT] = "by_contract", [BASIS_BY_AUTHORITY] = "by_authority",
        [BASIS_CHOICE] = "choice",           [BASIS_NOT_REGULATED] = "not_regulated",
    };
    return names[kind];
}

const char *
policy_status_note(const struct policy *p, enum lang lang)
{
    return p->status == PACK_CONSULTATION_DRAFT ? word_text(lang, M_POLICY_DRAFT) : "";
}

static char *
put(char *out, size_t size, const char *s, size_t n)
{
    assert(n < size);
    memcpy(out, s, n);
    out[n] = '\0';
    return out;
}

/* The i-th of "a|b|c". */
static char *
choice_put(const char *choices, int64_t i, char *out, size_t size)
{
    for (; i > 0; i--)
        choices += strcspn(choices, "|") + 1;
    return put(out, size, choices, strcspn(choices, "|"));
}

char *
policy_value_code(const struct policy *p, enum rule r, char *out, size_t size)
{
    const struct setting *s = policy_setting(p, r);
    const struct rule_info *info = rule_info(r);
    char text[64];

    if (!s->has_value)
        return put(out, size, "", 0);
    switch (info->type) {
    case RULE_TYPE_BOOL: return choice_put("false|true", s->n, out, size);
    case RULE_TYPE_INT: int_text(s->n, text); break;
    case RULE_TYPE_RATIO:
        if (strcmp(info->values, "times") == 0)
            times_text((ratio){s->n}, text);
        else
            ratio_text((ratio){s->n}, text);
        break;
    case RULE_TYPE_MONEY: money_text((money){s->n}, text); break;
    case RULE_TYPE_DATE: date_text((date){(int32_t)s->n}, text); break;
    case RULE_TYPE_ENUM: return choice_put(info->values, s->n, out, size);
    }
    return put(out, size, text, strlen(text));
}

/* "value_end_of_next_month" in words/values.tsv; M_NONE: there is none. */
static enum msg
value_word(const char *code)
{
    char name[ERR_ARG_MAX];
    int n = snprintf(name, sizeof(name), "value_%s", code);
    return n < 0 || (size_t)n >= sizeof(name) ? M_NONE : msg_find(name);
}

char *
policy_value_text(const struct policy *p, enum rule r, enum lang lang, char *out, size_t size)
{
    const struct rule_info *info = rule_info(r);
    policy_value_code(p, r, out, size);
    if (*out == '\0' || (info->type != RULE_TYPE_BOOL && info->type != RULE_TYPE_ENUM))
        return out;
    enum msg m = value_word(out);
    const char *text = word_text(lang, m);
    return m == M_NONE ? out : put(out, size, text, text_cut(text, size - 1));
}

char *
policy_cite(const struct policy *p, enum rule r, enum lang lang, char *out, size_t size)
{
    static const enum msg say[] = {
        [BASIS_MISSING] = M_CITE_NONE,         [BASIS_CLAUSE] = M_CITE_CLAUSE,
        [BASIS_BY_CONTRACT] = M_CITE_CONTRACT, [BASIS_BY_AUTHORITY] = M_CITE_AUTHORITY,
        [BASIS_CHOICE] = M_CITE_CHOICE,        [BASIS_NOT_REGULATED] = M_CITE_NONE,
    };
    const struct basis *b = &policy_setting(p, r)->basis;
    const char *reason = lang == LANG_ZH ? b->reason_zh : b->reason_en;
    const char *const arg[] = {b->doc, b->clause, b->quote, reason};
    size_t n = words_fill(out, size, word_text(lang, say[b->kind]), arg, 4);
    const char *const note[] = {policy_status_note(p, lang)};
    if (*note[0] != '\0')
        words_fill(out + n, size - n, word_text(lang, M_CITE_NOTE), note, 1);
    return out;
}
