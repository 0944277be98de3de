/* bench-chain JICAI DB [CLIENTS SECONDS] - the whole chain of an order of three lines through HTTP, on the server as it
 * is: a hospital orders, the distributor confirms and ships, the hospital accepts, is invoiced and pays; a request each,
 * each by who may, with all checks, counters and a row in the log, durable. Prints one line; bench/chain.sh puts it
 * beside the bare loop of the same rows (bare/orders/chain.c). */
#include "kit.h"
#include "trade.h"

#include <string.h>
#include <unistd.h>

enum step { ORDER, CONFIRM, SHIP, ACCEPT, INVOICE, PAY, STEPS };
static const char *const paths[STEPS] = {"orders", "order-answers", "deliveries", "receipts", "invoices", "payments"};

/* Of line `k`; "#" is the number that all documents of a chain share. */
static size_t
row(const struct load *l, enum step s, size_t k, char out[static 512])
{
    const size_t line = k + 1, qty = trade_qty(l, k), size = 512;
    switch (s) {
    case ORDER:
        return (size_t)snprintf(out, size, "{\"order\":\"B#\",\"line\":%zu,\"project\":\"P\",\"product\":\"P%zu\",\"qty\":%zu}", line,
                                trade_product(l, 0, k), qty);
    case CONFIRM:
        return (size_t)snprintf(out, size, "{\"answer\":\"A#\",\"line\":%zu,\"order\":\"B#\",\"order_line\":%zu,\"kind\":\"confirmed\"}",
                                line, line);
    case SHIP:
        return (size_t)snprintf(out, size,
                                "{\"delivery\":\"D#\",\"line\":%zu,\"order\":\"B#\",\"order_line\":%zu,\"qty\":%zu,\"batch\":\"L1\","
                                "\"expires\":\"2099-12-31\"}",
                                line, line, qty);
    case ACCEPT:
        return (size_t)snprintf(out, size, "{\"receipt\":\"R#\",\"line\":%zu,\"delivery\":\"D#\",\"delivery_line\":%zu,\"qty\":%zu}", line,
                                line, qty);
    case INVOICE: return (size_t)snprintf(out, size, "{\"invoice\":\"I#\",\"receipt\":\"R#\",\"receipt_line\":%zu}", line);
    case PAY:
    case STEPS: break;
    }
    size_t pieces = 0;
    for (size_t i = 0; i < ORDER_LINES; i++)
        pieces += trade_qty(l, i);
    return (size_t)snprintf(out, size, "{\"payment\":\"Y#\",\"invoice\":\"I#\",\"amount\":\"%zu.00\"}", pieces * 100);
}

static size_t
rows(const struct load *l, size_t step, const struct login **who, char *out)
{
    bool hospital = step == ORDER || step == ACCEPT || step == PAY;
    size_t n = (size_t)snprintf(out, BODY, "{\"rows\":[");
    *who = hospital ? &l->t->hospital[trade_hospital(l)] : &l->t->supplier[l->me];
    for (size_t k = 0; k < (step == PAY ? 1 : ORDER_LINES); k++) {
        char text[512];
        row(l, (enum step)step, k, text);
        if (k > 0)
            out[n++] = ',';
        for (const char *c = text; *c != '\0'; c++)
            n += *c == '#' ? (size_t)snprintf(out + n, BODY - n, "%ld-%zu-%zu", (long)getpid(), l->me, l->n)
                           : (size_t)snprintf(out + n, BODY - n, "%c", *c);
    }
    return n + (size_t)snprintf(out + n, BODY - n, "]}");
}

int
main(int argc, char **argv)
{
    struct load like = {.path = paths, .steps = STEPS, .body = rows, .orders = 1};
    struct outcome o;
    size_t clients = trade_run(argc, argv, &like, &o);
    if (clients == 0)
        return 2;
    printf("jicai clients %zu group %.1f chains %.0f per_s %.0f requests_per_s %.0f p50_ms %.1f p99_ms %.1f writer_us %.0f http_us %.0f "
           "client_us %.0f\n",
           clients, o.group, o.n, o.n / o.took, o.n * STEPS / o.took, o.p50 * 1000, o.p99 * 1000, o.cpu.rest / o.n * 1e6,
           o.cpu.http / o.n * 1e6, o.cpu.own / o.n * 1e6);
    return 0;
}
