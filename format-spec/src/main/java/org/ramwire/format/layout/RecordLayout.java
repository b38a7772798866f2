package org.ramwire.format.layout;

import static org.ramwire.format.grammar.Expr.available;
import static org.ramwire.format.grammar.Expr.of;
import static org.ramwire.format.grammar.Expr.peek;
import static org.ramwire.format.grammar.Expr.ref;
import static org.ramwire.format.grammar.Part.all;
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
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.grammar.Expr;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.Part;
import org.ramwire.format.grammar.Part.Inside;
import org.ramwire.format.grammar.Part.Let;
import org.ramwire.format.grammar.Part.Raw;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Part.Uleb;
import org.ramwire.format.grammar.Part.Use;
import org.ramwire.format.grammar.Structure;

/** Sections 4 to 8 of the page: the ram section's records, the block list and the delta. */
final class RecordLayout {

  private static final Expr PAGE = ref(LayoutReader.PAGE_BYTES);
  private static final Expr WORD = ref("record");
  private static final Expr FLAGS = WORD.bits(PAGE.minus(of(1)));
  private static final Expr ADDRESS = WORD.minus(FLAGS);
  private static final Expr CONTINUED = FLAGS.bits(RamFlag.CONTINUE);
  private static final Expr KIND = FLAGS.minus(CONTINUED);
  private static final Expr OF_PAGE =
      KIND.is(RamFlag.ZERO)
          .or(KIND.is(RamFlag.PAGE))
          .or(KIND.is(RamFlag.XBZRLE))
          .or(KIND.is(RamFlag.COMPRESS_PAGE));
  private static final Expr BARE =
      KIND.is(RamFlag.EOS).or(KIND.is(RamFlag.HOOK)).or(KIND.is(RamFlag.MULTIFD_FLUSH));
  private static final Expr LEFT = ref("total left");
  private static final Expr USED = ref("used length");
  private static final String DONE = "payload's end";

  private static final Structure PAYLOADS =
      group(
          Layouts.PAYLOADS,
          Clause.EOS_RECORD,
          repeat(of(0).less(available()), new Use("ram-payload")));

  private static final Structure PAYLOAD =
      group(
          "ram-payload",
          Clause.EOS_RECORD,
          new Let(DONE, of(0)),
          repeat(ref(DONE).not(), new Use("record")));

  private static final Structure RECORD =
      unit(
          "record",
          Clause.RECORD_HEADER,
          be64("record", Clause.RECORD_HEADER)
              .as(Show.RECORD)
              .rule(FLAGS.shiftedRight(10).not(), Clause.UNDEFINED_FLAG)
              .rule(FLAGS.bits(RamFlag.FULL).not(), Clause.FULL_OBSOLETE)
              .rule(OF_PAGE.or(BARE).or(KIND.is(RamFlag.MEM_SIZE)), Clause.ONE_KIND)
              .rule(CONTINUED.not().or(OF_PAGE), Clause.CONTINUE_ON_PAGES)
              .rule(BARE.and(ADDRESS.not().not()).not(), Clause.EOS_BARE)
              .rule(
                  ref(Layouts.LIST_SEEN).or(KIND.is(RamFlag.MEM_SIZE)).or(KIND.is(RamFlag.HOOK)),
                  Clause.MEM_SIZE_FIRST)
              .rule(
                  ref(Layouts.LIST_SEEN).and(KIND.is(RamFlag.MEM_SIZE)).not(), Clause.MEM_SIZE_ONCE)
              .rule(CONTINUED.not().or(ref(Layouts.BLOCK_NAMED)), Clause.CONTINUE_BLOCK)
              .rule(
                  ref(Layouts.MAPPED_RAM)
                      .not()
                      .or(KIND.is(RamFlag.MEM_SIZE))
                      .or(KIND.is(RamFlag.EOS)),
                  Clause.MAP_RECORDS),
          when(
              OF_PAGE.and(CONTINUED.not()),
              name("idstr", Clause.IDSTR),
              demand(new Expr.TextHas("idstr", 0, 0).not(), Clause.IDSTR_BYTES),
              new Let(Layouts.BLOCK_NAMED, of(1))),
          new Part.Choose(
              KIND,
              Map.of(
                  (long) RamFlag.ZERO, List.of(u8("fill byte", Clause.ZERO_RECORD)),
                  (long) RamFlag.PAGE,
                      List.of(raw("the page", PAGE, Show.PAGE, Clause.PAGE_RECORD)),
                  (long) RamFlag.XBZRLE, List.of(xbzrle()),
                  (long) RamFlag.COMPRESS_PAGE, List.of(compressed()),
                  (long) RamFlag.MEM_SIZE, List.of(list()),
                  (long) RamFlag.EOS, List.of(new Let(DONE, of(1))),
                  (long) RamFlag.HOOK, List.of(),
                  (long) RamFlag.MULTIFD_FLUSH, List.of()),
              Clause.ONE_KIND));

