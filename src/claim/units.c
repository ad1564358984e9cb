#include "claim/units.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/size.h"
#include "claim/clauses.h"
#include "claim/times.h"

#include "base/banned.h"

/* Growing lists while units are read; owned until copied to the arena. */
typedef struct id_list {
    uint32_t *items;
    uint32_t len;
    uint32_t cap;
} id_list;

typedef struct builder {
    const stm_pile *pile;
    const stm_claim_words *words;
    stm_units *out;
    stm_unit *items;
    uint32_t n;
    uint32_t cap;
    id_list ids;
    id_list tokens; /* parallel to ids */
    id_list grams;
    id_list nears;
    uint8_t *clauses; /* parallel to ids */
    uint32_t cap_clauses;
    id_list names;
    stm_number *numbers;
    uint32_t n_numbers;
    uint32_t cap_numbers;
    stm_u64map vocabulary; /* meaning -> word id */
    stm_u64map pairs;      /* two word ids -> bigram id */
    stm_u64map close;      /* the lesser id first -> near pair's id */
} builder;

static bool push(id_list *list, uint32_t id)
{
    if (!stm_grow(&list->items, &list->cap, list->len + 1, sizeof *list->items))
        return false;
    list->items[list->len++] = id;
    return true;
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts list[from..] and drops what repeats. */
static void make_set(id_list *list, uint32_t from)
{
    if (list->len - from < 2)
        return;
    qsort(list->items + from, list->len - from, sizeof *list->items,
          compare_ids);
    uint32_t keep = from + 1;
    for (uint32_t i = from + 1; i < list->len; i++)
        if (list->items[i] != list->items[keep - 1])
            list->items[keep++] = list->items[i];
    list->len = keep;
}

static uint32_t id_of(stm_u64map *map, uint64_t key)
{
    const stm_u64map_entry *e = stm_u64map_put(map, key, map->len, NULL);
    return e == NULL ? STM_NONE : e->value;
}

uint32_t stm_attributions_of(const stm_pile *pile, uint32_t article)
{
    uint32_t low = 0;
    uint32_t high = pile->n_attributions;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (pile->attributions[mid].article < article)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t stm_attribution_over(const stm_pile *pile, uint32_t article,
                              uint32_t first, stm_span span)
{
    uint32_t best = STM_NONE;
    uint32_t best_size = UINT32_MAX;
    const uint32_t half = (span.end - span.begin + 1) / 2;
    for (uint32_t i = first;
         i < pile->n_attributions && pile->attributions[i].article == article;
         i++) {
        const stm_attribution *a = &pile->attributions[i];
        uint32_t covered = 0;
        uint32_t size = 0;
        for (uint32_t k = 0; k < a->n_content; k++) {
            covered += stm_span_overlap(a->content[k], span);
            size += a->content[k].end - a->content[k].begin;
        }
        /* "the mayor said" is of the speech as its content is */
        if (covered > 0) {
            for (uint32_t k = 0; k < a->n_source; k++)
                covered += stm_span_overlap(a->source[k], span);
            for (uint32_t k = 0; k < a->n_cue; k++)
                covered += stm_span_overlap(a->cue[k], span);
        }
        /* "said, citing Y": the same words, and Y's before the carrier's */
        if (covered >= half &&
            (size < best_size || (size == best_size && a->outer == best))) {
            best = i;
            best_size = size;
        }
    }
    return best;
}

stm_span stm_unit_span(const stm_pile *pile, const stm_unit *unit)
{
    return pile->texts[unit->article].sentences[unit->sentence].span;
}

/* Numbers become words of their own: "#" and the value, whatever its form. */
static bool add_numbers(builder *b, stm_unit *u, const stm_text *text,
                        const stm_sentence *s)
{
    stm_number found[STM_NUMBERS_MAX];
    const uint32_t n = stm_numbers_from_tokens(
        b->words, b->pile->articles[u->article].text, text, s->first_token,
        s->first_token + s->n_tokens, found);
    u->numbers = b->n_numbers;
    if (!stm_grow(&b->numbers, &b->cap_numbers, b->n_numbers + n,
                  sizeof *b->numbers))
        return false;
    for (uint32_t i = 0; i < n; i++)
        b->numbers[b->n_numbers++] = found[i];
    u->numbers_end = b->n_numbers;
    return true;
}

static uint64_t value_key(const stm_number *n)
{
    return stm_hash_mix(0x6e756dU, (uint64_t)llround(n->low * 64));
}

/* The meaning of token i: a number's value, a concept, else the stem. */
static uint64_t meaning_at(const builder *b, const stm_unit *u,
                           const stm_text *text, uint32_t i, uint32_t *next)
{
    *next = i + 1;
    for (uint32_t k = u->numbers; k < u->numbers_end; k++) {
        const stm_number *n = &b->numbers[k];
        if (i < n->first_token || i >= n->end_token)
            continue;
        *next = n->end_token;
        const bool one = n->low == 1 && n->high == 1 &&
                         text->tokens[i].kind == STM_TOKEN_WORD;
        return one ? 0 : value_key(n);
    }
    if (text->tokens[i].kind == STM_TOKEN_MARK)
        return 0;
    const stm_claim_word *w = stm_claim_words_get(b->words, text->terms[i]);
    if ((w->flags & (STM_CLAIM_WORD_STOP | STM_CLAIM_WORD_NEGATION |
                     STM_CLAIM_WORD_SAID)) != 0 ||
        (text->tokens[i].flags & STM_TOKEN_STOP) != 0)
        return 0;
    return w->concept != 0 ? w->concept : text->stems[i];
}

static void read_flags(const builder *b, stm_unit *u, const stm_text *text,
                       const stm_sentence *s)
{
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const uint32_t f = stm_claim_words_get(b->words, text->terms[i])->flags;
        if (text->tokens[i].kind != STM_TOKEN_MARK &&
            (f & STM_CLAIM_WORD_NEGATION) != 0)
            u->flags |= STM_UNIT_NEGATED;
        if (text->tokens[i].kind != STM_TOKEN_MARK &&
            (f & STM_CLAIM_WORD_SAID) != 0)
            u->flags |= STM_UNIT_SAID;
        if ((text->tokens[i].flags &
             (STM_TOKEN_OPEN_QUOTE | STM_TOKEN_SHUT_QUOTE)) != 0)
            u->flags |= STM_UNIT_QUOTE;
    }
}

static bool add_row(builder *b, stm_unit *u, const stm_text *text,
                    const stm_sentence *s)
{
    const uint32_t end = s->first_token + s->n_tokens;
    u->row = b->ids.len;
    u->names = b->names.len;
    uint32_t next = 0;
    for (uint32_t i = s->first_token; i < end; i = next) {
        const uint64_t key = meaning_at(b, u, text, i, &next);
        if (key == 0)
            continue;
        const uint32_t id = id_of(&b->vocabulary, key);
        if (id == STM_NONE || !push(&b->ids, id) || !push(&b->tokens, i))
            return false;
        if ((text->tokens[i].flags & STM_TOKEN_CAPITAL) != 0 &&
            i > s->first_token && !push(&b->names, id))
            return false;
    }
    u->row_end = b->ids.len;
    make_set(&b->names, u->names);
    u->names_end = b->names.len;
    return true;
}

static bool add_set(builder *b, stm_unit *u)
{
    u->set = b->ids.len;
    for (uint32_t i = u->row; i < u->row_end; i++)
        if (!push(&b->ids, b->ids.items[i]))
            return false;
    make_set(&b->ids, u->set);
    u->set_end = b->ids.len;
    while (b->tokens.len < b->ids.len)
        if (!push(&b->tokens, STM_NONE))
            return false;
    return true;
}

/* Marks each word of the set with the clauses that hold it. */
static bool mark_clauses(builder *b, stm_unit *u, const stm_text *text,
                         const stm_sentence *s)
{
    stm_clause c[STM_CLAUSES_MAX];
    const uint32_t n = stm_clauses_from_sentence(
        b->words, b->pile->articles[u->article].text, text, s, c);
    u->n_clauses = stm_min_u32(n, STM_UNIT_CLAUSES);
    if (!stm_grow(&b->clauses, &b->cap_clauses, b->ids.len + 1,
                  sizeof *b->clauses))
        return false;
    for (uint32_t i = u->row; i < u->set_end; i++)
        b->clauses[i] = 0;
    uint32_t at = 0;
    for (uint32_t i = u->row; i < u->row_end; i++) {
        while (at + 1 < u->n_clauses &&
               b->tokens.items[i] >= c[at + 1].first_token)
            at++;
        for (uint32_t k = u->set; k < u->set_end; k++)
            if (b->ids.items[k] == b->ids.items[i])
                b->clauses[k] |= (uint8_t)(1u << at);
    }
    return true;
}

/* Pairs of words in a row, in order and side by side, or close in any. */
static bool add_pairs(builder *b, stm_unit *u)
{
    enum { window = 4 };
    u->grams = b->grams.len;
    u->nears = b->nears.len;
    for (uint32_t i = u->row; i < u->row_end; i++)
        for (uint32_t k = i + 1; k < u->row_end && k <= i + window; k++) {
            const uint32_t x = b->ids.items[i];
            const uint32_t y = b->ids.items[k];
            const uint32_t less = stm_min_u32(x, y);
            const uint32_t more = stm_max_u32(x, y);
            const uint32_t near = id_of(&b->close, (uint64_t)less << 32 | more);
            if (near == STM_NONE || !push(&b->nears, near))
                return false;
            if (k > i + 1)
                continue;
            const uint32_t gram = id_of(&b->pairs, (uint64_t)x << 32 | y);
            if (gram == STM_NONE || !push(&b->grams, gram))
                return false;
        }
    make_set(&b->grams, u->grams);
    u->grams_end = b->grams.len;
    make_set(&b->nears, u->nears);
    u->nears_end = b->nears.len;
    return true;
}

static void read_day(const builder *b, stm_unit *u, const stm_text *text,
                     const stm_sentence *s)
{
    stm_day_named days[STM_DAYS_MAX];
    const uint32_t n = stm_days_from_tokens(
        b->words, &b->pile->articles[u->article], text, s->first_token,
        s->first_token + s->n_tokens, days);
    u->day = n > 0 ? days[0].day : STM_NO_DAY;
}

static bool add_sentence(builder *b, uint32_t article, uint32_t member,
                         uint32_t sentence)
{
    const stm_text *text = &b->pile->texts[article];
    const stm_sentence *s = &text->sentences[sentence];
    stm_unit u = {.article = article,
                  .member = member,
                  .sentence = sentence,
                  .speaker = STM_NONE};
    u.place = text->n_sentences < 2
                  ? 0
                  : (float)sentence / (float)(text->n_sentences - 1);
    if (!add_numbers(b, &u, text, s) || !add_row(b, &u, text, s) ||
        !add_set(b, &u) || !mark_clauses(b, &u, text, s) || !add_pairs(b, &u))
        return false;
    read_flags(b, &u, text, s);
    read_day(b, &u, text, s);
    if (u.set_end - u.set < 2)
        return true; /* its lists stay behind, unused */
    const uint32_t a = stm_attribution_over(
        b->pile, article, stm_attributions_of(b->pile, article), s->span);
    if (a != STM_NONE) {
        u.flags |= STM_UNIT_SAID;
        u.speaker = stm_speaker_voice(b->pile->speakers,
                                      b->pile->attributions[a].speaker);
    }
    if (!stm_grow(&b->items, &b->cap, b->n + 1, sizeof *b->items))
        return false;
    b->items[b->n++] = u;
    return true;
}

static bool read_story(builder *b, const stm_story *story, stm_arena *arena)
{
    b->out->n_members = story->n_articles;
    b->out->first_of = stm_arena_alloc(arena, story->n_articles + 1u,
                                       sizeof *b->out->first_of);
    if (b->out->first_of == NULL)
        return false;
    for (uint32_t m = 0; m < story->n_articles; m++) {
        const uint32_t article = story->articles[m];
        const stm_text *text = &b->pile->texts[article];
        b->out->first_of[m] = b->n;
        for (uint32_t s = 0; s < text->n_sentences && b->n < STM_UNITS_MAX; s++)
            if (!add_sentence(b, article, m, s))
                return false;
    }
    b->out->first_of[story->n_articles] = b->n;
    return true;
}

/* In a story of few sentences no word is common for being in two. */
enum { least_units = 40 };

/* One of a unit's lists: words, bigrams, near pairs. */
typedef enum list_kind {
    LIST_SET,
    LIST_GRAMS,
    LIST_NEARS,
} list_kind;

static uint32_t list_begin(const stm_unit *u, list_kind of)
{
    return of == LIST_SET ? u->set : of == LIST_GRAMS ? u->grams : u->nears;
}

static uint32_t list_end(const stm_unit *u, list_kind of)
{
    return of == LIST_SET     ? u->set_end
           : of == LIST_GRAMS ? u->grams_end
                              : u->nears_end;
}

/* What an item says: log of how few of the units hold it. */
static float *weigh(const uint32_t *ids, const stm_units *u, list_kind of,
                    uint32_t n_ids, uint32_t *count, stm_arena *arena)
{
    float *weights = stm_arena_alloc(arena, n_ids + 1u, sizeof *weights);
    if (weights == NULL || count == NULL)
        return NULL;
    for (uint32_t i = 0; i < u->n; i++)
        for (uint32_t k = list_begin(&u->items[i], of);
             k < list_end(&u->items[i], of); k++)
            count[ids[k]]++;
    const float all = (float)stm_max_u32(u->n, least_units) + 1;
    for (uint32_t i = 0; i < n_ids; i++)
        weights[i] = logf(all / ((float)count[i] + .5F));
    return weights;
}

static void sum_weights(stm_units *u)
{
    for (uint32_t i = 0; i < u->n; i++) {
        stm_unit *x = &u->items[i];
        float squares = 0;
        for (uint32_t k = x->set; k < x->set_end; k++) {
            const float w = u->word_weight[u->words[k]];
            x->weight += w;
            squares += w * w;
            for (uint32_t c = 0; c < x->n_clauses; c++)
                x->clause_norm[c] += (u->clauses[k] >> c & 1) != 0 ? w * w : 0;
        }
        x->norm = sqrtf(squares);
        for (uint32_t c = 0; c < x->n_clauses; c++)
            x->clause_norm[c] = sqrtf(x->clause_norm[c]);
        for (uint32_t k = x->grams; k < x->grams_end; k++)
            x->gram_weight += u->gram_weight[u->grams[k]];
        for (uint32_t k = x->nears; k < x->nears_end; k++)
            x->near_weight += u->near_weight[u->nears[k]];
        for (uint32_t k = x->names; k < x->names_end; k++)
            x->name_weight += u->word_weight[u->names[k]];
    }
}

static stm_status finish(builder *b, stm_arena *arena)
{
    stm_units *u = b->out;
    u->n = b->n;
    u->n_words = b->vocabulary.len;
    u->n_grams = b->pairs.len;
    u->n_nears = b->close.len;
    u->items = stm_arena_copy_array(arena, b->items, b->n, sizeof *b->items);
    u->words = stm_arena_copy_array(arena, b->ids.items, b->ids.len,
                                    sizeof *b->ids.items);
    u->tokens = stm_arena_copy_array(arena, b->tokens.items, b->tokens.len,
                                     sizeof *b->tokens.items);
    u->grams = stm_arena_copy_array(arena, b->grams.items, b->grams.len,
                                    sizeof *b->grams.items);
    u->nears = stm_arena_copy_array(arena, b->nears.items, b->nears.len,
                                    sizeof *b->nears.items);
    u->clauses =
        stm_arena_copy_array(arena, b->clauses, b->ids.len, sizeof *b->clauses);
    u->names = stm_arena_copy_array(arena, b->names.items, b->names.len,
                                    sizeof *b->names.items);
    u->numbers = stm_arena_copy_array(arena, b->numbers, b->n_numbers,
                                      sizeof *b->numbers);
    u->word_units =
        stm_arena_alloc(arena, u->n_words + 1u, sizeof *u->word_units);
    uint32_t *gram_units =
        stm_arena_alloc(arena, u->n_grams + 1u, sizeof *gram_units);
    uint32_t *near_units =
        stm_arena_alloc(arena, u->n_nears + 1u, sizeof *near_units);
    if (arena->failed)
        return STM_ERR_NOMEM;
    u->word_weight =
        weigh(u->words, u, LIST_SET, u->n_words, u->word_units, arena);
    u->gram_weight =
        weigh(u->grams, u, LIST_GRAMS, u->n_grams, gram_units, arena);
    u->near_weight =
        weigh(u->nears, u, LIST_NEARS, u->n_nears, near_units, arena);
    if (arena->failed)
        return STM_ERR_NOMEM;
    sum_weights(u);
    return STM_OK;
}

stm_status stm_units_from_story(const stm_pile *pile, uint32_t story,
                                const stm_claim_words *words, stm_arena *arena,
                                stm_units *out)
{
    *out = (stm_units){0};
    builder b = {.pile = pile, .words = words, .out = out};
    stm_u64map_init(&b.vocabulary);
    stm_u64map_init(&b.pairs);
    stm_u64map_init(&b.close);
    stm_status status = STM_ERR_NOMEM;
    if (read_story(&b, &pile->stories[story], arena))
        status = finish(&b, arena);
    stm_u64map_release(&b.vocabulary);
    stm_u64map_release(&b.pairs);
    stm_u64map_release(&b.close);
    stm_free(b.items);
    stm_free(b.ids.items);
    stm_free(b.tokens.items);
    stm_free(b.grams.items);
    stm_free(b.nears.items);
    stm_free(b.clauses);
    stm_free(b.names.items);
    stm_free(b.numbers);
    return status;
}
