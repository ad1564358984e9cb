#include "report/picture.h"

#include "report/page.h"
#include "report/say.h"
#include "report/svg.h"

#include "base/banned.h"

void stm_put_picture(const stm_view *view, stm_markup *out)
{
    (void)view, (void)out;
}

void stm_put_small_picture(const stm_view *view, stm_markup *out)
{
    (void)view, (void)out;
}
