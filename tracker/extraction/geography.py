"""Cities that a text names to say where somebody is from. Data only, in lower case.

A city may be a client under its bare name ("Fresno has hired …"), but it is never a firm: "the Olympia lobbyist".
The list holds the capitals of the states of America and of the larger countries, and the biggest cities of the
countries whose press writes most about the trade.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(","))


CITIES = _names(
    """
    albany, annapolis, atlanta, augusta, austin, baton rouge, bismarck, boise, boston, carson city, charleston,
    cheyenne, columbia, columbus, concord, denver, des moines, dover, frankfort, harrisburg, hartford, helena,
    honolulu, indianapolis, jackson, jefferson city, juneau, lansing, lincoln, little rock, madison, montgomery,
    montpelier, nashville, oklahoma city, olympia, phoenix, pierre, providence, raleigh, richmond, sacramento,
    st. paul, st paul, saint paul, salem, salt lake city, santa fe, springfield, tallahassee, topeka, trenton,
    alexandria, anchorage, arlington, bethesda, reston, mclean, fairfax, tysons, silver spring, rockville,
    albuquerque, anaheim, bakersfield, baltimore, buffalo, charlotte, chicago, cincinnati, cleveland,
    colorado springs, corpus christi, dallas, dayton, detroit, duluth, durham, el paso, fort lauderdale,
    fort worth, fresno, grand rapids, greensboro, houston, irvine, jacksonville, kansas city, knoxville, lafayette,
    las vegas, lexington, long beach, los angeles, louisville, memphis, mesa, miami, milwaukee, minneapolis,
    mobile, new haven, new orleans, newark, norfolk, oakland, omaha, orlando, palo alto, pasadena, philadelphia,
    pittsburgh, plano, portland, reno, riverside, rochester, san antonio, san diego, san francisco, san jose,
    santa barbara, savannah, scottsdale, seattle, spokane, st. louis, st louis, stamford, syracuse, tacoma, tampa,
    toledo, tucson, tulsa, west palm beach, palm beach, boca raton, wichita, wilmington, worcester, princeton,
    calgary, edmonton, halifax, hamilton, montreal, ottawa, quebec city, regina, saskatoon, st. john's, toronto,
    vancouver, victoria, winnipeg, fredericton, charlottetown, iqaluit, whitehorse, yellowknife, whistler,
    aberdeen, belfast, birmingham, bristol, cambridge, cardiff, edinburgh, glasgow, leeds, leicester, liverpool,
    manchester, newcastle, nottingham, oxford, plymouth, sheffield, southampton, york, holborn, mayfair, soho,
    cork, galway, limerick, adelaide, brisbane, canberra, darwin, hobart, melbourne, perth, sydney, auckland,
    christchurch, wellington, bangalore, bengaluru, chennai, hyderabad, kolkata, mumbai, pune, ahmedabad, karachi,
    lahore, lagos, kano, port harcourt, johannesburg, cape town, durban, mombasa, kumasi, amsterdam, antwerp,
    barcelona, basel, bern, bonn, bordeaux, cologne, dusseldorf, düsseldorf, dresden, florence, frankfurt, geneva,
    genoa, ghent, gothenburg, graz, hamburg, lausanne, leipzig, lille, lyon, malmö, marseille, milan, munich,
    naples, nice, porto, rotterdam, salzburg, seville, stockholm, strasbourg, stuttgart, the hague, toulouse,
    turin, valencia, venice, zug, zurich, zürich, krakow, gdansk, st. petersburg, istanbul, izmir, dubai, jeddah,
    haifa, tel aviv, erbil, basra, aleppo, guangzhou, hong kong, nanjing, shanghai, shenzhen, tianjin, wuhan,
    busan, osaka, kyoto, nagoya, yokohama, ho chi minh city, saigon, cebu, davao, surabaya, johor, penang, yangon,
    rio de janeiro, são paulo, sao paulo, salvador, guadalajara, monterrey, tijuana, cancun, medellin, medellín,
    cali, guayaquil, cordoba, rosario, santa cruz, benghazi, casablanca, tangier, lubumbashi, goma, arusha
    """
)
