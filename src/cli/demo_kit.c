#include "cli/demo_kit.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/core/code.h"

enum { LINE_MAX_BYTES = 1024 };

int64_t
demo_dice(int64_t a, int64_t b, int64_t c, int64_t n)
{
    uint64_t h = 0x9e3779b97f4a7c15u, in[3] = {(uint64_t)a, (uint64_t)b, (uint64_t)c};
    assert(n > 0);
    for (int i = 0; i < 3; i++) {
        h = (h ^ in[i]) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
        h *= 0xc4ceb9fe1a85ec53u;
        h ^= h >> 29;
    }
    return (int64_t)(h >> 1) % n;
}

static struct outfile *
open_file(struct demo *d, const char *path)
{
    struct outfile *f;
    if (d->failed || !outfile_open(&f, d->arena, path, d->e)) {
        d->failed = true;
        return NULL;
    }
    return f;
}

struct outfile *
demo_side_file(struct demo *d, const char *name)
{
    return open_file(d, arena_printf(d->arena, "%s/%s/%s", d->dir, d->folder, name));
}

struct outfile *
demo_file(struct demo *d, const char *kind, int scope, const char *header)
{
    struct outfile *f = demo_side_file(d, arena_printf(d->arena, "%s.csv", kind));
    if (f == NULL)
        return NULL;
    demo_line(d->manifest, "%d,%s,%s,%s/%s.csv,%06lld,%s", ++d->step, d->phase, kind, d->folder,
              kind, (long long)(scope > 0 ? d->pool : 0), scope > 1 ? d->project : "");
    demo_line(d->batch, "import %s %s/%s.csv%s%s%s", kind, d->folder, kind,
              scope > 0 ? arena_printf(d->arena, " --pool %06lld", (long long)d->pool) : "",
              scope > 1 ? " --project " : "", scope > 1 ? d->project : "");
    outfile_text(f, header);
    outfile_text(f, "\n");
    return f;
}

void
demo_line(struct outfile *f, const char *fmt, ...)
{
    char line[LINE_MAX_BYTES];
    va_list ap;
    if (f == NULL)
        return;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof(line) - 1, fmt, ap);
    va_end(ap);
    assert(n >= 0 && (size_t)n < sizeof(line) - 1);
    line[n] = '\n';
    line[n + 1] = '\0';
    outfile_text(f, line);
}

void
demo_end(struct demo *d, struct outfile *f)
{
    if (f != NULL && !outfile_close(f, d->e))
        d->failed = true;
}

/* The organisation code's own check digit, GB 11714: weights 3 7 9 10 5 8 4 2, modulo 11. */
static char
organisation_check(const char *s)
{
    static const int weight[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 8; i++)
        sum += (s[i] - '0') * weight[i];
    int check = (11 - sum % 11) % 11;
    return check == 10 ? 'X' : (char)('0' + check);
}

void
demo_company_code(char out[static DEMO_CODE_MAX], const char *division, int64_t n)
{
    assert(strlen(division) == 6 && n >= 0 && n < 100000000);
    snprintf(out, DEMO_CODE_MAX, "91%s%08lld", division, (long long)n);
    out[16] = organisation_check(out + 8);
    out[17] = '\0';
    out[17] = code_company_check(out);
    out[18] = '\0';
}

const char *
demo_day(struct arena *a, date d)
{
    char text[DATE_TEXT_MAX];
    return arena_strdup(a, date_text(d, text));
}

const char *
demo_yuan(struct arena *a, money m)
{
    char text[MONEY_TEXT_MAX];
    return arena_strdup(a, money_text(m, text));
}

date
demo_date(const char *s)
{
    date d;
    bool ok = date_parse(&d, s);
    assert(ok);
    return d;
}
