"""The secrets of an installation hold the keys of encrypted numbers: a damaged file is said, never written over."""

import pytest

from tests.processes import allervers


@pytest.mark.parametrize("cut", [b"", b'{"secret_key": "abc', b"[]", b'{"secret_key": 1}', b"\xff\xfe"])
def test_secrets_that_were_cut_short(tmp_path, cut):
    (tmp_path / "secrets.json").write_bytes(cut)
    done = allervers("migrate", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "secrets.json est abîmé" in done.stderr
    assert (tmp_path / "secrets.json").read_bytes() == cut
