package org.ramwire.conformance.suite.random;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.ramwire.format.RamFlag;

/** The writing of a plan's records, and what they do to memory. */
final class RecordText {

  private final StreamPlan plan;
  private final StreamLines out;
  private final PlanMemory memory;
  private final Set<String> needs;
  private final Set<String> clauses;

  /** The key of the block that CONTINUE means, or -1. */
  private int last = -1;

  RecordText(
      StreamPlan plan, StreamLines out, PlanMemory memory, Set<String> needs, Set<String> clauses) {
    this.plan = plan;
    this.out = out;
    this.memory = memory;
    this.needs = needs;
    this.clauses = clauses;
  }

  /** Writes the block list, its total too high by so many bytes. */
  StreamLines list(long wrong) {
    List<PlannedBlock> listed = listed();
    long pages = listed.stream().mapToLong(PlannedBlock::pages).sum();
    out.header(pages * plan.pageBytes() + wrong, RamFlag.MEM_SIZE).end("MEM_SIZE");
    for (PlannedBlock block : listed) {
      out.name(block.name()).be64((long) block.pages() * plan.pageBytes()).end("");
    }
    return out;
  }

  private List<PlannedBlock> listed() {
    List<PlannedBlock> listed =
        new ArrayList<>(plan.blocks().stream().filter(PlannedBlock::listed).toList());
    if (plan.container().reversed()) {
      Collections.reverse(listed);
    }
    return listed;
  }

  void flush() {
    needs.add("multifd-flush");
    clauses.add("RAM-090");
    out.header(0, RamFlag.MULTIFD_FLUSH).end("MULTIFD_FLUSH");
  }

  void page(Step.OfPage step) {
    int flag =
        switch (step.form()) {
          case ZERO -> RamFlag.ZERO;
          case PAGE -> RamFlag.PAGE;
          case XBZRLE -> RamFlag.XBZRLE;
          case COMPRESS -> RamFlag.COMPRESS_PAGE;
        };
    PlannedBlock block = plan.block(step.block());
    long offset = (long) step.page() * plan.pageBytes();
    boolean continued = !step.named() && last == step.block();
    out.header(offset, continued ? flag | RamFlag.CONTINUE : flag);
    if (!continued) {
      out.name(block.name());
    }
    last = step.block();
    clauses.add(continued ? "RAM-010" : "RAM-007");
    payload(step);
    String where = "page " + step.page() + " of block " + plan.blocks().indexOf(block);
    out.end(step.form() + (continued ? ", CONTINUE: " : ": ") + where);
  }

  private void payload(Step.OfPage step) {
    byte[] content = content(step);
    clauses.add(
        switch (step.form()) {
          case ZERO -> zero(step, content);
          case PAGE -> whole(step, content);
          case XBZRLE -> delta(step);
          case COMPRESS -> deflated(step, content);
        });
  }

  private String zero(Step.OfPage step, byte[] content) {
    needs.add("zero");
    out.u8(step.seed());
    Arrays.fill(content, (byte) step.seed());
    memory.set(step.block(), step.page(), content);
    return "RAM-042";
  }

  private String whole(Step.OfPage step, byte[] content) {
    out.content(content);
    memory.set(step.block(), step.page(), content);
    return "RAM-045";
  }

  private String delta(Step.OfPage step) {
    needs.add("xbzrle");
    List<Run> runs = fitting(step.runs());
    byte[] delta = delta(runs);
    out.u8(1).be16(delta.length).content(delta);
    memory.change(step.block(), step.page(), runs);
    return "XBZ-001";
  }

  private String deflated(Step.OfPage step, byte[] content) {
    needs.add("compress");
    byte[] zlib = Zlib.stream(content, step.seed());
    out.be32(zlib.length).content(zlib);
    memory.set(step.block(), step.page(), content);
    return "RAM-061";
  }

  private byte[] content(Step.OfPage step) {
    byte[] content = StreamLines.pattern(step.seed(), plan.pageBytes());
    if (step.filled()) {
      Arrays.fill(content, (byte) step.seed());
    }
    return content;
  }

  /** A smaller page takes fewer runs. */
  private List<Run> fitting(List<Run> runs) {
    List<Run> fitting = new ArrayList<>();
    int at = 0;
    int bytes = 0;
    for (Run run : runs) {
      at += run.zrun() + run.count();
      bytes += 4 + run.count();
      if (at > plan.pageBytes() || bytes > Math.min(plan.pageBytes(), 0xffff)) {
        break;
      }
      fitting.add(run);
    }
    return fitting;
  }

