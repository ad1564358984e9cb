#include "report/siglum.h"

#include "base/banned.h"

#define N_LETTERS 24u /* both alphabets, as used here, have so many */

static uint8_t latin(uint32_t i)
{
    uint8_t c = (uint8_t)('A' + i);
    if (c >= 'I')
        c++;
    if (c >= 'O')
        c++;
    return c;
}

stm_siglum stm_siglum_of_report(uint32_t i)
{
    /* how many letters, and which of those so long */
    uint32_t len = 1;
    uint64_t size = N_LETTERS;
    uint64_t rest = i;
    while (rest >= size) {
        rest -= size;
        size *= N_LETTERS;
        len++;
    }
    stm_siglum s = {.len = (uint8_t)len};
    for (uint32_t k = len; k-- > 0;) {
        const uint8_t c = latin((uint32_t)(rest % N_LETTERS));
        s.bytes[k] = k == 0 ? c : stm_to_lower(c);
        rest /= N_LETTERS;
    }
    return s;
}

stm_siglum stm_siglum_of_lost(uint32_t i)
{
    /* U+03B1 to U+03C9 without U+03C2, the final sigma */
    uint32_t cp = 0x3B1 + i % N_LETTERS;
    if (cp >= 0x3C2)
        cp++;
    stm_siglum s = {.len = 2};
    s.bytes[0] = (uint8_t)(0xC0 | (cp >> 6));
    s.bytes[1] = (uint8_t)(0x80 | (cp & 0x3F));
    uint8_t digits[6];
    uint32_t n = 0;
    uint32_t round = i < N_LETTERS ? 0 : i / N_LETTERS + 1;
    for (; round > 0 && n < sizeof digits; round /= 10)
        digits[n++] = (uint8_t)('0' + round % 10);
    while (n > 0)
        s.bytes[s.len++] = digits[--n];
    return s;
}
