"""A text made ready for reading: sentences, words, countries, and what each module asks of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tracker.extraction.foreign_words import FOREIGN_COUNTRIES
from tracker.extraction.languages import COMMON_WORDS, ENGLISH, GERMAN_NOUNS, detect_language
from tracker.extraction.lowered import lower
from tracker.extraction.sentences import Sentence, SentenceIndex, Token, split_sentences, split_tokens
from tracker.normalize.countries import CountryMention, country_code, find_countries
from tracker.records import PartialDate

# Marks after which a capital shows no name, since anything may begin there.
_OPENERS = frozenset("—–.!?•*")


@dataclass(slots=True)
class Document:
    """An article with its layers. ``tokens[n]`` are the words of sentence ``n``; ``low`` is the text in lower case."""

    text: str
    title: str
    published: PartialDate | None
    sentences: list[Sentence]
    tokens: list[list[Token]]
    lower_words: frozenset[str]
    inner_capitals: frozenset[str]
    language: str = ENGLISH
    low: str = ""
    countries: list[list[CountryMention]] = field(default_factory=list)

    @property
    def published_day(self) -> date | None:
        """The day of publication when it is known to the day, else the last day it can mean."""
        return self.published.last if self.published else None

    def slice(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]


def read_document(text: str, title: str = "", published: PartialDate | None = None) -> Document:
    """Cut a text into its layers. Never raises on any text."""
    sentences = split_sentences(text)
    language = detect_language(text) or ENGLISH
    plain = COMMON_WORDS[language] if language != ENGLISH else frozenset()
    plain |= GERMAN_NOUNS if language == "de" else frozenset()
    tokens = [split_tokens(text, sentence.start, sentence.end, plain) for sentence in sentences]
    lower_words = frozenset(token.text for words in tokens for token in words if token.text == token.lower)
    inner = frozenset(
        token.text
        for words in tokens
        for before, token in pairwise(words)
        if token.capital and before.text not in _OPENERS
    )
    document = Document(text, title, published, sentences, tokens, lower_words, inner, language, lower(text))
    document.countries = _countries_by_sentence(document)
    if language != ENGLISH:
        _add_foreign_countries(document)
    return document


def _countries_by_sentence(document: Document) -> list[list[CountryMention]]:
    found: list[list[CountryMention]] = [[] for _ in document.sentences]
    if found:
        index = SentenceIndex(document.sentences)
        for mention in find_countries(document.text):
            if mention.text[:4].lower() == "the ":
                mention = replace(mention, text=mention.text[4:], start=mention.start + 4)
            found[index.at(mention.start)].append(mention)
    return found


def _add_foreign_countries(document: Document) -> None:
    """Countries by their names in other languages: capitalised words, one or two, that are a country's label."""
    for tokens, found in zip(document.tokens, document.countries, strict=True):
        for at, token in enumerate(tokens):
            if not token.capital or len(token.text) <= 3 or any(c.start <= token.start < c.end for c in found):
                continue
            ends = [tokens[at + 1].end] if at + 1 < len(tokens) and tokens[at + 1].capital else []
            for end in (*ends, token.end):
                name = document.text[token.start : end]
                code = country_code(name) or FOREIGN_COUNTRIES.get(name.lower())
                if code:
                    found.append(CountryMention(code, name, token.start, end, "name"))
                    break
        found.sort(key=lambda country: country.start)
