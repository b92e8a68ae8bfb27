"""What is in the sample book: accounts, the people there, and what happened between them. All of it is invented.

Each table's first line names its columns. A number in a column of days counts from today: -20 is twenty days ago.
"""

from __future__ import annotations

ACCOUNTS = """
key | name | tier | status | sector | city | land | customer_since | last | referred_by | topic
vandam | Van Dam Installatie | A | active | installation | Utrecht | NL | -2100 | 6 | | het aantal herhaalbezoeken
kaya | Kaya Logistics | A | active | logistics | Rotterdam | NL | -1160 | 5 | vandam | de levertijd
dewit | De Wit Bouw | A | active | construction | Amersfoort | NL | -1870 | 8 | | de faalkosten
molenaar | Molenaar Groente | A | active | food | Barendrecht | NL | -1500 | 34 | | de derving
brightwater | Brightwater Dental | A | active | health care | Leeds | GB | -1240 | 7 | | missed appointments
jansen | Jansen Metaal | A | active | metal | Tilburg | NL | -1710 | 9 | | de uitval
hofstra | Hofstra Transport | B | active | transport | Drachten | NL | -150 | 12 | kaya | de lege kilometers
bakker | Bakker & Zn | B | active | bakery | Zaandam | NL | -980 | 62 | | het energieverbruik
osull | Ó Súilleabháin Foods | B | active | food | Liverpool | GB | -890 | 18 | | order picking
northgate | Northgate Print | B | active | printing | Bristol | GB | -1130 | 20 | | make-ready time
claes | Claes Textiel | B | active | textiles | Gent | BE | -1010 | 97 | | het waterverbruik
peeters | Peeters Verpakking | B | active | packaging | Antwerpen | BE | -800 | 25 | | de omsteltijd
marlow | Marlow & Finch | B | active | joinery | Norwich | GB | -720 | 30 | | snag lists
dijkstra | Dijkstra Koeling | B | active | refrigeration | Leeuwarden | NL | -500 | 11 | dewit | de storingen
harcourt | Harcourt Instruments | B | active | instruments | Cambridge | GB | -420 | 15 | brightwater | calibration time
vanloon | Van Loon Kwekerijen | B | active | horticulture | Naaldwijk | NL | -1350 | 22 | | het gasverbruik
elferink | Elferink Machines | C | active | machinery | Deventer | NL | -760 | 45 | | de voorraad
terhorst | Ter Horst Meubel | C | active | furniture | Enschede | NL | -600 | 38 | molenaar | de retouren
whitcombe | Whitcombe Bakery | C | active | bakery | Exeter | GB | -900 | 70 | | waste
rijnmond | Rijnmond Pompen | C | active | machinery | Schiedam | NL | -840 | 14 | | de doorlooptijd
desmet | Desmet Signalisatie | C | active | signage | Mechelen | BE | -770 | 60 | | de wachttijd
ashdown | Ashdown Care Homes | C | active | health care | Brighton | GB | -650 | 33 | | agency hours
visser | Visser Scheepsreparatie | C | active | ship repair | Harlingen | NL | -380 | 40 | jansen | de ligtijd
groenewoud | Groenewoud Zorg | C | active | health care | Apeldoorn | NL | -820 | 90 | | de reistijd
thackeray | Thackeray Tools | C | active | tools | Sheffield | GB | -200 | 28 | harcourt | late orders
lemaitre | Maison Lemaître | C | active | food | Brugge | BE | -560 | 20 | | het breukpercentage
bosveld | Bosveld Recycling | C | active | recycling | Arnhem | NL | -690 | 131 | | de stilstand
zuidema | Zuidema Agri | C | prospect | agriculture | Emmeloord | NL | | 10 | | de bewaarkosten
penrose | Penrose Ceramics | C | prospect | ceramics | Stoke-on-Trent | GB | | 16 | | kiln energy
castelein | Castelein Mode | C | prospect | fashion | Hasselt | BE | | 45 | | de retouren
veenstra | Veenstra Caravans | C | dormant | leisure | Sneek | NL | -1480 | 100 | | de levertijd
hallworth | Hallworth Plastics | C | lost | plastics | Derby | GB | -1200 | 210 | | scrap
brasserie | Brasserie Sint-Joris | D | active | hospitality | Leuven | BE | -900 | 80 | | de personeelskosten
koopman | Koopman Fietsen | D | active | retail | Haarlem | NL | | | | de voorraad
tilling | Tilling & Rowe | D | active | legal | Bath | GB | -640 | 120 | | unbilled hours
aalbers | Wijnhuis Aalbers | D | active | wholesale | Maastricht | NL | -580 | 60 | | de orderfouten
lowther | Lowther Farms | D | dormant | agriculture | Carlisle | GB | -1600 | 372 | | stock counts
polderman | Drukkerij Polderman | D | dormant | printing | Middelburg | NL | -1300 | 150 | | de inkt
gilmour | Gilmour Marine | D | prospect | marine | Southampton | GB | | 50 | | yard hours
sanders | Sanders Kunststof | D | lost | plastics | Venlo | NL | -1100 | 240 | | de levertijd
"""

