/* memo.h - what a long import asked for last and will ask for again, kept in struct trade's memo.
 */
#ifndef JICAI_TRADE_MEMO_H
#define JICAI_TRADE_MEMO_H
#include "project/project.h"
#include "trade/trade.h"

/* False: too long, and "" is kept, which is never asked for. */
bool memo_keep(char to[static TRADE_CODE_MAX], const char *text);
/* As project_get(), but only pool, code, pack, executed_on and cycle_months are filled. */
bool trade_project(struct trade *t, const char *code, struct project *out, struct err *e);
#endif
