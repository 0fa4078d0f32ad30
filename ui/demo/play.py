"""What every act works with, and the cast by what they do."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ui.demo.keys import Keyboard
from ui.demo.office import Office
from ui.demo.report import Report
from ui.demo.screens import Camera
from ui.demo.stage import Stage
from ui.demo.story import Story
from ui.demo.waiting import Stuck

T = TypeVar("T")


@dataclass
class Play:
    """One run of the day; papers and sheets go to `out`.

    `second` is another desk of the outlet, once it is there.
    """

    stage: Stage
    story: Story
    report: Report
    camera: Camera
    out: Path
    office: Office
    second: Stage | None = None

    def there(self) -> "Play":
        """The same play at the second desk; raises Stuck before there is one."""
        if self.second is None:
            raise Stuck("second desk")
        return replace(self, stage=self.second, camera=replace(self.camera, stage=self.second))

    @property
    def outlets(self) -> Path:
        """Where the data folders of further desks lie."""
        return self.office.folder.parent

    @property
    def keyboard(self) -> Keyboard:
        """The keyboard before the window."""
        return self.stage.keyboard

    def at(self, moment: str) -> None:
        """Let it be that time of the day."""
        self.stage.at(self.story.at(moment))

    def next_morning(self, moment: str) -> None:
        """Let it be that time of the day after, at every desk."""
        for stage in (self.stage, self.second):
            if stage is not None:
                stage.at(self.story.at(moment, days=1))

    def scene(self, name: str) -> dict[str, Any]:
        """A table of the story."""
        return dict(self.story.scenes[name])

    def sign_in(self, role: str) -> None:
        """Let the person of that part sign in, unless they sit at the desk already."""
        login = self.scene("opening")[role]
        seated = self.stage.window.workspace is not None
        if not seated or self.stage.context.person.login != login:
            self.stage.sign_in(login)

    def page(self, key: str, kind: type[T]) -> T:
        """Open a page, which must be of that kind."""
        found = self.stage.open(key)
        if not isinstance(found, kind):
            raise Stuck(f"page {key}")
        return found
