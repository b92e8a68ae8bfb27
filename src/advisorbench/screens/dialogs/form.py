"""One form for every question: entries with a label, checked at the field before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from advisorbench.domain.errors import BenchError, FieldErrors
from advisorbench.domain.text import shown
from advisorbench.drafts import Drafts
from advisorbench.i18n import _, ngettext
from advisorbench.screens.dialogs.form_field import CHOICES, FormField, Values, chosen, echo, read
from advisorbench.widgets.choice import Choice
from advisorbench.widgets.multi_choice import Many
from advisorbench.widgets.text_parts import Part

DRAFT_SECONDS = 0.5
"""What is typed is on disk this soon."""

Aside = Callable[[int], Iterator[Part]]
"""What stands beside the fields, for a width."""


class Form(ModalScreen[Values | None]):
    """Asks for the entries and gives back their values, each of its kind, or ``None`` when it was left.

    Args:
        title: What is being asked.
        entries: The fields, in order.
        today: The day that typed dates are counted from.
        check: Looks at the values as a whole and raises `FieldErrors` or another `BenchError`.
        draft: The name under which typed text is kept until it is saved.
        drafts: Where drafts are kept.
        errors: What was found wrong when it was tried to save, by field.
        aside: What stands beside the fields, so that it need not be remembered; the form then takes the whole screen.
    """

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("f2", "save", show=False, priority=True),
        Binding("ctrl+r", "afresh", show=False, priority=True),
        Binding("pageup", "aside(-1)", show=False, priority=True),
        Binding("pagedown", "aside(1)", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        entries: Sequence[FormField],
        today: date,
        *,
        check: Callable[[Values], object] | None = None,
        draft: str = "",
        drafts: Drafts | None = None,
        errors: Mapping[str, str] | None = None,
        aside: Aside | None = None,
    ) -> None:
        super().__init__(classes="whole" if aside else None)
        self.title = title
        self.entries = tuple(chosen(entry) for entry in entries)
        self.today = today
        self.texts: dict[str, str] = {entry.name: entry.text for entry in self.entries}
        self._check = check
        self._draft, self._drafts = draft, drafts
        self._errors = dict(errors or {})
        self._aside, self._aside_width = aside, 0
        self._restored = False
        self._drafts_shown: dict[str, str] = {}
        self._at = ""
        self._given: dict[str, str] = {}
        self._timer: Timer | None = None

    def again(self, errors: Mapping[str, str]) -> Form:
        """The same form with what was typed, saying what was found wrong."""
        entries = [replace(entry, text=self.texts[entry.name]) for entry in self.entries]
        return Form(
            self.title or "", entries, self.today, check=self._check, draft=self._draft, drafts=self._drafts,
            errors=errors, aside=self._aside,
        )  # fmt: skip

    def saved(self) -> None:
        """What was typed is in the book now: its draft goes."""
        if self._drafts and self._draft:
            self._drafts.forget(self._draft)

    def compose(self) -> ComposeResult:
        """The title, the entries with room for what is said of each, and the keys."""
        self._restore()
        self._draft_texts()
        with Vertical(id="form", classes="with-aside" if self._aside else ""):
            yield Static(Content(shown(self.title or "")), id="form-title")
            with Horizontal(id="form-body"):
                if self._aside:
                    with VerticalScroll(id="form-aside"):
                        yield Static(id="form-aside-text")
                with VerticalScroll(id="form-entries", can_focus=False):
                    for entry in self.entries:
                        with Horizontal(classes="entry tall" if entry.tall else "entry"):
                            yield Static(Content(entry.label + (" *" if entry.required else "")), classes="entry-label")
                            yield self._field(entry)
                        yield self._echoed(entry)
            yield Static("", id="said-", classes="entry-said")
            yield Static(Content("   ".join(self._keys())), id="form-keys")

    def _echoed(self, entry: FormField) -> Static:
        """What was understood of a field as it stands; told before the form is laid out, which takes its time."""
        text, certain = echo(entry, self.texts[entry.name], self.today)
        said = Static(Content(shown(text)), id=f"said-{entry.name}", classes="entry-said")
        said.set_class(not certain, "unsure")
        said.display = bool(text)
        return said

    def _keys(self) -> Iterator[str]:
        kinds = {entry.kind for entry in self.entries}
        yield _("^s save") if any(entry.several_lines for entry in self.entries) else _("enter save")
        yield _("tab next")
        if "many" in kinds:
            yield _("space takes in or out")
        if self._aside:
            yield _("pgup pgdn read on beside")
        yield _("esc leave")

    def on_resize(self) -> None:
        """Break the lines beside the fields anew, once it is known how wide they are."""
        if self._aside:
            self.call_after_refresh(self._show_aside)

    def _show_aside(self) -> None:
        width = max(self.query_one("#form-aside").scrollable_content_region.width - 1, 20)
        if self._aside and width != self._aside_width:
            self._aside_width = width
            self.query_one("#form-aside-text", Static).update(Content.assemble(*self._aside(width)))

    def _field(self, entry: FormField) -> Widget:
        field_id = f"field-{entry.name}"
        text = self.texts[entry.name]
        if entry.kind == "choice":
            return Choice(entry.choices, text, id=field_id)
        if entry.kind == "many":
            return Many(entry.choices, text, id=field_id)
        if entry.several_lines:
            return TextArea(
                text, id=field_id, show_line_numbers=False, compact=True, highlight_cursor_line=False,
                placeholder=entry.hint,
            )  # fmt: skip
        return Input(text, placeholder=entry.hint, compact=True, id=field_id, select_on_focus=bool(entry.text))

    def _draft_texts(self) -> None:
        """What follows from the other fields stands where nothing was written yet."""
        for entry in self.entries:
            if entry.drafted is not None:
                text = self._drafts_shown[entry.name] = entry.drafted(self.texts)
                self.texts[entry.name] = self.texts[entry.name] or text

    def _restore(self) -> None:
        """Offer back what was typed here before and never saved."""
        kept = self._drafts.load(self._draft) if self._drafts and self._draft and not self._errors else None
        if not kept:
            return
        texts, self._at = kept
        for entry in self.entries:
            text = texts.get(entry.name, entry.text)
            # What could be chosen then may be gone by now.
            if chosen(replace(entry, text=text)).text == text != entry.text:
                self.texts[entry.name] = text
                self._restored = True

    def on_mount(self) -> None:
        """Show what is already known to be wrong, and start at the first such field."""
        if self._errors:
            self._refuse(self._errors)
            return
        if self._restored:
            said = self.query_one("#said-", Static)
            said.update(Content(_("Text that was not saved is back. ^r starts afresh.")))
        # Go on where it was left. What was chosen already and what is filled in needs no typing; what is empty does.
        left = (entry for entry in self.entries if self._restored and entry.name == self._at)
        empty = (
            entry
            for entry in self.entries
            if not self.texts[entry.name] and (entry.kind not in CHOICES or (entry.required and entry.kind == "choice"))
        )
        first = next(left, None) or next(empty, None) or next(iter(self.entries), None)
        if first:
            self._go_to(first.name)

    def _go_to(self, name: str) -> None:
        """Put the cursor behind what stands in a field."""
        field = self.query_one(f"#field-{name}")
        field.focus()
        if isinstance(field, TextArea):
            field.move_cursor(field.document.end)

    def _refuse(self, errors: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it, and below that nothing was saved."""
        self._errors = dict(errors)
        for name, text in errors.items():
            self._complain(name, text)
        known = [entry.name for entry in self.entries if entry.name in errors]
        if known:
            if len(known) == len(errors):
                text = ngettext("Not saved: look at %(n)d field.", "Not saved: look at %(n)d fields.", len(known))
                self._complain("", text % {"n": len(known)})
            self._go_to(known[0])
            # The field comes into sight with what is said of it.
            self.call_after_refresh(self.query_one(f"#said-{known[0]}").scroll_visible, animate=False)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(Many.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed | Choice.Changed | Many.Changed) -> None:
        name = (event.control.id or "").removeprefix("field-")
        text = self._text(name)
        if self.texts.get(name) == text:
            return
        self.texts[name] = text
        if event.control.has_focus:
            self._at = name
        self._errors.pop(name, None)
        self._redraft(name)
        self._give(name)
        self._say(name)
        said = self.query_one("#said-", Static)
        if said.has_class("wrong"):
            said.update("")
            said.remove_class("wrong")
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self._keep_draft)

    def _redraft(self, changed: str) -> None:
        """A text that is drafted from other fields follows them, as long as nothing else was typed in it."""
        for entry in self.entries:
            if entry.drafted is None or entry.name == changed:
                continue
            field, before = self.query_one(f"#field-{entry.name}"), self._drafts_shown.get(entry.name)
            text = entry.drafted(self.texts)
            self._drafts_shown[entry.name] = text
            if not isinstance(field, TextArea) or text == before:
                continue
            if field.text == before:
                field.text = text
            else:  # what somebody wrote is theirs
                said = self.query_one(f"#said-{entry.name}", Static)
                said.update(Content(_("This is your own text now: it does not follow the fields above any more.")))
                said.set_class(True, "unsure")
                said.display = True

    def _give(self, name: str) -> None:
        """Other fields follow what is typed here, as long as nobody typed or chose something there."""
        giver = next(entry for entry in self.entries if entry.name == name)
        if giver.gives is None:
            return
        given = giver.gives(self.texts[name], self.today)
        for entry in self.entries:
            if entry.name == name or self._text(entry.name) != self._given.get(entry.name, entry.text):
                continue
            text = given.get(entry.name, entry.text)
            if text != self._text(entry.name):
                field = self.query_one(f"#field-{entry.name}")
                if isinstance(field, TextArea):
                    field.text = text
                else:
                    field.value = text  # type: ignore[attr-defined]
            self._given[entry.name] = text

    def _text(self, name: str) -> str:
        """What stands in a field."""
        field = self.query_one(f"#field-{name}")
        return field.text if isinstance(field, TextArea) else field.value  # type: ignore[attr-defined]

    def _keep_draft(self) -> None:
        self._timer = None
        if self._drafts and self._draft:
            self._drafts.save(self._draft, self.title or "", self.texts, self._at)

    def _say(self, name: str) -> None:
        """Echo what was understood of a day or an amount, as it is typed."""
        entry = next(entry for entry in self.entries if entry.name == name)
        said = self.query_one(f"#said-{name}", Static)
        text, certain = echo(entry, self.texts[name], self.today)
        said.remove_class("wrong", "unsure")
        said.set_class(not certain, "unsure")
        said.update(Content(shown(text)))
        said.display = bool(text)

    def _complain(self, name: str, text: str) -> None:
        known = name if any(entry.name == name for entry in self.entries) else ""
        said = self.query_one(f"#said-{known}", Static)
        said.update(Content(shown(text if known or not name else f"{name}: {text}")))
        said.add_class("wrong")
        said.display = True

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Check every entry, then the whole; give the values back if nothing is wrong."""
        # Read from the fields themselves: what was typed last may not have been told yet.
        self.texts = {entry.name: self._text(entry.name) for entry in self.entries}
        values: Values = {}
        errors: dict[str, str] = {}
        for entry in self.entries:
            try:
                values[entry.name] = read(entry, self.texts[entry.name], self.today)
            except ValueError as error:
                errors[entry.name] = str(error)
        if not errors and self._check:
            try:
                self._check(values)
            except FieldErrors as error:
                errors = dict(error.errors)
            except BenchError as error:
                errors = {"": str(error)}
        if errors:
            self._refuse(errors)
            return
        self._keep_draft()
        self.dismiss(values)

    def action_afresh(self) -> None:
        """Drop what came back and start with what the form would say by itself."""
        if not self._restored:
            return
        self._restored = False
        self.saved()
        self.query_one("#said-", Static).update("")
        self._errors = {}
        self.texts = {entry.name: entry.text for entry in self.entries}
        self._draft_texts()
        for entry in self.entries:
            field = self.query_one(f"#field-{entry.name}")
            if isinstance(field, TextArea):
                field.text = self.texts[entry.name]
            elif isinstance(field, (Input, Many)) or (isinstance(field, Choice) and entry.text):
                field.value = entry.text
            self._say(entry.name)
        first = next((entry for entry in self.entries if not entry.text), None)
        if first:
            self._go_to(first.name)

    def action_aside(self, direction: int) -> None:
        """Scroll what stands beside the fields, wherever the cursor is."""
        if self._aside:
            beside = self.query_one("#form-aside")
            beside.scroll_relative(y=direction * max(beside.size.height - 1, 1), animate=False)

    def action_leave(self) -> None:
        """Leave without saving; what was typed is kept as a draft."""
        if self._timer is not None:
            self._timer.stop()
            self._keep_draft()
        self.dismiss(None)
