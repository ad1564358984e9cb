#include "extract/date_role.h"

#include "model/date.h"

#include "base/banned.h"

static bool has_role_word(stm_slice line, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (stm_slice_ifind(line, stm_slice_from_cstr(words[i]), 0) !=
            STM_SLICE_NPOS)
            return true;
    return false;
}

uint8_t stm_date_role_of_line(stm_slice line)
{
    static const char *const modified[] = {
        "updat",      "modif",     "edited",    "aktualisiert", "mis à jour",
        "actualizad", "atualizad", "aggiornat", "bijgewerkt",   "zaktualizow",
        "обновлен",   "оновлен",   "güncelle",  "uppdater",     "oppdater",
        "opdater",    "päivitetty"};
    static const char *const published[] = {
        "publi",       "posted",    "veröffentlicht", "erstellt",  "geplaatst",
        "опубликован", "опубліков", "yayın",          "pubblicat", "julkaistu",
        "created",     "date:",     "datum",          "date "};
    if (has_role_word(line, published, sizeof published / sizeof *published))
        return STM_DATE_ROLE_PUBLISHED;
    if (has_role_word(line, modified, sizeof modified / sizeof *modified))
        return STM_DATE_ROLE_MODIFIED;
    return STM_DATE_ROLE_UNKNOWN;
}
