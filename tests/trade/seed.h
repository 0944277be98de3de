/* seed.h - a small world for the tests of trade, on either engine: a stent at 798.00 with an
 * agreement of H1 (100 pieces, a distributor delivers), one that its registrant delivers himself
 * (1000 at 0.3333), the same stent selected but not agreed with H2, one product listed only, one
 * suspended; H3 stays away. 重庆, executed 2024-09-10 for two years, the agreements for the first. */
#ifndef JICAI_TEST_SEED_H
#define JICAI_TEST_SEED_H

static const char seed[] =
    "INSERT INTO pool (pool, region, name, kind) VALUES (500000, '500000', 'CQ', 'whole');"
    "INSERT INTO pool_pack (pool, from_on, until_on, pack) VALUES "
    "(500000, '2024-01-01', '9999-12-31', 'chongqing');"
    "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
    "cycle_months, rules, rules_sha256) VALUES "
    "(500000, 'P', 'stents', 'chongqing', 'high_value', 'provincial', '', '2024-09-10', 24, '', "
    "'');"
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, "
    "affiliation, fund, status, successor) VALUES "
    "('H1', '1900-01-01', '9999-12-31', 500000, 'one', '500103', 'tertiary', 'public', "
    "'county', 'by_pack', 'open', ''),"
    "('H2', '1900-01-01', '9999-12-31', 500000, 'two', '500103', 'primary', 'public', "
    "'county', 'by_pack', 'open', ''),"
    "('H3', '1900-01-01', '9999-12-31', 500000, 'three', '500103', 'primary', 'private', "
    "'county', 'by_pack', 'open', '');"
    "INSERT INTO participation (pool, project, institution, takes_part, duty, reason, joined_on) "
    "VALUES (500000, 'P', 'H1', 1, 'mandatory', '', ''), "
    "(500000, 'P', 'H2', 1, 'mandatory', '', ''), (500000, 'P', 'H3', 0, 'voluntary', '', '');"
    "INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, "
    "parties, goods, from_on, to_on, volume_until, extension, pack, pack_sha256) VALUES "
    "(500000, 'A1', 'P', 1, 'H1', 'C1', 'D1', 3, 'high_value', '2024-09-10', '2025-09-09', "
    "'2025-09-09', 0, 'chongqing', ''), "
    "(500000, 'A2', 'P', 1, 'H1', 'C2', 'C2', 2, 'high_value', '2024-09-10', '2025-09-09', "
    "'2025-09-09', 0, 'chongqing', '');"
    "INSERT INTO agreement_line (pool, agreement, product, grp, variant, price, "
    "without_service, with_service, agreed, ordered, shipped, accepted, returned, invoiced, "
    "accepted_amount, paid_amount) VALUES "
    "(500000, 'A1', 'S1', 'G', 'without_service', 7980000, 7980000, 8480000, 100, 0, 0, 0, 0, "
    "0, 0, 0), "
    "(500000, 'A2', 'S2', 'G', 'without_service', 3333, 3333, 0, 1000, 0, 0, 0, 0, 0, 0, 0);"
    "INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, "
    "certificate, udi, insured, generic_name, form, strength, evaluation) VALUES "
    "('S1', '1900-01-01', '9999-12-31', 's', '', '', 'C1', 'high_value', '', '', '', '', 1, '', '', '', 'none'), "
    "('S2', '1900-01-01', '9999-12-31', 's', '', '', 'C2', 'high_value', '', '', '', '', 1, '', '', '', 'none'), "
    "('L1', '1900-01-01', '9999-12-31', 's', '', '', 'C3', 'high_value', '', '', '', '', 1, '', '', '', 'none'), "
    "('X1', '1900-01-01', '9999-12-31', 's', '', '', 'C3', 'high_value', '', '', '', '', 1, '', '', '', 'none');"
    "INSERT INTO listing (pool, product, company, zone, project, state, cause, since_on, price, "
    "with_service, notice_price, notice_on, objections, decided_on, substitute) VALUES "
    "(500000, 'S1', 'C1', 'results', 'P', 'listed', 'x', '2024-09-10', 7980000, 8480000, 0, '', "
    "0, '', ''), "
    "(500000, 'L1', 'C3', 'general', '', 'listed', 'x', '2024-01-01', 5000000, 0, 0, '', 0, '', "
    "''), "
    "(500000, 'X1', 'C3', 'general', '', 'suspended', 'x', '2024-01-01', 5000000, 0, 0, '', 0, "
    "'', '');";
#endif
