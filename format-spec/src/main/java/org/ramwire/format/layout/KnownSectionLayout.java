package org.ramwire.format.layout;

import static org.ramwire.format.grammar.Expr.available;
import static org.ramwire.format.grammar.Expr.of;
import static org.ramwire.format.grammar.Expr.peek;
import static org.ramwire.format.grammar.Expr.ref;
import static org.ramwire.format.grammar.Part.be16;
import static org.ramwire.format.grammar.Part.be32;
import static org.ramwire.format.grammar.Part.be64;
import static org.ramwire.format.grammar.Part.demand;
import static org.ramwire.format.grammar.Part.name;
import static org.ramwire.format.grammar.Part.raw;
import static org.ramwire.format.grammar.Part.repeat;
import static org.ramwire.format.grammar.Part.u8;
import static org.ramwire.format.grammar.Part.when;
import static org.ramwire.format.grammar.Structure.group;
import static org.ramwire.format.grammar.Structure.unit;

import java.util.List;
import java.util.Map;
import org.ramwire.format.Clause;
import org.ramwire.format.grammar.Expr;
import org.ramwire.format.grammar.Part;
import org.ramwire.format.grammar.Part.Let;
import org.ramwire.format.grammar.Part.Searched;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Part.Use;
import org.ramwire.format.grammar.Part.When;
import org.ramwire.format.grammar.Structure;

/** Section 2.6 of the page: sections other than ram whose content tells where it ends. */
final class KnownSectionLayout {

  static final int BLOCK = 2;
  static final int DIRTY_BITMAPS = 3;
  static final int HASH_TABLE = 4;
  static final int STORAGE_ATTRIBUTES = 5;
  static final int STORAGE_ATTRIBUTES_1 = 6;
  static final int VFIO = 7;
  static final int PBS_STATE = 8;

  private static final String DONE = "piece's end";
  private static final Searched STATE = new Searched("device state", Clause.DEVICE_SECTION_END);
  private static final Expr AHEAD = peek(0, 8);
  private static final Expr CUT = available().less(of(8));

  /** The payload of a section: by its grammar if it starts like it, else searched. */
  static Part payload(Expr content) {
    Expr blockFlags = AHEAD.bits(0x1ff);
    Expr attributeFlags = AHEAD.bits(0xfff);
    Expr chunk = peek(0, 1);
    return new When(
        content
            .is(BLOCK)
            .and(CUT.or(blockKnown(blockFlags)))
            .or(content.is(DIRTY_BITMAPS).and(chunk.in(-1, 0x7f).not().or(chunkKnown(chunk))))
            .or(content.is(HASH_TABLE))
            .or(
                content
                    .in(STORAGE_ATTRIBUTES, STORAGE_ATTRIBUTES_1)
                    .and(
                        CUT.or(attributeFlags.in(1, 2))
                            .or(attributeFlags.is(4))
                            .or(attributeFlags.is(8))))
            .or(content.is(VFIO).and(CUT.or(AHEAD.minus(of(MARK)).in(1, 6))))
            .or(content.is(PBS_STATE).and(available().less(of(4)).or(peek(0, 4).not()))),
        List.of(
            new Part.Choose(
                content,
                Map.of(
                    (long) BLOCK, List.of(new Use("block-section")),
                    (long) DIRTY_BITMAPS, List.of(new Use("dirty-bitmap-section")),
                    (long) HASH_TABLE, List.of(new Use("htab-section")),
                    (long) STORAGE_ATTRIBUTES, List.of(attributes(1, 2)),
                    (long) STORAGE_ATTRIBUTES_1, List.of(attributes(2, 1)),
                    (long) VFIO, List.of(new Use("vfio-section")),
                    (long) PBS_STATE, List.of(new Use("pbs-section"))),
                Clause.DEVICE_SECTION_END)),
        List.of(new Use("device-state")));
  }

  private static final Structure DEVICE_STATE =
      unit("device-state", Clause.DEVICE_SECTION_END, STATE);

