/* check.h - the same refusal for the same bad code, whoever reads it. `field` is the column. */
#ifndef JICAI_CHECK_H
#define JICAI_CHECK_H
#include "base/core/code.h"
#include "base/core/err.h"

/* True when v is CODE_OK. */
bool code_fine(enum code_verdict v, const char *code, const char *field, struct err *e);
bool company_code_fine(const char *code, const char *field, struct err *e);
bool institution_code_fine(const char *code, const char *field, struct err *e);
bool product_code_fine(const char *code, bool drug, const char *field, struct err *e);

/* Where `text` stands among names; false: nowhere. Enums are stored by their names. */
bool name_find(const char *const names[], int n, const char *text, int *out);
#endif
