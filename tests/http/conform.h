/* conform.h - does an answer keep what the printed OpenAPI document promises? A validator of its
 * own for the part of JSON Schema that we print; whatever else stands in a schema fails. */
#ifndef JICAI_TEST_CONFORM_H
#define JICAI_TEST_CONFORM_H
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { CONFORM_SAID_MAX = 512 };

/* `path` as asked for, without the query. False: `said` has the first thing that is wrong. An
 * answer to a route that is not described must be a problem (404, 405). */
bool conform(const json_t *openapi, const char *method, const char *path, int status,
             const char *media, const char *body, size_t n, char said[static CONFORM_SAID_MAX]);
/* The operation of a path; NULL: none. */
const json_t *conform_operation(const json_t *openapi, const char *method, const char *path);
/* A value against a schema of the document. */
bool conform_value(const json_t *openapi, const json_t *schema, const json_t *value,
                   const char *where, char said[static CONFORM_SAID_MAX]);
#endif
