#include "serve/routes.h"

#include "base/banned.h"

static const char html[] = "text/html; charset=utf-8";
static const char lines[] = "application/jsonl; charset=utf-8";
static const char json[] = "application/json";
static const char plain[] = "text/plain; charset=utf-8";

/* --- forms ------------------------------------------------------------- */

static int hex_value(uint8_t c)
{
    if (stm_is_digit(c))
        return c - '0';
    c = stm_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool add_decoded(stm_slice s, stm_buf *out)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '+') {
            stm_buf_byte(out, ' ');
        } else if (s.ptr[i] == '%') {
            if (i + 2 >= s.len)
                return false;
            const int high = hex_value(s.ptr[i + 1]);
            const int low = hex_value(s.ptr[i + 2]);
            if (high < 0 || low < 0)
                return false;
            stm_buf_byte(out, (uint8_t)(high * 16 + low));
            i += 2;
        } else {
            stm_buf_byte(out, s.ptr[i]);
        }
    }
    return true;
}

bool stm_form_field(stm_slice fields, stm_slice name, stm_buf *out)
{
    for (size_t at = 0; at < fields.len;) {
        size_t end = stm_slice_find_byte(fields, '&', at);
        end = end == STM_SLICE_NPOS ? fields.len : end;
        const stm_slice field = stm_slice_sub(fields, at, end);
        const size_t equals = stm_slice_find_byte(field, '=', 0);
        if (equals != STM_SLICE_NPOS &&
            stm_slice_eq(stm_slice_sub(field, 0, equals), name))
            return add_decoded(stm_slice_sub(field, equals + 1, field.len),
                               out);
        at = end + 1;
    }
    return false;
}

/* --- who may ask ---------------------------------------------------------- */

static bool names_us(stm_slice host, uint16_t port)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const stm_slice name = stm_slice_from_cstr(names[i]);
        if (!stm_slice_istarts(host, name))
            continue;
        const stm_slice rest = stm_slice_sub(host, name.len, host.len);
        uint64_t number = 0;
        if (rest.len > 1 && rest.ptr[0] == ':' &&
            stm_slice_u64(stm_slice_sub(rest, 1, rest.len), &number) &&
            number == port)
            return true;
        if (rest.len == 0 && port == 80)
            return true;
    }
    return false;
}

bool stm_host_is_ours(stm_slice host, uint16_t port)
{
    return names_us(host, port);
}

bool stm_origin_is_ours(stm_slice origin, uint16_t port)
{
    return origin.len == 0 ||
           (stm_slice_istarts(origin, STM_LIT("http://")) &&
            names_us(stm_slice_sub(origin, 7, origin.len), port));
}

/* --- routes ------------------------------------------------------------- */

static bool write_buf(void *ctx, const void *bytes, size_t len)
{
    stm_buf *out = ctx;
    stm_buf_add(out, stm_slice_of(bytes, len));
    return out->status == STM_OK;
}

static stm_answer say(uint16_t code, stm_slice what, stm_buf *out)
{
    stm_buf_clear(out);
    stm_buf_add(out, what);
    stm_buf_byte(out, '\n');
    return (stm_answer){code, plain};
}

static stm_answer complain(const stm_error *err, stm_buf *out)
{
    const bool theirs =
        err->status == STM_ERR_USAGE || err->status == STM_ERR_FORMAT;
    return say(theirs ? 400 : 500, stm_slice_from_cstr(err->text), out);
}

static stm_answer page(stm_engine *engine, stm_page kind, stm_slice arg,
                       stm_buf *out)
{
    stm_error err = {0};
    if (stm_engine_page(engine, kind, arg.ptr, arg.len, write_buf, out, &err) ==
        STM_OK)
        return (stm_answer){200, html};
    return err.status == STM_ERR_USAGE
               ? say(404, STM_LIT("There is no such page."), out)
               : complain(&err, out);
}