MORE = """
key | field | value
peeters | renewal_on | 41
ashdown | renewal_on | 78
marlow | price_talk_on | 30
vanloon | review_rule | FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO
lemaitre | contact_ideal_days | 45
lemaitre | contact_max_days | 60
koopman | note | Overgenomen van een collega; er is nog niets vastgelegd.
kaya | note | Family firm, 60 lorries. Elif decides, Harm checks every figure: bring the sheet.
sanders | note | Ging naar een goedkopere partij; over een jaar vragen hoe het bevalt.
hallworth | note | Site closed after the take-over. Good people: some of them will turn up elsewhere.
"""

PEOPLE = """
account | name | job_title | role | more
vandam | Sander van Dam | owner | decision maker
vandam | Marieke Pol | service manager | champion
vandam | Jelle Kroes | workshop lead | user
vandam | Inge Smeets | office manager | sponsor
kaya | Elif Kaya | director | decision maker
kaya | Tom Brouwer | operations | champion
kaya | Sevda Gündoğdu | planner | user
kaya | Harm Nijboer | finance | blocker
dewit | Joost de Wit | director | decision maker
dewit | Annelies Vonk | purchasing manager | champion
dewit | Rachid El Amrani | site manager | user
dewit | Karel Mulder | project lead | user | left
molenaar | Anouk Molenaar | managing director | decision maker
molenaar | Bas Verweij | production manager | champion
molenaar | Liesbeth Kok | quality manager | user
molenaar | Ömer Demir | packing line lead | user
brightwater | Priya Raman | practice director | decision maker
brightwater | Gareth Pugh | operations manager | champion
brightwater | Hannah Whitlock | finance lead | sponsor
brightwater | Owen Tranter | dental technician | user
jansen | Frits Jansen | owner | decision maker
jansen | Esther Lammers | plant manager | champion
jansen | Koen Hendrix | buyer | blocker
jansen | Wim Dekkers | welding lead | user
hofstra | Wiebe Hofstra | owner | decision maker
hofstra | Nynke Postma | planning manager | champion
bakker | Cor Bakker | owner | decision maker
bakker | Sjoerd Bakker | production lead | champion
bakker | Tineke Rood | bookkeeper | user
osull | Niamh Ó Súilleabháin | managing director | decision maker
osull | Declan Roarty | warehouse manager | champion
osull | Ruth Fairclough | finance manager | blocker
northgate | Simon Ledbetter | managing director | decision maker
northgate | Carys Bevan | production manager | champion
claes | Griet Claes | owner | decision maker
claes | Dries Vermaut | dyehouse manager | champion
peeters | Luc Peeters | managing director | decision maker
peeters | Karen Wouters | plant manager | champion
peeters | Bart Goossens | buyer | blocker | do not ask
marlow | Ellen Marlow | partner | decision maker
marlow | Jack Finch | partner | sponsor
dijkstra | Femke Dijkstra | director | decision maker
dijkstra | Hidde Bloemsma | service planner | user
harcourt | Edmund Frayne | operations director | decision maker
harcourt | Beth Oakes | lab manager | champion
harcourt | Vikram Sethi | buyer | user
vanloon | Dirk van Loon | grower | decision maker
vanloon | Mirjam Zonneveld | finance manager | sponsor
elferink | Gerrit Elferink | owner | decision maker
elferink | Manon Bruil | warehouse lead | user
terhorst | René ter Horst | director | decision maker
terhorst | Ilse Wargerink | customer service lead | user
whitcombe | Dora Whitcombe | owner | decision maker
whitcombe | Neil Pascoe | bakery manager | champion
rijnmond | Ingrid Vermaas | operations manager | decision maker
rijnmond | Peter Stolk | engineer | user
desmet | Pascale Desmet | managing director | decision maker
desmet | Tim Raes | planner | user
ashdown | Moira Ashdown | managing director | decision maker
ashdown | Femi Adeyemi | rota manager | champion
visser | Harmke Visser | owner | decision maker
visser | Douwe Tolsma | yard foreman | user
groenewoud | Judith Groenewoud | care manager | decision maker
groenewoud | Sanne Lubbers | planner | champion
thackeray | George Thackeray | owner | decision maker
thackeray | Amina Yusuf | order desk lead | user
lemaitre | Odile Lemaître | owner | decision maker
lemaitre | Stijn Maes | atelier lead | user
bosveld | Henk Bosveld | owner | decision maker
bosveld | Astrid Timmer | plant manager | champion
zuidema | Klaas Zuidema | owner | decision maker
zuidema | Roelien Zuidema | bookkeeper | sponsor
penrose | Tessa Penrose | works manager | champion
castelein | Els Castelein | owner | decision maker
veenstra | Jan Veenstra | owner | decision maker
veenstra | Aukje Wiersma | office manager | user
hallworth | Ray Hallworth | works director | decision maker
brasserie | Joris Pauwels | manager | decision maker
koopman | Merel Koopman | owner | decision maker
tilling | Camilla Rowe | partner | decision maker
tilling | Hugh Tilling | partner | sponsor
aalbers | Guus Aalbers | owner | decision maker
lowther | Isla Lowther | owner | decision maker
polderman | Adri Polderman | owner | decision maker
gilmour | Fraser Gilmour | yard manager | decision maker
sanders | Twan Sanders | director | decision maker
"""

