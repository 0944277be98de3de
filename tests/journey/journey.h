/* journey.h - a journey is a list of calls as different people make them, from a file of
 * tests/journey/, played against a server of its own on a database of its own. README.md there says
 * how one is written. */
#ifndef JICAI_JOURNEY_H
#define JICAI_JOURNEY_H
#include <jansson.h>
#include <sys/types.h>

#include "../http/client.h"

enum mode { MODE_PLAIN, MODE_KILL, MODE_TWICE, MODES };

struct journey {
    const char *jicai, *db, *file, *dir; /* program, database, the journey, a folder to work in */
    enum mode mode;
    pid_t server;
    struct client client;
    json_t *openapi;
    json_t *vars;  /* name -> text */
    json_t *jars;  /* who -> {"cookie": ..., "csrf": ...} */
    json_t *shown; /* "award.run", "award.run:409": which operations answered, and how */
    char today[16];
    size_t kill_every;               /* calls from one kill to the next */
    size_t step, calls, kills, sent; /* so far; sent: POSTs, of which each has a key of its own */
};

/* Says where and what, and ends the program. */
void lost(const struct journey *j, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

enum { PATH_SIZE = 2048 };
struct step_request {
    char *text; /* to be freed */
    size_t n;
    const char *method;
    char path[PATH_SIZE];
};

/* play.c */
void play(struct journey *j, const json_t *step);
struct step_request step_request(struct journey *j, const json_t *step, const char *etag);
void step_conform(struct journey *j, const struct step_request *r, const struct answer *a);

/* together.c */
void play_together(struct journey *j, const json_t *step);

/* serve.c */
void serve_start(struct journey *j);
void serve_kill(struct journey *j); /* -9 */
void serve_stop(struct journey *j); /* SIGTERM; it must end well */
/* `jicai ARG... --db DB`; its output in `out`, to be freed. The exit status. */
int run_cli(const struct journey *j, const json_t *args, bool json, char **out);
/* The same, but it dies (-9) after so long, if it has not ended by itself. */
void run_and_kill(struct journey *j, const json_t *args, long nanoseconds);
int run_words(const struct journey *j, char **out, ...); /* the same, NULL at the end */

/* text.c */
/* ${name}, ${totp:name}, ${sha256:FILE}, ${text:FILE}, ${dir} put in; to be freed. */
char *expand(const struct journey *j, const char *text);
json_t *expand_json(const struct journey *j, const json_t *value);
char *whole_file(const struct journey *j, const char *path, size_t *n); /* to be freed */
void keep(struct journey *j, const char *name, const char *value);
/* RFC 6901; NULL: there is none. */
const json_t *pointer_get(const json_t *value, const char *pointer);
/* Is `want` in `have`? Objects: its members; lists: element by element, or, when the first is
 * "...", each of the others somewhere. False: `where` has the pointer. */
bool contains(const json_t *have, const json_t *want, char *where, size_t size);
#endif
