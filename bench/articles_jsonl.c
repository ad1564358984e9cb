#define _POSIX_C_SOURCE 200809L
#include "articles_jsonl.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <json-c/json.h>

#include "base/alloc.h"

static void fail(const char *what, const char *path)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(1);
}

static stm_slice field(bench_articles *self, json_object *record,
                       const char *name)
{
    json_object *value;
    if (!json_object_object_get_ex(record, name, &value) || value == NULL)
        return (stm_slice){0};
    return stm_arena_copy(
        &self->arena, stm_slice_of(json_object_get_string(value),
                                   (size_t)json_object_get_string_len(value)));
}

static stm_date read_date(stm_slice s)
{
    stm_date d = {0};
    if (s.len < 10)
        return d;
    uint64_t year = 0;
    uint64_t month = 0;
    uint64_t day = 0;
    if (!stm_slice_u64(stm_slice_sub(s, 0, 4), &year) ||
        !stm_slice_u64(stm_slice_sub(s, 5, 7), &month) ||
        !stm_slice_u64(stm_slice_sub(s, 8, 10), &day))
        return d;
    return (stm_date){.year = (int16_t)year,
                      .month = (uint8_t)month,
                      .day = (uint8_t)day,
                      .precision = STM_DATE_DAY,
                      .zone_minutes = STM_ZONE_UNKNOWN};
}

static void split_lines(bench_articles *self, stm_article *a)
{
    uint32_t n = 1;
    for (size_t i = 0; i < a->text.len; i++)
        n += a->text.ptr[i] == '\n';
    stm_paragraph *p = stm_arena_alloc(&self->arena, n, sizeof *p);
    if (p == NULL)
        return;
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= a->text.len; i++) {
        if (i < a->text.len && a->text.ptr[i] != '\n')
            continue;
        if (i > begin)
            p[a->n_paragraphs++] = (stm_paragraph){.span = {begin, i}};
        begin = i + 1;
    }
    a->paragraphs = p;
}

static void add(bench_articles *self, json_object *record)
{
    if (!stm_grow(&self->items, &self->cap, self->len + 1, sizeof *self->items))
        exit(1);
    stm_article a = {
        .id = field(self, record, "id"),
        .outlet = field(self, record, "outlet"),
        .title = field(self, record, "title"),
        .text = field(self, record, "text"),
        .language = field(self, record, "language"),
        .published = read_date(field(self, record, "date")),
        .published_confidence = 1.0f,
    };
    split_lines(self, &a);
    self->text_bytes += a.text.len;
    self->items[self->len++] = a;
}

void bench_articles_load(bench_articles *self, const char *path)
{
    *self = (bench_articles){0};
    stm_arena_init(&self->arena, SIZE_MAX);
    FILE *in = fopen(path, "r");
    if (in == NULL)
        fail("cannot open", path);
    json_tokener *parser = json_tokener_new();
    char *line = NULL;
    size_t room = 0;
    for (ssize_t len; (len = getline(&line, &room, in)) > 0;) {
        json_tokener_reset(parser);
        json_object *record = json_tokener_parse_ex(parser, line, (int)len);
        if (record == NULL)
            fail("not JSON Lines", path);
        add(self, record);
        json_object_put(record);
    }
    free(line);
    json_tokener_free(parser);
    fclose(in);
}

void bench_articles_release(bench_articles *self)
{
    stm_free(self->items);
    stm_arena_release(&self->arena);
}

double bench_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double bench_peak_mb(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (double)r.ru_maxrss / 1024.0;
}
