/* wide256.h - products of two 128-bit numbers, unsigned: what a comparison by squares needs
 * (RULES 1: sigma). Everything else fits into `wide`. An overflow is a bug of the caller, who knows
 * the bounds, and asserts. */
#ifndef JICAI_WIDE256_H
#define JICAI_WIDE256_H
#include <stdint.h>

__extension__ typedef unsigned __int128 uwide;

struct wide256 {
    uwide hi, lo;
};

struct wide256 wide_mul256(uwide a, uwide b); /* never overflows */
struct wide256 wide_add256(struct wide256 a, struct wide256 b);
struct wide256 wide_sub256(struct wide256 a, struct wide256 b); /* a >= b */
struct wide256 wide_times256(struct wide256 a, uint64_t k);
int wide_cmp256(struct wide256 a, struct wide256 b); /* -1, 0, 1 */
uwide wide_root256(struct wide256 a); /* floor of the square root; for showing only */
#endif
