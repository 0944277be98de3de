#include "policy/round.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "base/host/embed.h"
#include "policy/policy.h"
#include "policy/quote.h"
#include "policy/round_shape.h"
#include "policy/split_section.h"
#include "words/policy.h"
#include "words/round.h"

struct loading {
    const struct yaml_doc *d;
    const struct raw_round *raw;
    struct round *r;
    bool ok;
};

static void
mistake(struct loading *l, const struct yaml_node *at, const char *key, struct err_said said)
{
    l->ok = yaml_put(l->d, at, key, said);
}
#define wrong(l, at, key, ...) mistake((l), (at), (key), (struct err_said){.msg = __VA_ARGS__})

/* --- basis --- */

static const struct raw_round_document *
document(const struct raw_round *raw, const char *id)
{
    const struct raw_round_document *doc = raw->documents.item;
    for (size_t i = 0; id != NULL && i < raw->documents.n; i++)
        if (doc[i].id != NULL && strcmp(doc[i].id, id) == 0)
            return &doc[i];
    return NULL;
}

static void
source(struct loading *l, const struct raw_source *s, bool needs_file, struct round_basis *b)
{
    const struct raw_round_document *doc = document(l->raw, s->doc);
    if (doc == NULL) {
        wrong(l, s->at, "doc", M_ROUND_DOC, {text_or_none(s->doc)});
        return;
    }
    if (needs_file && doc->file == NULL)
        wrong(l, s->at, "doc", M_ROUND_DOC_FILE, {doc->id});
    b->title = text_or_none(doc->title);
    b->number = text_or_none(doc->number);
    b->file = text_or_none(doc->file);
    b->place = text_or_none(s->clause);
    b->quote = text_or_none(s->quote);
    b->zh = text_or_none(s->note.zh);
    b->en = text_or_none(s->note.en);
    const char *name = *b->number != '\0' ? b->number : b->title;
    b->clause = *b->place != '\0' ? arena_printf(l->d->arena, "%s %s", name, b->place)
                                  : arena_strdup(l->d->arena, name);
}

static const char *
folder(const struct loading *l)
{
    const char *end = strrchr(l->r->path, '/');
    return end == NULL ? "."
                       : arena_printf(l->d->arena, "%.*s", (int)(end - l->r->path), l->r->path);
}

/* The quote stands in its file, white space aside. */
static void
quote_check(struct loading *l, const struct raw_source *s, const struct round_basis *b)
{
    const struct yaml_node *at = yaml_get(s->at, "quote");
    const char *bytes, *quote = quote_squeeze(l->d->arena, b->quote);
    size_t n;
    if (quote_length(quote) < QUOTE_LEAST)
        wrong(l, at, "quote", M_POLICY_QUOTE_SHORT, {NULL});
    else if (!policy_file(&bytes, &n, l->d->arena, folder(l), l->r->builtin, b->file) ||
             strstr(quote_squeeze(l->d->arena, bytes), quote) == NULL)
        wrong(l, at, "quote", M_POLICY_QUOTE, {b->file});
}

/* What the engine's results carry; the whole of it is kept for explanations. */
static const char *
basis(struct loading *l, const struct raw_round_basis *raw)
{
    struct round_basis b = {.clause = "",
                            .title = "",
                            .number = "",
                            .file = "",
                            .place = "",
                            .quote = "",
                            .zh = "",
                            .en = ""};
    if (raw->at == NULL) /* it is missing, and that was said already */
        return "";
    if (raw->has_clause + raw->has_cite + raw->has_choice != 1) {
        wrong(l, raw->at, "basis", M_ROUND_BASIS_ONE, {NULL});
        return "";
    }
    if (raw->has_clause) {
        b.kind = ROUND_CLAUSE;
        source(l, &raw->clause, true, &b);
        if (*b.file != '\0' && raw->clause.quote != NULL)
            quote_check(l, &raw->clause, &b);
    } else if (raw->has_cite) {
        b.kind = ROUND_CITE;
        source(l, &raw->cite, false, &b);
    } else {
        b.kind = ROUND_CHOICE;
        b.zh = text_or_none(raw->choice.zh);
        b.en = text_or_none(raw->choice.en);
        b.clause = arena_strdup(l->d->arena, "choice"); /* told apart by address */
    }
    assert(l->r->bases < ROUND_BASES_MAX);
    l->r->basis[l->r->bases++] = b;
    return b.clause;
}

