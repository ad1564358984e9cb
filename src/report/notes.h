/* The notes that stand beside a paragraph of a report. */
#ifndef STM_REPORT_NOTES_H
#define STM_REPORT_NOTES_H

#include "report/view.h"

/*
 * What is to be said of the text in `span`: who is heard in it and how, in
 * which reports its wording stands too, where other reports give another
 * value. Writes nothing where there is nothing to say.
 */
void stm_put_notes(const stm_view *view, uint32_t row, stm_span span,
                   stm_markup *out);

/* A speaker's name, isolated; "somebody not named" for STM_NONE. */
/*
 * Who says it: the speaker, else the report's own words for who does, in
 * quotation marks, else "nobody named".
 */
void stm_put_voice_of(const stm_view *view, const stm_attribution *a,
                      stm_markup *out);

void stm_put_speaker(const stm_view *view, uint32_t speaker, stm_markup *out);

#endif
