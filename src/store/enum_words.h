/* From the words of the output back to the values they stand for. */
#ifndef STM_STORE_ENUM_WORDS_H
#define STM_STORE_ENUM_WORDS_H

#include "model/article.h"
#include "model/attribution.h"
#include "model/claim.h"
#include "model/lineage.h"

/* A word that is not known gives the value 0 of its enum. */
stm_record_status stm_record_status_of(stm_slice word);
stm_par_kind stm_par_kind_of(stm_slice word);
stm_credit_place stm_credit_place_of(stm_slice word);
uint8_t stm_date_place_of(stm_slice word);
uint8_t stm_date_role_of(stm_slice word);
uint8_t stm_speech_of(stm_slice word);
uint8_t stm_speaker_kind_of(stm_slice word);
uint8_t stm_origin_kind_of(stm_slice word);
uint8_t stm_merge_kind_of(stm_slice word);
uint8_t stm_difference_kind_of(stm_slice word);
uint8_t stm_degree_of(stm_slice word);
uint8_t stm_evidence_kind_of(stm_slice word);

#endif
