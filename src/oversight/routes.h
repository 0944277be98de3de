/* routes.h - supervision over HTTP (REQUIREMENTS I, F3, E6, H6): monitoring, the year's assessment
 * and what it releases, notices of breach, shortages, findings, complaints, what patients were
 * charged, quotas. An institution sees and says what concerns it, a company what it supplies,
 * offices and regulators what lies in their region. */
#ifndef JICAI_OVERSIGHT_ROUTES_H
#define JICAI_OVERSIGHT_ROUTES_H
#include "fund/routes.h"
#include "policy/policy.h"
#include "project/project.h"

extern const struct routes monitor_routes; /* a project's months */
extern const struct routes year_routes;    /* assessment, retention, quota, overspend */
extern const struct routes case_routes;    /* breach and shortage */
extern const struct routes record_routes;  /* findings, charges */
extern const struct routes complaint_routes;
extern const struct routes credit_routes; /* events, incentives */
extern const struct routes grade_routes;  /* how a party stands */
extern const struct routes risk_routes; /* risk register, major issues */
extern const struct routes supply_routes;  /* levels of shortages, substitutes, stock */
extern const struct routes quality_routes; /* quality reports, holds, sampling */

extern const struct routes watch_routes; /* the supervision platform */

#define OVERSEERS (AS_BUREAU | AS_MONITOR | AS_FUND | AS_ALLIANCE)
#define OVERSIGHT_READERS (OVERSEERS | AS_REGULATOR | AS_AUDITOR | AS_PLATFORM)
#define OVERSIGHT_PROJECT "/v1/pools/:pool/projects/:project"

/* The shortage case of the path's second part, if it is the caller's; else ERR_NOT_FOUND. */
bool own_case(struct call *c);
/* The project of the path's second part, with its pack. */
bool oversight_project(struct call *c, struct project *p, struct policy **pack);
/* The pack in force in the pool today; ERR_INPUT when there is none. */
bool oversight_pack(struct call *c, date on, struct policy **pack);
#endif
