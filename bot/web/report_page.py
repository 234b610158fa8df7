"""The page on which the operator is told of some days: from the report to HTML that loads and runs nothing."""

from datetime import datetime
from pathlib import Path

from bot.web.charts import HEIGHT, WIDTH, day_plot, ranges
from bot.web.rendering import templates
from bot.web.report import Report

_STYLE = Path(__file__).with_name("assets") / "report.css"
_GROUPS, _TITLES, _WAYS = 50, 100, 5


def report_page(report: Report) -> str:
    """Writes the whole page, its style in it."""
    told = report.statistics
    return (
        templates()
        .get_template("report.html")
        .render(
            report=report,
            told=told,
            plot=day_plot(told.days),
            size=(WIDTH, HEIGHT),
            ranges=ranges(told.latencies),
            groups=report.unanswered[:_GROUPS],
            ways=_WAYS,
            never=report.never_quoted[:_TITLES],
            looked=_looked,
            style=_STYLE.read_text(encoding="utf-8"),
        )
    )


def _looked(at: float | None) -> str:
    """When a source was looked at, in seconds since 1970, by the operator's clock."""
    return "–" if at is None else f"{datetime.fromtimestamp(at).astimezone():%Y-%m-%d %H:%M}"
