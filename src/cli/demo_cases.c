#include "cli/demo_case.h"

/* The projects of the demo, one table each. Published: 重庆 CS-HCDL-2023-1 with 135 institutions,
 * 43,924 heads a year, 61 companies, 1,282 products, an average selected price of 1,232 yuan, one
 * item down from 5,800 to 750, executed on 2024-09-10 for two years. All else is made up. */

/* The average of the selected is 1,232.00 exactly: one product at 750, pairs around the average,
 * the last one above it by as much as the first is below. Before, 4,738.46: 74 % more. */
static void
chongqing_prices(struct demo_product *p, int n)
{
    enum { AVERAGE = 123200, LOW = 75000, BEFORE = 473846, BEFORE_LOW = 580000 };
    int k = 0, last = n - 1;
    while (!p[last].selected)
        last--;
    for (int i = 0; i < n; i++) {
        int64_t price = AVERAGE, before = BEFORE;
        if (!p[i].selected) { /* above its own lowest price elsewhere: refused */
            price = 210000;
        } else if (i == 0) {
            price = LOW;
            before = BEFORE_LOW;
        } else if (i == last) {
            price = 2 * AVERAGE - LOW;
            before = 2 * BEFORE - BEFORE_LOW;
        } else {
            int64_t pair = k / 2, by = pair * 5519 % 41000 + pair % 97, sign = k % 2 == 0 ? 1 : -1;
            price += sign * by;
            before += sign * (pair * 7919 % 99000);
            k++;
        }
        p[i].price = p[i].final = (money){price * MONEY_FEN};
        p[i].before = (money){before * MONEY_FEN};
    }
}

static void
chongqing_more(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "prepay_decisions", 2, "date,ratio,authority,document");
    demo_line(f, "2024-09-10,30%%,重庆市医保监测中心,合成决定");
    demo_end(d, f);
    f = demo_file(d, "credit_events", 1,
                  "event,party,matter,amount,happened,evaluated,division,document");
    demo_line(f, "DEMO-CE-1,%s,breach,0,2025-03-10,2025-04-15,500000,合成", c->registrant[7]);
    demo_line(f, "DEMO-CE-2,%s,kickback,20000.00,2025-05-06,2025-09-20,500000,合成",
              c->registrant[19]);
    demo_end(d, f);
    f = demo_file(d, "complaints", 1,
                  "complaint,kind,project,by,subject,filed,accepted,answered,result");
    demo_line(f,
              "DEMO-C-1,objection,%s,合成企业,排名异议,2024-04-03,2024-04-08,"
              "2024-04-19,unfounded",
              c->project);
    demo_line(f, "DEMO-C-2,complaint,%s,合成医院,慢,2025-02-11,2025-02-14,2025-03-20,partly",
              c->project);
    demo_end(d, f);
}

/* 楚雄: the county reviews; some reports are set to another quantity with its reason. */
static void
chuxiong_more(struct demo *d, const struct demo_case *c)
{
    struct outfile *f =
        demo_file(d, "reviews", 2, "hospital,group,product,level,verdict,qty,reason,ground,on");
    for (int i = 0; i < c->lines_n; i++) {
        const struct demo_line *l = &c->line[i];
        const struct demo_product *p = &c->product[l->product];
        bool set = i % 17 == 5 && l->qty >= 20;
        demo_line(f, "%s,%s,%s,%s,%s,%lld,%s,%s,2022-04-12", c->hospital[l->hospital].code,
                  c->group[p->group].code, p->code,
                  c->hospital[l->hospital].level == 0 ? "city" : "county", set ? "set" : "passed",
                  (long long)(set ? l->qty - 5 : l->qty), set ? "高于上年用量" : "",
                  set ? "last_year_usage" : "none");
    }
    demo_end(d, f);
    f = demo_file(d, "delivery_choices", 2, "hospital,product,distributor,service");
    for (int i = 0; i < c->lines_n; i++)
        demo_line(f, "%s,%s,,%s", c->hospital[c->line[i].hospital].code,
                  c->product[c->line[i].product].code,
                  c->line[i].hospital % 2 == 0 ? "with_service" : "without_service");
    demo_end(d, f);
    f = demo_file(d, "findings", 1,
                  "finding,institution,reason,evidence,document,found,project,state,decided");
    demo_line(f,
              "DEMO-F-1,%s,cost_control,contract,院内采购规定（合成）,"
              "2022-09-05,%s,confirmed,2022-09-20",
              c->hospital[3].code, c->project);
    demo_line(f,
              "DEMO-F-2,%s,quality_deposit,receipt,收据（合成）,"
              "2022-11-02,%s,confirmed,2022-11-18",
              c->hospital[8].code, c->project);
    demo_line(f,
              "DEMO-F-3,%s,account_opening,contract,开户通知（合成）,"
              "2023-01-09,%s,dismissed,2023-01-30",
              c->hospital[12].code, c->project);
    demo_end(d, f);
}

