-- The record of Standoff, version 2 (PRAGMA user_version). One SQLite file; any SQLite tool may read it.
--
-- Offsets are half-open [start, stop), 0-based, in Unicode code points of page.text (of report.text where it says so);
-- substr(text, start + 1, stop - start) cuts them. Keys are computed from content (record/keys.py): the same input gives
-- the same rows in whatever order it came. No table holds a clock time of its own making.
--
-- A *digest* of text is SHA-256 of its UTF-8, hex; where a column holds 16 digits it is the first 16. `value` in a
-- noun's table is the digest of the whole frozen value with all its parts (keys.value): `standoff verify` builds the
-- value from its rows again and compares, so a change to any column of any part is found.

--
-- What these columns mean wherever they stand without a comment of their own:
--   capture, page, segment, copy, family, report, variant   key of the one that the row belongs to or speaks of
--   n                      place in the order of its owner, from 0
--   start, stop            the stretch, in page.text; of passages, variants and stretches in report.text
--   stage, version, rule   origin: what produced the row
--   source, url, title, role, text, value, reason   as in the noun of that name in model.py


-- What was obtained: payload bytes, never altered, each once however often they were met.
CREATE TABLE capture (
    key              TEXT PRIMARY KEY,     -- 'c' and the first 16 hex digits of digest
    digest           TEXT NOT NULL UNIQUE, -- SHA-256 of the payload's bytes, hex
    size             INTEGER NOT NULL,     -- bytes of the payload
    media_type       TEXT NOT NULL,        -- recognised by content
    charset_declared TEXT,                 -- by the bytes or their sightings
    charset_detected TEXT,                 -- what decoding uses
    value            TEXT NOT NULL,        -- digest of the whole Capture but its bytes, sightings included
    data             BLOB NOT NULL         -- the payload, zstd-compressed
) STRICT;

-- Each place, address and time that a capture's bytes were met.
CREATE TABLE sighting (
    key       TEXT PRIMARY KEY,            -- 16 hex digits over all columns below
    capture   TEXT NOT NULL REFERENCES capture ON DELETE CASCADE,
    source    TEXT NOT NULL,               -- path, archive member, '-'
    url       TEXT,
    outlet    TEXT,                        -- as named by what it came in
    retrieved TEXT,                        -- ISO 8601, UTC; NULL when nobody wrote it down
    charset   TEXT,                        -- declared outside the bytes
    status    INTEGER,                     -- HTTP
    extra     TEXT                         -- what else the container said, verbatim JSON
) STRICT;
CREATE INDEX sighting_capture ON sighting (capture);
CREATE INDEX sighting_url ON sighting (url, retrieved) WHERE url IS NOT NULL;

-- The versions of an address: its captures in order of retrieval, those without a time last, by key.
CREATE VIEW version (url, number, capture, retrieved) AS
    SELECT url, row_number() OVER (PARTITION BY url ORDER BY retrieved IS NULL, retrieved, capture), capture, retrieved
    FROM (SELECT url, capture, min(retrieved) AS retrieved FROM sighting WHERE url IS NOT NULL GROUP BY url, capture);


-- The reading text of a capture.
CREATE TABLE page (
    key      TEXT PRIMARY KEY,             -- 'p' and the capture's 16 digits
    capture  TEXT NOT NULL UNIQUE REFERENCES capture ON DELETE CASCADE,
    digest   TEXT NOT NULL,                -- of text
    url      TEXT,
    stage    TEXT NOT NULL,                -- origin: which stage,
    version  TEXT NOT NULL,                --   in which version,
    rule     TEXT NOT NULL,                --   by which rule
    value    TEXT NOT NULL,                -- digest of the whole Page
    text     TEXT NOT NULL                 -- everything a reader could see, in reading order; last, so that the
                                           --   columns before it are read without it
) STRICT;

