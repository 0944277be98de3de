/* Limit for the whole chain of an order:  chain sqlite FILE GROUP SECONDS  |  chain pg CONNINFO GROUP SECONDS
 *
 * What `bench-chain` sends through HTTP, straight into the database: order, confirm, ship, accept, invoice, pay of three
 * lines, with a point lookup for each line and step, the documents' rows, the line's counters, progress, and for each
 * step an audit row with hash chain and an outbox row. GROUP steps per commit, one writer; SQLite in WAL, synchronous
 * FULL; PostgreSQL in one pipeline per commit. Makes its tables anew. Prints one line. */
#include "order.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { GROUP_MAX = 1024, PARAMS_MAX = 8 };
enum { BEGIN, COMMIT, ORD, LISTING, LINE, ORDERED, LOOK, ANSWER, CONFIRMED, DELIVERY, SHIPPED, SHIPPED_P, RECEIPT, NOTE, ACCEPTED, ACCEPTED_P,
       INVOICE, INVOICE_LINE, INVOICED, INVOICED_P, PAYMENT, PAYMENT_LINE, PAID_R, PAID_I, PAID_P, AUDIT, OUTBOX, STATEMENTS };

static const struct { const char *text; int params; } st[STATEMENTS] = {
	[BEGIN] = { "begin", 0 }, [COMMIT] = { "commit", 0 },
	[ORD] = { "insert into ord values($1,$2,$3,$4,1)", 4 },
	[LISTING] = { "select state, price, valid_to from listing where product=$1", 1 },
	[LINE] = { "insert into ord_line values($1,$2,$3,$4,$5,$6,$7,0,0,0)", 7 },
	[ORDERED] = { "update progress set ordered=ordered+$1, orders=orders+1 where agreement_line=$2", 2 },
	[LOOK] = { "select qty, confirmed, shipped, accepted from ord_line where id=$1", 1 },
	[ANSWER] = { "insert into answer values($1,$2,$3,$4)", 4 },
	[CONFIRMED] = { "update ord_line set confirmed=confirmed+$1 where id=$2", 2 },
	[DELIVERY] = { "insert into delivery values($1,$2,$3,$4,0)", 4 },
	[SHIPPED] = { "update ord_line set shipped=shipped+$1 where id=$2", 2 },
	[SHIPPED_P] = { "update progress set shipped=shipped+$1 where agreement_line=$2", 2 },
	[RECEIPT] = { "insert into receipt values($1,$2,$3,$4,$5,0,0)", 5 },
	[NOTE] = { "update delivery set accepted=accepted+$1 where id=$2", 2 },
	[ACCEPTED] = { "update ord_line set accepted=accepted+$1 where id=$2", 2 },
	[ACCEPTED_P] = { "update progress set accepted=accepted+$1, amount=amount+$2 where agreement_line=$3", 3 },
	[INVOICE] = { "insert into invoice values($1,$2,$3,$4,$5)", 5 },
	[INVOICE_LINE] = { "insert into invoice_line values($1,$2,$3,$4,0)", 4 },
	[INVOICED] = { "update receipt set invoiced=invoiced+$1 where id=$2", 2 },
	[INVOICED_P] = { "update progress set invoiced=invoiced+$1 where agreement_line=$2", 2 },
	[PAYMENT] = { "insert into payment values($1,$2,$3,$4,$5)", 5 },
	[PAYMENT_LINE] = { "insert into payment_line values($1,$2,$3,$4)", 4 },
	[PAID_R] = { "update receipt set paid=paid+$1 where id=$2", 2 },
	[PAID_I] = { "update invoice_line set paid=paid+$1 where id=$2", 2 },
	[PAID_P] = { "update progress set paid=paid+$1 where agreement_line=$2", 2 },
	[AUDIT] = { "insert into audit values($1,$2,$3,$4,$5)", 5 },
	[OUTBOX] = { "insert into outbox values($1,$2,$3)", 3 },
};