/* 甘肃: prices above 1.5 x the lowest selected are cut to that bound. */
static void
gansu_prices(struct demo_product *p, int n)
{
    for (int i = 0; i < n; i++)
        if (p[i].selected && p[i].rank == 3) {
            int64_t lowest = p[i - 2].price.units;
            p[i].price = (money){lowest * 165 / 100 / MONEY_FEN * MONEY_FEN};
            p[i].final = (money){lowest * 3 / 2};
        } else if (p[i].rank > 3) {
            p[i].price = p[i].final = (money){p[i].price.units * 2};
        }
}

static void
gansu_more(struct demo *d, const struct demo_case *c)
{
    struct outfile *f =
        demo_file(d, "quotas", 1, "institution,year,component,direction,amount,decided,document");
    for (int i = 0; i < 6; i++)
        demo_line(f, "%s,2023,base,add,%s,2023-01-15,合成", c->hospital[i].code,
                  demo_yuan(d->arena, (money){c->hospital[i].agreed * 9 * MONEY_FEN}));
    demo_end(d, f);
}

/* 广州（征求意见稿）: experts for a joint bargaining; what was agreed in it. */
static void
guangzhou_more(struct demo *d, const struct demo_case *c)
{
    static const char *const speciality[] = {"clinical", "insurance", "management"};
    struct outfile *f = demo_side_file(d, "experts.csv");
    demo_line(f, "expert,name,speciality,employer,available,companies");
    for (int i = 0; i < 30; i++)
        demo_line(f, "E%03d,合成专家%02d,%s,%s,%s,%s", i + 1, i + 1, speciality[i % 3],
                  i % 7 == 3 ? c->hospital[i % c->hospitals_n].code : "合成研究院",
                  i % 11 == 7 ? "no" : "yes", i % 13 == 4 ? c->registrant[0] : "");
    demo_end(d, f);
    f = demo_side_file(d, "bargaining.csv");
    demo_line(f, "bargain,project,hospitals,product,qty,price,payment_days,date,draw");
    for (int i = 0; i < 8 && i < c->lines_n; i++)
        demo_line(f, "DEMO-B-%d,%s,%s;%s,%s,%lld,%s,60,2020-11-20,D1", i + 1, c->project,
                  c->hospital[0].code, c->hospital[i + 1].code, c->product[c->line[i].product].code,
                  (long long)c->line[i].qty,
                  demo_yuan(d->arena, c->product[c->line[i].product].price));
    demo_end(d, f);
}

/* Tables of Chinese names: clang-format counts columns, the house counts bytes. */
/* clang-format off */
#define HEADS(code, name, class, products, selected, base)                                         \
    {                                                                                              \
        code, name, "把", class, products, selected, 123200, 0, 0, 473846, base \
    }

