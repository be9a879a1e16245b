"""Demonyms and capitals by country: ``code | demonyms and adjectives | capitals``, for running text.

Left out on purpose are words that mean something else more often than the country: "English", "Male" (Maldives),
"Georgetown", "Hamilton", "Victoria", "Nassau", "San Jose". A great city that is spoken of like the capital stands
beside it ("The Hague", "Istanbul", "the Kremlin").
"""

from __future__ import annotations

ADJECTIVES = """
AD | Andorran | Andorra la Vella
AE | Emirati; Emirian | Abu Dhabi
AF | Afghan; Afghani | Kabul
AG | Antiguan
AL | Albanian | Tirana; Tiranë
AM | Armenian | Yerevan; Erevan
AO | Angolan | Luanda
AR | Argentine; Argentinian; Argentinean | Buenos Aires
AT | Austrian | Vienna
AU | Australian | Canberra
AW | Aruban | Oranjestad
AZ | Azerbaijani; Azeri | Baku
BA | Bosnian; Herzegovinian; Bosnian-Herzegovinian | Sarajevo
BB | Barbadian; Bajan | Bridgetown
BD | Bangladeshi | Dhaka; Dacca
BE | Belgian
BF | Burkinabe; Burkinabè; Burkinabé; Voltaic | Ouagadougou
BG | Bulgarian | Sofia
BH | Bahraini | Manama
BI | Burundian | Bujumbura; Gitega
BJ | Beninese; Beninois; Dahomean | Porto-Novo; Cotonou
BM | Bermudian; Bermudan
BN | Bruneian | Bandar Seri Begawan
BO | Bolivian | La Paz
BR | Brazilian | Brasília; Brasilia
BS | Bahamian
BT | Bhutanese | Thimphu
BW | Motswana; Botswanan; Batswana | Gaborone
BY | Belarusian; Belarussian; Byelorussian; Belarusan | Minsk
BZ | Belizean | Belmopan
CA | Canadian; Québécois; Quebecois; Quebecer | Ottawa
CD | | Kinshasa
CF | Central African | Bangui
CG | | Brazzaville
CH | Swiss | Bern; Berne
CI | Ivorian; Ivoirian; Ivoirien | Abidjan; Yamoussoukro
CL | Chilean | Santiago de Chile
CM | Cameroonian; Cameroonese | Yaoundé; Yaounde
CN | Chinese | Beijing; Peking
CO | Colombian | Bogotá; Bogota
CR | Costa Rican
CU | Cuban | Havana; La Habana
CV | Cape Verdean; Cabo Verdean; Cabo Verdian | Praia
CW | Curaçaoan | Willemstad
CY | Cypriot; Greek Cypriot; Greek-Cypriot | Nicosia
CZ | Czech | Prague
DE | German; West German | Berlin; Bonn
DJ | Djiboutian
DK | Danish | Copenhagen; København
DO | Dominican | Santo Domingo
DZ | Algerian | Algiers
EC | Ecuadorian; Ecuadorean; Ecuadoran | Quito
EE | Estonian | Tallinn
EG | Egyptian | Cairo
EH | Sahrawi; Saharawi
ER | Eritrean | Asmara
ES | Spanish | Madrid
ET | Ethiopian | Addis Ababa
FI | Finnish | Helsinki
FJ | Fijian | Suva
FM | Micronesian | Palikir
FO | Faroese | Tórshavn
FR | French | Paris
GA | Gabonese | Libreville
GB | British; Scottish; Welsh; Northern Irish | London; Edinburgh; Belfast; Cardiff
GD | Grenadian
GE | Georgian | Tbilisi
GH | Ghanaian; Ghanian | Accra
GI | Gibraltarian
GL | Greenlandic | Nuuk
GM | Gambian | Banjul
GN | Guinean | Conakry
GQ | Equatorial Guinean; Equatoguinean; Equatorial-Guinean | Malabo
GR | Greek; Hellenic | Athens
GT | Guatemalan | Guatemala City
GU | Guamanian
GW | Bissau-Guinean | Bissau
GY | Guyanese
HK | Hongkonger; Hong Konger
HN | Honduran | Tegucigalpa
HR | Croatian; Croat | Zagreb
HT | Haitian | Port-au-Prince
HU | Hungarian | Budapest
ID | Indonesian | Jakarta; Djakarta
IE | Irish | Dublin
IL | Israeli | Jerusalem; Tel Aviv
IN | Indian | New Delhi; Delhi
IM | Manx
IQ | Iraqi | Baghdad; Erbil
IR | Iranian; Persian | Tehran; Teheran
IS | Icelandic | Reykjavik; Reykjavík
IT | Italian | Rome
JM | Jamaican
JO | Jordanian | Amman
JP | Japanese | Tokyo
KE | Kenyan | Nairobi
KG | Kyrgyz; Kyrgyzstani; Kirghiz | Bishkek
KH | Cambodian; Kampuchean; Khmer | Phnom Penh
KI | I-Kiribati | Tarawa
KM | Comorian; Comoran
KN | Kittitian; Nevisian; Kittian | Basseterre
KP | North Korean | Pyongyang
KR | South Korean; Korean | Seoul
KW | Kuwaiti | Kuwait City
KY | Caymanian
KZ | Kazakh; Kazakhstani; Kazak | Astana; Nur-Sultan; Almaty
LA | Lao; Laotian | Vientiane
LB | Lebanese | Beirut
LC | Saint Lucian; St. Lucian | Castries
LI | Liechtensteiner | Vaduz
LK | Sri Lankan; Ceylonese | Colombo
LR | Liberian | Monrovia
LS | Basotho; Mosotho | Maseru
LT | Lithuanian | Vilnius
LU | Luxembourgish; Luxembourger; Luxembourgeois
LV | Latvian | Riga
LY | Libyan | Tripoli; Benghazi; Tobruk
MA | Moroccan | Rabat; Casablanca
MC | Monegasque; Monégasque
MD | Moldovan; Moldavian | Chisinau; Chișinău; Kishinev
ME | Montenegrin | Podgorica
MG | Malagasy; Madagascan | Antananarivo
MH | Marshallese | Majuro
MK | Macedonian; North Macedonian | Skopje
ML | Malian | Bamako
MM | Burmese | Naypyidaw; Nay Pyi Taw; Yangon; Rangoon
MN | Mongolian | Ulaanbaatar; Ulan Bator
MO | Macanese
MR | Mauritanian | Nouakchott
MS | Montserratian
MT | Maltese | Valletta
MU | Mauritian | Port Louis
MV | Maldivian
MW | Malawian | Lilongwe
MX | Mexican | Mexico City
MY | Malaysian; Malayan | Kuala Lumpur; Putrajaya
MZ | Mozambican; Mozambiquan | Maputo
NA | Namibian; South West African | Windhoek
NC | New Caledonian | Nouméa; Noumea
NE | Nigerien | Niamey
NG | Nigerian | Abuja
NI | Nicaraguan | Managua
NL | Dutch; Netherland | Amsterdam; The Hague
NO | Norwegian | Oslo
NP | Nepalese; Nepali; Nepalis | Kathmandu; Katmandu
NR | Nauruan | Yaren
NZ | New Zealander | Wellington
OM | Omani | Muscat
PA | Panamanian
PE | Peruvian | Lima
PF | Tahitian | Papeete
PG | Papua New Guinean | Port Moresby
PH | Filipino; Philippine; Filipina | Manila
PK | Pakistani | Islamabad
PL | Polish | Warsaw
PR | Puerto Rican
PS | Palestinian | Ramallah
PT | Portuguese | Lisbon
PW | Palauan | Melekeok; Ngerulmud
PY | Paraguayan | Asunción; Asuncion
QA | Qatari | Doha
RO | Romanian; Roumanian; Rumanian | Bucharest
RS | Serbian; Serb | Belgrade
RU | Russian | Moscow; the Kremlin; Kremlin
RW | Rwandan; Rwandese | Kigali
SA | Saudi; Saudi Arabian; Saudi-Arabian | Riyadh; Riyad; Jeddah
SB | Solomon Islander | Honiara
SC | Seychellois
SD | Sudanese | Khartoum
SE | Swedish | Stockholm
SG | Singaporean
SI | Slovenian; Slovene | Ljubljana
SK | Slovak; Slovakian | Bratislava
SL | Sierra Leonean; Sierra-Leonean | Freetown
SM | Sammarinese
SN | Senegalese | Dakar
SO | Somali; Somalian | Mogadishu
SR | Surinamese | Paramaribo
SS | South Sudanese | Juba
SV | Salvadoran; Salvadorean; Salvadorian | San Salvador
SY | Syrian | Damascus
SZ | Swazi | Mbabane
TC | Turks and Caicos Islander
TD | Chadian | N'Djamena; Ndjamena
TG | Togolese | Lomé; Lome
TH | Thai | Bangkok
TJ | Tajik; Tajikistani; Tadjik | Dushanbe
TL | Timorese; East Timorese | Dili
TM | Turkmen; Turkmenistani | Ashgabat; Ashkhabad
TN | Tunisian | Tunis
TO | Tongan | Nukuʻalofa; Nuku'alofa
TR | Turkish | Ankara; Istanbul
TT | Trinidadian; Tobagonian; Trinbagonian | Port of Spain; Port-of-Spain
TV | Tuvaluan | Funafuti
TW | Taiwanese; Formosan | Taipei
TZ | Tanzanian; Zanzibari | Dodoma; Dar es Salaam; Dar-es-Salaam
UA | Ukrainian | Kyiv; Kiev
UG | Ugandan | Kampala
US | American
UY | Uruguayan | Montevideo
UZ | Uzbek; Uzbekistani | Tashkent
VA | Papal
VC | Vincentian
VE | Venezuelan | Caracas
VN | Vietnamese; South Vietnamese; North Vietnamese | Hanoi; Saigon; Ho Chi Minh City
VU | Ni-Vanuatu; Vanuatuan | Port Vila
WS | Samoan | Apia
XK | Kosovar; Kosovan; Kosovo Albanian | Pristina; Prishtina; Priština
YE | Yemeni; Yemenite | Sanaa; Sana'a
ZA | South African | Pretoria
ZM | Zambian | Lusaka
ZW | Zimbabwean; Rhodesian | Harare
CS | Czechoslovak; Czechoslovakian; Czecho-Slovak
DD | East German | East Berlin
SU | Soviet
YD | South Yemeni
YU | Yugoslav; Yugoslavian; Jugoslav
AN | Netherlands Antillean; Antillean
"""