  private static Structure piece(String name, Clause clause, String record) {
    return group(name, clause, new Let(DONE, of(0)), repeat(ref(DONE).not(), new Use(record)));
  }

  private static Expr blockKnown(Expr flags) {
    return flags.in(1, 2).or(flags.is(4)).or(flags.is(9));
  }

  private static final Expr DISK = ref("record of a disk").bits(0x1ff);

  private static final Structure BLOCK_RECORD =
      unit(
          "block-record",
          Clause.BLOCK_SECTION,
          be64("record of a disk", Clause.BLOCK_SECTION)
              .as(Show.HEX)
              .rule(blockKnown(DISK), Clause.BLOCK_SECTION),
          when(DISK.bits(1), name("disk's name", Clause.BLOCK_SECTION)),
          when(DISK.is(1), raw("1 MiB of a disk", of(1 << 20), Show.PAGE, Clause.BLOCK_SECTION)),
          new Let(DONE, DISK.is(2)));

  /** Also LEN-034's 30 for a start with both names and 02 for bits. */
  private static Expr chunkKnown(Expr flags) {
    Expr kind = flags.bits(0x72);
    return flags
        .is(1)
        .or(kind.is(0x10))
        .or(kind.is(0x20))
        .or(kind.is(0x40))
        .or(kind.is(0x42))
        .or(flags.is(0x30))
        .or(flags.is(2));
  }

  private static final Expr CHUNK = ref("chunk's flags");
  private static final Expr OTHER_START = CHUNK.is(0x30);
  private static final Expr OTHER_BITS = CHUNK.is(2);

  private static final Structure BITMAP_CHUNK =
      unit(
          "dirty-bitmap-chunk",
          Clause.DIRTY_BITMAPS_SECTION,
          u8("flags", Clause.DIRTY_BITMAPS_SECTION).as(Show.HEX),
          when(
              ref("flags").bits(0x80),
              u8("flags", Clause.DIRTY_BITMAPS_SECTION).as(Show.HEX),
              when(
                  ref("flags").bits(0x80),
                  be16("flags", Clause.DIRTY_BITMAPS_SECTION).as(Show.HEX))),
          new Let("chunk's flags", ref("flags").bits(0x7f)),
          demand(chunkKnown(CHUNK), Clause.DIRTY_BITMAPS_SECTION),
          when(CHUNK.bits(8).or(OTHER_START), name("node's name", Clause.DIRTY_BITMAPS_SECTION)),
          when(CHUNK.bits(4).or(OTHER_START), name("bitmap's name", Clause.DIRTY_BITMAPS_SECTION)),
          when(
              CHUNK.bits(0x70).is(0x10).or(OTHER_START),
              be32("granularity", Clause.DIRTY_BITMAPS_SECTION),
              u8("bitmap's flags", Clause.DIRTY_BITMAPS_SECTION).as(Show.HEX)),
          when(
              CHUNK.bits(0x40).or(OTHER_BITS),
              be64("first sector", Clause.DIRTY_BITMAPS_SECTION),
              be32("number of sectors", Clause.DIRTY_BITMAPS_SECTION),
              when(
                  CHUNK.bits(2).not().or(OTHER_BITS),
                  be64("length of the bits", Clause.DIRTY_BITMAPS_SECTION).as(Show.LENGTH),
                  raw(
                      "bits",
                      ref("length of the bits"),
                      Show.BYTES,
                      Clause.DIRTY_BITMAPS_SECTION))),
          new Let(DONE, OTHER_START.or(OTHER_BITS).not().and(CHUNK.bits(1))));

  private static final Structure HTAB =
      group(
          "htab-section",
          Clause.HASH_TABLE_SECTION,
          new Use("htab-head"),
          new Let(DONE, ref("size of the table")),
          repeat(ref(DONE).not(), new Use("htab-chunk")));

