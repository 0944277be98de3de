#include "cli/audit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "words/audit.h"
#include "words/cli.h"

const char *
audit_key_path(struct cli *c, const char *flag)
{
    static const char sqlite[] = "sqlite:";
    const char *env = getenv("JICAI_KEY"), *db = c->db;
    if (flag != NULL)
        return flag;
    if (env != NULL && *env != '\0')
        return env;
    if (db == NULL || strchr(db, '=') != NULL || strstr(db, "://") != NULL ||
        strstr(db, ":memory:") != NULL)
        return NULL;
    if (strncmp(db, sqlite, sizeof(sqlite) - 1) == 0)
        db += sizeof(sqlite) - 1;
    return arena_printf(c->arena, "%s.key", db);
}

bool
audit_key(struct cli *c, const char *flag, struct log_key **out)
{
    const char *path = audit_key_path(c, flag);
    *out = NULL;
    if (path == NULL)
        return true;
    struct log_key *key = arena_alloc(c->arena, sizeof(*key));
    if (log_key_read(key, path, &c->err)) {
        *out = key;
        return true;
    }
    if (c->err.code != ERR_NOT_FOUND || flag != NULL)
        return false;
    c->err = (struct err){.code = ERR_NONE};
    return true;
}

bool
audit_file(struct cli *c, const char *path, const char **out)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (f == NULL)
        return err_set(&c->err, ERR_INPUT, M_AUDIT_FILE, {strerror(errno)}, .file = path);
    char *text = arena_alloc(c->arena, AUDIT_FILE_MAX + 1);
    size_t n = fread(text, 1, AUDIT_FILE_MAX, f);
    bool whole = feof(f) && !ferror(f) && memchr(text, '\0', n) == NULL;
    if (f != stdin)
        fclose(f);
    *out = text;
    return whole || err_set(&c->err, ERR_INPUT, M_AUDIT_NOTE_BAD, {NULL}, .file = path);
}
