"""A contact logged in one sentence, in Dutch, English or a mix: "called Kaya 20m about renewal".

`understand` finds what was done, how long it took, on which day, with whom and about what. It knows no book: whom
the names mean is for whoever asks. What can be read in two ways becomes a question; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from advisorbench.domain.days.quick_log_words import (
    ABOUT,
    BECAUSE,
    BEEN,
    FILLERS,
    INSIDE_NAMES,
    KINDS,
    NOT_BEFORE_LENGTHS,
    ONLY_BEFORE_CAPITALS,
    UNLESS_SPECIAL,
    UNSURE,
    WITH,
    LogWord,
    words_of,
)
from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.language.durations import AmbiguousDuration, is_clock, minutes_of
from advisorbench.domain.language.past_days import PAST_ONLY, NotYet, day_of
from advisorbench.domain.records.states import InteractionKind
from advisorbench.domain.text import clean_line

MAX_LENGTH = 500
"""Longer sentences are not read, in characters."""
_WINDOW = 7
"""The most words in one day, length of time or deed."""


class QuestionKind(StrEnum):
    """What is asked; `domain.language.quick_log` has its words."""

    TOO_LONG = auto()
    WITH_WHOM = auto()
    WITH_WHICH = auto()
    HOW = auto()
    WHICH_KIND = auto()
    PHONE_OR_VISIT = auto()
    WHICH_MINUTES = auto()
    WHICH_DAY = auto()
    NAME_OR_DAY = auto()
    DAY_OR_NOTE = auto()
    NOT_READ = auto()
    """What the reader of days and lengths of time says."""


class Question(NamedTuple):
    """Something to be asked.

    Args:
        field: What it is about: "who", "kind", "minutes" or "on"; empty for the whole sentence.
        kind: What is asked.
        choices: What there is to choose from, or the words that are not clear.
    """

    field: str
    kind: QuestionKind
    choices: tuple[str | int | date, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says.

    Args:
        kind: How the contact happened; ``None`` where it is not said.
        use: Inside or travel, where it was no contact.
        minutes: How long; ``None`` where it is not said.
        on: The day; today where none is said.
        names: With whom: one name, or two where somebody at an account is named with the account.
        note: About what.
        questions: What can be read in two ways.
        dated: Whether a day was said.
    """

    kind: InteractionKind | None = None
    use: TimeUse | None = None
    minutes: int | None = None
    on: date = date.min
    names: tuple[str, ...] = ()
    note: str = ""
    questions: tuple[Question, ...] = ()
    dated: bool = False

    @property
    def missing(self) -> tuple[Question, ...]:
        """What must be known and is not said: with whom, and how. How long may stay unknown."""
        asked = {question.field for question in self.questions}
        missing = []
        if not self.names and self.use is None and "who" not in asked:
            missing.append(Question("who", QuestionKind.WITH_WHOM))
        if self.kind is None and self.use is None and "kind" not in asked:
            missing.append(Question("kind", QuestionKind.HOW))
        return tuple(missing)


def is_sentence(text: str, today: date) -> bool:
    """Whether a text says more than a name: what was done, how long or when."""
    found = understand(text, today)
    return bool(found.kind or found.use or found.minutes or found.dated or found.questions)


# --- reading ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Name:
    """Words that may be a name, and whether what stands before them said so: "with", or what was done."""

    words: list[str]
    announced: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def capital(self) -> bool:
        return self.words[0][:1].isupper() or not self.words[0][:1].isalpha()


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    kinds: list[InteractionKind | TimeUse] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    names: list[_Name] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unsure: bool = False
    been: bool = False
    open: bool = False

    def ask(self, field_name: str, kind: QuestionKind, *choices: str | int | date) -> None:
        """Ask once about each field."""
        if all(question.field != field_name for question in self.questions):
            self.questions.append(Question(field_name, kind, choices))


def understand(sentence: str, today: date) -> Understood:
    """What a sentence says, and what is to be asked.

    Args:
        sentence: As typed.
        today: The day that “yesterday” is counted from.
    """
    text = clean_line(sentence)
    if len(text) > MAX_LENGTH:
        return Understood(on=today, questions=(Question("", QuestionKind.TOO_LONG),))
    reading = _Reading()
    words = words_of(text)
    at = 0
    while at < len(words):
        at = _step(reading, words, at, today)
    return _whole(reading, today)


