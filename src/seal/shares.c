#include "seal/shares.h"

#include <sodium.h>
#include <string.h>

#include "words/base.h"
#include "words/seal.h"

#include "base/core/hex.h"
#include "base/core/record.h"
#include "base/core/text.h"
#include "base/host/paper.h"

enum { ONE_MEMORY = 8 * 1024 * 1024 };

struct opening {
    struct paper *p;
    const struct key *officer;
    const char *name;
    bool begun;
    int64_t pool, *good, *bad;
    char project[256], code[256];
};

static bool
begin(struct opening *o, const struct envelope *v, struct err *e)
{
    char pool[INT_TEXT_MAX];
    size_t i = 0;
    while (i < v->n && memcmp(v->officer[i].public, o->officer->public, OFFICER_KEY_SIZE) != 0)
        i++;
    if (i == v->n)
        return err_set(e, ERR_INPUT, M_SHARE_NOT_YOURS, {v->group, v->bidder}, .file = o->name);
    bool fits =
        strlen(v->project) < sizeof(o->project) && strlen(v->officer[i].code) < sizeof(o->code);
    if (!fits || (o->begun && (v->pool != o->pool || strcmp(v->project, o->project) != 0 ||
                               strcmp(v->officer[i].code, o->code) != 0)))
        return err_set(e, ERR_INPUT, M_SHARE_OTHER_PROJECT, {v->group, v->bidder}, .file = o->name);
    if (o->begun)
        return true;
    o->begun = true;
    o->pool = v->pool;
    memcpy(o->project, v->project, strlen(v->project) + 1);
    memcpy(o->code, v->officer[i].code, strlen(v->officer[i].code) + 1);
    paper_line(o->p, "jicai-shares-1");
    paper_line(o->p, "pool", int_text(v->pool, pool));
    paper_line(o->p, "project", v->project);
    paper_line(o->p, "officer", o->code);
    return true;
}

static bool
open_one(struct opening *o, const struct envelope *v, struct err *e)
{
    uint8_t share[SHARE_SIZE];
    char hex[2 * SHARE_SIZE + 1] = "-";
    size_t place;
    if (!begin(o, v, e))
        return false;
    if (envelope_share(v, o->officer, share, &place)) {
        hex_text(share, SHARE_SIZE, hex);
        ++*o->good;
    } else
        ++*o->bad;
    paper_line(o->p, "share", v->group, v->bidder, v->sha256, hex);
    return true;
}

bool
shares_open(const char **out, size_t *size, struct arena *a, const char *envelopes, size_t n,
            const char *name, const struct key *officer, int64_t *good, int64_t *bad, struct err *e)
{
    struct envelope *v = arena_alloc(a, sizeof(*v));
    struct paper p;
    struct opening o = {.p = &p, .officer = officer, .name = name, .good = good, .bad = bad};
    size_t at = 0;
    bool ok = true, more = true;

    *good = *bad = 0;
    if (officer->kind != KEY_OFFICER || sodium_init() < 0)
        return err_set(e, ERR_INPUT, M_KEY_NOT_OFFICER, {key_kind_names[officer->kind]});
    paper_start(&p, a);
    while (ok && more) {
        struct arena *one = arena_new(ONE_MEMORY);
        more = envelope_next(v, one, envelopes, n, &at, name, e);
        ok = more ? open_one(&o, v, e) : e->code == ERR_NONE;
        arena_free(one);
    }
    *out = paper_end(&p, size);
    if (ok && !o.begun)
        return err_set(e, ERR_INPUT, M_SEAL_FORM, {"sealed-bid"}, .file = name);
    return ok;
}

static bool
take_share(struct handed *h, const struct record *r)
{
    uint8_t digest[SHA256_SIZE];
    *h = (struct handed){.group = r->field[1],
                         .bidder = r->field[2],
                         .sha256 = r->field[3],
                         .opens = strcmp(r->field[4], "-") != 0};
    return hex_parse(digest, SHA256_SIZE, h->sha256) &&
           (!h->opens || hex_parse(h->share, SHARE_SIZE, r->field[4]));
}

static bool
take(struct shares *out, struct arena *a, struct records *r, size_t lines)
{
    struct record pool, project, officer, line;
    if (!record_expect(r, "jicai-shares-1", 1, &pool) || !record_expect(r, "pool", 2, &pool) ||
        !record_expect(r, "project", 2, &project) || !record_expect(r, "officer", 2, &officer) ||
        !int_parse(&out->pool, pool.field[1]))
        return false;
    out->project = project.field[1];
    out->officer = officer.field[1];
    out->list = arena_array(a, struct handed, lines + 1);
    while (record_next(r, &line))
        if (line.n != 5 || strcmp(line.field[0], "share") != 0 ||
            !take_share(&out->list[out->n++], &line))
            return false;
    return r->fault == RECORD_OK;
}

bool
shares_parse(struct shares *out, struct arena *a, char *text, size_t n, const char *name,
             struct err *e)
{
    struct records r;
    size_t lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    *out = (struct shares){.project = ""};
    if (!arena_room(a, (lines + 1) * sizeof(struct handed)))
        return err_set(e, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = name);
    records_start(&r, text, n);
    return take(out, a, &r, lines) ||
           err_set(e, ERR_INPUT, M_SEAL_FORM, {"shares"}, .file = name, .line = r.line);
}
