/*
 * Agencies that the table of agency.h does not know, told by the form of
 * their names: "Northern Wire", "Press Agency of Marl". Only for places where
 * nothing but an agency is named: a dateline's brackets, a byline.
 */
#ifndef STM_EXTRACT_AGENCY_FORM_H
#define STM_EXTRACT_AGENCY_FORM_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * True where `held`, the whole of what stands in a dateline's brackets or in
 * a byline, is two to five words with capitals of which one says that it is
 * an agency: "Wire", "Newswire", "Syndicate", or "News", "Press" or "Wire"
 * with "Agency" or "Service".
 */
bool stm_agency_has_form(stm_slice held);

#endif
