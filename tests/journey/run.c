/* run JICAI DB MODE DIR FILE - play one journey and print the digest of the database at its end.
 * MODE: plain; kill (-9 and a restart after every 20th call, or as the file says, in the middle of
 * it where that is safe); twice (every POST is sent twice with the same Idempotency-Key). The
 * database is empty before: a file that is not there, or a PostgreSQL. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"

enum { KILL_EVERY = 20 };

static const char *const modes[] = {"plain", "kill", "twice"};

static void
must_run(struct journey *j, const char *what, const char *second)
{
    char *out;
    int rc = run_words(j, &out, what, second, NULL);
    if (rc != 0)
        lost(j, "%s: exit status %d: %s", what, rc, out);
    free(out);
}

static void
load_openapi(struct journey *j)
{
    char *out;
    if (run_words(j, &out, "openapi", NULL) != 0)
        lost(j, "jicai openapi");
    j->openapi = json_loads(out, JSON_REJECT_DUPLICATES, NULL);
    free(out);
    if (j->openapi == NULL)
        lost(j, "what jicai openapi prints is not JSON");
}

static void
play_all(struct journey *j, const json_t *doc)
{
    json_t *step, *before = json_object_get(doc, "before"), *calls = json_object_get(doc, "calls");
    size_t i;
    json_array_foreach(before, i, step) play(j, step);
    serve_start(j);
    json_array_foreach(calls, i, step)
    {
        j->step = i + 1;
        play(j, step);
    }
    serve_stop(j);
}

/* What it showed, for tests/requirements.tsv: "ok 70_cycle/award.run", "ok 70_cycle/award.run:409".
 */
static void
print_shown(const struct journey *j)
{
    const char *slash = strrchr(j->file, '/'), *name = slash != NULL ? slash + 1 : j->file, *id;
    char path[512];
    json_t *v;
    snprintf(path, sizeof(path), "%s/shown", j->dir);
    FILE *f = fopen(path, "w");
    if (f == NULL)
        lost(j, "%s cannot be written", path);
    json_object_foreach(j->shown, id, v)
        fprintf(f, "ok %.*s/%s\n", (int)strcspn(name, "."), name, id);
    fclose(f);
}

int
main(int argc, char **argv)
{
    struct journey j = {.mode = MODES, .kill_every = KILL_EVERY};
    json_error_t why;
    char *digest;
    if (argc != 6) {
        fprintf(stderr, "usage: run JICAI DB plain|kill|twice DIR FILE\n");
        return 2;
    }
    j.jicai = argv[1];
    j.db = argv[2];
    j.dir = argv[4];
    j.file = argv[5];
    for (enum mode m = MODE_PLAIN; m < MODES; m++)
        if (strcmp(argv[3], modes[m]) == 0)
            j.mode = m;
    json_t *doc = json_load_file(j.file, JSON_REJECT_DUPLICATES, &why);
    if (doc == NULL || j.mode == MODES) {
        fprintf(stderr, "%s:%d:%d: %s\n", j.file, why.line, why.column, why.text);
        return 2;
    }
    if (json_object_get(doc, "kill_every") != NULL)
        j.kill_every = (size_t)json_integer_value(json_object_get(doc, "kill_every"));
    j.vars = json_object();
    j.jars = json_object();
    j.shown = json_object();
    load_openapi(&j);
    play_all(&j, doc);
    must_run(&j, "fsck", NULL);
    must_run(&j, "audit", "verify");
    if (run_words(&j, &digest, "digest", NULL) != 0)
        lost(&j, "no digest: %s", digest);
    print_shown(&j);
    printf("%zu calls, %zu kills: %s", j.calls, j.kills, digest);
    free(digest);
    json_decref(doc);
    json_decref(j.vars);
    json_decref(j.jars);
    json_decref(j.shown);
    json_decref(j.openapi);
    return 0;
}
