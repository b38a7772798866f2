/* A harness for the RWCP/1 protocol, around a decoder that reads PAGE and ZERO records. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What you add to the codec, add here: xbzrle compress page-sizes body migration encode ... */
static const char *const FEATURES[] = {"serve", "zero"};
enum { FEATURE_COUNT = sizeof FEATURES / sizeof *FEATURES };
enum { DONE = 0, REFUSED = 10, UNSUPPORTED = 20, HARNESS = 30 };
enum { MAX_BLOCKS = 64, MAX_LINE = 8192 };

struct block {
    char name[256];
    uint64_t length;
    uint8_t *bytes;
    bool listed;
};

struct test_case {
    char dir[MAX_LINE], role[32], stream[256];
    uint64_t page_size;
    struct block blocks[MAX_BLOCKS];
    int block_count;
    bool supported;
};

/* ---- the codec: this part is yours -------------------------------------------------------- */

struct reader {
    const uint8_t *bytes;
    uint64_t length, at;
    struct test_case *test;
    struct block *block; /* of the last page record */
    bool listed, bad;
};

static const uint8_t *take(struct reader *in, uint64_t count) {
    static const uint8_t nothing[1 << 16];
    if (in->bad || count > in->length - in->at) {
        in->bad = true; /* cut: whoever goes on reads zeroes and is refused in the end */
        return nothing;
    }
    in->at += count;
    return in->bytes + in->at - count;
}

static uint64_t number(struct reader *in, int size) {
    const uint8_t *bytes = take(in, size);
    uint64_t value = 0;
    for (int i = 0; i < size; i++) value = value << 8 | bytes[i];
    return value;
}

static void expect(struct reader *in, bool condition, const char *what) {
    if (condition || in->bad) return;
    fprintf(stderr, "%s before 0x%llx\n", what, (unsigned long long)in->at);
    in->bad = true;
}

static struct block *named_block(struct reader *in) {
    uint64_t length = number(in, 1);
    const uint8_t *name = take(in, length);
    for (int i = 0; i < in->test->block_count; i++) {
        struct block *block = &in->test->blocks[i];
        if (!in->bad && strlen(block->name) == length && !memcmp(block->name, name, length))
            return block;
    }
    expect(in, false, "name of a block");
    return NULL;
}

static void block_list(struct reader *in, uint64_t total) {
    expect(in, !in->listed, "second block list");
    in->listed = true;
    while (total > 0 && !in->bad) {
        struct block *block = named_block(in);
        uint64_t length = number(in, 8);
        expect(in, block && !block->listed && block->length == length, "block");
        expect(in, length > 0 && length <= total, "length of a block");
        if (in->bad) return;
        block->listed = true;
        total -= length;
    }
}

static void page(struct reader *in, unsigned flags, uint64_t offset) {
    uint64_t size = in->test->page_size;
    if (!(flags & 0x20)) in->block = named_block(in);
    expect(in, in->block && in->block->listed, "block of a page");
    expect(in, in->bad || (offset < in->block->length && size <= in->block->length - offset),
           "offset of a page");
    if (in->bad) return;
    const uint8_t *content = take(in, flags & 0x08 ? size : 1);
    if (in->bad) return;
    if (flags & 0x08) memcpy(in->block->bytes + offset, content, size);
    else memset(in->block->bytes + offset, *content, size);
}

static void payload(struct reader *in) {
    while (!in->bad) {
        uint64_t header = number(in, 8);
        unsigned flags = header & (in->test->page_size - 1);
        uint64_t address = header - flags;
        if (flags == 0x04) {
            block_list(in, address);
            continue;
        }
        expect(in, in->listed, "no block list");
        if (flags == 0x10) {
            expect(in, address == 0, "address of EOS");
            return;
        }
        expect(in, (flags & ~0x20u) == 0x02 || (flags & ~0x20u) == 0x08, "flags");
        if (!in->bad) page(in, flags, address);
    }
}

static bool read_stream(struct reader *in) {
    bool started = false, ended = false;
    int footers = -1;
    uint64_t ram = 0;
    expect(in, !memcmp(take(in, 8), "QEVM\0\0\0\3", 8), "magic or version");
    for (uint64_t kind; !in->bad && (kind = number(in, 1)) != 0 && !in->bad;) {
        expect(in, kind <= 4, "section type");
        uint64_t section = number(in, 4);
        if (kind == 1 || kind == 4) {
            expect(in, !started, "second section");
            expect(in, number(in, 1) == 3 && !memcmp(take(in, 3), "ram", 3), "section name");
            expect(in, number(in, 8) == 4, "instance or version");
            started = true;
            ram = section;
        }
        expect(in, started && section == ram && !ended, "section id");
        ended = kind >= 3;
        payload(in);
        bool present = in->at < in->length && in->bytes[in->at] == 0x7e;
        if (footers < 0) footers = present;
        expect(in, present == footers, "footer");
        if (present) expect(in, number(in, 1) && number(in, 4) == section, "footer's id");
    }
    expect(in, started, "no ram section");
    return !in->bad;
}

/* Writes out/main.bin from the images that case.txt names; then add encode to FEATURES. */
static int encode(struct test_case *test) {
    (void)test;
    return UNSUPPORTED;
}

/* ---- the harness: this part can stay ------------------------------------------------------ */

static bool path_of(char *path, size_t size, const struct test_case *test, const char *name) {
    return (size_t)snprintf(path, size, "%s/%s", test->dir, name) < size;
}

