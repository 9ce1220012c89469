"""What counts as right: spans, types, entities, eponyms, unknowns, pronouns, claims, statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graphbuild.annotation.pipeline import Annotator
from graphbuild.evaluating import GoldEssay, ablate, load_gold, score_essays
from graphbuild.model import AnnotatedEssay


def mention(start: int, text: str, type_: str, label: str, **more: Any) -> dict[str, Any]:
    end = start + len(text)
    return {"start": start, "end": end, "text": text, "type": type_, "label": label, **more}


def found(start: int, text: str, type_: str, label: str, **more: Any) -> dict[str, Any]:
    iri = f"{type_}/{label}"
    given = {"kind": "name", "iri": iri, "score": 0.9, "nil": False}
    return {**mention(start, text, type_, label), **given, **more}


def claim(subject: str, predicate: str, object_: str, **more: Any) -> dict[str, Any]:
    film, person = {"label": subject, "type": "film"}, {"label": object_, "type": "person"}
    given = {"status": "asserted", "confidence": 0.9}
    return {"subject": film, "predicate": {"name": predicate}, "object": person, **given, **more}


def scored(gold: dict[str, Any], mentions: list[Any], claims: list[Any] | None = None) -> Any:
    essay = GoldEssay("a.txt", Path("a.txt"), **{k: tuple(v) for k, v in gold.items()})
    return score_essays([essay], [{"mentions": mentions, "claims": claims or []}])


def totals(result: Any, name: str) -> tuple[int, int, int]:
    return tuple(result.measures[name].total)  # type: ignore[return-value]


def test_right_name_counts_for_extent_type_and_entity() -> None:
    """A name with its span, type and label right is right in all three."""
    result = scored(
        {"mentions": [mention(0, "Carol", "film", "Carol")]}, [found(0, "Carol", "film", "Carol")]
    )
    assert [totals(result, m) for m in ("spans", "types", "mentions")] == [(1, 1, 1)] * 3
    assert result.misses == []


def test_wrong_type_is_found_but_not_right() -> None:
    """The film taken for the woman counts for its extent only, and is listed as a miss."""
    gold = {"mentions": [mention(0, "Carol", "film", "Carol", eponym=True)]}
    result = scored(gold, [found(0, "Carol", "character", "Carol Aird")])
    assert totals(result, "spans") == (1, 1, 1)
    assert totals(result, "types") == (0, 1, 1)
    assert totals(result, "eponyms") == (0, 1, 1)
    assert "character Carol Aird" in result.misses[0].what


def test_two_entities_under_one_iri_are_not_both_right() -> None:
    """Two films of one title that the program takes for one cannot both count."""
    gold = {
        "mentions": [
            mention(0, "Rebecca", "film", "Rebecca"),
            mention(20, "Rebecca", "film", "Rebecca, 2020", alt=["Rebecca"]),
        ]
    }
    same = [found(0, "Rebecca", "film", "Rebecca"), found(20, "Rebecca", "film", "Rebecca")]
    apart = [same[0], {**same[1], "iri": "film/rebecca-2020"}]
    assert totals(scored(gold, same), "mentions") == (1, 2, 2)
    assert totals(scored(gold, apart), "mentions") == (2, 2, 2)


def test_optional_names_neither_help_nor_harm() -> None:
    """What readers may differ about is not counted, found or not."""
    gold = {"mentions": [mention(0, "America", "place", "America", optional=True)]}
    assert totals(scored(gold, [found(0, "America", "place", "America")]), "mentions") == (0, 0, 0)
    assert totals(scored(gold, []), "mentions") == (0, 0, 0)


def test_unknown_people_are_found_and_told_from_the_known() -> None:
    """A name of nobody known counts when the program says that it knows nobody of that name."""
    gold = {
        "mentions": [
            mention(0, "Oye", "person", "Oye", nil=True),
            mention(9, "Baker", "person", "Sean Baker"),
        ]
    }
    names = [found(0, "Oye", "person", "Oye", nil=True), found(9, "Baker", "person", "Sean Baker")]
    assert totals(scored(gold, names), "unknown") == (1, 1, 1)
    linked = [{**names[0], "nil": False}, {**names[1], "nil": True}]
    assert totals(scored(gold, linked), "unknown") == (0, 0, 1)
    taken = [names[0], found(9, "Baker", "person", "Baker", nil=True)]
    assert totals(scored(gold, taken), "unknown") == (1, 2, 1)


def test_pronoun_counts_by_whom_it_means() -> None:
    """A pronoun is right when its entity is; one that is left open costs recall only."""
    gold = {"pronouns": [{"start": 4, "end": 7, "text": "she", "label": "Ani", "alt": ["Anora"]}]}
    right = found(4, "she", "character", "Anora", kind="pronoun")
    assert totals(scored(gold, [right]), "pronouns") == (1, 1, 1)
    assert totals(scored(gold, [{**right, "label": "Lulu"}]), "pronouns") == (0, 1, 1)
    assert totals(scored(gold, []), "pronouns") == (0, 0, 1)


def test_claims_count_in_their_direction_and_status() -> None:
    """A required claim must be asserted; what must not be asserted counts against precision."""
    gold = {
        "required": [[["Carol"], ["director"], ["Todd Haynes"]]],
        "not_asserted": [[["Carol"], ["director"], ["Kate Lin"]]],
    }
    right, wrong = claim("Carol", "director", "Todd Haynes"), claim("Carol", "director", "Kate Lin")
    assert totals(scored(gold, [], [right]), "claims") == (1, 1, 1)
    assert totals(scored(gold, [], [{**right, "status": "hypothetical"}]), "claims") == (0, 0, 1)
    both = scored(gold, [], [right, wrong])
    assert both.wrongly_asserted == 1
    assert both.measures["claims"].total.precision < 1


def test_claim_about_the_wrong_type_does_not_count() -> None:
    """A character does not direct a film, whatever the label."""
    gold = {"required": [[["Carol"], ["director"], ["Todd Haynes"]]]}
    wrong = claim("Carol", "director", "Todd Haynes")
    wrong["object"]["type"] = "character"
    assert totals(scored(gold, [], [wrong]), "claims")[0] == 0


def test_status_needs_the_claim_with_one_of_its_statuses() -> None:
    """A theory counts when it is there as a theory."""
    gold = {"status": [[["Carol"], ["director"], ["Kate Lin"], ["hypothetical", "attributed"]]]}
    theory = claim("Carol", "director", "Kate Lin", status="attributed")
    assert totals(scored(gold, [], [theory]), "status") == (1, 1, 1)
    assert totals(scored(gold, [], [{**theory, "status": "asserted"}]), "status") == (0, 1, 1)


def _shared_score(shared: Path, what: str, gold: Path, out: Path) -> dict[str, Any]:
    command = [sys.executable, str(shared / "tools" / "score.py"), what, str(gold)]
    run = subprocess.run([*command, "--out", str(out)], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def tune(root: Path) -> tuple[GoldEssay, ...]:
    gold = root / "data" / "gold"
    return load_gold([gold / "passages_tune_mentions.json", gold / "passages_tune_claims.json"])


@pytest.mark.model
def test_measures_are_the_shared_scorers(
    annotator: Annotator,
    tune: tuple[GoldEssay, ...],
    root: Path,
    shared: Path,
    tmp_path: Path,
) -> None:
    """On real output, the figures are those of the scorer that results are judged with."""
    from graphbuild.reading import read_path

    annotated: list[AnnotatedEssay] = [annotator.annotate(read_path(g.path)) for g in tune]
    answers = [a.as_json() for a in annotated]
    for essay, answer in zip(tune, answers, strict=True):
        (tmp_path / f"{essay.path.stem}.json").write_text(json.dumps(answer), encoding="utf-8")
    result = score_essays(tune, answers)
    gold = root / "data" / "gold" / "passages_tune_mentions.json"
    names = _shared_score(shared, "mentions", gold, tmp_path)
    total = result.measures["mentions"].total
    assert (round(total.precision, 3), round(total.recall, 3)) == (names["P"], names["R"])
    assert list(totals(result, "eponyms")[::2]) == names["eponym"]
    people = _shared_score(shared, "pronouns", gold, tmp_path)
    assert round(result.measures["pronouns"].total.f1, 3) == people["F1"]
    claims = _shared_score(shared, "claims", gold.with_name("passages_tune_claims.json"), tmp_path)
    assert totals(result, "claims")[::2] == (claims["found"], claims["of"])
    assert list(totals(result, "status")[::2]) == claims["status"]
    assert (result.wrongly_asserted, result.unlisted) == (
        claims["wrongly_asserted"],
        claims["unlisted"],
    )


@pytest.mark.model
def test_leaving_pronouns_out_costs_them_and_nothing_of_the_names(
    annotator: Annotator, tune: tuple[GoldEssay, ...]
) -> None:
    """An ablation changes what its part does and leaves the rest alone."""
    whole, bare = ablate(annotator, tune[:3], [frozenset(), frozenset({"pronouns"})])
    assert bare.scored.measures["pronouns"].total.right == 0
    assert whole.scored.measures["pronouns"].total.right > 0
    assert bare.scored.measures["mentions"].total == whole.scored.measures["mentions"].total
