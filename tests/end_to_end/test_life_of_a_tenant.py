"""One tenant from nothing to registered, edited, and away again: the main job as a person does it."""

import json

STACKS = ("home", "fabrikam", "contoso")


def changed(world, stack, on):
    """What a preview would change: the resource types and names, without the stack and its outputs."""
    done = world.mto("preview", stack, "--json", on=on)
    assert done.code == 0, done.out
    (tenant,) = json.loads(done.out)["tenants"]
    return {(change["did"], change["name"]) for change in tenant["changes"]}


def test_a_tenant_is_onboarded_and_leaves_without_a_trace(world):
    before = world.dumps(*STACKS)
    up = world.mto("up")
    assert up.code == 0, up.out
    for stack in ("fabrikam", "contoso"):
        states = {s["operator"]: s["state"] for s in world.outputs(stack)["registration"]["states"]}
        assert set(states.values()) == {"registered"}, states
        assert not [f for f in world.outputs(stack)["findings"] if f["status"] in ("missing", "pending")]
    destroy = world.mto("destroy", "--yes")
    assert destroy.code == 0, destroy.out
    assert world.dumps(*STACKS) == before
    assert not world.processes()


def test_a_second_up_changes_nothing_and_writes_nothing(world):
    assert world.mto("up").code == 0
    mark = world.mark()
    again = world.mto("up")
    assert again.code == 0, again.out
    assert world.writes(mark) == []
    counted = [line.split()[1:3] for line in again.lines if line.split()[:1] and line.split()[0] in STACKS][:3]
    assert [word for _, word in counted] == ["unchanged"] * 3, again.out
    clean = world.pulumi("preview", "-s", "fabrikam", "--expect-no-changes")
    assert clean.code == 0, clean.out


def test_what_the_customer_has_removed_already_does_not_stop_a_destroy(world):
    before = world.dumps("fabrikam")
    assert world.mto("up", "home", "fabrikam").code == 0
    for group in world.objects("fabrikam", "group"):
        if group["mailNickname"].startswith("mto-"):
            world.ask("DELETE", f"/tenants/fabrikam/objects/group/{group['id']}")
    (ada,) = [u for u in world.objects("fabrikam", "user") if u["mail"] == "ada@northwind.example"]
    world.ask("DELETE", f"/tenants/fabrikam/objects/user/{ada['id']}")
    destroyed = world.mto("destroy", "--yes", "fabrikam")
    assert destroyed.code == 0, destroyed.out
    assert world.dumps("fabrikam") == before
