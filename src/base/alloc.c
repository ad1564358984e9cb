#include "base/alloc.h"

#ifdef STM_ALLOC_FAULTS
#include <stdatomic.h>
#endif
#include <stdlib.h>
#include <string.h>

#include "base/size.h"

#include "base/banned.h"

#ifdef STM_ALLOC_FAULTS
/* The one mutable global of the library, present in test builds alone. */
static atomic_uint_fast64_t fail_at;
static atomic_uint_fast64_t made;

void stm_alloc_fail_at(uint64_t k)
{
    atomic_store(&made, 0);
    atomic_store(&fail_at, k);
}

uint64_t stm_alloc_count(void)
{
    return atomic_load(&made);
}

static bool fault(void)
{
    const uint64_t n = atomic_fetch_add(&made, 1) + 1;
    const uint64_t at = atomic_load(&fail_at);
    return at != 0 && n >= at;
}
#else
static bool fault(void)
{
    return false;
}
#endif

/* The bytes of `count` items, at least 1; false where no object is so large. */
static bool total(size_t count, size_t size, size_t *bytes)
{
    if (!stm_size_mul(count, size, bytes) || *bytes > PTRDIFF_MAX)
        return false;
    if (*bytes == 0)
        *bytes = 1;
    return true;
}

void *stm_alloc(size_t count, size_t size)
{
    size_t bytes;
    if (!total(count, size, &bytes) || fault())
        return NULL;
    return calloc(1, bytes);
}

void *stm_realloc(void *ptr, size_t count, size_t size)
{
    size_t bytes;
    if (!total(count, size, &bytes) || fault())
        return NULL;
    return realloc(ptr, bytes);
}

void stm_free(void *ptr)
{
    free(ptr);
}

bool stm_grow(void *array, uint32_t *cap, uint32_t need, size_t size)
{
    if (need <= *cap)
        return true;
    uint64_t room = (uint64_t)*cap + *cap / 2 + 16;
    if (room < need)
        room = need;
    if (room > UINT32_MAX)
        room = UINT32_MAX;
    void *old;
    memcpy(&old, array, sizeof old);
    void *grown = stm_realloc(old, (size_t)room, size);
    if (grown == NULL)
        return false;
    memcpy(array, &grown, sizeof grown);
    *cap = (uint32_t)room;
    return true;
}
