/*
 * Numbers: compared by what befell those counted, by what is counted, by
 * what a unit measures, ages by the names before them.
 */
#include <math.h>

#include "base/alloc.h"
#include "base/size.h"
#include "claim/partings_internal.h"

#include "base/banned.h"

static uint64_t meaning_at(const stm_partings *f, const stm_unit *u,
                           uint32_t token)
{
    const stm_claim_word *w = stm_partings__word(f, u, token);
    return w->concept != 0 ? w->concept
                           : f->pile->texts[u->article].stems[token];
}

/* True for "one of the men", but not for "dozens of men". */
static bool is_share_of(const stm_partings *f, const stm_unit *u,
                        const stm_number *n)
{
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    if (n->end_token >= s->first_token + s->n_tokens)
        return false;
    const stm_slice next = stm_span_text(
        (stm_span){t->tokens[n->end_token].begin, t->tokens[n->end_token].end},
        f->pile->articles[u->article].text);
    return stm_slice_ieq(next, STM_LIT("of")) && n->bound != STM_BOUND_VAGUE;
}

/* True for "two others", "three more", "another five": further ones. */
static bool is_further(const stm_partings *f, const stm_unit *u,
                       const stm_number *n)
{
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    const uint32_t end = s->first_token + s->n_tokens;
    return (n->end_token < end &&
            (stm_partings__word(f, u, n->end_token)->flags &
             STM_CLAIM_WORD_OTHER) != 0) ||
           (n->first_token > s->first_token &&
            (stm_partings__word(f, u, n->first_token - 1)->flags &
             STM_CLAIM_WORD_OTHER) != 0 &&
            n->bound == STM_BOUND_EXACT);
}

/*
 * A part of a sum is not compared with the sum. "Two dead and four others
 * wounded": the others are all that were wounded, but "two others were
 * killed" leaves out who was counted before.
 */
static bool is_part(const stm_partings *f, const stm_unit *u,
                    const stm_number *n)
{
    return is_share_of(f, u, n) ||
           (is_further(f, u, n) && (n->fate == 0 || n->fate != f->wounded));
}

/* The last names before `token`, three at most. */
static void read_names(const stm_partings *f, const stm_unit *u, uint32_t token,
                       uint64_t *names)
{
    const stm_text *t = &f->pile->texts[u->article];
    const uint32_t first = t->sentences[u->sentence].first_token;
    uint32_t n = 0;
    for (uint32_t back = 1; back <= 7 && n < 3 && token >= first + back;
         back++) {
        const uint32_t k = token - back;
        if (t->tokens[k].kind == STM_TOKEN_NUMBER)
            break;
        bool known =
            t->tokens[k].kind != STM_TOKEN_WORD ||
            (t->tokens[k].flags & STM_TOKEN_CAPITAL) == 0 ||
            (stm_partings__word(f, u, k)->flags & STM_CLAIM_WORD_WEEKDAY) != 0;
        for (uint32_t i = 0; i < n; i++)
            known = known || names[i] == t->stems[k];
        if (!known)
            names[n++] = t->stems[k];
    }
}

/* "two Shiite towns": the word behind a name, where it is no name too. */
static uint64_t behind_name(const stm_partings *f, const stm_unit *u,
                            uint32_t name, uint64_t fate)
{
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    const uint32_t k = name + 1;
    if (k >= s->first_token + s->n_tokens ||
        t->tokens[k].kind != STM_TOKEN_WORD ||
        (t->tokens[k].flags & (STM_TOKEN_CAPITAL | STM_TOKEN_STOP)) != 0)
        return fate;
    return fate == 0 ? meaning_at(f, u, k)
                     : stm_hash_mix(meaning_at(f, u, k), fate);
}

/* What the number counts, or 0 where it cannot be compared. */
static uint64_t thing_of(const stm_partings *f, uint32_t m, const stm_number *n)
{
    const stm_unit *u = f->shown[m].unit;
    const stm_text *t = &f->pile->texts[u->article];
    if (n->kind == STM_NUMBER_AGE || n->kind == STM_NUMBER_MEASURE)
        return stm_hash_mix(n->kind + 1u, n->measure);
    if (n->kind != STM_NUMBER_COUNT || is_part(f, u, n) ||
        (n->low == 1 && n->high == 1))
        return 0;
    const uint64_t fate = n->fate;
    if (n->what_token == STM_NONE || n->what_token > n->end_token + 1)
        return fate;
    const uint32_t what = stm_partings__word(f, u, n->what_token)->flags;
    if (fate != 0 && fate == f->wounded && (what & STM_CLAIM_WORD_OTHER) != 0)
        return fate;
    if (fate != 0 && (fate == f->killed || fate == f->wounded) &&
        (what & (STM_CLAIM_WORD_SUBSET | STM_CLAIM_WORD_OTHER)) == 0)
        return fate; /* whoever they are: another scope, not another thing */
    if ((what & STM_CLAIM_WORD_OTHER) != 0)
        return 0;
    if ((what & STM_CLAIM_WORD_FATE) != 0)
        return n->what;
    if ((what & (STM_CLAIM_WORD_FOLK | STM_CLAIM_WORD_JOINT)) != 0)
        return fate;
    if ((t->tokens[n->what_token].flags & STM_TOKEN_CAPITAL) != 0)
        return behind_name(f, u, n->what_token, fate);
    return fate == 0 ? n->what : stm_hash_mix(n->what, fate);
}

