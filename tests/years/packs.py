"""packs.py - the published figures of the jurisdictions, read from the documents by a second pair
of eyes (docs/sources, and for what they leave open the choices of docs/packs.md). Nothing here is
read from policies/."""
import days


class Pack:
    due = None         # days after acceptance, 'next_month', 'contract'
    drug = consumable = None  # prepaid, in hundredths; 'decided': by the authority
    up = False         # rounded up to the fen (不低于)
    per_cycle = False  # one prepayment for the whole cycle
    halves = False     # half by the end of the next month, half at the end of month 6
    offset = None      # 'progress', 'post_cycle'
    clawback = None    # days of payment that are clawed back, and months after the cycle
    direct = False     # the fund pays companies directly
    own_lower = False  # a lower price than the selected one may stay
    by_level = False   # employee fund for level two and above, resident fund for others
    aligned = False    # renewals begin on 1 January or 1 July
    demand_due = True
    returns_to = 'original_payer'
    retention = True

    def terms(self, executed, months):
        """(from, to, the volume's end) of each yearly agreement, and of what follows it."""
        out, start = [], executed
        for k in range(months // 12):
            end = days.add_months(executed, 12 * (k + 1)) - 1
            out.append((start, end))
            start = end + 1
        if self.aligned:
            out = [self.align(executed, s, e) for s, e in out]
        else:
            out = [(s, e, e) for s, e in out]
        return out

    def align(self, executed, start, end):
        """吕医保发〔2022〕5号 (一): first half of the year -> 1 July of the year of renewal, second
        half -> 1 January after it; until then the old agreement goes on."""
        assert end - start < 366, 'one year only'
        natural = days.of(end + 1)
        first_half = days.of(executed).month <= 6
        if (natural.month, natural.day) in ((1, 1), (7, 1)):
            return start, end, end
        if first_half:
            new = days.day(f'{natural.year}-07-01')
        else:
            new = days.day(f'{natural.year + 1}-01-01')
        return start, new - 1, end

    def due_on(self, accepted, contract):
        """结清货款: the day, and the last on which it is in time."""
        if self.due == 'next_month':
            d = days.end_of_next_month(accepted)
        elif self.due == 'contract':
            if contract is None:
                return None, None
            d = accepted + contract
        else:
            d = accepted + self.due
        return d, days.roll(d)


class Chuxiong(Pack):  # 楚医保〔2022〕12号 五(四): 30 days, not less than 30 %
    due, consumable, up, offset, direct = 30, 30, True, 'progress', True


class Lvliang(Pack):  # 晋医保发〔2021〕22号 八(一), 吕医保发〔2022〕5号
    due, drug, consumable, offset, direct = 'next_month', 50, 30, 'progress', True
    aligned, returns_to = True, 'fund_special_account'
    clawback = (days.day('2022-01-01'), days.day('2022-12-31'), 2)


class Gansu(Pack):  # 甘医保发〔2021〕101号 (十一)4
    due, consumable, up, offset, direct = 'next_month', 30, True, 'progress', True


class Chongqing(Pack):  # 渝医保办〔2024〕54号 二(三), 二(四)
    due, consumable, per_cycle, halves = 'next_month', 'decided', True, True
    offset, own_lower, by_level, retention = 'post_cycle', True, True, False


class Guangzhou(Pack):  # the draft of 2020, 四(二)3: by contract
    due = 'contract'


PACKS = {'chuxiong': Chuxiong(), 'lvliang': Lvliang(), 'gansu': Gansu(), 'chongqing': Chongqing(),
         'guangzhou': Guangzhou()}
