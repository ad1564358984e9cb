#include "claim/partings.h"

#include <math.h>

#include "base/alloc.h"
#include "base/size.h"
#include "claim/times.h"

#include "base/banned.h"

/* Slots compared in one claim; mentions past this are not compared. */
enum { most_items = 4096, most_slots = 12, most_values = 64 };

/* A number in a mention, and what it may be said to count. */
typedef struct item {
    uint32_t mention;
    const stm_number *number;
    uint64_t keys[3]; /* what, near, before; 0 none */
} item;

typedef struct finder {
    const stm_pile *pile;
    const stm_claim_words *words;
    const stm_units *units;
    const stm_shown *shown;
    uint32_t n;
    stm_arena *arena;
    item *items; /* items[n_items], by mention */
    uint32_t n_items;
    uint32_t max_items;
    stm_difference *out;
    uint32_t n_out;
} finder;

static stm_slice tokens_text(const finder *f, uint32_t mention, uint32_t first,
                             uint32_t end)
{
    const stm_unit *u = f->shown[mention].unit;
    const stm_text *t = &f->pile->texts[u->article];
    return stm_span_text(
        (stm_span){t->tokens[first].begin, t->tokens[end - 1].end},
        f->pile->articles[u->article].text);
}

/* The meaning of the nearest telling word before token i, or 0. */
static uint64_t meaning_before(const finder *f, const stm_unit *u, uint32_t i)
{
    const stm_text *t = &f->pile->texts[u->article];
    const uint32_t first = t->sentences[u->sentence].first_token;
    const uint32_t dull = STM_CLAIM_WORD_STOP | STM_CLAIM_WORD_ABOUT |
                          STM_CLAIM_WORD_LEAST | STM_CLAIM_WORD_MOST |
                          STM_CLAIM_WORD_FOLK;
    for (uint32_t back = 1; back <= 5 && i >= first + back; back++) {
        const uint32_t k = i - back;
        if (t->tokens[k].kind != STM_TOKEN_WORD)
            continue;
        const stm_claim_word *w = stm_claim_words_get(f->words, t->terms[k]);
        if ((w->flags & dull) == 0)
        return w->concept != 0 ? w->concept : t->stems[k];
    }
    return 0;
}

static bool is_folk(const finder *f, const stm_unit *u, uint32_t token)
{
    return token != STM_NONE &&
           (stm_claim_words_get(f->words,
                                f->pile->texts[u->article].terms[token])
                ->flags &
            STM_CLAIM_WORD_FOLK) != 0;
}

static bool is_inside(const finder *f, uint32_t mention, const stm_number *n)
{
    const stm_shown *s = &f->shown[mention];
    const stm_token *t =
        &f->pile->texts[s->unit->article].tokens[n->first_token];
    return t->begin >= s->span.begin && t->end <= s->span.end;
}

static void collect(finder *f)
{
    for (uint32_t m = 0; m < f->n; m++) {
        const stm_unit *u = f->shown[m].unit;
        for (uint32_t i = u->numbers; i < u->numbers_end; i++) {
            const stm_number *x = &f->units->numbers[i];
            if (f->n_items == f->max_items || !is_inside(f, m, x))
                continue;
            item *it = &f->items[f->n_items++];
            *it = (item){.mention = m, .number = x};
            if (x->kind == STM_NUMBER_AGE) {
                it->keys[0] = meaning_before(f, u, x->first_token);
                continue;
            }
            it->keys[0] = is_folk(f, u, x->what_token) ? 0 : x->what;
            it->keys[1] = x->near;
            it->keys[2] = meaning_before(f, u, x->first_token);
        }
    }
}

static bool has_key(const item *it, uint64_t key)
{
    return it->keys[0] == key || it->keys[1] == key || it->keys[2] == key;
}

static bool same_value(const stm_number *a, const stm_number *b)
{
    const bool vague_a = a->bound == STM_BOUND_VAGUE;
    const bool vague_b = b->bound == STM_BOUND_VAGUE;
    return vague_a == vague_b && fabs(a->low - b->low) < .001 * a->low + 1e-9 &&
           fabs(a->high - b->high) < .001 * a->high + 1e-9;
}

/* Distinct values of one slot and the mentions that give them. */
typedef struct slot {
    const item *first[most_values]; /* who gave the value first */
    uint32_t count[most_values];
    uint32_t n_values;
    uint32_t *of_mention; /* value of each mention, or STM_NONE */
} slot;