static const char schema[] =
	"create table listing(product integer primary key, state integer not null, price bigint not null, valid_to integer not null);"
	"create table progress(agreement_line integer primary key, ordered bigint not null, shipped bigint not null, accepted bigint not null,"
	" amount bigint not null, invoiced bigint not null, paid bigint not null, orders integer not null);"
	"create table ord(id bigint primary key, hospital integer not null, distributor integer not null, placed_at bigint not null, state integer not null);"
	"create table ord_line(id bigint primary key, ord bigint not null references ord, agreement_line integer not null references progress,"
	" product integer not null references listing, qty integer not null, price bigint not null, amount bigint not null,"
	" confirmed integer not null, shipped integer not null, accepted integer not null);"
	"create table answer(id bigint primary key, line bigint not null references ord_line, qty integer not null, at bigint not null);"
	"create table delivery(id bigint primary key, line bigint not null references ord_line, qty integer not null, at bigint not null, accepted integer not null);"
	"create table receipt(id bigint primary key, delivery bigint not null references delivery, qty integer not null, amount bigint not null,"
	" due bigint not null, invoiced bigint not null, paid bigint not null);"
	"create table invoice(id bigint primary key, hospital integer not null, distributor integer not null, at bigint not null, amount bigint not null);"
	"create table invoice_line(id bigint primary key, invoice bigint not null references invoice, receipt bigint not null references receipt,"
	" amount bigint not null, paid bigint not null);"
	"create table payment(id bigint primary key, hospital integer not null, distributor integer not null, at bigint not null, amount bigint not null);"
	"create table payment_line(id bigint primary key, payment bigint not null references payment, receipt bigint not null references receipt, amount bigint not null);"
	"create table audit(id bigint primary key, at bigint not null, actor integer not null, what text not null, hash text not null);"
	"create table outbox(id bigint primary key, topic text not null, payload text not null);";

static sqlite3 *lite;
static PGconn *pg;
static sqlite3_stmt *ready[STATEMENTS];

static void fail(void)
{
	fprintf(stderr, "chain: %s\n", lite ? sqlite3_errmsg(lite) : PQerrorMessage(pg));
	exit(1);
}

static void sql(const char *text)
{
	if (lite) {
		if (sqlite3_exec(lite, text, NULL, NULL, NULL) != SQLITE_OK) fail();
		return;
	}
	PGresult *r = PQexec(pg, text);
	if (PQresultStatus(r) != PGRES_COMMAND_OK) fail();
	PQclear(r);
}

/* Numbers first, then texts. */
static void run(int which, const int64_t *n, int numbers, const char *t1, const char *t2)
{
	const char *texts[2] = { t1, t2 };
	if (lite) {
		sqlite3_stmt *s = ready[which];
		for (int i = 0; i < numbers; i++) sqlite3_bind_int64(s, i + 1, n[i]);
		for (int i = numbers; i < st[which].params; i++) sqlite3_bind_text(s, i + 1, texts[i - numbers], -1, SQLITE_STATIC);
		int rc = sqlite3_step(s);
		if (rc != SQLITE_DONE && rc != SQLITE_ROW) fail();
		sqlite3_reset(s);
		return;
	}
	char buffer[PARAMS_MAX][24], name[16];
	const char *values[PARAMS_MAX];
	for (int i = 0; i < numbers; i++) {
		snprintf(buffer[i], sizeof buffer[i], "%lld", (long long)n[i]);
		values[i] = buffer[i];
	}
	for (int i = numbers; i < st[which].params; i++) values[i] = texts[i - numbers];
	snprintf(name, sizeof name, "s%d", which);
	if (!PQsendQueryPrepared(pg, name, st[which].params, values, NULL, NULL, 0)) fail();
}
#define RUN(which, ...) run(which, (const int64_t[]){ __VA_ARGS__ }, sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t), NULL, NULL)

static void drain(void)
{
	if (lite) return;
	if (!PQpipelineSync(pg)) fail();
	for (bool synced = false; !synced;) {
		PGresult *r = PQgetResult(pg);
		if (!r) continue;
		ExecStatusType s = PQresultStatus(r);
		if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK && s != PGRES_PIPELINE_SYNC) fail();
		synced = s == PGRES_PIPELINE_SYNC;
		PQclear(r);
	}
}

enum { PLACE, CONFIRM, SHIP, ACCEPT, BILL, PAY, STEPS };
static const char *const topics[STEPS] = { "order.place", "order.answer", "delivery.ship", "receipt.accept", "invoice.enter", "payment.enter" };

static int64_t head(const struct order *o, int step)
{
	int64_t sum = 0;
	for (int k = 0; k < ORDER_LINES; k++) sum += o->line[k].amount;
	if (step == PLACE) RUN(ORD, o->id, o->hospital, o->distributor, o->placed_at);
	if (step == BILL) RUN(INVOICE, o->id, o->hospital, o->distributor, o->placed_at, sum);
	if (step == PAY) RUN(PAYMENT, o->id, o->hospital, o->distributor, o->placed_at, sum);
	return sum;
}

