"""An engine's error as a person should read it: without colours, without the layers that it came through."""

import json
import re

_COLOUR = re.compile(r"<\{%.*?%\}>|\x1b\[[0-9;]*m")
_LAYERS = re.compile(
    r"^(?:error: "
    r"|Exception calling application: "
    r"|(?:(?:mto|components)\.[\w.]+|Exception): "
    r"|sdk-v2/provider2\.go:\d+: |sdk\.helper_schema: "
    r"|[\w:/.-]+ resource '[^']*' has a problem: "
    r"|\d+ errors? occurred:\s*\* "
    r"|(?:creating|updating|deleting) urn:\S+: )"
)
_TRACE = "Traceback (most recent call last)"
_ANSWER = re.compile(r"with response: (\{.*\})")
_DIED = re.compile(r"^Detected that (?:\S*/)?(\S+) exited prematurely\.")
_SUFFIX = re.compile(r": provider=[\w-]+@[\w.+-]+$")
_ECHOES = re.compile(r"^(?:update|preview|destroy|refresh|import) (?:failed|canceled|cancelled)\.?$")
"""What the engine says of the stack when a resource has already said why."""


def clean(message: str) -> str:
    """The message alone, on one line; empty if it only repeats that something failed."""
    text = _COLOUR.sub("", message)
    if _TRACE in text:  # whoever mends the fault finds all of it in the run's log
        text = [line for line in text.splitlines() if line.strip()][-1]
    text = " ".join(text.split())
    while (shorter := _SUFFIX.sub("", _LAYERS.sub("", text))) != text:
        text = shorter
    text = _ANSWER.sub(_described, text)
    if died := _DIED.match(text):
        return f"the plugin {died[1]} ended before it had answered"
    return "" if _ECHOES.match(text) else text


def _described(answer: re.Match[str]) -> str:
    """Entra's answer to a refused sign-in without the numbers that only its support can use."""
    try:
        said = json.loads(answer[1])
    except ValueError:
        return answer[0]
    description = str(said.get("error_description") or said.get("error") or answer[1])
    return description.partition(" Trace ID:")[0]
