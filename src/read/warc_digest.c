#include "read/warc_digest.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/banned.h"

enum { MOST_BYTES = SHA256_DIGEST_SIZE };

static int hex_value(uint8_t c)
{
    if (stm_is_digit(c))
        return c - '0';
    c = stm_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int base32_value(uint8_t c)
{
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    c = stm_to_lower(c);
    return c >= 'a' && c <= 'z' ? c - 'a' : -1;
}

/* Reads `size` bytes out of digits of `bits` bits each; false: not these. */
static bool read_digits(stm_slice digits, unsigned bits,
                        int (*value_of)(uint8_t), uint8_t *out, size_t size)
{
    uint32_t held = 0;
    unsigned n_held = 0;
    size_t n = 0;
    while (digits.len > 0 && digits.ptr[digits.len - 1] == '=')
        digits.len--;
    if (digits.len != (size * 8 + bits - 1) / bits)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        const int value = value_of(digits.ptr[i]);
        if (value < 0)
            return false;
        held = held << bits | (uint32_t)value;
        n_held += bits;
        if (n_held >= 8 && n < size) {
            n_held -= 8;
            out[n++] = (uint8_t)(held >> n_held);
        }
    }
    return n == size;
}

static void sha1_of(stm_slice bytes, uint8_t *out)
{
    struct sha1_ctx sha;
    sha1_init(&sha);
    sha1_update(&sha, bytes.len, bytes.ptr);
    sha1_digest(&sha, SHA1_DIGEST_SIZE, out);
}

static void sha256_of(stm_slice bytes, uint8_t *out)
{
    struct sha256_ctx sha;
    sha256_init(&sha);
    sha256_update(&sha, bytes.len, bytes.ptr);
    sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

stm_digest_check stm_warc_digest_check(stm_slice said, stm_slice payload)
{
    static const struct {
        const char *name;
        size_t size;
        void (*of)(stm_slice, uint8_t *);
    } known[] = {{"sha1:", SHA1_DIGEST_SIZE, sha1_of},
                 {"sha-1:", SHA1_DIGEST_SIZE, sha1_of},
                 {"sha256:", SHA256_DIGEST_SIZE, sha256_of},
                 {"sha-256:", SHA256_DIGEST_SIZE, sha256_of}};
    said = stm_slice_trim(said);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const stm_slice name = stm_slice_from_cstr(known[i].name);
        if (!stm_slice_istarts(said, name))
            continue;
        const stm_slice digits = stm_slice_sub(said, name.len, said.len);
        uint8_t want[MOST_BYTES];
        uint8_t have[MOST_BYTES];
        if (!read_digits(digits, 5, base32_value, want, known[i].size) &&
            !read_digits(digits, 4, hex_value, want, known[i].size))
            return STM_DIGEST_UNKNOWN;
        known[i].of(payload, have);
        return memcmp(want, have, known[i].size) == 0 ? STM_DIGEST_RIGHT
                                                      : STM_DIGEST_WRONG;
    }
    return STM_DIGEST_UNKNOWN;
}
