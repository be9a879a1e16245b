"""Names of countries that are understood in a label but would be mistaken in running text: ``code | names``.

Short forms, inverted forms, and the country's name in its own and in other languages of the sources.
"""

from __future__ import annotations

LABELS = """
AE | Emirates; Emirats arabes unis; Emiratos Arabes Unidos; Vereinigte Arabische Emirate
AE | Birleşik Arap Emirlikleri; Trucial States; Trucial Oman
AF | Afganistan
AG | Barbuda
AL | Shqipëria; Albanie; Albanien; Arnavutluk
AM | Hayastan; Arménie; Armenien; Ermenistan
AR | Argentine; Argentinien; Arjantin
AT | Österreich; Autriche; Avusturya
AU | Australie; Australien; Avustralya
AX | Åland; Aland
AZ | Azərbaycan; Aserbaidschan; Azerbaïdjan; Azerbaycan; Azerbaidjan
BA | Bosna i Hercegovina; Bosnie-Herzégovine; Bosnien und Herzegowina; Bosna-Hersek; BiH
BD | Bangladesch; Bangladeş; East Pakistan
BE | Belgique; België; Belgien; Bélgica; Belçika
BF | Haute-Volta; Burkina
BG | Bulgarie; Bulgarien; Bulgaristan
BH | Bahrein; Bahreïn; State of Bahrain
BJ | Bénin
BL | St. Barts; Saint Barts; St. Barths
BM | Bermudas; The Bermudas
BO | Bolivie; Bolivien; Bolivya
BQ | Saba; Bonaire St Eustatius and Saba
BR | Brasil; Brésil; Brasilien; Brezilya
BT | Bhoutan
BW | Botsuana
BY | Weißrussland; Biélorussie; Bielorrusia; White Russia
CA | Kanada
CD | Congo (Kinshasa); RDC; République démocratique du Congo; Dem. Rep. Congo
CD | Congo, The Democratic Republic of the; Congo (Kinshasa) (Zaire); República Democrática del Congo
CD | Congo Leopoldville
CF | République centrafricaine; Centrafrique
CG | Congo; Congo (Brazzaville); The Congo; République du Congo; Congo, Republic of; French Congo
CH | Schweiz; Suisse; Svizzera; Suiza; İsviçre; Helvetia
CI | Elfenbeinküste; Costa de Marfil; Fildişi Sahili; Cote d Ivoire; Côte d'Ivoire (Ivory Coast)
CI | République de Côte d'Ivoire
CL | Chili; Şili
CM | Cameroun; Kamerun; Camerún; Cameroons
CN | Chine; Zhongguo; VR China; Çin; Kina; China PR; China, P.R.
CO | Colombie; Kolumbien; Kolombiya
CU | Kuba; Küba
CV | Cap-Vert; Kap Verde
CY | Zypern; Chypre; Kypros; Kıbrıs; Chipre
CZ | Česko; Česká republika; Tschechien; Tchéquie; République tchèque; Çekya; Chequia
DE | Deutschland; Allemagne; Alemania; Bundesrepublik Deutschland; BRD; FRG; Almanya; Germania; West Berlin
DE | Duitsland
DJ | Dschibuti; Cibuti; Jibuti
DK | Danmark; Dänemark; Danemark; Dinamarca; Danimarka
DO | República Dominicana; Santo Domingo; République dominicaine; Dominikanische Republik
DZ | Algérie; Algerien; Cezayir; Argelia
EC | Équateur; Ekuador; Ekvador
EE | Eesti; Estland; Estonie; Estonya
EG | Ägypten; Égypte; Egipto; Mısır; Misr; United Arab Republic; U.A.R.; UAR
EH | SADR; Sahara Occidental
ER | Érythrée; Eritre
ES | España; Espagne; Spanien; İspanya; Espanha; Spagna
ET | Abyssinia; Äthiopien; Éthiopie; Etiyopya; Etiopía
FI | Suomi; Finnland; Finlande; Finlandiya; Finlandia
FJ | Fidji; Fidschi
FK | Islas Malvinas; Malvinas; Falkland Islands (Malvinas); Falklands
FM | FSM; Mikronesien; Micronesia, Federated States of
FO | Færøerne; Føroyar
FR | Frankreich; Francia; Fransa; République française
GA | Gabun
GB | Royaume-Uni; Vereinigtes Königreich; Reino Unido; Großbritannien; Grande-Bretagne; İngiltere
GB | Birleşik Krallık; Regno Unito; Storbritannien
GB | North Ireland; Ulster; England; Scotland; Wales; Northern Ireland
GE | Gürcistan; Géorgie; Georgien; Sakartvelo; Gruziya; Georgian SSR
GF | Guyane; Guyane française; French Guyana
GH | Gana; Gold Coast
GL | Grønland; Kalaallit Nunaat; Grönland
GM | Gambie
GN | Guinée; Gine
GQ | Guinea Ecuatorial; Guinée équatoriale; Äquatorialguinea; Ekvator Ginesi
GR | Ellada; Hellas; Griechenland; Grèce; Grecia; Yunanistan
GS | South Georgia
GW | Guiné-Bissau; Guinée-Bissau
GY | Guiana
HK | Hong Kong Special Administrative Region
HR | Hrvatska; Kroatien; Croatie; Hırvatistan; Croacia
HT | Haïti; Ayiti
HU | Magyarország; Ungarn; Hongrie; Macaristan; Hungría
ID | Indonesien; Indonésie; Endonezya
IE | Éire; Eire; Irland; Irlande; İrlanda; Irlanda
IL | İsrail; Medinat Yisrael; Yisrael
IM | Man, Isle of
IN | Bharat; Inde; Indien; Hindistan
IO | Diego Garcia
IQ | Irak
IR | İran; Iran, Islamic Republic of
IS | Ísland; Island; Islande; İzlanda; Islandia
IT | Italia; Italien; Italie; İtalya
JM | Jamaika
JO | Jordanien; Jordanie; Ürdün
JP | Nippon; Nihon; Japon; Japón; Japonya; Giappone
KG | Kirgisistan; Kırgızistan; Kirghizistan
KH | Cambodge; Kambodscha
KI | Line Islands; Central and Southern Line Islands; Gilbert and Ellice Islands
KM | Comores
KN | St. Kitts; St. Christopher (St. Kitts) & Nevis; Nevis; Nevis Island; St. Kitts-Nevis-Anguilla
KP | Korea, North; Nordkorea; Corée du Nord; Kuzey Kore; Corea del Norte; Korea (North); Korea, D.P.R.
KP | Korea, DPR
KR | Korea, South; Südkorea; Corée du Sud; Güney Kore; Corea del Sur; Korea (South); Korea, Rep.; Korea Republic
KR | Korea, Rep. of; Hanguk; Daehan Minguk; Corea
KW | Koweït; Kuweit; Kuveyt
KY | Cayman; Caymans; Kaimaninseln
KZ | Qazaqstan; Kasachstan; Kazakistan; Kazakh SSR; Kazajistán
LA | Lao; Lao P.D.R.
LB | Liban; Libanon; Lübnan; Líbano
LC | Sainte-Lucie
LI | Lihtenştayn
LK | Ceylon (Sri Lanka); Seylan
LR | Libéria; Liberya
LT | Lietuva; Litauen; Lituanie; Litvanya; Lituania
LU | Lëtzebuerg; Lüksemburg; Luxemburgo
LV | Latvija; Lettland; Lettonie; Letonya; Letonia
LY | Libye; Libyen; Libia
MA | Maroc; Marokko; Marruecos; Fas; Al Maghrib
MC | Mónaco
MD | Moldau; Moldavie; Moldavya
ME | Crna Gora; Monténégro; Karadağ
MF | St. Martin (French part)
MG | Madagaskar; Malagasy
MH | Marshallinseln; Îles Marshall; Marshalls
MK | Mazedonien; Macédoine; Makedonya; Nordmazedonien; Severna Makedonija; Makedonija
MM | Myanmar (Burma); Birma; Birmanie; Birmania
MN | Mongolei; Mongolie; Moğolistan
MP | Northern Marianas; Saipan
MR | Mauritanie; Mauretanien; Moritanya
MU | Maurice; Île Maurice
MV | Malediven; Maldivler
MX | México; Mexiko; Mexique; Meksika; Estados Unidos Mexicanos; Méjico
MY | Malasia; Malaisie; Malezya; North Borneo; Sarawak
MZ | Moçambique; Mosambik; Mozambik
NA | Namibie
NC | Nouvelle-Calédonie
NG | Nijerya; Nigéria
NI | Nikaragua
NL | Holland; Nederland; Niederlande; Pays-Bas; Países Bajos; Hollanda; Paesi Bassi
NO | Norge; Norwegen; Norvège; Noruega; Norveç; Noreg
NZ | Neuseeland; Nouvelle-Zélande; Yeni Zelanda
OM | Muscat; Umman
PA | Panamá
PE | Perú; Pérou
PF | Tahiti; Polynésie française
PG | Territory of New Guinea; PNG; Papouasie
PH | Pilipinas; Filipinas; Philippinen
PK | West Pakistan
PL | Polska; Polen; Pologne; Polonya; Polonia
PN | Pitcairn
PS | Filistin; Palästina; Palestine, State of; PLO; West Bank; Gaza Strip; Gaza
PT | Portekiz
QA | Katar
RE | Reunion; La Réunion; Reunion Island
RO | România; Rumänien; Roumanie; Rumanía; Romanya
RS | Srbija; Serbien; Serbie; Sırbistan
RU | Rossiya; Russland; Russie; Rusya; Rusia; Rossija
SA | Saudi; Saudi-Arabien; Arabie saoudite; Arabia Saudita; Suudi Arabistan
SB | Solomons; Salomon
SC | Seyşeller
SD | The Sudan; Soudan
SE | Sverige; Schweden; Suède; Suecia; İsveç; Svezia
SG | Singapur; Singapour; Singapura
SI | Slovenija; Slowenien; Slovénie; Slovenya; Eslovenia
SJ | Jan Mayen; Spitsbergen
SK | Slovensko; Slowakei; Slovaquie; Slovakya; Eslovaquia
SM | Saint-Marin
SN | Sénégal
SO | Somalie; Somali; Italian Somaliland
SS | Südsudan; Soudan du Sud; Güney Sudan
SX | St. Martin (Dutch part)
SY | Syrie; Syrien; Siria; Suriye; Suriyah
SZ | eSwatini
TD | Tchad; Tschad; Çad
TH | Thaïlande; Tayland; Tailandia
TJ | Tadschikistan; Tacikistan
TL | Timor-Leste (East Timor)
TM | Türkmenistan; Turkmenia
TN | Tunisie; Tunesien; Tunus; Túnez
TR | Turquie; Türkei; Turquía
TT | Tobago; Trinidad-Tobago
TW | ROC; Tayvan; Taïwan; Chinese Taipei; Taiwan (ROC); Taiwan, Province of China; China (Taiwan)
TW | China, Republic of; Republic of China on Taiwan
TZ | Tanzanie; Tansania; Tanzanya; Tanzanía; Zanzibar
UA | Ukraina; Ukrayna; Ucrania; Ucraina
UG | Ouganda
US | US; Vereinigte Staaten; États-Unis; Estados Unidos; EE.UU.; Amerika Birleşik Devletleri; ABD; America
US | Stati Uniti; EEUU; EUA; Etats Unis d'Amérique; the States
UZ | Oʻzbekiston; Usbekistan; Ouzbékistan; Özbekistan
VA | State of the Vatican City; Holy See (Vatican City State)
VC | Saint Vincent; St. Vincent; Saint-Vincent
VE | Vénézuéla; República Bolivariana de Venezuela
VG | Virgin Islands (British); Virgin Islands, British; Tortola
VI | Virgin Islands (U.S.); Virgin Islands, U.S.; Virgin Islands, United States
VN | Viêt Nam; Việt Nam; Vietnam, North; Vietnam, South
XK | Kosovë; Kosovo and Metohija
YE | Yémen; Jemen
ZA | Südafrika; Afrique du Sud; Sudáfrica; Suid-Afrika; Güney Afrika; RSA
ZM | Sambia; Zambie
ZW | Simbabwe
AN | Nederlandse Antillen
CS | Československo; Tschechoslowakei
DD | DDR; Germany, Democratic Republic of; Deutsche Demokratische Republik
SU | URSS; UdSSR; SSSR; CCCP
YD | SOUTHERN YEMAN; Yemen, South; Aden
YU | Jugoslawien; Yougoslavie; Yugoslav Republic
"""

