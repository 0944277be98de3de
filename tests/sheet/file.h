/* file.h - files for the tests of sheets, in a folder of their own that goes away with the test. */
#ifndef JICAI_TEST_FILE_H
#define JICAI_TEST_FILE_H
#include "../test.h"

#include <unistd.h>

#include "base/core/err.h"

static char folder[64];

static int
folder_make(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/jicai-test.XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int
folder_drop(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

/* The path of a file in the folder, with these bytes if there are any. */
static inline const char *
file_make(const char *name, const char *bytes, size_t n)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (bytes != NULL) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(bytes, 1, n, f), n);
        assert_int_equal(fclose(f), 0);
    }
    return path;
}

/* The message in English without the folder: "a.csv:2: qty: ..." */
static inline const char *
message(const struct err *e)
{
    static char text[ERR_TEXT_MAX];
    err_text(e, LANG_EN, text);
    size_t n = strlen(folder) + 1;
    return strncmp(text, folder, n - 1) == 0 ? text + n : text;
}
#endif
