"""The verbs of paying and of working for somebody, and the contract itself."""

from __future__ import annotations

from tracker.extraction.rule import Rule

# "the lobbying firm" tells of nobody's lobbying.
_LOBBY = (
    r"lobb(?:y|ied|ies|ying(?!\s+(?:firm|shop|contract|deal|agreement|group|giant|powerhouse|campaign|effort|arm|outfit"
    r"|compan|fee|disclosure|record|filing|regist|service|business|industry|agenc|work|account|pact|report|form|team"
    r"|blitz|push|drive)))"
)

WORK: tuple[Rule, ...] = (
    # -- paid
    Rule(
        "pay",
        "CF",
        "pay",
        "unknown",
        r"(?:p(?:ays?|aid|aying)|shell(?:ed|s|ing)\s+out|splash(?:ed|es|ing)?(?:\s+out)?|fork(?:ed|s"
        r"|ing)?\s+out|laid\s+out|lays\s+out"
        r"|spen(?:t|ds|ding)(?=\s+(?:\S+\s+){0,5}?(?:[$€£]|\S*\d))|(?:gave"
        r"|gives)(?=\s+(?:[^.;]{3,60}\s)?(?:US)?[$€£]?\d)|sen(?:t"
        r"|ds)(?=\s+[$€£])|commit(?:ted|s)|ow(?:es|ed)|will\s+pay|transferred|cough(?:ed|s)\s+up|wir(?:ed|es"
        r"|ing)(?=\s+(?:[^.;]{1,40}\s)?(?:US)?[$€£])|disburs(?:ed|es)|remitt(?:ed|s)|hand(?:ed|s)\s+over)\b",
    ),
    Rule(
        "receive",
        "FC",
        "pay",
        "unknown",
        r"(?:receiv(?:ed?|es|ing)|gets?|got|earn(?:ed|s|ing)?|collect(?:ed|s|ing)?|took\s+in|takes?\s+in"
        r"|taking\s+in|pocket(?:ed|s|ing)?"
        r"|bill(?:ed|ing)|bills(?=\s+(?:it|its|the|[$€£]|(?-i:[A-Z])))|dr(?:ew|aws?|awn|awing)|charg(?:ed|es|ing)"
        r"|(?:made|took|takes|taken|had)(?=\s+(?:US|C|A|HK)?[$€£]\s?\d)|brings?\s+in"
        r"|brought\s+in(?=\s+[$€£])|nett?(?:ed|s)|invoic(?:ed|es|ing)"
        r"|rak(?:ed|es|ing)\s+in|paid\s+by|reported(?=\s+(?:\S+\s+){0,3}[$€£]))\b",
    ),
    Rule(
        "account for",
        "CF",
        "pay",
        "unknown",
        r"account(?:ed|s|ing)\s+for(?=\s+(?:[^\s.;]+\s+){0,3}?[^\s.;]*\d)\b",
    ),
    Rule(
        "follow",
        "CF",
        "pay",
        "unknown",
        r"followed(?=\s+(?:on|in|at|with|last|a\s+(?:day|week|month)|[^\s.;]+\s+later)\b)",
    ),
    # -- relations
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
        "rely on",
        "CF",
        "relation",
        "unknown",
        r"(?:(?:rel(?:ied|ies|y|ying)|count(?:s|ed|ing)?|lean(?:s|ed|ing)?|depend(?:s|ed)?)\s+on"
        r"|(?:work(?:s|ed|ing)?|makes\s+do|made\s+do)\s+with)(?=\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}(?-i:[A-Z]))",
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
    # -- the thing itself
    Rule("replace", "SY", "deal", "unknown", r"(?:replac|succeed)(?:es|ed|ing)\b"),
    Rule(
        "deal",
        "SY",
        "deal",
        "unknown",
        r"(?:contracts?|agreements?|deals?|pacts?|retainers?|engagements?|accords?|arrangements?"
        r"|(?<!on\s)accounts?(?!\s+for)|fees?|(?:the|its|a|(?:four|five|six|seven|eight|multi)-figure)\s+brief(?!ly)"
        r"|assignments?|mandates?|registrations?|consultanc(?:y|ies)|memorandum\s+of\s+understanding)\b",
    ),
)
