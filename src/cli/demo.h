/* demo.h - the demonstration's data: for each jurisdiction the files that its offices, hospitals
 * and companies would send, made from a fixed seed so that published totals are met exactly.
 * Integers only: the same bytes everywhere. Everything is synthetic (合成数据) and its names
 * say so; divisions and the published totals are real.
 *
 * demo_write() makes one folder per project under `dir`, and beside them
 *   manifest.csv  step,phase,kind,file,pool,project: every file in the order of its import, and
 *                 between them (phase `compute`) what the program has to work out first
 *   import.batch  the same for `jicai batch`, the computing as remarks
 * It writes files only and knows nothing of a database. */
#ifndef JICAI_DEMO_H
#define JICAI_DEMO_H
#include "base/core/err.h"
#include "base/host/arena.h"

bool demo_write(struct arena *a, const char *dir, struct err *e);
#endif
