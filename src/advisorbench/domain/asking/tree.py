"""Who came from whom: the accounts of a book over generations, with what each referrer and generation brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisorbench.domain.chains import circles
from advisorbench.domain.records.facts import AccountFacts, Referral
from advisorbench.domain.records.states import allowed
from advisorbench.domain.text import fold

Won = Mapping[str, Sequence[tuple[str, int]]]
"""What was won at an account, by its key: currency and cents of each won initiative with a known amount."""


DEEPEST_INDENT = 20
"""So many generations are drawn each further in than the one before; those below stand as far in as these."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of referrals.

    Args:
        names: Names given.
        introductions: Those of them who were introduced.
        customers: Those of them who became a customer.
        money: What was won at these customers, in cents by currency; amounts that nobody wrote down are not in it.
        deals: Over how many won initiatives.
    """

    names: int = 0
    introductions: int = 0
    customers: int = 0
    money: tuple[tuple[str, int], ...] = ()
    deals: int = 0

    def __add__(self, other: Tally) -> Tally:
        sums: dict[str, int] = defaultdict(int)
        for currency, cents in (*self.money, *other.money):
            sums[currency] += cents
        return Tally(
            self.names + other.names,
            self.introductions + other.introductions,
            self.customers + other.customers,
            tuple(sorted(sums.items())),
            self.deals + other.deals,
        )


@dataclass(frozen=True, slots=True)
class Node:
    """An account in the tree.

    Args:
        account_id: The account.
        name: Its name.
        generation: 0 for a customer we found, n + 1 for one referred by generation n.
        through: Who gave its name; empty where that is not known.
        brought: What the people of this account brought themselves.
        below: What came of it over all generations below, this account's own included.
        open: Names they gave that are still under way.
        children: The accounts that came from it, by name.
    """

    account_id: str
    name: str
    generation: int
    through: str
    brought: Tally
    below: Tally
    open: tuple[Referral, ...]
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Referrer:
    """A person who gave names, and what came of them."""

    person_id: str
    name: str
    account_id: str
    account: str
    brought: Tally


@dataclass(frozen=True, slots=True)
class Generation:
    """The customers of one generation.

    Args:
        number: 0 for those we found.
        customers: How many there are.
        won: What was won at them.
        brought: What their own people brought.
    """

    number: int
    customers: int
    won: Tally
    brought: Tally


@dataclass(frozen=True, slots=True)
class Tree:
    """The referral tree of a book.

    Args:
        roots: Accounts that gave a name or brought a customer, and came from nobody in the tree.
        generations: Every generation that has a customer.
        referrers: Whoever gave a name, who brought most first.
    """

    roots: tuple[Node, ...] = ()
    generations: tuple[Generation, ...] = ()
    referrers: tuple[Referrer, ...] = ()


def tree_of(book: Iterable[AccountFacts], won: Won) -> Tree:
    """The tree of a book; whatever its links say, every account is in it once at most, and no way leads in a circle.

    Args:
        book: The facts of every account.
        won: What was won at each.
    """
    facts = {one.account.id: one for one in book}
    parents = _parents(facts)
    children: dict[str, list[str]] = defaultdict(list)
    for key, parent in parents.items():
        if parent:
            children[parent].append(key)
    grower = _Grower(facts, children, won)
    tops = [key for key, parent in parents.items() if not parent and (children[key] or facts[key].referrals)]
    roots = tuple(grower.node(key, facts[key].account.generation) for key in _by_name(facts, tops))
    return Tree(roots, _generations(facts, grower), _referrers(facts, grower))


def _parents(facts: Mapping[str, AccountFacts]) -> dict[str, str]:
    """From each account to the one it came from; empty where that is not in the book, or would close a circle."""
    parents = {key: parent if parent in facts else "" for key, parent in sorted(_given_by(facts))}
    for circle in list(circles(parents)):
        parents[max(circle)] = ""
    return parents


def _given_by(facts: Mapping[str, AccountFacts]) -> Iterator[tuple[str, str]]:
    return ((key, one.account.referred_by_id or "") for key, one in facts.items())


def _by_name(facts: Mapping[str, AccountFacts], keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (fold(facts[key].account.name), key))


def tally(referrals: Iterable[Referral], won: Won) -> Tally:
    """What came of some referrals.

    Args:
        referrals: Names that were given.
        won: What was won at the accounts that came of it; each is counted once, whoever else gave its name.
    """
    total, counted = Tally(), set[str]()
    for referral in referrals:
        new = referral.new_account_id or ""
        amounts = won.get(new, ()) if referral.customer_on and new not in counted else ()
        counted.add(new)
        total += Tally(
            1, int(referral.introduced_on is not None), int(referral.customer_on is not None), tuple(amounts),
            len(amounts),
        )  # fmt: skip
    return total


class _Grower:
    """Makes nodes from their leaves up."""

    def __init__(self, facts: Mapping[str, AccountFacts], children: Mapping[str, list[str]], won: Won) -> None:
        self.facts = facts
        self.children = children
        self.won = won
        self.generation: dict[str, int] = {}

    def at_children(self, key: str) -> Won:
        """What was won at the accounts that came from this one: whoever was a customer before is no fruit of it."""
        return {child: self.won[child] for child in self.children.get(key, ()) if child in self.won}

    def node(self, key: str, generation: int) -> Node:
        """An account and all that came from it."""
        # From the last generation up: a long line of referrals is no reason to run out of stack.
        order, place = [key], 0
        self.generation[key] = generation
        while place < len(order):
            for child in self.children.get(order[place], ()):
                self.generation[child] = self.generation[order[place]] + 1
                order.append(child)
            place += 1
        made: dict[str, Node] = {}
        for one in reversed(order):
            made[one] = self._made(one, [made[child] for child in _by_name(self.facts, self.children.get(one, ()))])
        return made[key]

    def _made(self, key: str, children: list[Node]) -> Node:
        facts = self.facts[key]
        brought = tally(facts.referrals, self.at_children(key))
        below = brought
        for child in children:
            below += child.below
        return Node(
            key, facts.account.name, self.generation[key], self._through(key), brought, below,
            tuple(r for r in facts.referrals if allowed(r.stage)), tuple(children),
        )  # fmt: skip

    def _through(self, key: str) -> str:
        giver = self.facts.get(self.facts[key].account.referred_by_id or "")
        if giver is None:
            return ""
        return next((giver.person_name(r.person_id) for r in giver.referrals if r.new_account_id == key), "")


def _generations(facts: Mapping[str, AccountFacts], grower: _Grower) -> tuple[Generation, ...]:
    generations: dict[int, Generation] = {}
    for key, of_account in facts.items():
        if of_account.account.customer_since is None:
            continue
        number = grower.generation.get(key, of_account.account.generation)
        amounts = tuple(grower.won.get(key, ()))
        before = generations.get(number, Generation(number, 0, Tally(), Tally()))
        generations[number] = Generation(
            number,
            before.customers + 1,
            before.won + Tally(money=amounts, deals=len(amounts)),
            before.brought + tally(of_account.referrals, grower.at_children(key)),
        )
    return tuple(generations[number] for number in sorted(generations))


def _referrers(facts: Mapping[str, AccountFacts], grower: _Grower) -> tuple[Referrer, ...]:
    referrers = []
    for key, of_account in facts.items():
        for person_id in {referral.person_id for referral in of_account.referrals}:
            given = (r for r in of_account.referrals if r.person_id == person_id)
            brought = tally(given, grower.at_children(key))
            name = of_account.person_name(person_id)
            referrers.append(Referrer(person_id, name, key, of_account.account.name, brought))
    return tuple(
        sorted(
            referrers,
            key=lambda r: (-r.brought.customers, -r.brought.introductions, -r.brought.names, fold(r.name), r.person_id),
        )
    )


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node, each before what came from it."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))
