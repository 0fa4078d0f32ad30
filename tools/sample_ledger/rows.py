"""Every row of the sample ledger, and what must come of it: decided here, never read back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FIRST_ROW = 5
HEADINGS = (
    "序号", "客户姓名", "手机号码", "意向车型", "级别", "来店日期", "信息来源", "销售顾问", "备注",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Serial:
    """A date as the bare number a spreadsheet keeps."""

    days: int


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A formula nobody ever calculated."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what stands in the cells after 序号, and what must come of it."""

    cells: Sequence[object]
    verdict: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def good(cells: Sequence[object], **person: object) -> Line:
    """A row that goes in as this person."""
    return Line(cells, "accepted", person)


def bad(cells: Sequence[object], *faults: tuple[str, str]) -> Line:
    """A row that comes back, with column and code of each bad cell."""
    return Line(cells, "rejected", {"faults": faults})


def again(cells: Sequence[object], phone: str) -> Line:
    """A later row of somebody who stands above."""
    return Line(cells, "merged", {"phone": phone})


def clash(cells: Sequence[object], phone: str) -> Line:
    """A row whose phone stands under another name as well."""
    return Line(cells, "clash", {"phone": phone})


BLANK = Line(())
TOTAL = Line(("小计", "", "", "", "", "", "", "共12人"), "skipped")
HEADER = Line(HEADINGS[1:], "skipped")
FOOT = Line(("合计",), "skipped")
SIGNED = Line(("制表人：李雯",), "skipped")

LINES: tuple[Line, ...] = (
    good(
        ("李喆", "139 1386 0215", "XC90", "H", date(2026, 11, 15), "网络", "李倩",
         "看过七座，等年底政策"),
        name="李喆", phone="13913860215", level="H", on="2026-11-15", model="XC90", source="网络",
        note="看过七座，等年底政策",
    ),
    good(
        ("陈堃", 13705160338, "ｘｃ６０", "a级", "", "朋友介绍", "赵磊", "电话邀约，约周末到店"),
        name="陈堃", phone="13705160338", level="A", model="XC60", source="亲友",
        note="电话邀约，约周末到店",
    ),
    good(
        ("龚䶮", "+86 15951800462", "EX90", "B", "2026年10月3日", "直播间", "陈思", ""),
        name="龚䶮", phone="15951800462", level="B", on="2026-10-03", model="EX90", source="直播",
    ),
    good(
        ("郭桂芳", "187-9290-8100", "xc90", "级别：A", "2026/10/01", "外展", "李倩",
         "关注油耗\n家里两个孩子"),
        name="郭桂芳", phone="18792908100", level="A", on="2026-10-01", model="XC90", source="巡展",
        note="关注油耗\n家里两个孩子",
    ),
    good(
        ("何伟娜", 13614610033, "XC60", "C", date(2026, 7, 23), "巡展", "赵磊", ""),
        name="何伟娜", phone="13614610033", level="C", on="2026-07-23", model="XC60", source="巡展",
    ),
    good(
        ("上官刚龑", "15625248294", "XC40", " h ", "2026.3.19", "短视频", "陈思", ""),
        name="上官刚龑", phone="15625248294", level="H", on="2026-03-19", model="XC40",
        source="短视频",
    ),
    bad(
        ("杨涛", "1381234567", "XC40", "A", date(2026, 5, 8), "转介绍", "李倩", ""),
        ("手机号码", "identity.phone_short"),
    ),
    good(
        ("欧阳超", "１３４５２１１７８５０", "EX30", "A", "11月2日", "官网", "", "置换，旧车 A4L"),
        name="欧阳超", phone="13452117850", level="A", on="2026-11-02", model="EX30", source="网络",
        note="置换，旧车 A4L",
    ),
    good(
        ("阿卜杜·热合曼", "18079096690", "XC40", "B", Serial(46056), "路过", "赵磊", ""),
        name="阿卜杜·热合曼", phone="18079096690", level="B", on="2026-02-03", model="XC40",
        source="路过",
    ),
    clash(("林英", "15783266166", "XC90", "H", "2026-05-28", "转介绍", "李倩", ""), "15783266166"),
    BLANK,
    good(
        ('=HYPERLINK("http://example.invalid","点我")', "15158692369", "S60", "B",
         date(2026, 9, 9), "网络", "", "@SUM(1+1)"),
        name='=HYPERLINK("http://example.invalid","点我")', phone="15158692369", level="B",
        on="2026-09-09", model="S60", source="网络", note="@SUM(1+1)",
    ),
    good(
        ("吴磊", "15699102374（微信同号）", "XC60", "B", "2026-05-13 14:30", "网络", "陈思", ""),
        name="吴磊", phone="15699102374", level="B", on="2026-05-13", model="XC60", source="网络",
    ),
    TOTAL,
    HEADER,
    good(
        ("王芳", "13801589021", "S90", "C", "2026-04-06", "报纸", "李倩", ""),
        name="王芳", phone="13801589021", level="C", on="2026-04-06", model="S90", source="报纸",
    ),
    bad(
        ("罗洋", "153****7300", "XC90", "B", "2026-06-17", "转介绍", "", ""),
        ("手机号码", "ledger.phone_hidden"),
    ),
    good(
        ("诸葛静", "18469748212 / 18469748213", "EC40", "C", "2026/9/21", "电台", "", "周末联系"),
        name="诸葛静", phone="18469748212", level="C", on="2026-09-21", model="EC40",
        source="广播", note="周末联系",
    ),
    bad(
        ("未留", "", "XC60", "", "2026-08-11", "路过", "", "带小孩，未留资料"),
        ("客户姓名", "ledger.name_missing"), ("手机号码", "ledger.phone_missing"),
    ),
    good(
        ("𠮷野明", "13770628805", "C40", "F2", "二〇二六年六月五日", "其它", "陈思", ""),
        name="𠮷野明", phone="13770628805", level="F2", on="2026-06-05", model="C40",
        source="其他",
    ),
    bad(
        ("徐平彧", "15834701746", "XC40", "很高", "2026-02-30", "亲友", "", ""),
        ("级别", "ledger.level_unknown"), ("来店日期", "ledger.date_impossible"),
    ),
    again(
        ("何伟娜", "136-1461-0033", "XC60", "H", date(2026, 10, 30), "巡展", "赵磊", "第二次来店"),
        "13614610033",
    ),
    clash(
        ("朱娟刚", "15783266166", "XC90", "A", "2026-10-29", "网络", "", "电话相同姓名不同"),
        "15783266166",
    ),
    bad(
        ("刘涛玉", "17697778188", "XC60", "B", "2027-01-03", "巡展", "", ""),
        ("来店日期", "ledger.date_future"),
    ),
    good(
        ("孙<b>强</b>", "13951612277", "XC60", "L", "2025-12-20", "老客户介绍", "李倩", ""),
        name="孙<b>强</b>", phone="13951612277", level="L", on="2025-12-20", model="XC60",
        source="转介绍",
    ),
    bad(
        ("林艳", "025-86660000", "XC90", "A", "2026-03-16", "路过", "", "只留了座机"),
        ("手机号码", "ledger.phone_landline"),
    ),
    again(
        ("王女士", "13801589021", "S90", "B", "2026年11月8日", "朋友", "李倩", "换了工作"),
        "13801589021",
    ),
    good(
        ("钱多多", "14782190056", "汉兰达", "", "-", "无", "", "竞品车主"),
        name="钱多多", phone="14782190056", model="汉兰达", note="竞品车主",
    ),
    bad(
        ("何军", "15328367916", "XC60", "H", "2026/13/02", "熟人圈", "", ""),
        ("来店日期", "ledger.date_impossible"), ("信息来源", "ledger.source_unknown"),
    ),
    BLANK,
    bad(
        ("高雯", Uncounted('="138"&"0013"&"8021"'), "XC60", "A", "2026-07-07", "网络", "", ""),
        ("手机号码", "ledger.formula_no_value"),
    ),
    good(
        ("范喆", "17301587766", "EX30", "C", "3-Nov-2026", "抖音直播", "陈思", "预算25万"),
        name="范喆", phone="17301587766", level="C", on="2026-11-03", model="EX30",
        source="直播", note="预算25万",
    ),
    bad(
        ("19920229", "13675142200", "S60", "B", "上周六", "网络", "", ""),
        ("客户姓名", "ledger.name_number"), ("来店日期", "ledger.date_relative"),
    ),
    FOOT,
    SIGNED,
)  # fmt: skip