REVIEWS = """
account | held | state | on
vandam | -80 -172 -263 | scheduled | 16
kaya | -91 -186 -280 | prepared | 0
dewit | -3 -121 -214 -305 | |
molenaar | -80 -170 -262 | |
brightwater | -88 -178 -270 | scheduled | 9
jansen | -50 -140 -235 -327 | |
bakker | -100 -283 | |
osull | -165 -345 | scheduled | 23
northgate | -205 | scheduled | -6
claes | -260 | |
peeters | -192 | |
marlow | -60 -240 | |
dijkstra | -177 | prepared | 4
harcourt | -40 -220 | |
vanloon | -100 -190 -282 | scheduled | 30
elferink | -390 | due | 40
terhorst | -200 | |
whitcombe | -470 | |
rijnmond | -350 | scheduled | 0
desmet | -380 | |
ashdown | -310 | scheduled | 37
visser | -150 | |
groenewoud | -280 | |
lemaitre | -120 | |
bosveld | -310 | |
brasserie | -300 | |
tilling | -210 | |
aalbers | -250 | |
"""

OBJECTIVES = """
account | wording | metric | unit | direction | baseline | target | maximum | worth | due_on | state | measures
vandam | In één keer goed bij de klant | first-time-fix rate | % | more | 68 | 85 | 95 | 120000 | 120 | on track | -263:70 -172:74 -80:78 -12:81
kaya | Order to delivery in a week | lead time | days | less | 14 | 8 | 6 | 96000 | 75 | on track | -280:14 -186:12 -91:10 -20:9
kaya | No lorry back empty | empty kilometres | % | less | 31 | 20 | 12 | 54000 | 190 | agreed | -186:29 -91:26 -20:24
dewit | Half zoveel herstelwerk per woning | failure cost | % of turnover | less | 6.2 | 3 | 1.5 | 180000 | 130 | on track | -214:5.6 -121:4.9 -2:4.1
molenaar | Minder weggooien aan het eind van de week | waste | % | less | 7.5 | 5 | 3 | 31000 | 60 | off track | -170:7.1 -80:6.8
brightwater | Every chair filled | missed appointments | % | less | 11 | 5 | 2 | 42000 | 100 | on track | -178:9 -88:7 -30:6
jansen | Uitval op lijn 2 terug naar normaal | scrap | % | less | 5.4 | 3 | 1.2 | 65000 | 45 | off track | -140:4.9 -50:5.1
jansen | Omstellen in de pauze | changeover | minutes | less | 55 | 25 | 15 |  | -20 | achieved | -140:38 -50:24
hofstra | Retourvracht voor de helft van de lege ritten | empty runs | % | less | 38 | 20 | 10 |  | 210 | on track | -40:33
bakker | De ovens 's nachts niet voor niets warm | energy | kWh per ton | less | 610 | 500 | 430 | 24000 | 150 | on track | -100:560 -35:540
osull | Right first time out of the warehouse | picking errors | per 1,000 | less | 9 | 3 | 0.5 |  | 80 | on track | -165:6 -60:4
northgate | Presses that print instead of wait | make-ready | minutes | less | 48 | 30 | 18 |  | 90 | off track | -205:44 -60:41
claes | Met één spoelbad minder | water use | litres per kg | less | 92 | 70 | 55 |  | 160 | agreed | -260:88
peeters | Twee orders meer per ploeg | orders per shift | orders | more | 7 | 9 | 11 |  | 110 | on track | -55:8
dijkstra | Storing vóór de middag verholpen | solved before noon | % | more | 52 | 75 | 90 |  | 95 | on track | -177:63 -40:71
harcourt | A certificate within three days | calibration time | days | less | 9 | 3 | 2 | 38000 | 140 | on track | -220:6 -40:4
vanloon | Een kas op minder gas | gas use | m3 per m2 | less | 34 | 26 | 20 | 140000 | 170 | on track | -190:30 -100:27
terhorst | Minder meubels retour | returns | % | less | 8 | 5 | 2 |  | 200 | draft | -48:7
desmet | Offerte binnen een dag | quote time | days | less | 6 | 2 | 1 |  |  | draft
groenewoud | Meer uren bij de cliënt | hours with clients | % | more | 61 | 70 | 80 |  | 125 | on track | -185:67
polderman | Inkt op maat bestellen | ink stock | weeks | less | 12 | 6 | 3 |  | -180 | dropped | -300:11
"""

