#include "model/article.h"

#include "base/banned.h"

stm_slice stm_article_agency(const stm_article *self)
{
    const stm_credit *best = NULL;
    for (uint32_t i = 0; i < self->n_credits; i++) {
        const stm_credit *c = &self->credits[i];
        if (c->place <= STM_CREDIT_COPYRIGHT &&
            (best == NULL || c->place < best->place))
            best = c;
    }
    return best == NULL ? (stm_slice){NULL, 0} : best->agency;
}

stm_slice stm_record_status_text(stm_record_status status)
{
    switch (status) {
    case STM_RECORD_OK:
        return STM_LIT("ok");
    case STM_RECORD_EMPTY:
        return STM_LIT("empty");
    case STM_RECORD_DUPLICATE:
        return STM_LIT("duplicate");
    case STM_RECORD_NOT_ARTICLE:
        return STM_LIT("not-article");
    case STM_RECORD_ERROR:
        return STM_LIT("error");
    }
    return STM_LIT("error");
}

stm_slice stm_par_kind_text(stm_par_kind kind)
{
    switch (kind) {
    case STM_PAR_BODY:
        return STM_LIT("body");
    case STM_PAR_TITLE:
        return STM_LIT("title");
    case STM_PAR_HEADING:
        return STM_LIT("heading");
    case STM_PAR_QUOTE:
        return STM_LIT("quote");
    case STM_PAR_LIST:
        return STM_LIT("list");
    case STM_PAR_CAPTION:
        return STM_LIT("caption");
    case STM_PAR_DATELINE:
        return STM_LIT("dateline");
    case STM_PAR_OTHER:
        return STM_LIT("other");
    }
    return STM_LIT("other");
}

stm_slice stm_credit_place_text(stm_credit_place place)
{
    switch (place) {
    case STM_CREDIT_DATELINE:
        return STM_LIT("dateline");
    case STM_CREDIT_BYLINE:
        return STM_LIT("byline");
    case STM_CREDIT_LINE:
        return STM_LIT("line");
    case STM_CREDIT_COPYRIGHT:
        return STM_LIT("copyright");
    case STM_CREDIT_PHOTO:
        return STM_LIT("photo");
    case STM_CREDIT_MENTION:
        return STM_LIT("mention");
    }
    return STM_LIT("mention");
}
