"""The Pulumi program: declare what the inventory says of this stack."""

import signal

import pulumi

from components.program import declare

# The engine interrupts a program whose resource failed; by default Python would answer with a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)
declare(pulumi.get_stack())
