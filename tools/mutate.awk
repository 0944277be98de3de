# mutate.awk - every small mistake that could be made in a C file, one per line of output:
#   file TAB line TAB column TAB length TAB replacement TAB kind
# Kinds: relation (< <=, && ||), arithmetic (+ -, * /), constant (+-1), condition (negated), swap (two
# arguments), drop (a statement). Not touched: comments, texts, #lines, asserts, declarations of tables
# of names ("[X] = "), and the two arguments of explain_add that name rule and sentence.
# Nor what cannot matter: the order of the arguments of a minimum or an equality, and "a > b ? a : b" with
# ">=" for ">". Relies on the house's formatting: binary operators have a space on both sides, unary ones have not.
function emit(col, len, text, kind) { print FILENAME "\t" FNR "\t" col "\t" len "\t" text "\t" kind }
function blank(n,    s) { while (n-- > 0) s = s " "; return s }
# The line with comments and texts blanked out, so that columns stay.
function code_of(s,    out, i, c, d, q) {
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1); d = substr(s, i, 2)
        if (comment) { if (d == "*/") { comment = 0; i++; out = out "  " } else out = out " " }
        else if (d == "/*") { comment = 1; i++; out = out "  " }
        else if (d == "//") { out = out blank(length(s) - i + 1); break }
        else if (c == "\"" || c == "'") {
            q = c; out = out " "
            for (i++; i <= length(s) && substr(s, i, 1) != q; i++) {
                if (substr(s, i, 1) == "\\") { i++; out = out " " }
                out = out " "
            }
            out = out " "
        } else out = out c
    }
    return out
}
function swap_ops(s, from, to, kind,    at, rest) {
    rest = s; at = 0
    while ((k = index(rest, " " from " ")) > 0) {
        if (!(from ~ /^[<>]$/ && is_choice(rest, k, from))) emit(at + k + 1, length(from), to, kind)
        at += k + length(from); rest = substr(rest, k + 1 + length(from))
    }
}
function is_choice(s, k, op,    a, b, right) { # "a > b ? a : b"
    a = substr(s, 1, k - 1); sub(/.*[ (]/, "", a); right = substr(s, k + 3)
    b = right; sub(/ .*/, "", b)
    return index(right, b " ? " a " : " b) == 1 || index(right, b " ? " b " : " a) == 1
}
function constants(s,    at, rest, n, before, after) {
    rest = s; at = 0
    while (match(rest, /[0-9]+/)) {
        n = substr(rest, RSTART, RLENGTH)
        before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : (at ? substr(s, at, 1) : " ")
        after = substr(rest, RSTART + RLENGTH, 1)
        if (before !~ /[A-Za-z0-9_.\[]/ && after !~ /[A-Za-z0-9_.xX]/ && length(n) < 9) {
            emit(at + RSTART, RLENGTH, n + 1, "constant")
            if (n + 0 > 0) emit(at + RSTART, RLENGTH, n - 1, "constant")
        }
        at += RSTART + RLENGTH - 1; rest = substr(rest, RSTART + RLENGTH)
    }
}
# "strcmp(a, b) == 0" says the same either way round
function equal_test(call, rest) {
    return call ~ /^([a-z]+_cmp|strcmp|memcmp)\(/ && substr(rest, RSTART + RLENGTH) ~ /^ [!=]= 0/
}
# f(a, b) -> f(b, a), where both stand in one line and hold no brackets
function swap_args(s, t,    at, rest, call, inner, p, a, b) {
    rest = s; at = 0
    while (match(rest, /[a-z_0-9]+\([^(),]+, [^(),]+\)/)) {
        call = substr(rest, RSTART, RLENGTH); p = index(call, "(")
        inner = substr(t, at + RSTART + p, RLENGTH - p - 1)
        a = inner; sub(/, .*/, "", a); b = substr(inner, length(a) + 3)
        if (a != b && call !~ /^(if|for|while|switch|sizeof|([a-z]+_)?(min|max)(64)?|[a-z]+_same)\(/ && !equal_test(call, rest))
            emit(at + RSTART + p, length(inner), b ", " a, "swap")
        at += RSTART + RLENGTH - 1; rest = substr(rest, RSTART + RLENGTH)
    }
}
function condition(s,    k, depth, i, c) {
    if (!match(s, /^ *(} else )?(if|while) \(/)) return
    k = RLENGTH; depth = 1
    for (i = k + 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        depth += c == "(" ? 1 : c == ")" ? -1 : 0
        if (depth == 0) { emit(k + 1, i - k - 1, "!(" substr($0, k + 1, i - k - 1) ")", "condition"); return }
    }
}
function drop(s,    from) {
    if (s !~ /^ +[a-z(*+-].*; *$/ || s ~ /^ +(return|goto|break|continue|case|default|typedef|else)/) return
    if (s ~ /^ +(const|static|struct|enum|int|int32_t|int64_t|uint8_t|uint32_t|uint64_t|size_t|bool|wide|money|qty|date|month|ratio|char|unsigned)[ *][^=]*/) return
    if (last !~ /[;{}:)] *$/ && last !~ /else *$/) return # the middle of a statement
    if (last ~ /[^)] *\) *$/ && last !~ /^ *(} else )?(if|for|while) .*\) *$/) return
    match(s, /^ +/); from = RLENGTH + 1
    match(s, /; *$/)
    emit(from, RSTART - from + 1, ";", "drop")
}
FNR == 1 { comment = 0; last = ""; depth = 0 }
{
    s = code_of($0)
    if (s ~ /^ *#/ || s ~ /^ *$/) next
    in_assert = in_assert || s ~ /^ *(static_)?assert\(/
    table = table || s ~ /^(static )?(const )?.*names\[.*= *\{/ || s ~ /const char \*const names\[/
    if (s ~ /^[{}]/) body = s ~ /^{/
    if (body && !in_assert && !table && s !~ /^ *\[[A-Z_]+\] = /) {
        swap_ops(s, "<", "<=", "relation"); swap_ops(s, "<=", "<", "relation")
        swap_ops(s, ">", ">=", "relation"); swap_ops(s, ">=", ">", "relation")
        swap_ops(s, "==", "!=", "relation"); swap_ops(s, "!=", "==", "relation")
        swap_ops(s, "&&", "||", "relation"); swap_ops(s, "||", "&&", "relation")
        swap_ops(s, "+", "-", "arithmetic"); swap_ops(s, "-", "+", "arithmetic")
        swap_ops(s, "*", "/", "arithmetic"); swap_ops(s, "/", "*", "arithmetic")
        swap_ops(s, "%", "/", "arithmetic")
        swap_ops(s, "+=", "-=", "arithmetic"); swap_ops(s, "-=", "+=", "arithmetic")
        constants(s); condition(s); drop(s)
        if (s !~ /explain_add/) swap_args(s, $0)
    }
    if (in_assert && s ~ /; *$/) in_assert = 0
    if (table && s ~ /};? *$/) table = 0
    last = s
}
