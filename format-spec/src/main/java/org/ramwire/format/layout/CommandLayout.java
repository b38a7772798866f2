package org.ramwire.format.layout;

import static org.ramwire.format.grammar.Expr.available;
import static org.ramwire.format.grammar.Expr.of;
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
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.grammar.Expr;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.Part;
import org.ramwire.format.grammar.Part.Inside;
import org.ramwire.format.grammar.Part.Let;
import org.ramwire.format.grammar.Part.Raw;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Part.Use;
import org.ramwire.format.grammar.Part.When;
import org.ramwire.format.grammar.Structure;

/** Sections 2.3 and 2.7 of the page: commands, packages, and the return path's messages. */
final class CommandLayout {

  private static final Expr NUMBER = ref("number");
  private static final Expr LENGTH = ref("length of the data");
  private static final Expr OUTSIDE = ref(ContainerLayout.IN_PACKAGE).not();

  private static Expr is(MigrationCommand command) {
    return NUMBER.is(command.code());
  }

  private static final Expr LENGTH_IS_ITS_OWN = lengthIsItsOwn();

  /** CON-031: the lengths that each command takes. */
  private static Expr lengthIsItsOwn() {
    Expr fits = of(0);
    for (MigrationCommand command : MigrationCommand.values()) {
      Expr length = LENGTH.in(command.minLength(), command.maxLength());
      if (command == MigrationCommand.POSTCOPY_ADVISE) {
        length = LENGTH.is(command.minLength()).or(LENGTH.is(command.maxLength()));
      }
      fits = fits.or(is(command).and(length));
    }
    return fits;
  }

  private static Raw data(String structure, boolean free) {
    return new Raw("data", LENGTH, Show.BYTES, new Inside(structure, free), Clause.COMMAND_LENGTH);
  }

  private static Part dataOf(MigrationCommand command, String structure, boolean free) {
    return when(is(command), data(structure, free));
  }

  private static final Structure COMMAND =
      unit(
          "command",
          Clause.COMMAND,
          u8("command", Clause.COMMAND).is(SectionType.COMMAND),
          be16("number", Clause.COMMAND)
              .as(Show.COMMAND)
              .rule(NUMBER.in(1, MigrationCommand.LAST), Clause.COMMAND),
          be16("length of the data", Clause.COMMAND_LENGTH)
              .as(Show.LENGTH)
              .rule(LENGTH_IS_ITS_OWN, Clause.COMMAND_LENGTH),
          new When(
              LENGTH_IS_ITS_OWN.and(of(0).less(LENGTH)),
              List.of(
                  dataOf(MigrationCommand.PING, "ping", false),
                  dataOf(MigrationCommand.POSTCOPY_ADVISE, "postcopy-advise", false),
                  dataOf(MigrationCommand.POSTCOPY_RAM_DISCARD, "postcopy-ram-discard", true),
                  dataOf(MigrationCommand.PACKAGED, "package-length", false),
                  dataOf(MigrationCommand.RECV_BITMAP, "recv-bitmap", true)),
              List.of(raw("data", LENGTH, Show.BYTES, Clause.COMMAND_LENGTH))));

  private static final Structure PING =
      group("ping", Clause.COMMAND_LENGTH, be32("number for the answer", Clause.COMMAND_LENGTH));

  private static final Structure ADVISE =
      group(
          "postcopy-advise",
          Clause.BLOCK_PAGE_SIZE,
          be64("page sizes of all blocks", Clause.BLOCK_PAGE_SIZE).as(Show.HEX),
          be64("target page size", Clause.PAGE_SIZE).as(Show.HEX),
          when(
              OUTSIDE,
              demand(ref("target page size").is(ref(LayoutReader.PAGE_BYTES)), Clause.PAGE_SIZE),
              new Let(Layouts.POSTCOPY_PAGE_SIZES, ref("page sizes of all blocks"))));

  private static final Structure DISCARD =
      group(
          "postcopy-ram-discard",
          Clause.DISCARDED_PAGES,
          u8("version of the list", Clause.COMMAND).is(0),
          name("idstr", Clause.COMMAND),
          u8("end of the idstr", Clause.COMMAND).is(0),
          repeat(
              of(0).less(available()),
              be64("start", Clause.DISCARDED_PAGES).as(Show.HEX),
              be64("length", Clause.DISCARDED_PAGES).as(Show.HEX)));

  private static final Structure PACKAGE_LENGTH =
      group(
          "package-length",
          Clause.COMMAND_PACKAGED,
          be32("length of the package", Clause.COMMAND_PACKAGED).as(Show.LENGTH));

  private static final Structure RECV_BITMAP =
      group("recv-bitmap", Clause.COMMAND, name("idstr", Clause.COMMAND));

  /** A command, and the bytes outside its length that PACKAGED announces. */
  private static final Structure PACKAGED =
      group(
          "packaged",
          Clause.COMMAND_PACKAGED,
          new Use("command"),
          when(
              is(MigrationCommand.PACKAGED).and(LENGTH.is(Integer.BYTES)),
              new When(
                  OUTSIDE,
                  List.of(
                      new Let(ContainerLayout.IN_PACKAGE, of(1)),
                      new Raw(
                          "package",
                          ref("length of the package"),
                          Show.BYTES,
                          new Inside("package", true),
                          Clause.COMMAND_PACKAGED),
                      new Let(ContainerLayout.IN_PACKAGE, of(0))),
                  // A package inside a package stays closed.
                  List.of(
                      raw(
                          "package",
                          ref("length of the package"),
                          Show.BYTES,
                          Clause.COMMAND_PACKAGED)))));

  private static List<Part> message(Part... parts) {
    return List.of(parts);
  }

  private static Part pageRequest() {
    return Part.all(
        be64("start", Clause.RETURN_MESSAGE).as(Show.HEX),
        be32("length", Clause.RETURN_MESSAGE).as(Show.HEX));
  }

  private static final Structure RETURN_MESSAGE =
      unit(
          "return-message",
          Clause.RETURN_MESSAGE,
          be16("type", Clause.RETURN_MESSAGE).rule(ref("type").in(1, 7), Clause.RETURN_MESSAGE),
          be16("length of the message", Clause.RETURN_MESSAGE).as(Show.LENGTH),
          new Raw(
              "message",
              ref("length of the message"),
              Show.BYTES,
              new Inside("return-data", false),
              Clause.RETURN_MESSAGE));

  private static final Structure RETURN_DATA =
      group(
          "return-data",
          Clause.RETURN_MESSAGE,
          new Part.Choose(
              ref("type"),
              Map.of(
                  1L, message(be32("SHUT", Clause.ALL_WELL)),
                  2L, message(be32("PONG", Clause.PING_ANSWERED)),
                  3L, message(pageRequest(), name("idstr", Clause.RETURN_MESSAGE)),
                  4L, message(pageRequest()),
                  5L, message(name("idstr", Clause.RETURN_MESSAGE)),
                  6L, message(be32("RESUME_ACK", Clause.RETURN_MESSAGE)),
                  7L, message()),
              Clause.RETURN_MESSAGE));

  static final List<Structure> STRUCTURES =
      List.of(
          COMMAND,
          PING,
          ADVISE,
          DISCARD,
          PACKAGE_LENGTH,
          RECV_BITMAP,
          PACKAGED,
          RETURN_MESSAGE,
          RETURN_DATA);

  private CommandLayout() {}
}
