#include "openness/dataset.h"

#include <string.h>

#include "base/core/text.h"
#include "openness/query.h"
#include "words/data.h"

#define TEXT(n)                                                                                    \
    {                                                                                              \
        n, DATA_TEXT, DATA_FREE                                                                    \
    }
#define INT(n)                                                                                     \
    {                                                                                              \
        n, DATA_INT, DATA_FREE                                                                     \
    }
#define MONEY(n)                                                                                   \
    {                                                                                              \
        n, DATA_MONEY, DATA_FREE                                                                   \
    }
#define BARRED(n, why)                                                                             \
    {                                                                                              \
        n, DATA_TEXT, why                                                                          \
    }

const struct dataset datasets[DATASETS] = {
    {"orders",
     M_DATA_ORDERS,
     &q_data_orders,
     2,
     {TEXT("order"), INT("line"), TEXT("project"), TEXT("hospital"), TEXT("hospital_name"),
      TEXT("region"), TEXT("product"), TEXT("company"), TEXT("distributor"), INT("qty"),
      MONEY("price"), MONEY("selected_price"), TEXT("ordered_on"), TEXT("answered_on"),
      TEXT("respond_by"), TEXT("deliver_by"), INT("shipped"), INT("accepted"),
      BARRED("ordered_by", DATA_PERSON)}},
    {"receipts",
     M_DATA_RECEIPTS,
     &q_data_receipts,
     2,
     {TEXT("receipt"), INT("line"), TEXT("order"), TEXT("project"), TEXT("hospital"),
      TEXT("region"), TEXT("product"), TEXT("distributor"), INT("qty"), TEXT("accepted_on"),
      MONEY("amount"), MONEY("returned_amount"), MONEY("paid"), TEXT("due_on"),
      TEXT("in_time_until"), BARRED("udi", DATA_PERSON)}},
    {"progress",
     M_DATA_PROGRESS,
     &q_data_progress,
     4,
     {TEXT("project"), TEXT("month"), TEXT("hospital"), TEXT("product"), TEXT("region"),
      INT("ordered"), INT("accepted"), INT("returned"), MONEY("amount"), MONEY("paid")}},
    {"shortages",
     M_DATA_SHORTAGES,
     &q_data_shortages,
     1,
     {TEXT("shortage"), TEXT("project"), TEXT("hospital"), TEXT("region"), TEXT("company"),
      TEXT("product"), TEXT("order"), INT("line"), INT("missing"), INT("substituted"),
      TEXT("state"), TEXT("outcome"), MONEY("extra"), TEXT("reported_on"), TEXT("closed_on")}},
    {"complaints",
     M_DATA_COMPLAINTS,
     &q_data_complaints,
     1,
     {TEXT("complaint"), TEXT("kind"), TEXT("project"), TEXT("against"), TEXT("filed_on"),
      TEXT("accepted_on"), TEXT("answered_on"), TEXT("result"), BARRED("filed_by", DATA_PERSON),
      BARRED("subject", DATA_PERSON)}},
    {"winners",
     M_DATA_WINNERS,
     &q_data_winners,
     3,
     {TEXT("project"), TEXT("group"), TEXT("product"), TEXT("company"), MONEY("price"),
      TEXT("executed_on"), BARRED("offered", DATA_LOSER), BARRED("not_selected", DATA_LOSER)}},
};

const struct dataset *
dataset_find(const char *name)
{
    for (size_t i = 0; i < DATASETS; i++)
        if (strcmp(datasets[i].name, name) == 0)
            return &datasets[i];
    return NULL;
}

size_t
dataset_columns(const struct dataset *d)
{
    size_t n = 0;
    while (n < DATA_FIELDS && d->column[n].name != NULL)
        n++;
    return n;
}

static size_t
column_at(const struct dataset *d, const char *name, size_t len)
{
    size_t n = dataset_columns(d);
    for (size_t i = 0; i < n; i++)
        if (strlen(d->column[i].name) == len && memcmp(d->column[i].name, name, len) == 0)
            return i;
    return n;
}

bool
data_fields(const struct dataset *d, const char *const name[], size_t n, uint32_t *out,
            struct err *e)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = column_at(d, name[i], strlen(name[i]));
        if (at == dataset_columns(d))
            return err_set(e, ERR_INPUT, M_DATA_NO_FIELD, {d->name, name[i]}, .field = "fields");
        if (d->column[at].bar != DATA_FREE)
            return err_set(e, ERR_INPUT,
                           d->column[at].bar == DATA_PERSON ? M_DATA_PERSON : M_DATA_LOSER,
                           {d->name, name[i]}, .field = "fields");
        if ((*out >> at & 1) != 0)
            return err_set(e, ERR_INPUT, M_DATA_TWICE, {name[i]}, .field = "fields");
        *out |= UINT32_C(1) << at;
    }
    return *out != 0 || err_set(e, ERR_INPUT, M_DATA_NO_FIELDS, {d->name}, .field = "fields");
}