static void line(const struct order *o, const struct order_line *l, int step)
{
	int64_t id = l->id, qty = l->qty, al = l->agreement_line, amount = l->amount;
	if (step == PLACE) RUN(LISTING, l->product);
	else RUN(LOOK, id);
	switch (step) {
	case PLACE: RUN(LINE, id, o->id, al, l->product, qty, l->price, amount); RUN(ORDERED, qty, al); break;
	case CONFIRM: RUN(ANSWER, id, id, qty, o->placed_at); RUN(CONFIRMED, qty, id); break;
	case SHIP: RUN(DELIVERY, id, id, qty, o->placed_at); RUN(SHIPPED, qty, id); RUN(SHIPPED_P, qty, al); break;
	case ACCEPT: RUN(RECEIPT, id, id, qty, amount, o->placed_at); RUN(NOTE, qty, id); RUN(ACCEPTED, qty, id); RUN(ACCEPTED_P, qty, amount, al); break;
	case BILL: RUN(INVOICE_LINE, id, o->id, id, amount); RUN(INVOICED, amount, id); RUN(INVOICED_P, amount, al); break;
	case PAY: RUN(PAYMENT_LINE, id, o->id, id, amount); RUN(PAID_R, amount, id); RUN(PAID_I, amount, id); RUN(PAID_P, amount, al); break;
	}
}

static void do_step(const struct order *o, int step, unsigned char chain[32])
{
	char hash[65];
	head(o, step);
	for (int k = 0; k < ORDER_LINES; k++) line(o, &o->line[k], step);
	chain_next(chain, o->payload);
	for (int i = 0; i < 32; i++) sprintf(hash + i * 2, "%02x", chain[i]);
	run(AUDIT, (const int64_t[]){ o->id * STEPS + step, o->placed_at, o->hospital }, 3, topics[step], hash);
	run(OUTBOX, (const int64_t[]){ o->id * STEPS + step }, 1, topics[step], o->payload);
}

static void fill(void)
{
	char text[512];
	sql(schema);
	snprintf(text, sizeof text, "insert into listing with recursive n(i) as (select 0 union all select i+1 from n where i<%d) select i,1,10000+i*37,20991231 from n",
		 PRODUCTS - 1);
	sql(text);
	snprintf(text, sizeof text, "insert into progress with recursive n(i) as (select 0 union all select i+1 from n where i<%d) select i,0,0,0,0,0,0,0 from n",
		 AGREEMENT_LINES - 1);
	sql(text);
}

static void open_lite(const char *file)
{
	unlink(file);
	if (sqlite3_open(file, &lite) != SQLITE_OK) fail();
	sql("pragma journal_mode=wal; pragma foreign_keys=on; pragma cache_size=-262144");
	fill();
	sql("pragma synchronous=full");
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v3(lite, st[i].text, -1, SQLITE_PREPARE_PERSISTENT, &ready[i], NULL) != SQLITE_OK) fail();
}

static void open_pg(const char *conninfo)
{
	pg = PQconnectdb(conninfo);
	if (PQstatus(pg) != CONNECTION_OK) fail();
	sql("set client_min_messages=error; drop table if exists outbox, audit, payment_line, payment, invoice_line, invoice, receipt, delivery,"
	    " answer, ord_line, ord, progress, listing, agreement_line");
	fill();
	sql("vacuum analyze");
	for (int i = 0; i < STATEMENTS; i++) {
		char name[16];
		snprintf(name, sizeof name, "s%d", i);
		PGresult *r = PQprepare(pg, name, st[i].text, 0, NULL);
		if (PQresultStatus(r) != PGRES_COMMAND_OK) fail();
		PQclear(r);
	}
	if (!PQenterPipelineMode(pg)) fail();
}

int main(int argc, char **argv)
{
	static struct order o[GROUP_MAX];
	if (argc < 5) { fputs("usage: chain sqlite FILE | pg CONNINFO  GROUP SECONDS\n", stderr); return 2; }
	int group = atoi(argv[3]);
	if (group < 1 || group > GROUP_MAX) return 2;
	if (!strcmp(argv[1], "sqlite")) open_lite(argv[2]);
	else open_pg(argv[2]);
	unsigned char chain[32] = { 0 };
	int64_t id = 1;
	double t0 = now(), t;
	do {
		for (int i = 0; i < group; i++) order_make(&o[i], id++, 0, 1);
		for (int step = 0; step < STEPS; step++) {
			run(BEGIN, NULL, 0, NULL, NULL);
			for (int i = 0; i < group; i++) do_step(&o[i], step, chain);
			run(COMMIT, NULL, 0, NULL, NULL);
			drain();
		}
	} while ((t = now() - t0) < atof(argv[4]));
	printf("%s group %d chains %lld per_s %.0f\n", argv[1], group, (long long)id - 1, (double)(id - 1) / t);
	return 0;
}
