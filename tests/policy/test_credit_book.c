/* The editions of the credit evaluation: DOMAIN 4's bounds out of the files, choices that say so,
 * and what is refused. */
#include "../test.h"

#include "policy/credit_book.h"
#include "words/credit.h"
#include "words/policy.h"

static void
test_the_built_in_editions(void **state)
{
    static const struct {
        const char *edition;
        enum credit_matter m;
        int64_t yuan;
        int grade, below;
    } bounds[] = {
        {"2020", CREDIT_KICKBACK, 500000, 3, 2}, {"2020", CREDIT_KICKBACK, 2000000, 4, 3},
        {"2020", CREDIT_TAX, 1000000, 3, 2},     {"2020", CREDIT_TAX, 10000000, 4, 3},
        {"2025", CREDIT_KICKBACK, 10000, 1, 0},  {"2025", CREDIT_KICKBACK, 500000, 2, 1},
        {"2025", CREDIT_KICKBACK, 1000000, 3, 2}, {"2025", CREDIT_TAX, 50000, 1, 0},
        {"2025", CREDIT_TAX, 500000, 2, 1},      {"2025", CREDIT_TAX, 2500000, 3, 2},
    };
    struct arena *a = arena_new(1 << 20);
    struct errs errs = {0};
    struct credit_book book;
    struct credit_judged j[1];
    struct credit_answer answer;
    (void)state;
    assert_true(credit_book_load(&book, a, &errs));
    assert_int_equal(book.n, 2);
    for (size_t i = 0; i < COUNT(bounds); i++) {
        const struct credit_edition *e = &book.edition[bounds[i].edition[3] == '5'];
        struct credit_event v = {.id = "x", .matter = bounds[i].m, .product = "",
                                 .amount = money_yuan(bounds[i].yuan), .evaluated_on = e->from,
                                 .happened_on = e->from};
        assert_string_equal(e->id, bounds[i].edition);
        for (int under = 0; under < 2; under++) {
            v.amount.units -= under;
            credit_at(book.edition, 2, &v, 1, e->from, CREDIT_BY_EVALUATION, true, j, &answer, NULL);
            assert_int_equal(answer.grade, under ? bounds[i].below : bounds[i].grade);
        }
    }
    assert_string_equal(credit_grade_word(&book, &book.edition[0], 1, LANG_ZH), "一般失信");
    assert_string_equal(credit_grade_word(&book, &book.edition[1], 3, LANG_ZH), "特别严重失信");
    assert_string_equal(credit_grade_word(&book, &book.edition[1], 2, LANG_EN), "severe");
    assert_string_equal(credit_grade_word(&book, &book.edition[1], 0, LANG_EN), "");
    assert_non_null(strstr(book.reason[1].zh, "非文件规定"));
    arena_free(a);
}

/* Every name in a file means what the engine calls by that name. */
static void
test_names_agree(void **state)
{
    struct arena *a = arena_new(1 << 16);
    const struct yaml_shape *s = &credit_edition_shape;
    (void)state;
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; s->keys[i].shape != NULL && k < s->keys[i].shape->n; k++) {
            const struct yaml_key *key = &s->keys[i].shape->keys[k];
            int n = strcmp(key->name, "matter") == 0   ? CREDIT_MATTERS
                    : strcmp(key->name, "effect") == 0 ? CREDIT_EFFECTS
                    : strcmp(key->name, "goods") == 0  ? CREDIT_GOODS
                    : strcmp(key->name, "area") == 0   ? CREDIT_AREAS
                    : strcmp(key->name, "needs") == 0  ? CREDIT_ACTIONS
                                                       : 0;
            for (int v = 0; v < n; v++) {
                const char *want = n == CREDIT_MATTERS && key->name[0] == 'm' ? credit_matter_name((enum credit_matter)v)
                                   : key->name[0] == 'e' ? credit_effect_name((enum credit_effect)v)
                                   : key->name[0] == 'g' ? credit_goods_name((enum credit_goods)v)
                                   : key->name[0] == 'a' ? credit_area_name((enum credit_area)v)
                                                         : credit_action_name((enum credit_action)v);
                assert_string_equal(yaml_choice_name(a, key->choices, v), want);
            }
            if (n > 0)
                assert_int_equal(yaml_choice(key->choices, "nothing"), -1);
        }
    arena_free(a);
}

#define HEAD "id: x\nname: {zh: 甲, en: a}\nfrom: 2020-01-01\nbasis: {choice: {zh: 甲, en: a}}\n"
#define GRADES "grades:\n  - {name: {zh: 甲, en: a}, months: 12}\n"

static void
test_refusals(void **state)
{
    static const struct {
        const char *why, *text;
        enum msg want;
        int64_t line;
    } examples[] = {
        {"good", HEAD GRADES "thresholds:\n  - {matter: tax, from: \"0.00\", grade: 1}\n", M_NONE, 0},
        {"grade 2 of 1", HEAD GRADES "thresholds:\n  - {matter: tax, from: \"0.00\", grade: 1}\n  - {matter: tax, from: \"5.00\", grade: 2}\n", M_CREDIT_FLAW, 9},
        {"grade past an int", HEAD GRADES "thresholds:\n  - {matter: tax, from: \"0.00\", grade: 4294967297}\n", M_CREDIT_FLAW, 8},
        {"a measure longer than the record", HEAD GRADES "thresholds:\n  - {matter: tax, from: \"0.00\", grade: 1}\nmeasures:\n  - {grade: 1, effect: warn, goods: product, area: region, months: 13}\n", M_CREDIT_FLAW, 10},
        {"a repair that lowers nothing", HEAD GRADES "thresholds:\n  - {matter: tax, from: \"0.00\", grade: 1}\nrepair:\n  - {grade: 1, needs: [apology], lowered: 1}\n", M_CREDIT_FLAW, 10},
        {"unknown matter", HEAD GRADES "thresholds:\n  - {matter: taxes, from: \"0.00\", grade: 1}\n", M_YAML_WANT_ENUM, 8},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct arena *a = arena_new(1 << 20);
        struct err room[4];
        struct errs errs = {.list = room, .max = 4};
        struct credit_book book;
        credit_book_init(&book, a);
        bool ok = credit_book_add(&book, a, "x.yaml", examples[i].text, strlen(examples[i].text), &errs);
        if (ok != (examples[i].want == M_NONE) || (!ok && (room[0].msg != examples[i].want || room[0].at.line != examples[i].line)))
            fail_msg("%s: %s line %d", examples[i].why, ok ? "" : msg_name(room[0].msg), ok ? 0 : (int)room[0].at.line);
        assert_int_equal(book.n, ok);
        if (ok) { /* the same day again */
            assert_false(credit_book_add(&book, a, "x.yaml", examples[i].text, strlen(examples[i].text), &errs));
            assert_int_equal(room[0].msg, M_CREDIT_EDITION_ORDER);
            assert_int_equal(room[0].at.line, 3);
        }
        arena_free(a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_built_in_editions),
        cmocka_unit_test(test_names_agree),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
