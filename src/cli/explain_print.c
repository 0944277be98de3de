#include "cli/explain_print.h"

enum { SENTENCE_MAX = 1024 };

void
explain_print(struct cli *c, const struct explain *x, const struct policy *p)
{
    char text[SENTENCE_MAX], cite[SENTENCE_MAX];
    for (size_t i = 0; i < x->n; i++) {
        const struct explain_step *s = &x->step[i];
        explain_text(s, c->lang, text, sizeof(text));
        fprintf(c->out, "  %s", text);
        if (p != NULL && s->rule != RULE_NONE)
            fprintf(c->out, " [%s: %s]", rule_key(s->rule),
                    policy_cite(p, s->rule, c->lang, cite, sizeof(cite)));
        fputc('\n', c->out);
    }
}

void
explain_json(struct json *j, const struct explain *x, enum lang lang)
{
    char text[SENTENCE_MAX];
    json_open(j, "explain", '[');
    for (size_t i = 0; i < x->n; i++) {
        json_open(j, NULL, '{');
        explain_text(&x->step[i], lang, text, sizeof(text));
        json_text(j, "say", text);
        json_text(j, "rule", rule_key(x->step[i].rule));
        json_close(j, '}');
    }
    json_close(j, ']');
}
