"""Phrases that hold a country's word and mean no country, and the regions and cities that stand for their state."""

from __future__ import annotations

# One or several phrases a line, parted by ";".
OTHER_PHRASES = """
New Mexico; New Jersey; New England; New Britain; West Virginia; Indiana
American Indian; American Indians; Native American; African American; African-American; Asian American
Latin American; Latin America; North American; South American; Central American; North America; South America
Central America; Pan American; Pan-American; Inter-American; Spanish-American War
Indian Ocean; East Indian; West Indian; West Indies
Indian Affairs; Indian Health; Indian Reservation; Indian Gaming
Indian Nation; Indian Nations; Indian Country; Indian Community; Indian Communities; Indian Tribe; Indian Tribes
Indian Tribal; Indian gaming; Indian tribe; Indian tribes; Indian tribal; Indian reservation; Indian reservations
Indian Education; Indian Pueblo; Indian Housing; Indian Law; Indian Wells; Indian River; Indian Land
Gulf of Guinea; Gulf of Mexico; Gulf of Oman; Gulf of Thailand; Persian Gulf; Arabian Gulf; Sea of Japan
South China Sea; East China Sea; Northern Cyprus; Turkish Republic of Northern Cyprus; North Cyprus
Turkish Cypriot; Turkish Cypriots; Turkish-Cypriot; Washington; Prince of Wales
University of Georgia; Georgia Tech; State of Georgia; Georgia State University
Mount Lebanon; Jamaica Plain; Panama City Beach; Brazil nut; Brazil nuts; Guinea pig; Guinea pigs; Guinea fowl
Jordan River; Jordan Valley; China Lake; Turkey Creek; Turkey Point; Little Italy; Little Havana
French Quarter; French fries; French Lick; Dutch auction; Chinese wall; Swiss cheese
Russian roulette; Swiss Army knife; Danish pastry; Spanish-language; French-language; Chinese-language
Russian-language; Turkish-language; German-language; Portuguese-language; Cuban Missile Crisis; Korean War
Vietnam War; Vietnam Veterans; Vietnam veterans; Vietnam veteran; Vietnam-era; Iraq War; Iran-Contra; Berlin Wall
Vienna Convention; Geneva Convention; Rome Statute; Paris Agreement; Paris Club; Warsaw Pact; Treaty of Rome
London School of Economics; St. Louis; Saint Louis
"""

# ``code | regions``: parts of a state, and cities with a government of their own, that hire for themselves.
REGIONS = """
AE | Dubai; Sharjah; Ras Al Khaimah; Ras al-Khaimah; Fujairah; Umm Al Quwain; Ajman; Emirate of Abu Dhabi
AU | New South Wales; South Australia; Western Australia; Queensland; Tasmania
BA | Republika Srpska; Republic of Srpska; Bosnian Serb; Bosnian Serbs; Bosnian Croat; Bosnian Croats
CA | British Columbia; Quebec; Québec; Ontario; Alberta; Saskatchewan; Manitoba; Nova Scotia; New Brunswick
CA | Newfoundland and Labrador; Newfoundland; French Canadian; French Canadians; French-Canadian
DE | Bavaria; North Rhine-Westphalia; Baden-Württemberg; Baden-Wurttemberg; Lower Saxony
ES | Catalonia; Catalunya; Andalusia; Basque Country
FR | Île-de-France; Ile-de-France; Corsica
GB | England; Scotland; Wales; Northern Ireland; Ulster
IQ | Kurdistan Regional Government; Kurdish Regional Government; Kurdistan Regional; Kurdistan Region
IQ | Kurdistan Region of Iraq; Iraqi Kurdistan; Iraqi Kurdish; Iraqi Kurds
NG | Niger Delta; Niger State; Cross River State; Bayelsa State; Rivers State
PS | West Bank; Gaza Strip; Gaza
RU | Tatarstan; Chechnya; Chechen Republic
SY | Syrian Kurds; Syrian Kurdish
TZ | Zanzibar
"""
