"""Names of countries, old and new, as they stand in English labels and texts: one table by ISO 3166-1 alpha-2 code.

A line reads ``code | English short name | other English names``; a code may have several lines. Official forms that a
rule understands ("Republic of …", "Kingdom of …") need not stand here, irregular ones do.
"""

from __future__ import annotations

NAMES = """
AD | Andorra
AE | United Arab Emirates | UAE; U.A.E.; the Emirates
AF | Afghanistan | Islamic Emirate of Afghanistan
AG | Antigua and Barbuda | Antigua & Barbuda; Antigua
AI | Anguilla
AL | Albania
AM | Armenia
AO | Angola
AQ | Antarctica
AR | Argentina | Argentine Republic
AS | American Samoa
AT | Austria
AU | Australia | Commonwealth of Australia
AW | Aruba
AX | Åland Islands | Aland Islands
AZ | Azerbaijan
BA | Bosnia and Herzegovina | Bosnia & Herzegovina; Bosnia-Herzegovina; Bosnia and Hercegovina; Bosnia
BA | | Bosnia–Herzegovina
BB | Barbados
BD | Bangladesh
BE | Belgium
BF | Burkina Faso | Upper Volta
BG | Bulgaria
BH | Bahrain
BI | Burundi
BJ | Benin | Dahomey
BL | Saint Barthélemy | St. Barthélemy; St. Barthelemy; Saint Barthelemy
BM | Bermuda
BN | Brunei | Brunei Darussalam; Negara Brunei Darussalam
BO | Bolivia | Plurinational State of Bolivia
BQ | Caribbean Netherlands | Bonaire, Sint Eustatius and Saba; St. Eustatius; Sint Eustatius; Bonaire
BR | Brazil | Federative Republic of Brazil
BS | Bahamas | The Bahamas; Commonwealth of the Bahamas; Bahama Islands; Bahama Island
BT | Bhutan
BV | Bouvet Island
BW | Botswana | Bechuanaland
BY | Belarus | Byelorussia; Belorussia; Byelorussian SSR
BZ | Belize | British Honduras
CA | Canada | Dominion of Canada
CC | Cocos (Keeling) Islands | Cocos Islands; Keeling Islands
CD | Democratic Republic of the Congo | Democratic Republic of Congo; DR Congo; DRC; D.R. Congo; D.R.C.
CD | | Congo-Kinshasa; Zaire; Congo - Kinshasa; Democratic Rep. of Congo; Democratic Rep. of the Congo
CD | | Dem. Rep. of Congo; Congo (DRC); Belgian Congo; Republic of Zaire; Congo Kinshasa
CF | Central African Republic | Central African Empire; Ubangi-Shari
CG | Republic of the Congo | Republic of Congo; Congo-Brazzaville; Congo - Brazzaville; Congo Republic
CG | | People's Republic of the Congo; Congo Brazzaville
CH | Switzerland | Swiss Confederation
CI | Côte d'Ivoire | Cote d'Ivoire; Ivory Coast; Republic of the Ivory Coast
CK | Cook Islands
CL | Chile
CM | Cameroon | French Cameroons; Federal Republic of Cameroon
CN | China | People's Republic of China; PRC; P.R.C.; P.R. China; Mainland China; Communist China; Red China
CN | | Peoples Republic of China; PR China; Peoples' Republic of China
CO | Colombia
CR | Costa Rica
CU | Cuba
CV | Cabo Verde | Cape Verde; Cape Verde Islands
CW | Curaçao | Curacao
CX | Christmas Island
CY | Cyprus
CZ | Czechia | Czech Republic
DE | Germany | Federal Republic of Germany; West Germany; Federal Republic of West Germany
DJ | Djibouti | French Somaliland; French Territory of the Afars and the Issas
DK | Denmark
DM | Dominica | Commonwealth of Dominica
DO | Dominican Republic | Dominican Rep.
DZ | Algeria | People's Democratic Republic of Algeria; Democratic and Popular Republic of Algeria
DZ | | Democratic and Popular Algerian Republic
EC | Ecuador
EE | Estonia
EG | Egypt | Arab Republic of Egypt
EH | Western Sahara | Sahrawi Arab Democratic Republic; Saharawi Arab Democratic Republic; Spanish Sahara
ER | Eritrea | State of Eritrea
ES | Spain
ET | Ethiopia | Federal Democratic Republic of Ethiopia; People's Democratic Republic of Ethiopia
FI | Finland
FJ | Fiji | Fiji Islands
FK | Falkland Islands
FM | Micronesia | Federated States of Micronesia
FO | Faroe Islands | Faeroe Islands; Faroes
FR | France | French Republic
GA | Gabon | Gabonese Republic
GB | United Kingdom | U.K.; Great Britain; United Kingdom of Great Britain and Northern Ireland; Britain; UK
GD | Grenada
GE | Georgia | Georgian Republic; Republic of Georgia
GF | French Guiana
GG | Guernsey | Bailiwick of Guernsey
GH | Ghana
GI | Gibraltar
GL | Greenland
GM | Gambia | The Gambia; Islamic Republic of The Gambia
GN | Guinea | French Guinea; Guinea-Conakry
GP | Guadeloupe
GQ | Equatorial Guinea | Spanish Guinea
GR | Greece | Hellenic Republic; Kingdom of Greece
GS | South Georgia and the South Sandwich Islands
GT | Guatemala
GU | Guam
GW | Guinea-Bissau | Guinea Bissau; Portuguese Guinea
GY | Guyana | Co-operative Republic of Guyana; Cooperative Republic of Guyana; British Guiana
HK | Hong Kong | Hong Kong SAR; Hongkong; Hong Kong SAR China
HM | Heard Island and McDonald Islands | Heard and McDonald Islands
HN | Honduras
HR | Croatia
HT | Haiti | Hayti
HU | Hungary | Hungarian Republic; Hungarian People's Republic
ID | Indonesia | Dutch East Indies; Netherlands East Indies; Netherlands Indies
IE | Ireland | Irish Free State; Republic of Ireland; Irish Republic
IL | Israel | State of Israel
IM | Isle of Man
IN | India | Republic of India; Dominion of India; British India
IO | British Indian Ocean Territory | Chagos Archipelago; Chagos Islands
IQ | Iraq
IR | Iran | Islamic Republic of Iran; Persia; Imperial Iran
IS | Iceland
IT | Italy | Italian Republic
JE | Jersey | Bailiwick of Jersey; Isle of Jersey
JM | Jamaica
JO | Jordan | Hashemite Kingdom of Jordan; Hashemite Kingdom of the Jordan; Transjordan
JP | Japan | State of Japan; Empire of Japan
KE | Kenya
KG | Kyrgyzstan | Kyrgyz Republic; Kirghizia; Kirghizstan; Kirgizstan; Kyrgystan
KH | Cambodia | Kampuchea; Democratic Kampuchea; Khmer Republic; People's Republic of Kampuchea
KI | Kiribati | Gilbert Islands
KM | Comoros | Union of the Comoros; Comoro Islands; Comoros Islands; Federal Islamic Republic of the Comoros
KN | Saint Kitts and Nevis | St. Kitts and Nevis; St. Kitts & Nevis; St Kitts and Nevis
KN | | Federation of St. Kitts and Nevis; St Christopher & Nevis; Saint Christopher and Nevis
KN | | St. Christopher and Nevis; St Kitts & Nevis; Federation of Saint Christopher and Nevis; St. Kitts-Nevis
KP | North Korea | Democratic People's Republic of Korea; DPRK; D.P.R.K.; Democratic Peoples Republic of Korea
KR | South Korea | Republic of Korea; ROK; R.O.K.; Korea; Rep. of Korea
KW | Kuwait | State of Kuwait
KY | Cayman Islands
KZ | Kazakhstan | Kazakstan; Kazahkstan
LA | Laos | Lao People's Democratic Republic; Lao PDR; Kingdom of Laos
LB | Lebanon | Lebanese Republic
LC | Saint Lucia | St. Lucia; St Lucia
LI | Liechtenstein
LK | Sri Lanka | Ceylon; Democratic Socialist Republic of Sri Lanka
LR | Liberia
LS | Lesotho | Basutoland
LT | Lithuania
LU | Luxembourg | Luxemburg; Grand Duchy of Luxembourg
LV | Latvia
LY | Libya | Libyan Arab Jamahiriya; Socialist People's Libyan Arab Jamahiriya; State of Libya
LY | | Libyan Arab Republic; Great Socialist People's Libyan Arab Jamahiriya
LY | | Socialist Peoples Libyan Arab Jamahiriya
MA | Morocco | Kingdom of Morocco; French Morocco
MC | Monaco
MD | Moldova | Republic of Moldova; Moldavia; Moldovan Republic
ME | Montenegro
MF | Saint Martin (French part)
MG | Madagascar | Malagasy Republic; Democratic Republic of Madagascar
MH | Marshall Islands | Republic of the Marshall Islands
MK | North Macedonia | Macedonia; FYROM; Former Yugoslav Republic of Macedonia; FYR Macedonia
MK | | Republic of North Macedonia; Republic of Macedonia
ML | Mali | French Sudan
MM | Myanmar | Burma; Union of Burma; Republic of the Union of Myanmar; Union of Myanmar
MN | Mongolia | Mongolian People's Republic; Outer Mongolia
MO | Macau | Macao; Macao SAR; Macau SAR; Macao SAR China
MP | Northern Mariana Islands | Commonwealth of the Northern Mariana Islands; CNMI
MQ | Martinique
MR | Mauritania | Islamic Republic of Mauritania
MS | Montserrat
MT | Malta | State of Malta
MU | Mauritius
MV | Maldives | Maldive Islands; Republic of Maldives
MW | Malawi | Nyasaland
MX | Mexico | United Mexican States
MY | Malaysia | Malaya; Federation of Malaya; Federation of Malaysia
MZ | Mozambique | Portuguese East Africa; People's Republic of Mozambique
NA | Namibia | South West Africa; South-West Africa; Southwest Africa
NC | New Caledonia
NE | Niger
NF | Norfolk Island
NG | Nigeria | Federal Republic of Nigeria; Federation of Nigeria
NI | Nicaragua
NL | Netherlands | The Netherlands; Kingdom of the Netherlands
NO | Norway
NP | Nepal | Federal Democratic Republic of Nepal
NR | Nauru
NU | Niue
NZ | New Zealand | Aotearoa; Dominion of New Zealand; Aotearoa New Zealand
OM | Oman | Sultanate of Oman; Muscat and Oman; Sultanate of Muscat and Oman
PA | Panama
PE | Peru | Peruvian Republic; Republic of Peru
PF | French Polynesia
PG | Papua New Guinea | Independent State of Papua New Guinea; Papua and New Guinea
PH | Philippines | The Philippines; Republic of the Philippines; Philippine Islands; Philippine Republic
PK | Pakistan | Islamic Republic of Pakistan
PL | Poland | Polish People's Republic; Polish Republic
PM | Saint Pierre and Miquelon | St. Pierre and Miquelon; St. Pierre & Miquelon
PN | Pitcairn Islands | Pitcairn Island
PR | Puerto Rico | Commonwealth of Puerto Rico
PS | Palestine | State of Palestine; Palestinian Territories; Palestinian Territory; Palestinian Authority
PS | | Palestinian National Authority; Occupied Palestinian Territory
PT | Portugal | Portuguese Republic
PW | Palau | Belau
PY | Paraguay
QA | Qatar | State of Qatar
RE | Réunion
RO | Romania | Roumania; Rumania; Socialist Republic of Romania
RS | Serbia
RU | Russia | Russian Federation; Russian Republic; Russian Soviet Federative Socialist Republic; RSFSR
RW | Rwanda | Rwandese Republic; Ruanda
SA | Saudi Arabia | Kingdom of Saudi Arabia; KSA; K.S.A.
SB | Solomon Islands | British Solomon Islands
SC | Seychelles | Seychelles Islands
SD | Sudan | Democratic Republic of the Sudan; Anglo-Egyptian Sudan; Republic of the Sudan
SE | Sweden
SG | Singapore
SH | Saint Helena | St. Helena; Saint Helena, Ascension and Tristan da Cunha; Ascension Island; Tristan da Cunha
SI | Slovenia
SJ | Svalbard and Jan Mayen | Svalbard & Jan Mayen; Svalbard
SK | Slovakia | Slovak Republic
SL | Sierra Leone
SM | San Marino | Most Serene Republic of San Marino
SN | Senegal
SO | Somalia | Somali Democratic Republic; Federal Republic of Somalia; Somali Republic
SR | Suriname | Surinam; Dutch Guiana; Netherlands Guiana
SS | South Sudan | Republic of South Sudan
ST | São Tomé and Príncipe | Sao Tome and Principe; São Tomé & Príncipe; Sao Tome & Principe; São Tomé; Sao Tome
SV | El Salvador
SX | Sint Maarten | St. Maarten; Sint Maarten (Dutch part); Saint Maarten
SY | Syria | Syrian Arab Republic
SZ | Eswatini | Swaziland; Kingdom of Eswatini; Kingdom of Swaziland
TC | Turks and Caicos Islands | Turks & Caicos Islands; Turks and Caicos; Turks & Caicos
TD | Chad
TF | French Southern Territories | French Southern and Antarctic Lands
TG | Togo | Togolese Republic; French Togoland; Togoland
TH | Thailand | Siam; Kingdom of Siam
TJ | Tajikistan | Tadzhikistan; Tadjikistan
TK | Tokelau
TL | Timor-Leste | East Timor; Timor Leste; Portuguese Timor; Democratic Republic of Timor-Leste
TM | Turkmenistan
TN | Tunisia | Tunisian Republic
TO | Tonga
TR | Turkey | Türkiye; Turkiye; Republic of Türkiye; Republic of Turkey; Turkish Republic; Türkiye Cumhuriyeti
TT | Trinidad and Tobago | Trinidad & Tobago; Republic of Trinidad and Tobago; Trinidad
TV | Tuvalu | Ellice Islands
TW | Taiwan | Republic of China (Taiwan); Republic of China; Taiwan, Republic of China; Formosa
TW | | Nationalist China; R.O.C.; Taiwan, R.O.C.; Taiwan R.O.C.; Taiwan ROC; Taiwan (R.O.C.)
TW | | Taiwan (Republic of China)
TZ | Tanzania | United Republic of Tanzania; Tanganyika
UA | Ukraine | The Ukraine; Ukrainian SSR
UG | Uganda
UM | U.S. Outlying Islands | United States Minor Outlying Islands; U.S. Minor Outlying Islands
US | United States | United States of America; USA; U.S.A.; U.S.
UY | Uruguay | Oriental Republic of Uruguay; Eastern Republic of Uruguay
UZ | Uzbekistan
VA | Vatican City | Holy See; Vatican City State; Vatican
VC | Saint Vincent and the Grenadines | St. Vincent and the Grenadines; St. Vincent & the Grenadines
VC | | St. Vincent & Grenadines; St Vincent and the Grenadines; Saint Vincent & the Grenadines
VC | | St. Vincent and Grenadines
VE | Venezuela | Bolivarian Republic of Venezuela; United States of Venezuela
VG | British Virgin Islands | BVI; B.V.I.
VI | U.S. Virgin Islands | United States Virgin Islands; US Virgin Islands; USVI
VI | | Virgin Islands of the United States; American Virgin Islands
VN | Vietnam | Viet Nam; Socialist Republic of Vietnam; Socialist Republic of Viet Nam; Viet-Nam; North Vietnam
VN | | South Vietnam; Republic of Vietnam; Republic of Viet-Nam; Democratic Republic of Vietnam; North Viet-Nam
VN | | South Viet-Nam; South Viet Nam; Republic of Viet Nam; Democratic Republic of Viet-Nam
VU | Vanuatu | New Hebrides
WF | Wallis and Futuna | Wallis & Futuna; Wallis and Futuna Islands
WS | Samoa | Western Samoa; Independent State of Samoa
XK | Kosovo | Republic of Kosovo; Kosova; Republic of Kosova
YE | Yemen | Yemen Arab Republic; North Yemen; Republic of Yemen
YT | Mayotte
ZA | South Africa | Republic of South Africa; Union of South Africa
ZM | Zambia | Northern Rhodesia
ZW | Zimbabwe | Rhodesia; Southern Rhodesia; Zimbabwe Rhodesia; Zimbabwe-Rhodesia
"""

