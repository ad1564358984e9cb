/* One saved news text with what is known of it. Never called a source. */
#ifndef STM_MODEL_ARTICLE_H
#define STM_MODEL_ARTICLE_H

#include "model/raw.h"

typedef enum stm_par_kind {
    STM_PAR_BODY,
    STM_PAR_TITLE,
    STM_PAR_HEADING,
    STM_PAR_QUOTE,
    STM_PAR_LIST,
    STM_PAR_CAPTION,
    STM_PAR_DATELINE, /* a line that holds a dateline, byline or date alone */
    STM_PAR_OTHER,    /* in the text but not of the article: never read on */
} stm_par_kind;

typedef struct stm_paragraph {
    stm_span span; /* in stm_article.text; ascending, not overlapping */
    stm_span from; /* bytes of the saved page; empty for given text */
    stm_par_kind kind;
} stm_paragraph;

/* Where an agency is named, most telling first. */
typedef enum stm_credit_place {
    STM_CREDIT_DATELINE, /* "BAKU (Reuters) -" */
    STM_CREDIT_BYLINE,   /* "By Reuters", author: "dpa" */
    STM_CREDIT_LINE,     /* "Source: AP", "(AFP)", "with agencies" */
    STM_CREDIT_COPYRIGHT,
    STM_CREDIT_PHOTO,   /* an image's credit: says nothing of the text */
    STM_CREDIT_MENTION, /* cited inside the text: "told AFP" */
} stm_credit_place;

typedef struct stm_credit {
    stm_slice agency; /* canonical short name: "Reuters", "AP", "AFP" */
    stm_span at;      /* in the text; empty where found outside it */
    stm_credit_place place;
} stm_credit;

/*
 * An article. Slices lie in the arena of the run. Text, for text and JSONL
 * input, is the input's text unchanged but for repair to valid UTF-8.
 */
typedef struct stm_article {
    stm_slice id; /* given, or made from the digest; unique in a run */
    stm_slice path;
    stm_slice member;
    uint64_t offset;
    uint8_t sha256[32]; /* as in stm_raw */
    stm_slice record_id;
    stm_slice payload_digest;
    stm_record_status status;
    stm_slice reason; /* why not OK; or a remark */
    bool paywall;     /* the text stops at one */

    stm_slice url;
    stm_slice canonical_url;
    stm_slice title;
    const stm_slice *authors; /* authors[n_authors], people and bodies */
    uint32_t n_authors;
    stm_slice outlet; /* its name as readers know it */
    stm_slice family; /* publisher it belongs to, "" in no table */
    stm_slice site;   /* host, without www. */
    stm_slice section;
    stm_slice language; /* BCP 47 base language, "" unknown */

    stm_date published;         /* precision NONE: unknown */
    float published_confidence; /* 0..1 */
    stm_date modified;
    stm_date captured;
    const stm_date_found *dates; /* dates[n_dates], all candidates */
    uint32_t n_dates;
    stm_slice dateline; /* place of the dateline, "" none */
    stm_span dateline_at;
    const stm_credit *credits; /* credits[n_credits] */
    uint32_t n_credits;

    stm_slice text;
    bool text_is_given;              /* the input's own text, unchanged */
    const stm_paragraph *paragraphs; /* paragraphs[n_paragraphs] */
    uint32_t n_paragraphs;
    stm_slice extra; /* JSON object of unknown fields to echo, or "" */
} stm_article;

/*
 * The agency whose copy the article says it is (dateline, byline, line or
 * copyright, in that order), or "".
 */
stm_slice stm_article_agency(const stm_article *self);

/* Words of the output: "body", "dateline". */
stm_slice stm_par_kind_text(stm_par_kind kind);
stm_slice stm_credit_place_text(stm_credit_place place);

/* True for paragraphs that later rooms read. */
static inline bool stm_par_is_read(stm_par_kind kind)
{
    return kind != STM_PAR_OTHER;
}

#endif
