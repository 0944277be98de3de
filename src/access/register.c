#include "access/register.h"

#include <string.h>

#include "access/lockout.h"
#include "access/query.h"
#include "base/core/code.h"
#include "base/core/text.h"
#include "words/access.h"

const char *const registration_state_names[REGISTRATION_STATES] = {"draft", "submitted", "returned",
                                                                   "accepted", "rejected"};

static void
from_row(const struct rows *r, size_t i, struct registration *out)
{
    *out = (struct registration){
        .attempt = row_int(r, i, 0),
        .name = row_text(r, i, 2),
        .region = row_text(r, i, 3),
        .roles = row_int(r, i, 4),
        .level = row_text(r, i, 5),
        .ownership = row_text(r, i, 6),
        .country = row_text(r, i, 7),
        .agent = row_text(r, i, 8),
        .contact = row_text(r, i, 9),
        .phone = row_text(r, i, 10),
        .email = row_text(r, i, 11),
        .made_on = row_text(r, i, 13),
        .decided_on = row_text(r, i, 14),
        .decided_by = row_text(r, i, 15),
        .reason = row_text(r, i, 16),
        .org = row_text(r, i, 17),
    };
    (void)org_kind_parse(&out->kind, row_text(r, i, 1));
    for (int s = 0; s < REGISTRATION_STATES; s++)
        if (strcmp(registration_state_names[s], row_text(r, i, 12)) == 0)
            out->state = (enum registration_state)s;
}

bool
registration_of(struct db *db, struct arena *a, const char *token, struct registration *out,
                struct err *e)
{
    char hash[SHA256_HEX_MAX];
    struct rows r;
    if (!db_run(db, &q_registration_of, a, &r, e, v_text(token_hash(token, hash))))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_LOGIN, M_TICKET_OVER, .field = "token");
    from_row(&r, 0, out);
    return true;
}

bool
registration_find(struct db *db, struct arena *a, const char *org, int64_t attempt,
                  struct registration *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_registration_get, a, &r, e, v_text(org), v_int(attempt)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_REGISTRATION, {org});
    from_row(&r, 0, out);
    return true;
}

bool
registration_list(struct db *db, struct arena *a, const struct org_filter *f,
                  struct registrations *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_registration_list, a, &r, e, v_text(f->only), v_text(f->after),
                v_text(f->lo), v_text(f->hi), v_text(f->kind), v_int(f->limit), v_int(f->attempt)))
        return false;
    *out = (struct registrations){.list = arena_array(a, struct registration, r.n), .n = r.n};
    for (size_t i = 0; i < r.n; i++)
        from_row(&r, i, &out->list[i]);
    return true;
}

/* A company at home, or "DE-0001". */
static bool
company_fine(const struct registration *f, struct err *e)
{
    bool home = strcmp(f->country, "CN") == 0;
    bool abroad = strlen(f->country) == 2 &&
                  strspn(f->country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 &&
                  strncmp(f->org, f->country, 2) == 0 && f->org[2] == '-' && f->org[3] != '\0';
    if (home ? code_company(f->org) != CODE_OK : !abroad)
        return err_set(e, ERR_INPUT, M_REGISTER_CODE, {f->org}, .field = "org");
    if (f->roles == 0 || (f->roles & ~(int64_t)AS_COMPANY) != 0)
        return err_set(e, ERR_INPUT, M_REGISTER_ROLES, .field = "roles");
    if (!home && (f->roles & AS_REGISTRANT) != 0 && code_company(f->agent) != CODE_OK)
        return err_set(e, ERR_INPUT, M_REGISTER_AGENT, {f->agent}, .field = "agent");
    return true;
}

static bool
one_of(const char *text, const char *const names[], size_t n, const char *field, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], text) == 0)
            return true;
    return err_set(e, ERR_INPUT, M_REGISTER_CHOICE, {text}, .field = field);
}

static bool
institution_fine(const struct registration *f, struct err *e)
{
    static const char *const levels[] = {"tertiary", "secondary", "primary", "unrated"};
    static const char *const kinds[] = {"public", "military", "armed_police", "private",
                                        "pharmacy"};
    if (code_institution(f->org) != CODE_OK)
        return err_set(e, ERR_INPUT, M_REGISTER_CODE, {f->org}, .field = "org");
    return one_of(f->level, levels, 4, "level", e) &&
           one_of(f->ownership, kinds, 5, "ownership", e);
}

