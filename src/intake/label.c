#include "intake/label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/label_table.h"

enum { ID_MAX = 160 };

static int
by_id(const void *id, const void *label)
{
    return strcmp(id, ((const struct label *)label)->id);
}

const char *
label_word(const char *id, enum lang lang)
{
    const struct label *l = bsearch(id, labels, labels_n, sizeof(*labels), by_id);
    return l != NULL ? l->text[lang] : NULL;
}

/* The first of "f.Order.price" and "f.price" that there is. */
const char *
label_field(const char *shape, const char *field, enum lang lang)
{
    char id[ID_MAX];
    snprintf(id, sizeof(id), "f.%s.%s", shape != NULL ? shape : "", field);
    const char *text = label_word(id, lang);
    if (text != NULL)
        return text;
    snprintf(id, sizeof(id), "f.%s", field);
    return label_word(id, lang);
}

const char *
label_code(const char *shape, const char *field, const char *code, enum lang lang)
{
    char id[ID_MAX];
    snprintf(id, sizeof(id), "e.%s.%s.%s", shape != NULL ? shape : "", field, code);
    const char *text = label_word(id, lang);
    if (text != NULL)
        return text;
    snprintf(id, sizeof(id), "e.%s.%s", field, code);
    text = label_word(id, lang);
    if (text != NULL)
        return text;
    snprintf(id, sizeof(id), "e.%s", code);
    return label_word(id, lang);
}
