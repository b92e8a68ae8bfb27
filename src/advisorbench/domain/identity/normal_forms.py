"""Normal forms: what is left of names, addresses and numbers once the ways of writing them are taken off.

Two entries of one thing seldom say it alike: “Acme B.V.” and “ACME BV”, “Vries, Jan de” and “Jan de Vries”,
“+31 (0)6 1234 5678” and “06-12345678”. These forms are for comparing only; none is stored or shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from advisorbench.domain.text import fold

DIGITS = 9
"""So many last digits of a telephone number tell it: what stands before them is the country, or a zero."""
FEWEST_DIGITS = 7
"""A number of fewer digits may be any number."""


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EXTENSION = re.compile(r"(?:x|ext|extension|tst|toestel|durchwahl)\.? *\d+ *$")
_PARTED = re.compile(r"[;,/|\n]| or | of ")
_ADDRESS = re.compile(r"[^\s<>;,\"'()]+@[^\s<>;,\"'()]+")
_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?(?:www\d*\.)?([^/:?#\s]+\.[^/:?#\s.]{2,})\.?(?:[/:?#].*)?$"
)
_EVERYBODYS = _each(
    "gmail googlemail outlook hotmail live msn yahoo ymail rocketmail icloud me mac aol gmx web mail freenet t-online "
    "ziggo ziggomail kpn kpnmail xs4all planet home hetnet upcmail casema chello quicknet zonnet tele2 telfort solcon "
    "caiway onsbrabantnet zeelandnet orange wanadoo free laposte sfr neuf telenet skynet proximus pandora scarlet "
    "btinternet virginmedia talktalk libero virgilio tiscali comcast verizon protonmail proton pm zoho yandex fastmail "
    "hey tutanota posteo mailbox arcor bluewin sunrise telia")  # fmt: skip
"""Hosts of which everybody has an address, by their first word: “yahoo” for yahoo.com and yahoo.co.uk."""
_TOP = re.compile(r"(?:(?:co|com)\.)?[a-z]{2,3}|info")
_PLACES = _each(
    "facebook.com linkedin.com instagram.com twitter.com x.com youtube.com tiktok.com xing.com t.me wa.me linktr.ee "
    "google.com maps.google.com sites.google.com goo.gl bit.ly wikipedia.org kvk.nl marktplaats.nl etsy.com"
)
"""Sites on which everybody has a page."""
_SHARED = _each(
    "info contact office mail post hello hallo sales verkoop administratie admin receptie reception secretariaat "
    "support service team welcome kontakt buero vertrieb inkoop finance boekhouding hr marketing noreply"
)
"""Before the @: an address of a company and of nobody in particular."""
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){1,}(?:[^\W\d_]\b)?")
_INSIDE = re.compile(r"(?<=\w)['’`](?=\w)")
_WORDS = re.compile(r"[^\W_]+")
_LEGAL = _each(
    "bv nv vof cv gmbh mbh ag kg kgaa ohg ug ev se ltd limited plc llp llc lp inc incorporated corp corporation co "
    "company sa sarl sas sasu eurl bvba srl sprl spa spzoo sro as ab oy oyj aps holding holdings groep group gruppe "
    "groupe beheer")  # fmt: skip
"""What a company is in law, or that it is one of several; no part of what it is called."""
_ONLY_AT_THE_END = _each("cv ag kg ug ev se lp co sa as ab spa company beheer")
"""Those that may be the beginning of a name, too."""
_AND = _each("en and und et e y the")
_SPELT = {"gebroeders": "gebr", "zonen": "zn", "zoon": "zn", "international": "intl", "internationaal": "intl",
          "nederland": "nl", "netherlands": "nl", "belgie": "be", "belgium": "be", "belgique": "be",
          "deutschland": "de", "germany": "de", "france": "fr"}  # fmt: skip
_COUNTRIES = _each("nl be de fr uk usa us benelux europe europa emea intl global")
_TITLES = _each(
    "dr drs ir ing mr mrs ms miss prof professor dhr heer mw mevr mevrouw herr frau hr fr mme mlle dipl bsc msc mba "
    "phd llm bba cpa")  # fmt: skip
_BEFORE_NAMES = _each(
    "van de der den het t ten ter te op in aan bij von vom zu zum zur du des la le les el d da das dos do di del della "
    "af av ibn bin ben")  # fmt: skip
"""Tussenvoegsels and their kin: left out as often as not."""
_ELIDED = re.compile(r"\b[dl]'|'t\b")
_TOGETHER = re.compile("sch|ph|th|ck|gh|ij|e[iy]")
_SOUNDS = {"sch": "s", "ph": "f", "th": "t", "ck": "k", "gh": "g", "ij": "i", "ey": "i", "ei": "i"}
_LETTERS = str.maketrans("ycqzvwdbj", "ikksfftpi", "")
_VOWELS = str.maketrans("", "", "aeiouh")
_TWICE = re.compile(r"(.)\1+")


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, without what only sorts the mail: case, “+tag”, the dots of Gmail."""
    if "@" not in text:
        return ()
    mails = []
    for address in _ADDRESS.findall(fold(text)):
        name, _at, host = address.removeprefix("mailto:").rpartition("@")
        name = name.partition("+")[0] or name
        if host in ("gmail.com", "googlemail.com"):
            name, host = name.replace(".", ""), "gmail.com"
        mails.append(f"{name}@{host.strip('.')}")
    return tuple(dict.fromkeys(mails))


