#include <stdlib.h>

#include "base/buf.h"
#include "engine/corrections.h"

#include "base/banned.h"

/*
 * Voices after a person's corrections. `into[v]` is the voice that v is one
 * with; lists of names and articles are made anew from what is left.
 */
typedef struct voices {
    stm_run *run;
    stm_speaker *items; /* items[n], the pile's own and those split off */
    uint32_t n;
    uint32_t *into;
    bool changed;
} voices;

static uint32_t root_of(const voices *v, uint32_t i)
{
    while (v->into[i] != i)
        i = v->into[i];
    return i;
}

static bool has_name(const stm_speaker *s, stm_slice name)
{
    if (stm_slice_ieq(s->name, name))
        return true;
    for (uint32_t i = 0; i < s->n_names; i++)
        if (stm_slice_ieq(s->names[i], name))
            return true;
    return false;
}

/* The voice of this very name, else the first that is ever called so. */
static uint32_t voice_named(const voices *v, stm_slice name)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->into[i] == i && stm_slice_ieq(v->items[i].name, name))
            return i;
    for (uint32_t i = 0; i < v->n; i++)
        if (v->into[i] == i && has_name(&v->items[i], name))
            return i;
    return STM_NONE;
}

static void tell(stm_run *run, const stm_correction *c)
{
    stm_diags_add(&run->diags, STM_SEVERITY_WARNING,
                  stm_slice_from_cstr(run->options.corrections), STM_NO_OFFSET,
                  c->line, "it names a voice that is not in the pile");
}

static int by_text(const void *x, const void *y)
{
    return stm_slice_cmp(*(const stm_slice *)x, *(const stm_slice *)y);
}

/* Names of both, each once, sorted. */
static void unite_names(voices *v, stm_speaker *to, const stm_speaker *from)
{
    stm_slice *names = stm_arena_alloc(
        &v->run->arena, to->n_names + from->n_names, sizeof *names);
    if (names == NULL)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < to->n_names; i++)
        names[n++] = to->names[i];
    for (uint32_t i = 0; i < from->n_names; i++)
        names[n++] = from->names[i];
    qsort(names, n, sizeof *names, by_text);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || !stm_slice_eq(names[kept - 1], names[i]))
            names[kept++] = names[i];
    to->names = names;
    to->n_names = kept;
}

static void unite(voices *v, const stm_correction *c)
{
    const uint32_t from = voice_named(v, c->name);
    const uint32_t to = voice_named(v, c->other);
    if (from == STM_NONE || to == STM_NONE) {
        tell(v->run, c);
        return;
    }
    if (from == to)
        return;
    v->into[from] = to;
    unite_names(v, &v->items[to], &v->items[from]);
    if (v->items[to].body == from)
        v->items[to].body = STM_NONE;
    v->changed = true;
}

/* True where one of the sources is called so. */
static bool is_called(const stm_run *run, const stm_attribution *t,
                      stm_slice name)
{
    const stm_slice text = run->articles[t->article].text;
    for (uint32_t i = 0; i < t->n_source; i++)
        if (stm_slice_ieq(stm_span_text(t->source[i], text), name))
            return true;
    return false;
}

static void drop_name(voices *v, stm_speaker *s, stm_slice name)
{
    stm_slice *names =
        stm_arena_alloc(&v->run->arena, s->n_names, sizeof *names);
    uint32_t n = 0;
    for (uint32_t i = 0; names != NULL && i < s->n_names; i++)
        if (!stm_slice_ieq(s->names[i], name))
            names[n++] = s->names[i];
    s->names = names;
    s->n_names = n;
}

