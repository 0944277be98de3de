/* Policy packs: every quote stands in its source, nothing may be left out, every mistake has its
 * place; what extends means; how a basis is told. */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/host/embed.h"
#include "policy/example.h"
#include "policy/policy.h"
#include "policy/quote.h"
#include "words/policy.h"

static const char *const packs[] = {"chuxiong", "shanxi", "lvliang", "gansu", "chongqing", "guangzhou"};

static struct arena *arena;
static struct err room[400];
static struct errs errs;
static char folder[64];

static struct policy *
load(const char *path)
{
    struct policy *p = NULL;
    errs = (struct errs){.list = room, .max = COUNT(room)};
    return policy_load(&p, arena, path, &errs) ? p : NULL;
}

static const char *
pack_text(const char *id)
{
    const struct embedded *f = embedded_find(arena_printf(arena, "policies/%s/pack.yaml", id));
    assert_non_null(f);
    return f->bytes;
}

static void
write_file(const char *path, const char *text, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* As FOLDER/name/pack.yaml. */
static const char *
written(const char *name, const char *text, size_t n)
{
    const char *dir = arena_printf(arena, "%s/%s", folder, name);
    mkdir(dir, 0700);
    write_file(arena_printf(arena, "%s/pack.yaml", dir), text, n);
    return dir;
}

static struct policy *
load_text(const char *text)
{
    return load(written("mutant", text, strlen(text)));
}

/* --- the packs as they are --- */

static void
test_status_and_dates(void **state)
{
    static const struct {
        const char *id, *jurisdiction;
        enum pack_status status;
        const char *issued, *from, *to;
    } want[] = {
        {"chuxiong", "532300", PACK_IN_FORCE, "2022-05-07", "2022-05-07", ""},
        {"shanxi", "140000", PACK_IN_FORCE, "2021-12-17", "2021-12-17", ""},
        {"lvliang", "141100", PACK_IN_FORCE, "2022-01-11", "2022-01-11", ""},
        {"gansu", "620000", PACK_IN_FORCE, "2021-10-21", "2021-10-21", "2026-10-20"},
        {"chongqing", "500000", PACK_IN_FORCE, "2024-08-07", "2024-09-10", ""},
        {"guangzhou", "440100", PACK_CONSULTATION_DRAFT, "", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(want); i++) {
        const struct policy *p = load(want[i].id);
        date d[3] = {{0}, {0}, {0}};
        assert_non_null(p);
        assert_string_equal(p->id, want[i].id);
        assert_string_equal(p->jurisdiction, want[i].jurisdiction);
        assert_int_equal(p->status, want[i].status);
        date_parse(&d[0], want[i].issued);
        date_parse(&d[1], want[i].from);
        date_parse(&d[2], want[i].to);
        assert_true(p->issued.day == d[0].day && p->effective_from.day == d[1].day);
        assert_int_equal(p->effective_to.day, d[2].day);
        assert_int_equal(*policy_status_note(p, LANG_ZH) != '\0', i == 5);
    }
}

static void
test_term(void **state)
{
    date day;
    (void)state;
    const struct policy *gansu = load("gansu"), *draft = load("guangzhou");
    date_parse(&day, "2021-10-20");
    assert_false(policy_covers(gansu, day));
    assert_true(policy_covers(gansu, date_add_days(day, 1)));
    date_parse(&day, "2026-10-20");
    assert_true(policy_covers(gansu, day));
    assert_false(policy_covers(gansu, date_add_days(day, 1)));
    assert_true(policy_covers(draft, day));
}

/* In other code than the loader's: blanks are dropped by table, not by rule. */
static size_t
squeeze(const char *s, char *out)
{
    size_t n = 0;
    for (; *s != '\0'; s++) {
        if (strchr(" \t\r\n\f\v", *s) != NULL)
            continue;
        if (memcmp(s, "\xe3\x80\x80", 3) == 0)
            s += 2;
        else if (memcmp(s, "\xc2\xa0", 2) == 0)
            s += 1;
        else
            out[n++] = *s;
    }
    out[n] = '\0';
    return n;
}

static void
test_every_quote_stands_in_its_source(void **state)
{
    static char bytes[100000], source[100000], quote[4096];
    size_t quotes = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++) {
        const struct policy *p = load(packs[i]);
        for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
            const struct basis *b = &policy_setting(p, (enum rule)r)->basis;
            if (b->document == NULL)
                continue;
            FILE *f = fopen(b->document->file, "rb");
            assert_non_null(f);
            bytes[fread(bytes, 1, sizeof(bytes) - 1, f)] = '\0';
            fclose(f);
            squeeze(bytes, source);
            assert_true(squeeze(b->quote, quote) >= 8 * 3);
            if (strstr(source, quote) == NULL)
                fail_msg("%s: %s: %s", p->id, rule_key((enum rule)r), b->quote);
            quotes++;
        }
    }
    assert_in_range(quotes, 170, 300);
}

