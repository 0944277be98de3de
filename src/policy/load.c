/* load.c - a pack's YAML to a struct policy; every rule of RULES 14 about packs is checked here. */
#include <assert.h>
#include <string.h>
#include <sys/stat.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "base/host/embed.h"
#include "policy/pack_shape.h"
#include "policy/policy.h"
#include "policy/quote.h"
#include "words/policy.h"

enum { BASES_MAX = 3, DOCUMENTS_MAX = 16 };

/* Where a pack's bytes come from. */
struct place {
    const char *folder, *file; /* "policies/shanxi", "policies/shanxi/pack.yaml" */
    bool builtin;
    const char *bytes;
    size_t n;
};

struct loader {
    struct arena *arena;
    struct errs *errs;
    struct yaml_doc doc;
    struct place place;
    struct raw_pack raw;
    struct policy *out;
    const char *source[DOCUMENTS_MAX]; /* squeezed, by document; NULL: cannot be read */
};

static bool load(struct policy **out, struct arena *a, const char *path, struct errs *errs,
                 int depth);

/* --- files --- */

static bool
is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool
is_file(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static bool
find_builtin(struct place *out, struct arena *a, const char *id)
{
    out->folder = arena_printf(a, "policies/%s", id);
    out->file = arena_printf(a, "%s/pack.yaml", out->folder);
    out->builtin = true;
    const struct embedded *f = embedded_find(out->file);
    if (f == NULL)
        return false;
    out->bytes = f->bytes;
    out->n = f->size;
    return true;
}

static const char *
folder_of(struct arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash == NULL ? "." : arena_printf(a, "%.*s", (int)(slash - file), file);
}

static bool
place_find(struct place *out, struct arena *a, const char *path, struct errs *errs)
{
    struct yaml_doc none = {.file = path, .errs = errs};
    *out = (struct place){0};
    if (strncmp(path, "pack:", 5) == 0)
        return find_builtin(out, a, path + 5) ||
               yaml_mistake(&none, NULL, "", M_POLICY_NONE, {path + 5});
    if (is_folder(path)) {
        out->folder = path;
        out->file = arena_printf(a, "%s/pack.yaml", path);
    } else if (is_file(path)) {
        out->folder = folder_of(a, path);
        out->file = path;
    } else {
        return find_builtin(out, a, path) || yaml_mistake(&none, NULL, "", M_POLICY_NONE, {path});
    }
    return yaml_bytes(&out->bytes, &out->n, a, out->file, errs);
}

static bool
disk_file(const char **bytes, size_t *n, struct arena *a, const char *path)
{
    struct err room[1];
    struct errs none = {.list = room, .max = 1};
    return is_file(path) && yaml_bytes(bytes, n, a, path, &none);
}

bool
policy_file(const char **bytes, size_t *n, struct arena *a, const char *folder, bool builtin,
            const char *name)
{
    if (!builtin && (disk_file(bytes, n, a, arena_printf(a, "%s/%s", folder, name)) ||
                     disk_file(bytes, n, a, name)))
        return true;
    const struct embedded *f = embedded_find(name);
    if (f == NULL && builtin)
        f = embedded_find(arena_printf(a, "%s/%s", folder, name));
    if (f == NULL)
        return false;
    *bytes = f->bytes;
    *n = f->size;
    return true;
}

/* --- the header --- */

static bool
id_is_good(const char *id)
{
    return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(id) && strlen(id) <= 32;
}

/* Is there such a division (GB/T 2260)? The table has "code,name,parent" lines. */
static bool
division_exists(struct arena *a, const char *code)
{
    const struct embedded *f = embedded_find("data/regions.csv");
    assert(f != NULL);
    return strlen(code) == 6 && strspn(code, "0123456789") == 6 &&
           strstr(f->bytes, arena_printf(a, "\n%s,", code)) != NULL;
}

static void
dates_check(struct loader *l)
{
    const struct raw_pack *r = &l->raw;
    bool draft = r->has_status && r->status == PACK_CONSULTATION_DRAFT;
    bool in_force = r->has_status && r->status == PACK_IN_FORCE;
    if (in_force && !r->has_issued)
        yaml_mistake(&l->doc, r->at, "issued", M_POLICY_IN_FORCE, {NULL});
    if (in_force && !r->has_from)
        yaml_mistake(&l->doc, r->at, "effective_from", M_POLICY_IN_FORCE, {NULL});
    if (draft && (r->has_from || r->has_to))
        yaml_mistake(&l->doc, r->at, "effective_from", M_POLICY_DRAFT_DATES, {NULL});
    if (r->has_from && r->has_to && date_cmp(r->effective_to, r->effective_from) < 0)
        yaml_mistake(&l->doc, yaml_get(r->at, "effective_to"), "effective_to", M_POLICY_DATES,
                     {NULL});
}

static void
header_check(struct loader *l)
{
    const struct raw_pack *r = &l->raw;
    if (r->id != NULL && !id_is_good(r->id))
        yaml_mistake(&l->doc, yaml_get(r->at, "id"), "id", M_POLICY_ID, {r->id});
    if (r->jurisdiction != NULL && !division_exists(l->arena, r->jurisdiction))
        yaml_mistake(&l->doc, yaml_get(r->at, "jurisdiction"), "jurisdiction", M_POLICY_DIVISION,
                     {r->jurisdiction});
    dates_check(l);
}

static void
header_copy(struct loader *l)
{
    const struct raw_pack *r = &l->raw;
    struct policy *p = l->out;
    p->id = r->id;
    p->name_zh = r->name.zh;
    p->name_en = r->name.en;
    p->jurisdiction = r->jurisdiction;
    p->status = (enum pack_status)r->status;
    p->issued = r->issued;
    p->effective_from = r->effective_from;
    p->effective_to = r->effective_to;
    p->folder = l->place.folder;
    p->builtin = l->place.builtin;
}

static void
source_read(struct loader *l, const struct raw_document *raw, const char **source)
{
    const char *bytes;
    size_t n;
    if (policy_file(&bytes, &n, l->arena, l->place.folder, l->place.builtin, raw->file))
        *source = quote_squeeze(l->arena, bytes);
    else
        yaml_mistake(&l->doc, yaml_get(raw->at, "file"), "file", M_POLICY_SOURCE, {raw->file});
}

static void
documents_read(struct loader *l)
{
    const struct raw_document *raw = l->raw.documents.item;
    size_t n = l->raw.documents.n;
    struct document *d = arena_array(l->arena, struct document, n + 1);
    assert(n <= DOCUMENTS_MAX);
    for (size_t i = 0; i < n; i++) {
        d[i] = (struct document){raw[i].id, raw[i].title, raw[i].number, raw[i].file};
        for (size_t j = 0; j < i && d[i].id != NULL; j++)
            if (d[j].id != NULL && strcmp(d[i].id, d[j].id) == 0)
                yaml_mistake(&l->doc, raw[i].at, "id", M_POLICY_DOCUMENT_TWICE, {d[i].id});
        if (raw[i].file != NULL)
            source_read(l, &raw[i], &l->source[i]);
    }
    l->out->document = d;
    l->out->documents_n = n;
}

/* --- one parameter --- */

static const struct document *
document_find(const struct loader *l, const char *id, const char **source)
{
    for (size_t i = 0; i < l->out->documents_n; i++)
        if (l->out->document[i].id != NULL && strcmp(l->out->document[i].id, id) == 0) {
            *source = l->source[i];
            return &l->out->document[i];
        }
    return NULL;
}

/* Every token stands inside the quote, and one of them shows the value. */
static void
tokens_check(struct loader *l, const struct raw_clause *c, enum rule r, const char *quote,
             const struct setting *s)
{
    const char *const *token = c->token.item;
    const char *key = rule_key(r);
    bool shown = false;
    char value[64];

    for (size_t i = 0; i < c->token.n; i++) {
        if (token[i] == NULL)
            return; /* reported */
        const char *t = quote_squeeze(l->arena, token[i]);
        if (strstr(quote, t) == NULL)
            yaml_mistake(&l->doc, yaml_get(c->at, "token"), key, M_POLICY_TOKEN, {token[i]});
        shown = shown || quote_shows(t, r, s->n);
    }
    if (!s->has_value)
        return;
    l->out->setting[r] = *s; /* to print it */
    if (c->token.n == 0)
        yaml_mistake(&l->doc, c->at, key, M_POLICY_TOKEN_NEEDED, {NULL});
    else if (!shown)
        yaml_mistake(&l->doc, yaml_get(c->at, "token"), key, M_POLICY_TOKEN_VALUE,
                     {policy_value_code(l->out, r, value, sizeof(value))});
}

static void
clause_read(struct loader *l, const struct raw_clause *c, enum rule r, struct setting *s)
{
    const char *source = NULL, *key = rule_key(r);
    struct basis *b = &s->basis;

    if (c->doc == NULL || c->clause == NULL || c->quote == NULL)
        return; /* reported */
    b->document = document_find(l, c->doc, &source);
    b->clause = c->clause;
    b->quote = c->quote;
    if (b->document == NULL) {
        yaml_mistake(&l->doc, yaml_get(c->at, "doc"), key, M_POLICY_DOCUMENT_UNKNOWN, {c->doc});
        return;
    }
    b->doc = *b->document->number != '\0' ? b->document->number : b->document->title;
    const char *quote = quote_squeeze(l->arena, c->quote);
    if (quote_length(quote) < QUOTE_LEAST)
        yaml_mistake(&l->doc, yaml_get(c->at, "quote"), key, M_POLICY_QUOTE_SHORT, {NULL});
    else if (source != NULL && strstr(source, quote) == NULL)
        yaml_mistake(&l->doc, yaml_get(c->at, "quote"), key, M_POLICY_QUOTE, {b->document->file});
    tokens_check(l, c, r, quote, s);
}

static void
basis_read(struct loader *l, const struct raw_basis *raw, enum rule r, struct setting *s)
{
    struct basis *b = &s->basis;
    *b = (struct basis){.doc = "", .clause = "", .quote = "", .reason_zh = "", .reason_en = ""};
    if (raw->has_clause) {
        b->kind = BASIS_CLAUSE;
        clause_read(l, &raw->clause, r, s);
    } else if (raw->has_by_contract) {
        b->kind = BASIS_BY_CONTRACT;
        clause_read(l, &raw->by_contract, r, s);
    } else if (raw->has_by_authority) {
        b->kind = BASIS_BY_AUTHORITY;
        clause_read(l, &raw->by_authority, r, s);
        b->reason_zh = raw->by_authority.who.zh;
        b->reason_en = raw->by_authority.who.en;
    } else if (raw->has_choice) {
        b->kind = BASIS_CHOICE;
        b->reason_zh = raw->choice.zh;
        b->reason_en = raw->choice.en;
    } else {
        b->kind = BASIS_NOT_REGULATED;
    }
}

/* Exactly one basis, and a value where, and only where, the basis gives one. */
static bool
basis_check(struct loader *l, const struct raw_parameter *p, enum rule r)
{
    const struct raw_basis *b = &p->basis;
    const struct yaml_node *at = yaml_get(p->at, "basis");
    int n = b->has_clause + b->has_by_contract + b->has_by_authority + b->has_choice +
            b->has_not_regulated;
    bool valued = b->has_clause || b->has_choice;

    if (at == NULL || at->kind != YAML_KIND_MAP)
        return false; /* reported */
    if (b->has_choice && (b->has_clause || b->has_by_contract || b->has_by_authority))
        return yaml_mistake(&l->doc, at, rule_key(r), M_POLICY_CHOICE_CLAUSE, {NULL});
    if (n != 1)
        return yaml_mistake(&l->doc, at, rule_key(r), M_POLICY_BASIS, {NULL});
    if (b->has_not_regulated && !b->not_regulated)
        return yaml_mistake(&l->doc, at, rule_key(r), M_POLICY_BASIS, {NULL});
    if (valued && p->value == NULL)
        return yaml_mistake(&l->doc, p->at, rule_key(r), M_POLICY_VALUE_NEEDED, {NULL});
    if (!valued && p->value != NULL)
        return yaml_mistake(&l->doc, p->value, rule_key(r), M_POLICY_VALUE_NONE, {NULL});
    return true;
}

static bool
value_read(struct loader *l, const struct yaml_node *node, enum rule r, int64_t *out)
{
    static const enum yaml_type type[] = {
        [RULE_TYPE_BOOL] = YAML_BOOL,   [RULE_TYPE_INT] = YAML_INT,
        [RULE_TYPE_RATIO] = YAML_RATIO, [RULE_TYPE_MONEY] = YAML_MONEY,
        [RULE_TYPE_DATE] = YAML_DATE,   [RULE_TYPE_ENUM] = YAML_ENUM,
    };
    const struct rule_info *info = rule_info(r);
    const struct yaml_key key = {
        .name = info->key, .type = type[info->type], .choices = info->values};
    union {
        bool yes;
        int64_t n;
        ratio r;
        money m;
        date d;
        int choice;
    } v;
    if (!yaml_value(&l->doc, node, &key, &v))
        return false;
    switch (info->type) {
    case RULE_TYPE_BOOL: *out = v.yes; break;
    case RULE_TYPE_INT: *out = v.n; break;
    case RULE_TYPE_RATIO: *out = v.r.ppm; break;
    case RULE_TYPE_MONEY: *out = v.m.units; break;
    case RULE_TYPE_DATE: *out = v.d.day; break;
    case RULE_TYPE_ENUM: *out = v.choice; break;
    }
    return true;
}

static void
parameter_read(struct loader *l, const struct yaml_node *node, enum rule r)
{
    struct raw_parameter p = {0};
    struct setting s = {0};
    yaml_walk(&l->doc, node, &parameter_shape, &p);
    l->out->own[r] = true;
    if (node->kind != YAML_KIND_MAP || !basis_check(l, &p, r))
        return;
    s.has_value = p.value != NULL && value_read(l, p.value, r, &s.n);
    basis_read(l, &p.basis, r, &s);
    l->out->setting[r] = s;
}

static void
parameters_read(struct loader *l, const struct yaml_node *map)
{
    struct yaml_node at;
    const struct yaml_key self = {
        .name = "parameters", .type = YAML_MAP, .shape = &parameter_shape};
    if (map->kind != YAML_KIND_MAP) {
        struct raw_parameter p;
        yaml_value(&l->doc, map, &self, &p);
        return;
    }
    for (const struct yaml_node *n = map->first; n != NULL; n = n->next) {
        enum rule r = rule_find(n->key);
        at = (struct yaml_node){.line = n->key_line, .column = n->key_column};
        if (*n->key == '\0' || r == RULE_NONE)
            yaml_mistake(&l->doc, &at, n->key, M_POLICY_PARAMETER_UNKNOWN, {NULL});
        else
            parameter_read(l, n, r);
    }
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        if (!l->out->own[r] && l->out->base == NULL)
            yaml_mistake(&l->doc, map, rule_key((enum rule)r), M_YAML_KEY_MISSING, {NULL});
}

/* --- the whole --- */

/* A base stands beside the pack, or is built in. */
static bool
base_load(struct loader *l, int depth)
{
    struct policy *base = NULL;
    const char *id = l->raw.extends;
    const struct yaml_node *at = yaml_get(l->raw.at, "extends");
    if (!id_is_good(id))
        return yaml_mistake(&l->doc, at, "extends", M_POLICY_ID, {id});
    if (depth == BASES_MAX)
        return yaml_mistake(&l->doc, at, "extends", M_POLICY_BASE_LOOP, {id});
    const char *path = arena_printf(l->arena, "%s/../%s", l->place.folder, id);
    if (l->place.builtin || !is_folder(path))
        path = arena_printf(l->arena, "pack:%s", id);
    if (!load(&base, l->arena, path, l->errs, depth + 1))
        return yaml_mistake(&l->doc, at, "extends", M_POLICY_BASE, {id});
    l->out->base = base;
    memcpy(l->out->setting, base->setting, sizeof(base->setting));
    return true;
}

static void
digest(struct loader *l)
{
    uint8_t d[SHA256_SIZE];
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, l->place.bytes, l->place.n);
    if (l->out->base != NULL)
        sha256_add(&s, l->out->base->sha256, strlen(l->out->base->sha256));
    sha256_end(&s, d);
    sha256_text(d, l->out->sha256);
}

static bool
load(struct policy **out, struct arena *a, const char *path, struct errs *errs, int depth)
{
    struct loader *l = arena_alloc(a, sizeof(*l));
    size_t before = errs->total;

    l->arena = a;
    l->errs = errs;
    l->out = arena_alloc(a, sizeof(*l->out));
    if (!place_find(&l->place, a, path, errs))
        return false;
    yaml_parse(&l->doc, a, l->place.file, l->place.bytes, l->place.n, errs);
    if (l->doc.root == NULL)
        return false;
    yaml_walk(&l->doc, l->doc.root, &pack_shape, &l->raw);
    if (l->doc.root->kind != YAML_KIND_MAP)
        return false;
    header_check(l);
    header_copy(l);
    documents_read(l);
    bool based = l->raw.extends == NULL || base_load(l, depth);
    if (l->raw.parameters != NULL && based)
        parameters_read(l, l->raw.parameters);
    digest(l);
    *out = l->out;
    return errs->total == before;
}

bool
policy_load(struct policy **out, struct arena *a, const char *path, struct errs *errs)
{
    return load(out, a, path, errs, 0);
}
