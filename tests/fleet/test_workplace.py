from typing import Any


def test_stacks_of_the_same_name_in_another_state_have_markers_of_their_own(engine: Any) -> None:
    assert engine.at.runs != engine.at.under(PULUMI_BACKEND_URL="azblob://other").runs
    assert engine.at.runs == engine.at.under(MTO_ON="2026-12-02").runs


def test_the_project_is_the_one_that_the_engine_goes_on_to(engine: Any) -> None:
    assert engine.at.project_name == "mto"
    other = engine.folder / "elsewhere"
    other.mkdir()
    (other / "Pulumi.yaml").write_text('description: x\nname: "other"\n')
    assert engine.at.under(PULUMI_OPTION_CWD="elsewhere").project_name == "other"
