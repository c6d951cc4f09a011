"""`allervers import detection`, for real, on an installation of its own."""

import json

from tests.population.test_lists import RIGHT, written
from tests.processes import allervers, commands


def test_a_list_is_handed_over_once_and_what_is_wrong_is_said_in_one_line(tmp_path, new_installation):
    folder = new_installation(tmp_path / "data")
    rows = [RIGHT, RIGHT | {"target": "masks"}, RIGHT | {"person_id": 13}]
    file = written(tmp_path / "list.parquet", *rows, options=", KV_METADATA {date: '2026-06-01'}")
    tried = allervers("import", "detection", str(file), "--dry-run", folder=folder)
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.startswith(
        "Essai : rien n'est écrit.\nListe du 2026-06-01 : 3 lignes, 2 personnes, 1 caisse.\n"
    )

    with commands(folder) as run:
        counts = {"date": "2026-06-01", "rows": 3, "persons": 2, "funds": 1, "no_longer_listed": 0, "dry_run": False}
        for added in ({"new_detections": 2, "new_reasons": 3}, {"new_detections": 0, "new_reasons": 0}):
            taken = run("import", "detection", str(file), "--json")
            assert json.loads(taken.stdout) == counts | added
            assert taken.stderr == ""

        wrong = written(
            tmp_path / "wrong.parquet",
            RIGHT | {"person_id": 14},
            RIGHT | {"person_id": 15, "fund_code": "012"},
            options=", KV_METADATA {date: '2026-06-01'}",
        )
        undated = written(tmp_path / "undated.parquet", RIGHT)
        for asked, said in (
            (
                [str(wrong)],
                f"{wrong} : ligne 2, champ fund_code : 012 est un ancien code, attendu la caisse qui l'a reprise",
            ),
            ([str(undated)], f"{undated} : le jour de la liste n'est pas dans le fichier, attendu --date AAAA-MM-JJ"),
            ([str(wrong), "--date", "hier"], "--date hier : attendu une date AAAA-MM-JJ"),
            ([str(tmp_path / "none")], f"{tmp_path / 'none'} : fichier introuvable"),
        ):
            refused = run("import", "detection", *asked)
            assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
            assert refused.stderr.startswith(said)
