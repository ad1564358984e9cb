/* The door of exports: the pile in forms that other programs read. */
#ifndef STM_EXPORT_EXPORT_H
#define STM_EXPORT_EXPORT_H

#include "base/buf.h"
#include "model/pile.h"

/*
 * Lineage as a graph: nodes are articles that derive or are derived from,
 * and lost origins; an edge leads from the text taken to the text that took.
 * GraphML 1.0 (Brandes and others 2001), read by networkx, Gephi, yEd.
 * Failure is sticky in *out, here and below; linear in the pile.
 */
void stm_export_graphml(const stm_pile *pile, stm_buf *out);

/* The same in Graphviz's language; an edge that might run the other way has
 * no arrow. */
void stm_export_dot(const stm_pile *pile, stm_buf *out);

/*
 * A row a mention of a claim (RFC 4180, UTF-8, a header line): claim, its
 * wording and counts, and the mention's article, place, speaker and origin.
 * A cell that a spreadsheet would take for a formula begins with "'".
 */
void stm_export_csv(const stm_pile *pile, stm_buf *out);

/*
 * Attributions and mentions as W3C Web Annotations (2017), one JSON-LD object
 * a line: a position selector in code points and a quote selector.
 */
void stm_export_annotations(const stm_pile *pile, stm_buf *out);

/*
 * Drafts of schema.org ClaimReview, one a shared claim a line: the claim and
 * where it appears, without a rating, which is the reviewer's to give.
 */
void stm_export_claim_reviews(const stm_pile *pile, stm_buf *out);

/* Derivations as PROV-JSON (W3C member submission 2013). */
void stm_export_prov(const stm_pile *pile, stm_buf *out);

/*
 * An article a line in Citron's annotation format: text and quotes, each
 * with cue, sources, contents (code points) and confidence, and beside them
 * the speaker's name.
 */
void stm_export_citron(const stm_pile *pile, stm_buf *out);

/*
 * Shared wording as passim writes clusters: a passage a line, with the number
 * and size of its cluster, article id, outlet as series, code points and text.
 */
void stm_export_passim(const stm_pile *pile, stm_buf *out);

/* An article a line as an item of IPTC's ninjs 2.0. */
void stm_export_ninjs(const stm_pile *pile, stm_buf *out);

/* A row an attribution, as stm_export_csv. */
void stm_export_quotes_csv(const stm_pile *pile, stm_buf *out);

#endif
