/* The only door to the heap, with checked sizes and a fault for tests. */
#ifndef STM_BASE_ALLOC_H
#define STM_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `count` items of `size` bytes, zeroed; NULL when too large or refused. */
void *stm_alloc(size_t count, size_t size);

/*
 * Resizes `ptr` (NULL: new) to `count` items of `size` bytes; bytes beyond
 * the old size are not set. On failure returns NULL and `ptr` still stands.
 */
void *stm_realloc(void *ptr, size_t count, size_t size);

/* Releases what the two above gave; NULL is allowed. */
void stm_free(void *ptr);

/*
 * Makes room in a typed heap array: after success *(T **)array holds at least
 * `need` items of `size` bytes and *cap says how many. Grows by half again.
 * Returns false, changing nothing, on failure.
 */
bool stm_grow(void *array, uint32_t *cap, uint32_t need, size_t size);

#ifdef STM_ALLOC_FAULTS
/* Tests only: the k-th allocation from now fails (0: none), and all later. */
void stm_alloc_fail_at(uint64_t k);
/* Tests only: allocations made since the last stm_alloc_fail_at. */
uint64_t stm_alloc_count(void);
#endif

#endif
