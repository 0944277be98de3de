/* award_bundle_check.c - a bundle as it comes from outside: rules and bids are read, the award is
 * computed and written again, and the two texts compared. What the file says of results is not
 * believed, it is only compared. */
#include <stdlib.h>
#include <string.h>

#include "base/core/record.h"
#include "base/core/text.h"
#include "policy/round_bid.h"
#include "registry/check.h"
#include "tender/award_bundle.h"
#include "tender/award_bundle_inner.h"
#include "words/seal.h"

enum { BID_FIELDS = 23 };

struct part { /* a group of the bundle */
    struct award_group group;
    size_t from;
    int mode; /* of talks; -1: none */
};

struct reading {
    struct arena *a;
    struct records r;
    struct record line;
    bool rules_end; /* the rule file's last line ends */
    bool more;      /* line holds one that was not used yet */
    struct bundle_head head;
    struct award_bid *bid;
    struct part *part;
    size_t bids, parts;
};

static bool
next(struct reading *x)
{
    x->more = record_next(&x->r, &x->line);
    return x->more;
}

static bool
is(const struct reading *x, const char *name, size_t fields)
{
    return x->more && x->line.n == fields && strcmp(x->line.field[0], name) == 0;
}

static bool
read_head(struct reading *x)
{
    struct record kind, edition, project, pack, rules;
    if (!record_expect(&x->r, "jicai-award-bundle-1", 1, &kind) ||
        !record_expect(&x->r, "edition", 2, &edition) ||
        !record_expect(&x->r, "project", 3, &project) || !record_expect(&x->r, "pack", 3, &pack) ||
        !record_expect(&x->r, "rules", 3, &rules))
        return false;
    x->head = (struct bundle_head){.project = project.field[2],
                                   .pack = pack.field[1],
                                   .pack_sha256 = pack.field[2],
                                   .rules_sha256 = rules.field[1]};
    x->rules_end = strcmp(rules.field[2], "1") == 0;
    return int_parse(&x->head.pool, project.field[1]) &&
           strcmp(edition.field[1], AWARD_EDITION) == 0;
}

/* Back to the file's own bytes. */
static char *
unescape(char *to, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s != '\\') {
            *to++ = *s;
            continue;
        }
        s++;
        *to++ = *s == 't' ? '\t' : *s == 'r' ? '\r' : '\\';
        if (*s == '\0')
            break;
    }
    *to++ = '\n';
    return to;
}

static bool
read_rules(struct reading *x)
{
    if (!arena_room(x->a, x->r.size + 2))
        return false;
    char *rules = arena_alloc(x->a, x->r.size + 2), *to = rules;
    while (next(x) && is(x, "rule", 2))
        to = unescape(to, x->line.field[1]);
    to[to > rules && !x->rules_end ? -1 : 0] = '\0';
    x->head.rules = rules;
    return true;
}

static bool
signed_int(int64_t *out, const char *s)
{
    bool minus = *s == '-';
    if (!int_parse(out, s + minus))
        return false;
    *out = minus ? -*out : *out;
    return true;
}

static bool
flag(bool *out, const char *s)
{
    *out = strcmp(s, "1") == 0;
    return *out || strcmp(s, "0") == 0;
}

static bool
read_bid(struct award_bid *b, const char *const *f)
{
    *b = (struct award_bid){.product = f[1], .company = f[2], .related = f[3], .unit = f[4]};
    b->has_certificate = strcmp(f[16], "-") != 0;
    b->barred = *f[22] != '\0' ? f[22] : NULL;
    return int_parse(&b->price.units, f[5]) && int_parse(&b->with_service.units, f[6]) &&
           int_parse(&b->second.units, f[7]) && int_parse(&b->factor.ppm, f[8]) &&
           int_parse(&b->ceiling.units, f[9]) && int_parse(&b->previous.units, f[10]) &&
           int_parse(&b->own_lowest.units, f[11]) && int_parse(&b->others.units, f[12]) &&
           int_parse(&b->reported.pieces, f[13]) && int_parse(&b->capacity.pieces, f[14]) &&
           signed_int(&b->filed_at, f[15]) &&
           (!b->has_certificate || date_parse(&b->certificate_to, f[16])) &&
           flag(&b->unqualified, f[17]) && flag(&b->part_area, f[18]) &&
           flag(&b->refuses_cut, f[19]) && int_parse(&b->credit, f[20]) &&
           int_parse(&b->draw, f[21]) && award_bid_check(b) == BID_OK;
}

static bool
read_group(struct reading *x)
{
    struct part *p = &x->part[x->parts];
    *p = (struct part){.group = {.name = x->line.field[1]}, .from = x->bids, .mode = -1};
    if ((x->line.n == 5 && !name_find(talks_mode_names, TALKS_MODES, x->line.field[4], &p->mode)) ||
        !int_parse(&p->group.ceiling.units, x->line.field[2]) ||
        !int_parse(&p->group.previous_highest.units, x->line.field[3]) ||
        (x->parts > 0 && strcmp(p[-1].group.name, p->group.name) >= 0))
        return false;
    while (next(x) && is(x, "bid", BID_FIELDS)) {
        struct award_bid *b = &x->bid[x->bids];
        if (p->group.n == AWARD_BIDS_MAX || !read_bid(b, x->line.field) ||
            (p->group.n > 0 && strcmp(b[-1].product, b->product) >= 0))
            return false;
        x->bids++;
        p->group.n++;
    }
    p->group.bid = x->bid + p->from;
    x->parts++;
    while (is(x, "status", 2) || is(x, "result", 9) || is(x, "figure", 8))
        next(x);
    return true;
}

