/* draw_print.h - the record of a draw of experts, for people and as the JSON that is published and
 * that `jicai draw verify` reads back. Before the draw it names nobody: hashes only (RULES 11). */
#ifndef JICAI_DRAW_PRINT_H
#define JICAI_DRAW_PRINT_H
#include "cli/cli.h"
#include "policy/policy.h"
#include "project/expert_draw.h"

void draw_print_text(struct cli *c, const struct expert_draw *d, const struct policy *p);
void draw_print_json(struct cli *c, const struct expert_draw *d, const struct policy *p);
/* Why a draw does not stand, as a word. */
enum msg draw_verdict_msg(enum draw_verdict v);

/* A published record, back from its JSON; everything lives in the arena. False: not such a
 * record. */
bool draw_read_json(struct expert_draw *out, struct arena *a, const char *path, struct err *e);
#endif
