"""The secrets of an installation hold the keys of encrypted numbers: a damaged file is said, never written over."""

import pytest

from allervers.config.local import Unusable, secret


@pytest.mark.parametrize("cut", [b"", b'{"secret_key": "abc', b"[]", b'{"secret_key": 1}', b"\xff\xfe"])
def test_secrets_that_were_cut_short(tmp_path, monkeypatch, cut):
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path))
    (tmp_path / "secrets.json").write_bytes(cut)
    with pytest.raises(Unusable, match=r"secrets\.json est abîmé"):
        secret("secret_key")
    assert (tmp_path / "secrets.json").read_bytes() == cut