const struct round_basis *
round_basis_of(const struct round *r, const char *clause)
{
    for (size_t i = 0; i < r->bases; i++)
        if (r->basis[i].clause == clause)
            return &r->basis[i];
    return NULL;
}

/* --- sections --- */

static void
units(struct loading *l)
{
    const struct raw_units *u = &l->raw->units;
    l->r->award.units = (enum award_units)u->by;
    l->r->award.unit_share = u->share;
    l->r->area = u->area.item;
    l->r->area_n = u->area.n;
    if (!l->raw->has_units)
        return;
    basis(l, &u->basis);
    if ((u->by == UNITS_BY_DEMAND) != u->has_share)
        wrong(l, u->at, "share", M_ROUND_NEEDS, {"demand", "share"});
}

static void
quotes(struct loading *l)
{
    const struct raw_quotes *q = &l->raw->quotes;
    l->r->award.decimals = (int)q->decimals;
    l->r->award.service = (enum award_service)q->service;
    l->r->award.factor = (enum award_factor)q->factor;
    if (q->decimals == 3)
        wrong(l, q->basis.at, "decimals", M_ROUND_DECIMALS, {NULL});
    basis(l, &q->basis);
}

static void
check(struct loading *l, const struct raw_check *c)
{
    if (c->check < 0) /* no such check, and that was said already */
        return;
    struct award_check *out = &l->r->award.check[c->check];
    bool certificate = c->check == TEST_CERTIFICATE, credit = c->check == TEST_CREDIT;
    bool price = c->check == TEST_CEILING || c->check == TEST_OWN_LOWEST || c->check == TEST_OTHERS;
    if (out->on)
        wrong(l, c->at, "check", M_ROUND_TWICE, {award_test_name((enum award_test)c->check)});
    if (certificate != c->has_on)
        wrong(l, c->at, "on", M_ROUND_NEEDS, {"certificate", "on"});
    if (credit != c->has_worst)
        wrong(l, c->at, "worst", M_ROUND_NEEDS, {"credit", "worst"});
    if (c->has_times && !price)
        wrong(l, c->at, "times", M_ROUND_NOT_WITH,
              {"times", award_test_name((enum award_test)c->check)});
    if (c->has_percentile && c->check != TEST_OTHERS)
        wrong(l, c->at, "percentile", M_ROUND_NOT_WITH,
              {"percentile", award_test_name((enum award_test)c->check)});
    *out = (struct award_check){true, c->times, c->worst, basis(l, &c->basis)};
    if (certificate)
        l->r->award.valid_until = c->on;
    if (c->check == TEST_OTHERS)
        l->r->percentile = c->percentile;
}

static void
bidders(struct loading *l)
{
    const struct raw_bidders *b = &l->raw->bidders;
    if (!l->raw->has_bidders)
        return;
    const char *clause = basis(l, &b->basis);
    l->r->award.per_company =
        (struct award_check){.on = b->has_per_company, .n = b->per_company, .clause = clause};
    l->r->award.bidders_min =
        (struct award_check){.on = b->has_at_least, .n = b->at_least, .clause = clause};
}

static void
ranking(struct loading *l)
{
    const struct yaml_list *ties = &l->raw->ranking.ties;
    const int *tie = ties->item;
    for (size_t i = 0; i < ties->n; i++)
        l->r->award.tie[l->r->award.ties++] = (enum award_tie)tie[i];
    l->r->award.ranking_clause = basis(l, &l->raw->ranking.basis);
}

static void
quota(struct loading *l, const struct raw_quota *q)
{
    struct award_quota *out = &l->r->award.quota[l->r->award.quotas++];
    const int64_t *table = q->table.item;
    if (q->has_table + q->has_fixed + q->has_percent != 1)
        wrong(l, q->at, "quota", M_ROUND_QUOTA_ONE, {NULL});
    *out = (struct award_quota){.unit = q->unit,
                                .kind = q->has_table   ? QUOTA_TABLE
                                        : q->has_fixed ? QUOTA_FIXED
                                                       : QUOTA_PERCENT,
                                .table_n = q->table.n,
                                .fixed = q->fixed,
                                .percent = q->percent,
                                .round = (enum rounding)q->round,
                                .clause = basis(l, &q->basis)};
    for (size_t i = 0; i < q->table.n; i++)
        out->table[i] = table[i];
}

/* --- steps --- */

