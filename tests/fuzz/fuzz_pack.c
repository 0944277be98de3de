/* A policy pack as a file: any bytes. What is refused names a mistake; what is accepted can be shown,
 * cited and bound to the engine's rules, every parameter of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/bind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 64 * 1024 * 1024 };

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            abort();                                                                               \
    } while (0)

static void
lacks(struct bound b)
{
    CHECK(bind_verdict_name(b.verdict)[0] != '\0' && (b.verdict == BIND_OK) == (b.rule == RULE_NONE));
}

static void
bind_all(const struct policy *p)
{
    struct cycle_rules cycle;
    struct settle_rules settle;
    struct prepay_rules prepay;
    struct fund_rules fund;
    struct offset_rules offset;
    struct standard_rules standard;
    struct retention_rules retention;
    struct quota_rules quota;
    const ratio decided = {300000};
    lacks(bind_cycle(p, &cycle));
    lacks(bind_settle(p, &settle));
    for (int g = 0; g <= PREPAY_OF_CONSUMABLE; g++) {
        lacks(bind_prepay(p, (enum prepay_goods)g, NULL, &prepay));
        lacks(bind_prepay(p, (enum prepay_goods)g, &decided, &prepay));
    }
    lacks(bind_fund(p, &fund));
    lacks(bind_offset(p, &offset));
    lacks(bind_standard(p, &standard));
    lacks(bind_retention(p, &retention));
    lacks(bind_quota(p, &quota));
}

static void
show(const struct policy *p)
{
    static char text[POLICY_TEXT_MAX];
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        CHECK(policy_cite(p, (enum rule)r, LANG_ZH, text, sizeof(text))[0] != '\0');
        policy_cite(p, (enum rule)r, LANG_EN, text, sizeof(text));
        policy_value_text(p, (enum rule)r, LANG_ZH, text, sizeof(text));
        policy_value_code(p, (enum rule)r, text, sizeof(text));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/jicai-fuzz.XXXXXX";
    struct arena *a = arena_new(ROOM);
    struct err list[4];
    struct errs errs = {.list = list, .max = 4};
    struct policy *p;
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    close(fd);
    if (policy_load(&p, a, path, &errs)) {
        CHECK(errs.total == 0);
        show(p);
        bind_all(p);
    } else {
        CHECK(errs.total > 0);
    }
    unlink(path);
    arena_free(a);
    return 0;
}
