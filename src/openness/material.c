#include "openness/material.h"

#include <string.h>

#include "base/core/text.h"
#include "openness/query.h"
#include "registry/region.h"
#include "words/material.h"

const char *const material_kind_names[MATERIAL_KINDS] = {"explanation", "training", "case",
                                                         "result"};
const char *const material_audience_names[MATERIAL_AUDIENCES] = {"public", "staff"};
const char *const question_kind_names[QUESTION_KINDS] = {"question", "feedback"};

static bool
same_material(const struct rows *r, const struct material *in)
{
    return r->n > 0 && strcmp(row_text(r, 0, 1), material_kind_names[in->kind]) == 0 &&
           strcmp(row_text(r, 0, 2), material_audience_names[in->audience]) == 0 &&
           strcmp(row_text(r, 0, 3), in->title) == 0 && strcmp(row_text(r, 0, 4), in->body) == 0 &&
           strcmp(row_text(r, 0, 5), in->file) == 0;
}

bool
material_put(struct db *db, struct arena *a, int64_t pool, const struct material *in,
             int64_t *version, enum put *how, struct err *e)
{
    struct rows last, file;
    if (*in->body == '\0' && *in->file == '\0')
        return err_set(e, ERR_INPUT, M_MATERIAL_EMPTY, {in->material}, .field = "body");
    if (*in->file != '\0') {
        if (!db_run(db, &q_material_file, a, &file, e, v_text(in->file)))
            return false;
        if (file.n == 0)
            return err_set(e, ERR_INPUT, M_MATERIAL_FILE, {in->file}, .field = "file");
    }
    if (!pool_must(db, a, pool, "", e) ||
        !db_run(db, &q_material_last, a, &last, e, v_int(pool), v_text(in->material)))
        return false;
    *version = last.n > 0 ? row_int(&last, 0, 0) : 0;
    *how = same_material(&last, in) ? PUT_SAME : last.n > 0 ? PUT_CHANGED : PUT_NEW;
    return *how == PUT_SAME ||
           db_do(db, &q_material_write, e, v_int(pool), v_text(in->material), v_int(++*version),
                 v_text(material_kind_names[in->kind]),
                 v_text(material_audience_names[in->audience]), v_text(in->title), v_text(in->body),
                 v_text(in->file), v_date(a, in->on), v_text(in->who));
}

bool
material_read(struct db *db, struct arena *a, int64_t pool, const char *material, const char *login,
              const char *org, date on, enum put *how, struct err *e)
{
    struct rows last, old;
    if (!db_run(db, &q_material_last, a, &last, e, v_int(pool), v_text(material)))
        return false;
    if (last.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_MATERIAL, {material});
    int64_t version = row_int(&last, 0, 0);
    if (!db_run(db, &q_material_read_get, a, &old, e, v_int(pool), v_text(material), v_int(version),
                v_text(login)))
        return false;
    *how = old.n > 0 ? PUT_SAME : PUT_NEW;
    return old.n > 0 || db_do(db, &q_material_read_write, e, v_int(pool), v_text(material),
                              v_int(version), v_text(login), v_text(org), v_date(a, on));
}

bool
question_ask(struct db *db, struct arena *a, int64_t pool, const struct question *in, int64_t *seq,
             struct err *e)
{
    struct rows r;
    if (!pool_must(db, a, pool, "", e) || !db_run(db, &q_question_next, a, &r, e, v_int(pool)))
        return false;
    *seq = row_int(&r, 0, 0);
    return db_do(db, &q_question_write, e, v_int(pool), v_int(*seq),
                 v_text(question_kind_names[in->kind]), v_text(in->topic), v_text(in->body),
                 v_text(in->contact), v_text(in->login), v_text(in->org), v_date(a, in->on));
}

bool
question_answer(struct db *db, struct arena *a, int64_t pool, int64_t seq, const char *answer,
                bool published, const char *who, date on, enum put *how, struct err *e)
{
    char number[INT_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_question_get, a, &r, e, v_int(pool), v_int(seq)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_QUESTION, {int_text(seq, number)});
    *how = PUT_SAME;
    if (strcmp(row_text(&r, 0, 0), answer) == 0 && row_int(&r, 0, 1) == published)
        return true;
    if (*row_text(&r, 0, 0) != '\0')
        return err_set(e, ERR_CONFLICT, M_QUESTION_ANSWERED, {int_text(seq, number)},
                       .field = "answer");
    *how = PUT_CHANGED;
    return db_do(db, &q_question_answer, e, v_int(pool), v_int(seq), v_text(answer), v_date(a, on),
                 v_text(who), v_int(published));
}
