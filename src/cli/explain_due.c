/* jicai explain due RECEIPT/LINE: what is to be paid of a receipt, and until when. */
#include "cli/explain_kinds.h"
#include "desk/explain.h"
#include "words/tender.h"

static void
print_json(struct cli *c, const struct explanation *x)
{
    const struct explain_input *in = x->inputs.at;
    const struct explain_step_told *s = x->steps.at;
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "what", x->what);
    json_text(&j, "id", x->id);
    json_text(&j, "pack", x->pack);
    json_text(&j, "edition", x->edition);
    json_text(&j, "inputs_sha256", x->inputs_sha256);
    json_open(&j, "inputs", '{');
    for (size_t i = 0; i < x->inputs.n; i++)
        json_text(&j, in[i].name, in[i].value);
    json_close(&j, '}');
    json_open(&j, "steps", '[');
    for (size_t i = 0; i < x->steps.n; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "rule", s[i].rule);
        json_text(&j, "text", s[i].text);
        json_text(&j, "cite", s[i].cite);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static bool
show_due(struct cli *c, struct db *db, const struct explain_ask_words *ask, bool *same,
         struct err *e)
{
    const struct explain_ask one = {.arena = c->arena,
                                    .pool = ask->pool,
                                    .what = ask->what,
                                    .id = ask->id,
                                    .lang = c->lang,
                                    .unbounded = true};
    struct explanation x;
    if (ask->rerun)
        return err_set(e, ERR_INPUT, M_EXPLAIN_RERUN, {ask->what});
    if (!explain_figure(db, &one, &x, e))
        return false;
    *same = true;
    if (c->json) {
        print_json(c, &x);
        return true;
    }
    const char *say[] = {x.what, x.id, x.pack, x.edition, x.inputs_sha256};
    cli_say(c, M_EXPLAIN_HEAD, say, 5);
    fputc('\n', c->out);
    for (size_t i = 0; i < x.steps.n; i++) {
        const struct explain_step_told *s = (const struct explain_step_told *)x.steps.at + i;
        fprintf(c->out, "  %s", s->text);
        if (*s->cite != '\0')
            fprintf(c->out, " [%s: %s]", s->rule, s->cite);
        fputc('\n', c->out);
    }
    return true;
}

const struct explain_kind explain_due = {"due", "RECEIPT/LINE", 2, 2, show_due};
