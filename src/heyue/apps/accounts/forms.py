"""账户的表单: what people type, read into stored values; each fault says what to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from allauth.account.forms import LoginForm as LibraryLogin
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from heyue.apps.accounts import logins, queries
from heyue.apps.deeds.both import both
from heyue.catalog.roles import Role, roles
from heyue.law import divisions, industries, uscc

MOST_YUAN = Decimal(9_999_999_999_999)


class PlaceField(forms.CharField):
    """所在地: a name or a code, read into a division code; a city that has districts is not enough."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", both("所在区县", "District"))
        more.setdefault(
            "help_text",
            both(
                "写到区县，如 广州市海珠区，或六位代码 440105",
                "Down to the district, such as 广州市海珠区, or its code 440105",
            ),
        )
        typed = {"list": "places", "autocomplete": "off", "hx-get": "/accounts/places", "hx-target": "#places"}
        more.setdefault("widget", forms.TextInput(attrs={**typed, "hx-trigger": "input changed delay:200ms"}))
        super().__init__(max_length=60, **more)

    def prepare_value(self, value: Any) -> Any:
        return divisions.full_name(value) or value if isinstance(value, str) and value.isdigit() else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            code = divisions.find_place(text)
        except divisions.PlaceUnclear as unclear:
            raise ValidationError(_unclear(unclear)) from unclear
        if code == divisions.COUNTRY or (
            len(code) < 6 and any(other.startswith(code) and len(other) > len(code) for other in divisions.names())
        ):
            full = divisions.full_name(code)
            raise ValidationError(
                both(f"{full}下面还有区县，请写到区县", f"{full} has districts; please name the district")
            )
        return code


class OfficePlaceField(PlaceField):
    """管辖地: of a bureau or another body: a province, a city or a district."""

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        try:
            code = divisions.find_place(text)
        except divisions.PlaceUnclear as unclear:
            raise ValidationError(_unclear(unclear)) from unclear
        if code == divisions.COUNTRY:
            raise ValidationError(both("请写到省、市或区县", "Please name a province, a city or a district"))
        return code


def _unclear(unclear: divisions.PlaceUnclear) -> str:
    if not unclear.candidates:
        return both(
            f"没有找到“{unclear.text}”，请写省、市、区县的名称或代码，如 广州市海珠区",
            f"No place is called “{unclear.text}”; write the name or code of a district, such as 广州市海珠区",
        )
    listed = [f"{full}（{code}）" for code, full in unclear.candidates[:6]]
    return both(
        f"有几个地方叫“{unclear.text}”，请写全称：{'、'.join(listed)}",
        f"Several places are called “{unclear.text}”; write one in full: {', '.join(listed)}",
    )


class CodeField(forms.CharField):
    """统一社会信用代码, checked; None where it is left out."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", both("统一社会信用代码", "Unified social credit code"))
        more.setdefault(
            "help_text",
            both("营业执照上的 18 位代码，可以以后再填", "The 18 characters on the licence; may be added later"),
        )
        more.setdefault(
            "widget",
            forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        )
        super().__init__(max_length=40, **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return uscc.read(text)
        except uscc.BadCode as bad:
            raise ValidationError(both(*bad.words)) from bad


class LoginField(forms.CharField):
    """登录名: a mobile number or an e-mail address."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", both("手机号或邮箱", "Mobile number or e-mail"))
        more.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "autocomplete": "username",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                    "inputmode": "email",
                }
            ),
        )
        super().__init__(max_length=254, **more)

    def clean(self, value: Any) -> Any:
        login = logins.normal(super().clean(value))
        if not (logins.is_mobile(login) or logins.is_mail(login)):
            raise ValidationError(
                both(
                    "请写 11 位手机号，或像 name@example.com 这样的邮箱",
                    "An 11-digit mobile number, or an address such as name@example.com",
                )
            )
        return login


