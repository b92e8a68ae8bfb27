"""The exports of programs that keep customers, known by their headers, in the languages in which they are written.

Headers follow the user's language and the columns chosen there, so each preset lists what they may be called;
`headers` divides them by commas. What is not listed is left out, and said.
"""

from __future__ import annotations

from advisorbench.domain.records.states import AccountStatus
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset, headers, signatures

_CUSTOMER = {AccountStatus.ACTIVE: "customer evangelist client klant ambassadeur",
             AccountStatus.PROSPECT: "subscriber lead opportunity other marketingqualifiedlead salesqualifiedlead "
             "marketing_qualified_lead sales_qualified_lead abonnee kans overig abonne prospect opportunite autre",
             AccountStatus.LOST: "former_customer"}  # fmt: skip
LIFECYCLE = {word.replace("_", " "): state.value for state, line in _CUSTOMER.items() for word in line.split()}
"""What HubSpot calls the stages of a relation, in three languages."""
_SALESFORCE_TYPES = {"customer": "active", "customer - direct": "active", "customer - channel": "active",
                     "prospect": "prospect", "former customer": "lost"}  # fmt: skip
_NOTHING = frozenset(("-", "--", "(no value)", "(geen waarde)", "(aucune valeur)"))
_LISTED = frozenset(("account", "person"))
_HUBSPOT_OWN = ("create date", "phone number", "lead status", "lifecycle stage", "company name", "primary company",
                "associated company", "marketing contact status", "last activity date")  # fmt: skip
"""Columns of contacts that tell HubSpot from others that have owners, too."""
_RECORD = "record id, record-id, id d'enregistrement, id de fiche d'informations, hs object id, id"
_PRIMARY_IDS = (
    "primary associated company id, associated company ids (primary), associated company id (primary), "
    "gekoppelde bedrijfs-id's (primair), ids d'entreprises associees (principale), "
)
_PRIMARY = "associated company (primary), gekoppeld bedrijf (primair), entreprise associee (principale), "

HUBSPOT = (
    Preset(
        "hubspot", RowKind.INITIATIVES,
        signatures("deal name, deal stage, deal owner", "deal name, deal stage, record id",
              "deal name, pipeline, deal stage", "dealnaam, dealfase", "naam van deal, dealfase",
              "nom de la transaction, phase de la transaction", "dealname, dealstage",
              "deal id, dealname, createdate", "deal id, deal name, deal stage"),
        headers(
            external_id=f"deal id, {_RECORD}",
            name="deal name, dealnaam, naam van deal, nom de la transaction, dealname",
            account_id=_PRIMARY_IDS + "associated company ids, associated company id, gekoppelde bedrijfs-id's, "
            "bijbehorende bedrijfs-id's, id d'entreprise associes, ids d'entreprises associees",
            account=_PRIMARY + "associated company, associated companies, gekoppeld bedrijf, bijbehorend bedrijf, "
            "entreprise associee",
            person_id="associated contact ids, associated contact id, gekoppelde contact-id's, "
            "bijbehorende contact-id's, id de contacts associes, ids de contacts associes",
            person="associated contact, associated contacts, gekoppeld contact, contact associe",
            state="deal stage, dealfase, phase de la transaction, dealstage",
            won="is closed won, is gewonnen, est ferme gagne",
            closed="is deal closed?, is closed, is gesloten",
            amount="amount, bedrag, montant",
            currency="currency, valuta, devise",
            owner="deal owner, eigenaar van deal, deal-eigenaar, dealeigenaar, proprietaire de la transaction",
            opened_on="create date, aanmaakdatum, gemaakt op, date de creation, createdate",
            closed_on="close date, sluitingsdatum, afsluitdatum, date de fermeture, date de cloture, closedate",
            end_reason="closed lost reason, reden voor verloren deal, reden verlies, motif de transaction perdue, "
            "closed won reason",
            next_step="next step, volgende stap, prochaine etape",
            note="deal description, dealbeschrijving, description de la transaction, description",
        ),
        system="hubspot", empty=_NOTHING, listed=_LISTED,
    ),
    Preset(
        "hubspot", RowKind.PEOPLE,
        signatures("record id, first name, last name, email",
              *(f"first name, last name, email, contact owner, {own}" for own in _HUBSPOT_OWN),
              "record-id, voornaam, achternaam", "record id, voornaam, achternaam",
              "voornaam, achternaam, e-mail, contacteigenaar", "voornaam, achternaam, e-mail, eigenaar van contact",
              "prenom, nom, e-mail, proprietaire du contact", "prenom, nom de famille, e-mail",
              "id de fiche d'informations, prenom, nom", "id d'enregistrement, prenom, nom",
              "firstname, lastname, email, jobtitle", "hs object id, firstname, lastname",
              "email, firstname, lastname, hs merged object ids", "contact id, first name, last name, lifecycle stage"),
        headers(
            external_id=f"contact id, {_RECORD}",
            first_name="first name, voornaam, prenom, firstname",
            last_name="last name, achternaam, nom, nom de famille, lastname",
            email="email, e-mail, e-mailadres, adresse e-mail",
            phone="phone number, mobile phone number, telefoonnummer, mobiel telefoonnummer, numero de telephone, "
            "numero de telephone mobile, phone, mobilephone",
            account_id=_PRIMARY_IDS + "associated company ids, associated company id, "
            "gekoppelde bedrijfs-id's, bijbehorende bedrijfs-id's, ids d'entreprises associees, "
            "id d'entreprise associes, associatedcompanyid",
            account=_PRIMARY + "associated company, primary company, company name, bedrijfsnaam, gekoppeld bedrijf, "
            "bijbehorend bedrijf, primair bedrijf, nom de l'entreprise, entreprise associee, entreprise principale, "
            "company",
            job_title="job title, functietitel, functie, intitule du poste, titre du poste, poste, jobtitle",
            role="buying role, rol bij aankoop, role d'achat",
            language="preferred language, voorkeurstaal, langue preferee",
            note="message, bericht",
        ),
        system="hubspot", empty=_NOTHING, listed=_LISTED,
    ),
    Preset(
        "hubspot", RowKind.ACCOUNTS,
        signatures("record id, company name", "company name, company owner", "company name, company domain name",
              "record-id, bedrijfsnaam", "record id, bedrijfsnaam", "bedrijfsnaam, bedrijfseigenaar",
              "bedrijfsnaam, eigenaar van bedrijf", "bedrijfsnaam, domeinnaam bedrijf",
              "nom de l'entreprise, proprietaire de l'entreprise", "id de fiche d'informations, nom de l'entreprise",
              "id d'enregistrement, nom de l'entreprise", "nom de l'entreprise, nom de domaine de l'entreprise",
              "id, is deleted, name", "company id, name, lifecycle stage"),
        headers(
            external_id=f"{_RECORD}, company id",
            name="company name, bedrijfsnaam, nom de l'entreprise, name",
            status="lifecycle stage, levenscyclusfase, fase in levenscyclus, phase du cycle de vie",
            sector="industry, branche, bedrijfstak, secteur d'activite, secteur",
            city="city, plaats, stad, ville",
            country="country/region, country, land/regio, land, pays/region, pays",
            website="website url, company domain name, website-url, url website, domeinnaam bedrijf, "
            "bedrijfsdomeinnaam, domeinnaam, "
            "url du site web, nom de domaine de l'entreprise, website, domain",
            employees="number of employees, aantal werknemers, aantal medewerkers, nombre d'employes",
            revenue="annual revenue, jaaromzet, jaarlijkse omzet, chiffre d'affaires annuel, annualrevenue",
            parent="parent company, moederbedrijf, societe mere, entreprise mere",
            note="description, beschrijving, omschrijving",
        ),
        system="hubspot", empty=_NOTHING, listed=_LISTED, words={"status": LIFECYCLE},
        lenient=frozenset(("status",)),
    ),
)  # fmt: skip

