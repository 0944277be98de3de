"""redo.py - the second computation of corrections of trade and of locked months: a receipt, a return
or a payment that was entered wrongly is taken back by a document of the same day and entered anew; two
people, and the only way into a locked month."""
import days


class Refused(Exception):
    """What was asked may not be: its code, and the status where it is not a row of many."""

    def __init__(self, code, status=400):
        super().__init__(code)
        self.code, self.status = code, status


class Redo:
    """Part of Trade."""

    def __init__(self):
        self.redos, self.locks = {}, {}  # number -> ..., month -> (on, by, figures)
        self.correcting = None
        self.changed = {}  # locked month -> corrections that entered it

    # --- months ---

    def open(self, on):
        """Nothing enters a locked month but corrections."""
        if any(m >= days.month(on) for m in self.locks):
            if self.correcting is None:
                raise Refused('period_locked', 409)
            self.changed.setdefault(days.month(on), set()).add(self.correcting)

    def lock(self, m, by, today):
        if any(k >= m for k in self.locks):
            return
        if today <= days.last(m):
            raise Refused('period_runs', 409)
        if any(k < m and k not in self.locks for k in self.counted()):
            raise Refused('period_order', 409)
        self.locks[m] = (today, by, self.figures(m))

    def counted(self):
        """Months in which something was counted."""
        return {days.month(d) for d, *_ in self.events()}

    def events(self):
        """(day, project, hospital, pieces, amount, paid) of what months are counted from."""
        for o in self.orders.values():
            yield o.on, o.p.code, o.hospital, 0, 0, 0
        for r in self.receipts.values():
            yield r.on, r.o.p.code, r.o.hospital, r.qty, r.amount, 0
        for g in self.returns.values():
            o = g['r'].o
            yield g['date'], o.p.code, o.hospital, -g['qty'], -g['amount'], -g['credit']
        for _, r, part, on, _, _ in self.payment_lines:
            yield on, r.o.p.code, r.o.hospital, 0, 0, part
        for on, r in self.quiet:
            yield on, r.p.code, r.hospital, 0, 0, 0

    def figures(self, m):
        out = {}
        for on, code, hospital, *figures in self.events():
            if days.month(on) == m:
                sums = out.setdefault((code, hospital), [0, 0, 0])
                for i, f in enumerate(figures):
                    sums[i] += f
        return out

    # --- corrections ---

    def ask_redo(self, body, by, org, today):
        """org: whose documents they must be; None: of all."""
        kind, number = body['kind'], body['number']
        c = dict(kind=kind, document=body['document'],
                 line=0 if kind == 'payment' else body.get('line', 1),
                 qty=0 if kind == 'payment' else body.get('qty', 0),
                 amount=days.units(body.get('amount', '0')) if kind == 'payment' else 0, by=by)
        if c['amount'] % days.FEN:
            raise Refused('redo_fen')
        old = self.redos.get(number)
        if old is not None:
            if any(old[k] != c[k] for k in c):
                raise Refused('redo_taken', 409)
            return 'same'
        c['on'] = self.carry_out(number, c, org, False)
        self.redos[number] = dict(c, asked=today, state='asked', decided=None, decided_by='')
        return 'new'

    def decide_redo(self, number, done, by, today):
        c = self.redos.get(number)
        if c is None:
            raise Refused('redo_none', 404)
        if c['by'] == by:
            raise Refused('redo_same_person', 409)
        to = 'done' if done else 'refused'
        if c['state'] != 'asked':
            if (c['state'], c['decided_by']) != (to, by):
                raise Refused('redo_decided', 409)
            return
        if today < c['asked']:
            raise Refused('redo_before')
        if done:
            self.carry_out(number, c, None, True)
        c.update(state=to, decided=today, decided_by=by)

    def carry_out(self, number, c, org, do):
        """Looked at when it is asked for, done when it is decided. The day of the wrong document."""
        right = f"{c['document']}~{number}"
        if any(x['state'] == 'done' and all(x[k] == c[k] for k in ('kind', 'document', 'line'))
               for x in self.redos.values()):
            raise Refused('redo_again', 409)
        self.correcting = number if do else 'none'
        try:
            return getattr(self, 'redo_' + c['kind'])(number, c, org, right, do)
        except Refused:
            for numbers in self.changed.values():
                numbers.discard(number)
            raise
        finally:
            self.correcting = None

    @staticmethod
    def of(r, org):
        if r is None or org not in (None, r.o.hospital):
            raise Refused('no_receipt', 404)
        return r

    def redo_receipt(self, number, c, org, right, do):
        r = self.of(self.receipts.get((c['document'], c['line'])), org)
        o = r.o
        if r.qty == c['qty']:
            raise Refused('redo_same', 409)
        if r.paid or r.returned:
            raise Refused('redo_first', 409)
        if self.way(r):
            raise Refused('return_under_way', 409)
        if not do:
            return r.on
        if c['qty'] > o.to_ship() + r.qty:
            raise Refused('receipt_more')
        self.open(r.on)
        if r.qty:
            self.put_back(r, (right + '-', c['line']), dict(
                at=r.key, qty=r.qty, date=r.on, reason=number, replace=True))
        if c['qty']:
            o.accepted += c['qty']
            o.shipped += c['qty']
            said = dict(note=('', 0), qty=c['qty'], rejected=0, date=r.on, reason='',
                        batch=r.batch)
            self.take_in(o, (right, c['line']), said, r.on)
        return r.on

    def redo_return(self, number, c, org, right, do):
        g = self.returns.get((c['document'], c['line']))
        if g is None or g['qty'] <= 0:
            raise Refused('redo_no_row', 404)
        r = self.of(g['r'], org)
        if g['qty'] == c['qty']:
            raise Refused('redo_same', 409)
        if g['credit']:
            raise Refused('redo_first', 409)
        if g['replace']:
            raise Refused('redo_units', 409)
        if not do:
            return g['date']
        if c['qty'] > r.qty - r.returned + g['qty']:
            raise Refused('return_more')
        amount = min(days.to_fen(r.o.price * c['qty'], 1),
                     r.amount - r.returned_amount + g['amount'])
        if c['qty'] and self.way(r) and amount > r.left() + g['amount'] - self.way(r):
            raise Refused('return_under_way', 409)
        self.open(g['date'])
        r.returned -= g['qty']
        r.returned_amount -= g['amount']
        r.returned_selected -= g['selected']
        r.moves.append((g['date'], -g['amount']))
        self.returns[right + '-', c['line']] = dict(
            g, qty=-g['qty'], reason=number, amount=-g['amount'], selected=-g['selected'], used=0)
        if c['qty']:
            self.put_back(r, (right, c['line']), dict(
                at=g['at'], qty=c['qty'], date=g['date'], reason=g['reason'], replace=False))
        return g['date']

    def redo_payment(self, number, c, org, right, do):
        head = self.payments.get(c['document'])
        banks = [x[2] for x in self.payment_lines if x[0] == c['document']]
        if c['document'].startswith(('settle/', 'online/')) and banks and banks[0] > 0:
            raise Refused('redo_bank', 409)
        items = sorted(k for k in self.items if k[0] == c['document'])
        if head is None or not items or self.items[items[0]]['amount'] <= 0:
            raise Refused('redo_no_row', 404)
        lines = [(x, k) for x, k in zip(self.payment_lines, self.line_keys)
                 if x[0] == c['document']]
        self.still_paid(lines, org)
        if c['amount'] and len(items) != 1:
            raise Refused('redo_items', 409)
        if len(items) == 1 and c['amount'] == self.items[items[0]]['amount']:
            raise Refused('redo_same', 409)
        if not do:
            return head[2]
        self.open(head[2])
        self.undo_lines(lines, -1)
        if c['amount']:
            row = dict(payment=right, invoice=items[0][1], receipt=items[0][2],
                       receipt_line=items[0][3])
            try:
                found, rooms = self.may_pay(row, head[2], c['amount'])
            except Refused:
                self.undo_lines(lines, 1)
                raise
        back = right + '-'
        self.payments[back] = head
        for k in items:
            self.items[(back,) + k[1:]] = {'amount': -self.items[k]['amount']}
        for (_, r, part, on, late, credit), k in lines:
            self.payment_lines.append((back, r, -part, on, late, credit))
            self.line_keys.append(k)
        if c['amount']:
            self.payments[right] = head
            self.items[(right,) + items[0][1:]] = {'amount': c['amount']}
            self.settle(right, head[2], found, rooms, c['amount'])
        return head[2]

    def still_paid(self, lines, org):
        """Nothing of it was returned for a credit since."""
        sums = {}
        for (_, r, part, *_), _ in lines:
            sums[r.key] = sums.get(r.key, 0) + part
            if self.of(r, org).paid < sums[r.key]:
                raise Refused('redo_first', 409)

    def may_pay(self, row, on, amount):
        """As a payment is looked at; of nobody in particular."""
        found = self.targets(None, row)
        rooms = [self.room(r, k) for r, k in found]
        if any(on < r.on for r, _ in found):
            raise Refused('payment_before')
        if amount > sum(rooms):
            raise Refused('payment_more')
        return found, rooms

    def undo_lines(self, lines, sign):
        for (_, r, part, on, _, credit), k in lines:
            r.paid += sign * part
            r.moves.append((on, sign * part))
            if k is not None:
                self.invoice_lines[k]['paid'] += sign * part
            if credit is not None:
                self.returns[credit]['used'] += sign * part

    # --- what the lists must show ---

    def asked(self):
        for n in sorted(self.redos):
            c = self.redos[n]
            yield dict(number=n, kind=c['kind'], document=c['document'], state=c['state'],
                       month=days.month_text(days.month(c['on'])), qty=c['qty'],
                       amount=days.yuan(c['amount']), asked_by=c['by'],
                       asked_on=days.text(c['asked']),
                       **({'decided_by': c['decided_by'], 'decided_on': days.text(c['decided'])}
                          if c['decided'] else {}))

    def locked(self):
        for m in sorted(self.locks):
            on, by, _ = self.locks[m]
            yield dict(month=days.month_text(m), locked_on=days.text(on), locked_by=by,
                       corrections=len(self.changed.get(m, ())))

    def before_and_after(self, m):
        then, now = self.locks[m][2], self.figures(m)
        for key in sorted(set(then) | set(now)):
            a, b = then.get(key, [0, 0, 0]), now.get(key, [0, 0, 0])
            yield dict(project=key[0], institution=key[1], accepted=a[0], accepted_now=b[0],
                       amount=days.minus(a[1]), amount_now=days.minus(b[1]), paid=days.minus(a[2]),
                       paid_now=days.minus(b[2]))
