"""Any installed spaCy or scispaCy pipeline as a recogniser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import EvidenceError
from extractor.language.recogniser import Named, apart
from extractor.model import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

# the labels of the pipelines people have -> ours; a label of ours stands for itself, any other is passed over.
# ENTITY is all that en_core_sci_* says ("something biomedicine has a name for"): it may name an outcome, and where
# the dictionary knows better the dictionary wins
MEANING = {
    "DISEASE": "condition", "CANCER": "condition", "PATHOLOGICAL_FORMATION": "condition", "PROBLEM": "condition",
    "CHEMICAL": "intervention", "SIMPLE_CHEMICAL": "intervention", "DRUG": "intervention", "TREATMENT": "intervention",
    "ENTITY": "outcome", "GPE": "location", "NORP": "ethnicity", **{label.upper(): label for label in LABELS},
}  # fmt: skip
# what en_core_sci_* calls an entity in every abstract, and no outcome is
IDLE_WORDS = """
    patient patients study studies group groups case cases result results method methods conclusion conclusions
    background objective purpose aim treatment mean median range years months days weeks age sex men women male
    female data analysis evaluated performed reported
"""
IDLE = frozenset(IDLE_WORDS.split())
# a pipeline's own sentences, tags and trees are not asked for, unless a ruler may need them
NOT_NEEDED = ("parser", "tagger", "lemmatizer", "attribute_ruler", "morphologizer", "senter", "abbreviation_detector")


class Installed:
    """The entities of an installed pipeline, with its labels put into our words."""

    def __init__(self, name: str) -> None:
        import spacy

        try:
            self._pipeline = spacy.load(name)
        except OSError as missing:
            raise EvidenceError(
                f"model '{name}' is not installed: no spaCy pipeline of that name or path. Pipelines of the scispaCy"
                " project (en_core_sci_md, en_ner_bc5cdr_md ...) are installed with pip from the archive on scispaCy's"
                " releases page, those of spaCy with 'python -m spacy download NAME'; without --model the built-in"
                " dictionary is used"
            ) from missing
        except (ValueError, ImportError) as broken:  # made for another spaCy, or with parts that are not installed
            raise EvidenceError(f"model '{name}' cannot be loaded: {str(broken).splitlines()[0]}") from broken
        rulers = [pipe for pipe in self._pipeline.pipe_names if "ruler" in pipe and pipe != "attribute_ruler"]
        if not rulers:
            idle = [pipe for pipe in NOT_NEEDED if pipe in self._pipeline.pipe_names]
            self._pipeline.disable_pipes(*idle)
        meta = self._pipeline.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def mentions(self, doc: Doc) -> list[Named]:
        """Return the entities whose label means something here, in order."""
        with self._pipeline.memory_zone():  # its words are forgotten again
            return apart(
                [
                    Named(entity.start_char, entity.end_char, MEANING[entity.label_.upper()])
                    for entity in self._pipeline(doc.text).ents
                    if entity.label_.upper() in MEANING and entity.text.lower() not in IDLE
                ]
            )
