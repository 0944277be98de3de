#include "base/host/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

enum private_file
private_file_read(const char *path, char *out, size_t size)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    out[0] = '\0';
    if (fd < 0)
        return errno == ENOENT ? PRIVATE_FILE_NONE : PRIVATE_FILE_FAILED;
    ssize_t n = read(fd, out, size - 1);
    int why = errno;
    bool open_to_all = fstat(fd, &st) != 0 || (st.st_mode & 077) != 0;
    close(fd);
    errno = why;
    out[n > 0 ? n : 0] = '\0';
    return n < 0 ? PRIVATE_FILE_FAILED : open_to_all ? PRIVATE_FILE_OPEN : PRIVATE_FILE_READ;
}
