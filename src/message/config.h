/* config.h - how letters leave: a small file that only its owner may read, never the command line,
 * where everybody could.
 *
 *     smtp.url      = smtp://mail.example.cn:587     smtps:// for TLS from the beginning
 *     smtp.starttls = required                       required (default), try, off
 *     smtp.user     = jicai@example.cn               with smtp.password; neither: no login
 *     smtp.password = ...
 *     smtp.from     = jicai@example.cn
 *     smtp.ca       = /etc/ssl/own-ca.pem            when it is not the machine's
 *     sms.url       = https://sms.example.cn/send    see docs/operations.md
 *     sms.secret    = ...
 *     base          = https://jicai.example.cn       where people log in; stands in each letter
 *     timeout       = 30                             seconds, 1 to 300
 *
 * A line is empty, a comment (#), or a name, "=" and a value. Unknown names, names given twice and
 * a file that others may read are refused. */
#ifndef JICAI_MESSAGE_CONFIG_H
#define JICAI_MESSAGE_CONFIG_H
#include "base/core/err.h"
#include "base/host/arena.h"

enum starttls { STARTTLS_REQUIRED, STARTTLS_TRY, STARTTLS_OFF };

struct message_config { /* "" where it is not given */
    const char *smtp_url, *smtp_user, *smtp_password, *smtp_from, *smtp_ca;
    const char *sms_url, *sms_secret, *base;
    enum starttls starttls;
    int64_t timeout;
};
bool message_config_read(struct message_config *out, struct arena *a, const char *path,
                         struct err *e);
#endif
