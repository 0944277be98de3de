/* The few functions of string.h that the engine calls, for a module without a C library. */
#include <string.h>

void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
    char *t = to;
    for (const char *f = from; n > 0; n--)
        *t++ = *f++;
    return to;
}

void *
memmove(void *to, const void *from, size_t n)
{
    char *t = to;
    const char *f = from;
    if (t <= f)
        return memcpy(to, from, n);
    while (n-- > 0)
        t[n] = f[n];
    return to;
}

void *
memset(void *to, int c, size_t n)
{
    for (char *t = to; n > 0; n--)
        *t++ = (char)c;
    return to;
}

int
memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *x = a, *y = b;
    for (; n > 0; n--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}

void *
memchr(const void *s, int c, size_t n)
{
    for (const unsigned char *p = s; n > 0; n--, p++)
        if (*p == (unsigned char)c)
            return (void *)(size_t)p;
    return NULL;
}

size_t
strlen(const char *s)
{
    size_t n = 0;
    while (s[n] != '\0')
        n++;
    return n;
}

int
strcmp(const char *a, const char *b)
{
    for (; *a != '\0' && *a == *b; a++)
        b++;
    return (unsigned char)*a - (unsigned char)*b;
}

int
strncmp(const char *a, const char *b, size_t n)
{
    for (; n > 1 && *a != '\0' && *a == *b; a++, n--)
        b++;
    return n == 0 ? 0 : (unsigned char)*a - (unsigned char)*b;
}

char *
strchr(const char *s, int c)
{
    for (; *s != '\0'; s++)
        if (*s == (char)c)
            return (char *)(size_t)s;
    return c == '\0' ? (char *)(size_t)s : NULL;
}

size_t
strspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] != '\0' && strchr(set, s[n]) != NULL)
        n++;
    return n;
}

size_t
strcspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] != '\0' && strchr(set, s[n]) == NULL)
        n++;
    return n;
}