static void
test_a_choice_has_no_clause_and_a_clause_has_a_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++) {
        const struct policy *p = load(packs[i]);
        for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
            const struct setting *s = policy_setting(p, (enum rule)r);
            bool clause = *s->basis.clause != '\0', reason = *s->basis.reason_zh != '\0';
            enum basis_kind k = s->basis.kind;
            assert_true(k != BASIS_MISSING);
            assert_int_equal(s->has_value, k == BASIS_CLAUSE || k == BASIS_CHOICE);
            assert_int_equal(clause, k != BASIS_CHOICE && k != BASIS_NOT_REGULATED);
            assert_int_equal(reason, k == BASIS_CHOICE || k == BASIS_BY_AUTHORITY);
        }
    }
}

static void
test_examples_hold(void **state)
{
    struct example_miss miss[4];
    size_t passed = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++) {
        struct example_result r = {.miss = miss, .max = COUNT(miss)};
        assert_true(example_run(load(packs[i]), arena, &r, &errs));
        if (r.failed > 0)
            fail_msg("%s: %s: %s not %s", packs[i], miss[0].why, miss[0].got, miss[0].want);
        assert_true(r.passed >= 7);
        passed += r.passed;
    }
    assert_true(passed >= 90);
}

/* Every value, whatever it is, has words in both languages. */
static void
test_every_value_has_words(void **state)
{
    struct policy p = {0};
    char zh[POLICY_TEXT_MAX], en[POLICY_TEXT_MAX], code[POLICY_TEXT_MAX];
    (void)state;
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct rule_info *info = rule_info((enum rule)r);
        int64_t n = info->type == RULE_TYPE_BOOL ? 2 : 1;
        for (const char *v = info->type == RULE_TYPE_ENUM ? info->values : ""; *v != '\0'; v++)
            n += *v == '|';
        for (int64_t i = 0; i < n; i++) {
            p.setting[r] = (struct setting){.has_value = true, .n = i};
            policy_value_code(&p, (enum rule)r, code, sizeof(code));
            policy_value_text(&p, (enum rule)r, LANG_ZH, zh, sizeof(zh));
            policy_value_text(&p, (enum rule)r, LANG_EN, en, sizeof(en));
            if (info->type == RULE_TYPE_ENUM && strcmp(code, zh) == 0)
                fail_msg("%s: no words for %s", info->key, code);
            assert_true(*en != '\0' && *code != '\0');
        }
    }
}

