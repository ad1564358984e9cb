/*
 * From bytes of any encoding to valid UTF-8, with the way back.
 *
 * Order of belief: byte order mark; valid UTF-8 that has a character beyond
 * ASCII (no other encoding gives that by chance); what the transport
 * declares; what the document declares (<meta>, <?xml?>); UTF-8 with few
 * slips; the guess of uchardet. Labels mean what the WHATWG Encoding Standard
 * says ("latin1" is windows-1252), and encodings that are not ASCII or UTF-16
 * at heart are never taken from a label.
 */
#ifndef STM_READ_ENCODING_H
#define STM_READ_ENCODING_H

#include "base/arena.h"
#include "model/raw.h"

/* How the encoding came to be known. */
typedef enum stm_encoding_from {
    STM_ENCODING_FROM_MARK,
    STM_ENCODING_FROM_BYTES,    /* valid UTF-8 */
    STM_ENCODING_FROM_DECLARED, /* by transport or document */
    STM_ENCODING_FROM_GUESS,
} stm_encoding_from;

typedef struct stm_decoded {
    stm_slice text;          /* valid UTF-8, no byte order mark */
    stm_slice encoding;      /* its name; a literal */
    const stm_raw_run *runs; /* as in stm_raw; none: text is the bytes */
    uint32_t n_runs;
    uint8_t from;        /* stm_encoding_from */
    uint32_t n_repaired; /* characters that became U+FFFD */
    uint32_t bad_at;     /* first byte that is not UTF-8; len where valid */
} stm_decoded;

/*
 * Decodes `bytes` (under 4 GiB), declared as `charset` by the transport ("":
 * not). In HTML NUL is dropped, elsewhere it becomes U+FFFD. text and runs
 * lie in the arena, or text in `bytes` itself where nothing had to change.
 * Past a million runs the way back is only near. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status
stm_decoded_from_bytes(stm_slice bytes, stm_slice charset, bool is_html,
                       stm_arena *arena, stm_decoded *out, stm_error *err);

/*
 * The standard's name of the encoding a label stands for ("windows-1252"), or
 * "" where the label is not known. A literal.
 */
stm_slice stm_encoding_from_label(stm_slice label);

#endif
