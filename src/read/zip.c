/*
 * Zip archives: WACZ (specs.webrecorder.net/wacz/1.1.1), whose records lie in
 * archive/, and folders of saved pages. Read through libzip from the file
 * itself where it has one, else from memory.
 */
#include <unistd.h>
#include <zip.h>

#include "base/alloc.h"
#include "read/document.h"
#include "read/inflate.h"

#include "base/banned.h"

enum { max_members = 1 << 20 };

/* What members of a zip archive say of it. */
typedef enum zip_kind {
    ZIP_KIND_PAGES,
    ZIP_KIND_WACZ,
    ZIP_KIND_OFFICE, /* documents, e-books, programs */
} zip_kind;

typedef struct zip_source_of {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream; /* owned; NULL once the archive is open */
    stm_slice bytes;    /* in at.arena, where there is no file */
    zip_t *zip;         /* owned, or NULL */
    zip_kind kind;
    uint32_t n_members;
    uint32_t next;
    stm_source inside; /* of the member being read; class NULL: none */
    bool is_open;
    bool any;
} zip_source_of;

/* A member as a stream. */
typedef struct member_stream {
    zip_file_t *file; /* owned */
    uint64_t at;
    uint64_t packed_bytes;
} member_stream;

static stm_status fill_from_member(void *own, uint8_t *out, size_t room,
                                   size_t *got, uint64_t *origin,
                                   stm_error *err)
{
    member_stream *self = own;
    const zip_int64_t n = zip_fread(self->file, out, room);
    if (n < 0)
        return stm_fail(err, STM_ERR_FORMAT, self->at,
                        "damaged member of a zip archive: %s",
                        zip_file_strerror(self->file));
    *origin = self->at;
    *got = (size_t)n;
    self->at += (uint64_t)n;
    if (self->at > STM_UNPACK_FREE_BYTES &&
        self->at / STM_UNPACK_MAX_RATIO > self->packed_bytes)
        return stm_fail(err, STM_ERR_LIMIT, self->at,
                        "zip member grows to more than %d times its size",
                        STM_UNPACK_MAX_RATIO);
    return STM_OK;
}

static void free_member(void *own)
{
    member_stream *self = own;
    (void)zip_fclose(self->file);
    stm_free(self);
}

static const stm_stream_class member_class = {
    .fill = fill_from_member, .free = free_member, .is_exact = true};

static bool is_warc_name(stm_slice name)
{
    return stm_slice_iends(name, STM_LIT(".warc")) ||
           stm_slice_iends(name, STM_LIT(".warc.gz")) ||
           stm_slice_iends(name, STM_LIT(".warc.zst"));
}

static stm_slice member_name(const zip_source_of *self, uint32_t i)
{
    return stm_slice_from_cstr(zip_get_name(self->zip, i, 0));
}

static zip_kind kind_of(const zip_source_of *self)
{
    bool has_package = false;
    bool has_records = false;
    for (uint32_t i = 0; i < self->n_members; i++) {
        const stm_slice name = member_name(self, i);
        if (stm_slice_eq(name, STM_LIT("[Content_Types].xml")) ||
            stm_slice_eq(name, STM_LIT("META-INF/MANIFEST.MF")) ||
            stm_slice_eq(name, STM_LIT("mimetype")))
            return ZIP_KIND_OFFICE;
        has_package =
            has_package || stm_slice_eq(name, STM_LIT("datapackage.json"));
        has_records =
            has_records ||
            (stm_slice_starts(name, STM_LIT("archive/")) && is_warc_name(name));
    }
    return has_package && has_records ? ZIP_KIND_WACZ : ZIP_KIND_PAGES;
}

/*
 * Members whose packed sizes come to more than the archive lie over one
 * another: a bomb.
 */
static bool members_overlap(const zip_source_of *self, uint64_t archive_bytes)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < self->n_members; i++) {
        zip_stat_t st;
        if (zip_stat_index(self->zip, i, 0, &st) != 0 ||
            (st.valid & ZIP_STAT_COMP_SIZE) == 0)
            continue;
        if (st.comp_size > archive_bytes - sum)
            return true;
        sum += st.comp_size;
    }
    return false;
}

/* Opens from the stream's file; false where it has none. */
static bool open_file(zip_source_of *self, uint64_t *size)
{
    const int fd = stm_stream_file(self->stream, size);
    const int own = fd < 0 ? -1 : dup(fd);
    int code = 0;
    if (own < 0)
        return false;
    self->zip = zip_fdopen(own, 0, &code);
    if (self->zip == NULL)
        close(own);
    return true;
}