const char *
data_fields_text(const struct dataset *d, uint32_t fields, struct arena *a)
{
    const char *name[DATA_FIELDS];
    size_t n = 0;
    for (size_t i = 0; i < dataset_columns(d); i++)
        if ((fields >> i & 1) != 0)
            name[n++] = d->column[i].name;
    return arena_join(a, name, n, ';');
}

uint32_t
data_fields_of(const struct dataset *d, const char *text)
{
    uint32_t out = 0;
    for (size_t len; *text != '\0'; text += len + (text[len] == ';')) {
        len = strcspn(text, ";");
        size_t at = column_at(d, text, len);
        if (at < dataset_columns(d) && d->column[at].bar == DATA_FREE)
            out |= UINT32_C(1) << at;
    }
    return out;
}

/* --- rows --- */

static bool
key_value(const struct dataset *d, size_t i, const char *text, struct val *out)
{
    int64_t n = 0;
    if (d->column[i].type != DATA_INT) {
        *out = v_text(text);
        return true;
    }
    bool fine = *text == '\0' || int_parse(&n, text);
    *out = v_int(n);
    return fine;
}

bool
data_page_read(struct db *db, struct arena *a, int64_t pool, struct data_page *p, struct err *e)
{
    struct val v[4 + DATA_KEY + 1] = {v_int(pool), v_text(p->agreement), v_text(p->since),
                                      v_text(p->until)};
    const struct dataset *d = p->set;
    for (size_t i = 0; i < d->key; i++)
        if (!key_value(d, i, p->after[i] != NULL ? p->after[i] : "", &v[4 + i]))
            return err_set(e, ERR_INPUT, M_DATA_AFTER, .field = "after");
    v[4 + d->key] = v_int((int64_t)p->limit + 1);
    if (!db->ops->run(db, d->query, v, 4 + d->key + 1, a, &p->rows, e))
        return false;
    p->n = p->rows.n > p->limit ? p->limit : p->rows.n;
    for (size_t i = 0; i < DATA_KEY; i++)
        p->next[i] = p->rows.n > p->limit && i < d->key ? data_value(p, p->n - 1, i, a) : NULL;
    return true;
}

const char *
data_value(const struct data_page *p, size_t row, size_t column, struct arena *a)
{
    char text[MONEY_TEXT_MAX], number[INT_TEXT_MAX];
    switch (p->set->column[column].type) {
    case DATA_TEXT: break;
    case DATA_INT: return arena_strdup(a, int_text(row_int(&p->rows, row, column), number));
    case DATA_MONEY:
        return arena_strdup(a, money_text((money){row_int(&p->rows, row, column)}, text));
    }
    return row_text(&p->rows, row, column);
}

/* A text that a spreadsheet would take for a formula gets a ' in front, as in sheet/write.h. */
static void
csv_cell(const char *s, bool text, FILE *to)
{
    const char *guard = text && *s != '\0' && strchr("=+-@\t", *s) != NULL ? "'" : "";
    if (strpbrk(s, ",\"\r\n") == NULL) {
        fprintf(to, "%s%s", guard, s);
        return;
    }
    fprintf(to, "\"%s", guard);
    for (; *s != '\0'; s++) {
        if (*s == '"')
            fputc('"', to);
        fputc(*s, to);
    }
    fputc('"', to);
}

void
data_csv_header(const struct dataset *d, uint32_t fields, FILE *to)
{
    bool first = true;
    for (size_t i = 0; i < dataset_columns(d); i++)
        if ((fields >> i & 1) != 0) {
            fprintf(to, "%s%s", first ? "" : ",", d->column[i].name);
            first = false;
        }
    fputc('\n', to);
}

void
data_csv_rows(const struct data_page *p, struct arena *a, FILE *to)
{
    size_t columns = dataset_columns(p->set);
    for (size_t r = 0; r < p->n; r++) {
        bool first = true;
        for (size_t i = 0; i < columns; i++)
            if ((p->fields >> i & 1) != 0) {
                if (!first)
                    fputc(',', to);
                csv_cell(data_value(p, r, i, a), p->set->column[i].type == DATA_TEXT, to);
                first = false;
            }
        fputc('\n', to);
    }
}
