"""Ledgers as outlets keep them, made from a seed, each with the truth about every row.

Every good cell is written in one of the ways people type it; every bad cell is bad for one known
reason. The truth is decided before the spelling, never read back from it.
"""

from collections.abc import Callable  # noqa: TC003 - a local annotation is enough
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.ledger.books import AS_OF

HEADINGS = {
    "name": ["客户姓名", "姓名", "客户名称", "客户 姓名", "顾客姓名*", "Name", "称呼", "姓  名"],
    "phone": [
        "手机号码",
        "联系电话",
        "电话",
        "手 机",
        "联系方式",
        "Mobile",
        "手机号（必填）",
        "客户电话",
    ],
    "level": ["级别", "意向级别", "客户等级", "意向等级(OHABC)", "Level"],
    "visited": ["来店日期", "首次来店", "到店时间", "日期", "登记日期", "进店日期"],
    "model": ["意向车型", "车型", "拟购车型", "意向车系", "Model"],
    "source": ["信息来源", "来源", "渠道", "客户来源", "获客渠道"],
    "note": ["备注", "说明", "备注信息", "Remarks", "情况说明"],
}
EXTRA = ["序号", "颜色", "预算（万元）", "下次跟进日期", "对比车型", "生日", "家庭住址"]
SOURCES = {
    "网络": ["网络", " 网络", "互联网", "官网", "网络渠道"],
    "亲友": ["亲友", "朋友介绍", "亲戚"],
    "转介绍": ["转介绍", "老客户介绍", "转 介绍"],
    "路过": ["路过", "自然到店"],
    "巡展": ["巡展", "外展"],
    "直播": ["直播", "抖音直播"],
    "短视频": ["短视频", "抖音短视频"],
    "电视": ["电视"],
    "其他": ["其他", "其它"],
}
MODELS = {
    "XC60": ["XC60", "xc60", "ＸＣ６０", " XC60 ", "XC 60"],
    "EX30": ["EX30", "ex30"],
    "S90": ["S90", "s90"],
    "问界M7": ["问界M7", " 问界M7"],
    "汉兰达": ["汉兰达"],
}
LEVELS = ["O", "H", "A", "B", "C", "F1", "F2", "L"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗欧"
GIVEN = "伟芳娜秀英敏静丽强磊军洋艳勇杰娟涛明超兰霞平刚桂彧龑堃喆㛃䶮"
HOSTILE = [
    '=HYPERLINK("http://x","点")',
    "<b>王</b>",
    "@SUM(1+1)",
    "O'Neil; DROP TABLE--",
    "+cmd|'/c calc'!A1",
    "张&李",
    "%s%n{0}{name}",
    '王"引号"',
    "𠮷野",
    "阿卜杜·热合曼",
]


@dataclass
class Truth:
    """What must come of a ledger, by the sheet's own row numbers."""

    accepted: dict[int, dict[str, Any]] = field(default_factory=dict)
    rejected: dict[int, set[str]] = field(default_factory=dict)
    merged: list[list[int]] = field(default_factory=list)
    clashes: list[list[int]] = field(default_factory=list)
    rows: int = 0


@dataclass
class Ledger:
    """Rows of cells, and the truth about them."""

    rows: list[list[object]]
    truth: Truth


@dataclass
class Maker:
    """One ledger in the making; `typed` says whether cells may be numbers and dates."""

    rng: Random
    typed: bool
    columns: list[str] = field(default_factory=list)
    rows: list[list[object]] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    used: set[str] = field(default_factory=set)

    def ledger(self) -> Ledger:
        """A ledger of some dozens of rows."""
        self._columns()
        self._head()
        for _ in range(self.rng.randint(6, 30)):
            self._any_row()
        for _ in range(self.rng.randint(0, 2)):
            self._foot()
        return Ledger(self.rows, self.truth)

    def _columns(self) -> None:
        extra = self.rng.sample(EXTRA, self.rng.randint(0, 4))
        optional = [
            f for f in ("level", "visited", "model", "source", "note") if self.rng.random() < 0.9
        ]
        self.columns = ["name", "phone", *optional, *extra]
        self.rng.shuffle(self.columns)

    def _head(self) -> None:
        rng = self.rng
        if rng.random() < 0.6:
            self.rows.append(["南京河西店 2026年意向客户台账（内部）"])
        if rng.random() < 0.3:
            self.rows.append(["制表人：李雯", "", "部门：销售部"])
        self.rows += [[] for _ in range(rng.randint(0, 2))]
        self.heading = [rng.choice(HEADINGS[c]) if c in HEADINGS else c for c in self.columns]
        self.rows.append(list(self.heading))

    def _any_row(self) -> None:
        kinds: list[tuple[float, Callable[[], None]]] = [
            (0.6, self._good),
            (0.72, self._bad),
            (0.78, self._twice),
            (0.84, self._clash),
            (0.89, self._blank),
            (0.93, self._again),
            (0.97, self._subtotal),
            (1.0, self._hostile),
        ]
        chance = self.rng.random()
        next(make for limit, make in kinds if chance < limit)()

    def _good(self) -> None:
        self._write(self._person())

    def _hostile(self) -> None:
        self._write({**self._person(), "name": self.rng.choice(HOSTILE)})

    def _twice(self) -> None:
        person = self._person()
        again = {**self._person(), "name": person["name"], "phone": person["phone"]}
        rows = [self._write(person, list_it=True), self._write(again, list_it=False)]
        self.truth.merged.append(rows)
        days = [p["visited"] for p in (person, again) if p.get("visited")]
        self.truth.accepted[rows[0]]["visited"] = min(days) if days else None

    def _clash(self) -> None:
        one, other = self._person(), self._person()
        other["phone"] = one["phone"]
        other["name"] = (
            f"{'司马' if str(one['name'])[0] != '司' else '上官'}{self.rng.choice(GIVEN)}"
        )
        self.truth.clashes.append([self._write(p, list_it=False) for p in (one, other)])

    def _bad(self) -> None:
        person = self._person()
        spelt = self._spelt(person)
        choices = [c for c in BAD if c in self.columns]
        bad = self.rng.sample(choices, self.rng.choice([1, 1, 1, 2]) if len(choices) > 1 else 1)
        codes = set()
        for column in bad:
            text, code = self.rng.choice(BAD[column])
            spelt[column] = text
            codes.add(code)
        self._put(spelt)
        self.truth.rejected[len(self.rows)] = codes

    def _blank(self) -> None:
        self.rows.append([] if self.rng.random() < 0.5 else ["", None, "  "])

    def _again(self) -> None:
        self.rows.append(list(self.heading))

    def _subtotal(self) -> None:
        self.rows.append(
            [self.rng.choice(["合计", "小计：3", "共 12 条", "总 计", "本月合计"]), "", ""]
        )

    def _foot(self) -> None:
        self.rows.append(
            [
                self.rng.choice(
                    [
                        "合计",
                        "注：以上数据仅供内部使用",
                        "制表人：李雯",
                        "打印时间：2026-11-22 10:00",
                    ]
                )
            ]
        )

    def _person(self) -> dict[str, Any]:
        rng = self.rng
        phone = ""
        while not phone or phone in self.used:
            phone = f"1{rng.randint(3, 9)}{rng.randint(0, 10**9 - 1):09d}"
        self.used.add(phone)
        name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.randint(1, 2)))
        person: dict[str, Any] = {"name": name, "phone": phone}
        if rng.random() < 0.1:
            person["name"] = name[0] + rng.choice(["女士", "先生"])
        for column, value in (
            ("level", rng.choice(LEVELS)),
            ("visited", AS_OF - timedelta(days=rng.randint(0, 300))),
            ("model", rng.choice(list(MODELS))),
            ("source", rng.choice(list(SOURCES))),
            ("note", f"备注{rng.randint(0, 99999)}"),
        ):
            kept = column in self.columns and rng.random() < 0.9
            person[column] = value if kept else None
        return person

    def _write(self, person: dict[str, Any], *, list_it: bool = True) -> int:
        self._put(self._spelt(person))
        row = len(self.rows)
        if list_it:
            self.truth.accepted[row] = person
        return row

    def _put(self, spelt: dict[str, Any]) -> None:
        self.rows.append([spelt.get(c, self._filler(c)) for c in self.columns])
        self.truth.rows += 1

    def _spelt(self, person: dict[str, Any]) -> dict[str, Any]:
        spell = {"phone": self._phone, "visited": self._day, "level": self._level}
        spelt: dict[str, Any] = {}
        for column, value in person.items():
            if value is None or column not in self.columns:
                spelt[column] = (
                    self.rng.choice(["", "", None, "-", "无"]) if column != "note" else ""
                )
            elif column in spell:
                spelt[column] = spell[column](value)
            else:
                spelt[column] = self._word(column, str(value))
        return spelt

    def _word(self, column: str, text: str) -> str:
        table = {"source": SOURCES, "model": MODELS}.get(column)
        if table:
            return self.rng.choice(table[text])
        return self.rng.choice([text, f" {text}", f"{text} ", f"{text}\t"])

    def _phone(self, value: object) -> object:
        d = str(value)
        ways: list[object] = [
            d,
            d,
            f" {d[:3]} {d[3:7]} {d[7:]} ",
            f"{d[:3]}-{d[3:7]}-{d[7:]}",
            f"+86 {d}",
            f"+86{d}",
            f"86{d}",
            f"0086{d}",
            f"{d}.0",
            f"'{d}",
            f"{d[:3]}.{d[3:7]}.{d[7:]}",
            f"(+86){d}",
            f"{d}\t",
            d.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            f"电话：{d}",
            f"{d}（微信同号）",
            f"{d[0]}.{d[1:]}E+10",
        ]
        if self.typed:
            ways += [int(d), float(d)]
        return self.rng.choice(ways)

    def _day(self, value: object) -> object:
        assert isinstance(value, date)
        day = value
        ways: list[object] = [
            day.isoformat(),
            f"{day:%Y/%m/%d}",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month}.{day.day}",
            f"{day:%Y%m%d}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}年{day.month}月{day.day}号",
            f"{day:%Y-%m-%d} 10:30",
            f"{day:%Y/%m/%d} 上午10:30",
            f"{day:%Y-%m-%d}T10:30:00",
            f" {day.isoformat()} ",
            f"{day:%y}-{day.month}-{day.day}",
            f"{day:%Y-%m-%d}（周一）",
            str((day - date(1899, 12, 30)).days),
            f"{day:%d-%b-%Y}",
            day.isoformat().translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
        ]
        if self.typed:
            ways += [
                day,
                datetime.fromisoformat(f"{day}T15:04"),
                (day - date(1899, 12, 30)).days,
            ]
        return self.rng.choice(ways)

    def _level(self, value: object) -> object:
        v = str(value)
        wide = v.translate(str.maketrans("OHABCFL12", "ＯＨＡＢＣＦＬ１２"))
        return self.rng.choice([v, v, v.lower(), f" {v} ", f"{v}级", f"{v} 级", wide, f"{wide}级"])

    def _filler(self, column: str) -> object:
        rng = self.rng
        return {
            "序号": len(self.rows),
            "颜色": rng.choice(["白", "黑", ""]),
            "预算（万元）": rng.randint(20, 60),
            "下次跟进日期": "2026-12-24",
            "对比车型": rng.choice(["Q5L", "X3"]),
            "生日": "1990-01-01",
            "家庭住址": "南京市建邺区",
        }.get(column, "")


