"""An invented paper as each database and reference manager writes it out."""

from __future__ import annotations

import csv
import gzip
import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

TITLE = "Early decompression & pain relief in thoracic metastases: a single-centre series"
ABSTRACT = (
    "We followed 43 consecutive patients (mean age 57 years, range 18-79) for 14.6±2.7 months after posterior "
    "decompression. Pain was relieved in 24 of 43 patients (55.8%), P < 0.05. Two patients died."
)
AUTHORS = ("Reyes A", "van Holm BC", "Ōta K")
JOURNAL = "Annals of Invented Surgery"
DOI = "10.9999/ais.2011.0043"
PMID = "99000043"
YEAR = 2011

LONG = ["Reyes, Ana", "van Holm, Bo C.", "Ōta, Kenji"]


@dataclass(frozen=True)
class Paper:
    """What is written out; authors, journal and year are the same for all."""

    title: str
    passages: tuple[tuple[str, str], ...]  # of the abstract: label ("" for none) and text
    doi: str
    pmid: str

    @property
    def abstract(self) -> str:
        """The abstract in one paragraph, as most databases print it."""
        return " ".join(f"{label}: {text}" if label else text for label, text in self.passages)


PAPER = Paper(TITLE, (("", ABSTRACT),), DOI, PMID)


def wrapped(tag: str, value: str, indent: str = "      ") -> str:
    return "\n".join(textwrap.wrap(value, 80, initial_indent=tag, subsequent_indent=indent, break_on_hyphens=False))


def escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;")


