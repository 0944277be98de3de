"""trade.py - the second computation of trade: what each order, answer, delivery, receipt, return,
invoice and payment comes to, from the calls that were made and the published figures. It knows the
interface (docs/api.md) and the rules, and nothing of the program."""
import days
from consign import Consign
from redo import Redo, Refused

BACK = 31          # days that a document may be dated back
RESPOND, DELIVER = 2, 7
REASONS = ('out_of_stock', 'production_stopped', 'capacity', 'quality', 'force_majeure',
           'order_wrong', 'unpaid', 'other')  # 五(三): others are no reason


def same(old, row, names):
    """Sent again: what is said now must be what was said then."""
    for n in names:
        if row.get(n) and row[n] != old[n]:
            raise Refused('put_fact', 409)


class Line:
    """An order line and what has become of it."""

    def __init__(self, **k):
        self.confirmed = self.refused = self.withdrawn = self.shipped = 0
        self.accepted = self.rejected = self.reopened = 0
        self.answered_on = None
        self.__dict__.update(k)

    def to_ship(self):
        return (self.qty - self.refused - self.withdrawn + self.reopened
                - (self.shipped - self.rejected))

    def to_confirm(self):
        return self.qty - self.refused - self.withdrawn - self.confirmed


class Owed:
    """A receipt line: what is owed on it."""

    def __init__(self, **k):
        self.returned = self.returned_amount = self.returned_selected = 0
        self.invoiced = self.paid = 0
        self.moves = []  # (day, what it takes off the debt)
        self.__dict__.update(k)

    def left(self, on=None):
        return self.amount - sum(a for d, a in self.moves if on is None or d <= on)


