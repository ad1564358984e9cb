#include "claim/partings.h"

#include <math.h>

#include "base/alloc.h"
#include "base/size.h"
#include "claim/times.h"

#include "base/banned.h"

/* Slots compared in one claim; mentions past this are not compared. */
enum { most_items = 4096, most_slots = 12, most_values = 64 };

/* A number in a mention, and what it is said to count. */
typedef struct item {
    uint32_t mention;
    const stm_number *number;
    uint64_t thing;    /* concept or stem; never 0 */
    uint64_t names[3]; /* for ages: names before it, nearest first; 0 none */
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
    uint64_t killed; /* concepts */
    uint64_t wounded;
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

static const stm_claim_word *word_at(const finder *f, const stm_unit *u,
                                     uint32_t token)
{
    const stm_text *t = &f->pile->texts[u->article];
    return stm_claim_words_get(f->words, t->terms[token]);
}

static uint64_t meaning_at(const finder *f, const stm_unit *u, uint32_t token)
{
    const stm_claim_word *w = word_at(f, u, token);
    return w->concept != 0 ? w->concept
                           : f->pile->texts[u->article].stems[token];
}

/* True for marks that a count's reach does not cross. */
static bool is_barrier(const finder *f, const stm_unit *u, uint32_t token)
{
    const stm_text *t = &f->pile->texts[u->article];
    if (t->tokens[token].kind != STM_TOKEN_MARK)
        return false;
    const uint8_t c =
        f->pile->articles[u->article].text.ptr[t->tokens[token].begin];
    return c != '-' && c != '\'' && c != '(' && c != ')';
}

/*
 * What befell those counted: the nearest such word behind the number, else
 * before it, twelve tokens at most; 0 none. A number in between takes it for
 * itself, and "and" ends the reach.
 */
static uint64_t fate_of(const finder *f, uint32_t m, const stm_number *n)
{
    const stm_unit *u = f->shown[m].unit;
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    const uint32_t end = s->first_token + s->n_tokens;
    for (uint32_t k = n->end_token; k < end && k < n->end_token + 12; k++) {
        if (is_barrier(f, u, k) || t->tokens[k].kind == STM_TOKEN_NUMBER ||
            (word_at(f, u, k)->flags &
             (STM_CLAIM_WORD_JOINT | STM_CLAIM_WORD_ONES |
              STM_CLAIM_WORD_AND)) != 0)
            break;
        if ((word_at(f, u, k)->flags & STM_CLAIM_WORD_FATE) != 0)
            return meaning_at(f, u, k);
    }
    for (uint32_t back = 1;
         back <= 12 && n->first_token >= s->first_token + back; back++) {
        const uint32_t k = n->first_token - back;
        if (is_barrier(f, u, k) || t->tokens[k].kind == STM_TOKEN_NUMBER)
            break;
        if ((word_at(f, u, k)->flags & STM_CLAIM_WORD_FATE) != 0)
            return meaning_at(f, u, k);
    }
    return 0;
}

/* True for "two others", "one of the men", "three more": parts of a sum. */
static bool is_part(const finder *f, const stm_unit *u, const stm_number *n)
{
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    const uint32_t end = s->first_token + s->n_tokens;
    if (n->end_token >= end)
        return false;
    const stm_slice next = stm_span_text(
        (stm_span){t->tokens[n->end_token].begin, t->tokens[n->end_token].end},
        f->pile->articles[u->article].text);
    return (word_at(f, u, n->end_token)->flags & STM_CLAIM_WORD_OTHER) != 0 ||
           (stm_slice_ieq(next, STM_LIT("of")) &&
            n->bound != STM_BOUND_VAGUE) ||
           (n->first_token > s->first_token &&
            (word_at(f, u, n->first_token - 1)->flags & STM_CLAIM_WORD_OTHER) !=
                0 &&
            n->bound == STM_BOUND_EXACT);
}

/* The last names before `token`, three at most. */
static void read_names(const finder *f, const stm_unit *u, uint32_t token,
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
        if (t->tokens[k].kind == STM_TOKEN_WORD &&
            (t->tokens[k].flags & STM_TOKEN_CAPITAL) != 0)
            names[n++] = t->stems[k];
    }
}

