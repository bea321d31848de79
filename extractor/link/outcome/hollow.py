"""Names that say when, how much or how it was counted, but not what: they leave the outcome to a name before them.

``fell to 42 % at four years`` and ``22 postoperatively`` go on with what the sentence measured so far.
"""

from __future__ import annotations

import re

from extractor.link.phrases import says_something, words
from extractor.model import Span

COUNTED = """
    no se sd sem standard deviation error ls or hr rr ci adjusted unadjusted crude confidence interval figure figures
    medians means averages peak
    maximum minimum level levels pt pts pats vs kcal mmhg hg mm kg ml points point degrees grades
    minutes minute hours hour min seconds rmb yuan usd dollars euro
    l/min ml/min g/dl mg/dl mmol/l kg/m2 cm cm2 cm3 mg/cm2 mgy/cm2 microv mv mcg
    euros fisher fisher's exact test tests chi-square chi-squared log-rank logrank mann-whitney wilcoxon student's
    t-test paired unpaired anova independent two-sided one-sided log rank log-rank kaplan meier kaplan-meier logistic
    cox regression
    i ii iii iv therefore similarly altogether thus hence totally moreover furthermore additionally overall addition
    conclusion contrast fact consequently likewise interestingly importantly however nevertheless nonetheless
    nonsignificant non-significant insignificant respective
"""
COMPARED = """
    lower higher greater smaller larger longer shorter fewer different difference differences similar
    comparable same equivalent identical
"""
MOMENT = """
    baseline preoperative preoperatively postoperative postoperatively pre-operative post-operative pre-operatively
    post-operatively initial initially final finally admission discharge presentation pretreatment posttreatment later
    january february march april may june july august september october november december until
    entry preop postop intraoperatively thereafter afterward afterwards
"""
CHANGED = """
    improved worsened deteriorated fell rose reduced increased decreased corrected dropped declined changed
    lowered raised went grew
"""
HOLLOW = frozenset(" ".join((COUNTED, COMPARED, MOMENT)).split())
ALSO_CHANGED = HOLLOW | frozenset(CHANGED.split())
LED_TO = re.compile(r"\b(?:to|from|by|at)\s+(?:(?:a|an|the|only|about|approximately|nearly|almost)\s+)*$", re.I)


def hollow(text: str, name: Span | None, number: int) -> bool:
    """Say whether the words of *name* leave open what was measured.

    Args:
        number: Where the number begins; what ``fell to`` it is named elsewhere, what ``fell in`` it is a fall.
    """
    if name is None:
        return True
    empty = ALSO_CHANGED if LED_TO.search(text, max(0, number - 40), number) else HOLLOW
    said = [w.group().lower() for w in words(text, name.start, name.end) if says_something(w.group())]
    return bool(said) and all(word in empty for word in said)
