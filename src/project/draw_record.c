#include "project/draw_record.h"

#include <string.h>

size_t
draw_removed(const struct expert_draw *d, enum draw_conflict conflict)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->person[i].conflict == conflict;
    return n;
}

static void
lots_json(struct json *j, const struct expert_draw *d)
{
    char hex[SM3_HEX_MAX];
    json_open(j, "lots", '[');
    for (size_t k = 0; k < d->lots; k++) {
        const struct draw_lot *l = &d->lot[k];
        json_open(j, NULL, '{');
        json_text(j, "speciality", l->name);
        json_int(j, "places", (int64_t)l->places);
        json_int(j, "reserve", (int64_t)l->reserve);
        json_open(j, "hashes", '[');
        for (size_t i = 0; i < l->n; i++)
            json_text(j, NULL, sm3_text(l->hash[i].b, hex));
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
candidate_json(struct json *j, const struct draw_person *p)
{
    char hex[SM3_HEX_MAX], salt[SM3_HEX_MAX];
    uint8_t full[SM3_SIZE] = {0};
    memcpy(full, p->salt, DRAW_SALT_SIZE);
    sm3_text(full, salt);
    salt[(size_t)DRAW_SALT_SIZE * 2] = '\0';
    json_text(j, "salt", salt);
    json_text(j, "hash", sm3_text(p->hash.b, hex));
    json_int(j, "place", p->place);
    json_bool(j, "seat", p->seat);
    if (p->declined_on.day == 0)
        return;
    json_date(j, "declined", p->declined_on);
    json_text(j, "reason", p->reason);
}

static void
persons_json(struct json *j, const struct expert_draw *d, bool removed)
{
    json_open(j, removed ? "removed" : "candidates", '[');
    for (size_t i = 0; i < d->n; i++) {
        const struct draw_person *p = &d->person[i];
        if ((p->conflict != DRAW_FREE) != removed)
            continue;
        json_open(j, NULL, '{');
        json_text(j, "expert", p->code);
        json_text(j, "name", p->name);
        json_text(j, "employer", p->employer);
        json_text(j, "speciality", speciality_names[p->speciality]);
        if (removed)
            json_text(j, "conflict", draw_conflict_name(p->conflict));
        else
            candidate_json(j, p);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void
conflicts_json(struct json *j, const struct expert_draw *d)
{
    json_open(j, "conflicts", '{');
    for (int k = DRAW_FREE + 1; k < DRAW_CONFLICTS; k++)
        json_int(j, draw_conflict_name((enum draw_conflict)k),
                 (int64_t)draw_removed(d, (enum draw_conflict)k));
    json_close(j, '}');
}

void
draw_record_json(FILE *to, const struct expert_draw *d, const struct policy *p, enum lang lang)
{
    const struct draw_record *r = &d->record;
    char hex[SM3_HEX_MAX], cite[POLICY_TEXT_MAX];
    struct json j;
    json_start(&j, to);
    json_open(&j, NULL, '{');
    json_text(&j, "edition", "draw-1");
    json_int(&j, "pool", d->pool);
    json_text(&j, "project", d->project);
    json_text(&j, "draw", r->id);
    json_text(&j, "pack", p->id);
    json_text(&j, "note", policy_status_note(p, lang));
    json_text(&j, "basis", policy_cite(p, RULE_EXPERT_DRAW, lang, cite, sizeof(cite)));
    json_text(&j, "state", r->revealed ? "drawn" : "committed");
    json_date(&j, "committed", r->committed_on);
    json_text(&j, "commitment", sm3_text(r->commitment.b, hex));
    json_text(&j, "randomness", r->public_name);
    json_text(&j, "list", sm3_text(r->list.b, hex));
    conflicts_json(&j, d);
    lots_json(&j, d);
    if (r->revealed) {
        json_date(&j, "public_on", r->public_on);
        json_text(&j, "public", r->public_text);
        json_text(&j, "secret", sm3_text(r->secret, hex));
        persons_json(&j, d, false);
        persons_json(&j, d, true);
    }
    json_close(&j, '}');
    json_end(&j);
}