# States that no longer exist keep the code they had (ISO 3166-3, formerly used alpha-2). Two choices are ours:
# CS is Czechoslovakia alone, and Serbia and Montenegro (2003-2006), which had CS after it, stays YU as the same
# state under a new name. States that were only renamed (Zaire, Upper Volta, Ceylon) stand above.
FORMER_NAMES = """
AN | Netherlands Antilles | Netherlands/Antilles; Netherlands-West Indies; Netherlands West Indies; Dutch Antilles
CS | Czechoslovakia | Czechoslovak Socialist Republic; Czecho-Slovakia; Czechoslovak Republic
CS | | Czech and Slovak Federal Republic; Czech and Slovak Federative Republic
CS | | Czech & Slovak Federative Republic; Czechoslovak Federative Republic
DD | East Germany | German Democratic Republic; GDR; G.D.R.
SU | Soviet Union | USSR; U.S.S.R.; Union of Soviet Socialist Republics; Soviet Russia
YD | South Yemen | People's Democratic Republic of Yemen; Southern Yemen; Democratic Yemen; Yemen, Democratic
YD | | People's Republic of Southern Yemen; Yemen, Peoples Democratic Republic of Yemen
YU | Yugoslavia | Socialist Federal Republic of Yugoslavia; Federal Republic of Yugoslavia; Jugoslavia
YU | | Federal People's Republic of Yugoslavia; Serbia and Montenegro; Kingdom of Yugoslavia
YU | | Serbia & Montenegro
"""
