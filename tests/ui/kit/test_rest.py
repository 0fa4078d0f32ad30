"""Long lists: what follows is read when it is needed, and once only."""

from collections.abc import Callable, Sequence

from ui.kit.rest import CHUNK, PAGE, Rest

Take = Callable[[Sequence[int]], None]


class Long:
    """So many numbers; a reading comes home when `answer` is called."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.shown = list(range(min(size, PAGE)))
        self.asked: list[tuple[int, int, Take]] = []
        self.rest: Rest[int] = Rest(self.shown.extend)
        self.rest.begin(self.shown, self.more)

    def more(self, last: int, limit: int, take: Take) -> None:
        self.asked.append((last, limit, take))

    def answer(self) -> None:
        last, limit, take = self.asked.pop()
        take(range(last + 1, min(self.size, last + 1 + limit)))

    def answer_all(self) -> None:
        while self.asked:
            self.answer()


def test_scrolling_reads_one_part_at_a_time() -> None:
    numbers = Long(1500)
    numbers.rest.read_on()
    numbers.rest.read_on()
    assert [(last, limit) for last, limit, _ in numbers.asked] == [(PAGE - 1, PAGE)]
    numbers.answer()
    assert numbers.shown == list(range(2 * PAGE))
    assert not numbers.rest.is_read


def test_the_end_is_reached_whatever_the_length() -> None:
    for size in (1, PAGE, PAGE + CHUNK, PAGE + 2 * CHUNK + 7):
        numbers = Long(size)
        numbers.rest.read_all(lambda shown=numbers.shown: shown.append(-1))  # type: ignore[misc]
        numbers.answer_all()
        assert numbers.shown == [*range(size), -1]


def test_an_ordered_list_is_given_the_rest_in_one_piece() -> None:
    numbers, pieces = Long(PAGE + 3 * CHUNK), list[int]()
    numbers.rest = Rest(lambda found: pieces.append(len(found)))
    numbers.rest.begin(numbers.shown, numbers.more)
    numbers.rest.read_all(at_once=True)
    numbers.answer_all()
    assert pieces == [3 * CHUNK]


def test_what_comes_home_for_another_list_is_dropped() -> None:
    numbers = Long(1500)
    numbers.rest.read_all(lambda: numbers.shown.append(-1))
    numbers.rest.begin([7], None)
    numbers.answer_all()
    assert numbers.shown == list(range(PAGE))


def test_a_list_read_whole_is_at_its_end_at_once() -> None:
    ended: list[bool] = []
    rest: Rest[int] = Rest(lambda _found: None)
    rest.begin([], None)
    rest.read_all(lambda: ended.append(True))
    assert ended == [True]
