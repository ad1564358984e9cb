#include "engine/article_copy.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>

#include "base/size.h"

#include "base/banned.h"

/* A new field with a pointer in it must be copied in copy_fields. */
static_assert(sizeof(void *) != 8 || sizeof(stm_article) == 448,
              "stm_article has changed: copy its new fields here");

/* Copies into a room or an arena, out of anything or out of one room. */
typedef struct copier {
    stm_copy_room *to_room;         /* or NULL */
    stm_arena *to_arena;            /* or NULL */
    const stm_copy_room *from_room; /* NULL: whatever is given is true */
    bool failed;
} copier;

static void *take_room(stm_copy_room *room, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    const size_t at = (room->used + align - 1) / align * align;
    if (at > room->cap || bytes > room->cap - at)
        return NULL;
    room->used = at + bytes;
    return room->bytes + at;
}

static bool lies_inside(const stm_copy_room *room, const void *ptr,
                        size_t bytes)
{
    const uintptr_t begin = (uintptr_t)room->bytes;
    const uintptr_t at = (uintptr_t)ptr;
    return at >= begin && at - begin <= room->cap &&
           bytes <= room->cap - (size_t)(at - begin);
}

static void *copy_bytes(copier *self, const void *from, size_t count,
                        size_t size)
{
    size_t bytes;
    if (self->failed || count == 0)
        return NULL;
    if (from == NULL || !stm_size_mul(count, size, &bytes) ||
        (self->from_room != NULL &&
         !lies_inside(self->from_room, from, bytes))) {
        self->failed = true;
        return NULL;
    }
    if (self->to_arena != NULL)
        return stm_arena_copy_array(self->to_arena, from, count, size);
    void *to = take_room(self->to_room, bytes);
    if (to == NULL)
        self->failed = true;
    else
        memcpy(to, from, bytes);
    return to;
}

static stm_slice copy_slice(copier *self, stm_slice s)
{
    const void *to = copy_bytes(self, s.ptr, s.len, 1);
    return stm_slice_of(to, to == NULL ? 0 : s.len);
}

static void copy_fields(copier *self, stm_article *a)
{
    stm_slice *const slices[] = {
        &a->id,      &a->path,           &a->member, &a->record_id,
        &a->reason,  &a->payload_digest, &a->url,    &a->canonical_url,
        &a->title,   &a->outlet,         &a->family, &a->site,
        &a->section, &a->language,       &a->text,   &a->dateline,
        &a->extra,
    };
    for (size_t i = 0; i < sizeof slices / sizeof *slices; i++)
        *slices[i] = copy_slice(self, *slices[i]);
    a->dates = copy_bytes(self, a->dates, a->n_dates, sizeof *a->dates);
    a->paragraphs =
        copy_bytes(self, a->paragraphs, a->n_paragraphs, sizeof *a->paragraphs);
    stm_slice *authors =
        copy_bytes(self, a->authors, a->n_authors, sizeof *authors);
    for (uint32_t i = 0; authors != NULL && i < a->n_authors; i++)
        authors[i] = copy_slice(self, authors[i]);
    a->authors = authors;
    stm_credit *credits =
        copy_bytes(self, a->credits, a->n_credits, sizeof *credits);
    for (uint32_t i = 0; credits != NULL && i < a->n_credits; i++)
        credits[i].agency = copy_slice(self, credits[i].agency);
    a->credits = credits;
}

bool stm_article_copy_to_room(const stm_article *from, stm_copy_room *room,
                              stm_article *to)
{
    copier c = {.to_room = room};
    const size_t used = room->used;
    stm_article article = *from;
    copy_fields(&c, &article);
    if (c.failed) {
        room->used = used;
        return false;
    }
    *to = article;
    return true;
}

bool stm_article_copy_from_room(const stm_article *from,
                                const stm_copy_room *room, stm_arena *arena,
                                stm_article *to)
{
    copier c = {.to_arena = arena, .from_room = room};
    stm_article article = *from;
    copy_fields(&c, &article);
    if (c.failed)
        return false;
    *to = article;
    return true;
}
