#include "serve/routes.h"

#include "base/json_writer.h"

#include "base/banned.h"

static const char html[] = "text/html; charset=utf-8";
static const char lines[] = "application/jsonl; charset=utf-8";
static const char json_type[] = "application/json";
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
    {"/api/stemma.json", STM_OUTPUT_ALL, json_type},
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

/* "/speaker-12.html": the digits; empty for another path. */
static stm_slice number_in(stm_slice path, stm_slice before)
{
    const stm_slice after = STM_LIT(".html");
    if (!stm_slice_starts(path, before) || !stm_slice_ends(path, after) ||
        path.len <= before.len + after.len)
        return (stm_slice){NULL, 0};
    return stm_slice_sub(path, before.len, path.len - after.len);
}

static stm_answer beside(stm_engine *engine, stm_slice query, stm_buf *out)
{
    stm_buf ids;
    stm_buf b;
    stm_buf_init(&ids, 4096);
    stm_buf_init(&b, 4096);
    if (stm_form_field(query, STM_LIT("a"), &ids) &&
        stm_form_field(query, STM_LIT("b"), &b)) {
        stm_buf_byte(&ids, '\n');
        stm_buf_add(&ids, stm_buf_slice(&b));
    } else {
        stm_buf_clear(&ids);
    }
    const stm_answer answer =
        page(engine, STM_PAGE_BESIDE, stm_buf_slice(&ids), out);
    stm_buf_release(&b);
    stm_buf_release(&ids);
    return answer;
}

/* --- corrections -----------------------------------------------------------
 */

static stm_answer correct_page(stm_engine *engine, const char *token,
                               stm_slice said, stm_buf *out)
{
    stm_buf arg;
    stm_buf_init(&arg, 1 << 16);
    stm_buf_add(&arg, STM_LIT("/correct/"));
    stm_buf_add(&arg, stm_slice_from_cstr(token));
    stm_buf_byte(&arg, '\n');
    stm_buf_add(&arg, said);
    stm_buf_clear(out);
    const stm_answer answer =
        page(engine, STM_PAGE_CORRECT, stm_buf_slice(&arg), out);
    stm_buf_release(&arg);
    return answer;
}

/* A field of the form as a key of the line; false where it is not there. */
static bool put_field(stm_slice form, const char *field, stm_json *json,
                      stm_slice key)
{
    stm_buf value;
    stm_buf_init(&value, 4096);
    const bool has = stm_form_field(form, stm_slice_from_cstr(field), &value) &&
                     value.status == STM_OK &&
                     stm_slice_trim(stm_buf_slice(&value)).len > 0;
    if (has) {
        stm_json_key(json, key);
        stm_json_string(json, stm_slice_trim(stm_buf_slice(&value)));
    }
    stm_buf_release(&value);
    return has;
}

/* The line that a form stands for, but for a merge; empty where for none. */
static void put_line(stm_slice form, stm_buf *line)
{
    stm_json json;
    stm_json_init(&json, line);
    stm_json_object(&json);
    bool ok = true;
    if (put_field(form, "date", &json, STM_LIT("date"))) {
        ok = put_field(form, "published", &json, STM_LIT("published"));
    } else if (put_field(form, "speaker", &json, STM_LIT("speaker"))) {
        stm_buf how;
        stm_buf_init(&how, 64);
        const bool is_not =
            stm_form_field(form, STM_LIT("how"), &how) &&
            stm_slice_eq(stm_buf_slice(&how), STM_LIT("is-not"));
        stm_buf_release(&how);
        ok = put_field(form, "voice", &json,
                       is_not ? STM_LIT("is-not") : STM_LIT("is"));
    } else if (put_field(form, "story", &json, STM_LIT("story"))) {
        if (!put_field(form, "with", &json, STM_LIT("with"))) {
            stm_json_key(&json, STM_LIT("alone"));
            stm_json_bool(&json, true);
        }
    } else {
        ok = false;
    }
    stm_json_end_object(&json);
    stm_buf_byte(line, '\n');
    if (!ok)
        stm_buf_clear(line);
}

