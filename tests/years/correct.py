"""correct.py - the second computation of corrections of the fund: claims of another amount, money back
that did not come, payments that were none. One person asks, another decides; what was booked is
reversed on the day of the decision."""
import days
from trade import Refused

FOREVER = days.day('9999-12-31')


class Corrections:
    """Part of the agency."""

    def __init__(self):
        self.corrections = {}
        self.taken_back = {}  # reference -> the correction that took it back last
        self.deciding = None  # (number, correction, by)

    def ask(self, body, by, today):
        kind, _, of = body['reference'].partition('/')
        number, amount = body['number'], days.units(body['amount'])
        if kind not in ('claim', 'payback', 'paid') or not of and '/' not in body['reference']:
            raise Refused('correction_no_row', 404)
        if amount % days.FEN:
            raise Refused('claim_amount')
        c = dict(reference=body['reference'], amount=amount, by=by)
        old = self.corrections.get(number)
        if old is not None:
            if any(old[k] != c[k] for k in c):
                raise Refused('correction_other', 409)
            return 'same', old
        self.correct(kind, of, c, today, None)
        c.update(kind=kind, of=of, asked=today, state='asked', decided=None, decided_by='', before=0)
        self.corrections[number] = c
        return 'new', c

    def decide(self, number, done, by, today):
        c = self.corrections.get(number)
        if c is None:
            raise Refused('correction_none', 404)
        if c['by'] == by:
            raise Refused('correction_same')
        to = 'done' if done else 'refused'
        if c['state'] != 'asked':
            if (c['state'], c['decided_by']) != (to, by):
                raise Refused('correction_decided', 409)
            return c
        if today < c['asked']:
            raise Refused('approval_before')
        if done:
            self.deciding = number, c, by
            c['before'] = self.correct(c['kind'], c['of'], c, today, number)
        c.update(state=to, decided=today, decided_by=by)
        return c

    def correct(self, kind, of, c, today, number):
        """number None: only looked at. What stood there."""
        part = of.split('/')
        return getattr(self, 'correct_' + kind)(part, c['amount'], today, number is not None)

    def correct_claim(self, part, amount, today, do):
        key = (part[0], part[1], days.month_of(part[2])) if len(part) == 3 else None
        c = self.claims.get(key)
        if c is None:
            raise Refused('correction_no_row', 404)
        if c['closed'] or amount < c['offset'] + c['direct'] or amount == c['amount']:
            raise Refused('correction_cannot', 409)
        before = c['amount']
        if do:
            self.trade.open(today)
            h, fund, _ = key
            if amount:
                self.accounts.move((fund, 'benefit', ''), (fund, 'claims', h), amount, posted=1)
                c['amount'] = amount
            else:
                del self.claims[key]
            self.accounts.move((fund, 'claims', h), (fund, 'benefit', ''), before, posted=1)
        return before

    def correct_payback(self, part, amount, today, do):
        x = self.prepaid.get((part[0], part[1], self.number(part[2]))) if len(part) == 4 else None
        if x is None or part[3] not in x.backs:
            raise Refused('correction_no_row', 404)
        if part[3] in x.undone or amount:
            raise Refused('correction_cannot', 409)
        before = x.backs[part[3]][1]
        if do:
            self.trade.open(today)
            x.undone.add(part[3])
            self.accounts.move((x.fund, 'prepaid', x.h), (x.fund, x.into[part[3]], ''), before,
                               posted=1)
        return before

    # --- payments that were none ---

    def correct_paid(self, part, amount, today, do):
        if amount:
            raise Refused('unpay_amount')
        undo = {'prepay': self.unpay_prepay, 'claim': self.unpay_claim,
                'retention': self.unpay_retention, 'settle': self.unpay_settle,
                'online': self.unpay_online}.get(part[0])
        if undo is None:
            raise Refused('bank_no_payment', 404)
        return undo(part[1:], today, do)

    @staticmethod
    def was_paid(on, today):
        if on is None:
            raise Refused('unpay_not_paid', 409)
        if today < on:
            raise Refused('unpay_before', 409)

    def again(self, debit, credit, amount):
        """What paid is reversed, and waits once more."""
        self.accounts.move(credit, debit, amount, posted=1)
        self.accounts.move(debit, credit, amount, pending=1)

    def unpay_prepay(self, part, today, do):
        x, i = self.instalment_of(part)
        if i is None:
            raise Refused('bank_no_payment', 404)
        self.was_paid(i[2], today)
        if x.carried:
            raise Refused('unpay_carried', 409)
        left = x.paid(FOREVER) - sum(x.offsets.values()) - x.returned(FOREVER)
        if left < i[0] or x.demand is not None:
            raise Refused('unpay_used', 409)
        if do:
            self.trade.open(today)
            i[2] = i[3] = None
            self.again((x.fund, 'prepaid', x.h), (x.fund, 'cash', ''), i[0])
        return i[0]

    def unpay_claim(self, part, today, do):
        key = (part[0], part[1], days.month_of(part[2])) if len(part) == 3 else None
        c = self.claims.get(key)
        if c is None or not c['closed'] or c['ordered'] == 0:
            raise Refused('bank_no_payment', 404)
        self.was_paid(c['paid_on'], today)
        if do:
            self.trade.open(today)
            c['paid_on'] = None
            self.again((key[1], 'claims', key[0]), (key[1], 'cash', ''), c['ordered'])
        return c['ordered']

    def unpay_retention(self, part, today, do):
        key = (part[0], int(part[2]), part[1]) if len(part) == 3 and part[2].isdigit() else None
        r = self.retained.get(key)
        if r is None or r['retained'] == 0:
            raise Refused('bank_no_payment', 404)
        self.was_paid(r['paid'], today)
        if do:
            self.trade.open(today)
            r['paid'] = None
            fund = self.payer(self.projects[part[0]], part[1])
            self.accounts.move((fund, 'cash', ''), (fund, 'retention', part[1]), r['retained'],
                               posted=1)
        return r['retained']

    # --- the same of payments that trade knows too ---

    def paid_number(self, reference):
        """The number in trade of the next payment by the bank."""
        number = self.taken_back.get(reference)
        return reference if number is None else f'{reference}~fund/{number}'

    def undo_in_trade(self, reference, today, do):
        """Dated like the payment, and kept with the corrections of trade."""
        t, document = self.trade, self.paid_number(reference)
        lines = [(x, k) for x, k in zip(t.payment_lines, t.line_keys) if x[0] == document]
        t.still_paid(lines, None)
        if not do:
            return
        number, c, by = self.deciding
        on, redo = lines[0][0][3], f'fund/{number}'
        t.correcting = redo
        t.open(on)
        t.correcting = None
        t.undo_lines(lines, -1)
        for (_, r, part, paid_on, late, credit), k in lines:
            t.payment_lines.append((f'{document}~{redo}-', r, -part, paid_on, late, credit))
            t.line_keys.append(k)
        t.redos[redo] = dict(kind='payment', document=document, line=0, qty=0, amount=0, by=c['by'],
                             on=on, asked=c['asked'], state='done', decided=today, decided_by=by)
        self.taken_back[reference] = number

    def unpay_settle(self, part, today, do):
        d = None
        if len(part) == 3:
            d = self.direct.get((part[0], days.month_of(part[1]), self.number(part[2])))
        if d is None:
            raise Refused('bank_no_payment', 404)
        self.was_paid(d['answered'] if d['state'] == 'paid' else None, today)
        self.undo_in_trade('settle/' + '/'.join(part), today, do)
        if do:
            self.trade.open(today)
            claims, payee = (d['fund'], 'claims', d['h']), (d['fund'], 'supplier', d['payee'])
            self.accounts.move(payee, claims, d['amount'], posted=1)
            self.accounts.move(claims, payee, d['amount'], posted=1)
            self.again(payee, (d['fund'], 'cash', ''), d['amount'])
            d['state'] = 'instructed'
            self.trade.under_way[d['line']] += d['amount']
        return d['amount']

    def unpay_online(self, part, today, do):
        number = '/'.join(part)
        p = self.online.get(number)
        if p is None:
            raise Refused('bank_no_payment', 404)
        self.was_paid(p['answered'] if p['state'] == 'paid' else None, today)
        self.undo_in_trade('online/' + number, today, do)
        if do:
            self.trade.open(today)
            self.again(*self.between(p), p['amount'])
            p.update(state='approved', answered=None)
            for k, a in p['lines']:
                self.trade.under_way[k] += a
        return p['amount']

    # --- what the lists must show ---

    @staticmethod
    def told(number, c):
        return dict(number=number, kind=c['kind'], reference=c['reference'],
                    amount=days.yuan(c['amount']), before=days.yuan(c['before']), state=c['state'],
                    asked_by=c['by'], asked_on=days.text(c['asked']), decided_by=c['decided_by'],
                    **({'decided_on': days.text(c['decided'])} if c['decided'] else {}))
