import logging
import warnings

from PySide6.QtCore import qWarning

from ui.demo.listening import Listener


def test_every_kind_of_warning_is_heard():
    with Listener() as listener:
        logging.getLogger("showroom").warning("late")
        logging.getLogger("showroom").info("fine")
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.warn("old", DeprecationWarning, stacklevel=1)
        qWarning("painter")
    told = "\n".join(listener.heard)
    assert len(listener.heard) == 3
    assert "late" in told
    assert "old" in told
    assert "painter" in told


def test_after_its_end_it_hears_nothing(caplog):
    listener = Listener()
    with listener:
        pass
    logging.getLogger("showroom").warning("later")
    assert listener.heard == []
    assert caplog.messages == ["later"]
