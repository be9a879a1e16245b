"""The word lists by which names are read: what is generic, what shows an organisation, a firm, a person."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


FUNCTION_WORDS: frozenset[str] = word_set(
    """
    a an and the of for to in on at by with from or de del della dei di da do dos das du des d la le les l el
    los las y e et und der die das den dem van von zu zur fur pour para per its his her their au aux
    """
)

# Words that tell one kind of body from another but not one body from another of its kind.
GENERIC_WORDS: frozenset[str] = word_set(
    """
    group international intl global worldwide associates associate assoc association associations associated
    partners partner partnership company companies corporation corporate holding holdings enterprise enterprises
    industries industry limited incorporated firm firms services service solutions consulting consultants
    consultancy consultant advisors advisers advisory strategies strategy strategic communications communication
    relations affairs public policy government governments governmental ministry ministries minister ministers
    department departments dept office offices bureau agency agencies authority authorities administration board
    council commission committee commissioner secretariat secretary general embassy consulate mission delegation
    representation representative representatives permanent state states republic kingdom federation federal
    democratic people peoples arab islamic socialist united union national royal sultanate emirate principality
    commonwealth central bank reserve president presidency presidential prime premier vice deputy parliament
    parliamentary congress senate assembly house legislative legislature supreme court party foreign interior
    external internal home justice finance financial economy economic economics development trade commerce
    commercial industry investment investments tourism tourist travel culture cultural education health energy
    oil gas petroleum mines mining mineral minerals water agriculture transport transportation information media
    news agency press defense defence security intelligence army armed forces military air navy police law legal
    center centre institute institution institutions foundation fund trust society organization organisation
    network forum chamber board export exports import imports promotion marketing management investor relation
    section division branch headquarters unit team project program programme system systems the new sovereign
    wealth stock exchange lottery labor labour social affairs environment planning budget treasury customs
    revenue tax telecommunications ports port airlines airways airport railways broadcasting corporation
    cooperation coordination regional local provincial municipal city town province district region territory
    opposition transitional interim provisional high great grand chief office cabinet premier executive body
    delegation consul ambassador attorney governor mayor emir king queen prince crown diwan court amiri hon
    honorable gobierno ministerio embajada republica gouvernement ministere ambassade republique regierung
    botschaft ministerium inc llc llp ltd plc corp co gov govt
    """
)

# Any of these shows that a name is an organisation's, not a person's.
ORGANISATION_WORDS: frozenset[str] = word_set(
    """
    group international global worldwide associates association associations partners partnership company
    companies corporation holding holdings enterprise enterprises industries limited incorporated services
    service solutions consulting consultants consultancy advisors advisers advisory strategies strategy
    communications relations affairs government ministry department dept office offices bureau agency authority
    administration board council commission committee secretariat embassy consulate mission delegation
    representation representative representatives republic kingdom federation union bank parliament congress
    senate assembly court party center centre institute institution foundation fund trust society organization
    organisation network forum chamber exchange university college school airlines airways railroads railways
    television radio broadcasting press news media newspaper agency movement front army forces coalition
    alliance league liga partido parti partei confederation congress club church ministries hospital museum
    library city county state province municipality commonwealth sultanate emirate principality tourism tourist
    trade commerce export import promotion marketing productions films film studio studios systems technologies
    technology pharmaceuticals energy power electric oil gas petroleum mining steel shipping lines line motors
    motor bank insurance capital ventures investments investment properties development resources products
    trading works factory law attorneys lawyers solicitors counsel advocates firm public committee campaign
    project program programme gobierno ministerio embajada secretaria instituto consejo camara asociacion
    corporacion compania empresa banco gouvernement ministere ambassade societe association banque conseil
    bureau comite gesellschaft verein verband bundesverband messe fabrik werke banca ente ministero comitato
    associazione federazione unione committees councils workers farmers producers exporters importers
    manufacturers growers refugees citizens friends people peoples presidency cabinet headquarters division
    branch section chamber estate healthcare imaging retail centers valley wireless academy foods childrens
    transportation shipyard shipyards publishing transition hospitals clinic clinics pharmacy logistics software
    digital labs laboratories brands stores restaurants realty homes farms winery brewing medical aviation
    aerospace marine airport zoo therapeutics biosciences pharma semiconductor networks wines estates mills
    mines
    """
)

# Any of these at the end of a name is the shape of a lobbying, law, public-relations or advisory firm.
FIRM_WORDS: frozenset[str] = word_set(
    """
    group associates partners strategies strategy strategic communications consulting consultants consultancy
    advisors advisers advisory advocacy lobbying counsel attorneys solicitors lawyers abogados avocats solutions
    relations affairs media ventures worldwide global international consult agency
    """
)
FIRM_PHRASES: tuple[str, ...] = (
    "law firm",
    "law group",
    "law office",
    "law offices",
    "public affairs",
    "public relations",
    "government affairs",
    "government relations",
    "government strategies",
    "public policy",
    "public strategies",
    "policy group",
    "attorneys at law",
    "capitol strategies",
    "political consulting",
    "communications group",
    "strategy group",
    "government solutions",
)
PARTNERSHIP_FORMS: frozenset[str] = frozenset({"llp", "pllc", "lllp", "pc", "pa", "lc", "llc", "chartered", "chtd"})

GOVERNMENT_WORDS: frozenset[str] = word_set(
    """
    government governments govt ministry ministries minister ministers embassy embassies consulate republic
    kingdom sultanate emirate principality presidency parliament senate secretariat state commonwealth
    federation confederation gobierno ministerio embajada republica gouvernement ministere ambassade republique
    president secretaria bundesministerium regierung botschaft ministero repubblica governo jamahiriya
    """
)

TITLES: frozenset[str] = word_set(
    """
    mr mrs ms miss dr prof professor sir dame lord lady hon honorable honourable ambassador amb president
    senator sen rep congressman congresswoman governor gov general gen col colonel major maj captain capt
    admiral adm lt lieutenant sheikh sheik shaikh prince princess king queen rev reverend archbishop bishop
    rabbi imam chief alhaji haji hadji sayyid syed sultan emir amir sen se he hrh hm count countess baron
    justice judge attorney esq minister datuk dato tan sri tun seri excellency his her herr frau señor senor sra
    sr don dona monsieur madame
    """
)
# What follows a comma after a person or a firm instead of a given name.
ROLE_WORDS: frozenset[str] = word_set(
    """
    director manager chairman chairwoman president candidate secretary treasurer spokesman spokesperson
    representative attorney agent delegate nominee member leader founder owner editor correspondent consul
    ambassador minister presidential america north south east west hotel hoteles airline airlines western
    eastern northern southern division filial branch
    """
)
NAME_SUFFIXES: frozenset[str] = word_set("jr sr ii iii iv esq phd md jd ret retired cpa dds cbe obe kcmg mbe")
NAME_PARTICLES: frozenset[str] = word_set(
    """
    al el bin ibn ben bint abu abd van von der den de la le da di del della dos das du ter ten y e st san o mac
    mc
    """
)

# Nouns of causes and pursuits: alone they name no party, so "Peace through Law" is a title and no chain.
CAUSE_WORDS: frozenset[str] = word_set(
    """
    peace law dialogue strength dance music education sport sports health development innovation technology
    trade democracy freedom unity knowledge science art arts culture faith action learning leadership reform
    energy investment research service services design prosperity security diplomacy growth opportunity
    partnership partnerships seafood recovery hope love change progress justice success life living healing
    understanding friendship cooperation exchange travel reading play work jobs community communities
    empowerment achievement excellence advancement philanthropy engagement participation competition choice
    truth light vision care play film cinema history nature conservation sustainability resilience water food
    nutrition agriculture capital markets finance savings giving strong stronger better safer world youth
    children women people america american americans transformation conflict resolution prevention protection
    medicine books stories photography theatre theater tourism
    """
)

# Common given names of many languages, folded: a hint that a comma or a pair of words is a person's.
GIVEN_NAMES: frozenset[str] = word_set(
    """
    aaron abdul abdullah abraham adam ade adnan adrian agnes ahmad ahmed ahmet aisha akira alain alan albert
    alberto alejandro aleksandr aleksei alessandro alex alexander alexandra alexei alfred alfredo ali alice
    alicia allan allen alvaro amanda amir amy ana anatol anatoly anders andre andrea andreas andrej andres
    andrew andrey andriy andrzej andy angel angela anil anita ann anna anne anthony antoine anton antonio antti
    anwar arkadiy armand arnold arthur artur arun ashok asif askar atiku augustin avedis ayad babatunde bandar
    barbara barry beatrice benjamin benoit bernard beth bidzina bill billy bjorn bob bogdan bohdan bola boris
    brad bradley brandon brenda brent brett brian brigitte bruce bruno bryan cameron carl carla carlos carmen
    carol caroline catherine cecil cem cesar charles charlotte chen cheryl chester chinedu chris christian
    christina christine christophe christopher claire clara clarence claude claudia clifford clyde colette
    connie constantin cornelius craig curtis cynthia dale dan daniel danielle danny darren dave david dawn dean
    deborah debra denis denise dennis derek diana diane didier diego dieter dimitri dimitris dirk dmitri dmitry
    dmytro dominique don donald donna dorothy doug douglas dragan duncan dwight earl eddie edgar edith edmund
    eduardo edward edwin eileen elena eli elias elisabeth elizabeth ellen elliot elmer emanuel emeka emil emilio
    emily emma emmanuel emre enrique enzo erel eric erik ernest ernesto ervin esther ethan ethel eugene eva
    evangelos evelyn evgeni evgeny fahad faisal farhad fatima federico felipe felix fernando fiona florence
    floyd frances francesco francis francisco franco francois frank franklin fred frederick friedrich gabriel
    gary geert gene geoffrey georg george georges gerald gerard gerhard gheorghe giacomo gilbert gilles giorgi
    giorgos giovanni giuseppe glen glenn gloria goran gordon grace graham greg gregory guido guillaume guillermo
    gunter gustave gustavo guy habib hakan hamad hamid hank hans harold harriet harry harvey hasan hassan hector
    heike heinrich heinz helen helmut hendrik henri henrik henry herbert herman hermann herrick herve heydar
    hideo hilton hiroki hiroshi horst howard hugh hugo huseyin hussein ian ibrahim ichiro igor ihor ilham ilya
    imran ingrid ira irakli irene irina irwin isaac isabel ismail istvan ivan jack jackie jacob jacqueline
    jacques jaime jake jamal james jan jane janet janice jared jason javier jay jean jeff jeffrey jennifer jens
    jeremy jerome jerry jerzy jesse jessica jesus jian jim jimmy jiro joan joaquin joe joel johan johann johanna
    johannes john jon jonathan jorge jorgen jose josef joseph joshua jozef juan judith judy juha jukka jules
    julia julian julie julio julius jurgen justin karen karim karl kassym kate katherine kathleen kathryn kathy
    kazimierz kazuo keith kelly kemal ken kenji kenneth kevin khaled khalid khalifa khalil kim kirill klaus kofi
    konstantin konstantinos kumar kurt kwame kyle lanny larry lars laura lauren laurence laurent lawrence lee
    leo leon leonard leonardo leonid leopold leslie lester levan lewis lillian linda lisa ljubica lloyd lois
    lorenzo louis louise luca lucas lucia luigi luis luke lynn mahmood mahmoud malcolm manfred manuel marc
    marcel marcia marco marcos marcus marek margaret maria marianne marie marilyn mario marion marjorie mark
    markus marsha martha martin marvin mary masato massimo mathew matteo matthew matti maureen maurice maurizio
    max maxime megan mehmet melinda melissa melvin menachem michael michel michelle miguel mikael mike mikhail
    mikheil milan mildred milos milton minoru mircea miriam mitchell mohamed mohammad mohammed moise monica
    morris moses mostafa muhammad murat mustafa mykhailo mykola myron nancy naomi nasser natalia natalie nathan
    nathaniel nawaz neil nelly nelson nicholas nick nicolae nicolas niels nikolai nikos nils nina nino noah
    noboru noel norma norman nuri nursultan ola oleg oleksandr olga oliver olivia olivier olof oluwaseun omar
    oscar osman otto pablo pamela paolo pascal patricia patrick paul paula pauline pavlo pawel pedro peggy pekka
    peter petro phil philip philippe phillip phyllis piero pierre pieter piotr priya rachel rafael rainer rajiv
    ralph ramesh ramon randall randolph randy rashid raul ravi ray raymond raza rebecca recep reginald rene
    ricardo richard rick rinat rita robert roberta roberto robin rodney roger roland rolf romano ron ronald rosa
    rose rosemary ross rovshan roy ruben rudolf ruslan russell ruth ryan saad salah salem salim salman salvatore
    sam samantha samir samuel sandra sanjay sara sarah sardor scott sean sebastian sebastien serge sergei sergey
    sergio serhey serhiy seymour shahid shane shannon sharon shavkat sheila sheldon sherman shinzo shirley
    sidney siegfried simon sinan sipo slobodan sofia sophia soren spencer stanislaw stanley stefan stella
    stephanie stephen steve steven stewart stoyan stuart sue suresh susan suzanne sven svetlana sydney sylvia
    tadeusz takashi takeo tamara tamim tanya taras tariq taro ted tendai tenzin teresa terrence terry thabo
    thaksin theodore theresa thierry thomas tim timothy timur todd tom tomasz tommy tony tracy travis ulrich
    umar ursula uwe vadim valerie valerii valeriy vasily vasyl vera vernon veronica victor victoria vijay viktor
    vincent vincenzo virginia vitaly vivien vladimir volodymyr walter wanda warren wayne wei wendy werner
    wilfred wilhelm william willie wilson wim wojciech wolfgang wolfram xavier xiaoming yann yasir yasmin yasser
    yevgeny yiannis ying yoshio yousef yulia yuri yuriy yusuf yves zachary zafar zoe zoran zurab
    """
)  # fmt: skip

# Cities and states of the USA, blanks left out, that stand in brackets or after a comma as a seat and name no party.
CITIES: frozenset[str] = word_set(
    """
    atlanta baltimore boston brussels chicago cleveland dallas denver detroit dusseldorf edinburgh frankfurt
    geneva hamburg hollywood honolulu houston hyderabad istanbul johannesburg karachi kolkata lagos lausanne
    lyon miami milan milano minneapolis montreal mumbai munich osaka orlando philadelphia phoenix pittsburgh
    portland rotterdam seattle shanghai sydney tampa toronto torino turin tucson vancouver washington zurich
    yokohama newyork losangeles sanfrancisco calcutta bombay madras barcelona antwerp cologne alabama alaska
    arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    nevada newhampshire newjersey newmexico northcarolina northdakota ohio oklahoma oregon pennsylvania
    rhodeisland southcarolina southdakota tennessee texas utah vermont virginia westvirginia wisconsin wyoming
    """
)

# The postal abbreviations of the United States: after a comma they are places ("PORTLAND, OR").
US_STATES: frozenset[str] = word_set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri
    sc sd tn tx ut vt va wa wv wi wy dc pr gu
    """
)
