#include "base/core/words.h"

#include <assert.h>
#include <string.h>

static const struct word_area *
area_of(enum msg m)
{
    const struct word_area *area = word_areas[m / MSG_BLOCK];
    assert(m % MSG_BLOCK < area->n);
    return area;
}

const struct words *
words_of(enum lang lang, enum msg m)
{
    return &area_of(m)->in[lang][m % MSG_BLOCK];
}

const char *
word_text(enum lang lang, enum msg m)
{
    return words_of(lang, m)->text;
}

const char *
msg_name(enum msg m)
{
    return area_of(m)->name[m % MSG_BLOCK];
}

enum msg
msg_next(enum msg m)
{
    size_t area = m / MSG_BLOCK, at = m % MSG_BLOCK + 1;
    if (at < word_areas[area]->n)
        return (enum msg)(m + 1);
    return word_areas[area + 1] == NULL ? M_NONE : (enum msg)((area + 1) * MSG_BLOCK);
}

enum msg
msg_find(const char *name)
{
    enum msg m = M_NONE;
    do
        if (strcmp(msg_name(m), name) == 0)
            return m;
    while ((m = msg_next(m)) != M_NONE);
    return M_NONE;
}
