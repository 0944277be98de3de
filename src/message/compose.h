/* compose.h - the text of a letter, and a letter as e-mail (RFC 5322, MIME). */
#ifndef JICAI_COMPOSE_H
#define JICAI_COMPOSE_H
#include "message/deliver.h"

/* Chinese, and English below it. */
void compose(struct arena *a, const struct message list[], size_t n, const char *base,
             struct letter *out);
/* The whole mail with CR LF; text in Base64, so that no line is too long and none begins with a
 * dot. NULL: `to` or `from` is no address. */
const char *compose_mail(struct arena *a, const struct letter *l, const char *from);
/* One plain address: local@domain, nothing else in it. */
bool address_fine(const char *s);
#endif
