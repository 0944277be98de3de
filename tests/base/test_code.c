/* The codes of the field: the samples of real life, each verdict, and every single typing mistake. */
#include "../test.h"

#include "base/core/code.h"

typedef enum code_verdict check(const char *s);

static enum code_verdict
code_udi(const char *s)
{
    struct udi u;
    return udi_parse(&u, s);
}

static const struct {
    const char *why;
    check *f;
    const char *s;
    enum code_verdict want;
} examples[] = {
    {"a real company", code_company, "91330100799655058B", CODE_OK},
    {"a real company", code_company, "91110000802100433B", CODE_OK},
    {"a real company with a letter inside", code_company, "92370102MA3M9AG94X", CODE_OK},
    {"the check sign is A", code_company, "91310000607220587U", CODE_CHECK},
    {"I is no sign", code_company, "91440300I83341734R", CODE_SIGN},
    {"lower case is not written", code_company, "91330100799655058b", CODE_SIGN},
    {"O is no sign", code_company, "9133O100799655058B", CODE_SIGN},
    {"a letter in the division", code_company, "91A30100799655058B", CODE_DIVISION},
    {"no division begins with 9", code_company, "91930100799655058B", CODE_DIVISION},
    {"17 signs", code_company, "91330100799655058", CODE_LENGTH},
    {"19 signs", code_company, "91330100799655058BB", CODE_LENGTH},
    {"nothing", code_company, "", CODE_EMPTY},

    {"a hospital in Guangzhou", code_institution, "H44010300351", CODE_OK},
    {"a pharmacy", code_institution, "P44010300351", CODE_OK},
    {"a doctor's code", code_institution, "D44010300351", CODE_KIND},
    {"lower case", code_institution, "h44010300351", CODE_KIND},
    {"a letter in the serial", code_institution, "H4401030035A", CODE_SIGN},
    {"no such division", code_institution, "H04010300351", CODE_DIVISION},
    {"no such division", code_institution, "H94010300351", CODE_DIVISION},
    {"short", code_institution, "H4401030035", CODE_LENGTH},
    {"long", code_institution, "H440103003511", CODE_LENGTH},
    {"nothing", code_institution, "", CODE_EMPTY},

    {"the sample", code_consumable, "C0101010011303807555", CODE_OK},
    {"with the serial of specification", code_consumable, "C01010100113038075550000001", CODE_OK},
    {"a drug", code_consumable, "X0101010011303807555", CODE_KIND},
    {"a letter O for a zero", code_consumable, "C01O1010011303807555", CODE_SIGN},
    {"21 characters", code_consumable, "C01010100113038075550", CODE_LENGTH},
    {"26 characters", code_consumable, "C0101010011303807555000000", CODE_LENGTH},
    {"nothing", code_consumable, "", CODE_EMPTY},

    {"western drug", code_drug, "XA01ABD075A002010100483", CODE_OK},
    {"Chinese patent drug", code_drug, "ZA01BAC0001010100000001", CODE_OK},
    {"a consumable's letter", code_drug, "CA01ABD075A002010100483", CODE_KIND},
    {"lower case inside", code_drug, "Xa01ABD075A002010100483", CODE_SIGN},
    {"22 characters", code_drug, "XA01ABD075A00201010048", CODE_LENGTH},
    {"nothing", code_drug, "", CODE_EMPTY},

    {"a real check digit", code_gtin, "09506000134352", CODE_OK},
    {"its neighbour", code_gtin, "09506000134353", CODE_CHECK},
    {"a letter", code_gtin, "0950600013435A", CODE_SIGN},
    {"GTIN-13", code_gtin, "9506000134352", CODE_LENGTH},
    {"nothing", code_gtin, "", CODE_EMPTY},

    {"brackets", code_udi, "(01)09506000134352(17)261100(10)A1(21)7", CODE_OK},
    {"scanned", code_udi, "010950600013435217261100" "10A1\x1d" "217", CODE_OK},
    {"scanned with its symbology", code_udi, "]d2010950600013435210A1", CODE_OK},
    {"FNC1 first", code_udi, "\x1d" "0109506000134352", CODE_OK},
    {"FNC1 after a fixed element", code_udi, "0109506000134352\x1d" "10A1", CODE_OK},
    {"MA", code_udi, "MA.156.M0.100001.12345678", CODE_OK},
    {"MA with a lot", code_udi, "MA.156.M0.100001.12345678.L123.D261130", CODE_OK},
    {"AHM", code_udi, "81234567890123456789", CODE_OK},
    {"nothing", code_udi, "", CODE_EMPTY},
    {"AHM, one digit missing", code_udi, "8123456789012345678", CODE_LENGTH},
    {"AHM with a letter", code_udi, "8123456789012345678A", CODE_SIGN},
    {"MA, too short", code_udi, "MA.156.M0.100001.1234567", CODE_LENGTH},
    {"MA, no dot after the product", code_udi, "MA.156.M0.100001.123456789", CODE_LENGTH},
    {"MA of another industry", code_udi, "MA.156.M1.100001.12345678", CODE_SIGN},
    {"MA, a letter in the country", code_udi, "MA.15X.M0.100001.12345678", CODE_SIGN},
    {"MA, lower case", code_udi, "MA.156.M0.10000a.12345678", CODE_SIGN},
    {"MA, a blank in the lot", code_udi, "MA.156.M0.100001.12345678.L 1", CODE_SIGN},
    {"a word", code_udi, "lot 7", CODE_KIND},
    {"GTIN cut off", code_udi, "(01)0950600013435", CODE_LENGTH},
    {"GTIN cut off, scanned", code_udi, "01095060001343", CODE_LENGTH},
    {"an empty lot", code_udi, "(01)09506000134352(10)", CODE_LENGTH},
    {"a lot of 20", code_udi, "(01)09506000134352(10)12345678901234567890", CODE_OK},
    {"a lot of 21", code_udi, "(01)09506000134352(10)123456789012345678901", CODE_LENGTH},
    {"a bracket in a lot", code_udi, "(01)09506000134352(10)A(1)B", CODE_OK},
    {"a letter in the GTIN", code_udi, "(01)0950600013435A", CODE_SIGN},
    {"a blank in the lot", code_udi, "(01)09506000134352(10)A 1", CODE_SIGN},
    {"brackets not closed", code_udi, "(01", CODE_SIGN},
    {"letters where an element begins", code_udi, "0109506000134352XX", CODE_SIGN},
    {"another GTIN digit", code_udi, "(01)09506000134353", CODE_CHECK},
    {"an element that we do not know", code_udi, "(01)09506000134352(99)A", CODE_ELEMENT},
    {"two lots", code_udi, "(01)09506000134352(10)A(10)B", CODE_TWICE},
    {"two GTINs", code_udi, "(01)09506000134352(01)09506000134352", CODE_TWICE},
    {"two dates of expiry", code_udi, "(01)09506000134352(17)261100(17)261100", CODE_TWICE},
    {"month 13", code_udi, "(01)09506000134352(17)261301", CODE_DATE},
    {"month 13, day 0", code_udi, "(01)09506000134352(17)261300", CODE_DATE},
    {"30 February", code_udi, "(01)09506000134352(11)260230", CODE_DATE},
    {"no product", code_udi, "(10)A", CODE_NO_ITEM},
    {"only a symbology", code_udi, "]d2", CODE_NO_ITEM},
};

