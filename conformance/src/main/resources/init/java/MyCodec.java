import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records. */
public final class MyCodec {

  /** What you add to the codec, add here: xbzrle compress page-sizes body migration encode-xbzrle … */
  static final List<String> FEATURES = List.of("serve", "decode", "zero", "encode", "encode-zero");

  static final int DONE = 0;
  static final int REFUSED = 10;
  static final int UNSUPPORTED = 20;
  static final int HARNESS = 30;

  /** The stream is not one that this decoder takes. */
  static final class Refused extends Exception {
    Refused(String what) {
      super(what);
    }
  }

  // ---- the codec: this part is yours --------------------------------------------------------

  /** Reads a migration stream into memory: one array for each block, by name. */
  static final class Decoder {
    private final ByteBuffer in;
    private final int pageSize;
    private final Map<String, byte[]> memory;
    private final Map<String, byte[]> listed = new HashMap<>();
    private boolean list;
    private byte[] block;
    private Boolean footers;

    Decoder(byte[] stream, int pageSize, Map<String, byte[]> memory) {
      this.in = ByteBuffer.wrap(stream);
      this.pageSize = pageSize;
      this.memory = memory;
    }

    private void expect(boolean condition, String what) throws Refused {
      if (!condition) {
        throw new Refused(what + " before 0x" + Integer.toHexString(in.position()));
      }
    }

    private String name() {
      byte[] name = new byte[in.get() & 0xff];
      in.get(name);
      return new String(name, StandardCharsets.ISO_8859_1);
    }

    void read() throws Refused {
      try {
        readSections();
      } catch (BufferUnderflowException e) {
        throw new Refused("cut");
      }
    }

    private void readSections() throws Refused {
      expect(in.getLong() == 0x5145564d00000003L, "magic or version");
      Integer ram = null;
      boolean ended = false;
      for (int kind = in.get(); kind != 0; kind = in.get()) {
        expect(kind > 0 && kind <= 4, "section type");
        int section = in.getInt();
        if (kind == 1 || kind == 4) {
          expect(ram == null, "second section");
          expect(name().equals("ram"), "section name");
          expect(in.getLong() == 4, "instance or version");
          ram = section;
        }
        expect(ram != null && section == ram && !ended, "section id");
        ended = kind >= 3;
        readPayload();
        readFooter(section);
      }
      expect(ram != null, "no ram section");
    }

    private void readFooter(int section) throws Refused {
      boolean present = in.hasRemaining() && in.get(in.position()) == 0x7e;
      if (footers == null && in.hasRemaining()) {
        footers = present;
      }
      expect(footers != null && present == footers, "footer");
      if (present) {
        in.get();
        expect(in.getInt() == section, "footer's id");
      }
    }

    private void readPayload() throws Refused {
      while (true) {
        long header = in.getLong();
        int flags = (int) header & (pageSize - 1);
        long address = header - flags;
        if (flags == 0x04) {
          expect(!list, "second block list");
          list = true;
          readBlockList(address);
          continue;
        }
        expect(list, "no block list");
        if (flags == 0x10) {
          expect(address == 0, "address of EOS");
          return;
        }
        expect((flags & ~0x20) == 0x02 || (flags & ~0x20) == 0x08, "flags");
        readPage(flags, address);
      }
    }

    private void readBlockList(long total) throws Refused {
      for (long left = total; left != 0; ) {
        String name = name();
        long length = in.getLong();
        byte[] mine = memory.get(name);
        expect(mine != null && mine.length == length, "block");
        expect(listed.put(name, mine) == null, "second block of a name");
        expect(length > 0 && (left < 0 || length <= left), "length of a block");
        left -= length;
      }
    }

    private void readPage(int flags, long offset) throws Refused {
      if ((flags & 0x20) == 0) {
        block = listed.get(name());
      }
      expect(block != null, "name of a block, or CONTINUE without one");
      expect(offset >= 0 && offset <= block.length - pageSize, "offset of a page");
      if ((flags & 0x08) != 0) {
        in.get(block, (int) offset, pageSize);
      } else {
        Arrays.fill(block, (int) offset, (int) offset + pageSize, in.get());
      }
    }
  }

  /** Writes a migration stream: start, then begin, pages and end for each round, then finish. */
  static final class Encoder {
    private final DataOutputStream out;
    private String block;

    Encoder(DataOutputStream out) {
      this.out = out;
    }

    private void name(String name) throws IOException {
      out.writeByte(name.length());
      out.writeBytes(name);
    }

    void start(Map<String, Long> blocks) throws IOException {
      out.writeLong(0x5145564d00000003L);
      begin(1);
      name("ram");
      out.writeLong(4);
      out.writeLong(blocks.values().stream().mapToLong(Long::longValue).sum() | 0x04);
      for (var one : blocks.entrySet()) {
        name(one.getKey());
        out.writeLong(one.getValue());
      }
      end();
    }

    void begin(int kind) throws IOException {
      out.writeByte(kind);
      out.writeInt(2);
    }

    void page(String name, long offset, byte[] page) throws IOException {
      boolean zero = Arrays.equals(page, new byte[page.length]);
      boolean again = name.equals(block);
      out.writeLong(offset | (zero ? 0x02 : 0x08) | (again ? 0x20 : 0));
      if (!again) {
        name(name);
      }
      out.write(page, 0, zero ? 1 : page.length);
      block = name;
    }

    void end() throws IOException {
      out.writeLong(0x10);
      begin(0x7e); // the footer
    }

