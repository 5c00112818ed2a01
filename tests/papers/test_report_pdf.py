"""PDF 报告: opened by a second program, it holds every sum and remedy; it is tagged, archival, and the same every time."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from heyue.papers.extra import NotInstalled
from tests.papers import model_reports as models

for needed in ("typst", "manimgx_fonts_cjk", "pylopdf_fonts_zh_cn"):
    pytest.importorskip(needed, reason=f"{needed} of the extra `platform` is not installed here")
pdfium = pytest.importorskip(
    "pypdfium2", reason="pypdfium2, the second program that reads the PDF, is not installed here"
)

from heyue.papers.fonts import printable  # noqa: E402 - after it is known that the fonts are there
from heyue.papers.report_pdf import report_pdf  # noqa: E402

Builder = Callable[[str], models.Report]
BUILDERS = [models.empty, models.nothing_checked, models.one, models.small, models.large]
MARKUP = '#let x = 1 $a$ *b* _c_ =cmd `d` @e <f> [g] \\ // /* ~ -- "h" https://example.com/'


def squeezed(text: str) -> str:
    """Without the spaces and breaks that setting a text in lines brings with it."""
    return re.sub(r"[\s\u200b]", "", text)


def pages(made: bytes) -> list[str]:
    """The text of each page as the second program reads it, squeezed."""
    with pdfium.PdfDocument(made) as document:
        return [squeezed(document[place].get_textpage().get_text_range()) for place in range(len(document))]


def running(report: models.Report, lang: str) -> list[str]:
    """What stands at the head and foot of every page."""
    as_of = "截至 2026年11月21日" if lang == "zh" else "As of 21 Nov 2026"
    title = "用工体检报告" if lang == "zh" else "Employment check-up"
    foot = ["和约", "演示数据：企业、人员和金额都是虚构的"]
    if lang == "en":
        foot = ["heyue", "Demonstration data: the company, the people and the sums are invented"]
    return [squeezed(f"{report['company']['name']} {title}{as_of}"), *map(squeezed, foot)]


def text_of(made: bytes, report: models.Report, lang: str) -> str:
    """The whole text without what comes again on every page, so that a sentence over two pages is one."""
    whole = []
    for page in pages(made):
        text = page
        for again in running(report, lang):
            text = text.replace(again, "") if text.startswith(again) or text.endswith(again) else text
        text = re.sub(r"第\d+页，共\d+页$|Page\d+of\d+$", "", text)
        for again in running(report, lang)[1:]:
            text = text.removesuffix(again)
        whole.append(text)
    return "".join(whole)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("build", BUILDERS)
def test_every_report_is_set_on_a4_and_opened_by_another_program(build: Builder, lang: str):
    made = report_pdf(build(lang), lang=lang)
    with pdfium.PdfDocument(made) as document:
        sizes = {tuple(round(side) for side in document.get_page_size(place)) for place in range(len(document))}
        assert sizes == {(595, 842)}  # 210 × 297 mm in points
        assert (
            document.get_metadata_value("Title")
            == ("用工体检报告 · " if lang == "zh" else "Employment check-up · ") + (build(lang)["company"]["name"])
        )


@pytest.mark.parametrize(
    ("build", "lang"), [(models.one, "zh"), (models.small, "zh"), (models.small, "en"), (models.large, "zh")]
)
def test_every_sum_remedy_and_last_day_is_in_the_text(build: Builder, lang: str):
    report = build(lang)
    text = text_of(report_pdf(report, lang=lang), report, lang)
    for finding in report["findings"]:
        sum_ = Decimal((finding["exposure"] or {}).get("amount") or 0)
        assert not sum_ or f"¥{sum_:,.2f}" in text, finding["id"]
        assert squeezed(finding["remedy"]) in text, finding["id"]
    summary = report["summary"]
    stated = [
        summary["exposure"],
        *summary["by_month"].values(),
        *(s["exposure"] for s in summary["by_subject"].values()),
    ]
    for exact in map(Decimal, stated):
        assert not exact or f"¥{exact:,.2f}" in text
    if build is models.small:
        assert ("最后一天2026年11月23日（还有2天）" if lang == "zh" else "Lastday23Nov2026(2daysleft)") in text


def test_every_step_article_problem_and_open_rule_is_in_the_text():
    report = models.small()
    text = text_of(report_pdf(report), report, "zh")
    for finding in report["findings"]:
        for step in finding["steps"]:
            assert squeezed(step["label"]) in text
    # the second overtime finding is a row: 27.00 × 1.5 × 24 + 27.00 × 2 × 8 = 1,404.00, less 800.00 paid
    for shown in (
        "¥4,698.00",
        "¥27.00",
        "24小时",
        "¥1,404.00",
        "¥800.00",
        "¥604.00",
        "劳动合同法第10条第1款、第82条第1款",
    ):
        assert shown in text
    for row in report["coverage"]:
        assert row["status"] == "checked" or squeezed(row["title"]) + squeezed(row["why"]["text"]) in text
    assert "“十三月”不是月份，请写成2026-10的样子" in text
    assert "没有考虑的情形：员工故意不签等可以不付的情形没有考虑" in text


def test_what_looks_like_markup_or_a_formula_stands_there_as_it_was_typed():
    report = models.small()

    def poison(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: poison(one) for key, one in value.items()}
        return f"{value} {MARKUP}" if isinstance(value, str) and value else value

    for finding in report["findings"]:
        finding |= {key: poison(finding[key]) for key in ("title", "explanation", "remedy")}
        finding["steps"] = [step | {"label": poison(step["label"])} for step in finding["steps"]]
    report["company"] = poison(report["company"])
    report["problems"] = [poison(problem) for problem in report["problems"]]
    report["coverage"] = [
        row | {"title": poison(row["title"]), "why": poison(row["why"])} for row in report["coverage"]
    ]
    made = report_pdf(report)
    text = "".join(pages(made))
    assert text.count(squeezed(MARKUP)) > 100
    for finding in report["findings"]:
        assert squeezed(finding["remedy"]) in text
    with pdfium.PdfDocument(made) as document:
        assert MARKUP in document.get_metadata_value("Title")


def test_a_character_no_font_has_is_named_by_its_number():
    assert printable("和约 heyue ¥1,234.50 喆㛃龘𬀩𬭎䶮") == "和约 heyue ¥1,234.50 喆㛃龘𬀩𬭎䶮"
    assert printable("好😀") == "好[U+1F600]"
    assert printable("葛\U000e0100城\ufe0f") == "葛城"  # selectors of a variant: the character itself stays
    report = models.one()
    report["company"]["name"] = "好😀\ufffdا厂"
    assert "好[U+1F600][U+FFFD][U+0627]厂" in pages(report_pdf(report))[0]


def test_a_word_longer_than_its_column_breaks_and_loses_nothing():
    report = models.one()
    report["problems"] = [{"file": "q" * 300, "sheet": None, "row": 1, "column": None, "message": "ж" * 400}]
    with pdfium.PdfDocument(report_pdf(report)) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
                assert item.get_bounds()[2] <= page.get_width() - 20 * 72 / 25.4 + 1, "within the right margin of 20 mm"
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert (text.count("q"), text.count("ж")) == (300, 400)


def test_every_page_has_its_number_the_company_and_the_day():
    found = pages(report_pdf(models.small()))
    for place, page in enumerate(found, start=1):
        assert f"第{place}页，共{len(found)}页" in page
        assert "禾苗五金制品厂（演示）" in page
        assert "截至2026年11月21日" in page


def test_a_demonstration_says_so_on_every_page_and_a_real_report_nowhere():
    assert all("演示数据：企业、人员和金额都是虚构的" in page for page in pages(report_pdf(models.small())))
    assert not any("演示数据" in page for page in pages(report_pdf(models.one())))


def test_the_head_of_a_table_comes_again_on_every_page_it_runs_over():
    report = models.one()
    report["problems"] = [
        {"file": "工资.xlsx", "sheet": "工资", "row": n, "column": "月份", "message": f"读不出{n}。"}
        for n in range(1, 121)
    ]
    holding = [page for page in pages(report_pdf(report)) if re.search(r"读不出\d+。", page)]
    assert len(holding) > 2
    assert all("怎么改" in page for page in holding)


def test_a_question_stands_apart_and_bears_no_sum():
    text = text_of(report_pdf(models.small()), models.small(), "zh")
    apart = text[text.index("有1个问题要核对") : text.index("91条里查了70条")]
    assert "合同文本是否交给了员工" in apart
    assert "¥" not in apart


def test_a_long_report_begins_with_its_contents_and_a_short_one_without():
    assert "报告里有什么" in pages(report_pdf(models.large()))[0]
    assert not any("报告里有什么" in page for page in pages(report_pdf(models.small())))


def test_the_same_report_gives_the_same_bytes_dated_on_the_day_of_the_report():
    made = report_pdf(models.small())
    assert made == report_pdf(models.small())
    with pdfium.PdfDocument(made) as document:
        assert document.get_metadata_value("CreationDate").startswith("D:20261121")


def test_it_declares_the_archival_and_the_accessible_standard():
    made = report_pdf(models.small())
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def elements(document: Any) -> Iterator[tuple[str, str]]:
    """Type and alternative text of every element of the structure tree."""
    raw = pdfium.raw

    def text(read: Any, element: Any) -> str:
        size = read(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        read(element, buffer, size)
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    def walk(element: Any) -> Iterator[tuple[str, str]]:
        yield text(raw.FPDF_StructElement_GetType, element), text(raw.FPDF_StructElement_GetAltText, element)
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, place):
                yield from walk(child)

    for place in range(len(document)):
        page = document[place]
        tree = raw.FPDF_StructTree_GetForPage(page)
        for child in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from walk(raw.FPDF_StructTree_GetChildAtIndex(tree, child))
        raw.FPDF_StructTree_Close(tree)


def test_it_is_tagged_with_headings_tables_and_the_chart_in_words():
    with pdfium.PdfDocument(report_pdf(models.small())) as document:
        assert pdfium.raw.FPDFCatalog_IsTagged(document)
        found = list(elements(document))
    assert {"H1", "H2", "H3", "H4", "Table", "TH", "TD", "L", "Link"} <= {kind for kind, _ in found}
    alternatives = {text for kind, text in found if kind == "Figure"} - {""}
    assert alternatives == {
        "各月的风险金额：2026年8月 ¥5,400.00；2026年9月 ¥10,400.00；2026年10月 ¥12,534.00；2026年11月 ¥7,034.48"
    }


def test_every_font_is_inside_the_file():
    raw, faces = pdfium.raw, set()
    with pdfium.PdfDocument(report_pdf(models.small())) as document:
        for place in range(len(document)):
            for item in document[place].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(item)
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, name, size)
                faces.add((name.value.decode(), raw.FPDFFont_GetIsEmbedded(font)))
    assert faces
    assert all(inside == 1 for _, inside in faces), faces
    assert {name.partition("+")[2].partition("-")[0] for name, _ in faces} == {"NotoSansCJKsc", "NotoSerifSC"}


def test_poppler_reads_the_same_text_and_finds_every_font_embedded(tmp_path: Path):
    if not (shutil.which("pdffonts") and shutil.which("pdftotext")):
        pytest.skip("poppler (pdffonts, pdftotext) is not installed here")
    report = models.small()
    path = tmp_path / "report.pdf"
    path.write_bytes(report_pdf(report))
    told = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True, timeout=60).stdout
    rows = [re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in told.splitlines()[2:]]
    assert rows
    assert all(row and row.group(1) == "yes" and row.group(3) == "yes" for row in rows), told  # embedded, with Unicode
    text = squeezed(
        subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    )
    for finding in report["findings"]:
        assert squeezed(finding["remedy"]) in text


def test_where_the_typesetter_is_absent_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NotInstalled) as absent:
        report_pdf(models.one())
    assert "缺 typst" in absent.value.message_zh
    assert "heyue[platform]" in absent.value.message_en


def test_the_command_writes_a_pdf(tmp_path: Path):
    from heyue.cli.main import main

    book, out = tmp_path / "firm.xlsx", tmp_path / "report.pdf"
    assert main(["sample", "--employees", "5", "--seed", "3", "-o", str(book)]) == 0
    assert main(["checkup", str(book), "--as-of", "2026-10-31", "--format", "pdf", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")
