package org.ramwire.conformance.bench;

import static org.ramwire.conformance.bench.WireFile.CONTINUE;
import static org.ramwire.conformance.bench.WireFile.MEM_SIZE;
import static org.ramwire.conformance.bench.WireFile.PAGE;
import static org.ramwire.conformance.bench.WireFile.PLAIN;
import static org.ramwire.conformance.bench.WireFile.RAM;
import static org.ramwire.conformance.bench.WireFile.XBZRLE;
import static org.ramwire.conformance.bench.WireFile.ZERO;

import java.io.IOException;
import java.util.List;

/**
 * A kind of input that grows.
 *
 * @param name what grows
 * @param most how many pieces there may be: what the format, a limit or patience bounds
 * @param command what reads it; FILE is the input, OUT a folder to write, COUNT the pieces
 * @param writer spells it out
 */
record GrowthKind(String name, long most, String command, Writer writer) {

  private static final long ANY = Long.MAX_VALUE;
  private static final int SECTIONS = 16_000;
  private static final int BLOCKS = 4096;
  private static final int PING = 2;
  private static final int DISCARD = 6;
  private static final int PACKAGED = 7;

  /** As long a page as any, with a device's footer and the head of an element in every 16 bytes. */
  private static final int FALSE_HEADS = PAGE / 16;

  /** What spells an input out. */
  @FunctionalInterface
  interface Writer {
    /** Writes so many pieces. */
    void write(WireFile file, int count) throws IOException;
  }

  static final List<GrowthKind> ALL =
      List.of(
          new GrowthKind("records, 4096 blocks by name", ANY, "inspect FILE", GrowthKind::named),
          new GrowthKind("records of one block", ANY, "inspect FILE", GrowthKind::records),
          new GrowthKind("payloads of the ram section", ANY, "inspect FILE", GrowthKind::payloads),
          new GrowthKind("devices before ram", SECTIONS, "inspect FILE", GrowthKind::before),
          new GrowthKind("devices after ram", SECTIONS, "inspect FILE", GrowthKind::after),
          new GrowthKind("pieces of a device", ANY, "inspect FILE", GrowthKind::pieces),
          new GrowthKind(
              "sizes described, false descriptions",
              SECTIONS,
              "inspect FILE",
              GrowthKind::described),
          new GrowthKind("commands", ANY, "inspect FILE", GrowthKind::commands),
          new GrowthKind("blocks of a list", BLOCKS, "inspect FILE", GrowthKind::blocks),
          new GrowthKind(
              "entries of a list, lenient", ANY, "inspect --lenient FILE", GrowthKind::entries),
          new GrowthKind("lists, lenient", ANY, "inspect --lenient FILE", GrowthKind::lists),
          new GrowthKind("capabilities", BLOCKS, "inspect FILE", GrowthKind::capabilities),
          new GrowthKind(
              "bytes of the description", 8_000_000, "inspect FILE", GrowthKind::description),
          new GrowthKind(
              "bytes of the description, nested", 8_000_000, "inspect FILE", GrowthKind::nested),
          new GrowthKind(
              "bytes of one field of the description",
              8_000_000,
              "inspect FILE",
              GrowthKind::longName),
          new GrowthKind(
              "packages, each with a warning", ANY, "inspect --lenient FILE", GrowthKind::packages),
          new GrowthKind("commands of a package", ANY, "inspect FILE", GrowthKind::packageCommands),
          new GrowthKind(
              "sections of a package", SECTIONS, "inspect FILE", GrowthKind::packageSections),
          new GrowthKind("discards, then pages", ANY, "inspect FILE", GrowthKind::discards),
          new GrowthKind("records listed", ANY, "inspect --records FILE", GrowthKind::records),
          new GrowthKind(
              "records listed as JSON", ANY, "inspect --records --json FILE", GrowthKind::records),
          new GrowthKind(
              "records, bytes of one explained", 1_000_000, "annotate FILE", GrowthKind::records),
          new GrowthKind("false heads in a device", ANY, "inspect FILE", GrowthKind::falseHeads),
          new GrowthKind(
              "false descriptions in a device", ANY, "inspect FILE", GrowthKind::falseDescriptions),
          new GrowthKind(
              "false heads in pages after a device", ANY, "inspect FILE", GrowthKind::watched),
          new GrowthKind(
              "pages extracted, one block", ANY, "extract FILE -o OUT", GrowthKind::pages),
          new GrowthKind(
              "pages extracted, 4096 blocks in turn",
              1_000_000,
              "extract FILE -o OUT",
              GrowthKind::pagesInTurn),
          new GrowthKind(
              "pages of a block, one record, extracted",
              16_000_000,
              "extract FILE -o OUT",
              GrowthKind::huge),
          new GrowthKind(
              "blocks of 16 MiB extracted, lenient",
              BLOCKS,
              "extract --lenient FILE -o OUT",
              GrowthKind::hugeBlocks),
          new GrowthKind(
              "deltas of 1365 runs, extracted", 100_000, "extract FILE -o OUT", GrowthKind::deltas),
          new GrowthKind(
              "made-up cases", 10_000, "verify --random COUNT --seed 1 -q", (file, count) -> {}),
          new GrowthKind("words of a case file", 1_000_000, "case FILE", GrowthKind::caseWords),
          new GrowthKind("records of a case file", 60_000, "case FILE", GrowthKind::caseLines));

