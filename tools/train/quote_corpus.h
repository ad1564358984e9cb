/* The annotated articles that the quote reader is trained and tried on. */
#ifndef STM_TRAIN_QUOTE_CORPUS_H
#define STM_TRAIN_QUOTE_CORPUS_H

#include "base/arena.h"
#include "model/text.h"
#include "quote/labels.h"
#include "quote/linker.h"
#include "quote/reading.h"

#define CORPUS_FOLDS 10u

typedef struct corpus_attribution {
    stm_span source[8], cue[8], content[8];
    uint32_t n_source, n_cue, n_content;
} corpus_attribution;

typedef struct corpus_doc {
    stm_article article;
    stm_text text;
    corpus_attribution *attributions;
    uint32_t n_attributions;
    uint32_t fold;
    stm_reading reading; /* set by corpus_read */
    uint8_t *labels;     /* labels[reading.n_words] */
} corpus_doc;

typedef struct corpus {
    corpus_doc *docs;
    uint32_t n;
    stm_arena arena;
} corpus;

/* Loads JSON Lines of articles with or without attributions; 0: all. */
bool corpus_load(const char *path, uint32_t max_docs, corpus *out);

/* Words and gold labels of every document; lexicons[fold] or one for all. */
bool corpus_read(corpus *self, const stm_lexicon *lexicons, bool by_fold);

/*
 * Counts forms in and out of cues, leaving out fold `without`
 * (CORPUS_FOLDS: none); the corpus must have been read.
 */
bool corpus_lexicon(const corpus *self, uint32_t without, stm_arena *arena,
                    stm_lexicon *out);

#endif
