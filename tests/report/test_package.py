"""A deck is a sound package: what an office suite would offer to repair is found here, without one."""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

import pytest

from allervers.report import slides
from tests.report import invented

SHAPE = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"


@pytest.fixture(scope="module", params=[invented.large, invented.small], ids=["large", "small"])
def package(request):
    return zipfile.ZipFile(io.BytesIO(slides.write(request.param())))


def targets(package, name: str) -> dict[str, str]:
    """Part by identifier of the relation, of one file of relations."""
    base = posixpath.dirname(posixpath.dirname(name))
    found = {}
    for relation in ElementTree.fromstring(package.read(name)):
        assert relation.get("TargetMode") != "External"
        assert relation.get("Id") not in found
        target = relation.get("Target")
        found[relation.get("Id")] = (
            target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        )
    return found


def test_relations_lead_to_parts_and_every_part_is_led_to(package):
    names, reached = set(package.namelist()), {"[Content_Types].xml"}
    assert len(names) == len(package.namelist())
    for name in (each for each in names if each.endswith(".rels")):
        found = targets(package, name)
        reached |= {name, *found.values()}
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
        if source in names:
            used = re.findall(r'r:(?:id|embed|link|pict)="([^"]+)"', package.read(source).decode())
            assert set(used) <= set(found), source
    assert reached == names


def test_every_part_has_a_type(package):
    types = ElementTree.fromstring(package.read("[Content_Types].xml"))
    parts = {each.get("PartName") for each in types if each.get("PartName")}
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    names = [f"/{name}" for name in package.namelist() if name != "[Content_Types].xml"]
    assert parts <= set(names)
    assert [name for name in names if name not in parts and name.rpartition(".")[2] not in endings] == []


def test_no_two_shapes_of_a_slide_have_the_same_number(package):
    for name in package.namelist():
        if re.match(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/[^/]+\.xml$", name):
            numbers = [shape.get("id") for shape in ElementTree.fromstring(package.read(name)).iter(SHAPE)]
            assert len(numbers) == len(set(numbers)), name


def test_behind_each_chart_is_a_sheet_with_its_numbers(package):
    charts = [name for name in package.namelist() if re.match(r"ppt/charts/[^/]+\.xml$", name)]
    assert charts
    for chart in charts:
        [sheet] = targets(package, f"ppt/charts/_rels/{posixpath.basename(chart)}.rels").values()
        book = zipfile.ZipFile(io.BytesIO(package.read(sheet)))
        categories = len(re.findall("<row ", book.read("xl/worksheets/sheet1.xml").decode())) - 1
        assert categories == int(
            re.search(r'<c:ptCount val="(\d+)"', package.read(chart).decode().split("c:cat>")[1])[1]
        )