OUTCOMES = """
account | what | on | state | amount | evidence | verified_by | verified_on | period | disputed_on | dispute
kaya | Five days faster | -95 | verified | 41000 | planning board, ten weeks | Elif Kaya | -81 | a year
kaya | No overtime at the weekend | -230 | verified | 12500 | pay slips | Harm Nijboer | -186
vandam | 13 % minder herhaalbezoeken | -84 | verified | 28600 | servicebonnen | Marieke Pol | -70
dewit | Faalkosten blok Vathorst gehalveerd | -60 | verified | 67000 | nacalculatie | Joost de Wit | -45
molenaar | Twee pallets per week minder weg | -85 | verified | 9400 | weegbonnen | Bas Verweij | -66
brightwater | 210 appointments that did happen | -70 | verified | 18900 | booking system | Priya Raman | -50
brightwater | No Saturdays | -24 | claimed | 5200 | rota
jansen | Changeover halved | -19 | claimed | 15800 | stopwatch, 12 keer
hofstra | Zeven retourvrachten per week | -40 | verified | 11200 | ritstaten | Wiebe Hofstra | -25
bakker | Ovens een uur later aan | -125 | verified | 7300 | meterstanden | Cor Bakker | -110
osull | Picking errors more than halved | -125 | verified | 22400 | credit notes | Declan Roarty | -106
claes | Eén spoelbad minder op lijn 1 | -260 | verified | 6100 | watermeter | Griet Claes | -230
peeters | Een order per ploeg erbij | -70 | verified | 19500 | productielijst | Karen Wouters | -55
marlow | Snag list down to one page | -100 | verified | 4800 | site diary | Jack Finch | -75
dijkstra | Derde monteur minder vaak ingehuurd | -115 | verified | 5800 | facturen | Femke Dijkstra | -96
dijkstra | 19 % vaker voor de middag klaar | -55 | verified | 16700 | planbord | Femke Dijkstra | -40
harcourt | Certificates five days sooner | -50 | verified | 31000 | job sheets | Edmund Frayne | -38
vanloon | Zeven kuub gas per meter minder | -110 | verified | 54000 | jaarafrekening | Dirk van Loon | -95 | a year
elferink | Voorraad één week korter | -7 | claimed | 8200 | voorraadlijst
terhorst | Retouren met een derde omlaag | -48 | disputed | 6600 | telling van drie weken | | | | -41 | telt de feestdagen niet mee
desmet | Wachttijd aan de balie gehalveerd | -170 | verified | | turflijst | Pascale Desmet | -150
groenewoud | Vier uur reistijd per week minder | -185 | verified | 10400 | roosters | Judith Groenewoud | -165
thackeray | Late orders from 40 to 12 a month | -45 | verified | 7900 | order book | George Thackeray | -30
visser | Twee dagen korter op de helling | -80 | verified | 13200 | werfagenda | Harmke Visser | -65
lemaitre | Breuk van zes naar drie procent | -52 | verified | 5600 | telling per week | Stijn Maes | -35
tilling | Eleven unbilled hours a week found | -120 | verified | 14300 | time sheets | Camilla Rowe | -100
rijnmond | Pompen een week eerder klaar | -6 | claimed | 3900 | orderlijst
"""

IDEAS = """
account | what | objective | effect | amount | effort | side | state | spotted_on | proposed_on | accepted_on | closed_on | reason | brought
kaya | Two fixed departures a day | Order to | -2 | 24000 | medium | us | accepted | -91 | -91 | -75
kaya | Night loading | Order to | -1 | | small | customer | spotted | -20
kaya | Share return loads with Hofstra | No lorry | -6 | 18000 | medium | us | proposed | -60 | -20
kaya | Fixed slots for the big five | Order to | -3 | | medium | customer | done | -280 | -186 | -180 | -95 | | Five days faster
vandam | Foto van de storing vóór vertrek | In één keer | 5 | | small | customer | proposed | -80 | -80
vandam | Onderdelenkist per type installatie | In één keer | 6 | 36000 | medium | us | accepted | -172 | -172 | -80
dewit | Keuring per bouwlaag in plaats van aan het eind | Half zoveel | -1.2 | 80000 | large | customer | proposed | -3 | -3
molenaar | Afprijzen vanaf vier uur | Minder weg | -1.5 | | small | customer | rejected | -170 | -170 | | -80 | klanten gaan erop wachten
brightwater | A reminder by text the day before | Every chair | -2 | 9000 | small | us | done | -178 | -178 | -170 | -70 | | 210 appointments that did happen
vanloon | Tweede scherm in kas 3 | Een kas | -4 | 60000 | large | us | proposed | -100 | -100
"""
SIGNALS = """
person | kind | value | on | note
Elif Kaya | nps | 9 | -19 | Would be a ten if the invoices came on one sheet.
Harm Nijboer | score | 7 | -91
Sander van Dam | praise | | -45 | “Jullie zijn de enigen die terugkomen met cijfers.”
Marieke Pol | score | 8 | -80
Joost de Wit | nps | 10 | -29
Annelies Vonk | score | 6 | -29 | Vindt de rapportage te lang.
Anouk Molenaar | nps | 9 | -80
Priya Raman | score | 9 | -35
Gareth Pugh | nps | 7 | -35 | Fine, but the training came too late for his shift.
Esther Lammers | score | 8 | -50
Wiebe Hofstra | praise | | -12 | “Had ik dit maar eerder geweten.”
Cor Bakker | nps | 9 | -100
Niamh Ó Súilleabháin | nps | 9 | -103
Carys Bevan | complaint | | -24 | Press log promised, not seen.
Griet Claes | score | 8 | -240
Luc Peeters | nps | 9 | -55
Jack Finch | praise | | -75
Ellen Marlow | complaint | | -31 | Two call-outs for the same saw.
Femke Dijkstra | score | 8 | -98
Femke Dijkstra | nps | 9 | -33
Edmund Frayne | nps | 10 | -36
Beth Oakes | score | 9 | -40
Dirk van Loon | score | 8 | -50
Mirjam Zonneveld | nps | 9 | -52
Gerrit Elferink | praise | | -45
René ter Horst | score | 5 | -38
Pascale Desmet | praise | | -205
Moira Ashdown | nps | 6 | -33
Judith Groenewoud | nps | 9 | -120
Astrid Timmer | nps | 9 | -131
Camilla Rowe | score | 9 | -100
Harmke Visser | score | 8 | -40
Odile Lemaître | praise | | -20
"""