# ``code | words``: names and adjectives in other languages, as they stand in the names of parties.
OTHER_LANGUAGES = """
AR | Argentino; Argentinos
AT | Österreich; Österreichische; Oesterreich; Oesterreichische
BE | Belgique; België
BO | Boliviano; Boliviana
BR | Brasil; Brasileira; Brasileiro; Brasileiros; Brasileiras
CD | République Démocratique du Congo; République démocratique du Congo; Congo Belge
CG | République du Congo
CH | Schweiz; Schweizerische; Suisse; Svizzera
CL | Chileno; Chilena
CM | Cameroun; Camerounais; Camerounaise
CO | Colombiano; Colombiana; Colombianos
CR | Costarricense
CU | Cubano; Cubana; Cubanos
DE | Deutschland; Deutsche; Deutscher; Deutsches; Deutschen; Bundesrepublik
DK | Danmark; Dansk; Danske
DO | República Dominicana; Dominicano; Dominicana
DZ | Algérie; Algérien; Algérienne
EC | Ecuatoriano; Ecuatoriana
EE | Eesti
ES | España; Español; Española; Españoles
FI | Suomi; Suomen
FR | Français; Française; Françaises
GT | Guatemalteco; Guatemalteca
HN | Hondureño; Hondureña
IT | Italia; Italiano; Italiana; Italiani; Italiane
JP | Nippon; Nihon; Japon
LB | Liban; Libanais; Libanaise
LT | Lietuva; Lietuvos
LV | Latvija; Latvijas
MA | Maroc; Marocain; Marocaine
MX | México; Méjico; Mexicano; Mexicana; Mexicanos; Mexicanas
MZ | Moçambique; Moçambicana; Mocambicana
NI | Nicaragüense
NL | Nederland; Nederlandse; Nederlandsche
NO | Norge; Norges; Norsk; Norske
PA | Panamá; Panameño; Panameña
PE | Perú; Peruano; Peruana
PL | Polska; Polski; Polskie
PT | Portuguesa; Português
PY | Paraguayo; Paraguaya
RO | România
RS | Srbija; Srbije
SE | Sverige; Sveriges; Svenska; Svensk
SN | Sénégal; Sénégalais
SV | Salvadoreño; Salvadoreña
TN | Tunisie; Tunisien; Tunisienne
TR | Türk; Türkiye
VE | Venezolano; Venezolana; Venezolanos
"""
