#include "trace/merges.h"

#include "trace/direction.h"

#include "base/banned.h"

/* A rewrite of at least this chance is sure to be of one text. */
static const float sure_rewrite = 0.5f;

/* "Quarrix" is somebody, of whatever kind; "the region" is not. */
static bool has_name(const stm_speaker *speaker)
{
    return speaker->name.len > 0 && stm_is_upper(speaker->name.ptr[0]) &&
           !stm_slice_istarts(speaker->name, STM_LIT("the "));
}

bool stm_speaker_is_known(const stm_speaker *speaker)
{
    switch ((stm_speaker_kind)speaker->kind) {
    case STM_SPEAKER_UNKNOWN:
        return has_name(speaker);
    case STM_SPEAKER_UNNAMED:
    case STM_SPEAKER_COLLECTIVE:
    case STM_SPEAKER_WITNESS:
        return false;
    default:
        return true;
    }
}

/* "others" and a source nobody can make out are no account of their own. */
static bool is_somebody(const stm_speaker *speaker)
{
    return (speaker->kind != STM_SPEAKER_UNKNOWN || has_name(speaker)) &&
           speaker->kind != STM_SPEAKER_COLLECTIVE;
}

stm_backing stm_mention_backing(const stm_merger *self,
                                const stm_mention *mention)
{
    /* a speaker told by what lies around founds no origin */
    if (mention->attribution != STM_NONE && mention->speaker != STM_NONE &&
        is_somebody(&self->pile->speakers[mention->speaker]))
        return STM_BACKING_SOURCE;
    const uint32_t lost = self->text_of[mention->article];
    return lost != STM_NONE && self->pile->lost[lost].agency.len > 0
               ? STM_BACKING_AGENCY
               : STM_BACKING_NONE;
}

/* The speaker, or the body a spokesperson speaks for. */
static uint32_t voice_of(const stm_pile *pile, const stm_mention *m)
{
    if (m->speaker == STM_NONE)
        return STM_NONE;
    const uint32_t body = pile->speakers[m->speaker].body;
    return body == STM_NONE ? m->speaker : body;
}

static stm_slice say(const stm_merger *self, stm_slice before, stm_slice name,
                     stm_slice after)
{
    return stm_arena_join(self->arena,
                          stm_arena_join(self->arena, before, name), after);
}

/* (a) one voice on one matter; the same speaker index is the same voice. */
static bool by_speaker(const stm_merger *self, const stm_mention *x,
                       const stm_mention *y, stm_merge *out)
{
    const uint32_t a = voice_of(self->pile, x);
    const uint32_t b = voice_of(self->pile, y);
    if (a == STM_NONE || a != b)
        return false;
    const stm_speaker *s = &self->pile->speakers[a];
    out->kind = STM_MERGE_SPEAKER;
    out->sure = stm_speaker_is_known(s) || x->article == y->article;
    out->confidence = out->sure ? 0.9f : 0.5f;
    out->why = say(self, STM_LIT("both give "), s->name, STM_LIT(" for it"));
    return true;
}

/* One report that states it twice, once with a source at most. */
static bool by_report(const stm_merger *self, const stm_mention *x,
                      const stm_mention *y, stm_merge *out)
{
    if (x->article != y->article)
        return false;
    const uint32_t a = voice_of(self->pile, x);
    const uint32_t b = voice_of(self->pile, y);
    if (a != STM_NONE && b != STM_NONE)
        return false;
    out->kind = STM_MERGE_SPEAKER;
    out->sure = true;
    out->confidence = 0.8f;
    out->why = STM_LIT("one report states it twice and names at most one "
                       "source for it");
    return true;
}

/* Both spans lie for the greater part in the two sides of a passage. */
static bool covers(stm_span passage, stm_span mention)
{
    const uint32_t inner = stm_span_overlap(passage, mention);
    const uint32_t p = passage.end - passage.begin;
    const uint32_t m = mention.end - mention.begin;
    return inner > 0 && 2 * inner >= (p < m ? p : m);
}

