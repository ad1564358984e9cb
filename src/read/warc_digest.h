/* The digest that a WARC record gives of its payload, checked. */
#ifndef STM_READ_WARC_DIGEST_H
#define STM_READ_WARC_DIGEST_H

#include "base/slice.h"

/* What a digest says of bytes. */
typedef enum stm_digest_check {
    STM_DIGEST_UNKNOWN, /* no digest, or of an algorithm that is not checked */
    STM_DIGEST_RIGHT,
    STM_DIGEST_WRONG,
} stm_digest_check;

/*
 * Checks "sha1:BASE32", or sha256 or sha-256, in base 32 or hexadecimal
 * digits of either case, against `payload`. Linear in the payload.
 */
stm_digest_check stm_warc_digest_check(stm_slice said, stm_slice payload);

#endif
