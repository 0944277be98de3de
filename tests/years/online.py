"""online.py - the second computation of online settlement: an institution makes a payment out of
invoice lines, another of its people approves it, the bank answers."""
import days
from trade import Refused


class Online:
    """Part of the agency, which enters what the bank says."""

    def __init__(self):
        self.online = {}

    def make_online(self, body, by, org, today):
        lines = [(x['invoice'], x['receipt'], x['receipt_line'], days.units(x.get('amount', '0')))
                 for x in body['lines']]
        old = self.online.get(body['number'])
        if old is not None:
            if old['org'] != org or len(old['lines']) != len(lines) or any(
                    a[:3] != b[0] or a[3] not in (0, b[1]) for a, b in zip(lines, old['lines'])):
                raise Refused('online_other', 409)
            return 'same'
        got, payee = [], None
        for i, (*k, asked) in enumerate(lines):
            k = tuple(k)
            if any(k == other for other, _ in got):
                raise Refused('online_twice')
            line = self.trade.invoice_lines.get(k)
            if line is None or line['r'].o.hospital != org:
                raise Refused('online_no_invoice', 404)
            r = line['r']
            if payee not in (None, r.o.payee):
                raise Refused('online_payees')
            payee = r.o.payee
            if today < r.on:
                raise Refused('online_before')
            before = sum(a for other, a in got if other[1:] == k[1:])
            own = line['amount'] - line['paid'] - self.trade.under_way.get(k, 0)
            owed = min(own, r.left() - self.trade.way(r) - before)
            amount = asked or owed
            if amount < days.FEN or amount % days.FEN or amount > owed:
                raise Refused('online_more', 409)
            got.append((k, amount))
        for k, amount in got:
            self.trade.under_way[k] = self.trade.under_way.get(k, 0) + amount
        self.online[body['number']] = dict(org=org, payee=payee, lines=got, by=by, made=today,
                                           amount=sum(a for _, a in got), state='made',
                                           approved=None, approved_by='', answered=None, ended=None)
        return 'new'

    def approve_online(self, number, by, org, today):
        p = self.online.get(number)
        if p is None or p['org'] != org:
            raise Refused('online_none', 404)
        if p['by'] == by:
            raise Refused('online_same')
        if p['state'] != 'made':
            if p['approved_by'] != by:
                raise Refused('online_state', 409)
            return
        if today < p['made']:
            raise Refused('approval_before')
        self.trade.open(today)
        p.update(state='approved', approved=today, approved_by=by)
        self.accounts.move(*self.between(p), p['amount'], pending=1)

    def end_online(self, number, how, by, org, reason, today):
        p = self.online.get(number)
        if p is None or p['org'] != org:
            raise Refused('online_none', 404)
        if p['state'] == how and p['ended'][0] == by:
            return
        self.may_end(p['by'], how, by, today, p['made'])
        if p['state'] != 'made':
            raise Refused('online_state', 409)
        for k, a in p['lines']:
            self.trade.under_way[k] -= a
        p.update(state=how, ended=(by, today, reason))

    @staticmethod
    def between(p):
        return ('none', 'received', p['payee']), ('none', 'hospital_cash', p['org'])

    def paid_online(self, part, item, amount, on):
        number = '/'.join(part)
        p, t = self.online.get(number), self.trade
        if p is None:
            raise Refused('online_none', 404)
        if p['state'] != 'approved':
            raise Refused('online_state', 409)
        if amount != p['amount']:
            raise Refused('bank_amount')
        if on < p['approved']:
            raise Refused('approval_early')
        t.open(on)
        for k, a in p['lines']:
            t.under_way[k] -= a
            if item['result'] == 'paid':
                r = t.invoice_lines[k]['r']
                t.settle(self.paid_number('online/' + number), on, [(r, k)], [t.room(r, k)], a)
        if item['result'] == 'paid':
            self.accounts.move(*self.between(p), p['amount'], pending=-1, posted=1)
        else:
            self.accounts.move(*self.between(p), p['amount'], pending=-1)
        p.update(state=item['result'], answered=on)

    # --- what the lists must show ---

    def told_online(self, n):
        p = self.online[n]
        return dict(number=n, reference='online/' + n, institution=p['org'], payee=p['payee'],
                    amount=days.yuan(p['amount']), state=p['state'], made_by=p['by'],
                    made_on=days.text(p['made']), approved_by=p['approved_by'],
                    **({'approved_on': days.text(p['approved'])} if p['approved'] else {}),
                    **({'answered_on': days.text(p['answered'])} if p['answered'] else {}),
                    **({'ended_by': p['ended'][0], 'ended_on': days.text(p['ended'][1]),
                        'reason': p['ended'][2]} if p['ended'] else {}))
