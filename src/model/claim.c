#include "model/claim.h"

#include "base/banned.h"

stm_slice stm_origin_kind_text(uint8_t kind)
{
    switch ((stm_origin_kind)kind) {
    case STM_ORIGIN_STATEMENT:
        return STM_LIT("statement");
    case STM_ORIGIN_COPY:
        return STM_LIT("copy");
    case STM_ORIGIN_REPORT:
        return STM_LIT("report");
    case STM_ORIGIN_UNCLEAR:
        return STM_LIT("unclear");
    }
    return STM_LIT("unclear");
}

stm_slice stm_merge_kind_text(uint8_t kind)
{
    switch ((stm_merge_kind)kind) {
    case STM_MERGE_SPEAKER:
        return STM_LIT("speaker");
    case STM_MERGE_WORDING:
        return STM_LIT("wording");
    case STM_MERGE_AGENCY:
        return STM_LIT("agency");
    case STM_MERGE_CITED:
        return STM_LIT("cited");
    case STM_MERGE_UNCLEAR:
        return STM_LIT("unclear");
    case STM_MERGE_PERSON:
        return STM_LIT("person");
    }
    return STM_LIT("unclear");
}

stm_slice stm_difference_kind_text(uint8_t kind)
{
    switch ((stm_difference_kind)kind) {
    case STM_DIFFERENCE_CONFLICT:
        return STM_LIT("conflict");
    case STM_DIFFERENCE_UPDATE:
        return STM_LIT("update");
    case STM_DIFFERENCE_ROUNDING:
        return STM_LIT("rounding");
    case STM_DIFFERENCE_SCOPE:
        return STM_LIT("scope");
    case STM_DIFFERENCE_HEDGE:
        return STM_LIT("hedge");
    case STM_DIFFERENCE_QUOTE:
        return STM_LIT("quote");
    }
    return STM_LIT("conflict");
}
