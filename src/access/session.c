#include "access/session.h"

#include <string.h>

#include "access/lockout.h"
#include "access/query.h"
#include "words/access.h"

const char *const stage_names[STAGES] = {"code", "enrol", "full"};

/* The oldest go until there is room for one more. */
static bool
make_room(struct db *db, struct arena *a, const char *login, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_session_oldest, a, &r, e, v_text(login), v_int(1000)))
        return false;
    for (size_t i = SESSIONS_MAX - 1; i < r.n; i++)
        if (!db_do(db, &q_session_end, e, v_text(row_text(&r, i, 0))))
            return false;
    return true;
}

bool
session_open(struct db *db, struct arena *a, const struct session_new *in,
             char token[static TOKEN_TEXT_MAX], struct err *e)
{
    char hash[SHA256_HEX_MAX];
    int64_t life = in->stage == STAGE_FULL ? SESSION_LONGEST : SESSION_HALF_LIFE;
    token_hash(token_make(token), hash);
    return db_do(db, &q_session_sweep, e, v_int(in->at), v_int(in->at - SECONDS(SESSION_IDLE))) &&
           make_room(db, a, in->login, e) &&
           db_do(db, &q_session_insert, e, v_text(hash), v_text(in->login),
                 v_text(stage_names[in->stage]), v_int(in->at), v_int(in->at + SECONDS(life)),
                 v_text(in->address), v_int(in->demo));
}

bool
session_find(struct db *db, struct arena *a, const char *token, int64_t at, struct session *out,
             struct err *e)
{
    char hash[SHA256_HEX_MAX];
    struct rows r;
    if (!db_run(db, &q_session_get, a, &r, e, v_text(token_hash(token, hash))))
        return false;
    if (r.n == 0 || row_int(&r, 0, 4) <= at || row_int(&r, 0, 3) + SECONDS(SESSION_IDLE) <= at)
        return err_set(e, ERR_LOGIN, M_SESSION_OVER);
    *out = (struct session){
        .login = row_text(&r, 0, 0),
        .stage = STAGE_CODE,
        .made_at = row_int(&r, 0, 2),
        .seen_at = row_int(&r, 0, 3),
        .expires_at = row_int(&r, 0, 4),
        .demo = row_int(&r, 0, 6) != 0,
    };
    for (int i = 0; i < STAGES; i++)
        if (strcmp(stage_names[i], row_text(&r, 0, 1)) == 0)
            out->stage = (enum stage)i;
    return true;
}

bool
session_renew(struct db *db, struct arena *a, const char *token, int64_t at, struct err *e)
{
    struct session s;
    char hash[SHA256_HEX_MAX];
    if (!session_find(db, a, token, at, &s, e))
        return false;
    return s.seen_at + SECONDS(SESSION_RENEW) > at ||
           db_do(db, &q_session_seen, e, v_text(token_hash(token, hash)), v_int(at));
}

bool
session_end(struct db *db, const char *token, struct err *e)
{
    char hash[SHA256_HEX_MAX];
    return db_do(db, &q_session_end, e, v_text(token_hash(token, hash)));
}

bool
session_end_others(struct db *db, const char *login, const char *token, struct err *e)
{
    char hash[SHA256_HEX_MAX];
    return db_do(db, &q_session_end_all, e, v_text(login), v_text(token_hash(token, hash)));
}

char *
session_csrf(const char *token, char out[static SHA256_HEX_MAX])
{
    static const char purpose[] = "jicai csrf\n";
    uint8_t digest[SHA256_SIZE];
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, purpose, sizeof(purpose) - 1);
    sha256_add(&s, token, strlen(token));
    sha256_end(&s, digest);
    return sha256_text(digest, out);
}

const char *
cookie_token(struct arena *a, const char *header)
{
    static const char name[] = COOKIE_NAME "=";
    while (header != NULL && *header != '\0') {
        header += strspn(header, "; ");
        size_t n = strcspn(header, ";");
        if (n > sizeof(name) - 1 && strncmp(header, name, sizeof(name) - 1) == 0) {
            size_t len = n - (sizeof(name) - 1);
            if (len >= TOKEN_TEXT_MAX)
                return "";
            char *token = arena_alloc(a, len + 1);
            memcpy(token, header + sizeof(name) - 1, len);
            return token;
        }
        header += n;
    }
    return NULL;
}

const char *
cookie_set(struct arena *a, const char *token)
{
    return arena_printf(a, COOKIE_NAME "=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s", token,
                        *token == '\0' ? "; Max-Age=0" : "");
}
