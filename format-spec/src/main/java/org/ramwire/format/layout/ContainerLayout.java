package org.ramwire.format.layout;

import static org.ramwire.format.grammar.Expr.available;
import static org.ramwire.format.grammar.Expr.of;
import static org.ramwire.format.grammar.Expr.peek;
import static org.ramwire.format.grammar.Expr.ref;
import static org.ramwire.format.grammar.Part.all;
import static org.ramwire.format.grammar.Part.be32;
import static org.ramwire.format.grammar.Part.demand;
import static org.ramwire.format.grammar.Part.name;
import static org.ramwire.format.grammar.Part.raw;
import static org.ramwire.format.grammar.Part.repeat;
import static org.ramwire.format.grammar.Part.u8;
import static org.ramwire.format.grammar.Part.when;
import static org.ramwire.format.grammar.Structure.group;
import static org.ramwire.format.grammar.Structure.unit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.ramwire.format.Clause;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.grammar.Expr;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.Part;
import org.ramwire.format.grammar.Part.Let;
import org.ramwire.format.grammar.Part.Num;
import org.ramwire.format.grammar.Part.Order;
import org.ramwire.format.grammar.Part.Remember;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Part.Use;
import org.ramwire.format.grammar.Structure;

/** Sections 2.1, 2.2, 2.4 and 3 of the page: the container, and libvirt's header before it. */
final class ContainerLayout {

  /** Not 0 inside a package, where sections are passed over. */
  static final String IN_PACKAGE = "in a package";

  private static final String CONTENT = "content of the section";
  private static final String ENDED = "ended sections";
  private static final String NAME = "section's name";
  private static final String ID = "section id";
  private static final int RAM = 1;
  private static final int PRESENT = 1;
  private static final int ABSENT = 2;
  private static final Expr NEXT = peek(0, 1);

  /** Of its bytes those that an unfinished save file has too are looked at. */
  private static final ByteBuffer LIBVIRT_MAGIC =
      ByteBuffer.wrap(StreamConstants.LIBVIRT_MAGIC.getBytes(StandardCharsets.US_ASCII));

  private static final Expr OUTSIDE = ref(IN_PACKAGE).not();

  private static final Structure STREAM =
      group(
          Layouts.STREAM,
          Clause.STREAM_MAGIC,
          when(
              peek(0, 8).is(LIBVIRT_MAGIC.getLong(0)).and(peek(8, 4).is(LIBVIRT_MAGIC.getInt(8))),
              new Use("libvirt-header")),
          new Use("header"),
          when(NEXT.is(SectionType.CONFIGURATION), new Use("configuration-section")),
          demand(ref("format").is(6).not().or(ref(Layouts.MAPPED_RAM)), Clause.LIBVIRT_FORMAT),
          repeat(
              NEXT.is(SectionType.EOF).not(),
              demand(of(0).less(available()), Clause.EOF),
              new Use("element")),
          new Use("eof"),
          when(NEXT.is(SectionType.VMDESC), new Use("vmdesc")));

  private static final Structure LIBVIRT =
      unit(
          "libvirt-header",
          Clause.LIBVIRT_HEADER,
          raw("libvirt's magic", of(16), Show.TEXT, Clause.LIBVIRT_HEADER),
          demand(
              new Expr.TextIs("libvirt's magic", StreamConstants.LIBVIRT_MAGIC, false),
              Clause.LIBVIRT_HEADER),
          // The byte order is the one in which the version is 1 or 2.
          new Let(
              LayoutReader.LITTLE_ENDIAN,
              peek(0, 4).bits(0xffffff).not().and(peek(0, 4).shiftedRight(24).in(0, 2))),
          u32("version of the header", Clause.LIBVIRT_HEADER)
              .rule(ref("version of the header").in(1, 2), Clause.LIBVIRT_HEADER),
          u32("length of the XML", Clause.LIBVIRT_STREAM).as(Show.LENGTH),
          u32("was running", Clause.LIBVIRT_HEADER),
          u32("format", Clause.LIBVIRT_FORMAT)
              .rule(ref("format").not().or(ref("format").is(6)), Clause.LIBVIRT_FORMAT),
          u32("cookieOffset", Clause.LIBVIRT_HEADER),
          raw("unused", of(56), Show.BYTES, Clause.LIBVIRT_HEADER),
          raw("XML and padding", ref("length of the XML"), Show.BYTES, Clause.LIBVIRT_STREAM));

