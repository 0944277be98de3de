#include "cli/api.h"

#include "access/routes.h"
#include "access/session.h"
#include "access/who.h"
#include "agreement/routes.h"
#include "cutover/routes.h"
#include "day/routes.h"
#include "demand/routes.h"
#include "desk/routes.h"
#include "intake/list_table.h"
#include "fund/routes.h"
#include "fund/routes_change.h"
#include "intake/routes.h"
#include "listing/routes.h"
#include "message/routes.h"
#include "fund/routes_period.h"
#include "openness/routes.h"
#include "oversight/routes_renewal.h"
#include "project/routes.h"
#include "oversight/routes.h"
#include "oversight/routes_effect.h"
#include "print/routes.h"
#include "registry/routes.h"
#include "reminder/routes.h"
#include "tender/routes.h"
#include "trade/routes.h"
#include "ward/routes.h"

/* One line each: &access_routes, from access/routes.h, and so on. */
static const struct routes *const wings[] = {
    &session_routes,
    &people_routes,
    &lend_routes,
    &registration_routes,
    &admit_routes,
    &institution_routes,
    &company_routes,
    &product_routes,
    &name_routes,
    &region_routes,
    &signing_routes,
    &project_routes,
    &document_routes,
    &announcement_routes,
    &way_routes,
    &apply_routes,
    &bank_routes,
    &meeting_routes,
    &public_project_routes,
    &report_routes,
    &review_routes,
    &openness_log_routes,
    &openness_feed_routes,
    &openness_webhook_routes,
    &openness_ocds_routes,
    &openness_material_routes,
    &openness_data_routes,
    &openness_data_read_routes,
    &volume_routes,
    &intake_routes,
    &cutover_routes,
    &listing_routes,
    &price_routes,
    &buying_routes,
    &standard_routes,
    &hint_routes,
    &platform_routes,
    &reminder_routes,
    &message_routes,
    &period_routes,
    &sealed_routes,
    &talks_routes,
    &renewal_routes,
    &set_routes,
    &opening_routes,
    &award_routes,
    &draw_routes,
    &choice_routes,
    &check_routes,
    &agreement_routes,
    &service_routes,
    &delivery_routes,
    &contract_routes,
    &cycle_routes,
    &fund_run_routes,
    &fund_order_routes,
    &fund_claim_routes,
    &fund_charge_routes,
    &fund_book_routes,
    &fund_payable_routes,
    &monitor_routes,
    &year_routes,
    &effect_routes,
    &case_routes,
    &record_routes,
    &complaint_routes,
    &credit_routes,
    &grade_routes,
    &risk_routes,
    &supply_routes,
    &quality_routes,
    &watch_routes,
    &day_routes,
    &amend_routes,
    &amend_list_routes,
    &prepay_change_routes,
    &desk_routes,
    &explain_routes,
    &picture_routes,
    &print_routes,
    &trade_routes,
    &trade_money_routes,
    &trade_list_routes,
    &trade_service_routes,
    &file_routes,
    &ward_routes,
    &ward_path_routes,
    NULL,
};

const struct api jicai_api = {
    .wings = wings,
    .role_names = role_names,
    .who = access_who,
    .cookie = COOKIE_NAME,
    .tables = &list_tables,
};
