#include "claim/families.h"

#include "base/banned.h"

static const struct {
    const char *family;
    const char *outlets; /* parted by "|" */
} families[] = {
#include "claim/families.inc"
};

static stm_slice without_www(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("www.")) ? stm_slice_sub(s, 4, s.len)
                                                 : s;
}

/* True where `list` (parted by "|") has `name`, in any case. */
static bool lists(const char *list, stm_slice name)
{
    stm_slice rest = stm_slice_from_cstr(list);
    while (rest.len > 0) {
        const size_t bar = stm_slice_find_byte(rest, '|', 0);
        const size_t end = bar == STM_SLICE_NPOS ? rest.len : bar;
        if (stm_slice_ieq(stm_slice_sub(rest, 0, end), name))
            return true;
        rest = stm_slice_sub(rest, bar == STM_SLICE_NPOS ? end : end + 1,
                             rest.len);
    }
    return false;
}

stm_slice stm_outlet_of(const stm_article *article)
{
    return article->outlet.len > 0 ? article->outlet : article->site;
}

stm_slice stm_family_of(const stm_article *article)
{
    const stm_slice names[] = {without_www(article->site),
                               without_www(article->outlet)};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
        for (size_t i = 0;
             names[n].len > 0 && i < sizeof families / sizeof families[0]; i++)
            if (lists(families[i].outlets, names[n]))
                return stm_slice_from_cstr(families[i].family);
    return names[0].len > 0 ? names[0] : names[1];
}
