#include "policy/credit_book.h"

#include <assert.h>
#include <string.h>

#include "base/host/embed.h"
#include "words/credit.h"
#include "words/policy.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SHAPE(type) .keys = type##_keys, .n = COUNT(type##_keys), .size = sizeof(struct type)
#define MATTERS "kickback|tax|monopoly|pricing|resisting|bidding|breach"
#define EFFECTS "warn|publish|limit_listing|stop_listing|refuse_bid|refuse_distribution|to_standby"
#define GOODS "product|company"
#define AREAS "region|province|nation"
#define ACTIONS "stop_act|deal_staff|apology|compliance|cut_price|return_gains"

/* The file as it is read; the engine's tables are made of it. */
struct raw_grade {
    struct credit_words name;
    int64_t months;
};
struct raw_threshold {
    int matter;
    money from;
    int64_t grade;
};
struct raw_measure {
    int64_t grade, months;
    int effect, goods, area;
};
struct raw_repair {
    int64_t grade, lowered;
    struct yaml_list needs;
};
struct raw_basis {
    struct credit_words choice;
};
struct raw_edition {
    const char *id;
    struct credit_words name;
    date from;
    struct raw_basis basis;
    struct yaml_list grades, thresholds, measures, repair;
};

static const struct yaml_key credit_words_keys[] = {
    {"zh", YAML_TEXT, true, offsetof(struct credit_words, zh), .say = M_KEY_ZH},
    {"en", YAML_TEXT, true, offsetof(struct credit_words, en), .say = M_KEY_EN},
};
static const struct yaml_shape words_shape = {"words", M_KEY_WORDS, SHAPE(credit_words)};

static const struct yaml_key raw_grade_keys[] = {
    {"name", YAML_MAP, true, offsetof(struct raw_grade, name), .say = M_KEY_CREDIT_NAME,
     .shape = &words_shape},
    {"months", YAML_INT, true, offsetof(struct raw_grade, months), .say = M_KEY_CREDIT_STANDS,
     .least = 1, .most = 1200},
};
static const struct yaml_shape grade_shape = {"credit.grade", M_KEY_CREDIT_GRADES,
                                              SHAPE(raw_grade)};

static const struct yaml_key raw_threshold_keys[] = {
    {"matter", YAML_ENUM, true, offsetof(struct raw_threshold, matter), .say = M_KEY_CREDIT_MATTER,
     .choices = MATTERS},
    {"from", YAML_MONEY, true, offsetof(struct raw_threshold, from), .say = M_KEY_CREDIT_AMOUNT},
    {"grade", YAML_INT, true, offsetof(struct raw_threshold, grade), .say = M_KEY_CREDIT_GRADE},
};
static const struct yaml_shape threshold_shape = {"credit.threshold", M_KEY_CREDIT_THRESHOLDS,
                                                  SHAPE(raw_threshold)};

#define AT(field) offsetof(struct raw_measure, field)
static const struct yaml_key raw_measure_keys[] = {
    {"grade", YAML_INT, true, AT(grade), .say = M_KEY_CREDIT_GRADE},
    {"effect", YAML_ENUM, true, AT(effect), .say = M_KEY_CREDIT_EFFECT, .choices = EFFECTS},
    {"goods", YAML_ENUM, true, AT(goods), .say = M_KEY_CREDIT_GOODS, .choices = GOODS},
    {"area", YAML_ENUM, true, AT(area), .say = M_KEY_CREDIT_AREA, .choices = AREAS},
    {"months", YAML_INT, true, AT(months), .say = M_KEY_CREDIT_MONTHS},
};
#undef AT
static const struct yaml_shape measure_shape = {"credit.measure", M_KEY_CREDIT_MEASURES,
                                                SHAPE(raw_measure)};

static const struct yaml_key raw_repair_keys[] = {
    {"grade", YAML_INT, true, offsetof(struct raw_repair, grade), .say = M_KEY_CREDIT_GRADE},
    {"needs", YAML_ENUM, true, offsetof(struct raw_repair, needs), .say = M_KEY_CREDIT_NEEDS,
     .many = CREDIT_ACTIONS, .choices = ACTIONS},
    {"lowered", YAML_INT, true, offsetof(struct raw_repair, lowered), .say = M_KEY_CREDIT_LOWERED},
};
static const struct yaml_shape repair_shape = {"credit.repair", M_KEY_CREDIT_REPAIR,
                                               SHAPE(raw_repair)};

