#include "export/export.h"

#include <math.h>

#include "base/utf8.h"

#include "base/banned.h"

/* --- what both graphs hold ------------------------------------------------ */

static bool has_from(const stm_pile *pile, const stm_edge *e)
{
    return e->from < pile->n_articles || e->lost < pile->n_lost;
}

static stm_slice from_id(const stm_pile *pile, const stm_edge *e)
{
    return e->from < pile->n_articles ? pile->articles[e->from].id
                                      : pile->lost[e->lost].id;
}

/* marks[article]: it is an end of an edge. */
static void mark_ends(const stm_pile *pile, stm_buf *marks)
{
    for (uint32_t i = 0; i < pile->n_articles; i++)
        stm_buf_byte(marks, 0);
    if (marks->status != STM_OK)
        return;
    for (uint32_t i = 0; i < pile->n_edges; i++) {
        const stm_edge *e = &pile->edges[i];
        if (!has_from(pile, e))
            continue;
        marks->ptr[e->to] = 1;
        if (e->from < pile->n_articles)
            marks->ptr[e->from] = 1;
    }
}

static void put_day(const stm_article *a, stm_buf *out)
{
    stm_date_format(a->published, out);
}

/* --- GraphML -----------------------------------------------------------------
 */

/* Characters that XML 1.0 allows, the five references written out. */
static void put_xml(stm_buf *out, stm_slice s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t cp;
        const size_t next = stm_utf8_next(s, at, &cp);
        if (cp == '&')
            stm_buf_add(out, STM_LIT("&amp;"));
        else if (cp == '<')
            stm_buf_add(out, STM_LIT("&lt;"));
        else if (cp == '>')
            stm_buf_add(out, STM_LIT("&gt;"));
        else if (cp == '"')
            stm_buf_add(out, STM_LIT("&quot;"));
        else if ((cp < 0x20 && cp != '\t' && cp != '\n') || cp == 0xFFFE ||
                 cp == 0xFFFF)
            stm_buf_utf8(out, 0xFFFD);
        else
            stm_buf_utf8(out, cp == '\r' ? '\n' : cp);
        at = next;
    }
}

static void put_data(stm_buf *out, stm_slice key, stm_slice value)
{
    if (value.len == 0)
        return;
    stm_buf_add(out, STM_LIT("<data key=\""));
    stm_buf_add(out, key);
    stm_buf_add(out, STM_LIT("\">"));
    put_xml(out, value);
    stm_buf_add(out, STM_LIT("</data>"));
}

static void put_node(stm_buf *out, stm_slice id, stm_slice kind,
                     const stm_article *a, stm_slice agency)
{
    stm_buf_add(out, STM_LIT("<node id=\""));
    put_xml(out, id);
    stm_buf_add(out, STM_LIT("\">"));
    put_data(out, STM_LIT("kind"), kind);
    put_data(out, STM_LIT("agency"), agency);
    if (a != NULL) {
        put_data(out, STM_LIT("title"), a->title);
        put_data(out, STM_LIT("outlet"), a->outlet);
        stm_buf day;
        stm_buf_init(&day, 64);
        put_day(a, &day);
        put_data(out, STM_LIT("published"), stm_buf_slice(&day));
        stm_buf_release(&day);
    }
    stm_buf_add(out, STM_LIT("</node>\n"));
}

static void put_number(stm_buf *out, stm_slice key, float value)
{
    if (!isfinite(value))
        return;
    stm_buf_add(out, STM_LIT("<data key=\""));
    stm_buf_add(out, key);
    stm_buf_add(out, STM_LIT("\">"));
    stm_buf_fixed(out, value, 4);
    stm_buf_add(out, STM_LIT("</data>"));
}

static void put_graphml_edge(const stm_pile *pile, const stm_edge *e,
                             stm_buf *out)
{
    stm_buf_add(out, STM_LIT("<edge source=\""));
    put_xml(out, from_id(pile, e));
    stm_buf_add(out, STM_LIT("\" target=\""));
    put_xml(out, pile->articles[e->to].id);
    stm_buf_add(out, e->direction_known ? STM_LIT("\">")
                                        : STM_LIT("\" directed=\"false\">"));
    put_data(out, STM_LIT("degree"), stm_degree_text(e->degree));
    put_number(out, STM_LIT("share"), e->share);
    put_number(out, STM_LIT("confidence"), e->confidence);
    stm_buf_add(out, STM_LIT("</edge>\n"));
}

