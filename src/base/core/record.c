#include "base/core/record.h"

#include <string.h>

#include "base/core/text.h"

const char *
record_fault_name(enum record_fault f)
{
    static const char *const names[RECORD_FAULTS] = {"ok", "no_end", "empty", "unclean", "full"};
    return names[f];
}

void
records_start(struct records *r, char *text, size_t size)
{
    *r = (struct records){.text = text, .size = size};
}

static bool
fault(struct records *r, enum record_fault f)
{
    r->fault = f;
    return false;
}

bool
record_next(struct records *r, struct record *out)
{
    char *s = r->text + r->at;
    size_t left = r->size - r->at, from = 0;
    if (left == 0 || r->fault != RECORD_OK)
        return false;
    r->line++;
    const char *end = memchr(s, '\n', left);
    if (end == NULL)
        return fault(r, RECORD_NO_END);
    size_t len = (size_t)(end - s);
    if (len == 0)
        return fault(r, RECORD_EMPTY);
    out->n = 0;
    out->from = r->at;
    for (size_t i = 0; i <= len; i++) {
        if (i < len && s[i] != '\t')
            continue;
        if (out->n == RECORD_FIELDS)
            return fault(r, RECORD_FULL);
        if (!text_is_clean(s + from, i - from))
            return fault(r, RECORD_UNCLEAN);
        out->field[out->n++] = s + from;
        s[i] = '\0';
        from = i + 1;
    }
    r->at += len + 1;
    return true;
}

bool
record_expect(struct records *r, const char *name, size_t fields, struct record *out)
{
    return record_next(r, out) && out->n == fields && strcmp(out->field[0], name) == 0;
}
