"""Words that name no outcome by themselves; a phrase is trimmed of them at both ends."""

from __future__ import annotations

POINTING = """
    a an the this that these those there here it its their our his her we they which who whom whose them him us
    all any some both either each even another other others same corresponding respective
"""
JOINING = """
    and or but nor of in on at to for from by with without within into as per than then so if when where while during
    between among amongst through over under up out about after before versus vs compared not
"""
VERBS = """
    was were is are be been being had has have having did do does done can could may might would should will
    occurred occurring occur seen observed noted found noticed detected reported recorded achieved obtained present
    performed documented identified measured calculated estimated shown showed show exhibited exhibit experienced
    experience developed demonstrated demonstrate revealed reached reaching remaining remained became seemed appeared
    ranged ranging range included including include comprised consisted consisting constituted encountered attained
    gained yielded amounted accounted given known resulted resulting used using associated said considered evaluated
    assessed analyzed analysed
"""
MANNER = """
    also only just still most more less additional further respectively approximately nearly almost overall total
    totally least equal similar significantly significant statistically available successfully successful i.e e.g
    majority minority most
"""
CONNECTING = """
    however whereas whilst although though thus therefore moreover furthermore altogether addition additionally
    nevertheless nonetheless likewise
"""
PERSONS = """
    patients patient cases case subjects subject participants participant individuals persons people women men woman
    man children adults study series group groups
"""
STATISTICS = """
    mean median average rate rates number numbers percentage percentages proportion frequency incidence n value values
    result results ns
"""
TIME = "year years month months day days week weeks"

GLUE = frozenset(" ".join((POINTING, JOINING, VERBS, MANNER, CONNECTING, PERSONS, STATISTICS, TIME)).split())

# "mean time", "total score": of what is said before
MEASURES = """
    time times duration period length interval intervals level levels score scores value values size total
    change changes
"""
VAGUE = GLUE | frozenset(MEASURES.split())