static void
test_cite(void **state)
{
    static const struct {
        const char *pack;
        enum rule rule;
        enum lang lang;
        const char *want;
    } examples[] = {
        {"chuxiong", RULE_SETTLE_DUE, LANG_ZH,
         "《楚医保〔2022〕12号》五(四)：“从交货验收合格至结清货款原则上不得超过30天”"},
        {"chuxiong", RULE_SETTLE_DUE, LANG_EN,
         "楚医保〔2022〕12号, 五(四): “从交货验收合格至结清货款原则上不得超过30天”"},
        {"chuxiong", RULE_OFFSET_MONTHS, LANG_ZH,
         "本系统缺省，非文件规定：协议期满后十二个月仍未抵完的，要求退回"},
        {"chuxiong", RULE_PREPAY_DRUG, LANG_ZH, "本政策包无此规定"},
        {"chongqing", RULE_PREPAY_CONSUMABLE, LANG_ZH,
         "由市医保监测中心确定，《渝医保办〔2024〕54号》二(三)：“市医保监测中心测算医保预付金”"},
        {"guangzhou", RULE_SETTLE_DAYS, LANG_ZH,
         "由合同约定，《广州医疗机构医用耗材集中采购实施方案（公开征求意见稿）》四(二)3：“医疗机构应严格"
         "按照合同约定及时结算货款”（征求意见稿，未生效）"},
        {"guangzhou", RULE_PREPAY_DRUG, LANG_EN,
         "no rule in this pack (consultation draft, not in force)"},
        {"lvliang", RULE_CAP_DRUG, LANG_ZH,
         "《吕医保发〔2022〕5号》L2：“原则上药品集采中选产品在各统筹区选择配送企业不超过5家”"},
        {"lvliang", RULE_SETTLE_DUE, LANG_ZH,
         "《晋医保发〔2021〕22号》八(一)：“结清时间不得超过交货验收合格后次月底”"},
    };
    char text[POLICY_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        assert_string_equal(policy_cite(load(examples[i].pack), examples[i].rule, examples[i].lang,
                                        text, sizeof(text)),
                            examples[i].want);
}

static void
test_figures_in_tokens(void **state)
{
    static const struct {
        const char *token;
        enum rule rule;
        int64_t n;
        bool shows;
    } examples[] = {
        {"30%", RULE_PREPAY_CONSUMABLE, 300000, true},
        {"30%", RULE_PREPAY_CONSUMABLE, 310000, false},
        {"130%的", RULE_DEMAND_HIGH, 1300000, true},
        {"不超过5家", RULE_CAP_DRUG, 5, true},
        {"不超过15家", RULE_CAP_DRUG, 5, false},
        {"2年", RULE_CYCLE_MONTHS, 24, true},
        {"2年", RULE_CYCLE_MONTHS, 12, false},
        {"2年", RULE_SETTLE_DAYS, 24, false},
        {"超过一年", RULE_OFFSET_MONTHS, 12, true},
        {"2个月内", RULE_CLAWBACK_MONTHS, 2, true},
        {"前5个工作日", RULE_PRICE_REPORT_DAYS, 5, true},
        {"2022年", RULE_CLAWBACK_FROM, 18993, true}, /* 2022-01-01 */
        {"2021年", RULE_CLAWBACK_FROM, 18993, false},
        {"十万元", RULE_RECORDED_AMOUNT, 1000000000, false},
        {"100000元", RULE_RECORDED_AMOUNT, 1000000000, true},
        {"次月底", RULE_SETTLE_DUE, 1, true},
        {"", RULE_CAP_DRUG, 5, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        if (quote_shows(examples[i].token, examples[i].rule, examples[i].n) != examples[i].shows)
            fail_msg("%s", examples[i].token);
}

/* --- mutants: nothing can be left out --- */

/* `text` without every block that starts with `head` at the beginning of a line, where
 * (number of the block) % every == rest. *n: how many. */
static char *
drop(const char *text, const char *head, size_t every, size_t rest, size_t *n)
{
    char *out = arena_alloc(arena, strlen(text) + 1), *to = out;
    size_t indent = strspn(head, " "), seen = 0;
    bool skip = false;
    *n = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, "\n") + 1, at = strspn(text, " ");
        if (at <= indent && text[at] != '\n')
            skip = false;
        bool key = at == indent && text[at] != '#' && text[at] != '\n';
        if (key && strncmp(text, head, strlen(head)) == 0 && seen++ % every == rest) {
            skip = true;
            ++*n;
        }
        if (!skip) {
            memcpy(to, text, len);
            to += len;
        }
        text += len;
    }
    *to = '\0';
    return out;
}

static char *
replace(const char *text, const char *from, const char *with, size_t *n)
{
    size_t hits = 0;
    for (const char *s = text; (s = strstr(s, from)) != NULL; s += strlen(from))
        hits++;
    char *out = arena_alloc(arena, strlen(text) + hits * (strlen(with) + 1) + 1), *to = out;
    while (*text != '\0') {
        if (strncmp(text, from, strlen(from)) == 0) {
            to = stpcpy(to, with);
            text += strlen(from);
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
    if (n != NULL)
        *n = hits;
    return out;
}

static size_t
count_msg(enum msg m)
{
    size_t n = 0;
    for (size_t i = 0; i < errs.n; i++)
        n += errs.list[i].msg == m;
    return n;
}

/* Every single omission is a mistake of its own: as many mistakes as blocks were dropped. */
static void
test_nothing_can_be_left_out(void **state)
{
    static const struct {
        const char *head;
        enum msg msg;
    } cuts[] = {
        {"    value:", M_POLICY_VALUE_NEEDED},   {"    basis:", M_YAML_KEY_MISSING},
        {"        doc:", M_YAML_KEY_MISSING},    {"        clause:", M_YAML_KEY_MISSING},
        {"        quote:", M_YAML_KEY_MISSING},  {"        token:", M_POLICY_TOKEN_NEEDED},
        {"        who:", M_YAML_KEY_MISSING},    {"        zh:", M_YAML_KEY_MISSING},
        {"        en:", M_YAML_KEY_MISSING},     {"id:", M_YAML_KEY_MISSING},
        {"name:", M_YAML_KEY_MISSING},           {"jurisdiction:", M_YAML_KEY_MISSING},
        {"status:", M_YAML_KEY_MISSING},         {"issued:", M_POLICY_IN_FORCE},
        {"effective_from:", M_POLICY_IN_FORCE},  {"parameters:", M_YAML_KEY_MISSING},
        {"    title:", M_YAML_KEY_MISSING},      {"    file:", M_YAML_KEY_MISSING},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++)
        for (size_t k = 0; k < COUNT(cuts); k++) {
            size_t n;
            const char *mutant = drop(pack_text(packs[i]), cuts[k].head, 1, 0, &n);
            bool loaded = load_text(mutant) != NULL;
            assert_int_equal(loaded, n == 0);
            /* what had nothing but a basis is then empty */
            if (count_msg(cuts[k].msg) + count_msg(M_YAML_NO_VALUE) != n || errs.total != n)
                fail_msg("%s without %s: %zu dropped, %zu mistakes", packs[i], cuts[k].head, n,
                         errs.total);
        }
}

static void
test_every_parameter_is_needed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++)
        for (size_t half = 0; half < 2; half++) {
            size_t n;
            bool child = strcmp(packs[i], "lvliang") == 0;
            const char *mutant = drop(strstr(pack_text(packs[i]), "\nparameters:"), "  ", 2, half, &n);
            const char *head = pack_text(packs[i]);
            size_t len = (size_t)(strstr(head, "\nparameters:") - head);
            bool loaded = load_text(arena_printf(arena, "%.*s%s", (int)len, head, mutant)) != NULL;
            assert_int_equal(loaded, child);
            assert_int_equal(errs.total, child ? 0 : n);
            assert_in_range(n, child ? 5 : 60, 80);
        }
}

/* A figure that its clause does not give; a quote that is not there; a token that is not in it. */
static void
test_figures_and_quotes_are_checked(void **state)
{
    size_t n, figures;
    (void)state;
    for (size_t i = 0; i < COUNT(packs); i++) {
        const struct policy *p = load(packs[i]);
        const char *text = pack_text(packs[i]);
        figures = 0;
        for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
            const struct setting *s = policy_setting(p, (enum rule)r);
            enum rule_type t = rule_info((enum rule)r)->type;
            figures += p->own[r] && s->basis.kind == BASIS_CLAUSE &&
                       (t == RULE_TYPE_INT || t == RULE_TYPE_RATIO);
        }
        for (char digit = '1'; digit <= '9'; digit++) { /* 30% -> 730% */
            char from[] = "value: ?", with[] = "value: 7?";
            from[7] = with[8] = digit;
            text = replace(text, from, with, NULL);
        }
        text = replace(text, "value: 72", "value: 2", &n); /* dates as they were */
        assert_true(load_text(text) == NULL || figures == 0);
        assert_true(count_msg(M_POLICY_TOKEN_VALUE) + n >= figures);

        assert_null(load_text(replace(pack_text(packs[i]), "\n        token: [", "某某\n        token: [", &n)));
        assert_true(count_msg(M_POLICY_QUOTE) == n && errs.total == n);
        assert_null(load_text(replace(pack_text(packs[i]), "token: [", "token: [某某, ", &n)));
        assert_true(count_msg(M_POLICY_TOKEN) == n && errs.total == n);
    }
}

