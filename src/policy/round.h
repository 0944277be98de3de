/* round.h - the rules of one procurement round (RULES 3 and 4) out of its rules.yaml.
 *
 * A round is data: units, validity, ranking, quota, steps, gap rule, standby and the split of
 * volume, each part with its basis: `clause` (a quote that stands in docs/sources), `cite` (a
 * published document that is not in this repository, with a note on how sure we are) or `choice`
 * (ours, no clause). docs/packs.md lists the keys; it is printed from round_shape.
 *
 * Everything lives in the arena; the engine's texts point into it. */
#ifndef JICAI_ROUND_H
#define JICAI_ROUND_H
#include "base/host/arena.h"
#include "engine/allocate.h"
#include "engine/award.h"
#include "engine/renewal.h"
#include "engine/talks.h"
#include "policy/yaml.h"

enum { ROUND_GROUPS_MAX = 1000, ROUND_BASES_MAX = 80, ROUND_AREA_MAX = 500 };

enum round_basis_kind { ROUND_CLAUSE, ROUND_CITE, ROUND_CHOICE };

struct round_basis {
    enum round_basis_kind kind;
    const char *clause; /* what the engine's results carry: "GH-HD2020-1 3.2", "choice" */
    const char *title, *number, *file, *place, *quote; /* "" where there is none */
    const char *zh, *en;                               /* note of a cite, reason of a choice */
};

struct round_group {
    const char *name;
    money ceiling, previous_highest; /* 0: not given */
};

struct round {
    const char *id, *name_zh, *name_en, *path; /* path: of rules.yaml */
    bool builtin;
    struct award_rules award;
    bool has_split;
    struct split_rules split;
    struct talks_rules talks[TALKS_MODES]; /* the defaults where the file says nothing */
    struct renewal_rules renewal; /* the defaults where the file says nothing */
    ratio percentile;        /* of other rounds' prices; 0: their lowest */
    const char *const *area; /* regions that a unit A bidder must supply; area_n 0: all or "*" */
    size_t area_n;
    const struct round_group *group; /* groups_n 0: any group may bid */
    size_t groups_n;
    struct round_basis *basis;
    size_t bases;
    char sha256[65]; /* of the file's bytes */
};

/* `path`: a folder of policies/rounds, its rules.yaml, or "round:NAME" for a built-in one. False:
 * errs says all that is wrong with it. */
bool round_load(struct round **out, struct arena *a, const char *path, struct errs *errs);
/* The bytes of such a path, and which file they are. */
bool round_bytes(const char **bytes, size_t *n, const char **file, struct arena *a,
                 const char *path, struct errs *errs);
bool round_is(const char *path); /* a round rather than a pack? */
/* The same from the text of such a file; `name` is what messages call it. */
bool round_parse(struct round **out, struct arena *a, const char *name, const char *text,
                 struct errs *errs);
/* The basis behind a result's `clause`: by address, as results hand it out; or NULL. */
const struct round_basis *round_basis_of(const struct round *r, const char *clause);
const struct round_group *round_group_find(const struct round *r, const char *name);

extern const struct yaml_shape round_shape; /* for the reference of keys */
#endif
