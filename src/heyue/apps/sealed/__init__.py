"""加密保存: values that are stored sealed, found by keyed digest, and never written anywhere else. No tables."""

from heyue.apps.sealed.digest import digest
from heyue.apps.sealed.fields import SealedJSON, SealedText
from heyue.apps.sealed.keys import KeyMissing, Keys, keys

__all__ = ["KeyMissing", "Keys", "SealedJSON", "SealedText", "digest", "keys"]