static struct award_cond
of_bound(enum award_test t, const struct raw_bound *b)
{
    return (struct award_cond){.test = t,
                               .k = b->times,
                               .mean = b->mean,
                               .sigmas = b->sigmas,
                               .has_sigma = b->has_sigmas,
                               .stat = (enum award_stat)b->of,
                               .name = text_or_none(b->name)};
}

static struct award_cond
condition(const struct raw_when *w, enum award_test t)
{
    switch ((int)t) {
    case TEST_RANK: return (struct award_cond){.test = t, .n = w->rank_at_most};
    case TEST_LOWEST: return (struct award_cond){.test = t, .k = w->times_lowest};
    case TEST_ANCHOR: return of_bound(t, &w->times_anchor);
    case TEST_FIXED: return (struct award_cond){.test = t, .fixed = w->price_at_most};
    case TEST_UNIT_PRICE: return (struct award_cond){.test = t, .fixed = w->unit_price_at_most};
    case TEST_CEILING: return (struct award_cond){.test = t, .k = w->ceiling};
    case TEST_OWN_LOWEST: return (struct award_cond){.test = t, .k = w->own_lowest};
    case TEST_OTHERS: return (struct award_cond){.test = t, .k = w->other_rounds};
    case TEST_SELECTED: return of_bound(t, &w->times_selected);
    case TEST_OTHER_UNIT: return of_bound(t, &w->times_unit);
    case TEST_OTHER_GROUP: return of_bound(t, &w->times_group);
    case TEST_PREVIOUS: return (struct award_cond){.test = t, .k = w->times_previous_highest};
    case TEST_OWN_PREVIOUS: return (struct award_cond){.test = t, .k = w->times_own_previous};
    case TEST_BIDDERS_MIN: return (struct award_cond){.test = t, .n = w->bidders_at_least};
    case TEST_BIDDERS_MAX: return (struct award_cond){.test = t, .n = w->bidders_at_most};
    case TEST_UNIT: return (struct award_cond){.test = t, .name = text_or_none(w->unit)};
    default: return (struct award_cond){.test = t};
    }
}

static void
conditions(struct loading *l, const struct raw_when *w, struct award_step *out)
{
    char most[INT_TEXT_MAX];
    size_t n = 0;
    for (int i = 0; i < TEST_COUNT; i++)
        if (w->has[i] && n++ < AWARD_CONDS_MAX)
            out->cond[out->conds++] = condition(w, (enum award_test)i);
    if (n == 0 && w->at != NULL)
        wrong(l, w->at, "when", M_ROUND_WHEN_NONE, {NULL});
    if (n > AWARD_CONDS_MAX)
        wrong(l, w->at, "when", M_ROUND_WHEN_MANY, {int_text(AWARD_CONDS_MAX, most)});
    if (w->has[TEST_RANK_IN_QUOTA] && !w->rank_within_quota)
        wrong(l, w->at, "rank_within_quota", M_ROUND_WHEN_TRUE, {NULL});
    if (w->has[TEST_PLACE_LEFT] && !w->place_left)
        wrong(l, w->at, "place_left", M_ROUND_WHEN_TRUE, {NULL});
}

static void
step(struct loading *l, const struct raw_step *s)
{
    static const enum award_decision outcome[] = {AWARD_SELECT, AWARD_SELECT_WITHOUT_QUOTA,
                                                  AWARD_SELECT_WITHOUT_VOLUME, AWARD_STANDBY,
                                                  AWARD_REJECT};
    struct award_rules *r = &l->r->award;
    struct award_step *out = &r->step[r->steps];
    for (size_t i = 0; i < r->steps; i++)
        if (s->name != NULL && strcmp(r->step[i].name, s->name) == 0)
            wrong(l, s->at, "name", M_ROUND_TWICE, {s->name});
    r->steps++;
    *out = (struct award_step){.name = text_or_none(s->name),
                               .clause = basis(l, &s->basis),
                               .outcome = s->outcome < 0 ? AWARD_REJECT : outcome[s->outcome],
                               .second = s->quote == 1};
    conditions(l, &s->when, out);
    bool places = s->when.has[TEST_RANK_IN_QUOTA] || s->when.has[TEST_PLACE_LEFT];
    if (places && r->quotas == 0)
        wrong(l, s->at, "when", M_ROUND_QUOTA_NONE, {out->name});
}