  private static final Structure HTAB_HEAD =
      unit(
          "htab-head",
          Clause.HASH_TABLE_SECTION,
          be32("size of the table", Clause.HASH_TABLE_SECTION).as(Show.HEX));

  private static final Structure HTAB_CHUNK =
      unit(
          "htab-chunk",
          Clause.HASH_TABLE_SECTION,
          be32("index", Clause.HASH_TABLE_SECTION),
          be16("valid entries", Clause.HASH_TABLE_SECTION),
          be16("invalid entries", Clause.HASH_TABLE_SECTION),
          raw("entries", ref("valid entries").times(16), Show.BYTES, Clause.HASH_TABLE_SECTION),
          new Let(
              DONE,
              ref("index").not().and(ref("valid entries").plus(ref("invalid entries")).not())));

  private static Part attributes(int eos, int more) {
    return Part.all(
        new Let("flag of the end", of(eos)),
        new Let("flag of more", of(more)),
        new Use("storage-attributes-section"));
  }

  private static final Expr ATTRIBUTES = ref("record of attributes").bits(0xfff);

  private static final Structure ATTRIBUTES_RECORD =
      unit(
          "storage-attributes-record",
          Clause.STORAGE_ATTRIBUTES_SECTION,
          be64("record of attributes", Clause.STORAGE_ATTRIBUTES_SECTION)
              .as(Show.HEX)
              .rule(ATTRIBUTES.in(1, 2).or(ATTRIBUTES.is(8)), Clause.STORAGE_ATTRIBUTES_SECTION),
          when(
              ATTRIBUTES.is(ref("flag of more")),
              be64("length of the attributes", Clause.STORAGE_ATTRIBUTES_SECTION).as(Show.LENGTH),
              raw(
                  "attributes",
                  ref("length of the attributes"),
                  Show.BYTES,
                  Clause.STORAGE_ATTRIBUTES_SECTION)),
          new Let(DONE, ATTRIBUTES.is(ref("flag of the end"))));

  private static final long MARK = 0xffffffffef100000L;
  private static final Expr VFIO_MARK = ref("mark").minus(of(MARK));

  private static final Structure VFIO_RECORD =
      unit(
          "vfio-record",
          Clause.VFIO_SECTION,
          be64("mark", Clause.VFIO_SECTION)
              .as(Show.HEX)
              .rule(VFIO_MARK.in(1, 6), Clause.VFIO_SECTION),
          when(VFIO_MARK.is(2), STATE),
          when(
              VFIO_MARK.is(4),
              be64("length of the device's data", Clause.VFIO_SECTION).as(Show.LENGTH),
              raw(
                  "device's data",
                  ref("length of the device's data"),
                  Show.BYTES,
                  Clause.VFIO_SECTION)),
          new Let(DONE, VFIO_MARK.in(1, 2).or(VFIO_MARK.in(5, 6))));

  private static final Structure PBS =
      unit(
          "pbs-section",
          Clause.PBS_STATE_SECTION,
          be64("length of the backup's state", Clause.PBS_STATE_SECTION).as(Show.LENGTH),
          raw(
              "backup's state",
              ref("length of the backup's state"),
              Show.BYTES,
              Clause.PBS_STATE_SECTION));

  static final List<Structure> STRUCTURES =
      List.of(
          DEVICE_STATE,
          piece("block-section", Clause.BLOCK_SECTION, "block-record"),
          BLOCK_RECORD,
          piece("dirty-bitmap-section", Clause.DIRTY_BITMAPS_SECTION, "dirty-bitmap-chunk"),
          BITMAP_CHUNK,
          HTAB,
          HTAB_HEAD,
          HTAB_CHUNK,
          piece(
              "storage-attributes-section",
              Clause.STORAGE_ATTRIBUTES_SECTION,
              "storage-attributes-record"),
          ATTRIBUTES_RECORD,
          piece("vfio-section", Clause.VFIO_SECTION, "vfio-record"),
          VFIO_RECORD,
          PBS);

  private KnownSectionLayout() {}
}
