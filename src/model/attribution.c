#include "model/attribution.h"

#include "base/banned.h"

stm_slice stm_speaker_kind_text(uint8_t kind)
{
    switch ((stm_speaker_kind)kind) {
    case STM_SPEAKER_UNKNOWN:
        return STM_LIT("unknown");
    case STM_SPEAKER_PERSON:
        return STM_LIT("person");
    case STM_SPEAKER_GOVERNMENT:
        return STM_LIT("government");
    case STM_SPEAKER_MILITARY:
        return STM_LIT("military");
    case STM_SPEAKER_POLICE:
        return STM_LIT("police");
    case STM_SPEAKER_COURT:
        return STM_LIT("court");
    case STM_SPEAKER_HOSPITAL:
        return STM_LIT("hospital");
    case STM_SPEAKER_COMPANY:
        return STM_LIT("company");
    case STM_SPEAKER_PARTY:
        return STM_LIT("party");
    case STM_SPEAKER_NGO:
        return STM_LIT("ngo");
    case STM_SPEAKER_AGENCY:
        return STM_LIT("agency");
    case STM_SPEAKER_OUTLET:
        return STM_LIT("outlet");
    case STM_SPEAKER_DOCUMENT:
        return STM_LIT("document");
    case STM_SPEAKER_WITNESS:
        return STM_LIT("witness");
    case STM_SPEAKER_UNNAMED:
        return STM_LIT("unnamed");
    case STM_SPEAKER_COLLECTIVE:
        return STM_LIT("collective");
    }
    return STM_LIT("unknown");
}

stm_slice stm_speech_text(uint8_t type)
{
    switch ((stm_speech)type) {
    case STM_SPEECH_DIRECT:
        return STM_LIT("direct");
    case STM_SPEECH_INDIRECT:
        return STM_LIT("indirect");
    case STM_SPEECH_MIXED:
        return STM_LIT("mixed");
    }
    return STM_LIT("indirect");
}
