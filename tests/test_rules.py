"""The rules room: what is read from it, and what is refused with file, rule, key and the nearest known word."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from extractor.errors import EvidenceError
from extractor.model import MEASURES, Example, Rule, Rules
from extractor.rooms import room
from extractor.rules import check_examples, did_you_mean, expand, load
from extractor.rules.patterns import FLAGS, faults, numbered

ROOT = Path(__file__).parent.parent

RULE = """
[[rule]]
id = "grip"
finds = "count"
says = "Kilograms of grip."
pattern = '''grip \\s of \\s (?P<value> {{ digits }} )'''
  [[rule.example]]
  text = "A grip of 12 was seen."
  expect = [{ value = "12" }]
  [[rule.example]]
  text = "A grip of steel."
  expect = []
"""
CONCEPT = """
[[concept]]
id = "grip_recovery"
label = "Grip recovered"
category = "functional_outcome"
synonyms = ["regained grip"]
"""
TERM = """
[[term]]
label = "condition"
text = "carpal tunnel syndrome"
"""
NOTHING = RULE.replace('finds = "count"', 'finds = "nothing"')


def folder(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """Return a user's rules folder that holds *files*."""
    place = tmp_path / "mine"
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def refusal(place: Path) -> str:
    """Return what loading *place* says, its path written as ``mine``."""
    with pytest.raises(EvidenceError) as refused:
        load(place)
    return str(refused.value).replace(str(place), "mine")


def test_the_packaged_rules_load_and_every_pattern_compiles_with_groups_that_are_read() -> None:
    packaged = load()
    assert {rule.id: faults(rule.pattern) for rule in packaged.rules if faults(rule.pattern)} == {}
    assert packaged.rules and packaged.concepts and packaged.terms


def test_every_packaged_rule_says_what_it_finds_and_shows_a_finding_and_a_near_miss() -> None:
    for rule in load().rules:
        assert rule.finds in (*MEASURES, "nothing")
        assert rule.says.endswith(".") and any(e.expect for e in rule.examples)
        assert any(not e.expect for e in rule.examples), rule.id


def test_the_packaged_ids_are_unique_and_written_as_the_readme_asks() -> None:
    ids = [rule.id for rule in load().rules]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in ids)


def test_what_a_rule_needs_is_in_every_example_it_finds_something_in() -> None:
    """Otherwise the rule would not be tried there."""
    for rule in load().rules:
        for example in rule.examples:
            if rule.needs and example.expect:
                assert any(need in example.text.lower() for need in rule.needs), (rule.id, example.text)


