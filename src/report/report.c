#include "report/report.h"

#include "base/banned.h"

void stm_report_index(const stm_pile *pile, const stm_report_opts *opts,
                      stm_buf *out)
{
    (void)pile, (void)opts, (void)out;
}

void stm_report_story(const stm_pile *pile, uint32_t story,
                      const stm_report_opts *opts, stm_buf *out)
{
    (void)pile, (void)story, (void)opts, (void)out;
}

void stm_report_story_file(const stm_pile *pile, uint32_t story, stm_buf *out)
{
    (void)pile, (void)story, (void)out;
}