/* Opens from bytes in memory; *why is set where they are too many. */
static stm_status open_bytes(zip_source_of *self, uint64_t *size,
                             const char **why, stm_error *err)
{
    bool cut = false;
    const stm_slice all =
        stm_stream_rest(self->stream, self->ctx->opts.max_document_bytes, &cut);
    const stm_status failure = self->stream->failure.status;
    if (failure == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (cut || failure != STM_OK) {
        *why = cut ? "a zip archive that is no file of its own and larger "
                     "than the limit"
                   : "damaged where the zip archive was packed";
        return STM_OK;
    }
    self->bytes = stm_arena_copy(&self->at.arena, all);
    if (self->at.arena.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    *size = self->bytes.len;
    zip_error_t code;
    zip_error_init(&code);
    zip_source_t *source =
        zip_source_buffer_create(self->bytes.ptr, self->bytes.len, 0, &code);
    if (source != NULL) {
        self->zip = zip_open_from_source(source, ZIP_RDONLY, &code);
        if (self->zip == NULL)
            zip_source_free(source);
    }
    zip_error_fini(&code);
    return STM_OK;
}

static stm_status open_archive(zip_source_of *self, const char **why,
                               stm_error *err)
{
    uint64_t size = 0;
    self->is_open = true;
    if (!open_file(self, &size))
        STM_TRY(open_bytes(self, &size, why, err));
    stm_stream_free(self->stream);
    self->stream = NULL;
    if (*why != NULL)
        return STM_OK;
    if (self->zip == NULL) {
        *why = "a damaged zip archive";
        return STM_OK;
    }
    const zip_int64_t n = zip_get_num_entries(self->zip, 0);
    self->n_members = n < 0 || n > max_members ? 0 : (uint32_t)n;
    self->kind = kind_of(self);
    if (n > max_members)
        *why = "a zip archive of too many members";
    else if (members_overlap(self, size))
        *why = "a zip archive whose members lie over one another";
    else if (self->kind == ZIP_KIND_OFFICE)
        *why = "not text: an office document, an e-book or a program";
    if (*why != NULL)
        self->n_members = 0;
    return STM_OK;
}

static bool is_wanted(const zip_source_of *self, stm_slice name)
{
    if (name.len == 0 || name.ptr[name.len - 1] == '/')
        return false;
    if (self->kind == ZIP_KIND_WACZ)
        return stm_slice_starts(name, STM_LIT("archive/")) &&
               is_warc_name(name);
    return !stm_is_dressing(name) &&
           !stm_slice_starts(name, STM_LIT("__MACOSX/")) &&
           !stm_slice_starts(name, STM_LIT(".")) &&
           stm_slice_find(name, STM_LIT("/."), 0) == STM_SLICE_NPOS;
}

static stm_slice base_name(stm_slice path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return stm_slice_sub(path, at, path.len);
}

/* A stream over the member; *stream is NULL, and *why set, where it fails. */
static stm_status open_member(zip_source_of *self, uint32_t i,
                              stm_stream **stream, const char **why,
                              stm_error *err)
{
    *stream = NULL;
    zip_stat_t st;
    zip_file_t *file = zip_fopen_index(self->zip, i, 0);
    if (file == NULL) {
        *why = zip_strerror(self->zip);
        return STM_OK;
    }
    member_stream *own = stm_alloc(1, sizeof *own);
    if (own == NULL) {
        (void)zip_fclose(file);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    own->file = file;
    if (zip_stat_index(self->zip, i, 0, &st) == 0 &&
        (st.valid & ZIP_STAT_COMP_SIZE) != 0)
        own->packed_bytes = st.comp_size;
    return stm_stream_new(&member_class, own, stream, err);
}

/* Opens the next member that is wanted; *given where that gave a record. */
static stm_status step(zip_source_of *self, stm_arena *arena, stm_raw *out,
                       bool *given, stm_error *err)
{
    const uint32_t i = self->next++;
    const stm_slice name = member_name(self, i);
    if (!is_wanted(self, name))
        return STM_OK;
    const stm_slice outer = self->at.place.member;
    stm_slice member = name;
    if (outer.len > 0) {
        member = stm_arena_join(arena, outer, STM_LIT("!"));
        member = stm_arena_join(arena, member, name);
    }
    const stm_read_place place = {.path = self->at.place.path,
                                  .member = member,
                                  .name = base_name(name),
                                  .nesting = self->at.place.nesting + 1};
    stm_stream *stream;
    const char *why = NULL;
    STM_TRY(open_member(self, i, &stream, &why, err));
    if (stream != NULL)
        return stm_source_detect(self->ctx, &place, stream, &self->inside, err);
    stm_raw_begin(out, &place, arena);
    stm_raw_fail(out, self->ctx, 0, arena, "member %.*s: %s",
                 (int)(name.len < 100 ? name.len : 100), (const char *)name.ptr,
                 why);
    *given = true;
    return STM_OK;
}

static void give_none(zip_source_of *self, const char *why, stm_arena *arena,
                      stm_raw *out)
{
    stm_raw_begin(out, &self->at.place, arena);
    if (why != NULL) {
        stm_raw_fail(out, self->ctx, 0, arena, "%s", why);
        return;
    }
    out->status = STM_RECORD_EMPTY;
    out->reason = STM_LIT("nothing readable in the archive");
}

static stm_status next_zip(void *own, stm_arena *arena, stm_raw *out,
                           bool *more, stm_error *err)
{
    zip_source_of *self = own;
    const char *why = NULL;
    *more = false;
    if (!self->is_open)
        STM_TRY(open_archive(self, &why, err));
    while (!*more) {
        if (self->inside.class != NULL) {
            STM_TRY(self->inside.class->next(self->inside.self, arena, out,
                                             more, err));
            if (!*more)
                stm_source_release(&self->inside);
        } else if (self->next < self->n_members) {
            STM_TRY(step(self, arena, out, more, err));
        } else if (!self->any) {
            give_none(self, why, arena, out);
            *more = true;
        } else {
            return STM_OK;
        }
    }
    self->any = true;
    return STM_OK;
}

static void free_zip(void *own)
{
    zip_source_of *self = own;
    stm_source_release(&self->inside);
    if (self->zip != NULL)
        zip_discard(self->zip);
    stm_stream_free(self->stream);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class zip_class = {next_zip, free_zip};

stm_status stm_source_open_zip(const stm_read_ctx *ctx,
                               const stm_read_place *place, stm_stream *stream,
                               stm_source *out, stm_error *err)
{
    zip_source_of *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_zip(self);
        return status;
    }
    *out = (stm_source){&zip_class, self};
    return STM_OK;
}
