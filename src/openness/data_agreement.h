/* data_agreement.h - data agreements (数据共享协议): a department may read some columns of a
 * dataset, of some projects and divisions of a pool, during a term, for a purpose. Made by one
 * person and approved by another; it ends with its last day or by revocation. Under it the
 * department reads pages of rows, or the file of a month that the day job wrote; each time is
 * noted: who, when, how many rows, the digest of them (REQUIREMENTS I6; CX 五(一) 及时共享,
 * GS (十三) 部门信息共享联动机制). */
#ifndef JICAI_DATA_AGREEMENT_H
#define JICAI_DATA_AGREEMENT_H
#include "base/core/date.h"
#include "base/core/sha256.h"
#include "http/shape.h"
#include "openness/dataset.h"
#include "registry/put.h"

enum { DATA_YEARS_MAX = 3, DATA_FILE_ROWS = 1000000 }; /* (choice) */

struct data_agreement {
    const char *agreement, *department, *dataset;
    struct list fields, projects, regions; /* of const char *; no projects, no regions: the pool */
    date from, to;
    date since; /* rows of that day and later; day 0: from */
    const char *purpose, *clause;
    const char *who;
    date on;
};
/* ERR_INPUT with its field: a field that is none or is not shared, a stranger's region or project,
 * days out of order; ERR_NOT_FOUND: no such department; ERR_CONFLICT: the number is of another. */
bool data_propose(struct db *db, struct arena *a, int64_t pool, const struct data_agreement *in,
                  enum put *how, struct err *e);

struct data_decision {
    const char *agreement, *reason, *who; /* reason: of a refusal or revocation */
    bool yes;
    date on;
};
/* ERR_DENIED: by who made it. ERR_CONFLICT: it is decided otherwise, or its last day is over. */
bool data_decide(struct db *db, struct arena *a, int64_t pool, const struct data_decision *d,
                 enum put *how, struct err *e);
/* From now on nothing is read under it. */
bool data_revoke(struct db *db, struct arena *a, int64_t pool, const struct data_decision *d,
                 enum put *how, struct err *e);

/* --- reading under it --- */

struct data_reader {
    const char *who, *org;
    date today;
    int64_t at;
};
/* A page and its access, in a job. `org` that is not the department: ERR_NOT_FOUND. ERR_DENIED: not
 * approved, not begun, ended, revoked; the sentence says which. `csv`: header (of the first page)
 * and rows, whose digest is noted. */
struct data_pull {
    const char *agreement;
    const struct data_reader *reader;
    struct data_page page; /* in: after, limit */
    const char *csv;
    char sha256[SHA256_HEX_MAX];
};
bool data_pull(struct db *db, struct arena *a, int64_t pool, struct data_pull *p, struct err *e);

/* The file of a month and its access, in a job. ERR_NOT_FOUND: it is not written. */
struct data_file {
    const char *agreement, *month;
    const struct data_reader *reader;
    const char *csv, *sha256, *made_on;
    size_t size;
    int64_t rows;
};
bool data_file_read(struct db *db, struct arena *a, int64_t pool, struct data_file *f,
                    struct err *e);
/* The same without an access: for who may see that it is there. */
bool data_file_known(struct db *db, struct arena *a, int64_t pool, struct data_file *f,
                     struct err *e);
/* What is signed for it: a note whose lines are the kind, pool, agreement, month, rows, digest. */
const char *data_file_note(struct arena *a, int64_t pool, const struct data_file *f);

/* A job of the day: for each agreement that runs, the files of its months that are over and are not
 * there yet. Twice writes nothing twice. */
struct data_months {
    int64_t pool;
    date on;
    int64_t made; /* files */
};
bool data_months(struct db *db, void *data_months, struct err *e);
#endif