    void finish() throws IOException {
      begin(3);
      end();
      out.writeByte(0);
    }
  }

  // ---- the harness: this part can stay ------------------------------------------------------

  /** A line's words, by key; a line that occurs several times, several times. */
  record Case(Path dir, Map<String, List<String>> lines) {
    static Case read(Path dir) throws IOException {
      Map<String, List<String>> lines = new HashMap<>();
      for (String line : Files.readString(dir.resolve("case.txt")).split("\n")) {
        String[] parts = line.split(" ", 2);
        lines.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
      }
      return new Case(dir, lines);
    }

    List<String> all(String key) {
      return lines.getOrDefault(key, List.of());
    }

    /** Each block's length, by name. */
    Map<String, Long> blocks() {
      Map<String, Long> blocks = new LinkedHashMap<>();
      for (String block : all("block")) {
        String[] words = block.split(" ", 3);
        byte[] name = words[2].getBytes(StandardCharsets.UTF_8);
        blocks.put(new String(name, StandardCharsets.ISO_8859_1), Long.valueOf(words[1]));
      }
      return blocks;
    }

    byte[] load(String file) throws IOException {
      return Files.readAllBytes(dir.resolve(file));
    }
  }

  static int decode(Case one) throws IOException, Refused {
    Map<String, byte[]> memory = new LinkedHashMap<>();
    one.blocks().forEach((name, length) -> memory.put(name, new byte[Math.toIntExact(length)]));
    List<byte[]> blocks = List.copyOf(memory.values());
    for (String before : one.all("before")) {
      String[] words = before.split(" ", 2);
      byte[] image = one.load(words[1]);
      System.arraycopy(image, 0, blocks.get(Integer.parseInt(words[0])), 0, image.length);
    }
    byte[] stream = one.load(one.all("stream").get(0).split(" ", 2)[1]);
    new Decoder(stream, Integer.parseInt(one.all("page-size").get(0)), memory).read();
    Path out = Files.createDirectories(one.dir().resolve("out"));
    for (int i = 0; i < blocks.size(); i++) {
      Files.write(out.resolve(i + ".img"), blocks.get(i));
    }
    return DONE;
  }

  static int encode(Case one) throws IOException {
    List<String> dirty = new ArrayList<>();
    for (long length : one.blocks().values()) {
      dirty.add("0 " + dirty.size() + " 0 " + length); // round 0 sends every page
    }
    dirty.addAll(one.all("dirty"));
    Map<String, String> images = new HashMap<>();
    Path file = Files.createDirectories(one.dir().resolve("out")).resolve("main.bin");
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      Encoder encoder = new Encoder(out);
      encoder.start(one.blocks());
      for (int round = 0; round < Integer.parseInt(one.all("rounds").get(0)); round++) {
        for (String image : one.all("image")) {
          String[] words = image.split(" ", 3);
          if (Integer.parseInt(words[0]) == round) {
            images.put(words[1], words[2]);
          }
        }
        encoder.begin(2);
        for (String range : dirty) {
          String[] words = range.split(" ");
          if (Integer.parseInt(words[0]) == round) {
            sendPages(encoder, one, words, images.get(words[1]));
          }
        }
        encoder.end();
      }
      encoder.finish();
    }
    return DONE;
  }

  /** The words are those of a dirty line; a block without an image is all zero. */
  static void sendPages(Encoder encoder, Case one, String[] words, String image) throws IOException {
    byte[] page = new byte[Integer.parseInt(one.all("page-size").get(0))];
    String name = List.copyOf(one.blocks().keySet()).get(Integer.parseInt(words[1]));
    long from = Long.parseLong(words[2]);
    long to = from + Long.parseLong(words[3]);
    var file = image == null ? null : new RandomAccessFile(one.dir().resolve(image).toFile(), "r");
    try (file) {
      for (long offset = from; offset < to; offset += page.length) {
        if (file != null) {
          file.seek(offset);
          file.readFully(page);
        }
        encoder.page(name, offset, page);
      }
    }
  }

  static int run(Path dir) {
    try {
      Case one = Case.read(dir);
      for (String needs : one.all("needs")) {
        if (!FEATURES.containsAll(List.of(needs.split(" ")))) {
          return UNSUPPORTED;
        }
      }
      return one.all("role").contains("encode") ? encode(one) : decode(one);
    } catch (Refused e) {
      System.err.println(e.getMessage());
      return REFUSED;
    } catch (IOException e) {
      System.err.println(e);
      return HARNESS;
    }
  }

  /** The requests are flat, and the kit escapes nothing but quotes and backslashes. */
  private static final Pattern RUN = Pattern.compile("\"id\":(\\d+).*\"dir\":\"(.*)\"}");

  static int serve() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Matcher request = RUN.matcher(line);
      if (request.find()) {
        int exit = run(Path.of(request.group(2).replaceAll("\\\\(.)", "$1")));
        System.out.println("{\"id\":" + request.group(1) + ",\"exit\":" + exit + "}");
      } else if (line.contains("\"hello\"")) {
        String features = "[\"" + String.join("\",\"", FEATURES) + "\"]";
        System.out.println("{\"protocol\":1,\"features\":" + features + "}");
      } else {
        break;
      }
    }
    return DONE;
  }

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "features" -> FEATURES.forEach(System.out::println);
      case "serve" -> System.exit(serve());
      default -> System.exit(run(Path.of(arguments[1])));
    }
  }
}
