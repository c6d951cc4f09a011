"""Every command on a broken machine: one line of French, exit 2, nothing half-written, never a traceback.

The commands are found by walking the command line, so that a new one is covered without being added here.
"""

import json
import re
import subprocess
import sys

import typer

from allervers.cli import build
from allervers.config.local import GENERATORS
from tests.processes import environment, small_disk

# What an option or an argument is given, by its name; anything else is given a folder that is there.
GIVEN = {
    "username": "ana",
    "role": "administrator",
    "organisation": "811",
    "request": "c2s_first_request",
    "persons": "10",
    "seed": "1",
    "day": "2026-01-01",
    "target": "c2s_ending",
    "referrals": "10",
    "year": "2024",
}
# They meet the database whatever they are asked, so they must have met the fault.
NEED_DATABASE = {
    *("account create", "import casework", "import list", "retention run", "retention show"),
    *("coverage ahead", "coverage ended", "service open"),
    *("serve", "migrate", "demo-volume", "figures", "report"),
}


LONG = {("fictitious", "history")}  # ten seconds of reckoning; it writes as the other commands with --out do
# Not a byte more, from the first one on.
FILLED = ["sh", "-c", 'head -c 2m /dev/zero > "$0/fill" 2> /dev/null; exec "$@"']


def leaves(command, path=()):
    """Every command with its words."""
    if hasattr(command, "commands"):
        for word, inner in command.commands.items():
            yield from leaves(inner, (*path, word))
    else:
        yield path, command


COMMANDS = [leaf for leaf in leaves(typer.main.get_command(build(None))) if leaf[0] not in LONG]


# Rules and populations load neither settings nor database: the linter's contracts see to it.
WITH_DJANGO = [leaf for leaf in COMMANDS if leaf[0][0] not in ("law", "population")]


def arguments(path, command, folder, out) -> list[str]:
    """The words of a command with all that it requires."""
    given = []
    for param in command.params:
        if not param.required and param.name != "out":
            continue
        value = GIVEN.get(param.name, str(folder))
        if param.name == "out":
            value = f"{out}/{'-'.join(path)}" + ".pdf" * (path == ("report",))
        if param.name == "file":
            value = str(folder / "list.csv")
        given += [value] if param.param_type_name == "argument" else [param.opts[0], value]
    return [*path, *given]


def run_all(tmp_path, data, before=(), commands=COMMANDS, ready="", **variables) -> dict[str, dict]:
    """What each command said and what it left, by its words; what it writes goes to the broken disk too."""
    (tmp_path / "list.csv").write_text("nom;prénom\nMirage;Ana\n", encoding="utf-8")
    asked = [arguments(path, command, tmp_path, data) for path, command in commands]
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.cli.each_command", ready],
        env=environment(data, **variables),
        input="".join(json.dumps(one) + "\n" for one in asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {" ".join(path): answer for (path, _), answer in zip(commands, answers, strict=True)}


def check(answers: dict[str, dict], why: str) -> None:
    for name, answer in answers.items():
        assert "Traceback" not in answer["complaint"], (name, answer["complaint"])
        assert answer["code"] in (0, 2), (name, answer)
        if answer["code"] == 2:
            assert answer["told"] == "", (name, answer)
            assert answer["complaint"].startswith("allervers : ") or name not in NEED_DATABASE, (name, answer)
        if name in NEED_DATABASE:
            assert answer["code"] == 2, (name, answer)
            assert re.search(why, answer["complaint"]), (name, answer)
            assert answer["complaint"].count("\n") == 1, (name, answer)


def test_the_walk_finds_the_commands():
    assert {" ".join(path) for path, _ in COMMANDS} >= NEED_DATABASE


def test_a_data_folder_in_which_nothing_can_be_written(tmp_path):
    folder = tmp_path / "data"
    check(
        run_all(tmp_path, folder, small_disk(folder, "ro")),
        "le disque est en lecture seule|on ne peut pas écrire dans le dossier",
    )


def test_a_disk_without_room(tmp_path):
    folder = tmp_path / "data"
    broken = [*small_disk(folder, "size=1m,mode=755"), *FILLED, str(folder)]
    answers = run_all(tmp_path, folder, broken)
    check(answers, "plus de place")
    assert "plus de place" in answers["population synthesise"]["complaint"]


def test_a_database_that_does_not_answer(tmp_path):
    url = "postgresql://me:hidden@127.0.0.1:1/none"
    answers = run_all(tmp_path, tmp_path / "data", commands=WITH_DJANGO, ready="--django", DATABASE_URL=url)
    check(answers, "La base de données")
    assert not any("hidden" in answer["complaint"] for answer in answers.values())


def test_secrets_that_were_cut_short(tmp_path):
    """They hold the keys of encrypted numbers: the file is left as it was found."""
    folder = tmp_path / "data"
    folder.mkdir()
    cut = json.dumps(dict.fromkeys(GENERATORS, "x"))[:40]
    (folder / "secrets.json").write_text(cut)
    check(run_all(tmp_path, folder, commands=WITH_DJANGO), "secrets.json est abîmé")
    assert (folder / "secrets.json").read_text() == cut
