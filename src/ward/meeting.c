#include "ward/meeting.h"

#include <string.h>

#include "base/core/text.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "ward/query.h"
#include "words/ward.h"

bool
ward_file_must(struct db *db, struct arena *a, const char *sha256, struct err *e)
{
    struct rows r;
    return db_run(db, &q_file_known, a, &r, e, v_text(sha256)) &&
           (r.n > 0 || err_set(e, ERR_INPUT, M_WARD_FILE, {sha256}, .field = "file"));
}

/* At least three, nobody twice, and none with the sign that parts them. */
static bool
attendees_fine(const struct admission_meeting *in, struct err *e)
{
    char least[INT_TEXT_MAX];
    if (in->attendees < ATTENDEES_LEAST)
        return err_set(e, ERR_INPUT, M_MEETING_FEW, {int_text(ATTENDEES_LEAST, least)},
                       .field = "attendees");
    for (size_t i = 0; i < in->attendees; i++) {
        bool twice = *in->attendee[i] == '\0' || strchr(in->attendee[i], ';') != NULL;
        for (size_t k = 0; k < i; k++)
            twice = twice || strcmp(in->attendee[k], in->attendee[i]) == 0;
        if (twice)
            return err_set(e, ERR_INPUT, M_MEETING_ATTENDEE, {in->attendee[i]},
                           .field = "attendees");
    }
    return true;
}

static bool
vote_fine(struct db *db, struct arena *a, const struct admission_meeting *in, size_t i,
          struct err *e)
{
    const struct admission_vote *v = &in->vote[i];
    char present[INT_TEXT_MAX];
    for (size_t k = 0; k < i; k++)
        if (strcmp(in->vote[k].product, v->product) == 0)
            return err_set(e, ERR_INPUT, M_MEETING_TWICE, {v->product}, .field = "votes");
    if (v->yes < 0 || v->no < 0 || v->abstained < 0 || v->yes > ATTENDEES_MAX ||
        v->no > ATTENDEES_MAX || v->abstained > ATTENDEES_MAX ||
        v->yes + v->no + v->abstained != (int64_t)in->attendees)
        return err_set(e, ERR_INPUT, M_MEETING_VOTES,
                       {v->product, int_text((int64_t)in->attendees, present)}, .field = "votes");
    return product_must(db, a, v->product, "votes", e);
}

static bool
passed(const struct admission_vote *v)
{
    return v->yes > v->no + v->abstained;
}

static const struct admission_vote *
vote_of(const struct admission_meeting *in, const char *product)
{
    for (size_t i = 0; i < in->votes; i++)
        if (strcmp(in->vote[i].product, product) == 0)
            return &in->vote[i];
    return NULL;
}

/* Is what is on record under this number the same? */
static bool
known(struct db *db, struct arena *a, int64_t pool, const struct admission_meeting *in,
      const char *attendees, enum put *how, struct err *e)
{
    struct rows m, v;
    if (!db_run(db, &q_ward_meeting_get, a, &m, e, v_int(pool), v_text(in->institution),
                v_text(in->record)) ||
        !db_run(db, &q_vote_of_meeting, a, &v, e, v_int(pool), v_text(in->institution),
                v_text(in->record)))
        return false;
    *how = m.n == 0 ? PUT_NEW : PUT_SAME;
    if (m.n == 0)
        return true;
    bool same = strcmp(row_text(&m, 0, 0), put_date(a, in->on)) == 0 &&
                strcmp(row_text(&m, 0, 1), attendees) == 0 &&
                strcmp(row_text(&m, 0, 2), in->document) == 0 &&
                strcmp(row_text(&m, 0, 3), in->file) == 0 && v.n == in->votes;
    for (size_t i = 0; same && i < v.n; i++) {
        const struct admission_vote *now = vote_of(in, row_text(&v, i, 0));
        same = now != NULL && now->yes == row_int(&v, i, 1) && now->no == row_int(&v, i, 2) &&
               now->abstained == row_int(&v, i, 3) && strcmp(now->note, row_text(&v, i, 5)) == 0;
    }
    return same || err_set(e, ERR_CONFLICT, M_MEETING_OTHER, {in->record}, .field = "record");
}

bool
admission_meeting_put(struct db *db, struct arena *a, int64_t pool,
                      const struct admission_meeting *in, date today, enum put *how, struct err *e)
{
    if (!attendees_fine(in, e) || !institution_must(db, a, in->institution, "hospital", e))
        return false;
    if (date_cmp(in->on, today) > 0)
        return err_set(e, ERR_INPUT, M_WARD_LATER, {in->record}, .field = "date");
    if (in->votes == 0 || *in->document == '\0')
        return err_set(e, ERR_INPUT, M_MEETING_EMPTY, {in->record},
                       .field = in->votes == 0 ? "votes" : "document");
    for (size_t i = 0; i < in->votes; i++)
        if (!vote_fine(db, a, in, i, e))
            return false;
    const char *attendees = arena_join(a, in->attendee, in->attendees, ';');
    if (!ward_file_must(db, a, in->file, e) || !known(db, a, pool, in, attendees, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!db_do(db, &q_ward_meeting_write, e, v_int(pool), v_text(in->institution),
               v_text(in->record), v_date(a, in->on), v_text(attendees),
               v_int((int64_t)in->attendees), v_text(in->document), v_text(in->file),
               v_text(in->who)))
        return false;
    for (size_t i = 0; i < in->votes; i++) {
        const struct admission_vote *v = &in->vote[i];
        if (!db_do(db, &q_vote_write, e, v_int(pool), v_text(in->institution), v_text(in->record),
                   v_text(v->product), v_int(v->yes), v_int(v->no), v_int(v->abstained),
                   v_int(passed(v)), v_text(v->note)))
            return false;
    }
    return true;
}

bool
meeting_voted(struct db *db, struct arena *a, int64_t pool, const char *institution,
              const char *record, const char *product, date on, bool *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_vote_on, a, &r, e, v_int(pool), v_text(institution), v_text(record),
                v_text(product)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_MEETING_NO_VOTE, {record, product}, .field = "record");
    *out = row_int(&r, 0, 0) == 1;
    return strcmp(row_text(&r, 0, 1), put_date(a, on)) <= 0 ||
           err_set(e, ERR_INPUT, M_MEETING_AFTER, {record, row_text(&r, 0, 1)}, .field = "date");
}