static void give(slot *s, const item *it)
{
    if (s->of_mention[it->mention] != STM_NONE)
        return; /* a mention has one value: the first */
    uint32_t v = 0;
    while (v < s->n_values && !same_value(s->first[v]->number, it->number))
        v++;
    if (v == most_values)
        return;
    if (v == s->n_values) {
        s->first[v] = it;
        s->count[v] = 0;
        s->n_values++;
    }
    s->count[v]++;
    s->of_mention[it->mention] = v;
}

static bool comparable(const item *a, const item *b, uint64_t key)
{
    return a->number->kind == b->number->kind &&
           a->number->measure == b->number->measure &&
           (key == 0 || (has_key(a, key) && has_key(b, key)));
}

/* True where some mention itself tells two of the values apart. */
static bool told_apart(const finder *f, const slot *s, const item *like,
                       uint64_t key)
{
    for (uint32_t i = 0; i < f->n_items; i++) {
        const item *it = &f->items[i];
        const uint32_t own = s->of_mention[it->mention];
        if (own == STM_NONE || !comparable(like, it, key) ||
            same_value(s->first[own]->number, it->number))
            continue;
        for (uint32_t v = 0; v < s->n_values; v++)
            if (v != own && same_value(s->first[v]->number, it->number))
                return true;
    }
    return false;
}

static int32_t day_of(const finder *f, uint32_t mention)
{
    return stm_date_day_number(
        f->pile->articles[f->shown[mention].unit->article].published);
}

/* True where all mentions of value a are of earlier days than those of b. */
static bool is_earlier(const finder *f, const slot *s, uint32_t a, uint32_t b)
{
    int32_t last = INT32_MIN;
    int32_t first = INT32_MAX;
    for (uint32_t m = 0; m < f->n; m++) {
        const int32_t day = day_of(f, m);
        if (s->of_mention[m] != a && s->of_mention[m] != b)
            continue;
        if (day == STM_NO_DAY)
            return false;
        if (s->of_mention[m] == a && day > last)
            last = day;
        if (s->of_mention[m] == b && day < first)
            first = day;
    }
    return last < first;
}

static uint8_t kind_of(const finder *f, const slot *s)
{
    bool rounding = true;
    bool update = true;
    for (uint32_t a = 0; a < s->n_values; a++)
        for (uint32_t b = a + 1; b < s->n_values; b++) {
            if (stm_numbers_agree(s->first[a]->number, s->first[b]->number))
                continue;
            rounding = false;
            update =
                update && (is_earlier(f, s, a, b) || is_earlier(f, s, b, a));
        }
    if (rounding)
        return STM_DIFFERENCE_ROUNDING;
    return update ? STM_DIFFERENCE_UPDATE : STM_DIFFERENCE_CONFLICT;
}

static stm_slice value_text(const finder *f, const item *it)
{
    const stm_number *n = it->number;
    const stm_unit *u = f->shown[it->mention].unit;
    const uint32_t begin =
        f->pile->texts[u->article].sentences[u->sentence].first_token;
    uint32_t first = n->first_token;
    if (n->bound == STM_BOUND_LEAST || n->bound == STM_BOUND_MOST)
        first = first >= begin + 2 ? first - 2 : begin;
    else if (n->bound == STM_BOUND_ABOUT && first > begin)
        first--;
    uint32_t end = n->end_token;
    if (n->what_token != STM_NONE && n->what_token < end + 3)
        end = n->what_token + 1;
    return tokens_text(f, it->mention, first, end);
}

static bool add_difference(finder *f, stm_slice name, stm_slice what,
                           uint8_t kind, stm_value *values, uint32_t n_values,
                           const uint32_t *of_mention)
{
    for (uint32_t v = 0; v < n_values; v++) {
        uint32_t *who = stm_arena_alloc(f->arena, f->n, sizeof *who);
        if (who == NULL)
            return false;
        for (uint32_t m = 0; m < f->n; m++)
            if (of_mention[m] == v)
                who[values[v].n_mentions++] = m;
        values[v].mentions = who;
    }
    f->out[f->n_out++] = (stm_difference){.slot = name,
                                          .kind = kind,
                                          .what = what,
                                          .values = values,
                                          .n_values = n_values};
    return true;
}

static stm_slice slot_name(const stm_number *n)
{
    if (n->kind == STM_NUMBER_AGE)
        return STM_LIT("age");
    if (n->kind == STM_NUMBER_COUNT)
        return STM_LIT("number");
    switch ((stm_measure)n->measure) {
    case STM_MEASURE_TIME:
        return STM_LIT("duration");
    case STM_MEASURE_MONEY:
        return STM_LIT("money");
    case STM_MEASURE_SHARE:
        return STM_LIT("share");
    default:
        return STM_LIT("measure");
    }
}