BAD = {
    "unknown key": (
        {"a.toml": RULE.replace("says =", "patern = 'x'\nsays =")},
        "mine/a.toml, rule 'grip': unknown key 'patern', did you mean 'pattern'?",
    ),
    "missing key": ({"a.toml": RULE.replace("says", "source")}, "mine/a.toml, rule 'grip': missing key 'says'"),
    "rule without an id": ({"a.toml": RULE.replace('id = "grip"', "")}, "mine/a.toml, rule 1: missing key 'id'"),
    "wrong shape": (
        {"a.toml": RULE.replace("says =", "needs = 'grip'\nsays =")},
        "mine/a.toml, rule 'grip': 'needs' must be a list of texts",
    ),
    "starts with something else": (
        {"a.toml": RULE.replace("says =", "starts = 'word'\nsays =")},
        "mine/a.toml, rule 'grip': 'starts' can only be \"number\", not 'word'",
    ),
    "unknown measure": (
        {"a.toml": RULE.replace('"count"', '"proprtion"')},
        "mine/a.toml, rule 'grip': unknown measure 'proprtion' in 'finds', did you mean 'proportion'?",
    ),
    "unknown group": (
        {"a.toml": RULE.replace("?P<value>", "?P<valeu>")},
        "mine/a.toml, rule 'grip': unknown group 'valeu' in the pattern, did you mean 'value'?",
    ),
    "unknown piece": (
        {"a.toml": RULE.replace("{{ digits }}", "{{ digts }}")},
        "mine/a.toml, rule 'grip': unknown piece 'digts', did you mean 'digits'?",
    ),
    "piece that uses itself": (
        {
            "lexicon.toml": "[pieces]\nthumb = '{{ finger }}'\nfinger = '{{ thumb }}'",
            "a.toml": RULE.replace("digits", "thumb"),
        },
        "mine/a.toml, rule 'grip': piece 'thumb' uses itself (thumb -> finger -> thumb)",
    ),
    "pattern that does not compile": (
        {"a.toml": RULE.replace("{{ digits }} )", "[0-9]+")},
        "mine/a.toml, rule 'grip': the pattern does not compile: "
        "missing ), unterminated subpattern, at 'grip \\s of \\s <here> (?P<value> [0-9]+'",
    ),
    "unknown field": (
        {"a.toml": RULE.replace("says =", "fields = { uint = 'kg' }\nsays =")},
        "mine/a.toml, rule 'grip': unknown field 'uint' in 'fields', did you mean 'unit'?",
    ),
    "unknown expected field": (
        {"a.toml": RULE.replace("{ value =", "{ vaule =")},
        "mine/a.toml, rule 'grip', example 1: unknown field 'vaule' in 'expect', did you mean 'value'?",
    ),
    "unknown key of an example": (
        {"a.toml": RULE.replace("  expect = []", "  expected = []")},
        "mine/a.toml, rule 'grip', example 2: unknown key 'expected', did you mean 'expect'?\n"
        "mine/a.toml, rule 'grip', example 2: missing key 'expect'",
    ),
    "no finding": (
        {"a.toml": RULE.replace('[{ value = "12" }]', "[]")},
        "mine/a.toml, rule 'grip': no example of a text it finds something in (expect = [{ … }])",
    ),
    "no near miss": (
        {"a.toml": RULE.replace("expect = []", 'expect = [{ value = "1" }]')},
        "mine/a.toml, rule 'grip': no near miss, an example it must find nothing in (expect = [])",
    ),
    "nothing without a reason": (
        {"a.toml": NOTHING},
        "mine/a.toml, rule 'grip': missing key 'reason': a rule that finds nothing says why its number is set aside",
    ),
    "a reason for a finding": (
        {"a.toml": RULE.replace("says =", "reason = 'a year'\nsays =")},
        "mine/a.toml, rule 'grip': key 'reason' is only for rules that find \"nothing\"",
    ),
    "id taken by a packaged rule": (
        {"a.toml": RULE.replace('"grip"', '"hazard-ratio"')},
        "mine/a.toml, rule 'hazard-ratio': this id is taken in rules/ratios.toml; choose another",
    ),
    "id taken in another file": (
        {"a.toml": RULE, "b.toml": RULE},
        "mine/b.toml, rule 'grip': this id is taken in mine/a.toml; choose another",
    ),
    "piece taken": (
        {"lexicon.toml": "[pieces]\ndigits = '[0-9]+'"},
        "mine/lexicon.toml, piece 'digits': this name is taken in rules/lexicon.toml; choose another",
    ),
    "one bracket": (
        {"a.toml": RULE.replace("[[rule]]", "[rule]")},
        "mine/a.toml: write [[rule]] with two brackets, one for each rule",
    ),
    "unknown table": (
        {"a.toml": RULE.replace("rule", "rules")},
        "mine/a.toml: unknown key 'rules', did you mean 'rule'?",
    ),
    "outcome beside the rules": ({"a.toml": CONCEPT}, "mine/a.toml: 'concept' tables belong in a file of outcomes/"),
    "misspelt folder": (
        {"outcome/a.toml": CONCEPT},
        "mine/outcome/a.toml: unknown folder 'outcome', did you mean 'outcomes'?",
    ),
    "not TOML": ({"a.toml": "id = "}, "mine/a.toml: not a TOML file: invalid value (at end of document)"),
    "no file": ({"a.txt": "x"}, "mine: no .toml file in this folder or its outcomes/ and terms/"),
    "unknown category": (
        {"outcomes/a.toml": CONCEPT.replace("functional_", "funtional_")},
        "mine/outcomes/a.toml, concept 'grip_recovery': "
        "unknown category 'funtional_outcome', did you mean 'functional_outcome'?",
    ),
    "unknown direction": (
        {"outcomes/a.toml": CONCEPT + "better = 'highest'"},
        "mine/outcomes/a.toml, concept 'grip_recovery': "
        "unknown direction 'highest' in 'better', did you mean 'higher'?",
    ),
    "id with a hyphen": (
        {"outcomes/a.toml": CONCEPT.replace("grip_", "grip-")},
        "mine/outcomes/a.toml, concept 'grip-recovery': an id is small letters, digits and _, such as 'pain_relief'",
    ),
    "unknown key of a concept": (
        {"outcomes/a.toml": CONCEPT.replace("synonyms", "synonims")},
        "mine/outcomes/a.toml, concept 'grip_recovery': unknown key 'synonims', did you mean 'synonyms'?\n"
        "mine/outcomes/a.toml, concept 'grip_recovery': missing key 'synonyms'",
    ),
    "concept taken": (
        {"outcomes/a.toml": CONCEPT.replace("grip_recovery", "csf_leak")},
        "mine/outcomes/a.toml, concept 'csf_leak': this id is taken in rules/outcomes/spine.toml; "
        "add 'extends = true' to add synonyms to it",
    ),
    "extends what is not there": (
        {"outcomes/a.toml": "[[concept]]\nid = 'csf_leek'\nextends = true\nsynonyms = ['x']"},
        "mine/outcomes/a.toml, concept 'csf_leek': no such concept to extend, did you mean 'csf_leak'?",
    ),
    "extends more than synonyms": (
        {"outcomes/a.toml": "[[concept]]\nid = 'csf_leak'\nextends = true\nbetter = 'lower'\nsynonyms = ['x']"},
        "mine/outcomes/a.toml, concept 'csf_leak': unknown key 'better'; known: extends, id, synonyms",
    ),
    "synonym of another concept": (
        {"outcomes/a.toml": CONCEPT.replace("regained grip", "CSF  LEAK")},
        "mine/outcomes/a.toml, concept 'grip_recovery': "
        "synonym 'CSF LEAK' belongs to 'csf_leak' (rules/outcomes/spine.toml)",
    ),
    "unknown label": (
        {"terms/a.toml": TERM.replace("condition", "conditon")},
        "mine/terms/a.toml, term 'carpal tunnel syndrome': unknown label 'conditon', did you mean 'condition'?",
    ),
}


