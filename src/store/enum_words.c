#include "store/enum_words.h"

#include "base/banned.h"

typedef stm_slice word_fn(uint8_t value);

/* The value whose word it is; every enum's words are told apart by it. */
static uint8_t find(stm_slice word, word_fn *text, uint8_t last)
{
    for (uint8_t i = 0; i <= last; i++)
        if (stm_slice_eq(text(i), word))
            return i;
    return 0;
}

static stm_slice status_text(uint8_t value)
{
    return stm_record_status_text((stm_record_status)value);
}

static stm_slice par_text(uint8_t value)
{
    return stm_par_kind_text((stm_par_kind)value);
}

static stm_slice credit_text(uint8_t value)
{
    return stm_credit_place_text((stm_credit_place)value);
}

stm_record_status stm_record_status_of(stm_slice word)
{
    return (stm_record_status)find(word, status_text, STM_RECORD_ERROR);
}

stm_par_kind stm_par_kind_of(stm_slice word)
{
    return (stm_par_kind)find(word, par_text, STM_PAR_OTHER);
}

stm_credit_place stm_credit_place_of(stm_slice word)
{
    return (stm_credit_place)find(word, credit_text, STM_CREDIT_MENTION);
}

uint8_t stm_date_place_of(stm_slice word)
{
    return find(word, stm_date_place_text, STM_DATE_PLACE_PERSON);
}

uint8_t stm_date_role_of(stm_slice word)
{
    return find(word, stm_date_role_text, STM_DATE_ROLE_EVENT);
}

uint8_t stm_speech_of(stm_slice word)
{
    return find(word, stm_speech_text, STM_SPEECH_MIXED);
}

uint8_t stm_speaker_kind_of(stm_slice word)
{
    return find(word, stm_speaker_kind_text, STM_SPEAKER_COLLECTIVE);
}

uint8_t stm_origin_kind_of(stm_slice word)
{
    return find(word, stm_origin_kind_text, STM_ORIGIN_UNCLEAR);
}

uint8_t stm_merge_kind_of(stm_slice word)
{
    return find(word, stm_merge_kind_text, STM_MERGE_PERSON);
}

uint8_t stm_difference_kind_of(stm_slice word)
{
    return find(word, stm_difference_kind_text, STM_DIFFERENCE_QUOTE);
}

uint8_t stm_degree_of(stm_slice word)
{
    return find(word, stm_degree_text, STM_DEGREE_PARTLY);
}

uint8_t stm_evidence_kind_of(stm_slice word)
{
    return find(word, stm_evidence_kind_text, STM_EVIDENCE_TIME);
}
