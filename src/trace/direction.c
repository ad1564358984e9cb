#include "trace/direction.h"

#include <math.h>

#include "base/buf.h"

#include "base/banned.h"

/* Log odds that one kind of evidence is worth; set by hand. */
static const float cites_odds = 2.5f;
static const float time_odds = 1.2f;
static const float days_odds = 2.0f;
static const float part_odds = 0.8f;
static const float grown_odds = 1.2f; /* of one outlet's own versions */
static const float known_odds = 1.0f; /* below this nobody can tell */

static bool is_word_byte(uint8_t c)
{
    return stm_is_alpha(c) || stm_is_digit(c) || c >= 0x80;
}

/* `name` as whole words inside the paragraphs that are read. */
static stm_span find_name(const stm_article *a, stm_slice name)
{
    if (name.len < 4)
        return (stm_span){0, 0};
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        if (!stm_par_is_read(p->kind))
            continue;
        const stm_slice text = stm_span_text(p->span, a->text);
        for (size_t at = 0;
             (at = stm_slice_find(text, name, at)) != STM_SLICE_NPOS; at++) {
            const size_t end = at + name.len;
            if ((at == 0 || !is_word_byte(text.ptr[at - 1])) &&
                (end == text.len || !is_word_byte(text.ptr[end])))
                return (stm_span){p->span.begin + (uint32_t)at,
                                  p->span.begin + (uint32_t)end};
        }
    }
    return (stm_span){0, 0};
}

stm_span stm_outlet_named(const stm_article *article, const stm_article *other)
{
    if (stm_slice_ieq(article->outlet, other->outlet))
        return (stm_span){0, 0};
    /* in running text "The Pellmoor Courier" is "the Pellmoor Courier" */
    stm_slice name = other->outlet;
    if (stm_slice_istarts(name, STM_LIT("the ")))
        name = stm_slice_sub(name, 4, name.len);
    return find_name(article, name);
}

static stm_slice say(stm_arena *arena, stm_slice before, stm_slice name,
                     stm_slice after)
{
    return stm_arena_join(arena, stm_arena_join(arena, before, name), after);
}

static void add(stm_direction *d, stm_evidence e)
{
    e.match = STM_NONE;
    if (d->n_evidence < STM_MAX_EVIDENCE)
        d->evidence[d->n_evidence++] = e;
}

/* Odds from who names whom; above 0 speaks for a from b. */
static float weigh_citations(const stm_article *a, const stm_article *b,
                             stm_arena *arena, stm_direction *d)
{
    const stm_span in_a = stm_outlet_named(a, b);
    const stm_span in_b = stm_outlet_named(b, a);
    float odds = 0.0f;
    if (!stm_span_is_empty(in_a)) {
        odds += cites_odds;
        add(d, (stm_evidence){.kind = STM_EVIDENCE_CITES,
                              .for_edge = true,
                              .at = in_a,
                              .text = say(arena, STM_LIT("it names "),
                                          b->outlet, STM_LIT(""))});
    }
    if (!stm_span_is_empty(in_b)) {
        odds -= cites_odds;
        add(d, (stm_evidence){.kind = STM_EVIDENCE_CITES,
                              .for_edge = false,
                              .at = in_b,
                              .text = say(arena, STM_LIT("the other names "),
                                          a->outlet, STM_LIT(""))});
    }
    return odds;
}

/* Minutes since 1970 of a time that is sure, or of its day; false: none. */
static bool sure_time(const stm_article *a, int64_t *minutes, bool *to_minute)
{
    const int32_t day = stm_date_day_number(a->published);
    if (day == STM_NO_DAY || a->published_confidence < 0.7f)
        return false;
    const stm_date p = a->published;
    *to_minute = p.precision >= STM_DATE_MINUTE;
    const int64_t zone =
        p.zone_minutes == STM_ZONE_UNKNOWN ? 0 : p.zone_minutes;
    *minutes =
        (int64_t)day * 1440 + (*to_minute ? p.hour * 60 + p.minute - zone : 0);
    return true;
}

static float weigh_time(const stm_article *a, const stm_article *b,
                        stm_direction *d)
{
    int64_t at;
    int64_t bt;
    bool a_exact;
    bool b_exact;
    if (!sure_time(a, &at, &a_exact) || !sure_time(b, &bt, &b_exact))
        return 0.0f;
    float odds = 0.0f;
    const int64_t later = at - bt; /* above 0: a is the later one */
    const int64_t apart = later < 0 ? -later : later;
    if (apart >= 1440)
        odds = days_odds;
    else if (a_exact && b_exact && apart >= 10)
        odds = time_odds;
    if (odds == 0.0f)
        return 0.0f;
    add(d, (stm_evidence){.kind = STM_EVIDENCE_TIME,
                          .for_edge = later > 0,
                          .text = apart >= 1440
                                      ? STM_LIT("the other was published on an "
                                                "earlier day")
                                      : STM_LIT("the other was published "
                                                "earlier that day")});
    return later > 0 ? odds : -odds;
}

/*
 * A whole that stands in a longer one: the longer has matter of its own. Of
 * two versions of one outlet the later has grown, if ever so little.
 */
static float weigh_shares(const stm_pile *pile, const stm_shared *s,
                          stm_direction *d)
{
    const stm_slice outlet = pile->articles[s->a].outlet;
    const bool is_own =
        outlet.len > 0 && stm_slice_ieq(outlet, pile->articles[s->b].outlet);
    const float gap = s->of_b - s->of_a;
    if (fabsf(gap) < (is_own ? 0.05f : 0.25f))
        return 0.0f;
    const float odds = is_own ? grown_odds : part_odds;
    add(d, (stm_evidence){.kind = STM_EVIDENCE_ADDED,
                          .for_edge = gap > 0.0f,
                          .text = STM_LIT("it has matter that the other does "
                                          "not have")});
    return gap > 0.0f ? odds : -odds;
}

stm_direction stm_direction_of(const stm_pile *pile, const stm_shared *shared,
                               stm_arena *arena)
{
    const stm_article *a = &pile->articles[shared->a];
    const stm_article *b = &pile->articles[shared->b];
    stm_direction d = {.confidence = 0.5f};
    float odds = weigh_citations(a, b, arena, &d);
    d.by_citation = odds != 0.0f;
    odds += weigh_time(a, b, &d);
    odds += weigh_shares(pile, shared, &d);
    d.is_known = fabsf(odds) >= known_odds;
    d.a_from_b = odds > 0.0f;
    d.confidence = 1.0f / (1.0f + expf(-fabsf(odds)));
    if (!d.a_from_b) /* evidence is told from the side of a */
        for (uint32_t i = 0; i < d.n_evidence; i++)
            d.evidence[i].for_edge = !d.evidence[i].for_edge;
    return d;
}
