"""The server of the serving tests, for what holds of it and of the command line alike."""

from tests.serving.conftest import output, server

__all__ = ["output", "server"]
