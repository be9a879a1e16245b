"""The English verbs and nouns that tell of a contract, with the sides on which its parties stand.

Sides: ``CF`` the client stands before and the firm after ("A hired B"), ``FC`` the firm before and the client
after ("B registered for A"), ``SY`` either way ("A signed a contract with B"). A passive turns CF and FC round.
Grades: ``act`` makes a contract by itself, ``deal`` is a contract noun that needs terms or a party on each side,
``pay`` needs an amount, ``relation`` tells who works for whom and needs terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.records import Act

Sides = Literal["CF", "FC", "SY"]
Grade = Literal["act", "deal", "pay", "relation"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A verb or noun. ``pattern``: a regular expression without capturing groups; of rules that match at one
    place the first of the table stands."""

    name: str
    sides: Sides
    grade: Grade
    act: Act
    pattern: str


_GAP = r"(?:[^\s,;.]+\s+){1,6}?"
_LONG_GAP = r"(?:[^\s;.]+\s+){1,9}?"

# "the lobbying firm" tells of nobody's lobbying.
_LOBBY = (
    r"lobb(?:y|ied|ies|ying(?!\s+(?:firm|shop|contract|deal|agreement|group|giant|powerhouse|campaign|effort|arm|outfit"
    r"|compan|fee|disclosure|record|filing|regist|service|business|industry|agenc|work|account|pact|report|form|team"
    r"|blitz|push|drive)))"
)

