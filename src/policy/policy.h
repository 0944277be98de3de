/* policy.h - a policy pack: what one jurisdiction prescribes, each figure with its basis (RULES
 * 14).
 *
 * A pack is read from YAML, checked (every mistake at once, with file, line and column) and then
 * never changed. All of it lives in the arena it was loaded into. */
#ifndef JICAI_POLICY_H
#define JICAI_POLICY_H
#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"
#include "base/host/arena.h"
#include "engine/rule.h"

enum basis_kind {
    BASIS_MISSING,       /* the pack says nothing: same answer as not_regulated */
    BASIS_CLAUSE,        /* document, clause, quote */
    BASIS_BY_CONTRACT,   /* left to the parties */
    BASIS_BY_AUTHORITY,  /* somebody named in the source fixes it case by case; clause kept */
    BASIS_CHOICE,        /* our default, no clause: 本系统缺省，非文件规定 */
    BASIS_NOT_REGULATED, /* the engine answers "no rule in this pack" */
};

struct basis {
    enum basis_kind kind;
    const char *doc, *clause, *quote;  /* "" where there is none */
    const char *reason_zh, *reason_en; /* of a choice, or who the authority is */
};

struct setting {
    struct basis basis;
    bool has_value; /* false: by_contract, by_authority without a default, not_regulated */
    int64_t n;      /* BOOL 0/1, INT, RATIO ppm, MONEY units, DATE day, ENUM index */
};

enum pack_status { PACK_IN_FORCE, PACK_CONSULTATION_DRAFT };

struct policy {
    const char *id, *name_zh, *name_en, *jurisdiction; /* jurisdiction: 6-digit division */
    enum pack_status status;
    date issued, effective_from, effective_to; /* day 0: unknown or open */
    const struct policy *base;                 /* of `extends:`, NULL */
    char sha256[65];                           /* of the file's bytes (and its base's) */
    struct setting setting[RULE_COUNT];        /* own, or the base's */
};

/* `path`: a pack folder or its pack.yaml; "pack:ID" for a built-in one. False: errs says why. */
bool policy_load(struct policy **out, struct arena *a, const char *path, struct errs *errs);

const struct setting *policy_setting(const struct policy *p, enum rule r);
/* False: no value in this pack (by contract, by authority, not regulated). */
bool policy_bool(const struct policy *p, enum rule r, bool *out);
bool policy_int(const struct policy *p, enum rule r, int64_t *out);
bool policy_ratio(const struct policy *p, enum rule r, ratio *out);
bool policy_money(const struct policy *p, enum rule r, money *out);
bool policy_date(const struct policy *p, enum rule r, date *out);
bool policy_enum(const struct policy *p, enum rule r, int *out); /* index into rule.h's values */
/* Is a figure for this date allowed to come from this pack? (RULES 14: its term) */
bool policy_covers(const struct policy *p, date on);
#endif
