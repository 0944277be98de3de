/* draw_parties.h - whom a draw concerns, and so who is removed before its list is fixed (RULES 11):
 * who works for an institution that takes part or a company concerned, is connected with one,
 * served only lately, or says himself that this project is not for him. */
#ifndef JICAI_DRAW_PARTIES_H
#define JICAI_DRAW_PARTIES_H
#include "project/expert_draw.h"

struct draw_parties {
    struct draw_concern concern;
    const char *project;
    struct rows declared; /* expert, party; by expert */
    struct rows served;   /* expert, day of the last time; by expert */
};
bool draw_parties(struct db *db, struct arena *a, int64_t pool, const struct draw_ask *ask,
                  struct draw_parties *out, struct err *e);
enum draw_conflict draw_conflict_of(struct arena *a, const struct expert *x,
                                    const struct draw_parties *p);
#endif