static void
gap_and_standby(struct loading *l)
{
    struct award_rules *r = &l->r->award;
    const struct raw_gap *g = &l->raw->gap;
    const struct raw_standby *s = &l->raw->standby;
    r->gap_refill = g->refill;
    r->gap_cut = g->cut;
    r->gap_guarantee = g->guarantee == 0;
    if (l->raw->has_gap)
        r->gap = (struct award_check){.on = true, .k = g->times, .clause = basis(l, &g->basis)};
    if (l->raw->has_standby)
        r->standby =
            (struct award_check){.on = true, .n = s->at_most, .clause = basis(l, &s->basis)};
}

static void
groups(struct loading *l)
{
    const struct raw_group *g = l->raw->groups.item;
    size_t n = l->raw->groups.n;
    struct round_group *out = arena_array(l->d->arena, struct round_group, n > 0 ? n : 1);
    for (size_t i = 0; i < n; i++) {
        out[i] =
            (struct round_group){text_or_none(g[i].group), g[i].ceiling, g[i].previous_highest};
        for (size_t k = 0; k < i; k++)
            if (strcmp(out[k].name, out[i].name) == 0)
                wrong(l, g[i].at, "group", M_ROUND_TWICE, {out[i].name});
    }
    l->r->group = out;
    l->r->groups_n = n;
}

/* What is not said stays as the defaults have it. An inquiry has one round and no panel. */
static void
talks(struct loading *l)
{
    const struct raw_talks *raw = l->raw->talks.item;
    for (int m = 0; m < TALKS_MODES; m++)
        l->r->talks[m] = talks_default((enum talks_mode)m);
    for (size_t i = 0; i < l->raw->talks.n; i++) {
        const struct raw_talks *t = &raw[i];
        struct talks_rules *out = &l->r->talks[t->mode];
        if (i > 0 && raw[0].mode == t->mode)
            wrong(l, t->at, "mode", M_ROUND_TWICE, {talks_mode_names[t->mode]});
        if (t->mode == TALKS_INQUIRY && t->has_rounds)
            wrong(l, t->at, "rounds", M_ROUND_NOT_WITH, {"rounds", "inquiry"});
        if (t->mode == TALKS_INQUIRY && t->has_panel)
            wrong(l, t->at, "panel", M_ROUND_NOT_WITH, {"panel", "inquiry"});
        out->suppliers = t->has_suppliers ? t->suppliers : out->suppliers;
        out->rounds = t->has_rounds ? t->rounds : out->rounds;
        out->panel = t->has_panel ? t->panel : out->panel;
        out->winners = t->has_winners ? t->winners : out->winners;
        out->standby = t->has_standby ? t->standby : out->standby;
        out->falling = t->has_falling ? t->falling : out->falling;
        out->clause = basis(l, &t->basis);
    }
}

/* The four weights make 100 points together. */
static void
renewal(struct loading *l)
{
    const struct raw_renewal *raw = &l->raw->renewal;
    struct renewal_rules *out = &l->r->renewal;
    int64_t sum = 0;
    *out = renewal_default();
    if (!l->raw->has_renewal)
        return;
    for (int p = 0; p < RENEWAL_PARTS; p++) {
        out->weight[p] = raw->has_weight[p] ? raw->weight[p] : out->weight[p];
        sum += out->weight[p];
    }
    if (sum != 100)
        wrong(l, raw->at, "quality", M_ROUND_RENEWAL_SUM, {NULL});
    out->event = raw->has_event ? raw->event : out->event;
    out->worst = raw->has_worst ? raw->worst : out->worst;
    out->keep_from = raw->has_keep_from ? raw->keep_from : out->keep_from;
    out->change = raw->has_change ? raw->change : out->change;
    out->clause = basis(l, &raw->basis);
}

/* Read by its own file; the basis is ours. */
static void
split(struct loading *l)
{
    const struct yaml_node *map = l->raw->split;
    struct raw_round_basis raw = {.at = NULL};
    if (map == NULL)
        return;
    l->r->has_split = true;
    l->ok = split_read(l->d, map, &l->r->split) && l->ok;
    const struct yaml_node *b = map->kind == YAML_KIND_MAP ? yaml_get(map, "basis") : NULL;
    if (b == NULL)
        wrong(l, map, "basis", M_YAML_KEY_MISSING, {NULL});
    else
        l->ok = yaml_walk(l->d, b, &round_basis_shape, &raw) && l->ok;
    basis(l, &raw);
}