static void
test_samples(void **state)
{
    bool seen[CODE_VERDICTS] = {false};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum code_verdict got = examples[i].f(examples[i].s);
        if (got != examples[i].want)
            fail_msg("%s: %s: %s, not %s", examples[i].why, examples[i].s, code_verdict_name(got),
                     code_verdict_name(examples[i].want));
        seen[got] = true;
    }
    for (int v = 0; v < CODE_VERDICTS; v++)
        assert_true(seen[v] && code_verdict_name((enum code_verdict)v)[0] != '\0');
}

/* 31 is prime: one wrong sign, or two neighbours exchanged, never passes. */
static void
test_every_typing_mistake_in_a_company(void **state)
{
    static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY", good[] = "92370102MA3M9AG94X";
    char s[sizeof(good)];
    (void)state;
    for (size_t at = 0; at < 18; at++) {
        for (size_t k = 0; k < 31; k++) {
            memcpy(s, good, sizeof(good));
            s[at] = signs[k];
            assert_int_equal(code_company(s) == CODE_OK, signs[k] == good[at]);
        }
        memcpy(s, good, sizeof(good));
        if (at > 0 && s[at] != s[at - 1]) {
            s[at] = good[at - 1];
            s[at - 1] = good[at];
            assert_true(code_company(s) != CODE_OK);
        }
    }
}

static void
test_every_wrong_digit_in_a_gtin(void **state)
{
    static const char good[] = "09506000134352";
    char s[sizeof(good)];
    (void)state;
    for (size_t at = 0; at < 14; at++)
        for (char c = '0'; c <= '9'; c++) {
            memcpy(s, good, sizeof(good));
            s[at] = c;
            assert_int_equal(code_gtin(s), c == good[at] ? CODE_OK : CODE_CHECK);
        }
}

static void
test_parts(void **state)
{
    char text[DATE_TEXT_MAX];
    struct udi u;
    (void)state;
    assert_int_equal(udi_parse(&u, "(01)09506000134352(11)240229(17)240200(10)A(1)B(21)7/x"), CODE_OK);
    assert_int_equal(u.kind, UDI_GS1);
    assert_string_equal(u.item, "09506000134352");
    assert_string_equal(u.lot, "A(1)B");
    assert_string_equal(u.serial, "7/x");
    assert_true(u.has_made && u.has_expiry);
    assert_string_equal(date_text(u.made_on, text), "2024-02-29");
    assert_string_equal(date_text(u.expires_on, text), "2024-02-29"); /* day 00: the month's end */
    assert_int_equal(udi_parse(&u, "0109506000134352" "21S7\x1d" "10L2\x1d" "17261231"), CODE_OK);
    assert_string_equal(u.serial, "S7");
    assert_string_equal(u.lot, "L2");
    assert_string_equal(date_text(u.expires_on, text), "2026-12-31");
    assert_false(u.has_made);
    assert_int_equal(udi_parse(&u, "MA.156.M0.100001.12345678.L123"), CODE_OK);
    assert_int_equal(u.kind, UDI_MA);
    assert_string_equal(u.item, "MA.156.M0.100001.12345678");
    assert_int_equal(udi_parse(&u, "81234567890123456789"), CODE_OK);
    assert_int_equal(u.kind, UDI_AHM);
    assert_string_equal(u.item, "81234567890123456789");

    assert_int_equal(code_institution_division("H44010300351"), 440103);
    assert_int_equal(code_company_check("91310000607220587"), 'A');
    assert_true(code_same_class("C0101010011303807555", "C0101010011303899999"));
    assert_true(code_same_class("C0101010011303899999", "C0101010011303807555"));
    assert_false(code_same_class("C0101010011303807555", "C0101010011304807555"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_every_typing_mistake_in_a_company),
        cmocka_unit_test(test_every_wrong_digit_in_a_gtin),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
