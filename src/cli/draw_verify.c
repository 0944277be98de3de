/* jicai draw verify FILE: anybody repeats a draw from what was published. */
#include "cli/commands.h"
#include "cli/draw_print.h"
#include "words/experts.h"

static enum msg
repeat_msg(enum draw_repeat r)
{
    static const enum msg say[DRAW_REPEATS] = {
        [REPEAT_SAME] = M_DRAW_R_SAME,   [REPEAT_RULE] = M_DRAW_NO,
        [REPEAT_LIST] = M_DRAW_R_LIST,   [REPEAT_HASH] = M_DRAW_R_HASH,
        [REPEAT_PLACE] = M_DRAW_R_PLACE, [REPEAT_SEAT] = M_DRAW_R_SEAT,
    };
    return say[r];
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct expert_draw d;
    enum draw_verdict v;
    const char *who;
    struct json j;
    (void)flags, (void)n;
    if (!draw_read_json(&d, c->arena, word[0], &c->err))
        return cli_fail(c);
    enum draw_repeat r = draw_repeat(&d, c->arena, &v, &who);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "draw", d.record.id);
        json_text(&j, "repeat", draw_repeat_name(r));
        json_text(&j, "verdict", draw_verdict_name(v));
        json_text(&j, "who", who);
        json_close(&j, '}');
        json_end(&j);
    } else if (r == REPEAT_RULE) {
        cli_say(c, M_DRAW_NO,
                (const char *const[]){d.record.id, cli_word(c, draw_verdict_msg(v)), who}, 3);
        fputc('\n', c->out);
    } else {
        cli_say(c, repeat_msg(r), (const char *const[]){d.record.id, who}, 2);
        fputc('\n', c->out);
    }
    return r == REPEAT_SAME ? EXIT_OK : EXIT_FINDING;
}

const struct command cmd_draw_verify = {
    .name = "draw verify",
    .words = "FILE",
    .summary = M_CMD_DRAW_VERIFY,
    .example = "jicai draw verify draw.json",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
