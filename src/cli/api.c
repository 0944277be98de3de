#include "cli/api.h"

/* One line each: &access_routes, from access/routes.h, and so on. */
static const struct routes *const wings[] = {
    NULL,
};

const struct api jicai_api = {.wings = wings, .role_names = NULL, .who = NULL};
