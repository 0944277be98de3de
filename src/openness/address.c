/* The special-purpose registries of IANA (RFC 6890 and after), and what carries an IPv4 address
 * inside an IPv6 one. */
#include "openness/address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

struct net4 {
    uint32_t net;
    int bits;
};

static const struct net4 closed4[] = {
    {0x00000000, 8},  /* 0.0.0.0: this host */
    {0x0a000000, 8},  /* 10: private */
    {0x64400000, 10}, /* 100.64: carriers' */
    {0x7f000000, 8},  /* 127: loopback */
    {0xa9fe0000, 16}, /* 169.254: link; metadata of clouds */
    {0xac100000, 12}, /* 172.16: private */
    {0xc0000000, 24}, /* 192.0.0: protocols */
    {0xc0000200, 24}, /* 192.0.2: documentation */
    {0xc0586300, 24}, /* 192.88.99: relays */
    {0xc0a80000, 16}, /* 192.168: private */
    {0xc6120000, 15}, /* 198.18: benchmarks */
    {0xc6336400, 24}, /* 198.51.100: documentation */
    {0xcb007100, 24}, /* 203.0.113: documentation */
    {0xe0000000, 3},  /* 224 and up: multicast, reserved, broadcast */
};

static bool
is_public4(uint32_t a)
{
    for (size_t i = 0; i < sizeof(closed4) / sizeof(*closed4); i++)
        if ((a ^ closed4[i].net) >> (32 - closed4[i].bits) == 0)
            return false;
    return true;
}

static uint32_t
inside(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Only what is given out for the public net (2000::/3), and there no tunnel to what is not. */
static bool
is_public6(const uint8_t p[static 16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};
    if (memcmp(p, mapped, sizeof(mapped)) == 0 || memcmp(p, nat64, sizeof(nat64)) == 0)
        return is_public4(inside(p + 12));
    if (p[0] >> 5 != 1)
        return false;
    if (p[0] == 0x20 && p[1] == 0x02) /* 6to4 */
        return is_public4(inside(p + 2));
    bool protocols = p[0] == 0x20 && p[1] == 0x01 && (p[2] & 0xfe) == 0; /* 2001::/23, Teredo */
    bool documents = p[0] == 0x20 && p[1] == 0x01 && p[2] == 0x0d && p[3] == 0xb8;
    bool documents2 = p[0] == 0x3f && p[1] == 0xff && p[2] < 0x10;
    return !protocols && !documents && !documents2;
}

bool
address_is_public(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    switch (address->sa_family) {
    case AF_INET: memcpy(&v4, address, sizeof(v4)); return is_public4(ntohl(v4.sin_addr.s_addr));
    case AF_INET6: memcpy(&v6, address, sizeof(v6)); return is_public6(v6.sin6_addr.s6_addr);
    default: return false; /* a socket in the file system, or what we do not know */
    }
}