static const struct yaml_key raw_basis_keys[] = {
    {"choice", YAML_MAP, true, offsetof(struct raw_basis, choice), .say = M_KEY_BASIS_CHOICE,
     .shape = &words_shape},
};
static const struct yaml_shape basis_shape = {"credit.basis", M_KEY_BASIS, SHAPE(raw_basis)};

#define AT(field) offsetof(struct raw_edition, field)
static const struct yaml_key raw_edition_keys[] = {
    {"id", YAML_TEXT, true, AT(id), .say = M_KEY_CREDIT_ID},
    {"name", YAML_MAP, true, AT(name), .say = M_KEY_CREDIT_NAME, .shape = &words_shape},
    {"from", YAML_DATE, true, AT(from), .say = M_KEY_CREDIT_FROM},
    {"basis", YAML_MAP, true, AT(basis), .say = M_KEY_BASIS, .shape = &basis_shape},
    {"grades", YAML_MAP, true, AT(grades), .say = M_KEY_CREDIT_GRADES, .many = CREDIT_GRADES_MAX,
     .shape = &grade_shape},
    {"thresholds", YAML_MAP, true, AT(thresholds), .say = M_KEY_CREDIT_THRESHOLDS,
     .many = CREDIT_THRESHOLDS_MAX, .shape = &threshold_shape},
    {"measures", YAML_MAP, false, AT(measures), .say = M_KEY_CREDIT_MEASURES,
     .many = CREDIT_MEASURES_MAX, .shape = &measure_shape},
    {"repair", YAML_MAP, false, AT(repair), .say = M_KEY_CREDIT_REPAIR, .many = CREDIT_REPAIRS_MAX,
     .shape = &repair_shape},
};
#undef AT
const struct yaml_shape credit_edition_shape = {"credit", M_KEY_CREDIT, SHAPE(raw_edition)};

/* A number of the file as an int; out of range it becomes one that the check refuses. */
static int
small(int64_t n)
{
    return n >= 0 && n <= 100000 ? (int)n : -1;
}

static void
compile_lists(const struct raw_edition *raw, struct arena *a, struct credit_edition *e)
{
    const struct raw_threshold *t = raw->thresholds.item;
    const struct raw_measure *m = raw->measures.item;
    const struct raw_repair *r = raw->repair.item;
    struct credit_threshold *threshold = arena_array(a, struct credit_threshold, raw->thresholds.n);
    struct credit_measure *measure = arena_array(a, struct credit_measure, raw->measures.n);
    struct credit_repair *repair = arena_array(a, struct credit_repair, raw->repair.n);

    for (size_t i = 0; i < raw->thresholds.n; i++)
        threshold[i] = (struct credit_threshold){(enum credit_matter)t[i].matter, t[i].from,
                                                 small(t[i].grade)};
    for (size_t i = 0; i < raw->measures.n; i++)
        measure[i] = (struct credit_measure){small(m[i].grade), (enum credit_effect)m[i].effect,
                                             (enum credit_goods)m[i].goods,
                                             (enum credit_area)m[i].area, small(m[i].months)};
    for (size_t i = 0; i < raw->repair.n; i++) {
        const int *needs = r[i].needs.item;
        repair[i] =
            (struct credit_repair){.grade = small(r[i].grade), .lowered = small(r[i].lowered)};
        for (size_t k = 0; k < r[i].needs.n; k++)
            repair[i].needs |= 1u << needs[k];
    }
    e->threshold = threshold;
    e->measure = measure;
    e->repair = repair;
    e->thresholds = raw->thresholds.n;
    e->measures = raw->measures.n;
    e->repairs = raw->repair.n;
}

