"""Commands whatever the files look like: destroy needs none, and JSON is JSON, whatever happens."""


def test_destroy_needs_no_valid_file_and_no_file(world):
    before = world.dumps("home", "fabrikam", "contoso")
    assert world.mto("up").code == 0
    world.write("tenants/fabrikam.yaml", "tenant: {name: [}\n")
    world.write("people.yaml", "ada: nobody\n")
    (world.folder / "config/tenants/contoso.yaml").unlink()
    assert world.mto("up", "fabrikam").code == 1
    (world.folder / "home.yaml").write_text("teams: 3\n")
    destroy = world.mto("destroy", "fabrikam", "contoso", "home", "--yes")
    assert destroy.code == 0, destroy.out
    assert world.dumps("home", "fabrikam", "contoso") == before


def test_json_is_all_that_is_said(world):
    """Also of tenants that are refused, whose file is wrong, that nobody knows, and without a credential."""
    world.write("tenants/proseware.yaml", "tenant: {nam: Proseware}\n")
    world.onboard("lucerne")
    assert world.json("validate")["problems"]
    assert world.json("show", "fabrikam")
    for verb in ("up", "preview", "verify", "status", "registration"):
        assert isinstance(world.json(verb, "fabrikam", "lucerne", "proseware"), dict), verb
    assert world.json("up", "nobody")
    assert world.json("up", "fabrikam", ARM_CLIENT_SECRET=None)
    assert world.json("destroy", "fabrikam", "lucerne", "--yes")
    assert world.json("destroy", "fabrikam")
