"""What a person sees while the engine runs: one moving line, and a word when Ctrl-C is passed on."""

from mto.fleet.events import Tally
from mto.fleet.run import Listener
from mto.report.console import Console
from mto.report.tenant_line import duration

_SHOWN = 3
"""Names of resources under way that fit on the line."""


class Watching(Listener):
    """Shows one stack's run on a console."""

    def __init__(self, stack: str, console: Console) -> None:
        self._stack = stack
        self._console = console

    def told(self, text: str) -> None:
        """Print it."""
        self._console.still()
        self._console.line(text)

    def progress(self, tally: Tally, seconds: float) -> None:
        """Move the line: what is done and what is under way."""
        names = [urn.rsplit("::", 1)[-1] for urn in tally.under_way][:_SHOWN]
        working = ", ".join(names) or ("" if tally.changes else "starting")
        self._console.moving(f"{self._stack}   {tally.counted()}   {working}   {duration(seconds)}")

    def interrupted(self, times: int) -> None:
        """Say what an interruption does."""
        self._console.still()
        self._console.line(
            f"{self._stack}: stopping. What has begun is brought to its end; Ctrl-C again stops at once."
            if times == 1
            else f"{self._stack}: stopping at once. The next `mto up {self._stack}` tidies up what is left half done."
        )
