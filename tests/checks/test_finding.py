import json
from typing import Any

from mto.checks.finding import Finding, Proof, Status, from_json, keep_since, to_json

HELD = Finding(claim="k/a", title="a holds", status=Status.OK, gates=True, since="2026-12-01T00:00:00+00:00")
LOST = Finding(
    claim="k/b",
    title="b holds",
    status=Status.MISSING,
    gates=False,
    proof=Proof.SEEN_IN_USE,
    evidence="x is false",
    lost="l",
    owner="o",
    remedy="r",
    link="https://x",
    until="2026-12-31",
    could_look=True,
)


def test_findings_come_back_whole_from_json() -> None:
    assert from_json(to_json([HELD, LOST])) == (HELD, LOST)


def test_the_text_is_stable_and_has_no_null() -> None:
    text = to_json([HELD, LOST])
    assert text == to_json(from_json(text))
    assert None not in json.loads(text)[0].values()


def test_a_status_that_stays_keeps_its_date() -> None:
    (kept,) = keep_since([LOST], [Finding(**{**as_dict(LOST), "since": "then", "evidence": "older"})], "now")
    assert (kept.since, kept.evidence) == ("then", "x is false")


def test_another_status_is_dated_now() -> None:
    (kept,) = keep_since([LOST], [Finding(**{**as_dict(LOST), "status": Status.PENDING, "since": "then"})], "now")
    assert kept.since == "now"


def test_a_new_claim_is_dated_now() -> None:
    (kept,) = keep_since([LOST], [HELD], "now")
    assert kept.since == "now"


def test_the_same_look_at_another_time_is_the_same() -> None:
    assert LOST.same_as(Finding(**{**as_dict(LOST), "since": "later"}))
    assert not LOST.same_as(Finding(**{**as_dict(LOST), "evidence": "another"}))


def as_dict(finding: Any) -> Any:
    return {name: getattr(finding, name) for name in Finding.__dataclass_fields__}
