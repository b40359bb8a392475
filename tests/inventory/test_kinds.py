"""The table of kinds, against the models and against least privilege."""

from pydantic import BaseModel, RootModel

from mto.inventory.kinds import BY_STEM, KINDS, permissions
from mto.inventory.tenant import Tenant

WRITES = ("ReadWrite", "Invite", "DeleteRestore", "Create")


def test_every_field_of_a_row_is_in_the_model() -> None:
    for kind in KINDS:
        model: type[BaseModel] = Tenant
        for name in filter(None, kind.field.split(".")):
            assert name in model.model_fields, kind.field
            annotation = model.model_fields[name].annotation
            options = [annotation, *getattr(annotation, "__args__", ())]
            models = [o for o in options if isinstance(o, type) and issubclass(o, BaseModel)]
            model = models[0] if models else RootModel


def test_stems_are_unique_and_the_built_ones_are_those_of_this_version() -> None:
    assert len(BY_STEM) == len(KINDS)
    assert {kind.stem for kind in KINDS if kind.built} == {
        "guest_invitations",
        "cross_tenant_trust",
        "directory_roles",
        "access_verification",
        "multitenant_registration",
    }


def test_the_verify_app_only_reads() -> None:
    for side in ("home", "managed"):
        assert not [p.name for p in permissions("verify", side) if any(word in p.name for word in WRITES)]


def test_every_permission_has_its_reason_and_every_row_its_source() -> None:
    for kind in KINDS:
        assert kind.sources
        assert kind.risk
        assert all(permission.why for permission in kind.permissions)
        assert kind.built or not kind.permissions


def test_permissions_are_listed_once_and_by_name() -> None:
    names = [permission.name for permission in permissions("deploy", "managed")]
    assert names == sorted(set(names))
    assert "User.Invite.All" in names
    assert [p.name for p in permissions("deploy", "managed", ("cross_tenant_trust",))] == [
        "Policy.Read.All",
        "Policy.ReadWrite.CrossTenantAccess",
    ]


def test_every_field_of_every_model_has_a_description() -> None:
    seen: set[type[BaseModel]] = set()

    def look(model: type[BaseModel]) -> None:
        if model in seen:
            return
        seen.add(model)
        for name, info in model.model_fields.items():
            assert info.description or issubclass(model, RootModel), f"{model.__name__}.{name}"
            for part in _models(info.annotation):
                look(part)

    look(Tenant)
    assert len(seen) > 20


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
