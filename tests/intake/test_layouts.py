"""认识各种导出表: each export is recognised by the header rows its product writes, and its cells end in the right columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from heyue.intake.workbook import read
from tests.intake.books import ID_WOMAN, ROSTER, book, identity, messages


def columns(text: str) -> list[str]:
    """A header row written as one line."""
    return text.split()


TAX_PEOPLE = columns(
    "工号 *姓名 *证件类型 *证件号码 *国籍(地区) *性别 *出生日期 是否高级专家 *任职受雇从业类型 其他情况说明 入职年度就业情形 手机号码 "
    "任职受雇从业日期 离职日期 是否离职后补发工资 实际补发工资的月份 是否残疾 是否烈属 是否孤老 残疾证件类型 残疾证号 烈属证号 "
    "是否扣除减除费用 个人投资额 个人投资比例(%) 备注 中文名 涉税事由 出生国家(地区) 首次入境时间 预计离境时间 其他证件类型 其他证件号码 "
    "户籍所在地（省） 户籍所在地（市） 户籍所在地（区县） 户籍所在地（详细地址） 经常居住地（省） 经常居住地（市） 经常居住地（区县） "
    "经常居住地（详细地址） 联系地址（省） 联系地址（市） 联系地址（区县） 联系地址（详细地址） 电子邮箱 学历 开户银行 银行账号 开户行省份 职务"
)

TAX_SALARY = columns(
    "工号 *姓名 *证件类型 *证件号码 本期收入 本期免税收入 基本养老保险费 基本医疗保险费 失业保险费 住房公积金 累计子女教育 累计继续教育 "
    "累计住房贷款利息 累计住房租金 累计赡养老人 累计3岁以下婴幼儿照护 累计个人养老金 企业(职业)年金 商业健康保险 税延养老保险 公务交通费用 "
    "通讯费用 律师办案费用 西藏附加减除费用 其他 准予扣除的捐赠额 减免税额 协定减免 备注"
)

DINGTALK_MONTH_TOP = columns(
    "姓名 考勤组 部门 工号 职位 UserId 出勤天数 休息天数 工作时长(分钟) 迟到次数 迟到时长(分钟) 严重迟到次数 严重迟到时长(分钟) 旷工迟到次数 "
    "早退次数 早退时长(分钟) 上班缺卡次数 下班缺卡次数 旷工天数 出差时长(小时) 外出时长(小时) 请假 _ _ _ 加班总时长 _ _ 考勤结果 _"
)
DINGTALK_MONTH_LOW = ["_"] * 21 + [
    "事假(小时)", "病假(天)", "年假(天)", "调休(小时)", "工作日加班(小时)", "休息日加班(小时)", "节假日加班(小时)", "1\n星期日", "2\n星期一",
]  # fmt: skip

DINGTALK_DAY = columns(
    "姓名 考勤组 部门 工号 职位 UserId 日期 班次 上班1打卡时间 上班1打卡结果 下班1打卡时间 下班1打卡结果 上班2打卡时间 上班2打卡结果 "
    "下班2打卡时间 下班2打卡结果 上班3打卡时间 上班3打卡结果 下班3打卡时间 下班3打卡结果 关联的审批单 出勤天数 休息天数 工作时长(分钟)"
)


def blank(row: list[str]) -> list[str | None]:
    return [None if cell == "_" else cell for cell in row]


def test_the_tax_clients_people_are_a_roster(tmp_path: Path):
    row: list[object] = [None] * len(TAX_PEOPLE)
    given = {
        "工号": "001",
        "*姓名": "甲一",
        "*证件类型": "居民身份证",
        "*证件号码": ID_WOMAN,
        "*性别": "女",
        "*任职受雇从业类型": "雇员",
    }
    given |= {"任职受雇从业日期": "20240301", "手机号码": "13800000000", "*出生日期": "1949-12-31", "职务": "其他"}
    for label, value in given.items():
        row[TAX_PEOPLE.index(label)] = value
    student = list(row)
    student[:4] = ["002", "乙二", "居民身份证", identity("44010520050304123")]
    student[TAX_PEOPLE.index("*性别")] = "男"
    student[TAX_PEOPLE.index("*出生日期")] = "2005-03-04"
    student[TAX_PEOPLE.index("*任职受雇从业类型")] = "实习学生（全日制学历教育）"
    student[TAX_PEOPLE.index("离职日期")] = "2024-12-31"
    records = read([book(tmp_path / "人员.xlsx", {"人员信息": [TAX_PEOPLE, row, student]})])
    roster = records.frames["roster"]
    assert roster["employee"].to_list() == ["001", "002"]
    assert roster["form"].to_list() == ["full_time", "intern"]
    assert roster["started"].to_list() == [date(2024, 3, 1), date(2024, 3, 1)]
    assert roster["ended"].to_list() == [None, date(2024, 12, 31)]
    assert roster["birth"].to_list() == [date(1949, 12, 31), date(2005, 3, 4)]
    assert roster["sex"].to_list() == ["female", "male"]
    assert roster["phone"].to_list()[0] == "13800000000"
    assert records.problems == []


def tax_row(**given: object) -> list[object]:
    row: list[object] = [None] * len(TAX_SALARY)
    for label, value in given.items():
        row[next(at for at, head in enumerate(TAX_SALARY) if head.strip("*") == label)] = value
    return row


def test_the_tax_clients_wages_take_their_month_from_the_file_name(tmp_path: Path):
    row = tax_row(
        工号="A1",
        姓名="甲一",
        证件类型="居民身份证",
        证件号码=ID_WOMAN,
        本期收入=8000.5,
        基本养老保险费="640.00",
        累计子女教育=4000,
    )
    row[TAX_SALARY.index("累计赡养老人")] = 6000
    row[TAX_SALARY.index("累计个人养老金")] = 1000
    path = book(tmp_path / "正常工资薪金所得2026年3月.xlsx", {"正常工资薪金收入": [TAX_SALARY, row]})
    payroll = read([path]).frames["payroll"]
    assert payroll["month"].to_list() == [date(2026, 3, 1)]
    assert payroll["gross"].to_list() == [800050]
    assert payroll["pension"].to_list() == [64000]
    assert payroll["additional_deductions"].to_list() == [1_000_000]
    assert payroll["other_tax_deductions"].to_list() == [100_000]
    assert payroll["fund"].to_list() == [0]


def test_the_33_column_export_says_its_own_month(tmp_path: Path):
    header = [
        "工号",
        "姓名",
        "证件类型",
        "证件号码",
        "所得期间起",
        "所得期间止",
        "本期收入",
        "本期免税收入",
        "基本养老保险费",
        "基本医疗保险费",
    ]
    row = [None, "甲一", "居民身份证", ID_WOMAN, "2026-02-01", "2026-02-28", "6,000.00", "0", "480", "120"]
    payroll = read([book(tmp_path / "a.xlsx", {"Sheet1": [header, row]})]).frames["payroll"]
    assert payroll.select("month", "gross", "medical").row(0) == (date(2026, 2, 1), 600_000, 12_000)


def test_the_computed_tax_fills_the_wages_and_is_never_below_nothing(tmp_path: Path):
    wages = book(
        tmp_path / "工资202603.xlsx",
        {
            "正常工资薪金收入": [
                TAX_SALARY,
                tax_row(姓名="甲一", 证件号码=ID_WOMAN, 本期收入=8000),
                tax_row(姓名="乙二", 本期收入=4000),
            ]
        },
    )
    header = [
        "姓名",
        "证件类型",
        "证件号码",
        "本期收入",
        "累计收入额",
        "累计减除费用",
        "累计专项扣除",
        "累计应纳税所得额",
        "税率",
    ]
    header += ["累计应扣缴税额", "已缴税额", "应补(退)税额"]
    result = book(
        tmp_path / "税款计算2026年03月.xlsx",
        {
            "税款计算": [
                header,
                ["甲一", "居民身份证", ID_WOMAN, 8000, 24000, 15000, 0, 9000, "3%", 270, 180, 90],
                ["乙二", *[None] * 2, 4000, *[0] * 7, -12],
            ]
        },
    )
    records = read([wages, result])
    payroll = records.frames["payroll"].sort("gross")
    assert payroll["tax"].to_list() == [0, 9000]
    assert payroll.height == 2


def test_dingtalks_month_reads_two_header_rows_and_units(tmp_path: Path):
    top, low = blank(DINGTALK_MONTH_TOP), blank(DINGTALK_MONTH_LOW)
    row = ["甲一（离职）", "默认", "生产部", "A1", "工人", "u1", 20, 8, 9660, 1, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    row += [4, 2, 0, 8, 12.5, 16, 0, "正常", "迟到5分钟"]
    merges = [(2, 21, 2, 24), (2, 25, 2, 27), (2, 28, 2, 29)] + [(2, at, 3, at) for at in range(21)]
    sheet = [["月度汇总 统计日期：2026-03-01 至 2026-03-31"], ["报表生成时间：2026-04-01"], top, low, row]
    path = book(tmp_path / "考勤.xlsx", {"月度汇总": sheet, "花名册": ROSTER}, merges={"月度汇总": merges})
    records = read([path])
    month = records.frames["attendance"].row(0, named=True)
    assert month["employee"] == "A1"
    assert month["month"] == date(2026, 3, 1)
    assert month["day"] is None
    assert month["worked"] == 9660
    assert month["attended_days"] == 2000
    assert month["unpaid_leave_days"] == 100 + 50
    assert month["sick_days"] == 200
    assert month["compensatory_leave"] == 480
    assert (month["overtime_workday"], month["overtime_restday"], month["overtime_holiday"]) == (750, 960, 0)


def test_dingtalks_split_overtime_is_added_up(tmp_path: Path):
    header = ["姓名", "考勤组", "部门", "工号", "出勤天数", "加班-审批单统计", None, None, None]
    low = [None] * 5 + [
        "工作日（转调休）(小时)",
        "工作日（转加班费）(小时)",
        "休息日（转调休）(小时)",
        "休息日（转加班费）(小时)",
    ]
    rows = [["月度汇总 2026-03"], header, low, ["甲一", "默认", "生产部", "A1", 21, 1, 2, 3, 4]]
    path = book(tmp_path / "考勤.xlsx", {"月度汇总": rows}, merges={"月度汇总": [(1, 5, 1, 8)]})
    month = read([path]).frames["attendance"].row(0, named=True)
    assert (month["overtime_workday"], month["overtime_restday"]) == (180, 420)


def test_dingtalks_days_have_two_digit_years_and_next_day_punches(tmp_path: Path):
    row = [
        "甲一",
        "默认",
        "生产部",
        None,
        "工人",
        "u1",
        "26-03-02 星期一",
        "A 09:00-18:00",
        "08:58",
        "正常",
        "次日 01:10",
        "正常",
    ]
    row += [None] * 9 + [1, 0, 912]
    rest = ["甲一", "默认", "生产部", None, "工人", "u1", "26-03-03 星期二", "休息"] + [None] * 13 + [0, 1, 0]
    sheet = [["每日统计 统计日期：2026-03-01 至 2026-03-31"], ["报表生成时间"], DINGTALK_DAY, [None] * 24, row, rest]
    records = read([book(tmp_path / "d.xlsx", {"每日统计": sheet, "花名册": ROSTER})])
    days = records.frames["attendance"]
    assert days["employee"].to_list() == ["A1", "A1"]
    assert days["day"].to_list() == [date(2026, 3, 2), date(2026, 3, 3)]
    assert days["worked"].to_list() == [912, 0]
    assert days["night"].to_list() == [True, None]
    assert records.problems == []


def test_days_go_before_the_month_that_repeats_them(tmp_path: Path):
    day = (
        ["甲一", "默认", "生产部", "A1", "工人", "u1", "26-03-02 星期一", "A", "08:58", "正常", "18:03", "正常"]
        + [None] * 9
        + [1, 0, 540]
    )
    month = [
        ["月度汇总 2026-03-01 至 2026-03-31"],
        ["姓名", "考勤组", "工号", "出勤天数", "工作时长(分钟)"],
        ["甲一", "默认", "A1", 21, 9000],
    ]
    records = read([book(tmp_path / "d.xlsx", {"月度汇总": month, "每日统计": [DINGTALK_DAY, day]})])
    assert records.frames["attendance"]["worked"].to_list() == [540]
    assert [p.code for p in records.problems if p.sheet == "月度汇总"] == ["superseded"]


def test_dingtalks_punch_records_belong_to_the_day_the_export_names(tmp_path: Path):
    header = [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "职位",
        "UserId",
        "考勤日期",
        "考勤时间",
        "打卡时间",
        "打卡结果",
        "打卡地址",
    ]
    rows = [
        header,
        ["甲一", "默认", "生产部", "A1", "", "u1", "26-03-02 星期一", "26-03-02 18:00", "26-03-02 18:30", "正常", ""],
        ["甲一", "默认", "生产部", "A1", "", "u1", "26-03-02 星期一", "26-03-03 02:00", "2026-03-03 02:30", "正常", ""],
    ]
    days = read([book(tmp_path / "d.xlsx", {"原始记录": rows})]).frames["attendance"]
    assert days.select("day", "worked", "night").rows() == [(date(2026, 3, 2), 480, True)]


def test_only_agreed_dingtalk_leave_counts(tmp_path: Path):
    header = [
        "审批编号",
        "标题",
        "审批状态",
        "审批结果",
        "发起人工号",
        "发起人姓名",
        "发起人部门",
        "请假类型",
        "开始时间",
        "结束时间",
        "时长",
    ]
    rows = [
        header,
        [
            "1",
            "甲一提交的请假",
            "完成",
            "同意",
            "A1",
            "甲一",
            "生产部",
            "年假",
            "2026-03-02 上午",
            "2026-03-03 下午",
            "2",
        ],
        [
            "2",
            "甲一提交的请假",
            "完成",
            "拒绝",
            "A1",
            "甲一",
            "生产部",
            "事假",
            "2026-03-05 上午",
            "2026-03-05 下午",
            "1",
        ],
    ]
    leave = read([book(tmp_path / "d.xlsx", {"请假": rows})]).frames["leave"]
    assert leave.select("kind", "starts", "ends", "days").rows() == [
        ("annual", date(2026, 3, 2), date(2026, 3, 3), 200)
    ]


WECOM_DAY_TOP = (
    [None, None, None, "基础信息", None, "考勤概况"]
    + [None] * 8
    + ["外出打卡", None, None, "加班统计"]
    + [None] * 4
    + ["假勤统计", None, None]
)
WECOM_DAY_LOW = [
    "时间",
    "姓名",
    "账号",
    "部门",
    "职务",
    "所属规则",
    "班次",
    "最早",
    "最晚",
    "打卡次数(次)",
    "标准工作时长(小时)",
]
WECOM_DAY_LOW += [
    "实际工作时长(小时)",
    "假勤申请",
    "考勤结果",
    "外出打卡次数(次)",
    "最早",
    "最晚",
    "加班状态",
    "加班时长(小时)",
]
WECOM_DAY_LOW += [
    "工作日加班计为调休(小时)",
    "工作日加班计为加班费(小时)",
    "休息日加班计为加班费(小时)",
    "事假(天)",
    "病假(天)",
    "调休假(天)",
]


def test_wecoms_day_tells_the_two_earliest_apart(tmp_path: Path):
    row = [
        "2026/03/02 星期一",
        "甲一@员工",
        "jia",
        "生产部",
        "--",
        "规则",
        "班",
        "08:55",
        "22:40",
        "2",
        "8.0",
        "12.5",
        "--",
        "正常",
    ]
    row += ["1", "03:00", "04:00", "--", "3.5", "1", "2.5", "--", "0.5", "--", "1"]
    sheet = [["上下班打卡_日报"], ["统计时间：2026-03-01 ～ 2026-03-31"], WECOM_DAY_TOP, WECOM_DAY_LOW, row]
    merges = [(2, 3, 2, 4), (2, 5, 2, 13), (2, 14, 2, 16), (2, 17, 2, 21), (2, 22, 2, 24)]
    path = book(
        tmp_path / "w.xlsx", {"概况统计与打卡明细": sheet, "花名册": ROSTER}, merges={"概况统计与打卡明细": merges}
    )
    records = read([path])
    day = records.frames["attendance"].row(0, named=True)
    assert (day["employee"], day["day"], day["worked"]) == ("A1", date(2026, 3, 2), 750)
    assert day["night"] is True
    assert day["overtime_workday"] == 210
    assert day["overtime_restday"] == 0
    assert (day["unpaid_leave_days"], day["sick_days"], day["compensatory_leave"]) == (50, 0, 480)


def test_wecoms_month_has_line_breaks_and_no_year(tmp_path: Path):
    header = [
        "姓名",
        "账号",
        "所属规则",
        "部门",
        "职务",
        "应出勤天数\n(天)",
        "实际出勤天数\n(天)",
        "休息天数\n(天)",
        "正常天数\n(天)",
    ]
    header += [
        "实际工作时长\n(小时)",
        "事假\n(天)",
        "加班时长\n(小时)",
        "工作日加班时长\n(小时)",
        "工作日加班计为调休\n(小时)",
        "1\n星期三",
    ]
    row = ["甲一", "jia", "规则", "生产部", "--", "22", "21", "8", "21", "176.5", "1", "6", "6", "6", "正常 ;"]
    sheet = [["上下班打卡_月报"], ["统计时间:04-01 ～ 04-30"], [None] * 15, header, row]
    path = book(tmp_path / "公司2026年考勤.xlsx", {"上下班打卡_月报": sheet})
    month = read([path]).frames["attendance"].row(0, named=True)
    assert month["month"] == date(2026, 4, 1)
    assert (month["due_days"], month["attended_days"], month["worked"]) == (2200, 2100, 10590)
    assert (month["overtime_workday"], month["unpaid_leave_days"]) == (360, 100)


def test_wecoms_old_punches_are_one_a_row(tmp_path: Path):
    header = ["姓名", "日期", "打卡类型", "应打卡时间", "实际打卡时间", "打卡地点", "打卡状态", "备注"]
    rows = [
        header,
        ["甲一", "2026/3/2", "上班打卡", "09:00", "08:50", "", "正常", ""],
        ["甲一", "2026/3/2", "下班打卡", "18:00", "18:20", "", "", ""],
    ]
    rows.append(["甲一", "2026/3/3", "上班打卡", "09:00", "未打卡", "", "", ""])
    days = read([book(tmp_path / "w.xlsx", {"打卡": rows})]).frames["attendance"]
    assert days.select("day", "worked").rows() == [(date(2026, 3, 2), 570)]


def test_zktecos_list_takes_first_and_last_and_asks_for_the_missing_one(tmp_path: Path):
    header = ["部门", "姓名", "考勤号码", "日期时间", "机器号", "编号", "比对方式", "卡号"]
    punches = [
        "2026/3/2 8:58:12",
        "2026/3/2 12:01:00",
        "2026/3/2 18:03:40",
        "2026/3/3 9:00:00",
        "2026/3/4 18:00:00",
        "2026/3/5 1:30:00",
    ]
    rows = [header, *(["生产部", "甲一", "1", punch, "1", "", "指纹", ""] for punch in punches)]
    records = read([book(tmp_path / "z.xlsx", {"Sheet1": rows})])
    days = records.frames["attendance"]
    assert days.select("day", "worked", "night").rows() == [
        (date(2026, 3, 2), 545, False),
        (date(2026, 3, 3), None, None),
        (date(2026, 3, 4), 450, True),
    ]
    assert [(p.code, p.row) for p in records.problems if p.code == "single_punch"] == [("single_punch", 5)]


def test_zktecos_sheet_has_two_rows_a_person(tmp_path: Path):
    who: list[object] = [None] * 31
    who[0], who[2], who[8], who[10], who[17], who[19] = "工 号：", "1", "姓 名：", "甲一", "部 门：", "生产部"
    punches: list[object] = [None] * 31
    punches[0], punches[1], punches[2] = "08:58\n18:03", "08:5812:0013:0018:30", "09:00"
    top: list[list[object]] = [["刷卡记录表"], [], [None, None, "2026-03-01 ~ 2026-03-31"], list(range(1, 32))]
    records = read([book(tmp_path / "z.xlsx", {"刷卡记录": [*top, who, punches], "排班信息": [["排班"]]})])
    days = records.frames["attendance"]
    assert days["department"].to_list() == ["生产部"] * 3
    assert days.select("day", "worked").rows() == [
        (date(2026, 3, 1), 545),
        (date(2026, 3, 2), 572),
        (date(2026, 3, 3), None),
    ]
    assert "single_punch 刷卡记录 6" in messages(records.problems)


def test_a_pay_sheet_of_ones_own_is_found_under_titles_and_groups(tmp_path: Path):
    rows = [
        ["××公司2026年３月工资表"],
        ["单位：元"],
        ["序号", "姓名", "部门", "应发项目", None, None, None, "应发合计", "扣款项目", None, None, "实发工资", "签名"],
        [None, None, None, "基本工资", "绩效", "平时加班", "餐补", None, "养老保险", "个税", "水电费", None, None],
        [1, "甲一", "生产部", "５，０００", 300, "￥120.50", "--", 5420.5, 400, "0", "(30.00)", 4990.5, None],
        [2, "乙二", "销售部", 4000, None, None, 200, 4200, 320, None, None, 3880, None],
        ["合计", None, None, 9000, 300, 120.5, 200, 9620.5, 720, 0, 30, 8870.5, None],
        ["制表：", None, None, "审核：", None, None, None, "批准："],
    ]
    merges = [(0, 0, 0, 12), (2, 3, 2, 6), (2, 8, 2, 10)]
    records = read([book(tmp_path / "工资.xlsx", {"3月": rows, "花名册": ROSTER}, merges={"3月": merges})])
    payroll = records.frames["payroll"]
    assert payroll["employee"].to_list() == ["A1", "A2"]
    assert payroll["month"].to_list() == [date(2026, 3, 1)] * 2
    assert payroll["base"].to_list() == [500_000, 400_000]
    assert payroll["performance"].to_list() == [30_000, 0]
    assert payroll["overtime_pay"].to_list() == [12_050, 0]
    assert payroll["allowances"].to_list() == [0, 20_000]
    assert payroll["other_deductions"].to_list() == [3_000, 0]
    assert payroll["net"].to_list() == [499_050, 388_000]
    assert "deposit" not in records.given["payroll"]
    assert payroll["deposit"].to_list() == [None, None]
    assert records.problems == []


def test_pay_slips_with_a_header_for_everyone_are_one_table(tmp_path: Path):
    header = ["姓名", "基本工资", "应发工资", "实发工资"]
    rows = [["2026-03 工资条"], header, ["甲一", 5000, 5000, 4600], [], header, ["乙二", 4000, 4000, 3700]]
    payroll = read([book(tmp_path / "p.xlsx", {"Sheet1": rows})]).frames["payroll"]
    assert payroll["net"].to_list() == [460_000, 370_000]


def test_a_roster_with_contract_columns_gives_contracts_too(tmp_path: Path):
    rows = [
        ["序号", "姓名", "身份证号码", "入职时间", "手机号", "合同起始日期", "合同到期日", "岗位"],
        [1, "甲一", ID_WOMAN, "2024年3月1日", 13800000000, "2024.3.1", "2027/2/28", "缝纫"],
        [2, "乙二", None, 45383, None, "2024-04-01", "无固定期限", "销售"],
        [3, "丙三", None, "2024-05-06", None, None, None, "销售"],
    ]
    records = read([book(tmp_path / "r.xlsx", {"员工": rows})])
    assert records.frames["roster"]["employee"].to_list() == ["R2", "R3", "R4"]
    assert records.frames["roster"]["started"].to_list() == [date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 6)]
    contracts = records.frames["contracts"]
    assert contracts.select("employee", "term", "starts", "ends").rows() == [
        ("R2", "fixed", date(2024, 3, 1), date(2027, 2, 28)),
        ("R3", "open", date(2024, 4, 1), None),
    ]


def test_insurance_and_attendance_of_ones_own_are_found(tmp_path: Path):
    insurance = [
        ["参保月份明细"],
        ["姓名", "缴费年月", "养老保险", None, None],
        [None, None, "缴费基数", "单位应缴", "个人应缴"],
        ["甲一", 202603, 5000, 800, 400],
    ]
    attendance = [
        ["2026年3月考勤表"],
        ["姓名", "应出勤", "实际出勤", "平时加班(小时)", "事假(天)"],
        ["甲一", 22, 21.5, "3小时", "0.5天"],
    ]
    path = book(
        tmp_path / "m.xlsx", {"缴费": insurance, "考勤": attendance, "花名册": ROSTER}, merges={"缴费": [(1, 2, 1, 4)]}
    )
    records = read([path])
    assert records.frames["insurance"].select("employee", "month", "pension_base", "pension_employer", "pension_employee").row(0) == (
        "A1", date(2026, 3, 1), 500_000, 80_000, 40_000,
    )  # fmt: skip
    assert records.frames["attendance"].select(
        "due_days", "attended_days", "overtime_workday", "unpaid_leave_days"
    ).row(0) == (2200, 2150, 180, 50)
    assert records.problems == []


def test_text_files_are_read_in_both_encodings(tmp_path: Path):
    text = "工号,姓名,入职日期,部门\n001,甲一,２０２４／３／１,生产部\n002,乙二,2024-04-01,销售部\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / f"roster-{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        roster = read([path]).frames["roster"]
        assert roster["employee"].to_list() == ["001", "002"]
        assert roster["started"].to_list() == [date(2024, 3, 1), date(2024, 4, 1)]


def test_an_html_table_called_xls_is_read(tmp_path: Path):
    rows = "".join(
        f"<tr><td>甲一</td><td>1</td><td>2026/3/2 {time}</td><td>生产部</td></tr>" for time in ("8:58", "18:03")
    )
    head = "<tr><td>姓名</td><td>考勤号码</td><td>日期时间</td><td>部门</td></tr>"
    path = tmp_path / "record.xls"
    path.write_bytes(f"<html><body><table>{head}{rows}</table></body></html>".encode("gb18030"))
    assert read([path]).frames["attendance"]["worked"].to_list() == [545]


def test_a_merged_title_right_above_the_header_is_a_title(tmp_path: Path):
    rows = [["某某公司2026年3月工资表"], ["姓名", "基本工资", "应发工资", "实发工资"], ["甲一", 5000, 5000, 4600]]
    path = book(tmp_path / "p.xlsx", {"Sheet1": rows}, merges={"Sheet1": [(0, 0, 0, 3)]})
    assert read([path]).frames["payroll"]["month"].to_list() == [date(2026, 3, 1)]
