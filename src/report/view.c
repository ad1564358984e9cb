#include "report/view.h"

#include <string.h>

#include "base/size.h"
#include "report/view_origins.h"
#include "report/wording.h"

#include "base/banned.h"

/* Minutes since 1970 for ordering; a day without a time is its end. */
static int64_t moment_of(stm_date date)
{
    const int32_t day = stm_date_day_number(date);
    if (day == STM_NO_DAY)
        return INT64_MAX;
    int64_t minute = (int64_t)day * 1440;
    if (date.precision < STM_DATE_MINUTE)
        return minute + 1439;
    minute += date.hour * 60 + date.minute;
    if (date.zone_minutes != STM_ZONE_UNKNOWN)
        minute -= date.zone_minutes;
    return minute;
}

/* Sorts article indices by time, then index: a merge sort, so stable. */
static bool sort_by_time(stm_arena *arena, const stm_pile *pile,
                         uint32_t *items, uint32_t n)
{
    uint32_t *other = stm_arena_alloc(arena, n, sizeof *other);
    if (arena->failed)
        return false;
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t at = 0; at < n; at += 2 * width) {
            uint32_t a = at;
            const uint32_t mid = stm_min_u32(at + width, n);
            uint32_t b = mid;
            const uint32_t end = stm_min_u32(at + 2 * width, n);
            for (uint32_t k = at; k < end; k++) {
                const bool left =
                    b == end ||
                    (a < mid &&
                     moment_of(pile->articles[items[a]].published) <=
                         moment_of(pile->articles[items[b]].published));
                other[k] = left ? items[a++] : items[b++];
            }
        }
        memcpy(items, other, n * sizeof *items);
    }
    return true;
}

/* First attribution of `article`, by binary search. */
static uint32_t first_attribution(const stm_pile *pile, uint32_t article)
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

/* The number of a family in the story, a new one where it is not known. */
static uint32_t family_of(stm_view *self, stm_slice family)
{
    for (uint32_t k = 0; k < self->n_outlets && family.len > 0; k++)
        if (stm_slice_ieq(self->outlets[k].family_name, family))
            return self->outlets[k].family;
    return self->n_families++;
}

/* The outlet of an article, entered where it is new. */
static uint32_t enter_outlet(stm_view *self, const stm_article *article)
{
    const stm_slice name = stm_article_outlet(article);
    for (uint32_t i = 0; i < self->n_outlets && name.len > 0; i++) {
        if (stm_slice_ieq(self->outlets[i].name, name)) {
            self->outlets[i].n_reports++;
            return i;
        }
    }
    const stm_slice family = stm_article_family(article);
    const uint32_t number = family_of(self, family);
    self->outlets[self->n_outlets] = (stm_view_outlet){
        .name = name, .family_name = family, .n_reports = 1, .family = number};
    return self->n_outlets++;
}

/*
 * Voices are read in English. A report in another language in which nobody
 * was found to speak was not read for them; one without a known language was.
 */
static bool was_heard(const stm_view *self, const stm_view_report *report)
{
    const stm_slice language = self->pile->articles[report->article].language;
    return report->n_attributions > 0 || language.len == 0 ||
           stm_slice_ieq(language, STM_LIT("en"));
}

static void fill_reports(stm_view *self, const uint32_t *order)
{
    const stm_pile *pile = self->pile;
    for (uint32_t i = 0; i < self->n_reports; i++) {
        stm_view_report *r = &self->reports[i];
        const stm_article *article = &pile->articles[order[i]];
        r->article = order[i];
        r->siglum = stm_siglum_of_report(i);
        r->outlet = enter_outlet(self, article);
        r->agency = stm_article_agency(article);
        r->is_copy = r->agency.len > 0;
        r->first_attribution = first_attribution(pile, order[i]);
        for (uint32_t k = r->first_attribution;
             k < pile->n_attributions &&
             pile->attributions[k].article == order[i];
             k++)
            r->n_attributions++;
        self->n_sayings += r->n_attributions;
        self->n_unknown += stm_article_outlet(article).len == 0;
        r->is_heard = was_heard(self, r);
        self->n_heard += r->is_heard;
    }
}

static bool make_reports(stm_view *self)
{
    const uint32_t n = self->story->n_articles;
    uint32_t *order = stm_arena_copy_array(&self->arena, self->story->articles,
                                           n, sizeof *order);
    self->reports = stm_arena_alloc(&self->arena, n, sizeof *self->reports);
    self->outlets = stm_arena_alloc(&self->arena, n, sizeof *self->outlets);
    uint32_t *row_at = stm_arena_alloc(&self->arena, n, sizeof *row_at);
    if (self->arena.failed || !sort_by_time(&self->arena, self->pile, order, n))
        return false;
    self->n_reports = n;
    self->row_at = row_at;
    fill_reports(self, order);
    stm_cpindex *cp = stm_arena_alloc(&self->arena, n, sizeof *cp);
    if (self->arena.failed)
        return false;
    for (uint32_t i = 0; i < n; i++)
        cp[i] = stm_cpindex_from_text(self->pile->articles[order[i]].text,
                                      &self->arena);
    self->cp = cp;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t low = 0;
        uint32_t high = n;
        while (low < high) {
            const uint32_t mid = low + (high - low) / 2;
            if (self->story->articles[mid] < order[i])
                low = mid + 1;
            else
                high = mid;
        }
        row_at[low] = i;
    }
    return true;
}

