/* Files under the SHA-256 of their bytes, for what is told with one: minutes of a meeting, a
 * clinical path, a scheme, material. Who may read one, the wing says that names it. */
#include <stdio.h>
#include <string.h>

#include "access/file.h"
#include "access/role.h"
#include "access/routes.h"
#include "words/access.h"

struct kept {
    const char *sha256, *type;
    int64_t size;
};
static const struct field kept_fields[] = {
    F_TEXT(struct kept, "sha256", sha256, 64, 0),
    F_TEXT(struct kept, "type", type, 40, 0),
    F_INT(struct kept, "size", size, 1, FILE_MAX, 0),
};
static const struct shape kept_shape = SHAPE("KeptFile", struct kept, kept_fields);

static bool
keep(struct call *c, FILE *from)
{
    struct kept *out = arena_alloc(c->arena, sizeof(*out));
    char digest[SHA256_HEX_MAX];
    struct file f;
    sha256_text(c->file->sha256, digest);
    if (strcmp(digest, c->arg[0]) != 0)
        return err_set(&c->err, ERR_INPUT, M_UPLOAD_OTHER, {digest});
    if (!keep_file(c->db, c->arena, from, &f, &c->err))
        return false;
    *out = (struct kept){c->arg[0], f.type, f.size};
    return reply(c, 200, out);
}

/* The upload lies in a file of this call; it is read again should the transaction run again. */
static bool
file_put(struct call *c)
{
    FILE *from = fopen(c->file->path, "rb");
    if (from == NULL)
        return err_set(&c->err, ERR_IO, M_UPLOAD_READ);
    bool ok = keep(c, from);
    fclose(from);
    return ok;
}

static const struct raw file_in = {FILE_TYPES, FILE_MAX};
/* clang-format off */
static const struct route table[] = {
    {.id = "file.keep", .method = "PUT", .path = "/v1/files/:sha256",
     .roles = AS_HOSPITAL | AS_OFFICE, .where = WRITE, .scope = SCOPE_NONE, .raw_in = &file_in,
     .out = &kept_shape, .handle = file_put,
     .page = "clinical-paths", .summary = M_ROUTE_FILE_KEEP},
};
/* clang-format on */
const struct routes file_routes = ROUTES(table);
