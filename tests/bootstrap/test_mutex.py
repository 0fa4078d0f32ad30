import subprocess
import sys

from showroom import bootstrap
from showroom.bootstrap import mutex


def test_two_starts_set_up_one_after_the_other(tmp_path):
    path, log = tmp_path / "lock", tmp_path / "log"
    code = (
        "import sys, pathlib; from showroom.bootstrap.mutex import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('in', flush=True)\n"
        "    pathlib.Path(sys.argv[2]).write_text('second')\n"
    )
    with mutex.held(path):
        command = [sys.executable, "-c", code, path, log]
        second = subprocess.Popen(command, cwd=bootstrap.ROOT, stderr=subprocess.PIPE, text=True)
        assert "waiting" in second.stderr.readline()
        assert not log.exists()
    assert second.wait(timeout=30) == 0
    second.stderr.close()
    assert log.read_text() == "second"
