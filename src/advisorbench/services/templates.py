"""Use cases around texts of the seller's own: agendas and wordings with places that are filled in."""

from __future__ import annotations

from advisorbench.domain.asking.wording import LANGUAGES, PLACES_OF
from advisorbench.domain.errors import FieldErrors, NotFound
from advisorbench.domain.language.templates import Template, unknown_places
from advisorbench.domain.records.states import TemplateKind
from advisorbench.i18n import _
from advisorbench.models import TemplateFields, TemplateRow
from advisorbench.services.base import RecordRef, Service, change, new_row, ref_of, validated
from advisorbench.store import reviews as store


class Templates(Service):
    """Texts of one's own, by kind and name."""

    def all(self, kind: TemplateKind) -> list[Template]:
        """The seller's own texts of a kind, by name."""
        with self.book.read() as session:
            return store.templates(session, kind)

    def save(self, kind: TemplateKind, name: str, text: str) -> RecordRef:
        """Keep a text under a name; the same name again replaces it.

        Raises:
            FieldErrors: The name is missing, or the text holds a place that there is not.
        """
        fields = validated(TemplateFields, {"kind": kind, "name": name, "text": text})
        if fields.name in LANGUAGES:
            raise FieldErrors({"name": _("the wordings there are go by this name; choose another")})
        places = PLACES_OF[kind]
        if unknown := unknown_places(text, places):
            said = {"name": f"${unknown[0]}", "places": ", ".join(f"${place}" for place in places)}
            raise FieldErrors({"text": _("%(name)s is no place; there are %(places)s") % said})
        with self.book.write("save template") as session:
            row = store.template_named(session, fields.kind, fields.name)
            if row is None:
                row = new_row(session, TemplateRow, fields)
            else:
                change(row, TemplateFields, {"text": fields.text})
        return ref_of(row)

    def remove(self, kind: TemplateKind, name: str) -> None:
        """Take a text of one's own away.

        Raises:
            NotFound: There is none of this name.
        """
        with self.book.write("remove template") as session:
            row = store.template_named(session, kind, name)
            if row is None:
                raise NotFound(_("No text of yours is called “%(name)s”.") % {"name": name})
            session.delete(row)
