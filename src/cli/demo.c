/* demo.c - jicai demo: a cycle for each jurisdiction, from files to the report. It writes the files
 * (demo_write), then does what an office would do: the lines that it runs are shown, and kept in
 * run.batch. Only what a bank would send back (instalments and returns that were paid) is made
 * here, from what the books say is due. All of it is synthetic and says so. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/demo_case.h"
#include "cli/demo_live.h"
#include "cli/demo_plan.h"
#include "cli/demo_watch.h"
#include "cli/store.h"
#include "fund/approval.h"
#include "desk/query.h"
#include "words/cli.h"
#include "words/cli_allocate.h"
#include "words/demo_data.h"
#include "words/desk.h"

enum { LINE_MAX = 1024 };
#define BUSINESS_DATE DEMO_DAY /* so that Chongqing's year of offsets is over */

struct flags {
    const char *dir;
};

struct demo_run {
    struct cli *c;
    struct cli inner; /* with the demo's own database */
    FILE *nowhere, *kept;
    int64_t pool, watched; /* watched: the last pool that has what stands beside its projects */
    const struct demo_plan *plan;
    int rc;
};

/* One command line; the first that fails ends the demo with its exit code. */
static bool __attribute__((format(printf, 3, 4)))
run_line(struct demo_run *r, bool show, const char *fmt, ...)
{
    char line[LINE_MAX], *word[CLI_WORDS_MAX];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof(line), fmt, ap);
    va_end(ap);
    fprintf(r->kept, "%s\n", line);
    if (show)
        fprintf(r->c->out, "$ jicai %s\n", line);
    fflush(r->c->out);
    char *text = arena_strdup(r->c->arena, line);
    int n = batch_split(line, word, CLI_WORDS_MAX);
    r->rc = cli_call(&r->inner, n, word, r->nowhere);
    if (r->rc == EXIT_OK)
        return true;
    err_set(&r->c->err, ERR_INPUT, M_BATCH_STOPPED, {text});
    cli_fail(r->c);
    return false;
}

static bool
broken(struct demo_run *r)
{
    r->rc = cli_fail(r->c);
    return false;
}

/* --- what the bank sends back --- */

struct bank {
    FILE *to;
    date today; /* what comes later has not been paid yet */
    int n, written;
};

static bool
bank_line(void *arg, const struct rows *row, struct err *e)
{
    struct bank *b = arg;
    char amount[MONEY_TEXT_MAX];
    date due;
    (void)e;
    date_parse(&due, row_text(row, 0, 3));
    b->n++;
    if (b->n % 11 == 0) /* now and then late, as in life */
        due = date_add_days(due, 12);
    if (date_cmp(due, b->today) > 0)
        return true;
    b->written++;
    fprintf(b->to, "%s,%lld,%s,%s,", row_text(row, 0, 0), (long long)row_int(row, 0, 1),
            row_text(row, 0, 2), date_text(due, (char[DATE_TEXT_MAX]){0}));
    fprintf(b->to, "%s\n", money_text((money){row_int(row, 0, 4)}, amount));
    return true;
}

/* A file of kind `kind` with everything that is due and open, then imported. */
static bool
bank_file(struct demo_run *r, const struct query *q, const char *kind, const char *head)
{
    char path[LINE_MAX];
    struct bank b = {.n = 0};
    struct db *db;
    snprintf(path, sizeof(path), "%s/%s.csv", r->plan->folder, kind);
    b.to = fopen(path, "w");
    if (b.to == NULL) {
        err_set(&r->c->err, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = path);
        return broken(r);
    }
    fprintf(b.to, "%s\n", head);
    bool ok = date_parse(&b.today, BUSINESS_DATE) && store_open(&r->inner, &db);
    if (ok) {
        ok = db_each(db, q, bank_line, &b, &r->inner.err, v_int(r->pool), v_text(r->plan->project));
        db_close(db);
    }
    ok = fclose(b.to) == 0 && ok;
    if (!ok) {
        r->c->err = r->inner.err;
        return broken(r);
    }
    return b.written == 0 ||
           run_line(r, true, "import %s %s --pool %06lld --project %s --on %s", kind, path,
                    (long long)r->pool, r->plan->project, BUSINESS_DATE);
}

/* --- the stages of a project --- */

#define POOL " --pool %06lld"
#define OF " --project %s --pool %06lld"
#define OF_ARGS r->plan->project, (long long)r->pool

static bool
award_stage(struct demo_run *r)
{
    return run_line(r, true, "volume" OF, OF_ARGS) && run_line(r, true, "award" OF, OF_ARGS) &&
           (r->plan->stands == PHASE_NOTICE || run_line(r, true, "allocate" OF, OF_ARGS));
}

/* What runs now has its payment order made, and waits for a second person. */
static bool
prepay_stage(struct demo_run *r)
{
    return run_line(r, true, "fund prepay" OF " --month %s --by 经办 --on %s", OF_ARGS,
                    r->plan->first, r->plan->executed) &&
           (r->plan->stands != PHASE_DRAFT ||
            (run_line(r, true, "fund approve" OF " --step prepay --period %s --by 复核 --on %s",
                      OF_ARGS, r->plan->first, r->plan->executed) &&
             bank_file(r, &q_desk_instalments_open, "instalments",
                       "hospital,term,instalment,date,amount")));
}

