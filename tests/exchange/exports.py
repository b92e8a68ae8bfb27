"""Small files as the programs write them: their own headers whole, and rows with what they are known for."""

from __future__ import annotations

import csv
import io

OUTLOOK_EN = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
    "Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,"
    "Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,"
    "Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,"
    "Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,"
    "Account,Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,"
    "Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,"
    "E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,"
    "Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,"
    "Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,"
    "Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page"
)
OUTLOOK_NL = (
    "Titel,Voornaam,Middelste naam,Achternaam,Achtervoegsel,Bedrijf,Afdeling,Functie,Werkadres straat,"
    "Werkadres 2 straat,Werkadres 3 straat,Werkadres plaats,Werkadres provincie,Werkadres postcode,"
    "Werkadres land/regio,Huisadres straat,Huisadres 2 straat,Huisadres 3 straat,Huisadres plaats,"
    "Huisadres provincie,Huisadres postcode,Huisadres land/regio,Ander adres straat,Ander adres 2 straat,"
    "Ander adres 3 straat,Ander adres plaats,Ander adres provincie,Ander adres postcode,Ander adres land/regio,"
    "Telefoon assistent,Fax op werk,Telefoon op werk,Telefoon op werk 2,Terugbellen,Autotelefoon,"
    "Hoofdtelefoon bedrijf,Fax thuis,Telefoon thuis,Telefoon thuis 2,ISDN,Mobiele telefoon,Andere fax,"
    "Andere telefoon,Pager,Hoofdtelefoon,Radiotelefoon,Teksttelefoon,Telex,Account,Beroep,Categorieën,"
    "Directoryserver,E-mailadres,Type e-mail,Weergavenaam e-mail,E-mailadres 2,Type e-mail 2,"
    "Weergavenaam e-mail 2,E-mailadres 3,Type e-mail 3,Weergavenaam e-mail 3,Factuurgegevens,Gebruiker 1,"
    "Gebruiker 2,Gebruiker 3,Gebruiker 4,Geslacht,Gevoeligheid,Hobby,Initialen,Kantoorlocatie,Kinderen,Locatie,"
    "Naam assistent,Naam manager,Notities,Partner,Postbus werkadres,Prioriteit,Privé,Reisafstand,Speciale datum,"
    "Taal,Trefwoorden,Verjaardag,Verwezen door,Webpagina"
)
OUTLOOK_DE = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,"
    "Straße geschäftlich 2,Straße geschäftlich 3,Ort geschäftlich,Region geschäftlich,Postleitzahl geschäftlich,"
    "Land/Region geschäftlich,Straße privat,Straße privat 2,Straße privat 3,Ort privat,Bundesland/Kanton privat,"
    "Postleitzahl privat,Land/Region privat,Weitere Straße,Weitere Straße 2,Weitere Straße 3,Weiterer Ort,"
    "Weiteres/r Bundesland/Kanton,Weitere Postleitzahl,Weiteres/e Land/Region,Telefon Assistent,Fax geschäftlich,"
    "Telefon geschäftlich,Telefon geschäftlich 2,Rückmeldung,Autotelefon,Telefon Firma,Fax privat,Telefon (privat),"
    "Telefon (privat 2),ISDN,Mobiltelefon,Weiteres Fax,Weiteres Telefon,Pager,Haupttelefon,Mobiltelefon 2,"
    "Telefon für Hörbehinderte,Telex,Abrechnungsinformation,Benutzer 1,Benutzer 2,Benutzer 3,Benutzer 4,Beruf,Büro,"
    "E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse,E-Mail 2: Typ,"
    "E-Mail 2: Angezeigter Name,E-Mail 3: Adresse,E-Mail 3: Typ,E-Mail 3: Angezeigter Name,Empfohlen von,Geburtstag,"
    "Geschlecht,Hobby,Initialen,Internet Frei/Gebucht,Jahrestag,Kategorien,Kinder,Konto,Name Assistent,"
    "Name des/der Vorgesetzten,Notizen,Organisations-Nr.,Ort,Partner,Postfach geschäftlich,Postfach privat,Priorität,"
    "Privat,Regierungs-Nr.,Reisekilometer,Sprache,Stichwörter,Vertraulichkeit,Verzeichnisserver,Webseite,"
    "Weiteres Postfach"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,"
    "Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels"
)
GOOGLE_GROUP = (
    ",E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,Phone 2 - Value,Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,"
    "Custom Field 1 - Value"
)
PIPEDRIVE_DEALS = (
    "Deal - ID,Deal - Title,Deal - Creator,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Weighted value,"
    "Deal - Currency of Weighted value,Deal - Probability,Deal - Organization,Deal - Organization ID,Deal - Pipeline,"
    "Deal - Contact person,Deal - Contact person ID,Deal - Stage,Deal - Label,Deal - Status,Deal - Deal created,"
    "Deal - Update time,Deal - Last stage change,Deal - Next activity date,Deal - Last activity date,Deal - Won time,"
    "Deal - Last email received,Deal - Last email sent,Deal - Lost time,Deal - Deal closed on,Deal - Lost reason,"
    "Deal - Visible to,Deal - Total activities,Deal - Done activities,Deal - Activities to do,"
    "Deal - Email messages count,Deal - Expected close date,Deal - Source channel"
)
PIPEDRIVE_PEOPLE = (
    "Person - ID,Person - Name,Person - First name,Person - Last name,Person - Labels,Person - Organization,"
    "Person - Organization ID,Person - Phone - Work,Person - Phone - Home,Person - Phone - Mobile,"
    "Person - Phone - Other,Person - Email - Work,Person - Email - Home,Person - Email - Other,"
    "Person - Person created,Person - Update time,Person - Visible to,Person - Owner,Person - Open deals,"
    "Person - Job title"
)
PIPEDRIVE_ORGANISATIONS = (
    "Organization - ID,Organization - Name,Organization - Labels,Organization - Address,"
    "Organization - Apartment/suite no of Address,Organization - House number of Address,"
    "Organization - Street/road name of Address,Organization - City/town/village/locality of Address,"
    "Organization - Country of Address,Organization - ZIP/Postal code of Address,"
    "Organization - Full/combined address of Address,Organization - Visible to,Organization - Owner,"
    "Organization - People,Organization - Open deals,Organization - Organization created,Organization - Website,"
    "Organization - Industry,Organization - Annual revenue,Organization - Number of employees"
)
PIPEDRIVE_ACTIVITIES = (
    "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Duration,"
    "Activity - Assigned to user,Activity - Deal,Activity - Contact person,Activity - Organization,Activity - Done,"
    "Activity - Marked as done time,Activity - Note,Deal - Title,Person - Name,Organization - Name"
)
ZOHO_DEALS = (
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Type,"
    "Probability (%),Next Step,Expected Revenue,Lead Source,Campaign Source.id,Campaign Source,Created By.id,"
    "Created By,Modified By.id,Modified By,Created Time,Modified Time,Contact Name.id,Contact Name,Currency,"
    "Exchange Rate,Description,Last Activity Time,Tag,Reason For Loss"
)
ZOHO_CONTACTS = (
    "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,"
    "Vendor Name.id,Vendor Name,Email,Title,Department,Phone,Home Phone,Other Phone,Fax,Mobile,Date of Birth,"
    "Assistant,Created Time,Modified Time,Full Name,Mailing Street,Mailing City,Mailing Country,Description,"
    "Email Opt Out,Salutation,Secondary Email,Last Activity Time,Tag,Reporting To.id,Reporting To"
)
ZOHO_ACCOUNTS = (
    "Record Id,Account Owner.id,Account Owner,Rating,Account Name,Phone,Account Site,Parent Account.id,"
    "Parent Account,Website,Account Number,Ticker Symbol,Account Type,Ownership,Industry,Employees,Annual Revenue,"
    "SIC Code,Created Time,Modified Time,Billing Street,Billing City,Billing State,Billing Code,Billing Country,"
    "Shipping City,Shipping Country,Description,Currency,Exchange Rate,Tag"
)


def export(header: str, *rows: dict[str, str], delimiter: str = ",", end: str = "\r\n", bom: bool = False) -> str:
    """A file with every column of the header, most of them empty, as such files are."""
    names = header.split(",")
    text = io.StringIO()
    out = csv.DictWriter(text, names, restval="", delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    out.writeheader()
    out.writerows(rows)
    return ("\ufeff" if bom else "") + text.getvalue()
