/* WARC 1.0 and 1.1 (ISO 28500:2017; iipc.github.io/warc-specifications). */
#include "read/warc_record.h"

#include "base/utf8.h"
#include "read/header_lines.h"
#include "read/http_answer.h"
#include "read/saved_page.h"
#include "read/warc_digest.h"

#include "base/banned.h"

const char *stm_warc_passed_text(stm_warc_passed passed)
{
    static const char *const texts[STM_WARC_PASSED] = {
        [STM_WARC_TAKEN] = "documents",
        [STM_WARC_REQUEST] = "requests",
        [STM_WARC_METADATA] = "metadata",
        [STM_WARC_WARCINFO] = "warcinfo",
        [STM_WARC_REDIRECT] = "redirects",
        [STM_WARC_MEDIA] = "not pages",
        [STM_WARC_CRAWLER] = "the crawler's own",
        [STM_WARC_SEGMENT] = "continuations",
        [STM_WARC_OTHER] = "of unknown type",
    };
    return texts[passed];
}

/* Names the crawler gives to what it made itself, and what is for it. */
static bool is_crawlers_own(stm_slice url)
{
    return stm_slice_istarts(url, STM_LIT("metadata:")) ||
           stm_slice_istarts(url, STM_LIT("urn:")) ||
           stm_slice_istarts(url, STM_LIT("warcinfo:")) ||
           stm_slice_istarts(url, STM_LIT("dns:")) ||
           stm_slice_istarts(url, STM_LIT("whois:")) ||
           stm_slice_iends(url, STM_LIT("/robots.txt")) ||
           stm_slice_iends(url, STM_LIT("/ads.txt"));
}

static stm_slice target_of(stm_slice lines)
{
    return stm_header_unbracket(
        stm_header_value(lines, STM_LIT("WARC-Target-URI")));
}

stm_warc_passed stm_warc_passed_from_lines(stm_slice lines)
{
    static const struct {
        const char *type;
        stm_warc_passed passed;
    } types[] = {
        {"response", STM_WARC_TAKEN},    {"request", STM_WARC_REQUEST},
        {"metadata", STM_WARC_METADATA}, {"revisit", STM_WARC_TAKEN},
        {"warcinfo", STM_WARC_WARCINFO}, {"resource", STM_WARC_TAKEN},
        {"conversion", STM_WARC_TAKEN},  {"continuation", STM_WARC_SEGMENT},
    };
    const stm_slice type = stm_header_value(lines, STM_LIT("WARC-Type"));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!stm_slice_ieq(type, stm_slice_from_cstr(types[i].type)))
            continue;
        if (types[i].passed == STM_WARC_TAKEN &&
            is_crawlers_own(target_of(lines)))
            return STM_WARC_CRAWLER;
        return types[i].passed;
    }
    return STM_WARC_OTHER;
}

static stm_slice text_value(stm_slice lines, stm_slice name, stm_arena *arena)
{
    const stm_slice value = stm_header_unfold(
        stm_header_unbracket(stm_header_value(lines, name)), arena);
    return stm_utf8_repair(stm_arena_copy(arena, value), arena);
}

void stm_raw_take_warc_lines(stm_raw *raw, stm_slice lines, stm_arena *arena)
{
    raw->url = text_value(lines, STM_LIT("WARC-Target-URI"), arena);
    raw->record_id = text_value(lines, STM_LIT("WARC-Record-ID"), arena);
    raw->payload_digest =
        text_value(lines, STM_LIT("WARC-Payload-Digest"), arena);
    raw->captured =
        stm_date_from_stamp(stm_header_value(lines, STM_LIT("WARC-Date")));
}

/* What the document is, once its bytes are plain. */
typedef struct payload {
    stm_slice bytes;
    stm_slice type;
    stm_slice charset;
    stm_body_kind kind;
} payload;

static void set_reason(stm_raw *raw, stm_record_status status, stm_slice reason,
                       stm_slice more, stm_arena *arena)
{
    raw->status = status;
    raw->reason = stm_utf8_repair(stm_arena_join(arena, reason, more), arena);
}