SALESFORCE = (
    Preset(
        "salesforce", RowKind.INITIATIVES,
        signatures("opportunity name, stage", "opportunity name, account name", "name, stagename",
              "accountid, stagename",
              "name, closedate, stagename"),
        headers(
            external_id="opportunity id, id",
            name="opportunity name, name",
            account_id="account id, accountid",
            account="account name, account.name",
            person_id="contact id, contactid",
            person="contact name, contact: full name, primary contact",
            state="stage, stagename",
            won="won, iswon",
            closed="closed, isclosed",
            source="lead source, leadsource",
            amount="amount",
            currency="amount currency, currency, currencyisocode",
            owner="opportunity owner, owner, owner.name",
            opened_on="created date, createddate",
            closed_on="close date, closedate",
            end_reason="loss reason, closed lost reason, reason lost",
            next_step="next step, nextstep",
            note="description",
        ),
        system="salesforce", empty=frozenset(("-", "[not provided]")),
    ),
    Preset(
        "salesforce", RowKind.PEOPLE,
        signatures("contact id, last name, title", "contact id, last name, account id",
              "contact id, last name, account name", "first name, last name, account name",
              "firstname, lastname, accountid",
              "accountid, lastname, email", "id, firstname, lastname, title", "firstname, lastname, birthdate",
              "first name, last name, mailing city", "lead owner, first name, last name",
              "lastname, company, leadsource"),
        headers(
            external_id="contact id, lead id, id",
            first_name="first name, firstname",
            last_name="last name, lastname",
            name="full name, contact name",
            account_id="account id, accountid",
            account="account name, account.name, company / account, company",
            job_title="title",
            email="email",
            phone="business phone, phone, mobile, mobilephone, mobile phone",
            language="language, languages",
            note="description",
        ),
        system="salesforce", empty=frozenset(("-", "[not provided]")),
    ),
    Preset(
        "salesforce", RowKind.ACCOUNTS,
        signatures("account name, account owner", "account name, billing city", "account id, account name",
              "account name, type, last activity", "name, billingcity", "id, name, numberofemployees",
              "name, numberofemployees, description", "name, type, website, annualrevenue", "name, numemp, industry"),
        headers(
            external_id="account id, id",
            name="account name, name",
            status="type",
            sector="industry",
            city="billing city, billingcity, mailing city, shipping city",
            country="billing country, billing country/region, billingcountry, mailing country, shipping country",
            website="website",
            employees="employees, number of employees, numberofemployees, numemp",
            revenue="annual revenue, annualrevenue",
            currency="annual revenue currency, currencyisocode",
            parent="parent account, parent.name",
            note="description",
        ),
        system="salesforce", empty=frozenset(("-", "[not provided]")), words={"status": _SALESFORCE_TYPES},
        lenient=frozenset(("status",)),
    ),
)  # fmt: skip

