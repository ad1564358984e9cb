#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define STM_ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STM_ARENA_ASAN 1
#endif
#endif
#ifdef STM_ARENA_ASAN
#include <sanitizer/asan_interface.h>
#endif

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

#ifdef STM_ARENA_ASAN
enum { redzone_bytes = 16 };
#define POISON(ptr, len) ASAN_POISON_MEMORY_REGION(ptr, len)
#define UNPOISON(ptr, len) ASAN_UNPOISON_MEMORY_REGION(ptr, len)
#else
enum { redzone_bytes = 0 };
#define POISON(ptr, len) ((void)(ptr), (void)(len))
#define UNPOISON(ptr, len) ((void)(ptr), (void)(len))
#endif

enum { chunk_bytes = 64 * 1024, align_bytes = alignof(max_align_t) };

struct stm_arena_chunk {
    struct stm_arena_chunk *next;
    size_t size; /* bytes after the header */
    size_t used; /* of these */
    alignas(max_align_t) uint8_t bytes[];
};

void stm_arena_init(stm_arena *self, size_t limit_bytes)
{
    *self = (stm_arena){.limit_bytes = limit_bytes};
}

static void free_chunks(struct stm_arena_chunk *chunk)
{
    while (chunk != NULL) {
        struct stm_arena_chunk *next = chunk->next;
        UNPOISON(chunk->bytes, chunk->size);
        stm_free(chunk);
        chunk = next;
    }
}

void stm_arena_release(stm_arena *self)
{
    free_chunks(self->head);
    stm_arena_init(self, self->limit_bytes);
}

void stm_arena_clear(stm_arena *self)
{
    struct stm_arena_chunk *kept = self->head;
    self->failed = false;
    if (kept == NULL)
        return;
    free_chunks(kept->next);
    kept->next = NULL;
    kept->used = 0;
    POISON(kept->bytes, kept->size);
    self->held_bytes = sizeof *kept + kept->size;
}

/* A chunk with room for `bytes`, grown with the arena so that few are made. */
static struct stm_arena_chunk *add_chunk(stm_arena *self, size_t bytes)
{
    size_t size = self->held_bytes / 2;
    if (size < chunk_bytes)
        size = chunk_bytes;
    if (size > 64 * (size_t)chunk_bytes)
        size = 64 * (size_t)chunk_bytes;
    const size_t room = self->limit_bytes - self->held_bytes;
    if (room < sizeof(struct stm_arena_chunk))
        return NULL;
    if (size > room - sizeof(struct stm_arena_chunk))
        size = room - sizeof(struct stm_arena_chunk);
    if (size < bytes)
        size = bytes;
    size_t total;
    if (!stm_size_add(sizeof(struct stm_arena_chunk), size, &total) ||
        total > room)
        return NULL;
    struct stm_arena_chunk *chunk = stm_realloc(NULL, 1, total);
    if (chunk == NULL)
        return NULL;
    chunk->next = self->head;
    chunk->size = size;
    chunk->used = 0;
    POISON(chunk->bytes, chunk->size);
    self->head = chunk;
    self->held_bytes += total;
    return chunk;
}

void *stm_arena_alloc(stm_arena *self, size_t count, size_t size)
{
    size_t bytes;
    size_t padded;
    if (self->failed || !stm_size_mul(count, size, &bytes) ||
        !stm_size_add(bytes, align_bytes - 1 + redzone_bytes, &padded)) {
        self->failed = true;
        return NULL;
    }
    padded &= ~(size_t)(align_bytes - 1);
    struct stm_arena_chunk *chunk = self->head;
    if (chunk == NULL || chunk->size - chunk->used < padded)
        chunk = add_chunk(self, padded);
    if (chunk == NULL) {
        self->failed = true;
        return NULL;
    }
    void *at = chunk->bytes + chunk->used;
    chunk->used += padded;
    UNPOISON(at, bytes);
    memset(at, 0, bytes);
    return at;
}

void *stm_arena_copy_array(stm_arena *self, const void *items, size_t count,
                           size_t size)
{
    void *at = stm_arena_alloc(self, count, size);
    if (at != NULL && count > 0 && size > 0)
        memcpy(at, items, count * size);
    return at;
}

stm_slice stm_arena_copy(stm_arena *self, stm_slice s)
{
    void *at = stm_arena_copy_array(self, s.ptr, s.len, 1);
    return stm_slice_of(at, at == NULL ? 0 : s.len);
}

stm_slice stm_arena_lower(stm_arena *self, stm_slice s)
{
    uint8_t *at = stm_arena_alloc(self, s.len, 1);
    if (at == NULL)
        return (stm_slice){NULL, 0};
    for (size_t i = 0; i < s.len; i++)
        at[i] = stm_to_lower(s.ptr[i]);
    return stm_slice_of(at, s.len);
}

stm_slice stm_arena_join(stm_arena *self, stm_slice a, stm_slice b)
{
    size_t len;
    if (!stm_size_add(a.len, b.len, &len)) {
        self->failed = true;
        return (stm_slice){NULL, 0};
    }
    uint8_t *at = stm_arena_alloc(self, len, 1);
    if (at == NULL)
        return (stm_slice){NULL, 0};
    if (a.len > 0)
        memcpy(at, a.ptr, a.len);
    if (b.len > 0)
        memcpy(at + a.len, b.ptr, b.len);
    return stm_slice_of(at, len);
}

bool stm_arena_check(const stm_arena *self)
{
    size_t held = 0;
    for (const struct stm_arena_chunk *c = self->head; c != NULL; c = c->next) {
        if (c->used > c->size)
            return false;
        held += sizeof *c + c->size;
    }
    return held == self->held_bytes && held <= self->limit_bytes;
}