def _step(reading: _Reading, words: list[LogWord], at: int, today: date) -> int:
    """Read what begins at a word; returns the place after it."""
    for read in (_read_day, _read_length, _read_kind):
        if after := read(reading, words, at, today):
            reading.open = False
            return _past_stop(reading, words, after, today)
    word = words[at]
    if _is_inside_name(reading, words, at, today):
        return _read_name(reading, words, at, today)
    begins = _note_from(reading, words, at, today)
    if begins is not None:
        _note(reading, words[begins:], today)
        return len(words)
    if word.folded in WITH and at + 1 < len(words):
        reading.names.append(_Name([], True))
        reading.open = True
        return at + 1
    if word.folded in FILLERS or word.folded in UNSURE:
        reading.been |= word.folded in BEEN
        reading.unsure |= word.folded in UNSURE
        reading.open = False
        return at + 1
    return _read_name(reading, words, at, today)


def _is_inside_name(reading: _Reading, words: list[LogWord], at: int, today: date) -> bool:
    """Whether a small word belongs to a name: it begins one, as in "De Wit", or joins two parts of one."""
    small = words[at].folded
    if not reading.open or small not in INSIDE_NAMES:
        return False
    begins = not reading.names[-1].words and small not in ("en", "and")
    return begins or _goes_on(words, at + 1, today)


def _note_from(reading: _Reading, words: list[LogWord], at: int, today: date) -> int | None:
    """Where the note begins, if it begins here; words such as "because" only do so once it is known with whom."""
    word = words[at].folded
    if (word in ABOUT and at + 1 < len(words)) or word in ("-", "–", "—", "|"):
        return at + 1
    if word not in BECAUSE or not any(name.words for name in reading.names):
        return None
    if word == "to" and words[at + 1 : at + 2] and words[at + 1].text[:1].isupper():
        return None
    return None if word in UNLESS_SPECIAL and _special(words, at + 1, today) else at


def _read_name(reading: _Reading, words: list[LogWord], at: int, today: date) -> int:
    if not reading.open:
        reading.names.append(_Name([], at > 0 and _kind(words, at - 1)[0] is not None))
        reading.open = True
    reading.names[-1].words.append(words[at].text)
    return _past_stop(reading, words, at + 1, today)


def _past_stop(reading: _Reading, words: list[LogWord], at: int, today: date) -> int:
    """A comma closes a name; what comes behind it, or a colon, is the note unless it is a day or a length of time."""
    stop = words[at - 1].stop
    if stop not in (",", ":", ";") or not stop:
        return at
    reading.open = False
    named = any(name.words for name in reading.names)
    if named and at < len(words) and (stop == ":" or not _special(words, at, today)):
        _note(reading, words[at:], today)
        return len(words)
    return at


def _windows(words: list[LogWord], at: int) -> Iterator[tuple[str, int]]:
    """The words from a place on, folded, the most first; a comma ends them."""
    end = at + 1
    while end < min(at + _WINDOW, len(words)) and words[end - 1].stop not in (",", ":", ";"):
        end += 1
    for after in range(end, at, -1):
        yield " ".join(word.folded for word in words[at:after]), after


def _read_day(reading: _Reading, words: list[LogWord], at: int, today: date) -> int:
    for text, after in _windows(words, at):
        try:
            day = day_of(text, today)
        except ValueError as error:
            reading.ask("on", QuestionKind.NOT_READ, str(error))
            return after
        if day is not None:
            if at and after == at + 1 and words[at].text[0].isupper() and words[after : after + 1] and (
                words[after].text[0].isupper()
            ):  # fmt: skip
                reading.ask("on", QuestionKind.NAME_OR_DAY, f"{words[at].text} {words[after].text}")
            reading.days.append(day)
            return after
    return 0


def _read_length(reading: _Reading, words: list[LogWord], at: int, _today: date) -> int:
    for text, after in _windows(words, at):
        if is_clock(text):
            reading.notes.append(" ".join(word.text for word in words[at:after]))
            return after
        try:
            minutes = minutes_of(text)
        except AmbiguousDuration as error:
            reading.ask("minutes", QuestionKind.NOT_READ, str(error))
            return after
        if minutes is not None:
            reading.lengths.append(minutes)
            return after
    return 0


def _kind(words: list[LogWord], at: int) -> tuple[InteractionKind | TimeUse | None, int]:
    for text, after in _windows(words, at):
        if text in KINDS:
            return KINDS[text], after
    return None, at


def _read_kind(reading: _Reading, words: list[LogWord], at: int, _today: date) -> int:
    kind, after = _kind(words, at)
    if kind is None or (reading.open and words[at].text[:1].isupper()):
        return 0  # within a name: "Call Center Noord"
    reading.kinds.append(kind)
    return after