ISSUES = """
person | what | severity | opened_on | resolved_on
Moira Ashdown | Rota export loses night shifts | serious | -15
Wim Dekkers | Sensor lijn 2 valt uit bij kou | minor | -26
Rachid El Amrani | Verkeerde mallen geleverd | serious | -160 | -151
Tom Brouwer | Planning board down for a day | serious | -240 | -239
Carys Bevan | Spare part late | minor | -70 | -58
"""

PROMISES = """
person | what | made_on | due_on | state | closed_on
Frits Jansen | Quote for a second line | -16 | -2 | open
Carys Bevan | Press log analysis | -24 | -7 | open
Annelies Vonk | Rework cost on one page | -8 | 3 | open
Declan Roarty | New pick route | -11 | 4 | open
Tom Brouwer | Compare the two depots on lead time | -5 | 19 | open
Wiebe Hofstra | Voorstel retourvrachten Scandinavië | -12 | 15 | open
Beth Oakes | Uncertainty budget on one page | -15 | 22 | open
Elif Kaya | Names of two firms that run shared cross-docks | -91 | -70 | kept | -74
Harm Nijboer | Sheet with savings per lane | -91 | -80 | kept | -84
Marieke Pol | Schema servicebus-voorraad | -80 | -60 | kept | -63
Joost de Wit | Introductie bij een prefabbouwer | -121 | -100 | kept | -107
Bas Verweij | Derving per leverancier | -80 | -62 | late | -55
Priya Raman | Put her in touch with a scheduling lead | -88 | -70 | kept | -72
Simon Ledbetter | Visit to a faster print shop | -205 | -180 | broken | -150
Karen Wouters | Filmpje omstellen | -100 | -85 | kept | -86
Jack Finch | Second operator trained | -75 | -50 | late | -41
Dirk van Loon | Berekening tweede scherm | -100 | -79 | kept | -82
Ingrid Vermaas | Checklist eindcontrole | -60 | -46 | kept | -50
"""

TARGETS = """
person | who | company | why_fit | why_now | state
Elif Kaya | Pieter Brandsma | Zeekoel | same lanes | opens a second depot | open
Joost de Wit | Saskia Bos | Prefab Oost | builds for the same developers | has just won 140 houses | open
Priya Raman | Daniel Osei | Aire Valley | six practices | is moving to one booking desk | open
Sevda Gündoğdu | a head of planning | Maasvlakte Opslag | | | open
Astrid Timmer | Ron Hilhorst | Hilhorst Puin | same shredders | | open
Marieke Pol | Gerben Tuinstra | Tuinstra Daktechniek | service on the same roofs | takes on ten fitters | asked
Ingrid Vermaas | Lex Boogaard | Boogaard Afsluiters | shares the test bench | new test bench next quarter | asked
Harmke Visser | a yard manager | Werf De Hoop | same slipway | plans its dockings now | asked
Cor Bakker | Leo Stam | Stam Banket | same ovens | orders new ovens | asked
Sander van Dam | Ruben Smit | Smit Gevelbouw | works on the same sites | loses time on repeat visits | introduced
Femke Dijkstra | Klaas Zuidema | Zuidema Agri | stores cooled | builds a second store | introduced
Niamh Ó Súilleabháin | Sean Molloy | Molloy Cold Store | next door | new racking | introduced
Mirjam Zonneveld | Arjan Kuipers | Kuipers Potplanten | same growers' club | gas contract ends soon | introduced
Odile Lemaître | Veerle Coppens | Coppens Dozen | makes their boxes | is choosing a new box | asked
Anouk Molenaar | Teun Wagemakers | Wagemakers Sla | same buyers | loses a line manager | dropped
"""

ASKS = """
person | kind | state | channel | asked_on | answered_on | later_on | target | override_reason | note
Sander van Dam | referral | yes | visit | -1295 | -1290
Elif Kaya | referral | yes | review | -305 | -300
Joost de Wit | referral | yes | visit | -650 | -640
Priya Raman | referral | yes | meeting | -570 | -560
Edmund Frayne | referral | yes | review | -335 | -330
Frits Jansen | referral | yes | visit | -520 | -515
Sander van Dam | referral | yes | call | -33 | -30 | | Ruben Smit
Femke Dijkstra | referral | yes | visit | -77 | -75 | | Klaas Zuidema
Niamh Ó Súilleabháin | referral | yes | meeting | -100 | -96 | | Sean Molloy
Mirjam Zonneveld | referral | yes | visit | -19 | -18 | | Arjan Kuipers
Odile Lemaître | referral | yes | visit | -6 | -4 | | Veerle Coppens
Camilla Rowe | referral | yes | mail | -335 | -330
Marieke Pol | referral | asked | visit | -9 | | | Gerben Tuinstra
Ingrid Vermaas | referral | asked | call | -12 | | | Lex Boogaard | She offered it before any result was confirmed.
Beth Oakes | testimonial | asked | mail | -4 | | | | | Two sentences on the three-day certificate.
Cor Bakker | referral | later | call | -95 | -90 | -1 | Leo Stam | | Na de verbouwing.
Harmke Visser | referral | later | visit | -20 | -18 | 25 | a yard manager | | Eerst de grote beurt van de veerboot.
Anouk Molenaar | referral | no | visit | -60 | -57 | | Teun Wagemakers | | Wil nu geen namen geven.
Judith Groenewoud | reference | yes | mail | -240 | -236
Dirk van Loon | testimonial | drafted | mail
"""

