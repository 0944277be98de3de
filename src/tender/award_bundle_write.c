#include "tender/award_bundle_inner.h"

#include <string.h>

#include "base/core/date.h"
#include "base/core/text.h"

enum { LINE_MAX = 4096 };

/* One line of a rule file as a field: no tab, CR or backslash as it is. */
static const char *
escaped(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, 2 * n + 1), *to = out;
    for (size_t i = 0; i < n; i++) {
        const char *as = s[i] == '\\' ? "\\\\" : s[i] == '\t' ? "\\t" : s[i] == '\r' ? "\\r" : NULL;
        if (as == NULL)
            *to++ = s[i];
        else {
            memcpy(to, as, 2);
            to += 2;
        }
    }
    return out;
}

static const char *
num(struct arena *a, int64_t n)
{
    return int_text(n, arena_alloc(a, INT_TEXT_MAX));
}

void
bundle_head(struct paper *p, struct arena *a, const struct bundle_head *h)
{
    paper_line(p, "jicai-award-bundle-1");
    paper_line(p, "edition", AWARD_EDITION);
    paper_line(p, "project", num(a, h->pool), h->project);
    paper_line(p, "pack", h->pack, h->pack_sha256);
    size_t size = strlen(h->rules);
    paper_line(p, "rules", h->rules_sha256, size > 0 && h->rules[size - 1] == '\n' ? "1" : "0");
    for (const char *s = h->rules; *s != '\0';) {
        size_t n = strcspn(s, "\n");
        paper_line(p, "rule", escaped(a, s, n));
        s += n + (s[n] != '\0');
    }
}

static void
write_bid(struct paper *p, struct arena *a, const struct award_bid *b)
{
    char day[DATE_TEXT_MAX] = "-";
    if (b->has_certificate)
        date_text(b->certificate_to, day);
    paper_line(p, "bid", b->product, b->company, b->related, b->unit, num(a, b->price.units),
               num(a, b->with_service.units), num(a, b->second.units), num(a, b->factor.ppm),
               num(a, b->ceiling.units), num(a, b->previous.units), num(a, b->own_lowest.units),
               num(a, b->others.units), num(a, b->reported.pieces), num(a, b->capacity.pieces),
               num(a, b->filed_at), day, num(a, b->unqualified), num(a, b->part_area),
               num(a, b->refuses_cut), num(a, b->credit), num(a, b->draw),
               b->barred != NULL ? b->barred : "");
}

static void
write_result(struct paper *p, struct arena *a, const struct award_bid *b,
             const struct award_result *r)
{
    static const char *const kinds[] = {"price", "count", "date"};
    paper_line(p, "result", b->product, num(a, r->price.units), num(a, r->rank), num(a, r->tied),
               award_decision_name(r->decision), r->unit, r->step, r->clause);
    for (size_t i = 0; i < r->figures; i++) {
        const struct award_figure *f = &r->figure[i];
        paper_line(p, "figure", award_test_name(f->test), kinds[f->kind], num(a, f->left),
                   num(a, f->right), num(a, f->k.ppm),
                   arena_printf(a, "%s%s%s%s-", f->holds ? "h" : "", f->to_draw ? "d" : "",
                                f->no_bound ? "n" : "", f->approx ? "a" : ""),
                   f->step);
    }
}

void
bundle_group(struct paper *p, struct arena *a, const struct award_group *g, const char *mode,
             const struct award_result out[], enum award_status status)
{
    const char *ceiling = num(a, g->ceiling.units), *highest = num(a, g->previous_highest.units);
    if (*mode != '\0')
        paper_line(p, "group", g->name, ceiling, highest, mode);
    else
        paper_line(p, "group", g->name, ceiling, highest);
    for (size_t i = 0; i < g->n; i++)
        write_bid(p, a, &g->bid[i]);
    paper_line(p, "status", status == AWARD_DONE ? "done" : "draw");
    for (size_t i = 0; i < g->n; i++)
        write_result(p, a, &g->bid[i], &out[i]);
}
