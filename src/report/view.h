/*
 * One story as its page needs it: reports in the order of the page with
 * their letters, who is heard in which, what is shared, and the origins of
 * all shared claims counted once. Built once a page, then only read.
 */
#ifndef STM_REPORT_VIEW_H
#define STM_REPORT_VIEW_H

#include "base/arena.h"
#include "base/utf8.h"
#include "model/outlet.h"
#include "model/pile_index.h"
#include "report/report.h"
#include "report/siglum.h"

/* A report's place on the page is its index in stm_view.reports: its row. */
typedef struct stm_view_report {
    uint32_t article; /* index into the pile */
    stm_siglum siglum;
    uint32_t outlet;  /* index into stm_view.outlets */
    bool is_heard;    /* read for voices */
    bool is_read;     /* read for claims; all that are read for voices are */
    bool is_compared; /* its wording was compared with the others' */
    bool has_voice;   /* somebody is heard in it */
    double share;     /* 0..1 of its words stand in another; NaN unknown */
    uint32_t n_words; /* in what is read of it */
    uint32_t first_attribution; /* index into the pile's */
    uint32_t n_attributions;
    stm_slice agency; /* whose copy it says it is, "" nobody's */
    bool is_copy;     /* an agency's words stand in it */
} stm_view_report;

typedef struct stm_view_outlet {
    stm_slice name;        /* "" not known */
    stm_slice family_name; /* "" not known */
    uint32_t n_reports;
    uint32_t family; /* number of its family, 0.. */
} stm_view_outlet;

/* A speaker who is heard in the story. */
typedef struct stm_view_voice {
    uint32_t speaker;
    const uint32_t *rows; /* rows[n_rows], ascending: reports that carry it */
    uint32_t n_rows;
    uint32_t n_claims; /* shared claims that rest on it */
} stm_view_voice;

/* An origin of the story: those of its claims that are the same, once. */
typedef struct stm_view_origin {
    uint8_t kind;     /* stm_origin_kind */
    bool is_lost;     /* its own text is not in the pile */
    uint32_t speaker; /* STM_NONE where it has none */
    stm_slice agency; /* "" none */
    uint32_t outlet;  /* index into outlets, of a REPORT or UNCLEAR */
    uint32_t *rows;   /* rows[n_rows], ascending */
    uint32_t n_rows;
    uint32_t n_claims; /* shared claims that come down to it */
    uint32_t n_merged; /* in `drawn`: origins put together, else 1 */
} stm_view_origin;

/* Wording that a report has in common with another, seen from the one. */
typedef struct stm_view_wording {
    uint32_t row;
    uint32_t other; /* row */
    stm_span span;  /* in the text of `row` */
    uint32_t match; /* index into the pile's */
} stm_view_wording;

typedef struct stm_view {
    const stm_pile *pile;
    const stm_story *story;
    uint32_t story_index;
    const stm_report_opts *opts;
    const stm_pile_index *index; /* the pile's, or its own */
    stm_arena arena;             /* holds all below */
    stm_view_report *reports;    /* reports[n_reports], by time, then index */
    uint32_t n_reports;
    const stm_cpindex *cp;    /* cp[n_reports]: bytes to code points */
    uint32_t n_heard;         /* of these that were read for voices */
    uint32_t n_read;          /* and for claims */
    const uint32_t *row_at;   /* row_at[n_reports], by story->articles */
    stm_view_outlet *outlets; /* outlets[n_outlets], by first report */
    uint32_t n_outlets;
    uint32_t n_families;
    uint32_t n_unknown;     /* reports whose outlet is not known */
    uint32_t n_sayings;     /* attributions in its reports */
    stm_view_voice *voices; /* most carried first */
    uint32_t n_voices;
    const uint32_t *named; /* speakers named and not heard */
    uint32_t n_named;
    bool named_measured;    /* false: nobody looks for such */
    const uint32_t *shared; /* claims of two reports or more, in order */
    uint32_t n_shared;
    uint32_t n_alike;       /* left out of it: worded as a weightier one */
    const uint32_t *single; /* claims of one report, in order */
    uint32_t n_single;
    bool single_measured; /* false: nobody looks for such */
    const uint32_t *lost; /* lost origins of the story */
    uint32_t n_lost;
    const stm_view_wording *wordings; /* by row */
    uint32_t n_wordings;
    const uint8_t *tint;   /* a byte of text a byte: 1 is shared */
    const size_t *tint_at; /* tint_at[n_reports + 1], into tint */
    const uint32_t *edges; /* edges into its reports, in order */
    uint32_t n_edges;
    stm_view_origin *origins; /* origins[n_origins], most carried first */
    uint32_t n_origins;
    stm_view_origin
        *drawn; /* drawn[n_drawn]: those that cannot be told as one */
    uint32_t n_drawn;
    uint32_t high; /* of them, those that can be told; after sure merges */
    uint32_t low;  /* the same after possible ones too */
    uint32_t n_unsourced; /* shared claims for which nobody is named */
    bool measured;        /* the range is known */
} stm_view;

/*
 * Builds the view of stories[story]. False where memory is out; the view
 * must be released either way. Keeps `pile` and `opts`.
 */
bool stm_view_init(stm_view *self, const stm_pile *pile, uint32_t story,
                   const stm_report_opts *opts);
void stm_view_release(stm_view *self);

/* The row of an article of the story, or STM_NONE. */
uint32_t stm_view_row(const stm_view *self, uint32_t article);

static inline const stm_article *stm_view_article(const stm_view *self,
                                                  uint32_t row)
{
    return &self->pile->articles[self->reports[row].article];
}

/* True where the number of voices is what there is, 0 included. */
static inline bool stm_view_knows_voices(const stm_view *self)
{
    return self->n_heard > 0 && (self->n_voices > 0 || self->n_sayings == 0);
}

/* The outlet's name as the page gives it; "an outlet not known" for "". */
stm_slice stm_view_outlet_name(const stm_view *self, uint32_t row);

/* The place of a claim among the shared, from 1; 0 where it is not. */
uint32_t stm_view_claim_number(const stm_view *self, uint32_t claim);

/* The letter of lost origin `lost` (index into the pile's). */
stm_siglum stm_view_lost_siglum(const stm_view *self, uint32_t lost);

/* The first of the wordings of `row` or later. */
uint32_t stm_view_first_wording(const stm_view *self, uint32_t row);

#endif
