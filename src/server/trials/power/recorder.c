/* Writes down what a program does with the files of one folder, in its order, and with all bytes: preloaded into the
 * program (LD_PRELOAD), so that the program is the one that people run. RECORDER_FOLDER is the folder, RECORDER_LOG the
 * file for the log, which lies elsewhere.
 *
 * A line of the log is written after what it tells of was done and before the program learns of that: whatever the
 * program says afterwards rests on lines that are there. One lock around both keeps the order of the log that of the disk.
 *
 * While the file RECORDER_TROUBLE holds something, where one is named, the disk fails: a number that nobody used before, the
 * error, the calls that end with it (as in `line`, `o` for opening to change and `r` for reading), and how many of these
 * still pass, so that it begins in the middle of whatever the program does.
 *
 * The kernel is asked directly, so nothing of the C library below these functions has to be found. 64-bit Linux only. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 4096, NAME = 31 };

/* As disk.rs reads it; `length` bytes follow where it is a write. */
struct line {
    char what;
    char name[NAME];
    uint64_t at, length;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER, look = PTHREAD_MUTEX_INITIALIZER;
static const char *folder, *trouble;
static int log_file = -1;
static struct { char is_ours, name[NAME]; } opened[FILES];

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("RECORDER_LOG");
    folder = getenv("RECORDER_FOLDER");
    trouble = getenv("RECORDER_TROUBLE");
    if (!log || !folder) abort();
    log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_file < 0) abort();
}

/* A recording with a hole would accuse the innocent: rather none. */
static void tell(char what, const char *name, uint64_t at, const void *bytes, uint64_t length) {
    struct line line = { .what = what, .at = at, .length = length };
    strcpy(line.name, name);
    struct iovec parts[] = { { &line, sizeof line }, { (void *)bytes, length } };
    if (syscall(SYS_writev, log_file, parts, 2) != (long)(sizeof line + length)) abort();
}

/* Of the trouble that was seen last. */
static unsigned seen, passed;

/* Whether a call fails, with its error; it is not done then. */
static int fails(char what) {
    if (!trouble) return 0;
    int file = syscall(SYS_openat, AT_FDCWD, trouble, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char words[64] = "", calls[16];
    syscall(SYS_read, file, words, sizeof words - 1);
    syscall(SYS_close, file);
    unsigned number, error, pass;
    if (sscanf(words, "%u %u %15s %u", &number, &error, calls, &pass) != 4 || !strchr(calls, what)) return 0;
    pthread_mutex_lock(&look);
    if (number != seen) passed = 0;
    seen = number;
    int is_let_through = passed < pass;
    if (is_let_through) passed++;
    pthread_mutex_unlock(&look);
    if (!is_let_through) errno = error;
    return !is_let_through;
}

/* The name inside of the folder, which itself has none. The map of the log (-shm) lies in memory and is made anew by
 * whoever opens the database first, so nobody cares what a disk has of it. */
static const char *ours(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length)) return NULL;
    if (!path[length]) return path + length;
    const char *name = path + length + 1, *end = strrchr(name, '-');
    if (path[length] != '/' || strchr(name, '/') || (end && !strcmp(end, "-shm"))) return NULL;
    if (strlen(name) >= NAME) abort();
    return name;
}

static const char *of(int file) {
    return file >= 0 && file < FILES && opened[file].is_ours ? opened[file].name : NULL;
}

static int open_any(int where, const char *path, int flags, mode_t mode) {
    const char *name = ours(path);
    if (!name) return syscall(SYS_openat, where, path, flags, mode);
    pthread_mutex_lock(&turn);
    int is_new = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    int changes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) || ((flags & O_CREAT) && is_new);
    int file = changes && fails('o') ? -1 : (int)syscall(SYS_openat, where, path, flags, mode);
    if (file >= FILES) abort();
    if (file >= 0) {
        strcpy(opened[file].name, name);
        opened[file].is_ours = 1;
        if (is_new) tell('c', name, 0, NULL, 0);
        else if (flags & O_TRUNC) tell('t', name, 0, NULL, 0);
    }
    pthread_mutex_unlock(&turn);
    return file;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int where, const char *path, int flags, ...) { MODE(flags) return open_any(where, path, flags, mode); }
int openat64(int where, const char *path, int flags, ...) { MODE(flags) return open_any(where, path, flags, mode); }

int close(int file) {
    if (of(file)) opened[file].is_ours = 0;
    return syscall(SYS_close, file);
}

static ssize_t write_any(int file, const void *bytes, size_t length, off_t at, int is_placed) {
    const char *name = of(file);
    if (name && fails('w')) return -1;
    if (name) {
        pthread_mutex_lock(&turn);
        if (!is_placed) at = lseek(file, 0, SEEK_CUR);
    }
    ssize_t done = is_placed ? syscall(SYS_pwrite64, file, bytes, length, at) : syscall(SYS_write, file, bytes, length);
    if (name) {
        if (done > 0) tell('w', name, at, bytes, done);
        pthread_mutex_unlock(&turn);
    }
    return done;
}

ssize_t write(int file, const void *bytes, size_t length) { return write_any(file, bytes, length, 0, 0); }
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return write_any(file, bytes, length, at, 1); }
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) { return write_any(file, bytes, length, at, 1); }

static ssize_t read_any(int file, void *bytes, size_t length, off_t at, int is_placed) {
    if (of(file) && fails('r')) return -1;
    return is_placed ? syscall(SYS_pread64, file, bytes, length, at) : syscall(SYS_read, file, bytes, length);
}

ssize_t read(int file, void *bytes, size_t length) { return read_any(file, bytes, length, 0, 0); }
ssize_t pread(int file, void *bytes, size_t length, off_t at) { return read_any(file, bytes, length, at, 1); }
ssize_t pread64(int file, void *bytes, size_t length, off64_t at) { return read_any(file, bytes, length, at, 1); }

/* What is done with a whole file. */
static int whole(char what, long call, int file, off_t length) {
    const char *name = of(file);
    if (!name) return syscall(call, file, length);
    if (fails(what)) return -1;
    pthread_mutex_lock(&turn);
    int done = syscall(call, file, length);
    if (!done) tell(what, name, length, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int file, off_t length) { return whole('t', SYS_ftruncate, file, length); }
int ftruncate64(int file, off64_t length) { return whole('t', SYS_ftruncate, file, length); }
int fsync(int file) { return whole('s', SYS_fsync, file, 0); }
int fdatasync(int file) { return whole('s', SYS_fdatasync, file, 0); }

int unlink(const char *path) {
    const char *name = ours(path);
    if (!name) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (fails('u')) return -1;
    pthread_mutex_lock(&turn);
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!done) tell('u', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
