#include "base/map.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/alloc.h"

#include "base/banned.h"

uint64_t stm_hash(stm_slice s)
{
    return XXH3_64bits(s.len == 0 ? (const void *)"" : s.ptr, s.len);
}

uint64_t stm_hash_mix(uint64_t a, uint64_t b)
{
    uint64_t h = a * 0x9E3779B97F4A7C15u + b;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

/* Slots for `len` entries at a load of 3/4 or less; 0 when too many. */
static uint32_t slots_for(uint32_t len)
{
    uint64_t n = 16;
    while (n / 4 * 3 < len)
        n *= 2;
    return n > UINT32_MAX / 2 ? 0 : (uint32_t)n;
}

void stm_map_init(stm_map *self)
{
    *self = (stm_map){0};
}

void stm_map_release(stm_map *self)
{
    stm_free(self->entries);
    stm_free(self->slots);
    stm_map_init(self);
}

void stm_map_clear(stm_map *self)
{
    self->len = 0;
    if (self->n_slots > 0)
        memset(self->slots, 0, self->n_slots * sizeof *self->slots);
}

/* The slot of `key`, or the free one where it would go. */
static uint32_t find_slot(const stm_map *self, stm_slice key, uint64_t hash)
{
    const uint32_t mask = self->n_slots - 1;
    uint32_t at = (uint32_t)hash & mask;
    while (self->slots[at] != 0) {
        const stm_map_entry *e = &self->entries[self->slots[at] - 1];
        if (e->hash == hash && stm_slice_eq(e->key, key))
            break;
        at = (at + 1) & mask;
    }
    return at;
}

uint32_t stm_map_get(const stm_map *self, stm_slice key)
{
    if (self->len == 0)
        return STM_NONE;
    const uint32_t slot = self->slots[find_slot(self, key, stm_hash(key))];
    return slot == 0 ? STM_NONE : self->entries[slot - 1].value;
}

static bool rehash(stm_map *self)
{
    const uint32_t n = slots_for(self->len + 1);
    uint32_t *slots = n == 0 ? NULL : stm_alloc(n, sizeof *slots);
    if (slots == NULL)
        return false;
    for (uint32_t i = 0; i < self->len; i++) {
        uint32_t at = (uint32_t)self->entries[i].hash & (n - 1);
        while (slots[at] != 0)
            at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    stm_free(self->slots);
    self->slots = slots;
    self->n_slots = n;
    return true;
}

stm_map_entry *stm_map_put(stm_map *self, stm_slice key, uint32_t value,
                           bool *was_new)
{
    if (self->len + 1 > self->n_slots / 4 * 3 && !rehash(self))
        return NULL;
    const uint64_t hash = stm_hash(key);
    const uint32_t at = find_slot(self, key, hash);
    if (was_new != NULL)
        *was_new = self->slots[at] == 0;
    if (self->slots[at] != 0)
        return &self->entries[self->slots[at] - 1];
    if (!stm_grow(&self->entries, &self->cap, self->len + 1,
                  sizeof *self->entries))
        return NULL;
    self->entries[self->len] =
        (stm_map_entry){.key = key, .hash = hash, .value = value};
    self->slots[at] = ++self->len;
    return &self->entries[self->len - 1];
}

bool stm_map_check(const stm_map *self)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < self->n_slots; i++)
        seen += self->slots[i] != 0;
    if (seen != self->len || self->len > self->cap)
        return false;
    for (uint32_t i = 0; i < self->len; i++) {
        const stm_map_entry *e = &self->entries[i];
        if (e->hash != stm_hash(e->key) ||
            self->slots[find_slot(self, e->key, e->hash)] != i + 1)
            return false;
    }
    return true;
}

void stm_u64map_init(stm_u64map *self)
{
    *self = (stm_u64map){0};
}

void stm_u64map_release(stm_u64map *self)
{
    stm_free(self->entries);
    stm_free(self->slots);
    stm_u64map_init(self);
}

void stm_u64map_clear(stm_u64map *self)
{
    self->len = 0;
    if (self->n_slots > 0)
        memset(self->slots, 0, self->n_slots * sizeof *self->slots);
}

static uint32_t u64_slot(const stm_u64map *self, uint64_t key)
{
    const uint32_t mask = self->n_slots - 1;
    uint32_t at = (uint32_t)stm_hash_mix(key, 0) & mask;
    while (self->slots[at] != 0 &&
           self->entries[self->slots[at] - 1].key != key)
        at = (at + 1) & mask;
    return at;
}

uint32_t stm_u64map_get(const stm_u64map *self, uint64_t key)
{
    if (self->len == 0)
        return STM_NONE;
    const uint32_t slot = self->slots[u64_slot(self, key)];
    return slot == 0 ? STM_NONE : self->entries[slot - 1].value;
}

static bool u64_rehash(stm_u64map *self)
{
    const uint32_t n = slots_for(self->len + 1);
    uint32_t *slots = n == 0 ? NULL : stm_alloc(n, sizeof *slots);
    if (slots == NULL)
        return false;
    stm_free(self->slots);
    self->slots = slots;
    self->n_slots = n;
    for (uint32_t i = 0; i < self->len; i++)
        slots[u64_slot(self, self->entries[i].key)] = i + 1;
    return true;
}

stm_u64map_entry *stm_u64map_put(stm_u64map *self, uint64_t key, uint32_t value,
                                 bool *was_new)
{
    if (self->len + 1 > self->n_slots / 4 * 3 && !u64_rehash(self))
        return NULL;
    const uint32_t at = u64_slot(self, key);
    if (was_new != NULL)
        *was_new = self->slots[at] == 0;
    if (self->slots[at] != 0)
        return &self->entries[self->slots[at] - 1];
    if (!stm_grow(&self->entries, &self->cap, self->len + 1,
                  sizeof *self->entries))
        return NULL;
    self->entries[self->len] = (stm_u64map_entry){.key = key, .value = value};
    self->slots[at] = ++self->len;
    return &self->entries[self->len - 1];
}

bool stm_u64map_check(const stm_u64map *self)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < self->n_slots; i++)
        seen += self->slots[i] != 0;
    if (seen != self->len || self->len > self->cap)
        return false;
    for (uint32_t i = 0; i < self->len; i++)
        if (self->slots[u64_slot(self, self->entries[i].key)] != i + 1)
            return false;
    return true;
}
