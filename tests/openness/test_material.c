/* Explanations, training, cases and results by versions; who has read them; questions and their answers (I9). */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "openness/material.h"
#include "openness/query.h"
#include "words/material.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define FILE_1 "1111111111111111111111111111111111111111111111111111111111111111"

static struct err e;
static enum put how;
static int64_t n;

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    OK(fresh_db->ops->exec(fresh_db, "INSERT INTO file (sha256, type, size) VALUES ('" FILE_1 "', 'application/pdf', 1)", &e));
    return rc;
}

struct call {
    const struct material *material;
    const struct question *question;
    const char *read, *login, *org, *answer;
    bool published;
    int64_t seq, pool;
};

static bool
job(struct db *db, void *arg, struct err *err)
{
    const struct call *c = arg;
    return c->material   ? material_put(db, fresh_arena, c->pool, c->material, &n, &how, err)
           : c->question ? question_ask(db, fresh_arena, c->pool, c->question, &n, err)
           : c->read     ? material_read(db, fresh_arena, c->pool, c->read, c->login, c->org, day("2025-03-02"), &how, err)
                         : question_answer(db, fresh_arena, c->pool, c->seq, c->answer, c->published, "li", day("2025-03-03"), &how, err);
}

static bool
run(struct call c)
{
    e = (struct err){.code = ERR_NONE};
    c.pool = c.pool != 0 ? c.pool : FRESH_POOL;
    return db_tx(fresh_db, FRESH_POOL, job, &c, &e);
}

static bool
put(const char *code, const char *title, const char *body, const char *file, enum material_audience audience)
{
    const struct material m = {.material = code, .title = title, .body = body, .file = file, .who = "li",
                               .kind = MATERIAL_TRAINING, .audience = audience, .on = day("2025-03-01")};
    return run((struct call){.material = &m});
}

static void
refused(bool ok, enum msg msg, const char *why)
{
    if (ok)
        fail_msg("%s: taken", why);
    if (e.msg != msg)
        fail_msg("%s: %s", why, msg_name(e.msg));
}

static size_t
seen(const struct query *q, const struct val v[], size_t values)
{
    struct rows r;
    OK(fresh_db->ops->run(fresh_db, q, v, values, fresh_arena, &r, &e));
    return r.n;
}

static void
test_material(void **state)
{
    (void)state;
    refused(put("T1", "t", "", "", FOR_STAFF), M_MATERIAL_EMPTY, "neither text nor file");
    refused(put("T1", "t", "", "00", FOR_STAFF), M_MATERIAL_FILE, "a file nobody kept");
    OK(put("T1", "t", "", FILE_1, FOR_STAFF));
    assert_int_equal(how, PUT_NEW);
    OK(put("T1", "t", "", FILE_1, FOR_STAFF));
    assert_int_equal(how, PUT_SAME);
    assert_int_equal(n, 1);
    const struct val pub[] = {v_int(FRESH_POOL), v_text("public"), v_text(""), v_text(""), v_text(""), v_int(0), v_int(9)};
    const struct val all[] = {v_int(FRESH_POOL), v_text(""), v_text("training"), v_text("wu"), v_text(""), v_int(0), v_int(9)};
    const struct val file[] = {v_int(FRESH_POOL), v_text(FILE_1), v_text("public")};
    assert_int_equal(seen(&q_material_page, pub, COUNT(pub)), 0); /* not for everybody */
    assert_int_equal(seen(&q_material_file_seen, file, COUNT(file)), 0);
    assert_int_equal(seen(&q_material_page, all, COUNT(all)), 1);
    OK(put("T1", "t", "", FILE_1, FOR_PUBLIC));
    assert_int_equal(how, PUT_CHANGED);
    assert_int_equal(n, 2);
    assert_int_equal(seen(&q_material_page, pub, COUNT(pub)), 1);
    assert_int_equal(seen(&q_material_file_seen, file, COUNT(file)), 1);
    const struct material stray = {.material = "T", .title = "t", .body = "b", .file = "", .who = "", .on = day("2025-03-01")};
    refused(run((struct call){.material = &stray, .pool = 999999}), M_NO_POOL, "no such pool");
}

static void
test_read_receipts(void **state)
{
    const struct val unread[] = {v_int(FRESH_POOL), v_text("50"), v_text("51"), v_text("T1"), v_text(""), v_int(0), v_int(9)};
    (void)state;
    refused(run((struct call){.read = "T1", .login = "wu", .org = "H1"}), M_NO_MATERIAL, "nothing to read");
    OK(put("T1", "t", "b", "", FOR_STAFF));
    assert_int_equal(seen(&q_material_unread, unread, COUNT(unread)), 3);
    OK(run((struct call){.read = "T1", .login = "wu", .org = "H1"}));
    assert_int_equal(how, PUT_NEW);
    OK(run((struct call){.read = "T1", .login = "wu", .org = "H1"})); /* the first time counts */
    assert_int_equal(how, PUT_SAME);
    assert_int_equal(seen(&q_material_unread, unread, COUNT(unread)), 2);
    OK(put("T1", "t", "more", "", FOR_STAFF)); /* another version is read anew */
    assert_int_equal(seen(&q_material_unread, unread, COUNT(unread)), 3);
}

static size_t
questions(bool all, const char *login)
{
    const struct val v[] = {v_int(FRESH_POOL), v_int(all), v_text(login), v_text(""), v_text(""), v_int(0), v_int(9)};
    return seen(&q_question_page, v, COUNT(v));
}

static void
test_questions(void **state)
{
    const struct question mine = {.topic = "t", .body = "why", .contact = "", .login = "wu", .org = "H1", .on = day("2025-03-01")},
                          anybody = {.topic = "t", .body = "bad", .contact = "139", .login = "", .org = "", .kind = QUESTION_FEEDBACK, .on = day("2025-03-01")};
    (void)state;
    OK(run((struct call){.question = &mine}));
    assert_int_equal(n, 1);
    OK(run((struct call){.question = &anybody}));
    assert_int_equal(n, 2);
    refused(run((struct call){.question = &mine, .pool = 999999}), M_NO_POOL, "no such pool");
    assert_int_equal(questions(true, "li"), 2);
    assert_int_equal(questions(false, "wu"), 1);
    assert_int_equal(questions(false, "sun"), 0); /* another's */
    assert_int_equal(questions(false, ""), 0);    /* nobody's login is nobody's question */
    refused(run((struct call){.seq = 3, .answer = "so"}), M_NO_QUESTION, "no such number");
    OK(run((struct call){.seq = 1, .answer = "so", .published = true}));
    OK(run((struct call){.seq = 1, .answer = "so", .published = true}));
    assert_int_equal(how, PUT_SAME);
    refused(run((struct call){.seq = 1, .answer = "otherwise", .published = true}), M_QUESTION_ANSWERED, "answered");
    OK(run((struct call){.seq = 2, .answer = "seen", .published = false}));
    assert_int_equal(questions(false, ""), 1);
    assert_int_equal(questions(false, "sun"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_material), TEST(test_read_receipts), TEST(test_questions)};
    return fresh_run(tests, COUNT(tests));
}
