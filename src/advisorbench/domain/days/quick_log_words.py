"""The words of the quick log, folded: deeds, and what stands around names and notes, in Dutch and English."""

from __future__ import annotations

from typing import NamedTuple

from advisorbench.domain.days.time_use import TimeUse
from advisorbench.domain.records.states import InteractionKind
from advisorbench.domain.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DEEDS: tuple[tuple[InteractionKind | TimeUse, str], ...] = (
    (
        InteractionKind.CALL,
        "call, called, calling, phoned, phone, rang, telephoned, on the phone, phone call, bel, belde, bellen, gebeld,"
        " opgebeld, teruggebeld, nagebeld, telefonisch, telefoon, telefoontje, belletje, aan de telefoon",
    ),
    (
        InteractionKind.VISIT,
        "visit, visited, visiting, dropped by, stopped by, went to see, was at, on site, bezoek, bezocht, bezoekje,"
        " op bezoek, op bezoek geweest, langs, langs geweest, langsgeweest, langs gegaan, langsgegaan,"
        " bezoek gebracht",
    ),
    (
        InteractionKind.MEETING,
        "meeting, met with, i met, we met, sat down with, lunch, lunched, coffee, workshop, demo, video call,"
        " teams call, zoom call, overleg, overlegd, vergadering, vergaderd, afspraak, geluncht, koffie, ontmoet",
    ),
    (InteractionKind.MAIL, "mail, mailed, email, e-mail, emailed, e-mailed, gemaild, mailde, mailtje, e-mailtje"),
    (
        InteractionKind.MESSAGE,
        "message, messaged, texted, text message, whatsapp, whatsapped, sms, app, appje, geappt, appte, bericht,"
        " berichtje, ge-sms't",
    ),
    (InteractionKind.REVIEW, "review, reviewed, qbr, optimisation review, kwartaalgesprek, optimalisatiegesprek"),
    (
        TimeUse.INSIDE,
        "intern, interne, internal, internally, inside, admin, administration, administratie, office, kantoor, focus,"
        " teamoverleg, werkoverleg, team meeting, sales meeting, salesmeeting, salesoverleg, paperwork,"
        " internal meeting, internal call, intern overleg, interne vergadering",
    ),
    (
        TimeUse.TRAVEL,
        "drove, drive, driving, gereden, rijden, reed, travel, travelled, traveled, travelling, reistijd, gereisd,"
        " onderweg, on the road, op de weg",
    ),
)
KINDS = {words.strip(): kind for kind, table in _DEEDS for words in table.split(",")}
"""What was done; a comma parts things, a space the words of one thing."""
UNSURE = _set("spoke talked spoken chat chatted gesproken sprak gepraat gesprek besproken")
"""Something was said, by phone or in person: it is asked which."""
BEEN = _set("geweest been")
"""A visit, where nothing else is said: "bij Kaya geweest"."""
WITH = _set("with met at bij to naar aan from door w/")
"""A name follows."""
ABOUT = _set("about over regarding re concerning inzake omtrent betreffende mbt m.b.t")
"""The note follows, without this word."""
BECAUSE = _set("because since omdat want vanwege wegens om for voor to on i.v.m ivm dat that who die and en")
"""The note follows, with this word, once it is known with whom."""
UNLESS_SPECIAL = _set("and en on for voor")
"""Of those, the words behind which a length of time, a day or a deed may stand too."""
FILLERS = _set(
    "i we ik wij had have has heb hebben heeft ben was were been is zijn geweest a an een short quick long even kort"
    " lang just net zojuist for gedurende took duurde my our mijn onze again weer nog also ook did gedaan gehad done"
    " held gehouden er toe gegaan went sent gestuurd verstuurd contact gedronken of in on op via by per and en or the"
    " it me back mij terug om"
)
"""Words that say nothing here."""
INSIDE_NAMES = _set("en and & + van der den de het the 't of voor for in")
"""Small words that may stand within a name."""
ONLY_BEFORE_CAPITALS = _set("for voor in of the het")
"""Of those, the words behind which a name goes on with a capital only."""
NOT_BEFORE_LENGTHS = _set("of van the de a een in after na")
"""What stands before a length of time that belongs to the note: "a delay of 20 minutes"."""


class LogWord(NamedTuple):
    """A word of a sentence, as typed and folded, and the comma, colon or semicolon behind it."""

    text: str
    folded: str
    stop: str


def words_of(sentence: str) -> list[LogWord]:
    """The words of a sentence; what is only a sign between them is a word too."""
    words = []
    for raw in sentence.split():
        text = raw.rstrip(",;:.!?") if len(raw) > 1 else raw
        words.append(LogWord(text, fold(text), raw[len(text) :][:1]))
    return [word for word in words if word.folded]
