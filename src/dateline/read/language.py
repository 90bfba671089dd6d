"""Is a text English? Decided by py3langid (docs/decisions/0009-language-detection.md)."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dateline.errors import NotEnglish

# Nigerian Pidgin is what the model takes short English sentences full of African names for.
ENGLISH = ("en", "pcm")

# A text is taken for another language if that is so many times as probable as English, and English less than this.
# Swept over 0.05 and 0.1, 2 to 10 times, on: 4,000 sentences of two countries and a verb ("Mali condemned Andorra."), 3
# of which are refused; 1,134 sentences of news of more than 25 characters, 1 refused; 295 whole news texts, none
# refused; the 484 example sentences of 66 languages that spaCy ships, 16 of a few words passed.
LEAST_ENGLISH = 0.1
TIMES = 10

# Characters looked at, half from the start and half from the middle: a foreign report may open in English.
SAMPLE = 3000

# A longer report whose sample is foreign is looked at in so many places, of so many characters; it is English if this
# share of them is. Reports print interviews in both languages: of 295 news texts two, 75 % and 43 % of them English.
WINDOWS = 12
WINDOW = 600
LEAST_WINDOWS = 4


@cache
def _identifier() -> LanguageIdentifier:
    """The model, which takes a second to load."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str) -> str:
    """The code of the text's language; `en` where nothing speaks against it, or a third of the text is English."""
    text = text.strip()
    if len(text) <= SAMPLE:
        return _language_of(text)
    middle = len(text) // 2
    code = _language_of(text[: SAMPLE // 2] + "\n" + text[middle : middle + SAMPLE // 2])
    if code == "en":
        return code
    starts = (len(text) * window // WINDOWS for window in range(WINDOWS))
    english = sum(_language_of(text[start : start + WINDOW]) == "en" for start in starts)
    return "en" if english >= LEAST_WINDOWS else code


def _language_of(sample: str) -> str:
    # Names tell where a story happens, not its language: "Brunei Darussalam met Mali" is English.
    common = " ".join(word for word in sample.split() if not word[0].isupper())
    ranks: dict[str, float] = dict(_identifier().rank(common or sample))
    english = sum(ranks.pop(code, 0.0) for code in ENGLISH)
    other, probability = max(ranks.items(), key=lambda item: item[1])
    return other if english < LEAST_ENGLISH and probability > TIMES * english else "en"


def require_english(text: str) -> None:
    """Raises `NotEnglish` unless the text seems to be English."""
    code = find_language(text)
    if code != "en":
        raise NotEnglish(
            f"not English, it seems to be {_name(code)}: translate it, or use --force to code it all the same"
        )


def _name(code: str) -> str:
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code
