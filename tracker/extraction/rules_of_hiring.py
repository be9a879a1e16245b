"""The verbs by which a contract begins."""

from __future__ import annotations

from tracker.extraction.rule import Rule

_GAP = r"(?:[^\s,;.]+\s+){1,6}?"
_LONG_GAP = r"(?:[^\s;.]+\s+){1,9}?"

HIRING: tuple[Rule, ...] = (
    # -- begun
    Rule(
        "take client",
        "FC",
        "act",
        "new",
        r"(?<=firm\s)added(?=\s+(?:the\s+)?(?-i:[A-Z]))|(?<=lobbyist\s)added(?=\s+(?:the\s+)?(?-i:[A-Z]))"
        r"|(?:t(?:ook|akes?|aken|aking)|sign(?:ed|s|ing)?|add(?:ed|s|ing)?|gain(?:ed|s)?|pick(?:ed|s"
        r"|ing)?)\s+(?:on\s+|up\s+)?"
        r"(?:[^\s;.]+\s+){1,9}?as\s+(?:an?|its|their|his|her)\s+(?:\w+\s+)?clients?\b",
    ),
    Rule(
        "begin work",
        "FC",
        "act",
        "new",
        r"(?:beg[aiu]ns?|beginning|start(?:s|ed|ing)?|went\s+to\s+work|go(?:es)?\s+to\s+work"
        r"|set\s+to\s+work)\s+(?:to\s+)?(?:(?:represent"
        r"|advis|lobby|promot)(?:e|ing)?\b|(?:work(?:ing)?|act(?:ing)?|speak(?:ing)?|lobby(?:ing)?|consult(?:ing)?"
        r"|its\s+work)\s+(?:for|on\s+behalf\s+of)|for\b)",
    ),
    Rule(
        "will represent",
        "FC",
        "act",
        "new",
        r"(?:will|is\s+(?:now\s+)?to|are\s+to|shall|now)\s+(?:also\s+|now\s+"
        r"|soon\s+)?(?:represents?\b(?!\s+(?:[^.;]{1,60}\s)?in\s+(?:court|the\s+(?:case|suit|trial)))"
        r"|(?:lobby|speak|act|work|advocate|consult)s?\s+(?:[^\s.,;]+\s+){0,4}?(?:for|on\s+behalf\s+of)\b)",
    ),
    Rule(
        "file for",
        "FC",
        "act",
        "new",
        r"(?:fil(?:ed|es|ing)|signed)\s+(?:papers\s+|forms\s+|paperwork\s+|a\s+registration\s+)?(?:to\s+(?:represent"
        r"|lobby|act)"
        r"|as\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:agents?|lobbyists?|representatives?)\s+(?:for|of))\b"
        r"|(?:disclos|report)(?:ed|es|s|ing)\s+(?:a\s+)?(?:new\s+)?(?:work(?:ing)?|representing|lobbying|contract"
        r"|business|engagement)\s+"
        r"(?:for|with|from|on\s+behalf\s+of)\b",
    ),
    Rule(
        "name adviser",
        "CF",
        "act",
        "new",
        r"nam(?:ed|es|ing)(?=\s+[^.;]{3,70}?\s(?:its|their|as|his|her|the)\s+(?:[\w-]+\s+){0,5}?(?:advis[eo]rs?"
        r"|agency|agencies"
        r"|lobbyists?|consultan(?:ts?|cy)|counsel|representatives?|firm|agents?)\b)",
    ),
    Rule(
        "choose",
        "CF",
        "act",
        "new",
        r"(?:opt(?:ed|s|ing)\s+for|settl(?:ed|es|ing)\s+on|procur(?:ed|es|ing)\s+(?:the\s+)?(?:services\s+of)?"
        r"|sign(?:ed|s)\s+up(?=\s+(?:the\s+)?(?-i:[A-Z]))"
        r"|(?:acquir|obtain|bought|us|buy|ha(?=[sd])|have|enjoy)(?:ed|es|s|ing|d)?\s+(?:the\s+)?services\s+of"
        r"|(?:mov|shift|switch|plac|transferr)(?:ed|es|ing)\s+(?:its|their|the|his"
        r"|her)\s+(?:[\w-]+\s+){0,3}?(?:account|business|work|brief)\s+(?:to|with)"
        r"|outsourc(?:ed|es|ing)|replac(?:ed|es|ing)\s+(?:[^\s,;.]+\s+){1,6}?with"
        r"|engag(?:ed|es|ing)\s+with(?=\s+(?:the\s+)?(?-i:[A-Z])[^.;]{3,60}\s(?:to|for|at|under)\b)"
        r"|enlists?\s+the\s+help\s+of)\b",
    ),
    Rule(
        "promise pay",
        "CF",
        "act",
        "new",
        r"(?:promis(?:ed|es|ing)|offered\s+and\s+paid|guarante(?:ed|es))(?=\s+(?:to\s+pay|[^.;]{3,60}\s(?:US|C|A"
        r"|HK)?[$€£]\s?\d|(?:US|C|A)?[$€£]\s?\d))",
    ),
    Rule(
        "hire",
        "CF",
        "act",
        "new",
        r"(?:(?:re-?)?hir(?:ed|es|e|ing|es)|retain(?:ed|s|ing)?|(?:re-?)?engag(?:ed|es|ing"
        r"|e)(?!\s+(?:in(?!\s+(?:\d{4}|(?:early|late|mid|January|February|March|April|May|June|July|August"
        r"|September|October|November|December)\b))|with)\b)|enlist(?:ed|s|ing)?"
        r"|tapp(?:ed|ing)|taps|recruit(?:ed|s|ing)?|(?<!sub)contracted(?!\s+out)|appoint(?:ed|s|ing)?"
        r"|commissioned|employ(?:ed|s|ing)?(?!\s+(?:\w+\s+)?(?:\d|people|workers|staff|more\s+than))|select(?:ed|s"
        r"|ing)|chose[n]?|pick(?:ed|s)(?!\s+up)|onboard(?:ed|s)"
        r"|secur(?:ed|es|ing)\s+(?:the\s+)?(?:services|help)\s+of|snapp(?:ed)\s+up|woo(?:ed)|instruct(?:ed|s))\b",
    ),
    Rule(
        "bring in",
        "CF",
        "act",
        "new",
        r"(?:(?:found|finds)\s+(?:(?:itself|himself|herself|themselves)\s+)?(?:an?|its|his"
        r"|their)\s+(?:\w+\s+){0,2}?(?:advocates?"
        r"|lobbyists?|voice|champion|spokes\w+|advis[eo]rs?|representatives?|agents?|firm)|br(?:ought|ings?"
        r"|inging)\s+(?:" + _GAP + r")?(?:on|in|aboard|back)(?:\s+board)?"
        r"|t(?:ook|akes?|aken|aking)\s+(?!\w+\s+up\b|(?:effect|place|office|power|aim|part|advantage|issue|stock"
        r"|hold|shape|root|time)\b)(?:" + _GAP + r")?on(?!\s+(?:the|a)\s+(?:role|task|job|issue))"
        r"|turn(?:ed|s|ing)?\s+(?:(?:instead|again|back|for\s+(?:help|advice|support)|also|now"
        r"|once\s+more)\s+)?to(?!\s+be\b)"
        r"|(?:gone|went|goes|going)\s+(?:back\s+)?to(?=\s+(?:the\s+|a\s+)?(?-i:[A-Z]))"
        r"|call(?:ed|s|ing)\s+(?:in|on|upon)|draft(?:ed|s|ing)\s+in|look(?:ed|s"
        r"|ing)\s+to(?=\s+(?:the\s+)?(?-i:[A-Z]))|roped\s+in|ropes\s+in|enroll?(?:ed|s)|(?:(?:has|have|had|also|it"
        r"|they|which|then|recently)\s+)add(?:s|ed)(?=\s+(?:the\s+)?(?-i:[A-Z]))|add(?:s|ed|ing)?\s+"
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
        r"ha(?:s|ve|d)(?=\s+(?:the\s+)?(?-i:[A-Z])[^.;,]{3,50}?\s+(?:[a-z]+ing\b|on\s+(?:an?|its|the|board|call|hand"
        r"|retainer|contract)\b|(?:at|by|on)\s+(?:its|his|her|their)\s+side\b|in\s+(?:its|his|her|their)\s+corner\b"
        r"|to\s+(?:help|lobby|represent|thank)\b|at\s+work\b|under\s+contract\b))",
    ),
    Rule(
        "go with",
        "CF",
        "act",
        "new",
        r"(?:team(?:s|ed|ing)?\s+up|join(?:s|ed|ing)?\s+forces|contract(?:ed|ing)|went|gone|partner(?:ed|ing))\s+with"
        r"(?=\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}(?-i:[A-Z]))",
    ),
    Rule(
        "put in hands",
        "CF",
        "act",
        "new",
        r"(?:put|puts|placed|places|laid|left|leaves|entrusted)\s+(?:[^\s;.]+\s+){1,8}?in(?:to)?\s+the\s+hands\s+of"
        r"|(?:accept(?:ed|s)|enlist(?:ed|s)|sought\s+and\s+got|obtain(?:ed|s)|g(?:ot|ets)|buy(?:s|ing)?|bought)\s+"
        r"(?:(?:itself|himself|herself|themselves)\s+)?(?:some\s+|the\s+)?(?:help|advice|assistance|counsel|support)"
        r"\s+(?:from|of)\b"
        r"|(?:swap(?:ped|s)|exchang(?:ed|es)|trad(?:ed|es))\s+(?:[^\s,;.]+\s+){1,6}?for(?=\s+(?-i:[A-Z]))",
    ),
    Rule(
        "go to",
        "CF",
        "act",
        "new",
        r"(?:(?<=contract\s)|(?<=account\s)|(?<=brief\s)|(?<=business\s)|(?<=work\s)|(?<=job\s)|(?<=mandate\s)"
        r"|(?<=deal\s)|(?<=assignment\s))(?:has\s+gone|have\s+gone|went|goes|fell|falls)\s+to\b",
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
        r"|(?:is|are|was|were)\s+(?:(?:the|a)\s+(?:newest|latest|new|first|most\s+recent)|now\s+(?:also\s+)?an?"
        r"|now)\s+clients?\s+of)",
    ),
    Rule(
        "new client",
        "FC",
        "act",
        "new",
        r"(?:ha(?:s|ve|d)|g(?:ets?|ot|ained)|found|adds?|added)\s+(?:\w+\s+){0,2}?new\s+(?:\w+\s+)?clients?\b"
        r"|(?:its|his|her|their|whose)\s+(?:newest|latest|new)\s+(?:\w+\s+)?clients?\s+(?:is|are|include|was)\b"
        r"|new\s+(?:on\s+the\s+(?:register|books|list|roster)|registrations?|sign-?ups?|clients?"
        r"|business)(?=[^.]{0,30}:)",
    ),
    Rule(
        "approve",
        "CF",
        "act",
        "new",
        r"(?:approv(?:ed|es|ing)|ok'?d|okayed|authori[sz](?:ed|es)|ratified)(?=\s+(?:[^\s.;]+\s+){0,8}?(?:contracts?"
        r"|agreements?"
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
        r"(?:sign(?:ed|s|ing)?(?:\s+(?:up|on|off))?(?!\s+(?:of|that|language|into\s+law"
        r"|(?:an?|the)\s+(?:executive\s+|presidential\s+)?(?:orders?|bill|laws?|decree|act|measure|treaty)\b))|ink(?:ed|s|ing)"
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
        r"|(?:pick(?:ed|s|ing)\s+up|re-?upped\s+with)(?=\s+(?:the\s+)?(?-i:[A-Z]))|pick(?:ed|s"
        r"|ing)\s+up(?=\s+(?:\S+\s+){0,8}?(?:contract|pact|deal|account|brief|client|business|work))"
        r"|scoop(?:ed|s)\s+up|snagg?(?:ed|s)|bagg(?:ed)|grabb(?:ed))",
    ),
    Rule(
        "register lobbyist",
        "CF",
        "act",
        "new",
        r"regist(?:ered|ers)(?=\s+(?:the\s+)?(?:(?:law|lobbying|pr)\s+)?(?:firm\s+"
        r"|agency\s+)?(?-i:[A-Z])[^.;,]{3,50}?\s+to\s+(?:lobby|talk|speak|meet|press"
        r"|represent|advise))",
    ),
    Rule(
        "register",
        "FC",
        "act",
        "new",
        r"(?<!foreign\sagents\s)regist(?:er(?:ed|s|ing)?|ration)\s+(?:[^\s;,]+\s+){0,8}?(?:to\s+(?:represent"
        r"|lobby|speak|promote|act|work|advocate|advise)|for(?!\s+(?:failing|not))"
        r"|on\s+(?:behalf\s+of|(?:its|their|his|her)\s+behalf)|as\s+(?:an?\s+|the\s+)?(?:foreign\s+)?(?:agents?"
        r"|lobbyists?)(?:\s+(?:for|of))?"
        r"|as\s+representing|its\s+work)\b"
        r"|registered\s+(?:foreign\s+)?agents?\s+(?:for|of)\b",
    ),
)
