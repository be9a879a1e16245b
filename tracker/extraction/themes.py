"""What a sentence speaks of: the firm or the contract told of before, an offer, goods, a court, a ranking."""

from __future__ import annotations

import re
from typing import Literal

from tracker.extraction.lexicon import TRADE_CUE
from tracker.extraction.lowered import compile_lower
from tracker.extraction.openings import compile_words

Theme = Literal[
    "firm",
    "deal",
    "trade",
    "other trade",
    "litigation",
    "crime",
    "ranking",
    "proposal",
    "offer",
    "since",
    "length",
    "calling",
]

_FIRM_ANAPHOR = compile_lower(
    r"\b(?:the|this|that|its|his|her)\s+(?:(?:lobby(?:ing)?|law|pr|public\s+(?:relations|affairs)|consulting"
    r"|communications|washington|d\.c\.|k\s+street|american|british|us|u\.s\.|canadian|same)\s+)*(?:firm|shop"
    r"|consultancy|lobbyists?|consultants?|agency|contractor)\b(?!['’]s\s+client)",
)
_DEAL_ANAPHOR = compile_lower(
    r"\b(?:the|this|that|its|his|their|under\s+the|a)\s+(?:[\w-]+\s+){0,3}?(?:contract|agreement|deal|pact"
    r"|retainer|engagement|accord|arrangement|fee|account|work|brief|documents?|filings?|disclosure|paperwork"
    r"|effort|services|cost|price|bill|mandate|assignment)\b",
)
_OPENING = compile_lower(r"\W*(?:it|they|this|he|she|terms)\b")
# The same in the other languages that are read.
_ABROAD = compile_lower(
    r"\b(?:le|l['’]|ce|cet|el|la|il|lo|l|o|a|der|die|das|este|dieser|bu|yeni)\s*(?:contrat|accord|convention|cabinet"
    r"|firme|société"
    r"|agence|contrato|acuerdo|convenio|firma|empresa|contratto|accordo|società|agenzia|acordo|convênio|escritório"
    r"|agência|vertrag|vereinbarung|honorar|agentur|kanzlei)\b|\b(?:sözleşme|anlaşma|şirket|firma)\w*|\b(?:honoraires"
    r"|honorarios|compenso|honorários|honorar)\b",
)
_OPENING_ABROAD = compile_lower(r"\W*(?:elle|il|sie|er|costerà|costará|vai\s+custar|bunun)\b")
# "That is for two years", "Both began in May"
_RUNS = compile_lower(
    r"\W*(?:(?:and|but|now)\s+)?(?:that|which|both|all\s+(?:this|of\s+it)|in\s+return|for\s+(?:this|that|its\s+money"
    r"|the\s+money))\b",
)
# In lower case only, as the next: firms are named after bridges and roads.
_OTHER_TRADE = compile_words(
    r"\b(?:frigates?|warships?|missiles?|(?<!think\s)tanks|fighter\s+jets|aircraft|helicopters?|drones?|weapons?"
    r"|munitions"
    r"|spare\s+parts|construction|demolition|trucking|supply\s+routes|shipyard|hotels?|stadium|power\s+plant"
    r"|refinery|sponsors?|sponsored|plead(?:ed)?\s+guilty|indict\w+|prosecutors|sentenced|convicted|charged\s+with"
    r"|bribes?|bribery|underwriters?|bond\s+issue|auditors?|architects?|engineers|engineering|caterers?|mercenar\w+"
    r"|to\s+(?:design|build|construct|audit|renovate|repair|supply|deliver|drill|haul|operate|run\s+the\s+airport)"
    r"|acqui(?:re[ds]?|ring|sition)|merg(?:e|ed|er|ers|ing)|take-?over|buy-?out|shareholders"
    r"|(?:television|broadcast|media|naming)\s+rights|football|soccer|recruit(?:ment|ing)\s+(?:firm|agency)"
    r"|builders?|barracks|bridges?|roads?|railways?|trucks|uniforms|equipment|software|satellites?|turbines?"
    r"|engines?|vaccines?"
    r"|vessels?|ferr(?:y|ies)|ships?\b(?!\s+(?:with|to))|locomotives?|trains|buses|radars?|howitzers?|artillery"
    r"|reactors?|liquefied|crude|paving|asphalt"
    r"|sewers?|plumbing|trash|landscap\w+|roof(?:s|ing)?|furniture|task\s+orders?|(?:[Dd]efen[cs]e\s+[Dd]epartment"
    r"|Pentagon|Air\s+Force|Navy|Army)\s+said"
    r"|(?:executive\s+)?search\s+firms?|head-?hunters?|independent\s+auditor|(?:to|will)\s+review\s+(?:the|its|our"
    r"|their)\s+(?:books|accounts|pipeline|business)"
    r"|commission\s+of\s+\S+\s+percent|kickbacks?"
    r"|trophy|prize|best\s+newcomer|judges\s+praised|winner\s+of\s+the|television\s+time|air\s+time|polling"
    r"|pollsters?|mailers|yard\s+signs|re-election"
    r"|wheat|cement|security\s+guards|bodyguards|cleaning|catering)\b",
)
# In lower case only: firms and streets are named after courts.
_LITIGATION = compile_words(
    r"\b(?:law-?suits?|sue[sd]?|suing|suits?\s+(?:against|brought|filed|over|by|in)|(?:file[ds]?|brought|in\s+a)\s+suit"
    r"|court|judges?|jury|plaintiffs?|defendants?|arbitrat\w+|tribunal|appeals?|damages|unpaid\s+(?:fees|bills"
    r"|invoices)"
    r"|breach\s+of|defamation|libel|class\s+action|lead\s+counsel|(?:patent|libel|fraud|criminal|civil"
    r"|arbitration)\s+(?:case|suit|claim|trial)"
    r"|(?:to|will)\s+defend\s+(?:it|him|her|them|itself|himself)|verdict|on\s+trial|settlements?)\b"
)
_PROPOSAL = compile_lower(
    r"\b(?:proposals?|proposed|bids?|bidd(?:ers?|ing)|tenders?|rfp|submitted|short-?list\w*|in\s+the\s+running"
    r"|weigh(?:s|ed|ing)|consider(?:s|ed|ing)|pitch(?:es|ed|ing)?|candidates?\s+for\s+the|talks\s+with"
    r"|in\s+search\s+of|asked\s+for|interviewed|competing|rejected|turned\s+down|declined)\b",
)
_ONLY_OFFERED = compile_lower(
    r"\b(?:(?:weigh|consider)(?:s|ed|ing)\s+(?:hir|sign|retain|an?\s+(?:offer|proposal|contract|deal))"
    r"|pitch(?:es|ed|ing)?\s+(?:its|his|their|for|to|the|a)\b|(?:in|began|opened|holding|held)\s+talks\s+(?:with"
    r"|about|over|to)"
    r"|(?:rejected|turned\s+down|declined|refused|spurned)\s+(?:an?|the|its|his|their)\s+(?:\w+\s+)?(?:offer|bid"
    r"|proposal|pitch"
    r"|contract|deal|services)|offer(?:ed|s|ing)?\s+(?:to\s+(?:represent|lobby|help|work)|its\s+services"
    r"|his\s+services|from)"
    r"|proposed\s+(?:to|a)\b|proposals?\s+(?:to|from|by)\b|short-?list\w*|request\s+for\s+proposals|invited\s+bids"
    r"|no\s+(?:such\s+)?(?:contract|agreement|deal)\s+(?:has|had|was|have|exist(?:s|ed)?|and|is|were)"
    r"|no\s+such\s+(?:contract|agreement|deal)"
    r"|(?:vot|decid|rul)(?:ed|ing|es)\b[^.;,]{0,40}?\bagainst\s+hiring|denied\s+(?:\w+\s+)?(?:reports|claims"
    r"|rumou?rs|having|that)"
    r"|(?:show(?:n|ed|s)?|express(?:ed|es)?)\s+(?:an\s+)?interest|expected\s+to\s+(?:apply|bid)"
    r"|submitted\s+(?:\w+\s+)?(?:proposals?|bids?|offers?)|weigh(?:s|ed|ing)?\s+whether"
    r"|would\s+have\s+(?:cost|paid|been\s+paid)|issued\s+a\s+tender|set\s+aside|bidders?|could\s+(?:earn|get|receive"
    r"|be\s+(?:paid|hired)|pay)"
    r"|(?:hopes?|wants?|plans?|seeks?|seeking|hoping|wanted|hoped)\s+to\s+(?:hire|retain|engage|sign|win|land))\b",
)
_RANKING = compile_lower(
    r"\b(?:revenues?|rank(?:ed|ing|ings|s)|top(?:ped|s|ping)\s+(?:the|a)|league\s+table"
    r"|highest[- ](?:earning|grossing|paid|revenue)"
    r"|biggest\s+(?:earners?|firms?)|did\s+best|followed\s+by|earners|took\s+the\s+largest\s+share|tied\s+(?:at|for)"
    r"|in\s+(?:first|second|third)\s+place)\b",
)
_SINCE = compile_lower(
    r"\bsince\s+(?:\w+\s+)?(?:\d{4}|last|early|late)\b|\bfrom\s+(?:\w+\s+)?(?:\d{4}|\w+)\s+(?:to|until|through"
    r"|till)\s+(?:\w+\s+)?(?:\d{4}|late|early)\b"
    r"|\bbetween\s+(?:\w+\s+)?\d{4}\s+and\s+(?:\w+\s+)?\d{4}\b|\bin\s+(?:the\s+)?(?:years\s+)?\d{4}\s+and\s+\d{4}\b"
    r"|\buntil\s+(?:\w+\s+)?\d{4}\b"
)
# "a six-month agreement", "for two years", "through March", "until the end of 2021"
_LENGTH = compile_lower(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|half\s+a|\d{1,2})[ -]"
    r"(?:years?|months?|weeks?|days?)(?:[ -](?:long|renewable))?\s+(?:contract|agreement|deal|pact|retainer|engagement"
    r"|arrangement|term|extension|renewal|consult\w+|lobby\w+|accord|mandate|brief|stint|assignment)"
    r"|\b(?:for|lasts?|lasting|runs?|running|over|of)\s+(?:an?\s+(?:initial|further)\s+|another\s+|at\s+least\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|half\s+a|an?|\d{1,2})\s+(?:more\s+)?"
    r"(?:years?|months?|weeks?)\b(?!\s+ago)|\b(?:yearlong|year-long|months-long|month-to-month|month\s+by\s+month)\b"
    r"|\b(?:through|until|till|to)\s+(?:the\s+end\s+of\s+)?(?:early\s+|mid-|late\s+|next\s+)?(?:january|february|march"
    r"|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_CRIME = compile_lower(
    r"\b(?:plead(?:ed|s)?\s+guilty|indict(?:ed|ment|ments)|convicted|sentenced\s+to|unregistered\s+agent"
    r"|money\s+laundering)\b",
)
_TRADE_WORD = compile_lower(TRADE_CUE)
_CALLING = compile_lower(
    r"lobb(?:y|ies|ied)|public[- ]affairs|public[- ]relations|\bpr\b|\bfara\b|foreign[- ]agents?|k\s+street"
    r"|government[- ](?:relations|affairs)"
    r"|media\s+relations|image|reputation|spin\s+doctor|publicist|advoca|influence|communications\s+(?:firm|agency"
    r"|strategy|consult\w+)"
    r"|press\s+(?:its|his|their|the)\s+case|speak\w*\s+for|(?:ties|standing|relations)\s+(?:with|in)\s+(?:washington"
    r"|congress|the\s+(?:u\.s\.|us|united))"
)
_THEMES: dict[Theme, re.Pattern[str]] = {
    "firm": _FIRM_ANAPHOR,
    "trade": _TRADE_WORD,
    "crime": _CRIME,
    "ranking": _RANKING,
    "proposal": _PROPOSAL,
    "offer": _ONLY_OFFERED,
    "since": _SINCE,
    "length": _LENGTH,
    "calling": _CALLING,
}


