/* The family tree of a story's reports, on an axis of time. */
#ifndef STM_REPORT_TREE_H
#define STM_REPORT_TREE_H

#include "report/view.h"

/* Two drawings: a wide one, time to the right; a narrow one, time down. */
void stm_put_tree(const stm_view *view, stm_markup *out);

#endif
