/* words.h - every sentence in Chinese and English, by id. The texts stand in words/<area>.tsv; each
 * area has a generated header, words/<area>.h, with its ids (M_...), which whoever says something
 * of that area includes. Ids are of this build only: what is stored is the name. */
#ifndef JICAI_WORDS_H
#define JICAI_WORDS_H
#include <stddef.h>

enum msg { M_NONE = 0, MSG_BLOCK = 512, MSG_MAX = 0xffff }; /* area * MSG_BLOCK + its line */
enum lang { LANG_ZH, LANG_EN, LANG_COUNT };

struct words {
    const char *text, *todo; /* todo: what to do about it; may be "" */
};

struct word_area {
    const struct words *in[LANG_COUNT];
    const char *const *name;
    size_t n;
};

extern const struct word_area *const word_areas[]; /* generated; NULL at the end */

const struct words *words_of(enum lang lang, enum msg m);
const char *word_text(enum lang lang, enum msg m);
const char *msg_name(enum msg m);    /* "money_syntax" */
enum msg msg_find(const char *name); /* M_NONE: this program has no such sentence */
enum msg msg_next(enum msg m);       /* the one after, over all areas; M_NONE after the last */
#endif
