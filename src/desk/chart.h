/* chart.h - pictures of a section's columns as inline SVG: bars and lines, integers only, so that
 * the same report is the same bytes everywhere. */
#ifndef JICAI_CHART_H
#define JICAI_CHART_H
#include "desk/report.h"

void chart_html(const struct section *s, enum lang lang, FILE *to);
void html_escaped(const char *s, FILE *to); /* for text and attribute values */
#endif
