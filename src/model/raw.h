/*
 * What the readers give: one document's bytes and all that is known of them
 * from outside. A file of many articles gives many of these.
 */
#ifndef STM_MODEL_RAW_H
#define STM_MODEL_RAW_H

#include "model/date.h"

/* What became of an input; `reason` of the record says why. */
typedef enum stm_record_status {
    STM_RECORD_OK,
    STM_RECORD_EMPTY,       /* no text in it */
    STM_RECORD_DUPLICATE,   /* the bytes or the text of an earlier one */
    STM_RECORD_NOT_ARTICLE, /* a list, an error page, a consent wall */
    STM_RECORD_ERROR,       /* could not be read */
} stm_record_status;

/* "ok", "empty", "duplicate", "not-article" or "error". */
stm_slice stm_record_status_text(stm_record_status status);

typedef enum stm_raw_kind {
    STM_RAW_HTML,
    STM_RAW_TEXT,   /* plain text, perhaps a scraped page */
    STM_RAW_FIELDS, /* title, text and the rest already apart */
} stm_raw_kind;

/* Fields a record gave by itself (JSONL, CSV, feeds). Empty: not given. */
typedef struct stm_raw_fields {
    stm_slice id;
    stm_slice title;
    stm_slice text; /* plain text, unchanged; html where is_html */
    stm_slice outlet;
    stm_slice date;     /* as written */
    stm_slice modified; /* as written */
    stm_slice authors;  /* as written; several are parted by "\x1F" */
    stm_slice language; /* BCP 47 */
    stm_slice section;
    stm_slice extra; /* JSON object of fields not known to us, or empty */
    bool is_html;    /* text is an HTML fragment (feeds) */
} stm_raw_fields;

/*
 * A run of decoded text whose characters are all `text_unit` bytes long and
 * came from `page_unit` bytes each. Runs ascend in both offsets.
 */
typedef struct stm_raw_run {
    uint32_t text; /* byte in stm_raw.bytes where the run begins */
    uint32_t page; /* byte of the document as it was saved */
    uint16_t text_unit;
    uint16_t page_unit;
} stm_raw_run;

/*
 * All slices lie in the reader's arena and live as long as it is said to.
 * For HTML and TEXT `bytes` is the document after transfer decoding (gzip,
 * chunks, base64 ...), decoded to valid UTF-8, without byte order mark; HTML
 * is also without NUL, which the parser would drop. stm_raw_page_offset leads
 * back to the bytes as they were saved. For FIELDS `bytes` is the record as
 * it stood, repaired to valid UTF-8.
 */
typedef struct stm_raw {
    stm_raw_kind kind;
    stm_record_status status; /* as far as the readers can tell */
    stm_slice reason;         /* a line of English where not OK */
    stm_slice path;           /* the input as it was named */
    stm_slice member;         /* record id or member name inside it, or "" */
    uint64_t offset;          /* of the record in the input, bytes */
    stm_slice bytes;          /* the document in valid UTF-8; see below */
    uint8_t sha256[32];       /* of the document, unpacked; zeros: unknown */
    stm_slice url;            /* target URI or the record's url, or "" */
    stm_slice charset;        /* declared by transport, or "" */
    stm_slice encoding;       /* what bytes were decoded from: "UTF-8" ... */
    const stm_raw_run *runs;  /* runs[n_runs]; none: bytes are as saved */
    uint32_t n_runs;
    stm_slice record_id;      /* WARC-Record-ID, or "" */
    stm_slice payload_digest; /* WARC-Payload-Digest, or "" */
    stm_date captured;        /* WARC-Date or archive time, or NONE */
    stm_date header_date;     /* HTTP Last-Modified, or NONE */
    stm_raw_fields fields;    /* for FIELDS; else empty */
} stm_raw;

/* False for the zeros of a document whose bytes could not be had. */
bool stm_digest_is_known(const uint8_t sha256[32]);

/*
 * The offset in the document as it was saved of byte `at` of raw->bytes; for
 * one inside a character, that character's. Cost: log n_runs.
 */
uint32_t stm_raw_page_offset(const stm_raw *raw, uint32_t at);

#endif
