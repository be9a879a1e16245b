"""Word lists that tell firms, clients, offices and the press apart. Data only, in lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(","))


# Words that neither begin nor continue a name, however a sentence or a headline spells them.
FUNCTION_WORDS = _words(
    """
    the a an it its he she his her him hers they their them this that these those in on at by for from
    to with under after before when while as if but and or nor so yet also both each every all some any
    no not none one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
    hundred last next now since there then here according another meanwhile however what who whom whose
    which how why where we us i you our my your me instead although though because during until once
    still even only just more most many much few several such other others same own about above across
    against among around between beyond despite down inside into like near off onto out outside over
    past per through throughout toward towards upon up via within without again ago already always
    almost ever never often perhaps maybe rather quite too very later earlier recently today yesterday
    tomorrow tonight is are was were be been being am has have had do does did will would shall should
    can could may might must let lets yes either neither whether except plus unlike besides moreover
    nevertheless thus hence therefore indeed asked read see whenever wherever whoever having getting
    taking making paid paying based including of
    """
)

# Ordinary words that open sentences or headlines with a capital; a name is never only these.
PLAIN_WORDS = _words(
    """
    first second third half long early late mid new newly old former formerly ex previous previously
    officially reportedly apparently allegedly notably finally initially eventually separately elsewhere
    currently total payment payments fee fees contract contracts agreement agreements deal deals
    lobbying lobbyists lobbyist registered hired filed filing filings records documents officials
    sources experts critics lawmakers members details talks people money days weeks months years date
    page pages follow follows signed announced founded introduced added seen little nothing everything
    nobody everybody somebody someone anyone part parts copyright posted updated published source
    writing speaking dear click photo photos image video related share tweet subscribe advertisement
    home politics news world business opinion latest top more breaking exclusive analysis section
    category tags print email report reports readers writes says said among rates quangos ministers
    councils papers instructions congress others third million billion thousand president presidents
    minister prime secretary general director chairman chairwoman chief executive officer senator
    representative congressman congresswoman governor mayor ambassador king queen prince crown sheikh
    deputy vice premier chancellor republicans democrats republican democrat english french american
    americans europe africa asia america north south east west northern southern eastern western central
    middle street administrator exhibit attachment appendix amendment evidence law act title bill
    section register registry registrant registrants principal principals agent agents foreign january
    february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday q1 q2 q3 q4 nato un eu gop tv iii ii iv jr sr mr mrs ms dr
    sir lord lady lords mps meps msps mp mep alderman aldermen councilors councillors councilman councilmen
    commissioners
    supervisors trustees selectmen legislators residents voters taxpayers opponents supporters rivals aides investors
    regulators prosecutors judges jurors diplomats teachers unions gone renewed dropped ended
    correction update moves frenchman englishman irishman dutchman scotsman welshman
    reporters journalists activists protesters analysts bidders
    """
)

CALENDAR = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık januar februar märz juni juli oktober
    dezember august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    """
)

TITLES = _words(
    """
    president presidents minister secretary general director chairman chairwoman chair chief executive
    officer senator senators sen sens representative representatives rep reps congressman congresswoman
    governor gov mayor ambassador ambassadors king queen prince crown sheikh deputy vice premier prime
    chancellor mr mrs ms dr sir lord lady prof professor colonel col maj major capt captain lt
    lieutenant judge justice attorney spokesman spokeswoman spokesperson councilmember councilmembers
    councilman councilwoman commissioner assistant managing senior foreign interior finance defense
    defence former ex retired acting interim counsel partner founder strongman opposition leader commander
    lawmaker republican democrat democratic first state special envoy advisor adviser majority minority
    speaker delegate house senate committee communities treasury press city county manager candidate
    warlord imam pope sultan emir ayatollah senora señor monsieur herr lobbyist lobbyists consultant
    activist ceo cfo coo cmo cto mp
    """
)

_LATE_TITLES = _words(
    """
    ex-rep ex-sen ex-senator ex-congressman ex-congresswoman ex-minister ex-president ex-governor ex-ambassador
    princess attorney ex-lawmaker ex-premier ex-mayor ex-gov ex-chancellor ex-general ex-aide ex-diplomat ex-spy
    """
)
TITLES |= _LATE_TITLES

# Titles that only a person bears; of the others some also begin the names of firms ("General Motors").
PERSONAL_TITLES = _words(
    """
    president minister ministers presidents secretary chairman chairwoman chair chief senator senators
    sen sens representative rep reps congressman congresswoman governor gov mayor ambassador ambassadors
    king queen prince sheikh premier chancellor mr mrs ms dr sir lord lady prof professor colonel col
    captain capt lieutenant lt spokesman spokeswoman spokesperson councilmember councilmembers
    councilman councilwoman commissioner founder strongman leader commander lawmaker candidate warlord
    sultan emir ayatollah lobbyist lobbyists consultant activist director officer ceo cfo coo cmo cto mp gen counsel
    """
)
PERSONAL_TITLES |= _LATE_TITLES

