from mto.checks.finding import Finding, Proof, Status
from mto.report.findings import blocks, steps
from mto.report.verdict import is_wrong

MISSING = Finding(
    claim="cross_tenant_trust/mfa",
    title="Contoso accepts MFA of northwind.example",
    status=Status.MISSING,
    gates=True,
    proof=Proof.CONFIGURED,
    evidence="inboundTrust.isMfaAccepted is false",
    lost="hunting may show nothing",
    owner="Security Administrator of contoso.example",
    remedy="mto up --refresh contoso",
    link="https://entra.example",
)
PENDING = Finding(
    claim="delegated_admin/x", title="GDAP waits for approval", status=Status.PENDING, gates=True, until="2027-03-02"
)
OK = Finding(claim="a/b", title="fine", status=Status.OK, gates=True)


def test_what_is_missing_says_all_that_a_person_needs() -> None:
    assert blocks("contoso", [OK, MISSING]) == [
        f"missing   contoso: {MISSING.title}: inboundTrust.isMfaAccepted is false    proof: configured",
        "          what is lost: hunting may show nothing",
        "          who: Security Administrator of contoso.example     how: mto up --refresh contoso https://entra.example",
    ]


def test_the_worst_comes_first_and_what_holds_is_not_listed() -> None:
    heads = [line.split()[0] for line in blocks("contoso", [PENDING, OK, MISSING]) if not line.startswith(" ")]
    assert heads == ["missing", "pending"]


def test_until_when_a_request_stands_is_said() -> None:
    assert blocks("contoso", [PENDING])[-1] == "          until: 2027-03-02"


def test_nothing_of_what_a_tenant_answers_can_break_a_line_or_move_a_cursor() -> None:
    evil = Finding(claim="a/b", title="x\n\x1b[2Jmissing", status=Status.PENDING, gates=True, evidence="a\r\nb\u202e")
    assert blocks("contoso", [evil]) == ["pending   contoso: x [2Jmissing: a b"]


def test_steps_that_a_finding_has_told_are_not_told_twice() -> None:
    told = {"what": MISSING.title, "who": "w", "how": "h", "until": ""}
    more = {"what": "registration for ada", "who": "ada@northwind.example", "how": "Add the tenant", "until": ""}
    assert steps("contoso", [told, more], [MISSING]) == [
        "next      contoso: registration for ada",
        "          who: ada@northwind.example     how: Add the tenant",
    ]


def test_waiting_for_somebody_is_not_wrong() -> None:
    unseen = Finding(claim="a/b", title="t", status=Status.UNKNOWN, gates=False)
    refused = Finding(claim="a/b", title="t", status=Status.UNKNOWN, gates=False, could_look=True)
    assert not is_wrong([OK, PENDING, unseen])
    assert is_wrong([refused])
    assert is_wrong([MISSING])


def test_looks_that_fail_for_one_reason_are_told_once() -> None:
    failed = [
        Finding(claim=f"a/{n}", title=f"claim {n}", status=Status.UNKNOWN, gates=True, evidence=why, could_look=True)
        for n, why in enumerate(["the secret is wrong", "the secret is wrong", "refused"])
    ]
    hidden = [Finding(claim=f"b/{n}", title=f"hidden {n}", status=Status.UNKNOWN, gates=False) for n in range(2)]
    assert blocks("contoso", [*failed, *hidden]) == [
        "unknown   contoso: 2 claims could not be looked at: the secret is wrong",
        "unknown   contoso: claim 2: refused",
        "unknown   contoso: hidden 0",
        "unknown   contoso: hidden 1",
    ]
