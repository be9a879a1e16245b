"""The verbs and nouns by which a contract ends, goes on or is changed."""

from __future__ import annotations

from tracker.extraction.rule import Rule

_GAP = r"(?:[^\s,;.]+\s+){1,6}?"

CHANGES: tuple[Rule, ...] = (
    # -- ended
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
        r"no\s+longer\s+(?:works?|working|represents?|representing|represented|lobbies|lobbying|acts?|acting|serves?"
        r"|serving|advises?|advising|speaks?|speaking|promotes?|handles?|has|employs?|retains?|uses?|needs?"
        r"|(?:on\s+)?(?:its|the|their|his)\s+(?:payroll|books))\b|(?:stopped|ceased|quit|gave\s+up|given\s+up|giving\s+up|stops"
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
        r"end(?:ed|s|ing)\s+(?:its|their|his|her)\s+(?:\w+\s+){0,2}?(?:work|representation|lobbying"
        r"|services)\s+(?:for|of|with)\b"
        r"|(?:gave|gives|giv(?:en|ing))\s+(?:him|her|it|them)\s+up\b|terminations?(?=:)",
    ),
    Rule(
        "part",
        "SY",
        "act",
        "termination",
        r"(?:part(?:ed|s|ing)?\s+(?:ways|company)"
        r"|parted(?=\s+(?:in|last|on|after|amicably|at|this|from|with|when|by)\b)|(?:cut|sever|broke|breaks|break)(?:s|ed"
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
        r"|dismiss(?:ed|es|ing)|ax(?:ed|es|ing)|lets?\s+go(?:\s+of)?|lets?\s+(?:[^\s,;.]+\s+){1,7}?go\b"
        r"|cuts?\s+(?:[^\s,;.]+\s+){1,5}?loose|show(?:ed|s)\s+(?:[^\s,;.]+\s+){1,5}?the\s+door"
        r"|(?:not|no\s+longer)\s+(?:be(?:en)?\s+)?kept\s+on|dispens(?:ed|es|ing)\s+with|jettison(?:ed|s))\b",
    ),
    Rule(
        "resign account",
        "FC",
        "act",
        "termination",
        r"(?:resign(?:ed|s|ing)?\s+(?:the|its|from\s+the|their)\s+(?:\S+\s+){0,3}(?:account|contract|brief"
        r"|business)|withdr(?:ew|aws?|awn|awing)\s+(?:from|as)\b|quit(?:s"
        r"|ting)?\b(?=\s+(?:the|its|as|representing|working|working))"
        r"|(?:lost|los(?:es|ing)|g(?:a|i)ve(?:n|s)?\s+up|giving\s+up|drop(?:ped|s)?|quit|clos(?:ed|es))\s+(?:the|its|their"
        r"|that|an?)\s+(?:\S+\s+){0,4}?"
        r"(?:account|contract|retainer|job|brief)\b|clients?\s+(?:that\s+|which\s+)?(?:\S+\s+){0,4}?lost\b"
        r"|downed\s+tools|st(?:ood|epped|eps)\s+(?:down|aside)\s+as"
        r"|pull(?:ed|s)\s+out\b|call(?:ed|s)\s+it\s+quits|(?:was|were|are|is)\s+through\s+with)",
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
    # -- renewed, extended
    Rule(
        "renew",
        "SY",
        "act",
        "renewal",
        r"(?:(?<!automatic\s)(?<!automatically\s)renew(?:ed|s|ing|al|als)?|extend(?:ed|s|ing)?|extension"
        r"|prolong(?:ed|s|ing|ation)?"
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
    # -- changed
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
)