/* --- one mistake at a time, with its place --- */

static int64_t
line_of(const char *text, const char *at)
{
    int64_t line = 1;
    const char *hit = strstr(text, at);
    assert_non_null(hit);
    for (; text < hit; text++)
        line += *text == '\n';
    return line;
}

static void
test_each_mistake_has_its_place(void **state)
{
    /* In chongqing: `from` becomes `with`; the mistake stands on the line of `mark`. */
    static const struct {
        const char *from, *with, *mark;
        int64_t column;
        const char *key;
        enum msg msg;
    } examples[] = {
        {"id: chongqing", "id: Chong Qing", "id: Chong", 5, "id", M_POLICY_ID},
        {"\"500000\"", "\"500001\"", "\"500001\"", 15, "jurisdiction", M_POLICY_DIVISION},
        {"status: in_force", "status: valid", "status: valid", 9, "status", M_YAML_WANT_ENUM},
        {"issued: 2024-08-07", "issued: 2024-8-7", "issued:", 9, "issued", M_YAML_WANT_DATE},
        {"status: in_force", "status: consultation_draft", "# 重", 0, "effective_from",
         M_POLICY_DRAFT_DATES},
        {"issued: 2024", "effective_to: 2024-01-01\nissued: 2024", "effective_to:", 15, "effective_to",
         M_POLICY_DATES},
        {"file: docs/sources/003_edb5036662295de1.txt", "file: docs/none.txt", "file: docs/none", 11,
         "file", M_POLICY_SOURCE},
        {"  settle.days:", "  settle.day:", "  settle.day:", 3, "settle.day", M_POLICY_PARAMETER_UNKNOWN},
        {"  settle.days:", "  settle.due:", "  settle.due:\n    basis", 3, "settle.due", M_YAML_KEY_TWICE},
        {"value: end_of_next_month", "value: next_month", "value: next_month", 12, "settle.due",
         M_YAML_WANT_ENUM},
        {"value: 24", "value: two", "value: two", 12, "cycle.months", M_YAML_WANT_INT},
        {"value: 50%", "value: 5 0", "value: 5 0", 12, "prepay.first_share", M_YAML_WANT_RATIO},
        {"value: 24\n", "value: 24\n    valeu: 1\n", "valeu", 5, "valeu", M_YAML_KEY_UNKNOWN},
        {"clause: 末段", "clause: 末段\n        page: 3", "page: 3", 9, "page", M_YAML_KEY_UNKNOWN},
        {"who: {zh: 市医保监测中心, ", "who: {", "who: {", 14, "zh", M_YAML_KEY_MISSING},
        {"doc: notice\n        clause: 末段", "doc: paper\n        clause: 末段", "doc: paper", 14,
         "agreement.applies_to_running", M_POLICY_DOCUMENT_UNKNOWN},
        {"quote: 采购周期内如遇国家政策调整，按相关规定执行", "quote: 如遇国家政策调整",
         "quote: 如遇", 16, "agreement.applies_to_running", M_NONE},
        {"quote: 采购周期内如遇国家政策调整，按相关规定执行\n        token: [如遇国家政策调整]",
         "quote: 国家政策调整\n        token: [政策]", "quote: 国家政策调整\n", 16,
         "agreement.applies_to_running", M_POLICY_QUOTE_SHORT},
        {"      by_authority:", "      clause:", "who: {zh: 市", 9, "who", M_YAML_KEY_UNKNOWN},
        {"    basis:\n      by_authority:", "    value: 30%\n    basis:\n      by_authority:", "value: 30%\n",
         12, "prepay.ratio.consumable", M_POLICY_VALUE_NONE},
        {"prepay.ratio.drug:\n    basis: {not_regulated: true}",
         "prepay.ratio.drug:\n    basis: {not_regulated: false}", "basis: {not_regulated: false}", 12,
         "prepay.ratio.drug", M_POLICY_BASIS},
        {"prepay.ratio.drug:\n    basis: {not_regulated: true}", "prepay.ratio.drug:\n    basis: {}",
         "basis: {}", 12, "prepay.ratio.drug", M_POLICY_BASIS},
        {"prepay.ratio.drug:\n    basis: {not_regulated: true}",
         "prepay.ratio.drug:\n    value: 50%\n    basis: {choice: {zh: 一, en: a}, clause: {doc: notice, "
         "clause: 二(三), quote: 将医保预付金的50%预付给医疗机构, token: [50%]}}",
         "basis: {choice: {zh: 一, en: a}, c", 12, "prepay.ratio.drug", M_POLICY_CHOICE_CLAUSE},
        {"prepay.ratio.drug:\n    basis: {not_regulated: true}",
         "prepay.ratio.drug: &a\n    basis: {not_regulated: true}", "prepay.ratio.drug: &a", 22, "",
         M_YAML_ALIAS},
        {"extendable", "\xff", "\xff", 9, "", M_YAML_UTF8},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *text = pack_text("chongqing");
        size_t n;
        const char *hit = strstr(text, examples[i].from);
        assert_non_null(hit);
        const char *mutant = arena_printf(arena, "%.*s%s%s", (int)(hit - text), text, examples[i].with,
                                          hit + strlen(examples[i].from));
        if (examples[i].msg == M_NONE) { /* short but good: to show that the next ones fail by themselves */
            assert_non_null(load_text(mutant));
            continue;
        }
        assert_null(load_text(mutant));
        n = errs.n;
        for (n = 0; n < errs.n && errs.list[n].msg != examples[i].msg; n++)
            ;
        if (n == errs.n)
            fail_msg("%s: %s not seen", examples[i].with, msg_name(examples[i].msg));
        const struct err *e = &errs.list[n];
        int64_t line = line_of(mutant, examples[i].mark);
        if (examples[i].column > 0 && (e->at.line != line || e->at.column != examples[i].column))
            fail_msg("%s: %d:%d, not %d", examples[i].with, (int)e->at.line, (int)e->at.column, (int)line);
        assert_string_equal(e->at.field, examples[i].key);
        assert_non_null(strstr(e->at.file, "mutant/pack.yaml"));
    }
}