  private static void named(WireFile file, int count) throws IOException {
    file.ramStart(BLOCKS, PAGE).part(RAM);
    for (int i = 0; i < count; i++) {
      file.be64(ZERO).name(WireFile.block(i % BLOCKS)).u8(0);
    }
    file.closed().ramEnd().eof();
  }

  private static void records(WireFile file, int count) throws IOException {
    file.ramStart(1, (long) count * PAGE).part(RAM);
    file.be64(ZERO).name(WireFile.block(0)).u8(0);
    for (int i = 1; i < count; i++) {
      file.be64((long) i * PAGE | ZERO | CONTINUE).u8(0);
    }
    file.closed().ramEnd().eof();
  }

  private static void payloads(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    for (int i = 0; i < count; i++) {
      file.part(RAM).closed();
    }
    file.ramEnd().eof();
  }

  private static void devices(WireFile file, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      file.full(i + 3, "device" + i).be64(i).footer(i + 3);
    }
  }

  private static void before(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    devices(file, count);
    file.ramEnd().eof();
  }

  private static void after(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE).ramEnd();
    devices(file, count);
    file.eof();
  }

  private static void pieces(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE).start(3, "device").be64(0).footer(3);
    for (int i = 0; i < count; i++) {
      file.part(3).be64(i).footer(3);
    }
    file.end(3).be64(0).footer(3).ramEnd().eof();
  }

  /** Each device's described end has a footer, EOF, and the head of the longest description. */
  private static void described(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    StringBuilder json = new StringBuilder("{\"devices\":[");
    int section = 1 + 4 + 1 + 6 + 8 + 5;
    int trap = 5 + 6;
    for (int i = 0; i < count; i++) {
      file.full(i + 3, String.format("d%05d", i)).footer(i + 3);
      // What is left of the sections, the head of the one that holds the traps, and traps before.
      long size = (long) section * (count - i - 1) + 5 + 1 + 4 + 1 + 4 + 8 + (long) trap * i;
      json.append(i == 0 ? "" : ",").append("{\"name\":\"").append(String.format("d%05d", i));
      json.append("\",\"instance_id\":0,\"fields\":[{\"name\":\"f\",\"size\":").append(size);
      json.append("}]}");
    }
    file.full(count + 3, "trap");
    for (int i = 0; i < count; i++) {
      file.footer(i + 3).u8(0).u8(6).be32((8 << 20) - 16);
    }
    byte[] filler = new byte[1 << 20];
    java.util.Arrays.fill(filler, (byte) ' ');
    for (int i = 0; i < 8; i++) {
      file.bytes(filler);
    }
    file.footer(count + 3).ramEnd().eof().description(json.append("]}").toString());
  }

  private static void commands(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    for (int i = 0; i < count; i++) {
      file.command(PING, new byte[4]);
    }
    file.ramEnd().eof();
  }

  private static void blocks(WireFile file, int count) throws IOException {
    file.ramStart(count, PAGE).ramEnd().eof();
  }

  private static void entries(WireFile file, int count) throws IOException {
    file.header().section(1, RAM, "ram", 4).be64((long) count * PAGE | MEM_SIZE);
    for (int i = 0; i < count; i++) {
      file.name(WireFile.block(i % BLOCKS)).be64(PAGE);
    }
    file.closed().ramEnd().eof();
  }

  private static void lists(WireFile file, int count) throws IOException {
    file.header().section(1, RAM, "ram", 4);
    for (int i = 0; i < count; i++) {
      file.be64(PAGE | MEM_SIZE).name(WireFile.block(i % BLOCKS)).be64(PAGE);
      file.be64(ZERO | CONTINUE * (i == 0 ? 0 : 1));
      if (i == 0) {
        file.name(WireFile.block(0));
      }
      file.u8(0);
    }
    file.closed().ramEnd().eof();
  }

  private static void capabilities(WireFile file, int count) throws IOException {
    file.header().u8(7).be32(1).text("m").u8(5).name("configuration/capabilities").be32(1);
    file.be32(count);
    for (int i = 0; i < count; i++) {
      file.name("x-ignore-shared");
    }
    file.section(1, RAM, "ram", 4).be64(PAGE | MEM_SIZE).name("r").be64(PAGE).be64(0);
    file.closed().ramEnd().eof();
  }

  private static void json(WireFile file, String json) throws IOException {
    file.ramStart(1, PAGE).ramEnd().eof().description(json);
  }

  private static void description(WireFile file, int count) throws IOException {
    StringBuilder json = new StringBuilder("{\"devices\":[");
    String device = "{\"name\":\"d\",\"instance_id\":0,\"fields\":[{\"name\":\"f\",\"size\":8}]}";
    for (int i = 0; i < Math.min(count / (device.length() + 1), SECTIONS); i++) {
      json.append(i == 0 ? "" : ",").append(device);
    }
    json.append(']').append(" ".repeat(Math.max(0, count - json.length()))).append('}');
    json(file, json.toString());
  }

  private static void nested(WireFile file, int count) throws IOException {
    String deep = "[".repeat(900) + "]".repeat(900);
    StringBuilder json = new StringBuilder("{\"x\":[0");
    for (int i = 0; i < count / deep.length(); i++) {
      json.append(',').append(deep);
    }
    json(file, json.append("]}").toString());
  }

  private static void longName(WireFile file, int count) throws IOException {
    json(file, "{\"" + "x".repeat(count / 2) + "\":\"" + "y".repeat(count / 2) + "\"}");
  }

  private static void packages(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    for (int i = 0; i < count; i++) {
      file.command(PACKAGED, new byte[4]);
    }
    file.ramEnd().eof();
  }

  private static void packageOf(WireFile file, int bytes) throws IOException {
    file.command(PACKAGED, java.nio.ByteBuffer.allocate(4).putInt(bytes).array());
  }

  private static void packageCommands(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    packageOf(file, 9 * count);
    for (int i = 0; i < count; i++) {
      file.command(PING, new byte[4]);
    }
    file.ramEnd().eof();
  }

  private static void packageSections(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE);
    packageOf(file, (1 + 4 + 7 + 8 + 8 + 5) * count);
    for (int i = 0; i < count; i++) {
      file.full(i + 3, String.format("d%05d", i)).be64(i).footer(i + 3);
    }
    file.ramEnd().eof();
  }

  /** Every other page is discarded, by a command for each, and comes. */
  private static void discards(WireFile file, int count) throws IOException {
    file.ramStart(1, 2L * count * PAGE);
    for (int i = 0; i < count; i++) {
      java.nio.ByteBuffer data = java.nio.ByteBuffer.allocate(1 + 6 + 1 + 16);
      data.put((byte) 0).put((byte) 5).put("b0000".getBytes()).put((byte) 0);
      file.command(DISCARD, data.putLong(2L * i * PAGE).putLong(PAGE).array());
    }
    file.part(RAM).be64(ZERO).name(WireFile.block(0)).u8(0);
    for (int i = 1; i < 2 * count; i++) {
      file.be64((long) i * PAGE | ZERO | CONTINUE).u8(0);
    }
    file.closed().ramEnd().eof();
  }

  /** A footer of the device, and the head of an element that nearly may follow. */
  private static void falseHeads(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE).ramEnd().full(3, "device");
    for (int i = 0; i < count; i++) {
      file.footer(3).u8(4).be32(RAM).name("x").be32(0);
    }
    file.footer(3).eof();
  }

  private static void falseDescriptions(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE).ramEnd().full(3, "device");
    for (int i = 0; i < count; i++) {
      file.footer(3).u8(0).u8(6).be32(1 << 20).text("{\"");
    }
    file.bytes(new byte[1 << 20]).footer(3).eof();
  }

  private static void watched(WireFile file, int count) throws IOException {
    file.ramStart(1, PAGE).full(3, "device").footer(3).part(RAM);
    file.be64(PLAIN).name(WireFile.block(0));
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % FALSE_HEADS == 0) {
        file.be64(PLAIN | CONTINUE);
      }
      file.footer(3).u8(4).be32(RAM).name("x").be32(0);
    }
    for (int i = count; i % FALSE_HEADS != 0; i++) {
      file.be64(0).be64(0);
    }
    file.closed().ramEnd().eof();
  }

  private static void pages(WireFile file, int count) throws IOException {
    file.ramStart(1, (long) count * PAGE).part(RAM);
    file.be64(ZERO).name(WireFile.block(0)).u8(1);
    // A few bytes on the wire, a page on the disk: every hundredth page, so that the disk holds it.
    for (int i = 1; i < count; i++) {
      file.be64((long) i * PAGE | ZERO | CONTINUE).u8(i % 100 == 0 ? 1 : 0);
    }
    file.closed().ramEnd().eof();
  }

  private static void pagesInTurn(WireFile file, int count) throws IOException {
    file.ramStart(BLOCKS, PAGE).part(RAM);
    for (int i = 0; i < count; i++) {
      file.be64(ZERO).name(WireFile.block(i % BLOCKS)).u8(1);
    }
    file.closed().ramEnd().eof();
  }

  private static void huge(WireFile file, int count) throws IOException {
    long bytes = (long) count * PAGE;
    file.ramStart(1, bytes).part(RAM);
    file.be64((bytes - PAGE) | ZERO).name(WireFile.block(0)).u8(1).closed().ramEnd().eof();
  }

  private static void hugeBlocks(WireFile file, int count) throws IOException {
    long bytes = 16 << 20;
    file.header().section(1, RAM, "ram", 4);
    for (int i = 0; i < count; i++) {
      file.be64(bytes | MEM_SIZE).name(WireFile.block(i)).be64(bytes);
      file.be64((bytes - PAGE) | ZERO).name(WireFile.block(i)).u8(1);
    }
    file.closed().ramEnd().eof();
  }

  private static void deltas(WireFile file, int count) throws IOException {
    byte[] delta = new byte[3 * 1365];
    for (int i = 0; i < delta.length; i += 3) {
      delta[i] = 1;
      delta[i + 1] = 1;
      delta[i + 2] = (byte) (i | 1);
    }
    file.ramStart(1, PAGE).part(RAM).be64(ZERO).name(WireFile.block(0)).u8(0);
    for (int i = 0; i < count; i++) {
      file.be64(XBZRLE | CONTINUE).u8(1).u8(delta.length >> 8).u8(delta.length & 0xff);
      file.bytes(delta);
    }
    file.closed().ramEnd().eof();
  }

  private static void caseHead(WireFile file) throws IOException {
    file.text("id        GROWS\ntitle     a case that grows\nclauses   RAM-011\nprofile   body\n");
    file.text("block     0 0x3000 pc.ram\nstream\n        <open>\n");
  }

  private static void caseTail(WireFile file) throws IOException {
    file.text("        <close>\nexpect    accept\nimage     0 0x0 00*0x3000\n");
    file.text("source    none\nwhy       To see what it costs.\n");
  }

  private static void caseWords(WireFile file, int count) throws IOException {
    caseHead(file);
    for (int i = 0; i < count; i++) {
      file.text(i % 100 == 99 ? " 00\n" : i % 100 == 0 ? "        00" : " 00");
    }
    file.text("\n");
    caseTail(file);
  }

  private static void caseLines(WireFile file, int count) throws IOException {
    caseHead(file);
    for (int i = 0; i < count; i++) {
      file.text("        be64:0x0|0x02 06 \"pc.ram\" 00 # ZERO\n");
    }
    caseTail(file);
  }
}