def is_shared(address: str) -> bool:
    """Whether an e-mail address, in its normal form, is that of nobody in particular: “info@acme.nl”."""
    return address.partition("@")[0] in _SHARED


def web_domain(text: str) -> str:
    """The host of a web page or an e-mail address, without “www.”.

    Empty where there is none, and for hosts that are no company's own: providers of mail, and sites where everybody
    has a page.
    """
    if "." not in text:
        return ""
    found = _HOST.match(fold(text).replace(" ", ""))
    host = found[1] if found else ""
    first, _dot, rest = host.partition(".")
    if first in _EVERYBODYS and _TOP.fullmatch(rest):
        return ""
    while rest:
        if f"{first}.{rest}" in _PLACES:
            return ""
        first, _dot, rest = rest.partition(".")
    return host


def numbers(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text: their last nine digits, without country, zeros in front and extension."""
    if not text:
        return ()
    endings = []
    for part in _PARTED.split(fold(text)):
        digits = re.sub(r"\(0\)|\D", "", _EXTENSION.sub("", part.strip()))
        digits = digits.lstrip("0")[-DIGITS:] if len(digits) >= DIGITS else digits.lstrip("0")
        if len(digits) >= FEWEST_DIGITS and len(set(digits)) > 1:
            endings.append(digits)
    return tuple(dict.fromkeys(endings))


def _plain_words(text: str) -> list[str]:
    plain = fold(text)
    if not plain.replace(" ", "").isalnum():
        plain = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), plain)
        plain = _INSIDE.sub("", plain)
    words = _WORDS.findall(plain)
    ends = len(words)
    while ends and len(words[ends - 1]) == 1 and not words[ends - 1].isdigit():
        ends -= 1
    if len(words) - ends > 1 and "".join(words[ends:]) in _LEGAL:  # “Acme B V”
        words[ends:] = ["".join(words[ends:])]
    return words


@lru_cache(20_000)
def company_words(name: str) -> tuple[str, ...]:
    """The words that a company is called by, in their order: no legal form, no “and”, short forms spelt alike."""
    words = [_SPELT.get(word, word) for word in _plain_words(name)]
    kept = [word for word in words if word not in _LEGAL - _ONLY_AT_THE_END and word not in _AND]
    while len(kept) > 1 and kept[-1] in _ONLY_AT_THE_END:
        kept.pop()
    return tuple(kept or words)


def without_country(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a company without those that say where it is, and these."""
    there = frozenset(words[1:]) & _COUNTRIES
    return tuple(word for word in words if word not in there), there


class PersonName(NamedTuple):
    """A person's name as it is compared.

    Args:
        words: Its words and initials by the alphabet: no titles, no tussenvoegsels.
        surname: The word that is most probably the last name.
        initial: The first letter of the first name; empty where there is none.
    """

    words: tuple[str, ...]
    surname: str = ""
    initial: str = ""


@lru_cache(20_000)
def person_name(name: str) -> PersonName:
    """The normal form of a person's name, whichever part of it comes first."""
    before, comma, after = fold(name).partition(",")
    last, first = _name_words(before), _name_words(after)
    if comma and first:
        first_names = first
        surname = last[-1] if last else first[-1]
    else:
        long = [word for word in last if len(word) > 1]
        surname = long[-1] if long else (last[-1] if last else "")
        first_names = [word for word in last if word != surname]
    return PersonName(tuple(sorted(last + first)), surname, first_names[0][0] if first_names else "")


def _name_words(text: str) -> list[str]:
    if not text.isascii() or "'" in text or "`" in text:
        text = _ELIDED.sub(" ", text.replace("’", "'").replace("`", "'")).replace("'", "")
    kept = [word for word in _WORDS.findall(text) if word not in _TITLES]
    return [word for word in kept if word not in _BEFORE_NAMES] or kept


@lru_cache(50_000)
def skeleton(word: str) -> str:
    """A word by its sounds: the first letter and the consonants, so that most typing errors fall away."""
    sounds = _TOGETHER.sub(lambda letters: _SOUNDS[letters[0]], word).translate(_LETTERS)
    return _TWICE.sub(r"\1", sounds[:1] + sounds[1:].translate(_VOWELS))
