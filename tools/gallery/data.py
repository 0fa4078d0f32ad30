"""What the gallery shows; invented, used nowhere else."""

from ui.charts.compare import Compare, Row
from ui.charts.daily import Daily
from ui.charts.funnel import Funnel, Step
from ui.kit.tiles import Kpi

NAV = (
    ("board", "今日看板"),
    ("visit", "来店登记"),
    ("testdrive", "试驾预约"),
    ("quote", "报价合同"),
    ("customer", "客户档案"),
    ("outlet", "二网"),
    ("dayclose", "日结"),
)

TILES = (
    Kpi(
        label="今日来店",
        figure="18 组",
        note="+4 较上周日",
        tone="good",
        course=(6, 8, 5, 9, 7, 10, 12),
    ),
    Kpi(
        label="试驾率",
        figure="33 %",
        basis="6 / 18",
        note="-6 pt 较 7 日均值",
        tone="bad",
        course=(9, 8, 7, 8.5, 7.5, 6, 5),
    ),
    Kpi(label="报价", figure="5 单", note="+1 较上周日", tone="good", course=(2, 3, 5, 4, 3, 3, 4)),
    Kpi(
        label="订单 / 目标",
        figure="3 / 4",
        note="差 1 台达标",
        tone="warn",
        course=(1, 2, 2, 3, 1, 2, 3),
    ),
    Kpi(
        label="逾期回访", figure="5 位", note="最久 3 天", tone="bad", course=(1, 1, 2, 2, 3, 3, 5)
    ),
)

DAILY = Daily(
    days=tuple(f"11-{day:02d}" for day in range(9, 23)),
    bars=(12, 9, 14, 11, 16, 24, 27, 10, 13, 12, 15, 14, 22, 18),
    line=(5, 4, 6, 5, 7, 9, 11, 4, 6, 5, 6, 5, 8, 6),
    bar_name="来店",
    line_name="试驾",
)

FUNNEL = Funnel(
    (
        Step("来店", 18),
        Step("建档", 15, "83%"),
        Step("试驾", 6, "40%"),
        Step("报价", 5, "83%"),
        Step("订单", 3, "60%"),
    )
)

COMPARE = Compare(
    (
        Row("李倩", 7, "7 组", 6),
        Row("赵磊", 6, "6 组", 6),
        Row("陈思", 5, "5 组", 6),
    )
)

BOARD_ROWS = (
    ("顾问", "接待", "建档率", "试驾", "报价", "订单", "平均接待时长"),
    ("李倩", "7", "100%", "3", "2", "2", "46 分"),
    ("赵磊", "6", "83%", "2", "2", "1", "38 分"),
    ("陈思", "5", "60%", "1", "1", "0", "29 分"),
)

VISITS = (
    ("时间", "客户", "手机", "意向车型", "顾问", "状态"),
    ("14:28", "王小明", "138****8021", "XC60 B5", "李倩", "接待中|accent"),
    ("14:05", "刘芳", "139****5566", "S90 B5", "赵磊", "接待中|accent"),
    ("13:40", "陈国栋", "186****0912", "EX30", "陈思", "已试驾|good"),
    ("11:52", "周雨桐", "177****3345", "XC90 T8", "李倩", "已报价|accent"),
    ("11:20", "吴迪", "135****7788", "XC60 B5", "赵磊", "已下订|good"),
    ("10:58", "孙丽华", "158****2201", "S60", "陈思", "待回访|warn"),
    ("10:31", "郑凯", "133****9087", "XC40", "李倩", "离店|neutral"),
    ("09:30", "林静怡", "136****4471", "S90 B5", "李倩", "战败|bad"),
    ("09:03", "高翔", "131****2234", "EX30", "陈思", "离店|neutral"),
)
