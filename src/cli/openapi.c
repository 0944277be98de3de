#include "http/openapi.h"

#include "cli/api.h"
#include "cli/commands.h"
#include "http/server.h"
#include "words/cli_serve.h"

enum { WINGS_MAX = 32 };

/* Of what the server serves: the wings' routes and its own. */
static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct routes *wings[WINGS_MAX + 2] = {NULL};
    struct api api = jicai_api;
    size_t i = 0;
    (void)flags, (void)word, (void)n;
    for (; jicai_api.wings[i] != NULL && i < WINGS_MAX; i++)
        wings[i] = jicai_api.wings[i];
    wings[i] = &server_routes;
    api.wings = wings;
    openapi_print(&api, c->lang, c->out);
    return EXIT_OK;
}

const struct command cmd_openapi = {
    .name = "openapi",
    .words = "",
    .summary = M_CMD_OPENAPI,
    .example = "jicai openapi > openapi.json",
    .run = run,
};