static stm_answer correct(stm_engine *engine, const stm_request *r,
                          stm_buf *out)
{
    stm_error err = {0};
    stm_buf line;
    stm_buf field;
    stm_buf_init(&line, 1 << 16);
    stm_buf_init(&field, 4096);
    uint64_t back = 0;
    stm_status status = STM_OK;
    if (stm_form_field(r->body, STM_LIT("merge"), &field)) {
        stm_buf_byte(&field, 0);
        status = stm_engine_unmerge(
            engine, field.status == STM_OK ? (const char *)field.ptr : "",
            write_buf, &line, &err);
    } else if (stm_form_field(r->body, STM_LIT("back"), &field)) {
        if (!stm_slice_u64(stm_buf_slice(&field), &back) || back > UINT32_MAX)
            back = 0;
    } else {
        put_line(r->body, &line);
    }
    if (status == STM_OK)
        status = stm_engine_correct(engine, line.ptr, line.len, (uint32_t)back,
                                    &err);
    stm_answer answer;
    if (status == STM_OK)
        answer = correct_page(engine, r->token,
                              back > 0 ? STM_LIT("It is taken back.")
                                       : STM_LIT("It is kept and holds."),
                              out);
    else
        answer =
            correct_page(engine, r->token, stm_slice_from_cstr(err.text), out);
    if (status != STM_OK && answer.code == 200)
        answer.code = status == STM_ERR_USAGE ? 400 : 500;
    stm_buf_release(&field);
    stm_buf_release(&line);
    return answer;
}

/* "/correct/TOKEN", the token compared whole whatever was sent. */
static bool may_correct(const stm_request *r)
{
    const stm_slice before = STM_LIT("/correct/");
    const stm_slice token = stm_slice_from_cstr(r->token);
    const stm_slice sent = stm_slice_sub(r->path, before.len, r->path.len);
    if (!stm_slice_starts(r->path, before) || sent.len != token.len ||
        token.len == 0)
        return false;
    uint8_t differs = 0;
    for (size_t i = 0; i < token.len; i++)
        differs |= (uint8_t)(sent.ptr[i] ^ token.ptr[i]);
    return differs == 0;
}

static const struct {
    const char *path;
    stm_page page;
} plain_pages[] = {
    {"/find", STM_PAGE_FIND},
    {"/speakers", STM_PAGE_SPEAKERS},
    {"/outlets", STM_PAGE_OUTLETS},
    {"/timeline", STM_PAGE_TIMELINE},
};

static stm_answer get(stm_engine *engine, const stm_request *r, stm_buf *out)
{
    if (stm_slice_eq(r->path, STM_LIT("/")))
        return page(engine, STM_PAGE_REPORT, STM_LIT("index.html"), out);
    if (stm_slice_eq(r->path, STM_LIT("/search")))
        return search_page(engine, r->query, out);
    for (size_t i = 0; i < sizeof plain_pages / sizeof *plain_pages; i++)
        if (stm_slice_eq(r->path, stm_slice_from_cstr(plain_pages[i].path)))
            return page(engine, plain_pages[i].page, (stm_slice){NULL, 0}, out);
    if (stm_slice_eq(r->path, STM_LIT("/beside")))
        return beside(engine, r->query, out);
    if (stm_slice_eq(r->path, STM_LIT("/correct")))
        return correct_page(engine, r->token, (stm_slice){NULL, 0}, out);
    const stm_slice speaker = number_in(r->path, STM_LIT("/speaker-"));
    if (speaker.len > 0)
        return page(engine, STM_PAGE_SPEAKERS, speaker, out);
    const stm_slice outlet = number_in(r->path, STM_LIT("/outlet-"));
    if (outlet.len > 0)
        return page(engine, STM_PAGE_OUTLETS, outlet, out);
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
    if (may_correct(request))
        return correct(engine, request, out);
    if (stm_slice_starts(request->path, STM_LIT("/correct")))
        return say(403,
                   STM_LIT("That address cannot change anything; open "
                           "/correct again."),
                   out);
    return say(405, STM_LIT("Nothing can be posted there."), out);
}