def _special(words: list[LogWord], at: int, today: date) -> bool:
    """Whether a day, a length of time or a deed begins here."""
    trial = _Reading()
    return at < len(words) and any(read(trial, words, at, today) for read in (_read_day, _read_length, _read_kind))


def _goes_on(words: list[LogWord], at: int, today: date) -> bool:
    """Whether a name may go on here: a word that is nothing else."""
    if at >= len(words) or words[at - 1].stop:
        return False
    folded = words[at].folded
    plain = folded in INSIDE_NAMES or not (folded in FILLERS or folded in WITH or folded in ABOUT)
    upper = words[at].text[:1].isupper() or words[at - 1].folded not in ONLY_BEFORE_CAPITALS
    return plain and upper and not _special(words, at, today)


def _note(reading: _Reading, words: list[LogWord], today: date) -> None:
    """All that is left is the note, but for a length of time or a day in the past at its very end."""
    end = len(words)
    for _turn in range(2):
        for start in range(max(end - _WINDOW, 1), end):
            trial = _Reading()
            if not reading.days and _read_day(trial, words[:end], start, today) == end:
                if trial.questions or not re.fullmatch(PAST_ONLY, " ".join(w.folded for w in words[start:end])):
                    _ask_which(reading, words[start:end], trial, today)
                else:
                    reading.days += trial.days
                    end = start
                break
            if (
                not reading.lengths
                and words[start - 1].folded not in NOT_BEFORE_LENGTHS
                and _read_length(trial, words[:end], start, today) == end
                and trial.lengths
            ):
                reading.lengths += trial.lengths
                end = start
                break
    reading.notes.append(" ".join(word.text + word.stop for word in words[:end]).rstrip(",;:"))


def _ask_which(reading: _Reading, words: list[LogWord], trial: _Reading, today: date) -> None:
    """A day at the end of the note may be the day of the contact, or belong to the note; one to come is the note's."""
    try:
        day_of(" ".join(word.folded for word in words), today)
    except NotYet:
        return
    except ValueError:
        pass
    reading.ask("on", QuestionKind.DAY_OR_NOTE, " ".join(word.text for word in words))


def _whole(reading: _Reading, today: date) -> Understood:
    kind, use = _deed(reading)
    names = _names(reading, use)
    if len(set(reading.lengths)) > 1:
        reading.ask("minutes", QuestionKind.WHICH_MINUTES, *reading.lengths)
    if len(set(reading.days)) > 1:
        reading.ask("on", QuestionKind.WHICH_DAY, *reading.days)
    asked = {question.field for question in reading.questions}
    return Understood(
        kind=kind,
        use=use,
        minutes=reading.lengths[0] if reading.lengths and "minutes" not in asked else None,
        on=reading.days[0] if reading.days and "on" not in asked else today,
        names=names,
        note=", ".join(note for note in reading.notes if note),
        questions=tuple(reading.questions),
        dated=bool(reading.days),
    )


def _deed(reading: _Reading) -> tuple[InteractionKind | None, TimeUse | None]:
    kinds = list(dict.fromkeys(reading.kinds))
    if TimeUse.INSIDE in kinds and InteractionKind.MEETING in kinds:
        kinds.remove(InteractionKind.MEETING)  # "internal ... meeting"
    if len(kinds) > 1:
        reading.ask("kind", QuestionKind.WHICH_KIND, *kinds)
        return None, None
    if not kinds and reading.been and not reading.unsure:
        return InteractionKind.VISIT, None  # "bij Kaya geweest"
    if not kinds:
        if reading.unsure:
            reading.ask("kind", QuestionKind.PHONE_OR_VISIT)
        return None, None
    kind = kinds[0]
    return (None, kind) if isinstance(kind, TimeUse) else (kind, None)


def _names(reading: _Reading, use: TimeUse | None) -> tuple[str, ...]:
    """Those words that are names; others go to the note, where they are seen."""
    spans = [name for name in reading.names if name.words]
    names = [name for name in spans if name.announced or name.capital] or spans[:1]
    if use is TimeUse.INSIDE and not any(name.announced for name in names):
        names = []
    reading.notes[:0] = [name.text for name in spans if name not in names]
    if len(names) > 2 or (len(names) == 2 and not any(name.announced for name in names[1:])):
        reading.ask("who", QuestionKind.WITH_WHICH, *(name.text for name in names))
    return tuple(name.text for name in names)