-- The parts of a page, in order, covering all that is not white space. The text is not stored twice: a segment keeps
-- the digest of its stretch instead of a quote.
CREATE TABLE segment (
    id     INTEGER PRIMARY KEY,            -- of this file only: the row that `words` indexes
    key    TEXT NOT NULL UNIQUE,           -- 's' + 16
    page   TEXT NOT NULL REFERENCES page ON DELETE CASCADE,
    n      INTEGER NOT NULL,               -- place in the page, from 0
    start  INTEGER NOT NULL,
    stop   INTEGER NOT NULL,
    role   TEXT NOT NULL,                  -- title, byline, body, comment, teaser, furniture … (model.Role)
    rule   TEXT NOT NULL,                  -- what decided the role
    level  INTEGER NOT NULL,               -- of a heading, or depth of a comment
    markup TEXT NOT NULL,                  -- where in the markup it stood
    digest TEXT NOT NULL,                  -- of the stretch, 16 digits
    UNIQUE (page, n)
) STRICT;

-- Named stretches inside segments: a comment's author, time and body; a teaser's title.
CREATE TABLE part (
    segment TEXT NOT NULL REFERENCES segment (key) ON DELETE CASCADE,
    n       INTEGER NOT NULL,              -- place in the segment's parts
    name    TEXT NOT NULL,                 -- author, time, body, title, outlet, number
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    digest  TEXT NOT NULL,                 -- of the stretch, 16 digits
    PRIMARY KEY (segment, n)
) STRICT, WITHOUT ROWID;

-- What a page says of itself, in order of trust. Where it shows in the text: evidence.
CREATE TABLE field (
    key    TEXT PRIMARY KEY,               -- 'm' + 16
    page   TEXT NOT NULL REFERENCES page ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    name   TEXT NOT NULL,                  -- title, author, outlet, publisher … (model.FieldName)
    value  TEXT NOT NULL,
    source TEXT NOT NULL,                  -- 'text', 'json-ld:headline', 'meta:og:title' …
    rule   TEXT NOT NULL,
    UNIQUE (page, n)
) STRICT;

-- Dates: of publication of a page or report, of a comment or teaser. Where they were read: evidence.
CREATE TABLE date (
    key      TEXT PRIMARY KEY,             -- 'd' + 16
    datum    TEXT NOT NULL UNIQUE,         -- key of the page, segment or report whose date it is
    owner    TEXT NOT NULL,                -- key of the page or report that it is stored and deleted with
    value    TEXT,                         -- ISO 8601 cut to its precision; NULL: only bounds, or nothing, are known
    low      TEXT,                         -- inclusive bounds
    high     TEXT,                         -- both NULL when there are none
    basis    TEXT NOT NULL,                -- stated, markup, url, comment bound, unknown … (model.DateBasis)
    readings TEXT NOT NULL CHECK (json_valid(readings)),  -- JSON array: every reading while day and month are open
    reason   TEXT NOT NULL
) STRICT;
CREATE INDEX date_owner ON date (owner);

