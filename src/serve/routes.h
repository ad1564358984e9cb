/* What a served archive answers: from a request to a page or a view. */
#ifndef STM_SERVE_ROUTES_H
#define STM_SERVE_ROUTES_H

#include "base/buf.h"
#include "base/slice.h"
#include "stemma/stemma.h"

typedef struct stm_request {
    bool is_post;
    const char *token; /* what an address must end with to change anything */
    stm_slice path;    /* "/search", as sent, without the query */
    stm_slice query;   /* what follows "?", as sent */
    stm_slice body;    /* of a POST, as sent */
    bool is_form;      /* the body is application/x-www-form-urlencoded */
} stm_request;

typedef struct stm_answer {
    uint16_t code;    /* an HTTP status */
    const char *type; /* a media type */
} stm_answer;

/*
 * Answers a request: appends the content to *out and says how it is to be
 * sent. What cannot be answered has a line of English for content. Never
 * fails otherwise; *out tells of memory.
 */
stm_answer stm_route(stm_engine *engine, const stm_request *request,
                     stm_buf *out);

/*
 * The value of field `name` in "a=b&c=d" with "+" and "%20" undone, appended
 * to *out; false where it is not there or is badly coded.
 */
bool stm_form_field(stm_slice fields, stm_slice name, stm_buf *out);

/*
 * Whether `host`, the Host header, names this server on `port`: 127.0.0.1 or
 * localhost. Another name means that a page of the web had its name point
 * here (DNS rebinding).
 */
bool stm_host_is_ours(stm_slice host, uint16_t port);

/* The same for an Origin header, "" none sent. */
bool stm_origin_is_ours(stm_slice origin, uint16_t port);

#endif