  private static Part xbzrle() {
    Expr length = ref("length of the delta");
    return all(
        u8("encoding", Clause.XBZRLE_ENCODING).is(1),
        be16("length of the delta", Clause.XBZRLE_LENGTH)
            .as(Show.LENGTH)
            .rule(length.atMost(PAGE), Clause.XBZRLE_LENGTH),
        new Raw(
            "delta", length, Show.BYTES, new Inside(Layouts.DELTA, false), Clause.XBZRLE_DELTA));
  }

  private static Part compressed() {
    Expr length = ref("length of the payload");
    Expr bound = PAGE.plus(PAGE.shiftedRight(12)).plus(PAGE.shiftedRight(14)).plus(of(13));
    return all(
        be32("length of the payload", Clause.COMPRESS_LENGTH)
            .as(Show.LENGTH)
            .rule(of(1).atMost(length).and(length.atMost(bound)), Clause.COMPRESS_LENGTH),
        raw("zlib stream", length, Show.PAGE, Clause.COMPRESS_ZLIB));
  }

  private static Part list() {
    return all(
        new Let(Layouts.LIST_SEEN, of(1)),
        new Let("total left", ADDRESS),
        repeat(of(0).less(LEFT), new Use("list-entry")));
  }

  private static Structure listEntry() {
    return group(
        "list-entry",
        Clause.MEM_SIZE_ENTRY,
        name("idstr", Clause.MEM_SIZE_ENTRY),
        demand(new Expr.TextHas("idstr", 0, 0).not(), Clause.IDSTR_BYTES),
        be64("used length", Clause.MEM_SIZE_ENTRY)
            .as(Show.HEX)
            .rule(of(0).less(USED).and(USED.bits(PAGE.minus(of(1))).not()), Clause.USED_LENGTH)
            .rule(USED.atMost(LEFT), Clause.MEM_SIZE_END),
        new Let("total left", LEFT.minus(USED)),
        when(pageSizeAhead(), be64("page size of the block", Clause.BLOCK_PAGE_SIZE).as(Show.HEX)),
        when(
            ref(Layouts.IGNORE_SHARED),
            be64("address of the block", Clause.BLOCK_ADDRESS).as(Show.HEX)),
        when(ref(Layouts.MAPPED_RAM), new Use("mapped-ram")));
  }

