-- What was made of the documents; `stemma rebuild` remakes all of this.

create table edited (                 -- what comparing the documents changed
    document   integer primary key references document,
    status     text not null,
    reason     text,
    text       text                   -- null: as it was
);

create table edited_paragraph (       -- of documents whose text was changed
    document   integer not null references document,
    place      integer not null,
    "begin"    integer not null,
    "end"      integer not null,
    kind       text not null,
    from_begin integer,
    from_end   integer,
    primary key (document, place)
) without rowid;

create table reading (                -- what was read for speech, see readings.h
    document   integer primary key references document,
    digest     integer not null       -- of its text, paragraphs and language
);

create view article as                -- the documents as all below reads them
    select d.number, d.id, d.path, d.member, d.sha256,
           coalesce(e.status, d.status) as status,
           case when e.document is null then d.reason else e.reason end as reason,
           d.url, d.title, d.outlet, d.site, d.section, d.language,
           d.published, d.published_confidence, d.modified, d.captured,
           d.dateline, d.agency, coalesce(e.text, d.text) as text
    from document d left join edited e on e.document = d.number;

create table passage (                -- wording that two articles share
    number     integer primary key,
    a          integer not null references document,
    a_begin    integer not null,
    a_end      integer not null,
    b          integer not null references document,
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
    article    integer not null references document,
    primary key (story, article)
) without rowid;

create table story_link (             -- it continues, or is continued by
    story      integer not null references story,
    other      integer not null references story,
    primary key (story, other)
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

create table speaker_article (        -- where the speaker is heard or named
    speaker    integer not null references speaker,
    article    integer not null references document,
    primary key (speaker, article)
) without rowid;

create table attribution (
    number     integer primary key,
    article    integer not null references document,
    type       text not null,         -- direct, indirect, mixed
    confidence real not null,
    speaker    integer references speaker,
    carrier    integer references speaker,
    "outer"    integer references attribution,
    reduced    integer not null       -- 1: found by marks and colons alone
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
    weakest    real not null,
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
    article    integer not null references document,
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
    passage    integer references passage,
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
    amount     real,                  -- null: not a number
    mention    integer not null,
    primary key (claim, difference, place, mention)
);                                    -- with rowid: SQLite 3.40's check errs else

create table lost_origin (            -- a text that is not in the pile
    number     integer primary key,
    id         text not null unique,
    story      integer not null references story,
    agency     text,
    speaker    integer references speaker
);

create table lost_article (           -- who drew on it
    lost       integer not null references lost_origin,
    article    integer not null references document,
    primary key (lost, article)
) without rowid;

create table lost_passage (           -- what shows that it was there
    lost       integer not null references lost_origin,
    passage    integer not null references passage,
    primary key (lost, passage)
) without rowid;

create table edge (                   -- `into` derives from one of two
    number     integer primary key,
    from_article integer references document,
    from_lost  integer references lost_origin,
    into_article integer not null references document,
    degree     text not null,         -- wholly, partly
    direction_known integer not null,
    share      real,                  -- null: not measured
    agency     text,
    confidence real not null
);

create table evidence (
    edge       integer not null references edge,
    place      integer not null,
    kind       text not null,
    speaks_for integer not null,
    passage    integer references passage,
    "begin"    integer,               -- in the article it leads into
    "end"      integer,
    text       text,
    primary key (edge, place)
) without rowid;

create index mention_by_article on mention (article);
create index attribution_by_article on attribution (article);
create index passage_by_b on passage (b);

create virtual table search using fts5 (
    title, outlet, text,
    content = 'article', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);