static void
test_all_at_once(void **state)
{
    const char *text = pack_text("chongqing");
    (void)state;
    text = replace(text, "value: 24", "value: two", NULL);
    text = replace(text, "  settle.days:", "  settle.day:", NULL);
    text = replace(text, "status: in_force", "status: valid", NULL);
    text = replace(text, "quote: 采购周期内如遇", "quote: 采购周期外如遇", NULL);
    assert_null(load_text(text));
    assert_int_equal(errs.total, 5); /* settle.days is missing as well */
    assert_true(count_msg(M_YAML_WANT_INT) == 1 && count_msg(M_POLICY_PARAMETER_UNKNOWN) == 1);
    assert_true(count_msg(M_YAML_WANT_ENUM) == 1 && count_msg(M_POLICY_QUOTE) == 1);
    assert_int_equal(count_msg(M_YAML_KEY_MISSING), 1);
}

static void
test_what_is_no_pack(void **state)
{
    char *big = malloc(2 * 1024 * 1024);
    (void)state;
    assert_null(load("atlantis"));
    assert_int_equal(errs.list[0].msg, M_POLICY_NONE);
    assert_null(load("pack:../chongqing"));
    assert_null(load(folder)); /* a folder without pack.yaml */
    assert_int_equal(errs.list[0].msg, M_YAML_FILE);
    memset(big, '#', 2 * 1024 * 1024);
    assert_null(load(written("mutant", big, 2 * 1024 * 1024)));
    assert_int_equal(errs.list[0].msg, M_YAML_LARGE);
    free(big);
    assert_null(load_text(""));
    assert_int_equal(errs.list[0].msg, M_YAML_EMPTY);
    assert_null(load_text("[]\n"));
    assert_int_equal(errs.list[0].msg, M_YAML_WANT_MAP);
    assert_null(load_text("parameters: 3\n"));
    assert_null(load_text("parameters: {? [a] : b}\n"));
}

