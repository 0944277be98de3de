"""fund.py - the second computation of the fund: prepayments, claims, offsets, what is settled
directly, what is demanded and paid back, and the accounts, from the calls that were made and the
published figures."""
import days
from trade import Refused

FOREVER = days.day('9999-12-31')
DAY_CLOSES = 10  # a month of the fund is closed on the tenth of the next


class Prepaid:
    """A prepayment of one institution for one term (or the whole cycle)."""

    def __init__(self, **k):
        self.instalments = []  # [amount, due, paid on, document]
        self.offsets, self.backs = {}, {}  # month -> taken, (document) -> (on, amount)
        self.into, self.undone = {}, set()  # of paybacks: the account; those that did not come
        self.carried = False  # paid by another system
        self.demand = None  # kind, amount, on, due
        self.__dict__.update(k)

    def paid(self, on):
        return sum(i[0] for i in self.instalments if i[2] is not None and i[2] <= on)

    def paid_on(self, on):
        return max((i[2] for i in self.instalments if i[2] is not None and i[2] <= on), default=None)

    def taken(self, m):
        return sum(a for k, a in self.offsets.items() if k <= m)

    def returned(self, on):
        return sum(a for k, (d, a) in self.backs.items() if d <= on and k not in self.undone)

    def left(self, m):
        on = days.last(m)
        return self.paid(on) - self.taken(m) - self.returned(on)


class Accounts:
    """Debit and credit of each account, posted and pending."""

    def __init__(self):
        self.of = {}

    def move(self, debit, credit, amount, pending=0, posted=0):
        for at, side in ((debit, 0), (credit, 1)):
            a = self.of.setdefault(at, [0, 0, 0, 0])
            a[side] += posted * amount
            a[2 + side] += pending * amount


