/*
 * Who is heard for a mention: whose words the report gives for it.
 *
 * An attribution whose content holds all of the mention is the plain case.
 * Others are told by what lies around: a sentence of which an attribution
 * holds a part, narration that goes on with what somebody said before, a
 * headline whose body says on whose word. Each attribution near is measured,
 * a weighted sum gives its odds against nobody being heard, and the best is
 * taken where the odds are not much worse than even. Weights:
 * tools/train/heard.py.
 */
#ifndef STM_CLAIM_HEARD_H
#define STM_CLAIM_HEARD_H

#include "claim/claim_words.h"
#include "model/pile.h"

/* What is measured of a mention and an attribution; 0 or 1 unless said. */
typedef enum stm_heard_feature {
    /* the attribution's cue, source or content touches the sentence */
    STM_HEARD_HERE,
    STM_HEARD_COVERS,         /* 0..1: share of the mention it covers */
    STM_HEARD_CONTENT,        /* 0..1: share of the mention in its content */
    STM_HEARD_HALF,           /* covers half or more */
    STM_HEARD_MOST,           /* covers nine tenths or more */
    STM_HEARD_NO_CONTENT,     /* in the sentence, no content in the mention */
    STM_HEARD_SENTENCE,       /* 0..1: share of the sentence it covers */
    STM_HEARD_CUE_HERE,       /* its cue is in the sentence */
    STM_HEARD_CUE_INSIDE,     /* and in the mention */
    STM_HEARD_AROUND,         /* its parts stand before and after the mention */
    STM_HEARD_CUE_LAST,       /* its cue stands after the mention's middle */
    STM_HEARD_CONFIDENCE,     /* 0..1, where it is here */
    STM_HEARD_DIRECT,         /* direct or mixed, where it is here */
    STM_HEARD_SAID_WORD,      /* its cue is "said" or the like, where here */
    STM_HEARD_NO_SOURCE_HERE, /* its source is in another sentence */
    STM_HEARD_OPENS,          /* its first part opens the sentence */
    STM_HEARD_CLOSES,         /* its last part closes it */
    STM_HEARD_SPAN_AFTER,     /* the mention begins after its cue */
    STM_HEARD_RELATIVE,       /* "which the police said" */
    STM_HEARD_CUE_NOT,        /* "declined", "did not say" */
    STM_HEARD_CUE_CHARGE,     /* "is accused of", "pleaded" */
    STM_HEARD_CUE_BROAD,      /* another verb that may report */
    STM_HEARD_NOBODY_HERE,    /* one without a speaker is in the sentence */
    STM_HEARD_BROADER,        /* another attribution here covers less */
    STM_HEARD_TIGHTER,        /* another attribution here covers more */
    /* it is the last before the sentence */
    STM_HEARD_BEFORE,
    STM_HEARD_BEFORE_NEXT,   /* ends in the sentence before */
    STM_HEARD_BEFORE_SECOND, /* two before */
    STM_HEARD_BEFORE_PAR,    /* in the same paragraph */
    STM_HEARD_BEFORE_DIRECT,
    STM_HEARD_BEFORE_PERSON,
    STM_HEARD_BEFORE_QUOTED,  /* the mention is in quotation marks */
    STM_HEARD_BEFORE_PRONOUN, /* the sentence begins with he, they, it */
    STM_HEARD_BEFORE_HERE,    /* while another is here */
    STM_HEARD_BEFORE_DOUBT,   /* "allegedly" in the mention */
    STM_HEARD_BEFORE_PRESENT, /* "is", "has" in the mention */
    STM_HEARD_BEFORE_SAID,    /* a word of saying nobody is named for */
    STM_HEARD_BEFORE_MAIN,    /* 0..1: share of the report's speech */
    STM_HEARD_BEFORE_OVERLAP, /* 0..1: share of the mention's words in it */
    STM_HEARD_BEFORE_AUTHORITY,
    STM_HEARD_BEFORE_DOCUMENT,
    STM_HEARD_BEFORE_VAGUE,
    STM_HEARD_BEFORE_LONG_PAR, /* the paragraph is of more than 12 sentences */
    STM_HEARD_BEFORE_CUE_NOT,
    /* it is the first after the sentence */
    STM_HEARD_AFTER,
    STM_HEARD_AFTER_NEXT,
    STM_HEARD_AFTER_PAR,
    STM_HEARD_AFTER_DIRECT,
    STM_HEARD_AFTER_QUOTED,
    STM_HEARD_AFTER_HERE,
    STM_HEARD_AFTER_LEAD, /* the sentence is the first or second */
    STM_HEARD_AFTER_DOUBT,
    STM_HEARD_AFTER_SAID,
    STM_HEARD_AFTER_MAIN,
    STM_HEARD_AFTER_CONTENT_BEFORE, /* its content begins before its cue */
    STM_HEARD_AFTER_OVERLAP,
    /* another report has the same words */
    STM_HEARD_COPY,       /* on the word of one who is not near here */
    STM_HEARD_COPY_SAME,  /* and gives this speaker for them */
    STM_HEARD_COPY_OTHER, /* and gives another */
    STM_HEARD_COPY_NONE,  /* and gives none */
    /* of any kind */
    STM_HEARD_BOTH_SIDES, /* the same voice is last before and first after */
    STM_HEARD_LEAD,       /* the mention is in the first two sentences */
    STM_HEARD_KIND_PERSON,
    STM_HEARD_KIND_AUTHORITY, /* police, court, government, military */
    STM_HEARD_KIND_DOCUMENT,
    STM_HEARD_KIND_VAGUE, /* unnamed, collective, unknown */
    STM_HEARD_FEATURES
} stm_heard_feature;

typedef struct stm_heard {
    uint32_t attribution; /* index; STM_NONE: nobody, or told by a copy */
    uint32_t speaker;     /* the voice that counts, or STM_NONE */
    float odds;           /* log-odds against nobody */
    float x[STM_HEARD_FEATURES];
} stm_heard;

/* Who the reports of a story give for the same words. */
typedef struct stm_heard_copy {
    uint32_t article[2]; /* the first and the last that have them */
    uint32_t voice[2];   /* or STM_NONE */
} stm_heard_copy;

typedef struct stm_heard_copies {
    stm_u64map index; /* hash of the stems -> items */
    stm_heard_copy *items;
    uint32_t len, cap;
} stm_heard_copies;

/*
 * Reads the sentences and contents of articles[n]. Linear. Error:
 * STM_ERR_NOMEM; release also then.
 */
STM_WARN_UNUSED stm_status stm_heard_copies_init(stm_heard_copies *self,
                                                 const stm_pile *pile,
                                                 const uint32_t *articles,
                                                 uint32_t n);
void stm_heard_copies_release(stm_heard_copies *self);

/* So many attributions near are measured. */
enum { STM_HEARD_MAX = 16 };

/*
 * The attributions near `span` of sentence `sentence`, measured and weighed,
 * by place, then one that a copy of the words names. Only those with a
 * speaker. Returns how many, at most
 * STM_HEARD_MAX. Linear in the article's attributions.
 */
uint32_t stm_heard_list(const stm_pile *pile, const stm_claim_words *words,
                        const stm_heard_copies *copies, uint32_t article,
                        uint32_t sentence, stm_span span, stm_heard *out);

/* The best of these, or one with STM_NONE where nobody is heard. */
stm_heard stm_heard_for(const stm_pile *pile, const stm_claim_words *words,
                        const stm_heard_copies *copies, uint32_t article,
                        uint32_t sentence, stm_span span);

#endif
