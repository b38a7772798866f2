package org.ramwire.conformance.harness.miniature;

import org.ramwire.format.Clause;

/** A rule that the miniature encoder can be told to break: one clause, and nothing else. */
public enum EncoderFault {
  MAGIC_WRONG(Clause.STREAM_MAGIC, "writes another magic"),
  VERSION_TWO(Clause.STREAM_VERSION, "writes version 2"),
  RAM_VERSION_3(Clause.RAM_VERSION, "writes version 3 of the ram section"),
  END_MISSING(Clause.RAM_END, "sends the last round as a PART, and no END"),
  FOOTER_OF_ANOTHER(Clause.FOOTER, "writes a footer of another section"),
  FOOTER_FORGOTTEN(Clause.FOOTER_ALL_OR_NONE, "forgets the last footer"),
  FULL_SECTION(Clause.RAM_IN_PIECES, "writes the ram section as one FULL"),
  EOF_MISSING(Clause.EOF, "writes no EOF"),
  BYTES_BEHIND(Clause.TRAILING_BYTES, "pads the file"),
  TWO_KINDS(Clause.ONE_KIND, "sets PAGE beside ZERO"),
  EOS_CONTINUE(Clause.CONTINUE_ON_PAGES, "sets CONTINUE on EOS"),
  CONTINUE_FIRST(Clause.CONTINUE_BLOCK, "sets CONTINUE on the first page"),
  CONTINUE_ACROSS_BLOCKS(Clause.EVERY_PAGE, "goes on with CONTINUE when the block changes"),
  NAME_WITH_NUL(Clause.IDSTR_BYTES, "ends names with a NUL"),
  ZERO_PAGES_LEFT_OUT(Clause.EVERY_PAGE, "leaves out pages of zero"),
  CHANGES_FORGOTTEN(Clause.EVERY_PAGE, "forgets pages that change in the last round"),
  TOTAL_WRONG(Clause.MEM_SIZE_END, "counts the first block alone into the total"),
  BLOCK_TWICE(Clause.BLOCK_ONCE, "lists the first block twice"),
  LIST_LATE(Clause.MEM_SIZE_FIRST, "writes EOS before the list"),
  LIST_EACH_ROUND(Clause.MEM_SIZE_ONCE, "repeats the list in each round"),
  FILL_BYTE_KEPT(Clause.ZERO_BYTE, "sends any page of one byte as ZERO"),
  PAGES_STALE(Clause.EVERY_PAGE, "sends what the page held in the round before"),
  ENCODING_2(Clause.XBZRLE_ENCODING, "writes encoding byte 02"),
  BASE_OF_ZEROES(Clause.XBZRLE_BASE, "makes every delta against zeroes"),
  RUN_LENGTH_LONG(Clause.DELTA_ULEB_SHORTEST, "writes every run length in two bytes"),
  RUN_SPLIT(Clause.DELTA_ZRUN_ZERO, "splits long runs of changed bytes"),
  ZRUN_LAST(Clause.DELTA_ENDS_WITH_BYTES, "states the equal bytes at the page's end"),
  DELTA_EMPTY(Clause.ENCODE_UNCHANGED, "writes an empty delta for a page that is the same"),
  DELTA_OVERFLOWS(Clause.XBZRLE_LENGTH, "writes deltas that are longer than a page"),
  DELTA_OF_LARGE_PAGES(Clause.ENCODE_PAGE_SIZE, "writes deltas of pages of 16 KiB"),
  DELTA_TOO_SOON(Clause.XBZRLE_BASE, "writes a delta of a page that was never sent"),
  ZLIB_RAW(Clause.COMPRESS_ZLIB, "writes raw deflate"),
  PAGE_SHORT(Clause.COMPRESS_ONE_PAGE, "compresses a page but for its last byte"),
  ZLIB_PADDED(Clause.COMPRESS_NOTHING_BEHIND, "pads payloads to an even length"),
  EOS_ADDRESS(Clause.EOS_BARE, "numbers its rounds in EOS"),
  PAGES_IN_START(Clause.START_LIST_ONLY, "sends the first round in the START"),
  EQUAL_BLOCKS_REVERSED(Clause.PAGE_ORDER, "lists blocks of one length in reverse, unlike QEMU"),
  SEARCH_FROM_START(Clause.PAGE_ORDER, "begins each round with the first block, unlike QEMU"),
  SEARCH_FROM_LAST(Clause.PAGE_ORDER, "begins a round with the last round's block, unlike QEMU"),
  CONTINUE_ENDS_WITH_ROUND(Clause.CONTINUE_ACROSS, "names the block in each round, unlike QEMU"),
  RUNS_MERGED(Clause.ENCODE_MAXIMAL_RUNS, "lets a run of changed bytes go on past one equal byte"),
  GIVES_UP_LATE(Clause.ENCODE_OVERFLOW, "gives a delta up only where it does not fit"),
  CACHE_NOT_ROUNDED(Clause.CACHE_SLOT, "makes as many slots as pages fit, unlike QEMU"),
  CACHE_BLOCKS_ADJOIN(Clause.CACHE_SLOT, "numbers pages without gaps between blocks"),
  CACHE_LOOK_IS_NO_USE(Clause.CACHE_AGE, "lets a page grow old although it is looked up"),
  CACHE_KEEPS_ONE_ROUND(Clause.CACHE_AGE, "keeps a page for its own round alone"),
  CACHE_EVICTS_AT_ONCE(Clause.CACHE_AGE, "gives a slot to whoever comes"),
  CACHE_NEVER_EVICTS(Clause.CACHE_AGE, "keeps a page in its slot for good"),
  CACHE_FORGETS_ZERO(Clause.CACHE_AGE, "does not store that a page is zero"),
  CACHE_FILLED_AT_FIRST(Clause.CACHE_AGE, "stores the pages of the first round"),
  CACHE_WITHOUT_WHOLE(Clause.CACHE_AGE, "does not store a page whose delta it gave up"),
  LIST_OF_255(Clause.EVERY_PAGE, "lists 255 blocks at most"),
  BLOCK_OF_8_BITS(Clause.CONTINUE_BLOCK, "compares 8 bits of a block's number for CONTINUE"),
  CONTINUE_BY_BEGINNING(Clause.CONTINUE_BLOCK, "compares 12 bytes of the names for CONTINUE"),
  CONTINUE_IN_ANY_CASE(Clause.CONTINUE_BLOCK, "compares names for CONTINUE but for case"),
  CONTINUE_AFTER_NOTHING(
      Clause.CONTINUE_BLOCK, "takes a page that it leaves out for the last record's"),
  CONTINUE_AFTER_OVERFLOW(
      Clause.CONTINUE_BLOCK, "takes a delta that it gave up for the last record"),
  CONTINUE_BEFORE_PAYLOAD(
      Clause.CONTINUE_BLOCK, "does not take a compressed page for the last record"),
  SAME_PAGE_LEFT_OUT(Clause.EVERY_PAGE, "leaves out a page that is like the one before"),
  SUM_UNCHANGED(Clause.EVERY_PAGE, "leaves out a page whose bytes have the same sum"),
  ZERO_BY_SAMPLES(Clause.ZERO_RECORD, "takes a page for zero by every eighth byte"),
  ZERO_BY_4096(Clause.ZERO_RECORD, "takes a page for zero by its first 4096 bytes"),
  ZERO_BY_7_BITS(Clause.ZERO_RECORD, "takes a page for zero by seven bits of each byte"),
  BASE_KEPT_BY_DELTA(Clause.XBZRLE_BASE, "keeps a page's base when the page goes as a delta"),
  BASE_KEPT_BY_ZERO(Clause.XBZRLE_BASE, "keeps a page's base when the page goes as ZERO"),
  BASE_KEPT_BY_WHOLE(Clause.XBZRLE_BASE, "keeps a page's base when the page goes whole"),
  BASE_OF_ANOTHER_BLOCK(Clause.XBZRLE_BASE, "finds a page's base by its offset alone"),
  BASE_OF_ANOTHER_PAGE(Clause.XBZRLE_BASE, "finds a page's base by ten bits of its number"),
  NZRUN_OF_8_BITS(Clause.DELTA_ULEB, "writes eight bits of an nzrun's length"),
  NZRUN_OF_4095(Clause.DELTA_ZRUN_ZERO, "splits a run of more than 4095 changed bytes"),
  DELTA_TWO_OVER(Clause.XBZRLE_LENGTH, "forgets two bytes when it compares with the page size"),
  DELTA_OF_4096(Clause.XBZRLE_LENGTH, "gives a delta up at 4096 bytes for every page size"),
  DELTA_AFTER_RUN(Clause.XBZRLE_BEFORE_POSTCOPY, "goes on with deltas in postcopy");

  private final Clause clause;
  private final String text;

  EncoderFault(Clause clause, String text) {
    this.clause = clause;
    this.text = text;
  }

  /** Returns the clause that is broken. */
  public Clause clause() {
    return clause;
  }

  /** Returns what the encoder does, for people. */
  public String text() {
    return text;
  }
}
