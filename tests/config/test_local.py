import json
import stat

from allervers.config import local
from tests.processes import python


def test_secrets_generated_by_racing_processes_are_the_same(tmp_path):
    program = "from allervers.config.local import secret; print(secret('nir_hash_key'))"
    racers = [python(program, tmp_path / "new") for _ in range(4)]
    assert len({racer.communicate(timeout=60)[0] for racer in racers}) == 1


def test_secrets_are_for_us_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path))
    local.secret("secret_key")
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_later_version_adds_its_secret_and_keeps_the_others(tmp_path, monkeypatch):
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path))
    (tmp_path / "secrets.json").write_text(json.dumps({"nir_hash_key": "kept"}))
    assert local.secret("secret_key")
    assert local.secret("nir_hash_key") == "kept"


def test_the_environment_comes_first_and_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path))
    monkeypatch.setenv("ALLERVERS_SECRET_KEY", "given")
    assert local.secret("secret_key") == "given"
    assert not (tmp_path / "secrets.json").exists()
