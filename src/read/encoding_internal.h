/* What the parts of the decoder share among themselves. */
#ifndef STM_READ_ENCODING_INTERNAL_H
#define STM_READ_ENCODING_INTERNAL_H

#include "read/encoding.h"

/* ICU's name for an encoding named by stm_encoding_from_label. */
const char *stm_encoding_icu_name(stm_slice name);

/*
 * The encoding a document declares in its first bytes: <meta charset>, <meta
 * content="...charset="> (HTML 13.2.3.2), <?xml encoding?>; "" if none.
 * UTF-16 declared in ASCII means UTF-8, as there.
 */
stm_slice stm_encoding_declared(stm_slice bytes);

#endif
