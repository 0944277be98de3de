/* kinds.c - all kinds of files that can be imported, in the order of the life cycle. */
#include "intake/kinds.h"

#include <string.h>

/* clang-format off: one a line */
const struct import_kind *const import_kinds[] = {
    &kind_regions,
    &kind_organisations,
    &kind_users,
    &kind_institutions,
    &kind_companies,
    &kind_commitments,
    &kind_licences,
    &kind_certificates,
    &kind_products,
    &kind_code_maps,
    &kind_prices,
    &kind_distributors,
    &kind_capacity,
    &kind_stock,
    &kind_projects,
    &kind_groups,
    &kind_components,
    &kind_phases,
    &kind_participants,
    &kind_experts,
    &kind_usage,
    &kind_reports,
    &kind_demands,
    &kind_reviews,
    &kind_qualifications,
    &kind_bids,
    &kind_bid_parts,
    &kind_draws,
    &kind_volume_choices,
    &kind_listings,
    &kind_offers,
    &kind_price_reports,
    &kind_platform_codes,
    &kind_platform_prices,
    &kind_distributions,
    &kind_delivery_selections,
    &kind_choices,
    &kind_service_providers,
    &kind_extensions,
    &kind_bargains,
    &kind_recorded_purchases,
    &kind_orders,
    &kind_receipts,
    &kind_returns,
    &kind_invoices,
    &kind_payments,
    &kind_cutover_lines,
    &kind_cutover_receipts,
    &kind_cutover_invoices,
    &kind_cutover_prepayments,
    &kind_cutover_totals,
    &kind_catalogue,
    &kind_credit_events,
    &kind_market_bans,
    &kind_complaints,
    &kind_findings,
    &kind_quotas,
    &kind_overspend_bands,
    &kind_patient_charges,
    &kind_assessment_facts,
    &kind_prepay_decisions,
    &kind_instalments_paid,
    &kind_claims,
    &kind_claim_lines,
    &kind_paybacks,
    &kind_direct_results,
    &kind_bank_answers,
    NULL,
};
/* clang-format on */

const struct import_kind *
import_kind_find(const char *name)
{
    for (const struct import_kind *const *k = import_kinds; *k != NULL; k++)
        if (strcmp((*k)->name, name) == 0)
            return *k;
    return NULL;
}