# Titles that may stand between an organisation and its person: "Acme President Jane Roe".
OFFICE_TITLES = _words(
    """
    president minister secretary chairman chairwoman chief senator sen rep congressman congresswoman
    governor gov mayor ambassador premier chancellor spokesman spokeswoman spokesperson founder director
    ceo cfo coo cmo cto commissioner vice deputy executive general managing
    """
)

# Offices whose holder acts for a state or a company and is no party himself.
SERVING_TITLES = _words(
    """
    president minister secretary senator senators sen sens reps ministers ambassadors rep representative
    representatives congressman congresswoman governor gov mayor ambassador premier chancellor spokesman
    spokeswoman spokesperson director ceo cfo coo cmo cto mp commissioner chief officer councilmember
    councilmembers councilman councilwoman judge justice counsel colonel col captain capt lieutenant lt
    manager
    """
)

# Name parts that speak for a lobbying, law or communications firm, with a weight.
FIRM_WORDS: dict[str, float] = {
    **dict.fromkeys(
        _words(
            """
    strategies strategy advisors advisers advisory consulting consultants consultancy relations
    communications llp pllc associates partners lobbying lobby pr advocacy counsel attorneys counselors
    lawyers avocats abogados comunicaciones conseil conseils consultores asesores danışmanlık beratung
    kommunikation communication relaciones strategic diplomacy lobbyists strategists consultant
    """
        ),
        1.0,
    ),
    **dict.fromkeys(_words("group llc affairs law firm partnership solutions p.c p.a p.l.l.c l.l.p"), 0.5),
    **dict.fromkeys(_words("global international worldwide media ventures intelligence"), 0.3),
    **dict.fromkeys(_words("holdings public inc lp"), 0.2),
}

# Phrases inside a name that leave no doubt.
FIRM_PHRASES = (
    "public affairs",
    "public relations",
    "government affairs",
    "government relations",
    "legislative services",
    "legislative affairs",
    "law group",
    "law office",
    "law offices",
    "law firm",
    "public strategies",
    "federal relations",
    "federal affairs",
    "government strategies",
    "political strategy",
    "business diplomacy",
)

# What a text calls a firm of the trade. A name in apposition to one of these is a firm.
FIRM_NOUNS = _words(
    """
    firm firms shop shops adviser advisers advisor advisors consultancy consultancies agency agencies
    lobbyist lobbyists consultant consultants outfit practice boutique powerhouse firme cabinet agence
    firma consultora agencia agenzia kanzlei agentur şirketi escritório advisory contractor
    subcontractor publicist société empresa società studio bufete despacho escritório lobbyfirma beratungsfirma
    pr-agentur hukuk-firması firması şirket ajansı bureau
    """
)
FIRM_MODIFIERS = _words(
    """
    lobbying lobby law legal pr public communications communication affairs relations consulting
    consultancy advocacy advisory strategy strategic political government media image legislative
    k-street washington d.c. dc american u.s. us us-based u.s.-based washington-based london-based
    london brussels canadian british bipartisan republican democratic boutique crisis reputation
    """
)

# Heads of names of states, offices and public bodies; "gov" ones stand for their country.
GOVERNMENT_HEADS = _words(
    """
    embassy embassies government governments ministry ministries republic kingdom presidency consulate
    sultanate emirate state commonwealth mission junta regime administration palace cabinet chancellery
    rulers generals monarchy treasury crown ambassade gouvernement ministère embajada gobierno
    ministerio ambasciata governo ministero embaixada botschaft regierung ministerium büyükelçiliği
    hükümeti bakanlığı außenministerium
    """
)
OFFICE_HEADS = _words(
    """
    president's presidents office minister's department directorate secretariat bureau agency authority
    commission committee board council service directorate-general military army armed forces
    intelligence central parliament assembly senate congress police navy
    """
)
BODY_HEADS = _words(
    """
    party parties opposition movement front coalition union league alliance militia rebels army forces
    association federation confederation foundation institute center centre university college bank fund
    company corporation conglomerate manufacturer maker producer refiner airline carrier operator
    provider supplier exporter chamber society committee council trust group organization organisation
    lender utility enterprise subsidiary unit tribe tribes nation band community agency authority
    commission board corporation campaign tourism brand developer billionaire businessman businesswoman
    oligarch tycoon magnate politician lawmaker candidate strongman warlord dissident exile exiles
    province territory dissidents separatists region startup giant city town municipality telecom
    contractor shipyard port insurer museum zoo newspaper broadcaster school schools hospital district
    """
)
LOCAL_HEADS = _words(
    """
    city county town village borough parish township municipality district province council councils
    state commonwealth territory port school schools tribe nation band university college island islands
    """
)