-- Every span that a datum was read from.
CREATE TABLE evidence (
    datum  TEXT NOT NULL,                  -- key of the field, date, copy link, passage, variant or problem
    part   INTEGER NOT NULL,               -- which reading of a variant; 0 elsewhere
    n      INTEGER NOT NULL,               -- place among the datum's spans
    page   TEXT NOT NULL REFERENCES page ON DELETE CASCADE,
    start  INTEGER NOT NULL,
    stop   INTEGER NOT NULL,
    digest TEXT NOT NULL,                  -- of the whole quote, 16 digits
    exact  TEXT,                           -- the quote, its first 500 characters when it is longer; NULL for witnesses
                                           --   of passages, which would store every article again
    prefix TEXT,                           -- up to 32 characters before
    suffix TEXT,                           -- and after
    owner  TEXT NOT NULL,                  -- key of the page, copy link or report that it is stored and deleted with
    PRIMARY KEY (datum, part, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_page ON evidence (page);
CREATE INDEX evidence_owner ON evidence (owner);


-- Two pages that share text: "a is a(n) type of b". Evidence holds both sides of the longest agreement.
CREATE TABLE copy (
    key       TEXT PRIMARY KEY,            -- 'k' + 16
    a         TEXT NOT NULL REFERENCES page ON DELETE CASCADE,  -- the one page
    b         TEXT NOT NULL REFERENCES page ON DELETE CASCADE,  -- and the other
    type      TEXT NOT NULL,               -- identical, excerpt, overlap, quotation … (model.CopyType)
    share_a   REAL NOT NULL,               -- share of a's article words that b has
    share_b   REAL NOT NULL,               -- share of b's that a has
    words     INTEGER NOT NULL,            -- shared
    direction TEXT NOT NULL,               -- key of the page that the other derives from; '' when nothing tells
    reason    TEXT NOT NULL,
    stage     TEXT NOT NULL,
    version   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    value     TEXT NOT NULL                -- digest of the whole Copy
) STRICT;
CREATE INDEX copy_a ON copy (a);
CREATE INDEX copy_b ON copy (b);

-- Where the two pages of a link agree, as digests of both sides (quotes would store every shared text once a link).
CREATE TABLE run (
    copy     TEXT NOT NULL REFERENCES copy ON DELETE CASCADE,
    n        INTEGER NOT NULL,             -- 0: the witness, the longest contiguous agreement; 1…: all, in order of a
    a_start  INTEGER NOT NULL,             -- in a's text
    a_stop   INTEGER NOT NULL,             --
    b_start  INTEGER NOT NULL,             -- in b's text
    b_stop   INTEGER NOT NULL,             --
    words    INTEGER NOT NULL,             -- that agree
    edits    INTEGER NOT NULL,             -- inserted, deleted or replaced in between
    a_digest TEXT NOT NULL,                -- of a's side, 16 digits
    b_digest TEXT NOT NULL,                -- of b's
    PRIMARY KEY (copy, n)
) STRICT, WITHOUT ROWID;

-- Pages that are copies, parts or versions of one article; a page without siblings is a family of one.
CREATE TABLE family (
    key     TEXT PRIMARY KEY,              -- 'f' + 16
    size    INTEGER NOT NULL,              -- pages
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL                  -- digest of the whole Family
) STRICT;

CREATE TABLE member (                      -- which pages a family has
    family TEXT NOT NULL REFERENCES family ON DELETE CASCADE,
    page   TEXT NOT NULL REFERENCES page ON DELETE CASCADE,
    PRIMARY KEY (family, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_page ON member (page);

CREATE TABLE lead (                        -- the possible originals of a family, likeliest first
    family  TEXT NOT NULL REFERENCES family ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    page    TEXT NOT NULL,
    score   REAL NOT NULL,                 -- only for order within the family
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),  -- JSON array
    PRIMARY KEY (family, n)
) STRICT, WITHOUT ROWID;


-- A family read as one article.
CREATE TABLE report (
    key     TEXT PRIMARY KEY,              -- 'r' + 16
    family  TEXT NOT NULL UNIQUE REFERENCES family ON DELETE CASCADE,
    title   TEXT NOT NULL,
    digest  TEXT NOT NULL,                 -- of text
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL,                 -- digest of the whole Report
    text    TEXT NOT NULL                  -- passages joined by blank lines
) STRICT;

-- The paragraphs of a report; offsets in report.text. Their witnesses, the printed one first: evidence, without quotes.
CREATE TABLE passage (
    key    TEXT PRIMARY KEY,               -- 'v' + 16
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    stop   INTEGER NOT NULL,
    role   TEXT NOT NULL,
    UNIQUE (report, n)
) STRICT;

-- Places of a report where its copies differ; offsets in report.text.
CREATE TABLE variant (
    key    TEXT PRIMARY KEY,               -- 'v' + 16
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    stop   INTEGER NOT NULL,
    kind   TEXT NOT NULL,                  -- wording, typography, presence
    UNIQUE (report, n)
) STRICT;

-- What the copies read there, the printed reading first. Who reads so: evidence, where `part` is `n` here.
CREATE TABLE reading (
    variant TEXT NOT NULL REFERENCES variant ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (variant, n)
) STRICT, WITHOUT ROWID;

-- report.text[start : start + length] is character for character page.text[at : at + length].
CREATE TABLE stretch (
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    length INTEGER NOT NULL,               -- characters
    page   TEXT NOT NULL,
    at     INTEGER NOT NULL,               -- where it begins in page.text
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- What the reader found in a report. Working data: made again when the report or the reader changes. A layer is one JSON
-- array and each of its entries an array, as the column says; offsets in report.text.
CREATE TABLE analysis (
    key          TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,  -- of the report
    reader       TEXT NOT NULL,            -- which model read it, name and version
    lacks        TEXT NOT NULL CHECK (json_valid(lacks)),         -- names of tasks that this reader does not have
    tongues      TEXT NOT NULL CHECK (json_valid(tongues)),       -- [start, stop, language, whether it was read]
    sentences    TEXT NOT NULL CHECK (json_valid(sentences)),     -- [start, stop]
    nominals     TEXT NOT NULL CHECK (json_valid(nominals)),      -- [start, stop, head, kind, is a name, chain]
    attributions TEXT NOT NULL CHECK (json_valid(attributions)),  -- [source, cue, content, score]; the first three are
                                                                  --   arrays of [start, stop]
    times        TEXT NOT NULL CHECK (json_valid(times)),         -- [start, stop, date, precision]; date is [value, low,
                                                                  --   high, basis, readings, reason, spans]
    stage        TEXT NOT NULL,
    version      TEXT NOT NULL,
    rule         TEXT NOT NULL,
    value        TEXT NOT NULL             -- digest of the whole Analysis
) STRICT;


-- Errors as data: what went wrong and was survived.
CREATE TABLE problem (
    key     TEXT NOT NULL,                 -- 'x' + 16, over the columns from stage to stop
    during  TEXT NOT NULL,                 -- the work that it was found in: 'read' or a stage of the pipeline …
    item    TEXT NOT NULL,                 -- … and its item, with which the problem goes when the item is done again
    stage   TEXT NOT NULL,                 -- as the problem itself says
    code    TEXT NOT NULL,                 -- short and stable
    message TEXT NOT NULL,                 -- what, why, what to do
    source  TEXT NOT NULL,
    capture TEXT,
    page    TEXT,                          -- with start and stop: where in the text, when there is a place
    start   INTEGER,
    stop    INTEGER,
    PRIMARY KEY (key, during, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_item ON problem (during, item);

-- The restart rule: an item of a stage is done when it stands here with the stage's present version and the digest of
-- its present input. A row goes with its results (triggers below).
CREATE TABLE done (
    stage   TEXT NOT NULL,
    item    TEXT NOT NULL,                 -- key of the capture, family or report; 'all' for a stage that sees all at once
    version TEXT NOT NULL,
    input   TEXT NOT NULL,                 -- digest of all that the result depends on
    PRIMARY KEY (stage, item)
) STRICT, WITHOUT ROWID;

-- What was chosen for this record, so that later runs keep to it.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,                -- 'reader': which model reads the reports; our own where there is no row
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;


-- Full-text index over segments. External content: the text stays in page alone. Diacritics are folded ("Erdoğan" is
-- found by erdogan), words are split at hyphens and apostrophes ("Al-Sudani" is found by sudani).
CREATE VIEW segment_text (id, text) AS
    SELECT segment.id, substr(page.text, segment.start + 1, segment.stop - segment.start)
    FROM segment JOIN page ON page.key = segment.page;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'segment_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);


-- What goes when something goes. A family without one of its pages is another family, so it goes whole.
CREATE TRIGGER page_goes BEFORE DELETE ON page BEGIN
    DELETE FROM family WHERE key IN (SELECT family FROM member WHERE page = old.key);
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
    DELETE FROM done WHERE stage = 'pages' AND item = old.capture;
END;
CREATE TRIGGER copy_goes AFTER DELETE ON copy BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM done WHERE stage = 'copies';
END;
CREATE TRIGGER family_goes AFTER DELETE ON family BEGIN
    DELETE FROM done WHERE stage = 'families';
END;
CREATE TRIGGER report_goes AFTER DELETE ON report BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
    DELETE FROM done WHERE stage = 'reports' AND item = old.family;
END;
CREATE TRIGGER analysis_goes AFTER DELETE ON analysis BEGIN
    DELETE FROM done WHERE stage = 'analyses' AND item = old.key;
END;
