/* engine.h - the engine for a page: what can be asked of the WebAssembly module without knowing the
 * layout of a C struct. Numbers go in and out through one array of 64-bit integers. The same file is
 * compiled for this machine in the test, which compares. */
#ifndef JICAI_WASM_ENGINE_H
#define JICAI_WASM_ENGINE_H
#include <stdint.h>

enum { CELLS = 256, ENGINE_MAX = 32 };

int64_t *engine_cells(void);

/* RULES 4, one institution in one group of n winners. In: cells[0, n) ranks, [n, 2n) reported for each
 * winner. [2n, 3n) shares by rank in ppm; sequential: [2n] only. Out: [3n, 4n) kept, [4n, 5n) of the
 * remaining volume. is_share: the shares stand in the agreed ratio's place; rank1: the rest goes to
 * rank 1, else by the shares. total: as reported, before the ratio. Returns enum allocate_verdict. */
int engine_split(int n, int is_share, int rank1, int sequential, int64_t agreed_ppm, int64_t total);

/* RULES 3, one group: the n lowest prices are selected up to `places`, none above times_ppm x the
 * lowest (0: no such rule); a ceiling in 0.0001 yuan (0: none); gap_ppm: highest selected at most so
 * many times the lowest (0: none). In: cells[0, n) prices. Out: [n, 2n) decisions (enum
 * award_decision), [2n, 3n) ranks. Returns enum award_status. */
int engine_award(int n, int places, int64_t times_ppm, int64_t gap_ppm, int64_t ceiling);
#endif