RULES: tuple[Rule, ...] = (
    # -- ended ---------------------------------------------------------------------------------------
    Rule(
        "not renew",
        "SY",
        "act",
        "termination",
        r"(?:(?:not|never)\s+(?:been\s+)?(?:to\s+)?|n[o']t\s+|without\s+)(?:be\s+)?(?:renew|extend|replac)(?:ed"
        r"|ing)?\b|(?:declin|refus|fail)(?:ed|es|ing)\s+to\s+(?:renew|extend)\b",
    ),
    Rule(
        "no longer",
        "FC",
        "act",
        "termination",
        r"no\s+longer\s+(?:works?|represents?|represented|lobbies|lobbying|acts?|serves?|advises?|has|employs?"
        r"|retains?|uses?)\b|(?:stopped|ceased|quit|gave\s+up|given\s+up|giving\s+up|stops"
        r"|ceases)\s+(?:representing|working|lobbying|advising|acting|work\s+for|its\s+work|lobbyists?)\b",
    ),
    Rule(
        "deregister",
        "FC",
        "act",
        "termination",
        r"(?:de-?regist(?:er(?:s|ed|ing)?|ration)|un-?registered|struck\s+itself\s+off"
        r"|end(?:ed|s|ing)?\s+(?:its|their|his|her|the)\s+registrations?|terminat(?:ed|es|ing)\s+(?:its|their"
        r"|his|the)\s+registrations?)\b",
    ),
    Rule(
        "end work",
        "FC",
        "act",
        "termination",
        r"end(?:ed|s|ing)\s+(?:its|their|his|her)\s+(?:\w+\s+){0,2}?(?:work|representation|lobbying|services)\s+(?:for|of|with)\b"
        r"|(?:gave|gives|giv(?:en|ing))\s+(?:him|her|it|them)\s+up\b|terminations?(?=:)",
    ),
    Rule(
        "part",
        "SY",
        "act",
        "termination",
        r"(?:part(?:ed|s|ing)?\s+(?:ways|company)|(?:cut|sever|broke|breaks|break)(?:s|ed"
        r"|ing)?\s+(?:all\s+)?(?:its\s+|their\s+|off\s+)?(?:ties|links|relations)"
        r"|split\s+(?:from|with)|walk(?:ed|s|ing)?\s+away\s+from|two\s+sides\s+parted)\b",
    ),
    Rule(
        "drop",
        "SY",
        "act",
        "termination",
        r"(?:drop(?:ped|s|ping)|fir(?:ed|es|ing)(?=\s+(?:its|the|his|their|[a-z]+\s)?)|sack(?:ed|s|ing)"
        r"|ditch(?:ed|es|ing)|dump(?:ed|s|ing)"
        r"|dismiss(?:ed|es|ing)|ax(?:ed|es|ing)|let\s+go(?:\s+of)?|dispens(?:ed|es|ing)\s+with|jettison(?:ed|s))\b",
    ),
    Rule(
        "resign account",
        "FC",
        "act",
        "termination",
        r"(?:resign(?:ed|s|ing)?\s+(?:the|its|from\s+the|their)\s+(?:\S+\s+){0,3}(?:account|contract|brief"
        r"|business)|withdr(?:ew|aws?|awn|awing)\s+(?:from|as)\b|quit(?:s"
        r"|ting)?\b(?=\s+(?:the|its|as|representing|working|working))"
        r"|lost\s+(?:the|its)\s+(?:\S+\s+){0,3}(?:account|contract)|downed\s+tools)",
    ),
    Rule(
        "end",
        "SY",
        "act",
        "termination",
        r"(?:terminat(?:ed?|es|ing|ion)|cancel(?:l?ed|s|l?ing|lation)?|annul(?:led|s)?|scrapp?(?:ed|s|ing)"
        r"|rescind(?:ed|s)?|suspend(?:ed|s|ing)?|suspension|axed|discontinu(?:ed|es|ing)|laps(?:ed|e)|expired"
        r"|collapsed|at\s+an\s+end|came\s+to\s+an\s+end|c(?:a|o)me\s+to\s+an\s+end|ran\s+out|run\s+out"
        r"|(?:was|is|were|are)\s+over|call(?:ed|s|ing)?\s+time\s+on|working\s+out\s+(?:its|their)\s+notice"
        r"|fell\s+through|torn?\s+up|tore\s+up|pull(?:ed|s)\s+the\s+plug|wound\s+(?:up|down)"
        r"|end(?:ed|s|ing)\s+(?:\w+\s+){0,2}?(?:the|its|their|his|her|a|that"
        r"|all)\s+(?:[^\s.,;]+\s+){0,4}?(?:contracts?|agreements?|deals?|engagements?|relationships?|retainers?"
        r"|work|lobbying|representation|arrangements?|accounts?|services|partnership)"
        r"|(?:contract|agreement|deal|engagement|retainer|relationship|arrangement|work"
        r"|account)s?\s+(?:\S+\s+){0,4}?ended\b)",
    ),
    # -- renewed, extended ---------------------------------------------------------------------------
    Rule(
        "renew",
        "SY",
        "act",
        "renewal",
        r"(?:renew(?:ed|s|ing|al|als)?|extend(?:ed|s|ing)?|extension|prolong(?:ed|s|ing|ation)?"
        r"|re-?sign(?:ed|s|ing)|re-?upp?(?:ed|s)?|rolled\s+over|roll(?:s|ed)\s+over|re-?new)\b",
    ),
    Rule(
        "another term",
        "SY",
        "act",
        "renewal",
        r"(?:(?:signed\s+(?:off\s+(?:\w+\s+)?on|for)|agreed\s+(?:to|on)|approved|inked|ok'?d|okayed)\s+another\b"
        r"|added\s+(?:a|an|another|one|two|three|four|six|twelve|\d+)\s+(?:more\s+)?(?:years?|months?|weeks?)"
        r"|for\s+another\s+(?:year|six|three|twelve|two|\d+)|(?:stays?|stayed|staying|stick(?:s|ing)?|stuck)\s+with"
        r"|ke(?:eps?|pt|eping)\s+(?:on\s+)?"
        + _GAP
        + r"(?:on\b|on\s+(?:retainer|the\s+payroll|the\s+books)|for\s+another)"
        r"|ke(?:eps?|pt)\s+on\b|(?:is|are|was|were)\s+keeping(?=\s+(?:the\s+)?(?-i:[A-Z])))",
    ),
    # -- changed ---------------------------------------------------------------------------------------
    Rule(
        "amend",
        "SY",
        "act",
        "amendment",
        r"(?:amend(?:ed|s|ing|ment|ments)?|renegotiat(?:ed|es|ing)|revis(?:ed|es|ing)|widen(?:ed|s|ing)"
        r"|expand(?:ed|s|ing)|broaden(?:ed|s|ing)|(?:rais|increas|lift|doubl|trebl|tripl|boost|hik|bump|cut|reduc"
        r"|lower|slash)(?:ed|es|s|ing)?\s+(?:up\s+|down\s+)?(?:the|its|their|his|her)\s+(?:\S+\s+){0,3}?(?:fees?"
        r"|retainers?|contracts?|pay|price|rate|spending|payments?)|(?:fees?|retainers?|contract|rate"
        r"|pay)\s+(?:\S+\s+){0,3}?(?:raised|lifted|doubled|increased|cut|reduced|lowered|upped))\b",
    ),
    Rule(
        "take over",
        "FC",
        "act",
        "amendment",
        r"(?:t(?:ook|akes?|aken|aking)\s+over|inherit(?:ed|s)|assum(?:ed|es)\s+the|novat(?:ed|ion)|pass(?:ed"
        r"|es)?\s+to|now\s+holds)\b",
    ),
    # -- begun -----------------------------------------------------------------------------------------
    Rule(
        "hire",
        "CF",
        "act",
        "new",
        r"(?:(?:re-?)?hir(?:ed|es|e|ing|es)|retain(?:ed|s|ing)?|(?:re-?)?engag(?:ed|es|ing"
        r"|e)(?!\s+(?:in(?!\s+(?:\d{4}|(?:early|late|mid|January|February|March|April|May|June|July|August"
        r"|September|October|November|December)\b))|with)\b)|enlist(?:ed|s|ing)?"
        r"|tapp(?:ed|ing)|taps|recruit(?:ed|s|ing)?|(?<!sub)contracted(?!\s+out)|appoint(?:ed|s|ing)?"
        r"|commissioned|employ(?:ed|s|ing)?(?!\s+(?:\w+\s+)?(?:\d|people|workers|staff|more\s+than))|select(?:ed|s|ing)|chose[n]?|pick(?:ed|s)(?!\s+up)|onboard(?:ed|s)"
        r"|secur(?:ed|es|ing)\s+(?:the\s+)?(?:services|help)\s+of|snapp(?:ed)\s+up|woo(?:ed)|instruct(?:ed|s))\b",
    ),
    Rule(
        "bring in",
        "CF",
        "act",
        "new",
        r"(?:(?:found|finds)\s+(?:(?:itself|himself|herself|themselves)\s+)?(?:an?|its|his|their)\s+(?:\w+\s+){0,2}?(?:advocates?"
        r"|lobbyists?|voice|champion|spokes\w+|advis[eo]rs?|representatives?|agents?|firm)|br(?:ought|ings?|inging)\s+(?:"
        + _GAP
        + r")?(?:on|in|aboard|back)(?:\s+board)?"
        r"|t(?:ook|akes?|aken|aking)\s+(?!\w+\s+up\b)(?:" + _GAP + r")?on(?!\s+(?:the|a)\s+(?:role|task|job|issue))"
        r"|turn(?:ed|s|ing)?\s+(?:(?:instead|again|back|for\s+help|also|now)\s+)?to(?!\s+be\b)"
        r"|(?:gone|went|goes|going)\s+(?:back\s+)?to(?=\s+(?:the\s+|a\s+)?(?-i:[A-Z]))"
        r"|call(?:ed|s|ing)\s+(?:in|on|upon)|draft(?:ed|s|ing)\s+in|look(?:ed|s"
        r"|ing)\s+to(?=\s+(?:the\s+)?(?-i:[A-Z]))|roped\s+in|ropes\s+in|enroll?(?:ed|s)|add(?:s|ed|ing)?\s+"
        + _LONG_GAP
        + r"to\s+(?:its|their|his|her|the)\s+(?:\w+\s+){0,2}?(?:roster|stable|team|list|line-?up|army|bench)"
        r"|lin(?:ed|es|ing)\s+up(?=\s+(?:the\s+)?(?-i:[A-Z]))|buys?(?=\s+(?-i:[A-Z]))|farm(?:ed|s|ing)\s+out"
        r"|p(?:ut|uts|utting|laced|laces)\s+"
        + _LONG_GAP
        + r"on\s+(?:a\b|an\b|retainer|the\s+(?:payroll|books|case|job)|its\s+(?:books|payroll)))\b",
    ),
    Rule(
        "have",
        "CF",
        "act",
        "unknown",
        r"ha(?:s|ve|d)(?=\s+(?:the\s+)?(?-i:[A-Z])[^.;,]{3,50}?\s+(?:[a-z]+ing\b|on\s+(?:an?|its|the)\b"
        r"|to\s+(?:help|lobby|represent)\b|at\s+work\b))",
    ),
    Rule(
        "signed it",
        "CF",
        "act",
        "new",
        r"sign(?:ed|s)\s+(?:it|them|him|her)(?:\s+(?:up|on))?\b",
    ),
    Rule(
        "award",
        "CF",
        "act",
        "new",
        r"(?:award(?:ed|s|ing)|hand(?:ed|s)(?=\s+(?:\S+\s+){0,5}(?:contract|pact|deal|account|brief))"
        r"|entrust(?:ed|s|ing)|(?:gave|gives|given)(?=\s+(?:[^\s.;]+\s+){0,8}?(?:contract|pact|deal|account|brief"
        r"|job|mandate|assignment)))\b",
    ),
    Rule(
        "client of",
        "CF",
        "act",
        "new",
        r"(?:bec(?:a|o)mes?\s+(?:a|the|an)\s+(?:\w+\s+){0,2}?client\s+of|as\s+a\s+(?:new\s+)?client\s+of"
        r"|(?:is|are|was)\s+(?:the|a)\s+(?:newest|latest|new|first|most\s+recent)\s+clients?\s+of)",
    ),
    Rule(
        "new client",
        "FC",
        "act",
        "new",
        r"(?:ha(?:s|ve|d)|g(?:ets?|ot|ained)|found|adds?|added)\s+(?:\w+\s+){0,2}?new\s+(?:\w+\s+)?clients?\b"
        r"|(?:its|his|her|their|whose)\s+(?:newest|latest|new)\s+(?:\w+\s+)?clients?\s+(?:is|are|include|was)\b"
        r"|new\s+(?:on\s+the\s+(?:register|books|list|roster)|registrations?|sign-?ups?|clients?|business)(?=[^.]{0,30}:)",
    ),
    Rule(
        "approve",
        "CF",
        "act",
        "new",
        r"(?:approv(?:ed|es|ing)|ok'?d|okayed|authori[sz](?:ed|es)|ratified)(?=\s+(?:[^\s.;]+\s+){0,8}?(?:contracts?|agreements?"
        r"|deals?|pacts?|retainers?|hiring|engag\w+)\b)",
    ),
    Rule(
        "agree to pay",
        "CF",
        "act",
        "new",
        r"(?:agree[sd]?|commit(?:ted|s)(?:\s+itself)?|undert(?:ook|akes))\s+to\s+pay(?:ing)?\b",
    ),
    Rule(
        "sign",
        "SY",
        "act",
        "new",
        r"(?:sign(?:ed|s|ing)?(?:\s+(?:up|on|off))?(?!\s+(?:of|that|language|into\s+law))|ink(?:ed|s|ing)"
        r"|cosign(?:ed)|co-signed|(?:reach|strik|struck|conclud|clinch|finali[sz]|seal"
        r"|ent(?:er|ered|ers|ering)\s+in)(?:ed|es|ing|s|e)?(?:to)?\s+(?:a|an|the|another|its|their"
        r"|into)\s+(?:\S+\s+){0,6}?(?:contracts?|agreements?|deals?|pacts?|accord|arrangement)"
        r"|(?:put|puts)\s+(?:its|his|her|their)\s+(?:names?|signatures?)\s+(?:on|to|under)"
        r"|agreed\s+(?:on\s+|to\s+)?(?:a|an|in|to\s+pay|with)|(?:did|does)\s+the\s+signing|bears\s+the\s+signature"
        r"|the\s+signature\s+dates)\b",
    ),
    Rule(
        "sign client",
        "FC",
        "act",
        "new",
        r"(?:sign(?:ed|s|ing)?\s+(?:up|on)\s+(?:for|to\s+(?:represent|lobby|work|help|advise|promote|speak))"
        r"|agreed\s+to\s+(?:represent|lobby|work|help|advise|promote|act|speak)"
        r"|land(?:ed|s)(?=\s+(?:\S+\s+){0,8}?(?:contract|pact|deal|account|brief|client|business|work))"
        r"|w(?:on|ins|inning)(?=\s+(?:\S+\s+){0,8}?(?:contract|pact|deal|account|brief|client|business|tender|bid))"
        r"|pick(?:ed|s|ing)\s+up(?=\s+(?:\S+\s+){0,8}?(?:contract|pact|deal|account|brief|client|business|work))"
        r"|scoop(?:ed|s)\s+up|snagg?(?:ed|s)|bagg(?:ed)|grabb(?:ed))",
    ),
    Rule(
        "register lobbyist",
        "CF",
        "act",
        "new",
        r"regist(?:ered|ers)(?=\s+(?:the\s+)?(?-i:[A-Z])[^.;,]{3,50}?\s+to\s+(?:lobby|talk|speak|meet|press|represent|advise))",
    ),
    Rule(
        "register",
        "FC",
        "act",
        "new",
        r"(?<!foreign\sagents\s)regist(?:er(?:ed|s|ing)?|ration)\s+(?:[^\s;,]+\s+){0,8}?(?:to\s+(?:represent"
        r"|lobby|speak|promote|act|work|advocate|advise)|for(?!\s+(?:failing|not))"
        r"|on\s+behalf\s+of|as\s+(?:a\s+)?(?:foreign\s+)?(?:agents?|lobbyists?)(?:\s+(?:for|of))?"
        r"|as\s+representing|its\s+work)\b"
        r"|registered\s+(?:foreign\s+)?agents?\s+(?:for|of)\b",
    ),
    # -- paid ------------------------------------------------------------------------------------------
    Rule(
        "pay",
        "CF",
        "pay",
        "unknown",
        r"(?:p(?:ays?|aid|aying)|shell(?:ed|s|ing)\s+out|splash(?:ed|es|ing)?(?:\s+out)?|fork(?:ed|s"
        r"|ing)?\s+out|laid\s+out|lays\s+out"
        r"|spen(?:t|ds|ding)(?=\s+(?:\S+\s+){0,5}?(?:[$€£]|\S*\d))|(?:gave|gives)(?=\s+(?:[^.;]{3,60}\s)?(?:US)?[$€£]?\d)|sen(?:t"
        r"|ds)(?=\s+[$€£])|commit(?:ted|s)|ow(?:es|ed)|will\s+pay|transferred|cough(?:ed|s)\s+up)\b",
    ),
    Rule(
        "receive",
        "FC",
        "pay",
        "unknown",
        r"(?:receiv(?:ed?|es|ing)|gets?|got|earn(?:ed|s|ing)?|collect(?:ed|s|ing)?|took\s+in|takes?\s+in"
        r"|taking\s+in|pocket(?:ed|s|ing)?"
        r"|bill(?:ed|ing)|bills(?=\s+(?:it|its|the|[$€£]|(?-i:[A-Z])))|dr(?:ew|aws?|awn|awing)|charg(?:ed|es|ing)|made(?=\s+[$€£])|brings?\s+in"
        r"|brought\s+in(?=\s+[$€£])|nett?(?:ed|s)"
        r"|rak(?:ed|es|ing)\s+in|paid\s+by|reported(?=\s+(?:\S+\s+){0,3}[$€£]))\b",
    ),
    Rule(
        "account for",
        "CF",
        "pay",
        "unknown",
        r"account(?:ed|s|ing)\s+for(?=\s+(?:[^\s.;]+\s+){0,3}?[^\s.;]*\d)\b",
    ),
    # -- relations -------------------------------------------------------------------------------------
    Rule("behalf", "FC", "relation", "unknown", r"on\s+behalf\s+of\b"),
    Rule(
        "represent",
        "FC",
        "relation",
        "unknown",
        rf"(?:represent(?:s|ed|ing|ation\s+(?:of|for))?|{_LOBBY}\s+(?:[^\s.,;]+\s+){{0,4}}?(?:for"
        r"|on\s+behalf\s+of)|work(?:s|ed|ing)?\s+(?:(?:free\s+of\s+charge|pro\s+bono|unpaid"
        r"|without\s+pay)\s+)?(?:for|on\s+behalf\s+of)|act(?:s|ed|ing)?\s+(?:for|on\s+behalf\s+of)"
        r"|advis(?:e|es|ed|ing)|speak(?:s|ing)?\s+(?:up\s+)?for|promot(?:e|es|ed|ing)|plead(?:s|ed|ing)?"
        r"|help(?:s|ed|ing)?|assist(?:s|ed|ing)?|argu(?:e|es|ing)|handl(?:e|es|ed|ing)"
        r"|serv(?:e|es|ed|ing)(?!\s+as\b)"
        rf"|{_LOBBY}|provid(?:e|es|ed|ing)|supply|supplies"
        r"|offer(?:s|ed|ing)|consult(?:s|ed|ing)\s+for|look(?:s|ing)?\s+after|in\s+the\s+hands\s+of)\b",
    ),
    Rule(
        "on retainer",
        "FC",
        "act",
        "unknown",
        r"on\s+(?:a\s+|its\s+|the\s+|their\s+)?(?:\S+\s+)?(?:retainer(?:\s+(?:from|to|for|by|with))?|payroll"
        r"|books)\b",
    ),
    Rule(
        "subcontract",
        "FC",
        "act",
        "new",
        r"(?:sub-?contract(?:ed|s|ing|or|ors)?|works?\s+under|working\s+under|hired\s+through)\b",
    ),
    # -- the thing itself ------------------------------------------------------------------------------
    Rule(
        "deal",
        "SY",
        "deal",
        "unknown",
        r"(?:contracts?|agreements?|deals?|pacts?|retainers?|engagements?|accords?|arrangements?"
        r"|(?<!on\s)accounts?(?!\s+for)|fees?|(?:the|its|a|\w+-figure)\s+brief(?!ly)"
        r"|assignments?|mandates?|registrations?|consultanc(?:y|ies)|memorandum\s+of\s+understanding)\b",
    ),
)
