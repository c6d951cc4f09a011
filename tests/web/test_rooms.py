"""Templates keep the arrows of the code: a room shows pieces of its own and of what stands below it."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src/allervers/web/templates"
EVERYWHERE = {"design"}  # its page of examples is a room, its pieces are for everybody


def _floors_of_what_is_shared() -> dict[str, int]:
    """The layers of what several rooms show; a room that is not among them stands on top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each.get("containers") == ["allervers.web"])
    return {room.strip(): -depth for depth, layer in enumerate(layers) for room in layer.split("|")}


def test_a_room_shows_no_piece_of_another_room():
    shared = _floors_of_what_is_shared()
    top = 1
    crossings, followed = [], 0
    for path in TEMPLATES.rglob("*/*.html"):
        room = path.relative_to(TEMPLATES).parts[0]
        for other in re.findall(r'{% (?:include|extends) "(\w+)/', path.read_text(encoding="utf-8")):
            if other in EVERYWHERE | {room}:
                continue
            followed += 1
            if shared.get(other, top) >= shared.get(room, top):
                crossings.append(f"{path.name} of {room} shows a piece of {other}")
    assert crossings == []
    assert followed > 5, "no template was followed into another folder: is the pattern still that of the templates?"