  private static Num u32(String name, Clause clause) {
    return new Num(name, Integer.BYTES, Order.WRITER, Show.NUMBER, clause, List.of());
  }

  private static final Structure HEADER =
      unit(
          "header",
          Clause.STREAM_MAGIC,
          be32("magic", Clause.STREAM_MAGIC).is(StreamConstants.MAGIC),
          be32("version", Clause.STREAM_VERSION).is(StreamConstants.VERSION));

  private static final Structure CONFIGURATION_SECTION =
      group(
          "configuration-section",
          Clause.CONFIGURATION_OPTIONAL,
          new Use("configuration"),
          repeat(NEXT.is(SectionType.SUBSECTION), new Use("subsection")));

  private static final Structure CONFIGURATION =
      unit(
          "configuration",
          Clause.CONFIGURATION_OPTIONAL,
          u8("configuration", Clause.CONFIGURATION_OPTIONAL).is(SectionType.CONFIGURATION),
          be32("length of the machine name", Clause.CONFIGURATION_LENGTH).as(Show.LENGTH),
          raw(
              "machine name",
              ref("length of the machine name"),
              Show.TEXT,
              Clause.CONFIGURATION_LENGTH));

  private static Expr subsection(String name) {
    return new Expr.TextIs("subsection's name", "configuration/" + name, false);
  }

  private static Part once(String subsection) {
    String seen = subsection + " seen";
    return all(demand(ref(seen).not(), Clause.CONFIGURATION_SUBSECTION), new Let(seen, of(1)));
  }

  private static final Structure SUBSECTION =
      unit(
          "subsection",
          Clause.CONFIGURATION_SUBSECTION,
          u8("subsection", Clause.CONFIGURATION_SUBSECTION).is(SectionType.SUBSECTION),
          name("subsection's name", Clause.CONFIGURATION_SUBSECTION),
          be32("version", Clause.CONFIGURATION_SUBSECTION).is(StreamConstants.SUBSECTION_VERSION),
          new Let(
              "kind of subsection",
              subsection("target-page-bits")
                  .plus(subsection("capabilities").times(2))
                  .plus(subsection("uuid").times(3))),
          new Part.Choose(
              ref("kind of subsection"),
              Map.of(
                  1L,
                  List.of(
                      once("target-page-bits"),
                      be32("bits in a page's offset", Clause.TARGET_PAGE_BITS)
                          .rule(ref("bits in a page's offset").in(10, 16), Clause.TARGET_PAGE_BITS),
                      when(
                          ref("bits in a page's offset").in(10, 16),
                          new Let(
                              LayoutReader.PAGE_BYTES,
                              new Expr.Binary(
                                  Expr.Op.SHIFT_LEFT, of(1), ref("bits in a page's offset"))))),
                  2L,
                  List.of(
                      once("capabilities"),
                      be32("count of names", Clause.CAPABILITIES),
                      new Let("names left", ref("count of names")),
                      repeat(
                          of(0).less(ref("names left")),
                          name("capability", Clause.CAPABILITIES),
                          demand(
                              capability("x-ignore-shared").or(capability("mapped-ram")),
                              Clause.CAPABILITIES),
                          when(capability("mapped-ram"), new Let(Layouts.MAPPED_RAM, of(1))),
                          when(
                              capability("x-ignore-shared"), new Let(Layouts.IGNORE_SHARED, of(1))),
                          new Let("names left", ref("names left").minus(of(1))))),
                  3L,
                  List.of(once("uuid"), raw("UUID", of(16), Show.BYTES, Clause.UUID))),
              Clause.CONFIGURATION_SUBSECTION));

  private static Expr capability(String name) {
    return new Expr.TextIs("capability", name, false);
  }

