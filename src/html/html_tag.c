#include "html/html_tag.h"

#include "base/banned.h"

static const struct {
    const char *name;
    uint8_t len;
} names[STM_TAG_COUNT] = {
    [STM_TAG_A] = {"a", 1},
    [STM_TAG_ABBR] = {"abbr", 4},
    [STM_TAG_ACRONYM] = {"acronym", 7},
    [STM_TAG_ADDRESS] = {"address", 7},
    [STM_TAG_APPLET] = {"applet", 6},
    [STM_TAG_AREA] = {"area", 4},
    [STM_TAG_ARTICLE] = {"article", 7},
    [STM_TAG_ASIDE] = {"aside", 5},
    [STM_TAG_AUDIO] = {"audio", 5},
    [STM_TAG_B] = {"b", 1},
    [STM_TAG_BASE] = {"base", 4},
    [STM_TAG_BDI] = {"bdi", 3},
    [STM_TAG_BDO] = {"bdo", 3},
    [STM_TAG_BIG] = {"big", 3},
    [STM_TAG_BLOCKQUOTE] = {"blockquote", 10},
    [STM_TAG_BODY] = {"body", 4},
    [STM_TAG_BR] = {"br", 2},
    [STM_TAG_BUTTON] = {"button", 6},
    [STM_TAG_CANVAS] = {"canvas", 6},
    [STM_TAG_CAPTION] = {"caption", 7},
    [STM_TAG_CENTER] = {"center", 6},
    [STM_TAG_CITE] = {"cite", 4},
    [STM_TAG_CODE] = {"code", 4},
    [STM_TAG_COL] = {"col", 3},
    [STM_TAG_COLGROUP] = {"colgroup", 8},
    [STM_TAG_DATALIST] = {"datalist", 8},
    [STM_TAG_DD] = {"dd", 2},
    [STM_TAG_DEL] = {"del", 3},
    [STM_TAG_DETAILS] = {"details", 7},
    [STM_TAG_DFN] = {"dfn", 3},
    [STM_TAG_DIALOG] = {"dialog", 6},
    [STM_TAG_DIR] = {"dir", 3},
    [STM_TAG_DIV] = {"div", 3},
    [STM_TAG_DL] = {"dl", 2},
    [STM_TAG_DT] = {"dt", 2},
    [STM_TAG_EM] = {"em", 2},
    [STM_TAG_EMBED] = {"embed", 5},
    [STM_TAG_FIELDSET] = {"fieldset", 8},
    [STM_TAG_FIGCAPTION] = {"figcaption", 10},
    [STM_TAG_FIGURE] = {"figure", 6},
    [STM_TAG_FONT] = {"font", 4},
    [STM_TAG_FOOTER] = {"footer", 6},
    [STM_TAG_FORM] = {"form", 4},
    [STM_TAG_FRAME] = {"frame", 5},
    [STM_TAG_FRAMESET] = {"frameset", 8},
    [STM_TAG_H1] = {"h1", 2},
    [STM_TAG_H2] = {"h2", 2},
    [STM_TAG_H3] = {"h3", 2},
    [STM_TAG_H4] = {"h4", 2},
    [STM_TAG_H5] = {"h5", 2},
    [STM_TAG_H6] = {"h6", 2},
    [STM_TAG_HEAD] = {"head", 4},
    [STM_TAG_HEADER] = {"header", 6},
    [STM_TAG_HGROUP] = {"hgroup", 6},
    [STM_TAG_HR] = {"hr", 2},
    [STM_TAG_HTML] = {"html", 4},
    [STM_TAG_I] = {"i", 1},
    [STM_TAG_IFRAME] = {"iframe", 6},
    [STM_TAG_IMG] = {"img", 3},
    [STM_TAG_INPUT] = {"input", 5},
    [STM_TAG_INS] = {"ins", 3},
    [STM_TAG_KBD] = {"kbd", 3},
    [STM_TAG_LABEL] = {"label", 5},
    [STM_TAG_LEGEND] = {"legend", 6},
    [STM_TAG_LI] = {"li", 2},
    [STM_TAG_LINK] = {"link", 4},
    [STM_TAG_MAIN] = {"main", 4},
    [STM_TAG_MAP] = {"map", 3},
    [STM_TAG_MARK] = {"mark", 4},
    [STM_TAG_MARQUEE] = {"marquee", 7},
    [STM_TAG_MENU] = {"menu", 4},
    [STM_TAG_META] = {"meta", 4},
    [STM_TAG_METER] = {"meter", 5},
    [STM_TAG_NAV] = {"nav", 3},
    [STM_TAG_NOBR] = {"nobr", 4},
    [STM_TAG_NOEMBED] = {"noembed", 7},
    [STM_TAG_NOFRAMES] = {"noframes", 8},
    [STM_TAG_NOSCRIPT] = {"noscript", 8},
    [STM_TAG_OBJECT] = {"object", 6},
    [STM_TAG_OL] = {"ol", 2},
    [STM_TAG_OPTGROUP] = {"optgroup", 8},
    [STM_TAG_OPTION] = {"option", 6},
    [STM_TAG_OUTPUT] = {"output", 6},
    [STM_TAG_P] = {"p", 1},
    [STM_TAG_PARAM] = {"param", 5},
    [STM_TAG_PLAINTEXT] = {"plaintext", 9},
    [STM_TAG_PRE] = {"pre", 3},
    [STM_TAG_PROGRESS] = {"progress", 8},
    [STM_TAG_Q] = {"q", 1},
    [STM_TAG_RB] = {"rb", 2},
    [STM_TAG_RP] = {"rp", 2},
    [STM_TAG_RT] = {"rt", 2},
    [STM_TAG_RUBY] = {"ruby", 4},
    [STM_TAG_S] = {"s", 1},
    [STM_TAG_SAMP] = {"samp", 4},
    [STM_TAG_SCRIPT] = {"script", 6},
    [STM_TAG_SECTION] = {"section", 7},
    [STM_TAG_SELECT] = {"select", 6},
    [STM_TAG_SMALL] = {"small", 5},
    [STM_TAG_SOURCE] = {"source", 6},
    [STM_TAG_SPAN] = {"span", 4},
    [STM_TAG_STRIKE] = {"strike", 6},
    [STM_TAG_STRONG] = {"strong", 6},
    [STM_TAG_STYLE] = {"style", 5},
    [STM_TAG_SUB] = {"sub", 3},
    [STM_TAG_SUMMARY] = {"summary", 7},
    [STM_TAG_SUP] = {"sup", 3},
    [STM_TAG_SVG] = {"svg", 3},
    [STM_TAG_TABLE] = {"table", 5},
    [STM_TAG_TBODY] = {"tbody", 5},
    [STM_TAG_TD] = {"td", 2},
    [STM_TAG_TEMPLATE] = {"template", 8},
    [STM_TAG_TEXTAREA] = {"textarea", 8},
    [STM_TAG_TFOOT] = {"tfoot", 5},
    [STM_TAG_TH] = {"th", 2},
    [STM_TAG_THEAD] = {"thead", 5},
    [STM_TAG_TIME] = {"time", 4},
    [STM_TAG_TITLE] = {"title", 5},
    [STM_TAG_TR] = {"tr", 2},
    [STM_TAG_TRACK] = {"track", 5},
    [STM_TAG_TT] = {"tt", 2},
    [STM_TAG_U] = {"u", 1},
    [STM_TAG_UL] = {"ul", 2},
    [STM_TAG_VAR] = {"var", 3},
    [STM_TAG_VIDEO] = {"video", 5},
    [STM_TAG_WBR] = {"wbr", 3},
    [STM_TAG_XMP] = {"xmp", 3},
    [STM_TAG_MATH] = {"math", 4},
};

