/* An answer of a web server as archives keep it: header lines and a body. */
#ifndef STM_READ_HTTP_ANSWER_H
#define STM_READ_HTTP_ANSWER_H

#include "base/buf.h"
#include "base/status.h"
#include "model/raw.h"

typedef struct stm_http_answer {
    uint32_t code;    /* 200 ... */
    stm_slice lines;  /* header lines */
    stm_slice type;   /* media type as written, "" not given */
    stm_slice body;   /* as transferred: perhaps in chunks, perhaps packed */
    stm_date changed; /* Last-Modified, or NONE */
} stm_http_answer;

/* What a body is by its media type and, where that says nothing, its bytes. */
typedef enum stm_body_kind {
    STM_BODY_PAGE,
    STM_BODY_TEXT,
    STM_BODY_OTHER, /* images, scripts, data */
} stm_body_kind;

/* Reads status line and headers; false where it is no HTTP. Slices of it. */
bool stm_http_answer_from_bytes(stm_slice message, stm_http_answer *out);

/*
 * The body without chunks and content codings: a slice of the answer, or of
 * one of two buffers, whose maximum is the limit; valid until they change.
 * *remark is a line of English where something was passed over, else NULL.
 * Errors: STM_ERR_FORMAT (damaged), STM_ERR_LIMIT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_http_answer_unpack(const stm_http_answer *self,
                                                  stm_buf buffers[2],
                                                  stm_slice *body,
                                                  const char **remark,
                                                  stm_error *err);

/* True where a media type is missing or means "bytes". */
bool stm_type_says_nothing(stm_slice type);

/* `type`: "text/html" without parameters, "" unknown. */
stm_body_kind stm_body_kind_from_type(stm_slice type, stm_slice body);

#endif
