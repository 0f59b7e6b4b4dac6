/* Stands between a process and its disk: tells every change of files below one folder, or refuses it.

   Built and preloaded by tools/reliability/disk_shim.py. A change is a write, a cut, a new or lost name, or a wish to
   have something on the disk for certain. What is told goes to a descriptor as records: a letter, the lengths of both
   names, place and length of the content, then names and content. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char watched[PATH_MAX];
static int told_to = -1, refusal, for_good;
static long seen, refused_at;

void shim_watch(const char *folder) { snprintf(watched, sizeof watched, "%s", folder); seen = 0; }
void shim_tell(int descriptor) { told_to = descriptor; }
void shim_refuse(long at, int number, int lasting) { refused_at = at; refusal = number; for_good = lasting; seen = 0; }
long shim_seen(void) { return seen; }

static void put(const void *content, size_t size) {
  const char *at = content;
  while (size) {
    ssize_t done = syscall(SYS_write, told_to, at, size);
    if (done <= 0) return;
    at += done;
    size -= (size_t)done;
  }
}

static void tell(char what, const char *name, const char *other, int64_t place, const void *content, uint32_t size) {
  if (told_to < 0) return;
  struct __attribute__((packed)) { char what; uint32_t name, other, size; int64_t place; } head = {
      what, (uint32_t)strlen(name), (uint32_t)strlen(other), size, place};
  put(&head, sizeof head);
  put(name, head.name);
  put(other, head.other);
  put(content, size);
}

void shim_note(const char *text) {
  pthread_mutex_lock(&turn);
  tell('n', "", "", 0, text, (uint32_t)strlen(text));
  pthread_mutex_unlock(&turn);
}

static int is_watched(const char *name) {
  size_t size = strlen(watched), length = strlen(name);
  if (!size || strncmp(name, watched, size) || (name[size] && name[size] != '/')) return 0;
  return !(length > 4 && !strcmp(name + length - 4, "-shm"));  /* an index in memory; no part of what lasts */
}

static int name_of(int descriptor, char *name) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t size = readlink(link, name, PATH_MAX - 1);
  if (size <= 0) return 0;
  name[size] = 0;
  return !strstr(name, " (deleted)") && is_watched(name);
}

static int name_at(int folder, const char *given, char *name) {
  if (given[0] == '/') {
    snprintf(name, PATH_MAX, "%s", given);
  } else {
    char base[PATH_MAX], link[64];
    if (folder == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return 0;
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
      ssize_t size = readlink(link, base, sizeof base - 1);
      if (size <= 0) return 0;
      base[size] = 0;
    }
    if ((size_t)snprintf(name, PATH_MAX, "%s/%s", base, given) >= PATH_MAX) return 0;
  }
  return is_watched(name);
}

/* Counts a change; tells whether the disk refuses it. */
static int refuses(void) {
  seen++;
  if (refused_at && (seen == refused_at || (for_good && seen > refused_at))) {
    errno = refusal;
    return 1;
  }
  return 0;
}

#define REAL(name, type, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define DO(what, name, other, place, content, size, call) \
  pthread_mutex_lock(&turn); \
  if (refuses()) { pthread_mutex_unlock(&turn); return -1; } \
  __typeof__(call) done = call; \
  if (done >= 0) tell(what, name, other, place, content, size); \
  pthread_mutex_unlock(&turn); \
  return done

ssize_t write(int descriptor, const void *content, size_t size) {
  REAL("write", ssize_t, int, const void *, size_t);
  char name[PATH_MAX];
  if (!watched[0] || !name_of(descriptor, name)) return real(descriptor, content, size);
  struct stat found;
  off_t at = lseek(descriptor, 0, SEEK_CUR);
  if ((fcntl(descriptor, F_GETFL) & O_APPEND) && !fstat(descriptor, &found)) at = found.st_size;
  DO('w', name, "", at, content, (uint32_t)done, real(descriptor, content, size));
}

