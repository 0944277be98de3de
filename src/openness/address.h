/* address.h - may a server of ours connect there on behalf of somebody else? Only to what is on the
 * public net: whoever names a URL must not reach what stands behind our walls. Asked after the name
 * was resolved, for each address that would be connected to. */
#ifndef JICAI_ADDRESS_H
#define JICAI_ADDRESS_H
#include <stdbool.h>
#include <sys/socket.h>

bool address_is_public(const struct sockaddr *address);
#endif
