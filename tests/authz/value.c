#include "value.h"

#include <string.h>

static const json_t *
deref(const json_t *doc, const json_t *schema)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    if (ref == NULL)
        return schema;
    return json_object_get(json_object_get(json_object_get(doc, "components"), "schemas"),
                           strrchr(ref, '/') + 1);
}

static json_t *
text_of(const json_t *schema)
{
    static const struct {
        const char *part, *value;
    } patterns[] = {{"{5}", "500000"}, {"%", "30%"}, {"1[0-2]", "2026-03"}, {"[0-9]", "1"}};
    const char *pattern = json_string_value(json_object_get(schema, "pattern")),
               *format = json_string_value(json_object_get(schema, "format"));
    json_int_t min = json_integer_value(json_object_get(schema, "minLength"));
    char text[256];
    if (json_object_get(schema, "enum") != NULL)
        return json_incref(json_array_get(json_object_get(schema, "enum"), 0));
    for (size_t i = 0; pattern != NULL && i < sizeof(patterns) / sizeof(*patterns); i++)
        if (strstr(pattern, patterns[i].part) != NULL)
            return json_string(patterns[i].value);
    if (format != NULL && strcmp(format, "date") == 0)
        return json_string("2026-03-31");
    if (format != NULL && strcmp(format, "date-time") == 0)
        return json_string("2026-03-31T00:00:00Z");
    if (json_object_get(schema, "contentEncoding") != NULL)
        return json_string("AAAA");
    if (min < 1)
        min = 1;
    if (min > 250)
        min = 250;
    memset(text, 'x', (size_t)min);
    text[min] = '\0';
    return json_string(text);
}

json_t *
value_of(const json_t *doc, const json_t *schema)
{
    schema = deref(doc, schema);
    const char *type = json_string_value(json_object_get(schema, "type"));
    if (type == NULL || strcmp(type, "string") == 0)
        return text_of(schema);
    if (strcmp(type, "integer") == 0)
        return json_integer(json_integer_value(json_object_get(schema, "minimum")) + 1);
    if (strcmp(type, "boolean") == 0)
        return json_true();
    if (strcmp(type, "array") == 0) {
        json_t *list = json_array();
        json_array_append_new(list, value_of(doc, json_object_get(schema, "items")));
        return list;
    }
    json_t *out = json_object();
    const json_t *properties = json_object_get(schema, "properties"), *name;
    size_t i;
    json_array_foreach(json_object_get(schema, "required"), i, name)
        json_object_set_new(out, json_string_value(name),
                            value_of(doc, json_object_get(properties, json_string_value(name))));
    return out;
}
