/* figures.h - a command that computes figures of a project, stores them, and prints them one by
 * one, each with the steps that were stored with it: what monitor, assess and retention share. */
#ifndef JICAI_FIGURES_H
#define JICAI_FIGURES_H
#include "base/host/json.h"
#include "cli/cli.h"
#include "db/db.h"
#include "project/project.h"

struct figures {
    /* said by the command */
    struct cli *c;
    const char *project_code;
    int64_t pool; /* 0: where the project is at home */
    bool explain;
    enum msg head;      /* of the text */
    const char *what;   /* as `jicai explain` calls it: "assessment" */
    const char *period; /* in its id, between project and row: "2025" */
    int64_t year;       /* also told in JSON; 0: not */
    db_job *compute;    /* in a transaction of the pool; arg is this; sets n */
    const char *(*row)(const struct figures *f, size_t i); /* the last part of the id */
    void (*json)(const struct figures *f, struct json *j, size_t i);
    void (*text)(const struct figures *f, size_t i);
    bool (*end)(struct figures *f, struct json *j); /* after the rows; j NULL: text; may be NULL */
    void *own;                                      /* the command's */
    /* found */
    struct db *db;
    struct project project;
    struct policy *pack;
    size_t n;
};

/* The exit code. */
int figures_run(struct figures *f);
#endif