static void
sections(struct loading *l)
{
    const struct raw_check *checks = l->raw->validity.item;
    const struct raw_quota *quotas = l->raw->quota.item;
    const struct raw_step *steps = l->raw->steps.item;
    units(l);
    quotes(l);
    for (size_t i = 0; i < l->raw->validity.n; i++)
        check(l, &checks[i]);
    if (l->r->award.check[TEST_QUOTED].clause == NULL)
        l->r->award.check[TEST_QUOTED].clause = "choice";
    bidders(l);
    ranking(l);
    for (size_t i = 0; i < l->raw->quota.n; i++)
        quota(l, &quotas[i]);
    l->r->award.shortlist = (enum award_shortlist)l->raw->anchor.shortlist;
    l->r->award.sigma = (enum award_sigma)l->raw->anchor.sigma;
    if (l->raw->has_anchor)
        basis(l, &l->raw->anchor.basis);
    for (size_t i = 0; i < l->raw->steps.n; i++)
        step(l, &steps[i]);
    gap_and_standby(l);
    talks(l);
    renewal(l);
    split(l);
    groups(l);
}

/* --- file --- */

static bool
ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return n >= t && strcmp(s + n - t, tail) == 0;
}

bool
round_is(const char *path)
{
    char file[4096];
    if (strncmp(path, "round:", 6) == 0 || ends_with(path, "rules.yaml"))
        return true;
    if (ends_with(path, ".yaml") || strlen(path) > 4000)
        return false;
    snprintf(file, sizeof(file), "%s/rules.yaml", path);
    FILE *f = fopen(file, "rb");
    return f != NULL && fclose(f) == 0;
}

bool
round_bytes(const char **bytes, size_t *n, const char **file, struct arena *a, const char *path,
            struct errs *errs)
{
    struct err e;
    if (strncmp(path, "round:", 6) != 0) {
        struct stat s;
        bool folder = stat(path, &s) == 0 && S_ISDIR(s.st_mode);
        *file = folder ? arena_printf(a, "%s/rules.yaml", path) : path;
        return yaml_bytes(bytes, n, a, *file, errs);
    }
    *file = arena_printf(a, "policies/rounds/%s/rules.yaml", path + 6);
    const struct embedded *f = embedded_find(*file);
    if (f == NULL) {
        err_set(&e, ERR_NOT_FOUND, M_ROUND_NONE, {path + 6});
        return errs_add(errs, &e);
    }
    *bytes = f->bytes;
    *n = f->size;
    return true;
}

static bool
read_round(struct round *r, struct arena *a, const char *bytes, size_t n, struct errs *errs)
{
    struct yaml_doc d;
    struct raw_round *raw = arena_alloc(a, sizeof(*raw));
    struct loading l = {.d = &d, .raw = raw, .r = r};

    raw->quotes.decimals = 2;
    raw->gap.refill = true; /* RULES 3 */
    r->basis = arena_array(a, struct round_basis, ROUND_BASES_MAX);
    if (!yaml_parse(&d, a, r->path, bytes, n, errs))
        return false;
    l.ok = yaml_walk(&d, d.root, &round_shape, raw);
    r->id = text_or_none(raw->id);
    r->name_zh = text_or_none(raw->name.zh);
    r->name_en = text_or_none(raw->name.en);
    sections(&l);
    uint8_t digest[SHA256_SIZE];
    sha256_of(bytes, n, digest);
    sha256_text(digest, r->sha256);
    return l.ok;
}

bool
round_load(struct round **out, struct arena *a, const char *path, struct errs *errs)
{
    const char *bytes;
    size_t n;
    *out = arena_alloc(a, sizeof(**out));
    (*out)->builtin = strncmp(path, "round:", 6) == 0;
    return round_bytes(&bytes, &n, &(*out)->path, a, path, errs) &&
           read_round(*out, a, bytes, n, errs);
}

bool
round_parse(struct round **out, struct arena *a, const char *name, const char *text,
            struct errs *errs)
{
    *out = arena_alloc(a, sizeof(**out));
    (*out)->path = name;
    return read_round(*out, a, text, strlen(text), errs);
}

const struct round_group *
round_group_find(const struct round *r, const char *name)
{
    for (size_t i = 0; i < r->groups_n; i++)
        if (strcmp(r->group[i].name, name) == 0)
            return &r->group[i];
    return NULL;
}
