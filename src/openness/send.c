#include "openness/send.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "openness/address.h"

enum { CONNECT_MS = 5000, ALL_MS = 15000, US = 1000000, ANSWER_MAX = 64 * 1024 };

char *
send_signature(const struct send *s, char out[static SIGNATURE_MAX])
{
    crypto_auth_hmacsha256_state h;
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    char hex[2 * sizeof(mac) + 1], head[32];
    size_t n = (size_t)snprintf(head, sizeof(head), "%lld.", (long long)(s->at / US));
    crypto_auth_hmacsha256_init(&h, (const uint8_t *)s->secret, strlen(s->secret));
    crypto_auth_hmacsha256_update(&h, (const uint8_t *)head, n);
    crypto_auth_hmacsha256_update(&h, (const uint8_t *)s->body, strlen(s->body));
    crypto_auth_hmacsha256_final(&h, mac);
    snprintf(out, SIGNATURE_MAX, "t=%lld,v1=%s", (long long)(s->at / US),
             sodium_bin2hex(hex, sizeof(hex), mac, sizeof(mac)));
    return out;
}

/* Between the name's resolution and the connection: the address that will really be used. */
static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
    const struct send *s = arg;
    (void)purpose;
    if (!s->private_too && !address_is_public(&a->addr))
        return CURL_SOCKET_BAD;
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t
throw_away(char *bytes, size_t size, size_t n, void *arg)
{
    size_t *seen = arg;
    (void)bytes;
    *seen += size * n;
    return *seen <= ANSWER_MAX ? size * n : 0; /* 0 ends it */
}

static struct curl_slist *
headers(const struct send *s)
{
    char signature[SIGNATURE_MAX], line[SIGNATURE_MAX + 32], delivery[256];
    struct curl_slist *h = NULL;
    snprintf(line, sizeof(line), "Jicai-Signature: %s", send_signature(s, signature));
    snprintf(delivery, sizeof(delivery), "Jicai-Delivery: %s", s->delivery);
    h = curl_slist_append(h, "Content-Type: application/json");
    h = curl_slist_append(h, line);
    h = curl_slist_append(h, delivery);
    return curl_slist_append(h, "Expect:"); /* no pause before the body */
}

static void
set_up(CURL *c, const struct send *s, struct curl_slist *h, size_t *seen)
{
    curl_easy_setopt(c, CURLOPT_URL, s->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, s->private_too ? "http,https" : "https");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)ALL_MS);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "jicai/" JICAI_VERSION);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, s->body);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)strlen(s->body));
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, throw_away);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, seen);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, (void *)(uintptr_t)s);
}

bool
send_signed(const struct send *s, char why[static SEND_WHY_MAX])
{
    long status = 0;
    size_t seen = 0;
    CURL *c = curl_easy_init();
    struct curl_slist *h = headers(s);
    if (c == NULL || h == NULL)
        abort(); /* no memory */
    set_up(c, s, h, &seen);
    CURLcode rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    bool ok = rc == CURLE_OK && status >= 200 && status < 300;
    if (ok)
        why[0] = '\0';
    else if (rc != CURLE_OK)
        snprintf(why, SEND_WHY_MAX, "%s", curl_easy_strerror(rc));
    else
        snprintf(why, SEND_WHY_MAX, "HTTP %ld", status);
    curl_slist_free_all(h);
    curl_easy_cleanup(c);
    return ok;
}