/* "two Shiite towns": the word behind a name, where it is no name too. */
static uint64_t behind_name(const finder *f, const stm_unit *u, uint32_t name,
                            uint64_t fate)
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
static uint64_t thing_of(const finder *f, uint32_t m, const stm_number *n)
{
    const stm_unit *u = f->shown[m].unit;
    const stm_text *t = &f->pile->texts[u->article];
    if (n->kind == STM_NUMBER_AGE || n->kind == STM_NUMBER_MEASURE)
        return stm_hash_mix(n->kind + 1u, n->measure);
    if (n->kind != STM_NUMBER_COUNT || is_part(f, u, n) ||
        (n->low == 1 && n->high == 1))
        return 0;
    const uint64_t fate = fate_of(f, m, n);
    if (fate != 0 && (fate == f->killed || fate == f->wounded))
        return fate; /* whoever they are: another scope, not another thing */
    if (n->what_token == STM_NONE || n->what_token > n->end_token + 1)
        return fate;
    const uint32_t what = word_at(f, u, n->what_token)->flags;
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
            const uint64_t thing = thing_of(f, m, x);
            if (thing == 0)
                continue;
            item *it = &f->items[f->n_items++];
            *it = (item){.mention = m, .number = x, .thing = thing};
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
    const item *first[most_values]; /* who gave the value first */
    uint32_t n_values;
    uint32_t *of_mention; /* value of each mention, or STM_NONE */
} slot;

/* Ages are compared where the person has a name in common. */
static bool comparable(const item *a, const item *b)
{
    if (a->number->kind != b->number->kind || a->thing != b->thing)
        return false;
    if (a->number->kind != STM_NUMBER_AGE || a == b)
        return true;
    return a->names[0] != 0 && b->names[0] != 0 &&
           (a->names[0] == b->names[0] || a->names[0] == b->names[1] ||
            a->names[1] == b->names[0]);
}

static uint32_t find_value(const slot *s, const stm_number *n)
{
    uint32_t v = 0;
    while (v < s->n_values && !same_value(s->first[v]->number, n))
        v++;
    return v;
}

static void give(slot *s, const item *it)
{
    const uint32_t v = find_value(s, it->number);
    if (v == most_values)
        return;
    if (v == s->n_values) {
        s->first[v] = it;
        s->n_values++;
    }
    s->of_mention[it->mention] = v;
}

