"""行业: the six kinds of sample firm, their jobs, wages, tenure and habits (the distributions are in docs/sample.md)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """岗位: a title, its share of full-time staff, median monthly wage in yuan, kind of post and share of women."""

    title: str
    department: str
    share: int
    wage: int
    post: str = "worker"
    women: int = 50
    overtime: int = 4
    shifts: bool = False
    piece: bool = False


@dataclass(frozen=True, slots=True)
class Trade:
    """行业: what a kind of firm looks like. Shares are per cent, tenure in months, overtime in mean hours a month."""

    kind: str
    zh: str
    industry: str
    injury_class: int
    jobs: tuple[Job, ...]
    tenure: int
    turnover: int
    part_time: int
    over_age: int
    interns: int
    dispatch: bool
    pay_days: tuple[int, ...]
    fund_rates: tuple[int, ...]
    hazard: bool
    bonus: bool = False
    daily: bool = False
    lump_social: bool = False


RESTAURANT = Trade(
    kind="restaurant",
    zh="餐饮",
    industry="H62",
    injury_class=2,
    jobs=(
        Job("店长", "前厅", 4, 9500, "staff", 45, 2),
        Job("厨师", "后厨", 22, 7600, women=15, overtime=9, shifts=True),
        Job("厨工", "后厨", 24, 5200, women=45, overtime=7, shifts=True),
        Job("服务员", "前厅", 40, 5000, women=65, overtime=6, shifts=True),
        Job("收银员", "前厅", 10, 5100, women=80, overtime=4, shifts=True),
    ),
    tenure=20,
    turnover=28,
    part_time=15,
    over_age=4,
    interns=0,
    dispatch=False,
    pay_days=(10, 15),
    fund_rates=(5,),
    hazard=False,
    daily=True,
)
WORKSHOP = Trade(
    kind="workshop",
    zh="五金加工",
    industry="C33",
    injury_class=4,
    jobs=(
        Job("厂长", "办公室", 2, 14000, "staff", 20, 0),
        Job("工艺员", "技术部", 8, 8600, "staff", 35, 5),
        Job("操作工", "一车间", 45, 6300, women=40, overtime=14),
        Job("计件工", "二车间", 25, 6100, women=55, overtime=0, piece=True),
        Job("质检员", "品质部", 10, 6000, women=65, overtime=8),
        Job("文员", "办公室", 10, 5800, "staff", 75, 1),
    ),
    tenure=40,
    turnover=20,
    part_time=0,
    over_age=4,
    interns=0,
    dispatch=True,
    pay_days=(15, 20, 25),
    fund_rates=(5, 6),
    hazard=True,
)
SHOP = Trade(
    kind="shop",
    zh="零售",
    industry="F52",
    injury_class=2,
    jobs=(
        Job("店长", "门店", 8, 8600, "staff", 55, 2),
        Job("导购员", "门店", 55, 5400, women=70, overtime=4, shifts=True),
        Job("理货员", "仓库", 25, 5200, women=35, overtime=6, shifts=True),
        Job("会计", "办公室", 12, 7200, "staff", 80, 0),
    ),
    tenure=26,
    turnover=24,
    part_time=18,
    over_age=3,
    interns=0,
    dispatch=False,
    pay_days=(8, 10),
    fund_rates=(5,),
    hazard=False,
    daily=True,
    lump_social=True,
)
STUDIO = Trade(
    kind="studio",
    zh="软件开发",
    industry="I65",
    injury_class=1,
    jobs=(
        Job("技术总监", "研发部", 4, 38000, "staff", 25, 0),
        Job("后端工程师", "研发部", 40, 21000, "staff", 30, 10),
        Job("前端工程师", "研发部", 22, 18000, "staff", 40, 9),
        Job("测试工程师", "质量部", 18, 14000, "staff", 55, 8),
        Job("行政", "综合部", 10, 8000, "staff", 80, 0),
        Job("销售", "市场部", 6, 11000, "staff", 45, 0),
    ),
    tenure=30,
    turnover=15,
    part_time=2,
    over_age=0,
    interns=5,
    dispatch=False,
    pay_days=(5, 10),
    fund_rates=(7,),
    hazard=False,
    bonus=True,
)
CONSTRUCTION = Trade(
    kind="construction",
    zh="建筑装饰",
    industry="E50",
    injury_class=5,
    jobs=(
        Job("项目经理", "工程部", 6, 16000, "staff", 10, 0),
        Job("施工员", "工程部", 16, 9000, "staff", 15, 6),
        Job("木工", "施工一队", 28, 8800, women=5, overtime=10),
        Job("水电工", "施工二队", 26, 8600, women=5, overtime=10),
        Job("普工", "施工二队", 18, 6500, women=20, overtime=8),
        Job("资料员", "办公室", 6, 6200, "staff", 70, 0),
    ),
    tenure=18,
    turnover=26,
    part_time=0,
    over_age=4,
    interns=0,
    dispatch=True,
    pay_days=(25, 30),
    fund_rates=(5,),
    hazard=True,
)
CLINIC = Trade(
    kind="clinic",
    zh="门诊",
    industry="Q84",
    injury_class=2,
    jobs=(
        Job("医师", "门诊部", 28, 16500, "staff", 50, 3),
        Job("护士", "护理部", 40, 8200, "staff", 92, 5, shifts=True),
        Job("药师", "药房", 12, 8600, "staff", 65, 2),
        Job("前台", "综合部", 14, 5800, "staff", 85, 2),
        Job("后勤", "综合部", 6, 5200, women=45, overtime=2),
    ),
    tenure=54,
    turnover=11,
    part_time=3,
    over_age=8,
    interns=0,
    dispatch=True,
    pay_days=(10, 15, 28),
    fund_rates=(8, 12),
    hazard=True,
    bonus=True,
    daily=True,
)
TRADES: dict[str, Trade] = {trade.kind: trade for trade in (RESTAURANT, WORKSHOP, SHOP, STUDIO, CONSTRUCTION, CLINIC)}
