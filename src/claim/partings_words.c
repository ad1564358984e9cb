/* Names spelled in two ways, days, lost doubt, altered quotations. */
#include <math.h>

#include "base/alloc.h"
#include "base/size.h"
#include "claim/partings_internal.h"
#include "claim/times.h"

#include "base/banned.h"

/* "Defence" and "Defense" are one spelling here, and so are "z" and "s". */
static uint8_t sound_of(uint8_t c)
{
    const uint8_t low = stm_to_lower(c);
    return low == 'c' || low == 'z' ? 's' : low;
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
                corner + (sound_of(a.ptr[i]) != sound_of(b.ptr[k]));
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
static uint32_t collect_names(const stm_partings *f, spelling *out,
                              uint32_t most)
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
                x->end - x->begin < 5 ||
                (stm_partings__word(f, u, k)->flags & dull) != 0)
                continue;
            out[n++] = (spelling){m, k, t->terms[k],
                                  stm_partings__text(f, m, k, k + 1)};
        }
    }
    return n;
}

static bool has_term(const stm_partings *f, uint32_t mention, uint64_t term)
{
    const stm_text *t = &f->pile->texts[f->shown[mention].unit->article];
    for (uint32_t k = 0; k < t->n_tokens; k++)
        if (t->terms[k] == term)
            return true;
    return false;
}

/* A name within three tokens is near the other too: one person's parts. */
static bool has_name_beside(const stm_partings *f, const spelling *a,
                            const spelling *b)
{
    const stm_text *x = &f->pile->texts[f->shown[a->mention].unit->article];
    const stm_text *y = &f->pile->texts[f->shown[b->mention].unit->article];
    for (uint32_t i = 0; i < 7; i++)
        for (uint32_t k = 0; k < 7; k++) {
            const int64_t p = (int64_t)a->token + i - 3;
            const int64_t q = (int64_t)b->token + k - 3;
            if (i != 3 && k != 3 && p >= 0 && q >= 0 && p < x->n_tokens &&
                q < y->n_tokens && x->terms[p] != 0 &&
                x->terms[p] == y->terms[q] &&
                (x->tokens[p].flags & STM_TOKEN_CAPITAL) != 0)
                return true;
        }
    return false;
}

static bool add_spelling(stm_partings *f, const spelling *names, uint32_t n,
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
    return stm_partings__add(f, STM_LIT("name"), STM_LIT(""),
                             STM_DIFFERENCE_CONFLICT, values, 2, of_mention);
}

/*
 * One name spelled in two ways: one or two letters apart, beside the same
 * other name, and neither spelling is in the other's article.
 */
bool stm_partings__compare_names(stm_partings *f)
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
            if (apart == 0 || apart > 2 || f->n_out == STM_PARTINGS_MAX ||
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
static int32_t day_named(const stm_partings *f, uint32_t m, stm_slice *text)
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
        *text =
            stm_partings__text(f, m, days[i].first_token, days[i].end_token);
    }
    return found;
}

/* Words two units share, as a part of all they have. */
static float likeness(const stm_partings *f, const stm_unit *a,
                      const stm_unit *b)
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
static bool has_twin(const stm_partings *f, uint32_t m, const int32_t *named)
{
    const float alike = .45F;
    for (uint32_t k = 0; k < f->n; k++)
        if (k != m && named[k] != STM_NO_DAY && named[k] != named[m] &&
            f->shown[k].unit->article != f->shown[m].unit->article &&
            likeness(f, f->shown[k].unit, f->shown[m].unit) >= alike)
            return true;
    return false;
}

static bool add_days(stm_partings *f, const int32_t *named,
                     const stm_slice *texts, uint32_t *of_mention)
{
    stm_value *values =
        stm_arena_alloc(f->arena, STM_VALUES_MAX, sizeof *values);
    if (values == NULL)
        return false;
    int32_t days[STM_VALUES_MAX];
    uint32_t n = 0;
    for (uint32_t m = 0; m < f->n; m++) {
        of_mention[m] = STM_NONE;
        if (named[m] == STM_NO_DAY || !has_twin(f, m, named))
            continue;
        uint32_t v = 0;
        while (v < n && days[v] != named[m] &&
               !stm_slice_ieq(values[v].text, texts[m]))
            v++;
        if (v == STM_VALUES_MAX)
            continue;
        if (v == n) {
            days[n] = named[m];
            values[n++] = (stm_value){.text = texts[m], .number = NAN};
        }
        of_mention[m] = v;
    }
    return n < 2 || f->n_out == STM_PARTINGS_MAX ||
           stm_partings__add(f, STM_LIT("date"), STM_LIT(""),
                             STM_DIFFERENCE_CONFLICT, values, n, of_mention);
}