REFERRALS = """
person | name | company | steps | became | report | ended_on | ended_reason
Sander van Dam | Elif Kaya | Kaya Logistics | -1290 -1280 -1265 -1220 -1160 | kaya | kept
Joost de Wit | Femke Dijkstra | Dijkstra Koeling | -640 -630 -610 -560 -500 | dijkstra | kept
Anouk Molenaar | René ter Horst | Ter Horst Meubel | -760 -750 -720 -660 -600 | terhorst | kept
Priya Raman | Edmund Frayne | Harcourt Instruments | -560 -550 -530 -480 -420 | harcourt | kept
Frits Jansen | Harmke Visser | Visser Scheepsreparatie | -515 -500 -480 -430 -380 | visser | late
Edmund Frayne | George Thackeray | Thackeray Tools | -330 -322 -300 -250 -200 | thackeray | kept
Elif Kaya | Wiebe Hofstra | Hofstra Transport | -300 -290 -270 -200 -150 | hofstra | kept
Femke Dijkstra | Klaas Zuidema | Zuidema Agri | -75 -66 -40 -20 | | kept
Sander van Dam | Ruben Smit | Smit Gevelbouw | -30 -20 -1 | | open
Mirjam Zonneveld | Arjan Kuipers | Kuipers Potplanten | -18 -10 | | kept
Odile Lemaître | Veerle Coppens | Coppens Dozen | -4 | | open
Niamh Ó Súilleabháin | Sean Molloy | Molloy Cold Store | -96 -88 | | late | -60 | chose a partner nearer home
Camilla Rowe | Peter Aldous | Aldous Surveyors | -330 -320 | | broken | -290 | no budget until next year
"""

CONNECTIONS = """
name | company | job_title
Laura Whitby | Sterling Optics | head of operations
Moira Kell | Ashgrove Homes | care director
Kees Tol | Tol Freesia | grower
Annet Prins | Prins Planten | grower and breeder
Rob Zegers | Zegers Transport | transport planner
Isa Mulder | Havenlogistiek Moerdijk | operations manager
Tessa Brink | Gemeente Zeewolde | councillor
"""

THANKS = """
person | on | how
Sander van Dam | -1288 | by telephone
Joost de Wit | -638 | a card
Elif Kaya | -299 | at the review
Priya Raman | -558 | by mail
Femke Dijkstra | -74 | by telephone
Niamh Ó Súilleabháin | -95 | by mail
Anouk Molenaar | -56 | by mail
Sander van Dam | -29 | by telephone
Mirjam Zonneveld | -17 | a card
"""

INTRODUCTIONS = """
person | who | company | on | note
Elif Kaya | Marit Vos | Vos Verzekeringen | -140 | Zocht een makelaar voor de vloot.
Elif Kaya | Tom Ridder | Ridder Laadpalen | -48 | Twee laadpalen op de werf.
Sander van Dam | Els Hoekstra | Hoekstra Opleidingen | -90 | Zoekt leerplekken voor monteurs.
Joost de Wit | Harm Nijboer | Kaya Logistics | -75 | Bouwplaatsen bevoorraden in één rit.
Priya Raman | Edmund Frayne | Harcourt Instruments | -32 | Recalibration of the imaging units.
Femke Dijkstra | Joris Aukema | Aukema Subsidies | -21 | Weet de weg in de regeling voor koudemiddelen.
"""

TESTIMONIALS = """
person | outcome | state | requested_on | received_on | approved_on | published_on | withdrawn_on | expires_on | original | approved | scope | places | withdrawn_reason
Joost de Wit | Faalkosten blok Vathorst gehalveerd | published | | -40 | -36 | -30 | | 500 | We bouwden elk blok twee keer: één keer goed en één keer over. Dat is nu voorbij. | We bouwden elk blok twee keer: één keer goed en één keer over. Dat is voorbij. | website en offertes, met naam en logo | website, klantenpagina; offerte bouw 2026
Priya Raman | 210 appointments that did happen | published | | -46 | -44 | -41 | | 320 | Two hundred and ten people sat in a chair who would not have. That is what it is about. | Two hundred and ten people sat in a chair who would not have. | website only, with name | website, health care
George Thackeray | Late orders from 40 to 12 a month | approved | | -24 | -20 | | | 345 | My wife says I am home for supper again. The order book says why. | I am home for supper again. The order book says why. | proposals, with name
Karen Wouters | Een order per ploeg erbij | received | | -3 | | | | | Eén order per ploeg erbij, met dezelfde mensen. Had ik in januari niet geloofd.
Beth Oakes | Certificates five days sooner | requested | -4
Judith Groenewoud | Vier uur reistijd per week minder | withdrawn | | -160 | -158 | -150 | -20 | | Vier uur minder in de auto is vier uur meer aan een bed. | Vier uur minder in de auto is vier uur meer aan een bed. | website, met naam | website, zorg | the foundation has a new policy on endorsements
"""

