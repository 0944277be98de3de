/* intern.h - texts as small numbers: every different code once, numbered from 0 in the order of
 * first sight. For the millions of rows in which a few thousand codes come again and again. Lives
 * in the arena; nothing is ever removed. The numbers depend on the order of the input: whoever
 * prints something sorts by the texts. */
#ifndef JICAI_INTERN_H
#define JICAI_INTERN_H
#include <stdbool.h>
#include <stdint.h>

#include "base/host/arena.h"

enum { INTERN_NONE = UINT32_MAX };

struct intern_entry {
    uint32_t id, size;
    char text[]; /* size bytes and a NUL */
};

struct intern_slot {
    uint32_t hash;
    uint32_t used; /* 1; 0 is free */
    struct intern_entry *entry;
};

struct intern {
    struct arena *arena;
    struct intern_entry **entry; /* by number: n used, room for half of `slots` */
    struct intern_slot *slot;
    uint32_t n, slots; /* slots: a power of two */
};

void intern_init(struct intern *t, struct arena *a);
uint32_t intern_put(struct intern *t, const char *text);        /* its number, old or new */
uint32_t intern_find(const struct intern *t, const char *text); /* INTERN_NONE */
const char *intern_text(const struct intern *t, uint32_t id);
#endif
