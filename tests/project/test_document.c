/* Documents: three steps by three persons, versions that are kept and compared, nothing published
 * that was not approved. */
#include "../db/fresh.h"
#include "project/announcement.h"
#include "project/compare.h"
#include "project/document.h"
#include "project/life.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

/* Every state and step, alone, by another person, on the latest version. */
static void
test_every_step(void **state)
{
    static const struct {
        enum document_state from;
        enum document_step step;
    } good[] = {{DOCUMENT_DRAFT, STEP_SUBMIT},     {DOCUMENT_SUBMITTED, STEP_REVIEW},
                {DOCUMENT_REVIEWED, STEP_APPROVE}, {DOCUMENT_APPROVED, STEP_PUBLISH},
                {DOCUMENT_SUBMITTED, STEP_RETURN}, {DOCUMENT_REVIEWED, STEP_RETURN}};
    bool seen[STEP_VERDICTS] = {false};
    (void)state;
    for (int s = 0; s < DOCUMENT_STATES; s++)
        for (int t = 0; t < DOCUMENT_STEPS; t++) {
            bool is_good = false;
            for (size_t i = 0; i < COUNT(good); i++)
                is_good |= good[i].from == (enum document_state)s && good[i].step == (enum document_step)t;
            for (int k = 0; k < 8; k++) { /* latest, same person, reason */
                struct step_facts f = {(enum document_state)s, k & 1, k & 2};
                enum step_verdict v = step_check(&f, (enum document_step)t, k & 4 ? "because" : "");
                enum step_verdict want = !is_good                              ? STEP_ORDER
                                         : !(k & 1) && t != STEP_PUBLISH       ? STEP_STALE
                                         : t == STEP_RETURN && !(k & 4)        ? STEP_REASON
                                         : (k & 2) && (t == STEP_REVIEW || t == STEP_APPROVE) ? STEP_PERSON
                                                                               : STEP_OK;
                assert_int_equal(v, want);
                seen[v] = true;
            }
        }
    for (int v = 0; v < STEP_VERDICTS; v++)
        assert_true(seen[v]);
}

/* --- comparing --- */

static void
check(struct arena *a, const char *was, const char *is)
{
    struct compared c = compare_lines(a, was, is);
    char old[64] = "", new[64] = "";
    size_t gone = 0, fresh = 0;
    for (size_t i = 0; i < c.n; i++) {
        if (c.list[i].kind != LINE_NEW)
            strcat(strcat(old, c.list[i].text), "\n");
        if (c.list[i].kind != LINE_GONE)
            strcat(strcat(new, c.list[i].text), "\n");
        gone += c.list[i].kind == LINE_GONE;
        fresh += c.list[i].kind == LINE_NEW;
    }
    assert_string_equal(old, was); /* nothing is lost on either side */
    assert_string_equal(new, is);
    assert_int_equal(gone, c.gone);
    assert_int_equal(fresh, c.fresh);
}

/* All pairs of texts of up to five lines out of "a" and "b", and that equal ones have no change. */
static void
test_every_small_text(void **state)
{
    struct arena *a = arena_new(16 << 20);
    (void)state;
    for (unsigned x = 0; x < 1u << 6; x++)
        for (unsigned y = 0; y < 1u << 6; y++) {
            char was[32] = "", is[32] = "";
            for (unsigned v = x; v > 1; v >>= 1)
                strcat(was, v & 1 ? "a\n" : "b\n");
            for (unsigned v = y; v > 1; v >>= 1)
                strcat(is, v & 1 ? "a\n" : "b\n");
            check(a, was, is);
            if (strcmp(was, is) == 0)
                assert_int_equal(compare_lines(a, was, is).gone, 0);
            arena_reset(a);
        }
    struct compared c = compare_lines(a, "1\n2\n3\n4\n", "1\n3\nx\n4\n");
    assert_int_equal(c.gone, 1);
    assert_int_equal(c.fresh, 1);
    arena_free(a);
}

/* --- on each engine --- */

static const date on = {19800};
static enum put how;

static bool
draft(struct db *db, const char *body, const char *who, int64_t *version, struct err *e)
{
    const struct document_version d = {.project = "", .code = "HT", .kind = DOCUMENT_CONTRACT,
                                       .title = "contract", .body = body};
    return document_draft(db, fresh_arena, FRESH_POOL, &d, who, on, version, &how, e);
}