static bool
agree_stage(struct demo_run *r)
{
    return run_line(r, true, "agree" OF, OF_ARGS) &&
           run_line(r, true, "list" OF " --on %s", OF_ARGS, r->plan->executed) &&
           run_line(r, true,
                    "publisher" POOL " --prefix ocds-demo00 --name 医保局（合成）"
                    " --uri https://www.example.cn",
                    (long long)r->pool) &&
           (!r->plan->prepaid || prepay_stage(r));
}

/* Is there a payment order of a month's claims? */
static bool
claims_ordered(struct demo_run *r, const char *ym)
{
    struct approval order;
    bool found = false;
    struct db *db;
    if (!store_open(&r->inner, &db))
        return false;
    bool ok = approval_get(db, r->c->arena, r->pool, "", APPROVE_CLAIM, ym, &order, &found,
                           &r->inner.err);
    db_close(db);
    return ok && found;
}

/* What is left of a month's claims is ordered, approved and paid before the next month ends. */
static bool
claims(struct demo_run *r, month m)
{
    char text[MONTH_TEXT_MAX], on[DATE_TEXT_MAX];
    month_text(m, text);
    date_text(date_add_days(month_last(m), 15), on);
    return run_line(r, false, "fund claim" OF " --month %s --by 经办", OF_ARGS, text) &&
           (!claims_ordered(r, text) ||
            (run_line(r, false, "fund approve" OF " --step claim --period %s --by 复核 --on %s",
                      OF_ARGS, text, on) &&
             run_line(r, false,
                      "fund pay" OF " --step claim --period %s --document DEMO-%s --on %s", OF_ARGS,
                      text, text, on)));
}

static bool
months(struct demo_run *r)
{
    char text[MONTH_TEXT_MAX];
    month m = {0}, last = {0};
    bool ok = month_parse(&m, r->plan->first) && month_parse(&last, r->plan->last);
    fprintf(r->c->out, "$ jicai fund offset" OF " --month %s ... %s\n", OF_ARGS, r->plan->first,
            r->plan->last);
    for (m = month_add(m, 1); ok && m.month <= last.month; m = month_add(m, 1))
        ok = run_line(r, false, "fund offset" OF " --month %s", OF_ARGS, month_text(m, text)) &&
             claims(r, m);
    return ok;
}

/* 广州: experts drawn so that anyone can repeat it, then what was bargained. */
static bool
bargain_stage(struct demo_run *r)
{
    static const char secret[] = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    return run_line(r, true, "import experts guangzhou/experts.csv" POOL, (long long)r->pool) &&
           run_line(r, true,
                    "draw commit" OF " --draw D1 --need clinical=3,insurance=2,management=1 "
                    "--randomness \"彩票开奖号（演示）\" --secret %s --on 2020-11-10",
                    OF_ARGS, secret) &&
           run_line(r, true,
                    "draw run" OF " --draw D1 --public 2020-11-12-123456 --secret %s "
                    "--on 2020-11-12",
                    OF_ARGS, secret) &&
           run_line(r, true, "import bargains guangzhou/bargaining.csv" POOL, (long long)r->pool);
}

static bool
assess_stage(struct demo_run *r)
{
    const struct demo_plan *p = r->plan;
    return run_line(r, true, "assess" OF " --year %s", OF_ARGS, p->assess) &&
           run_line(r, true, "assess" OF " --year %s --move sent --on %s-01-10", OF_ARGS, p->assess,
                    p->next) &&
           run_line(r, true, "assess" OF " --year %s --move final --on %s-02-20", OF_ARGS,
                    p->assess, p->next) &&
           (p->comment == NULL ||
            (run_line(r, true, "assess" OF " --year %s", OF_ARGS, p->comment) &&
             run_line(r, true, "assess" OF " --year %s --move sent --on 2027-10-25", OF_ARGS,
                      p->comment)));
}

static bool
fund_stage(struct demo_run *r)
{
    if (r->plan->stands != PHASE_DRAFT)
        return run_line(r, true, "monitor" OF " --month %s", OF_ARGS, r->plan->watch);
    bool fund = !r->plan->prepaid || (months(r) && bank_file(r, &q_desk_paybacks_open, "paybacks",
                                                             "hospital,term,document,date,amount"));
    return fund && run_line(r, true, "monitor" OF " --month %s", OF_ARGS, r->plan->watch) &&
           assess_stage(r) &&
           (!r->plan->retention ||
            run_line(r, true, "retention" OF " --year %s", OF_ARGS, r->plan->assess)) &&
           run_line(r, true, "export ledger --pool %06lld --out ledger-%06lld.journal",
                    (long long)r->pool, (long long)r->pool);
}

