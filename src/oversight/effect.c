#include "oversight/effect.h"

#include <string.h>

#include "oversight/assess_year.h"
#include "oversight/query.h"
#include "policy/bind.h"
#include "project/explained.h"
#include "registry/check.h"
#include "words/effects.h"
#include "words/engine_super.h"

#define EFFECT_EDITION "effect-1"
enum { STEPS = 8 };

const char *const effect_use_names[EFFECT_USES] = {"performance", "quota", "agreement", "head",
                                                   "retention"};

/* The parameter on which a use rests. */
static enum rule
rule_of(enum effect_use use)
{
    return use == USE_QUOTA       ? RULE_QUOTA_KEPT
           : use == USE_RETENTION ? RULE_RETENTION
                                  : RULE_ASSESS_YEARLY;
}

/* Who failed is sanctioned everywhere (予以惩戒); who did well is favoured *(choice)*. */
static const char *
says(enum assess_band band)
{
    return band == ASSESS_GOOD_BAND ? "reward" : band == ASSESS_FAILED ? "penalty" : "none";
}

struct issuing {
    struct db *db;
    struct arena *a;
    const struct project *project;
    const struct policy *pack;
    int64_t year, good, pass;
    bool retains;
    struct retention_rules retention;
    date on;
};

static bool
issue_one(struct issuing *w, const struct assessed *s, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;
    enum assess_band band = assess_band_of(s->score, w->good, w->pass, &x);
    const char *id = arena_printf(w->a, "%s/%d/%s", w->project->code, (int)w->year, s->institution);
    ratio share = w->retains ? retention_ratio(&w->retention, s->score) : (ratio){0};
    if (w->retains)
        explain_add(&x, RULE_RETENTION, M_X_EFFECT_SHARE, t_ratio(share));
    sha256_init(&inputs);
    inputs_add_int(&inputs, s->score);
    const struct stamp stamp = {w->pack->id, w->pack->sha256, EFFECT_EDITION,
                                inputs_end(&inputs, digest)};
    for (int u = 0; u < EFFECT_USES; u++) {
        bool keeps = u == USE_RETENTION;
        if (!db_do(w->db, &q_effect_write, e, v_int(w->project->pool), v_text(w->project->code),
                   v_int(w->year), v_text(s->institution), v_text(effect_use_names[u]),
                   v_text(assess_band_name(band)), v_int(s->score),
                   v_text(!keeps       ? says(band)
                          : w->retains ? "share"
                                       : "not_regulated"),
                   v_int(keeps ? share.ppm : 0), v_date(w->a, w->on), v_text(w->pack->id)))
            return false;
    }
    return explained_put(w->db, w->a, w->project->pool, "effect", id, &stamp, &x, e);
}

bool
effects_issue(struct db *db, struct arena *a, const struct project *project, const struct policy *p,
              int64_t year, date on, int64_t *n, struct err *e)
{
    struct issuing w = {.db = db, .a = a, .project = project, .pack = p, .year = year, .on = on};
    struct assessed_list all;
    struct rows issued;
    size_t ready = 0;
    w.good = 80;
    w.pass = 60;
    policy_int(p, RULE_ASSESS_GOOD, &w.good);
    policy_int(p, RULE_ASSESS_PASS, &w.pass);
    w.retains = bind_retention(p, &w.retention).verdict == BIND_OK &&
                w.retention.mode == RETENTION_OF_SURPLUS;
    *n = 0;
    if (!assessed_read(db, a, project->pool, project->code, year, &all, e))
        return false;
    for (size_t i = 0; i < all.n; i++) {
        const struct assessed *s = &all.list[i];
        if (s->state < ASSESS_FINAL || !s->applicable)
            continue;
        ready++;
        if (date_cmp(on, s->final_on) < 0)
            return err_set(e, ERR_INPUT, M_EFFECT_EARLY, {s->institution}, .field = "on");
        if (!db_run(db, &q_effect_get, a, &issued, e, v_int(project->pool), v_text(project->code),
                    v_int(year), v_text(s->institution)))
            return false;
        if (issued.n > 0)
            continue;
        if (!issue_one(&w, s, e))
            return false;
        ++*n;
    }
    return ready > 0 || err_set(e, ERR_NOT_FOUND, M_EFFECT_NONE, {project->code});
}

char *
effect_text(const struct effect *f, enum lang lang, char out[static EFFECT_TEXT_MAX])
{
    static const enum msg say[EFFECT_USES][3] = {
        {M_EFFECT_PERFORMANCE, M_EFFECT_PERFORMANCE, M_EFFECT_PERFORMANCE},
        {M_EFFECT_QUOTA_PENALTY, M_EFFECT_QUOTA_NONE, M_EFFECT_QUOTA_REWARD},
        {M_EFFECT_AGREEMENT_PENALTY, M_EFFECT_AGREEMENT, M_EFFECT_AGREEMENT},
        {M_EFFECT_HEAD_PENALTY, M_EFFECT_HEAD, M_EFFECT_HEAD},
        {M_EFFECT_RETENTION, M_EFFECT_RETENTION, M_EFFECT_RETENTION},
    };
    static const enum msg band[] = {M_EFFECT_FAILED, M_EFFECT_PASSED, M_EFFECT_GOOD};
    bool silent = f->use == USE_RETENTION && strcmp(f->says, "share") != 0;
    char score[MONEY_TEXT_MAX], share[RATIO_TEXT_MAX];
    const char *const fact[] = {money_text((money){f->score * MONEY_FEN}, score),
                                word_text(lang, band[f->band]), ratio_text(f->share, share)};
    words_fill(out, EFFECT_TEXT_MAX,
               word_text(lang, silent ? M_EFFECT_RETENTION_NONE : say[f->use][f->band]), fact, 3);
    return out;
}

char *
effect_clause(const struct policy *p, enum effect_use use, enum lang lang,
              char out[static EFFECT_CLAUSE_MAX])
{
    return policy_cite(p, rule_of(use), lang, out, EFFECT_CLAUSE_MAX);
}

bool
effect_row(const struct rows *r, size_t i, struct effect *out, struct err *e)
{
    const char *bands[ASSESS_BANDS];
    int use = 0, band = 0;
    for (int b = 0; b < ASSESS_BANDS; b++)
        bands[b] = assess_band_name((enum assess_band)b);
    *out = (struct effect){.institution = row_text(r, i, 0),
                           .score = row_int(r, i, 3),
                           .says = row_text(r, i, 4),
                           .share = {row_int(r, i, 5)}};
    if (!name_find(effect_use_names, EFFECT_USES, row_text(r, i, 1), &use) ||
        !name_find(bands, ASSESS_BANDS, row_text(r, i, 2), &band) ||
        !date_parse(&out->on, row_text(r, i, 6)))
        return err_set(e, ERR_IO, M_EFFECT_DATABASE, {"assessment_effect"});
    out->use = (enum effect_use)use;
    out->band = (enum assess_band)band;
    return true;
}

bool
effects_read(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
             struct effect **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_effect_each, a, &r, e, v_int(pool), v_text(project), v_int(year)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct effect, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        if (!effect_row(&r, i, &(*out)[i], e))
            return false;
    return true;
}
