/* code.h - the codes of the field (DOMAIN 2): companies, institutions, consumables, drugs, and the
 * unique device identification (UDI) on a pack.
 *
 * Only what stands in the code itself is judged here: length, signs, check digit. Whether a
 * division, a company or a product exists is the registry's question. A refusal is a verdict: the
 * first of the enum that applies, so that every reader of a file says the same of the same code. */
#ifndef JICAI_CODE_H
#define JICAI_CODE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/core/date.h"

enum code_verdict { /* in order of precedence */
                    CODE_OK,
                    CODE_EMPTY,
                    CODE_LENGTH,   /* not as long as such a code is */
                    CODE_KIND,     /* the first sign says that it is another kind of code */
                    CODE_SIGN,     /* a sign that cannot stand there */
                    CODE_DIVISION, /* the division part is no 6-digit division (first digit 1 to 8)
                                    */
                    CODE_CHECK,    /* the check digit does not fit: most likely a typing mistake */
                    CODE_ELEMENT,  /* UDI: an element whose meaning we do not know (its length
                                      neither) */
                    CODE_TWICE,    /* UDI: the same element twice */
                    CODE_DATE,     /* UDI: no such day */
                    CODE_NO_ITEM,  /* UDI: the element that names the product (01) is missing */
                    CODE_VERDICTS
};
const char *code_verdict_name(enum code_verdict v); /* "check" */

enum { CODE_CLASS_CHARS = 15, CODE_COMPANY_CHARS = 18, CODE_INSTITUTION_CHARS = 12 };

/* Unified social credit code, GB 32100-2015: 18 signs, no I O S V Z, the last one checks. */
enum code_verdict code_company(const char *s);
/* The check sign for the first 17; asserts that they are signs of the alphabet. */
char code_company_check(const char *s);

/* Institution (H) and retail pharmacy (P): letter, 6-digit division, 5 digits. */
enum code_verdict code_institution(const char *s);
/* Its 6-digit division; asserts that the code is valid. */
int64_t code_institution_division(const char *s);

/* Consumable (医保医用耗材代码): C and 19 digits, or those and 7 of the specification. */
enum code_verdict code_consumable(const char *s);
/* The first 15 characters name the competing class (same class, similar function). */
bool code_same_class(const char *a, const char *b);

/* Drug: X (western, Chinese patent) or Z, then 22 digits or capital letters. */
enum code_verdict code_drug(const char *s);

/* UDI. GS1 element strings in both writings, "(01)06901234567892(17)261100(10)A1" and as scanned
 * "01069012345678921726110010A1" (a variable element ends at FNC1, byte 29, or the end; a leading
 * "]d2", "]C1", "]Q3" or "]e0" is skipped). MA ("MA.156.M0.", 6 signs, ".", 8 signs, more elements
 * after dots) and AHM (20 digits from 8 on) by format only: how they check is not public. */
enum udi_kind { UDI_GS1, UDI_MA, UDI_AHM };
enum { UDI_ITEM_MAX = 32, UDI_PART_MAX = 21, UDI_MAX = 128 };

struct udi {
    enum udi_kind kind;
    char item[UDI_ITEM_MAX];   /* the product: GTIN-14; MA up to its product code; AHM whole */
    char lot[UDI_PART_MAX];    /* 10; "" when absent */
    char serial[UDI_PART_MAX]; /* 21 */
    bool has_made, has_expiry;
    date made_on;    /* 11 */
    date expires_on; /* 17: the last day on which it may be used; day 00 is the month's end */
};

/* Years are 20YY: device identification began in 2019. On refusal *out is undefined. */
enum code_verdict udi_parse(struct udi *out, const char *s);
/* GTIN-14: 14 digits, the last one makes the sum (3, 1, 3, ...) a multiple of ten. */
enum code_verdict code_gtin(const char *s);
#endif
