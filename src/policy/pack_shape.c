#include "policy/pack_shape.h"
#include "words/policy.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SHAPE(type) .keys = type##_keys, .n = COUNT(type##_keys), .size = sizeof(struct type)

enum { DOCUMENTS_MAX = 16, TOKENS_MAX = 8 };

static const struct yaml_key raw_words_keys[] = {
    {"zh", YAML_TEXT, true, offsetof(struct raw_words, zh), .say = M_KEY_ZH},
    {"en", YAML_TEXT, true, offsetof(struct raw_words, en), .say = M_KEY_EN},
};
static const struct yaml_shape words_shape = {"words", M_KEY_WORDS, SHAPE(raw_words)};

#define AT(field) offsetof(struct raw_document, field)
static const struct yaml_key raw_document_keys[] = {
    {"id", YAML_TEXT, true, AT(id), .say = M_KEY_DOCUMENT_ID},
    {"title", YAML_TEXT, true, AT(title), .say = M_KEY_DOCUMENT_TITLE},
    {"number", YAML_TEXT, false, AT(number), .say = M_KEY_DOCUMENT_NUMBER},
    {"file", YAML_TEXT, true, AT(file), .say = M_KEY_DOCUMENT_FILE},
};
#undef AT
static const struct raw_document document_init = {.number = ""};
static const struct yaml_shape document_shape = {
    "pack.document", M_KEY_DOCUMENT, SHAPE(raw_document), .at = YAML_GIVEN(struct raw_document, at),
    .init = &document_init};

#define AT(field) offsetof(struct raw_clause, field)
#define CLAUSE_KEYS                                                                                \
    {"doc", YAML_TEXT, true, AT(doc), .say = M_KEY_CLAUSE_DOC},                                    \
        {"clause", YAML_TEXT, true, AT(clause), .say = M_KEY_CLAUSE_CLAUSE},                       \
        {"quote", YAML_TEXT, true, AT(quote), .say = M_KEY_CLAUSE_QUOTE},                          \
    {                                                                                              \
        "token", YAML_TEXT, false, AT(token), .say = M_KEY_CLAUSE_TOKEN, .many = TOKENS_MAX        \
    }
static const struct yaml_key raw_clause_keys[] = {CLAUSE_KEYS};
static const struct yaml_shape clause_shape = {"pack.clause", M_KEY_CLAUSE, SHAPE(raw_clause),
                                               .at = YAML_GIVEN(struct raw_clause, at)};
static const struct yaml_key authority_keys[] = {
    CLAUSE_KEYS,
    {"who", YAML_MAP, true, AT(who), .say = M_KEY_CLAUSE_WHO,
     .given = YAML_GIVEN(struct raw_clause, has_who), .shape = &words_shape},
};
#undef AT
static const struct yaml_shape authority_shape = {
    "pack.authority",      M_KEY_AUTHORITY,           authority_keys,
    COUNT(authority_keys), sizeof(struct raw_clause), .at = YAML_GIVEN(struct raw_clause, at)};

#define AT(field) offsetof(struct raw_basis, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_basis, has_##field)
static const struct yaml_key raw_basis_keys[] = {
    {"clause", YAML_MAP, false, AT(clause), .say = M_KEY_BASIS_CLAUSE, HAS(clause),
     .shape = &clause_shape},
    {"by_contract", YAML_MAP, false, AT(by_contract), .say = M_KEY_BASIS_CONTRACT, HAS(by_contract),
     .shape = &clause_shape},
    {"by_authority", YAML_MAP, false, AT(by_authority), .say = M_KEY_BASIS_AUTHORITY,
     HAS(by_authority), .shape = &authority_shape},
    {"choice", YAML_MAP, false, AT(choice), .say = M_KEY_BASIS_CHOICE, HAS(choice),
     .shape = &words_shape},
    {"not_regulated", YAML_BOOL, false, AT(not_regulated), .say = M_KEY_BASIS_NONE,
     HAS(not_regulated)},
};
#undef AT
#undef HAS
static const struct yaml_shape basis_shape = {"pack.basis", M_KEY_BASIS, SHAPE(raw_basis)};

static const struct yaml_key raw_parameter_keys[] = {
    {"value", YAML_NODE, false, offsetof(struct raw_parameter, value), .say = M_KEY_VALUE},
    {"basis", YAML_MAP, true, offsetof(struct raw_parameter, basis), .say = M_KEY_BASIS,
     .shape = &basis_shape},
};
const struct yaml_shape parameter_shape = {"pack.parameter", M_KEY_PARAMETER, SHAPE(raw_parameter),
                                           .at = YAML_GIVEN(struct raw_parameter, at)};

#define AT(field) offsetof(struct raw_pack, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_pack, field)
static const struct yaml_key raw_pack_keys[] = {
    {"id", YAML_TEXT, true, AT(id), .say = M_KEY_PACK_ID},
    {"name", YAML_MAP, true, AT(name), .say = M_KEY_PACK_NAME, .shape = &words_shape},
    {"jurisdiction", YAML_TEXT, true, AT(jurisdiction), .say = M_KEY_PACK_JURISDICTION},
    {"extends", YAML_TEXT, false, AT(extends), .say = M_KEY_PACK_EXTENDS},
    {"status", YAML_ENUM, true, AT(status), .say = M_KEY_PACK_STATUS, HAS(has_status),
     .choices = "in_force|consultation_draft"},
    {"issued", YAML_DATE, false, AT(issued), .say = M_KEY_PACK_ISSUED, HAS(has_issued)},
    {"effective_from", YAML_DATE, false, AT(effective_from), .say = M_KEY_PACK_FROM, HAS(has_from)},
    {"effective_to", YAML_DATE, false, AT(effective_to), .say = M_KEY_PACK_TO, HAS(has_to)},
    {"documents", YAML_MAP, true, AT(documents), .say = M_KEY_PACK_DOCUMENTS, .many = DOCUMENTS_MAX,
     .shape = &document_shape},
    {"parameters", YAML_NODE, true, AT(parameters), .say = M_KEY_PACK_PARAMETERS},
};
const struct yaml_shape pack_shape = {"pack", M_KEY_PACK, SHAPE(raw_pack),
                                      .at = YAML_GIVEN(struct raw_pack, at)};
