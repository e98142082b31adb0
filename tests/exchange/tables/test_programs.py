"""Exports of other programs, with the titles that they write."""

from __future__ import annotations

import pytest
from test_csv import fact, person, read

from dossierkit.exchange.tables.columns import NO_FORMAT, format_of

GOOGLE = (
    "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Address 1 - City,Address 1 - Country,Labels,Birthday\n"
    "Anna,Schmidt,Acme,Buyer,* Work,a@acme.example ::: b@acme.example,Mobile,+49 151 1234567,"
    "Berlin,Germany,* myContacts,--04-12\n"
)
OUTLOOK = (
    "First Name,Last Name,Company,Job Title,Business Street,Business Country/Region,"
    "Business Phone,Mobile Phone,Birthday,E-mail Address,E-mail Type,E-mail Display Name,Priority\n"
    "Anna,Schmidt,Acme,Buyer,Weg 1,Germany,+49 30 1234567,+49 151 1234567,0/0/00,"
    "a@acme.example,SMTP,Anna Schmidt (a@acme.example),Normal\n"
)
HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Job Title,"
    "Contact owner,Original Source\n"
    "51,Anna,Schmidt,a@acme.example;b@acme.example,+49 30 1234567,Acme,Buyer,Lily,Organic Search\n"
)
SALESFORCE = (
    "First Name,Last Name,Title,Account Name,Mailing City,Mailing Country,Email,Phone,"
    "Email Opt Out,Do Not Call,Contact ID\n"
    "Anna,Schmidt,Buyer,Acme,Berlin,Germany,a@acme.example,+49 30 1234567,1,0,003A\n"
)
ZOHO = (
    "Record Id,First Name,Last Name,Account Name,Email,Mobile,Email Opt Out,Lead Source,"
    "Mailing Country\n"
    "zcrm_1,Anna,Schmidt,Acme,a@acme.example,+49 151 1234567,true,Trade Show,Germany\n"
)
PIPEDRIVE = (
    "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Mobile,"
    "Person - Job title\n"
    '7,Anna Schmidt,Acme,"a@acme.example, b@acme.example",+49 151 1234567,Buyer\n'
)
TRADE = (
    "序号,客户名称,国家,联系人,职位,邮箱,电话,WhatsApp,客户来源,客户等级,业务员,备注\n"
    "1,Acme,德国,Anna Schmidt,Buyer,a@acme.example,+49 30 1234567,+49 151 1234567,"
    "广交会,A,Lily,要目录\n"
)
TABLES = {
    "Google Contacts": GOOGLE,
    "Outlook": OUTLOOK,
    "HubSpot": HUBSPOT,
    "Salesforce": SALESFORCE,
    "Zoho CRM": ZOHO,
    "Pipedrive": PIPEDRIVE,
    "外贸客户表": TRADE,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_program_is_known_and_its_columns_are_understood(name: str) -> None:
    assert format_of(TABLES[name].partition("\n")[0].split(",")).title == name
    found = read(TABLES[name])
    assert found.findings == ()
    (one,) = found.arrivals
    assert one.findings == ()
    assert (one.name, fact(one, "company.name")) == ("Anna Schmidt", "Acme")
    assert fact(one, "position.title") in ("Buyer", None)
    assert fact(one, "reach.email")[0] == "a@acme.example"
    assert fact(one, "reach.phone")[0].startswith("+49 ")
    assert fact(one, "company.country") in ("de", None)


def test_what_only_some_of_them_have() -> None:
    google, outlook, hubspot = person(GOOGLE), person(OUTLOOK), person(HUBSPOT)
    assert fact(google, "reach.email") == ("a@acme.example", "b@acme.example")
    assert (fact(google, "birthday"), fact(google, "tags")) == ("04-12", None)
    assert fact(outlook, "birthday") is None
    assert (fact(hubspot, "source.channel"), hubspot.note) == ("search", "")
    salesforce, zoho = person(SALESFORCE), person(ZOHO)
    assert fact(salesforce, "consent.marketing") == fact(zoho, "consent.marketing") == "refused"
    assert salesforce.note == "Do Not Call: 0"
    assert fact(zoho, "source.channel") == "exhibition"
    assert fact(person(PIPEDRIVE), "reach.email") == ("a@acme.example", "b@acme.example")
    trade = person(TRADE)
    assert (fact(trade, "tags"), trade.note) == (("A",), "业务员: Lily\n要目录")


def test_other_tables_are_of_no_program() -> None:
    assert format_of(["name", "email"]) is NO_FORMAT
