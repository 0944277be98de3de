/* list_table.h - the rows of a list that a route answers, as CSV or XLSX (REQUIREMENTS J2): one
 * column for each plain value, the parts of an object beside one another, lists inside a row left
 * out. The columns are headed by the words of words/columns.tsv in Chinese, by the names of the
 * fields in English. */
#ifndef JICAI_LIST_TABLE_H
#define JICAI_LIST_TABLE_H
#include "http/route.h"

extern const struct table_maker list_tables;
#endif
