/* expert_draw.h - a draw of experts (抽取; RULES 11, REQUIREMENTS B4, GZ 三(三)): committed to,
 * drawn from public randomness, and published so that everybody can repeat it. The rule is
 * engine/draw.h; here is the record of one draw, out of the database or out of what was published.
 *
 * The salt of a candidate is made from the secret: SM3(secret || draw || code), its first 16
 * bytes. So the secret is all that the office has to keep, and until it is revealed the hashes
 * tell nobody who is on the list. The database never holds it before it is revealed. */
#ifndef JICAI_EXPERT_DRAW_H
#define JICAI_EXPERT_DRAW_H
#include "engine/draw.h"
#include "project/expert.h"

struct draw_need { /* of one speciality */
    size_t places, reserve;
};

struct draw_person {
    const char *code, *name, *employer;
    enum speciality speciality;
    enum draw_conflict conflict; /* DRAW_FREE: a candidate; else removed before the draw */
    struct draw_hash hash;
    uint8_t salt[DRAW_SALT_SIZE]; /* once revealed */
    int64_t place;                /* drawn, then reserve: 1, 2, ...; 0: neither */
    bool seat;                    /* sits, after those who declined */
    date declined_on;             /* day 0: has not */
    const char *reason;           /* why he declined; "" */
};

struct expert_draw {
    int64_t pool;
    const char *project;
    struct draw_record record;
    size_t lots, n;                      /* n: persons */
    enum speciality field[SPECIALITIES]; /* of each lot */
    struct draw_lot lot[SPECIALITIES];   /* in the order of enum speciality */
    struct draw_person *person; /* candidates by speciality and hash; removed ones anywhere */
};

/* "clinical=3,insurance=1+2": places, and the reserve behind them (as many as places when it is not
 * said). False: not such a text. */
bool draw_need_parse(struct draw_need out[static SPECIALITIES], const char *text);
struct draw_hash draw_text_hash(const char *hex, bool *ok);
void draw_salt(const uint8_t secret[static DRAW_SECRET_SIZE], const char *draw, const char *code,
               uint8_t salt[static DRAW_SALT_SIZE]);

/* --- repeat --- */

enum draw_repeat { /* in order of precedence */
                   REPEAT_SAME,
                   REPEAT_RULE,  /* the record does not stand: *v says why */
                   REPEAT_LIST,  /* the candidates are not those of the lots */
                   REPEAT_HASH,  /* a salt and a code do not give the hash */
                   REPEAT_PLACE, /* somebody else was drawn */
                   REPEAT_SEAT,  /* somebody else sits */
                   DRAW_REPEATS
};
const char *draw_repeat_name(enum draw_repeat r);

/* Draw again from the record alone and compare. *who: the first person of whom the two say
 * different things, or the speciality at fault; "" when it is nobody's. */
enum draw_repeat draw_repeat(const struct expert_draw *d, struct arena *a, enum draw_verdict *v,
                             const char **who);
/* Places and seats from the record, into person[]; the verdict of the rule. */
enum draw_verdict draw_place(struct expert_draw *d, struct arena *a, const char **who);

/* --- stored --- */

struct draw_ask {
    const char *project, *draw, *randomness;
    date on;
    struct draw_need need[SPECIALITIES];
    uint8_t secret[DRAW_SECRET_SIZE];
    const char *const *company; /* concerned: bidders, or with whom it is bargained; codes */
    size_t companies;
    int64_t rest_days; /* who served within so many days is left out; 0: nobody */
};

/* Fix the list and publish it with the commitment. Those in conflict are removed first: who works
 * for an institution that takes part, for a company concerned or one related to it, is connected
 * with one, served within the rest days, or declared so (project/draw_parties.h). Verdict
 * DRAW_TOO_FEW: nothing was written; *who is the speciality. The same draw again changes nothing;
 * another one under its id is ERR_CONFLICT. */
bool draw_commit(struct db *db, struct arena *a, int64_t pool, const struct draw_ask *ask,
                 struct expert_draw *out, enum put *how, enum draw_verdict *v, const char **who,
                 struct err *e);
/* Reveal the secret and draw. A verdict that is not DRAW_OK: nothing was written. */
bool draw_reveal(struct db *db, struct arena *a, struct expert_draw *d, const char *public_text,
                 date on, const uint8_t secret[static DRAW_SECRET_SIZE], enum put *how,
                 enum draw_verdict *v, const char **who, struct err *e);
/* He was drawn and does not come: the next in reserve does. */
bool draw_decline(struct db *db, struct arena *a, struct expert_draw *d, const char *expert,
                  date on, const char *reason, enum put *how, struct err *e);
/* ERR_NOT_FOUND when there is none. */
bool draw_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *draw,
              struct expert_draw *out, struct err *e);
#endif
