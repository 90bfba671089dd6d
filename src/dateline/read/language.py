"""Is a text English? Decided by py3langid (docs/decisions/0004-language-detection.md)."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dateline.errors import NotEnglish

# Nigerian Pidgin is what the model takes short English sentences full of African names for.
ENGLISH = ("en", "pcm")

# Swept from 0.02 to 0.5: over 294 news texts in English the least probability was 0.9999998 (0.105 for a stub that
# is a date and no more), over the example sentences of 66 languages that spaCy ships the greatest 0.068.
LEAST_ENGLISH = 0.1

# Characters looked at, half from the start and half from the middle: a foreign report may open in English.
SAMPLE = 3000


@cache
def _identifier() -> LanguageIdentifier:
    """The model, which takes a second to load."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str) -> str:
    """The code of the text's language; `en` where nothing speaks against it."""
    sample = text.strip()
    if len(sample) > SAMPLE:
        middle = len(sample) // 2
        sample = sample[: SAMPLE // 2] + "\n" + sample[middle : middle + SAMPLE // 2]
    ranks: dict[str, float] = dict(_identifier().rank(sample))
    english = sum(ranks.pop(code, 0.0) for code in ENGLISH)
    other, probability = max(ranks.items(), key=lambda item: item[1])
    # A text without letters has all languages alike.
    return other if english < LEAST_ENGLISH and probability > 2 * english else "en"


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
