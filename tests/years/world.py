"""world.py - the demonstration's projects (jicai demo-data), as large as wanted: what is imported
before a history begins, and what the second computation may know of it.

A project is cut down to some hospitals and the products they asked for; every product has one
distributor that covers the whole region, so that who delivers what is plain. Nothing is traded and
no money has moved: that is what the histories are for. All figures here come from the files that
are imported, none from the program."""
import csv
import os
import re

import days
from carried import SOURCE, Carried
from packs import PACKS

FOLDERS = ['chongqing', 'lvliang-drugs', 'lvliang-consumables', 'chuxiong', 'gansu', 'guangzhou']
PLAIN = ['companies', 'licences', 'commitments', 'certificates', 'products', 'prices',
         'institutions']


def rows(path):
    with open(path, encoding='utf-8-sig', newline='') as f:
        return list(csv.DictReader(f))


def write(path, head, lines):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        w = csv.DictWriter(f, head, extrasaction='ignore')
        w.writeheader()
        w.writerows(lines)


class Project:
    """One project of the world: parties, prices, agreements."""

    def __init__(self, src, folder, hospitals, groups, change=None, carried=0):
        """carried: months that another system carried it out."""
        self.src, self.folder, self.change = src, folder, change
        p = self.table('projects')[0]
        self.code, self.pack = p['project'], PACKS[p['pack']]
        self.pack_id, self.drug = p['pack'], p['goods'] == 'drug'
        self.executed = days.day(p['executed_on'])
        self.months = int(p['cycle_months'])
        self.pool = self.table('institutions')[0]['pool']
        self.pick(hospitals, groups)
        self.price_products()
        self.agree()
        self.carried = Carried(self, carried) if carried else None

    def rules(self, on):
        """What trade of a day goes by: another pack may come into force in mid-cycle."""
        if self.change and on >= self.executed + self.change[0]:
            return PACKS[self.change[1]]
        return self.pack

    def change_pack(self):
        """The rows of reference data for it, as a new edition of the program would bring them."""
        on = days.text(self.executed + self.change[0])
        return [f"UPDATE pool_pack SET until_on = '{on}' WHERE pool = {self.pool}",
                'INSERT INTO pool_pack (pool, from_on, until_on, pack) VALUES '
                f"({self.pool}, '{on}', '9999-12-31', '{self.change[1]}')"]

    def table(self, kind):
        path = os.path.join(self.src, self.folder, kind + '.csv')
        return rows(path) if os.path.exists(path) else []

    def pick(self, hospitals, groups):
        unwilling = {r['hospital'] for r in self.table('participants') if r['takes_part'] == 'no'}
        able = [r for r in self.table('institutions') if r['code'] not in unwilling]
        keep, levels = able[:hospitals], {r['level'] for r in able[:hospitals]}
        for r in able[hospitals:]:  # one of each level
            if r['level'] not in levels:
                levels.add(r['level'])
                keep.append(r)
        self.hospitals = {r['code']: r for r in keep}
        self.groups = [r['group'] for r in self.table('groups')][:groups]
        self.demand = [r for r in self.table('demand')
                       if r['hospital'] in self.hospitals and r['group'] in self.groups]
        wanted = {r['product'] for r in self.demand}
        self.bids, count = {}, {}
        for r in self.table('bids'):
            if r['group'] not in self.groups:
                continue
            few = count.setdefault(r['group'], 0) < 8
            last = r['own_lowest'] and days.units(r['own_lowest']) < days.units(r['price'])
            if r['product'] in wanted or few or last:
                count[r['group']] += 1
                self.bids[r['product']] = r
        self.companies = sorted({r['company'] for r in self.bids.values()})

    def price_products(self):
        """Who is selected: by the rules of the demonstration all that pass, or so many."""
        self.price, self.service = {}, {}
        self.facts = [f for f in self.table('assessment_facts')
                      if f['hospital'] in self.hospitals]
        self.before = {r['product']: days.units(r['price']) for r in self.table('prices')}
        for g in self.groups:
            bids = sorted((days.units(b['price']), p) for p, b in self.bids.items()
                          if b['group'] == g)
            for price, p in bids[:self.quota(len(bids))]:
                b = self.bids[p]
                if b['own_lowest'] and days.units(b['own_lowest']) < price:
                    continue
                self.price[p] = price
                if b['with_service']:
                    self.service[p] = days.units(b['with_service'])
        assert all(r['product'] in self.price for r in self.demand)

    def quota(self, n):
        """甘肃's round has rules of its own; here it is ranked as its neighbour's."""
        fixed = re.search(r'fixed: (\d+)', self.round_rules())
        return int(fixed.group(1)) if fixed else n

    def round_rules(self):
        of = 'chuxiong' if self.folder == 'gansu' else self.folder
        with open(os.path.join(self.src, of, 'rules.yaml'), encoding='utf-8') as f:
            return f.read()

    def agree(self):
        """Agreements: institution, product -> agreed volume of a year, and the terms' days."""
        reviewed = {(r['hospital'], r['product']): int(r['qty']) for r in self.table('reviews')}
        self.agreed = {}
        for r in self.demand:
            key = (r['hospital'], r['product'])
            qty = int(r.get('reviewed') or reviewed.get(key) or r['qty'])
            self.agreed[key] = qty * 80 // 100
        self.with_service = {(r['hospital'], r['product']) for r in self.table('delivery_choices')
                             if r['service'] == 'with_service'}
        offered = self.table('distributors')
        names = sorted({r['distributor'] for r in offered})
        self.distributor = {p: names[i % min(3, len(names))] for i, p in enumerate(self.bids)}
        self.distributors = sorted(set(self.distributor.values()))
        self.terms = self.pack.terms(self.executed, self.months)

    # --- what is imported ---

    def kept(self, kind):
        """The rows of a file that are of this world."""
        parties = set(self.companies) | set(self.distributors)
        keep = {'hospital': self.hospitals, 'institution': self.hospitals, 'product': self.bids,
                'group': self.groups}
        if kind == 'institutions':
            keep['code'] = self.hospitals
        elif kind in ('companies', 'products'):
            keep['code'] = parties if kind == 'companies' else self.bids
        if kind in ('licences', 'commitments', 'certificates'):
            keep['company'] = parties
        return [r for r in self.table(kind)
                if all(r[c] in keep[c] for c in keep if c in r and r[c] != '')]

    def login(self, name):
        return f'{self.folder}-{name}'.lower()

    def people(self, out):
        at = self.pool
        level = 'province' if at.endswith('0000') else 'city'
        orgs = [(self.folder + '-office', 'bureau', at), (self.folder + '-agency', 'fund', at),
                (self.folder + '-county', 'fund', list(self.hospitals.values())[0]['region'])]
        orgs += [(h, 'institution', r['region']) for h, r in self.hospitals.items()]
        orgs += [(c, 'company', at) for c in self.companies + self.distributors]
        users = [('office', 0, level), ('wang', 1, 'fund'), ('li', 1, 'fund'), ('zhou', 2, 'fund')]
        lines = [(self.login(name), orgs[org][0], role) for name, org, role in users]
        for h in self.hospitals:
            lines += [(self.login(h), h, 'hospital'), (self.login(h + '-2'), h, 'hospital')]
        for c in self.companies:
            lines.append((self.login(c), c, 'registrant'))
        for c in self.distributors:
            lines.append((self.login(c), c, 'distributor'))
        write(f'{out}/organisations.csv', ['code', 'kind', 'name', 'region', 'pool'],
              [{'code': c, 'kind': k, 'name': c, 'region': r,
                'pool': at if k == 'institution' else '0'} for c, k, r in orgs])
        write(f'{out}/users.csv', ['login', 'name', 'org', 'roles', 'from', 'demo'],
              [{'login': u, 'name': u, 'org': o, 'roles': r, 'from': '2020-01-01', 'demo': 'yes'}
               for u, o, r in lines])
        self.logins = [u for u, _, _ in lines]

    def write(self, top):
        """The files, and the lines that import them."""
        out = os.path.join(top, self.folder)
        os.makedirs(out, exist_ok=True)
        project = f'--pool {self.pool} --project {self.code}'
        lines = []

        def put(kind, scope, some=None):
            got = self.kept(kind) if some is None else some
            if got:
                write(f'{out}/{kind}.csv', list(got[0]), got)
                lines.append(f'import {kind} {self.folder}/{kind}.csv{scope}')

        for kind in PLAIN:
            put(kind, '')
        self.people(out)
        for kind in ('organisations', 'users'):
            lines.append(f'import {kind} {self.folder}/{kind}.csv')
        regions = sorted({r['region'] for r in self.hospitals.values()})
        put('distributors', '', [{'distributor': d, 'region': r}
                                 for d in self.distributors for r in regions])
        put('capacity', '')
        with open(f'{out}/rules.yaml', 'w', encoding='utf-8') as f:
            f.write(self.round_rules())
        put('projects', f' --pool {self.pool}', [dict(self.table('projects')[0], rules='rules.yaml')])
        if self.carried:
            return self.carry(lines, put, project)
        for kind in ('groups', 'phases', 'participants', 'usage', 'demand', 'reviews', 'bids'):
            put(kind, ' ' + project)
        lines += [f'{what} {project}' for what in ('volume', 'award', 'allocate')]
        put('distributions', ' ' + project,
            [{'product': p, 'distributor': self.distributor[p], 'state': 'agreed',
              'date': days.text(self.executed - 20)} for p in self.bids if p in self.price])
        put('delivery_choices', ' ' + project)
        put('prepay_decisions', ' ' + project)
        put('assessment_facts', ' ' + project)
        lines += [f'agree {project}', f'list {project} --on {days.text(self.executed)}']
        return lines

    def carry(self, lines, put, project):
        """What another system left, and the second person who signed it."""
        on = days.text(self.carried.cut_off + 1)
        for kind in ('groups', 'participants'):
            put(kind, ' ' + project)
        lines.append(f'cutover open {project} --cut-off {days.text(self.carried.cut_off)} '
                     f'--source {SOURCE} --by {self.login("office")} --on {on}')
        for kind, some in self.carried.files():
            if some:
                put('cutover_' + kind, ' ' + project, some)
        lines.append(f'cutover sign {project} --by {self.login("wang")} --on {on}')
        put('prepay_decisions', ' ' + project)
        put('assessment_facts', ' ' + project)
        return lines


def build(src, top, folders, hospitals, groups, changes=None, carried=None):
    """Writes the world's files and world.batch below `top`; its projects. `carried`: the months that
    another system carried one out, instead of a change of its pack."""
    months = carried or {}
    projects = [Project(src, f, hospitals, groups, None if f in months else (changes or {}).get(f),
                        months.get(f, 0)) for f in folders]
    lines = []
    for p in projects:
        lines += [f'# {p.folder}'] + p.write(top)
    with open(os.path.join(top, 'world.batch'), 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')
    return projects
