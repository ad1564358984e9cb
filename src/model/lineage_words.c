#include "model/lineage.h"

#include "base/banned.h"

stm_slice stm_degree_text(uint8_t degree)
{
    return degree == STM_DEGREE_WHOLLY ? STM_LIT("wholly") : STM_LIT("partly");
}

stm_slice stm_evidence_kind_text(uint8_t kind)
{
    switch ((stm_evidence_kind)kind) {
    case STM_EVIDENCE_WORDING:
        return STM_LIT("wording");
    case STM_EVIDENCE_CREDIT:
        return STM_LIT("credit");
    case STM_EVIDENCE_CITES:
        return STM_LIT("cites");
    case STM_EVIDENCE_CUT:
        return STM_LIT("cut");
    case STM_EVIDENCE_SLIP:
        return STM_LIT("slip");
    case STM_EVIDENCE_RETOLD:
        return STM_LIT("retold");
    case STM_EVIDENCE_HOUSE:
        return STM_LIT("house");
    case STM_EVIDENCE_ADDED:
        return STM_LIT("added");
    case STM_EVIDENCE_TIME:
        return STM_LIT("time");
    }
    return STM_LIT("wording");
}
