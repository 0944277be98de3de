"""bank.py - the second computation of what people at the agency do: claims, approvals, the bank's
answers, money paid back."""
import days
from correct import Corrections
from fund import Fund
from online import Online
from trade import Refused
from year import Year


FOREVER = days.day('9999-12-31')


class Agency(Fund, Year, Corrections, Online):
    def __init__(self, projects, trade):
        Fund.__init__(self, projects, trade)
        Year.__init__(self)
        Corrections.__init__(self)
        Online.__init__(self)

    def enter_claim(self, item, _):
        key = (item['institution'], item['fund'], days.month_of(item['month']))
        amount = days.units(item['amount'])
        if amount == 0 or amount % days.FEN:
            raise Refused('claim_amount')
        old = self.claims.get(key)
        if old is not None:
            if old['amount'] != amount:
                raise Refused('put_fact', 409)
            return 'same'
        if key[2] <= max(self.ran.get(('', 'claim'), [-1])):
            raise Refused('claim_closed', 409)
        self.trade.open(days.last(key[2]))
        self.claims[key] = dict(amount=amount, offset=0, direct=0, closed=False, ordered=0,
                                paid_on=None)
        self.accounts.move((key[1], 'benefit', ''), (key[1], 'claims', key[0]), amount, posted=1)
        return 'new'

    def approve(self, step, code, m, by, on):
        o = self.orders.get((step, code, m))
        if o is None:
            raise Refused('approval_none', 404)
        if o['ended'] is not None:
            raise Refused('approval_ended', 409)
        if o['by'] == by:
            raise Refused('approval_same')
        if o['approver'] is not None:
            if o['approver'] != by:
                raise Refused('approval_given', 409)
        elif on < o['on']:
            raise Refused('approval_before')
        else:
            o['approver'], o['approved'] = by, on
        return o

    # --- withdrawn by who made it, refused by another, as long as nobody approved it ---

    @staticmethod
    def may_end(maker, how, by, today, made):
        if (how == 'withdrawn') != (maker == by):
            raise Refused('ending_maker' if maker == by else 'ending_not_maker')
        if today < made:
            raise Refused('ending_before')

    def end_order(self, step, code, m, how, by, today):
        o = self.orders.get((step, code, m))
        if o is None:
            raise Refused('approval_none', 404)
        if o['ended'] is not None:
            if o['ended'][:2] != (how, by):
                raise Refused('approval_ended', 409)
            return o
        self.may_end(o['by'], how, by, today, o['on'])
        if o['approver'] is not None:
            raise Refused('approval_given', 409)
        getattr(self, 'end_' + step)(code, m, today)
        o.update(ended=(how, by, today), references=[])
        return o

    def end_settle(self, code, m, today):
        for key in sorted(k for k in self.direct if k[:2] == (code, m)):
            d = self.direct[key]
            if d['state'] == 'instructed':
                self.trade.open(today)
                d['state'] = 'withdrawn'
                self.give_back(d, m)

    def give_back(self, d, m):
        """The money has not left: the invoice is owed, the claims are there again."""
        payee, claims = (d['fund'], 'supplier', d['payee']), (d['fund'], 'claims', d['h'])
        self.trade.under_way[d['line']] -= d['amount']
        self.accounts.move(payee, (d['fund'], 'cash', ''), d['amount'], pending=-1)
        self.accounts.move(payee, claims, d['amount'], posted=1)
        self.claims[d['h'], d['fund'], m]['direct'] -= d['amount']

    def end_claim(self, _, m, today):
        self.trade.open(today)
        for (h, fund, mm), c in self.claims.items():
            if mm == m and c['closed'] and c['paid_on'] is None:
                if c['ordered']:
                    self.accounts.move((fund, 'claims', h), (fund, 'cash', ''), c['ordered'],
                                       pending=-1)
                c.update(closed=False, ordered=0)

    def end_prepay(self, code, m, today):
        self.trade.open(today)
        for key in [k for k, x in self.prepaid.items() if k[0] == code and x.order == m]:
            x = self.prepaid.pop(key)
            for i in x.instalments:
                self.accounts.move((x.fund, 'prepaid', x.h), (x.fund, 'cash', ''), i[0], pending=-1)

    def end_retention(self, code, year, today):
        """It stays owed."""

    def must(self, step, code, m, on):
        o = self.orders.get((step, code, m))
        if o is None or o['approver'] is None:
            raise Refused('approval_waits', 409)
        if on < o['approved']:
            raise Refused('approval_early', 409)

    def answer(self, item, today):
        """One line of what the bank sends."""
        key = (item['reference'], item['document'])
        said = (item['result'], item['on'], item['amount'])
        if days.day(item['on']) > today:
            raise Refused('bank_day')
        if key in self.bank:
            if self.bank[key] != said:
                raise Refused('put_fact', 409)
            return 'same'
        what, *part = item['reference'].split('/')
        take = {'prepay': self.paid_instalment, 'claim': self.paid_claim,
                'settle': self.paid_direct, 'retention': self.paid_retention,
                'online': self.paid_online}.get(what)
        if take is None:
            raise Refused('bank_no_payment', 404)
        take(part, item, days.units(item['amount']), days.day(item['on']))
        self.bank[key] = said
        return 'new'

    def is_paid(self, reference):
        what, *part = reference.split('/')
        if what == 'prepay':
            return self.instalment_of(part)[1][2] is not None
        if what == 'claim':
            return self.claims[part[0], part[1], days.month_of(part[2])]['paid_on'] is not None
        if what == 'settle':
            return self.direct[part[0], days.month_of(part[1]), int(part[2])]['state'] != 'instructed'
        return self.retained[part[0], int(part[2]), part[1]]['paid'] is not None

    @staticmethod
    def number(text):
        return int(text) if text.isdigit() else -1

    def instalment_of(self, part):
        x = self.prepaid.get((part[0], part[1], self.number(part[2]))) if len(part) == 4 else None
        n = self.number(part[3]) - 1 if x else -1
        return x, x.instalments[n] if 0 <= n < (len(x.instalments) if x else 0) else None

    def paid_instalment(self, part, item, amount, on):
        x, i = self.instalment_of(part)
        if i is None:
            raise Refused('bank_no_payment', 404)
        if amount != i[0]:
            raise Refused('bank_amount')
        if item['result'] == 'failed':
            return
        if i[2] is not None:
            raise Refused('instalment_paid', 409)
        self.must('prepay', part[0], x.order, on)
        self.trade.open(on)
        i[2], i[3] = on, item['document']
        at = (x.fund, 'prepaid', x.h), (x.fund, 'cash', '')
        self.accounts.move(*at, amount, pending=-1, posted=1)

    def paid_claim(self, part, item, amount, on):
        key = (part[0], part[1], days.month_of(part[2])) if len(part) == 3 else None
        c = self.claims.get(key)
        if c is None or not c['closed'] or c['ordered'] == 0:
            raise Refused('bank_no_payment', 404)
        if amount != c['ordered']:
            raise Refused('bank_amount')
        if item['result'] == 'failed':
            return
        if c['paid_on'] is not None:
            raise Refused('claim_paid' if c['paid_on'] != on else 'bank_again', 409)
        self.must('claim', '', key[2], on)
        self.trade.open(on)
        c['paid_on'] = on
        at = (key[1], 'claims', key[0]), (key[1], 'cash', '')
        self.accounts.move(*at, amount, pending=-1, posted=1)

    def paid_direct(self, part, item, amount, on):
        d = None
        if len(part) == 3:
            d = self.direct.get((part[0], days.month_of(part[1]), self.number(part[2])))
        if d is None:
            raise Refused('bank_no_payment', 404)
        if amount != d['amount']:
            raise Refused('bank_amount')
        if d['state'] == item['result']:
            raise Refused('bank_again', 409)
        if d['state'] != 'instructed':
            raise Refused('instruction_done', 409)
        m, t, k = days.month_of(part[1]), self.trade, d['line']
        if item['result'] == 'paid':
            self.must('settle', part[0], m, on)
        elif self.claims[d['h'], d['fund'], m]['closed']:
            return  # it was taken back; its claims were paid out: it waits
        self.trade.open(on)
        d.update(state=item['result'], answered=on)
        way = (d['fund'], 'supplier', d['payee']), (d['fund'], 'cash', '')
        if item['result'] == 'paid':
            t.under_way[k] -= amount
            self.accounts.move(*way, amount, pending=-1, posted=1)
            line = t.invoice_lines[k]
            t.settle(self.paid_number('settle/' + '/'.join(part)), on, [(line['r'], k)], [t.room(line['r'], k)],
                     amount)
        else:
            self.give_back(d, m)

    def pay_back(self, item):
        x = self.prepaid.get((item['project'], item['institution'], item['term']))
        amount, on = days.units(item['amount']), days.day(item['on'])
        if x is not None and item['document'] in x.backs:
            if x.backs[item['document']] != (on, amount):
                raise Refused('put_fact', 409)
            return 'same'
        if x is None:
            raise Refused('no_prepayment', 404)
        left = x.paid(FOREVER) - sum(x.offsets.values()) - x.returned(FOREVER)
        if amount > left:
            raise Refused('payback_large', 409)
        self.trade.open(on)
        x.backs[item['document']] = (on, amount)
        claw = x.demand is not None and x.demand['to'] == 'fund_special_account'
        x.into[item['document']] = 'special' if claw else 'cash'
        self.accounts.move((x.fund, x.into[item['document']], ''),
                           (x.fund, 'prepaid', x.h), amount, posted=1)
        return 'new'
