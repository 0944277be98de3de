/* measure RUNS COMMAND... - run it, print the best run's seconds, its processor seconds and the peak
 * memory of all runs: "0.61 0.59 156". Its output goes to /dev/null. Only for bench/run.sh. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
once(char **command, struct rusage *used)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0) {
            dup2(null, 1);
            dup2(null, 2);
        }
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, used) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(int argc, char **argv)
{
    double best = 1e9, cpu = 1e9;
    long peak = 0;
    for (int i = argc > 2 ? atoi(argv[1]) : 0; i > 0; i--) {
        struct rusage used;
        double from = now();
        int rc = once(argv + 2, &used);
        double took = now() - from, busy = seconds(used.ru_utime) + seconds(used.ru_stime);
        if (rc != 0) {
            fprintf(stderr, "%s: exit %d\n", argv[2], rc);
            return 1;
        }
        best = took < best ? took : best;
        cpu = busy < cpu ? busy : cpu;
        peak = used.ru_maxrss > peak ? used.ru_maxrss : peak;
    }
    printf("%.3f %.3f %ld\n", best, cpu, peak / 1024);
    return 0;
}
