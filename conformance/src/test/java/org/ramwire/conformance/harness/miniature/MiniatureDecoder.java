package org.ramwire.conformance.harness.miniature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A second decoder, written for the tests from the clauses and sharing no code with the reference
 * reader: small rather than fast, and made to be broken by one {@link Fault}.
 *
 * <p>It follows RWCP/1: reads a case's folder, writes the images, answers with an exit code.
 */
public final class MiniatureDecoder {

  /** What it can do: everything that a decoder can. */
  static final Set<String> FEATURES =
      Set.of(
          "zero",
          "xbzrle",
          "compress",
          "multifd-flush",
          "page-sizes",
          "large-blocks",
          "body",
          "migration",
          "libvirt",
          "mapped-ram");

  private final Fault fault;

  /** Makes one that breaks a rule, or none if that is null. */
  public MiniatureDecoder(Fault fault) {
    this.fault = fault;
  }

  /** Decodes a case; returns RWCP/1's exit code. */
  public int decode(Path folder) {
    try {
      return decodeOrRefuse(folder);
    } catch (Refused e) {
      return 10;
    } catch (IOException e) {
      return 30;
    }
  }

  private int decodeOrRefuse(Path folder) throws IOException, Refused {
    List<String> lines = Files.readAllLines(folder.resolve("case.txt"), StandardCharsets.UTF_8);
    Memory memory = new Memory(4096);
    String stream = "";
    boolean body = false;
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      switch (words[0]) {
        case "needs" -> {
          if (!FEATURES.containsAll(List.of(line.substring(6).split(" ")))) {
            return 20;
          }
        }
        case "profile" -> body = words[1].equals("body");
        case "page-size" -> memory.pageBytes = Integer.parseInt(words[1]);
        case "block" -> {
          String name = line.substring(8 + words[1].length() + words[2].length());
          memory.own.add(
              new SparseBlock(
                  Integer.parseInt(words[1]),
                  Cursor.latin1(name.getBytes(StandardCharsets.UTF_8)),
                  Long.parseLong(words[2]),
                  memory.pageBytes));
        }
        case "stream" -> stream = words[2];
        case "before" -> memory.own.get(Integer.parseInt(words[1])).load(folder.resolve(words[2]));
        default -> {
          // Nothing that a decoder has to know.
        }
      }
    }
    Path file = folder.resolve(stream);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    read(new Cursor(Files.readAllBytes(file)), memory, body);
    Path out = Files.createDirectories(folder.resolve("out"));
    for (SparseBlock block : memory.own) {
      block.write(out.resolve(block.index + ".img"));
    }
    return 0;
  }

  private void read(Cursor in, Memory memory, boolean body) throws Refused {
    if (!body) {
      new Container(in, memory, fault).read();
      return;
    }
    Records records = new Records(memory, fault);
    boolean start = true;
    try {
      do {
        records.payload(in, start, -1);
        start = false;
      } while (!in.atEnd());
    } catch (Refused e) {
      if (!e.cut() || fault != Fault.CUT_TAKEN) {
        throw e;
      }
    }
    if (fault != Fault.MISSING_PAGES_HIDDEN_IN_BODY) {
      records.finish();
    }
  }

  /**
   * Answers as a program of its own: {@code [fault] features} or {@code [fault] decode DIR}.
   *
   * @param arguments a fault's name, if one is wanted, and RWCP/1's words
   */
  public static void main(String[] arguments) {
    boolean broken = !arguments[0].equals("features") && !arguments[0].equals("decode");
    Fault fault = broken ? Fault.valueOf(arguments[0]) : null;
    int at = broken ? 1 : 0;
    if (arguments[at].equals("features")) {
      FEATURES.forEach(System.out::println);
      return;
    }
    System.exit(new MiniatureDecoder(fault).decode(Path.of(arguments[at + 1])));
  }
}
