/* smtp.c - a letter leaves: by SMTP (libcurl), or as a signed POST to the gateway of SMS. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/host/json.h"
#include "message/compose.h"
#include "openness/send.h"

enum { MEMORY = 1024 * 1024 };

struct upload_state {
    const char *at, *end;
    bool all; /* curl has taken the whole of it */
};

static size_t
give(char *to, size_t size, size_t n, void *arg)
{
    struct upload_state *u = arg;
    size_t left = (size_t)(u->end - u->at), part = size * n < left ? size * n : left;
    memcpy(to, u->at, part);
    u->at += part;
    u->all = u->at == u->end;
    return part;
}

/* What the last reply says, when there was one: 4xx another time, 5xx never. When nobody answered
 * after all was given, nobody knows. */
static enum sent
judge(CURLcode rc, long code, bool all)
{
    if (rc == CURLE_OK)
        return SENT_OK;
    if (code >= 500 && code < 600)
        return rc == CURLE_LOGIN_DENIED ? SENT_LATER : SENT_NEVER; /* ours to mend, not his */
    if (code >= 400 && code < 500)
        return SENT_LATER;
    return all ? SENT_UNSURE : SENT_LATER;
}

static void
set_up(CURL *c, const struct message_config *cfg, struct upload_state *u)
{
    static const long tls[] = {CURLUSESSL_ALL, CURLUSESSL_TRY, CURLUSESSL_NONE};
    curl_easy_setopt(c, CURLOPT_URL, cfg->smtp_url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL, tls[cfg->starttls]);
    if (*cfg->smtp_ca != '\0')
        curl_easy_setopt(c, CURLOPT_CAINFO, cfg->smtp_ca);
    if (*cfg->smtp_user != '\0') {
        curl_easy_setopt(c, CURLOPT_USERNAME, cfg->smtp_user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, cfg->smtp_password);
    }
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)cfg->timeout);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)cfg->timeout);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)cfg->timeout);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(c, CURLOPT_READDATA, u);
}

static enum sent
send_mail(const struct message_config *cfg, const struct letter *l,
          char why[static DELIVER_WHY_MAX])
{
    struct arena *a = arena_new(MEMORY);
    const char *text = compose_mail(a, l, cfg->smtp_from);
    char from[256], to[256];
    long code = 0;
    if (text == NULL) {
        snprintf(why, DELIVER_WHY_MAX, "address");
        arena_free(a);
        return SENT_NEVER;
    }
    struct upload_state u = {text, text + strlen(text), false};
    snprintf(from, sizeof(from), "<%s>", cfg->smtp_from);
    snprintf(to, sizeof(to), "<%s>", l->to);
    CURL *c = curl_easy_init();
    struct curl_slist *rcpt = curl_slist_append(NULL, to);
    if (c == NULL || rcpt == NULL)
        abort(); /* no memory */
    set_up(c, cfg, &u);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, rcpt);
    CURLcode rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    enum sent s = judge(rc, code, u.all);
    snprintf(why, DELIVER_WHY_MAX, "%s (%ld)", rc == CURLE_OK ? "" : curl_easy_strerror(rc), code);
    if (s == SENT_OK)
        why[0] = '\0';
    curl_slist_free_all(rcpt);
    curl_easy_cleanup(c);
    arena_free(a);
    return s;
}

/* {"id":"...","to":"13800000000","text":"..."}; the gateway knows a repeat by its id, which is
 * Jicai-Delivery too, so not to have heard it is no reason not to ask again. */
static enum sent
send_text(const struct message_config *cfg, const struct letter *l,
          char why[static DELIVER_WHY_MAX])
{
    char *body = NULL;
    size_t n;
    struct json j;
    FILE *to = open_memstream(&body, &n);
    if (to == NULL)
        abort(); /* no memory */
    json_start(&j, to);
    json_open(&j, NULL, '{');
    json_text(&j, "id", l->id);
    json_text(&j, "to", l->to);
    json_text(&j, "text", l->body);
    json_close(&j, '}');
    json_end(&j);
    fclose(to);
    const struct send s = {.url = cfg->sms_url,
                           .secret = cfg->sms_secret,
                           .body = body,
                           .delivery = l->id,
                           .at = l->at,
                           .private_too = true}; /* whoever runs this server named it */
    char said[SEND_WHY_MAX];
    bool ok = send_signed(&s, said);
    snprintf(why, DELIVER_WHY_MAX, "%s", ok ? "" : said);
    free(body);
    return ok ? SENT_OK : strncmp(said, "HTTP 4", 6) == 0 ? SENT_NEVER : SENT_LATER;
}

enum sent
letter_send_now(const struct message_config *cfg, const struct letter *l,
                char why[static DELIVER_WHY_MAX])
{
    const char *url = l->channel == CHANNEL_EMAIL ? cfg->smtp_url : cfg->sms_url;
    if (*url == '\0') {
        snprintf(why, DELIVER_WHY_MAX, "%s", channel_names[l->channel]);
        return SENT_LATER;
    }
    return l->channel == CHANNEL_EMAIL ? send_mail(cfg, l, why) : send_text(cfg, l, why);
}
