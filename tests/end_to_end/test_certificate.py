"""A certificate in the secret's place: our clients and the plugin sign in with it, and nothing else is needed."""


def test_a_tenant_is_onboarded_with_a_certificate_alone(world):
    by_certificate = {
        "ARM_CLIENT_SECRET": None,
        "ARM_CLIENT_CERTIFICATE_PATH": str(world.folder / "sandbox/client.pfx"),
    }
    up = world.mto("up", "home", "fabrikam", **by_certificate)
    assert up.code == 0, up.out
    assert {s["state"] for s in world.outputs("fabrikam")["registration"]["states"]} == {"registered"}
    assert world.mto("destroy", "--yes", "fabrikam", **by_certificate).code == 0