static uint8_t *load(const struct test_case *test, const char *name, uint64_t *length) {
    char path[MAX_LINE];
    struct stat info;
    FILE *file = path_of(path, sizeof path, test, name) ? fopen(path, "rb") : NULL;
    if (!file || fstat(fileno(file), &info)) return NULL;
    *length = info.st_size;
    uint8_t *bytes = malloc(*length + 1);
    if (bytes && fread(bytes, 1, *length, file) != *length) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

static bool claimed(const char *feature) {
    for (int i = 0; i < FEATURE_COUNT; i++)
        if (!strcmp(FEATURES[i], feature)) return true;
    return false;
}

static bool take_line(struct test_case *test, char *line) {
    char *value = strchr(line, ' ');
    if (!value) return true;
    *value++ = '\0';
    if (!strcmp(line, "role")) snprintf(test->role, sizeof test->role, "%s", value);
    else if (!strcmp(line, "stream")) return sscanf(value, "main %255[^\n]", test->stream) == 1;
    else if (!strcmp(line, "page-size")) test->page_size = strtoull(value, NULL, 10);
    else if (!strcmp(line, "needs")) {
        for (char *word = strtok(value, " "); word; word = strtok(NULL, " "))
            test->supported &= claimed(word);
    } else if (!strcmp(line, "block")) {
        if (test->block_count == MAX_BLOCKS) return false;
        struct block *block = &test->blocks[test->block_count++];
        unsigned long long length;
        if (sscanf(value, "%*d %llu %255[^\n]", &length, block->name) != 2) return false;
        block->length = length;
    }
    return true;
}

static bool read_case(struct test_case *test) {
    char path[MAX_LINE], line[MAX_LINE];
    FILE *file = path_of(path, sizeof path, test, "case.txt") ? fopen(path, "r") : NULL;
    bool good = file != NULL;
    while (good && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        good = take_line(test, line);
    }
    if (file) fclose(file);
    return good;
}

static bool prepare_memory(struct test_case *test) {
    for (int i = 0; i < test->block_count; i++) {
        char name[64], path[MAX_LINE];
        struct block *block = &test->blocks[i];
        uint64_t length = 0;
        snprintf(name, sizeof name, "before-%d.img", i);
        struct stat info;
        bool before = path_of(path, sizeof path, test, name) && !stat(path, &info);
        block->bytes = before ? load(test, name, &length) : calloc(1, block->length);
        if (!block->bytes || (before && length != block->length)) return false;
    }
    return true;
}

static bool save_memory(const struct test_case *test) {
    char path[MAX_LINE], name[64];
    if (!path_of(path, sizeof path, test, "out")) return false;
    mkdir(path, 0777);
    for (int i = 0; i < test->block_count; i++) {
        snprintf(name, sizeof name, "out/%d.img", i);
        FILE *file = path_of(path, sizeof path, test, name) ? fopen(path, "wb") : NULL;
        if (!file) return false;
        uint64_t length = test->blocks[i].length;
        bool good = fwrite(test->blocks[i].bytes, 1, length, file) == length;
        if (fclose(file) || !good) return false;
    }
    return true;
}

static int decode(struct test_case *test) {
    struct reader in = {.test = test};
    uint8_t *stream = load(test, test->stream, &in.length);
    int code = HARNESS;
    if (stream && prepare_memory(test)) {
        in.bytes = stream;
        code = !read_stream(&in) ? REFUSED : save_memory(test) ? DONE : HARNESS;
    }
    free(stream);
    return code;
}

static int run(const char *dir) {
    struct test_case *test = calloc(1, sizeof *test);
    if (!test) return HARNESS;
    test->supported = true;
    snprintf(test->dir, sizeof test->dir, "%s", dir);
    int code = HARNESS;
    if (read_case(test))
        code = !test->supported ? UNSUPPORTED
             : !strcmp(test->role, "encode") ? encode(test) : decode(test);
    for (int i = 0; i < test->block_count; i++) free(test->blocks[i].bytes);
    free(test);
    return code;
}

/* The requests are flat, and the kit escapes nothing but quotes and backslashes. */
static int serve(void) {
    char line[MAX_LINE], dir[MAX_LINE];
    while (fgets(line, sizeof line, stdin) && !strstr(line, "\"cmd\":\"bye\"")) {
        const char *id = strstr(line, "\"id\":"), *from = strstr(line, "\"dir\":\"");
        if (id && from) {
            char *to = dir;
            for (from += 7; *from && *from != '"'; from++) {
                if (*from == '\\') from++;
                *to++ = *from;
            }
            *to = '\0';
            printf("{\"id\":%ld,\"exit\":%d}\n", strtol(id + 5, NULL, 10), run(dir));
        } else {
            printf("{\"protocol\":1,\"features\":[");
            for (int i = 0; i < FEATURE_COUNT; i++) printf("%s\"%s\"", i ? "," : "", FEATURES[i]);
            printf("]}\n");
        }
        fflush(stdout);
    }
    return DONE;
}

int main(int count, char **words) {
    if (count == 2 && !strcmp(words[1], "features")) {
        for (int i = 0; i < FEATURE_COUNT; i++) puts(FEATURES[i]);
        return DONE;
    }
    if (count == 2 && !strcmp(words[1], "serve")) return serve();
    return count == 3 ? run(words[2]) : HARNESS;
}