def truth() -> dict[str, Any]:
    """What an import must say, in the words of `showroom import customers --json`."""
    numbered = [(row, line) for row, line in enumerate(LINES, FIRST_ROW) if line.verdict]
    first: dict[object, list[int]] = {}
    clashes: dict[object, list[int]] = {}
    told: dict[str, Any] = {"accepted": [], "rejected": [], "merged": [], "clashes": [], "rows": 0}
    for row, line in numbered:
        facts = line.facts
        if line.verdict == "accepted":
            told["accepted"].append(_person(row, facts))
            first[facts["phone"]] = [row]
        elif line.verdict == "rejected":
            told["rejected"] += [{"row": row, "column": c, "code": k} for c, k in _faults(line)]
        elif line.verdict == "merged":
            first[facts["phone"]].append(row)
        elif line.verdict == "clash":
            clashes.setdefault(facts["phone"], []).append(row)
    told["merged"] = [{"rows": rows, "phone": phone} for phone, rows in first.items() if rows[1:]]
    told["clashes"] = [{"rows": rows, "phone": phone} for phone, rows in clashes.items()]
    told["rows"] = sum(line.verdict != "skipped" for _, line in numbered)
    return told


def _faults(line: Line) -> Sequence[tuple[str, str]]:
    faults: Any = line.facts["faults"]
    return list(faults)


def _person(row: int, facts: dict[str, object]) -> dict[str, object]:
    return {
        "row": row,
        "name": facts["name"],
        "phone": facts["phone"],
        "level": facts.get("level"),
        "first_visit_on": facts.get("on"),
        "model": facts.get("model"),
        "source": facts.get("source"),
        "note": facts.get("note"),
    }