static bool add_slot(finder *f, const slot *s)
{
    stm_value *values = stm_arena_alloc(f->arena, s->n_values, sizeof *values);
    if (values == NULL)
        return false;
    for (uint32_t v = 0; v < s->n_values; v++) {
        const stm_number *n = s->first[v]->number;
        values[v].text = value_text(f, s->first[v]);
        values[v].number = n->bound == STM_BOUND_VAGUE ? (double)NAN : n->low;
    }
    const item *it = s->first[0];
    const stm_slice what =
        it->number->what_token == STM_NONE
            ? STM_LIT("")
            : tokens_text(f, it->mention, it->number->what_token,
                          it->number->what_token + 1);
    return add_difference(f, slot_name(it->number), what, kind_of(f, s), values,
                          s->n_values, s->of_mention);
}

/* True where an earlier difference already parts the same mentions so. */
static bool is_told(const finder *f, const uint32_t *of_mention)
{
    for (uint32_t d = 0; d < f->n_out; d++) {
        bool covered = true;
        for (uint32_t m = 0; covered && m < f->n; m++) {
            if (of_mention[m] == STM_NONE)
                continue;
            bool in = false;
            for (uint32_t v = 0; v < f->out[d].n_values; v++)
                for (uint32_t k = 0; k < f->out[d].values[v].n_mentions; k++)
                    in = in || f->out[d].values[v].mentions[k] == m;
            covered = in;
        }
        if (covered)
            return true;
    }
    return false;
}

static bool is_counted(const stm_number *n)
{
    return n->kind == STM_NUMBER_COUNT || n->kind == STM_NUMBER_AGE ||
           n->kind == STM_NUMBER_MEASURE;
}

/* Compares all items like `like` that share `key` (0: any of its measure). */
static bool compare_slot(finder *f, const item *like, uint64_t key, slot *s)
{
    s->n_values = 0;
    for (uint32_t m = 0; m < f->n; m++)
        s->of_mention[m] = STM_NONE;
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < f->n_items; i++)
            if (comparable(like, &f->items[i], key) &&
                (pass == 1 || f->items[i].keys[0] == key))
                give(s, &f->items[i]);
    if (s->n_values < 2 || f->n_out == most_slots ||
        told_apart(f, s, like, key) || is_told(f, s->of_mention))
        return true;
    return add_slot(f, s);
}

static bool compare_numbers(finder *f)
{
    slot *s = stm_alloc(1, sizeof *s);
    if (s == NULL)
        return false;
    s->of_mention = stm_alloc(f->n + 1u, sizeof *s->of_mention);
    bool ok = s->of_mention != NULL;
    for (uint32_t i = 0; ok && i < stm_min_u32(f->n_items, 256); i++) {
        const item *it = &f->items[i];
        if (!is_counted(it->number))
            continue;
        const uint32_t n_keys = it->number->kind == STM_NUMBER_AGE ? 1 : 3;
        for (uint32_t k = 0; ok && k < n_keys; k++)
            if (it->keys[k] != 0)
                ok = compare_slot(f, it, it->keys[k], s);
        if (ok && it->number->kind == STM_NUMBER_MEASURE)
            ok = compare_slot(f, it, 0, s);
    }
    stm_free(s->of_mention);
    stm_free(s);
    return ok;
}

/* The one day a mention names, or STM_NO_DAY. */
static int32_t day_named(const finder *f, uint32_t m, stm_slice *text)
{
    const stm_unit *u = f->shown[m].unit;
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    stm_day_named days[STM_DAYS_MAX];
    const uint32_t n = stm_days_from_tokens(
        f->words, &f->pile->articles[u->article], t, s->first_token,
        s->first_token + s->n_tokens, days);
    int32_t found = STM_NO_DAY;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t begin = t->tokens[days[i].first_token].begin;
        if (begin < f->shown[m].span.begin || begin >= f->shown[m].span.end)
            continue;
        if (found != STM_NO_DAY && found != days[i].day)
            return STM_NO_DAY;
        found = days[i].day;
        *text = tokens_text(f, m, days[i].first_token, days[i].end_token);
    }
    return found;
}

static bool compare_days(finder *f)
{
    uint32_t *of_mention = stm_alloc(f->n + 1u, sizeof *of_mention);
    stm_value *values = stm_arena_alloc(f->arena, most_values, sizeof *values);
    int32_t days[most_values];
    uint32_t n_values = 0;
    bool ok = of_mention != NULL && values != NULL;
    for (uint32_t m = 0; ok && m < f->n; m++) {
        stm_slice text = {0};
        const int32_t day = day_named(f, m, &text);
        of_mention[m] = STM_NONE;
        if (day == STM_NO_DAY)
            continue;
        uint32_t v = 0;
        while (v < n_values && days[v] != day)
            v++;
        if (v == most_values)
            continue;
        if (v == n_values) {
            days[n_values] = day;
            values[n_values++] = (stm_value){.text = text, .number = NAN};
        }
        of_mention[m] = v;
    }
    if (ok && n_values > 1 && f->n_out < most_slots)
        ok = add_difference(f, STM_LIT("date"), STM_LIT(""),
                            STM_DIFFERENCE_CONFLICT, values, n_values,
                            of_mention);
    stm_free(of_mention);
    return ok;
}

