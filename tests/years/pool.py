"""pool.py - the second computation of one pool: takes the calls that were made, one after the other,
and says how each must be answered; and what the lists must show."""
import days
from bank import Agency
from trade import Refused, Trade

PAGE = 200
SUPPLIES = ('order-answers', 'deliveries', 'invoices', 'consignments')


class Pool:
    def __init__(self, projects):
        self.projects, self.at = projects, projects[0].pool
        self.trade = Trade(projects)
        self.fund = Agency(projects, self.trade)
        self.who = {}
        for p in projects:
            if p.carried:
                p.carried.begin(self.trade, self.fund, p.login('office'), p.login('wang'),
                                p.carried.cut_off + 1)
            for h in p.hospitals:
                for login in (p.login(h), p.login(h + '-2')):
                    self.who[login] = {'org': h, 'role': 'hospital'}
            for c in p.companies + p.distributors:
                self.who[p.login(c)] = {'org': c, 'role': 'company'}
            for name in ('wang', 'li', 'zhou', 'office'):
                role = {'zhou': 'county', 'office': 'office'}.get(name, 'fund')
                self.who[p.login(name)] = {'org': p.login(name), 'role': role}

    # --- calls ---

    def take(self, call):
        """(status, what the answer must have)."""
        who, body = self.who[call['as']], call.get('body')
        today = days.day(call['today'])
        _, _, _, kind, *rest = call['path'].strip('/').split('/') + ['']
        try:
            if kind in Trade.KINDS:
                return self.take_rows(kind, who, today, body['rows'])
            if kind in ('periods', 'trade-corrections'):
                return self.take_period(kind, rest, who, today, call['as'], body)
            if kind == 'online-payments':
                return self.take_online(rest, who, today, call['as'], body)
            if kind == 'days':
                return self.take_day(who, today, call['as'])
            if who['role'] == 'county':
                raise self.outsider()
            if who['role'] != 'fund':
                return 403, None
            if kind == 'projects':
                return self.take_year(rest, call['as'], today, body)
            return self.take_fund(rest, call['as'], today, body)
        except Refused as r:
            return r.status, {'code': r.code}

    def outsider(self):
        """A county's agency: of a part of the pool, or, in a province, of another pool."""
        other = self.at.endswith('0000') and self.at[:2] not in ('11', '12', '31', '50')
        return Refused('http_path', 404) if other else Refused('fund_not_whole_pool', 403)

    def take_rows(self, kind, who, today, rows):
        if who['role'] != ('company' if kind in SUPPLIES else 'hospital'):
            return 403, None
        if any(r.get('qty', 0) < 0 or r.get('rejected', 0) < 0 for r in rows):
            return 400, None
        return self.trade.take(kind, who, today, rows)

    def take_period(self, kind, rest, who, today, login, body):
        """Months are locked and corrections decided by who works for the whole pool."""
        of_hospital = who['role'] == 'hospital'
        if who['role'] == 'company' or of_hospital and (kind == 'periods' or rest[0]):
            return 403, None
        if who['role'] == 'county':
            raise self.outsider()
        t = self.trade
        if kind == 'periods':
            t.lock(days.month_of(body['month']), login, today)
            return 200, {'items': ['...'] + list(t.locked())[-1:]}
        if rest[0]:
            t.decide_redo(rest[0], body['done'], login, today)
            return 200, {'number': rest[0], 'decided_by': login}
        how = t.ask_redo(body, login, who['org'] if of_hospital else None, today)
        return (201 if how == 'new' else 200), {'number': body['number'], 'state': (
            t.redos[body['number']]['state'])}

    def take_online(self, rest, who, today, login, body):
        if who['role'] != 'hospital':
            return 403, None
        if rest[0] and rest[1] != 'approval':
            how = {'refusal': 'refused', 'withdrawal': 'withdrawn'}[rest[1]]
            self.fund.end_online(rest[0], how, login, who['org'], body['reason'], today)
            return 200, self.fund.told_online(rest[0])
        if rest[0]:
            self.fund.approve_online(rest[0], login, who['org'], today)
            return 200, self.fund.told_online(rest[0])
        how = self.fund.make_online(body, login, who['org'], today)
        return (201 if how == 'new' else 200), self.fund.told_online(body['number'])

    def take_day(self, who, today, login):
        if who['role'] == 'county':
            raise self.outsider()
        if who['role'] not in ('fund', 'office'):
            return 403, None
        late = self.fund.day(today)
        if late is None:
            return 200, {'verdict': 'past'}
        return 200, {'on': days.text(today), 'verdict': 'run', 'overdue': late[0],
                     'overdue_left': days.yuan(late[1])}

    def take_year(self, rest, login, today, body):
        code, what, year = rest[0], rest[1], int(rest[2])
        if what == 'retention':
            n, amount = self.fund.retain(code, year, today, login)
            return 200, {'payments': n, 'amount': days.yuan(amount)}
        if rest[3] == 'moves':
            self.fund.move(code, year, body['to'], today)
        else:
            self.fund.assess(code, year, today)
        return 200, None

    def take_fund(self, rest, login, today, body):
        f, what = self.fund, rest[0]
        if what == 'runs':
            m = days.month_of(body['month'])
            if body['project'] not in f.projects:
                raise Refused('project_unknown', 404)
            if today < days.first(m):
                raise Refused('fund_month_to_come')
            out = f.run(body['step'], body['project'], m, today, login)
            return 200, dict(out, amount=days.yuan(out['amount']))
        if what == 'orders':
            step, code, ym = rest[1:4]
            period = int(ym) if step == 'retention' else days.month_of(ym)
            if rest[4] != 'approval':
                how = {'refusal': 'refused', 'withdrawal': 'withdrawn'}[rest[4]]
                o = f.end_order(step, '' if code == '-' else code, period, how, login, today)
                return 200, {'state': how, 'ended_by': login, 'payments': o['payments'],
                             'amount': days.yuan(o['amount'])}
            o = f.approve(step, '' if code == '-' else code, period, login, today)
            return 200, {'approved_by': o['approver'], 'approved_on': days.text(o['approved']),
                         'payments': o['payments'], 'amount': days.yuan(o['amount'])}
        if what == 'corrections':
            if rest[1]:
                c = f.decide(rest[1], body['decision'] == 'done', login, today)
                return 200, f.told(rest[1], c)
            how, c = f.ask(body, login, today)
            return (201 if how == 'new' else 200), f.told(body['number'], c)
        if what == 'paybacks':
            if days.day(body['on']) > today:
                raise Refused('bank_day')
            how = f.pay_back(body)
            return (201 if how == 'new' else 200), {'new': int(how == 'new')}
        one = {'claims': f.enter_claim, 'bank-answers': f.answer}[what]
        fresh = again = 0
        for i, item in enumerate(body['items']):
            try:
                how = one(item, today)
            except Refused:
                assert i == 0, 'only the first of several may be refused: all are, then'
                raise
            fresh, again = fresh + (how == 'new'), again + (how == 'same')
        made = fresh > 0
        return (201 if made else 200), {'new': fresh, 'same': again}

    # --- what the lists must show ---

    def orders(self, since, until):
        for (n, i), o in sorted(self.trade.orders.items()):
            if since <= o.on <= until:
                yield dict({k: getattr(o, k) for k in (
                    'hospital', 'product', 'variant', 'kind', 'company', 'qty', 'over', 'confirmed',
                    'refused', 'withdrawn', 'shipped', 'accepted', 'rejected', 'reopened')},
                    order=n, line=i, project=o.p.code, distributor=o.payee,
                    price=days.yuan(o.price), selected=days.yuan(o.selected), date=days.text(o.on),
                    **({'respond_by': days.text(o.respond_by),
                        'deliver_by': days.text(o.deliver_by)} if o.respond_by else {}),
                    **({'answered_on': days.text(o.answered_on)} if o.answered_on else {}))

    def receipts(self, since, until):
        for (n, i), r in sorted(self.trade.receipts.items()):
            if since <= r.on <= until:
                due = {} if r.due is None else {'due_on': days.text(r.due),
                                                'in_time_until': days.text(r.until)}
                note = {'delivery': r.said['note'][0]} if r.said['note'][0] else {}
                yield dict(receipt=n, line=i, hospital=r.o.hospital, **note,
                           product=r.o.product, distributor=r.o.payee, qty=r.qty,
                           rejected=r.said['rejected'], date=days.text(r.on),
                           amount=days.yuan(r.amount), returned=r.returned,
                           returned_amount=days.yuan(r.returned_amount),
                           invoiced=days.yuan(r.invoiced), paid=days.yuan(r.paid),
                           left=days.yuan(r.amount - r.returned_amount - r.paid), **due)

    def invoices(self, since, until):
        for (n, receipt, i), line in sorted(self.trade.invoice_lines.items()):
            if since <= line['on'] <= until:
                yield dict(invoice=n, receipt=receipt, receipt_line=i,
                           amount=days.yuan(line['amount']), paid=days.yuan(line['paid']))

    def payments(self, since, until):
        lines = [x for x in self.trade.payment_lines if since <= x[3] <= until]
        for n, r, part, on, late, credit in sorted(lines, key=lambda x: x[0]):
            yield dict(payment=n, receipt=r.key[0], receipt_line=r.key[1], amount=days.minus(part),
                       date=days.text(on), **({'late': late} if late else {}),
                       **({'return': credit[0]} if credit else {}))

    def returns(self, since, until):
        for (n, i), g in sorted(self.trade.returns.items()):
            if since <= g['date'] <= until:
                yield {'return': n, 'line': i, 'receipt': g['at'][0], 'qty': g['qty'],
                       'amount': days.minus(g['amount']), 'credit': days.yuan(g['credit']),
                       'credit_used': days.yuan(g['used'])}

    def payables(self, on):
        owed = [(days.text(r.until), r.key, r) for r in self.trade.receipts.values()
                if r.on <= on and r.left(on) > 0]
        for until, (n, i), r in sorted(owed, key=lambda x: x[:2]):
            late = max(0, on - r.until) if r.until is not None else 0
            yield dict(receipt=n, line=i, institution=r.o.hospital, payee=r.o.payee,
                       days_late=late, left=days.yuan(r.left(on)),
                       **({'in_time_until': until, 'due_on': days.text(r.due)} if until else {}))

    def prepayments(self, p, m):
        on = days.last(m)
        for key in sorted(k for k in self.fund.prepaid if k[0] == p.code):
            x = self.fund.prepaid[key]
            d = x.demand if x.demand is not None and x.demand['on'] <= on else None
            yield dict(institution=x.h, term=x.term, fund=x.fund, annual=days.yuan(x.annual),
                       starts=days.text(x.starts), ends=days.text(x.ends),
                       amount=days.yuan(x.amount), prepaid=days.yuan(x.paid(on)),
                       offset=days.yuan(x.taken(m)), returned=days.yuan(x.returned(on)),
                       left=days.yuan(x.left(m)), demanded=days.yuan(d['amount'] if d else 0),
                       demand=d['kind'] if d else '',
                       **({'demand_due': days.text(d['due']), 'return_to': d['to']} if d else {}),
                       instalments=[dict(number=n + 1, amount=days.yuan(i[0]),
                                         due_on=days.text(i[1]),
                                         **({'paid_on': days.text(i[2])} if i[2] else {}))
                                    for n, i in enumerate(x.instalments)])

    def claims(self, m):
        for key in sorted(k for k in self.fund.claims if k[2] >= m):
            c = self.fund.claims[key]
            yield dict(institution=key[0], fund=key[1], month=days.month_text(key[2]),
                       amount=days.yuan(c['amount']), offset=days.yuan(c['offset']),
                       direct=days.yuan(c['direct']), paid=days.yuan(c['ordered']),
                       **({'paid_on': days.text(c['paid_on'])} if c['paid_on'] else {}))

    def accounts(self):
        for (fund, kind, party), (d, c, pd, pc) in self.fund.accounts.of.items():
            yield dict(fund=fund, kind=kind, party=party, debit=days.yuan(d), credit=days.yuan(c),
                       pending_debit=days.yuan(pd), pending_credit=days.yuan(pc))

    def checks(self, today, since):
        """Calls that look at everything, with what they must show."""
        office, wang = (self.projects[0].login(n) for n in ('office', 'wang'))
        span = f'limit={PAGE}&from={days.text(since)}&to={days.text(today)}'
        base, out = f'/v1/pools/{self.at}', []

        def look(path, items, who=office, more=False):
            items = list(items)
            if len(items) <= PAGE:
                out.append({'as': who, 'path': base + path, 'today': days.text(today),
                            'match': {'items': (['...'] if more else []) + items}})

        for kind in ('orders', 'receipts', 'invoices', 'payments', 'returns'):
            look(f'/{kind}?{span}', getattr(self, kind)(since, today))
        look(f'/payables?limit={PAGE}', self.payables(today))
        if self.trade.consigned:
            look(f'/consignments?limit={PAGE}', self.trade.lies())
        for k in sorted(self.trade.consigned)[-3:]:
            batch = self.trade.consigned[k]['batch']
            look(f'/recall?limit={PAGE}&batch={batch}', self.trade.recall(batch))
        m = days.month(today)
        for p in self.projects:
            look(f'/projects/{p.code}/prepayments?month={days.month_text(m)}',
                 self.prepayments(p, m), wang)
        back = next((k for k in (m - 3, m - 2, m - 1) if len(list(self.claims(k))) <= PAGE), m)
        look(f'/fund/claims?limit={PAGE}&from={days.month_text(back)}', self.claims(back), wang,
             more=True)
        for code, year in sorted({k[:2] for k in self.fund.scores}):
            look(f'/projects/{code}/assessments/{year}?limit={PAGE}',
                 self.fund.assessed(code, year), wang)
        for code, year in sorted({k[:2] for k in self.fund.retained}):
            look(f'/projects/{code}/retention/{year}?limit={PAGE}', self.fund.kept(code, year),
                 wang)
        if self.fund.corrections:
            look(f'/fund/corrections?limit={PAGE}',
                 [self.fund.told(n, c) for n, c in sorted(self.fund.corrections.items())], wang)
        if self.fund.online:
            look(f'/online-payments?limit={PAGE}',
                 [self.fund.told_online(n) for n in sorted(self.fund.online)])
        if self.trade.redos:
            look(f'/trade-corrections?limit={PAGE}', self.trade.asked())
        look('/periods', self.trade.locked())
        for k in sorted(self.trade.locks)[-3:]:
            look(f'/periods/{days.month_text(k)}', self.trade.before_and_after(k))
        accounts = list(self.accounts())
        for kind in sorted({a['kind'] for a in accounts}):
            look(f'/fund/accounts?limit={PAGE}&kind={kind}',
                 [a for a in accounts if a['kind'] == kind], wang, more=True)
        return out
