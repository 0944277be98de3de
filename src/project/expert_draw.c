#include "project/expert_draw.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"

const char *
draw_repeat_name(enum draw_repeat r)
{
    static const char *const names[DRAW_REPEATS] = {"same", "rule",  "list",
                                                    "hash", "place", "seat"};
    assert(r < DRAW_REPEATS);
    return names[r];
}

static bool
count_parse(size_t *out, const char *text, size_t n)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9' || i == 4)
            return false;
        *out = *out * 10 + (size_t)(text[i] - '0');
    }
    return n > 0;
}

static bool
need_parse(struct draw_need out[], const char *text, size_t n)
{
    const char *sign = memchr(text, '=', n);
    enum speciality s;
    if (sign == NULL || !speciality_parse(&s, text, (size_t)(sign - text)) || out[s].places > 0)
        return false;
    const char *count = sign + 1, *end = text + n;
    const char *plus = memchr(count, '+', (size_t)(end - count));
    if (!count_parse(&out[s].places, count, (size_t)((plus != NULL ? plus : end) - count)))
        return false;
    out[s].reserve = out[s].places;
    return out[s].places > 0 &&
           (plus == NULL || count_parse(&out[s].reserve, plus + 1, (size_t)(end - plus - 1)));
}

bool
draw_need_parse(struct draw_need out[static SPECIALITIES], const char *text)
{
    memset(out, 0, SPECIALITIES * sizeof(*out));
    for (;;) {
        size_t n = strcspn(text, ",");
        if (!need_parse(out, text, n))
            return false;
        if (text[n] == '\0')
            return true;
        text += n + 1;
    }
}

struct draw_hash
draw_text_hash(const char *hex, bool *ok)
{
    struct draw_hash h = {{0}};
    *ok = sm3_parse(h.b, hex) && *ok;
    return h;
}

void
draw_salt(const uint8_t secret[static DRAW_SECRET_SIZE], const char *draw, const char *code,
          uint8_t salt[static DRAW_SALT_SIZE])
{
    struct sm3 s;
    uint8_t all[SM3_SIZE];
    sm3_init(&s);
    sm3_add(&s, secret, DRAW_SECRET_SIZE);
    sm3_add(&s, draw, strlen(draw) + 1); /* with its NUL: no two pairs look alike */
    sm3_add(&s, code, strlen(code));
    sm3_end(&s, all);
    memcpy(salt, all, DRAW_SALT_SIZE);
}

/* The persons of a lot in the order of its hashes; NULL: they are not those of the list. */
static struct draw_person **
lot_persons(const struct expert_draw *d, size_t lot, struct arena *a)
{
    const struct draw_lot *l = &d->lot[lot];
    struct draw_person **who = arena_array(a, struct draw_person *, l->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++) {
        struct draw_person *p = &d->person[i];
        if (p->conflict != DRAW_FREE || p->speciality != d->field[lot])
            continue;
        if (n == l->n || memcmp(p->hash.b, l->hash[n].b, SM3_SIZE) != 0)
            return NULL;
        who[n++] = p;
    }
    return n == l->n ? who : NULL;
}

static enum draw_verdict
draw_again(const struct expert_draw *d, struct arena *a, uint32_t *order[], const char **who)
{
    size_t at = d->lots;
    for (size_t k = 0; k < d->lots; k++)
        order[k] = arena_array(a, uint32_t, d->lot[k].n + 1);
    enum draw_verdict v =
        draw_run(&d->record, d->lot, d->lots, (uint32_t *const *)order, &at, NULL);
    *who = v != DRAW_OK && at < d->lots ? d->lot[at].name : "";
    return v;
}

/* What the draw says of each person of a lot: the place, and who sits. */
struct said {
    int64_t place;
    bool seat;
};

static struct said *
lot_said(const struct draw_lot *l, const uint32_t order[], struct draw_person *const who[],
         struct arena *a)
{
    struct said *said = arena_array(a, struct said, l->n + 1);
    bool *declined = arena_array(a, bool, l->n + 1);
    uint32_t *seat = arena_array(a, uint32_t, l->places + 1);
    for (size_t i = 0; i < l->n; i++) {
        declined[i] = who[i]->declined_on.day != 0;
        if (i < l->places + l->reserve)
            said[order[i]].place = (int64_t)i + 1;
    }
    for (size_t i = draw_seats(l, order, declined, seat); i-- > 0;)
        said[seat[i]].seat = true;
    return said;
}

enum draw_verdict
draw_place(struct expert_draw *d, struct arena *a, const char **who)
{
    uint32_t *order[SPECIALITIES];
    enum draw_verdict v = draw_again(d, a, order, who);
    for (size_t k = 0; v == DRAW_OK && k < d->lots; k++) {
        struct draw_person **person = lot_persons(d, k, a);
        assert(person != NULL);
        const struct said *said = lot_said(&d->lot[k], order[k], person, a);
        for (size_t i = 0; i < d->lot[k].n; i++) {
            person[i]->place = said[i].place;
            person[i]->seat = said[i].seat;
        }
    }
    return v;
}

static enum draw_repeat
lot_repeat(const struct expert_draw *d, size_t lot, const uint32_t order[], struct arena *a,
           const char **who)
{
    struct draw_person **person = lot_persons(d, lot, a);
    *who = d->lot[lot].name;
    if (person == NULL)
        return REPEAT_LIST;
    const struct said *said = lot_said(&d->lot[lot], order, person, a);
    for (size_t i = 0; i < d->lot[lot].n; i++) {
        const struct draw_person *p = person[i];
        struct draw_hash h = draw_candidate(p->salt, p->code);
        *who = p->code;
        if (memcmp(h.b, p->hash.b, SM3_SIZE) != 0)
            return REPEAT_HASH;
        if (p->place != said[i].place)
            return REPEAT_PLACE;
        if (p->seat != said[i].seat)
            return REPEAT_SEAT;
    }
    *who = "";
    return REPEAT_SAME;
}

enum draw_repeat
draw_repeat(const struct expert_draw *d, struct arena *a, enum draw_verdict *v, const char **who)
{
    uint32_t *order[SPECIALITIES];
    enum draw_repeat r = REPEAT_SAME;
    size_t listed = 0, candidates = 0;
    *v = draw_again(d, a, order, who);
    if (*v != DRAW_OK)
        return REPEAT_RULE;
    for (size_t k = 0; r == REPEAT_SAME && k < d->lots; k++) {
        listed += d->lot[k].n;
        r = lot_repeat(d, k, order[k], a, who);
    }
    for (size_t i = 0; i < d->n; i++)
        candidates += d->person[i].conflict == DRAW_FREE;
    return r == REPEAT_SAME && listed != candidates ? REPEAT_LIST : r;
}
