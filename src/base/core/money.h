/* money.h - exact amounts, quantities and ratios (RULES 1). No floating point anywhere.
 *
 * money  one unit is 0.0001 yuan: drugs are quoted with 4 decimals, consumables with 2. What is
 * owed or paid is rounded to the fen (100 units) once, on its own line; totals are sums of lines.
 * qty    whole pricing units (计价单位).
 * ratio  parts per million: "30%" is 300000, "1.8" (as in 1.8 x the lowest) is 1800000.
 * All three are structs, so that adding money to pieces does not compile. Functions that can
 * overflow return false and leave *out alone; an overflow is never a wrapped number. */
#ifndef JICAI_MONEY_H
#define JICAI_MONEY_H
#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 wide; /* products of two 63-bit numbers */

enum { MONEY_SCALE = 10000, MONEY_FEN = 100, RATIO_ONE = 1000000 };
enum { MONEY_TEXT_MAX = 24, RATIO_TEXT_MAX = 24 };

/* Bounds at the door (RULES 1): unit price < 1,000,000 yuan; quantity < 10^12. */
#define PRICE_LIMIT ((int64_t)1000000 * MONEY_SCALE)
#define QTY_LIMIT INT64_C(1000000000000)

typedef struct {
    int64_t units;
} money;
typedef struct {
    int64_t pieces;
} qty;
typedef struct {
    int64_t ppm;
} ratio;

enum rounding { ROUND_HALF_UP, ROUND_UP, ROUND_DOWN }; /* away from zero where it says up */

bool money_add(money *out, money a, money b);
bool money_sub(money *out, money a, money b);
bool money_mul(money *out, money price, qty n);                    /* exact */
bool money_amount(money *out, money price, qty n);                 /* half up to the fen */
bool money_share(money *out, money m, ratio r, enum rounding how); /* m x r, to the fen */
bool money_part(money *out, money m, int64_t num, int64_t den, enum rounding how); /* to the fen */
bool money_scale(money *out, money m, ratio r, enum rounding how); /* m x r, to 0.0001 yuan */
bool money_to_fen(money *out, money m, enum rounding how);
int money_cmp(money a, money b);
money money_min(money a, money b);
money money_max(money a, money b);
money money_yuan(int64_t yuan); /* for constants: money_yuan(3) is 3.00; asserts |yuan| is small */

bool qty_add(qty *out, qty a, qty b);
bool qty_sub(qty *out, qty a, qty b);
bool qty_share(qty *out, qty n, ratio r, enum rounding how); /* n x r, to a whole unit */

/* num / den rounded; den > 0; false when the result does not fit in 63 bits. */
bool wide_div(int64_t *out, wide num, wide den, enum rounding how);

bool money_parse(money *out, const char *text); /* "12.5", "-0.0375"; false: not an amount */
bool qty_parse(qty *out, const char *text);     /* "120"; digits only, "-" refused */
bool ratio_parse(ratio *out, const char *text); /* "30%", "62.5%", "1.8"; at most 6 decimals */
char *money_text(money m, char out[static MONEY_TEXT_MAX]); /* 2 to 4 decimals: "12.50", "0.0375" */
char *ratio_text(ratio r, char out[static RATIO_TEXT_MAX]); /* "30%", "62.5%" */
char *times_text(ratio r, char out[static RATIO_TEXT_MAX]); /* "1.8" */
#endif
