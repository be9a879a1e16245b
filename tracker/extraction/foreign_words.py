"""Words of the other languages that are read: countries that the general table lacks, and their adjectives."""

from __future__ import annotations

_LISTED = """
QA catar; CM camarões; IQ iraque; KE quênia, quénia, kenia; ZW zimbábue, zimbabué, zimbabue, zimbabve; JP japão
EG egito, egitto; MA marrocos, marocco; PK paquistão; DE alemanha; FR frança; KZ cazaquistão; AZ azerbaijão
VN vietnã, vietname; JO jordânia; IR irã, irão; AF afeganistão; KG quirguistão; TD chade, ciad; GA gabão; EC equador
PH filipinler; BH bahreyn, barein; SV salvador; TR turchia
"""
FOREIGN_COUNTRIES: dict[str, str] = {
    name.strip(): entry.strip()[:2]
    for line in _LISTED.strip().splitlines()
    for entry in line.split(";")
    for name in entry.strip()[3:].split(",")
}
"""Country code by name in lower case."""

_ADJECTIVES = """
TR turc turque turco turca türkisch; SA saoudien saoudienne saudí saudita saudisch
IQ irakien irakienne iraquí irakí iracheno irachena iraquiano iraquiana irakisch
JP japonais japonaise japonés japonesa giapponese japonês japanisch
CN chinois chinoise chino china cinese chinês chinesisch
CM camerounais camerounaise camerunés camerunesa camerunese camaronês kamerunisch
RU russe ruso rusa russo russa russisch
NG nigérian nigériane nigeriano nigeriana nigerianisch; KE kényan kényane keniano keniana keniota queniano kenianisch
ET éthiopien éthiopienne etíope etiope äthiopisch; QA qatari qatarie qatarien catarí qatariota catariano katarisch
UA ukrainien ukrainienne ucraniano ucraniana ucraino ucraina ukrainisch
EG égyptien egipcio egiziano egípcio ägyptisch
LY libyen libyenne libio libia libico libica líbio libysch
MA marocain marocaine marroquí marocchino marroquino marokkanisch
AL albanais albanaise albanés albanese albanês albanisch; GE géorgien géorgienne georgiano georgiana georgisch
AZ azerbaïdjanais azerbaiyano azero azerbaijano aserbaidschanisch; VE vénézuélien venezolano venezuelano venezolanisch
CO colombien colombiano colombiana kolumbianisch; HN hondurien hondureño hondureña honduregno hondurenho honduranisch
MX mexicain mexicano messicano mexikanisch; IN indien indienne indio indiano indisch
KR sud-coréen surcoreano sudcoreano sul-coreano südkoreanisch
PK pakistanais pakistaní pachistano paquistanês pakistanisch
TW taïwanais taiwanés taiwanês taiwanesisch; PL polonais polaco polacco polonês polnisch
IL israélien israelí israeliano israelisch
HU hongrois húngaro ungherese ungarisch; CD congolais congoleño congolese congolês kongolesisch
SN sénégalais senegalés senegalese
BR brésilien brasileño brasiliano brasileiro brasileira brasilianisch; AO angolais angolano angolana angolanisch
KZ kazakh kazajo kazako cazaque kasachisch; ZW zimbabwéen zimbabuense simbabwisch
RS serbe serbio serbo sérvio serbisch
"""
FOREIGN_ADJECTIVES: dict[str, str] = {
    word: entry.strip()[:2]
    for line in _ADJECTIVES.strip().splitlines()
    for entry in line.split(";")
    for word in entry.split()[1:]
}
"""Country code by the adjective as it stands after "gouvernement" or, without its ending, before "Regierung"."""


def adjective_country(word: str) -> str | None:
    """The country of an adjective in lower case; German endings are taken off."""
    for ending in ("", "e", "en", "er", "es"):
        stem = word.removesuffix(ending) if ending else word
        if stem in FOREIGN_ADJECTIVES and (not ending or stem.endswith("isch")):
            return FOREIGN_ADJECTIVES[stem]
    return None