class LoginForm(LibraryLogin):  # type: ignore[misc]
    """登录: the login is evened out as it was at sign-up."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"].label = both("手机号或邮箱", "Mobile number or e-mail")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "inputmode": "email"}
        self.fields["password"].label = both("密码", "Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        return logins.normal(self.cleaned_data["login"])


def _password(**more: Any) -> forms.CharField:
    return forms.CharField(
        label=both("密码", "Password"),
        help_text=both("至少 10 位，不用太常见的", "At least 10 characters, not a common one"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        **more,
    )


def _name(**more: Any) -> forms.CharField:
    more.setdefault("label", both("怎么称呼你", "Your name"))
    return forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}), **more)


class FirmForm(forms.Form):
    """注册第一屏: the firm."""

    firm = forms.CharField(
        label=both("企业名称", "Name of the firm"),
        help_text=both("和营业执照上一样", "As on the licence"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    place = PlaceField()
    uscc = CodeField(required=False)


class AccountForm(forms.Form):
    """注册第二屏, 或凭邀请新建账户: the person."""

    name = _name()
    login = LoginField()
    password = _password()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        _strong(self, found.get("password"), found.get("login", ""))
        return found


class NewPasswordForm(forms.Form):
    """新密码, by a link."""

    password = _password()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        _strong(self, found.get("password"), "")
        return found


def _strong(form: forms.Form, password: str | None, login: str) -> None:
    """Adds the faults of a weak password to its field; the library's own checks, and that it is not the login."""
    if not password:
        return
    try:
        validate_password(password)
    except ValidationError as weak:
        form.add_error("password", weak)
    if login and (login in password.lower() or password.lower() in login):
        form.add_error("password", both("密码不要和手机号或邮箱一样", "The password should not be the login"))


class ResetForm(forms.Form):
    """申请重设密码."""

    login = LoginField()


class ProfileForm(forms.Form):
    """单位资料. Sums in yuan here, in fen where they are stored."""

    name = forms.CharField(label=both("单位名称", "Name"), max_length=120)
    place = PlaceField()
    uscc = CodeField(required=False)
    household = forms.BooleanField(label=both("个体工商户", "Individual household"), required=False)
    industry = forms.CharField(
        label=both("行业", "Industry"),
        help_text=both(
            "从列表选，或写国民经济行业分类代码，如 C34、F52、H62",
            "Choose from the list, or write a code of GB/T 4754 such as C34, F52, H62",
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "industries", "autocomplete": "off"}),
    )
    employees = forms.IntegerField(
        label=both("从业人员（人）", "Persons employed"),
        min_value=0,
        max_value=9_999_999,
        required=False,
        help_text=both("年末人数", "At the end of the year"),
    )
    revenue = forms.DecimalField(
        label=both("年营业收入（元）", "Revenue of the year (yuan)"),
        min_value=0,
        max_value=MOST_YUAN,
        decimal_places=2,
        required=False,
    )
    assets = forms.DecimalField(
        label=both("资产总额（元）", "Total assets (yuan)"),
        min_value=0,
        max_value=MOST_YUAN,
        decimal_places=2,
        required=False,
    )

    def clean_industry(self) -> str:
        text = self.cleaned_data["industry"]
        if not text:
            return ""
        try:
            return industries.read(text)
        except industries.BadIndustry as bad:
            raise ValidationError(both(*bad.words)) from bad

    def clean_revenue(self) -> int | None:
        return _fen(self.cleaned_data["revenue"])

    def clean_assets(self) -> int | None:
        return _fen(self.cleaned_data["assets"])


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * 100)


def profile(organisation: Any) -> dict[str, Any]:
    """What the form shows of an organisation: sums in yuan, the industry by its name where the list has it."""
    code = organisation.industry
    listed = next((f"{one.code} {one.zh}" for one in industries.INDUSTRIES if one.code == code), code)
    shown = {name: getattr(organisation, name) for name in ("name", "place", "household", "employees")}
    money = {
        name: Decimal(value) / 100 if (value := getattr(organisation, name)) is not None else None
        for name in ("revenue", "assets")
    }
    return {**shown, **money, "uscc": organisation.uscc or "", "industry": listed}


