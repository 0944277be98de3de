/* list_name.h - names beside the codes of a workbook: of products, institutions and companies, as
 * they are called now; each is asked for once, as far as a small table reaches. */
#ifndef JICAI_LIST_NAME_H
#define JICAI_LIST_NAME_H
#include "db/db.h"

struct list_names;

struct list_names *list_names_new(struct db *db, struct arena *a);
/* A field of this name holds such codes. */
bool list_is_coded(const char *field);
/* Its name, until the next call; "": no such code, or nobody has it. False: the database fails. */
bool list_name(struct list_names *names, const char *code, const char **name, struct err *e);
#endif
