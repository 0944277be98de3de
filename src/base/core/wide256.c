#include "base/core/wide256.h"

#include <assert.h>

static const uwide LOW = UINT64_MAX;

/* Schoolbook, in digits of 64 bits: no partial sum passes 128 bits. */
struct wide256
wide_mul256(uwide a, uwide b)
{
    uwide low = (a & LOW) * (b & LOW);
    uwide m1 = (a >> 64) * (b & LOW) + (low >> 64);
    uwide m2 = (a & LOW) * (b >> 64) + (m1 & LOW);
    return (struct wide256){
        .hi = (a >> 64) * (b >> 64) + (m1 >> 64) + (m2 >> 64),
        .lo = (m2 << 64) | (low & LOW),
    };
}

struct wide256
wide_add256(struct wide256 a, struct wide256 b)
{
    struct wide256 sum = {.lo = a.lo + b.lo};
    uwide carry = sum.lo < a.lo ? 1 : 0;
    assert(a.hi <= ~(uwide)0 - carry && b.hi <= ~(uwide)0 - carry - a.hi);
    sum.hi = a.hi + b.hi + carry;
    return sum;
}

struct wide256
wide_sub256(struct wide256 a, struct wide256 b)
{
    assert(wide_cmp256(a, b) >= 0);
    return (struct wide256){.hi = a.hi - b.hi - (a.lo < b.lo ? 1 : 0), .lo = a.lo - b.lo};
}

struct wide256
wide_times256(struct wide256 a, uint64_t k)
{
    struct wide256 lo = wide_mul256(a.lo, k), hi = wide_mul256(a.hi, k);
    assert(hi.hi == 0 && hi.lo <= ~(uwide)0 - lo.hi);
    return (struct wide256){.hi = hi.lo + lo.hi, .lo = lo.lo};
}

int
wide_cmp256(struct wide256 a, struct wide256 b)
{
    if (a.hi != b.hi)
        return a.hi > b.hi ? 1 : -1;
    return (a.lo > b.lo) - (a.lo < b.lo);
}

/* Bit by bit from the top: the largest r with r x r <= a. */
uwide
wide_root256(struct wide256 a)
{
    uwide r = 0;
    for (int bit = 127; bit >= 0; bit--) {
        uwide try = r | ((uwide)1 << bit);
        if (wide_cmp256(wide_mul256(try, try), a) <= 0)
            r = try;
    }
    return r;
}
