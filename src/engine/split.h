/* split.h - pieces divided so that the parts add up: largest remainder (Hamilton). RULES 2 and 4.
 * Everything that is split in this system, from the nation down to an institution's cell, is split
 * by these functions.
 *
 * Each part first gets floor(total x base / sum of bases). The pieces left over, fewer than there
 * are parts, go one each to the largest remainders; equal remainders go to the larger base, equal
 * bases to the lower index: callers hand the parts over in the order of their codes. No part strays
 * a whole piece from its exact share. */
#ifndef JICAI_SPLIT_H
#define JICAI_SPLIT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/explain.h"

/* base[i] >= 0; their sum fits in 63 bits, and is above 0 unless total is 0. `rest` is scratch;
 * base, out and rest are n long and do not overlap. */
void split_volume(int64_t total, const int64_t base[], size_t n, int64_t out[], int64_t rest[]);

/* A tree decomposed step by step (nation, province, city, county, institution): out[0] = total, and
 * the children of every node share what it got. Nodes stand breadth first: parent[0] is 0,
 * parent[i] < i and never decreasing, so that the children of one node are neighbours, in the order
 * of their codes. base[] holds the leaves' bases; an inner node's becomes its children's sum.
 * False: a sum does not fit in 63 bits, or all bases are 0 while total is not. */
bool split_tree(int64_t total, const size_t parent[], int64_t base[], size_t n, int64_t out[],
                int64_t rest[]);

/* n x share / of to a whole piece, half up; n, share >= 0, of > 0, the result fits in 63 bits. */
int64_t split_half_up(int64_t n, int64_t share, int64_t of);

/* One part's line of an explanation: total x base / sum, and what it came to. */
void split_explain(struct explain *x, qty total, qty base, qty sum, qty got);
#endif