@pytest.mark.parametrize(("files", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_where_what_and_the_nearest_known_word(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    assert refusal(folder(tmp_path, files)) == message


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "mine") == "mine: no such folder of rules"


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    place = folder(tmp_path, {"a.toml": ""})
    (place / "a.toml").write_bytes("# Kümmell".encode("latin-1"))
    assert refusal(place) == "mine/a.toml: not UTF-8 text; save the file as UTF-8"


def test_all_mistakes_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    files = {
        "a.toml": RULE.replace("says =", "sais =").replace('"count"', '"cuont"'),
        "outcomes/b.toml": CONCEPT.replace("label", "lable"),
    }
    assert [line.partition(": ")[2] for line in refusal(folder(tmp_path, files)).splitlines()] == [
        "unknown key 'sais', did you mean 'says'?",
        "missing key 'says'",
        "unknown key 'lable', did you mean 'label'?",
        "missing key 'label'",
    ]


def test_a_users_folder_adds_rules_outcomes_terms_and_pieces_and_may_use_packaged_pieces(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        {
            "lexicon.toml": "[pieces]\ngrasp = 'grip | grasp'",
            "a.toml": RULE.replace("grip \\s", "{{ grasp }} \\s"),
            "outcomes/hand.toml": CONCEPT,
            "terms/hand.toml": TERM + "synonyms = ['CTS']",
        },
    )
    packaged, both = load(), load(place)
    (rule,) = both.rules[len(packaged.rules) :]
    assert re.search(rule.pattern, "a GRASP of 12", FLAGS)["value"] == "12"  # type: ignore[index]
    (concept,) = both.concepts[len(packaged.concepts) :]
    assert (concept.id, concept.field) == ("grip_recovery", "hand")
    assert concept.synonyms == ("Grip recovered", "regained grip")
    assert [term.text for term in both.terms[len(packaged.terms) :]] == ["carpal tunnel syndrome", "CTS"]


def test_a_user_adds_synonyms_to_a_packaged_outcome_and_changes_nothing_else(tmp_path: Path) -> None:
    more = "[[concept]]\nid = 'csf_leak'\nextends = true\nsynonyms = ['dural weeping', 'CSF leak']"
    files = {"outcomes/a.toml": more}
    before = {c.id: c for c in load().concepts}
    after = {c.id: c for c in load(folder(tmp_path, files)).concepts}
    assert after["csf_leak"].synonyms == (*before["csf_leak"].synonyms, "dural weeping")
    assert before == {**after, "csf_leak": before["csf_leak"]}


def test_the_version_changes_with_a_file_and_not_with_its_folder(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", {"a.toml": RULE}), folder(tmp_path / "two", {"a.toml": RULE})
    assert load(one).version == load(two).version != load().version
    (two / "a.toml").write_text(RULE + "\n# a word more\n", encoding="utf-8")
    assert load(one).version != load(two).version


def test_the_same_folder_under_the_name_of_the_packaged_one_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--rules rules`` is the user's folder of that name, read beside the packaged files and not instead of them."""
    folder(tmp_path, {"ratios.toml": RULE}).rename(tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    assert {"grip", "hazard-ratio"} <= {rule.id for rule in load(Path("rules")).rules}


def test_loading_leaves_room_for_an_answer_at_once() -> None:
    """Half a second would be felt at every start; patterns compile when they are first used."""
    assert min(seconds_to_load() for _ in range(4)) < 0.5  # the best of a busy machine


def seconds_to_load() -> float:
    began = time.process_time()
    load()
    return time.process_time() - began


def test_a_piece_ends_with_its_own_comment() -> None:
    assert re.fullmatch(expand("{{ n }} x", {"n": "[0-9]  # a digit"}), "7x", FLAGS)


def test_a_group_that_stands_twice_is_numbered_and_explicit_numbers_are_kept() -> None:
    assert numbered("(?P<p>a)(?P<p_2>b)(?P<p>c)") == "(?P<p>a)(?P<p_2>b)(?P<p_3>c)"


def test_a_word_that_is_like_no_known_one_is_answered_with_the_few_there_are() -> None:
    assert did_you_mean("zzz", ["lower", "higher"]) == "; known: higher, lower"
    assert did_you_mean("zzz", [str(n) for n in range(300)]) == ""


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param([{"value": "12", "unit": "kg"}], [], id="a word may go unnamed"),
        pytest.param([{"value": "12", "sd": "3"}], ["'sd' is '3', expected None"], id="a number may not"),
        pytest.param([{"value": "12", "ci_low_2": "3"}], ["'ci_low_2' is '3', expected None"], id="nor one in a list"),
        pytest.param([{"value": "13"}], ["'value' is '13', expected '12'"], id="another number"),
        pytest.param([], ["0 found, 1 expected: []"], id="nothing"),
    ],
)
def test_an_example_is_compared_number_by_number(found: Sequence[Mapping[str, str]], said: list[str]) -> None:
    rule = Rule("grip", "count", "Grip.", "x", (Example("12 kg", ({"value": "12"},)),), "mine/a.toml")
    lines = check_examples(Rules((rule,), (), (), "0"), lambda _rule, _text: found)
    assert lines == [f"mine/a.toml, rule 'grip', example 1: {one}" for one in said]


def test_every_block_of_the_readme_is_a_file_that_loads_and_finds_its_examples(tmp_path: Path) -> None:
    from extractor.recognise.examples import fields

    blocks = re.findall(r"```toml\n(.*?)```", (room("rules") / "README.md").read_text(encoding="utf-8"), re.S)
    homes = {"rule": "numbers.toml", "concept": "outcomes/hand.toml", "term": "terms/hand.toml"}
    files = {home: "\n".join(b for b in blocks if b.startswith(f"[[{kind}]]")) for kind, home in homes.items()}
    known = load(folder(tmp_path, files))
    own = [rule for rule in known.rules if not rule.file.startswith("rules/")]
    assert len(blocks) == 4 and [rule.id for rule in own] == ["hedges-g"]
    assert check_examples(Rules(tuple(own), (), (), known.version), fields) == []


def test_only_the_rules_module_opens_the_rules_room() -> None:
    opens = re.compile(r"""room\(\s*["']rules["']\s*\)""")
    modules = (ROOT / "extractor").rglob("*.py")
    doors = [module for module in modules if opens.search(module.read_text(encoding="utf-8"))]
    assert doors == [ROOT / "extractor" / "rules" / "__init__.py"]
