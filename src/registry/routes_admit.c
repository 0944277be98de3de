/* routes_admit.c - the review of a registration, which also makes master data of it. */
#include "registry/admit.h"
#include "registry/routes.h"
#include "words/access.h"

struct review_in {
    int decision, affiliation;
    const char *reason;
};
static const struct field review_fields[] = {
    F_ENUM(struct review_in, "decision", decision, review_names, REVIEWS, 0),
    F_TEXT(struct review_in, "reason", reason, REASON_MAX, 0),
    F_ENUM(struct review_in, "affiliation", affiliation, affiliation_names, AFFILIATIONS,
           FIELD_OPT),
};
static const struct shape review_shape =
    SHAPE("RegistrationReview", struct review_in, review_fields);

static bool
review_post(struct call *c)
{
    const struct review_in *in = c->in;
    struct admit a = {.affiliation = (enum affiliation)in->affiliation,
                      .review = {.arena = c->arena,
                                 .by = c->who.user,
                                 .org = c->arg[0],
                                 .reason = in->reason,
                                 .at = c->at,
                                 .today = c->today,
                                 .review = (enum review)in->decision}};
    return call_arg_int(c, 1, &a.review.attempt) && admit_registration(c->db, &a, &c->err) &&
           reply_empty(c);
}

static const struct route table[] = {
    {.id = "registration.review",
     .method = "POST",
     .path = "/v1/registrations/:org/:attempt/review",
     .roles = AS_BUREAU | AS_FUND | AS_PLATFORM | AS_ADMIN,
     .where = WRITE,
     .scope = SCOPE_ORG,
     .in = &review_shape,
     .handle = review_post,
     .summary = M_ROUTE_REGISTRATION_REVIEW,
     .page = "registrations"},
};
const struct routes admit_routes = ROUTES(table);
