"""What goes wrong around a run: one clear line for each, and nothing of it stops another tenant."""

FABRIKAM, CONTOSO = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "a4d6b8c0-1e2f-4a3b-8c5d-6e7f8a9b0c1d"
SLOW = {"host": "graph", "status": 429, "body": {"error": {"code": "TooManyRequests", "message": "Slow down."}}}


def told(result):
    """The lines that say what is wrong, whatever a person is shown besides."""
    return [line for line in result.lines if line.startswith(("failed", "missing", "unknown")) and "no app" not in line]


def test_a_wrong_secret_and_none_at_all(world):
    wrong = "the client secret of the application 7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77 is wrong. (AADSTS7000215)"
    for verb in ("up", "verify"):
        done = world.mto(verb, "fabrikam", ARM_CLIENT_SECRET="not-the-right-secret")
        assert done.code == 1, done.out
        (line,) = told(done)
        assert wrong in line
        assert "ARM_CLIENT_SECRET wants the value, not its id." in done.out
        assert "not-the-right-secret" not in done.out
    preview = world.mto("preview", "fabrikam", ARM_CLIENT_SECRET="not-the-right-secret")
    assert preview.code == 1, preview.out
    assert wrong in preview.out
    for verb in ("up", "preview", "destroy"):
        done = world.mto(verb, "fabrikam", *(["--yes"] if verb == "destroy" else []), ARM_CLIENT_SECRET=None)
        assert done.code == 1, done.out
        assert "there is nothing to sign in with." in done.out
        assert "ARM_CLIENT_SECRET" in done.out
        assert "az login" not in done.out
    assert world.writes() == []


def test_a_dead_proxy(world):
    dead = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    for verb in ("up", "verify"):
        done = world.mto(verb, "fabrikam", **dead)
        assert done.code == 1, done.out
        (line,) = told(done)
        assert "the proxy http://127.0.0.1:9 does not answer, so login.microsoftonline.com cannot be reached." in line
        assert "Check HTTPS_PROXY, and that the proxy runs." in done.out


def test_a_service_that_is_busy_is_waited_for_and_one_that_stays_so_stops_its_tenant_alone(world):
    for path in ("/users$", "/groups$"):
        world.fault(**SLOW, path=path, headers={"Retry-After": "1"}, tenant=FABRIKAM, count=2)
    world.fault(**SLOW, headers={"Retry-After": "3600"}, tenant=CONTOSO, count=None)
    up = world.mto("up", "contoso", "fabrikam")
    assert up.code == 1, up.out
    (line,) = told(up)
    assert "the service is busy (status 429) and stayed so for as long as we wait. Run it again later." in line
    assert world.finding("fabrikam", "guest_invitations/ada")["status"] == "ok"
    busy = [r for r in world.requests() if r["status"] == 429 and r["tenant"] == FABRIKAM]
    assert len(busy) == 4
    assert world.writes(tenant=CONTOSO) == []

    # a refusal in the middle leaves what was made, and the next run goes on from there
    world.ask("DELETE", "/faults")
    broken = {"error": {"code": "InternalServerError", "message": "Oops."}}
    world.fault(host="graph", path="/invitations", status=500, body=broken, count=None, tenant=CONTOSO)
    up = world.mto("up", "contoso", "fabrikam")
    assert up.code == 1, up.out
    assert [line for line in up.lines if line.startswith("fabrikam ") and "10 unchanged" in line], up.out
    assert "invitation of ada@northwind.example: InternalServerError: Oops." in up.out
    assert len(world.objects("contoso", "crossTenantPartner")) == 1
    world.ask("DELETE", "/faults")
    up = world.mto("up", "contoso")
    assert up.code == 0, up.out
