#include "model/outlet.h"

#include "base/alloc.h"

#include "base/banned.h"

/* The program's own table. */
static const struct {
    const char *family;
    const char *outlets; /* parted by "|" */
} families[] = {
#include "model/outlet_families.inc"
};

/* Names longer than this are in no table. */
enum { max_name_bytes = 200 };

static stm_slice without_www(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("www.")) ? stm_slice_sub(s, 4, s.len)
                                                 : s;
}

/* True where `list` (parted by "|") has `name`, in any case. */
static bool lists(const char *list, stm_slice name)
{
    stm_slice rest = stm_slice_from_cstr(list);
    while (rest.len > 0) {
        const size_t bar = stm_slice_find_byte(rest, '|', 0);
        const size_t end = bar == STM_SLICE_NPOS ? rest.len : bar;
        if (stm_slice_ieq(stm_slice_sub(rest, 0, end), name))
            return true;
        rest = stm_slice_sub(rest, bar == STM_SLICE_NPOS ? end : end + 1,
                             rest.len);
    }
    return false;
}

static stm_slice known_family(stm_slice name)
{
    for (size_t i = 0; name.len > 0 && i < sizeof families / sizeof families[0];
         i++)
        if (lists(families[i].outlets, name))
            return stm_slice_from_cstr(families[i].family);
    return STM_LIT("");
}

void stm_outlets_init(stm_outlets *self)
{
    *self = (stm_outlets){0};
    stm_map_init(&self->index);
}

void stm_outlets_release(stm_outlets *self)
{
    stm_map_release(&self->index);
    *self = (stm_outlets){0};
}

/* Cuts the next column off *line. */
static stm_slice take_column(stm_slice *line)
{
    size_t end = 0;
    while (end < line->len && line->ptr[end] != '|' && line->ptr[end] != '\t')
        end++;
    const stm_slice column = stm_slice_sub(*line, 0, end);
    *line = stm_slice_sub(*line, end + 1, line->len);
    return stm_slice_trim(column);
}

static stm_slice take_line(stm_slice *text)
{
    const size_t at = stm_slice_find_byte(*text, '\n', 0);
    const size_t end = at == STM_SLICE_NPOS ? text->len : at;
    const stm_slice line = stm_slice_sub(*text, 0, end);
    *text = stm_slice_sub(*text, end + 1, text->len);
    return stm_slice_trim(line);
}

static uint32_t count_lines(stm_slice text)
{
    uint32_t n = 0;
    for (; text.len > 0; n++)
        take_line(&text);
    return n;
}

stm_status stm_outlets_from_text(stm_slice text, stm_arena *arena,
                                 stm_outlets *self, uint32_t *bad_line)
{
    *bad_line = 0;
    if (stm_slice_starts(text, STM_LIT("\xEF\xBB\xBF")))
        text = stm_slice_sub(text, 3, text.len);
    stm_outlet *items =
        stm_arena_alloc(arena, count_lines(text) + 1u, sizeof *items);
    if (items == NULL)
        return STM_ERR_NOMEM;
    self->items = items;
    for (uint32_t number = 1; text.len > 0; number++) {
        stm_slice line = take_line(&text);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        stm_outlet *item = &items[self->n_items];
        item->match = without_www(take_column(&line));
        item->family = take_column(&line);
        item->name = take_column(&line);
        if (item->match.len == 0 || item->match.len > max_name_bytes ||
            item->family.len + item->name.len == 0) {
            if (*bad_line == 0)
                *bad_line = number;
            continue;
        }
        const stm_slice key = stm_arena_lower(arena, item->match);
        if (arena->failed ||
            stm_map_put(&self->index, key, self->n_items, NULL) == NULL)
            return STM_ERR_NOMEM;
        self->n_items++;
    }
    return STM_OK;
}

/* The row for an outlet that articles call `name`, or NULL. */
static const stm_outlet *find(const stm_outlets *self, stm_slice name)
{
    uint8_t lower[max_name_bytes];
    if (name.len == 0 || name.len > max_name_bytes)
        return NULL;
    for (size_t i = 0; i < name.len; i++)
        lower[i] = stm_to_lower(name.ptr[i]);
    const uint32_t at =
        stm_map_get(&self->index, stm_slice_of(lower, name.len));
    return at == STM_NONE ? NULL : &self->items[at];
}

void stm_outlets_apply(const stm_outlets *self, stm_article *article)
{
    const stm_slice names[] = {without_www(article->site),
                               without_www(article->outlet)};
    article->family = STM_LIT("");
    stm_slice shown = STM_LIT("");
    for (int i = 0; i < 2; i++) {
        const stm_outlet *row = find(self, names[i]);
        if (row == NULL)
            continue;
        if (article->family.len == 0)
            article->family = row->family;
        if (shown.len == 0)
            shown = row->name;
    }
    for (int i = 0; i < 2 && article->family.len == 0; i++)
        article->family = known_family(names[i]);
    if (shown.len > 0)
        article->outlet = shown;
}

stm_slice stm_article_outlet(const stm_article *article)
{
    return article->outlet.len > 0 ? article->outlet : article->site;
}

stm_slice stm_article_family(const stm_article *article)
{
    return article->family.len > 0 ? article->family
                                   : stm_article_outlet(article);
}