  private static final Structure ELEMENT =
      group(
          "element",
          Clause.SECTION_TYPE,
          new Part.Choose(
              NEXT,
              Map.ofEntries(
                  Map.entry((long) SectionType.START, List.of(new Use("section-start"))),
                  Map.entry((long) SectionType.PART, List.of(new Use("section-part"))),
                  Map.entry((long) SectionType.END, List.of(new Use("section-end"))),
                  Map.entry((long) SectionType.FULL, List.of(new Use("section-full"))),
                  Map.entry((long) SectionType.COMMAND, List.of(new Use("packaged"))),
                  // What has another place is taken for what it is where rules are passed over.
                  Map.entry(
                      (long) SectionType.SUBSECTION,
                      List.of(demand(of(0), Clause.SECTION_TYPE), new Use("subsection"))),
                  Map.entry(
                      (long) SectionType.CONFIGURATION,
                      List.of(
                          demand(of(0), Clause.CONFIGURATION_OPTIONAL), new Use("configuration"))),
                  Map.entry(
                      (long) SectionType.FOOTER,
                      List.of(demand(of(0), Clause.FOOTER_ALL_OR_NONE), new Use("footer")))),
              Clause.SECTION_TYPE));

  private static final Structure ELEMENTS =
      group(
          "package", Clause.COMMAND_PACKAGED, repeat(of(0).less(available()), new Use("element")));

  private static Expr called(String name) {
    return new Expr.TextIs(NAME, name, false);
  }

  private static Expr content() {
    Expr first = ref("version").is(1);
    return called(StreamConstants.RAM)
        .plus(called("block").and(first).times(KnownSectionLayout.BLOCK))
        .plus(
            called("dirty-bitmap")
                .or(called("dirty-bitmaps"))
                .and(first)
                .times(KnownSectionLayout.DIRTY_BITMAPS))
        .plus(called("spapr/htab").and(first).times(KnownSectionLayout.HASH_TABLE))
        .plus(
            called("s390-storage_attributes")
                .and(ref("version").is(0))
                .times(KnownSectionLayout.STORAGE_ATTRIBUTES))
        .plus(
            called("s390-storage_attributes")
                .and(first)
                .times(KnownSectionLayout.STORAGE_ATTRIBUTES_1))
        .plus(
            called("vfio")
                .or(new Expr.TextIs(NAME, "/vfio", true))
                .and(first)
                .times(KnownSectionLayout.VFIO))
        .plus(called("pbs-state").and(first).times(KnownSectionLayout.PBS_STATE));
  }

  private static Structure named(String name, String type, int code) {
    return unit(
        name,
        Clause.SECTION_HEADER,
        u8(type, Clause.SECTION_HEADER).is(code),
        be32(ID, Clause.SECTION_HEADER),
        name(NAME, Clause.SECTION_NAME),
        be32("instance", Clause.SECTION_HEADER),
        be32("version", Clause.SECTION_HEADER),
        new Let(LayoutReader.SECTION_ID, ref(ID)),
        new Let(CONTENT, content()),
        when(
            OUTSIDE,
            demand(of(0).less(ref("length of the " + NAME)), Clause.SECTION_NAME),
            demand(
                new Expr.TextHas(NAME, 0, 0x1f).or(new Expr.TextHas(NAME, 0x7f, 0x7f)).not(),
                Clause.SECTION_NAME),
            // A device that came in pieces may come once more as FULL.
            demand(
                new Expr.Lookup(CONTENT, ref(ID))
                    .is(-1)
                    .or(
                        of(code)
                            .is(SectionType.FULL)
                            .and(called(StreamConstants.RAM).not())
                            .and(new Expr.Lookup(ENDED, ref(ID)).is(SectionType.END))),
                Clause.SECTION_ID_UNIQUE),
            when(
                called(StreamConstants.RAM),
                demand(ref("instance").not(), Clause.RAM_INSTANCE),
                demand(ref("ram seen").not(), Clause.RAM_INSTANCE),
                demand(ref("version").is(StreamConstants.RAM_SECTION_VERSION), Clause.RAM_VERSION),
                new Let("ram seen", of(1))),
            new Remember(CONTENT, ref(ID), ref(CONTENT))));
  }

