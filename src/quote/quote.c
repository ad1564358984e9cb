#include "quote/quote.h"

#include "quote/attribute.h"
#include "quote/rules.h"
#include "quote/tagged.h"
#include "text/text_cutter.h"

#include "base/banned.h"

static const stm_language *language_of(const stm_article *article)
{
    stm_slice code = article->language;
    if (code.len == 0)
        code = stm_language_of(article->text);
    const size_t dash = stm_slice_find_byte(code, '-', 0);
    return stm_language_find(stm_slice_sub(code, 0, dash));
}

stm_status stm_attributions_from_text(const stm_article *article,
                                      uint32_t index, const stm_text *text,
                                      stm_arena *arena, stm_arena *scratch,
                                      stm_attribution **out, uint32_t *n_out,
                                      stm_error *err)
{
    const stm_language *language = language_of(article);
    stm_tagger tagger;
    stm_tagger_shipped(&tagger);
    const stm_lexicon none = {.n_slots = 0};
    const bool trained = language != NULL && language->trained;
    stm_reading reading;
    stm_links links = {.len = 0};
    stm_attribution *list = NULL;
    uint32_t n = 0;
    stm_status status = stm_reading_from_text(article, text, language,
                                              trained ? &tagger.lexicon : &none,
                                              scratch, &reading);
    if (status == STM_OK && trained)
        status =
            stm_links_from_tagger(&reading, &tagger, language, scratch, &links);
    else if (status == STM_OK)
        status = stm_links_from_rules(&reading, language, scratch, &links);
    if (status == STM_OK)
        status = stm_attributions_from_links(&reading, language, &links, index,
                                             language == NULL, arena, scratch,
                                             &list, &n);
    if (status != STM_OK)
        return stm_fail(err, status, 0, "no memory to read attributions");
    *out = list;
    *n_out = n;
    return STM_OK;
}
