/* kinds_project.c - files about projects: themselves, their groups, dates and participants. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/embed.h"
#include "intake/kinds.h"
#include "policy/round.h"
#include "project/participation.h"
#include "project/project.h"
#include "registry/institution.h"
#include "words/project.h"
#include "words/tender.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, CODE_MAX = 64 };

#define GOODS                                                                                      \
    "high_value/高值医用耗材|ordinary/普通医用耗材|"                                   \
    "reagent/体外诊断试剂|drug/药品"
#define FORM "national/国家|provincial/省级|alliance/联盟|city/地市|hospital/医联体"
#define PHASE                                                                                      \
    "draft/起草|published/公告|reporting/报量|review/审核|bidding/申报|opening/开标|" \
    "notice/公示|allocation/分量|agreement/签约|running/执行|closed/结束"
#define YES_NO "no/否|yes/是"

/* Projects. */

struct project_row {
    const char *project, *name, *pack, *rules;
    int goods, form;
    date bid_on, executed_on;
    int64_t cycle_months;
};

static const struct column project_columns[] = {
    {"project", "项目编号", COLUMN_CODE, NEED, AT(project_row, project), NULL, 0},
    {"name", "项目名称", COLUMN_TEXT, NEED, AT(project_row, name), NULL, 0},
    {"pack", "政策包", COLUMN_CODE, NEED, AT(project_row, pack), NULL, 0},
    {"goods", "类别", COLUMN_CHOICE, NEED, AT(project_row, goods), GOODS, 0},
    {"form", "组织形式", COLUMN_CHOICE, 0, AT(project_row, form), FORM, 0},
    {"bid_on", "申报截止日期", COLUMN_DATE, 0, AT(project_row, bid_on), NULL, 0},
    {"executed_on", "执行日期", COLUMN_DATE, NEED, AT(project_row, executed_on), NULL, 0},
    {"cycle_months", "周期（月）", COLUMN_INT, NEED, AT(project_row, cycle_months), NULL, 0},
    {"rules", "规则文件", COLUMN_TEXT, 0, AT(project_row, rules), NULL, 0},
};

/* The text of a rule file: "round:NAME" for a built-in one, or a file, from the folder of the sheet
 * when it is not there. */
static bool
rules_text(struct import *im, const char *name, const char **out, struct err *e)
{
    static const char round[] = "round:";
    const char *sheet = sheet_path(table_sheet(im->table)), *slash = strrchr(sheet, '/');
    size_t n = 0;

    *out = "";
    if (*name == '\0')
        return true;
    if (strncmp(name, round, strlen(round)) == 0) {
        const struct embedded *f = embedded_find(
            arena_printf(im->arena, "policies/rounds/%s/rules.yaml", name + strlen(round)));
        *out = f != NULL ? f->bytes : "";
        return f != NULL || err_set(e, ERR_NOT_FOUND, M_PROJECT_ROUND, {name}, .field = "rules");
    }
    const char *path = slash == NULL || *name == '/'
                           ? name
                           : arena_printf(im->arena, "%.*s/%s", (int)(slash - sheet), sheet, name);
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return err_set(e, ERR_NOT_FOUND, M_PROJECT_RULES, {name}, .field = "rules");
    char *text = arena_alloc(im->arena, PROJECT_RULES_MAX + 2);
    n = fread(text, 1, PROJECT_RULES_MAX + 1, f);
    bool bad = ferror(f) != 0 || memchr(text, '\0', n) != NULL;
    fclose(f);
    *out = text;
    return !bad || err_set(e, ERR_INPUT, M_PROJECT_RULES, {name}, .field = "rules");
}

static bool
rules_fine(struct import *im, const char *name, const char *text, struct err *e)
{
    struct err first[1] = {0};
    struct errs errs = {.list = first, .max = 1};
    struct round *r;
    char line[INT_TEXT_MAX];
    return *text == '\0' || round_parse(&r, im->arena, name, text, &errs) ||
           err_set(e, ERR_INPUT, M_PROJECT_RULES_BAD, {name, int_text(first[0].at.line, line)},
                   .field = "rules");
}

static bool
take_project(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct project_row *in = row;
    struct project p = {
        .pool = im->pool,
        .code = in->project,
        .name = in->name,
        .pack = in->pack,
        .goods = (enum goods)in->goods,
        .form = (enum project_form)in->form,
        .bid_on = in->bid_on,
        .executed_on = in->executed_on,
        .cycle_months = in->cycle_months,
    };
    struct policy *pack;
    struct err why;

    if (in->cycle_months < 1 || in->cycle_months > 120)
        return err_set(e, ERR_INPUT, M_PROJECT_CYCLE, {""}, .field = "cycle_months");
    if (!project_pack(&p, im->arena, &pack, &why))
        return err_set(e, ERR_INPUT, M_PROJECT_PACK, {in->pack}, .field = "pack");
    return rules_text(im, in->rules, &p.rules, e) && rules_fine(im, in->rules, p.rules, e) &&
           project_put(im->db, im->arena, &p, how, e);
}

