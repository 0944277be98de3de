#!/usr/bin/python3
"""years.py quick|long JICAI JOURNEY_RUN [sqlite|postgres] [SEED] - histories of years, played on the
real server (tests/journey), every answer and every list held against the second computation.

quick: a few short histories, in peace on SQLite and killed (-9) on PostgreSQL, the digests equal; for
the everyday tests. long: on the database that is named every project of the demonstration through its
years with all its hospitals, then many random histories, each in peace and killed; or those of SEED
alone. Run by tests/db/pg.sh. A history that fails prints its seed, and the shortest beginning of it
that fails is kept as a journey."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.dont_write_bytecode = True
import clerks  # noqa: E402
import days  # noqa: E402
import world  # noqa: E402

PG = os.environ.get('JICAI_TEST_PG')
CHANGES = {'chuxiong': (150, 'chongqing'), 'gansu': (200, 'chuxiong')}  # packs, in mid-cycle
MONTHS = {'chongqing': 39, 'lvliang-drugs': 26, 'chuxiong': 23, 'gansu': 15,
          'guangzhou': 15}  # and March
CARRIED = {'chuxiong': 3, 'gansu': 6}  # months that another system carried it out (going live)
QUICK = {'gansu': 15, 'lvliang-drugs': 14, 'chuxiong': 5,  # months; or which
         'chongqing': [0, 1, 2, 6, 24, 25, 26, 37, 38]}
KEPT = 'build/years-failed'


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


def must(*words, **more):
    r = run(*words, **more)
    if r.returncode != 0:
        sys.exit(f'{" ".join(words)}: {r.stdout[-2000:]}{r.stderr[-2000:]}')
    return r.stdout


class Base:
    """A database with a world in it, as often as wanted, each time as new."""

    def __init__(self, kind, jicai, top, files, projects=()):
        self.kind, self.jicai, self.top = kind, jicai, top
        os.environ['JICAI_KEY'] = os.path.join(top, kind + '.key')
        self.first = self.empty('world')
        must(jicai, 'init', '--db', self.first)
        must(jicai, 'batch', os.path.join(files, 'world.batch'), '--db', self.first, '--quiet',
             cwd=files)
        for p in projects:
            for text in p.change_pack() if p.change else []:
                self.edit(text)

    def edit(self, text):
        if self.kind == 'sqlite':
            with sqlite3.connect(self.first) as db:
                db.execute(text)
            db.close()
        else:
            must('psql', '-q', '-d', re.sub(r'dbname=\w+', 'dbname=years_world', PG), '-c', text)

    def empty(self, name, like=None):
        if self.kind == 'sqlite':
            path = os.path.join(self.top, name + '.db')
            for tail in ('', '-wal', '-shm'):
                if os.path.exists(path + tail):
                    os.remove(path + tail)
            if like:
                shutil.copy(like, path)
            return path
        self.sql(f'DROP DATABASE IF EXISTS years_{name}')
        self.sql(f'CREATE DATABASE years_{name}' + (f' TEMPLATE years_{like}' if like else ''))
        return re.sub(r'dbname=\w+', f'dbname=years_{name}', PG)

    @staticmethod
    def sql(text):
        must('psql', '-q', '-d', PG, '-c', 'SET client_min_messages = error', '-c', text)

    def fresh(self):
        os.environ['JICAI_KEY'] = os.path.join(self.top, self.kind + '.key')
        return self.empty('run', self.first if self.kind == 'sqlite' else 'world')


class Statistics(threading.Thread):
    """What autovacuum does on a server that stays: without statistics PostgreSQL goes through
    tables that were empty when it was asked first, row by row."""

    def __init__(self, db):
        super().__init__(daemon=True)
        self.db, self.over = db, threading.Event()

    def run(self):
        while not self.over.wait(10):
            run('psql', '-q', '-d', self.db, '-c', 'ANALYZE')

    def end(self):
        self.over.set()
        self.join()


class Lost(Exception):
    pass


class Player:
    def __init__(self, jicai, journey_run, top):
        self.jicai, self.run, self.top = jicai, journey_run, top
        self.failed, self.passed, self.calls, self.shown = 0, 0, 0, set()

    def play(self, base, mode, steps, every):
        """Plays them on a new database; the digest at the end. Lost: the place and what is wrong."""
        db, file = base.fresh(), os.path.join(self.top, 'history.json')
        with open(file, 'w', encoding='utf-8') as f:
            json.dump({'why': 'a history of years', 'kill_every': every, 'calls': steps}, f,
                      ensure_ascii=False)
        statistics = Statistics(db)
        if base.kind == 'postgres':
            statistics.start()
        r = run(self.run, self.jicai, db, mode, self.top, file)
        if base.kind == 'postgres':
            statistics.end()
        if r.returncode != 0:
            at = re.search(r'step (\d+)\)', r.stderr)
            raise Lost(int(at.group(1)) if at else 0, r.stderr[:1500] + r.stdout[-500:])
        self.calls += len(steps)
        with open(os.path.join(self.top, 'shown'), encoding='utf-8') as f:
            self.shown |= {line.replace(' history/', ' years/') for line in f}
        return r.stdout.split()[-1], db

    def history(self, base, mode, make, name, every=40):
        """One history: played, its books held against the second computation."""
        made = make(False)
        try:
            digest, db = self.play(base, mode, made.steps, every)
            self.books(db, made)
            self.passed += 1
            return digest
        except Lost as lost:
            self.failed += 1
            self.tell(base, mode, make, made, name, lost)
            return None

    def books(self, db, made):
        """hledger is silent on the export, and has the same balances."""
        if shutil.which('hledger') is None:
            print('hledger is not installed: the export was not checked')
            return
        at, file = made.pool.at, os.path.join(self.top, 'ledger.journal')
        must(self.jicai, 'export', 'ledger', '--pool', at, '--out', file, '--db', db)
        checked = run('hledger', '-f', file, 'check', '--strict')
        if checked.returncode != 0 or checked.stdout + checked.stderr != '':
            raise Lost(len(made.steps), 'hledger: ' + checked.stdout + checked.stderr)
        got = {}
        for line in must('hledger', '-f', file, 'balance', '--flat', '-N', '-E', '-O',
                         'csv').splitlines()[1:]:
            account, amount = line.strip('"').split('","')
            got[tuple((account.split(':') + [''])[1:4])] = amount.replace(' CNY', '')
        for key, (debit, credit, _, _) in made.pool.fund.accounts.of.items():
            want = days.yuan(abs(debit - credit))
            want = want if debit >= credit else '-' + want
            if days.signed(got.pop(key, '0')) != days.signed(want):
                raise Lost(len(made.steps), f'hledger: {key}: {want} expected')
        if any(days.signed(v) for v in got.values()):
            raise Lost(len(made.steps), f'hledger: accounts nobody expects: {got}')

    def tell(self, base, mode, make, made, name, lost):
        """The seed, and the shortest beginning that fails: where only a look at everything found it,
        it is played again with such a look after every call since the last one."""
        at, why = lost.args
        steps = made.steps
        if at and at <= len(steps) and steps[at - 1].get('look'):
            begin = max([i + 1 for i in range(at - 1) if steps[i].get('look') == 'last'],
                        default=len(made.pool.who))
            closer = make((begin, at)).steps
            try:
                self.play(base, mode, closer, 10 ** 9 if mode == 'plain' else 40)
            except Lost as again:
                at, why = again.args[0], f'{again.args[1]}(found first: {why})'
                steps = closer
        at = at or len(steps)
        short = [s for s in steps[:at - 1] if not s.get('look')] + [steps[at - 1]]
        os.makedirs(KEPT, exist_ok=True)
        file = os.path.join(KEPT, f'{name}-{base.kind}-{mode}.json')
        with open(file, 'w', encoding='utf-8') as f:
            json.dump({'why': why, 'calls': short}, f, ensure_ascii=False, indent=1)
        print(f'FAILED: {name} ({base.kind}, {mode}), after {len(short) - 1} calls: {why}')
        for step in short[-2:]:
            print(json.dumps(step, ensure_ascii=False)[:1500])
        print(f'the shortest beginning that fails: {file}')


def maker(seed, projects, pace, months, cli=False):
    def make(closer):
        c = clerks.Clerks(seed, projects, pace, closer, cli)
        c.play(months)
        return c
    return make


def by_pool(projects):
    pools = {}
    for p in projects:
        pools.setdefault(p.pool, []).append(p)
    return pools.values()


def quick(player, source, top):
    """The same histories in peace on SQLite and killed on PostgreSQL, which is there or not."""
    files = os.path.join(top, 'small')
    projects = world.build(source, files, list(QUICK), 2, 1, CHANGES,
                           {'chuxiong': CARRIED['chuxiong']})
    sqlite = Base('sqlite', player.jicai, top, files, projects)
    postgres = Base('postgres', player.jicai, top, files, projects) if PG else None
    if postgres is None:
        print('PostgreSQL is not there: SQLite only')
    for some in by_pool(projects):
        make = maker('quick', some, 2, QUICK[some[0].folder])
        name = 'quick-' + some[0].folder
        first = player.history(sqlite, 'plain', make, name)
        second = player.history(postgres or sqlite, 'kill', make, name)
        if first != second and None not in (first, second):
            player.failed += 1
            print(f'ANOTHER DIGEST: {name}: {first} and {second}')


def long(player, source, top, kind, seeds, years):
    """Every region's years with all its hospitals, then the seeds of small worlds."""
    sizes = [('years', 1000, 8, 40)] if years else []
    for what, hospitals, groups, pace in sizes + [('small', 3, 2, 4), ('carried', 3, 2, 4)]:
        for folders in (['chongqing'], ['lvliang-drugs', 'lvliang-consumables'], ['chuxiong'],
                        ['gansu'], ['guangzhou']):
            if what == 'carried' and folders[0] not in CARRIED:
                continue
            files = os.path.join(top, what + folders[0])
            some = world.build(source, files, folders, hospitals, groups,
                               CHANGES if what == 'small' else None,
                               CARRIED if what == 'carried' else None)
            base = Base(kind, player.jicai, top, files, some)
            for seed in ['1'] if what == 'years' else seeds:
                name = f'{what}-{folders[0]}-{seed}'
                months = {'years': MONTHS[folders[0]], 'carried': 12,
                          'small': 39 if folders == ['chongqing'] else 30}[what]
                make = maker(seed, some, pace, months, cli=True)
                every = 200 if what == 'years' else 40
                found = [player.history(base, mode, make, name, every) for mode in ('plain', 'kill')]
                if found[0] != found[1] and None not in found:
                    player.failed += 1
                    print(f'ANOTHER DIGEST: {name}: {found}')
                print(name, *found, flush=True)


def main():
    what, jicai, journey_run, *rest = sys.argv[1:]
    top = tempfile.mkdtemp(prefix='jicai-years.')
    try:
        jicai, journey_run = os.path.abspath(jicai), os.path.abspath(journey_run)
        player = Player(jicai, journey_run, top)
        source = os.path.join(top, 'demo')
        must(jicai, 'demo-data', '--dir', source)
        if what == 'quick':
            quick(player, source, top)
        else:
            seeds = rest[1:] or [str(i + 1) for i in range(8)]
            long(player, source, top, rest[0], seeds, len(rest) < 2)
        print(*sorted(player.shown), sep='', end='')  # for tests/requirements.tsv
        print(f'{player.passed} passed, {player.failed} failed; {player.calls} calls')
        return 1 if player.failed or not player.passed else 0
    finally:
        shutil.rmtree(top, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
