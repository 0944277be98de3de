#include "project/way.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "project/life.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/phases.h"

const char *const way_names[WAYS] = {"tender",  "negotiation",       "inquiry",
                                     "linkage", "group_negotiation", "direct_listing"};
enum { GROUP_LEAST = 2, CODE_MAX = 64 };

bool
way_put(struct db *db, struct arena *a, int64_t pool, const struct added_way *in, enum put *how,
        struct err *e)
{
    const struct val v[] = {v_int(pool),         v_text(in->way), v_date(a, in->from),
                            v_text(in->name),    v_int(in->open), v_int(in->least),
                            v_text(in->document)};
    int known;
    if (name_find(way_names, WAYS, in->way, &known))
        return err_set(e, ERR_CONFLICT, M_WAY_BUILT_IN, {in->way}, .field = "way");
    return put_dated(db, a, &(struct put_row){&q_way_get, &q_way_write, &q_way_close, v, 7, 2}, how,
                     e);
}

bool
way_list(struct db *db, struct arena *a, int64_t pool, date on, struct added_ways *out,
         struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_way_each, a, &r, e, v_int(pool), v_date(a, on)))
        return false;
    *out = (struct added_ways){r.n, arena_array(a, struct added_way, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] = (struct added_way){.way = row_text(&r, i, 0),
                                          .name = row_text(&r, i, 2),
                                          .open = row_int(&r, i, 3) == 1,
                                          .least = row_int(&r, i, 4),
                                          .document = row_text(&r, i, 5)};
        (void)date_parse(&out->list[i].from, row_text(&r, i, 1));
    }
    return true;
}

const char *
way_answered_name(enum way_answered v)
{
    static const char *const names[CHOICES] = {"ok", "unknown", "closed", "few"};
    assert(v < CHOICES);
    return names[v];
}

enum way_answered
way_check(const struct way_facts *f)
{
    if (f->way < 0)
        return CHOICE_UNKNOWN;
    if (!f->provided)
        return CHOICE_CLOSED;
    return f->takes_part < f->least ? CHOICE_FEW : CHOICE_OK;
}

static enum rule
rule_of(int way)
{
    static const enum rule rules[WAYS] = {RULE_WAY_TENDER,  RULE_WAY_NEGOTIATION, RULE_WAY_INQUIRY,
                                          RULE_WAY_LINKAGE, RULE_WAY_GROUP,       RULE_WAY_DIRECT};
    return rules[way];
}

static bool
read_facts(struct db *db, struct arena *a, int64_t pool, const char *project, const char *way,
           date on, struct way_facts *f, struct err *e)
{
    struct project p;
    struct policy *pack;
    struct added_ways more;
    struct rows r;
    if (!project_get(db, a, pool, project, &p, e) || !project_pack(&p, a, &pack, e) ||
        !way_list(db, a, pool, on, &more, e) ||
        !db_run(db, &q_participation_count, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *f = (struct way_facts){.way = -1, .takes_part = row_int(&r, 0, 0)};
    if (name_find(way_names, WAYS, way, &f->way)) {
        (void)policy_bool(pack, rule_of(f->way), &f->provided);
        f->least = f->way == WAY_OF_GROUP ? GROUP_LEAST : 0;
        return true;
    }
    f->way = -1;
    for (size_t i = 0; i < more.n; i++)
        if (strcmp(more.list[i].way, way) == 0) {
            f->way = WAYS;
            f->provided = more.list[i].open;
            f->least = more.list[i].least;
        }
    return true;
}

bool
way_of(struct db *db, struct arena *a, int64_t pool, const char *project, const char **way,
       struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_project_way_get, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *way = r.n > 0 ? row_text(&r, 0, 0) : "";
    return true;
}

bool
choose_way(struct db *db, struct arena *a, int64_t pool, const char *project, const char *way,
           date on, enum put *how, struct err *e)
{
    static const enum msg say[CHOICES] = {[CHOICE_UNKNOWN] = M_WAY_UNKNOWN,
                                          [CHOICE_CLOSED] = M_WAY_NOT_OPEN,
                                          [CHOICE_FEW] = M_WAY_FEW};
    const struct val v[] = {v_int(pool), v_text(project), v_text(way), v_date(a, on)};
    struct way_facts f;
    const char *was;
    char n[INT_TEXT_MAX], least[INT_TEXT_MAX];
    if (!way_of(db, a, pool, project, &was, e))
        return false;
    *how = *was == '\0' ? PUT_NEW : strcmp(was, way) == 0 ? PUT_SAME : PUT_CHANGED;
    if (*how == PUT_SAME)
        return true;
    if (!project_may(db, a, pool, project, ACT_EDIT, on, e) ||
        !read_facts(db, a, pool, project, way, on, &f, e))
        return false;
    enum way_answered answer = way_check(&f);
    if (answer != CHOICE_OK)
        return err_set(e, answer == CHOICE_UNKNOWN ? ERR_INPUT : ERR_CONFLICT, say[answer],
                       {way, project, int_text(f.takes_part, n), int_text(f.least, least)},
                       .field = "way");
    return db_do_values(db, &q_project_way_write, v, sizeof(v) / sizeof(*v), e);
}
