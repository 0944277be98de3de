/* material.h - what explains the policy (政策解读), trains people (培训), or tells cases
 * and results, by versions, for everybody or for whoever has a login in the pool; receipts of
 * who has read it; questions and feedback of anybody, and the office's answers (REQUIREMENTS I9;
 * CX 六(二), GS (十五), CQ 三(三)). */
#ifndef JICAI_MATERIAL_H
#define JICAI_MATERIAL_H
#include "registry/put.h"

enum material_kind {
    MATERIAL_EXPLANATION,
    MATERIAL_TRAINING,
    MATERIAL_CASE,
    MATERIAL_RESULT,
    MATERIAL_KINDS
};
enum material_audience { FOR_PUBLIC, FOR_STAFF, MATERIAL_AUDIENCES };
enum question_kind { QUESTION_ASKED, QUESTION_FEEDBACK, QUESTION_KINDS };
extern const char *const material_kind_names[MATERIAL_KINDS];
extern const char *const material_audience_names[MATERIAL_AUDIENCES];
extern const char *const question_kind_names[QUESTION_KINDS];

enum { MATERIAL_TEXT = 20000, QUESTION_TEXT = 2000 };

struct material {
    const char *material, *title, *body, *file, *who; /* file: SHA-256 of one that is kept; "" */
    enum material_kind kind;
    enum material_audience audience;
    date on;
};
bool material_put(struct db *db, struct arena *a, int64_t pool, const struct material *in,
                  int64_t *version, enum put *how, struct err *e);
/* Of the last version; the first time counts. ERR_NOT_FOUND: no such material. */
bool material_read(struct db *db, struct arena *a, int64_t pool, const char *material,
                   const char *login, const char *org, date on, enum put *how, struct err *e);

struct question {
    const char *topic, *body, *contact, *login, *org; /* contact, login, org: "" */
    enum question_kind kind;
    date on;
};
/* *seq: its number. */
bool question_ask(struct db *db, struct arena *a, int64_t pool, const struct question *in,
                  int64_t *seq, struct err *e);
/* Once. published: question and answer are for everybody from now on. */
bool question_answer(struct db *db, struct arena *a, int64_t pool, int64_t seq, const char *answer,
                     bool published, const char *who, date on, enum put *how, struct err *e);
#endif
