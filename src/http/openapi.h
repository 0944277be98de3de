/* openapi.h - the interface as OpenAPI 3.1, printed from the same tables that the server runs. */
#ifndef JICAI_OPENAPI_H
#define JICAI_OPENAPI_H
#include <stdio.h>

#include "http/route.h"

/* `api` as the server sees it; x-roles, x-scope, x-where and x-page say what OpenAPI has no word
 * for. The same bytes for the same tables. */
void openapi_print(const struct api *api, enum lang lang, FILE *to);
#endif
