"""Which paragraphs are not part of the story: links to other stories, credits, desk signatures, datelines.

Rules look at a whole paragraph, from its first character, and only at short ones. A sentence that merely
begins like a link (« En savoir plus est un droit, a dit la ministre. ») ends with a full stop and stays body.
"""

import re

_MAX_WORDS = 25
_MAX_LETTERS = 240
_AGENCY = (r"(?:AFP|AP|Reuters|ANSA|DPA|EFE|Belga|ATS|TASS|Xinhua|PA|UPI|APA|Europa Press|agences?|agencies|"
           r"La Presse [Cc]anadienne|The Canadian Press|The Associated Press|Agence France-Presse)")
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][^\s.]*"
_NAME = rf"(?:{_CAPITALS}|[A-Z]\.)(?:[ -](?:{_CAPITALS}|[A-Z]\.|d[eu]|van|von|et|and|&))*"
_DATELINE = (r"(?=[A-ZÀ-ÖØ-Þ])[^.!?«“\"]{2,70}?(?:Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)?\.?"
             rf"[^.!?«“\"]{{0,12}}\({_AGENCY}(?:/{_AGENCY})*\) ?(?:[-–—]|--)")

# A day or an hour, as a time stamp gives it: nothing but weekdays and months may stand before the figures.
_STAMP = (r"(?:[^\W\d_]{2,9}\.?,? ){0,3}(?:\d{1,2}(?:er|st|nd|rd|th)? [^\W\d_]{3,9}\.?,? (?:à |at )?\d|"
          r"\d{1,2} ?[:h] ?\d\d|\d{4}-\d{1,2}-\d|\d{1,2}/\d{1,2}/\d{2}|"
          r"(?:[A-Z][a-z]{2,8}\.? )?\d{1,2}(?:st|nd|rd|th)?, \d{4})")

