#include "quote/lines.h"

#include "base/banned.h"

/* A signature: a name of at most this many words after a dash. */
#define SIGNATURE_MAX_WORDS 8u

/* A part: one paragraph of the article among those joined. */
typedef struct part {
    const stm_qword *words;
    uint32_t n;
} part;

static uint32_t part_end(const stm_qword *words, uint32_t n, uint32_t from)
{
    uint32_t to = from + 1;
    while (to < n && !words[to].starts)
        to++;
    return to;
}

/* Words of a name in capitals before a colon, with the mark before it. */
static uint32_t shouted_name(part p)
{
    const uint32_t mark = (p.words[0].quoting & STM_QUOTING_FIRST) != 0;
    const uint32_t n = stm_colon_name(p.words + mark, p.n - mark);
    for (uint32_t i = 0; i < n; i++)
        if (p.words[mark + i].class == STM_CLASS_ACRONYM)
            return n + mark;
    return 0;
}

bool stm_lines_are_transcript(const stm_reading *reading)
{
    uint32_t lines = 0;
    for (uint32_t i = 0; i < reading->n_words && lines < 2;) {
        const uint32_t to = part_end(reading->words, reading->n_words, i);
        const part p = {&reading->words[i], to - i};
        lines += shouted_name(p) > 0;
        i = to;
    }
    return lines >= 2;
}

static void label_run(uint8_t *labels, uint32_t from, uint32_t to,
                      uint8_t label)
{
    for (uint32_t i = from; i < to; i++)
        labels[i] = (uint8_t)(i == from ? label : label + 1);
}

static bool label_line(part p, uint8_t *labels)
{
    const uint32_t name = shouted_name(p);
    if (name == 0 || name + 2 > p.n)
        return false;
    const uint32_t from = (p.words[0].quoting & STM_QUOTING_FIRST) != 0;
    labels[0] = STM_LABEL_OUT;
    label_run(labels, from, name, STM_LABEL_SOURCE);
    labels[name] = STM_LABEL_CUE;
    label_run(labels, name + 1, p.n, STM_LABEL_CONTENT_AFTER);
    return true;
}

/* First word of the name that signs the part, after its dash, or 0. */
static uint32_t find_signature(part p)
{
    uint32_t end = p.n;
    while (end > 0 && (p.words[end - 1].class == STM_CLASS_STOP ||
                       p.words[end - 1].class == STM_CLASS_COMMA))
        end--;
    uint32_t at = end;
    while (at > 0 && end - at <= SIGNATURE_MAX_WORDS &&
           (stm_class_names(p.words[at - 1].class) ||
            p.words[at - 1].class == STM_CLASS_STOP))
        at--;
    return at > 0 && at < end && p.words[at - 1].class == STM_CLASS_DASH ? at
                                                                         : 0;
}

static bool label_signed(part p, uint8_t *labels)
{
    if (!(p.words[0].quoting & STM_QUOTING_FIRST))
        return false;
    const uint32_t name = find_signature(p);
    uint32_t dash = name > 0 ? name - 1 : 0;
    while (dash > 1 && p.words[dash - 1].class == STM_CLASS_DASH)
        dash--;
    if (dash < 4 || !(p.words[dash - 1].quoting & STM_QUOTING_LAST))
        return false;
    uint32_t end = p.n;
    while (p.words[end - 1].class == STM_CLASS_STOP)
        end--;
    label_run(labels, 0, dash, STM_LABEL_CONTENT);
    label_run(labels, dash, name, STM_LABEL_CUE);
    label_run(labels, name, end, STM_LABEL_SOURCE_AFTER);
    for (uint32_t i = end; i < p.n; i++)
        labels[i] = STM_LABEL_OUT;
    return true;
}

bool stm_lines_label(const stm_reading *reading, const stm_qparagraph *p,
                     bool transcript, uint8_t *labels)
{
    const stm_qword *words = &reading->words[p->first];
    bool did = false;
    for (uint32_t i = 0; i < p->n;) {
        const uint32_t to = part_end(words, p->n, i);
        const part one = {words + i, to - i};
        did |= (transcript && label_line(one, labels + i)) ||
               label_signed(one, labels + i);
        i = to;
    }
    return did;
}