/* The elements are in the order of the alphabet: where each letter begins. */
static const uint8_t first_of[26] = {
    ['a' - 'a'] = STM_TAG_A,      ['b' - 'a'] = STM_TAG_B,
    ['c' - 'a'] = STM_TAG_CANVAS, ['d' - 'a'] = STM_TAG_DATALIST,
    ['e' - 'a'] = STM_TAG_EM,     ['f' - 'a'] = STM_TAG_FIELDSET,
    ['g' - 'a'] = STM_TAG_COUNT,  ['h' - 'a'] = STM_TAG_H1,
    ['i' - 'a'] = STM_TAG_I,      ['j' - 'a'] = STM_TAG_COUNT,
    ['k' - 'a'] = STM_TAG_KBD,    ['l' - 'a'] = STM_TAG_LABEL,
    ['m' - 'a'] = STM_TAG_MAIN,   ['n' - 'a'] = STM_TAG_NAV,
    ['o' - 'a'] = STM_TAG_OBJECT, ['p' - 'a'] = STM_TAG_P,
    ['q' - 'a'] = STM_TAG_Q,      ['r' - 'a'] = STM_TAG_RB,
    ['s' - 'a'] = STM_TAG_S,      ['t' - 'a'] = STM_TAG_TABLE,
    ['u' - 'a'] = STM_TAG_U,      ['v' - 'a'] = STM_TAG_VAR,
    ['w' - 'a'] = STM_TAG_WBR,    ['x' - 'a'] = STM_TAG_XMP,
    ['y' - 'a'] = STM_TAG_COUNT,  ['z' - 'a'] = STM_TAG_COUNT,
};