static const struct {
    const char *path;
    stm_output output;
    const char *type;
} views[] = {
    {"/api/stemma.json", STM_OUTPUT_ALL, json},
    {"/api/articles", STM_OUTPUT_ARTICLES, lines},
    {"/api/passages", STM_OUTPUT_MATCHES, lines},
    {"/api/stories", STM_OUTPUT_STORIES, lines},
    {"/api/quotes", STM_OUTPUT_QUOTES, lines},
    {"/api/claims", STM_OUTPUT_CLAIMS, lines},
    {"/api/lineage", STM_OUTPUT_LINEAGE, lines},
};

static stm_answer search_api(stm_engine *engine, stm_slice query, stm_buf *out)
{
    enum { HITS = 50 };
    stm_buf words;
    stm_buf_init(&words, 4096);
    stm_error err = {0};
    stm_answer answer = {200, lines};
    if (!stm_form_field(query, STM_LIT("q"), &words) || words.len == 0)
        answer = say(400, STM_LIT("q is missing"), out);
    else {
        stm_buf_byte(&words, 0);
        if (words.status != STM_OK ||
            stm_engine_search(engine, (const char *)words.ptr, HITS, write_buf,
                              out, &err) != STM_OK)
            answer = complain(&err, out);
    }
    stm_buf_release(&words);
    return answer;
}

static stm_answer search_page(stm_engine *engine, stm_slice query, stm_buf *out)
{
    stm_buf words;
    stm_buf_init(&words, 4096);
    if (!stm_form_field(query, STM_LIT("q"), &words))
        stm_buf_clear(&words);
    const stm_answer answer =
        page(engine, STM_PAGE_SEARCH, stm_buf_slice(&words), out);
    stm_buf_release(&words);
    return answer;
}

static stm_answer find(stm_engine *engine, const stm_request *r, bool api,
                       stm_buf *out)
{
    stm_buf text;
    stm_buf_init(&text, (size_t)4 << 20);
    if (r->is_form)
        (void)stm_form_field(r->body, STM_LIT("text"), &text);
    else
        stm_buf_add(&text, r->body);
    stm_error err = {0};
    stm_answer answer = {200, api ? lines : html};
    if (stm_engine_find(engine, text.ptr, text.len,
                        api ? STM_FIND_JSON : STM_FIND_HTML, write_buf, out,
                        &err) != STM_OK) {
        if (api || err.status != STM_ERR_USAGE)
            answer = complain(&err, out);
        else
            answer =
                page(engine, STM_PAGE_FIND, stm_slice_from_cstr(err.text), out);
    } else if (!api && out->len == 0) {
        answer = page(engine, STM_PAGE_FIND,
                      STM_LIT("No report carries any of it."), out);
    }
    stm_buf_release(&text);
    return answer;
}

static stm_answer get(stm_engine *engine, const stm_request *r, stm_buf *out)
{
    if (stm_slice_eq(r->path, STM_LIT("/")))
        return page(engine, STM_PAGE_REPORT, STM_LIT("index.html"), out);
    if (stm_slice_eq(r->path, STM_LIT("/search")))
        return search_page(engine, r->query, out);
    if (stm_slice_eq(r->path, STM_LIT("/find")))
        return page(engine, STM_PAGE_FIND, (stm_slice){NULL, 0}, out);
    if (stm_slice_eq(r->path, STM_LIT("/api/search")))
        return search_api(engine, r->query, out);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        stm_error err = {0};
        if (!stm_slice_eq(r->path, stm_slice_from_cstr(views[i].path)))
            continue;
        if (stm_engine_write(engine, views[i].output, write_buf, out, &err) !=
            STM_OK)
            return complain(&err, out);
        return (stm_answer){200, views[i].type};
    }
    if (stm_slice_starts(r->path, STM_LIT("/")))
        return page(engine, STM_PAGE_REPORT,
                    stm_slice_sub(r->path, 1, r->path.len), out);
    return say(404, STM_LIT("There is no such page."), out);
}

stm_answer stm_route(stm_engine *engine, const stm_request *request,
                     stm_buf *out)
{
    if (!request->is_post)
        return get(engine, request, out);
    if (stm_slice_eq(request->path, STM_LIT("/find")))
        return find(engine, request, false, out);
    if (stm_slice_eq(request->path, STM_LIT("/api/find")))
        return find(engine, request, true, out);
    return say(405, STM_LIT("Nothing can be posted there."), out);
}