/* The same as something captured before, which stands elsewhere. */
static stm_warc_passed take_revisit(stm_raw *raw, stm_slice lines,
                                    stm_slice block, stm_arena *arena)
{
    stm_http_answer answer;
    if (stm_http_answer_from_bytes(block, &answer)) {
        if (answer.code >= 300)
            return STM_WARC_REDIRECT;
        if (answer.type.len > 0 &&
            stm_body_kind_from_type(answer.type, answer.body) == STM_BODY_OTHER)
            return STM_WARC_MEDIA;
    }
    stm_slice when = stm_header_value(lines, STM_LIT("WARC-Refers-To-Date"));
    if (when.len == 0)
        when = STM_LIT("an earlier capture");
    set_reason(raw, STM_RECORD_DUPLICATE,
               STM_LIT("a revisit, the same as the capture of "), when, arena);
    return STM_WARC_TAKEN;
}

static stm_status take_payload(stm_raw *raw, const stm_read_ctx *ctx,
                               const payload *p, stm_arena *arena,
                               stm_error *err)
{
    raw->charset = stm_utf8_repair(stm_arena_copy(arena, p->charset), arena);
    const stm_slice saved = stm_arena_copy(arena, p->bytes);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return stm_raw_take_document(raw, ctx, saved, p->kind == STM_BODY_PAGE,
                                 arena, err);
}

/* True where the type alone says that it is neither page nor text. */
static bool is_other_by_type(stm_slice type)
{
    return !stm_type_says_nothing(type) &&
           stm_body_kind_from_type(type, (stm_slice){NULL, 0}) ==
               STM_BODY_OTHER;
}

static void warn(const stm_raw *raw, const stm_read_ctx *ctx, const char *text)
{
    stm_diags_add(ctx->diags, STM_SEVERITY_WARNING, raw->path, raw->offset, 0,
                  "%s", text);
}

/* A wrong digest is told and the page taken: what it holds is to be seen. */
static void check_digest(const stm_raw *raw, const stm_read_ctx *ctx,
                         stm_slice lines, stm_slice body, stm_slice plain)
{
    if (stm_header_value(lines, STM_LIT("WARC-Truncated")).len > 0 ||
        stm_header_value(lines, STM_LIT("WARC-Segment-Number")).len > 0)
        return;
    /* most tools digest the body as it was sent, some without its codings */
    if (stm_warc_digest_check(raw->payload_digest, body) != STM_DIGEST_WRONG ||
        (body.ptr != plain.ptr &&
         stm_warc_digest_check(raw->payload_digest, plain) != STM_DIGEST_WRONG))
        return;
    warn(raw, ctx, "the payload is not the one its digest was made of");
}

/* True where a digest of chunks joined, still packed, cannot be checked. */
static bool has_two_codings(const stm_http_answer *answer)
{
    return stm_header_value(answer->lines, STM_LIT("Transfer-Encoding")).len >
               0 &&
           stm_header_value(answer->lines, STM_LIT("Content-Encoding")).len > 0;
}

