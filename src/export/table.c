#include "export/export.h"

#include "base/utf8.h"
#include "export/csv_cells.h"

#include "base/banned.h"

/* The 1-based number of the origin that holds mention k, or 0. */
static uint32_t origin_of(const stm_claim *c, uint32_t k)
{
    for (uint32_t o = 0; o < c->n_origins; o++)
        for (uint32_t i = 0; i < c->origins[o].n_mentions; i++)
            if (c->origins[o].mentions[i] == k)
                return o + 1;
    return 0;
}

static void put_mention(const stm_pile *pile, const stm_claim *c, uint32_t k,
                        stm_buf *out)
{
    const stm_mention *m = &c->mentions[k];
    const stm_article *a = &pile->articles[m->article];
    stm_csv_first(out, c->id);
    stm_csv_next(out, c->text);
    stm_csv_next(out, c->story < pile->n_stories ? pile->stories[c->story].id
                                                 : (stm_slice){NULL, 0});
    stm_csv_number(out, c->n_articles);
    stm_csv_number(out, c->n_outlets);
    stm_csv_number(out, c->n_families);
    stm_csv_number(out, c->n_voices);
    stm_buf_byte(out, ',');
    if (c->measured)
        stm_buf_u64(out, c->low);
    stm_buf_byte(out, ',');
    if (c->measured)
        stm_buf_u64(out, c->high);
    stm_csv_next(out, a->id);
    stm_csv_next(out, a->outlet);
    stm_buf_byte(out, ',');
    stm_date_format(a->published, out);
    stm_csv_number(out,
                   stm_utf8_count(stm_slice_sub(a->text, 0, m->span.begin)));
    stm_csv_number(out, stm_utf8_count(stm_slice_sub(a->text, 0, m->span.end)));
    stm_csv_next(out, stm_span_text(m->span, a->text));
    stm_csv_next(out, m->speaker < pile->n_speakers
                          ? pile->speakers[m->speaker].name
                          : (stm_slice){NULL, 0});
    stm_buf_byte(out, ',');
    if (c->measured)
        stm_buf_u64(out, origin_of(c, k));
    stm_buf_add(out, STM_LIT("\r\n"));
}

void stm_export_csv(const stm_pile *pile, stm_buf *out)
{
    stm_buf_add(out, STM_LIT("claim,claim_text,story,articles,outlets,families,"
                             "voices,origins_low,origins_high,article,outlet,"
                             "published,begin,end,text,speaker,origin\r\n"));
    for (uint32_t i = 0; i < pile->n_claims; i++)
        for (uint32_t k = 0; k < pile->claims[i].n_mentions; k++)
            put_mention(pile, &pile->claims[i], k, out);
}
