"""人脸指纹考勤没有评估: biometric attendance without an impact assessment."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "用人脸或指纹考勤，没有做个人信息影响评估",
        "Biometric attendance without an impact assessment",
    ),
    facts=Company,
    since="2021-11-01",
    cites=(
        Cite("个人信息保护法", 28, 1),
        Cite("个人信息保护法", 28, 2),
        Cite("个人信息保护法", 55),
        Cite("个人信息保护法", 66, 1),
    ),
    severity="low",
    explain=(
        "用人脸或指纹考勤，没有做过个人信息保护影响评估。",
        "Faces or fingerprints are used for attendance without a recorded impact assessment.",
    ),
    remedy=(
        "补做评估并留下记录，告诉员工用途和影响，限制保存时间；能用工卡等不采集人脸指纹的方式的，给员工选择。",
        "Make and record the assessment, tell staff the purpose and effects, limit storage, and where a card "
        "or another way without faces and fingerprints works, let staff choose.",
    ),
    limits=(
        (
            "是否取得单独同意没有检查",
            "Separate consent is not checked",
        ),
    ),
    rulebook="pipl.sensitive",
)
def biometric(facts: Company, law: Law) -> Breach:
    return law.breach(
        applies=facts.biometric_attendance,
        when=~facts.biometric_assessed,
    )
