"""What the readers refused or noticed, in French."""

from collections.abc import Mapping

from framing.charts.words import french_spaces

# By the beginning that does not vary; `{}` stands where the rest is written, which is left out without it.
_FRENCH: Mapping[str, str] = {
    # Refused: any file
    "empty file": "fichier vide", "no text": "sans texte", "no title": "sans titre", "no doc_id": "sans doc_id",
    "file cannot be opened": "fichier impossible à ouvrir", "larger than": "fichier trop gros",
    "not a supported format": "format non pris en charge{}", "not a text": "pas un texte{}",
    "metadata without text": "des métadonnées sans texte", "a single short line, no article":
    "une seule ligne courte, pas d’article",
    "the bytes are neither UTF-8, UTF-16 nor Windows-1252 text": "octets qui ne sont ni UTF-8, ni UTF-16, ni "
                                                                 "Windows-1252",
    "the content is not text (binary data)": "contenu binaire, pas un texte",
    "the bytes are not": "octets d’un autre codage que{}",
    # Refused: archives, workbooks, pages
    "damaged zip archive": "archive zip abîmée{}", "damaged gzip file": "fichier gzip abîmé",
    "gzip file that ends too early": "fichier gzip tronqué",
    "a zip archive that unpacks to far more than its size": "archive zip démesurée une fois ouverte",
    "a gzip file that unpacks to far more than its size": "fichier gzip démesuré une fois ouvert",
    "a member of more than": "archive dont un fichier est trop gros", "damaged workbook": "classeur abîmé",
    "damaged Parquet file": "fichier Parquet abîmé", "RTF groups nested deeper than": "RTF trop profondément imbriqué",
    "not readable as HTML": "HTML illisible", "not readable as XML": "XML illisible",
    "not readable as PDF": "PDF illisible", "not valid JSON": "JSON non valide",
    "an HTML page without content": "page HTML vide",
    "the XML declares entities, which are never expanded": "XML qui déclare des entités, jamais développées",
    "a PDF of more than": "PDF trop gros", "a PDF without text (a scan?)": "PDF sans texte (numérisé ?)",
    "a PDF of several columns, whose order cannot be told; export HTML or text":
        "PDF à plusieurs colonnes, dont l’ordre est incertain ; exporter en HTML ou en texte",
    "a damaged e-mail": "courriel abîmé", "an e-mail without text": "courriel sans texte",
    "a page drawn by its scripts: it holds no text": "page dessinée par ses scripts, sans texte",
    "a page without running text": "page sans texte suivi", "a feed without an entry": "flux sans entrée",
    "an answer without an article": "réponse sans article", "a WARC without a page": "WARC sans page",
    # Refused: tables
    "table without rows": "tableau sans ligne", "no text column among": "aucune colonne de texte parmi{}",
    "more cells than the header": "plus de cellules que d’en-têtes", "duplicate id": "identifiant en double",
    "the text is not a string but": "le texte n’est pas une chaîne mais{}",
    "a text is not a string": "un texte n’est pas une chaîne",
    "not an object": "pas un objet", "not an object but": "pas un objet mais{}",
    "par_id is not a whole number from 1": "par_id n’est pas un entier à partir de 1{}",
    "par_id": "un par_id est donné deux fois", "unknown role": "rôle inconnu{}",
    "a table of counts, not of articles": "tableau de comptes, pas d’articles",
    "columns in place of": "nombre de colonnes inattendu", "no page title": "sans titre de page",
    # Refused: exports of press services and agencies
    "a Factiva answer without an article": "réponse Factiva sans article",
    "a Factiva text without an article": "texte Factiva sans article",
    "an Europresse page without an article": "page Europresse sans article",
    "a Prospéro context without its text (.txt) beside it": "contexte Prospéro sans son texte (.txt) à côté",
    "a TXM file without a <text>": "fichier TXM sans <text>",
    "a TEI document without paragraphs": "document TEI sans paragraphe",
    "the XML is damaged before or in this article": "XML abîmé avant cet article ou dedans",
    "a post of a social network, not an article": "message de réseau social, pas un article",
    "no outlet: not an article": "sans titre de presse : pas un article",
    "no date line between title and text": "pas de ligne de date entre titre et texte",
    "no line of words above the text": "pas de ligne du nombre de mots au-dessus du texte",
    "the service printed an error in place of the document": "le service a imprimé une erreur à la place du document",
    "an item without text": "élément sans texte", "an earlier revision of": "version antérieure de{}",
    # Noticed
    "damaged bytes replaced by U+FFFD": "octets abîmés, remplacés par U+FFFD",
    "two encodings in one file, read line by line": "deux codages dans un fichier, lu ligne à ligne",
    "unpaired surrogates replaced by U+FFFD": "demi-codets isolés, remplacés par U+FFFD",
    "unpaired surrogates in metadata replaced by U+FFFD": "demi-codets isolés dans les métadonnées, remplacés par "
                                                          "U+FFFD",
    "C1 control characters mapped back": "caractères de contrôle C1 rétablis",
    "invisible characters removed": "caractères invisibles retirés", "text brought to NFC": "texte mis en NFC",
    "suspected mojibake, left as found": "codage sans doute abîmé, laissé tel quel",
    "HTML entities, left as found": "entités HTML, laissées telles quelles",
    "suspected ISO-8859-15 (pass encoding='iso-8859-15')": "sans doute ISO-8859-15 (donner encoding='iso-8859-15')",
    "glued sentences, left as found": "phrases collées, laissées telles quelles",
    "single block, no paragraph break": "un seul bloc, sans alinéa",
    "empty paragraphs kept": "paragraphes vides gardés",
    "unparsed date": "date non comprise", "ambiguous date": "date ambiguë",
    "language not understood": "langue non comprise",
    "doc_id made unique by its path": "doc_id rendu unique par son chemin",
    "file name does not fit the pattern": "nom de fichier qui ne suit pas le modèle",
    "file without a row in the metadata table": "fichier sans ligne dans le tableau de métadonnées",
    "metadata row without a file": "ligne de métadonnées sans fichier",
    "metadata rows without a file name": "lignes de métadonnées sans nom de fichier",
    "metadata row not read": "ligne de métadonnées non lue",
    "metadata row repeats a file name, the first was taken": "nom de fichier répété dans les métadonnées, la première "
                                                             "ligne est prise",
    "metadata beside the text differ, those of the text were kept": "métadonnées d’à côté différentes, celles du texte "
                                                                    "sont gardées",
    "paragraphs of one article disagree, the first was taken": "paragraphes d’un article en désaccord, le premier est "
                                                               "suivi",
    "rows read as paragraphs": "lignes lues comme des paragraphes", "sheet not read": "feuille non lue",
    "rows with fewer cells than the header, filled up": "lignes plus courtes que l’en-tête, complétées",
    "text of exactly": "texte long comme la plus longue cellule : coupé par un tableur",
    "nested lists kept as JSON text": "listes imbriquées gardées en JSON", "not read": "non lu{}",
    "read from a PDF, paragraphs guessed": "lu dans un PDF, paragraphes devinés",
    "read from a saved message or MHTML": "lu dans un message enregistré ou un MHTML",
    "articles declared and articles found differ": "nombre d’articles annoncé et trouvé différents",
}
_LONGEST_FIRST = sorted(_FRENCH, key=len, reverse=True)


def reason_in(lang: str, reason: str) -> str:
    """Word a reason of the readers in a language; one without French words stays as it is, between quotation marks.

    Examples
    --------
    >>> from framing.summary.reasons import reason_in
    >>> reason_in("fr", "unknown role 'lead'"), reason_in("en", "no text"), reason_in("fr", "odd")
    ("rôle inconnu 'lead'", 'no text', '«\\xa0odd\\xa0»')
    """
    if lang != "fr":
        return reason
    told = reason.lstrip("0123456789 ")
    for beginning in _LONGEST_FIRST:
        rest = told.removeprefix(beginning)
        if told.startswith(beginning) and not rest[:1].isalnum():
            # What an error adds (`; got …; expected …`) is in the table of the refused.
            return french_spaces(_FRENCH[beginning].format(rest.partition("; ")[0].removesuffix(".")))
    return f"«\u00a0{reason}\u00a0»"