/* Words two units share, as a part of all they have. */
static float likeness(const finder *f, const stm_unit *a, const stm_unit *b)
{
    uint32_t i = a->set;
    uint32_t k = b->set;
    uint32_t shared = 0;
    while (i < a->set_end && k < b->set_end) {
        const uint32_t x = f->units->words[i];
        const uint32_t y = f->units->words[k];
        shared += x == y;
        i += x <= y;
        k += y <= x;
    }
    return (float)shared /
           (float)(a->set_end - a->set + b->set_end - b->set - shared + 1);
}

static bool is_doubted(const finder *f, uint32_t m)
{
    const stm_shown *s = &f->shown[m];
    const stm_text *t = &f->pile->texts[s->unit->article];
    const stm_sentence *x = &t->sentences[s->unit->sentence];
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++)
        if (t->tokens[i].kind == STM_TOKEN_WORD &&
            (stm_claim_words_get(f->words, t->terms[i])->flags &
             STM_CLAIM_WORD_DOUBT) != 0)
            return true;
    return false;
}

/* Doubt lost on the way: nearly the same words, once with "allegedly". */
static bool compare_doubt(finder *f)
{
    enum { most = 64 };
    const float alike = .6F;
    const uint32_t n = stm_min_u32(f->n, most);
    uint32_t of_mention[most];
    bool found = false;
    for (uint32_t m = 0; m < n; m++)
        of_mention[m] = STM_NONE;
    for (uint32_t a = 0; a < n; a++) {
        if (!is_doubted(f, a))
            continue;
        for (uint32_t b = 0; b < n; b++) {
            if (f->shown[a].unit->article == f->shown[b].unit->article ||
                is_doubted(f, b) || f->shown[b].attribution != STM_NONE ||
                (f->shown[b].unit->flags & STM_UNIT_SAID) != 0 ||
                likeness(f, f->shown[a].unit, f->shown[b].unit) < alike)
                continue;
            of_mention[a] = 0;
            of_mention[b] = 1;
            found = true;
        }
    }
    if (!found || f->n_out == most_slots)
        return true;
    stm_value *values = stm_arena_alloc(f->arena, 2, sizeof *values);
    uint32_t *all = stm_arena_alloc(f->arena, f->n, sizeof *all);
    if (values == NULL || all == NULL)
        return false;
    for (uint32_t m = 0; m < f->n; m++)
        all[m] = m < n ? of_mention[m] : STM_NONE;
    for (uint32_t v = 0; v < 2; v++)
        values[v] = (stm_value){.number = NAN};
    for (uint32_t m = n; m-- > 0;)
        if (of_mention[m] != STM_NONE)
            values[of_mention[m]].text = stm_span_text(
                f->shown[m].span,
                f->pile->articles[f->shown[m].unit->article].text);
    return add_difference(f, STM_LIT("hedge"), STM_LIT(""),
                          STM_DIFFERENCE_HEDGE, values, 2, all);
}

stm_status stm_differences_from_mentions(
    const stm_pile *pile, const stm_claim_words *words, const stm_units *units,
    const stm_shown *shown, uint32_t n, stm_arena *arena,
    const stm_difference **out, uint32_t *n_out)
{
    finder f = {.pile = pile,
                .words = words,
                .units = units,
                .shown = shown,
                .n = n,
                .arena = arena};
    uint32_t most = 1;
    for (uint32_t m = 0; m < n && most < most_items; m++)
        most += shown[m].unit->numbers_end - shown[m].unit->numbers;
    f.max_items = stm_min_u32(most, most_items);
    f.items = stm_alloc(f.max_items, sizeof *f.items);
    f.out = stm_arena_alloc(arena, most_slots, sizeof *f.out);
    bool ok = f.items != NULL && f.out != NULL;
    if (ok) {
        collect(&f);
        ok = compare_numbers(&f) && compare_days(&f) && compare_doubt(&f);
    }
    stm_free(f.items);
    if (!ok)
        return STM_ERR_NOMEM;
    *out = f.out;
    *n_out = f.n_out;
    return STM_OK;
}
