/*
 * JSON Lines and the names of fields on any bytes. drained_fuzz says what is
 * asserted; what is echoed must be a JSON object again.
 */
#include <assert.h>

#include <json-c/json.h>

#include "drained.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_echo(stm_slice extra)
{
    struct json_tokener *tokener = json_tokener_new_ex(80);
    assert(tokener != NULL);
    struct json_object *object =
        json_tokener_parse_ex(tokener, (const char *)extra.ptr, (int)extra.len);
    assert(json_object_is_type(object, json_type_object));
    assert(json_tokener_get_parse_end(tokener) == extra.len);
    json_object_put(object);
    json_tokener_free(tokener);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const stm_slice bytes = stm_slice_of(data, size);
    drained all;
    drained_fuzz(bytes, "a.jsonl");
    if (drained_from_bytes(&all, bytes, "a.jsonl", &DRAINED_OPTS_DEFAULT) ==
        STM_OK) {
        for (uint32_t i = 0; i < all.n; i++) {
            if (all.raws[i].fields.extra.len > 0)
                check_echo(all.raws[i].fields.extra);
        }
    }
    drained_release(&all);
    return 0;
}
