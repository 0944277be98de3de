#include "openness/publisher.h"

#include <string.h>

#include "base/core/code.h"
#include "openness/query.h"
#include "words/openness.h"

static bool
prefix_fine(const char *s)
{
    static const char head[] = "ocds-";
    static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    size_t n = sizeof(head) - 1;
    return strncmp(s, head, n) == 0 && strspn(s + n, ok) == 6 && s[n + 6] == '\0';
}

/* http: too, for one that is reached inside a network only. */
static bool
url_fine(const char *s)
{
    size_t skip = strncmp(s, "https://", 8) == 0 ? 8 : strncmp(s, "http://", 7) == 0 ? 7 : 0;
    return skip > 0 && s[skip] != '\0' && s[skip] != '/' && strpbrk(s, " \"<>\\^`{|}?#") == NULL &&
           s[strlen(s) - 1] != '/' && strlen(s) <= PUBLISHER_TEXT_MAX;
}

static bool
check(const struct publisher *p, struct err *e)
{
    if (!prefix_fine(p->prefix))
        return err_set(e, ERR_INPUT, M_OCDS_PREFIX, {p->prefix}, .field = "prefix");
    if (*p->name == '\0')
        return err_set(e, ERR_INPUT, M_OCDS_NAME, {NULL}, .field = "name");
    if (*p->code != '\0' && code_company(p->code) != CODE_OK)
        return err_set(e, ERR_INPUT, M_OCDS_CODE, {p->code}, .field = "code");
    if (!url_fine(p->uri))
        return err_set(e, ERR_INPUT, M_OCDS_URL, {p->uri}, .field = "uri");
    if (*p->license != '\0' && !url_fine(p->license))
        return err_set(e, ERR_INPUT, M_OCDS_URL, {p->license}, .field = "license");
    if (*p->policy != '\0' && !url_fine(p->policy))
        return err_set(e, ERR_INPUT, M_OCDS_URL, {p->policy}, .field = "policy");
    return true;
}

bool
publisher_put(struct db *db, struct arena *a, int64_t pool, const struct publisher *in,
              enum put *how, struct err *e)
{
    const char *scheme = *in->scheme != '\0' ? in->scheme : "CN-SAIC";
    const struct val v[] = {v_int(pool),         v_text(in->prefix), v_text(in->name),
                            v_text(scheme),      v_text(in->code),   v_text(in->uri),
                            v_text(in->license), v_text(in->policy), v_int(in->payments)};
    const struct put_row row = {.get = &q_publisher_get,
                                .write = &q_publisher_put,
                                .v = v,
                                .n = sizeof(v) / sizeof(*v),
                                .key = 1};
    return check(in, e) && put_state(db, a, &row, how, e);
}

bool
publisher_get(struct db *db, struct arena *a, int64_t pool, struct publisher *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_publisher_get, a, &r, e, v_int(pool)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_OCDS_NO_PUBLISHER);
    *out = (struct publisher){.prefix = row_text(&r, 0, 0),
                              .name = row_text(&r, 0, 1),
                              .scheme = row_text(&r, 0, 2),
                              .code = row_text(&r, 0, 3),
                              .uri = row_text(&r, 0, 4),
                              .license = row_text(&r, 0, 5),
                              .policy = row_text(&r, 0, 6),
                              .payments = row_int(&r, 0, 7) != 0};
    return true;
}
