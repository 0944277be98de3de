/* role.h - who takes part in procurement (REQUIREMENTS A6): kinds of organisation, and the roles
 * that their people may have. A role is a bit; routes name the bits that may call them
 * (http/route.h). A role never says which data: that is the scope (access/sight.h).
 *
 * The level of a bureau is part of its role, so that a county cannot do what only its city may:
 * what a route lets AS_CITY do, it does not let AS_COUNTY do. */
#ifndef JICAI_ROLE_H
#define JICAI_ROLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    AS_ADMIN = 1 << 0,    /* administrator of the platform: people and rights, nothing else */
    AS_MANAGER = 1 << 1,  /* looks after the people of an organisation */
    AS_PROVINCE = 1 << 2, /* healthcare security bureau of a province (医保局), by level */
    AS_CITY = 1 << 3,
    AS_COUNTY = 1 << 4,
    AS_ALLIANCE = 1 << 5,    /* alliance office (联采办) */
    AS_PLATFORM = 1 << 6,    /* trading platform operator (交易所, 交易中心) */
    AS_MONITOR = 1 << 7,     /* monitoring centre (医保监测中心) */
    AS_FUND = 1 << 8,        /* fund agency (经办机构) */
    AS_HOSPITAL = 1 << 9,    /* an institution's purchasing department: may commit it */
    AS_DEPARTMENT = 1 << 10, /* a user department inside: may ask, not order (K2) */
    AS_REGISTRANT = 1 << 11,
    AS_DISTRIBUTOR = 1 << 12,
    AS_SERVICE = 1 << 13, /* provider of accompanying service (伴随服务) */
    AS_EXPERT = 1 << 14,
    AS_HEALTH = 1 << 15, /* regulators */
    AS_MARKET = 1 << 16,
    AS_DRUG = 1 << 17,
    AS_INDUSTRY = 1 << 18, /* 工信 */
    AS_FINANCE = 1 << 19,
    AS_DEVELOPMENT = 1 << 20, /* development and reform */
    AS_TAX = 1 << 21,
    AS_RESOURCES = 1 << 22, /* public resources (公共资源) */
    AS_AUDITOR = 1 << 23,
    ROLE_BITS = 24,
    AS_BUREAU = AS_PROVINCE | AS_CITY | AS_COUNTY,
    AS_COMPANY = AS_REGISTRANT | AS_DISTRIBUTOR | AS_SERVICE,
    AS_REGULATOR = AS_HEALTH | AS_MARKET | AS_DRUG | AS_INDUSTRY | AS_FINANCE | AS_DEVELOPMENT |
                   AS_TAX | AS_RESOURCES,
    AS_OFFICE = AS_BUREAU | AS_ALLIANCE | AS_PLATFORM | AS_MONITOR | AS_FUND,
    AS_STAFF = AS_ADMIN | AS_MANAGER /* rights over people: neither lent nor in a key */
};
extern const char *const role_names[ROLE_BITS + 1]; /* of the bits, lowest first; NULL at the end */
/* "hospital;manager" to bits; false: one of them is no role, and *bad is where it stands. */
bool roles_parse(int64_t *out, const char *text, const char **bad);
enum { ROLES_TEXT_MAX = 256 };
char *roles_text(int64_t roles, char out[static ROLES_TEXT_MAX]); /* "manager;hospital" */

enum org_kind {
    ORG_OPERATOR, /* who runs this installation */
    ORG_BUREAU,
    ORG_ALLIANCE,
    ORG_PLATFORM,
    ORG_MONITOR,
    ORG_FUND,
    ORG_INSTITUTION,
    ORG_COMPANY,
    ORG_EXPERTS, /* an expert bank (专家库) */
    ORG_HEALTH,
    ORG_MARKET,
    ORG_DRUG,
    ORG_INDUSTRY,
    ORG_FINANCE,
    ORG_DEVELOPMENT,
    ORG_TAX,
    ORG_RESOURCES,
    ORG_AUDITOR,
    ORG_KINDS
};
extern const char *const org_kind_names[ORG_KINDS];
bool org_kind_parse(enum org_kind *out, const char *name);

/* The most that people of such an organisation in such a region may have, AS_MANAGER among it. */
int64_t org_kind_roles(enum org_kind kind, const char *region);
/* Offices, agencies, regulators and auditors come in with a second factor only (DESIGN 4). */
bool org_kind_needs_totp(enum org_kind kind);

/* How far a division reaches; it stands in its code. "" is the whole country, a code that is no
 * division (a management zone) reaches as far as a county. */
enum region_reach { REACH_COUNTRY, REACH_PROVINCE, REACH_CITY, REACH_COUNTY };
enum region_reach region_reach(const char *region);
/* Is `inner` the same as `outer` or below it? */
bool region_within(const char *inner, const char *outer);
#endif
