/*
 * Writes the blocks of pages and what is measured of them, for training.
 *
 *   dump_blocks OUT PAGE...
 *
 * OUT.f32 holds rows of STM_F_COUNT floats (native order), one a block;
 * OUT.jsonl one line a page: {"path", "blocks": [text, ...], "tags": [...],
 * "kin": nine numbers a block, see stm_block_kin};
 * OUT.slots a block after the other: how many text slots, how many class
 * slots, then these (16 bits each); OUT.names one feature a line. Pages may be
 * gzip files.
 */
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "base/json_writer.h"
#include "extract/block_features.h"
#include "extract/block_words.h"

static bool load(const char *path, stm_buf *out)
{
    static uint8_t piece[65536];
    gzFile file = gzopen(path, "rb");
    if (file == NULL)
        return false;
    int n;
    while ((n = gzread(file, piece, sizeof(piece))) > 0)
        stm_buf_add(out, stm_slice_of(piece, (size_t)n));
    gzclose(file);
    return n == 0 && out->status == STM_OK;
}

static void put_page(FILE *out, const char *path, const stm_blocks *blocks,
                     const stm_features *features)
{
    stm_buf buf;
    stm_buf_init(&buf, (size_t)256 << 20);
    stm_json json;
    stm_json_init(&json, &buf);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("path"), stm_slice_from_cstr(path));
    stm_json_key(&json, STM_LIT("blocks"));
    stm_json_array(&json);
    for (uint32_t i = 0; i < blocks->n; i++)
        stm_json_string(&json,
                        stm_span_text(blocks->items[i].text, blocks->text));
    stm_json_end_array(&json);
    stm_json_key(&json, STM_LIT("tags"));
    stm_json_array(&json);
    for (uint32_t i = 0; i < blocks->n; i++) {
        char chain[512] = "";
        size_t at = 0;
        uint32_t n = blocks->html->nodes[blocks->items[i].first].parent;
        for (int k = 0; k < 6 && n != STM_NONE && n > 0 && at < 400; k++) {
            const stm_html_node *node = &blocks->html->nodes[n];
            const stm_slice tag = stm_tag_name((stm_tag)node->tag);
            const stm_slice cls =
                stm_html_attr_get(blocks->html, n, STM_LIT("class"));
            at += (size_t)snprintf(chain + at, sizeof(chain) - at, "%.*s.%.*s ",
                                   (int)tag.len, (const char *)tag.ptr,
                                   (int)(cls.len > 40 ? 40 : cls.len),
                                   (const char *)cls.ptr);
            n = node->parent;
        }
        stm_json_string(&json, stm_slice_from_cstr(chain));
    }
    stm_json_end_array(&json);
    stm_json_key(&json, STM_LIT("kin"));
    stm_json_array(&json);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const stm_block_kin *k = &features->kin[i];
        stm_json_u64(&json, k->sig);
        for (int j = 0; j < 4; j++) {
            stm_json_u64(&json, k->begin[j]);
            stm_json_u64(&json, k->end[j]);
        }
    }
    stm_json_end_array(&json);
    stm_json_end_object(&json);
    stm_buf_byte(&buf, '\n');
    fwrite(buf.ptr, 1, buf.len, out);
    stm_buf_release(&buf);
}

static void put_slots(FILE *out, const stm_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->n; i++) {
        uint16_t ids[2 + 2 * STM_WORDS_MAX];
        const uint32_t a = stm_block_text_slots(blocks, i, &ids[2]);
        const uint32_t b = stm_block_class_slots(blocks, i, &ids[2 + a]);
        ids[0] = (uint16_t)a;
        ids[1] = (uint16_t)b;
        fwrite(ids, sizeof(ids[0]), 2 + a + b, out);
    }
}

static bool dump(const char *path, FILE *rows, FILE *pages, FILE *slots)
{
    stm_buf bytes;
    stm_arena arena;
    stm_html html;
    stm_blocks blocks;
    stm_page_hints hints;
    stm_features features = {0};
    stm_buf_init(&bytes, (size_t)64 << 20);
    stm_arena_init(&arena, SIZE_MAX);
    bool ok = load(path, &bytes) &&
              stm_html_from_page(stm_buf_slice(&bytes), &arena, &html, NULL) ==
                  STM_OK &&
              stm_blocks_from_html(&html, &arena, &blocks) == STM_OK;
    if (ok) {
        ok = stm_page_hints_from_html(&html, &arena, &hints) == STM_OK &&
             stm_features_from_blocks(&blocks, &hints, &arena, &features) ==
                 STM_OK;
        stm_page_hints_release(&hints);
    }
    if (ok) {
        fwrite(features.rows, sizeof(float), (size_t)blocks.n * STM_F_COUNT,
               rows);
        put_slots(slots, &blocks);
        put_page(pages, path, &blocks, &features);
    }
    stm_arena_release(&arena);
    stm_buf_release(&bytes);
    return ok;
}

static FILE *open_out(const char *stem, const char *ending)
{
    char name[4096];
    snprintf(name, sizeof(name), "%s.%s", stem, ending);
    return fopen(name, "wb");
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    FILE *rows = open_out(argv[1], "f32");
    FILE *pages = open_out(argv[1], "jsonl");
    FILE *names = open_out(argv[1], "names");
    FILE *slots = open_out(argv[1], "slots");
    if (rows == NULL || slots == NULL || pages == NULL || names == NULL)
        return 1;
    for (unsigned f = 0; f < STM_F_COUNT; f++) {
        char name[64];
        stm_feature_name(f, name);
        fprintf(names, "%s\n", name);
    }
    int rc = 0;
    for (int i = 2; i < argc; i++) {
        if (!dump(argv[i], rows, pages, slots)) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            rc = 1;
        }
    }
    return fclose(rows) != 0 || fclose(pages) != 0 || fclose(names) != 0 ||
           fclose(slots) != 0 || rc;
}
