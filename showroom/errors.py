"""The two ways a command can fail without being a bug; anything else is one."""


class Failure(Exception):
    """A code of the word catalogue, and the facts its sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Refusal(Failure):
    """The rules say no, and the user can act; `facts["field"]` names the form field, if one."""


class Trouble(Failure):
    """The world failed: disk, lock, network, HQ. Trying again may help."""
