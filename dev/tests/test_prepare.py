"""What `make run` brings up to date first."""

from dev import prepare


def test_static_files_are_collected_again_when_they_are_compressed_by_other_means(monkeypatch):
    before = prepare.static_fingerprint()
    assert prepare.static_fingerprint() == before
    monkeypatch.setattr(prepare, "COMPRESSING", ("whitenoise",))
    assert prepare.static_fingerprint() != before
