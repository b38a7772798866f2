package org.ramwire.conformance.lab.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.conformance.lab.scenario.PageRef;

/** The page records of a stream in their order, without their payloads. */
final class RecordLog {

  /** One page record. */
  record Entry(RamRecordKind kind, PageRef page, int payloadBytes, boolean continued) {

    /** Tells whether this is what an expectation says: a kind, or a kind and a length. */
    boolean is(String expected) {
      return expected.equals(kind.name()) || expected.equals(kind.name() + ":" + payloadBytes);
    }

    @Override
    public String toString() {
      return kind == RamRecordKind.XBZRLE || kind == RamRecordKind.COMPRESS_PAGE
          ? kind + ":" + payloadBytes
          : kind.toString();
    }
  }

  private final int pageBytes;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> totals = new TreeMap<>();

  RecordLog(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  void add(PageHeader header, int payloadBytes) {
    PageRef page = new PageRef(header.block().index(), (int) (header.pageOffset() / pageBytes));
    entries.add(new Entry(header.kind(), page, payloadBytes, header.continued()));
    count(header.kind().name());
  }

  void count(String what) {
    totals.merge(what, 1, Integer::sum);
  }

  /** Returns how often each kind of record and of ram section came. */
  Map<String, Integer> totals() {
    return Collections.unmodifiableMap(totals);
  }

  Stream<Entry> of(PageRef page) {
    return entries.stream().filter(entry -> entry.page().equals(page));
  }

  List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }
}
