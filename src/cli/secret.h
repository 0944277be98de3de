/* secret.h - keys and moments for commands. A passphrase comes from JICAI_PASSPHRASE, else it is
 * asked at the terminal, unseen; never from the command line, where everybody could read it. */
#ifndef JICAI_SECRET_H
#define JICAI_SECRET_H
#include "cli/cli.h"
#include "seal/key.h"

bool passphrase_ask(struct cli *c, bool twice, const char **out);
bool key_load(struct cli *c, const char *path, struct key *out); /* and asks for its passphrase */
bool key_public_load(struct cli *c, const char *path, struct key *out);
/* "2026-05-01 17:00:00": `at`, or now in Asia/Shanghai when it is NULL. */
bool moment_take(struct cli *c, const char *at, const char **out);
date moment_day(const char *moment);
/* To a new file (mode 0644), or to c->out when `path` is NULL. */
bool text_out(struct cli *c, const char *path, const char *text, size_t n);
#endif
