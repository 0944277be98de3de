#include "sheet/cell.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "words/sheet.h"

enum { NUMBER_MAX = 40 };

static bool
mistake(struct err_said *said, enum msg m, const char *cell)
{
    *said = (struct err_said){.msg = m, .arg = {cell}};
    return false;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1,234,567.50" without its commas, which must stand every three digits. */
static const char *
ungroup(const char *s, char out[static NUMBER_MAX])
{
    size_t whole = strcspn(s, "."), n = 0, sign = *s == '-' ? 1 : 0;
    if (memchr(s, ',', whole) == NULL || strlen(s) >= NUMBER_MAX)
        return s;
    for (size_t i = 0; s[i] != '\0'; i++) {
        bool comma = s[i] == ',';
        if (comma && (i >= whole || (whole - i) % 4 != 0 || i == sign))
            return s;
        if (!comma && i >= sign && i < whole && (whole - i) % 4 == 0 && is_digit(s[i]))
            return s;
        if (!comma)
            out[n++] = s[i];
    }
    out[n] = '\0';
    return out;
}

/* "1.23457E+17": Excel took a long code or number for a measurement and lost its digits. */
static bool
is_mangled(const char *s)
{
    size_t n = strspn(s, "0123456789.");
    return n > 0 && (s[n] == 'E' || s[n] == 'e') && s[n + 1] == '+' && is_digit(s[n + 2]) &&
           strspn(s + n + 2, "0123456789") == strlen(s + n + 2);
}

static bool
plain(const char *s)
{
    while (*s >= 0x20 && *s < 0x7f)
        s++;
    return *s == '\0' || text_is_clean(s, strlen(s));
}

/* What a failed formula leaves behind. */
static bool
is_error(const char *s)
{
    static const char *const list[] = {"#N/A",  "#REF!",  "#VALUE!", "#DIV/0!", "#NAME?",
                                       "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};
    for (size_t i = 0; *s == '#' && i < sizeof(list) / sizeof(*list); i++)
        if (strcmp(s, list[i]) == 0)
            return true;
    return false;
}

static bool
parse_text(const char *s, const char **to, struct err_said *said)
{
    if (*s == '=' || *s == '+' || *s == '@' || *s == '\t')
        return mistake(said, M_CELL_FORMULA, s);
    if (is_error(s))
        return mistake(said, M_CELL_ERROR, s);
    if (!plain(s))
        return mistake(said, strpbrk(s, "\r\n") ? M_CELL_LINES : M_CELL_CONTROL, s);
    *to = s;
    return true;
}

/* Of ASCII the letters, the digits and - _ . /; behind it every character but the two blanks,
 * no-break and ideographic. */
static const bool code_set[256] = {
    ['-'] = true, ['_'] = true, ['.'] = true, ['/'] = true, ['0'] = true, ['1'] = true,
    ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
    ['8'] = true, ['9'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true,
    ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true,
    ['K'] = true, ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true,
    ['Q'] = true, ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true,
    ['W'] = true, ['X'] = true, ['Y'] = true, ['Z'] = true, ['a'] = true, ['b'] = true,
    ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true,
    ['i'] = true, ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true,
    ['o'] = true, ['p'] = true, ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true,
    ['u'] = true, ['v'] = true, ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true,
};

static bool
code_char(const char *s)
{
    if ((unsigned char)*s < 128)
        return code_set[(unsigned char)*s];
    return strncmp(s, "\xc2\xa0", 2) != 0 && strncmp(s, "\xe3\x80\x80", 3) != 0;
}

static bool
parse_code(const char *s, const char **to, struct err_said *said)
{
    const char *p = s;
    while (code_set[(unsigned char)*p])
        p++;
    *to = s;
    if (*p == '\0')
        return true; /* nearly always */
    if (!parse_text(s, to, said))
        return false;
    if (is_mangled(s))
        return mistake(said, M_CELL_MANGLED, s);
    while (*s != '\0' && code_char(s))
        s++;
    return *s == '\0' || mistake(said, M_CELL_CODE, *to);
}

static bool
number_mistake(struct err_said *said, enum msg m, const char *s)
{
    return mistake(said, is_mangled(s) ? M_CELL_MANGLED : m, s);
}

static bool
parse_money(const char *s, int64_t limit, money *to, struct err_said *said)
{
    char bare[NUMBER_MAX];
    money m;
    if (!money_parse(&m, ungroup(s, bare)))
        return number_mistake(said, M_CELL_MONEY, s);
    if (m.units < 0)
        return mistake(said, M_CELL_NEGATIVE, s);
    if (m.units >= limit)
        return mistake(said, M_CELL_PRICE, s);
    *to = m;
    return true;
}

static bool
parse_count(const char *s, int64_t limit, int64_t *to, struct err_said *said)
{
    char bare[NUMBER_MAX];
    qty n = {0};
    size_t i = 0;
    for (; i < 12 && is_digit(s[i]); i++)
        n.pieces = n.pieces * 10 + (s[i] - '0');
    if (s[i] == '\0' && i > 0) {
        *to = n.pieces;
        return true;
    }
    if (*s == '-')
        return mistake(said, M_CELL_NEGATIVE, s);
    if (!qty_parse(&n, ungroup(s, bare)))
        return number_mistake(said, M_CELL_QTY, s);
    if (n.pieces >= limit)
        return mistake(said, M_CELL_LARGE, s);
    *to = n.pieces;
    return true;
}

/* Digits up to the next mark: year, month, day. */
static bool
part(const char **s, int *out, size_t most)
{
    size_t n = strspn(*s, "0123456789");
    if (n == 0 || n > most)
        return false;
    for (*out = 0; n > 0; n--, ++*s)
        *out = *out * 10 + (**s - '0');
    return true;
}

static bool
mark(const char **s, const char *chinese, char found[static 1])
{
    size_t n = strlen(chinese);
    if (strncmp(*s, chinese, n) == 0) {
        *s += n;
        *found = 'c';
        return true;
    }
    if (**s == '\0' || strchr("-/.", **s) == NULL)
        return false;
    *found = *(*s)++;
    return true;
}

/* What Excel adds to a date that carries a time of midnight. */
static bool
midnight(const char *s)
{
    static const char *const times[] = {"",       " 0:00",     " 0:00:00",
                                        " 00:00", " 00:00:00", "T00:00:00"};
    for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
        if (strcmp(s, times[i]) == 0)
            return true;
    return false;
}

/* 2024-09-10, 2024/9/10, 2024.9.10, 2024年9月10日; with day 0 where there is none. */
static bool
read_day(const char *s, struct ymd *v)
{
    char first, second;
    *v = (struct ymd){0};
    if (strspn(s, "0123456789") != 4 || !part(&s, &v->year, 4) || !mark(&s, "年", &first) ||
        !part(&s, &v->month, 2))
        return false;
    if (first == 'c' && strcmp(s, "月") == 0)
        return true;
    if (*s == '\0')
        return first != 'c';
    if (!mark(&s, "月", &second) || second != first || !part(&s, &v->day, 2))
        return false;
    if (first == 'c' && strncmp(s, "日", strlen("日")) == 0)
        s += strlen("日");
    else if (first == 'c')
        return false;
    return v->day > 0 && midnight(s);
}

static bool
parse_date(const char *s, date *to, struct err_said *said)
{
    struct ymd v;
    return (read_day(s, &v) && date_make(to, v.year, v.month, v.day)) ||
           mistake(said, M_CELL_DATE, s);
}

/* A month, or its first day: what Excel makes of a month that one types. */
static bool
parse_month(const char *s, month *to, struct err_said *said)
{
    struct ymd v;
    date first;
    if (!read_day(s, &v) || v.day > 1 || !date_make(&first, v.year, v.month, 1))
        return mistake(said, M_CELL_MONTH, s);
    *to = date_month(first);
    return true;
}

/* Which of "a/甲|b/乙" is it? */
static bool
parse_choice(const char *s, const char *choices, int *to, struct err_said *said)
{
    size_t len = strlen(s);
    const char *p = choices;
    for (int i = 0;; p++) {
        size_t n = strcspn(p, "/|");
        if (n == len && memcmp(p, s, n) == 0) {
            *to = i;
            return true;
        }
        p += n;
        if (*p == '\0')
            break;
        i += *p == '|' ? 1 : 0;
    }
    *said = (struct err_said){.msg = M_CELL_CHOICE, .arg = {s, choices}};
    return false;
}

bool
cell_parse(const char *s, const struct column *c, void *to, struct err_said *said)
{
    char bare[NUMBER_MAX];
    ratio r;
    switch (c->type) {
    case COLUMN_TEXT: return parse_text(s, to, said);
    case COLUMN_CODE: return parse_code(s, to, said);
    case COLUMN_MONEY: return parse_money(s, INT64_MAX, to, said);
    case COLUMN_PRICE: return parse_money(s, PRICE_LIMIT, to, said);
    case COLUMN_QTY: return parse_count(s, QTY_LIMIT, &((qty *)to)->pieces, said);
    case COLUMN_INT: return parse_count(s, INT64_C(1000000000000000), to, said);
    case COLUMN_RATIO:
        if (!ratio_parse(&r, ungroup(s, bare)))
            return mistake(said, M_CELL_RATIO, s);
        *(ratio *)to = r;
        return true;
    case COLUMN_DATE: return parse_date(s, to, said);
    case COLUMN_MONTH: return parse_month(s, to, said);
    case COLUMN_CHOICE: return parse_choice(s, c->choices, to, said);
    }
    return false;
}

void
cell_empty(const struct column *c, void *to)
{
    if (c->type == COLUMN_TEXT || c->type == COLUMN_CODE)
        *(const char **)to = "";
}