INITIATIVES = """
account | name | person | state | source | opened_on | closed_on | amount | hours | spent | then | next_step_on | started_by
kaya | Cross-dock Venlo | | open | existing | -40 | | 64000 | 14 | 300 | Elif sends volumes per lane | 12 | customer
bakker | Ovensturing hal 2 | Sjoerd Bakker | open | existing | -35 | | 22000 | 9 | | Sjoerd plant een proefweek | 6 | customer
terhorst | Retourbalie | René ter Horst | open | existing | -60 | | 18000 | 11
zuidema | Tweede bewaarplaats | Klaas Zuidema | open | referred | -40 | | 48000 | 12 | 180 | Klaas kiest de koeling | 17 | referrer
penrose | Kiln monitoring | Tessa Penrose | open | inbound | -50 | | 35000 | 16 | 420
castelein | Retourstroom webwinkel | Els Castelein | open | cold | -70 | | 27000 | 22 | 650 | Nabellen | -20 | us
gilmour | Yard planning | Fraser Gilmour | open | | -50 | | | 5
jansen | Tweede meetlijn | | open | existing | -30 | | 41000 | 8 | | Frits vraagt de bank | 20 | us
hofstra | Retourvrachten | | won | referred | -270 | -150 | 38000 | 18 | 240 | gevraagd door Wiebe, geen tweede partij
thackeray | Order desk | | won | referred | -300 | -200 | 21000 | 14 | 150 | they rang us
harcourt | Bench planning | | won | existing | -160 | -95 | 33000 | 12 | | result confirmed at the review
vanloon | Tweede energiescherm | | won | existing | -190 | -105 | 72000 | 20 | 500 | besparing was al bewezen
peeters | Omstelkar | | won | existing | -150 | -80 | 16500 | 9 | | proef van een week
desmet | Zuil aan de balie | | won | inbound | -260 | -190 | 9800 | 13 | 200 | snelle levering
hallworth | Regrind line | | lost | existing | -330 | -210 | 54000 | 38 | 1900 | site closed after the take-over
sanders | Raamcontract | | lost | existing | -300 | -240 | 30000 | 27 | 800 | price
gilmour | Winter lay-up | | no decision | cold | -280 | -130 | 24000 | 31 | 1450 | went quiet after the third quote
castelein | Pasvorm-advies | | no decision | cold | -320 | -220 | 19000 | 26 | 1100 | begroting verschoven
penrose | Glaze line | | lost | inbound | -240 | -140 | 44000 | 34 | 900 | chose the maker's own service
aalbers | Orderportaal | | withdrawn | | -210 | -160 | 12000 | 10 | | paste niet bij wat Guus wil
veenstra | Showroomplanning | | withdrawn | cold | -350 | -260 | 15000 | 19 | 600 | geen verbetering te bewijzen
"""

STEPS = """
initiative | kind | what | person | side | due_on | done_on
Cross-dock Venlo | agree | The finance director agrees | Harm Nijboer
Cross-dock Venlo | question | What happens to the night shift? | Elif Kaya
Cross-dock Venlo | question | Who owns the stock in between? | Elif Kaya | | | -20
Cross-dock Venlo | milestone | Volumes per lane for ten weeks | Elif Kaya | customer | 12
Cross-dock Venlo | milestone | Lay-out and costs on one page | | us | 19
Cross-dock Venlo | milestone | Visit to a shared cross-dock | Elif Kaya | us | -12 | -14
Tweede bewaarplaats | agree | De bank ziet de terugverdientijd | Klaas Zuidema
Tweede bewaarplaats | milestone | Klaas kiest de koeling | Klaas Zuidema | customer | 17
Ovensturing hal 2 | milestone | Proefweek op oven 4 | Sjoerd Bakker | customer | 6
"""
AGENDAS = """
account | line
kaya | Lead time: nine days, and what the last three would take
kaya | The cross-dock in Venlo: who decides, and by when
kaya | Empty kilometres: the offer from Hofstra
kaya | What you would tell a colleague about this year
dijkstra | Storingen voor de middag
dijkstra | Derde monteur: nog nodig?
dijkstra | Het jaar vooruit
"""
WEEK = """
weekday | person | kind | minutes | note
0 | Sander van Dam | call | 25 | Sander is benieuwd hoe het met Ruben Smit afloopt; ik hou hem op de hoogte.
0 | Priya Raman | meeting | 70 | Reminders now go out two days ahead; 40 fewer empty chairs last month.
0 | Els Castelein | call | 20 | Voor de derde keer nagebeld over de retouren; ze belt zelf wel terug.
1 | Wiebe Hofstra | visit | 110 | Op het hek gestaan bij vertrek: zes van de veertig wagens rijden nog leeg terug.
1 | Joost de Wit | call | 20 | Wil volgend kwartaal ook de afbouwploeg meenemen.
2 | Edmund Frayne | meeting | 60 | Saw the new bench plan. He wants the uncertainty budget on one page.
2 | Esther Lammers | mail | 10 | Meetgegevens van vorige week gekregen; uitval op lijn 2 blijft hangen.
3 | Femke Dijkstra | visit | 95 | Meegereden met de storingsdienst. Onderdelen liggen nu in de bus.
4 | Niamh Ó Súilleabháin | call | 30 | Agreed what to show at the review: the pick route before and after.
"""