BAD: dict[str, list[tuple[object, str]]] = {
    "phone": [
        ("", "ledger.phone_missing"),
        ("无", "ledger.phone_missing"),
        ("未留", "ledger.phone_missing"),
        ("1381234567", "identity.phone_short"),
        ("138123456789", "identity.phone_long"),
        ("1.38E+10", "identity.phone_rounded"),
        ("138****8000", "ledger.phone_hidden"),
        ("025-84567890", "ledger.phone_landline"),
        ("12345678901", "identity.phone_prefix"),
        ("138O0138000", "identity.phone_characters"),
        ("不方便", "identity.phone_characters"),
    ],
    "name": [
        ("", "ledger.name_missing"),
        ("无", "ledger.name_missing"),
        ("12345", "ledger.name_number"),
        ("王" * 51, "ledger.text_long"),
    ],
    "visited": [
        ("2031-01-01", "ledger.date_future"),
        ("2026-02-30", "ledger.date_impossible"),
        ("2026年13月1日", "ledger.date_impossible"),
        ("昨天", "ledger.date_relative"),
        ("待定", "ledger.date_unreadable"),
        ("1899-12-31", "ledger.date_old"),
        ("2026-05", "ledger.date_no_day"),
    ],
    "level": [
        ("X", "ledger.level_unknown"),
        ("高", "ledger.level_unknown"),
        ("F", "ledger.level_unknown"),
        ("H/A", "ledger.level_several"),
        ("1", "ledger.level_unknown"),
    ],
    "source": [
        ("抖音", "ledger.source_unknown"),
        ("外星人", "ledger.source_unknown"),
        ("网络/亲友", "ledger.source_several"),
    ],
}


def ledger(rng: Random, *, typed: bool) -> Ledger:
    """A messy ledger; `typed` for workbooks, whose cells can be numbers and dates."""
    return Maker(rng, typed).ledger()
