/* A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What you add to the codec, add here: xbzrle compress page-sizes body encode-xbzrle ... */
static const char *const FEATURES[] = {"serve", "decode", "zero", "encode", "encode-zero"};
enum { FEATURE_COUNT = sizeof FEATURES / sizeof *FEATURES };
enum { DONE = 0, REFUSED = 10, UNSUPPORTED = 20, HARNESS = 30 };
enum { MAX_BLOCKS = 1024, MAX_CHANGES = 4096, MAX_LINE = 8192, MAX_PAGE = 1 << 16 };

struct block {
    char name[256];
    uint64_t length;
    uint8_t *bytes;
    bool listed;
    const char *image; /* for an encoder: the file with what it holds; NULL while it is all zero */
};

/* A line of an encoder's case: a block's image, or, without a file, pages that are to be sent. */
struct change {
    int round, block;
    unsigned long long from, length;
    char file[256];
};

struct test_case {
    char dir[MAX_LINE], role[32], stream[256];
    uint64_t page_size;
    struct block blocks[MAX_BLOCKS];
    struct change changes[MAX_CHANGES];
    int block_count, change_count, rounds;
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
    static const uint8_t nothing[MAX_PAGE];
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

struct writer {
    FILE *out;
    const struct block *block; /* of the last page record */
};

static void put(struct writer *to, uint64_t value, int size) {
    while (size-- > 0) putc(value >> 8 * size & 0xff, to->out);
}

static void put_name(struct writer *to, const struct block *block) {
    put(to, strlen(block->name), 1);
    fputs(block->name, to->out);
}

static void begin_section(struct writer *to, int kind) {
    put(to, kind, 1);
    put(to, 2, 4);
}

static void end_section(struct writer *to) {
    put(to, 0x10, 8); /* EOS, and the footer */
    begin_section(to, 0x7e);
}

static void write_start(struct writer *to, const struct block *blocks, int count) {
    uint64_t total = 0;
    for (int i = 0; i < count; i++) total += blocks[i].length;
    fwrite("QEVM\0\0\0\3", 1, 8, to->out);
    begin_section(to, 1);
    fwrite("\3ram\0\0\0\0\0\0\0\4", 1, 12, to->out);
    put(to, total | 0x04, 8);
    for (int i = 0; i < count; i++) {
        put_name(to, &blocks[i]);
        put(to, blocks[i].length, 8);
    }
    end_section(to);
}

static void write_page(struct writer *to, const struct block *block, uint64_t offset,
                       const uint8_t *page, uint64_t size) {
    bool zero = !page[0] && !memcmp(page, page + 1, size - 1), again = block == to->block;
    put(to, offset | (zero ? 0x02 : 0x08) | (again ? 0x20 : 0), 8);
    if (!again) put_name(to, block);
    fwrite(page, 1, zero ? 1 : size, to->out);
    to->block = block;
}

static void write_end(struct writer *to) {
    begin_section(to, 3);
    end_section(to);
    put(to, 0, 1);
}

/* ---- the harness: this part can stay ------------------------------------------------------ */

static bool path_of(char *path, size_t size, const struct test_case *test, const char *name) {
    return (size_t)snprintf(path, size, "%s/%s", test->dir, name) < size;
}

static FILE *open_file(const struct test_case *test, const char *name, const char *mode) {
    char path[MAX_LINE];
    return path_of(path, sizeof path, test, name) ? fopen(path, mode) : NULL;
}

static uint8_t *load(const struct test_case *test, const char *name, uint64_t *length) {
    struct stat info;
    FILE *file = open_file(test, name, "rb");
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
    if (test->change_count == MAX_CHANGES) return false;
    struct change *change = &test->changes[test->change_count]; /* taken by lines that are one */
    if (!strcmp(line, "role")) snprintf(test->role, sizeof test->role, "%s", value);
    else if (!strcmp(line, "stream")) return sscanf(value, "main %255[^\n]", test->stream) == 1;
    else if (!strcmp(line, "rounds")) test->rounds = atoi(value);
    else if (!strcmp(line, "page-size"))
        return (test->page_size = strtoull(value, NULL, 10)) <= MAX_PAGE;
    else if (!strcmp(line, "needs")) {
        for (char *word = strtok(value, " "); word; word = strtok(NULL, " "))
            test->supported &= claimed(word);
    } else if (!strcmp(line, "block")) {
        if (test->block_count == MAX_BLOCKS) return false;
        struct block *block = &test->blocks[test->block_count];
        *block->name = '\0'; /* a name may be empty */
        if (sscanf(value, "%*d %llu %255[^\n]", &change->length, block->name) < 1) return false;
        block->length = change->length;
        change->block = test->block_count++;
        test->change_count++; /* round 0 sends every page */
    } else if (!strcmp(line, "image")) {
        test->change_count++;
        return sscanf(value, "%d %d %255[^\n]", &change->round, &change->block, change->file) == 3;
    } else if (!strcmp(line, "dirty")) {
        test->change_count++;
        return sscanf(value, "%d %d %llu %llu", &change->round, &change->block, &change->from,
                      &change->length) == 4;
    }
    return true;
}

static bool read_case(struct test_case *test) {
    char line[MAX_LINE];
    FILE *file = open_file(test, "case.txt", "r");
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

static void make_out(const struct test_case *test) {
    char path[MAX_LINE];
    if (path_of(path, sizeof path, test, "out")) mkdir(path, 0777);
}

static bool save_memory(const struct test_case *test) {
    char name[64];
    make_out(test);
    for (int i = 0; i < test->block_count; i++) {
        snprintf(name, sizeof name, "out/%d.img", i);
        FILE *file = open_file(test, name, "wb");
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

static bool send_pages(struct writer *to, const struct test_case *test, const struct change *dirty) {
    uint8_t page[MAX_PAGE] = {0};
    const struct block *block = &test->blocks[dirty->block];
    uint64_t end = dirty->from + dirty->length, size = test->page_size;
    FILE *image = block->image ? open_file(test, block->image, "rb") : NULL;
    bool good = !block->image || (image && !fseeko(image, dirty->from, SEEK_SET));
    for (uint64_t offset = dirty->from; good && offset < end; offset += size) {
        good = !image || fread(page, 1, size, image) == size;
        if (good) write_page(to, block, offset, page, size);
    }
    if (image) fclose(image);
    return good;
}

static int encode(struct test_case *test) {
    make_out(test);
    struct writer to = {.out = open_file(test, "out/main.bin", "wb")};
    if (!to.out) return HARNESS;
    write_start(&to, test->blocks, test->block_count);
    bool good = true;
    const struct change *end = test->changes + test->change_count;
    for (int round = 0; round < test->rounds; round++) {
        for (struct change *one = test->changes; one < end; one++)
            if (one->round == round && *one->file) test->blocks[one->block].image = one->file;
        begin_section(&to, 2);
        for (struct change *one = test->changes; one < end; one++)
            if (one->round == round && !*one->file) good &= send_pages(&to, test, one);
        end_section(&to);
    }
    write_end(&to);
    good &= !ferror(to.out);
    return !fclose(to.out) && good ? DONE : HARNESS;
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