uint32_t stm_view_row(const stm_view *self, uint32_t article)
{
    const uint32_t *articles = self->story->articles;
    uint32_t low = 0;
    uint32_t high = self->story->n_articles;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (articles[mid] < article)
            low = mid + 1;
        else
            high = mid;
    }
    return low < self->story->n_articles && articles[low] == article
               ? self->row_at[low]
               : STM_NONE;
}

/*
 * Splits the story's claims into shared ones and those of one report. Claims
 * overlap: one that is worded as a weightier one would be read twice.
 */
static bool make_claims(stm_view *self)
{
    const stm_pile *pile = self->pile;
    const stm_story_list *list = &self->index->claims;
    const uint32_t begin = list->at[self->story_index];
    const uint32_t end = list->at[self->story_index + 1];
    self->single_measured = pile->n_claims > 0;
    uint32_t *shared =
        stm_arena_alloc(&self->arena, end - begin, sizeof *shared);
    uint32_t *single =
        stm_arena_alloc(&self->arena, end - begin, sizeof *single);
    if (self->arena.failed)
        return false;
    stm_u64map worded;
    stm_u64map_init(&worded);
    bool ok = true;
    for (uint32_t k = begin; k < end && ok; k++) {
        const uint32_t i = list->items[k];
        if (pile->claims[i].n_articles < 2) {
            single[self->n_single++] = i;
            continue;
        }
        bool was_new = false;
        ok = stm_u64map_put(&worded, stm_hash(pile->claims[i].text), i,
                            &was_new) != NULL;
        if (was_new)
            shared[self->n_shared++] = i;
        else
            self->n_alike++;
    }
    stm_u64map_release(&worded);
    self->shared = shared;
    self->single = single;
    return ok;
}

/* Claims may be found by shared wording in a language not read for voices. */
static bool make_read(stm_view *self)
{
    const stm_pile *pile = self->pile;
    const stm_story_list *list = &self->index->claims;
    for (uint32_t i = 0; i < self->n_reports; i++)
        self->reports[i].is_read = self->reports[i].is_heard;
    for (uint32_t k = list->at[self->story_index];
         k < list->at[self->story_index + 1]; k++) {
        const stm_claim *c = &pile->claims[list->items[k]];
        for (uint32_t i = 0; i < c->n_mentions; i++) {
            const uint32_t row = stm_view_row(self, c->mentions[i].article);
            if (row != STM_NONE)
                self->reports[row].is_read = true;
        }
    }
    for (uint32_t i = 0; i < self->n_reports; i++)
        self->n_read += self->reports[i].is_read;
    return true;
}

static bool make_edges(stm_view *self)
{
    const stm_pile *pile = self->pile;
    const uint32_t s = self->story_index;
    const stm_story_list *into = &self->index->edges;
    const stm_story_list *gone = &self->index->lost;
    const uint32_t *edges = self->edges = into->items + into->at[s];
    self->n_edges = into->at[s + 1] - into->at[s];
    self->lost = gone->items + gone->at[s];
    self->n_lost = gone->at[s + 1] - gone->at[s];
    for (uint32_t i = 0; i < self->n_edges; i++) {
        const stm_edge *e = &pile->edges[edges[i]];
        const bool lost_agency =
            e->lost < pile->n_lost && pile->lost[e->lost].agency.len > 0;
        if (lost_agency || e->agency.len > 0)
            self->reports[stm_view_row(self, e->to)].is_copy = true;
    }
    return true;
}

/* What make_voices gathers of one speaker. */
typedef struct tally {
    uint32_t speaker;
    uint32_t n_rows;
    uint32_t last_row; /* the last one counted */
    uint32_t first;    /* where its rows begin */
} tally;

static void sort_voices(stm_view_voice *items, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const stm_view_voice item = items[i];
        uint32_t k = i;
        while (k > 0 && (items[k - 1].n_rows < item.n_rows ||
                         (items[k - 1].n_rows == item.n_rows &&
                          items[k - 1].n_claims < item.n_claims))) {
            items[k] = items[k - 1];
            k--;
        }
        items[k] = item;
    }
}

static void count_claims(stm_view *self, const stm_u64map *index)
{
    for (uint32_t i = 0; i < self->n_shared; i++) {
        const stm_claim *c = &self->pile->claims[self->shared[i]];
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            const uint32_t speaker = c->mentions[k].speaker;
            bool seen = speaker == STM_NONE;
            for (uint32_t j = 0; j < k && !seen; j++)
                seen = c->mentions[j].speaker == speaker;
            const uint32_t at =
                seen ? STM_NONE : stm_u64map_get(index, speaker);
            if (at != STM_NONE)
                self->voices[at].n_claims++;
        }
    }
}

