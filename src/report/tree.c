#include "report/tree.h"

#include "base/banned.h"

void stm_put_tree(const stm_view *view, stm_markup *out)
{
    (void)view, (void)out;
}
