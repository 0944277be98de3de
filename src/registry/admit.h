/* admit.h - a registration that was accepted becomes master data (REQUIREMENTS A7): the reviewer's
 * decision, the organisation with its first manager (access/register.h) and the registry's row of
 * the institution or company, in one transaction. What the registry knows already is left alone:
 * a form does not change it. */
#ifndef JICAI_ADMIT_H
#define JICAI_ADMIT_H
#include "access/register.h"
#include "registry/institution.h"

struct admit {
    struct review_registration review;
    enum affiliation affiliation; /* of an institution: where it enters the chain of review */
};
bool admit_registration(struct db *db, void *admit, struct err *e); /* a job of pool 0 */
#endif
