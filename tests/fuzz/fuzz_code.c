/* Codes and device identifiers: any text gets a verdict, and what is accepted keeps its bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/code.h"
#include "base/core/sm3.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            abort();                                                                               \
    } while (0)

static void
known(enum code_verdict v)
{
    CHECK(v < CODE_VERDICTS && code_verdict_name(v)[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *s = malloc(size + 1);
    uint8_t digest[SM3_SIZE];
    struct udi u;
    CHECK(s != NULL);
    memcpy(s, data, size);
    s[size] = '\0';
    known(code_company(s));
    known(code_institution(s));
    known(code_consumable(s));
    known(code_drug(s));
    known(code_gtin(s));
    known(udi_parse(&u, s));
    sm3_parse(digest, s);
    if (code_institution(s) == CODE_OK)
        CHECK(code_institution_division(s) >= 100000 && code_institution_division(s) < 900000);
    if (code_company(s) == CODE_OK)
        CHECK(code_company_check(s) == s[17]);
    if (udi_parse(&u, s) == CODE_OK)
        CHECK(u.item[0] != '\0' && strlen(u.item) < UDI_ITEM_MAX && strlen(u.lot) <= 20 &&
              strlen(u.serial) <= 20 && (u.kind != UDI_GS1 || code_gtin(u.item) == CODE_OK));
    free(s);
    return 0;
}
