/* kinds.h - one constant per kind of file; see import.h. */
#ifndef JICAI_KINDS_H
#define JICAI_KINDS_H
#include "intake/import.h"

/* kinds_access.c */
extern const struct import_kind kind_organisations;
extern const struct import_kind kind_users;
/* kinds_registry.c */
extern const struct import_kind kind_regions;
extern const struct import_kind kind_institutions;
extern const struct import_kind kind_companies;
extern const struct import_kind kind_commitments;
extern const struct import_kind kind_certificates;
extern const struct import_kind kind_products;
extern const struct import_kind kind_code_maps;
extern const struct import_kind kind_prices;
extern const struct import_kind kind_distributors;
extern const struct import_kind kind_capacity;
extern const struct import_kind kind_stock;

/* kinds_project.c */
extern const struct import_kind kind_projects;
extern const struct import_kind kind_groups;
extern const struct import_kind kind_phases;
extern const struct import_kind kind_participants;
/* kinds_bargain.c */
extern const struct import_kind kind_bargains;
extern const struct import_kind kind_recorded_purchases;
/* kinds_expert.c */
extern const struct import_kind kind_experts;
/* kinds_demand.c */
extern const struct import_kind kind_usage;
extern const struct import_kind kind_demands;
extern const struct import_kind kind_reports;
extern const struct import_kind kind_reviews;
/* kinds_set.c */
extern const struct import_kind kind_components;
extern const struct import_kind kind_bid_parts;
/* kinds_tender.c */
extern const struct import_kind kind_bids;
extern const struct import_kind kind_draws;
extern const struct import_kind kind_volume_choices;
extern const struct import_kind kind_qualifications;
/* kinds_trade.c */
extern const struct import_kind kind_orders;
extern const struct import_kind kind_receipts;
extern const struct import_kind kind_returns;
extern const struct import_kind kind_invoices;
extern const struct import_kind kind_payments;

/* kinds_cutover.c */
extern const struct import_kind kind_cutover_lines;
extern const struct import_kind kind_cutover_receipts;
extern const struct import_kind kind_cutover_invoices;
extern const struct import_kind kind_cutover_prepayments;
extern const struct import_kind kind_cutover_totals;
/* kinds_ward.c */
extern const struct import_kind kind_catalogue;
/* kinds_oversight.c */
extern const struct import_kind kind_credit_events;
extern const struct import_kind kind_market_bans;
extern const struct import_kind kind_complaints;
extern const struct import_kind kind_findings;
extern const struct import_kind kind_quotas;
extern const struct import_kind kind_overspend_bands;
extern const struct import_kind kind_patient_charges;
extern const struct import_kind kind_assessment_facts;
/* kinds_agreement.c */
extern const struct import_kind kind_distributions;
/* kinds_licence.c */
extern const struct import_kind kind_licences;
extern const struct import_kind kind_service_providers;
extern const struct import_kind kind_delivery_selections;
extern const struct import_kind kind_choices;
extern const struct import_kind kind_extensions;
/* kinds_fund.c */
extern const struct import_kind kind_prepay_decisions;
extern const struct import_kind kind_instalments_paid;
extern const struct import_kind kind_claims;
extern const struct import_kind kind_claim_lines;
extern const struct import_kind kind_paybacks;
extern const struct import_kind kind_direct_results;
extern const struct import_kind kind_bank_answers;

/* kinds_listing.c */
extern const struct import_kind kind_listings;
extern const struct import_kind kind_offers;
extern const struct import_kind kind_price_reports;
/* kinds_platform.c */
extern const struct import_kind kind_platform_prices;
extern const struct import_kind kind_platform_codes;

/* Where a cell of a row lands, in a table of columns. */
#define AT(type, member) offsetof(struct type, member)
/* The columns of a kind, and their number: KIND_COLUMNS(table). */
#define KIND_COLUMNS(table) .columns = (table), .columns_n = sizeof(table) / sizeof(*(table))
#endif
