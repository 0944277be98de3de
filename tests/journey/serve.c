/* The program under the journey: its server, and its commands. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "journey.h"

enum { WORDS_MAX = 64, START_SECONDS = 60 };

/* A child whose output comes out of *from. */
static pid_t
spawn(const struct journey *j, const char *const argv[], int *from)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        lost(j, "pipe");
    pid_t child = fork();
    if (child < 0)
        lost(j, "fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* however the runner ends */
        dup2(ends[1], STDOUT_FILENO);
        execv(j->jicai, (char **)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    *from = ends[0];
    return child;
}

/* "http://127.0.0.1:41234 (simulation)\n" */
void
serve_start(struct journey *j)
{
    const char *argv[] = {j->jicai,  "serve",   "--port", "0",   "--simulate",
                          "--tight", "1000000", "--db",   j->db, NULL};
    char line[256] = "";
    size_t n = 0;
    int from;
    j->server = spawn(j, argv, &from);
    while (n < sizeof(line) - 1 && memchr(line, '\n', n) == NULL) {
        ssize_t k = read(from, line + n, sizeof(line) - 1 - n);
        if (k <= 0)
            break;
        n += (size_t)k;
    }
    line[n] = '\0';
    close(from);
    const char *port = strrchr(line, ':');
    if (port == NULL || strncmp(line, "http://", 7) != 0)
        lost(j, "the server did not say its address: %s", line);
    j->client = (struct client){.fd = -1, .port = (uint16_t)atoi(port + 1)};
}

static int
end(struct journey *j, int sig)
{
    int status = 0;
    pid_t child = j->server;
    j->server = 0;
    client_close(&j->client);
    kill(child, sig);
    if (waitpid(child, &status, 0) != child)
        lost(j, "the server is gone");
    return status;
}

void
serve_kill(struct journey *j)
{
    (void)end(j, SIGKILL);
    j->kills++;
}

void
serve_stop(struct journey *j)
{
    int status = end(j, SIGTERM);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        lost(j, "the server did not end well: %x", (unsigned)status);
}

static int
run(const struct journey *j, const char *const argv[], char **out)
{
    int from, status;
    size_t n;
    char buf[4096];
    ssize_t k;
    FILE *to = open_memstream(out, &n);
    pid_t child = spawn(j, argv, &from);
    while ((k = read(from, buf, sizeof(buf))) > 0)
        fwrite(buf, 1, (size_t)k, to);
    close(from);
    fclose(to);
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        lost(j, "%s did not end by itself", argv[1]);
    return WEXITSTATUS(status);
}

/* Its words, those of `args` to be freed; at least so many places. */
static void
words_of(const struct journey *j, const json_t *args, bool json, const char *argv[])
{
    size_t n = json_array_size(args), at = 0, i;
    if (n > WORDS_MAX)
        lost(j, "too many words");
    argv[at++] = j->jicai;
    for (i = 0; i < n; i++)
        argv[at++] = expand(j, json_string_value(json_array_get(args, i)));
    argv[at++] = "--db";
    argv[at++] = j->db;
    if (json)
        argv[at++] = "--json";
    argv[at] = NULL;
}

static void
words_free(const json_t *args, const char *argv[])
{
    for (size_t i = 0; i < json_array_size(args); i++)
        free((char *)(uintptr_t)argv[1 + i]);
}

int
run_cli(const struct journey *j, const json_t *args, bool json, char **out)
{
    const char *argv[WORDS_MAX + 5];
    words_of(j, args, json, argv);
    int rc = run(j, argv, out);
    words_free(args, argv);
    return rc;
}

void
run_and_kill(struct journey *j, const json_t *args, long nanoseconds)
{
    const struct timespec t = {.tv_sec = nanoseconds / 1000000000,
                               .tv_nsec = nanoseconds % 1000000000};
    const char *argv[WORDS_MAX + 5];
    int from, status;
    words_of(j, args, false, argv);
    pid_t child = spawn(j, argv, &from);
    nanosleep(&t, NULL);
    kill(child, SIGKILL);
    close(from);
    if (waitpid(child, &status, 0) != child)
        lost(j, "%s is gone", argv[1]);
    words_free(args, argv);
    j->kills++;
}

int
run_words(const struct journey *j, char **out, ...)
{
    va_list args;
    json_t *list = json_array();
    const char *word;
    va_start(args, out);
    while ((word = va_arg(args, const char *)) != NULL)
        json_array_append_new(list, json_string(word));
    va_end(args);
    int rc = run_cli(j, list, false, out);
    json_decref(list);
    return rc;
}