def pubmed(it: Paper = PAPER) -> bytes:
    people = "".join(
        f"<Author><LastName>{surname}</LastName><Initials>{initials}</Initials></Author>"
        for surname, initials in (("Reyes", "A"), ("van Holm", "BC"), ("Ōta", "K"))
    )
    passages = "".join(
        f"<AbstractText{f' Label={label!r}' if label else ''}>{escaped(text)}</AbstractText>"
        for label, text in it.passages
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet SYSTEM "http://dtd.example.org/pubmed.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{it.pmid}</PMID>
<DateRevised><Year>2019</Year></DateRevised><Article><Journal><JournalIssue><PubDate><Year>{YEAR}</Year></PubDate>
</JournalIssue><Title>{JOURNAL}</Title></Journal><ArticleTitle>{escaped(it.title)}</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">{it.doi}</ELocationID>
<Abstract>{passages}
<CopyrightInformation>(c) Nobody</CopyrightInformation></Abstract>
<AuthorList>{people}</AuthorList></Article></MedlineCitation><PubmedData><ReferenceList><Reference><ArticleIdList>
<ArticleId IdType="doi">10.1/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
</PubmedArticleSet>""".encode()


def nbib(it: Paper = PAPER) -> bytes:
    lines = [
        f"PMID- {it.pmid}", "OWN - NLM", "IS  - 0000-0000 (Print)", f"DP  - {YEAR} Mar 14", wrapped("TI  - ",
        it.title), "PG  - 1-9",
        f"LID - {it.doi} [doi]", wrapped("AB  - ", it.abstract), "FAU - Reyes, Ana", "AU  - Reyes A",
        "AD  - Ward 1, Town",
        "FAU - van Holm, Bo C", "AU  - van Holm BC", "FAU - Ōta, Kenji", "AU  - Ōta K", "LA  - eng",
        "PT  - Journal Article",
        "TA  - Ann Inv Surg", f"JT  - {JOURNAL}", "SO  - Ann Inv Surg. 2011 Mar 14;1(1):1-9.",
    ]  # fmt: skip
    return ("\n".join(lines) + "\n").encode()


def ris(*lines: str, end: str = "ER  - ") -> bytes:
    return ("\n".join([*lines, end]) + "\n").encode()


def scopus(it: Paper = PAPER) -> bytes:
    names = ("AU  - Reyes, A.", "AU  - van Holm, B.C.", "AU  - Ōta, K.")
    return ris(
        "TY  - JOUR", f"TI  - {it.title}", f"T2  - {JOURNAL}", "J2  - Ann. Inv. Surg.", "PY  - 2011", f"DO  - {it.doi}",
        *names,
        "AD  - Ward 1", f"AB  - {it.abstract}", "KW  - Spine", "DB  - Scopus",
    )  # fmt: skip


def ovid(it: Paper = PAPER) -> bytes:
    return (
        b"1.\n"
        + ris(
            "TY  - JOUR", "ID  - 5", f"DO  - http://dx.doi.org/{it.doi}", f"T1  - {it.title}", "A1  - Reyes, Ana",
            "A1  - van Holm, Bo C", "A1  - Ōta, Kenji", "Y1  - 2011//", f"N2  - {it.abstract}", f"JF  - {JOURNAL}",
            "JA  - Ann. Inv. Surg.", "SP  -", end="ER  -",
        )
        + b"\nLink to the full text: http://ovid.example.org\n\nC1  - Database: Embase\n\nSearch Strategy:\n\n----\n"
    )  # fmt: skip


def embase(it: Paper = PAPER) -> bytes:
    return b"\xef\xbb\xbf" + ris(
        "TY  - JOUR", "M3  - Article", "Y1  - 2011", f"JF  - {JOURNAL}", f"JO  - {JOURNAL}", "DB  - Embase",
        "U2  - L373", f"DO  - {it.doi}", "A1  - Reyes A.", "A1  - van Holm B.C.", "A1  - Ōta K.", f"T1  - {it.title}",
        f"N2  - {it.abstract}",
    ).replace(b"\n", b"\r\n")  # fmt: skip


def zotero(it: Paper = PAPER) -> bytes:
    html = it.abstract.replace("<", "&lt;")
    names = [f"AU  - {name}" for name in LONG]
    return ris(
        "TY  - JOUR", f"TI  - {escaped(it.title)}", *names, f"T2  - {JOURNAL}", f"AB  - <p>{html}</p>",
        "DA  - 2011/03/14/",
        "PY  - 2011", f"DO  - {it.doi}", "DP  - PubMed", f"AN  - PMID: {it.pmid}", "ER  - ", "",
    )  # fmt: skip


def rayyan(it: Paper = PAPER) -> bytes:
    return ris(
        "TY  - JOUR", "AN  - rayyan-14431", f"TI  - {it.title}", "Y1  - 2011", "Y2  - 3", f"T2  - {JOURNAL}",
        "AU  - A, Reyes", "AU  - van Holm, B C", "AU  - K, Ōta", f"DO  - {it.doi}", f"AB  - {it.abstract}",
    ).replace(b"\n", b"\n\n", 2)  # fmt: skip


def proquest(it: Paper = PAPER) -> bytes:
    names = [f"AU  - {name}" for name in LONG]
    return ris(
        "TY  - JOUR", f"T1  - {it.title}", f"AN  - 2214; {it.pmid}", f"AB  - {it.abstract}", f"JF  - {JOURNAL}", *names,
        "Y1  - 2011/03//", f"DO  - {it.doi}",
    )  # fmt: skip


def odd_case(it: Paper = PAPER) -> bytes:
    names = [f"au  - {name}" for name in LONG]
    return ris(
        "ty  - JOUR", "A1\t- Somebody Else", f"ti  - {it.title}", *names, "py  - 2011", f"jf  - {JOURNAL}",
        f"do  - {it.doi}",
        wrapped("ab  - ", it.abstract), end="er  - ",
    )  # fmt: skip


def one_space(it: Paper = PAPER) -> bytes:
    return scopus(it).replace(b"  - ", b" - ")


def cut_off(it: Paper = PAPER) -> bytes:
    return scopus(it).replace(b"ER  - \n", b"")


def wos(it: Paper = PAPER) -> bytes:
    lines = [
        "FN Clarivate Analytics Web of Science", "VR 1.0", "PT J", "AU Reyes, A", "   van Holm, BC", "   Ōta, K",
        "AF Reyes, Ana", "   van Holm, Bo C.", "   Ōta, Kenji", wrapped("TI ", it.title, "   "), f"SO {JOURNAL}",
        "LA English",
        wrapped("AB ", it.abstract, "   "), f"DI {it.doi}", f"PM {it.pmid}", "PY 2011", "ER", "", "EF",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def refer(it: Paper = PAPER) -> bytes:
    names = "\n".join(f"%A {name}" for name in LONG)
    return (
        f"%0 Journal Article\n%T {it.title}\n{names}\n%J {JOURNAL}\n%D 2011\n%X {it.abstract}\n%R {it.doi}\n".encode()
    )


def bibtex(it: Paper = PAPER) -> bytes:
    title = it.title.replace("&", r"{\&}").replace("thoracic", "{T}horacic".lower())
    text = it.abstract.replace("%", r"\%").replace("±", r"$\pm$").replace("P < 0.05", "$P < 0.05$")
    people = r"Reyes, Ana and van Holm, Bo C. and {\=O}ta, Kenji"
    return f"""@article{{rayyan-1,
  title={{{title}}},
  year={{2011}},
  author={{{people}}},
  journal = "{JOURNAL}",
  doi={{{it.doi}}},
  abstract={{{text}}},
}}
""".encode()


def endnote(it: Paper = PAPER) -> bytes:
    def styled(value: str) -> str:
        return f'<style face="normal" font="default">{escaped(value)}</style>'

    people = "".join(f"<author>{styled(name)}</author>" for name in LONG)
    return f"""<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="a.enl">a.enl</database>
<rec-number>1</rec-number><contributors><authors>{people}</authors></contributors><titles><title>{styled(it.title)}</title>
<secondary-title>{styled(JOURNAL)}</secondary-title></titles><dates><year>{styled("2011")}</year></dates>
<accession-num>{styled(it.pmid)}</accession-num><electronic-resource-num>{styled(it.doi)}</electronic-resource-num>
<abstract>{styled(it.abstract)}</abstract><remote-database-name>PubMed</remote-database-name></record></records></xml>
""".encode()


def table(it: Paper, delimiter: str, *columns: str, people: str = "; ") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerow(
        ["1", it.title, people.join(LONG if people == "; " else AUTHORS), "2011", JOURNAL, it.doi, it.abstract]
    )
    return out.getvalue().encode()


def covidence(it: Paper = PAPER) -> bytes:
    return b"\xef\xbb\xbf" + table(
        it, ",", "Covidence #", "Title", "Authors", "Published Year", "Journal", "DOI", "Abstract"
    )


def asreview(it: Paper = PAPER) -> bytes:
    return table(it, ",", "record_id", "title", "authors", "year", "journal", "doi", "abstract", people=", ")


def european(it: Paper = PAPER) -> bytes:
    return table(
        it, ";", "Nr", "Article Title", "Author(s)", "Publication Year", "Source title", "DOI", "Abstract Note"
    )


def tabbed(it: Paper = PAPER) -> bytes:
    return table(it, "\t", "key", "title", "authors", "year", "journal", "doi", "abstract", people=", ")


def excel(it: Paper = PAPER) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Notes of the team"])
    sheet = book.create_sheet("articles")
    sheet.append(["Search of 2011-05-01"])
    sheet.append(["key", "title", "year", "authors", "journal", "doi", "pubmed_id", "abstract"])
    sheet.append(["rayyan-1", it.title, 2011.0, " and ".join(LONG), JOURNAL, it.doi, int(it.pmid), it.abstract])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# name of the file -> what it holds, the kind it must be told for
WRITTEN: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pubmed.xml": (pubmed, "pubmed"),
    "pubmed.xml.gz": (lambda it: gzip.compress(pubmed(it)), "pubmed"),
    "utf16.xml": (
        lambda it: pubmed(it).decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"),
        "pubmed",
    ),
    "pubmed.nbib": (nbib, "medline"),
    "pubmed.txt": (nbib, "medline"),
    "scopus.ris": (scopus, "ris"),
    "ovid.ris": (ovid, "ris"),
    "embase.ris": (embase, "ris"),
    "zotero.ris": (zotero, "ris"),
    "rayyan.ris": (rayyan, "ris"),
    "proquest.txt": (proquest, "ris"),
    "odd-case.ris": (odd_case, "ris"),
    "one-space.ris": (one_space, "ris"),
    "cut-off.ris": (cut_off, "ris"),
    "savedrecs.txt": (wos, "wos"),
    "google.enw": (refer, "refer"),
    "rayyan.bib": (bibtex, "bibtex"),
    "endnote.xml": (endnote, "endnote"),
    "covidence.csv": (covidence, "table"),
    "asreview.csv": (asreview, "table"),
    "european.csv": (european, "table"),
    "tabbed.tsv": (tabbed, "table"),
    "rayyan.xlsx": (excel, "xlsx"),
}
