/* Sheets: any bytes as a file; and, behind the letter X, as the rows of a workbook that is
 * otherwise in order, for a change of a whole archive rarely gets past its checksums. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "sheet/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct row {
    const char *code, *name;
    money price;
    qty n;
    ratio share;
    date on;
    month of;
    int kind;
};

static const struct column columns[] = {
    {"code", "编码", COLUMN_CODE, 0, offsetof(struct row, code), NULL, -1},
    {"name", "名称", COLUMN_TEXT, 0, offsetof(struct row, name), NULL, -1},
    {"price", "单价", COLUMN_PRICE, 0, offsetof(struct row, price), NULL, -1},
    {"qty", "数量", COLUMN_QTY, 0, offsetof(struct row, n), NULL, -1},
    {"ratio", "比例", COLUMN_RATIO, 0, offsetof(struct row, share), NULL, -1},
    {"date", "日期", COLUMN_DATE, 0, offsetof(struct row, on), NULL, -1},
    {"month", "月份", COLUMN_MONTH, 0, offsetof(struct row, of), NULL, -1},
    {"kind", "类别", COLUMN_CHOICE, 0, offsetof(struct row, kind), "a/甲|b/乙", -1},
};

static void
add(zip_t *z, const char *name, const char *text, size_t n)
{
    if (zip_file_add(z, name, zip_source_buffer(z, text, n, 0), 0) < 0)
        abort();
}

static void
make_book(const char *path, const char *rows, size_t n)
{
    static const char rels[] = "<R><Relationship Type='/officeDocument' Target='w'/></R>";
    static const char book[] = "<workbook><sheet name='a' id='1'/></workbook>";
    static const char parts[] = "<R><Relationship Id='1' Type='/worksheet' Target='s'/>"
                                "<Relationship Id='2' Type='/sharedStrings' Target='t'/></R>";
    static const char strings[] = "<sst><si><t>code</t></si><si><t>qty</t></si></sst>";
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add(z, "_rels/.rels", rels, sizeof(rels) - 1);
    add(z, "w", book, sizeof(book) - 1);
    add(z, "_rels/w.rels", parts, sizeof(parts) - 1);
    add(z, "t", strings, sizeof(strings) - 1);
    add(z, "s", rows, n);
    if (zip_close(z) != 0)
        abort();
}

static void
read_table(const char *path)
{
    struct table *t;
    struct row row;
    struct err list[3], e;
    struct errs errs = {.list = list, .max = 3};
    char text[ERR_TEXT_MAX];
    int64_t line = 0, before = 0;
    if (!table_open(&t, path, "fuzz", columns, sizeof(columns) / sizeof(*columns), &e)) {
        err_text(&e, LANG_ZH, text);
        return;
    }
    while (table_next(t, &row, sizeof(row), &line, &errs, &e)) {
        if (line <= before || strlen(row.name) > SHEET_CELL_MAX || row.price.units < 0)
            abort();
        before = line;
    }
    for (size_t i = 0; i < errs.n; i++)
        err_text(&list[i], LANG_ZH, text);
    table_close(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64] = "/tmp/jicai-fuzz.XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        abort();
    if (size > 0 && *data == 'X')
        make_book(path, (const char *)data + 1, size - 1);
    else if (size > 0 && write(fd, data, size) != (ssize_t)size)
        abort();
    close(fd);
    read_table(path);
    unlink(path);
    return 0;
}