static const struct demo_case cases[] = {
    {.folder = "chongqing",
     .project = "CS-HCDL-2023-1",
     .name = "川渝联盟超声刀头带量联动采购",
     .pack = "chongqing",
     .goods = "high_value",
     .form = "alliance",
     .pool = 500000,
     .executed_on = "2024-09-10",
     .bid_on = "2024-03-28",
     .cycle_months = 24,
     .trade_months = 24,
     .rules = "rules.yaml",
     .own_rules = true,
     .linkage = true,
     .agreed_percent = 80,
     .regions = "50",
     .home = "500103",
     .first = 10001,
     .hospitals = 138,
     .every = 3,
     .registrants = 61,
     .distributors = 10,
     .caps = 2,
     .late_percent = 20,
     .groups = 8,
     .group = {HEADS("K1", "开放手术刀头（短）", "C14010100113", 162, 160, 6865),
               HEADS("K2", "开放手术刀头（长）", "C14010100213", 162, 160, 6865),
               HEADS("K3", "腔镜刀头 5mm 短柄", "C14010100313", 162, 160, 6865),
               HEADS("K4", "腔镜刀头 5mm 长柄", "C14010100413", 162, 160, 6865),
               HEADS("K5", "腔镜刀头 高频兼容", "C14010100513", 162, 160, 6865),
               HEADS("K6", "无线一体刀头", "C14010100613", 162, 160, 6865),
               HEADS("K7", "甲状腺专用刀头", "C14010100713", 162, 160, 6865),
               HEADS("K8", "其他超声刀头", "C14010100813", 164, 162, 6850)},
     .prices = chongqing_prices,
     .more = chongqing_more},
    {.folder = "lvliang-drugs",
     .project = "LL-YP-2022",
     .name = "吕梁市药品带量采购（演示）",
     .pack = "lvliang",
     .goods = "drug",
     .form = "city",
     .pool = 141100,
     .executed_on = "2022-03-15",
     .bid_on = "2022-01-20",
     .cycle_months = 12,
     .trade_months = 12,
     .rules = "rules.yaml",
     .own_rules = true,
     .agreed_percent = 80,
     .regions = "1411",
     .home = "141102",
     .first = 20001,
     .hospitals = 39,
     .every = 1,
     .registrants = 6,
     .distributors = 8,
     .caps = 5,
     .late_percent = 30,
     .drug = true,
     .groups = 3,
     .group = {{"D1", "阿卡波糖片", "盒", "阿卡波糖", 6, 4, 540, 65, 6000, 4210, 48000},
               {"D2", "氯吡格雷片", "盒", "氯吡格雷", 6, 4, 1785, 120, 12000,
                    10640, 30000},
               {"D3", "厄贝沙坦片", "盒", "厄贝沙坦", 6, 4, 398, 41, 4000, 2950, 36000}}},
    {.folder = "lvliang-consumables",
     .project = "LL-HC-2022",
     .name = "吕梁市医用耗材带量采购（演示）",
     .pack = "lvliang",
     .goods = "high_value",
     .form = "city",
     .pool = 141100,
     .executed_on = "2022-10-20",
     .bid_on = "2022-08-18",
     .cycle_months = 12,
     .trade_months = 12,
     .rules = "rules.yaml",
     .own_rules = true,
     .agreed_percent = 80,
     .regions = "1411",
     .home = "141102",
     .first = 21001,
     .hospitals = 39,
     .every = 1,
     .registrants = 6,
     .distributors = 12,
     .caps = 10,
     .late_percent = 30,
     .claims_elsewhere = true,
     .groups = 2,
     .group = {{"L1", "留置针", "支", "C08010100113", 6, 3, 680, 55, 2400, 1850, 60000},
               {"L2", "人工晶体", "片", "C05010100113", 6, 3, 61500, 4800,
                    300000, 236000, 2400}}},
    {.folder = "chuxiong",
     .project = "CX-HC-2022",
     .name = "楚雄州高值医用耗材带量采购（演示）",
     .pack = "chuxiong",
     .goods = "high_value",
     .form = "city",
     .pool = 532300,
     .executed_on = "2022-06-01",
     .bid_on = "2022-04-20",
     .cycle_months = 12,
     .trade_months = 12,
     .rules = "rules.yaml",
     .own_rules = true,
     .agreed_percent = 80,
     .regions = "5323",
     .home = "532301",
     .first = 30001,
     .hospitals = 30,
     .every = 1,
     .registrants = 7,
     .distributors = 6,
     .caps = 3,
     .late_percent = 25,
     .service = true,
     .reviewed_by_county = true,
     .groups = 3,
     .group =
         {{"X1", "髋关节假体", "套", "C03010100113", 6, 3, 620000, 38000,
              3000000, 2150000, 420},
          {"X2", "膝关节假体", "套", "C03010100213", 6, 3, 540000, 31000,
               2800000, 1980000, 380},
          {"X3", "椎体成形球囊", "套", "C03010100313", 6, 3, 310000, 22000,
               1500000, 890000, 300}},
     .more = chuxiong_more},
    {.folder = "gansu",
     .project = "GS-HC-2022",
     .name = "甘肃省医用耗材带量采购（演示）",
     .pack = "gansu",
     .goods = "high_value",
     .form = "provincial",
     .pool = 620000,
     .executed_on = "2022-01-01",
     .bid_on = "2021-11-18",
     .cycle_months = 12,
     .trade_months = 12,
     .rules = "round:gansu-gap",
     .agreed_percent = 80,
     .regions = "62",
     .home = "620102",
     .first = 40001,
     .hospitals = 60,
     .every = 1,
     .registrants = 7,
     .distributors = 8,
     .caps = 4,
     .late_percent = 25,
     .groups = 3,
     .group = {{"G1", "吻合器", "把", "C02010100113", 5, 3, 32000, 4100, 150000, 118000, 9000},
               {"G2", "吻合器钉仓", "个", "C02010100213", 5, 3, 9800, 1200,
                    60000, 42000, 24000},
               {"G3", "止血夹", "个", "C02010100313", 6, 3, 4200, 510, 20000, 14500, 30000}},
     .prices = gansu_prices,
     .more = gansu_more},
    {.folder = "guangzhou",
     .project = "GZ-JT-2020",
     .name = "广州集团谈判采购（征求意见稿未生效，演示）",
     .pack = "guangzhou",
     .goods = "ordinary",
     .form = "hospital",
     .pool = 440100,
     .executed_on = "2021-01-01",
     .bid_on = "2020-11-12",
     .cycle_months = 12,
     .trade_months = 12,
     .rules = "rules.yaml",
     .own_rules = true,
     .agreed_percent = 80,
     .regions = "4401",
     .home = "440103",
     .first = 50001,
     .hospitals = 22,
     .every = 1,
     .registrants = 6,
     .distributors = 6,
     .caps = 3,
     .late_percent = 20,
     .pay_days = 60,
     .groups = 2,
     .group = {{"Z1", "一次性输液器", "套", "C08010200113", 5, 2, 135, 11, 600, 420, 150000},
               {"Z2", "医用口罩", "只", "C08010200213", 5, 2, 38, 4, 200, 120, 400000}},
     .more = guangzhou_more},
};
/* clang-format on */

int
demo_cases_n(void)
{
    return (int)(sizeof(cases) / sizeof(*cases)) + demo_live_cases_n;
}

struct demo_case
demo_case_of(int i)
{
    const int over = sizeof(cases) / sizeof(*cases);
    return i < over ? cases[i] : demo_live_cases[i - over];
}