const struct import_kind kind_projects = {
    .name = "projects",
    .title = M_KIND_PROJECTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(project_columns),
    .row = sizeof(struct project_row),
    .key = "project",
    .take = take_project,
};

/* Groups. */

struct group_row {
    const char *group, *name, *unit, *class;
    money ceiling, previous_highest;
};

static const struct column group_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(group_row, group), NULL, 0},
    {"name", "名称", COLUMN_TEXT, NEED, AT(group_row, name), NULL, 0},
    {"unit", "计价单位", COLUMN_TEXT, 0, AT(group_row, unit), NULL, 0},
    {"class", "竞争类别", COLUMN_TEXT, 0, AT(group_row, class), NULL, 0},
    {"ceiling", "最高有效申报价", COLUMN_PRICE, 0, AT(group_row, ceiling), NULL, 0},
    {"previous_highest", "上期最高", COLUMN_PRICE, 0, AT(group_row, previous_highest), NULL, 0},
};

static bool
take_group(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct group_row *in = row;
    const struct project_group g = {.group = in->group,
                                    .name = in->name,
                                    .unit = in->unit,
                                    .class = in->class,
                                    .ceiling = in->ceiling,
                                    .previous_highest = in->previous_highest};
    return group_put(im->db, im->arena, im->pool, im->project, &g, how, e);
}

const struct import_kind kind_groups = {
    .name = "groups",
    .title = M_KIND_GROUPS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(group_columns),
    .row = sizeof(struct group_row),
    .key = "group",
    .take = take_group,
};

/* Phases. */

struct phase_row {
    int phase;
    date from, to;
    const char *document;
};

static const struct column phase_columns[] = {
    {"phase", "阶段", COLUMN_CHOICE, NEED, AT(phase_row, phase), PHASE, 0},
    {"from", "开始日期", COLUMN_DATE, NEED, AT(phase_row, from), NULL, 0},
    {"to", "结束日期", COLUMN_DATE, NEED, AT(phase_row, to), NULL, 0},
    {"document", "文件", COLUMN_TEXT, 0, AT(phase_row, document), NULL, 0},
};

static bool
take_phase(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct phase_row *in = row;
    return phase_put(im->db, im->arena, im->pool, im->project, (enum phase)in->phase, in->from,
                     in->to, in->document, how, e);
}

const struct import_kind kind_phases = {
    .name = "phases",
    .title = M_KIND_PHASES,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(phase_columns),
    .row = sizeof(struct phase_row),
    .key = "phase",
    .take = take_phase,
};

/* Participants. */

struct participant_row {
    const char *hospital, *reason;
    int takes_part;
    date joined_on;
};

static const struct column participant_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(participant_row, hospital), NULL, 0},
    {"takes_part", "参加", COLUMN_CHOICE, NEED, AT(participant_row, takes_part), YES_NO, 0},
    {"reason", "不参加理由", COLUMN_TEXT, 0, AT(participant_row, reason), NULL, 0},
    {"joined_on", "补报日期", COLUMN_DATE, 0, AT(participant_row, joined_on), NULL, 0},
};

struct participant_memo {
    bool known;
    date on;
    enum duty duty[INSTITUTION_KINDS];
};

/* What the project's pack asks of each kind of institution: read once a file. */
static bool
duties(struct import *im, struct participant_memo *m, struct err *e)
{
    struct project p;
    struct policy *pack;
    if (m->known)
        return true;
    if (!project_get(im->db, im->arena, im->pool, im->project, &p, e) ||
        !project_pack(&p, im->arena, &pack, e))
        return false;
    for (int k = 0; k < INSTITUTION_KINDS; k++)
        m->duty[k] = duty_of(pack, (enum institution_kind)k, p.goods);
    m->on = p.executed_on;
    return m->known = true;
}

static bool
take_participant(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct participant_row *in = row;
    struct participant_memo *m = im->memo;
    struct institution i;
    if (!duties(im, m, e))
        return false;
    if (!institution_on(im->db, im->arena, in->hospital, m->on, &i, e)) {
        memcpy(e->at.field, "hospital", sizeof("hospital"));
        return false;
    }
    const struct participation p = {.institution = in->hospital,
                                    .takes_part = in->takes_part == 1,
                                    .duty = m->duty[i.kind],
                                    .reason = in->reason,
                                    .joined_on = in->joined_on};
    return participation_put(im->db, im->arena, im->pool, im->project, &p, how, e);
}

const struct import_kind kind_participants = {
    .name = "participants",
    .title = M_KIND_PARTICIPANTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(participant_columns),
    .row = sizeof(struct participant_row),
    .key = "hospital",
    .memo = sizeof(struct participant_memo),
    .take = take_participant,
};