_AS_WRITTEN: dict[Theme, re.Pattern[str]] = {"litigation": _LITIGATION, "other trade": _OTHER_TRADE}


class Themes:
    """Tells of each sentence of a document what it speaks of; an answer is looked for once.

    "firm": "the firm" or the like. "deal": it goes on about a contract told of before. "trade": a word of lobbying,
    public relations or the like. "other trade": goods, works or arms. "litigation": a quarrel before a court.
    "ranking": what firms take in from all their clients. "proposal", "offer": what is only offered, sought or weighed.
    "calling": a word of lobbying or public relations proper, not of law or advice at large. "crime": a criminal case.
    "since": a relation that has lasted since some time. "length": how long something lasts, or until when.
    """

    def __init__(self, text: str, low: str) -> None:
        self._text = text
        self._low = low
        self._told: dict[tuple[Theme, int], bool] = {}

    def tell(self, theme: Theme, start: int, end: int) -> bool:
        """Whether the sentence ``start``:``end`` speaks of the theme."""
        key = (theme, start)
        if key not in self._told:
            self._told[key] = self._find(theme, start, end)
        return self._told[key]

    def anywhere(self, theme: Theme) -> bool:
        """Whether any sentence of the document speaks of the theme."""
        return bool(_THEMES[theme].search(self._low))

    def _find(self, theme: Theme, start: int, end: int) -> bool:
        if theme in _AS_WRITTEN:
            return bool(_AS_WRITTEN[theme].search(self._text, start, end))
        if theme == "deal":
            return self._goes_on(start, end) or self.tell("firm", start, end)
        return bool(_THEMES[theme].search(self._low, start, end))

    def _goes_on(self, start: int, end: int) -> bool:
        low = self._low
        if _DEAL_ANAPHOR.search(low, start, end) or _RUNS.match(low, start, end) or _ABROAD.search(low, start, end):
            return True
        return start == 0 and bool(_OPENING.match(low, 0, end) or _OPENING_ABROAD.match(low, 0, end))
