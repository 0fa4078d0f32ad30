"""What became of one cell: a value, or the reason why there is none."""


class Bad(Exception):
    """A cell that cannot be taken: a key of the word catalogue and the facts of its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
