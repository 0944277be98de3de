/* The cases of standard input through the engine as this machine runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

int
main(void)
{
    char line[1024];
    while (fgets(line, sizeof(line), stdin) != NULL) {
        char *bar = strchr(line, '|'), *at = line;
        int64_t a[8] = {0}, *cell = engine_cells();
        if (line[0] == '#' || bar == NULL)
            continue;
        *bar = '\0';
        int split = strncmp(line, "split", 5) == 0, n = 0;
        at = strchr(line, ' ');
        for (char *end; n < 8; n++, at = end) {
            a[n] = strtoll(at, &end, 10);
            if (end == at)
                break;
        }
        memset(cell, 0, CELLS * sizeof(*cell));
        at = bar + 1;
        for (char *end; n < CELLS; at = end, cell++) {
            *cell = strtoll(at, &end, 10);
            if (end == at)
                break;
        }
        int rc = split ? engine_split((int)a[0], (int)a[1], (int)a[2], (int)a[3], a[4], a[5])
                       : engine_award((int)a[0], (int)a[1], a[2], a[3], a[4]);
        printf("%s %d:", split ? "split" : "award", rc);
        for (int64_t i = 0; i < 5 * a[0]; i++)
            printf(" %lld", (long long)engine_cells()[i]);
        putchar('\n');
    }
    return 0;
}
