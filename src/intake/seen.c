#include "intake/seen.h"

#include <assert.h>
#include <stdlib.h>

enum { ROOM_FIRST = 1024 };

void
seen_free(struct seen *s)
{
    free(s->slot);
    *s = (struct seen){.slot = NULL};
}

/* The slot of a hash, or the empty one where it belongs. */
static size_t
place(const struct seen *s, uint64_t hash)
{
    size_t at = (size_t)(hash >> 1) & (s->room - 1);
    while (s->slot[at] != 0 && s->slot[at] != hash)
        at = (at + 1) & (s->room - 1);
    return at;
}

static void
grow(struct seen *s)
{
    struct seen old = *s;
    s->room = old.room == 0 ? ROOM_FIRST : old.room * 2;
    s->slot = calloc(s->room, sizeof(*s->slot));
    if (s->slot == NULL)
        abort();
    for (size_t i = 0; i < old.room; i++)
        if (old.slot[i] != 0)
            s->slot[place(s, old.slot[i])] = old.slot[i];
    free(old.slot);
}

bool
seen_add(struct seen *s, uint64_t hash)
{
    hash |= 1; /* 0 is empty */
    if (s->n * 4 >= s->room * 3)
        grow(s);
    size_t at = place(s, hash);
    if (s->slot[at] == hash)
        return false;
    s->slot[at] = hash;
    s->n++;
    return true;
}

uint64_t
seen_hash(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    h ^= UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * UINT64_C(0x100000001b3);
    h = (h ^ (h >> 33)) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ (h >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 33);
}