class Fund:
    """Of one pool: all its projects."""

    def __init__(self, projects, trade):
        self.projects, self.trade = {p.code: p for p in projects}, trade
        self.prepaid, self.claims, self.orders = {}, {}, {}
        self.ran = {}  # (project, step) -> months
        self.direct, self.bank, self.accounts = {}, {}, Accounts()
        self.days_run = []
        self.level = {h: r['level'] for p in projects for h, r in p.hospitals.items()}

    def payer(self, p, hospital):
        if not p.pack.by_level:
            return 'pooled'
        return 'employee' if self.level[hospital] in ('tertiary', 'secondary') else 'resident'

    # --- the months' work ---

    def run(self, step, code, m, on, by):
        """One step of a month: verdict and figures."""
        p = self.projects[code]
        of = '' if step == 'claim' else code
        ran = self.ran.get((of, step), [])
        order = self.orders.get((step, of, m))
        again = m in ran and order is not None and order['ended'] is not None
        if m in ran and not again:
            return self.said('already')
        if ran and not again and m < max(ran):
            raise Refused('run_past', 409)
        if ran and not again and step == 'offset' and m != max(ran) + 1:
            raise Refused('run_gap', 409)
        out = getattr(self, 'run_' + step)(p, m, on, by)
        if out['verdict'] == 'ok' and not again:
            self.ran.setdefault((of, step), []).append(m)
        return out

    @staticmethod
    def said(verdict, rows=0, nothing=0, demands=0, amount=0):
        return {'verdict': verdict, 'rows': rows, 'nothing': nothing, 'demands': demands,
                'amount': amount}

    def order(self, step, code, m, by, on, references, amount):
        if references:
            self.orders[step, code, m] = dict(by=by, on=on, approved=None, approver=None,
                                              ended=None, references=references, amount=amount,
                                              payments=len(references))

    def ratio(self, p, m):
        r = p.pack.drug if p.drug else p.pack.consumable
        if r == 'decided':
            for d in p.table('prepay_decisions'):
                if days.day(d['date']) <= days.last(m):
                    return int(d['ratio'].rstrip('%'))
            return None
        return r

    def run_prepay(self, p, m, on, by):
        ratio, rows, nothing, total, refs = self.ratio(p, m), 0, 0, 0, []
        if ratio is None:
            return self.said('no_rule')
        for h in sorted(p.hospitals):
            for k, (start, _, end) in enumerate(p.terms):
                lines = [(q, p.price[x] if (h, x) not in p.with_service else p.service[x])
                         for (hh, x), q in p.agreed.items() if hh == h]
                if start > days.last(m) or not lines or (p.code, h, k + 1) in self.prepaid:
                    continue
                annual = sum(q * price for q, price in lines)
                amount = days.to_fen(annual * ratio, 100, p.pack.up)
                if amount == 0 or (k > 0 and p.pack.per_cycle):
                    nothing += 1
                    continue
                if p.pack.per_cycle:
                    end = p.terms[-1][2]
                x = Prepaid(h=h, term=k + 1, fund=self.payer(p, h), annual=annual, amount=amount,
                            starts=start, ends=end, order=m)
                x.instalments = self.instalments(p, start, amount)
                self.prepaid[p.code, h, k + 1] = x
                rows, total = rows + 1, total + amount
                for n, i in enumerate(x.instalments):
                    refs.append((f'prepay/{p.code}/{h}/{k + 1}/{n + 1}', i[0]))
                    self.accounts.move((x.fund, 'prepaid', h), (x.fund, 'cash', ''), i[0], pending=1)
        self.order('prepay', p.code, m, by, on, refs, total)
        return self.said('ok', rows, nothing, 0, total)

    @staticmethod
    def instalments(p, start, amount):
        if not p.pack.halves:
            return [[amount, start, None, None]]
        half = days.to_fen(amount, 2)
        return [[half, days.end_of_next_month(start), None, None],
                [amount - half, days.last(days.month(start) + 5), None, None]]

    def claws(self, p, x, on):
        claw, paid = p.pack.clawback, x.paid_on(on)
        return claw is not None and paid is not None and claw[0] <= paid <= claw[1]

    def run_offset(self, p, m, on, by):
        if p.pack.offset is None:
            return self.said('no_rule')
        rows = nothing = demands = total = 0
        for key in sorted(k for k in self.prepaid if k[0] == p.code):
            x, last = self.prepaid[key], days.last(m)
            if x.paid(last) == 0:
                continue
            claw = self.claws(p, x, last)
            end = max(x.ends, p.terms[-1][2]) if claw or p.pack.per_cycle else x.ends
            demanded = end + 1 if claw else days.first(days.month(end) + 13)
            left = max(0, x.paid(last) - x.taken(m) - x.returned(FOREVER))
            take = None if claw else self.take(p, x, m, end, left)
            if take is None:
                nothing += 1
            elif take > 0:
                rows, total = rows + 1, total + take
                x.offsets[m] = take
                self.claims[x.h, x.fund, m]['offset'] += take
                self.accounts.move((x.fund, 'claims', x.h), (x.fund, 'prepaid', x.h), take, posted=1)
            if demanded <= last and x.demand is None and left > 0:
                due = days.add_months(end, p.pack.clawback[2]) if claw else days.last(
                    days.month(demanded))
                x.demand = dict(kind='clawback' if claw else 'rest', amount=left, on=demanded,
                                due=due, to='fund_special_account' if claw else p.pack.returns_to)
                demands += 1
        return self.said('ok', rows, nothing, demands, total)

    def take(self, p, x, m, end, left):
        """What a month takes of a prepayment; None: it is not its time."""
        after = m > days.month(end)
        if left == 0 or m < days.month(x.starts) or m > days.month(end) + 12:
            return None
        if p.pack.offset == 'post_cycle' and not after:
            return None
        paid, taken = x.paid(days.last(m)), x.taken(m)
        bought = min(max(0, self.trade.purchased(p.code, x.h, x.term, m)), x.annual)
        target = paid if after else days.to_fen(paid * bought, x.annual)
        return max(0, min(left, self.claim_left(x.h, x.fund, m), target - taken))

    def claim_left(self, h, fund, m):
        c = self.claims.get((h, fund, m))
        return 0 if c is None or c['closed'] else c['amount'] - c['offset'] - c['direct']

    def offsets_first(self, m):
        """Projects with prepayments have had their offset of the month."""
        for code in sorted({k[0] for k, x in self.prepaid.items() if days.month(x.starts) <= m}):
            if not any(k >= m for k in self.ran.get((code, 'offset'), [])):
                raise Refused('claim_offset_first', 409)

    def run_settle(self, p, m, on, by):
        if not p.pack.direct:
            return self.said('no_rule')
        self.offsets_first(m)
        t, rows, nothing, total, refs = self.trade, 0, 0, 0, []
        before = max((k[2] for k in self.direct if k[:2] == (p.code, m)), default=0)
        due = sorted((line['r'].o.hospital, days.text(line['r'].due), k[1:], k)
                     for k, line in t.invoice_lines.items()
                     if line['r'].o.p is p and line['r'].due is not None
                     and line['r'].due <= days.last(m))
        for h, _, _, k in due:
            owed, fund = t.room(t.invoice_lines[k]['r'], k), self.payer(p, h)
            if owed <= 0:
                continue
            amount = min(owed, self.claim_left(h, fund, m))
            nothing += amount < owed
            if amount == 0:
                continue
            rows, total = rows + 1, total + amount
            payee = t.invoice_lines[k]['r'].o.payee
            self.direct[p.code, m, before + rows] = dict(line=k, amount=amount, h=h, payee=payee, fund=fund,
                                                state='instructed')
            t.under_way[k] = t.under_way.get(k, 0) + amount
            self.claims[h, fund, m]['direct'] += amount
            refs.append((f'settle/{p.code}/{days.month_text(m)}/{before + rows}', amount))
            self.accounts.move((fund, 'claims', h), (fund, 'supplier', payee), amount, posted=1)
            self.accounts.move((fund, 'supplier', payee), (fund, 'cash', ''), amount, pending=1)
        self.order('settle', p.code, m, by, on, refs, total)
        return self.said('ok', rows, nothing, 0, total)

    def claims_may(self, m):
        """What is left of a month's claims is known when offsets are done and banks have answered."""
        self.offsets_first(m)
        if any(k[1] == m and d['state'] == 'instructed' for k, d in self.direct.items()):
            raise Refused('claim_settle_first', 409)

    def run_claim(self, p, m, on, by):
        self.claims_may(m)
        rows = nothing = total = 0
        refs = []
        for key in sorted(k for k in self.claims if k[2] == m and not self.claims[k]['closed']):
            c, (h, fund, _) = self.claims[key], key
            rest = c['amount'] - c['offset'] - c['direct']
            c['closed'], c['ordered'] = True, rest
            if rest == 0:
                nothing += 1
                continue
            rows, total = rows + 1, total + rest
            refs.append((f'claim/{h}/{fund}/{days.month_text(m)}', rest))
            self.accounts.move((fund, 'claims', h), (fund, 'cash', ''), rest, pending=1)
        self.order('claim', '', m, by, on, refs, total)
        return self.said('ok', rows, nothing, 0, total)

    # --- the day ---

    def day(self, on, by='run-day'):
        """The day job's part in money; (overdue lines, amount), or None when a later day was run."""
        if self.days_run and on < self.days_run[-1][0]:
            return None
        if not self.days_run or on > self.days_run[-1][0]:
            m = days.month(on)
            closed = m - 1 if on >= days.first(m) + DAY_CLOSES - 1 else m - 2
            running = sorted(c for c, p in self.projects.items() if p.executed <= on)
            for step in ('prepay', 'offset', 'settle', 'claim'):
                stuck = None  # a project whose step was not done: its later months wait
                for code, mm in list(self.plan(step, running, m, closed)):
                    if code != stuck and not self.try_run(step, code, mm, on, by):
                        stuck = code
            self.days_run.append((on, self.trade.overdue(on)))
        return self.days_run[-1][1]

    def try_run(self, step, code, m, on, by):
        try:
            return self.run(step, code, m, on, by)['verdict'] in ('ok', 'already')
        except Refused:
            return False

    def plan(self, step, running, now, closed):
        open_months = sorted({k[2] for k, c in self.claims.items()
                              if not c['closed'] and k[2] <= closed})
        if step == 'claim':
            last = max(self.ran.get(('', 'claim'), [-1]))
            for m in (m for m in open_months if running and m > last):
                yield running[0], m
        for code in running if step != 'claim' else []:
            last = max(self.ran.get((code, step), [-1]))
            starts = [days.month(x.starts) for k, x in self.prepaid.items() if k[0] == code]
            if step == 'prepay' and last < now:
                yield code, now
            elif step == 'offset' and starts:
                for m in range(last + 1 if last >= 0 else min(starts), closed + 1):
                    yield code, m
            elif step == 'settle' and self.projects[code].pack.direct:
                for m in (m for m in open_months if m > last):
                    yield code, m
