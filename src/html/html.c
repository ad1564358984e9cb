#include "base/banned.h"
typedef int stm_html_placeholder;
