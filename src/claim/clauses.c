#include "claim/clauses.h"

#include "base/size.h"

#include "base/banned.h"

enum { least_words = 3 };

typedef struct cutter {
    const stm_claim_words *words;
    stm_slice bytes;
    const stm_text *text;
    uint32_t first;
    uint32_t end;
} cutter;

typedef enum joint {
    JOINT_NONE,
    JOINT_HARD,  /* a mark that parts by itself */
    JOINT_QUOTE, /* the edge of a quotation */
    JOINT_WORD,  /* "who", "after" */
    JOINT_AND,
    JOINT_COMMA,
} joint;

static stm_slice token_text(const cutter *c, uint32_t i)
{
    const stm_token *t = &c->text->tokens[i];
    return stm_span_text((stm_span){t->begin, t->end}, c->bytes);
}

static bool is_word(const cutter *c, uint32_t i)
{
    return c->text->tokens[i].kind != STM_TOKEN_MARK;
}

static uint32_t flags_at(const cutter *c, uint32_t i)
{
    return is_word(c, i)
               ? stm_claim_words_get(c->words, c->text->terms[i])->flags
               : 0;
}

static uint32_t count_words(const cutter *c, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++)
        n += is_word(c, i);
    return n;
}

static bool is_verb(const cutter *c, uint32_t i)
{
    if (c->text->tokens[i].kind != STM_TOKEN_WORD)
        return false;
    if ((flags_at(c, i) & STM_CLAIM_WORD_VERB) != 0)
        return true;
    const stm_slice s = token_text(c, i);
    return s.len > 4 && (stm_slice_ends(s, STM_LIT("ed")) ||
                         stm_slice_ends(s, STM_LIT("ing")) ||
                         stm_slice_ends(s, STM_LIT("n't")) ||
                         stm_slice_ends(s, STM_LIT("n’t")));
}

static bool has_verb(const cutter *c, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < c->end; i++)
        if (is_verb(c, i))
            return true;
    return false;
}

/* Whether token i (not the first) could open a clause, and why. */
static joint joint_at(const cutter *c, uint32_t i)
{
    const uint8_t f = c->text->tokens[i].flags;
    const uint8_t before = c->text->tokens[i - 1].flags;
    const stm_slice mark =
        is_word(c, i - 1) ? STM_LIT("") : token_text(c, i - 1);
    if (stm_slice_eq(mark, STM_LIT(";")) || stm_slice_eq(mark, STM_LIT(":")) ||
        stm_slice_eq(mark, STM_LIT("—")) || stm_slice_eq(mark, STM_LIT("–")) ||
        (stm_slice_eq(mark, STM_LIT("-")) &&
         (before & STM_TOKEN_SPACE_BEFORE) != 0 &&
         (f & STM_TOKEN_SPACE_BEFORE) != 0))
        return JOINT_HARD;
    if ((f & STM_TOKEN_OPEN_QUOTE) != 0 || (before & STM_TOKEN_SHUT_QUOTE) != 0)
        return JOINT_QUOTE;
    const uint32_t word = flags_at(c, i);
    if ((word & STM_CLAIM_WORD_JOINT) != 0)
        return JOINT_WORD;
    if ((word & STM_CLAIM_WORD_AND) != 0)
        return JOINT_AND;
    return stm_slice_eq(mark, STM_LIT(",")) ? JOINT_COMMA : JOINT_NONE;
}

static uint32_t next_joint(const cutter *c, uint32_t i)
{
    for (i++; i < c->end; i++)
        if (joint_at(c, i) != JOINT_NONE)
            return i;
    return c->end;
}

/* Whether the clause from `start` ends before token i. */
static bool parts(const cutter *c, uint32_t start, uint32_t i)
{
    const joint j = joint_at(c, i);
    if (j == JOINT_NONE || count_words(c, start, i) < least_words ||
        count_words(c, i, c->end) < least_words)
        return false;
    const uint32_t next = next_joint(c, i);
    switch (j) {
    case JOINT_HARD:
        return true;
    case JOINT_QUOTE:
        return count_words(c, i, next) > 0;
    case JOINT_WORD:
        return has_verb(c, i, i + 10);
    case JOINT_AND:
        return has_verb(c, i, stm_min_u32(next, i + 6)) &&
               has_verb(c, start, i);
    case JOINT_COMMA:
        return has_verb(c, i, stm_min_u32(next, i + 5)) &&
               has_verb(c, start, i) && count_words(c, i, next) >= least_words;
    case JOINT_NONE:
        break;
    }
    return false;
}

/* Drops marks at both ends, but for quotation marks and currency. */
static bool trim(const cutter *c, stm_clause *x)
{
    while (x->first_token < x->end_token && !is_word(c, x->first_token) &&
           (c->text->tokens[x->first_token].flags & STM_TOKEN_OPEN_QUOTE) ==
               0 &&
           !stm_slice_eq(token_text(c, x->first_token), STM_LIT("$")))
        x->first_token++;
    while (x->end_token > x->first_token && !is_word(c, x->end_token - 1) &&
           (c->text->tokens[x->end_token - 1].flags & STM_TOKEN_SHUT_QUOTE) ==
               0 &&
           !stm_slice_eq(token_text(c, x->end_token - 1), STM_LIT("%")))
        x->end_token--;
    return x->first_token < x->end_token;
}

uint32_t stm_clauses_from_sentence(const stm_claim_words *words,
                                   stm_slice bytes, const stm_text *text,
                                   const stm_sentence *s, stm_clause *out)
{
    const cutter c = {words, bytes, text, s->first_token,
                      s->first_token + s->n_tokens};
    uint32_t n = 0;
    uint32_t start = c.first;
    for (uint32_t i = c.first + 1; i < c.end; i++) {
        if (n + 1 >= STM_CLAUSES_MAX || !parts(&c, start, i))
            continue;
        out[n] = (stm_clause){start, i};
        n += trim(&c, &out[n]);
        start = i;
    }
    out[n] = (stm_clause){start, c.end};
    n += trim(&c, &out[n]);
    if (n == 0 && c.end > c.first)
        out[n++] = (stm_clause){c.first, c.end};
    return n;
}
