"""体检的表单: files, place and day; columns of a sheet; a person filled in online; a link's days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from heyue.apps.checkups.given import SHARE_DAYS, Given, verified
from heyue.apps.deeds.both import both, lang
from heyue.intake.cells import Unread, read_month
from heyue.intake.identity import fault
from heyue.intake.mapping import BadMapping
from heyue.law.divisions import PlaceUnclear, find_place, full_name
from heyue.law.tables import TABLES

MOST_FILES, MOST_BYTES = 20, 20 * 1024 * 1024
ENDINGS = {"xlsx": (b"PK\x03\x04",), "xls": (b"\xd0\xcf\x11\xe0", b"<", b"\xef\xbb\xbf<", b"PK\x03\x04"), "csv": ()}
NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"MZ", b"GIF8")
"""开头的字节: what a file of that ending begins with, and what no csv begins with; the reader's child looks at the rest."""


class Day(forms.DateField):
    """日期: a day in the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": both("请写成 2026-03-01 这样的日期", "Write a date such as 2026-03-01")}
        super().__init__(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages=wrong, **kwargs)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """几个文件: each looked at by its name, size and first bytes; what is wrong is said of each by its name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Given]:
        given = [one for one in (data or []) if one]
        if not given:
            raise forms.ValidationError(both("请选一个表格文件", "Choose a spreadsheet"))
        if len(given) > MOST_FILES:
            text = both(
                f"一次最多 {MOST_FILES} 个文件，现在有 {len(given)} 个",
                f"At most {MOST_FILES} files at a time; there are {len(given)}",
            )
            raise forms.ValidationError(text)
        faults, files, names = [], [], set[str]()
        for one in given:
            wrong = _fault(one)
            if wrong is not None:
                faults.append(forms.ValidationError(both(f"“{_name(one)}”{wrong[0]}", f'"{_name(one)}" {wrong[1]}')))
                continue
            name = _unlike(_name(one), names)
            names.add(name)
            files.append(Given(name, name.rsplit(".", 1)[-1].lower(), one.read()))
        if faults:
            raise forms.ValidationError(faults)
        return files

    def to_python(self, data: Any) -> Any:
        return data


class FilesInput(ManyFiles):
    """文件输入: gives the field all files of its name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def _name(one: UploadedFile[Any]) -> str:
    """The file's name as shown: without a folder, on one line, not too long."""
    plain = " ".join(str(one.name or "").replace("\\", "/").rsplit("/", 1)[-1].split())
    return "".join(sign for sign in plain if sign.isprintable())[-120:] or "?"