# Labels met in registers that name no one country, each decided by hand: no place at all, several countries, or a land
# whose statehood the ISO list does not record. None of them is guessed to be the state that holds the ground today.
NOT_ONE_COUNTRY = (
    "INTERNATIONAL",
    "UNKNOWN",
    "BIAFRA",
    "BOPHUTHATSWANA",
    "CISKEI",
    "TRANSKEI",
    "VENDA",
    "BRITISH WEST INDIES",
    "CHANNEL ISLANDS",
    "GUADELOUPE & MARTINIQUE",
    "NAGORNO KARABAKH",
    "SAMOA/AMERICAN SAMOA",
    "SOMALILAND",
    "SOUTH MOLUCCAS, REPUBLIC OF",
    "SULU AND NORTH BORNEO",
    "TIBET",
    "UNITED KINGDOM OF CORALLAND",
    "ST. MARTIN",  # an island of two: Saint-Martin (MF) and Sint Maarten (SX); registers mean either
    "VIRGIN ISLANDS",  # the United States' (VI) or the British (VG)
    "UNITED STATES, MISCELLANEOUS CARIBBEAN ISLANDS",
    "State of Georgia",
    "Turkish Republic of Northern Cyprus",
    "Northern Cyprus",
    "Abkhazia",
    "South Ossetia",
    "Transnistria",
    "Kurdistan",
)