static stm_slice next_id(voices *v)
{
    stm_buf buf;
    stm_buf_init(&buf, 32);
    stm_buf_byte(&buf, 'v');
    stm_buf_u64(&buf, (uint64_t)v->n + 1);
    const stm_slice id = stm_arena_copy(&v->run->arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return id;
}

static void split(voices *v, const stm_correction *c)
{
    const uint32_t from = voice_named(v, c->other);
    if (from == STM_NONE || !has_name(&v->items[from], c->name)) {
        tell(v->run, c);
        return;
    }
    stm_slice *names = stm_arena_alloc(&v->run->arena, 1, sizeof *names);
    if (names == NULL)
        return;
    *names = c->name;
    const uint32_t new = v->n;
    v->items[new] = (stm_speaker){.id = next_id(v),
                                  .name = c->name,
                                  .kind = v->items[from].kind,
                                  .country = v->items[from].country,
                                  .names = names,
                                  .n_names = 1,
                                  .body = STM_NONE};
    v->into[new] = new;
    v->n++;
    drop_name(v, &v->items[from], c->name);
    v->changed = true;
    for (uint32_t i = 0; i < v->run->pile.n_attributions; i++) {
        stm_attribution *t = &v->run->attributions[i];
        if (t->speaker != STM_NONE && root_of(v, t->speaker) == from &&
            is_called(v->run, t, c->name))
            t->speaker = new;
    }
}

/* Attributions and bodies follow; articles are counted anew. */
static bool settle(voices *v)
{
    stm_run *run = v->run;
    stm_arena *arena = &run->arena;
    uint32_t *number = stm_arena_alloc(arena, v->n, sizeof *number);
    uint32_t *last = stm_arena_alloc(arena, v->n, sizeof *last);
    if (arena->failed)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++)
        number[i] = v->into[i] == i ? n++ : STM_NONE;
    for (uint32_t i = 0; i < v->n; i++) {
        const uint32_t body = v->items[i].body;
        if (body != STM_NONE)
            v->items[i].body = number[root_of(v, body)];
        v->items[i].n_articles = 0;
        last[i] = STM_NONE;
    }
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < v->n; i++)
            last[i] = STM_NONE;
        for (uint32_t i = 0; i < run->pile.n_attributions; i++) {
            const stm_attribution *t = &run->attributions[i];
            if (t->speaker == STM_NONE)
                continue;
            const uint32_t who = root_of(v, t->speaker);
            stm_speaker *s = &v->items[who];
            if (last[who] == t->article)
                continue;
            last[who] = t->article;
            if (pass == 1 && s->articles != NULL)
                ((uint32_t *)(uintptr_t)s->articles)[s->n_articles] =
                    t->article;
            s->n_articles++;
        }
        for (uint32_t i = 0; pass == 0 && i < v->n; i++) {
            v->items[i].articles = stm_arena_alloc(
                arena, v->items[i].n_articles, sizeof(uint32_t));
            v->items[i].n_articles = 0;
        }
    }
    for (uint32_t i = 0; i < run->pile.n_attributions; i++) {
        stm_attribution *t = &run->attributions[i];
        if (t->speaker != STM_NONE)
            t->speaker = number[root_of(v, t->speaker)];
        if (t->carrier != STM_NONE)
            t->carrier = number[root_of(v, t->carrier)];
    }
    for (uint32_t i = 0; i < v->n; i++)
        if (number[i] != STM_NONE)
            v->items[number[i]] = v->items[i];
    run->pile.speakers = v->items;
    run->pile.n_speakers = n;
    return !arena->failed;
}

stm_status stm_corrections_to_speakers(stm_run *run, stm_error *err)
{
    uint32_t room = run->pile.n_speakers;
    bool any = false;
    for (uint32_t i = 0; i < run->n_corrections; i++) {
        const uint8_t kind = run->corrections[i].kind;
        room += kind == STM_CORRECTION_SPLIT;
        any |= kind == STM_CORRECTION_SPLIT || kind == STM_CORRECTION_SPEAKER;
    }
    if (!any)
        return STM_OK;
    voices v = {.run = run,
                .items = stm_arena_alloc(&run->arena, room, sizeof *v.items),
                .n = run->pile.n_speakers,
                .into = stm_arena_alloc(&run->arena, room, sizeof *v.into)};
    if (run->arena.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < v.n; i++) {
        v.items[i] = run->pile.speakers[i];
        v.into[i] = i;
    }
    for (uint32_t i = 0; i < run->n_corrections; i++) {
        if (run->corrections[i].kind == STM_CORRECTION_SPEAKER)
            unite(&v, &run->corrections[i]);
        else if (run->corrections[i].kind == STM_CORRECTION_SPLIT)
            split(&v, &run->corrections[i]);
    }
    if (run->arena.failed || (v.changed && !settle(&v)))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}
