/* vault.h - the key file of stored secrets, for commands (seal/vault.h). */
#ifndef JICAI_CLI_VAULT_H
#define JICAI_CLI_VAULT_H
#include "cli/cli.h"
#include "seal/vault.h"

/* JICAI_SECRETS, else the signing key's file (cli/audit.h) and ".secrets". NULL: nobody said, and
 * the database is no file. */
const char *cli_vault_path(struct cli *c);
/* NULL when there is no such file; false, with c->err, when it cannot be used. */
bool cli_vault(struct cli *c, const struct vault **out);
/* The one that is there, or a new one. */
bool cli_vault_make(struct cli *c, struct err *e);
#endif
