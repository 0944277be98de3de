/* Several calls at once: all are sent before the first answer is read. */
#include <stdlib.h>
#include <string.h>

#include "journey.h"

enum { TOGETHER_MAX = 8 };

static int
by_status(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Each of `answers` stands in one answer, and no two of them in the same. */
static void
must_say(const struct journey *j, const json_t *step, char *const body[], size_t n)
{
    bool used[TOGETHER_MAX] = {false};
    json_t *v;
    size_t i, k;
    json_array_foreach(json_object_get(step, "answers"), i, v)
    {
        for (k = 0; k < n && (used[k] || strstr(body[k], json_string_value(v)) == NULL); k++)
            ;
        if (k == n)
            lost(j, "none of the answers says %s: %s", json_string_value(v), body[0]);
        used[k] = true;
    }
}

void
play_together(struct journey *j, const json_t *step)
{
    json_t *one, *steps = json_object_get(step, "together"), *expect;
    struct client client[TOGETHER_MAX];
    struct step_request r[TOGETHER_MAX];
    int status[TOGETHER_MAX];
    char *body[TOGETHER_MAX];
    size_t n = json_array_size(steps), i;
    if (n < 2 || n > TOGETHER_MAX)
        lost(j, "together: two to %d calls", TOGETHER_MAX);
    for (i = 0; i < n; i++) {
        client[i] = (struct client){.fd = -1};
        r[i] = step_request(j, json_array_get(steps, i), NULL);
        if (!client_open(&client[i], j->client.port))
            lost(j, "no connection");
    }
    for (i = 0; i < n; i++)
        if (!client_send(&client[i], r[i].text, r[i].n))
            lost(j, "%s cannot be sent", r[i].path);
    for (i = 0; i < n; i++) {
        struct answer a;
        if (!client_answer(&client[i], false, &a))
            lost(j, "%s: no answer", r[i].path);
        step_conform(j, &r[i], &a);
        status[i] = a.status;
        body[i] = strdup(a.body);
        j->calls++;
    }
    must_say(j, step, body, n);
    qsort(status, n, sizeof(*status), by_status);
    json_array_foreach(json_object_get(step, "expect"), i,
                       expect) if (i >= n || status[i] != (int)json_integer_value(expect))
        lost(j, "together: the answer %zu in order is %d: %s", i, status[i], body[0]);
    json_array_foreach(steps, i, one)
    {
        client_close(&client[i]);
        free(r[i].text);
        free(body[i]);
    }
}
