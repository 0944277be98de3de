/* driver.c - runs a fuzz target without a fuzzer: over its seeds, and over the same seeds with
 * bytes changed, dropped and doubled by a fixed sequence, so that every build tries the same. With
 * clang the targets link to libFuzzer instead: see meson.build. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED_MAX = 1 << 20, CHANGES = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t
next(uint64_t *state) /* xorshift */
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A copy of exactly its size, so that a sanitizer sees the byte behind it. */
static void
run(const uint8_t *data, size_t n)
{
    uint8_t *copy = malloc(n > 0 ? n : 1);
    if (copy == NULL)
        abort();
    memcpy(copy, data, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void
change(uint8_t *s, size_t *n, uint64_t *dice)
{
    static const char special[] = "\",\n\r\t'<>&=#[]{}:-.0129E%\\\x00\xff\x80\xc2";
    for (uint64_t k = next(dice) % 4 + 1; k > 0 && *n > 0; k--) {
        size_t at = next(dice) % *n, len = next(dice) % 16 + 1;
        len = len < *n - at ? len : *n - at;
        switch (next(dice) % 4) {
        case 0: s[at] ^= (uint8_t)(1u << next(dice) % 8); break;
        case 1: s[at] = (uint8_t)special[next(dice) % sizeof(special)]; break;
        case 2: /* drop */
            memmove(s + at, s + at + len, *n - at - len);
            *n -= len;
            break;
        default: /* double */
            if (*n + len > SEED_MAX)
                break;
            memmove(s + at + len, s + at, *n - at);
            *n += len;
        }
    }
}

static void
seed(const char *path)
{
    static uint8_t whole[SEED_MAX], changed[SEED_MAX];
    uint64_t dice = 0x9e3779b97f4a7c15;
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    size_t n = fread(whole, 1, sizeof(whole), f);
    fclose(f);
    run(whole, n);
    for (int i = 0; i < CHANGES; i++) {
        size_t k = n;
        memcpy(changed, whole, n);
        change(changed, &k, &dice);
        run(changed, k);
    }
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A seed, or a folder of them; returns how many. */
static int
seeds_at(const char *at)
{
    struct dirent **list;
    char path[4096];
    int seeds = 0, n = scandir(at, &list, NULL, by_name);
    if (n < 0) {
        seed(at);
        return 1;
    }
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.') {
            snprintf(path, sizeof(path), "%s/%s", at, list[i]->d_name);
            seed(path);
            seeds++;
        }
        free(list[i]);
    }
    free(list);
    return seeds;
}

int
main(int argc, char **argv)
{
    int seeds = 0;
    for (int i = 1; i < argc; i++)
        seeds += seeds_at(argv[i]);
    printf("%d seeds\n", seeds);
    return seeds > 0 ? 0 : 2; /* no corpus, no test */
}
