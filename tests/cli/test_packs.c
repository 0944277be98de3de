/* The pack commands, and docs/packs.md: its consoles run as they stand there, its reference is the
 * one that the program prints. */
#include "../test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/host/arena.h"
#include "base/host/embed.h"

static struct arena *arena;
static char folder[64];

enum { OUT_MAX = 4 * 1024 * 1024 };

/* What a shell says in `folder`, where jicai is the program under test. */
static char *
shell(const char *cmd, int *code)
{
    char *out = arena_alloc(arena, OUT_MAX);
    const char *all = arena_printf(arena, "cd %s && jicai() { \"$JICAI\" \"$@\"; } && { %s\n} 2>&1", folder, cmd);
    FILE *p = popen(all, "r");
    assert_non_null(p);
    out[fread(out, 1, OUT_MAX - 1, p)] = '\0';
    int status = pclose(p);
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

static char *
slurp(const char *path)
{
    char *out = arena_alloc(arena, OUT_MAX);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    out[fread(out, 1, OUT_MAX - 1, f)] = '\0';
    fclose(f);
    return out;
}

/* "..." stands for anything. */
static bool
matches(const char *want, const char *got)
{
    const char *dots = strstr(want, "...");
    size_t head = dots != NULL ? (size_t)(dots - want) : strlen(want);
    if (strncmp(want, got, head) != 0)
        return false;
    if (dots == NULL)
        return got[head] == '\0';
    for (const char *s = got + head;; s++) {
        if (matches(dots + 3, s))
            return true;
        if (*s == '\0')
            return false;
    }
}

/* --- the documentation --- */

/* The lines of a fenced block after `at`; *at moves behind it. */
static char *
block(const char **at)
{
    const char *from = strstr(*at, "\n```");
    assert_non_null(from);
    from = strchr(from + 1, '\n') + 1;
    const char *end = strstr(from, "\n```\n");
    assert_non_null(end);
    *at = end + 4;
    return arena_printf(arena, "%.*s\n", (int)(end - from), from);
}

static void
put(const char *name, const char *text)
{
    char *dir = arena_printf(arena, "%s/%s", folder, name), *slash = strrchr(dir, '/');
    *slash = '\0';
    mkdir(dir, 0700);
    *slash = '/';
    FILE *f = fopen(dir, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

/* "$ command" lines, each with the output that follows it. */
static void
run_console(const char *text)
{
    while (*text != '\0') {
        int code;
        size_t n = strcspn(text, "\n");
        assert_true(strncmp(text, "$ ", 2) == 0);
        const char *cmd = arena_printf(arena, "%.*s", (int)n - 2, text + 2), *next = text + n + 1;
        const char *end = strncmp(next, "$ ", 2) == 0 ? next : strstr(next, "\n$ ");
        end = end == NULL ? next + strlen(next) : end == next ? end : end + 1;
        const char *want = arena_printf(arena, "%.*s", (int)(end - next), next);
        const char *got = shell(cmd, &code);
        if (*got != '\0' && got[strlen(got) - 1] != '\n')
            got = arena_printf(arena, "%s\n", got);
        if (!matches(want, got))
            fail_msg("docs/packs.md: $ %s\nsays\n%s\nnot\n%s", cmd, got, want);
        text = end;
    }
}

static void
test_the_documentation_is_true(void **state)
{
    const char *at = slurp("docs/packs.md"), *mark;
    size_t consoles = 0;
    (void)state;
    while ((mark = strstr(at, "\n<!-- ")) != NULL) {
        at = mark + 6;
        if (strncmp(at, "file: ", 6) == 0) {
            const char *name = arena_printf(arena, "%.*s", (int)strcspn(at + 6, " "), at + 6);
            put(name, block(&at));
        } else if (strncmp(at, "run -->", 7) == 0) {
            run_console(block(&at));
            consoles++;
        }
    }
    assert_true(consoles >= 6);
}

static void
test_the_reference_is_the_program_s(void **state)
{
    int code;
    char *docs = slurp("docs/packs.md");
    (void)state;
    char *from = strstr(docs, "<!-- keys: "), *to = strstr(docs, "<!-- end of keys -->");
    assert_true(from != NULL && to != NULL);
    from = strchr(from, '\n') + 2;
    *to = '\0';
    if (strcmp(from, shell("jicai pack keys --markdown", &code)) != 0)
        fail_msg("docs/packs.md is not what jicai pack keys --markdown prints: run tools/packdoc.sh");
    assert_int_equal(code, 0);
}

/* --- the commands --- */

static void
test_every_built_in_pack(void **state)
{
    int code;
    (void)state;
    const char *out = shell("jicai pack test --lang en", &code);
    assert_int_equal(code, 0);
    for (const struct embedded *f = embedded; f->path != NULL; f++) {
        const char *id = strncmp(f->path, "policies/", 9) == 0 ? f->path + 9 : NULL;
        if (id != NULL && strstr(id, "/pack.yaml") != NULL)
            assert_non_null(strstr(out, arena_printf(arena, "%.*s: ", (int)strcspn(id, "/"), id)));
    }
    assert_non_null(strstr(out, "guangzhou"));
    assert_non_null(strstr(out, "(consultation draft, not in force)"));
    const char *json = shell("jicai pack test --json", &code);
    assert_true(code == 0 && strncmp(json, "{\"packs\":[{\"id\":", 16) == 0);
    assert_string_equal(json, shell("jicai pack test --json", &code));
}

/* A draft says so in every output. */
static void
test_a_draft_says_so(void **state)
{
    static const char *const cmds[] = {"pack test guangzhou", "pack show guangzhou",
                                       "pack show guangzhou --json", "pack diff guangzhou gansu",
                                       "pack diff gansu guangzhou --json"};
    int code;
    (void)state;
    for (size_t i = 0; i < COUNT(cmds); i++) {
        const char *out = shell(arena_printf(arena, "jicai %s --lang zh", cmds[i]), &code);
        assert_int_equal(code, 0);
        assert_non_null(strstr(out, "征求意见稿，未生效"));
    }
    assert_null(strstr(shell("jicai pack show gansu", &code), "未生效"));
}

static void
test_show_and_diff(void **state)
{
    int code;
    (void)state;
    const char *out = shell("jicai pack show chuxiong --lang zh", &code);
    assert_non_null(strstr(out, "settle.days  验收合格后几天内结清\n  = 30  30\n  《楚医保〔2022〕12号》五(四)：“从交货"));
    assert_non_null(strstr(out, "本系统缺省，非文件规定："));
    assert_string_equal(shell("jicai pack diff shanxi lvliang --lang en", &code),
                        "both packs have the same values and kinds of basis\n");
    out = shell("jicai pack diff shanxi lvliang --clauses --lang en", &code);
    assert_non_null(strstr(out, "吕医保发〔2022〕5号, L2"));
    assert_null(strstr(out, "settle.due"));
    out = shell("jicai pack diff shanxi chongqing --json", &code);
    assert_non_null(strstr(out, "{\"key\":\"prepay.ratio.drug\",\"a\":{\"value\":\"50%\",\"basis\":\"clause\""));
    out = shell("jicai pack diff gansu gansu --json", &code);
    assert_string_equal(out, "{\"a\":\"gansu\",\"b\":\"gansu\",\"differences\":[]}\n");
}

static void
test_exit_codes(void **state)
{
    static const struct {
        const char *cmd;
        int code;
    } examples[] = {
        {"jicai pack show atlantis", 2},       {"jicai pack test atlantis", 2},
        {"jicai pack diff gansu atlantis", 2}, {"jicai pack show", 2},
        {"jicai pack test gansu atlantis", 2}, {"jicai pack keys", 0},
        {"jicai pack keys --template", 0},     {"jicai pack test pack:gansu", 0},
    };
    int code;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        shell(examples[i].cmd, &code);
        if (code != examples[i].code)
            fail_msg("%s: %d", examples[i].cmd, code);
    }
    put("differs/pack.yaml", embedded_find("policies/gansu/pack.yaml")->bytes);
    put("differs/examples.yaml", "examples:\n  - {why: x, kind: fund, given: {level: 2}, expect: {fund: employee}}\n");
    const char *out = shell("jicai pack test differs --lang en", &code);
    assert_int_equal(code, 3);
    assert_non_null(strstr(out, "differs/examples.yaml:2: x (fund): fund should be employee, computed by_authority"));
}

/* The empty pack loads once its head is filled in. */
static void
test_the_template_is_a_pack(void **state)
{
    int code;
    (void)state;
    shell("mkdir -p empty && echo 通知 > empty/notice.txt && jicai pack keys --template | sed 's/000000/500000/' > "
          "empty/pack.yaml",
          &code);
    const char *out = shell("jicai pack test empty --lang en", &code);
    assert_int_equal(code, 0);
    assert_non_null(strstr(out, "0 quotes found word for word, 0 choices"));
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new((size_t)1024 * 1024 * 1024);
    snprintf(folder, sizeof(folder), "/tmp/jicai-docs-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
    int code;
    (void)state;
    shell("rm -r ./*", &code);
    rmdir(folder);
    arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_documentation_is_true),
        cmocka_unit_test(test_the_reference_is_the_program_s),
        cmocka_unit_test(test_every_built_in_pack),
        cmocka_unit_test(test_a_draft_says_so),
        cmocka_unit_test(test_show_and_diff),
        cmocka_unit_test(test_exit_codes),
        cmocka_unit_test(test_the_template_is_a_pack),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
