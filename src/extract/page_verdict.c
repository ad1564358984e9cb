#include "extract/page_verdict.h"

#include "base/size.h"
#include "extract/main_content.h"

#include "base/banned.h"

/* What a page looks like from afar. */
typedef struct view {
    uint32_t kept_bytes;
    uint32_t kept_links;   /* bytes of kept text inside links */
    uint32_t longest;      /* bytes of the longest kept block */
    uint32_t cookie_bytes; /* of all text, in consent notices */
    uint32_t all_bytes;
    uint32_t headlines; /* left out: links of four words or more alone */
    uint32_t last;      /* the last block kept, or STM_NONE */
} view;

static float feature(const stm_features *features, uint32_t block,
                     unsigned which)
{
    return features->rows[(size_t)block * STM_F_COUNT + which];
}

static view look(const stm_blocks *blocks, const stm_features *features,
                 const float *scores)
{
    view v = {.last = STM_NONE};
    for (uint32_t i = 0; i < blocks->n; i++) {
        const stm_block *b = &blocks->items[i];
        const uint32_t len = b->text.end - b->text.begin;
        v.all_bytes += len;
        if (feature(features, i, STM_F_USE_ALL + STM_USE_COOKIE) > 0.0F)
            v.cookie_bytes += len;
        if (scores[i] >= STM_KEEP_FROM) {
            v.kept_bytes += len;
            v.kept_links += b->link_bytes;
            v.longest = stm_max_u32(v.longest, len);
            v.last = i;
        } else {
            v.headlines += b->n_words >= 4 &&
                           feature(features, i, STM_F_TEXT_ONE_LINK) > 0.0F;
        }
    }
    return v;
}

static bool has_any(stm_slice text, const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_slice_ifind(text, stm_slice_from_cstr(phrases[i]), 0) !=
            STM_SLICE_NPOS)
            return true;
    }
    return false;
}

/* What servers and their guards say in place of a page. */
static const char *const refusals[] = {
    "404 not found",
    "page not found",
    "403 forbidden",
    "access denied",
    "error 404",
    "404 error",
    "seite nicht gefunden",
    "page introuvable",
    "pagina non trovata",
    "enable javascript and cookies",
    "verify you are human",
    "checking your browser",
    "are you a robot",
    "unusual traffic",
    "502 bad gateway",
    "503 service",
    "internal server error",
    "request blocked",
    "not available in your",
};

/* What stands where a text is cut off for those who do not pay. */
static const char *const offers[] = {
    "already a subscriber",
    "subscribe to continue",
    "subscribe to read",
    "to continue reading",
    "sign in to continue",
    "log in to continue",
    "subscribers only",
    "for subscribers",
    "subscribe now",
    "weiterlesen mit",
    "jetzt weiterlesen",
    "jetzt abonnieren",
    "sie haben bereits ein",
    "bereits abonnent",
    "bereits registriert",
    "nur f\xC3\xBCr abonnenten",
    "mit einem abo",
    "weiter lesen mit",
    "r\xC3\xA9serv\xC3\xA9 aux abonn",
    "pour lire la suite",
    "d\xC3\xA9j\xC3\xA0 abonn",
    "contenido exclusivo",
    "para suscriptores",
    ("suscr\xC3\xAD"
     "bete para"),
    "contenuto riservato",
    "riservato agli abbonati",
    "exclusivo para assinantes",
    "voor abonnees",
    "f\xC3\xB6r prenumeranter",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The article ends, and soon after an offer to subscribe follows. */
static bool stops_at_offer(const stm_blocks *blocks,
                           const stm_features *features,
                           const stm_page_hints *hints, const view *v)
{
    enum { SOON = 6, SHORT_BYTES = 2500 };
    if (v->last == STM_NONE || v->kept_bytes > SHORT_BYTES)
        return false;
    const bool is_open_ended =
        feature(features, v->last, STM_F_TEXT_HAS_DOTS_END) > 0.0F ||
        feature(features, v->last, STM_F_TEXT_ENDS_SENTENCE) == 0.0F;
    const uint32_t end = stm_min_u32(v->last + 1 + SOON, blocks->n);
    bool has_offer = false;
    for (uint32_t i = v->last; i < end; i++)
        has_offer |= has_any(stm_span_text(blocks->items[i].text, blocks->text),
                             offers, COUNT(offers));
    return hints->is_not_free ? has_offer || is_open_ended
                              : has_offer && is_open_ended;
}

static stm_slice why_not_article(const stm_blocks *blocks,
                                 const stm_page_hints *hints, const view *v)
{
    enum { FEW_BYTES = 400, SMALL_PAGE = 1500, MANY_LINKS = 25 };
    const stm_slice start = stm_slice_sub(blocks->text, 0, SMALL_PAGE);
    if (v->all_bytes < SMALL_PAGE && v->kept_bytes < FEW_BYTES &&
        has_any(start, refusals, COUNT(refusals)))
        return STM_LIT("an error page");
    if (2 * v->cookie_bytes > v->all_bytes && v->kept_bytes < FEW_BYTES)
        return STM_LIT("a consent wall");
    if (v->kept_bytes == 0)
        return STM_LIT("no article was found on the page");
    if (hints->is_root && !hints->is_article && v->headlines >= MANY_LINKS)
        return STM_LIT("a front page");
    if (v->kept_bytes > FEW_BYTES && 2 * v->kept_links > v->kept_bytes &&
        !hints->is_article)
        return STM_LIT("a list of links");
    if (v->longest < 120 && v->kept_bytes < FEW_BYTES && !hints->is_article) {
        return hints->n_images >= 12 ? STM_LIT("a gallery")
                                     : STM_LIT("no running text");
    }
    return (stm_slice){0};
}

stm_page_verdict stm_page_verdict_of(const stm_blocks *blocks,
                                     const stm_features *features,
                                     const stm_page_hints *hints,
                                     const float *scores)
{
    if (blocks->n == 0)
        return (stm_page_verdict){STM_RECORD_EMPTY,
                                  STM_LIT("the page shows no text"), false};
    const view v = look(blocks, features, scores);
    const stm_slice why = why_not_article(blocks, hints, &v);
    if (why.len > 0)
        return (stm_page_verdict){STM_RECORD_NOT_ARTICLE, why, false};
    return (stm_page_verdict){
        STM_RECORD_OK, {0}, stops_at_offer(blocks, features, hints, &v)};
}
