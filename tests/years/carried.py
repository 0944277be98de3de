"""carried.py - a project that another system carried out for some months (going live in mid-cycle): the
files of what it left, made up by dice, and what the second computation begins with. Documents of one
agreement line: an order and a receipt for each receipt that was not paid in full, on its day; all that
was settled, and what was ordered and did not come, in one more on the day of the cut-off."""
import random

import days
from fund import Prepaid
from trade import Line, Owed

SOURCE = 'old-system'


class Carried:
    def __init__(self, p, months):
        self.p, self.cut_off = p, days.last(days.month(p.executed) + months - 1)
        self.dice = random.Random('carried/' + p.code)
        self.lines, self.receipts, self.prepaid, n = [], [], [], 0
        for (h, x), agreed in sorted(p.agreed.items()):
            if agreed == 0:
                continue
            service = (h, x) in p.with_service
            price = p.service[x] if service else p.price[x]
            ordered = self.dice.randint(agreed // 4, agreed)
            accepted = self.dice.randint(ordered // 2, ordered)
            line = dict(h=h, x=x, service=service, price=price, agreed=agreed, ordered=ordered,
                        accepted=accepted, own=[])
            left = accepted
            while left and self.dice.randrange(4):
                n += 1
                qty = self.dice.randint(1, left)
                left -= qty
                line['own'].append(self.receipt(f'OLD-R{n}', price, qty))
            line['rest'] = days.to_fen(price * left, 1)
            line['amount'] = line['rest'] + sum(r['amount'] for r in line['own'])
            line['paid'] = line['rest'] + sum(r['paid'] for r in line['own'])
            self.lines.append(line)
            self.receipts += line['own']
        self.lines.sort(key=lambda k: (self.agreement(k), k['x']))
        for h in sorted({k['h'] for k in self.lines}):
            annual = sum(k['agreed'] * k['price'] for k in self.lines if k['h'] == h)
            paid = days.to_fen(annual * 30, 100, True)
            self.prepaid.append(dict(h=h, annual=annual, paid=paid, on=p.executed + 20,
                                     taken=days.to_fen(paid * self.dice.choice((0, 1, 3, 10)), 10)))

    def receipt(self, number, price, qty):
        amount = days.to_fen(price * qty, 1)
        on = self.dice.randint(self.p.executed, self.cut_off)
        paid = self.dice.choice((0, 0, amount // 3 // days.FEN * days.FEN))
        billed = self.dice.choice((0, amount, amount, max(paid, amount // 2 // days.FEN * days.FEN)))
        invoice = dict(number=number.replace('R', 'F'), amount=billed,
                       on=self.dice.randint(on, self.cut_off)) if billed else None
        return dict(number=number, qty=qty, amount=amount, paid=paid, on=on, invoice=invoice)

    def agreement(self, k):
        p = self.p
        parties = k['h'], p.bids[k['x']]['company'], p.distributor[k['x']]
        return '/'.join((p.code, '1') + parties)

    # --- what is imported ---

    def files(self):
        """(kind, rows) in the order in which they are brought in."""
        p, yuan, text = self.p, days.yuan, days.text
        start, end, _ = p.terms[0]
        yield 'lines', [dict(
            hospital=k['h'], product=k['x'], company=p.bids[k['x']]['company'],
            distributor=p.distributor[k['x']], group=p.bids[k['x']]['group'], term=1,
            **{'from': text(start)}, to=text(end),
            variant='with_service' if k['service'] else 'without_service',
            price=yuan(p.price[k['x']]), with_service=yuan(p.service.get(k['x'], 0)),
            agreed=k['agreed'], ordered=k['ordered'], accepted=k['accepted'],
            amount=yuan(k['amount']), paid=yuan(k['paid'])) for k in self.lines]
        yield 'receipts', [dict(receipt=r['number'], hospital=k['h'], product=k['x'], qty=r['qty'],
                                amount=yuan(r['amount']), paid=yuan(r['paid']),
                                accepted=text(r['on'])) for k in self.lines for r in k['own']]
        yield 'invoices', [dict(invoice=r['invoice']['number'], date=text(r['invoice']['on']),
                                receipt=r['number'], amount=yuan(r['invoice']['amount']))
                           for r in self.receipts if r['invoice']]
        yield 'prepayments', [dict(
            hospital=x['h'], fund='pooled', annual=yuan(x['annual']), ratio='30%',
            paid=yuan(x['paid']), taken=yuan(x['taken']), **{'from': text(start)}, to=text(end),
            paid_on=text(x['on'])) for x in self.prepaid]
        yield 'totals', list(self.totals())

    def totals(self):
        p = self.p
        scopes = [('project', p.code, lambda k: True)]
        scopes += [('institution', h, lambda k, h=h: k['h'] == h)
                   for h in sorted({k['h'] for k in self.lines})]
        scopes += [('company', c, lambda k, c=c: p.bids[k['x']]['company'] == c)
                   for c in sorted({p.bids[k['x']]['company'] for k in self.lines})]
        for scope, code, of in scopes:
            some = [k for k in self.lines if of(k)]
            left = sum(x['paid'] - x['taken'] for x in self.prepaid
                       if scope == 'project' or scope == 'institution' and x['h'] == code)
            billed = sum(r['invoice']['amount'] for k in some for r in k['own'] if r['invoice'])
            yield dict(scope=scope, code=code, invoiced=days.yuan(billed), prepaid=days.yuan(left),
                       **{n: sum(k[n] for k in some) for n in ('agreed', 'ordered', 'accepted')},
                       **{n: days.yuan(sum(k[n] for k in some)) for n in ('amount', 'paid')})

    # --- what the second computation begins with ---

    def begin(self, trade, fund, opened_by, signed_by, signed_on):
        placed, seq = {}, {}
        for k in self.lines:
            number = self.agreement(k)
            left = dict(ordered=k['ordered'], accepted=k['accepted'])
            docs = [dict(r, ordered=r['qty'], bills=[r['invoice']] if r['invoice'] else [])
                    for r in sorted(k['own'], key=lambda r: (r['on'], r['number']))]
            rest = left['ordered'] - sum(r['qty'] for r in k['own'])
            if rest:
                docs.append(dict(number=None, ordered=rest, on=self.cut_off, amount=k['rest'],
                                 qty=left['accepted'] - sum(r['qty'] for r in k['own']),
                                 paid=k['rest'], bills=[dict(number=number, amount=k['rest'],
                                                             on=self.cut_off)]))
            for d in docs:
                seq[number] = seq.get(number, 0) + 1
                at = placed.get((k['h'], k['x']), 0)
                self.document(trade, k, number, seq[number], at, d)
                placed[k['h'], k['x']] = at + d['ordered']
        m = days.month(self.cut_off)
        for x in self.prepaid:
            self.prepayment(fund, x, m)
        for step in ('prepay', 'offset'):
            fund.ran[self.p.code, step] = [m]
        fund.orders['prepay', self.p.code, m] = dict(
            by=opened_by, on=signed_on, approver=signed_by, approved=signed_on, ended=None,
            references=[], payments=len(self.prepaid), amount=sum(x['paid'] for x in self.prepaid))

    def document(self, trade, k, number, line, before, d):
        p = self.p
        over = max(0, before + d['ordered'] - max(before, k['agreed']))
        variant = 'with_service' if k['service'] else 'without_service'
        o = Line(p=p, hospital=k['h'], product=k['x'], variant=variant, term=1, on=d['on'],
                 qty=d['ordered'], over=over, price=k['price'], selected=k['price'],
                 company=p.bids[k['x']]['company'], kind='agreed', payee=p.distributor[k['x']],
                 pay_days=None, respond_by=None, deliver_by=None)
        o.said = dict(project=p.code, hospital=k['h'], product=k['x'], variant=variant,
                      qty=d['ordered'], price=k['price'], date=d['on'])
        trade.orders[number, line] = o
        at = p.code, 1, k['h'], k['x']
        trade.ordered[at] = trade.ordered.get(at, 0) + d['ordered']
        if d['qty'] == 0:
            return
        o.shipped = o.accepted = d['qty']
        o.answered_on = d['on']
        key = (d['number'], 1) if d['number'] else (number, line)
        due, until = p.rules(d['on']).due_on(d['on'], None)
        r = trade.receipts[key] = Owed(
            o=o, said=dict(note=('', 0), qty=d['qty'], rejected=0, date=d['on'], reason=''),
            on=d['on'], qty=d['qty'], due=due, until=until, amount=d['amount'], key=key, batch='',
            at_selected=max(d['amount'], days.to_fen(k['price'] * d['qty'], 1)))
        self.money(trade, number, r, d)

    def money(self, trade, number, r, d):
        rest, head = d['paid'], (r.o.hospital, r.o.payee)
        for bill in d['bills']:
            key = (bill['number'],) + r.key
            trade.invoices[bill['number']] = head + (bill['on'],)
            trade.invoice_lines[key] = dict(amount=bill['amount'], paid=0, r=r, on=bill['on'])
            trade.quiet.append((bill['on'], r.o))
            r.invoiced += bill['amount']
            part = min(rest, bill['amount'])
            rest -= part
            self.pay(trade, number, r, key, part)
        self.pay(trade, number, r, None, rest)

    def pay(self, trade, number, r, key, part):
        if part == 0:
            return
        trade.payments[number] = (r.o.hospital, r.o.payee, self.cut_off)
        trade.items[(number, key[0] if key else '') + r.key] = {'amount': part}
        trade.payment_lines.append((number, r, part, self.cut_off, 0, None))
        trade.line_keys.append(key)
        r.paid += part
        r.moves.append((self.cut_off, part))
        if key:
            trade.invoice_lines[key]['paid'] += part

    def prepayment(self, fund, x, m):
        start, end, _ = self.p.terms[0]
        y = Prepaid(h=x['h'], term=1, fund='pooled', annual=x['annual'], amount=x['paid'],
                    starts=start, ends=end, order=m, carried=True)
        y.instalments = [[x['paid'], x['on'], x['on'], SOURCE]]
        fund.prepaid[self.p.code, x['h'], 1] = y
        prepaid, carried = ('pooled', 'prepaid', x['h']), ('pooled', 'carried', '')
        fund.accounts.move(prepaid, carried, x['paid'], posted=1)
        if x['taken']:
            y.offsets[m] = x['taken']
            fund.accounts.move(carried, prepaid, x['taken'], posted=1)
