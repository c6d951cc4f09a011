"""A command that is not written as it should be is refused in one line of French, exit 2, whichever it is."""

import pytest

from allervers import cli

REFUSED = [
    ("law", "allervers law : il manque une commande, attendu : deadlines, "),
    ("law evaluate", "allervers law evaluate : il manque FILE : YAML, JSON ou JSON lines"),
    ("law evaluate x --nope", "option inconnue --nope ; attendu : --details, --json, --right, --help"),
    ("law evaluate x --jso", "option inconnue --jso ; vouliez-vous dire « --json » ?"),
    ("law evaluate x y", "allervers law evaluate : en trop : y"),
    ("law evaluate x --right", "option --right : valeur absente"),
    ("law evaluate --json=3 x", "option --json : elle ne prend pas de valeur"),
    ("law evaluat", "commande inconnue « evaluat » ; vouliez-vous dire « evaluate » ?"),
    ("nowhere", "allervers : commande inconnue « nowhere » ; attendu : law, "),
    ("figures --year abc", "allervers figures : --year : attendu un nombre entier"),
    ("figures --year 12", "allervers figures : --year : attendu 1900 ou plus"),
    ("serve --port 99999", "allervers serve : --port : attendu 65535 ou moins"),
    ("population detect", "allervers population detect : il manque DIR : "),
]


@pytest.mark.parametrize(("command", "sentence"), REFUSED)
def test_a_command_badly_written_is_refused_in_one_line_of_french(monkeypatch, capsys, command, sentence):
    monkeypatch.setattr("sys.argv", ["allervers", *command.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert sentence in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", sorted(cli.GROUPS | cli.COMMANDS))
def test_every_command_refuses_an_unknown_option_so(monkeypatch, capsys, command):
    monkeypatch.setattr("sys.argv", ["allervers", command, "--nothing-like-it"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.startswith(f"allervers {command} : option inconnue --nothing-like-it")
    assert said.err.count("\n") == 1


def test_help_is_no_refusal(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["allervers", "law", "--help"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert "evaluate" in capsys.readouterr().out
