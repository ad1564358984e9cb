/*
 * The letters by which a page calls its texts, as editors of manuscripts do:
 * Latin capitals for reports, Greek letters for texts that are lost.
 */
#ifndef STM_REPORT_SIGLUM_H
#define STM_REPORT_SIGLUM_H

#include "report/markup.h"

/* Room for any siglum: letters and digits, not NUL-terminated. */
typedef struct stm_siglum {
    uint8_t bytes[8];
    uint8_t len;
} stm_siglum;

/*
 * The siglum of report `i` in the order of the page: A to Z without I and O,
 * which read as 1 and 0; then Aa, Ab ... Zz, then Aaa ... (none of them has
 * an i or o).
 */
stm_siglum stm_siglum_of_report(uint32_t i);

/* That of lost text `i`: alpha to omega, then alpha2 ... */
stm_siglum stm_siglum_of_lost(uint32_t i);

static inline stm_slice stm_siglum_text(const stm_siglum *self)
{
    return stm_slice_of(self->bytes, self->len);
}

#endif
