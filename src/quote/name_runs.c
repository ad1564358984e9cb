#include "quote/name_runs.h"

#include "base/banned.h"

static bool has_flag(const stm_nword *w, uint32_t flags)
{
    return w->word != NULL && (w->word->flags & flags) != 0;
}

bool stm_is_name_word(const stm_nword *w)
{
    enum {
        NEVER = STM_NAMING_DETERMINER | STM_NAMING_HIS | STM_NAMING_PERSON |
                STM_NAMING_IT | STM_NAMING_THEY | STM_NAMING_WHO |
                STM_NAMING_SELF | STM_NAMING_STOP | STM_NAMING_NOUN |
                STM_NAMING_FOLK
    };
    return w->is_capital && !(w->starts && has_flag(w, NEVER)) &&
           !has_flag(w, STM_NAMING_NOUN) && !w->is_based;
}

/* A headline in capitals tells no name from another word. */
bool stm_is_title_case(const stm_nwords *words, uint32_t first, uint32_t *end)
{
    uint32_t n = 0;
    uint32_t capitals = 0;
    uint32_t i = first;
    do {
        n += words->items[i].end - words->items[i].begin > 3;
        capitals += words->items[i].end - words->items[i].begin > 3 &&
                    words->items[i].is_capital;
        i++;
    } while (i < words->n && !words->items[i].starts);
    *end = i;
    return capitals >= 4 && capitals * 10 >= n * 7;
}

/* The end of the run of name words at i, "of" and "for" within included. */
uint32_t stm_name_run_end(const stm_nwords *words, uint32_t i)
{
    const stm_nword *w = words->items;
    uint32_t end = i + 1;
    while (end < words->n) {
        const bool joined = w[end].mark_before == 0 ||
                            w[end].mark_before == '-' ||
                            (w[end].mark_before == '.' && !w[end].starts);
        /* "Marl Foods' Ean store" is of two names */
        const bool owned =
            w[end - 1].has_genitive && has_flag(&w[end - 1], STM_NAMING_FIRM);
        if (!joined || w[end].starts || owned)
            break;
        if (stm_is_name_word(&w[end])) {
            end++;
            continue;
        }
        uint32_t k = end;
        while (k < words->n && k < end + 2 &&
               has_flag(&w[k], STM_NAMING_OF | STM_NAMING_LINK |
                                   STM_NAMING_DETERMINER) &&
               w[k].mark_before == 0)
            k++;
        const bool of = has_flag(&w[end], STM_NAMING_OF) ||
                        w[end].hash == stm_hash(STM_LIT("for"));
        if (k == end || k >= words->n || !of || !stm_is_name_word(&w[k]) ||
            w[k].mark_before != 0)
            break;
        end = k + 1;
    }
    return end;
}

/* Lower-case words of office right before a name belong to it. */
uint32_t stm_name_phrase_begin(const stm_nwords *words, uint32_t i)
{
    enum {
        OFFICE = STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                 STM_NAMING_MINISTER | STM_NAMING_HEAD | STM_NAMING_TITLE |
                 STM_NAMING_BODY | STM_NAMING_LAW | STM_NAMING_MINISTRY |
                 STM_NAMING_SUBJECT
    };
    uint32_t begin = i;
    while (begin > 0 && i - begin < 5 && words->items[begin].mark_before == 0 &&
           !words->items[begin].starts &&
           has_flag(&words->items[begin - 1], OFFICE))
        begin--;
    return begin;
}

/* An apposition after the name: to the comma that ends it. */
uint32_t stm_name_phrase_end(const stm_nwords *words, uint32_t end)
{
    enum { MOST = 14 };
    if (end >= words->n || words->items[end].mark_before != ',' ||
        words->items[end].starts)
        return end;
    for (uint32_t k = end + 1; k < words->n && k < end + MOST; k++)
        if (words->items[k].mark_before != 0)
            return k;
    return end;
}