/* What people do on the pages of the project, and what is due in its pool. */
static bool
publish_stage(struct demo_run *r)
{
    struct demo_live live = {.arena = r->c->arena,
                             .pool = r->pool,
                             .project = r->plan->project,
                             .folder = r->plan->folder,
                             .stands = r->plan->stands};
    struct db *db;
    bool ok = date_parse(&live.today, BUSINESS_DATE) && store_open(&r->inner, &db);
    if (!ok)
        return broken(r);
    bool first = r->plan->stands == PHASE_DRAFT && r->watched != r->pool;
    ok = db_tx(db, r->pool, demo_live, &live, &r->c->err) &&
         (!first || db_tx(db, r->pool, demo_watch, &live, &r->c->err)) &&
         (live.stands != PHASE_RUNNING || (db_tx(db, r->pool, demo_reward, &live, &r->c->err) &&
                                           db_tx(db, r->pool, demo_supervise, &live, &r->c->err)));
    db_close(db);
    r->watched = r->pool;
    fprintf(r->c->out, "# %s\n", cli_word(r->c, M_DEMO_LIVE));
    if (first)
        fprintf(r->c->out, "# %s\n", cli_word(r->c, M_DEMO_WATCH));
    if (!ok)
        return broken(r);
    return run_line(r, true, "remind" POOL " --on " BUSINESS_DATE, (long long)r->pool);
}

/* "# now volume award allocate: --pool 500000 --project X" */
static bool
stage(struct demo_run *r, const char *line)
{
    const char *project = strstr(line, "--project "), *pool = strstr(line, "--pool ");
    if (project == NULL || pool == NULL || sscanf(pool, "--pool %lld", (long long *)&r->pool) != 1)
        return true;
    r->plan = demo_plan_of(project + strlen("--project "));
    if (r->plan == NULL)
        return true;
    if (strncmp(line, "# now volume", 12) == 0)
        return award_stage(r);
    if (strncmp(line, "# now publish", 13) == 0)
        return publish_stage(r);
    if (strncmp(line, "# now agree", 11) == 0)
        return agree_stage(r) && (strcmp(r->plan->folder, "guangzhou") != 0 || bargain_stage(r));
    return fund_stage(r);
}

static bool
run_all(struct demo_run *r)
{
    char line[LINE_MAX];
    FILE *in = fopen("import.batch", "r");
    bool ok = in != NULL;
    if (!ok) {
        err_set(&r->c->err, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = "import.batch");
        return broken(r);
    }
    ok = run_line(r, true, "init");
    while (ok && fgets(line, sizeof(line), in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "# now ", 6) == 0)
            ok = stage(r, line);
        else if (*line == '#')
            fprintf(r->c->out, "\n%s\n", line);
        else if (*line != '\0')
            ok = run_line(r, true, "%s", line);
    }
    fclose(in);
    return ok && run_line(r, true, "fsck");
}

static int
report(struct demo_run *r)
{
    char line[] = "report --on " BUSINESS_DATE " --out report.html --synthetic",
         *word[CLI_WORDS_MAX];
    fprintf(r->kept, "%s\n", line);
    fprintf(r->c->out, "\n$ jicai %s\n\n", line);
    fflush(r->c->out);
    return cli_call(&r->inner, batch_split(line, word, CLI_WORDS_MAX), word, r->c->out);
}

/* A folder that is there already is used again; its old database goes, since the demo fills its
 * own. */
static bool
prepare(struct cli *c, const char *dir)
{
    static const char *const old[] = {"jicai.db", "jicai.db-wal", "jicai.db-shm"};
    if (!demo_write(c->arena, dir, &c->err))
        return false;
    if (chdir(dir) != 0)
        return err_set(&c->err, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = dir);
    for (size_t i = 0; i < sizeof(old) / sizeof(*old); i++)
        if (unlink(old[i]) != 0 && errno != ENOENT)
            return err_set(&c->err, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = old[i]);
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    const char *arg[] = {f->dir};
    (void)word, (void)n;
    if (!prepare(c, f->dir))
        return cli_fail(c);
    struct demo_run r = {.c = c, .inner = *c};
    r.inner.db = "jicai.db";
    r.inner.err = (struct err){.code = ERR_NONE};
    r.nowhere = fopen("/dev/null", "w");
    r.kept = fopen("run.batch", "w");
    if (r.nowhere == NULL || r.kept == NULL) {
        err_set(&c->err, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = "run.batch");
        return cli_fail(c);
    }
    if (run_all(&r))
        r.rc = report(&r);
    fclose(r.nowhere);
    fclose(r.kept);
    if (r.rc == EXIT_OK) {
        cli_say(c, M_DEMO_DONE, arg, 1);
        fputc('\n', c->out);
    }
    return r.rc;
}

static const struct flag demo_flags[] = {
    {"dir", "DIR", FLAG_TEXT, true, offsetof(struct flags, dir), M_FLAG_DEMO_DIR},
};

const struct command cmd_demo = {
    .name = "demo",
    .words = "",
    .summary = M_CMD_DEMO,
    .example = "jicai demo --dir demo",
    .flags = demo_flags,
    .flags_n = sizeof(demo_flags) / sizeof(*demo_flags),
    .size = sizeof(struct flags),
    .run = run,
};
