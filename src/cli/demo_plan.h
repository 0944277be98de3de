/* demo_plan.h - what the demonstration computes for each project. */
#ifndef JICAI_DEMO_PLAN_H
#define JICAI_DEMO_PLAN_H
#include "project/project.h"

/* What is computed for a project between its files, month by month. */
struct demo_plan {
    const char *project, *folder;
    const char *first, *last;          /* months of the fund's work */
    const char *executed;              /* listing and prepayment */
    const char *watch, *assess, *next; /* a month to look at; the year to judge, and the next */
    bool retention, prepaid;           /* ruled by the pack */
    enum phase stands;                 /* on the business date; PHASE_DRAFT: long over */
    const char *comment;               /* a year whose assessment is out for comment */
};

/* Of the project whose code the text begins with; NULL: none. */
const struct demo_plan *demo_plan_of(const char *text);
#endif
