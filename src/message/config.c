#include "message/config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "words/message.h"

enum { CONFIG_MAX = 16 * 1024, SECONDS = 30, SECONDS_MAX = 300, NAMES = 10 };

struct reading {
    struct message_config *out;
    struct arena *a;
    const char *path;
    int64_t line;
    bool seen[NAMES];
};

static bool
bad(const struct reading *r, enum msg m, const char *what, struct err *e)
{
    return err_set(e, ERR_INPUT, m, {what}, .file = r->path, .line = r->line);
}

static char *
trim(char *s)
{
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
        s[--n] = '\0';
    return s;
}

static bool
take_special(struct reading *r, const char *name, const char *value, struct err *e)
{
    static const char *const tls[] = {"required", "try", "off"};
    if (strcmp(name, "timeout") == 0)
        return (int_parse(&r->out->timeout, value) && r->out->timeout >= 1 &&
                r->out->timeout <= SECONDS_MAX) ||
               bad(r, M_MESSAGE_C_VALUE, name, e);
    for (int i = 0; i < 3; i++)
        if (strcmp(tls[i], value) == 0) {
            r->out->starttls = (enum starttls)i;
            return true;
        }
    return bad(r, M_MESSAGE_C_VALUE, name, e);
}

static bool
take(struct reading *r, const char *name, const char *value, struct err *e)
{
    struct message_config *c = r->out;
    const struct {
        const char *name;
        const char **to; /* NULL: neither is text */
    } known[NAMES] = {
        {"smtp.url", &c->smtp_url},
        {"smtp.user", &c->smtp_user},
        {"smtp.password", &c->smtp_password},
        {"smtp.from", &c->smtp_from},
        {"smtp.ca", &c->smtp_ca},
        {"sms.url", &c->sms_url},
        {"sms.secret", &c->sms_secret},
        {"base", &c->base},
        {"smtp.starttls", NULL},
        {"timeout", NULL},
    };
    for (size_t i = 0; i < NAMES; i++) {
        if (strcmp(known[i].name, name) != 0)
            continue;
        if (r->seen[i])
            return bad(r, M_MESSAGE_C_TWICE, name, e);
        r->seen[i] = true;
        if (*value == '\0' || !text_is_clean(value, strlen(value)))
            return bad(r, M_MESSAGE_C_VALUE, name, e);
        if (known[i].to == NULL)
            return take_special(r, name, value, e);
        *known[i].to = arena_strdup(r->a, value);
        return true;
    }
    return bad(r, M_MESSAGE_C_NAME, name, e);
}

static bool
take_line(struct reading *r, char *line, struct err *e)
{
    line = trim(line);
    char *equals = strchr(line, '=');
    if (*line == '\0' || *line == '#')
        return true;
    if (equals == NULL)
        return bad(r, M_MESSAGE_C_LINE, line, e);
    *equals = '\0';
    return take(r, trim(line), trim(equals + 1), e);
}

/* What belongs together is there together. */
static bool
whole(const struct reading *r, struct err *e)
{
    const struct message_config *c = r->out;
    bool mail = *c->smtp_url != '\0', text = *c->sms_url != '\0';
    if (!mail && !text)
        return bad(r, M_MESSAGE_C_NOTHING, "", e);
    if (mail && strncmp(c->smtp_url, "smtp://", 7) != 0 && strncmp(c->smtp_url, "smtps://", 8) != 0)
        return bad(r, M_MESSAGE_C_VALUE, "smtp.url", e);
    if (text && strncmp(c->sms_url, "https://", 8) != 0 && strncmp(c->sms_url, "http://", 7) != 0)
        return bad(r, M_MESSAGE_C_VALUE, "sms.url", e);
    if (mail && *c->smtp_from == '\0')
        return bad(r, M_MESSAGE_C_MISSING, "smtp.from", e);
    if ((*c->smtp_user == '\0') != (*c->smtp_password == '\0'))
        return bad(r, M_MESSAGE_C_MISSING, *c->smtp_user == '\0' ? "smtp.user" : "smtp.password",
                   e);
    /* A password never goes where everybody on the way can read it. */
    if (*c->smtp_password != '\0' && c->starttls != STARTTLS_REQUIRED &&
        strncmp(c->smtp_url, "smtps://", 8) != 0)
        return bad(r, M_MESSAGE_C_PLAIN, "smtp.starttls", e);
    return !text || *c->sms_secret != '\0' || bad(r, M_MESSAGE_C_MISSING, "sms.secret", e);
}

bool
message_config_read(struct message_config *out, struct arena *a, const char *path, struct err *e)
{
    struct reading r = {.out = out, .a = a, .path = path};
    struct stat st;
    char *text;
    size_t n;
    *out = (struct message_config){"", "", "", "", "", "", "", "", STARTTLS_REQUIRED, SECONDS};
    if (stat(path, &st) != 0)
        return bad(&r, M_MESSAGE_C_FILE, strerror(errno), e);
    if ((st.st_mode & 077) != 0)
        return bad(&r, M_MESSAGE_C_OPEN, "", e);
    if (!file_read(&text, &n, a, path, CONFIG_MAX, e))
        return false;
    for (char *at = text; at < text + n;) {
        size_t len = strcspn(at, "\n");
        at[len] = '\0';
        r.line++;
        if (!take_line(&r, at, e))
            return false;
        at += len + 1;
    }
    r.line = 0;
    return whole(&r, e);
}
