"""year.py - the second computation of a year's end: the assessment's score and the surplus that an
institution keeps (结余留用), for terms whose volume ended in the year."""
import days
from trade import Refused

WEIGHTS = (('volume', 40), ('payment', 25), ('platform', 10), ('selected', 15), ('reports', 5),
           ('admission', 5))  # points; a choice of docs/packs.md, the same in every pack
VOLUME_FROM = 600000          # below 60 % completed: no points
COMMENT, PAY = 10, 90         # working days for a comment; days to pay after the score is final
ONE = 1000000


def half_up(n, d):
    return (2 * n + d) // (2 * d)


class Year:
    """Assessments and retention of one pool's projects; part of the agency."""

    def __init__(self):
        self.scores, self.sent, self.final = {}, {}, {}
        self.retained = {}

    def lines(self, p, h, year):
        """(product, agreed, used, price, price before) of terms that ended in the year."""
        for k, (_, end, until) in enumerate(p.terms):
            if days.of(until).year != year:
                continue
            for (hh, x), agreed in sorted(p.agreed.items()):
                if hh == h:
                    price = p.service[x] if (h, x) in p.with_service else p.price[x]
                    yield x, agreed, self.used(p, h, k + 1, x, days.month(end)), price, p.before[x]

    def used(self, p, h, term, product, m):
        key = (p.code, h, term, product)
        got = sum(r.qty for r in self.trade.receipts.values()
                  if (r.o.p.code, r.o.hospital, r.o.term, r.o.product) == key
                  and days.month(r.on) <= m)
        back = sum(g['qty'] for g in self.trade.returns.values()
                   if (g['r'].o.p.code, g['r'].o.hospital, g['r'].o.term, g['r'].o.product) == key
                   and days.month(g['date']) <= m)
        return max(0, got - back)

    def payment(self, p, h, first, last):
        """What fell due in the year: paid in time, and all of it."""
        part = whole = 0
        for r in self.trade.receipts.values():
            if r.o.p is not p or r.o.hospital != h or r.until is None:
                continue
            if not first <= r.until <= last:
                continue
            whole += max(0, r.left(last))
            for _, line, amount, on, _, _ in self.trade.payment_lines:
                if line is r and on <= last:
                    whole += amount
                    part += amount if on <= r.until else 0
        return part, whole

    def bought(self, p, h, year):
        of = [r for r in self.trade.receipts.values() if r.o.p is p and r.o.hospital == h]
        got = sum(r.amount for r in of if days.of(r.on).year == year)
        back = sum(g['amount'] for g in self.trade.returns.values()
                   if g['r'].o.p is p and g['r'].o.hospital == h
                   and days.of(g['date']).year == year)
        return max(0, got - back)

    def score(self, p, h, year):
        """Hundredths of a point; None: nothing to judge."""
        first, last = days.day(f'{year}-01-01'), days.day(f'{year}-12-31')
        lines = list(self.lines(p, h, year))
        fact = next((f for f in p.facts if f['hospital'] == h and int(f['year']) == year), None)
        money = self.bought(p, h, year)
        items = {'volume': (sum(min(u, a) * price for _, a, u, price, _ in lines),
                            sum(a * price for _, a, _, price, _ in lines)),
                 'payment': self.payment(p, h, first, last),
                 'platform': (money, money) if fact else (0, 0), 'selected': (money, money),
                 'reports': (int(fact['reports_timely']), int(fact['reports_due'])) if fact
                 else (0, 0),
                 'admission': (int(fact['admitted_timely']), int(fact['admitted_due'])) if fact
                 else (0, 0)}
        full = counted = earned = 0
        for name, weight in WEIGHTS:
            part, whole = items[name]
            full += weight
            if whole == 0:
                continue
            counted += weight
            low = VOLUME_FROM if name == 'volume' else 0
            above = part * ONE - whole * low
            share = ONE if part >= whole else half_up(max(0, above) * ONE, whole * (ONE - low))
            earned += weight * share
        return half_up(full * 100 * earned, counted * ONE) if counted else None

    # --- what people do ---

    def assess(self, code, year, today):
        p = self.projects[code]
        for h in p.hospitals:
            if (code, year, h) not in self.final:
                self.scores[code, year, h] = self.score(p, h, year)

    def move(self, code, year, to, today):
        for h in self.projects[code].hospitals:
            key = (code, year, h)
            if to == 'sent':
                if key in self.sent:
                    raise Refused('assess_move')
                self.sent[key] = today
            elif to == 'final':
                if key not in self.sent or key in self.final:
                    raise Refused('assess_move')
                if today <= days.add_working(self.sent[key], COMMENT):
                    raise Refused('assess_move')
                self.final[key] = today

    def retain(self, code, year, today, by):
        """What each keeps: (payments, amount) of the order."""
        p, refs = self.projects[code], []
        for h in sorted(p.hospitals):
            out = self.retain_one(p, h, year)
            self.retained[code, year, h] = out
            if out['retained']:
                fund = self.payer(p, h)
                self.accounts.move((fund, 'retention_cost', ''), (fund, 'retention', h),
                                   out['retained'], posted=1)
                refs.append((f'retention/{code}/{h}/{year}', out['retained']))
        total = sum(a for _, a in refs)
        self.order('retention', code, year, by, today, refs, total)
        return len(refs), total

    def retain_one(self, p, h, year):
        score = self.scores[p.code, year, h]
        fact = next((f for f in p.facts if f['hospital'] == h and int(f['year']) == year), None)
        out = dict(score=score or 0, share=0, budget=0, spent=0, surplus=0, retained=0, paid=None,
                   verdict='not_final')
        if score is None:
            return out
        if fact is None:
            return dict(out, verdict='no_facts')
        share = 50 if score > 8000 else 40 if score >= 7000 else 30 if score >= 6000 else 0
        f = int(fact['pay_ratio'].rstrip('%')) * int(fact['insured_share'].rstrip('%'))
        short = low = False
        for _, agreed, used, price, before in self.lines(p, h, year):
            budget, spent = before * agreed, price * min(used, agreed)
            out['budget'] += days.to_fen(budget * f, 10000)
            out['spent'] += days.to_fen(spent * f, 10000)
            if used < agreed:
                short = True
            elif budget > spent:
                low = low or share == 0
                out['retained'] += days.to_fen((budget - spent) * f * share, 1000000)
        verdict = 'ok' if out['retained'] else 'not_completed' if short else \
            'score_too_low' if low else 'no_surplus'
        return dict(out, share=share, surplus=out['budget'] - out['spent'], verdict=verdict)

    def paid_retention(self, part, item, amount, on):
        key = (part[0], int(part[2]), part[1]) if len(part) == 3 and part[2].isdigit() else None
        r = self.retained.get(key)
        if r is None or r['retained'] == 0:
            raise Refused('bank_no_payment', 404)
        if amount != r['retained']:
            raise Refused('bank_amount')
        if item['result'] == 'failed':
            return
        if r['paid'] is not None:
            raise Refused('retention_paid' if r['paid'] != on else 'bank_again', 409)
        self.must('retention', part[0], key[1], on)
        self.trade.open(on)
        r['paid'] = on
        fund = self.payer(self.projects[part[0]], part[1])
        self.accounts.move((fund, 'retention', part[1]), (fund, 'cash', ''), amount, posted=1)

    # --- what the lists must show ---

    def assessed(self, code, year):
        for h in sorted(self.projects[code].hospitals):
            s = self.scores[code, year, h]
            yield dict(institution=h, applicable=s is not None, score=days.yuan((s or 0) * 100))

    def kept(self, code, year):
        for h in sorted(self.projects[code].hospitals):
            r = self.retained[code, year, h]
            due = {}
            if r['retained']:
                due['due_on'] = days.text(self.final[code, year, h] + PAY)
            if r['paid']:
                due['paid_on'] = days.text(r['paid'])
            yield dict(institution=h, score=days.yuan(r['score'] * 100), share=f"{r['share']}%",
                       budget=days.yuan(r['budget']), spent=days.yuan(r['spent']),
                       surplus=days.yuan(r['surplus']) if r['surplus'] >= 0
                       else '-' + days.yuan(-r['surplus']),
                       retained=days.yuan(r['retained']), verdict=r['verdict'], **due)