/* What holds articles and is no page: a file to be read by itself, or not. */
static const char *kept_apart(stm_slice type)
{
    static const struct {
        const char *type;
        const char *reason;
    } kinds[] = {
        {"application/pdf", "a PDF document, which is not read"},
        {"application/rss+xml", "a feed, whose items are pages of their own"},
        {"application/atom+xml", "a feed, whose items are pages of their own"},
        {"application/feed+json", "a feed, whose items are pages of their own"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (stm_slice_ieq(type, stm_slice_from_cstr(kinds[i].type)))
            return kinds[i].reason;
    return NULL;
}

static void take_apart(stm_raw *raw, stm_slice bytes, const char *reason,
                       stm_arena *arena)
{
    stm_sha256(bytes, raw->sha256);
    set_reason(raw, STM_RECORD_NOT_ARTICLE, stm_slice_from_cstr(reason),
               (stm_slice){NULL, 0}, arena);
}

static stm_status take_answer(stm_raw *raw, const stm_read_ctx *ctx,
                              stm_slice lines, stm_slice block,
                              stm_buf buffers[2], stm_arena *arena,
                              stm_warc_passed *passed, stm_error *err)
{
    stm_http_answer answer;
    if (!stm_http_answer_from_bytes(block, &answer)) {
        stm_raw_fail(raw, ctx, 0, arena, "a response that is not HTTP");
        return STM_OK;
    }
    if (answer.code < 200 || (answer.code >= 300 && answer.code < 400) ||
        answer.code == 204)
        *passed = STM_WARC_REDIRECT;
    else if (kept_apart(answer.type) == NULL && is_other_by_type(answer.type))
        *passed = STM_WARC_MEDIA;
    if (*passed != STM_WARC_TAKEN)
        return STM_OK;
    raw->header_date = answer.changed;
    payload p = {.type = answer.type};
    p.charset = stm_header_param(
        stm_header_value(answer.lines, STM_LIT("Content-Type")),
        STM_LIT("charset"));
    const char *remark;
    stm_error why = {.status = STM_OK};
    const stm_status status =
        stm_http_answer_unpack(&answer, buffers, &p.bytes, &remark, &why);
    if (status == STM_ERR_NOMEM)
        return stm_fail(err, status, 0, "out of memory");
    if (status != STM_OK) {
        stm_raw_fail(raw, ctx, 0, arena, "%s", why.text);
        return STM_OK;
    }
    if (remark != NULL)
        warn(raw, ctx, remark);
    if (!has_two_codings(&answer))
        check_digest(raw, ctx, lines, answer.body, p.bytes);
    if (kept_apart(p.type) != NULL && answer.code < 400) {
        take_apart(raw, p.bytes, kept_apart(p.type), arena);
        return STM_OK;
    }
    p.kind = stm_body_kind_from_type(p.type, p.bytes);
    if (p.kind == STM_BODY_OTHER) {
        *passed = STM_WARC_MEDIA;
        return STM_OK;
    }
    if (answer.code < 400)
        return take_payload(raw, ctx, &p, arena, err);
    stm_sha256(p.bytes, raw->sha256);
    set_reason(raw, STM_RECORD_NOT_ARTICLE,
               STM_LIT("an error page: the server answered "),
               stm_slice_sub(block, 9, 12), arena);
    return STM_OK;
}

/* A resource or a conversion: the block is the document. */
static stm_status take_block(stm_raw *raw, const stm_read_ctx *ctx,
                             stm_slice lines, stm_slice block, stm_arena *arena,
                             stm_warc_passed *passed, stm_error *err)
{
    const stm_slice type = stm_header_value(lines, STM_LIT("Content-Type"));
    payload p = {.bytes = block, .type = stm_header_main(type)};
    p.charset = stm_header_param(type, STM_LIT("charset"));
    if (kept_apart(p.type) != NULL) {
        take_apart(raw, block, kept_apart(p.type), arena);
        return STM_OK;
    }
    p.kind = stm_body_kind_from_type(p.type, block);
    if (p.kind == STM_BODY_OTHER) {
        *passed = STM_WARC_MEDIA;
        return STM_OK;
    }
    check_digest(raw, ctx, lines, block, block);
    return take_payload(raw, ctx, &p, arena, err);
}

static void warn_of_parts(const stm_raw *raw, const stm_read_ctx *ctx,
                          stm_slice lines)
{
    if (stm_header_value(lines, STM_LIT("WARC-Truncated")).len > 0)
        warn(raw, ctx, "cut short by the crawler");
    if (stm_header_value(lines, STM_LIT("WARC-Segment-Number")).len > 0)
        warn(raw, ctx,
             "the first of several segments: the others are not "
             "joined to it");
}

stm_status stm_raw_take_warc_record(stm_raw *raw, const stm_read_ctx *ctx,
                                    stm_slice lines, stm_slice block,
                                    stm_buf buffers[2], stm_arena *arena,
                                    stm_warc_passed *passed, stm_error *err)
{
    *passed = stm_warc_passed_from_lines(lines);
    if (*passed != STM_WARC_TAKEN)
        return STM_OK;
    stm_raw_take_warc_lines(raw, lines, arena);
    const stm_slice type = stm_header_value(lines, STM_LIT("WARC-Type"));
    if (stm_slice_ieq(type, STM_LIT("revisit"))) {
        *passed = take_revisit(raw, lines, block, arena);
    } else if (stm_slice_ieq(type, STM_LIT("response"))) {
        STM_TRY(
            take_answer(raw, ctx, lines, block, buffers, arena, passed, err));
    } else {
        STM_TRY(take_block(raw, ctx, lines, block, arena, passed, err));
    }
    if (*passed == STM_WARC_TAKEN)
        warn_of_parts(raw, ctx, lines);
    return STM_OK;
}