def _unlike(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, made = 2, name
    while made in taken:
        made, number = f"{stem}（{number}）{dot}{ending}", number + 1
    return made


def _fault(one: UploadedFile[Any]) -> tuple[str, str] | None:
    """What is wrong with a file, as the end of a sentence that begins with its name; None where nothing is."""
    ending = _name(one).rpartition(".")[2].lower()
    size = one.size or 0
    if ending not in ENDINGS:
        return "不是表格文件；请交 xlsx、xls 或 csv", "is no spreadsheet; hand in xlsx, xls or csv"
    if size == 0:
        return "是空的；请换一个有内容的", "is empty; choose one with contents"
    if size > MOST_BYTES:
        return (
            f"有 {size // 1_000_000} MB，最大 20 MB；请分成几个文件",
            f"has {size // 1_000_000} MB, at most 20 MB; split it",
        )
    start = one.read(8)
    one.seek(0)
    wanted = ENDINGS[ending]
    if (wanted and not start.startswith(wanted)) or (not wanted and start.startswith(NOT_TEXT)):
        return (
            "的内容和它的后缀不一致；请用表格软件打开后另存为 xlsx",
            "does not hold what its ending says; open it and save it as xlsx",
        )
    return None


class UploadForm(forms.Form):
    """开始体检: for which employer, files, place and day."""

    organisation = forms.ChoiceField(label=both("给哪家企业体检", "Which employer is checked"))
    files = FilesField(
        label=both("选择表格", "Choose the spreadsheets"),
        widget=FilesInput({"multiple": True, "accept": ".xlsx,.xls,.csv,application/vnd.ms-excel,text/csv"}),
    )
    place = forms.CharField(
        max_length=40, required=False, label=both("用工所在地", "Place of work"),
        help_text=both("默认是企业登记的地方；可以写地名，如 广州市海珠区", "The employer's own place unless you say otherwise, such as 广州市海珠区"),
    )  # fmt: skip
    as_of = Day(
        required=False,
        label=both("按哪一天检查", "As of which day"),
        help_text=both("默认今天", "Today unless you say otherwise"),
    )

    def __init__(self, *args: Any, employers: Sequence[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.employers = today, {str(one.pk): one for one in employers}
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - our own field
        choice.choices = [(key, one.name) for key, one in self.employers.items()]
        if len(employers) == 1:
            choice.widget, choice.initial = forms.HiddenInput(), str(employers[0].pk)
            self.fields["place"].initial = full_name(employers[0].place)

    def clean_organisation(self) -> UUID:
        key: UUID = self.employers[self.cleaned_data["organisation"]].pk
        return key

    def clean_place(self) -> str:
        text = self.cleaned_data["place"].strip()
        if not text:
            return ""
        try:
            return find_place(text)
        except PlaceUnclear:
            raise forms.ValidationError(
                both(
                    f"认不出“{text}”；请写完整地名，如 广州市海珠区",
                    f'"{text}" is not a known place; write it in full, such as 广州市海珠区',
                )
            ) from None

    def clean_as_of(self) -> date:
        found: date = self.cleaned_data.get("as_of") or self.today
        if not date(2008, 1, 1) <= found <= date(self.today.year + 1, 12, 31):
            raise forms.ValidationError(
                both("日期应在 2008年1月1日和明年年底之间", "A day from 1 January 2008 to the end of next year")
            )
        return found


class ShareForm(forms.Form):
    """分享: how many days the link lasts."""

    days = forms.TypedChoiceField(
        coerce=int, initial=7, label=both("链接几天后失效", "The link lasts"),
        choices=[(days, both(f"{days} 天", f"{days} day{'s' if days > 1 else ''}")) for days in SHARE_DAYS],
    )  # fmt: skip


# ---- columns -------------------------------------------------------------------------------------------------------


def table_choices() -> list[tuple[str, str]]:
    """The tables a sheet may be, in the reader's language."""
    return [(name, table.zh if lang() == "zh" else table.en) for name, table in TABLES.items() if table.shape == "rows"]


def column_choices(table: str) -> list[tuple[str, str]]:
    """The columns of a table, in the reader's language."""
    columns = TABLES[table].columns if table in TABLES else ()
    found = [(column.name, column.zh if lang() == "zh" else column.en) for column in columns]
    extra = (
        [("id_number", both("公民身份号码", "Identity number"))]
        if table in TABLES and "id_number" not in TABLES[table].by_name
        else []
    )
    return [*found, *extra]


class Sheet:
    """一张要对的表: a sheet in doubt with what the page asks about it; `data` is what was chosen, GET or POST."""

    def __init__(self, number: int, doubt: Mapping[str, Any], data: Mapping[str, Any]) -> None:
        self.number, self.doubt, self.data = number, doubt, data
        self.file, self.name, self.sheet, self.reason = doubt["file"], doubt["name"], doubt["sheet"], doubt["reason"]
        asked = str(data.get(f"table-{number}", doubt["table"]))
        self.table = asked if asked in TABLES or asked in {"", "skip"} else ""
        grid = doubt["grid"]
        header = str(data.get(f"header-{number}", doubt["header"]))
        self.header = (
            int(header)
            if header.isascii() and header.isdigit() and 1 <= int(header) <= max(len(grid), 1)
            else doubt["header"]
        )
        self.month = str(data.get(f"month-{number}", ""))[:10]
        self.fault: str | None = None

    @property
    def needs_month(self) -> bool:
        return self.reason == "no_month" or bool(self.month)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Each column of the sheet: its label, up to three sample cells, and the column of ours it stands for."""
        grid = self.doubt["grid"]
        if not grid:
            return []
        known = (
            self.doubt["columns"] if self.table == self.doubt["table"] and self.header == self.doubt["header"] else {}
        )
        found = []
        for at, label in enumerate(grid[self.header - 1]):
            samples = [row[at] for row in grid[self.header :] if at < len(row) and row[at]][:3]
            if not label and not samples:
                continue
            chosen = str(self.data.get(f"column-{self.number}-{at}", known.get(str(at), "")))
            found.append({"at": at, "label": label, "samples": samples, "chosen": chosen})
        return found

    @property
    def tables(self) -> list[tuple[str, str]]:
        return table_choices()

    @property
    def choices(self) -> list[tuple[str, str]]:
        return column_choices(self.table)

    @property
    def headers(self) -> list[int]:
        return list(range(1, len(self.doubt["grid"]) + 1))

    def entry(self) -> dict[str, Any] | None:
        """What was said of the sheet, in the shape of a mapping file; None where nothing was said. Sets `fault`."""
        if self.table == "skip":
            return {"skip": True}
        if not self.table:
            self.fault = both("请选这是什么表，或者选“不用这张表”", "Say what this sheet is, or leave it out")
            return None
        allowed = {name for name, _ in self.choices}
        columns = {one["label"]: one["chosen"] for one in self.columns if one["label"] and one["chosen"] in allowed}
        entry: dict[str, Any] = {"table": self.table, "header_row": self.header, "columns": columns}
        if self.month:
            try:
                read_month(self.month)
            except Unread:
                self.fault = both("月份请写成 2026-03", "Write the month as 2026-03")
                return None
            entry["month"] = self.month
        try:
            verified(self.name, {self.sheet or "csv": entry})
        except BadMapping as bad:
            self.fault = both(bad.zh, bad.en)
            return None
        return entry


# ---- a person filled in online -------------------------------------------------------------------------------------

_YES_NO = (("unknown", both("不清楚", "Not sure")), ("yes", both("有", "Yes")), ("no", both("没有", "No")))


def _choices(table: str, column: str) -> list[tuple[str, str]]:
    return [(one.value, both(one.zh, one.en)) for one in TABLES[table].by_name[column].choices]


class Money(forms.DecimalField):
    """金额: yuan, two places."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal(0),
            max_value=Decimal(1_000_000),
            decimal_places=2,
            required=False,
            widget=forms.NumberInput({"inputmode": "decimal"}),
            **kwargs,
        )


class PersonForm(forms.Form):
    """一个人: as many questions as fit a phone, in three groups; whatever is not known stays empty."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        (
            both("这个人", "The person"),
            ("name", "id_number", "form", "job", "started", "ended", "monthly_wage", "insured", "enrolled"),
        ),
        (both("劳动合同", "The contract"), ("has_contract", "term", "signed", "starts", "ends", "probation_ends")),
        (
            both("上个月的工资", "Last month's pay"),
            ("base", "overtime_pay", "gross", "social", "fund", "tax", "net", "pay_date"),
        ),
    )
    version = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)
    name = forms.CharField(max_length=40, label=both("姓名", "Name"))
    id_number = forms.CharField(
        max_length=18, required=False, label=both("公民身份号码", "Identity number"),
        help_text=both("用来算年龄；加密保存，报告里不出现", "Tells the age; kept encrypted and never shown in the report"),
    )  # fmt: skip
    form = forms.ChoiceField(
        choices=_choices("roster", "form"), initial="full_time", label=both("用工形式", "Form of employment")
    )
    job = forms.CharField(max_length=40, required=False, label=both("岗位", "Job"))
    started = Day(label=both("哪一天开始上班", "First day at work"))
    ended = Day(required=False, label=both("已离职的，最后一天", "Last day, if already gone"))
    monthly_wage = Money(label=both("约定月工资（元）", "Agreed monthly wage (yuan)"))
    insured = forms.ChoiceField(
        choices=_YES_NO,
        initial="unknown",
        widget=forms.RadioSelect,
        label=both("本单位给他参加社保了吗", "Insured through this employer"),
    )
    enrolled = Day(required=False, label=both("哪一天参保", "Insured since"))
    has_contract = forms.ChoiceField(
        choices=_YES_NO,
        initial="unknown",
        widget=forms.RadioSelect,
        label=both("签了书面劳动合同吗", "A written contract"),
    )
    term = forms.ChoiceField(
        choices=_choices("contracts", "term"), required=False, initial="fixed", label=both("合同期限", "Kind of term")
    )
    signed = Day(required=False, label=both("哪一天签的", "Signed on"))
    starts = Day(required=False, label=both("从哪一天起", "From"))
    ends = Day(required=False, label=both("到哪一天止", "To"))
    probation_ends = Day(required=False, label=both("试用期到哪一天", "Probation until"))
    base = Money(label=both("基本工资（元）", "Base pay (yuan)"))
    overtime_pay = Money(label=both("加班费（元）", "Overtime pay (yuan)"))
    gross = Money(
        label=both("应发工资（元）", "Gross pay (yuan)"),
        help_text=both("不填应发工资，工资就不检查", "Without it pay is not checked"),
    )
    social = Money(label=both("个人社保（元）", "Employee's insurance (yuan)"))
    fund = Money(label=both("个人公积金（元）", "Employee's housing fund (yuan)"))
    tax = Money(label=both("个人所得税（元）", "Income tax (yuan)"))
    net = Money(label=both("实发工资（元）", "Net pay (yuan)"))
    pay_date = Day(required=False, label=both("哪一天发的", "Paid on"))

    @property
    def grouped(self) -> list[dict[str, Any]]:
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in self.groups]

    def clean_id_number(self) -> str:
        text = "".join(self.cleaned_data["id_number"].split()).upper()
        if text and fault(text)[1] is None:
            raise forms.ValidationError(
                both(
                    "号码不对：应为 18 位，最后一位是校验码；请对照身份证",
                    "Not a valid number: 18 characters, the last is a check",
                )
            )
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("insured") == "yes" and not data.get("enrolled"):
            self.add_error("enrolled", both("参保的，请写哪一天参保", "Give the day if he is insured"))
        if data.get("has_contract") == "yes" and not data.get("starts"):
            self.add_error("starts", both("签了合同的，请写从哪一天起", "Give the first day of the contract"))
        for first, last in (("started", "ended"), ("starts", "ends")):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, both("不能早于开始的那一天", "Cannot be before the first day"))
        return data

    def values(self) -> dict[str, Any]:
        """The answers as plain JSON: days as ISO text, sums as decimal text."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if name != "version" and value not in {None, ""}
        }
        return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in kept.items()}
