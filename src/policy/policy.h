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

/* A text that the pack quotes, as it stands in `file` (docs/sources/..., or beside the pack). */
struct document {
    const char *id, *title, *number, *file; /* number: "" where it has none */
};

struct basis {
    enum basis_kind kind;
    const struct document *document;   /* NULL where there is none */
    const char *doc, *clause, *quote;  /* doc: number or title; "" where there is none */
    const char *reason_zh, *reason_en; /* of a choice, or who the authority is; else "" */
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
    char sha256[65];                           /* of the file's bytes, then the base's sha256 */
    struct setting setting[RULE_COUNT];        /* own, or the base's */
    bool own[RULE_COUNT];                      /* false: the base's */
    const struct document *document;           /* own; documents_n of them */
    size_t documents_n;
    const char *folder; /* of the pack: "policies/shanxi" */
    bool builtin;       /* its files are inside the binary */
};

/* `path`: a pack folder or its pack.yaml; "pack:ID", or just ID, for a built-in one. Everything is
 * checked, the quotes against their sources too. False: errs says why. */
bool policy_load(struct policy **out, struct arena *a, const char *path, struct errs *errs);
/* Bytes of a file that a pack names: beside the pack, in the working folder, or built in. */
bool policy_file(const char **bytes, size_t *n, struct arena *a, const char *folder, bool builtin,
                 const char *name);

const struct setting *policy_setting(const struct policy *p, enum rule r);
/* False: no value in this pack (by contract, by authority, not regulated). */
bool policy_bool(const struct policy *p, enum rule r, bool *out);
bool policy_int(const struct policy *p, enum rule r, int64_t *out);
bool policy_ratio(const struct policy *p, enum rule r, ratio *out);
bool policy_money(const struct policy *p, enum rule r, money *out);
bool policy_date(const struct policy *p, enum rule r, date *out);
bool policy_enum(const struct policy *p, enum rule r, int *out); /* index into rule.h's values */
/* Is a figure for this date allowed to come from this pack? (RULES 14: its term). A consultation
 * draft has no term: it computes for any date, and says everywhere that it is not in force. */
bool policy_covers(const struct policy *p, date on);

enum { POLICY_TEXT_MAX = 4096 };

/* "" for a pack in force, else 征求意见稿，未生效: goes with every output of the pack. */
const char *policy_status_note(const struct policy *p, enum lang lang);
/* The value as packs write it: "30%", "end_of_next_month"; "" without one. Returns out. */
char *policy_value_code(const struct policy *p, enum rule r, char *out, size_t size);
/* The value for people: "30%", "次月底". */
char *policy_value_text(const struct policy *p, enum rule r, enum lang lang, char *out,
                        size_t size);
/* The basis as a sentence: 《楚医保〔2022〕12号》五(四)：“...”; for a choice
 * 本系统缺省，非文件规定. With the status note of a draft. POLICY_TEXT_MAX is enough. */
char *policy_cite(const struct policy *p, enum rule r, enum lang lang, char *out, size_t size);
const char *basis_name(enum basis_kind kind); /* "clause", as packs write it */
#endif
