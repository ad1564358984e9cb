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
