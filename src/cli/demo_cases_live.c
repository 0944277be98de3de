#include "cli/demo_case.h"

/* On the demonstration's day four projects of one pool are under way, each in another phase: what
 * a portal shows, what is due, what waits for somebody. All of it is made up. */

/* Tables of Chinese names: clang-format counts columns, the house counts bytes. */
/* clang-format off */

/* What a bureau has on its desk: complaints that wait for it, and one that it answered. */
static void
wound_more(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "prepay_decisions", 2, "date,ratio,authority,document");
    demo_line(f, "%s,30%%,重庆市医保监测中心,合成决定", c->executed_on);
    demo_end(d, f);
    f = demo_file(d, "complaints", 1,
                  "complaint,kind,project,by,subject,filed,accepted,answered,result");
    demo_line(f, "DEMO-C-11,objection,%s,合成企业,执行价与中选价不同,2027-10-27,,,",
              c->project);
    demo_line(f, "DEMO-C-12,complaint,%s,合成医院,配送不及时,2027-09-28,2027-10-08,,",
              c->project);
    demo_line(f, "DEMO-C-13,complaint,%s,合成医院,发票有误,2027-09-02,2027-09-06,"
              "2027-09-20,founded", c->project);
    demo_end(d, f);
}

#define LIVE(bid, begins, phase)                                                                   \
    .pack = "chongqing", .goods = "high_value", .form = "provincial", .pool = 500000,              \
    .bid_on = (bid), .executed_on = (begins), .cycle_months = 12, .rules = "rules.yaml",           \
    .own_rules = true, .agreed_percent = 80, .regions = "50", .home = "500103",                    \
    .distributors = 10, .caps = 2, .people_elsewhere = true, .stands = (phase)

const struct demo_case demo_live_cases[] = {
    {.folder = "chongqing-running",
     .project = "CQ-WHQ-2027-1",
     .name = "重庆市吻合器带量采购（演示）",
     LIVE("2027-06-10", "2027-08-01", PHASE_RUNNING),
     .first = 10001,
     .hospitals = 60,
     .every = 1,
     .registrants = 12,
     .trade_months = 3,
     .late_percent = 25,
     .groups = 3,
     .group = {{"W1", "腔镜直线切割吻合器", "把", "C02010100133", 9, 5, 58000, 4600,
                    240000,
                    182000, 9000},
               {"W2", "圆形吻合器", "把", "C02010100233", 8, 5, 71000, 5900, 260000, 208000,
                    4800},
               {"W3", "吻合器钉仓", "个", "C02010100333", 9, 5, 21500, 1800, 90000, 68000,
                    36000}},
     .more = wound_more},
    {.folder = "chongqing-notice",
     .project = "CQ-ZX-2027-2",
     .name = "重庆市止血材料带量采购（演示）",
     LIVE("2027-10-22", "2028-01-01", PHASE_NOTICE),
     .first = 10001,
     .hospitals = 60,
     .registrants = 10,
     .groups = 3,
     .group = {{"S1", "可吸收止血纱布", "片", "C02020100133", 8, 4, 6800, 700, 32000, 24500,
                    60000},
               {"S2", "止血夹", "个", "C02020100233", 7, 4, 3900, 450, 19000, 14200, 48000},
               {"S3", "流体明胶", "支", "C02020100333", 6, 4, 48000, 5200, 210000, 168000,
                    7200}}},
    {.folder = "chongqing-bidding",
     .project = "CQ-DG-2027-3",
     .name = "重庆市导管类带量采购（演示）",
     LIVE("2027-11-05", "2028-02-01", PHASE_BIDDING),
     .first = 10001,
     .hospitals = 60,
     .registrants = 8,
     .groups = 2,
     .group = {{"T1", "造影导管", "根", "C02030100133", 7, 4, 11000, 900, 52000, 39000, 24000},
               {"T2", "导引导丝", "根", "C02030100233", 7, 4, 16000, 1400, 76000,
                    58000, 18000}}},
    {.folder = "chongqing-reporting",
     .project = "CQ-SY-2027-4",
     .name = "重庆市输液耗材带量采购（演示）",
     LIVE("2027-12-12", "2028-04-01", PHASE_REPORTING),
     .first = 10001,
     .hospitals = 60,
     .registrants = 8,
     .groups = 2,
     .group = {{"Y1", "精密过滤输液器", "套", "C02040100133", 7, 4, 420, 35, 1900,
                    1400, 900000},
               {"Y2", "留置针", "支", "C02040100233", 7, 4, 760, 60, 3300, 2500, 600000}}},
};
/* clang-format on */
const int demo_live_cases_n = sizeof(demo_live_cases) / sizeof(*demo_live_cases);
