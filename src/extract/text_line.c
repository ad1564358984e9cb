#include "extract/text_line.h"

#include "base/size.h"
#include "base/utf8.h"
#include "extract/byline.h"

#include "base/banned.h"

#define LONG_WORDS 18u    /* a line of so many words is no mere heading */
#define SENTENCE_WORDS 5u /* a sentence of fewer is a stub */
#define WRAP_BYTES 110u   /* hard-wrapped lines are no longer */

static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D ||
           c == 0x2019 || c == 0xBB || c == 0x201C || c == 0xAB ||
           c == 0x300D || c == 0x300F || c == ' ' || c == 0xA0 || c == 0xFF09;
}

bool stm_line_ends_sentence(stm_slice line)
{
    size_t end = line.len;
    for (uint32_t steps = 0; end > 0 && steps < 6; steps++) {
        uint32_t c;
        end = stm_utf8_prev(line, end, &c);
        if (is_closing(c))
            continue;
        return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 ||
               c == 0xFF01 || c == 0xFF1F || c == 0x964 || c == 0x61F ||
               c == 0x6D4 || c == 0x589 || c == 0x1362;
    }
    return false;
}

/* Signs of scripts that set no blanks between words. */
static bool is_unspaced(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xE00 && c <= 0xEFF) ||
           (c >= 0x1780 && c <= 0x17FF);
}

static uint32_t count_words(stm_slice line, bool *has_letter)
{
    uint32_t words = 0;
    uint32_t signs = 0;
    bool in_word = false;
    *has_letter = false;
    for (size_t at = 0; at < line.len;) {
        uint32_t c;
        at = stm_utf8_next(line, at, &c);
        const bool is_letter =
            c < 0x80 ? stm_is_alpha((uint8_t)c) || stm_is_digit((uint8_t)c)
                     : c >= 0xC0 && !(c >= 0x2000 && c <= 0x2BFF) &&
                           !(c >= 0x3000 && c <= 0x303F);
        *has_letter = *has_letter || is_letter;
        if (is_unspaced(c))
            signs++;
        else if (is_letter && !in_word)
            words++;
        in_word = is_letter || (in_word && (c == '\'' || c == 0x2019));
    }
    return words + signs / 2;
}

/* The line is a date but for a few words such as "Published:". */
static bool is_date_line(stm_slice line, const stm_date_hint *hint)
{
    stm_date_mention found;
    if (line.len > 120)
        return false;
    if (stm_date_scan(line, hint, &found, 1) > 0) {
        bool has_letter;
        const uint32_t before =
            count_words(stm_slice_sub(line, 0, found.at.begin), &has_letter);
        const uint32_t after = count_words(
            stm_slice_sub(line, found.at.end, line.len), &has_letter);
        return before <= 3 && after <= 4;
    }
    /* a time alone: "17:03", "5.03 pm" */
    return line.len <= 14 && stm_is_digit(line.ptr[0]) &&
           (stm_slice_find_byte(line, ':', 0) <= 2 ||
            stm_slice_find_byte(line, '.', 0) <= 2);
}

/* "3 hours ago", "vor 2 Stunden": a short line with a number in it. */
static bool is_relative_time(stm_slice line)
{
    static const char *const words[] = {
        "ago",   "hours",   "minutes", "vor",   "il y a", "hace", "há",
        "fa",    "geleden", "temu",    "назад", "тому",   "önce", "sedan",
        "siden", "lalu",    "sitten",  "前",    "전",     "منذ"};
    if (line.len > 40)
        return false;
    bool has_digit = false;
    for (size_t i = 0; i < line.len; i++)
        has_digit = has_digit || stm_is_digit(line.ptr[i]);
    for (size_t i = 0; has_digit && i < sizeof words / sizeof *words; i++) {
        const stm_slice w = stm_slice_from_cstr(words[i]);
        if (stm_slice_istarts(line, w) || stm_slice_iends(line, w))
            return true;
    }
    return false;
}

static bool starts_with_bullet(stm_slice line)
{
    uint32_t c;
    const size_t next = stm_utf8_next(line, 0, &c);
    const bool is_bullet = c == '-' || c == '*' || c == 0x2022 || c == 0xB7 ||
                           c == 0x25CF || c == 0x25AA || c == 0x25A0 ||
                           c == 0x2013 || c == 0x25B6 || c == 0x203A;
    return is_bullet && next < line.len && line.ptr[next] == ' ';
}