/* (b) wording that one has from the other, or both from one text. */
static bool by_wording(const stm_merger *self, const stm_mention *x,
                       const stm_mention *y, stm_merge *out)
{
    const stm_shared *s = stm_shares_find(self->shares, x->article, y->article);
    const bool swapped = s != NULL && s->a != x->article;
    float best = 0.0f;
    for (uint32_t i = 0; s != NULL && i < s->n_matches; i++) {
        const uint32_t number = self->shares->matches[s->first_match + i];
        const stm_match *m = &self->pile->matches[number];
        const stm_span a = swapped ? m->b_span : m->a_span;
        const stm_span b = swapped ? m->a_span : m->b_span;
        if (!covers(a, x->span) || !covers(b, y->span))
            continue;
        const bool verbatim = m->kind == STM_MATCH_REPRINT;
        const float chance = verbatim ? 0.95f : m->score;
        if (chance <= best)
            continue;
        best = chance;
        out->match = number;
        out->sure = verbatim || m->score >= sure_rewrite;
        out->why = verbatim ? STM_LIT("the two passages are in the same words")
                            : STM_LIT("the two passages are one text in other "
                                      "words");
    }
    out->kind = STM_MERGE_WORDING;
    out->confidence = best;
    return best > 0.0f;
}

/* Two texts of one agency, or the same that is not in the pile. */
static bool is_one_text(const stm_merger *self, uint32_t a, uint32_t b)
{
    if (a == STM_NONE || b == STM_NONE)
        return false;
    const stm_slice agency = self->pile->lost[a].agency;
    return a == b ||
           (agency.len > 0 && stm_slice_eq(agency, self->pile->lost[b].agency));
}

/*
 * (c) both reports carry one text that is not in the pile, or two of one
 * agency, which is one newsroom. Where each names somebody else for it they
 * have it from two; where one has only some of it, it may have it elsewhere.
 */
static bool by_text(const stm_merger *self, const stm_mention *x,
                    const stm_mention *y, stm_merge *out)
{
    const uint32_t lost = self->text_of[x->article];
    if (!is_one_text(self, lost, self->text_of[y->article]))
        return false;
    const bool both_say = voice_of(self->pile, x) != STM_NONE &&
                          voice_of(self->pile, y) != STM_NONE;
    const stm_slice agency = self->pile->lost[lost].agency;
    out->kind = STM_MERGE_AGENCY;
    out->sure = !both_say && self->is_most_of[x->article] &&
                self->is_most_of[y->article];
    out->confidence = out->sure ? 0.8f : 0.4f;
    out->why = agency.len > 0
                   ? say(self, STM_LIT("both reports carry "), agency,
                         STM_LIT("'s text"))
                   : STM_LIT("both reports carry one text that is not here");
    return true;
}

/* (d) the speaker of one is the other's outlet, or the agency it credits. */
static bool cites(const stm_merger *self, const stm_mention *x,
                  const stm_mention *y)
{
    if (x->speaker == STM_NONE)
        return false;
    const stm_slice name = self->pile->speakers[x->speaker].name;
    const stm_article *other = &self->pile->articles[y->article];
    return stm_slice_ieq(name, other->outlet) ||
           stm_slice_ieq(name, stm_article_agency(other));
}

static bool by_citation(const stm_merger *self, const stm_mention *x,
                        const stm_mention *y, stm_merge *out)
{
    const bool forward = cites(self, x, y);
    if (!forward && !cites(self, y, x))
        return false;
    const stm_mention *from = forward ? x : y;
    out->kind = STM_MERGE_CITED;
    out->sure = true;
    out->confidence = 0.85f;
    out->why = say(self, STM_LIT("one has it from "),
                   self->pile->speakers[from->speaker].name, STM_LIT(""));
    return true;
}

bool stm_merge_find(const stm_merger *self, const stm_claim *claim, uint32_t a,
                    uint32_t b, stm_merge *out)
{
    const stm_mention *x = &claim->mentions[a];
    const stm_mention *y = &claim->mentions[b];
    stm_merge best = {.match = STM_NONE};
    typedef bool rule(const stm_merger *, const stm_mention *,
                      const stm_mention *, stm_merge *);
    static rule *const rules[] = {by_speaker, by_report, by_citation,
                                  by_wording, by_text};
    bool found = false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        stm_merge m = {.match = STM_NONE};
        if (!rules[i](self, x, y, &m))
            continue;
        if (!found || (m.sure && !best.sure) ||
            (m.sure == best.sure && m.confidence > best.confidence))
            best = m;
        found = true;
    }
    best.a = a;
    best.b = b;
    if (found)
        *out = best;
    return found;
}