static bool is_inside(const stm_partings *f, uint32_t mention,
                      const stm_number *n)
{
    const stm_shown *s = &f->shown[mention];
    const stm_token *t =
        &f->pile->texts[s->unit->article].tokens[n->first_token];
    return t->begin >= s->span.begin && t->end <= s->span.end;
}

static void collect(stm_partings *f)
{
    for (uint32_t m = 0; m < f->n; m++) {
        const stm_unit *u = f->shown[m].unit;
        for (uint32_t i = u->numbers; i < u->numbers_end; i++) {
            const stm_number *x = &f->units->numbers[i];
            if (f->n_items == f->max_items || !is_inside(f, m, x))
                continue;
            const uint64_t thing = thing_of(f, m, x);
            if (thing == 0)
                continue;
            stm_counted *it = &f->items[f->n_items++];
            *it = (stm_counted){.mention = m, .number = x, .thing = thing};
            if (x->kind == STM_NUMBER_AGE)
                read_names(f, u, x->first_token, it->names);
        }
    }
}

static bool same_value(const stm_number *a, const stm_number *b)
{
    const bool vague_a = a->bound == STM_BOUND_VAGUE;
    const bool vague_b = b->bound == STM_BOUND_VAGUE;
    if (vague_a && vague_b)
        return a->low < b->low * 3 && b->low < a->low * 3;
    return vague_a == vague_b && fabs(a->low - b->low) < .001 * a->low + 1e-9 &&
           fabs(a->high - b->high) < .001 * a->high + 1e-9;
}

/* Distinct values of one slot and the mentions that give them. */
typedef struct slot {
    const stm_counted *first[STM_VALUES_MAX]; /* who gave the value first */
    uint32_t n_values;
    uint32_t *of_mention; /* value of each mention, or STM_NONE */
} slot;

/* Ages are compared where two names are in common, or all that one has. */
static bool comparable(const stm_counted *a, const stm_counted *b)
{
    if (a->number->kind != b->number->kind || a->thing != b->thing)
        return false;
    if (a->number->kind != STM_NUMBER_AGE || a == b)
        return true;
    uint32_t shared = 0;
    uint32_t n_a = 0;
    uint32_t n_b = 0;
    for (uint32_t i = 0; i < 3; i++) {
        n_a += a->names[i] != 0;
        n_b += b->names[i] != 0;
        for (uint32_t k = 0; k < 3; k++)
            shared += a->names[i] != 0 && a->names[i] == b->names[k];
    }
    return shared > 0 && shared >= stm_min_u32(2, stm_min_u32(n_a, n_b));
}

static uint32_t find_value(const slot *s, const stm_number *n)
{
    uint32_t v = 0;
    while (v < s->n_values && !same_value(s->first[v]->number, n))
        v++;
    return v;
}

static void give(slot *s, const stm_counted *it)
{
    const uint32_t v = find_value(s, it->number);
    if (v == STM_VALUES_MAX)
        return;
    if (v == s->n_values) {
        s->first[v] = it;
        s->n_values++;
    }
    s->of_mention[it->mention] = v;
}

/* True where a mention has two numbers of the thing: they differ in kind. */
static bool is_torn(const stm_partings *f, uint32_t at)
{
    const stm_counted *it = &f->items[at];
    for (uint32_t i = at; i-- > 0 && f->items[i].mention == it->mention;)
        if (comparable(it, &f->items[i]) &&
            !same_value(it->number, f->items[i].number))
            return true;
    for (uint32_t i = at + 1;
         i < f->n_items && f->items[i].mention == it->mention; i++)
        if (comparable(it, &f->items[i]) &&
            !same_value(it->number, f->items[i].number))
            return true;
    return false;
}

static int32_t day_of(const stm_partings *f, uint32_t mention)
{
    return stm_date_day_number(
        f->pile->articles[f->shown[mention].unit->article].published);
}

/* True where all mentions of value a are of earlier days than those of b. */
static bool is_earlier(const stm_partings *f, const slot *s, uint32_t a,
                       uint32_t b)
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