# Kind of line → (pattern for the whole paragraph, may it end with a full stop?). First match wins.
_RULES = (
    ("dateline_only", rf"{_DATELINE}$", True),
    ("dateline_prefix", rf"{_DATELINE} ?\S", True),
    ("paywall", r"(?i:(?:cet )?article réservé aux abonnés|contenu réservé aux abonnés|"
                r"la suite est réservée (?:à nos|aux) abonnés|"
                r"il vous reste [\d.,]+ ?% de cet article|this (?:article|story) is for subscribers|"
                r"subscribe to (?:continue|read))", True),
    ("promo", r"(?i:en savoir plus sur nos (?:abonnements|offres)|abonnez-vous|inscrivez-vous|s['’]abonner|"
              r"suivez-nous|temps de lecture|publicité$|partager$|newsletter$|advertisement$|\d+ min read$|"
              r"sign up (?:for|to)|subscribe (?:to|now)|follow us on|share this (?:article|story)|"
              r"(?:your )?reading time)", False),
    ("promo", r"(?i:(?:sign up (?:for|to)|subscribe to|inscrivez-vous à|recevez|abonnez-vous à) "
              r"(?:our|the|notre|la|nos) (?:\w+ ){0,3}newsletters?\b)", True),
    ("related", r"(?i:(?:à )?lire(?: aussi| également)?(?: en)? pages? \d+\.?$)", True),
    ("related", r"(?i:(?:en savoir plus|(?:à )?lire (?:aussi|également)|(?:à )?voir (?:aussi|également)|"
                r"à écouter(?: aussi)?|sur le même sujet|pour aller plus loin|read more|more on this story|"
                r"related(?: stor(?:y|ies)| articles?)?|see also|read also|also read|watch))"
                r"[ \u00a0\u202f]?(?::|>>|»|→)", True),
    ("related", r"(?:En savoir plus|EN SAVOIR PLUS|(?:À l|A l|L)ire (?:aussi|également)|(?:À |A )?LIRE AUSSI|"
                r"Voir (?:aussi|également)|À écouter|Retrouvez|Sur le même sujet|Read [Mm]ore|READ MORE|"
                r"Read also|Also read|See also|More on this story|Related (?:stories|articles))"
                r"(?:\W|\d|$)", False),
    ("related", r"(?i:lire la suite|continue reading|read the (?:full|rest)\b)", False),
    ("related", r"\(lien ?: ?https?://", True),
    ("provenance", r"(?i:cet article (?:est|a été) (?:initialement )?(?:paru|publié) (?:dans|sur|le|par|en)\b|"
                   r"this (?:article|story) (?:was )?(?:first|originally) (?:appeared|published))"
                   r"(?!.*, (?:a|ont|dit|selon|said|according)\b)", True),
    ("marker", r"(?i:(?:encadré|illustration|article)\(s\)(?: en relation)?[ \u00a0]?:$|\[image ?: ?http)",
     True),
    ("marker", r"(?i:\[additional text\]|enlarge this image|cliquez (?:ici|sur)|click here|"
               r"\[email.protected\])", True),
    ("caption", r"(?:CAPTION|Caption|LÉGENDE|Légende) ?:[ \u00a0]*+(?![a-zà-öø-ÿ])", True),
    ("caption", rf"(?:Photo|PHOTO)s? ?:? (?:par |by )?{_NAME}(?: ?[/,|] ?{_NAME})*$", False),
    ("copyright", r"(?i:(?:©|\(c\)|copyright)[ ©]*(?:copyright )?\d{4})", True),
    ("copyright", r"(?i:tous droits réservés|all rights reserved)", True),
    ("credit", r"(?i:cr[ée]dits? (?:photos?|images?|illustrations?) ?:|photo credits? ?:)", True),
    ("credit", rf"(?i:cr[ée]dits?|image)[ \u00a0]?:[ \u00a0]?(?:https?:|©|$|{_NAME}(?: ?[/,|;] ?{_NAME})*\.?$)", True),
    ("credit", r"© ?(?:\S+ ?){1,8}$", False),
    ("agency_credit", rf"\(?(?:[Aa]vec|[Ww]ith|{_NAME} (?:avec|with)) (?:l['’]|les )?{_AGENCY}"
                      rf"(?:(?:, | et | and |/){_AGENCY})*\)?$", True),
    # Between parentheses any acronym is an agency: « (Avec AVP) ».
    ("agency_credit", r"\((?:[Aa]vec|[Ww]ith) [A-Z]{2,8}\)$", True),
    ("agency_credit", rf"\(?(?:(?:Additional )?[Rr]eporting|[Ww]riting|[Ee]diting|Compiled)(?: and \w+)? by {_NAME}"
                      r"(?:[;,.)]| and | in |$)", True),
    ("byline", rf"(?i:propos recueillis par) {_NAME}", True),
    ("byline", rf"(?:Par|PAR|By|BY) {_NAME}(?:, {_NAME})*$", False),
    ("agency_sign", r"(?=\S*/)[a-z]{1,5}(?:[-/][a-z]{1,5}){1,6}$", False),
    ("author_note", rf"\* ?{_CAPITALS}(?: {_CAPITALS}){{1,3}} (?:est|is|sont|are|a été|was) ", True),
    ("timestamp", r"(?i:publié|mise? à jour|modifié|actualisé) ?(?:le|à|:|aujourd['’]hui à|hier à) ?" + _STAMP, False),
    ("timestamp", r"(?i:(?:last )?(?:published|updated|modified|posted|released))(?: on| at)? ?:? ?" + _STAMP, False),
    ("timestamp", r"(?i:\(actualisé .*(?:\d|précisions))", False),
    ("advisory", r"(?:RECASTS|UPDATES|ADDS|CORRECTS|REFILES|REPEATS|WRITETHRU|EDS)\b", False),
)
_COMPILED = tuple((kind, re.compile(pattern), stop) for kind, pattern, stop in _RULES)
ROLE_OF_KIND = {"byline": "signature", "agency_credit": "signature", "agency_sign": "signature",
         "author_note": "signature", "caption": "caption", "dateline_prefix": "body"}


def line_kind(text: str) -> str | None:
    """Name the kind of boilerplate a paragraph is; `None` for a paragraph of the story.

    `dateline_prefix` is a paragraph of the story that begins with a dateline.

    Examples
    --------
    >>> from framing.reading.boilerplate import line_kind
    >>> line_kind("Lire aussi : Le barrage en chiffres"), line_kind("Lire aussi vite est rare, dit-elle.")
    ('related', None)
    """
    long = len(text) > _MAX_LETTERS or len(text.split()) > _MAX_WORDS
    head = text[:_MAX_LETTERS]
    closed = ends_sentence(text)
    for kind, pattern, may_close in _COMPILED:
        if (long and kind != "dateline_prefix") or (closed and not may_close):
            continue
        if kind.startswith("dateline") and "(" not in head[:120]:
            continue
        if pattern.match(head):
            return kind
    return None


def ends_sentence(text: str) -> bool:
    """Does a paragraph close with a full stop, with or without closing marks after it?"""
    # A title may ask or exclaim; only a full stop, with or without closing marks, ends a sentence for sure.
    return text[-8:].rstrip("»”\"’') \u00a0\u202f").endswith((".", "…"))
