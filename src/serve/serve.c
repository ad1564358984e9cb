/*
 * A server for one machine: libevent's HTTP, bound to 127.0.0.1, one request
 * at a time (a page takes milliseconds). Limits on time, headers and body are
 * libevent's; what is asked and by whom is checked in routes.c.
 */
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "serve/routes.h"

#include "base/status.h"

#include "base/banned.h"

enum {
    HEADER_BYTES = 16 << 10,
    BODY_BYTES = 3 << 20, /* a megabyte, percent-coded */
    IDLE_SECONDS = 10,
    TICK_MICROSECONDS = 200000,
};

typedef struct server {
    stm_engine *engine;
    const stm_serve_options *options;
    struct event_base *base;
    uint16_t port;
    char token[33]; /* 128 random bits in hexadecimal */
    stm_buf front;  /* the front page, kept until something is posted: it is
                       made of every story */
    stm_answer front_answer;
} server;

static stm_slice header(struct evhttp_request *r, const char *name)
{
    const char *value =
        evhttp_find_header(evhttp_request_get_input_headers(r), name);
    return value == NULL ? (stm_slice){NULL, 0} : stm_slice_from_cstr(value);
}

static void add_headers(struct evhttp_request *r, const char *type)
{
    static const struct {
        const char *name, *value;
    } fixed[] = {
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cache-Control", "no-store"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
    };
    struct evkeyvalq *headers = evhttp_request_get_output_headers(r);
    evhttp_add_header(headers, "Content-Type", type);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        evhttp_add_header(headers, fixed[i].name, fixed[i].value);
}

static void reply(struct evhttp_request *r, stm_answer answer,
                  const stm_buf *content)
{
    struct evbuffer *body = evbuffer_new();
    const bool whole = body != NULL && content->status == STM_OK &&
                       (content->len == 0 ||
                        evbuffer_add(body, content->ptr, content->len) == 0);
    add_headers(r, whole ? answer.type : "text/plain");
    evhttp_send_reply(r, whole ? answer.code : 500, NULL, whole ? body : NULL);
    if (body != NULL)
        evbuffer_free(body);
}

static void refuse(struct evhttp_request *r, int code, const char *why)
{
    struct evbuffer *body = evbuffer_new();
    add_headers(r, "text/plain; charset=utf-8");
    if (body != NULL)
        evbuffer_add(body, why, strlen(why));
    evhttp_send_reply(r, code, NULL, body);
    if (body != NULL)
        evbuffer_free(body);
}

static void answer(server *s, struct evhttp_request *r, bool is_post)
{
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r);
    const char *path = uri == NULL ? NULL : evhttp_uri_get_path(uri);
    const char *query = uri == NULL ? NULL : evhttp_uri_get_query(uri);
    struct evbuffer *input = evhttp_request_get_input_buffer(r);
    const size_t len = evbuffer_get_length(input);
    const uint8_t *body = len == 0 ? NULL : evbuffer_pullup(input, -1);
    const stm_request request = {
        .is_post = is_post,
        .token = s->token,
        .path = path == NULL ? (stm_slice){NULL, 0} : stm_slice_from_cstr(path),
        .query =
            query == NULL ? (stm_slice){NULL, 0} : stm_slice_from_cstr(query),
        .body = stm_slice_of(body, body == NULL ? 0 : len),
        .is_form =
            stm_slice_istarts(header(r, "Content-Type"),
                              STM_LIT("application/x-www-form-urlencoded")),
    };
    const bool is_front = !is_post && stm_slice_eq(request.path, STM_LIT("/"));
    if (is_post)
        stm_buf_clear(&s->front);
    if (is_front && s->front.len > 0) {
        reply(r, s->front_answer, &s->front);
        return;
    }
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    const stm_answer how = stm_route(s->engine, &request, &out);
    reply(r, how, &out);
    if (is_front && how.code == 200 && out.status == STM_OK) {
        stm_buf_clear(&s->front);
        stm_buf_add(&s->front, stm_buf_slice(&out));
        if (s->front.status != STM_OK)
            stm_buf_clear(&s->front);
        s->front_answer = how;
    }
    stm_buf_release(&out);
}

static void on_request(struct evhttp_request *r, void *ctx)
{
    server *s = ctx;
    const enum evhttp_cmd_type method = evhttp_request_get_command(r);
    if (!stm_host_is_ours(header(r, "Host"), s->port))
        refuse(r, 403, "This server answers to 127.0.0.1 and localhost.\n");
    else if (method == EVHTTP_REQ_GET || method == EVHTTP_REQ_HEAD)
        answer(s, r, false);
    else if (method != EVHTTP_REQ_POST)
        refuse(r, 405, "Only GET, HEAD and POST are answered.\n");
    else if (!stm_origin_is_ours(header(r, "Origin"), s->port))
        refuse(r, 403, "Another site's page asked for this.\n");
    else
        answer(s, r, true);
}

static void on_tick(evutil_socket_t fd, short what, void *ctx)
{
    (void)fd, (void)what;
    server *s = ctx;
    if (s->options->on_tick != NULL &&
        !s->options->on_tick(s->options->ctx, s->port))
        event_base_loopbreak(s->base);
}

static uint16_t port_of(struct evhttp_bound_socket *bound)
{
    struct sockaddr_in address;
    socklen_t len = sizeof address;
    memset(&address, 0, sizeof address);
    const evutil_socket_t fd = evhttp_bound_socket_get_fd(bound);
    if (getsockname(fd, (struct sockaddr *)(void *)&address, &len) != 0)
        return 0;
    return ntohs(address.sin_port);
}

static stm_status listen_and_answer(server *s, struct evhttp *http,
                                    stm_error *err)
{
    evhttp_set_max_headers_size(http, HEADER_BYTES);
    evhttp_set_max_body_size(http, BODY_BYTES);
    evhttp_set_timeout(http, IDLE_SECONDS);
    evhttp_set_gencb(http, on_request, s);
    struct evhttp_bound_socket *bound =
        evhttp_bind_socket_with_handle(http, "127.0.0.1", s->options->port);
    if (bound == NULL)
        return stm_fail(err, STM_ERR_IO, 0,
                        "port %u of 127.0.0.1 cannot be had",
                        (unsigned)s->options->port);
    s->port = port_of(bound);
    struct event *tick = event_new(s->base, -1, EV_PERSIST, on_tick, s);
    const struct timeval every = {0, TICK_MICROSECONDS};
    if (tick == NULL || event_add(tick, &every) != 0) {
        if (tick != NULL)
            event_free(tick);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    if (s->options->on_tick == NULL ||
        s->options->on_tick(s->options->ctx, s->port))
        event_base_dispatch(s->base);
    event_free(tick);
    return STM_OK;
}

static void draw_token(server *s)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[16];
    evutil_secure_rng_get_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        s->token[2 * i] = digits[bytes[i] >> 4];
        s->token[2 * i + 1] = digits[bytes[i] & 15];
    }
    s->token[2 * sizeof bytes] = '\0';
}

stm_status stm_serve(stm_engine *self, const stm_serve_options *options,
                     stm_error *err)
{
    server s = {.engine = self, .options = options};
    draw_token(&s);
    stm_buf_init(&s.front, SIZE_MAX);
    s.base = event_base_new();
    struct evhttp *http = s.base == NULL ? NULL : evhttp_new(s.base);
    stm_status status = http == NULL
                            ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
                            : listen_and_answer(&s, http, err);
    if (http != NULL)
        evhttp_free(http);
    if (s.base != NULL)
        event_base_free(s.base);
    stm_buf_release(&s.front);
    return status;
}
