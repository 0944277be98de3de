/* draw_json.c - a published record of a draw, read back. Nothing of it is believed but its form. */
#include <jansson.h>
#include <string.h>

#include "cli/draw_print.h"
#include "words/experts.h"

enum { BYTES_MAX = 16 * 1024 * 1024 };

/* The first thing amiss, as a path of keys. */
struct reader {
    struct arena *arena;
    const char *bad; /* NULL: fine so far */
};

static const char *
text_of(struct reader *r, const json_t *in, const char *key)
{
    const char *s = json_string_value(json_object_get(in, key));
    if (s == NULL && r->bad == NULL)
        r->bad = key;
    return s == NULL ? "" : arena_strdup(r->arena, s);
}

static int64_t
int_of(struct reader *r, const json_t *in, const char *key, int64_t most)
{
    const json_t *v = json_object_get(in, key);
    int64_t n = json_is_integer(v) ? json_integer_value(v) : -1;
    if ((n < 0 || n > most) && r->bad == NULL)
        r->bad = key;
    return n < 0 || n > most ? 0 : n;
}

static date
date_of(struct reader *r, const json_t *in, const char *key)
{
    date d = {0};
    if (!date_parse(&d, text_of(r, in, key)) && r->bad == NULL)
        r->bad = key;
    return d;
}

static struct draw_hash
hash_of(struct reader *r, const json_t *in, const char *key)
{
    bool ok = true;
    struct draw_hash h = draw_text_hash(text_of(r, in, key), &ok);
    if (!ok && r->bad == NULL)
        r->bad = key;
    return h;
}

static enum speciality
speciality_of(struct reader *r, const json_t *in)
{
    const char *s = text_of(r, in, "speciality");
    enum speciality out = SPECIALITY_CLINICAL;
    if (!speciality_parse(&out, s, strlen(s)) && r->bad == NULL)
        r->bad = "speciality";
    return out;
}

static void
salt_of(struct reader *r, const json_t *in, uint8_t out[static DRAW_SALT_SIZE])
{
    uint8_t full[SM3_SIZE];
    const char *s = text_of(r, in, "salt");
    if (strlen(s) == (size_t)DRAW_SALT_SIZE * 2 &&
        sm3_parse(full, arena_printf(r->arena, "%s%s", s, s)))
        memcpy(out, full, DRAW_SALT_SIZE);
    else if (r->bad == NULL)
        r->bad = "salt";
}

static void
read_lot(struct reader *r, const json_t *in, struct expert_draw *d)
{
    const json_t *hashes = json_object_get(in, "hashes");
    size_t n = json_array_size(hashes);
    struct draw_hash *hash = arena_array(r->arena, struct draw_hash, n + 1);
    bool ok = json_is_array(hashes) && n <= DRAW_CANDIDATES_MAX;
    enum speciality s = speciality_of(r, in);
    for (size_t i = 0; ok && i < n; i++) {
        const char *hex = json_string_value(json_array_get(hashes, i));
        ok = hex != NULL && sm3_parse(hash[i].b, hex);
    }
    if (!ok && r->bad == NULL)
        r->bad = "hashes";
    d->field[d->lots] = s;
    d->lot[d->lots++] = (struct draw_lot){
        .name = speciality_names[s],
        .hash = hash,
        .n = n,
        .places = (size_t)int_of(r, in, "places", DRAW_CANDIDATES_MAX),
        .reserve = (size_t)int_of(r, in, "reserve", DRAW_CANDIDATES_MAX),
    };
}

static void
read_candidate(struct reader *r, const json_t *in, struct draw_person *p)
{
    *p = (struct draw_person){.code = text_of(r, in, "expert"),
                              .name = text_of(r, in, "name"),
                              .employer = text_of(r, in, "employer"),
                              .speciality = speciality_of(r, in),
                              .hash = hash_of(r, in, "hash"),
                              .place = int_of(r, in, "place", 2 * DRAW_CANDIDATES_MAX),
                              .seat = json_is_true(json_object_get(in, "seat")),
                              .reason = ""};
    salt_of(r, in, p->salt);
    if (json_object_get(in, "declined") != NULL)
        p->declined_on = date_of(r, in, "declined");
}

static void
read_drawn(struct reader *r, const json_t *in, struct expert_draw *d)
{
    const json_t *list = json_object_get(in, "candidates");
    struct draw_hash secret = hash_of(r, in, "secret");
    memcpy(d->record.secret, secret.b, DRAW_SECRET_SIZE);
    d->record.public_text = text_of(r, in, "public");
    d->record.public_on = date_of(r, in, "public_on");
    d->n = json_array_size(list);
    if (d->n == 0 && r->bad == NULL)
        r->bad = "candidates";
    d->person = arena_array(r->arena, struct draw_person, d->n + 1);
    for (size_t i = 0; i < d->n; i++)
        read_candidate(r, json_array_get(list, i), &d->person[i]);
}

static void
read_all(struct reader *r, const json_t *in, struct expert_draw *d)
{
    const json_t *lots = json_object_get(in, "lots");
    *d = (struct expert_draw){.project = text_of(r, in, "project"),
                              .record = {.id = text_of(r, in, "draw"),
                                         .commitment = hash_of(r, in, "commitment"),
                                         .committed_on = date_of(r, in, "committed"),
                                         .public_name = text_of(r, in, "randomness"),
                                         .public_text = "",
                                         .list = hash_of(r, in, "list")}};
    d->record.revealed = strcmp(text_of(r, in, "state"), "drawn") == 0;
    if (json_array_size(lots) < 1 || json_array_size(lots) > SPECIALITIES)
        r->bad = "lots";
    for (size_t i = 0; r->bad == NULL && i < json_array_size(lots); i++)
        read_lot(r, json_array_get(lots, i), d);
    if (r->bad == NULL && d->record.revealed)
        read_drawn(r, in, d);
}

bool
draw_read_json(struct expert_draw *out, struct arena *a, const char *path, struct err *e)
{
    struct reader r = {.arena = a};
    json_error_t why;
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return err_set(e, ERR_NOT_FOUND, M_DRAW_BAD_FILE, {path}, .file = path);
    char *text = arena_alloc(a, BYTES_MAX + 1);
    size_t n = fread(text, 1, BYTES_MAX + 1, f);
    fclose(f);
    if (n > BYTES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_DRAW_BAD_FILE, {"> 16 MB"}, .file = path);
    json_t *in = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
    if (in == NULL)
        return err_set(e, ERR_INPUT, M_DRAW_BAD_FILE, {why.text}, .file = path, .line = why.line,
                       .column = why.column);
    read_all(&r, in, out);
    json_decref(in);
    return r.bad == NULL ||
           err_set(e, ERR_INPUT, M_DRAW_BAD_FILE, {r.bad}, .file = path, .field = r.bad);
}
