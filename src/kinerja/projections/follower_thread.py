"""The follower of a process, at work in the background."""

import logging
import threading

from kinerja.projections.follower import Follower, OtherGeneration

_log = logging.getLogger(__name__)
_POLL_S = 0.1
_RETRY_S = 1.0


class FollowerThread:
    """A follower at work in the background, woken by its own process and polling for the others."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._superseded = False
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def wake(self) -> None:
        """Something was appended by this process."""
        self._awake.set()

    def stop(self) -> None:
        """Finish the page at hand and end."""
        self._stopping.set()
        self._awake.set()
        self._thread.join()
        self._follower.close()

    @property
    def alive(self) -> bool:
        """Whether it is at work."""
        return self._thread.is_alive() and not self._stopping.is_set()

    @property
    def superseded(self) -> bool:
        """Whether it rests because the read models are of another version; it goes on once they are its own again."""
        return self._superseded

    def _run(self) -> None:
        forgiven = False
        while not self._stopping.is_set():
            try:
                if not forgiven:
                    self._follower.forgive()
                    forgiven = True
                followed = self._follower.step()
                self._superseded = False
                if followed == 0:
                    self._awake.wait(_POLL_S)
                    self._awake.clear()
            except OtherGeneration as other:
                self._rest(other)
            except Exception:
                _log.exception("the follower lost its footing and starts again")
                self._follower.close()
                self._stopping.wait(_RETRY_S)

    def _rest(self, other: OtherGeneration) -> None:
        """Write nothing while another version keeps the read models, and say so once."""
        if not self._superseded:
            _log.error("following stops: %s", other)
        self._superseded = True
        self._stopping.wait(_RETRY_S)
