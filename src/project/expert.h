/* expert.h - the expert bank (专家库; REQUIREMENTS B4, GZ 三(三)): who may be drawn, in which
 * speciality, and with whom he is connected. Texts live in the arena. */
#ifndef JICAI_EXPERT_H
#define JICAI_EXPERT_H
#include "registry/put.h"

enum speciality { SPECIALITY_CLINICAL, SPECIALITY_INSURANCE, SPECIALITY_MANAGEMENT, SPECIALITIES };
extern const char *const speciality_names[SPECIALITIES];
bool speciality_parse(enum speciality *out, const char *name, size_t n);

struct expert {
    const char *code, *name;
    const char *employer; /* institution or company: its code, or its name */
    enum speciality speciality;
    const char *companies; /* he is connected with: codes or names, parted by ';'; "" */
    bool available;
    date removed_on;    /* day 0: is in the bank */
    const char *reason; /* why he was removed; "" */
};

/* Stores him as he is now. A removal has a reason, and a reason a removal. */
bool expert_put(struct db *db, struct arena *a, int64_t pool, const struct expert *in,
                enum put *how, struct err *e);

struct experts {
    size_t n;
    struct expert *list; /* by code */
};
/* Those who may be drawn on a day; more than DRAW_CANDIDATES_MAX: ERR_TOO_LARGE. */
bool expert_on(struct db *db, struct arena *a, int64_t pool, date on, struct experts *out,
               struct err *e);
#endif
