#include "cli/explain_cite.h"

enum { SENTENCE_MAX = 1024 };

void
explain_cite(struct cli *c, const struct explain *x, const struct policy *p)
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
