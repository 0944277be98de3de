/* bench-orders JICAI DB [CLIENTS SECONDS [ORDERS]] - orders of three lines through HTTP on the server
 * as it is: session, JSON, all checks of an order, counters, audit row in the log, durable. ORDERS: of
 * one request (1). Prints one line; bench/orders.sh puts it beside the bare loops. */
#include "kit.h"
#include "trade.h"

#include <unistd.h>

static size_t
rows(const struct load *l, size_t step, const struct login **who, char *out)
{
    size_t n = 0;
    (void)step;
    *who = &l->t->hospital[trade_hospital(l)];
    n += (size_t)snprintf(out + n, BODY - n, "{\"rows\":[");
    for (size_t i = 0; i < l->orders; i++)
        for (size_t k = 0; k < ORDER_LINES; k++)
            n += (size_t)snprintf(out + n, BODY - n,
                                  "%s{\"order\":\"B%ld-%zu-%zu-%zu\",\"line\":%zu,\"project\":\"P\",\"product\":\"P%zu\",\"qty\":%zu}",
                                  i + k == 0 ? "" : ",", (long)getpid(), l->me, l->n, i, k + 1, trade_product(l, i, k), trade_qty(l, k));
    return n + (size_t)snprintf(out + n, BODY - n, "]}");
}

int
main(int argc, char **argv)
{
    static const char *const path[] = {"orders"};
    struct load like = {.path = path, .steps = 1, .body = rows, .orders = argc > 5 ? (size_t)atoi(argv[5]) : 1};
    struct outcome o;
    size_t clients = trade_run(argc, argv, &like, &o);
    if (clients == 0)
        return 2;
    double orders = o.n * (double)like.orders;
    printf("jicai clients %zu orders_each %zu group %.1f orders %.0f per_s %.0f p50_ms %.1f p99_ms %.1f writer_us %.0f http_us %.0f "
           "client_us %.0f\n",
           clients, like.orders, o.group, orders, orders / o.took, o.p50 * 1000, o.p99 * 1000, o.cpu.rest / orders * 1e6,
           o.cpu.http / orders * 1e6, o.cpu.own / orders * 1e6);
    return 0;
}