/* --- extends --- */

static const char child[] = "id: child\nname: {zh: 子, en: child}\njurisdiction: \"141100\"\nextends: %s\n"
                            "status: in_force\nissued: 2022-01-11\neffective_from: 2022-01-11\ndocuments:\n"
                            "  - {id: d, title: t, file: docs/sources/001_f77f0cb7ef667269.txt}\n"
                            "parameters:\n  settle.accept_within:\n    value: %d\n"
                            "    basis: {choice: {zh: 短, en: short}}\n";

static void
test_extends(void **state)
{
    int64_t n;
    (void)state;
    const struct policy *base = load("shanxi");
    const char *text = arena_printf(arena, child, "shanxi", 1);
    const struct policy *p = load(written("child", text, strlen(text)));
    assert_non_null(p);
    assert_true(policy_int(p, RULE_ACCEPT_WITHIN, &n) && n == 1 && p->own[RULE_ACCEPT_WITHIN]);
    assert_string_equal(policy_setting(p, RULE_ACCEPT_WITHIN)->basis.reason_zh, "短");
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct setting *x = policy_setting(p, (enum rule)r), *y = policy_setting(base, (enum rule)r);
        if (r != RULE_ACCEPT_WITHIN)
            assert_true(!p->own[r] && x->has_value == y->has_value && x->n == y->n &&
                        strcmp(x->basis.quote, y->basis.quote) == 0);
    }
    /* its digest is its own and its base's */
    const char *other = written("shanxi", replace(pack_text("shanxi"), "value: 10%", "value: 11%", NULL),
                                strlen(pack_text("shanxi")));
    assert_non_null(other);
    const struct policy *q = load(arena_printf(arena, "%s/child", folder));
    assert_non_null(q);
    assert_string_equal(q->base->folder, arena_printf(arena, "%s/child/../shanxi", folder));
    assert_string_not_equal(p->sha256, q->sha256);
    /* the document of the base is not the child's to quote */
    text = replace(text, "{choice: {zh: 短, en: short}}",
                   "{clause: {doc: notice, clause: 七, quote: 不超过5家不超过5家, token: [5家]}}", NULL);
    assert_null(load(written("child", text, strlen(text))));
    assert_int_equal(errs.list[0].msg, M_POLICY_DOCUMENT_UNKNOWN);
}

