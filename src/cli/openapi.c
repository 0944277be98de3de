#include "http/openapi.h"

#include <string.h>

#include "cli/api.h"
#include "cli/commands.h"
#include "http/server.h"
#include "words/cli_serve.h"

/* Of what the server serves: the wings' routes and its own. */
static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct api api = jicai_api;
    size_t wings_n = 0;
    (void)flags, (void)word, (void)n;
    while (jicai_api.wings[wings_n] != NULL)
        wings_n++;
    const struct routes **wings = arena_array(c->arena, const struct routes *, wings_n + 2);
    memcpy(wings, jicai_api.wings, wings_n * sizeof(*wings));
    wings[wings_n] = &server_routes;
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