static bool
take(struct db *db, int64_t version, enum document_step s, const char *who, const char *reason,
     struct err *e)
{
    return document_take(db, fresh_arena, FRESH_POOL, "", "HT", version, s, who, on, reason, &how, e);
}

static bool
announce(struct db *db, int64_t version, struct err *e)
{
    struct announcement n = {.project = "", .number = "1", .kind = ANNOUNCE_OTHER, .title = "t", .body = "",
                             .document = "HT", .version = version, .sha256 = "", .on = on, .who = "t"};
    return publish_announcement(db, fresh_arena, FRESH_POOL, &n, &(struct notice_term){0}, &how, e);
}

static bool
story(struct db *db, void *arg, struct err *e)
{
    struct document_version d;
    struct document_acts acts;
    int64_t v;
    bool found;
    (void)arg;
    const struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "chongqing",
                              .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    if (!project_put(db, fresh_arena, &p, &how, e) || !template_must(db, fresh_arena, FRESH_POOL, "P", e) ||
        !project_begin(db, fresh_arena, FRESH_POOL, "P", on, "o", &how, e))
        return false;
    assert_false(template_must(db, fresh_arena, FRESH_POOL, "P", e)); /* no agreement without one */
    assert_string_equal(msg_name(e->msg), "document_template");
    if (!draft(db, "one\n", "zhang", &v, e) || v != 1 || how != PUT_NEW ||
        !draft(db, "one\n", "zhang", &v, e) || v != 1 || how != PUT_SAME ||
        !take(db, 1, STEP_SUBMIT, "zhang", "", e))
        return false;
    assert_false(take(db, 1, STEP_REVIEW, "zhang", "", e)); /* his own draft */
    assert_int_equal(e->code, ERR_DENIED);
    assert_false(take(db, 1, STEP_RETURN, "li", "", e));
    assert_string_equal(msg_name(e->msg), "document_reason");
    if (!take(db, 1, STEP_RETURN, "li", "the term is missing", e) || !draft(db, "one\ntwo\n", "zhang", &v, e) ||
        v != 2 || how != PUT_CHANGED)
        return false;
    assert_false(take(db, 1, STEP_SUBMIT, "zhang", "", e)); /* was returned */
    if (!take(db, 2, STEP_SUBMIT, "zhang", "", e) || !take(db, 2, STEP_REVIEW, "li", "", e) ||
        !take(db, 2, STEP_REVIEW, "li", "", e) || how != PUT_SAME)
        return false;
    assert_false(take(db, 2, STEP_APPROVE, "li", "", e)); /* had reviewed it */
    assert_false(announce(db, 2, e));                      /* not approved yet */
    assert_string_equal(msg_name(e->msg), "document_order");
    if (!document_approved(db, fresh_arena, FRESH_POOL, "P", DOCUMENT_CONTRACT, &d, &found, e) || found ||
        !take(db, 2, STEP_APPROVE, "wang", "", e) ||
        !document_approved(db, fresh_arena, FRESH_POOL, "P", DOCUMENT_CONTRACT, &d, &found, e) || !found ||
        d.version != 2 || strcmp(d.body, "one\ntwo\n") != 0)
        return false;
    assert_true(template_must(db, fresh_arena, FRESH_POOL, "P", e)); /* approved for all projects */
    assert_true(draft(db, "three\n", "zhang", &v, e) && v == 3); /* a draft replaces nothing yet */
    if (!announce(db, 2, e) || !announce(db, 2, e) || how != PUT_SAME)
        return false;
    assert_false(announce(db, 3, e));
    *e = (struct err){.code = ERR_NONE}; /* that was expected */
    return document_get(db, fresh_arena, FRESH_POOL, "", "HT", 1, &d, e) &&
           d.state == DOCUMENT_RETURNED && strcmp(d.body, "one\n") == 0 &&
           document_acts(db, fresh_arena, FRESH_POOL, "", "HT", 2, &acts, e) && acts.n == 5 &&
           acts.list[4].step == STEP_PUBLISH;
}

static void
test_three_steps(void **state)
{
    struct err e = {0};
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, story, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_step),
                                       cmocka_unit_test(test_every_small_text), TEST(test_three_steps)};
    return fresh_run(tests, COUNT(tests));
}