class Trade(Redo, Consign):
    def __init__(self, projects):
        Redo.__init__(self)
        Consign.__init__(self)
        self.quiet = []  # (day, order line) of events without a figure of their own
        self.line_keys = []  # of payment_lines: the invoice line that each paid
        self.projects = {p.code: p for p in projects}
        self.under_way = {}  # (invoice, receipt, line) -> instructed, and not answered
        self.orders, self.answers, self.withdrawals = {}, {}, {}
        self.deliveries, self.receipts, self.returns = {}, {}, {}
        self.invoices, self.invoice_lines = {}, {}
        self.payments, self.items, self.payment_lines = {}, {}, []
        self.ordered = {}  # (term, hospital, product) -> pieces

    # --- bulk ---

    KINDS = {'orders': 'order', 'order-withdrawals': 'withdraw', 'order-answers': 'answer',
             'deliveries': 'ship', 'receipts': 'accept', 'returns': 'send_back',
             'invoices': 'invoice', 'payments': 'pay', 'consignments': 'place',
             'consignment-uses': 'use', 'consignment-returns': 'go_back'}

    def take(self, kind, who, today, rows):
        """Each row's outcome as the interface has it."""
        out, fresh, again, refused = [], 0, 0, 0
        for i, row in enumerate(rows):
            try:
                self.said = bool(row.get('date'))
                on = days.day(row['date']) if self.said else today
                if on > today:
                    raise Refused('trade_day')
                self.old = on < today - BACK
                how, note = getattr(self, self.KINDS[kind])(who, on, row)
                fresh, again = fresh + (how == 'new'), again + (how == 'same')
                out.append({'row': i, 'how': how, **({'note': note} if note else {})})
            except Refused as r:
                refused += 1
                out.append({'row': i, 'how': 'refused', 'code': r.code})
        return (201 if fresh else 200), {'new': fresh, 'same': again, 'refused': refused,
                                         'rows': out}

    def again(self, old, said):
        """What is on record is answered at any age, also where no day is said this time."""
        same(old, dict(said, date=said['date'] if self.said else None), said)

    def fresh(self):
        """What is new is not of long ago."""
        if self.old:
            raise Refused('trade_day')

    def gate(self, on, p):
        self.fresh()
        self.open(on)
        self.here(p, on)

    # --- orders ---

    @staticmethod
    def term(p, hospital, product, on):
        if (hospital, product) not in p.agreed:
            return None
        for k, (start, end, _) in enumerate(p.terms):
            if start <= on <= end:
                return k + 1
        return 0  # of another day

    def order(self, who, on, row):
        key, h, product = (row['order'], row.get('line', 1)), who['org'], row['product']
        variant = row.get('variant', 'without_service')
        said = dict(project=row['project'], hospital=h, product=product, variant=variant,
                    qty=row['qty'], price=days.units(row.get('price', '0')), date=on)
        if key in self.orders:
            self.again(self.orders[key].said, said)
            return 'same', None
        self.fresh()
        for (n, _), o in self.orders.items():
            if n == row['order'] and (o.hospital != h or o.on != on):
                raise Refused('document_other')
        p = self.projects.get(row['project'])
        if p is None:
            raise Refused('project_unknown', 404)
        self.open(on)
        self.here(p, on)
        line = self.weigh(p, h, product, variant, on, row['qty'], said['price'])
        line.said = dict(said, price=line.price)
        self.orders[key] = line
        if line.term:
            k = (p.code, line.term, h, product)
            self.ordered[k] = self.ordered.get(k, 0) + line.qty
        return 'new', None

    @staticmethod
    def here(p, on):
        """Days up to the cut-off are the other system's."""
        if p.carried and on <= p.carried.cut_off:
            raise Refused('cutover_earlier', 409)

    def weigh(self, p, h, product, variant, on, qty, price, payee=None):
        term = self.term(p, h, product, on)
        prices = p.service if variant == 'with_service' else p.price
        if qty == 0:
            raise Refused('order_empty')
        if product not in p.price or p.carried and term is None:  # only agreements came in
            raise Refused('order_not_listed')
        cycle = p.terms[0][0], p.terms[-1][1]
        if term == 0 or not cycle[0] <= on <= cycle[1]:
            raise Refused('order_outside')
        if product not in prices:
            raise Refused('order_variant')
        if term and payee not in (None, p.distributor[product]):
            raise Refused('order_payee')
        selected, over = prices[product], 0
        if price > selected:
            raise Refused('order_above')
        if 0 < price < selected and not p.rules(on).own_lower:
            raise Refused('order_below')
        if term:
            beyond = self.ordered.get((p.code, term, h, product), 0) + qty - p.agreed[h, product]
            over = max(0, min(beyond, qty))
        company = p.bids[product]['company']
        return Line(p=p, hospital=h, product=product, variant=variant, term=term, on=on, qty=qty,
                    over=over, price=price or selected, selected=selected, company=company,
                    kind='agreed' if term else 'zero_volume',
                    payee=p.distributor[product] if term else payee or company,
                    pay_days=None, respond_by=days.add_working(on, RESPOND),
                    deliver_by=on + DELIVER)

    def line(self, who, number, line):
        o = self.orders.get((number, line))
        if o is None or who['org'] not in (o.hospital, o.payee):
            raise Refused('no_order', 404)
        return o

    def less(self, o, n):
        if o.term:
            self.ordered[o.p.code, o.term, o.hospital, o.product] -= n

    def answer(self, who, on, row):
        return self.answered(self.answers, row['answer'], who, on, row, row['kind'])

    def withdraw(self, who, on, row):
        return self.answered(self.answers, row['withdrawal'], who, on, row, 'withdrawn')

    def answered(self, book, number, who, on, row, kind):
        key, at = (number, row.get('line', 1)), (row['order'], row.get('order_line', 1))
        o = self.line(who, *at)
        said = dict(at=at, kind=kind, qty=row.get('qty', 0), reason=row.get('reason', ''), date=on)
        if key in book:
            self.again(book[key], said)
            return 'same', None if book[key]['stands'] else 'not_a_reason'
        self.gate(on, o.p)
        if (kind == 'refused') != bool(said['reason']):
            raise Refused('answer_reason')
        if on < o.on:
            raise Refused('answer_before')
        room = o.to_confirm() if kind == 'confirmed' else o.to_ship()
        n = said['qty'] or room
        if not 0 < n <= room:
            raise Refused('answer_more')
        stands = kind != 'refused' or said['reason'] in REASONS
        if kind == 'confirmed':
            o.confirmed += n
        elif stands:
            self.quiet.append((on, o))
            self.less(o, n)
            if kind == 'refused':
                o.refused += n
            else:
                o.withdrawn += n
        if kind != 'withdrawn' and o.answered_on is None:
            o.answered_on = on
        book[key] = dict(said, qty=n, stands=stands)
        return 'new', None if stands else 'not_a_reason'

    # --- goods ---

    def ship(self, who, on, row):
        key, at = (row['delivery'], row.get('line', 1)), (row['order'], row.get('order_line', 1))
        o = self.line(who, *at)
        said = dict(at=at, qty=row['qty'], date=on, batch=row.get('batch', ''))
        if key in self.deliveries:
            self.again(self.deliveries[key], said)
            return 'same', None
        self.gate(on, o.p)
        for (n, _), d in self.deliveries.items():
            if n == row['delivery']:
                if (d['o'].hospital, d['o'].payee) != (o.hospital, o.payee):
                    raise Refused('document_taken')
                if d['date'] != on:
                    raise Refused('document_other')
        if row['qty'] == 0:
            raise Refused('order_empty')
        if row['qty'] > o.to_ship():
            raise Refused('delivery_more')
        if on < o.on:
            raise Refused('delivery_before')
        o.shipped += row['qty']
        self.quiet.append((on, o))
        o.answered_on = on if o.answered_on is None else o.answered_on
        self.deliveries[key] = dict(said, o=o, accepted=0, rejected=0)
        return 'new', None

    def accept(self, who, on, row):
        key = (row['receipt'], row.get('line', 1))
        note = (row['delivery'], row.get('delivery_line', 1))
        d = self.deliveries.get(note)
        if d is None:
            raise Refused('no_delivery', 404)
        if row.get('batch') and d['batch'] and row['batch'] != d['batch']:
            raise Refused('receipt_batch')
        o = self.line(who, *d['at'])
        said = dict(note=note, qty=row['qty'], rejected=row.get('rejected', 0), date=on,
                    reason=row.get('reason', ''))
        if key in self.receipts:
            self.again(self.receipts[key].said, said)
            return 'same', None
        self.gate(on, o.p)
        if any(n == row['receipt'] and r.o.hospital != o.hospital
               for (n, _), r in self.receipts.items()):
            raise Refused('document_taken')
        if said['qty'] == 0 and said['rejected'] == 0:
            raise Refused('receipt_nothing')
        if said['rejected'] and not said['reason']:
            raise Refused('receipt_reason')
        if said['qty'] + said['rejected'] > d['qty'] - d['accepted'] - d['rejected']:
            raise Refused('receipt_note_more')
        if on < o.on:
            raise Refused('receipt_before')
        if on < d['date']:
            raise Refused('receipt_shipped')
        for k, n in (('accepted', said['qty']), ('rejected', said['rejected'])):
            d[k] += n
            setattr(o, k, getattr(o, k) + n)
        self.take_in(o, key, said, on)
        return 'new', None

    def take_in(self, o, key, said, on):
        due, until = o.p.rules(on).due_on(on, o.pay_days)
        self.receipts[key] = Owed(
            o=o, said=said, on=on, qty=said['qty'], due=due, until=until,
            amount=days.to_fen(o.price * said['qty'], 1),
            at_selected=days.to_fen(o.selected * said['qty'], 1), key=key,
            batch=said.get('batch', ''))

    def owed(self, who, number, line):
        r = self.receipts.get((number, line))
        if r is None or who is not None and who['org'] not in (r.o.hospital, r.o.payee):
            raise Refused('no_receipt', 404)
        return r

    def send_back(self, who, on, row):
        key, at = (row['return'], row.get('line', 1)), (row['receipt'], row.get('receipt_line', 1))
        r = self.owed(who, *at)
        said = dict(at=at, qty=row['qty'], date=on, reason=row['reason'],
                    replace=row.get('replace', False))
        if key in self.returns:
            self.again(self.returns[key], said)
            return 'same', None
        self.gate(on, r.o.p)
        if any(n == row['return'] and g['r'].o.hospital != r.o.hospital
               for (n, _), g in self.returns.items()):
            raise Refused('document_taken')
        if row['qty'] == 0:
            raise Refused('order_empty')
        if row['qty'] > r.qty - r.returned:
            raise Refused('return_more')
        if on < r.on:
            raise Refused('return_before')
        amount = min(days.to_fen(r.o.price * row['qty'], 1), r.amount - r.returned_amount)
        way = self.way(r)
        if way and amount > r.left() - way:
            raise Refused('return_under_way', 409)
        self.put_back(r, key, said)
        return 'new', None

    def put_back(self, r, key, said):
        on, qty = said['date'], said['qty']
        amount = min(days.to_fen(r.o.price * qty, 1), r.amount - r.returned_amount)
        selected = min(days.to_fen(r.o.selected * qty, 1), r.at_selected - r.returned_selected)
        credit = max(0, amount - r.left())
        r.returned += qty
        r.returned_amount += amount
        r.returned_selected += selected
        r.paid -= credit
        r.moves.append((on, amount - credit))
        if said['replace']:
            r.o.reopened += qty
        self.returns[key] = dict(said, r=r, amount=amount, selected=selected, credit=credit, used=0)

    # --- money ---

    def invoice(self, who, on, row):
        at, number = (row['receipt'], row.get('receipt_line', 1)), row['invoice']
        r = self.owed(who, *at)
        key, asked = (number,) + at, days.units(row.get('amount', '0'))
        if key in self.invoice_lines:
            same(self.invoice_lines[key], {'amount': asked}, ['amount'])
        head = (r.o.hospital, r.o.payee)
        if number in self.invoices:
            if self.invoices[number][:2] != head:
                raise Refused('document_parties')
            if self.invoices[number][2] != on and (self.said or key not in self.invoice_lines):
                raise Refused('document_other')
        if key in self.invoice_lines:
            return 'same', None
        self.gate(on, r.o.p)
        if on < r.on:
            raise Refused('invoice_before')
        room = r.amount - r.returned_amount - r.invoiced
        amount = asked or room
        if amount % days.FEN:
            raise Refused('not_fen')
        if not 0 < amount <= room:
            raise Refused('invoice_more')
        self.invoices[number] = head + (on,)
        self.invoice_lines[key] = dict(amount=amount, paid=0, r=r, on=on)
        r.invoiced += amount
        self.quiet.append((on, r.o))
        return 'new', None

    def way(self, r):
        return sum(a for k, a in self.under_way.items() if k[1:] == r.key)

    def room(self, r, line):
        """What may still be paid of a receipt line, or of the invoice for it: what the fund or an
        online payment is about to pay is not owed a second time."""
        left = max(0, r.left() - self.way(r))
        if line is not None:
            own = self.under_way.get(line, 0)
            left = min(left, max(0, self.invoice_lines[line]['amount']
                                 - self.invoice_lines[line]['paid'] - own))
        return left

    def targets(self, who, row):
        number, receipt, n = row.get('invoice', ''), row.get('receipt', ''), row.get('receipt_line')
        if number:
            keys = sorted(k for k in self.invoice_lines if k[0] == number
                          and (not receipt or (k[1] == receipt and n in (None, k[2]))))
            found = [(self.owed(who, *k[1:]), k) for k in keys]
            if not found:
                raise Refused('no_invoice', 404)
            return found
        if not receipt:
            raise Refused('payment_names')
        return [(self.owed(who, receipt, n or 1), None)]

    def pay(self, who, on, row):
        if row['payment'].startswith(('settle/', 'online/')):
            raise Refused('payment_banks')
        found = self.targets(who, row)
        key = (row['payment'], row.get('invoice', ''), row.get('receipt', ''),
               row.get('receipt_line', 0))
        amount = days.units(row['amount'])
        if key in self.items:
            same(self.items[key], {'amount': amount}, ['amount'])
            return 'same', None
        self.gate(on, found[0][0].o.p)
        o = found[0][0].o
        head = self.payments.get(row['payment'])
        if head is not None:
            if head[:2] != (o.hospital, o.payee):
                raise Refused('document_parties')
            if head[2] != on:
                raise Refused('document_other')
        if amount == 0 or amount % days.FEN:
            raise Refused('not_fen')
        rooms = [self.room(r, k) for r, k in found]
        if any(on < r.on for r, _ in found):
            raise Refused('payment_before')
        if amount > sum(rooms):
            raise Refused('payment_more')
        self.payments[row['payment']] = (o.hospital, o.payee, on)
        self.items[key] = {'amount': amount}
        self.settle(row['payment'], on, found, rooms, amount)
        return 'new', None

    def settle(self, number, on, found, rooms, amount):
        """Money first, line by line; then credits of earlier returns, the oldest first."""
        o = found[0][0].o
        self.cover(number, on, found, rooms, amount, None)
        credits = sorted((g['date'], k) for k, g in self.returns.items()
                         if (g['r'].o.hospital, g['r'].o.payee) == (o.hospital, o.payee)
                         and g['credit'] > g['used'] and g['date'] <= on)
        for _, k in credits:
            g = self.returns[k]
            g['used'] += self.cover(number, on, found, rooms, g['credit'] - g['used'], k)

    def cover(self, number, on, found, rooms, amount, credit):
        done = 0
        for i, (r, k) in enumerate(found):
            part = min(amount - done, rooms[i])
            if part <= 0:
                continue
            done += part
            rooms[i] -= part
            r.paid += part
            r.moves.append((on, part))
            late = max(0, on - r.until) if r.until is not None else 0
            self.payment_lines.append((number, r, part, on, late, credit))
            self.line_keys.append(k)
            if k is not None:
                self.invoice_lines[k]['paid'] += part
        return done

    # --- as of a day ---

    def overdue(self, on):
        late = [r.left(on) for r in self.receipts.values()
                if r.until is not None and r.until < on and r.on <= on and r.left(on) > 0]
        return len(late), sum(late)

    def purchased(self, code, hospital, term, m):
        """Accepted by the end of a month, net of returns, at selected prices."""
        key = (code, hospital, term)
        got = sum(r.at_selected for r in self.receipts.values()
                  if (r.o.p.code, r.o.hospital, r.o.term) == key and days.month(r.on) <= m)
        back = sum(g['selected'] for g in self.returns.values()
                   if (g['r'].o.p.code, g['r'].o.hospital, g['r'].o.term) == key
                   and days.month(g['date']) <= m)
        return got - back
