"""由其他单位参保: insured through another unit than the employer."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule

OWN_DUTY = Cite("社会保险法", 58, 1)


def _plain(name: pl.Expr) -> pl.Expr:
    """单位名称: without spaces, brackets in one form, so that the same name written differently stays the same."""
    return (
        name.str.replace_all(r"\s", "")
        .str.replace_all("（", "(", literal=True)
        .str.replace_all("）", ")", literal=True)
    )


@rule(
    title=("社保由其他单位缴纳，请核对", "Insured through another unit: please check"),
    facts=Employment,
    since="2011-07-01",
    cites=(OWN_DUTY,),
    severity="medium",
    question=True,
    explain=(
        "登记的参保单位是 {insurer}，不是本单位 {company_name}。用人单位应当为自己的员工参保。",
        "The insuring unit recorded is {insurer}, not {company_name}. An employer enrols its own employees.",
    ),
    remedy=(
        "核对原因：属于分支机构、关联单位签的合同、派遣或借调的，留存资料；属于找外面代缴的，改由本单位参保。",
        "Check why: keep the papers where a branch, an affiliate party to the contract, dispatch or secondment "
        "explains it; where an "
        "outside firm pays in its name, enrol the employee yourself.",
    ),
    limits=(
        (
            "分支机构、关联单位、派遣、借调等合法情形表里看不出来，所以只提请核对",
            "Branches, affiliates, dispatch and secondment cannot be told from the sheet, so this is only a question",
        ),
    ),
    rulebook="social.payer_mismatch",
)
def other_payer(facts: Employment, law: Law) -> Breach:
    other = facts.insurer.is_not_null()
    own_name = law.needed(facts.company_name, where=other)
    return law.breach(
        applies=(facts.status == "full_time") & facts.insurer_given,
        when=other & (_plain(facts.insurer) != _plain(own_name)),
        first=facts.started,
        last=facts.last_day,
    )
