#include "message/compose.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/core/text.h"
#include "words/message.h"

enum { CHUNK = 45, WORD = 39, TITLE_MAX = 160 }; /* bytes of a line, of an encoded word */

static void
lines(FILE *to, const struct message list[], size_t n, const char *base, enum lang lang)
{
    char text[MESSAGE_TEXT_MAX], count[INT_TEXT_MAX];
    const char *head[] = {int_text((int64_t)n, count)};
    words_fill(text, sizeof(text), word_text(lang, M_MESSAGE_HEAD), head, 1);
    fprintf(to, "%s\n\n", text);
    for (size_t i = 0; i < n; i++)
        fprintf(to, "- %s\n", message_text(&list[i], lang, text));
    if (*base != '\0') {
        words_fill(text, sizeof(text), word_text(lang, M_MESSAGE_WHERE), &base, 1);
        fprintf(to, "\n%s\n", text);
    }
}

static void
compose_title(struct arena *a, const struct message list[], size_t n, struct letter *out)
{
    char text[MESSAGE_TEXT_MAX], count[INT_TEXT_MAX];
    const char *fact[] = {int_text((int64_t)n, count)};
    if (n == 1)
        message_text(&list[0], LANG_ZH, text);
    else
        words_fill(text, sizeof(text), word_text(LANG_ZH, M_MESSAGE_TITLE), fact, 1);
    text[text_cut(text, TITLE_MAX)] = '\0';
    out->subject = arena_strdup(a, text);
}

void
compose(struct arena *a, const struct message list[], size_t n, const char *base,
        struct letter *out)
{
    char *text = NULL;
    size_t size;
    assert(n > 0);
    compose_title(a, list, n, out);
    if (out->channel == CHANNEL_SMS) { /* one line; the list says the rest */
        out->body = out->subject;
        return;
    }
    FILE *to = open_memstream(&text, &size);
    if (to == NULL)
        abort(); /* no memory */
    lines(to, list, n, base, LANG_ZH);
    fputs("\n--\n\n", to);
    lines(to, list, n, base, LANG_EN);
    fclose(to);
    out->body = arena_strdup(a, text);
    free(text);
}

/* --- as mail --- */

bool
address_fine(const char *s)
{
    static const char ok[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                             ".!#$%&'*+/=?^_`{|}~-";
    size_t local = strspn(s, ok), domain;
    if (local == 0 || local > 64 || s[local] != '@' || s[0] == '-')
        return false;
    domain =
        strspn(s + local + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");
    return domain > 0 && domain < 190 && s[local + 1 + domain] == '\0' && s[local + 1] != '.' &&
           s[local + 1] != '-';
}

static void
base64(FILE *to, const char *bytes, size_t n)
{
    char out[2 * CHUNK];
    sodium_bin2base64(out, sizeof(out), (const uint8_t *)bytes, n, sodium_base64_VARIANT_ORIGINAL);
    fputs(out, to);
}

/* RFC 2047: encoded words of whole characters, folded. */
static void
header_text(FILE *to, const char *name, const char *s)
{
    fprintf(to, "%s:", name);
    for (size_t n; *s != '\0'; s += n) {
        n = text_cut(s, WORD);
        fputs(" =?UTF-8?B?", to);
        base64(to, s, n);
        fputs(s[n] != '\0' ? "?=\r\n" : "?=", to);
    }
    fputs("\r\n", to);
}

static void
header_date(FILE *to, int64_t at)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)(at / 1000000);
    struct tm t;
    gmtime_r(&seconds, &t);
    fprintf(to, "Date: %s, %02d %s %d %02d:%02d:%02d +0000\r\n", days[t.tm_wday], t.tm_mday,
            months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

static void
body_text(FILE *to, const char *s)
{
    for (size_t n = strlen(s), part; n > 0; s += part, n -= part) {
        part = n < CHUNK ? n : CHUNK; /* a multiple of 3: no padding but at the end */
        base64(to, s, part);
        fputs("\r\n", to);
    }
}

const char *
compose_mail(struct arena *a, const struct letter *l, const char *from)
{
    char *text = NULL;
    size_t size;
    if (!address_fine(l->to) || !address_fine(from))
        return NULL;
    FILE *to = open_memstream(&text, &size);
    if (to == NULL)
        abort(); /* no memory */
    header_date(to, l->at);
    fprintf(to, "From: jicai <%s>\r\nTo: <%s>\r\n", from, l->to);
    header_text(to, "Subject", l->subject);
    fprintf(to, "Message-ID: <%s@%s>\r\n", l->id, strchr(from, '@') + 1);
    fputs("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
          to);
    body_text(to, l->body);
    fclose(to);
    const char *out = arena_strdup(a, text);
    free(text);
    return out;
}