/* True where the two count different people: "civilians", "soldiers". */
static bool is_other_scope(const stm_partings *f, const stm_counted *a,
                           const stm_counted *b)
{
    const stm_unit *ua = f->shown[a->mention].unit;
    const stm_unit *ub = f->shown[b->mention].unit;
    const stm_number *x = a->number;
    const stm_number *y = b->number;
    const uint32_t vague =
        STM_CLAIM_WORD_FOLK | STM_CLAIM_WORD_FATE | STM_CLAIM_WORD_JOINT;
    return x->kind == STM_NUMBER_COUNT && x->what_token == x->end_token &&
           y->what_token == y->end_token && x->what != y->what &&
           ((stm_partings__word(f, ua, x->what_token)->flags |
             stm_partings__word(f, ub, y->what_token)->flags) &
            vague) == 0;
}

static uint8_t kind_of(const stm_partings *f, const slot *s)
{
    bool rounding = true;
    bool update = true;
    if (s->n_values == 2 && is_other_scope(f, s->first[0], s->first[1]))
        return STM_DIFFERENCE_SCOPE;
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

static stm_slice value_text(const stm_partings *f, const stm_counted *it)
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
    return stm_partings__text(f, it->mention, first, end);
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

static bool add_slot(stm_partings *f, const slot *s)
{
    stm_value *values = stm_arena_alloc(f->arena, s->n_values, sizeof *values);
    if (values == NULL)
        return false;
    for (uint32_t v = 0; v < s->n_values; v++) {
        const stm_number *n = s->first[v]->number;
        values[v].text = value_text(f, s->first[v]);
        values[v].number = n->bound == STM_BOUND_VAGUE ? (double)NAN : n->low;
    }
    const stm_counted *it = s->first[0];
    const stm_slice what =
        it->number->what_token == STM_NONE
            ? STM_LIT("")
            : stm_partings__text(f, it->mention, it->number->what_token,
                                 it->number->what_token + 1);
    return stm_partings__add(f, slot_name(it->number), what, kind_of(f, s),
                             values, s->n_values, s->of_mention);
}

/*
 * A size that fits all numbers given ("dozens" beside 42 and 45) says nothing
 * of its own where numbers already differ.
 */
static void drop_vague(const stm_partings *f, slot *s)
{
    for (uint32_t v = 0; v < s->n_values && s->n_values > 2;) {
        bool fits = s->first[v]->number->bound == STM_BOUND_VAGUE;
        for (uint32_t k = 0; fits && k < s->n_values; k++)
            fits = stm_numbers_agree(s->first[v]->number, s->first[k]->number);
        if (!fits) {
            v++;
            continue;
        }
        s->n_values--;
        for (uint32_t k = v; k < s->n_values; k++)
            s->first[k] = s->first[k + 1];
        for (uint32_t m = 0; m < f->n; m++) {
            if (s->of_mention[m] == v)
                s->of_mention[m] = STM_NONE;
            else if (s->of_mention[m] != STM_NONE && s->of_mention[m] > v)
                s->of_mention[m]--;
        }
    }
}

/* True where two values are given by different articles. */
static bool is_across(const stm_partings *f, const slot *s)
{
    uint32_t first = STM_NONE;
    for (uint32_t m = 0; m < f->n; m++) {
        if (s->of_mention[m] == STM_NONE)
            continue;
        if (first == STM_NONE)
            first = m;
        if (s->of_mention[m] != s->of_mention[first] &&
            f->shown[m].unit->article != f->shown[first].unit->article)
            return true;
    }
    return false;
}

/* Compares all items of the same thing as items[at]. */
static bool compare_slot(stm_partings *f, uint32_t at, slot *s)
{
    s->n_values = 0;
    for (uint32_t m = 0; m < f->n; m++)
        s->of_mention[m] = STM_NONE;
    for (uint32_t i = at; i < f->n_items; i++)
        if (comparable(&f->items[at], &f->items[i]) && !is_torn(f, i))
            give(s, &f->items[i]);
    drop_vague(f, s);
    if (s->n_values < 2 || !is_across(f, s) || f->n_out == STM_PARTINGS_MAX)
        return true;
    return add_slot(f, s);
}

static bool is_first_of_thing(const stm_partings *f, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (comparable(&f->items[i], &f->items[at]))
            return false;
    return true;
}

bool stm_partings__compare_numbers(stm_partings *f)
{
    collect(f);
    slot *s = stm_alloc(1, sizeof *s);
    if (s == NULL)
        return false;
    s->of_mention = stm_alloc(f->n + 1u, sizeof *s->of_mention);
    bool ok = s->of_mention != NULL;
    for (uint32_t i = 0; ok && i < stm_min_u32(f->n_items, 512); i++)
        if (is_first_of_thing(f, i))
            ok = compare_slot(f, i, s);
    stm_free(s->of_mention);
    stm_free(s);
    return ok;
}
