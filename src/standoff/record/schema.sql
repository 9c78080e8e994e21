-- The record of Standoff, version 4 (PRAGMA user_version). One SQLite file; any SQLite tool may read it.
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
--   capture, page, segment, copy, family, report, variant, actor   key of the one that the row belongs to or speaks of
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

-- Dates: of publication of a page or report, of a comment or teaser, of a tie or statement, an outlook's horizon. Where
-- they were read: evidence.
CREATE TABLE date (
    key      TEXT PRIMARY KEY,             -- 'd' + 16
    datum    TEXT NOT NULL UNIQUE,         -- key of the page, segment, report, tie, statement or outlook whose it is
    owner    TEXT NOT NULL,                -- key of the page, report, tie … that it is stored and deleted with
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
    datum  TEXT NOT NULL,                  -- key of the field, date, copy link, passage, variant, tie, statement or
                                           --   outlook
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
    owner  TEXT NOT NULL,                  -- key of the page, copy link, report, tie … that it is stored and deleted
                                           --   with
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
    arcs         TEXT NOT NULL CHECK (json_valid(arcs)),          -- [type, source, target, marks, score]; source and
                                                                  --   target: where their head words start
    clauses      TEXT NOT NULL CHECK (json_valid(clauses)),       -- [where its word starts, [factuality …], score]
    triggers     TEXT NOT NULL CHECK (json_valid(triggers)),      -- [where its word starts, [[type, score] …], [[type,
                                                                  --   mode, score] …], [[role, where a head word
                                                                  --   starts, score] …], score]
    stage        TEXT NOT NULL,
    version      TEXT NOT NULL,
    rule         TEXT NOT NULL,
    value        TEXT NOT NULL,            -- digest of the whole Analysis
    words        BLOB NOT NULL             -- tags and tree of every word, zstd-compressed (language.layers.restore)
) STRICT;


-- Words of a report that speak of a person, body, group or place; offsets in report.text. The mentions of one
-- coreference chain have one leader. `text` is what they read there; text.carry leads to every copy.
CREATE TABLE mention (
    key     TEXT NOT NULL UNIQUE,          -- 'n' + 16
    report  TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    head    INTEGER NOT NULL,              -- where its head word starts
    kind    TEXT NOT NULL,                 -- person, organisation, group, place, facility (model.Kind)
    form    TEXT NOT NULL,                 -- name, description, pronoun (model.Form)
    leader  TEXT NOT NULL,                 -- key of the chain's mention that names or describes best; may be its own
    text    TEXT NOT NULL,                 -- as written
    name    TEXT NOT NULL,                 -- the proper name in it, '' for none
    title   TEXT NOT NULL,                 -- office or job written with it
    of      TEXT NOT NULL,                 -- whose, as written: 'Iranian' of 'Iranian officials'
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL,                 -- digest of the whole Mention
    PRIMARY KEY (report, start, stop)
) STRICT, WITHOUT ROWID;

-- Whether two mentions, each with its chain, are one actor; or a mention and an entry of the known actors.
CREATE TABLE judgement (
    key     TEXT PRIMARY KEY,              -- 'j' + 16
    a       TEXT NOT NULL,                 -- key of a mention
    b       TEXT NOT NULL,                 -- key of a mention, or of a known actor: 'IRQ.pmu'
    verdict TEXT NOT NULL,                 -- same, different, open (model.Verdict)
    score   REAL NOT NULL,                 -- 0…1: how likely they are the same
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),  -- JSON array: what spoke for it and against
    by      TEXT NOT NULL,                 -- the person who judged; '' is the machine
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL                  -- digest of the whole Judgement
) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_a ON judgement (a);
CREATE INDEX judgement_b ON judgement (b);

