-- A pile of Stemma, whole, in one file. Open it with any SQLite.
--
-- Two kinds of tables: what was read (document and what hangs on it), which is
-- kept, and what was made of it, which `stemma rebuild` makes anew. Spans are
-- half-open Unicode code point offsets into article.text. `number` columns
-- count from 0 in the order of reading.

create table document (               -- one record of an input, as extracted
    number     integer primary key,
    id         text not null unique,  -- the record's own, or from its digest
    path       text not null,         -- as it was named
    member     text,                  -- record or file inside an archive
    offset     integer not null,      -- byte of the record in the input
    sha256     text,                  -- of the document's bytes, hexadecimal
    record_id  text,                  -- WARC-Record-ID
    payload_digest text,
    status     text not null,         -- ok, empty, duplicate, not-article, error
    reason     text,
    paywall    integer not null,
    url        text,
    canonical_url text,
    title      text,
    outlet     text,
    site       text,
    section    text,
    language   text,                  -- BCP 47
    published  text,                  -- ISO 8601 in its own precision
    published_confidence real,        -- 0..1, null without a date
    modified   text,
    captured   text,
    dateline   text,
    dateline_begin integer,
    dateline_end integer,
    agency     text,                  -- whose copy it says it is
    text_is_given integer not null,   -- 1: the input's own text, unchanged
    text       text not null,
    extra      text                   -- JSON object of fields not known to us
);

create table author (
    document   integer not null references document,
    place      integer not null,      -- order on the page
    name       text not null,
    primary key (document, place)
) without rowid;

create table paragraph (
    document   integer not null references document,
    place      integer not null,
    "begin"    integer not null,      -- into document.text
    "end"      integer not null,
    kind       text not null,         -- body, title, heading, quote, list ...
    from_begin integer,               -- bytes of the saved page
    from_end   integer,
    primary key (document, place)
) without rowid;

create table date_found (             -- every candidate, believed or not
    document   integer not null references document,
    place      integer not null,
    date       text not null,
    found_in   text not null,         -- json-ld, meta, dateline ...
    role       text not null,         -- published, modified ...
    believed   integer not null,
    "begin"    integer,               -- into document.text
    "end"      integer,
    primary key (document, place)
) without rowid;

create table credit (
    document   integer not null references document,
    place      integer not null,
    agency     text not null,
    found_in   text not null,         -- dateline, byline, line ...
    "begin"    integer,
    "end"      integer,
    primary key (document, place)
) without rowid;

create table correction (             -- what a person says the machine got wrong
    number     integer primary key,   -- in the order in which they were made
    line       text not null          -- JSON, see docs/corrections.md
);

create table state (                  -- how far the derived tables have come
    name       text primary key,
    value      text
) without rowid;
