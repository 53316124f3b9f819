"""The one error services raise. Views and commands show `.message`, a Danish sentence, to the user."""


class DomainError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
