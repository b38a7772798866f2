package org.ramwire.format.layout;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ramwire.format.Clause;
import org.ramwire.format.grammar.Grammar;

/** The layout of the stream: every structure of {@code ram-stream.md}. Immutable. */
public final class Layouts {

  /** The variable that holds the page sizes of POSTCOPY_ADVISE ored together, or 0. */
  public static final String POSTCOPY_PAGE_SIZES = "postcopy page sizes";

  /** The variable that is not 0 where the configuration announces x-ignore-shared. */
  public static final String IGNORE_SHARED = "x-ignore-shared";

  /** The variable that is not 0 where the configuration announces mapped-ram. */
  public static final String MAPPED_RAM = "mapped-ram";

  /** The variable that is not 0 once the block list has been read. */
  public static final String LIST_SEEN = "list seen";

  /** The variable that is not 0 once a page record has named its block. */
  public static final String BLOCK_NAMED = "block named";

  /** The variable that is 1 where sections have footers, 2 where they have none, else 0. */
  public static final String FOOTERS = "footers";

  /** The structure that a stream is. */
  public static final String STREAM = "stream";

  /** The payloads of the ram section, one after the other, without a container. */
  public static final String PAYLOADS = "payloads";

  /** The structure that an XBZRLE delta is. */
  public static final String DELTA = "delta";

  /** All structures. */
  public static final Grammar GRAMMAR =
      new Grammar(
          Stream.of(
                  ContainerLayout.STRUCTURES,
                  CommandLayout.STRUCTURES,
                  RecordLayout.STRUCTURES,
                  KnownSectionLayout.STRUCTURES)
              .flatMap(List::stream)
              .toList());

  /**
   * Clauses that a reader refuses streams under and no layout does. They need a memory of names and
   * pages, the whole stream, another format inside, or a limit that is the reader's own.
   */
  public static final Set<Clause> SEMANTIC =
      Set.of(
          Clause.SECTION_ID_UNIQUE,
          Clause.RAM_PRESENT,
          Clause.DEVICE_SECTION_END,
          Clause.DEVICE_SECTION_OPAQUE,
          Clause.DEVICE_SECTION_AMBIGUOUS,
          Clause.VMDESC_LENGTH,
          Clause.BLOCK_KNOWN,
          Clause.PAGE_IN_BLOCK,
          Clause.BLOCK_ONCE,
          Clause.BLOCK_UNKNOWN_HERE,
          Clause.BLOCK_LENGTH_HERE,
          Clause.COMPRESS_ZLIB,
          Clause.COMPRESS_ONE_PAGE,
          Clause.COMPRESS_NOTHING_BEHIND,
          Clause.MAP_BITMAP,
          Clause.MAP_ORDER,
          Clause.MAP_ORDER_OPEN,
          Clause.MULTIFD_PAGES,
          Clause.MULTIFD_MAIN,
          Clause.DISCARDED_PAGES,
          Clause.HOOK_NEEDS_HANDLER,
          Clause.LIMIT_BLOCKS,
          Clause.LIMIT_RAM_BYTES,
          Clause.LIMIT_VMDESC,
          Clause.LIMIT_CONFIGURATION,
          Clause.LIMIT_SECTIONS,
          Clause.LIMIT_VMDESC_SHAPE);

  private Layouts() {}
}