static void
test_extends_what_is_not_there(void **state)
{
    const char *a = arena_printf(arena, child, "two", 1), *b = arena_printf(arena, child, "one", 2);
    (void)state;
    written("one", a, strlen(a));
    assert_null(load(written("two", b, strlen(b)))); /* each extends the other */
    assert_int_equal(count_msg(M_POLICY_BASE_LOOP), 1);
    a = arena_printf(arena, child, "atlantis", 1);
    assert_null(load(written("one", a, strlen(a))));
    assert_int_equal(errs.list[errs.n - 1].msg, M_POLICY_BASE);
    a = arena_printf(arena, child, "../x", 1);
    assert_null(load(written("one", a, strlen(a))));
    assert_int_equal(errs.list[0].msg, M_POLICY_ID);
}

/* --- examples --- */

static struct example_result
run_examples(const char *yaml, struct example_miss miss[4])
{
    struct example_result r = {.miss = miss, .max = 4};
    const char *text = pack_text("chongqing");
    const struct policy *p = load(written("examples", text, strlen(text)));
    write_file(arena_printf(arena, "%s/examples/examples.yaml", folder), yaml, strlen(yaml));
    assert_non_null(p);
    example_run(p, arena, &r, &errs);
    return r;
}

static void
test_examples_that_differ(void **state)
{
    struct example_miss miss[4];
    (void)state;
    struct example_result r = run_examples(
        "examples:\n  - {why: a, kind: settle_due, given: {accepted_on: 2024-01-31}, expect: {due: "
        "2024-03-01}}\n  - {why: b, kind: prepay, given: {goods: drug, annual: 1.00}, expect: {amount: "
        "0.50}}\n  - {why: c, kind: fund, given: {level: 2}, expect: {no_rule: true}}\n",
        miss);
    assert_true(r.failed == 3 && r.passed == 0 && errs.total == 0);
    assert_string_equal(miss[0].got, "2024-02-29");
    assert_true(miss[0].line == 2 && strcmp(miss[0].key, "due") == 0);
    assert_string_equal(miss[1].key, "no_rule");
    assert_string_equal(miss[2].want, "true");
}

