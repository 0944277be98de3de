#include "cli/explain_out.h"

#include "engine/rule.h"

enum { STEP_TEXT_MAX = 512 };

struct explain *
explain_new(struct arena *a, size_t max)
{
    struct explain *x = arena_alloc(a, sizeof(*x));
    *x = (struct explain){.step = arena_array(a, struct explain_step, max), .max = max};
    return x;
}

void
explain_print(struct cli *c, const struct explain *x)
{
    char text[STEP_TEXT_MAX];
    for (size_t i = 0; i < x->n; i++) {
        explain_text(&x->step[i], c->lang, text, sizeof(text));
        fprintf(c->out, "%3zu. %s\n", i + 1, text);
    }
    if (x->lost > 0)
        fprintf(c->out, "     ... +%zu\n", x->lost);
}

void
explain_json(struct cli *c, struct json *j, const struct explain *x)
{
    char text[STEP_TEXT_MAX];
    json_open(j, "steps", '[');
    for (size_t i = 0; i < x->n; i++) {
        explain_text(&x->step[i], c->lang, text, sizeof(text));
        json_open(j, NULL, '{');
        json_text(j, "step", msg_name(x->step[i].say));
        json_text(j, "rule", rule_key(x->step[i].rule));
        json_text(j, "text", text);
        json_close(j, '}');
    }
    json_close(j, ']');
}