void stm_export_graphml(const stm_pile *pile, stm_buf *out)
{
    static const char head[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "<key id=\"kind\" for=\"node\" attr.name=\"kind\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"title\" for=\"node\" attr.name=\"title\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"outlet\" for=\"node\" attr.name=\"outlet\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"published\" for=\"node\" attr.name=\"published\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"agency\" for=\"node\" attr.name=\"agency\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"degree\" for=\"edge\" attr.name=\"degree\" "
        "attr.type=\"string\"/>\n"
        "<key id=\"share\" for=\"edge\" attr.name=\"share\" "
        "attr.type=\"double\"/>\n"
        "<key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" "
        "attr.type=\"double\"/>\n"
        "<graph id=\"lineage\" edgedefault=\"directed\">\n";
    stm_buf ends;
    stm_buf_init(&ends, SIZE_MAX);
    mark_ends(pile, &ends);
    stm_buf_add(out, stm_slice_from_cstr(head));
    for (uint32_t i = 0; ends.status == STM_OK && i < pile->n_articles; i++)
        if (ends.ptr[i] != 0)
            put_node(out, pile->articles[i].id, STM_LIT("article"),
                     &pile->articles[i],
                     stm_article_agency(&pile->articles[i]));
    for (uint32_t i = 0; i < pile->n_lost; i++)
        put_node(out, pile->lost[i].id, STM_LIT("lost"), NULL,
                 pile->lost[i].agency);
    for (uint32_t i = 0; i < pile->n_edges; i++)
        if (has_from(pile, &pile->edges[i]))
            put_graphml_edge(pile, &pile->edges[i], out);
    stm_buf_add(out, STM_LIT("</graph>\n</graphml>\n"));
    if (ends.status != STM_OK)
        out->status = ends.status;
    stm_buf_release(&ends);
}

/* --- Graphviz
 * ------------------------------------------------------------------ */

/* A quoted id or label: marks escaped, controls to blanks. */
static void put_quoted(stm_buf *out, stm_slice s)
{
    stm_buf_byte(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"' || s.ptr[i] == '\\')
            stm_buf_byte(out, '\\');
        stm_buf_byte(out, s.ptr[i] < ' ' || s.ptr[i] == 0x7F ? ' ' : s.ptr[i]);
    }
    stm_buf_byte(out, '"');
}

static void put_dot_node(stm_buf *out, stm_slice id, stm_slice label,
                         bool is_lost)
{
    stm_buf_add(out, STM_LIT("  "));
    put_quoted(out, id);
    stm_buf_add(out, STM_LIT(" [label="));
    put_quoted(out, label);
    if (is_lost)
        stm_buf_add(out, STM_LIT(", style=dashed"));
    stm_buf_add(out, STM_LIT("];\n"));
}

void stm_export_dot(const stm_pile *pile, stm_buf *out)
{
    stm_buf ends;
    stm_buf_init(&ends, SIZE_MAX);
    mark_ends(pile, &ends);
    stm_buf_add(out, STM_LIT("digraph lineage {\n  node [shape=box];\n"));
    for (uint32_t i = 0; ends.status == STM_OK && i < pile->n_articles; i++) {
        const stm_article *a = &pile->articles[i];
        if (ends.ptr[i] != 0)
            put_dot_node(out, a->id,
                         a->outlet.len > 0  ? a->outlet
                         : a->title.len > 0 ? a->title
                                            : a->id,
                         false);
    }
    for (uint32_t i = 0; i < pile->n_lost; i++)
        put_dot_node(out, pile->lost[i].id,
                     pile->lost[i].agency.len > 0 ? pile->lost[i].agency
                                                  : STM_LIT("not in the pile"),
                     true);
    for (uint32_t i = 0; i < pile->n_edges; i++) {
        const stm_edge *e = &pile->edges[i];
        if (!has_from(pile, e))
            continue;
        stm_buf_add(out, STM_LIT("  "));
        put_quoted(out, from_id(pile, e));
        stm_buf_add(out, STM_LIT(" -> "));
        put_quoted(out, pile->articles[e->to].id);
        stm_buf_add(out, STM_LIT(" [label="));
        put_quoted(out, stm_degree_text(e->degree));
        if (!e->direction_known)
            stm_buf_add(out, STM_LIT(", dir=none"));
        stm_buf_add(out, STM_LIT("];\n"));
    }
    stm_buf_add(out, STM_LIT("}\n"));
    if (ends.status != STM_OK)
        out->status = ends.status;
    stm_buf_release(&ends);
}