static bool
form_fine(const struct registration *f, struct err *e)
{
    struct err ignored;
    if (!code_is_plain(f->org, ORG_CODE_MAX))
        return err_set(e, ERR_INPUT, M_REGISTER_CODE, {f->org}, .field = "org");
    if (!name_fine(f->name, ORG_NAME_MAX, "name", e) ||
        !name_fine(f->contact, PERSON_NAME_MAX, "contact", e))
        return false;
    /* As make_user() will want them, so that acceptance cannot fail. */
    if (!(*f->phone == '\0' || name_fine(f->phone, 40, "phone", &ignored)) ||
        !(*f->email == '\0' || name_fine(f->email, 100, "email", &ignored)))
        return err_set(e, ERR_INPUT, M_REACH_SIGNS, .field = "phone");
    if (*f->region != '\0' ? !code_is_plain(f->region, 16) : f->kind == ORG_INSTITUTION)
        return err_set(e, ERR_INPUT, M_ORG_REGION, {f->region}, .field = "region");
    return f->kind == ORG_COMPANY ? company_fine(f, e) : institution_fine(f, e);
}

bool
start_registration(struct db *db, void *arg, struct err *e)
{
    struct start_registration *in = arg;
    struct registration *f = &in->form;
    struct rows r, count;
    char hash[SHA256_HEX_MAX];
    const struct knock k = {NULL, in->address, in->at};
    if (!form_fine(f, e) || !db_run(db, &q_org_get, in->arena, &r, e, v_text(f->org)))
        return false;
    if (r.n > 0) /* no secret: who takes part is public */
        return err_set(e, ERR_CONFLICT, M_REGISTER_THERE, {f->org}, .field = "org");
    if (!db_run(db, &q_registration_count, in->arena, &count, e, v_text(f->org)) ||
        !address_count(db, in->arena, "register", REGISTRATIONS_A_DAY, &k, e))
        return false;
    f->attempt = row_int(&count, 0, 0) + 1;
    token_hash(token_make(in->token), hash);
    return db_do(db, &q_registration_insert, e, v_text(f->org), v_int(f->attempt),
                 v_text(org_kind_names[f->kind]), v_text(f->name), v_text(f->region),
                 v_int(f->roles), v_text(f->level), v_text(f->ownership), v_text(f->country),
                 v_text(f->agent), v_text(f->contact), v_text(f->phone), v_text(f->email),
                 v_text(day_text(in->arena, in->today)), v_text(hash));
}

static bool
still_open(const struct registration *r, struct err *e)
{
    return r->state == REGISTRATION_DRAFT || r->state == REGISTRATION_RETURNED ||
           err_set(e, ERR_CONFLICT, M_REGISTER_STATE, {registration_state_names[r->state]});
}

bool
put_evidence(struct db *db, void *arg, struct err *e)
{
    struct put_evidence *in = arg;
    struct registration g;
    struct rows r;
    char most[INT_TEXT_MAX];
    if (!name_fine(in->title, 40, "title", e) ||
        !registration_of(db, in->arena, in->token, &g, e) || !still_open(&g, e) ||
        !db_run(db, &q_evidence_count, in->arena, &r, e, v_text(g.org), v_int(g.attempt),
                v_text(in->title)))
        return false;
    if (row_int(&r, 0, 0) >= EVIDENCE_MAX || row_int(&r, 0, 1) > EVIDENCE_BYTES_MAX - FILE_MAX)
        return err_set(e, ERR_TOO_LARGE, M_EVIDENCE_MANY, {int_text(EVIDENCE_MAX, most)});
    return keep_file(db, in->arena, in->from, &in->file, e) &&
           db_do(db, &q_evidence_write, e, v_text(g.org), v_int(g.attempt), v_text(in->title),
                 v_text(in->file.sha256));
}

bool
submit_registration(struct db *db, void *arg, struct err *e)
{
    struct submit_registration *in = arg;
    struct registration g;
    struct rows r;
    if (!registration_of(db, in->arena, in->token, &g, e))
        return false;
    if (g.state == REGISTRATION_SUBMITTED)
        return true;
    if (!still_open(&g, e) || !db_run(db, &q_evidence_count, in->arena, &r, e, v_text(g.org),
                                      v_int(g.attempt), v_text("")))
        return false;
    if (row_int(&r, 0, 0) == 0)
        return err_set(e, ERR_CONFLICT, M_EVIDENCE_NONE);
    return db_do(db, &q_registration_state, e, v_text(g.org), v_int(g.attempt),
                 v_text(registration_state_names[REGISTRATION_SUBMITTED]), v_text(""), v_text(""),
                 v_text(""));
}

bool
evidence_list(struct db *db, struct arena *a, const char *org, int64_t attempt,
              struct evidences *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_evidence_list, a, &r, e, v_text(org), v_int(attempt)))
        return false;
    *out = (struct evidences){.list = arena_array(a, struct evidence, r.n), .n = r.n};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct evidence){row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
                                         row_int(&r, i, 3)};
    return true;
}

bool
evidence_read(struct db *db, struct arena *a, const struct registration *g, const char *sha256,
              struct file *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_evidence_seen, a, &r, e, v_text(g->org), v_int(g->attempt), v_text(sha256)))
        return false;
    if (row_int(&r, 0, 0) == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_UPLOAD, {sha256});
    return kept_file(db, a, sha256, out, e);
}
