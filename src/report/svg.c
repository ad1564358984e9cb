#include "report/svg.h"

#include "base/utf8.h"

#include "base/banned.h"

void stm_svg__number(stm_markup *out, stm_slice opening, double value)
{
    stm_markup__literal(out, opening);
    stm_markup_fixed(out, value, 1);
    STM_HTML(out, "\"");
}

void stm_svg_point(stm_markup *out, double x, double y)
{
    stm_markup_fixed(out, x, 1);
    STM_HTML(out, " ");
    stm_markup_fixed(out, y, 1);
}

/* Measured on Liberation and DejaVu Sans at 13 px: 6.3 to 7.6 a letter. */
static double advance(uint32_t cp)
{
    if (cp < 0x20)
        return 4;
    if (cp == ' ' || cp == 'i' || cp == 'l' || cp == '.' || cp == ',')
        return 4;
    if (cp == 'm' || cp == 'w' || cp == 'M' || cp == 'W')
        return 11;
    if (cp >= 'A' && cp <= 'Z')
        return 9;
    if (cp >= 0x2E80 && cp <= 0xFFDC)
        return 14;
    if ((cp >= 0x300 && cp <= 0x36F) || (cp >= 0x200B && cp <= 0x200F))
        return 0;
    return cp < 0x590 ? 7.4 : 8;
}

double stm_svg_width(stm_slice text)
{
    double width = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp;
        at = stm_utf8_next(text, at, &cp);
        width += advance(cp);
    }
    return width;
}

/* Text in which line feeds and tabs are spaces. */
static void put_line(stm_markup *out, stm_slice text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!stm_is_space(text.ptr[i]))
            continue;
        stm_markup_text(out, stm_slice_sub(text, from, i));
        STM_HTML(out, " ");
        from = i + 1;
    }
    stm_markup_text(out, stm_slice_sub(text, from, text.len));
}

void stm_svg_fit(stm_markup *out, stm_slice text, double width)
{
    const double ellipsis = 12;
    double used = 0;
    size_t cut = 0; /* what fits with an ellipsis after it */
    for (size_t at = 0; at < text.len;) {
        uint32_t cp;
        const size_t next = stm_utf8_next(text, at, &cp);
        used += advance(cp);
        if (used > width) {
            put_line(out, stm_slice_trim(stm_slice_sub(text, 0, cut)));
            STM_HTML(out, "\u2026");
            return;
        }
        if (used + ellipsis <= width)
            cut = next;
        at = next;
    }
    put_line(out, text);
}

void stm_svg__text(stm_markup *out, stm_slice cls, double x, double y)
{
    STM_HTML(out, "<text");
    if (cls.len > 0)
        STM_HTML_ATTR(out, "class", cls);
    STM_SVG_NUMBER(out, "x", x);
    STM_SVG_NUMBER(out, "y", y);
    STM_HTML(out, ">");
}

void stm_svg__rect(stm_markup *out, stm_slice cls, double x, double y, double w,
                   double h)
{
    STM_HTML(out, "<rect");
    STM_HTML_ATTR(out, "class", cls);
    STM_SVG_NUMBER(out, "x", x);
    STM_SVG_NUMBER(out, "y", y);
    STM_SVG_NUMBER(out, "width", w);
    STM_SVG_NUMBER(out, "height", h);
    STM_HTML(out, "/>");
}

void stm_svg__circle(stm_markup *out, stm_slice cls, double x, double y,
                     double r)
{
    STM_HTML(out, "<circle");
    STM_HTML_ATTR(out, "class", cls);
    STM_SVG_NUMBER(out, "cx", x);
    STM_SVG_NUMBER(out, "cy", y);
    STM_SVG_NUMBER(out, "r", r);
    STM_HTML(out, "/>");
}

void stm_svg__level(stm_markup *out, stm_slice cls, double x, double y,
                    double x2)
{
    STM_HTML(out, "<path");
    STM_HTML_ATTR(out, "class", cls);
    STM_HTML(out, " d=\"M");
    stm_svg_point(out, x, y);
    STM_HTML(out, "H");
    stm_markup_fixed(out, x2, 1);
    STM_HTML(out, "\"/>");
}
