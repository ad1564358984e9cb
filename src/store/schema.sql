-- One run of Stemma, whole. Written anew by each run; open it with any
-- SQLite. Spans are half-open Unicode code point offsets into article.text.
-- `number` columns count from 0 in the order of stemma.json.

pragma application_id = 1400140621;
pragma user_version = 1;

-- What was read. ------------------------------------------------------------

create table article (
    number     integer primary key,
    id         text not null unique,  -- the record's own, or from its digest
    path       text not null,         -- as it was named
    member     text,                  -- record or file inside an archive
    offset     integer not null,      -- byte of the record in the input
    sha256     text not null,         -- of the document's bytes, hexadecimal
    status     text not null,         -- ok, empty, duplicate, not-article, error
    reason     text,
    url        text,
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
    agency     text,                  -- whose copy it says it is
    text       text not null
);

create table author (
    article    integer not null references article,
    place      integer not null,      -- order on the page
    name       text not null,
    primary key (article, place)
) without rowid;

create table paragraph (
    article    integer not null references article,
    place      integer not null,
    "begin"    integer not null,
    "end"      integer not null,
    kind       text not null,         -- body, title, heading, quote, list ...
    from_begin integer,               -- bytes of the saved page
    from_end   integer,
    primary key (article, place)
) without rowid;

create table date_found (             -- every candidate, believed or not
    article    integer not null references article,
    place      integer not null,
    date       text not null,
    found_in   text not null,         -- json-ld, meta, dateline ...
    role       text not null,         -- published, modified ...
    believed   integer not null,
    primary key (article, place)
) without rowid;

create table credit (
    article    integer not null references article,
    place      integer not null,
    agency     text not null,
    found_in   text not null,         -- dateline, byline, line ...
    primary key (article, place)
) without rowid;

-- What was made of it; a rebuild remakes all below. --------------------------

create table passage (                -- wording that two articles share
    number     integer primary key,
    a          integer not null references article,
    a_begin    integer not null,
    a_end      integer not null,
    b          integer not null references article,
    b_begin    integer not null,
    b_end      integer not null,
    kind       text not null,         -- reprint, rewrite
    score      real not null,         -- 0..1
    rarity     real not null,         -- bits
    words      integer not null
);

create table story (
    number     integer primary key,
    id         text not null unique,
    title      text,
    day        text,
    day_why    text,
    cohesion   real not null,
    weakest    real not null
);

create table story_article (
    story      integer not null references story,
    article    integer not null references article,
    primary key (story, article)
) without rowid;

create table speaker (
    number     integer primary key,
    id         text not null unique,
    name       text not null,
    kind       text not null,
    country    text,
    body       integer references speaker -- for whom a spokesperson speaks
);

create table speaker_name (
    speaker    integer not null references speaker,
    name       text not null,
    primary key (speaker, name)
) without rowid;

create table attribution (
    number     integer primary key,
    article    integer not null references article,
    type       text not null,         -- direct, indirect, mixed
    confidence real not null,
    speaker    integer references speaker,
    carrier    integer references speaker,
    "outer"    integer references attribution
);

create table attribution_span (
    attribution integer not null references attribution,
    part       text not null,         -- source, cue, content, hedge
    "begin"    integer not null,
    "end"      integer not null,
    primary key (attribution, part, "begin")
) without rowid;

create table claim (
    number     integer primary key,
    id         text not null unique,
    story      integer not null references story,
    text       text not null,
    weight     real not null,
    cohesion   real not null,
    articles   integer not null,
    outlets    integer not null,
    families   integer not null,
    voices     integer not null,
    low        integer,               -- origins; null: not measured
    high       integer
);

create table mention (
    claim      integer not null references claim,
    place      integer not null,
    article    integer not null references article,
    "begin"    integer not null,
    "end"      integer not null,
    speaker    integer references speaker,
    attribution integer references attribution,
    primary key (claim, place)
) without rowid;

create table origin (
    claim      integer not null references claim,
    place      integer not null,
    kind       text not null,         -- statement, copy, report, unclear
    speaker    integer references speaker,
    agency     text,
    why        text,
    primary key (claim, place)
) without rowid;

create table origin_mention (
    claim      integer not null,
    origin     integer not null,
    mention    integer not null,
    primary key (claim, origin, mention)
) without rowid;

create table merge (                  -- why two mentions share an origin
    claim      integer not null references claim,
    place      integer not null,
    a          integer not null,
    b          integer not null,
    kind       text not null,         -- speaker, wording, agency, cited ...
    sure       integer not null,
    confidence real not null,
    why        text,
    primary key (claim, place)
) without rowid;

create table difference (
    claim      integer not null references claim,
    place      integer not null,
    slot       text not null,
    kind       text not null,         -- conflict, update, rounding, scope ...
    what       text,
    primary key (claim, place)
) without rowid;

create table difference_value (
    claim      integer not null,
    difference integer not null,
    place      integer not null,
    value      text not null,
    mention    integer not null,
    primary key (claim, difference, place, mention)
) without rowid;

create table lost_origin (            -- a text that is not in the pile
    number     integer primary key,
    id         text not null unique,
    story      integer not null references story,
    agency     text,
    speaker    integer references speaker
);

create table edge (                   -- `into` derives from one of two
    number     integer primary key,
    from_article integer references article,
    from_lost  integer references lost_origin,
    into_article integer not null references article,
    degree     text not null,         -- wholly, partly
    direction_known integer not null,
    share      real not null,
    agency     text,
    confidence real not null
);

create table evidence (
    edge       integer not null references edge,
    place      integer not null,
    kind       text not null,
    speaks_for integer not null,
    passage    integer references passage,
    text       text,
    primary key (edge, place)
) without rowid;

create index mention_by_article on mention (article);
create index attribution_by_article on attribution (article);
create index passage_by_b on passage (b);