/* True where a mention has two numbers of the thing: they differ in kind. */
static bool is_torn(const finder *f, uint32_t at)
{
    const item *it = &f->items[at];
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

/* True where the two count different people: "civilians", "soldiers". */
static bool is_other_scope(const finder *f, const item *a, const item *b)
{
    const stm_unit *ua = f->shown[a->mention].unit;
    const stm_unit *ub = f->shown[b->mention].unit;
    const stm_number *x = a->number;
    const stm_number *y = b->number;
    const uint32_t vague =
        STM_CLAIM_WORD_FOLK | STM_CLAIM_WORD_FATE | STM_CLAIM_WORD_JOINT;
    return x->kind == STM_NUMBER_COUNT && x->what_token == x->end_token &&
           y->what_token == y->end_token && x->what != y->what &&
           ((word_at(f, ua, x->what_token)->flags |
             word_at(f, ub, y->what_token)->flags) &
            vague) == 0;
}

static uint8_t kind_of(const finder *f, const slot *s)
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

/* True where two values are given by different articles. */
static bool is_across(const finder *f, const slot *s)
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
static bool compare_slot(finder *f, uint32_t at, slot *s)
{
    s->n_values = 0;
    for (uint32_t m = 0; m < f->n; m++)
        s->of_mention[m] = STM_NONE;
    for (uint32_t i = at; i < f->n_items; i++)
        if (comparable(&f->items[at], &f->items[i]) && !is_torn(f, i))
            give(s, &f->items[i]);
    if (s->n_values < 2 || !is_across(f, s) || f->n_out == most_slots)
        return true;
    return add_slot(f, s);
}

static bool is_first_of_thing(const finder *f, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (comparable(&f->items[i], &f->items[at]))
            return false;
    return true;
}

static bool compare_numbers(finder *f)
{
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

/* Letters that part two words, where at most `most`; else most + 1. */
static uint32_t letters_apart(stm_slice a, stm_slice b, uint32_t most)
{
    enum { longest = 32 };
    uint32_t row[longest + 1];
    if (a.len > longest || b.len > longest)
        return most + 1;
    for (uint32_t k = 0; k <= b.len; k++)
        row[k] = k;
    for (uint32_t i = 0; i < a.len; i++) {
        uint32_t corner = row[0];
        row[0] = i + 1;
        for (uint32_t k = 0; k < b.len; k++) {
            const uint32_t above = row[k + 1];
            const uint32_t change =
                corner + (stm_to_lower(a.ptr[i]) != stm_to_lower(b.ptr[k]));
            row[k + 1] = stm_min_u32(change, 1 + stm_min_u32(above, row[k]));
            corner = above;
        }
    }
    return stm_min_u32(row[b.len], most + 1);
}

typedef struct spelling {
    uint32_t mention;
    uint32_t token;
    uint64_t term;
    stm_slice text;
} spelling;

/* Names of five letters or more in the mentions, at most `most`. */
static uint32_t collect_names(const finder *f, spelling *out, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t m = 0; m < f->n; m++) {
        const stm_unit *u = f->shown[m].unit;
        const stm_text *t = &f->pile->texts[u->article];
        const stm_sentence *s = &t->sentences[u->sentence];
        const uint32_t end = s->first_token + s->n_tokens;
        for (uint32_t k = s->first_token + 1; k < end && n < most; k++) {
            const stm_token *x = &t->tokens[k];
            const uint32_t dull = STM_CLAIM_WORD_MONTH | STM_CLAIM_WORD_WEEKDAY;
            if (x->kind != STM_TOKEN_WORD ||
                (x->flags & STM_TOKEN_CAPITAL) == 0 ||
                (x->flags & (STM_TOKEN_ALL_CAPS | STM_TOKEN_STOP)) != 0 ||
                x->end - x->begin < 5 || (word_at(f, u, k)->flags & dull) != 0)
                continue;
            out[n++] =
                (spelling){m, k, t->terms[k], tokens_text(f, m, k, k + 1)};
        }
    }
    return n;
}

static bool has_term(const finder *f, uint32_t mention, uint64_t term)
{
    const stm_text *t = &f->pile->texts[f->shown[mention].unit->article];
    for (uint32_t k = 0; k < t->n_tokens; k++)
        if (t->terms[k] == term)
            return true;
    return false;
}

/* The word beside a name is a name of the other too: one person's parts. */
static bool has_name_beside(const finder *f, const spelling *a,
                            const spelling *b)
{
    const stm_text *x = &f->pile->texts[f->shown[a->mention].unit->article];
    const stm_text *y = &f->pile->texts[f->shown[b->mention].unit->article];
    for (int i = -1; i <= 1; i += 2) {
        const int64_t p = (int64_t)a->token + i;
        const int64_t q = (int64_t)b->token + i;
        if (p >= 0 && q >= 0 && p < x->n_tokens && q < y->n_tokens &&
            x->terms[p] != 0 && x->terms[p] == y->terms[q] &&
            (x->tokens[p].flags & STM_TOKEN_CAPITAL) != 0)
            return true;
    }
    return false;
}

static bool add_spelling(finder *f, const spelling *names, uint32_t n,
                         const spelling *a, const spelling *b)
{
    uint32_t *of_mention = stm_arena_alloc(f->arena, f->n, sizeof *of_mention);
    stm_value *values = stm_arena_alloc(f->arena, 2, sizeof *values);
    if (of_mention == NULL || values == NULL)
        return false;
    for (uint32_t m = 0; m < f->n; m++)
        of_mention[m] = STM_NONE;
    for (uint32_t i = 0; i < n; i++)
        if (names[i].term == a->term || names[i].term == b->term)
            of_mention[names[i].mention] = names[i].term == b->term;
    values[0] = (stm_value){.text = a->text, .number = NAN};
    values[1] = (stm_value){.text = b->text, .number = NAN};
    return add_difference(f, STM_LIT("name"), STM_LIT(""),
                          STM_DIFFERENCE_CONFLICT, values, 2, of_mention);
}

/*
 * One name spelled in two ways: one or two letters apart, beside the same
 * other name, and neither spelling is in the other's article.
 */
static bool compare_names(finder *f)
{
    enum { most = 256 };
    spelling *names = stm_alloc(most, sizeof *names);
    if (names == NULL)
        return false;
    const uint32_t n = collect_names(f, names, most);
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++)
        for (uint32_t k = i + 1; ok && k < n; k++) {
            const spelling *a = &names[i];
            const spelling *b = &names[k];
            const uint32_t apart =
                a->term == b->term ? 0 : letters_apart(a->text, b->text, 2);
            if (apart == 0 || apart > 2 || f->n_out == most_slots ||
                !has_name_beside(f, a, b) || has_term(f, a->mention, b->term) ||
                has_term(f, b->mention, a->term))
                continue;
            ok = add_spelling(f, names, n, a, b);
            k = n; /* one difference a name */
        }
    stm_free(names);
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

/* True where mention m says nearly what another one with a day says. */
static bool has_twin(const finder *f, uint32_t m, const int32_t *named)
{
    const float alike = .45F;
    for (uint32_t k = 0; k < f->n; k++)
        if (k != m && named[k] != STM_NO_DAY && named[k] != named[m] &&
            f->shown[k].unit->article != f->shown[m].unit->article &&
            likeness(f, f->shown[k].unit, f->shown[m].unit) >= alike)
            return true;
    return false;
}

static bool add_days(finder *f, const int32_t *named, const stm_slice *texts,
                     uint32_t *of_mention)
{
    stm_value *values = stm_arena_alloc(f->arena, most_values, sizeof *values);
    if (values == NULL)
        return false;
    int32_t days[most_values];
    uint32_t n = 0;
    for (uint32_t m = 0; m < f->n; m++) {
        of_mention[m] = STM_NONE;
        if (named[m] == STM_NO_DAY || !has_twin(f, m, named))
            continue;
        uint32_t v = 0;
        while (v < n && days[v] != named[m] &&
               !stm_slice_ieq(values[v].text, texts[m]))
            v++;
        if (v == most_values)
            continue;
        if (v == n) {
            days[n] = named[m];
            values[n++] = (stm_value){.text = texts[m], .number = NAN};
        }
        of_mention[m] = v;
    }
    return n < 2 || f->n_out == most_slots ||
           add_difference(f, STM_LIT("date"), STM_LIT(""),
                          STM_DIFFERENCE_CONFLICT, values, n, of_mention);
}

/* Days are compared in claims of at most this many mentions. */
enum { most_dated = 400 };

static bool compare_days(finder *f)
{
    if (f->n > most_dated)
        return true;
    int32_t *named = stm_alloc(f->n + 1u, sizeof *named);
    stm_slice *texts = stm_alloc(f->n + 1u, sizeof *texts);
    uint32_t *of_mention = stm_alloc(f->n + 1u, sizeof *of_mention);
    bool ok = named != NULL && texts != NULL && of_mention != NULL;
    for (uint32_t m = 0; ok && m < f->n; m++)
        named[m] = day_named(f, m, &texts[m]);
    ok = ok && add_days(f, named, texts, of_mention);
    stm_free(named);
    stm_free(texts);
    stm_free(of_mention);
    return ok;
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

static uint64_t concept_of(const stm_claim_words *words, stm_slice word)
{
    return stm_claim_words_get(words, stm_hash(word))->concept;
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
                .arena = arena,
                .killed = concept_of(words, STM_LIT("killed")),
                .wounded = concept_of(words, STM_LIT("wounded"))};
    uint32_t most = 1;
    for (uint32_t m = 0; m < n && most < most_items; m++)
        most += shown[m].unit->numbers_end - shown[m].unit->numbers;
    f.max_items = stm_min_u32(most, most_items);
    f.items = stm_alloc(f.max_items, sizeof *f.items);
    f.out = stm_arena_alloc(arena, most_slots, sizeof *f.out);
    bool ok = f.items != NULL && f.out != NULL;
    if (ok) {
        collect(&f);
        ok = compare_numbers(&f) && compare_names(&f) && compare_days(&f) &&
             compare_doubt(&f);
    }
    stm_free(f.items);
    if (!ok)
        return STM_ERR_NOMEM;
    *out = f.out;
    *n_out = f.n_out;
    return STM_OK;
}