/* Days are compared in claims of at most this many mentions. */
enum { most_dated = 400 };

bool stm_partings__compare_days(stm_partings *f)
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

static bool is_doubted(const stm_partings *f, uint32_t m)
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
bool stm_partings__compare_doubt(stm_partings *f)
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
    if (!found || f->n_out == STM_PARTINGS_MAX)
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
    return stm_partings__add(f, STM_LIT("hedge"), STM_LIT(""),
                             STM_DIFFERENCE_HEDGE, values, 2, all);
}

/* The words of a mention's quotation, marks left out. */
typedef struct quotation {
    uint32_t mention;
    uint32_t first_token;
    uint32_t end_token;
    uint32_t n;
    uint64_t terms[96];
} quotation;

static bool read_quotation(const stm_partings *f, uint32_t m, quotation *q)
{
    const stm_unit *u = f->shown[m].unit;
    const stm_text *t = &f->pile->texts[u->article];
    const stm_sentence *s = &t->sentences[u->sentence];
    const uint32_t end = s->first_token + s->n_tokens;
    *q = (quotation){.mention = m};
    for (uint32_t i = s->first_token; i < end; i++) {
        if ((t->tokens[i].flags & STM_TOKEN_OPEN_QUOTE) != 0 &&
            q->first_token == 0)
            q->first_token = i + 1;
        if ((t->tokens[i].flags & STM_TOKEN_SHUT_QUOTE) != 0 &&
            q->first_token != 0) {
            q->end_token = i;
            break;
        }
    }
    for (uint32_t i = q->first_token; i < q->end_token && q->n < 96; i++)
        if (t->terms[i] != 0)
            q->terms[q->n++] = t->terms[i];
    return q->n >= 6;
}

static bool is_within(const quotation *less, const quotation *more)
{
    for (uint32_t at = 0; at + less->n <= more->n; at++) {
        uint32_t k = 0;
        while (k < less->n && less->terms[k] == more->terms[at + k])
            k++;
        if (k == less->n)
            return true;
    }
    return false;
}

/* Words two quotations have in common, in order (longest subsequence). */
static uint32_t count_common(const quotation *a, const quotation *b)
{
    uint32_t row[97] = {0};
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t corner = 0;
        for (uint32_t k = 0; k < b->n; k++) {
            const uint32_t above = row[k + 1];
            row[k + 1] = a->terms[i] == b->terms[k]
                             ? corner + 1
                             : stm_max_u32(above, row[k]);
            corner = above;
        }
    }
    return row[b->n];
}

/* Nearly the same words, but not the one a plain part of the other. */
static bool is_altered(const quotation *a, const quotation *b)
{
    const uint32_t least = stm_min_u32(a->n, b->n);
    return count_common(a, b) * 4 >= least * 3 &&
           !(a->n <= b->n ? is_within(a, b) : is_within(b, a));
}

bool stm_partings__compare_quotes(stm_partings *f)
{
    enum { most = 24 };
    quotation *q = stm_alloc(most, sizeof *q);
    stm_value *values = stm_arena_alloc(f->arena, 2, sizeof *values);
    uint32_t *of_mention =
        stm_arena_alloc(f->arena, f->n + 1u, sizeof *of_mention);
    bool ok = q != NULL && values != NULL && of_mention != NULL;
    uint32_t n = 0;
    for (uint32_t m = 0; ok && m < f->n && n < most; m++) {
        of_mention[m] = STM_NONE;
        n += (f->shown[m].unit->flags & STM_UNIT_QUOTE) != 0 &&
             read_quotation(f, m, &q[n]);
    }
    for (uint32_t m = 0; ok && m < f->n; m++)
        of_mention[m] = STM_NONE;
    bool found = false;
    for (uint32_t i = 0; ok && i < n && !found; i++)
        for (uint32_t k = i + 1; k < n && !found; k++) {
            const quotation *a = &q[i];
            const quotation *b = &q[k];
            found = f->shown[a->mention].unit->article !=
                        f->shown[b->mention].unit->article &&
                    is_altered(a, b);
            if (!found)
                continue;
            of_mention[a->mention] = 0;
            of_mention[b->mention] = 1;
            values[0] =
                (stm_value){.text = stm_partings__text(
                                f, a->mention, a->first_token, a->end_token),
                            .number = NAN};
            values[1] =
                (stm_value){.text = stm_partings__text(
                                f, b->mention, b->first_token, b->end_token),
                            .number = NAN};
        }
    if (ok && found && f->n_out < STM_PARTINGS_MAX)
        ok = stm_partings__add(f, STM_LIT("quotation"), STM_LIT(""),
                               STM_DIFFERENCE_QUOTE, values, 2, of_mention);
    stm_free(q);
    return ok;
}
