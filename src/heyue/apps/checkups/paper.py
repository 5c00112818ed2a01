"""报告的样子: the one file in which the platform calls papers for a check-up; a report model in, bytes or chart options out."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
WORDS = (("pdf", "PDF"), ("xlsx", "Excel"), ("html", "HTML"), ("json", "JSON"))
Report = Mapping[str, Any]


def write(report: Report, form: str, lang: str) -> bytes:
    """The report as a file of one of TYPES; the libraries are loaded when one is asked for."""
    if form == "json":
        return json.dumps(report, ensure_ascii=False, indent=1).encode()
    if form == "html":
        from heyue.papers.report_html import render_html  # noqa: PLC0415

        return render_html(report, lang=lang).encode()
    if form == "pdf":
        from heyue.papers.report_pdf import report_pdf  # noqa: PLC0415

        return report_pdf(report, lang=lang)
    from heyue.papers.report_xlsx import write_xlsx  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="heyue-") as folder:
        path = Path(folder) / "report.xlsx"
        write_xlsx(report, path, lang=lang)
        return path.read_bytes()


def template(lang: str) -> bytes:
    """The empty workbook."""
    from heyue.papers.template import write as write_template  # noqa: PLC0415

    out = io.BytesIO()
    write_template(out, lang="en" if lang == "en" else "zh")
    return out.getvalue()


def trend(points: Sequence[Mapping[str, Any]], lang: str) -> dict[str, Any] | None:
    """Score and sum at stake over the check-ups, as an ECharts option; None for fewer than two."""
    from heyue.papers.charts import trend as drawn  # noqa: PLC0415

    told = [
        {"as_of": point["as_of"].isoformat(), "score": point["score"], "exposure": point["yuan"]} for point in points
    ]
    return drawn(told, lang=lang)