NOTES_NL = """
call | Gebeld met {first} over {topic}; gaat de goede kant op.
call | {first} vroeg om de cijfers van vorige maand; vandaag nog sturen.
call | Kort gebeld. {first} zit midden in de begroting, na de 15e weer.
call | Afgesproken wie er de volgende keer aanschuift.
call | {first} belde zelf: kunnen we {topic} naast vorig jaar leggen?
call | Nagebeld of de ploeg met de nieuwe werkwijze uit de voeten kan. Ja, op één na.
call | Terugbelverzoek; vraag over de factuur, opgelost.
call | Gehoord hoe de audit ging. Twee punten, geen grote.
mail | Overzicht gestuurd met {topic} per week.
mail | Verslag van de vorige keer gestuurd, met de afspraken bovenaan.
mail | Artikel doorgestuurd waar {first} naar vroeg.
mail | Vraag van {first} over de meetmethode beantwoord.
mail | Data voorgesteld voor de volgende keer.
mail | {first} gefeliciteerd met het jubileum.
visit | Rondgelopen met {first}. De planning hangt nu aan de muur en wordt gebruikt.
visit | Een ochtend meegekeken op de vloer: het wachten zit vóór de overdracht, niet erna.
visit | Koffie met {first}; nieuwe leidinggevende begint volgende maand.
visit | Ploegoverdracht bijgewoond. Tien minuten korter dan eerst.
visit | Nulmeting gedaan voor {topic}.
visit | Langs geweest met de proefopstelling; mag tot eind van de maand blijven staan.
meeting | Cijfers over {topic} doorgenomen met {first}.
meeting | Met {first} bekeken wat het hoogst haalbare zou zijn. Verder weg dan gedacht.
meeting | Overleg over de volgende stap; eerst de proef afmaken.
meeting | Kennisgemaakt met de nieuwe controller; wil elke maand één blad.
meeting | Drie ideeën besproken, één gekozen. {first} regelt iemand van de vloer.
meeting | Werksessie met planning en inkoop. Eindelijk aan één tafel.
message | {first} stuurt een foto van het nieuwe bord.
message | Berichtje: donderdag komt beter uit.
message | {first} meldt dat de eerste week zonder storing is verlopen.
other | {first} gesproken op de vakbeurs; samen langs drie stands gelopen.
"""

NOTES_EN = """
call | Rang {first} about {topic}; moving the right way.
call | {first} asked for last month's figures; send them today.
call | Short call. {first} is deep in budgets, try again after the 15th.
call | Agreed who joins next time from their side.
call | {first} rang: can we set {topic} beside last year's?
call | Checked that the team can live with the new routine. All but one.
call | Query about an invoice, settled on the spot.
call | Heard how the audit went. Two findings, neither large.
mail | Sent the weekly overview on {topic}.
mail | Sent the minutes of last time, what we promised on top.
mail | Passed on the article {first} asked about.
mail | Answered a question from {first} on how we measure.
mail | Offered three dates for next time.
visit | Walked the floor with {first}. The board is up, and it is used.
visit | A morning alongside the team: the waiting is before the handover, not after it.
visit | Coffee with {first}; a new supervisor starts next month.
visit | Sat in on the shift handover. Ten minutes shorter than it used to be.
visit | Baseline taken for {topic}.
meeting | Went through {topic} with {first}.
meeting | Asked {first} what the best attainable would look like. Further off than we thought.
meeting | Talked about the next step; finish the trial first.
meeting | Met the new controller, who wants one sheet a month and no more.
meeting | Three ideas on the table, one chosen. {first} finds somebody from the floor.
message | {first} sent a picture of the new board.
message | Thursday suits {first} better.
message | {first} says week one went without a stop.
other | Sat beside {first} at the trade dinner. No shop until the coffee.
"""

REVIEW_NOTES = {
    "nl": (
        "Review over {topic}: stand, gat tot het haalbare, drie acties. {first} neemt er één.",
        "Halfuur langer dan gepland: het gesprek gaat nu over {topic}, niet over de prijs.",
        "{first} liet de eigen cijfers zien; ze kloppen met de onze.",
    ),
    "en": (
        "Review on {topic}: where it stands, the gap, three actions. {first} takes one.",
        "{first} brought own figures, and they agree with ours.",
        "Half of it went on {topic}; agreed what good would look like a year on.",
    ),
}

INSIDE = ((0, "Plan the week"), (1, "Quotes"), (3, "Reports and quotes"), (4, "Sales meeting"))
"""Weekdays, and what was done inside on them."""
TRAVEL = "There and back"
"""What the way to a visit is called."""

EVENTS = """
on | at | minutes | kind | account | person | title | place | travel_minutes | rule
-27 | 08:30 | 30 | other | | | Start of the week | | | FREQ=WEEKLY
0 | 09:30 | 90 | review | kaya | Elif Kaya | review | | |
0 | 13:30 | 60 | visit | dewit | | Site walk | | 50 |
0 | 16:30 | 60 | focus | | | Quotes and reports | | |
1 | 09:30 | 30 | call | bakker | Cor Bakker | The new oven | | |
1 | 11:00 | 75 | visit | molenaar | | Waste by branch | Barendrecht | 60 |
1 | 12:00 | 45 | call | osull | Niamh Ó Súilleabháin | The new pick route | | |
2 | | 1440 | other | | | Logistica, Utrecht | Jaarbeurs | |
3 | 09:30 | 90 | visit | jansen | Esther Lammers | Changeover at the press | Tilburg | 90 |
3 | 13:00 | 60 | visit | rijnmond | | Lead time since the move | Schiedam | 30 |
4 | 09:00 | 120 | focus | | | Prepare reviews | | |
4 | 14:00 | 30 | call | brightwater | Priya Raman | One booking desk | | |
9 | 13:00 | 60 | visit | vandam | Sander van Dam | visit | Utrecht | 50 |
"""
