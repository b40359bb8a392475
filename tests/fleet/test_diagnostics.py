import pytest

from mto.fleet.diagnostics import clean


@pytest.mark.parametrize(
    "message",
    [
        "<{%reset%}>contoso: the tenant refuses it<{%reset%}>\n",
        "Exception calling application: contoso: the tenant refuses it",
        "error: mto.checks.refusals.Refused: contoso: the tenant refuses it\n\n",
        "1 error occurred:\n\t* contoso: the tenant refuses it\n\n",
        "sdk-v2/provider2.go:520: sdk.helper_schema: contoso: the tenant refuses it: provider=azuread@6.11.1",
    ],
)
def test_layers_of_the_engine_are_taken_off(message: str) -> None:
    assert clean(message) == "contoso: the tenant refuses it"


@pytest.mark.parametrize("message", ["update failed\n", "preview failed", "update canceled", ""])
def test_what_only_repeats_that_something_failed_is_dropped(message: str) -> None:
    assert clean(message) == ""


def test_what_the_message_itself_says_stays_as_it_is() -> None:
    assert clean("Denied: error: 403 (Policy.Read.All)") == "Denied: error: 403 (Policy.Read.All)"


def test_a_plugin_that_was_killed_is_named_without_the_vendors_advice() -> None:
    said = (
        "Detected that /clone/.mto/pulumi-resource-azuread exited prematurely. This is *always* a bug in the provider."
    )
    assert clean(said) == "the plugin pulumi-resource-azuread ended before it had answered"


def test_a_refused_sign_in_keeps_its_reason_and_loses_its_trace_ids() -> None:
    answer = (
        '{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret. Trace ID: 1 Timestamp: 2"}'
    )
    assert clean(f"token: received HTTP status 401 with response: {answer}") == (
        "token: received HTTP status 401 AADSTS7000215: Invalid secret."
    )
    assert clean("HTTP status 500 with response: {no json}") == "HTTP status 500 with response: {no json}"


def test_of_a_traceback_only_its_last_line_is_told() -> None:
    said = """Program failed with an unhandled exception:
    Traceback (most recent call last):
      File "__main__.py", line 1, in <module>
        raise ValueError("no day")
    ValueError: no day
    """
    assert clean(said) == "ValueError: no day"