/* The row that the check found at fault, for its line. */
static const struct yaml_node *
flaw_node(const struct yaml_doc *d, enum credit_flaw f, size_t at)
{
    static const char *const keys[CREDIT_FLAWS] = {
        [CREDIT_SOUND] = "",
        [CREDIT_FLAW_GRADES] = "grades",
        [CREDIT_FLAW_MONTHS] = "grades",
        [CREDIT_FLAW_THRESHOLD] = "thresholds",
        [CREDIT_FLAW_MEASURE] = "measures",
        [CREDIT_FLAW_REPAIR] = "repair",
    };
    const struct yaml_node *list = yaml_get(d->root, keys[f]);
    const struct yaml_node *row = list != NULL ? list->first : NULL;
    size_t skip = f == CREDIT_FLAW_MONTHS ? at - 1 : at;
    for (; row != NULL && skip > 0; skip--)
        row = row->next;
    return row != NULL ? row : list;
}

static bool
compile(const struct yaml_doc *d, const struct raw_edition *raw, struct credit_edition *e,
        struct credit_words grade[])
{
    const struct raw_grade *g = raw->grades.item;
    size_t at;
    *e = (struct credit_edition){.id = raw->id, .from = raw->from, .grades = (int)raw->grades.n};
    for (size_t i = 0; i < raw->grades.n; i++) {
        e->months[i + 1] = (int)g[i].months;
        grade[i] = g[i].name;
    }
    compile_lists(raw, d->arena, e);
    enum credit_flaw f = credit_edition_check(e, &at);
    return f == CREDIT_SOUND || yaml_mistake(d, flaw_node(d, f, at), credit_flaw_name(f),
                                             M_CREDIT_FLAW, {credit_flaw_name(f)});
}

void
credit_book_init(struct credit_book *book, struct arena *a)
{
    *book = (struct credit_book){
        .edition = arena_array(a, struct credit_edition, CREDIT_EDITIONS_MAX),
        .name = arena_array(a, struct credit_words, CREDIT_EDITIONS_MAX),
        .reason = arena_array(a, struct credit_words, CREDIT_EDITIONS_MAX),
        .grade = arena_array(a, const struct credit_words *, CREDIT_EDITIONS_MAX),
    };
}

bool
credit_book_add(struct credit_book *book, struct arena *a, const char *file, const char *bytes,
                size_t n, struct errs *errs)
{
    struct credit_words *grade = arena_array(a, struct credit_words, CREDIT_GRADES_MAX);
    struct credit_edition *e = &book->edition[book->n];
    struct raw_edition raw = {.id = ""};
    struct yaml_doc d;

    assert(book->n < CREDIT_EDITIONS_MAX);
    if (!yaml_parse(&d, a, file, bytes, n, errs) ||
        !yaml_walk(&d, d.root, &credit_edition_shape, &raw) || !compile(&d, &raw, e, grade))
        return false;
    if (book->n > 0 && date_cmp(book->edition[book->n - 1].from, e->from) >= 0)
        return yaml_mistake(&d, yaml_get(d.root, "from"), "from", M_CREDIT_EDITION_ORDER,
                            {book->edition[book->n - 1].id});
    book->name[book->n] = raw.name;
    book->reason[book->n] = raw.basis.choice;
    book->grade[book->n] = grade;
    book->n++;
    return true;
}

bool
credit_book_load(struct credit_book *out, struct arena *a, struct errs *errs)
{
    static const char *const files[] = {"policies/credit/2020.yaml", "policies/credit/2025.yaml"};
    bool ok = true;
    credit_book_init(out, a);
    for (size_t i = 0; i < COUNT(files); i++) {
        const struct embedded *f = embedded_find(files[i]);
        assert(f != NULL);
        ok = credit_book_add(out, a, files[i], f->bytes, f->size, errs) && ok;
    }
    return ok;
}

const char *
credit_grade_word(const struct credit_book *book, const struct credit_edition *e, int grade,
                  enum lang lang)
{
    if (grade == 0)
        return "";
    for (size_t i = 0; i < book->n; i++)
        if (&book->edition[i] == e) {
            const struct credit_words *w = &book->grade[i][grade - 1];
            assert(grade > 0 && grade <= e->grades);
            return lang == LANG_ZH ? w->zh : w->en;
        }
    assert(false && "an edition of another book");
    return "";
}