-- Who mentions speak of, over all reports.
CREATE TABLE actor (
    key       TEXT PRIMARY KEY,            -- 'a' + 16
    name      TEXT NOT NULL,               -- a person's choice, the known actor's, or as written
    type      TEXT NOT NULL,               -- state, organisation, group, person
    known     TEXT NOT NULL,               -- key of the known actor, '' when no file knows it
    described INTEGER NOT NULL,            -- 1: told by descriptions only
    country   TEXT NOT NULL,               -- ISO 3166-1 alpha-3 as the text has it, '' where not told or where known
    stage     TEXT NOT NULL,
    version   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    value     TEXT NOT NULL                -- digest of the whole Actor, its mentions included
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_known ON actor (known) WHERE known != '';

-- Which chains and which single mentions an actor has. The view `who` tells it of every mention.
CREATE TABLE identity (
    mention TEXT NOT NULL REFERENCES mention (key),   -- a chain's leader, or the single mention
    single  INTEGER NOT NULL,              -- 0: the whole chain, 1: this mention alone, taken out of its chain
    actor   TEXT NOT NULL REFERENCES actor ON DELETE CASCADE,
    PRIMARY KEY (mention, single)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_actor ON identity (actor);

-- Who a mention speaks of; NULL when it is no actor's.
CREATE VIEW who (mention, actor) AS
    SELECT mention.key, coalesce(one.actor, chain.actor) FROM mention
    LEFT JOIN identity AS one ON one.mention = mention.key AND one.single = 1
    LEFT JOIN identity AS chain ON chain.mention = mention.leader AND chain.single = 0;

-- What one mention is said to be to another; offsets in report.text. The same words in every copy: evidence. When it
-- held: date.
CREATE TABLE tie (
    key     TEXT PRIMARY KEY,              -- 't' + 16
    report  TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    type    TEXT NOT NULL,                 -- leads, part of, supports … (model.TieType)
    source  TEXT NOT NULL REFERENCES mention (key) ON DELETE CASCADE,  -- who leads, supports …
    target  TEXT REFERENCES mention (key) ON DELETE CASCADE,           -- whom; NULL: an office of nobody named
    title   TEXT NOT NULL,                 -- office or job as written
    cue     TEXT NOT NULL CHECK (json_valid(cue)),    -- JSON array of [start, stop]: the words that tell the type
    former  INTEGER NOT NULL,              -- 1: no longer so at the time of the text
    claim   TEXT NOT NULL,                 -- asserted, denied, disputed, possible, planned (model.Claim)
    means   TEXT NOT NULL CHECK (json_valid(means)),  -- JSON array, of supports: material, political, military, financial
    voice   TEXT REFERENCES mention (key) ON DELETE CASCADE,           -- whose words they are; NULL: the reporter's own
    said    INTEGER NOT NULL,              -- 1: inside of somebody's words, named or not
    score   REAL NOT NULL,                 -- 0…1
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL                  -- digest of the whole Tie
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_report ON tie (report);
CREATE INDEX tie_source ON tie (source);
CREATE INDEX tie_target ON tie (target) WHERE target IS NOT NULL;
CREATE INDEX tie_voice ON tie (voice) WHERE voice IS NOT NULL;

-- Where a mention of a place lies. Without coordinates nothing is to be drawn as a point.
CREATE TABLE location (
    key       TEXT PRIMARY KEY,            -- 'l' + 16
    mention   TEXT NOT NULL UNIQUE REFERENCES mention (key) ON DELETE CASCADE,  -- the chain's leader
    name      TEXT NOT NULL,               -- as the gazetteer writes it
    type      TEXT NOT NULL,               -- country, province, city, region … (model.PlaceType)
    country   TEXT NOT NULL,               -- ISO 3166-1 alpha-3; '' for more than one or none
    province  TEXT NOT NULL,               -- first-order division
    district  TEXT NOT NULL,               -- second-order division
    latitude  REAL,                        -- WGS 84; NULL, with longitude, for what is no point
    longitude REAL,                        --
    precision INTEGER NOT NULL,            -- UCDP's where_prec, 1 exact … 7 more than one country
    geonames  INTEGER,                     -- number there, NULL when it has none
    score     REAL NOT NULL,               -- 0…1
    others    TEXT NOT NULL CHECK (json_valid(others)),  -- JSON array: the places of that name that were rejected
    reason    TEXT NOT NULL,
    stage     TEXT NOT NULL,
    version   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    value     TEXT NOT NULL                -- digest of the whole Location
) STRICT, WITHOUT ROWID;

-- Somebody is told to have said, written or thought something, at one place. Offsets in report.text or, where `page` is
-- given (headlines, comments), in page.text; a column of pieces is a JSON array of [start, stop]. The words from the
-- first to the last piece in every copy: evidence. When it was said: date.
CREATE TABLE statement (
    id         INTEGER PRIMARY KEY,        -- of this file only: the row that `said_words` indexes
    key        TEXT NOT NULL UNIQUE,       -- 'q' + 16
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    page       TEXT NOT NULL,              -- '' for what stands in the report's text
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    source     TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- who says it; NULL: nobody whom the text speaks of
    speaker    TEXT NOT NULL CHECK (json_valid(speaker)),           -- pieces: the words that tell the source
    sourcing   TEXT NOT NULL,              -- named, office, anonymous, collective, unnamed, author (model.Sourcing)
    cue        TEXT NOT NULL CHECK (json_valid(cue)),               -- pieces: "said"
    content    TEXT NOT NULL CHECK (json_valid(content)),           -- pieces: what is said
    quoted     TEXT NOT NULL CHECK (json_valid(quoted)),            -- pieces of content between quotation marks
    addressee  TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- to whom; NULL when the text tells nobody
    addressed  TEXT NOT NULL CHECK (json_valid(addressed)),         -- pieces: the words that tell to whom
    place      TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- where it was said; NULL when not told
    medium     TEXT,                       -- interview, speech, post … (model.Medium); NULL when not told
    manner     TEXT NOT NULL,              -- said, denied, warned … (model.Manner)
    factuality TEXT NOT NULL CHECK (json_valid(factuality)),        -- JSON array, of the saying (model.Factuality)
    voice      TEXT NOT NULL,              -- reporter, quoted, outlet, headline, commenter (model.Voice)
    within     TEXT NOT NULL,              -- key of the statement in whose content it stands, '' for none
    score      REAL NOT NULL,              -- 0…1
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,              -- digest of the whole Statement
    words      TEXT NOT NULL               -- what its content reads, pieces joined by ' … '
) STRICT;
CREATE INDEX statement_report ON statement (report);
CREATE INDEX statement_source ON statement (source) WHERE source IS NOT NULL;
CREATE INDEX statement_addressee ON statement (addressee) WHERE addressee IS NOT NULL;
CREATE INDEX statement_place ON statement (place) WHERE place IS NOT NULL;

-- Two statements that are one, or of which one answers the other: "a denies b".
CREATE TABLE echo (
    key     TEXT PRIMARY KEY,              -- 'e' + 16
    a       TEXT NOT NULL REFERENCES statement (key) ON DELETE CASCADE,  -- the one statement
    b       TEXT NOT NULL REFERENCES statement (key) ON DELETE CASCADE,  -- and the other
    type    TEXT NOT NULL,                 -- same, denies, contradicts (model.EchoType)
    score   REAL NOT NULL,                 -- 0…1
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),  -- JSON array
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL                  -- digest of the whole Echo
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_a ON echo (a);
CREATE INDEX echo_b ON echo (b);

-- A question that a source asks, or what it foresees, at one place; offsets and pieces as of statements. Its words in
-- every copy: evidence. By or at which time: date. What persons decided on it is a correction, pinned to its words.
CREATE TABLE outlook (
    id         INTEGER PRIMARY KEY,        -- of this file only: the row that `foreseen_words` indexes
    key        TEXT NOT NULL UNIQUE,       -- 'w' + 16
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    page       TEXT NOT NULL,              -- '' for what stands in the report's text
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    type       TEXT NOT NULL,              -- question, prediction, warning, conditional … (model.OutlookType)
    statement  TEXT NOT NULL,              -- key of the statement that it stands in; '': the author foresees it
    forecaster TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- NULL: the author, or nobody named
    sourcing   TEXT NOT NULL,              -- as of statement
    voice      TEXT NOT NULL,              -- as of statement
    about      TEXT NOT NULL CHECK (json_valid(about)),             -- JSON array of mentions: whose doing or fate
    anchor     INTEGER NOT NULL,           -- where its main word starts
    condition  TEXT NOT NULL CHECK (json_valid(condition)),         -- pieces: "if the truce holds"
    hedges     TEXT NOT NULL CHECK (json_valid(hedges)),            -- pieces: "may", "is expected to"
    timed      TEXT NOT NULL CHECK (json_valid(timed)),             -- pieces: the words that tell the horizon
    negated    INTEGER NOT NULL,           -- 1: that it will not be so
    polar      INTEGER NOT NULL,           -- 0: a question that "yes" and "no" do not answer
    score      REAL NOT NULL,              -- 0…1
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,              -- digest of the whole Outlook
    words      TEXT NOT NULL               -- what it reads from start to stop
) STRICT;
CREATE INDEX outlook_report ON outlook (report);
CREATE INDEX outlook_statement ON outlook (statement) WHERE statement != '';
CREATE INDEX outlook_forecaster ON outlook (forecaster) WHERE forecaster IS NOT NULL;

-- Who did what to whom, as one place of a report tells it, coded by PLOVER; offsets in report.text, pieces as of
-- statements. Its words in every copy: evidence. When it happened: date.
CREATE TABLE event (
    key        TEXT PRIMARY KEY,           -- 'h' + 16
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    type       TEXT NOT NULL,              -- AGREE … ASSAULT (model.EventType)
    modes      TEXT NOT NULL CHECK (json_valid(modes)),             -- JSON array, of the type's
    contexts   TEXT NOT NULL CHECK (json_valid(contexts)),          -- JSON array of [name, start, stop]
    told       TEXT NOT NULL CHECK (json_valid(told)),              -- pieces: the words that tell the type
    anchor     INTEGER NOT NULL,           -- where the main word of these starts
    actors     TEXT NOT NULL CHECK (json_valid(actors)),            -- JSON array of mentions
    recipients TEXT NOT NULL CHECK (json_valid(recipients)),        -- JSON array of mentions
    place      TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- NULL when none is told
    sizes      TEXT NOT NULL CHECK (json_valid(sizes)),             -- JSON array of [harm, low, best, high, start, stop]
    factuality TEXT NOT NULL CHECK (json_valid(factuality)),        -- JSON array (model.Factuality)
    said       INTEGER NOT NULL,           -- 1: in somebody's words
    voice      TEXT REFERENCES mention (key) ON DELETE CASCADE,     -- whose; NULL: the reporter's, or nobody's named
    statement  TEXT NOT NULL,              -- key of the statement in whose content it stands, '' for none
    foremost   INTEGER NOT NULL,           -- 1: of the events of its sentence the highest
    score      REAL NOT NULL,              -- 0…1
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,              -- digest of the whole Event
    words      TEXT NOT NULL               -- what it reads from start to stop
) STRICT, WITHOUT ROWID;
CREATE INDEX event_report ON event (report);
CREATE INDEX event_place ON event (place) WHERE place IS NOT NULL;
CREATE INDEX event_voice ON event (voice) WHERE voice IS NOT NULL;
CREATE INDEX event_statement ON event (statement) WHERE statement != '';

-- Two events that are one, told in two places.
CREATE TABLE recount (
    key     TEXT PRIMARY KEY,              -- 'u' + 16
    a       TEXT NOT NULL REFERENCES event (key) ON DELETE CASCADE,  -- the one event
    b       TEXT NOT NULL REFERENCES event (key) ON DELETE CASCADE,  -- and the other
    score   REAL NOT NULL,                 -- 0…1
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),  -- JSON array
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL                  -- digest of the whole Recount
) STRICT, WITHOUT ROWID;
CREATE INDEX recount_a ON recount (a);
CREATE INDEX recount_b ON recount (b);

-- The columns of tables of other projects, once for all lines.
CREATE TABLE foreign_head (
    n       INTEGER PRIMARY KEY,           -- of this record alone
    columns TEXT NOT NULL UNIQUE CHECK (json_valid(columns))  -- JSON array, in their order
) STRICT;

-- Events as other projects coded them, set beside ours and never mixed with them.
CREATE TABLE foreign_coding (
    key      TEXT PRIMARY KEY,              -- 'g' + 16
    project  TEXT NOT NULL,                 -- POLECAT, ICEWS, GDELT
    id       TEXT NOT NULL,                 -- theirs
    date     TEXT NOT NULL,                 -- ISO day
    type     TEXT NOT NULL,                 -- PLOVER's, '' for none
    modes    TEXT NOT NULL CHECK (json_valid(modes)),  -- PLOVER's
    contexts TEXT NOT NULL CHECK (json_valid(contexts)),  -- PLOVER's
    code     TEXT NOT NULL,                 -- theirs
    score    REAL,                          -- theirs
    actor    TEXT NOT NULL CHECK (json_valid(actor)),  -- [name, country, [sectors]]
    recipient TEXT NOT NULL CHECK (json_valid(recipient)),  -- likewise
    place    TEXT NOT NULL,                 -- as they have it
    country  TEXT NOT NULL,                 -- of the place, ISO alpha-3
    latitude REAL,                          -- degrees, WGS 84, or NULL; with longitude
    longitude REAL,                         --
    articles INTEGER,                       -- as they count them
    source   TEXT NOT NULL,                 -- publisher or address
    file     TEXT NOT NULL,                 -- name of the file that it came from, and its line, from 1 on
    line     INTEGER NOT NULL,              --
    head     INTEGER NOT NULL REFERENCES foreign_head (n),  -- the columns of the line
    original TEXT NOT NULL CHECK (json_valid(original)),  -- JSON array of what stands in them, all of the line
    value    TEXT NOT NULL                  -- digest of the whole coding
) STRICT;
CREATE INDEX foreign_date ON foreign_coding (date);

-- What persons decided about actors and outlooks, in the order made. A log: no run changes it.
CREATE TABLE correction (
    n       INTEGER PRIMARY KEY,           -- place in the order, from 1
    key     TEXT NOT NULL UNIQUE,          -- 'o' + 16, over all that it says but `undone`
    verb    TEXT NOT NULL,                 -- merge, split, rename, role, join, part, resolve (model.Verb)
    pins    TEXT NOT NULL CHECK (json_valid(pins)),  -- JSON array of [known actor's key, [page, start, stop] or null,
                                           --   what the span reads]
    said    TEXT NOT NULL,                 -- `value` of the Correction: the new name, the post, the outcome
    since   TEXT NOT NULL,                 -- of a post, ISO dates, '' where not told
    until   TEXT NOT NULL,                 --
    by      TEXT NOT NULL,                 -- who decided
    because TEXT NOT NULL,                 -- why, in the person's words
    source  TEXT NOT NULL,                 -- of a resolution: what tells it, an address or a key of this record
    at      TEXT NOT NULL,                 -- when, ISO 8601, UTC
    undone  TEXT NOT NULL,                 -- when it was undone, '' while it stands
    value   TEXT NOT NULL                  -- digest of the whole Correction
) STRICT;

-- The user's own files of known actors, as they were when they were chosen; the bundled ones come before them.
CREATE TABLE known_file (
    n      INTEGER PRIMARY KEY,            -- an entry of a later file takes the place of an earlier one's
    name   TEXT NOT NULL,                  -- of the file, without its folder
    digest TEXT NOT NULL,                  -- of text
    text   TEXT NOT NULL
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


-- Lists as a reader sees them, finished: derived from all that stands above, made at the end of a run and after a
-- correction (record/listing), so that one page of a list is read and not put together. `diff` leaves them out.
CREATE TABLE listed (
    noun  TEXT PRIMARY KEY,                -- actor, tie, statement, outlook, event, overview
    state TEXT NOT NULL                    -- version of the listing; '' from the first change on that came after it
) STRICT, WITHOUT ROWID;

-- The rows themselves; the tables after these are what they are found and put in order by.
CREATE TABLE listed_actor_row (            -- actors
    key TEXT PRIMARY KEY,                  -- of the ActorRow
    row TEXT NOT NULL                      -- JSON of the ActorRow of answers.py
) STRICT;

CREATE TABLE listed_tie_row (              -- ties put together
    key TEXT PRIMARY KEY,                  -- of the first of an Edge's ties
    row TEXT NOT NULL                      -- JSON of the Edge of answers.py
) STRICT;

CREATE TABLE listed_statement_row (        -- statements
    key TEXT PRIMARY KEY,                  -- of the StatementRow
    row TEXT NOT NULL                      -- JSON of the StatementRow of answers.py
) STRICT;

CREATE TABLE listed_outlook_row (          -- questions and forecasts
    key TEXT PRIMARY KEY,                  -- of the OutlookRow
    row TEXT NOT NULL                      -- JSON of the OutlookRow of answers.py
) STRICT;

CREATE TABLE listed_event_row (            -- events
    key TEXT PRIMARY KEY,                  -- of the EventRow
    row TEXT NOT NULL                      -- JSON of the EventRow of answers.py
) STRICT;

CREATE TABLE listed_event (                -- what a row of events is put in order and counted by
    key         TEXT NOT NULL UNIQUE,      -- of the EventRow, as all columns
    n           INTEGER PRIMARY KEY,       -- place in the list, from 0
    type        TEXT NOT NULL,             -- as in the noun of model.py
    quad        INTEGER NOT NULL,          -- PLOVER's
    score       REAL NOT NULL,             -- PLOVER's
    value       TEXT,                      -- date, with its bounds as of table date
    low         TEXT,                      --
    high        TEXT,                      --
    year        TEXT NOT NULL,             -- in which it happened, '' where that is not sure
    country     TEXT NOT NULL,             -- of the place
    factuality  TEXT NOT NULL,             -- the first of its own
    voice       TEXT NOT NULL,             -- the first of those on whose word it is
    done        INTEGER NOT NULL,          -- 1: told as done
    foremost    INTEGER NOT NULL,          -- 1: in one telling at least
    articles    INTEGER NOT NULL,          -- that tell it, and so on up to those shown to be independent
    families    INTEGER NOT NULL,          --
    reports     INTEGER NOT NULL,          --
    independent INTEGER NOT NULL           --
) STRICT;
CREATE INDEX listed_event_done ON listed_event (done);
CREATE INDEX listed_event_when ON listed_event (done, low, high, quad);

CREATE TABLE listed_event_trait (          -- what all rows are like
    part   TEXT NOT NULL,                  -- of the list: the condition that its rows fit
    name   TEXT NOT NULL,                  -- property of them; '' counts them
    number INTEGER NOT NULL,               -- of rows that have
    value  TEXT NOT NULL,                  -- this value
    PRIMARY KEY (part, name, number DESC, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_where (                -- where rows are that tell a place
    row       INTEGER PRIMARY KEY,         -- n of listed_event
    place     TEXT NOT NULL,               -- as in the row, as all columns
    land      TEXT NOT NULL,               -- country, ISO alpha-3 or ''
    precision INTEGER,                     -- UCDP's where_prec
    latitude  REAL,                        --
    longitude REAL                         --
) STRICT;

CREATE TABLE listed_party (                -- the sides of a row
    row     INTEGER NOT NULL,              -- n of listed_event
    role    TEXT NOT NULL,                 -- actor, recipient
    n       INTEGER NOT NULL,
    actor   TEXT NOT NULL,                 -- '' where it is no actor's
    country TEXT NOT NULL,                 -- PLOVER's
    name    TEXT NOT NULL,                 -- words of it, without case and accents; '' where no words name the side
    PRIMARY KEY (row, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_party_actor ON listed_party (actor, row) WHERE actor != '';
CREATE INDEX listed_party_country ON listed_party (country, row) WHERE country != '';

CREATE TABLE listed_telling (              -- what a row is asked for by: one of its tellings fits
    event      TEXT PRIMARY KEY,           -- key of the event of one place
    row        INTEGER NOT NULL,           -- n of listed_event
    report     TEXT NOT NULL,
    type       TEXT NOT NULL,              -- as in the noun of model.py
    modes      TEXT NOT NULL CHECK (json_valid(modes)),-- of type
    factuality TEXT NOT NULL CHECK (json_valid(factuality)),-- JSON array
    done       INTEGER NOT NULL,           -- 1: told as done
    low        TEXT NOT NULL,              -- between which it happened, '' for what is not known
    high       TEXT NOT NULL,              --
    country    TEXT NOT NULL,              -- of the place
    place      TEXT NOT NULL               -- words of its name, without case and accents
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_telling_of ON listed_telling (row);
CREATE INDEX listed_telling_report ON listed_telling (report);
CREATE INDEX listed_telling_when ON listed_telling (low, high, done, row);

CREATE TABLE listed_word (                 -- by which words an event is told
    word  TEXT NOT NULL,                   -- without case and accents
    event TEXT NOT NULL,                   -- key of listed_telling
    row   INTEGER NOT NULL,                -- as there
    done  INTEGER NOT NULL,                -- as there
    PRIMARY KEY (word, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_side (                 -- the sides as one place tells them; columns as of listed_party
    event   TEXT NOT NULL,                 -- key of listed_telling
    row     INTEGER NOT NULL,              -- n of listed_event
    done    INTEGER NOT NULL,              -- 1: told as done
    role    TEXT NOT NULL,
    n       INTEGER NOT NULL,              -- the same number, the same party
    actor   TEXT NOT NULL,
    country TEXT NOT NULL,                 -- PLOVER's
    name    TEXT NOT NULL,                 -- as in the ActorRow
    PRIMARY KEY (event, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_side_actor ON listed_side (actor, done, row) WHERE actor != '';
CREATE INDEX listed_side_country ON listed_side (country, done, row) WHERE country != '';

CREATE TABLE listed_paper (                -- which outlets have a part in a report
    outlet    TEXT NOT NULL,               -- as of an EventRow's tellings
    report    TEXT NOT NULL,
    published TEXT NOT NULL,               -- day, '≤ …' for a bound, '' for neither
    PRIMARY KEY (outlet, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_told (                 -- which outlets tell a row: what a Line of measures/coverage.py has
    row        INTEGER NOT NULL,           -- n of listed_event
    outlet     TEXT NOT NULL,              -- '' where none does
    articles   INTEGER NOT NULL,           -- of it
    month      TEXT NOT NULL,              -- in which it first tells it, '' where that is not dated
    months     TEXT NOT NULL,              -- in which anybody does, divided by spaces
    actors     TEXT NOT NULL,              -- countries, likewise
    recipients TEXT NOT NULL,              --
    PRIMARY KEY (row, outlet)
) STRICT, WITHOUT ROWID;

-- Which outlets carry what is told as done.
CREATE TABLE listed_carried (
    n   INTEGER PRIMARY KEY,               -- place in the list, those that tell most first
    row TEXT NOT NULL                      -- JSON of the Carried
) STRICT;

-- Between whom events are, both ways together: states where PLOVER codes one, else actors.
CREATE TABLE listed_dyad (
    n       INTEGER PRIMARY KEY,           -- place in the list, those of most events first
    a       TEXT NOT NULL,                 -- as of the DyadRow
    b       TEXT NOT NULL,                 --
    a_words TEXT NOT NULL,                 -- of the name, without case and accents
    b_words TEXT NOT NULL,                 --
    row     TEXT NOT NULL                  -- JSON of the DyadRow
) STRICT;
CREATE INDEX listed_dyad_a ON listed_dyad (a);
CREATE INDEX listed_dyad_b ON listed_dyad (b);

CREATE TABLE listed_statement (            -- what a row of statements is put in order and counted by
    id          INTEGER PRIMARY KEY,       -- in table statement, of the same key
    key         TEXT NOT NULL UNIQUE,      -- of the StatementRow
    n           INTEGER NOT NULL UNIQUE,   -- place in the list, from 0
    name        TEXT NOT NULL,             -- of the speaker
    manner      TEXT NOT NULL,             -- model.Manner
    voice       TEXT NOT NULL,             -- model.Voice
    year        TEXT NOT NULL,             -- in which it was said, '' where that is not sure
    low         TEXT NOT NULL,             -- first day on which one of its wordings may have been said, '' for none
    comment     INTEGER NOT NULL,          -- 1: nobody but readers' comments tells it
    contradicts INTEGER NOT NULL           -- 1: something by the same speaker
) STRICT;
CREATE INDEX listed_statement_shown ON listed_statement (comment, n);
CREATE INDEX listed_statement_when ON listed_statement (comment, low);

CREATE TABLE listed_statement_trait (      -- what all rows are like, as of listed_event_trait
    part   TEXT NOT NULL,                  --
    name   TEXT NOT NULL,                  --
    number INTEGER NOT NULL,               --
    value  TEXT NOT NULL,                  --
    PRIMARY KEY (part, name, number DESC, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_wording (              -- what a row is asked for by: one of its statements fits
    statement TEXT PRIMARY KEY,            -- key of the statement of one place
    row       INTEGER NOT NULL,            -- id of listed_statement
    report    TEXT NOT NULL,
    speaker   TEXT NOT NULL,               -- actor, '' where it is no actor's
    name      TEXT NOT NULL,               -- of the speaker, without case and accents
    addressee TEXT NOT NULL,               -- actor, '' where it is no actor's
    addressed TEXT NOT NULL,               -- name, likewise
    roles     TEXT NOT NULL CHECK (json_valid(roles)),   -- what the speaker was on that day, and its name, likewise
    manner    TEXT NOT NULL,               -- model.Manner
    negated   INTEGER NOT NULL,            -- 1: it was not said so
    voice     TEXT NOT NULL,               -- model.Voice
    low       TEXT NOT NULL,               -- between which it was said, '' for what is not known
    high      TEXT NOT NULL                --
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_wording_of ON listed_wording (row, low);
CREATE INDEX listed_wording_when ON listed_wording (low, high, voice, row);
CREATE INDEX listed_wording_report ON listed_wording (report);
CREATE INDEX listed_wording_speaker ON listed_wording (speaker) WHERE speaker != '';
CREATE INDEX listed_wording_addressee ON listed_wording (addressee) WHERE addressee != '';

CREATE TABLE listed_said_of (              -- of whom others speak in what they say
    actor     TEXT NOT NULL,
    statement TEXT NOT NULL,               -- key of listed_wording
    PRIMARY KEY (actor, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_outlook (              -- what a row of questions and forecasts is put in order and counted by
    key     TEXT PRIMARY KEY,              -- of the OutlookRow
    n       INTEGER NOT NULL UNIQUE,       -- place in the list, from 0
    type    TEXT NOT NULL,                 -- as in the noun of model.py
    name    TEXT NOT NULL,                 -- of the forecaster
    open    INTEGER NOT NULL,              -- 1: nobody resolved it
    comment INTEGER NOT NULL               -- 1: nobody but readers' comments tells it
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_outlook_shown ON listed_outlook (comment, n);

CREATE TABLE listed_outlook_trait (        -- what all rows are like, as of listed_event_trait
    part   TEXT NOT NULL,                  --
    name   TEXT NOT NULL,                  --
    number INTEGER NOT NULL,               --
    value  TEXT NOT NULL,                  --
    PRIMARY KEY (part, name, number DESC, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_item (                 -- what a row is asked for by: one of its places fits
    outlook    TEXT PRIMARY KEY,           -- key of the outlook of one place
    row        TEXT NOT NULL,              -- key of listed_outlook
    report     TEXT NOT NULL,
    type       TEXT NOT NULL,              -- as in the noun of model.py
    voice      TEXT NOT NULL,              -- model.Voice
    forecaster TEXT NOT NULL,              -- actor, '' where it is no actor's
    name       TEXT NOT NULL,              -- without case and accents
    low        TEXT NOT NULL,              -- between which its report came out, '' for what is not known
    high       TEXT NOT NULL               --
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_item_of ON listed_item (row);
CREATE INDEX listed_item_voice ON listed_item (voice, row);
CREATE INDEX listed_item_report ON listed_item (report);
CREATE INDEX listed_item_forecaster ON listed_item (forecaster) WHERE forecaster != '';

CREATE TABLE listed_about (                -- whom a place of an outlook is about
    outlook TEXT NOT NULL,                 -- key of listed_item
    n       INTEGER NOT NULL,
    actor   TEXT NOT NULL,                 -- '' where it is no actor's
    name    TEXT NOT NULL,                 -- without case and accents
    PRIMARY KEY (outlook, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_about_actor ON listed_about (actor) WHERE actor != '';

CREATE TABLE listed_actor (                -- what a row of actors is put in order and counted by
    key     TEXT PRIMARY KEY,              -- of the ActorRow
    n       INTEGER NOT NULL UNIQUE,       -- place in the list, from 0
    name    TEXT NOT NULL,                 -- as in the ActorRow
    type    TEXT NOT NULL,                 -- as in the noun of model.py
    known   TEXT NOT NULL,                 -- '' when no file knows it
    country TEXT NOT NULL,                 -- PLOVER's
    sectors TEXT NOT NULL,                 -- PLOVER's, each between spaces: ' GOV MIL '
    reports INTEGER NOT NULL,              -- that speak of it
    words   TEXT NOT NULL                  -- all its names, without case and accents
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_actor_known ON listed_actor (known) WHERE known != '';
CREATE INDEX listed_actor_words ON listed_actor (words, known, n);

CREATE TABLE listed_actor_trait (          -- what all rows are like, as of listed_event_trait
    part   TEXT NOT NULL,                  --
    name   TEXT NOT NULL,                  --
    number INTEGER NOT NULL,               --
    value  TEXT NOT NULL,                  --
    PRIMARY KEY (part, name, number DESC, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_name (                 -- all that an actor is called, without case and accents
    name  TEXT NOT NULL,                   -- words of it
    actor TEXT NOT NULL,                   -- key of listed_actor
    PRIMARY KEY (name, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_career (               -- of actors that have any
    actor TEXT PRIMARY KEY,                -- key of listed_actor
    posts TEXT NOT NULL,                   -- JSON array of Held
    codes TEXT NOT NULL                    -- JSON array of Coded
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_edge (                 -- what a row of ties is put in order and counted by
    key      TEXT PRIMARY KEY,             -- of the first of the Edge's ties
    n        INTEGER NOT NULL UNIQUE,      -- place in the list, from 0
    type     TEXT NOT NULL,                -- as in the noun of model.py
    source   TEXT NOT NULL,                -- actor, '' where it is no actor's
    target   TEXT NOT NULL,                --
    asserted INTEGER NOT NULL,             -- how many ties say so
    denied   INTEGER NOT NULL,             --
    disputed INTEGER NOT NULL,             --
    possible INTEGER NOT NULL,             --
    planned  INTEGER NOT NULL              --
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_edge_source ON listed_edge (source) WHERE source != '';
CREATE INDEX listed_edge_target ON listed_edge (target) WHERE target != '';

CREATE TABLE listed_tie_trait (            -- what all rows are like, as of listed_event_trait
    part   TEXT NOT NULL,                  --
    name   TEXT NOT NULL,                  --
    number INTEGER NOT NULL,               --
    value  TEXT NOT NULL,                  --
    PRIMARY KEY (part, name, number DESC, value)
) STRICT, WITHOUT ROWID;

-- What the front page shows.
CREATE TABLE listed_overview (
    n   INTEGER PRIMARY KEY CHECK (n = 0),
    row TEXT NOT NULL                      -- JSON of the Overview
) STRICT;


-- Full-text index over segments. External content: the text stays in page alone. Diacritics are folded ("Erdoğan" is
-- found by erdogan), words are split at hyphens and apostrophes ("Al-Sudani" is found by sudani).
CREATE VIEW segment_text (id, text) AS
    SELECT segment.id, substr(page.text, segment.start + 1, segment.stop - segment.start)
    FROM segment JOIN page ON page.key = segment.page;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'segment_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- The same over what statements and outlooks read.
CREATE VIRTUAL TABLE said_words USING fts5 (
    words, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE foreseen_words USING fts5 (
    words, content = 'outlook', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
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
-- An actor without one of its mentions is another actor, so it goes whole.
CREATE TRIGGER mention_goes BEFORE DELETE ON mention BEGIN
    DELETE FROM judgement WHERE a = old.key;
    DELETE FROM judgement WHERE b = old.key;
    DELETE FROM actor WHERE key IN (SELECT actor FROM identity WHERE mention = old.key);
    DELETE FROM outlook WHERE report = old.report AND old.key IN (SELECT value FROM json_each(about));
    DELETE FROM event WHERE report = old.report AND (old.key IN (SELECT value FROM json_each(actors))
        OR old.key IN (SELECT value FROM json_each(recipients)));
    DELETE FROM done WHERE stage IN ('mentions', 'ties', 'locations', 'statements', 'outlook', 'events')
        AND item = old.report;
END;
CREATE TRIGGER judgement_goes AFTER DELETE ON judgement WHEN old.by = '' BEGIN
    DELETE FROM done WHERE stage = 'judgements';
END;
CREATE TRIGGER actor_goes AFTER DELETE ON actor BEGIN
    DELETE FROM done WHERE stage = 'actors';
END;
CREATE TRIGGER tie_goes AFTER DELETE ON tie BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
-- What is said and foreseen is found by its words as soon as it is there.
CREATE TRIGGER statement_comes AFTER INSERT ON statement BEGIN
    INSERT INTO said_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER statement_goes AFTER DELETE ON statement BEGIN
    INSERT INTO said_words (said_words, rowid, words) VALUES ('delete', old.id, old.words);
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
    DELETE FROM outlook WHERE statement = old.key;
    DELETE FROM event WHERE statement = old.key;
    DELETE FROM done WHERE stage IN ('outlook', 'events') AND item = old.report;
END;
CREATE TRIGGER outlook_comes AFTER INSERT ON outlook BEGIN
    INSERT INTO foreseen_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER outlook_goes AFTER DELETE ON outlook BEGIN
    INSERT INTO foreseen_words (foreseen_words, rowid, words) VALUES ('delete', old.id, old.words);
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
CREATE TRIGGER event_goes AFTER DELETE ON event BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
CREATE TRIGGER echo_goes AFTER DELETE ON echo BEGIN
    DELETE FROM done WHERE stage = 'echoes';
END;
CREATE TRIGGER recount_goes AFTER DELETE ON recount BEGIN
    DELETE FROM done WHERE stage = 'recounts';
END;
