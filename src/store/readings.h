/*
 * Whose speech an archive has read already: the attributions of articles
 * that still read as they did, so that an addition reads the new ones alone.
 */
#ifndef STM_STORE_READINGS_H
#define STM_STORE_READINGS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/status.h"
#include "model/pile.h"

/* What one article gave when it was read. */
typedef struct stm_reading {
    bool is_known;          /* false: it has to be read */
    stm_attribution *items; /* items[n]; `outer` counts in this list, speakers
                               are STM_NONE */
    uint32_t n;
} stm_reading;

/*
 * Notes what articles[n] were when their speech was read, in the derived
 * tables, inside the open transaction. Errors: STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_readings_write(sqlite3 *db,
                                              const stm_article *articles,
                                              uint32_t n, stm_error *err);

/*
 * Fills readings[n], zeroed and parallel to articles[n], for those whose
 * text, paragraphs and language are what they were, if this version of
 * Stemma read them. A file that does not tell, or has a row that points to
 * nothing, leaves all unknown. Linear in the file's attributions. Errors:
 * STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_readings_read(sqlite3 *db,
                                             const stm_article *articles,
                                             uint32_t n, stm_arena *arena,
                                             stm_reading *readings,
                                             stm_error *err);

#endif
