"""行为: who does something, in whose name, and what a refusal is. No tables; every app stands on it."""

from heyue.apps.deeds.actor import SYSTEM, Actor, Grant, Power, Standing
from heyue.apps.deeds.refusals import Conflict, NotFound, Refused
from heyue.apps.deeds.scope import Scoped, Unscoped

__all__ = ["SYSTEM", "Actor", "Conflict", "Grant", "NotFound", "Power", "Refused", "Scoped", "Standing", "Unscoped"]