#define PWRITE(function) \
  ssize_t function(int descriptor, const void *content, size_t size, off_t at) { \
    REAL(#function, ssize_t, int, const void *, size_t, off_t); \
    char name[PATH_MAX]; \
    if (!watched[0] || !name_of(descriptor, name)) return real(descriptor, content, size, at); \
    DO('w', name, "", at, content, (uint32_t)done, real(descriptor, content, size, at)); \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

/* A copy within the kernel would pass by unseen: refused, so that it is made with read and write. */
#define COPY_UNSEEN(function) \
  ssize_t function(int to, int from, off_t *at, size_t size) { \
    REAL(#function, ssize_t, int, int, off_t *, size_t); \
    char name[PATH_MAX]; \
    if (!watched[0] || !name_of(to, name)) return real(to, from, at, size); \
    errno = EINVAL; \
    return -1; \
  }
COPY_UNSEEN(sendfile)
COPY_UNSEEN(sendfile64)

#define CUT(function) \
  int function(int descriptor, off_t length) { \
    REAL(#function, int, int, off_t); \
    char name[PATH_MAX]; \
    if (!watched[0] || !name_of(descriptor, name)) return real(descriptor, length); \
    DO('t', name, "", length, "", 0, real(descriptor, length)); \
  }
CUT(ftruncate)
CUT(ftruncate64)

#define SYNC(function) \
  int function(int descriptor) { \
    REAL(#function, int, int); \
    char name[PATH_MAX]; \
    if (!watched[0] || !name_of(descriptor, name)) return real(descriptor); \
    DO('s', name, "", 0, "", 0, real(descriptor)); \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *given) {
  REAL("unlink", int, const char *);
  char name[PATH_MAX];
  if (!watched[0] || !name_at(AT_FDCWD, given, name)) return real(given);
  DO('u', name, "", 0, "", 0, real(given));
}

int rmdir(const char *given) {
  REAL("rmdir", int, const char *);
  char name[PATH_MAX];
  if (!watched[0] || !name_at(AT_FDCWD, given, name)) return real(given);
  DO('u', name, "", 0, "", 0, real(given));
}

int unlinkat(int folder, const char *given, int flags) {
  REAL("unlinkat", int, int, const char *, int);
  char name[PATH_MAX];
  if (!watched[0] || !name_at(folder, given, name)) return real(folder, given, flags);
  DO('u', name, "", 0, "", 0, real(folder, given, flags));
}

int rename(const char *from, const char *to) {
  REAL("rename", int, const char *, const char *);
  char name[PATH_MAX], other[PATH_MAX];
  if (!watched[0] || !name_at(AT_FDCWD, from, name) || !name_at(AT_FDCWD, to, other)) return real(from, to);
  DO('r', name, other, 0, "", 0, real(from, to));
}

int mkdir(const char *given, mode_t mode) {
  REAL("mkdir", int, const char *, mode_t);
  char name[PATH_MAX];
  if (!watched[0] || !name_at(AT_FDCWD, given, name)) return real(given, mode);
  DO('m', name, "", 0, "", 0, real(given, mode));
}

/* Opening is a change where it makes a name or empties a file. */
static char change_by_opening(const char *name, int flags) {
  struct stat found;
  int is_there = !stat(name, &found);
  if ((flags & O_CREAT) && !is_there) return 'c';
  return (flags & O_TRUNC) && is_there ? 't' : 0;
}

#define MODE \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

#define OPEN(function) \
  int function(const char *given, int flags, ...) { \
    REAL(#function, int, const char *, int, ...); \
    MODE \
    char name[PATH_MAX], what = 0; \
    if (watched[0] && name_at(AT_FDCWD, given, name)) what = change_by_opening(name, flags); \
    if (!what) return real(given, flags, mode); \
    DO(what, name, "", 0, "", 0, real(given, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(function) \
  int function(int folder, const char *given, int flags, ...) { \
    REAL(#function, int, int, const char *, int, ...); \
    MODE \
    char name[PATH_MAX], what = 0; \
    if (watched[0] && name_at(folder, given, name)) what = change_by_opening(name, flags); \
    if (!what) return real(folder, given, flags, mode); \
    DO(what, name, "", 0, "", 0, real(folder, given, flags, mode)); \
  }
OPENAT(openat)
OPENAT(openat64)