static void
test_examples_that_are_broken(void **state)
{
    struct example_miss miss[4];
    (void)state;
    run_examples("examples:\n  - {why: a, kind: settle, given: {}, expect: {}}\n"
                 "  - {why: b, kind: fund, given: {level: 7}, expect: {fund: employee}}\n"
                 "  - {why: c, kind: fund, given: {level: 2}, expect: {}}\n"
                 "  - {why: d, kind: fund, given: {level: 2}, expect: {funds: employee}}\n",
                 miss);
    assert_int_equal(errs.total, 4);
    assert_true(errs.list[0].msg == M_EXAMPLE_KIND && errs.list[1].msg == M_YAML_WANT_ENUM);
    assert_true(errs.list[2].msg == M_EXAMPLE_EMPTY && errs.list[3].msg == M_YAML_KEY_UNKNOWN);
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new((size_t)2048 * 1024 * 1024);
    snprintf(folder, sizeof(folder), "/tmp/jicai-pack-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
    static const char *const names[] = {"mutant", "child", "shanxi", "one", "two", "examples"};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        unlink(arena_printf(arena, "%s/%s/pack.yaml", folder, names[i]));
        unlink(arena_printf(arena, "%s/%s/examples.yaml", folder, names[i]));
        rmdir(arena_printf(arena, "%s/%s", folder, names[i]));
    }
    rmdir(folder);
    arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_and_dates),
        cmocka_unit_test(test_term),
        cmocka_unit_test(test_every_quote_stands_in_its_source),
        cmocka_unit_test(test_a_choice_has_no_clause_and_a_clause_has_a_value),
        cmocka_unit_test(test_examples_hold),
        cmocka_unit_test(test_every_value_has_words),
        cmocka_unit_test(test_cite),
        cmocka_unit_test(test_figures_in_tokens),
        cmocka_unit_test(test_nothing_can_be_left_out),
        cmocka_unit_test(test_every_parameter_is_needed),
        cmocka_unit_test(test_figures_and_quotes_are_checked),
        cmocka_unit_test(test_each_mistake_has_its_place),
        cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_what_is_no_pack),
        cmocka_unit_test(test_extends),
        cmocka_unit_test(test_extends_what_is_not_there),
        cmocka_unit_test(test_examples_that_differ),
        cmocka_unit_test(test_examples_that_are_broken),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
