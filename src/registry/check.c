#include "registry/check.h"
#include "words/registry.h"

#include <string.h>

bool
code_fine(enum code_verdict v, const char *code, const char *field, struct err *e)
{
    static const enum msg msgs[CODE_VERDICTS] = {
        [CODE_EMPTY] = M_CODE_EMPTY, [CODE_LENGTH] = M_CODE_LENGTH,
        [CODE_KIND] = M_CODE_KIND,   [CODE_SIGN] = M_CODE_SIGN,
        [CODE_CHECK] = M_CODE_CHECK, [CODE_DIVISION] = M_CODE_DIVISION,
        [CODE_ELEMENT] = M_CODE_UDI, [CODE_TWICE] = M_CODE_UDI,
        [CODE_DATE] = M_CODE_UDI,    [CODE_NO_ITEM] = M_CODE_UDI,
    };
    return v == CODE_OK || err_set(e, ERR_INPUT, msgs[v], {code}, .field = field);
}

bool
company_code_fine(const char *code, const char *field, struct err *e)
{
    return code_fine(code_company(code), code, field, e);
}

bool
institution_code_fine(const char *code, const char *field, struct err *e)
{
    return code_fine(code_institution(code), code, field, e);
}

bool
product_code_fine(const char *code, bool drug, const char *field, struct err *e)
{
    return code_fine(drug ? code_drug(code) : code_consumable(code), code, field, e);
}

bool
name_find(const char *const names[], int n, const char *text, int *out)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], text) == 0) {
            *out = i;
            return true;
        }
    return false;
}
