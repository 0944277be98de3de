/* The comparisons of a bid as they are stored: one a line,
 * "times_lowest price 108000 108000 1800000 h within" - test, kind, left, right, k, flags, step.
 * Flags: h holds, d to be drawn, n no bound, a approximate, - none. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tender/award.h"

static const char *const kinds[] = {"price", "count", "date"};
enum { KINDS = sizeof(kinds) / sizeof(*kinds), FIELDS = 7 };

const char *
figures_text(struct arena *a, const struct award_result *r)
{
    const char *text = "";
    for (size_t i = 0; i < r->figures; i++) {
        const struct award_figure *f = &r->figure[i];
        text = arena_printf(a, "%s%s %s %" PRId64 " %" PRId64 " %" PRId64 " %s%s%s%s- %s\n", text,
                            award_test_name(f->test), kinds[f->kind], f->left, f->right, f->k.ppm,
                            f->holds ? "h" : "", f->to_draw ? "d" : "", f->no_bound ? "n" : "",
                            f->approx ? "a" : "", f->step);
    }
    return text;
}

static enum award_test
test_of(const char *name)
{
    for (int t = 0; t < TEST_COUNT; t++)
        if (strcmp(award_test_name((enum award_test)t), name) == 0)
            return (enum award_test)t;
    return TEST_NO_STEP;
}

static void
line_parse(struct arena *a, const char *line, size_t n, struct award_figure *f)
{
    const char *field[FIELDS];
    char *copy = arena_alloc(a, n + 1);
    memcpy(copy, line, n);
    for (int i = 0; i < FIELDS; i++) { /* the step is the rest of the line */
        char *end = i < FIELDS - 1 ? strchr(copy, ' ') : NULL;
        field[i] = copy;
        if (end != NULL)
            *end = '\0';
        copy = end != NULL ? end + 1 : copy + strlen(copy);
    }
    *f = (struct award_figure){.test = test_of(field[0]),
                               .left = strtoll(field[2], NULL, 10),
                               .right = strtoll(field[3], NULL, 10),
                               .k = {strtoll(field[4], NULL, 10)},
                               .holds = strchr(field[5], 'h') != NULL,
                               .to_draw = strchr(field[5], 'd') != NULL,
                               .no_bound = strchr(field[5], 'n') != NULL,
                               .approx = strchr(field[5], 'a') != NULL,
                               .step = field[6]};
    for (int k = 0; k < KINDS; k++)
        if (strcmp(kinds[k], field[1]) == 0)
            f->kind = (enum award_figure_kind)k;
}

void
figures_parse(struct arena *a, const char *text, struct award_result *r)
{
    for (r->figures = 0; *text != '\0' && r->figures < AWARD_FIGURES_MAX; r->figures++) {
        size_t n = strcspn(text, "\n");
        line_parse(a, text, n, &r->figure[r->figures]);
        text += n + (text[n] == '\n');
    }
}