  private static Structure continued(String name, String type, int code) {
    return unit(
        name,
        Clause.SECTION_HEADER,
        u8(type, Clause.SECTION_HEADER).is(code),
        be32(ID, Clause.SECTION_HEADER),
        new Let(LayoutReader.SECTION_ID, ref(ID)),
        new Let(CONTENT, new Expr.Lookup(CONTENT, ref(ID))),
        when(
            OUTSIDE,
            demand(ref(CONTENT).is(-1).not(), Clause.SECTION_ID_KNOWN),
            demand(new Expr.Lookup(ENDED, ref(ID)).is(-1), Clause.SECTION_ENDED)),
        when(ref(CONTENT).is(-1), new Let(CONTENT, of(RAM))));
  }

  private static Structure section(String name, String head, int type) {
    return group(
        name,
        Clause.SECTION_HEADER,
        new Use(head),
        when(
            OUTSIDE.and(of(type).in(SectionType.END, SectionType.FULL)),
            new Remember(ENDED, ref(ID), of(type))),
        new Use("payload"),
        new Use("section-close"));
  }

  private static final Structure PAYLOAD =
      group(
          "payload",
          Clause.SECTION_HEADER,
          when(ref(CONTENT).is(RAM), new Use("ram-payload")),
          when(ref(CONTENT).is(RAM).not(), KnownSectionLayout.payload(ref(CONTENT))));

  private static final Expr FOOTER_AHEAD = NEXT.is(SectionType.FOOTER);

  private static final Structure SECTION_CLOSE =
      group(
          "section-close",
          Clause.FOOTER_ALL_OR_NONE,
          // The first byte after a section whose end is known tells for all.
          when(
              OUTSIDE,
              when(
                  ref(Layouts.FOOTERS).not().and(of(0).less(available())),
                  new Let(Layouts.FOOTERS, of(ABSENT).minus(FOOTER_AHEAD))),
              demand(
                  ref(Layouts.FOOTERS).is(PRESENT).not().or(FOOTER_AHEAD),
                  Clause.FOOTER_ALL_OR_NONE),
              demand(
                  ref(Layouts.FOOTERS).is(ABSENT).and(FOOTER_AHEAD).not(),
                  Clause.FOOTER_ALL_OR_NONE)),
          when(FOOTER_AHEAD, new Use("footer")));

  private static final Structure FOOTER =
      unit(
          "footer",
          Clause.FOOTER,
          u8("footer", Clause.FOOTER).is(SectionType.FOOTER),
          be32(ID, Clause.FOOTER).rule(ref(ID).is(ref(LayoutReader.SECTION_ID)), Clause.FOOTER));

  private static final Structure EOF =
      unit("eof", Clause.EOF, u8("EOF", Clause.EOF).is(SectionType.EOF));

  private static final Structure VMDESC =
      unit(
          "vmdesc",
          Clause.VMDESC_OPTIONAL,
          u8("description", Clause.VMDESC_OPTIONAL).is(SectionType.VMDESC),
          be32("length of the JSON", Clause.VMDESC_LENGTH).as(Show.LENGTH),
          raw("JSON", ref("length of the JSON"), Show.JSON, Clause.VMDESC_LENGTH));

  static final List<Structure> STRUCTURES =
      List.of(
          STREAM,
          LIBVIRT,
          HEADER,
          CONFIGURATION_SECTION,
          CONFIGURATION,
          SUBSECTION,
          ELEMENT,
          ELEMENTS,
          section("section-start", "start", SectionType.START),
          section("section-part", "part", SectionType.PART),
          section("section-end", "end", SectionType.END),
          section("section-full", "full", SectionType.FULL),
          named("start", "START", SectionType.START),
          continued("part", "PART", SectionType.PART),
          continued("end", "END", SectionType.END),
          named("full", "FULL", SectionType.FULL),
          PAYLOAD,
          SECTION_CLOSE,
          FOOTER,
          EOF,
          VMDESC);

  private ContainerLayout() {}
}
