"""days.py - days, months and money of the second computation. Days are counted from 1970-01-01;
working days are those of the State Council's calendar (data/holidays.csv), outside its years Monday
to Friday. Money is counted in ten-thousandths of a yuan."""
import csv
import datetime
import os

EPOCH = datetime.date(1970, 1, 1)
FEN = 100
HOLIDAYS = os.path.join(os.path.dirname(__file__), '../../data/holidays.csv')


def day(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def of(n):
    return EPOCH + datetime.timedelta(n)


def text(n):
    return of(n).isoformat() if n is not None else ''


def month(n):
    """The month of a day, as a number: year x 12 + month - 1."""
    d = of(n)
    return d.year * 12 + d.month - 1


def month_text(m):
    return f'{m // 12:04}-{m % 12 + 1:02}'


def month_of(t):
    return int(t[:4]) * 12 + int(t[5:7]) - 1


def first(m):
    return (datetime.date(m // 12, m % 12 + 1, 1) - EPOCH).days


def last(m):
    return first(m + 1) - 1


def add_months(n, k):
    """The same day of another month, or its last."""
    m = month(n) + k
    return min(first(m) + of(n).day - 1, last(m))


def end_of_next_month(n):
    return last(month(n) + 1)


def read_calendar():
    with open(HOLIDAYS, encoding='utf-8', newline='') as f:
        return {day(r['date']): r['kind'] == 'holiday' for r in csv.DictReader(
            line for line in f if not line.startswith('#'))}


CALENDAR = read_calendar()


def works(n):
    off = CALENDAR.get(n)
    return of(n).weekday() < 5 if off is None else not off


def roll(n):
    while not works(n):
        n += 1
    return n


def add_working(n, k):
    while k > 0:
        n += 1
        k -= works(n)
    return n


def units(t):
    """'12.3' -> 123000."""
    whole, _, part = t.partition('.')
    return int(whole) * 10000 + int((part + '0000')[:4])


def signed(t):
    return -units(t[1:]) if t.startswith('-') else units(t)


def yuan(u):
    """As the interface writes it: two decimals, or as many more as there are."""
    part = f'{u % 10000:04}'
    return f'{u // 10000}.{part[:2]}{part[2:].rstrip("0")}'


def minus(u):
    return yuan(u) if u >= 0 else '-' + yuan(-u)


def to_fen(n, d, up=False):
    """n / d in units, rounded to the fen: half up, or up."""
    d *= FEN
    return ((n + d - 1) // d if up else (2 * n + d) // (2 * d)) * FEN