  private static byte[] delta(List<Run> runs) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    for (Run run : runs) {
      uleb(delta, run.zrun(), run.wide());
      uleb(delta, run.count(), false);
      delta.writeBytes(run.content());
    }
    return delta.toByteArray();
  }

  private static void uleb(ByteArrayOutputStream delta, int value, boolean wide) {
    if (value < 0x80 && !wide) {
      delta.write(value);
    } else {
      delta.write(value & 0x7f | 0x80);
      delta.write(value >> 7);
    }
  }

  /** Writes a record that has to be refused. */
  void bad(Step.Bad step) {
    BadRecord fault = step.fault();
    if (fault.feature() != null) {
      needs.add(fault.feature().label());
    }
    out.label("bad");
    PlannedBlock block = plan.block(step.block());
    String name = block.name();
    StreamLines record =
        switch (fault) {
          case UNDEFINED_FLAG -> plain(0, 0x400 | RamFlag.PAGE, name);
          case NO_KIND -> plain(0, 0, name);
          case TWO_KINDS -> plain(0, RamFlag.ZERO | RamFlag.PAGE, name);
          case FULL -> plain(0, RamFlag.FULL | RamFlag.PAGE, name);
          case CONTINUE_ON_EOS -> out.header(0, RamFlag.EOS | RamFlag.CONTINUE);
          case EOS_ADDRESS -> out.header(plan.pageBytes(), RamFlag.EOS);
          case HOOK -> out.header(0, RamFlag.HOOK);
          case SECOND_LIST -> list(0);
          case NAME_UNKNOWN -> plain(0, RamFlag.PAGE, "no-such-block");
          case NAME_WITH_NUL -> nameWithNul(name);
          case NAME_EMPTY -> plain(0, RamFlag.PAGE, "");
          case BEHIND_BLOCK -> plain((long) block.pages() * plan.pageBytes(), RamFlag.PAGE, name);
          case FAR_BEHIND_BLOCK -> plain(Long.MIN_VALUE, RamFlag.PAGE, name);
          case ENCODING -> delta(name, 2, 0, 1, 9);
          case DELTA_TOO_LONG -> delta(name, 1, new int[plan.pageBytes() + 1]);
          case NZRUN_ZERO -> delta(name, 1, 0, 1, 9, 5, 0);
          case ZRUN_ZERO -> delta(name, 1, 0, 1, 9, 0, 1, 9);
          case ZRUN_LAST -> delta(name, 1, 0, 1, 9, 5);
          case NZRUN_PAST_DELTA -> delta(name, 1, 0, 5, 9, 9);
          case ULEB_OF_THREE -> delta(name, 1, 0x80, 0x80, 1, 1, 9);
          case PAYLOAD_EMPTY -> deflated(name, new byte[0]);
          case PAYLOAD_TOO_LONG -> deflated(name, new byte[Zlib.bound(plan.pageBytes()) + 1]);
          case CHECKSUM -> checksum(name);
          case PAGE_SHORT -> deflated(name, blank(plan.pageBytes() - 1));
          case BEHIND_ZLIB -> behindZlib(name);
        };
    record.end("to be refused: " + fault);
  }

  private StreamLines plain(long address, int flags, String name) {
    out.header(address, flags);
    if (name.isEmpty()) {
      out.u8(0);
    } else {
      out.name(name);
    }
    return out.content(new byte[plan.pageBytes()]);
  }

  private StreamLines nameWithNul(String block) {
    // The longest name has no room for a further byte.
    String name = block.substring(0, Math.min(block.length(), 254));
    out.header(0, RamFlag.PAGE).u8(name.length() + 1).text(name).u8(0);
    return out.content(new byte[plan.pageBytes()]);
  }

  private StreamLines delta(String name, int encoding, int... bytes) {
    byte[] delta = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      delta[i] = (byte) bytes[i];
    }
    out.header(0, RamFlag.XBZRLE).name(name);
    return out.u8(encoding).be16(delta.length).content(delta);
  }

  private StreamLines checksum(String name) {
    byte[] zlib = blank(plan.pageBytes());
    zlib[zlib.length - 1] ^= 1;
    return deflated(name, zlib);
  }

  private StreamLines behindZlib(String name) {
    byte[] zlib = blank(plan.pageBytes());
    return deflated(name, Arrays.copyOf(zlib, zlib.length + 1));
  }

  private static byte[] blank(int bytes) {
    return Zlib.stream(new byte[bytes], 6);
  }

  private StreamLines deflated(String name, byte[] payload) {
    out.header(0, RamFlag.COMPRESS_PAGE).name(name).be32(payload.length);
    return payload.length > 0 ? out.content(payload) : out;
  }
}
