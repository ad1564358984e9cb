/*
 * Open-addressing tables from bytes or 64-bit keys to 32-bit values.
 *
 * Linear probing at a load of at most 3/4, hashed by XXH3 with a fixed seed.
 * Entries are numbered in the order of insertion, so walking 0..len is
 * deterministic. Removing single entries is not offered.
 */
#ifndef STM_BASE_MAP_H
#define STM_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

#define STM_NONE UINT32_MAX /* no such index, id or value */

typedef struct stm_map_entry {
    stm_slice key; /* borrowed: must outlive the map */
    uint64_t hash; /* XXH3_64 of key */
    uint32_t value;
} stm_map_entry;

typedef struct stm_map {
    stm_map_entry *entries; /* entries[len], in order of insertion */
    uint32_t *slots;        /* slots[n_slots]: entry index + 1, or 0 */
    uint32_t len;
    uint32_t cap;
    uint32_t n_slots; /* 0 or a power of two */
} stm_map;

void stm_map_init(stm_map *self);
void stm_map_release(stm_map *self);
void stm_map_clear(stm_map *self);

/* The value of `key`, or STM_NONE. */
uint32_t stm_map_get(const stm_map *self, stm_slice key);

/*
 * Finds `key` or inserts it with `value`. Returns the entry, whose value may
 * be changed until the next insertion, or NULL when memory is out. *was_new
 * (may be NULL) tells which. Keeps key.ptr.
 */
stm_map_entry *stm_map_put(stm_map *self, stm_slice key, uint32_t value,
                           bool *was_new);

bool stm_map_check(const stm_map *self);

typedef struct stm_u64map_entry {
    uint64_t key;
    uint32_t value;
} stm_u64map_entry;

typedef struct stm_u64map {
    stm_u64map_entry *entries; /* entries[len], in order of insertion */
    uint32_t *slots;           /* slots[n_slots]: entry index + 1, or 0 */
    uint32_t len;
    uint32_t cap;
    uint32_t n_slots; /* 0 or a power of two */
} stm_u64map;

void stm_u64map_init(stm_u64map *self);
void stm_u64map_release(stm_u64map *self);
void stm_u64map_clear(stm_u64map *self);
uint32_t stm_u64map_get(const stm_u64map *self, uint64_t key);
stm_u64map_entry *stm_u64map_put(stm_u64map *self, uint64_t key, uint32_t value,
                                 bool *was_new);
bool stm_u64map_check(const stm_u64map *self);

/* XXH3_64 of `s`, the hash used everywhere. */
uint64_t stm_hash(stm_slice s);

/* A well-mixed hash of two hashes, not symmetric. */
uint64_t stm_hash_mix(uint64_t a, uint64_t b);

#endif
