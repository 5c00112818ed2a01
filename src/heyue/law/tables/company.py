"""企业信息表: who the employer is."""

from __future__ import annotations

from heyue.law.tables.column import Choice, Column, Table

C = Column

COMPANY = Table(
    "company",
    "企业信息",
    "Company",
    (
        C("name", "text", "企业名称", "Company name"),
        C("uscc", "text", "统一社会信用代码", "Unified social credit code"),
        C(
            "place",
            "text",
            "用工所在地",
            "Place of work",
            "六位行政区划代码或地名，如 440105 或 广州市海珠区",
            "GB/T 2260 code or name",
        ),
        C(
            "kind",
            "choice",
            "单位类型",
            "Kind of unit",
            choices=(
                Choice(
                    "enterprise", "企业", "Enterprise", ("公司", "有限公司", "有限责任公司", "个人独资企业", "合伙企业")
                ),
                Choice("individual_business", "个体工商户", "Individual business", ("个体户", "个体")),
                Choice("agency", "劳务派遣单位", "Dispatch agency", ("派遣公司",)),
                Choice("other", "其他", "Other"),
            ),
        ),
        C(
            "industry",
            "text",
            "行业",
            "Industry",
            "国民经济行业代码（GB/T 4754），如 C33、H62",
            "GB/T 4754 code such as C33",
        ),
        C("revenue", "money", "上年营业收入", "Revenue last year"),
        C("assets", "money", "资产总额", "Total assets"),
        C("founded", "date", "成立日期", "Founded on"),
        C(
            "pay_day",
            "count",
            "每月发薪日",
            "Pay day",
            "次月几日发上月工资；填 1–31",
            "Day of the following month on which wages are paid",
        ),
        C("injury_class", "count", "工伤风险类别", "Injury risk class", "一类到八类，填 1–8", "1 to 8"),
        C("comprehensive_approval", "flag", "综合工时已批准", "Comprehensive hours approved"),
        C("irregular_approval", "flag", "不定时工时已批准", "Irregular hours approved"),
    ),
    shape="pairs",
    help_zh="左列是项目，右列填内容；不知道的留空。",
    help_en="Items on the left, contents on the right; leave unknown ones empty.",
)
