#include "project/query.h"
extern int project_nothing;
int project_nothing;
