#include "export/export.h"

#include "base/utf8.h"

#include "base/banned.h"

/* A cell: quoted where it must be, and never a formula. */
static void put_cell(stm_buf *out, stm_slice s)
{
    const bool formula =
        s.len > 0 && (s.ptr[0] == '=' || s.ptr[0] == '+' || s.ptr[0] == '-' ||
                      s.ptr[0] == '@' || s.ptr[0] == '\t' || s.ptr[0] == '\r');
    bool quoted = formula;
    for (size_t i = 0; i < s.len; i++)
        quoted = quoted || s.ptr[i] == '"' || s.ptr[i] == ',' ||
                 s.ptr[i] == '\n' || s.ptr[i] == '\r';
    if (!quoted) {
        stm_buf_add(out, s);
        return;
    }
    stm_buf_byte(out, '"');
    if (formula)
        stm_buf_byte(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            stm_buf_byte(out, '"');
        stm_buf_byte(out, s.ptr[i]);
    }
    stm_buf_byte(out, '"');
}

static void put_text(stm_buf *out, stm_slice s)
{
    stm_buf_byte(out, ',');
    put_cell(out, s);
}

static void put_count(stm_buf *out, uint64_t n)
{
    stm_buf_byte(out, ',');
    stm_buf_u64(out, n);
}

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
    put_cell(out, c->id);
    put_text(out, c->text);
    put_text(out, c->story < pile->n_stories ? pile->stories[c->story].id
                                             : (stm_slice){NULL, 0});
    put_count(out, c->n_articles);
    put_count(out, c->n_outlets);
    put_count(out, c->n_families);
    put_count(out, c->n_voices);
    stm_buf_byte(out, ',');
    if (c->measured)
        stm_buf_u64(out, c->low);
    stm_buf_byte(out, ',');
    if (c->measured)
        stm_buf_u64(out, c->high);
    put_text(out, a->id);
    put_text(out, a->outlet);
    stm_buf_byte(out, ',');
    stm_date_format(a->published, out);
    put_count(out, stm_utf8_count(stm_slice_sub(a->text, 0, m->span.begin)));
    put_count(out, stm_utf8_count(stm_slice_sub(a->text, 0, m->span.end)));
    put_text(out, stm_span_text(m->span, a->text));
    put_text(out, m->speaker < pile->n_speakers
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