stm_slice stm_tag_name(stm_tag tag)
{
    if ((unsigned)tag >= STM_TAG_COUNT || names[tag].name == NULL)
        return (stm_slice){0};
    return stm_slice_of(names[tag].name, names[tag].len);
}

stm_tag stm_tag_from_name(stm_slice name)
{
    if (name.len == 0 || !stm_is_alpha(name.ptr[0]))
        return STM_TAG_OTHER;
    const char first = (char)stm_to_lower(name.ptr[0]);
    for (unsigned t = first_of[first - 'a']; t < STM_TAG_COUNT; t++) {
        if (names[t].name[0] != first)
            break;
        if (name.len == names[t].len &&
            stm_slice_ieq(name, stm_tag_name((stm_tag)t)))
            return (stm_tag)t;
    }
    return STM_TAG_OTHER;
}

bool stm_tag_is_block(stm_tag tag)
{
    switch (tag) {
    case STM_TAG_ADDRESS:
    case STM_TAG_ARTICLE:
    case STM_TAG_ASIDE:
    case STM_TAG_BLOCKQUOTE:
    case STM_TAG_BODY:
    case STM_TAG_CAPTION:
    case STM_TAG_CENTER:
    case STM_TAG_DD:
    case STM_TAG_DETAILS:
    case STM_TAG_DIALOG:
    case STM_TAG_DIR:
    case STM_TAG_DIV:
    case STM_TAG_DL:
    case STM_TAG_DT:
    case STM_TAG_FIELDSET:
    case STM_TAG_FIGCAPTION:
    case STM_TAG_FIGURE:
    case STM_TAG_FOOTER:
    case STM_TAG_FORM:
    case STM_TAG_FRAMESET:
    case STM_TAG_H1:
    case STM_TAG_H2:
    case STM_TAG_H3:
    case STM_TAG_H4:
    case STM_TAG_H5:
    case STM_TAG_H6:
    case STM_TAG_HEADER:
    case STM_TAG_HGROUP:
    case STM_TAG_HR:
    case STM_TAG_HTML:
    case STM_TAG_LEGEND:
    case STM_TAG_LI:
    case STM_TAG_MAIN:
    case STM_TAG_MENU:
    case STM_TAG_NAV:
    case STM_TAG_OL:
    case STM_TAG_OPTGROUP:
    case STM_TAG_OPTION:
    case STM_TAG_P:
    case STM_TAG_PLAINTEXT:
    case STM_TAG_PRE:
    case STM_TAG_SECTION:
    case STM_TAG_SELECT:
    case STM_TAG_SUMMARY:
    case STM_TAG_TABLE:
    case STM_TAG_TBODY:
    case STM_TAG_TD:
    case STM_TAG_TFOOT:
    case STM_TAG_TH:
    case STM_TAG_THEAD:
    case STM_TAG_TR:
    case STM_TAG_UL:
    case STM_TAG_XMP:
    case STM_TAG_TEXTAREA:
        return true;
    default:
        return false;
    }
}

bool stm_tag_is_hidden(stm_tag tag)
{
    switch (tag) {
    case STM_TAG_SCRIPT:
    case STM_TAG_STYLE:
    case STM_TAG_TEMPLATE:
    case STM_TAG_NOFRAMES:
    case STM_TAG_NOEMBED:
    case STM_TAG_IFRAME:
    case STM_TAG_DATALIST:
    case STM_TAG_HEAD:
    case STM_TAG_TITLE:
    case STM_TAG_PARAM:
    case STM_TAG_APPLET:
    case STM_TAG_CANVAS:
    case STM_TAG_VIDEO:
    case STM_TAG_AUDIO:
        return true;
    default:
        return false;
    }
}

unsigned stm_tag_heading(stm_tag tag)
{
    if (tag < STM_TAG_H1 || tag > STM_TAG_H6)
        return 0;
    return (unsigned)(tag - STM_TAG_H1) + 1;
}
