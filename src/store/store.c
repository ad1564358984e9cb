#include "store/store.h"

#include <stdio.h>

#include "store/archive.h"

#include "base/banned.h"

/* Those of a file; what undid a merge of one run alone is not kept. */
static stm_status keep_corrections(stm_archive *archive, const stm_pile *pile,
                                   stm_error *err)
{
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < pile->n_corrections && status == STM_OK; i++)
        if (pile->corrections[i].text.len > 0)
            status = stm_archive_correct(archive, &pile->corrections[i].text, 1,
                                         err);
    return status;
}

static stm_status write_whole(const char *beside, const stm_article *documents,
                              const stm_pile *pile, stm_error *err)
{
    stm_archive *archive = NULL;
    STM_TRY(stm_archive_open(beside, STM_DB_CREATE, &archive, err));
    stm_status status =
        stm_archive_append(archive, documents, pile->n_articles, err);
    if (status == STM_OK)
        status = keep_corrections(archive, pile, err);
    if (status == STM_OK)
        status = stm_archive_derive(archive, documents, pile, err);
    if (status == STM_OK)
        status = stm_archive_settle(archive, err);
    stm_archive_close(archive);
    return status;
}

stm_status stm_store_write(const stm_pile *pile, const stm_article *documents,
                           const char *path, stm_error *err)
{
    char beside[4096];
    const int n = snprintf(beside, sizeof beside, "%s.new", path);
    if (n < 0 || (size_t)n >= sizeof beside)
        return stm_fail(err, STM_ERR_IO, 0, "path too long");
    remove(beside);
    stm_status status = write_whole(beside, documents, pile, err);
    if (status == STM_OK && rename(beside, path) != 0)
        status = stm_fail(err, STM_ERR_IO, 0, "cannot write %.200s", path);
    if (status != STM_OK)
        remove(beside);
    return status;
}
