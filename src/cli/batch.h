/* batch.h - command lines out of a file, one after the other, in one process: what the
 * demonstration runs, and what an office can keep for its month end. A line is what one would type
 * behind `jicai`; "double quotes" hold blanks together, # begins a remark, an empty line is
 * skipped. Paths are relative to the file's folder. The first command that fails ends it, with its
 * own exit code. */
#ifndef JICAI_BATCH_H
#define JICAI_BATCH_H
#include "cli/cli.h"

enum { BATCH_LINE_MAX = 4096 };

/* `show`: print each line before it runs. `quiet`: the commands' own output goes nowhere. */
int batch_run(struct cli *c, const char *path, bool show, bool quiet);
/* Cut a line into words, in place. -1: an open quotation mark, or too many. For tests. */
int batch_split(char *line, char *word[], int max);
#endif