static bool
read_groups(struct reading *x)
{
    size_t lines = 1;
    for (size_t i = x->r.at; i < x->r.size; i++)
        lines += x->r.text[i] == '\n';
    lines++;
    if (!arena_room(x->a, lines * (sizeof(struct award_bid) + sizeof(struct part))))
        return false;
    x->bid = arena_array(x->a, struct award_bid, lines);
    x->part = arena_array(x->a, struct part, lines);
    while (is(x, "group", 4) || is(x, "group", 5))
        if (!read_group(x))
            return false;
    return !x->more && x->r.fault == RECORD_OK;
}

/* --- once more --- */

struct again {
    struct reading *x;
    const struct round *round;
    struct award_ref ref[ROUND_REFS_MAX];
    size_t refs;
};

static enum award_status
compute(struct again *g, struct part *p, struct award_result *out, struct award_slot *work)
{
    size_t seen = 0;
    while (seen < g->refs && strcmp(g->ref[seen].group, p->group.name) != 0)
        seen++;
    p->group.ref = g->ref;
    p->group.refs = seen;
    if (p->mode < 0)
        return award_run(&g->round->award, &p->group, out, work);
    struct award_rules *rules = arena_alloc(g->x->a, sizeof(*rules));
    talks_award(&g->round->award, &g->round->talks[p->mode], rules);
    return award_run(rules, &p->group, out, work);
}

static void
refs_make(struct again *g, struct award_result *out, struct award_slot *work)
{
    const char *name[ROUND_REFS_MAX];
    size_t n = round_groups_named(&g->round->award, name);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < g->x->parts; k++)
            if (strcmp(g->x->part[k].group.name, name[i]) == 0) {
                compute(g, &g->x->part[k], out, work);
                g->ref[g->refs] = award_refer(&g->x->part[k].group, out);
                g->ref[g->refs++].group = name[i];
            }
}

static const char *
write_again(struct again *g, size_t *size)
{
    struct arena *a = g->x->a;
    struct award_result *out = arena_array(a, struct award_result, AWARD_BIDS_MAX);
    struct award_slot *work = arena_array(a, struct award_slot, AWARD_BIDS_MAX);
    struct paper p;
    paper_start(&p, a);
    bundle_head(&p, a, &g->x->head);
    refs_make(g, out, work);
    for (size_t i = 0; i < g->x->parts; i++) {
        struct arena *one = arena_new(64 << 20);
        enum award_status status = compute(g, &g->x->part[i], out, work);
        const struct part *at = &g->x->part[i];
        bundle_group(&p, one, &at->group, at->mode < 0 ? "" : talks_mode_names[at->mode], out,
                     status);
        arena_free(one);
    }
    return paper_end(&p, size);
}

static void
compare(struct bundle_check *out, const char *a, size_t a_n, const char *b, size_t b_n)
{
    size_t n = a_n < b_n ? a_n : b_n, i = 0;
    out->line = 1;
    for (; i < n && a[i] == b[i]; i++)
        out->line += a[i] == '\n';
    out->same = i == n && a_n == b_n;
}

bool
award_bundle_check(struct bundle_check *out, struct arena *a, const char *text, size_t n,
                   const char *name, struct err *e)
{
    struct reading *x = arena_alloc(a, sizeof(*x));
    struct again *g = arena_alloc(a, sizeof(*g));
    struct err list[1];
    struct errs errs = {.list = list, .max = 1};
    struct round *round;
    size_t again_n;

    *out = (struct bundle_check){.project = ""};
    if (n > BUNDLE_MAX || !arena_room(a, n + 1))
        return err_set(e, ERR_TOO_LARGE, M_SEAL_FORM, {"award-bundle"}, .file = name);
    char *copy = arena_alloc(a, n + 1);
    memcpy(copy, text, n);
    x->a = a;
    records_start(&x->r, copy, n);
    if (!read_head(x) || !read_rules(x) || !read_groups(x))
        return err_set(e, ERR_INPUT, M_SEAL_FORM, {"award-bundle"}, .file = name,
                       .line = x->r.line);
    if (!round_parse(&round, a, name, x->head.rules, &errs)) {
        *e = list[0];
        return false;
    }
    x->head.rules_sha256 = round->sha256;
    g->x = x;
    g->round = round;
    const char *again = write_again(g, &again_n);
    compare(out, text, n, again, again_n);
    out->project = x->head.project;
    out->groups = (int64_t)x->parts;
    out->bids = (int64_t)x->bids;
    return true;
}
