/* company.h - registrants, distributors and providers of accompanying service, as they are from a
 * day on (REQUIREMENTS A3). A company at home is named by its unified social credit code; a foreign
 * registrant by its country and a number of its own, and it names a domestic legal person. */
#ifndef JICAI_COMPANY_H
#define JICAI_COMPANY_H
#include "registry/institution.h" /* enum status */

struct company {
    const char *code, *name;
    const char *country; /* "CN" */
    bool registrant, distributor, service;
    const char *agent;      /* of a foreign registrant: a company at home; else "" */
    const char *controller; /* two with the same one are related (one bidder); "" */
    const char *region;     /* "" unknown */
    enum status status;
    const char *successor; /* "" */
    date from;             /* day 0: since ever */
};

enum company_role { ROLE_ANY, ROLE_REGISTRANT, ROLE_DISTRIBUTOR, ROLE_SERVICE };
const char *company_role_name(enum company_role r);

bool company_put(struct db *db, struct arena *a, const struct company *in, enum put *how,
                 struct err *e);
bool company_on(struct db *db, struct arena *a, const char *code, date on, struct company *out,
                struct err *e);
/* Known, and at any time in this role. */
bool company_must(struct db *db, struct arena *a, const char *code, enum company_role role,
                  const char *field, struct err *e);
/* What it promised in writing: kind "quality", "supply" or "breach" (GS (七), (十一)2). */
bool commitment_put(struct db *db, struct arena *a, const char *company, const char *kind, date on,
                    const char *document, enum put *how, struct err *e);
#endif
