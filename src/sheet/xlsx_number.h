/* xlsx_number.h - stored numbers as Excel shows them, by decimal digits: no floating point. */
#ifndef JICAI_XLSX_NUMBER_H
#define JICAI_XLSX_NUMBER_H
#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_TEXT_MAX = 48 };

enum number_style { STYLE_NUMBER, STYLE_DATE };

/* "0.10000000000000001" -> "0.1", "1.5E2" -> "150": rounded to 15 significant digits. From 10^15
 * on, where digits are lost, "1.23E+17". False: no number. */
bool number_text(const char *stored, char out[static NUMBER_TEXT_MAX]);
/* A day number as 2024-09-10, with " 08:30:00" where it has a time; below 1 the time alone. False:
 * no day of Excel's calendar. */
bool number_day(const char *stored, bool from_1904, char out[static NUMBER_TEXT_MAX]);
enum number_style number_style_of_id(int format);         /* built-in formats */
enum number_style number_style_of_code(const char *code); /* "yyyy-mm-dd", "0.00%" */
#endif
