/* value.h - a value that a schema of our OpenAPI allows: what a stranger would try. */
#ifndef JICAI_AUTHZ_VALUE_H
#define JICAI_AUTHZ_VALUE_H
#include <jansson.h>

json_t *value_of(const json_t *openapi, const json_t *schema);
#endif
