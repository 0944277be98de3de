/* audit.h - what the commands about the log share. */
#ifndef JICAI_CLI_AUDIT_H
#define JICAI_CLI_AUDIT_H
#include "audit/checkpoint.h"
#include "cli/cli.h"

enum { AUDIT_FILE_MAX = 64 * 1024 };

/* Where the signing key is: what --key-file said, else JICAI_KEY, else beside a SQLite file
 * (FILE.key). NULL: nobody said, and the database is no file. */
const char *audit_key_path(struct cli *c, const char *flag);
/* The key, or NULL when there is none at its place and none was asked for by name. */
bool audit_key(struct cli *c, const char *flag, struct log_key **out);
/* A text file, whole, in the arena. */
bool audit_file(struct cli *c, const char *path, const char **out);
#endif
