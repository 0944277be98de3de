"""clerks.py - who does what on which day: a history of one pool from a seed, of legal and illegal
calls by all roles. It looks into the second computation to know what is open, so that most calls
mean something; what comes of them it does not decide."""
import random

import days
from pool import Pool

WRONG = ('order_wrong', 'no_demand_reported', 'out_of_stock', 'price')


class Clerks:
    def __init__(self, seed, projects, pace, closer=None, cli=False):
        """closer: (from, to), the steps between which everything is looked at after each call.
        cli: the day job by command, else over HTTP."""
        self.dice = random.Random(f'{seed}/{projects[0].pool}')
        self.projects, self.pool = projects, Pool(projects)
        self.trade, self.fund = self.pool.trade, self.pool.fund
        self.seed, self.pace, self.n = seed, pace, 0
        self.base = f'/v1/pools/{projects[0].pool}'
        self.closer, self.cli = closer, cli
        self.steps, self.sent, self.plain = [], [], 0
        self.since = min(p.executed for p in projects)
        self.today = min(p.carried.cut_off + 4 if p.carried else p.executed for p in projects)

    # --- calls ---

    def call(self, who, path, body=None):
        call = {'today': days.text(self.today), 'as': who, 'method': 'POST',
                'path': self.base + path}
        if body is not None:
            call['body'] = body
        status, match = self.pool.take(call)
        self.add(dict(call, expect=status, **({'match': match} if match else {})))
        return status

    def add(self, step):
        self.plain += 1
        self.steps.append(step)
        if self.closer and self.closer[0] <= self.plain <= self.closer[1]:
            self.steps += self.look()

    def look(self):
        first = max(self.since, days.first(days.month(self.today) - 1))
        steps = self.pool.checks(self.today, first)
        for s in steps:
            s['look'] = 'one'
        return steps

    def look_at_all(self, fsck):
        steps = self.look()
        if fsck:
            steps.append({'cli': ['fsck'], 'look': 'last'})
        steps[-1]['look'] = 'last'
        self.plain += len(steps)
        self.steps += steps

    def rows(self, who, path, rows):
        if rows:
            self.sent.append((who, path, rows))
            self.call(who, path, {'rows': rows})

    def number(self, what):
        self.n += 1
        return f'{self.seed}-{what}{self.n:05}'

    def chance(self, percent):
        return self.dice.randrange(100) < percent

    def pick(self, things):
        things = list(things)
        return self.dice.choice(things) if things else None

    def some(self, things, most):
        things = list(things)
        return self.dice.sample(things, min(len(things), self.dice.randint(1, most))) if things \
            else []

    def of_org(self, p, org):
        login = p.login(org)
        return login + '-2' if org in p.hospitals and self.chance(20) else login

    # --- trade ---

    def order_row(self, p, h, number, line):
        mine = [x for (hh, x) in p.agreed if hh == h]
        product = self.pick(mine) if self.chance(85) else self.pick(p.bids)
        row = {'order': number, 'line': line, 'project': p.code, 'product': product}
        row['qty'] = self.dice.choice((1, 2, 3, 5, 8, 13, 40)) if self.chance(94) else 0
        agreed = p.agreed.get((h, product), 0)
        if row['qty'] and agreed > 20 and self.chance(50):
            row['qty'] = agreed // self.dice.randint(2, 9)
        if p.service and self.chance(40):
            row['variant'] = 'with_service'
        if self.chance(6):
            row['price'] = days.yuan(p.price.get(product, 1000000)
                                     + self.dice.choice((-100, 0, 100)))
        return row

    def place(self, p):
        h = self.pick(p.hospitals)
        number = self.number('O')
        if self.chance(3) and self.trade.orders:
            number = self.pick(self.trade.orders)[0]  # perhaps another's
        rows = [self.order_row(p, h, number, i + 1) for i in range(self.dice.randint(1, 4))]
        on = self.today - (self.dice.choice((0, 0, 0, 0, 2, 31, 32, -1)))
        if on != self.today and on >= p.executed:
            for r in rows:
                r['date'] = days.text(on)
        if self.chance(2):
            rows[0]['qty'] = -1
        self.rows(self.of_org(p, h), '/orders', rows)

    def lines(self, p, when):
        return [(k, o) for k, o in self.trade.orders.items() if o.p is p and when(o)]

    def qty(self, room):
        """Mostly what is open or a part of it; now and then nothing, or more."""
        if self.chance(92):
            return room if self.chance(60) else self.dice.randint(1, max(1, room))
        return self.dice.choice((0, room + 1, 100000))

    def by_payee(self, p, found):
        """Rows of one request are of one who delivers; now and then a stranger tries."""
        payee = self.pick(sorted({o.payee for _, o in found}))
        who = payee if self.chance(96) else self.pick(p.companies + p.distributors)
        return p.login(who), [(k, o) for k, o in found if o.payee == payee]

    def reply(self, p):
        found = self.lines(p, lambda o: o.to_confirm() > 0)
        if not found:
            return
        who, mine = self.by_payee(p, found)
        rows = []
        for k, o in self.some(mine, 5):
            row = {'answer': self.number('A'), 'order': k[0], 'order_line': k[1]}
            row['kind'] = 'confirmed' if self.chance(85) else 'refused'
            if row['kind'] == 'refused' and self.chance(95):
                row['reason'] = self.pick(WRONG)
            if self.chance(50):
                row['qty'] = self.qty(o.to_confirm())
            rows.append(row)
        self.rows(who, '/order-answers', rows)

    def withdraw(self, p):
        k, o = self.pick(self.lines(p, lambda o: o.to_ship() > 0)) or (None, None)
        if k is not None:
            self.rows(p.login(o.hospital), '/order-withdrawals', [
                {'withdrawal': self.number('W'), 'order': k[0], 'order_line': k[1],
                 'qty': self.qty(o.to_ship())}])

    def ship(self, p):
        found = self.lines(p, lambda o: o.to_ship() > 0)
        if not found:
            return
        who, mine = self.by_payee(p, found)
        h = self.pick(sorted({o.hospital for _, o in mine}))
        number, rows = self.number('D'), []
        for i, (k, o) in enumerate(self.some([m for m in mine if m[1].hospital == h], 5)):
            rows.append({'delivery': number, 'line': i + 1, 'order': k[0], 'order_line': k[1],
                         'qty': self.qty(o.to_ship())})
        self.rows(who, '/deliveries', rows)

    def accept(self, p):
        found = [(k, d) for k, d in self.trade.deliveries.items()
                 if d['o'].p is p and d['qty'] > d['accepted'] + d['rejected']]
        if not found:
            return
        h = self.pick(sorted({d['o'].hospital for _, d in found}))
        who = h if self.chance(95) else self.pick(p.hospitals)  # another's delivery
        number, rows = self.number('R'), []
        for i, (k, d) in enumerate(self.some([f for f in found if f[1]['o'].hospital == h], 6)):
            row = {'receipt': number, 'line': i + 1, 'delivery': k[0], 'delivery_line': k[1],
                   'qty': self.qty(d['qty'] - d['accepted'] - d['rejected'])}
            if self.chance(8):
                row['rejected'] = 1
                if self.chance(80):
                    row['reason'] = '包装破损'
            rows.append(row)
        if self.chance(15):
            rows += [dict(rows[0], line=len(rows) + 1)]  # accepted twice
        self.rows(self.of_org(p, who), '/receipts', rows)

    def receipts(self, p, when):
        return [(k, r) for k, r in self.trade.receipts.items() if r.o.p is p and when(r)]

    def send_back(self, p):
        k, r = self.pick(self.receipts(p, lambda r: r.qty > r.returned)) or (None, None)
        if k is None:
            return
        h = r.o.hospital if self.chance(95) else self.pick(p.hospitals)
        row = {'return': self.number('T'), 'receipt': k[0], 'receipt_line': k[1],
               'qty': self.qty(min(3, r.qty - r.returned)), 'reason': '质量'}
        if self.chance(30):
            row['replace'] = True
        self.rows(p.login(h), '/returns', [row])

    def invoice(self, p):
        found = self.receipts(p, lambda r: r.amount - r.returned_amount > r.invoiced)
        if not found:
            return
        who, mine = self.by_payee(p, [(k, r.o) for k, r in found])
        h = self.pick(sorted({o.hospital for _, o in mine}))
        number, rows = self.number('F'), []
        for k, _ in self.some([m for m in mine if m[1].hospital == h], 5):
            row = {'invoice': number, 'receipt': k[0], 'receipt_line': k[1]}
            r = self.trade.receipts[k]
            room = r.amount - r.returned_amount - r.invoiced
            if self.chance(25):
                row['amount'] = days.yuan(self.money(room))
            rows.append(row)
        self.rows(who, '/invoices', rows)

    def money(self, room):
        if self.chance(85):
            return self.dice.randint(1, max(1, room // days.FEN)) * days.FEN
        return self.dice.choice((0, room + days.FEN, room // 2 + 1))

    def pay(self, p):
        found = [(k, line) for k, line in self.trade.invoice_lines.items()
                 if line['r'].o.p is p and self.trade.room(line['r'], k) > 0]
        if self.chance(5):  # what is paid
            found = [(k, line) for k, line in self.trade.invoice_lines.items()
                     if line['r'].o.p is p and line['paid'] == line['amount']] or found
        number, rows = self.number('P' if self.chance(98) else 'online/N'), []
        if not found:
            return
        head = self.pick(sorted({(line['r'].o.hospital, line['r'].o.payee) for _, line in found}))
        for k, line in self.some([f for f in found if (f[1]['r'].o.hospital, f[1]['r'].o.payee)
                                  == head], 4):
            room = self.trade.room(line['r'], k)
            row = {'payment': number, 'invoice': k[0], 'receipt': k[1], 'receipt_line': k[2]}
            if self.chance(8):
                del row['invoice']
            row['amount'] = days.yuan(room if self.chance(70) else self.money(room))
            rows.append(row)
        h = head[0] if self.chance(96) else self.pick(p.hospitals)
        self.rows(p.login(h), '/payments', rows)

    def again(self, p):
        """Something that was sent before, as it was or with another figure; or by a wrong role."""
        if not self.sent:
            return
        who, path, rows = self.pick(self.sent[-40:] if self.chance(70) else self.sent)
        rows = [dict(r) for r in rows]
        what = self.dice.randrange(4)
        if what == 0 and 'qty' in rows[0]:
            rows[0]['qty'] += 1
        if what == 1:
            who = p.login(self.pick(list(p.hospitals) + p.companies + ['wang', 'office']))
        self.call(who, path, {'rows': rows})

    # --- consignment ---

    def consign(self, p):
        """Goods lie there until they are used or go back; now and then more, or a stranger's."""
        what, t = self.dice.randrange(3), self.trade
        mine = [(k, x) for k, x in t.consigned.items() if x['p'] is p
                and (x['qty'] > x['used'] + x['back'] or self.chance(5))]
        if what == 0 or not mine:
            h = self.pick(p.hospitals)
            product = self.pick([x for (hh, x) in p.agreed if hh == h]) if self.chance(85) else \
                self.pick(p.bids)
            payee = p.distributor[product] if self.chance(90) else \
                self.pick(p.companies + p.distributors)
            number = self.number('G')
            self.rows(p.login(payee), '/consignments', [
                {'consignment': number, 'project': p.code, 'hospital': h, 'product': product,
                 'qty': self.dice.choice((0, 1, 2, 5, 9)), 'batch': 'B' + number[-5:-1]}])
            return
        k, x = self.pick(mine)
        row = {'consignment': k[0], 'qty': self.qty(x['qty'] - x['used'] - x['back'])}
        who = x['hospital'] if self.chance(95) else self.pick(p.hospitals)
        if what == 1:
            row['use'] = self.number('U') if self.chance(95) or not t.uses else \
                self.pick([*t.uses, *t.orders])[0]
            if p.service and self.chance(30):
                row['variant'] = 'with_service'
        else:
            row.update({'return': self.number('V'), 'reason': '未用'})
        if self.chance(10):
            row['date'] = days.text(self.today - self.dice.choice((1, 3, 31, 32, -1)))
        self.rows(self.of_org(p, who), '/consignment-uses' if what == 1 else '/consignment-returns',
                  [row])

    # --- online settlement ---

    def online(self, p):
        """One of an institution makes a payment out of invoice lines, another approves it."""
        lines = self.trade.invoice_lines
        found = [k for k, x in lines.items() if x['r'].o.p is p and self.trade.room(x['r'], k) > 0]
        one = self.pick(found if self.chance(95) else [k for k in lines if lines[k]['r'].o.p is p])
        if one is not None:
            o = lines[one]['r'].o
            same = [k for k in found if lines[k]['r'].o.hospital == o.hospital
                    and (lines[k]['r'].o.payee == o.payee or self.chance(3))]
            number = self.number('N') if self.chance(95) or not self.fund.online else \
                self.pick(self.fund.online)
            body = {'number': number, 'lines': []}
            for k in [one] + self.some([k for k in same if k != one or self.chance(3)], 2):
                line = dict(zip(('invoice', 'receipt', 'receipt_line'), k))
                if self.chance(40):
                    line['amount'] = days.yuan(self.money(self.trade.room(lines[k]['r'], k)))
                body['lines'].append(line)
            who = o.hospital if self.chance(95) else self.pick(p.hospitals)
            self.call(self.of_org(p, who), '/online-payments', body)
        for n, x in sorted(self.fund.online.items()):
            if x['state'] == 'made' and self.chance(70) or self.chance(2):
                home = next(q for q in self.projects if x['org'] in q.hospitals)
                login = home.login(x['org'] if self.chance(97) else self.pick(home.hospitals))
                login += self.dice.choice(('', '-2'))
                if self.chance(20):
                    self.call(login, f'/online-payments/{n}/{self.ending(login == x["by"])}',
                              {'reason': '有误'})
                else:
                    self.call(login, f'/online-payments/{n}/approval')

    def ending(self, maker):
        """Who made it withdraws, another refuses; now and then the other way round."""
        return 'withdrawal' if maker == self.chance(90) else 'refusal'

    # --- corrections, and months that are locked ---

    def redo(self, p):
        """Somebody finds a document wrong; now and then one that is not, or another's."""
        t = self.trade
        kind = self.dice.choice(('receipt', 'receipt', 'return', 'payment'))
        of = {'receipt': lambda: self.receipts(p, lambda r: not r.paid or self.chance(10)),
              'return': lambda: [(k, g['r']) for k, g in t.returns.items() if g['r'].o.p is p],
              'payment': lambda: [((k, 0), r) for k, r, *_ in t.payment_lines if r.o.p is p]}[kind]()
        key, r = self.pick(of[-60:] if self.chance(80) else of) or (None, None)
        if key is None:
            return
        body = {'number': self.number('C'), 'kind': kind, 'document': key[0], 'reason': '录入错误'}
        if t.redos and self.chance(5):
            body['number'] = self.pick(t.redos)
        if kind == 'payment':
            body['amount'] = days.yuan(self.dice.choice((0, self.money(r.amount))))
        else:
            qty = r.qty if kind == 'receipt' else t.returns[key]['qty']
            body.update(line=key[1], qty=max(0, self.dice.choice((0, qty - 1, qty, qty + 1))))
        who = r.o.hospital if self.chance(70) else self.pick(p.hospitals)
        login = self.of_org(p, who) if self.chance(70) else \
            self.projects[0].login(self.pick(('office', 'wang', 'li', 'zhou')))
        self.call(login, '/trade-corrections', body)

    def correct(self):
        """The same of the fund's books: claims, money back, payments that came back."""
        f, some = self.fund, []
        some += [('claim/' + '/'.join((k[0], k[1], days.month_text(k[2]))), c['amount'])
                 for k, c in f.claims.items() if not c['closed'] or self.chance(5)]
        some += [(f'payback/{k[0]}/{k[1]}/{k[2]}/{d}', 0) for k, x in f.prepaid.items()
                 for d in x.backs]
        some += [('paid/' + r, 0) for r in self.done]
        kinds = sorted({self.kind(r) for r, _ in some})  # each as often as the others
        kind = self.pick(kinds)
        reference, amount = self.pick(sorted(x for x in some if self.kind(x[0]) == kind)) or \
            (None, None)
        if reference is None:
            return
        if self.chance(15):
            amount += self.dice.choice((-1, 1)) * days.FEN
        elif amount:
            amount = self.dice.choice((0, amount, amount // 200 * days.FEN, amount + 70 * days.FEN))
        body = {'number': self.number('K'), 'reference': reference, 'reason': '更正',
                'amount': days.yuan(max(0, amount))}
        if f.corrections and self.chance(5):
            body['number'] = self.pick(f.corrections)
        self.call(self.pick(self.agency()), '/fund/corrections', body)

    @staticmethod
    def kind(reference):
        return tuple(reference.split('/')[:2 if reference.startswith('paid/') else 1])

    def decide(self):
        """Another person decides; now and then the same, or once more."""
        office = [self.projects[0].login(n) for n in ('office', 'wang', 'li', 'zhou')]
        for n, c in sorted(self.trade.redos.items()):
            if n.startswith('fund/'):
                continue
            if c['state'] == 'asked' and self.chance(60) or self.chance(2):
                self.call(self.pick(office), f'/trade-corrections/{n}/decision',
                          {'done': self.chance(85)})
        for n, c in sorted(self.fund.corrections.items()):
            if c['state'] == 'asked' and self.chance(60) or self.chance(2):
                self.call(self.pick(self.agency()), f'/fund/corrections/{n}/decision',
                          {'decision': 'done' if self.chance(85) else 'refused'})
                if c['state'] == 'done' and c['kind'] == 'paid':
                    self.unpaid(c['of'])

    def unpaid(self, reference):
        """The bank may pay it again, when it waits."""
        if reference.startswith('online/') and \
                self.fund.online[reference[7:]]['state'] == 'approved':
            self.done.discard(reference)
        for _, r, _ in self.waiting():
            if r == reference:
                self.done.discard(r)

    def waiting(self):
        """All payments that the bank has not answered."""
        for (step, _, _), o in self.fund.orders.items():
            for reference, amount in o['references']:
                if not self.fund.is_paid(reference):
                    yield o, reference, amount

    def lock(self, m):
        first = min((k for k in self.trade.counted() if not any(x >= k for x in self.trade.locks)),
                    default=m)
        late = m - first if self.chance(75) else self.dice.choice((0, 1, 2, 3))
        who = self.projects[0].login(self.pick(('office', 'wang', 'li', 'zhou')))
        self.call(who, '/periods', {'month': days.month_text(m - late)})

    # --- the fund ---

    def agency(self):
        p = self.projects[0]
        return [p.login('wang'), p.login('li')]

    def claims(self, m):
        """What the fund owes the institutions for a month, each of its own fund."""
        items = []
        for p in self.projects[:1]:
            for h in p.hospitals:
                if self.chance(90):
                    year = sum(q * p.price[x] for (hh, x), q in p.agreed.items() if hh == h)
                    part = self.dice.choice((5, 20, 60, 150))
                    items.append({'institution': h, 'fund': self.fund.payer(p, h),
                                  'month': days.month_text(m),
                                  'amount': days.yuan(max(1, year * part // 100000) * days.FEN)})
        if items:
            self.call(self.pick(self.agency()), '/fund/claims', {'items': items})
            if self.chance(15):  # late, or out of order
                late = days.month_text(m - self.dice.randint(1, 4))
                one = dict(items[-1], month=late, amount='77.00')
                self.call(self.pick(self.agency()), '/fund/claims', {'items': [one]})
            if self.chance(20):
                one = dict(items[0], amount=self.pick(('0', '1.00', items[0]['amount'])))
                self.call(self.pick(self.agency()), '/fund/claims', {'items': [one]})

    def run(self):
        """A step by hand, of this month or another."""
        m = days.month(self.today) + self.dice.choice((-3, -2, -1, -1, 0, 1))
        who = self.pick(self.agency()) if self.chance(90) else \
            self.projects[0].login(self.pick(('zhou', self.pick(self.projects[0].hospitals))))
        code = self.pick(self.projects).code if self.chance(95) else 'NONE'
        self.call(who, '/fund/runs', {'step': self.pick(('prepay', 'offset', 'settle', 'claim')),
                                      'project': code, 'month': days.month_text(m)})

    def approve(self):
        waiting = [k for k, o in self.fund.orders.items() if o['approver'] is None]
        if self.chance(10):
            waiting = list(self.fund.orders)
        for step, code, m in waiting:
            period = m if step == 'retention' else days.month_text(m)
            who, path = self.pick(self.agency()), f'/fund/orders/{step}/{code or "-"}/{period}/'
            if self.chance(88):
                self.call(who, path + 'approval')
                continue
            maker = self.fund.orders[step, code, m]['by'] == who
            status = self.call(who, path + self.ending(maker), {'reason': '有误'})
            if status == 200 and step != 'retention' and self.chance(70):  # made anew
                self.call(self.pick(self.agency()), '/fund/runs', {
                    'step': step, 'project': code or self.projects[0].code, 'month': period})

    def open_payments(self):
        for (step, _, _), o in self.fund.orders.items():
            for reference, amount in o['references']:
                if reference not in self.done:
                    yield o, reference, amount
        for n, x in self.fund.online.items():
            if 'online/' + n not in self.done:
                yield {'approver': x['approved_by'] or None}, 'online/' + n, x['amount']

    def waits(self, reference):
        """Direct and online payments that failed are over."""
        what, *part = reference.split('/')
        if what == 'settle':
            key = part[0], days.month_of(part[1]), int(part[2])
            return self.fund.direct[key]['state'] == 'instructed'
        return what != 'online' or self.fund.online['/'.join(part)]['state'] == 'approved'

    def bank(self):
        """The bank answers what was approved; now and then what was not, or wrongly."""
        items = []
        for o, reference, amount in list(self.open_payments()):
            ok = o['approver'] is not None
            if not ok and not self.chance(8) or ok and self.chance(15):
                continue
            item = {'reference': reference, 'document': self.number('B'), 'result': 'paid',
                    'on': days.text(self.today), 'amount': days.yuan(amount)}
            if self.chance(2):
                late = dict(item, on=days.text(self.today + self.dice.choice((1, 40))))  # to come
                self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': [late]})
            if ok and self.chance(3):
                early = dict(item, on=days.text(self.today - self.dice.randint(1, 90)))
                if self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': [early]}) < 300:
                    self.done.add(reference)
                    continue
            if self.chance(4):
                item['amount'] = days.yuan(amount + days.FEN)
            elif self.chance(5):
                item['result'] = 'failed'
            if ok and item['amount'] == days.yuan(amount) and item['result'] == 'paid' and \
                    self.waits(reference):
                items.append(item)
                self.done.add(reference)
                continue
            if reference.startswith(('settle', 'online')) and ok and item['amount'] == days.yuan(amount):
                self.done.add(reference)
            self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': [item]})
        if items:
            self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': items})
            if self.chance(30):  # the same file again; the same payment with another document
                self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': items})
                one = dict(self.pick(items), document=self.number('B'))
                self.call(self.pick(self.agency()), '/fund/bank-answers', {'items': [one]})

    def pay_back(self):
        k, x = self.pick(self.fund.prepaid.items()) or (None, None)
        if k is None or (x.demand is None and not self.chance(10)):
            return
        left = x.left(days.month(self.today))
        amount = left if self.chance(60) else left // 200 * days.FEN
        if self.chance(20):
            amount = left + days.FEN
        if amount > 0:
            self.call(self.pick(self.agency()), '/fund/paybacks', {
                'project': k[0], 'institution': x.h, 'term': x.term, 'document': self.number('Z'),
                'on': days.text(self.today + self.chance(5)), 'amount': days.yuan(amount)})

    def command(self):
        late = self.fund.day(self.today)
        self.add({'cli': ['run-day', days.text(self.today), '--pool', self.pool.at],
                  'kill': 200, 'expect': [0, 3],
                  'match': [{'on': days.text(self.today), 'overdue': late[0],
                             'overdue_left': days.yuan(late[1])}]})  # killed at its end: already

    def day_job(self):
        if self.cli and self.chance(70):
            self.command()
        else:
            self.call(self.pick(self.agency()), '/days')
            self.steps[-1]['kill'] = 40
        if self.chance(25):
            self.call(self.pick(self.agency()), '/days')
        if self.chance(15):
            now, self.today = self.today, self.today - self.dice.randint(1, 400)
            self.call(self.pick(self.agency()), '/days')
            self.today = now

    # --- the years ---

    TRADE = ('place', 'place', 'reply', 'ship', 'ship', 'accept', 'accept', 'invoice', 'invoice',
             'pay', 'send_back', 'withdraw', 'again', 'consign', 'consign')

    def trade_day(self):
        p = self.pick(p for p in self.projects if p.executed <= self.today)
        for _ in range(self.pace):
            getattr(self, self.pick(self.TRADE))(p)

    def month(self, m):
        """Trade on some days, claims of the month before at its beginning, then the day job."""
        for on in sorted(self.dice.sample(range(1, 29), 4)):
            if days.first(m) + on - 1 <= self.today:
                continue
            self.today = days.first(m) + on - 1
            if self.trading():
                self.trade_day()
            if self.chance(30):
                self.run()
            if self.trading() and self.chance(60):
                self.redo(self.pick(p for p in self.projects if p.executed <= self.today))
            if self.trading() and self.chance(60):
                self.online(self.pick(p for p in self.projects if p.executed <= self.today))
            if self.chance(40):
                self.correct()
            self.decide()
            if on > 9:
                self.approve()
                self.bank()
        if self.chance(40):
            self.lock(m)
        self.today = days.last(m)
        self.pay_back()
        self.day_job()
        self.approve()
        self.bank()

    def judge(self, m):
        """In January the year's assessment, in March what follows from it."""
        year, month = m // 12 - 1, m % 12
        for p in self.projects:
            if month not in (0, 2) or not any(days.of(u).year == year for _, _, u in p.terms):
                continue
            base = f'/projects/{p.code}/assessments/{year}'
            who = self.pick(self.agency())
            if month == 0:
                self.call(who, base)
                self.call(who, base + '/moves', {'to': 'sent'})
                self.call(who, base + '/moves', {'to': 'final'})
                continue
            self.call(who, base + '/moves', {'to': 'final'})
            if p.pack.retention:
                self.call(who, f'/projects/{p.code}/retention/{year}')

    def trading(self):
        return self.today <= max(p.terms[-1][1] for p in self.projects) + 20

    def play(self, months):
        """All steps: sessions, then month by month (or only some months of those: the day job makes
        up for the others), each ending with a look at everything."""
        first = days.month(self.today)
        self.done = set()
        logins = sorted(self.pool.who)
        for login in logins:
            self.add({'today': days.text(self.today), 'as': login, 'method': 'POST',
                      'path': '/v1/demo/session', 'body': {'login': login}, 'expect': 201,
                      'once': True})
        for p in (p for p in self.projects if p.carried):  # ordered there, not here
            h, product = self.pick(sorted(p.agreed))
            self.rows(p.login(h), '/orders', [
                {'order': self.number('O'), 'line': 1, 'project': p.code, 'product': product,
                 'qty': 1, 'date': days.text(p.carried.cut_off)}])
        for m in (first + k for k in (range(months) if isinstance(months, int) else months)):
            self.today = max(self.today, days.first(m))
            if m > first:
                self.claims(m - 1)
                self.judge(m)
            self.month(m)
            self.look_at_all(fsck=self.cli or m % 4 == 0)
