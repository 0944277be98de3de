/* YAML: any bytes as a tree, as a policy pack, as an edition of the credit evaluation. A refusal
 * names a mistake. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "policy/credit_book.h"
#include "policy/pack_shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 64 * 1024 * 1024 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(ROOM);
    struct err list[4];
    struct errs errs = {.list = list, .max = 4};
    struct raw_pack pack = {.id = ""};
    struct credit_book book;
    struct yaml_doc d;
    const char *s = (const char *)data;

    if (yaml_parse(&d, a, "x.yaml", s, size, &errs))
        yaml_walk(&d, d.root, &pack_shape, &pack);
    else if (errs.total == 0)
        abort();
    credit_book_init(&book, a);
    errs.n = errs.total = 0;
    if (!credit_book_add(&book, a, "x.yaml", s, size, &errs) && errs.total == 0)
        abort();
    arena_free(a);
    return 0;
}
