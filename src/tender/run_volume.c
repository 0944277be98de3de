#include "tender/run_volume.h"

#include "base/core/text.h"
#include "tender/query.h"
#include "project/life.h"
#include "words/tender.h"

bool
volume_prepare(struct db *db, struct volume_run *r, struct err *e)
{
    r->done = r->same = r->waiting = 0;
    r->errs.n = r->errs.total = 0;
    r->round = NULL;
    if (!project_get(db, r->arena, r->pool, r->code, &r->project, e) ||
        !project_pack(&r->project, r->arena, &r->pack, e))
        return false;
    if (*r->project.rules != '\0' &&
        !round_parse(&r->round, r->arena, r->code, r->project.rules, &r->errs)) {
        *e = r->errs.list[0];
        return false;
    }
    if (!r->has_share && (r->round == NULL || !r->round->has_split))
        return err_set(e, ERR_INPUT, M_VOLUME_NO_RATIO, {r->code});
    return group_list(db, r->arena, r->pool, r->code, &r->groups, e);
}

/* Where the rank shares replace the ratio (is_share), cells are as reviewed: the ratio is 1. */
bool
volume_share(const struct volume_run *r, int64_t winners, ratio *out)
{
    *out = (ratio){RATIO_ONE};
    if (r->has_share) {
        *out = r->share;
        return true;
    }
    const struct split_rules *s = &r->round->split;
    if (s->ratio == SPLIT_IS_SHARE)
        return true;
    if (s->agreed_n > 0)
        *out = s->agreed[winners > 0 && winners < s->agreed_n ? winners - 1 : s->agreed_n - 1];
    return s->agreed_n <= 1 || winners > 0;
}

bool
volume_of_group(struct db *db, struct arena *a, struct volume_run *r, const char *group,
                struct volume *out, bool *waiting, struct err *e)
{
    const struct stamp by = {.pack = r->project.pack, .pack_sha256 = r->pack->sha256};
    struct volume old;
    struct rows winners;
    bool found;

    if (!db_run(db, &q_winner_of_group, a, &winners, e, v_int(r->pool), v_text(r->code),
                v_text(group)) ||
        !volume_get(db, a, r->pool, r->code, group, &old, &found, e))
        return false;
    *out = (struct volume){.group = group, .why = &r->why};
    *waiting = !volume_share(r, (int64_t)winners.n, &out->share);
    if (*waiting)
        return true;
    bool depends =
        !r->has_share && r->round->split.ratio != SPLIT_IS_SHARE && r->round->split.agreed_n > 1;
    out->winners = depends ? (int64_t)winners.n : 0;
    if (!compute_volume(db, r->pool, r->code, out, &by, e))
        return false;
    bool same = found && old.base.pieces == out->base.pieces && old.share.ppm == out->share.ppm &&
                old.winners == out->winners;
    bool replace = r->replace || (r->why.reason != NULL && *r->why.reason != '\0');
    if (found && !same && !replace)
        return err_set(e, ERR_CONFLICT, M_VOLUME_OTHER, {group});
    *(same ? &r->same : &r->done) += 1;
    return true;
}

bool
run_volume(struct db *db, void *arg, struct err *e)
{
    struct volume_run *r = arg;
    char n[INT_TEXT_MAX];

    if (!volume_prepare(db, r, e) ||
        !project_may(db, r->arena, r->pool, r->code, ACT_VOLUME, (date){0}, e) ||
        !demand_progress(db, r->arena, r->pool, r->code, &r->progress, e))
        return false;
    if (r->progress.returned > 0)
        return err_set(e, ERR_CONFLICT, M_VOLUME_RETURNED,
                       {r->code, int_text(r->progress.returned, n)});
    for (size_t i = 0; i < r->groups.n; i++) {
        struct volume v;
        bool waiting;
        if (!volume_of_group(db, r->arena, r, r->groups.list[i].group, &v, &waiting, e))
            return false;
        r->waiting += waiting;
    }
    return true;
}
