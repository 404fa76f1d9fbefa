"""Starts and keeps the processes of one machine; knows nothing of what they do."""

from workflow.stack.plan import one_machine
from workflow.stack.process import Process
from workflow.stack.supervisor import Stack
from workflow.stack.valkey import EmbeddedValkey, embedded_valkey

__all__ = ["EmbeddedValkey", "Process", "Stack", "embedded_valkey", "one_machine"]