# Heads that may be followed by "of …" or "for …" inside a name.
OF_HEADS = _words(
    """
    compact treaty convention memorandum declaration charter
    embassy ministry department bank city university republic government kingdom office party council
    commission committee association center centre chamber federation institute board bureau college
    commonwealth confederation congress consulate county court directorate district emirate foundation
    friends front fund house league mission minister movement municipality museum nation office order
    organization organisation parliament people port presidency province school states secretary
    secretariat service society state sultanate town township tribe union village board borough academy
    agency alliance authority campaign coalition company corporation council crown duchy army forces
    army ministry conference assembly embassies governments tribes bar islands isle voice brotherhood
    freedom initiative network partnership program project trust band ordre institut administration
    coordinator premier governor ministère
    """
)
ORGANISATION_WORDS = _words(
    """
    association foundation federation union institute university college bank corporation corp
    technologies technology industries industry oil petroleum energy gas power electric airlines airways
    air motors mining minerals steel aerospace defense defence systems pharmaceuticals pharma health
    hospital insurance financial finance capital investment investments telecom telecommunications
    network shipping ports port authority commission council chamber society alliance league coalition
    committee congress front movement party army forces center centre school district museum fund trust
    tribe nation cooperative enterprise enterprises manufacturing products foods brands agency office
    ministry department board county city town village borough township government republic kingdom
    embassy consulate presidency parliament secretariat bureau club airport railway railways development
    tourism transport community centers institut organization organisation campaign
    """
)

# Newspapers, wires, broadcasters: recognised by such parts of the name, or by what stands round the name.
PRESS_WORDS = _words(
    """
    times post news herald tribune gazette journal daily magazine press chronicle observer monitor radio
    television broadcasting newspaper weekly sun mirror telegraph guardian examiner dispatch bulletin
    inquirer sentinel globe online wire blog podcast bee report review newsweek reuters bloomberg
    politico axios cnn bbc afp
    """
)

# The governed and the governing whom lobbyists address, the registers, the fora: no parties of a contract.
ADDRESSEES = _words(
    """
    congress legislature senate usd eur gbp cad aud house pentagon fara lda lobbying parliament
    westminster whitehall capitol hill doj irs fbi cia sec epa fda un nato eu imf wto oas gop
    republicans democrats commons lords knesset bundestag duma supreme court faa fcc ftc dod dhs hhs usda usaid nasa
    noaa fema ferc vat gdp gop cfpb ustr cfius ofac omb gao hud icc wipo who opec unesco marines navy army centcom
    """
)
ADDRESSEE_NAMES = _names(
    """
    capitol hill, k street, white house, the white house, state department, justice department,
    department of justice, department of state, defense department, department of defense, us congress,
    treasury department, department of the treasury, commerce department, department of commerce,
    interior department, department of the interior, energy department, department of energy, homeland
    security, department of homeland security, foreign agents registration act, foreign agent
    registration act, lobbying disclosure act, house of representatives, united nations, european union,
    european parliament, european commission, united states, united states of america, supreme court,
    national security council, oval office, world cup, wall street, fleet street, capitol, us capitol,
    us department of justice, us justice department, us state department, us department of state, us
    government, us senate, us house, us house of representatives, us treasury department, us treasury,
    international monetary fund, world bank, transparency register, islamic state, federal register,
    house foreign affairs committee, general assembly, parliament hill, us commerce department, air
    force, us air force, us army, us navy, navy department, foreign affairs committee, senate foreign
    relations committee, council on foreign relations, cold war, middle east, west wing, beltway,
    silicon valley
    """
)
# Places that a text names to say where something is; they act only through bodies of their own ("City of …").
PLACES = _names(
    """
    washington, dc, d c, washington dc, washington d c, new york, los angeles, chicago, houston, miami,
    san francisco, boston, dallas, atlanta, philadelphia, northern virginia, alabama, alaska, arizona,
    arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana,
    iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi,
    missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, north carolina, north
    dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee,
    texas, utah, vermont, virginia, west virginia, wisconsin, wyoming, africa, asia, europe, latin
    america, north america, south america, america, americas, brussels, geneva, london, england,
    strasbourg, manhattan, western hemisphere, caribbean, balkans, caucasus, middle east, gulf, west
    africa, east africa, southeast asia, african, asian, european, arab, western, eastern, latin
    american, west african, east african, north african, south asian, middle eastern, islamic, muslim,
    christian, jewish, kurdish, caribbean, balkan, arctic, african american
    """
)
STATESMEN = _words(
    """
    trump biden obama bush clinton reagan carter nixon harris pence cheney kerry pompeo blinken rubio
    """
)

# A text without any of these is hardly about this trade.
TRADE_CUE = (
    r"lobb(?:y|ies|ied)|public[- ]affairs|public[- ]relations|\bP\.?R\b|\bFARA\b|foreign[- ]agents?|consult"
    r"|K Street|communications|advoca|government[- ](?:relations|affairs)|law firm|image[- ]mak|spin doctor"
    r"|publicist|\blobi|cabildeo|relations publiques|relaciones públicas"
    r"|relazioni pubbliche|Öffentlichkeitsarbeit|strategic (?:advice|counsel)|reputation|influence|legislative"
)
