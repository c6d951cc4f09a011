"""Native charts: the numbers stay in the slide, in a sheet that opens with « Modifier les données »."""

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from allervers.publishing.amounts import COUNT, SHARE, WHOLE_DAYS
from allervers.publishing.document import Chart

from .. import measuring, theme
from ..arranging import bars
from .template import Box

# French separators, whatever the reader's office suite is set to.
FORMATS = {COUNT: "[$-40C]#,##0", SHARE: '[$-40C]0.0"\u00a0"%', WHOLE_DAYS: '[$-40C]0"\u00a0j"'}
COLOURS = (theme.BRIGHT, theme.PALE)
NAMES = 0.5
"""Part of a chart's width that office suites leave to long names at most."""
USUAL = 12
TITLE, LEGEND = 0.42, 0.36
"""Inches of a chart's height."""


def add(slide, chart: Chart, box: Box) -> None:
    """Draw a chart; one bar per year stands upright, all others lie, so that long names are read at once."""
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if chart.is_a_total else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, width, height = (Emu(Inches(length)) for length in box)
    frame = slide.shapes.add_chart(kind, left, top, width, height, _data(chart))
    frame.name = chart.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.description)
    drawn = frame.chart
    size = _type_size(chart, height)
    drawn.font.size, drawn.font.name = Pt(size), theme.FONT
    drawn.font.color.rgb = RGBColor.from_string(theme.INK)
    _title(drawn, chart.title)
    _legend(drawn, chart)
    _axes(drawn, chart, _room(chart, box[2], size), size)
    _place(drawn, chart, box[2], box[3], size)
    _bars(drawn.plots[0], chart, size)
    _language(drawn)


def _type_size(chart: Chart, height: int) -> float:
    """Numbers of neighbouring bars must not touch."""
    if chart.is_a_total:
        return USUAL
    per_bar = (Emu(height).inches - TITLE - LEGEND) / bars(chart) * 72
    return max(8.0, min(USUAL, per_bar * 0.92))


def _data(chart: Chart) -> CategoryChartData:
    data = CategoryChartData(number_format=FORMATS[chart.unit].removeprefix("[$-40C]"))
    data.categories = [chart.shown_as(place) for place in range(len(chart.categories))]
    for series in chart.series:
        data.add_series(series.name, [amount.number for amount in series.amounts])
    return data


def _title(drawn, title: str) -> None:
    drawn.has_title = True
    paragraph = drawn.chart_title.text_frame.paragraphs[0]
    paragraph.text = title
    font = paragraph.runs[0].font
    font.size, font.bold = Pt(13), True
    font.color.rgb = RGBColor.from_string(theme.INK)
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/>'
        '<c:y val="0"/></c:manualLayout></c:layout>'
    )
    element = drawn.chart_title._element
    for former in element.findall(qn("c:layout")):
        element.remove(former)
    element.find(qn("c:tx")).addnext(layout)
    drawn.chart_title.include_in_layout = False


def _legend(drawn, chart: Chart) -> None:
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False


def _names_size(size: float) -> float:
    """Where bars are so thin that numbers are smaller, long names stay on one line only if they are smaller still."""
    return size if size >= USUAL else min(size, 10)


def _names_width(chart: Chart, width: float, size: float) -> float:
    """Inches that the names of the categories take, on the left."""
    names = [chart.shown_as(place) for place in range(len(chart.categories))]
    longest = max(measuring.width(name, _names_size(size)) for name in names) / 72
    return min(longest + 0.25, width * NAMES)


def _room(chart: Chart, width: float, size: float) -> float:
    """How much longer than the longest bar the axis is, so that its number stands beside it."""
    if chart.is_a_total:
        return 1.15
    texts = [str(amount) for series in chart.series for amount in series.amounts if amount.is_known]
    label = max((measuring.width(text, size, True) for text in texts), default=0) / 72 + 0.12
    plot = width - _names_width(chart, width, size)
    return min(plot / max(plot - label, 0.2), 2.5)


def _place(drawn, chart: Chart, width: float, height: float, size: float) -> None:
    """Room for the names on the left, the title above and the legend below: left to themselves, office suites wrap
    names, then leave out those that would touch."""
    if chart.is_a_total:
        return
    left = _names_width(chart, width, size) / width
    below = LEGEND if len(chart.series) > 1 else 0.1
    box = {"x": left, "y": TITLE / height, "w": 1 - left, "h": (height - TITLE - below) / height}
    modes = "".join(f'<c:{side}Mode val="edge"/>' for side in "xy")
    sizes = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in box.items())
    area = drawn._chartSpace.chart.plotArea
    for former in area.findall(qn("c:layout")):
        area.remove(former)
    layout = f'<c:manualLayout><c:layoutTarget val="inner"/>{modes}{sizes}</c:manualLayout>'
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}>{layout}</c:layout>"))


def _axes(drawn, chart: Chart, room: float, size: float) -> None:
    values, categories = drawn.value_axis, drawn.category_axis
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale = 0
    numbers = [amount.number for series in chart.series for amount in series.amounts if amount.number]
    values.maximum_scale = max(numbers, default=1) * room
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.rgb = RGBColor.from_string(theme.LINE)
    categories.reverse_order = not chart.is_a_total  # else the first category lies at the bottom
    # Every name, also where office suites would leave one out for want of room.
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    categories._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    categories.tick_labels.font.size = Pt(_names_size(size))


def _bars(plot, chart: Chart, size: float) -> None:
    plot.gap_width = 80 if chart.is_a_total else 45
    plot.overlap = 0
    plot.vary_by_categories = False
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(COLOURS[place])
        series.invert_if_negative = False
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = FORMATS[chart.unit], False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size, labels.font.bold = Pt(size), place == 0
    if chart.is_a_total:
        former = plot.series[0].points[0].format.fill
        former.solid()
        former.fore_color.rgb = RGBColor.from_string(theme.PALE)


def _language(drawn) -> None:
    """The chart is read aloud, and its numbers written, in French."""
    space = drawn._chartSpace
    for former in space.findall(qn("c:lang")):
        space.remove(former)
    # The schema wants it right after date1904, which python-pptx always writes first.
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:lang {nsdecls("c")} val="fr-FR"/>'))