/* Who is heard: every speaker that an attribution of a report resolves to. */
static bool fill_voices(stm_view *self, stm_u64map *index)
{
    const stm_pile *pile = self->pile;
    uint32_t total = 0;
    for (uint32_t i = 0; i < self->n_reports; i++)
        total += self->reports[i].n_attributions;
    tally *tallies = stm_arena_alloc(&self->arena, total, sizeof *tallies);
    uint32_t *rows = stm_arena_alloc(&self->arena, total, sizeof *rows);
    if (self->arena.failed)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t at = 0;
        for (uint32_t i = 0; pass == 1 && i < index->len; i++) {
            tallies[i].first = at;
            at += tallies[i].n_rows;
            tallies[i].n_rows = 0;
            tallies[i].last_row = STM_NONE;
        }
        for (uint32_t row = 0; row < self->n_reports; row++) {
            const stm_view_report *r = &self->reports[row];
            for (uint32_t k = 0; k < r->n_attributions; k++) {
                const uint32_t speaker =
                    pile->attributions[r->first_attribution + k].speaker;
                if (speaker >= pile->n_speakers)
                    continue;
                bool was_new;
                stm_u64map_entry *e =
                    stm_u64map_put(index, speaker, index->len, &was_new);
                if (e == NULL)
                    return false;
                tally *t = &tallies[e->value];
                if (was_new)
                    *t = (tally){.speaker = speaker, .last_row = STM_NONE};
                if (t->last_row == row)
                    continue;
                t->last_row = row;
                if (pass == 1)
                    rows[t->first + t->n_rows] = row;
                t->n_rows++;
            }
        }
    }
    self->voices =
        stm_arena_alloc(&self->arena, index->len, sizeof *self->voices);
    if (self->arena.failed)
        return false;
    self->n_voices = index->len;
    for (uint32_t i = 0; i < index->len; i++) {
        self->voices[i] = (stm_view_voice){.speaker = tallies[i].speaker,
                                           .rows = rows + tallies[i].first,
                                           .n_rows = tallies[i].n_rows};
        for (uint32_t k = 0; k < tallies[i].n_rows; k++)
            self->reports[rows[tallies[i].first + k]].has_voice = true;
    }
    return true;
}

/* Speakers whom a report names and none lets speak. */
static bool make_named(stm_view *self, const stm_u64map *index)
{
    const stm_story_list *list = &self->index->speakers;
    const uint32_t begin = list->at[self->story_index];
    const uint32_t end = list->at[self->story_index + 1];
    uint32_t *named = stm_arena_alloc(&self->arena, end - begin, sizeof *named);
    if (self->arena.failed)
        return false;
    for (uint32_t k = begin; k < end; k++) {
        if (stm_u64map_get(index, list->items[k]) == STM_NONE)
            named[self->n_named++] = list->items[k];
    }
    self->named = named;
    self->named_measured = self->n_named > 0;
    return true;
}

static bool make_voices(stm_view *self)
{
    stm_u64map index;
    stm_u64map_init(&index);
    bool ok = fill_voices(self, &index);
    if (ok) {
        count_claims(self, &index);
        sort_voices(self->voices, self->n_voices);
        ok = make_named(self, &index);
    }
    stm_u64map_release(&index);
    return ok;
}

/* The pile's own index, or one made here for this view alone. */
static bool find_index(stm_view *self)
{
    self->index = self->pile->index;
    if (self->index != NULL)
        return true;
    stm_pile_index *own = stm_arena_alloc(&self->arena, 1, sizeof *own);
    self->index = own;
    return own != NULL && stm_pile_index_build(own, self->pile, &self->arena);
}

bool stm_view_init(stm_view *self, const stm_pile *pile, uint32_t story,
                   const stm_report_opts *opts)
{
    *self = (stm_view){.pile = pile,
                       .story = &pile->stories[story],
                       .story_index = story,
                       .opts = opts};
    stm_arena_init(&self->arena, SIZE_MAX);
    return find_index(self) && make_reports(self) && make_claims(self) &&
           make_read(self) && make_edges(self) &&
           stm_view__make_wordings(self) && make_voices(self) &&
           stm_view__make_origins(self);
}

void stm_view_release(stm_view *self)
{
    stm_arena_release(&self->arena);
}

stm_slice stm_view_outlet_name(const stm_view *self, uint32_t row)
{
    const stm_slice name = self->outlets[self->reports[row].outlet].name;
    return name.len > 0 ? name : STM_LIT("outlet not known");
}

uint32_t stm_view_claim_number(const stm_view *self, uint32_t claim)
{
    for (uint32_t i = 0; i < self->n_shared; i++) {
        if (self->shared[i] == claim)
            return i + 1;
    }
    return 0;
}

stm_siglum stm_view_lost_siglum(const stm_view *self, uint32_t lost)
{
    for (uint32_t i = 0; i < self->n_lost; i++) {
        if (self->lost[i] == lost)
            return stm_siglum_of_lost(i);
    }
    return stm_siglum_of_lost(self->n_lost);
}
