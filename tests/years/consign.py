"""consign.py - the second computation of consignment: goods that lie at an institution are the
supplier's until they are used; a use makes order and receipt of its number; what is not used goes back
and is never owed; a recall finds every piece of a batch."""
import days
from redo import Refused


class Consign:
    """Part of Trade."""

    def __init__(self):
        self.consigned, self.uses, self.backs = {}, {}, {}

    def place(self, who, on, row):
        key = (row['consignment'], row.get('line', 1))
        said = dict(project=row['project'], hospital=row['hospital'], product=row['product'],
                    payee=who['org'], qty=row['qty'], date=on, batch=row.get('batch', ''))
        if key in self.consigned:
            self.again(self.consigned[key], said)
            return 'same', None
        p = self.projects.get(row['project'])
        if p is None:
            raise Refused('project_unknown', 404)
        self.gate(on, p)
        self.weigh(p, row['hospital'], row['product'], 'without_service', on, min(1, row['qty']), 0,
                   who['org'])
        for (n, _), k in self.consigned.items():
            if n == key[0] and (k['hospital'], k['payee']) != (row['hospital'], who['org']):
                raise Refused('document_taken')
        self.consigned[key] = dict(said, p=p, used=0, back=0)
        return 'new', None

    def lying(self, who, row):
        k = self.consigned.get((row['consignment'], row.get('consignment_line', 1)))
        if k is None or k['hospital'] != who['org']:
            raise Refused('no_consignment', 404)
        return k

    @staticmethod
    def room_of(k, qty, on):
        if qty == 0:
            raise Refused('order_empty')
        if qty > k['qty'] - k['used'] - k['back']:
            raise Refused('consign_more')
        if on < k['date']:
            raise Refused('consign_before')

    def use(self, who, on, row):
        k, key = self.lying(who, row), (row['use'], row.get('line', 1))
        said = dict(at=(row['consignment'], row.get('consignment_line', 1)), qty=row['qty'], date=on)
        if key in self.uses:
            self.again(self.uses[key], said)
            return 'same', None
        if key in self.orders or key in self.receipts:
            raise Refused('document_taken')
        self.room_of(k, row['qty'], on)
        self.fresh()
        for (n, _), o in self.orders.items():
            if n == row['use'] and (o.hospital != who['org'] or o.on != on):
                raise Refused('document_other')
        self.open(on)
        variant = row.get('variant', 'without_service')
        o = self.weigh(k['p'], who['org'], k['product'], variant, on, row['qty'], 0, k['payee'])
        o.said = dict(project=k['project'], hospital=who['org'], product=k['product'],
                      variant=variant, qty=row['qty'], price=o.price, date=on)
        self.orders[key] = o
        if o.term:
            at = (o.p.code, o.term, o.hospital, o.product)
            self.ordered[at] = self.ordered.get(at, 0) + o.qty
        o.shipped = o.accepted = o.qty
        o.answered_on = on
        self.take_in(o, key, dict(note=('', 0), qty=o.qty, rejected=0, date=on, reason='',
                                  batch=k['batch']), on)
        self.uses[key] = dict(said, k=k)
        k['used'] += row['qty']
        return 'new', None

    def go_back(self, who, on, row):
        k, key = self.lying(who, row), (row['return'], row.get('line', 1))
        said = dict(at=(row['consignment'], row.get('consignment_line', 1)), qty=row['qty'], date=on,
                    reason=row.get('reason', ''))
        if key in self.backs:
            self.again(self.backs[key], said)
            return 'same', None
        self.fresh()
        self.room_of(k, row['qty'], on)
        self.backs[key] = dict(said, k=k)
        k['back'] += row['qty']
        return 'new', None

    # --- what the lists must show ---

    def lies(self):
        for (n, i), k in sorted(self.consigned.items()):
            yield dict(consignment=n, line=i, project=k['project'], hospital=k['hospital'],
                       product=k['product'], distributor=k['payee'], qty=k['qty'], used=k['used'],
                       back=k['back'], left=k['qty'] - k['used'] - k['back'],
                       date=days.text(k['date']), batch=k['batch'])

    def recall(self, batch):
        """Every document of a batch: none is left out."""
        out = [('accepted', n, i, r.o.hospital, r.o.payee, r.o.product, r.qty, r.on)
               for (n, i), r in self.receipts.items() if r.batch == batch]
        out += [('returned', n, i, g['r'].o.hospital, g['r'].o.payee, g['r'].o.product, g['qty'],
                 g['date']) for (n, i), g in self.returns.items() if g['r'].batch == batch]
        for what, book in (('used', self.uses), ('gone_back', self.backs)):
            out += [(what, n, i, u['k']['hospital'], u['k']['payee'], u['k']['product'], u['qty'],
                     u['date']) for (n, i), u in book.items() if u['k']['batch'] == batch]
        out += [('on_consignment', n, i, k['hospital'], k['payee'], k['product'],
                 k['qty'] - k['used'] - k['back'], k['date'])
                for (n, i), k in self.consigned.items()
                if k['batch'] == batch and k['qty'] > k['used'] + k['back']]
        for what, n, i, h, payee, product, qty, on in sorted(out):
            yield dict(what=what, number=n, line=i, hospital=h, distributor=payee, product=product,
                       batch=batch, qty=qty, date=days.text(on))
