#include "base/host/intern.h"

#include <assert.h>
#include <string.h>

enum { SLOTS_FIRST = 64, WORD = 8 };

void
intern_init(struct intern *t, struct arena *a)
{
    *t = (struct intern){.arena = a, .slots = SLOTS_FIRST};
    t->slot = arena_array(a, struct intern_slot, t->slots);
    t->entry = arena_array(a, struct intern_entry *, t->slots / 2);
}

static uint64_t
word_at(const char *s)
{
    uint64_t v;
    memcpy(&v, s, WORD);
    return v;
}

/* A multiplication carries what differs upwards, the fold brings it down. Codes differ in their
 * last characters, the highest bytes of a word: one round would leave the low bits the same. */
static uint64_t
mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

static uint32_t
finish(uint64_t h)
{
    return (uint32_t)(h * 0xff51afd7ed558ccdu >> 32);
}

/* Eight bytes at a time. The last eight may overlap the ones before. */
static uint32_t
hash_of(const char *s, size_t n)
{
    uint64_t h = n, v = 0;
    if (n < WORD) {
        for (size_t i = 0; i < n; i++)
            v = v << 8 | (unsigned char)s[i];
        return finish(mix(h, v));
    }
    for (size_t i = 0; i + WORD < n; i += WORD)
        h = mix(h, word_at(s + i));
    return finish(mix(h, word_at(s + n - WORD)));
}

/* Codes are short: a few words compared in place cost less than a call. */
static bool
same(const char *a, const char *b, size_t n)
{
    if (n < WORD) {
        for (size_t i = 0; i < n; i++)
            if (a[i] != b[i])
                return false;
        return true;
    }
    for (size_t i = 0; i + WORD < n; i += WORD)
        if (word_at(a + i) != word_at(b + i))
            return false;
    return word_at(a + n - WORD) == word_at(b + n - WORD);
}

/* The slot of this text, or the free one where it belongs. */
static struct intern_slot *
slot_of(const struct intern *t, const char *text, size_t n, uint32_t hash)
{
    for (uint32_t i = hash & (t->slots - 1);; i = (i + 1) & (t->slots - 1)) {
        struct intern_slot *s = &t->slot[i];
        if (s->used == 0 ||
            (s->hash == hash && s->entry->size == n && same(s->entry->text, text, n)))
            return s;
    }
}

static void
grow(struct intern *t)
{
    struct intern_entry **old = t->entry;
    struct intern_slot *from = t->slot;
    uint32_t slots = t->slots;
    assert(slots <= UINT32_MAX / 4);
    t->slots *= 2;
    t->slot = arena_array(t->arena, struct intern_slot, t->slots);
    t->entry = arena_array(t->arena, struct intern_entry *, t->slots / 2);
    memcpy(t->entry, old, t->n * sizeof(struct intern_entry *));
    for (uint32_t k = 0; k < slots; k++) {
        uint32_t i = from[k].hash & (t->slots - 1);
        if (from[k].used == 0)
            continue;
        while (t->slot[i].used != 0)
            i = (i + 1) & (t->slots - 1);
        t->slot[i] = from[k];
    }
}

uint32_t
intern_put(struct intern *t, const char *text)
{
    size_t n = strlen(text);
    uint32_t hash = hash_of(text, n);
    struct intern_slot *s = slot_of(t, text, n, hash);
    if (s->used != 0)
        return s->entry->id;
    if (t->n == t->slots / 2) {
        grow(t);
        s = slot_of(t, text, n, hash);
    }
    assert(n < UINT32_MAX);
    struct intern_entry *e = arena_alloc(t->arena, sizeof(*e) + n + 1);
    e->id = t->n;
    e->size = (uint32_t)n;
    memcpy(e->text, text, n + 1);
    *s = (struct intern_slot){hash, 1, e};
    t->entry[t->n++] = e;
    return e->id;
}

uint32_t
intern_find(const struct intern *t, const char *text)
{
    size_t n = strlen(text);
    const struct intern_slot *s = slot_of(t, text, n, hash_of(text, n));
    return s->used != 0 ? s->entry->id : INTERN_NONE;
}

const char *
intern_text(const struct intern *t, uint32_t id)
{
    assert(id < t->n);
    return t->entry[id]->text;
}