class OpennessForm(forms.Form):
    """公开程度."""

    openness = forms.ChoiceField(label=both("给主管部门看多少", "What the bureau may see"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        told = queries.OPENNESS_WORDS.items()
        self.fields["openness"].choices = [  # type: ignore[attr-defined]
            (name, both(f"{word[0]}：{what[0]}", f"{word[1]}: {what[1]}")) for name, (word, what) in told
        ]


class RoleForm(forms.Form):
    """换成哪个角色: one that one's own may give, other than the present one."""

    role = forms.ChoiceField(label=both("新的角色", "New role"), widget=forms.RadioSelect)

    def __init__(self, held: frozenset[str], present: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            choice for choice in _role_choices(_given_by(held)) if choice[0] != present
        ]


class InviteForm(forms.Form):
    """邀请: a role below one's own, and a note whom it is for."""

    role = forms.ChoiceField(label=both("角色", "Role"))
    name = forms.CharField(
        label=both("给谁", "For whom"),
        max_length=60,
        required=False,
        help_text=both("只给自己看，方便分清链接", "For yourself only, to tell the links apart"),
    )

    def __init__(self, held: frozenset[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = _role_choices(_given_by(held))  # type: ignore[attr-defined]


def _given_by(held: frozenset[str]) -> list[Role]:
    """The roles that these may give."""
    return [role for role in roles().roles.values() if any(role.name in roles().roles[mine].invites for mine in held)]


def _role_choices(found: list[Role]) -> list[tuple[str, str]]:
    return [(role.name, both(role.zh, role.en)) for role in found]


class RegisterForm(forms.Form):
    """登记组织, by the platform's administrator, with the first person's role."""

    kind = forms.ChoiceField(label=both("类型", "Kind"))
    name = forms.CharField(label=both("名称", "Name"), max_length=120)
    place = OfficePlaceField(
        label=both("所在地或管辖地", "Place, or district it answers for"),
        help_text=both("省、市或区县", "Province, city or district"),
    )
    uscc = CodeField(required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [
            (name, both(*words)) for name, words in roles().kinds.items() if name not in {"enterprise", "platform"}
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def _scopes() -> list[tuple[str, str]]:
    return [(name, both(*words)) for name, words in roles().scopes.items()]


class MandateForm(forms.Form):
    """授权: what for and until when. `persons` are the agency's specialists, none meaning all."""

    scope = forms.MultipleChoiceField(label=both("授权内容", "What it covers"), widget=forms.CheckboxSelectMultiple)
    persons = forms.TypedMultipleChoiceField(
        label=both("具体经办人", "Persons"),
        coerce=queries.key,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=both("不选就是这家机构的所有专员", "None chosen means every specialist of the agency"),
    )
    until = forms.DateField(
        label=both("到哪天为止", "Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, people: list[Any], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["scope"].choices = _scopes()  # type: ignore[attr-defined]
        self.fields["persons"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["persons"]


class AskForm(MandateForm):
    """机构请求授权: from whom, by exact name or code."""

    client = forms.CharField(
        label=both("哪家企业", "Which employer"),
        help_text=both(
            "统一社会信用代码，或和营业执照上完全一样的名称",
            "Its unified social credit code, or its name exactly as on the licence",
        ),
        max_length=120,
    )
    field_order = ("client", "scope", "persons", "until")


class UntilForm(forms.Form):
    """续期到哪天."""

    until = forms.DateField(
        label=both("续到哪天", "Renew until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def year_later(day: date) -> date:
    """一年: the last day of a year that begins on that day; a mandate's time unless another is chosen."""
    return date.fromordinal((_same_day(day, day.year + 1)).toordinal() - 1)


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


class PowerForm(forms.Form):
    """临时查看的理由和时间."""

    reason = forms.CharField(
        label=both("为什么要看", "Why"),
        help_text=both("对方会在自己的记录里看到这段话", "The organisation reads this in its record"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.IntegerField(label=both("多少分钟", "Minutes"), min_value=1, max_value=60, initial=30)


class TokenForm(forms.Form):
    """接口令牌: what a program may do with it, within one's own role."""

    name = forms.CharField(label=both("给什么程序用", "For which program"), max_length=60)
    scopes = forms.MultipleChoiceField(label=both("可以做什么", "What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=both("有效期", "Good for"),
        coerce=int,
        choices=[
            (30, both("30 天", "30 days")),
            (90, both("90 天", "90 days")),
            (180, both("180 天", "180 days")),
            (365, both("一年", "one year")),
        ],
        initial=90,
    )

    def __init__(self, may: frozenset[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(name, both(*words)) for name, words in roles().named.items() if name in may]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """我的称呼和语言."""

    name = _name()
    email = forms.EmailField(
        label=both("收通知的邮箱", "E-mail for notices"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=both("语言", "Language"), choices=[("zh", "中文"), ("en", "English")], widget=forms.RadioSelect
    )


class EraseForm(forms.Form):
    """注销前再确认一次: the password, so that a forgotten open page closes no account."""

    password = forms.CharField(
        label=both("输入密码确认", "Your password, to confirm"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
