#include "base/utf8.h"
#include "text/sentences.h"

#include "base/banned.h"

/*
 * Straight marks and those that open in one language and shut in another
 * are read by what stands around them and by what is open.
 *
 *      “ opens, but shuts after „      » shuts, but opens in »German«
 *      ’ shuts only where ‘ is open (else it is an apostrophe)
 */
typedef struct quotes {
    bool open_double; /* “ " « 「 */
    bool low;         /* opened by „ */
    bool reversed;    /* opened by » */
    bool open_single;
} quotes;

static uint32_t first_cp(stm_slice text, const stm_token *t)
{
    uint32_t cp;
    stm_utf8_next(text, t->begin, &cp);
    return cp;
}

/* True where nothing but a word can follow: space or an opener before. */
static bool stands_in_front(const stm_words *w, uint32_t i, uint32_t first)
{
    const bool spaced = (w->tokens[i].flags & STM_TOKEN_SPACE_BEFORE) != 0;
    const bool next_adjoins = i + 1 < w->len && (w->tokens[i + 1].flags &
                                                 STM_TOKEN_SPACE_BEFORE) == 0;
    const bool after_mark =
        i > first && w->tokens[i - 1].kind == STM_TOKEN_MARK;
    return next_adjoins && (spaced || i == first || after_mark);
}

static uint8_t straight(quotes *q, const stm_words *w, uint32_t i,
                        uint32_t first)
{
    const bool spaced = (w->tokens[i].flags & STM_TOKEN_SPACE_BEFORE) != 0;
    const bool next_spaced = i + 1 == w->len || (w->tokens[i + 1].flags &
                                                 STM_TOKEN_SPACE_BEFORE) != 0;
    bool opens = !q->open_double;
    if ((spaced || i == first) && !next_spaced)
        opens = true;
    else if (!spaced && next_spaced)
        opens = false;
    q->open_double = opens;
    return opens ? STM_TOKEN_OPEN_QUOTE : STM_TOKEN_SHUT_QUOTE;
}

static uint8_t single(quotes *q, uint32_t cp, const stm_words *w, uint32_t i,
                      uint32_t first)
{
    if (cp == 0x2018 || (cp == '\'' && stands_in_front(w, i, first))) {
        q->open_single = true;
        return STM_TOKEN_OPEN_QUOTE;
    }
    if (!q->open_single)
        return 0;
    q->open_single = false;
    return STM_TOKEN_SHUT_QUOTE;
}

/* Guillemets, one kind pointing out, the other in. */
static uint8_t guillemet(quotes *q, bool right, bool in_front)
{
    if (q->open_double) {
        if (right == !q->reversed) {
            q->open_double = q->reversed = false;
            return STM_TOKEN_SHUT_QUOTE;
        }
        return STM_TOKEN_OPEN_QUOTE;
    }
    if (right && !in_front)
        return STM_TOKEN_SHUT_QUOTE;
    q->open_double = true;
    q->reversed = right;
    return STM_TOKEN_OPEN_QUOTE;
}

static uint8_t flag_of(quotes *q, uint32_t cp, const stm_words *w, uint32_t i,
                       uint32_t first)
{
    switch (cp) {
    case '"':
    case 0xFF02:
        return straight(q, w, i, first);
    case '\'':
    case 0x2018:
    case 0x2019:
        return single(q, cp, w, i, first);
    case 0x201E:
        q->open_double = q->low = true;
        return STM_TOKEN_OPEN_QUOTE;
    case 0x201C:
        if (q->low || (q->open_double && !stands_in_front(w, i, first))) {
            q->open_double = q->low = false;
            return STM_TOKEN_SHUT_QUOTE;
        }
        q->open_double = true;
        return STM_TOKEN_OPEN_QUOTE;
    case 0x201D:
        if (!q->open_double && stands_in_front(w, i, first)) {
            /* Swedish and Finnish open with the same mark */
            q->open_double = true;
            return STM_TOKEN_OPEN_QUOTE;
        }
        q->open_double = q->low = false;
        return STM_TOKEN_SHUT_QUOTE;
    case 0x00AB:
    case 0x2039:
        return guillemet(q, false, stands_in_front(w, i, first));
    case 0x00BB:
    case 0x203A:
        return guillemet(q, true, stands_in_front(w, i, first));
    case 0x300C:
    case 0x300E:
    case 0x300A:
        return STM_TOKEN_OPEN_QUOTE;
    case 0x300D:
    case 0x300F:
    case 0x300B:
        return STM_TOKEN_SHUT_QUOTE;
    default:
        return 0;
    }
}

void stm_quote_marks_set(stm_words *words, uint32_t first, stm_slice text)
{
    quotes q = {0};
    for (uint32_t i = first; i < words->len; i++) {
        stm_token *t = &words->tokens[i];
        if (t->kind != STM_TOKEN_MARK)
            continue;
        const uint8_t byte = text.ptr[t->begin];
        if (byte < 0x80 && byte != '"' && byte != '\'')
            continue;
        t->flags |= flag_of(&q, first_cp(text, t), words, i, first);
    }
}