  /** MAP-001 to MAP-009: a header, and a bitmap and the pages at the places that it states. */
  private static Structure mapped() {
    Expr bitmapAt = ref("bitmap offset");
    Expr pagesAt = ref("pages offset");
    Expr bitmapBytes = USED.dividedBy(PAGE).plus(of(63)).dividedBy(of(64)).times(Long.BYTES);
    Expr leftOut = ref(Layouts.IGNORE_SHARED).and(bitmapAt.not()).and(pagesAt.not());
    return group(
        "mapped-ram",
        Clause.MAP_HEADER,
        be32("version of the mapped block", Clause.MAP_HEADER).is(1),
        be64("page size of the mapped block", Clause.MAP_PAGE_SIZE)
            .as(Show.HEX)
            .rule(ref("page size of the mapped block").is(PAGE), Clause.MAP_PAGE_SIZE),
        be64("bitmap offset", Clause.MAP_PLACES).as(Show.HEX),
        be64("pages offset", Clause.MAP_ALIGNED)
            .as(Show.HEX)
            .rule(leftOut.or(pagesAt.bits(PAGE.minus(of(1))).not()), Clause.MAP_ALIGNED),
        when(
            leftOut.not(),
            demand(Expr.position().atMost(bitmapAt), Clause.MAP_PLACES),
            demand(bitmapAt.plus(bitmapBytes).atMost(pagesAt), Clause.MAP_PLACES),
            raw("unused", bitmapAt.minus(Expr.position()), Show.BYTES, Clause.MAP_PLACES),
            raw("bitmap", bitmapBytes, Show.BYTES, Clause.MAP_BITMAP),
            raw("unused", pagesAt.minus(Expr.position()), Show.BYTES, Clause.MAP_PLACES),
            raw("the block's pages", USED, Show.PAGE, Clause.MAP_PAGES)));
  }

  /** RAM-030: nothing marks a block's own page size; its value tells. */
  private static Expr pageSizeAhead() {
    Expr size = peek(0, 8);
    Expr otherSize =
        of(PageSize.MIN_BYTES)
            .atMost(size)
            .and(size.bits(size.minus(of(1))).not())
            .and(size.is(PAGE).not())
            .and(size.bits(ref(Layouts.POSTCOPY_PAGE_SIZES)))
            .and(peek(0, 1).not());
    // The number may be the head of an entry without a name; what follows a ninth 00 decides.
    Expr next = peek(9, 8);
    Expr nextIsLength =
        of(0).less(next).and(next.atMost(LEFT)).and(next.bits(PAGE.minus(of(1))).not());
    Expr entryWithoutName =
        of(0).less(LEFT).and(peek(8, 1).not()).and(available().less(of(17)).or(nextIsLength.not()));
    return otherSize.and(entryWithoutName.not());
  }

  private static final Structure DELTA =
      group(
          Layouts.DELTA,
          Clause.DELTA_RUNS,
          new Let("place in the page", of(0)),
          repeat(
              of(0).less(available()),
              new Uleb(
                  "zrun",
                  2,
                  Clause.DELTA_ULEB,
                  List.of(
                      new Part.Rule(
                          ref("place in the page").not().or(ref("zrun")), Clause.DELTA_ZRUN_ZERO),
                      new Part.Rule(
                          ref("place in the page").plus(ref("zrun")).atMost(PAGE),
                          Clause.DELTA_ZRUN_IN_PAGE))),
              demand(of(0).less(available()), Clause.DELTA_ENDS_WITH_BYTES),
              new Let("place in the page", ref("place in the page").plus(ref("zrun"))),
              new Uleb(
                  "nzrun",
                  2,
                  Clause.DELTA_ULEB,
                  List.of(
                      new Part.Rule(of(0).less(ref("nzrun")), Clause.DELTA_NZRUN_POSITIVE),
                      new Part.Rule(
                          ref("place in the page").plus(ref("nzrun")).atMost(PAGE),
                          Clause.DELTA_NZRUN_IN_PAGE),
                      new Part.Rule(
                          ref("nzrun").atMost(available()), Clause.DELTA_NZRUN_IN_DELTA))),
              raw("new bytes", ref("nzrun"), Show.BYTES, Clause.DELTA_RUNS),
              new Let("place in the page", ref("place in the page").plus(ref("nzrun")))));

  static final List<Structure> STRUCTURES =
      List.of(PAYLOADS, PAYLOAD, RECORD, listEntry(), mapped(), DELTA);

  private RecordLayout() {}
}