PIPEDRIVE = (
    Preset(
        "pipedrive", RowKind.ACTIVITIES,
        signatures("activity - subject, activity - done", "activity - subject, activity - due date",
              "activity - subject, activity - type"),
        headers(
            external_id="activity - id",
            subject="activity - subject",
            kind="activity - type",
            on="activity - due date, activity - date",
            at="activity - due time, activity - time",
            minutes="activity - duration",
            done="activity - done, activity - status",
            account="activity - organization, organization - name, organization",
            person="activity - contact person, person - name, contact person",
            note="activity - note, activity - public description, note - content",
        ),
        system="pipedrive",
    ),
    Preset(
        "pipedrive", RowKind.INITIATIVES, signatures("deal - title"),
        headers(
            external_id="deal - id, deal - pipedrive system id, deal - system id",
            name="deal - title",
            account_id="deal - organization id, organization - id",
            account="deal - organization, organization - name, organization",
            person_id="deal - contact person id, person - id",
            person="deal - contact person, person - name, contact person",
            state="deal - status",
            stage="deal - stage, deal - stage (pipeline)",
            source="deal - source channel, deal - lead source",
            amount="deal - value",
            currency="deal - currency of value, deal - currency",
            owner="deal - owner",
            opened_on="deal - deal created, deal - creation date, deal - add time, deal - deal created on",
            closed_on="deal - won time, deal - lost time, deal - deal closed on, deal - closed on",
            end_reason="deal - lost reason",
            product="product - name",
        ),
        system="pipedrive",
    ),
    Preset(
        "pipedrive", RowKind.PEOPLE, signatures("person - name", "person - first name, person - last name"),
        headers(
            external_id="person - id, person - pipedrive system id, person - system id",
            name="person - name",
            first_name="person - first name",
            last_name="person - last name",
            account_id="person - organization id, organization - id",
            account="person - organization, organization - name, organization name, organization",
            job_title="person - job title, person - position",
            email="person - email - work, person - email (work), person - email, person - email - other, "
            "person - email (other), person - email - home, person - email (home)",
            phone="person - phone - work, person - phone (work), person - phone, person - phone - mobile, "
            "person - phone (mobile), person - phone - other, person - phone (other), person - phone - home, "
            "person - phone (home)",
            note="person - notes, note - content",
        ),
        system="pipedrive",
    ),
    Preset(
        "pipedrive", RowKind.ACCOUNTS, signatures("organization - name", "organization - id"),
        headers(
            external_id="organization - id, organization - pipedrive system id, organization - system id",
            name="organization - name",
            sector="organization - industry",
            city="organization - city/town/village/locality of address, organization - city/town/village/locality",
            country="organization - country of address, organization - country",
            website="organization - website",
            employees="organization - number of employees, organization - employee count",
            revenue="organization - annual revenue",
            note="organization - notes, note - content",
        ),
        system="pipedrive",
    ),
)  # fmt: skip

ZOHO = (
    Preset(
        "zoho", RowKind.INITIATIVES, signatures("deal name, closing date", "potential name, closing date"),
        headers(
            external_id="record id, deal id, potential id", name="deal name, potential name",
            account_id="account name.id, account id", account="account name",
            person_id="contact name.id, contact id", person="contact name",
            state="stage", amount="amount", currency="currency", owner="deal owner, potential owner",
            source="lead source", opened_on="created time", closed_on="closing date",
            end_reason="reason for loss", next_step="next step", note="description",
        ),
        system="zoho", empty=frozenset(("-none-",)),
    ),
    Preset(
        "zoho", RowKind.PEOPLE,
        signatures("record id, first name, last name, account name", "record id, contact owner, last name, vendor name",
              "record id, lead owner, company, last name"),
        headers(
            external_id="record id, contact id, lead id", first_name="first name", last_name="last name",
            account_id="account name.id, account id", account="account name, company", job_title="title",
            email="email, secondary email", phone="phone, mobile, other phone", note="description",
        ),
        system="zoho", empty=frozenset(("-none-",)),
    ),
    Preset(
        "zoho", RowKind.ACCOUNTS,
        signatures("record id, account name"),
        headers(
            external_id="record id, account id", name="account name", status="account type", sector="industry",
            city="billing city, shipping city", country="billing country, shipping country", website="website",
            employees="employees", revenue="annual revenue", currency="currency", parent="parent account",
            note="description",
        ),
        system="zoho", empty=frozenset(("-none-",)),
        words={"status": {"customer": "active", "prospect": "prospect"}}, lenient=frozenset(("status",)),
    ),
)  # fmt: skip
