"""One window for a data folder: a second start raises the first and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER_MS = 500


class Instance(QObject):
    """The claim on a data folder; `raised` fires when another start asks for the window."""

    raised = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        mark = hashlib.sha256(str(folder.expanduser().resolve()).encode()).hexdigest()[:16]
        self._name = f"showroom-{mark}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)

    def first(self) -> bool:
        """Whether this is the only window of the folder; if not, the other one is raised."""
        asking = QLocalSocket()
        asking.connectToServer(self._name)
        if asking.waitForConnected(_ANSWER_MS):
            asking.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def _asked(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.close()
            socket.deleteLater()
        self.raised.emit()