static void judge(stm_slice text, const stm_date_hint *hint, stm_text_line *l)
{
    const stm_slice line = stm_span_text(l->span, text);
    bool has_letter;
    l->n_words = count_words(line, &has_letter);
    l->furniture = (uint8_t)stm_furniture_of(line);
    l->is_item = starts_with_bullet(line);
    l->ends_colon = line.ptr[line.len - 1] == ':';
    l->is_relative_time = is_relative_time(line);
    const bool ends = stm_line_ends_sentence(line);
    if (!has_letter)
        l->shape = STM_LINE_MARK;
    else if (l->n_words <= 14 && is_date_line(line, hint))
        l->shape = STM_LINE_DATE;
    else if (l->n_words <= 16 && stm_line_is_byline(line))
        l->shape = STM_LINE_BYLINE;
    else if (ends && l->n_words >= SENTENCE_WORDS)
        l->shape = STM_LINE_SENTENCE;
    else if (l->n_words >= LONG_WORDS)
        l->shape = STM_LINE_LONG;
    else
        l->shape = STM_LINE_SHORT;
}

static stm_span trimmed(stm_slice text, size_t begin, size_t end)
{
    while (begin < end) {
        uint32_t c;
        const size_t next = stm_utf8_next(text, begin, &c);
        if (c > ' ' && c != 0xA0 && c != 0xFEFF && c != 0x200B)
            break;
        begin = next;
    }
    while (end > begin) {
        uint32_t c;
        const size_t prev = stm_utf8_prev(text, end, &c);
        if (c > ' ' && c != 0xA0 && c != 0xFEFF && c != 0x200B)
            break;
        end = prev;
    }
    return (stm_span){stm_u32(begin), stm_u32(end)};
}

static void cut_lines(stm_slice text, stm_text_lines *out)
{
    bool is_apart = true;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r')
            end++;
        const stm_span span = trimmed(text, at, end);
        if (stm_span_is_empty(span)) {
            is_apart = true;
        } else {
            out->items[out->n++] =
                (stm_text_line){.span = span, .is_apart = is_apart};
            is_apart = false;
        }
        at = end + 1;
        if (end + 1 < text.len && text.ptr[end] == '\r' &&
            text.ptr[end + 1] == '\n')
            at++;
    }
}

/*
 * Hard-wrapped: most lines are followed at once by another and stop short of
 * a sentence's end at nearly the same length.
 */
static bool is_wrapped(stm_slice text, const stm_text_lines *lines)
{
    uint32_t joined = 0;
    uint32_t open = 0;
    for (uint32_t i = 0; i + 1 < lines->n; i++) {
        const stm_span s = lines->items[i].span;
        if (s.end - s.begin > WRAP_BYTES)
            return false;
        if (lines->items[i + 1].is_apart)
            continue;
        joined++;
        open += s.end - s.begin >= 45 &&
                !stm_line_ends_sentence(stm_span_text(s, text));
    }
    return joined >= 4 && open * 10 >= joined * 7;
}

static void join_wrapped(stm_text_lines *lines)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (n > 0 && !lines->items[i].is_apart)
            lines->items[n - 1].span.end = lines->items[i].span.end;
        else
            lines->items[n++] = lines->items[i];
    }
    lines->n = n;
}

stm_text_lines stm_text_lines_cut(stm_slice text, const stm_date_hint *hint,
                                  stm_arena *arena)
{
    stm_text_lines lines = {0};
    uint32_t cap = 1;
    for (size_t at = 0; at < text.len; at++)
        cap += text.ptr[at] == '\n' || text.ptr[at] == '\r';
    lines.items = stm_arena_alloc(arena, cap, sizeof *lines.items);
    if (lines.items == NULL)
        return lines;
    cut_lines(text, &lines);
    if (is_wrapped(text, &lines))
        join_wrapped(&lines);
    for (uint32_t i = 0; i < lines.n; i++)
        judge(text, hint, &lines.items[i]);
    return lines;
}
