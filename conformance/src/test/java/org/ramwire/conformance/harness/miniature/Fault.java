package org.ramwire.conformance.harness.miniature;

import org.ramwire.format.Clause;

/** A rule that the miniature decoder can be told to break: one clause, and nothing else. */
public enum Fault {
  // The container
  MAGIC_UNCHECKED(Clause.STREAM_MAGIC, "takes any magic"),
  VERSION_TWO_TAKEN(Clause.STREAM_VERSION, "takes version 2 as well"),
  MACHINE_NAME_WITH_NUL(Clause.CONFIGURATION_LENGTH, "takes a NUL after the machine's name"),
  SUBSECTION_VERSION_UNCHECKED(
      Clause.CONFIGURATION_SUBSECTION, "takes a subsection of any version"),
  PAGE_BITS_IGNORED(Clause.TARGET_PAGE_BITS, "reads on with the page size that it was told"),
  CAPABILITY_UNKNOWN_TAKEN(Clause.CAPABILITIES, "passes over a capability that it does not know"),
  SUBSECTION_UNKNOWN_PASSED(
      Clause.CONFIGURATION_SUBSECTION, "takes a subsection that it does not know for an empty one"),
  SUBSECTION_TWICE_TAKEN(Clause.CONFIGURATION_SUBSECTION, "lets the last of two subsections win"),
  UUID_OF_15_BYTES(Clause.UUID, "takes 15 bytes for a UUID"),
  CONFIGURATION_LATE_TAKEN(
      Clause.CONFIGURATION_OPTIONAL, "takes a configuration between two sections"),
  TYPE_UNKNOWN_ENDS(Clause.SECTION_TYPE, "takes an unknown type byte for EOF"),
  ID_OF_ONE_BYTE(Clause.SECTION_HEADER, "keeps only the lowest byte of a section's id"),
  SECTION_NAME_EMPTY_TAKEN(Clause.SECTION_NAME, "takes a section without a name"),
  DEVICE_NAME_UNCHECKED(
      Clause.SECTION_NAME, "takes any name of a device after the ram section's END"),
  ASCII_NAMES_COUNT(Clause.SECTION_NAME, "wants ASCII in the name after a device's footer"),
  ID_TAKEN_TWICE(Clause.SECTION_ID_UNIQUE, "lets two sections have one id"),
  ID_UNKNOWN_IS_RAM(Clause.SECTION_ID_KNOWN, "takes a PART of an unknown id for the ram section's"),
  PART_AFTER_END_TAKEN(Clause.SECTION_ENDED, "goes on with a section that has ended"),
  RAM_VERSION_3_TAKEN(Clause.RAM_VERSION, "takes version 3 of the ram section"),
  RAM_INSTANCE_UNCHECKED(Clause.RAM_INSTANCE, "takes any instance of the ram section"),
  RAM_ABSENT_TAKEN(Clause.RAM_PRESENT, "takes a stream without a ram section"),
  END_REQUIRED(Clause.RAM_END, "refuses a stream whose ram section has no END"),
  FOOTER_ID_UNCHECKED(Clause.FOOTER, "takes a footer of another section"),
  FOOTERS_OPTIONAL(Clause.FOOTER_ALL_OR_NONE, "takes a footer where there is one"),
  FIRST_FOOTER_ENDS(Clause.DEVICE_SECTION_END, "ends a device at the first bytes like a footer"),
  ANY_EOF_COUNTS(Clause.DEVICE_SECTION_END, "ends the stream at the first footer with 00 after"),
  EOF_BEFORE_END_TAKEN(
      Clause.DEVICE_SECTION_END,
      "believes an EOF with bytes after it before the ram section's END"),
  WRONG_DESCRIPTION_FORGIVEN(
      Clause.DEVICE_SECTION_END, "takes a wrong description after a device for padding"),
  CUT_HEAD_PASSED(Clause.DEVICE_SECTION_END, "takes a head that is cut for a device's state"),
  SUBSECTION_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before a subsection"),
  ID_TAKEN_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before a section whose id is taken"),
  ANY_NAME_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before a section with any name"),
  ANY_RAM_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before a second ram section"),
  ANY_PART_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before a PART of any id"),
  ANY_COMMAND_COUNTS(Clause.DEVICE_SECTION_END, "ends a device before any command"),
  OPAQUE_TO_INPUT_END(Clause.DEVICE_SECTION_OPAQUE, "looks for no EOF after an opaque piece"),
  DEVICE_NEEDS_FOOTER(Clause.DEVICE_SECTION_OPAQUE, "refuses a device without a footer"),
  FULL_REFUSED(Clause.RAM_IN_PIECES, "refuses a ram section in one piece"),
  FULL_AGAIN_REFUSED(Clause.SECTION_ID_UNIQUE, "refuses the FULL of a device that came in pieces"),
  BLOCK_SEARCHED(Clause.BLOCK_SECTION, "searches section block for a footer"),
  BLOCK_ZERO_WITH_BYTES(Clause.BLOCK_SECTION, "expects bytes of a megabyte that is zero"),
  BLOCK_PROGRESS_ENDS(Clause.BLOCK_SECTION, "ends a piece of section block at its progress"),
  BLOCK_FLAGS_UNCHECKED(
      Clause.BLOCK_SECTION, "passes over records of section block that it does not know"),
  BITMAPS_SEARCHED(Clause.DIRTY_BITMAPS_SECTION, "searches section dirty-bitmap for a footer"),
  BITMAP_ZEROES_WITH_BYTES(Clause.DIRTY_BITMAPS_SECTION, "expects bytes of bits that are zero"),
  BITMAP_FLAGS_UNCHECKED(Clause.DIRTY_BITMAPS_SECTION, "takes any flags of a bitmap"),
  BITMAP_FLAGS_OF_ONE_BYTE(Clause.DIRTY_BITMAPS_SECTION, "takes one byte for a bitmap's flags"),
  BITMAP_FLAGS_OF_TWO_BYTES(
      Clause.DIRTY_BITMAPS_SECTION, "takes two bytes at most for a bitmap's flags"),
  BITMAP_ENDS_ALONE(Clause.DIRTY_BITMAPS_SECTION, "ends a piece only at a chunk of its own"),
  HTAB_SEARCHED(Clause.HASH_TABLE_SECTION, "searches section spapr/htab for a footer"),
  HTAB_ENTRIES_OF_15(Clause.HASH_TABLE_SECTION, "takes 15 bytes for an entry"),
  ATTRIBUTES_SEARCHED(
      Clause.STORAGE_ATTRIBUTES_SECTION, "searches storage attributes for a footer"),
  ATTRIBUTES_DONE_ENDS(Clause.STORAGE_ATTRIBUTES_SECTION, "ends a piece at DONE"),
  ATTRIBUTES_ERROR_TAKEN(
      Clause.STORAGE_ATTRIBUTES_SECTION, "passes over storage attributes' flags"),
  VFIO_SEARCHED(Clause.VFIO_SECTION, "searches a section vfio for a footer"),
  VFIO_READY_UNKNOWN(Clause.VFIO_SECTION, "does not know the mark that configuration may load"),
  VFIO_MARK_UNCHECKED(Clause.VFIO_SECTION, "passes over marks that it does not know"),
  PBS_SEARCHED(Clause.PBS_STATE_SECTION, "searches section pbs-state for a footer"),
  FIRST_END_TAKEN(Clause.DEVICE_SECTION_AMBIGUOUS, "takes the first of two ends of a device"),
  SECOND_END_BEFORE_EOF(
      Clause.DEVICE_SECTION_AMBIGUOUS, "looks for a second end only up to what it took for EOF"),
  SECOND_END_AFTER_RAM(
      Clause.DEVICE_SECTION_AMBIGUOUS, "looks for a second end after the ram section's END too"),
  LATER_PIECE_UNDOUBTED(
      Clause.DEVICE_SECTION_AMBIGUOUS, "judges every piece of a device by the time of its first"),
  OTHER_RAM_UNDOUBTED(
      Clause.DEVICE_SECTION_AMBIGUOUS, "does not mind a ram section inside a device's state"),
  PADDING_DOUBTED(
      Clause.DEVICE_SECTION_AMBIGUOUS, "takes padding for the rest of a stream without footers"),
  FOOTERS_UNDOUBTED(
      Clause.DEVICE_SECTION_AMBIGUOUS, "believes in footers because a device's state holds one"),
  DEVICE_BEFORE_RAM_REFUSED(Clause.SECTION_ORDER, "wants the ram section to be the first"),
  COMMAND_UNKNOWN_TAKEN(Clause.COMMAND, "passes over a command that it does not know"),
  COMMAND_LENGTH_UNCHECKED(Clause.COMMAND_LENGTH, "takes a command with any length"),
  PACKAGE_NOT_PASSED(Clause.COMMAND_PACKAGED, "reads the package's inside as sections"),
  EOF_OPTIONAL(Clause.EOF, "takes the input's end for EOF"),
  DESCRIPTION_REFUSED(Clause.VMDESC_OPTIONAL, "refuses a description"),
  DESCRIPTION_UNCHECKED(Clause.VMDESC_LENGTH, "takes any bytes for a description"),
  PAGE_SIZE_TEXT_TAKEN(Clause.VMDESC_LENGTH, "takes a page size that is no number for none"),
  CUT_TAKEN(Clause.ELEMENT_COMPLETE, "keeps what came before a cut"),
  // libvirt
  LIBVIRT_BIG_ENDIAN_REFUSED(Clause.LIBVIRT_HEADER, "knows libvirt's header in one byte order"),
  LIBVIRT_RUNNING_CHECKED(Clause.LIBVIRT_HEADER, "refuses a was_running that is neither 0 nor 1"),
  LIBVIRT_FORMAT_IGNORED(Clause.LIBVIRT_FORMAT, "takes a saved file of any format for raw"),
  LIBVIRT_DATA_FIXED(Clause.LIBVIRT_STREAM, "looks for the stream after the XML's NUL"),
  // Records
  ADDRESS_OF_32_BITS(Clause.RECORD_HEADER, "keeps 32 bits of an address"),
  FLAGS_OF_12_BITS(Clause.PAGE_SIZE, "splits every header at 12 bits"),
  LOWEST_KIND_WINS(Clause.ONE_KIND, "takes the lowest of several kinds"),
  UNDEFINED_FLAG_IGNORED(Clause.UNDEFINED_FLAG, "ignores flags that it does not know"),
  FULL_FLAG_IGNORED(Clause.FULL_OBSOLETE, "ignores the flag FULL"),
  CONTINUE_ON_EOS_IGNORED(Clause.CONTINUE_ON_PAGES, "ignores CONTINUE on EOS"),
  NAME_OPTIONAL(Clause.IDSTR, "guesses the block when a record does not name one"),
  EMPTY_NAME_REFUSED(Clause.IDSTR_BYTES, "refuses an empty name"),
  NAME_ENDS_AT_NUL(Clause.IDSTR_BYTES, "ends a name at a NUL"),
  BLOCK_OF_ITS_OWN_TAKEN(Clause.BLOCK_KNOWN, "takes a page of a block that the list lacks"),
  CONTINUE_FIRST_TAKEN(Clause.CONTINUE_BLOCK, "takes the first block for the last one"),
  CONTINUE_ENDS_WITH_SECTION(Clause.CONTINUE_ACROSS, "forgets the block with each section"),
  PAGE_BEHIND_END_TAKEN(Clause.PAGE_IN_BLOCK, "drops a page that starts where its block ends"),
  OFFSET_SIGNED(Clause.PAGE_IN_BLOCK, "compares offsets as signed numbers"),
  NAME_REPEATED_REFUSED(Clause.IDSTR_REPEATED, "refuses a name where CONTINUE would do"),
  FIRST_WRITE_WINS(Clause.LAST_WRITE_WINS, "lets ZERO do nothing to a page that came before"),
  ORDER_REQUIRED(Clause.PAGE_ORDER, "refuses a page that stands before the last one"),
  // The list
  TOTAL_UNCHECKED(Clause.MEM_SIZE_TOTAL, "ends the list at a header and does not add up"),
  LENGTH_OF_32_BITS(Clause.MEM_SIZE_ENTRY, "takes be32 for a used length"),
  OVERSHOOT_TAKEN(Clause.MEM_SIZE_END, "takes an entry that passes the total"),
  LENGTH_ROUNDED_UP(Clause.USED_LENGTH, "rounds a used length up to whole pages"),
  BLOCK_TWICE_TAKEN(Clause.BLOCK_ONCE, "takes a block twice in the list"),
  LIST_OPTIONAL(Clause.MEM_SIZE_FIRST, "reads records without a list"),
  LIST_AGAIN_TAKEN(Clause.MEM_SIZE_ONCE, "takes a second list"),
  BLOCK_UNKNOWN_PASSED(Clause.BLOCK_UNKNOWN_HERE, "passes over a listed block that it lacks"),
  BLOCK_LENGTH_UNCHECKED(Clause.BLOCK_LENGTH_HERE, "takes another length than its own block has"),
  LIST_IN_ITS_ORDER(Clause.LIST_ORDER, "wants the list in the order of its own blocks"),
  BLOCK_PAGE_SIZE_UNREAD(
      Clause.BLOCK_PAGE_SIZE, "does not know that an entry may have a page size"),
  NAMELESS_ENTRY_AS_PAGE_SIZE(
      Clause.BLOCK_PAGE_SIZE, "takes the start of an entry without a name for a page size"),
  BLOCK_PAGE_SIZE_ODD(
      Clause.BLOCK_PAGE_SIZE, "takes a page size for one though it is no power of two"),
  BLOCK_ADDRESS_UNREAD(Clause.BLOCK_ADDRESS, "does not know that an entry may have an address"),
  MAPPED_RAM_TAKEN(Clause.MAPPED_RAM, "does not mind mapped-ram"),
  // Mapped-ram
  MAPPED_VERSION_UNCHECKED(Clause.MAP_HEADER, "takes a mapped-ram header of any version"),
  MAPPED_PAGE_SIZE_UNCHECKED(Clause.MAP_PAGE_SIZE, "ignores the page size of a mapped-ram header"),
  MAPPED_PLACE_ODD(Clause.MAP_ALIGNED, "takes pages from any place of the file"),
  MAPPED_PLACES_UNCHECKED(Clause.MAP_PLACES, "takes a bitmap and pages wherever they are"),
  MAPPED_BIT_BEYOND_TAKEN(Clause.MAP_BITMAP, "ignores bits for pages that a block does not have"),
  MAPPED_BITS_IGNORED(Clause.MAP_PAGES, "takes every page from its place, whatever its bit"),
  MAPPED_NEXT_ROUNDED(Clause.MAP_NEXT, "goes on eight bytes before the last place ends"),
  MAPPED_RECORDS_TAKEN(Clause.MAP_RECORDS, "takes page records in a mapped-ram file"),
  MAPPED_LEFT_OUT_UNKNOWN(Clause.MAP_LEFT_OUT, "does not know that a block may be left out"),
  MAPPED_LEFT_OUT_UNASKED(
      Clause.MAP_LEFT_OUT, "takes a block for left out without x-ignore-shared"),
  MAPPED_ALWAYS_LITTLE(Clause.MAP_ORDER, "takes every word for little-endian"),
  MAPPED_FROM_STREAM(Clause.MAP_ORIGIN, "counts offsets from the stream's first byte"),
  // Page records
  ZERO_CONTINUED_BARE(Clause.ZERO_RECORD, "expects no fill byte after CONTINUE"),
  ZERO_IS_ZERO(Clause.ZERO_FILL, "fills with 00 whatever the fill byte is"),
  PAGE_OF_4096(Clause.PAGE_RECORD, "takes 4096 bytes for every page"),
  ENCODING_UNCHECKED(Clause.XBZRLE_ENCODING, "takes any encoding byte"),
  DELTA_LENGTH_UNLIMITED(Clause.XBZRLE_LENGTH, "takes a delta that is longer than a page"),
  DELTA_FAULT_FORGIVEN(Clause.XBZRLE_DELTA, "leaves the page alone when its delta is wrong"),
  DELTA_ON_ZEROES(Clause.XBZRLE_BASE, "applies every delta to a page of zeroes"),
  PAYLOAD_LENGTH_UNLIMITED(Clause.COMPRESS_LENGTH, "takes a payload beyond zlib's bound"),
  PAYLOAD_BOUND_SHORT(Clause.COMPRESS_LENGTH, "leaves p/16384 out of zlib's bound"),
  CHECKSUM_UNCHECKED(Clause.COMPRESS_ZLIB, "does not compare the checksum"),
  SHORT_PAGE_TAKEN(Clause.COMPRESS_ONE_PAGE, "fills up a page that comes out short"),
  BEHIND_ZLIB_TAKEN(Clause.COMPRESS_NOTHING_BEHIND, "does not look beyond the zlib stream"),
  LAST_PAYLOAD_LOST(Clause.COMPRESS_BEFORE_EOS, "forgets what it still inflates at EOS"),
  PAYLOADS_LATE(Clause.LAST_WRITE_WINS, "applies payloads only at EOS"),
  // Other records
  FOOTER_FOR_EOS(Clause.EOS_RECORD, "takes a footer for the end of a payload"),
  EOS_ADDRESS_IGNORED(Clause.EOS_BARE, "ignores an address of EOS"),
  PAGES_IN_START_REFUSED(Clause.START_LIST_ONLY, "refuses pages in the START"),
  EMPTY_PART_REFUSED(Clause.EMPTY_PAYLOAD, "refuses a payload without a record"),
  HOOK_IGNORED(Clause.HOOK_NEEDS_HANDLER, "passes over HOOK"),
  FLUSH_REFUSED(Clause.MULTIFD_FLUSH, "refuses MULTIFD_FLUSH"),
  MISSING_PAGES_HIDDEN(Clause.MULTIFD_PAGES, "says nothing of pages that went elsewhere"),
  MISSING_PAGES_HIDDEN_IN_BODY(
      Clause.MULTIFD_PAGES, "says nothing of such pages where there is no container"),
  MISSING_PAGES_HIDDEN_WHEN_OPAQUE(
      Clause.MULTIFD_PAGES, "says nothing of such pages after an opaque piece"),
  MAIN_CHANNEL_TAKEN(Clause.MULTIFD_MAIN, "takes the main channel of an older multifd for memory"),
  MAIN_CHANNEL_TAKEN_WHEN_OPAQUE(
      Clause.MULTIFD_MAIN, "takes an opaque piece for no sign of devices"),
  MAIN_CHANNEL_NEEDS_ZERO(Clause.MULTIFD_MAIN, "sees a main channel only by its ZERO records"),
  MAIN_CHANNEL_DEVICES_BEHIND(Clause.MULTIFD_MAIN, "counts devices after the ram section alone"),
  MISSING_PAGES_REFUSED(Clause.MULTIFD_MAIN, "refuses every stream with devices that lacks a page"),
  DELTAS_ARE_NO_CONTENT(Clause.MULTIFD_MAIN, "takes PAGE alone for content"),
  ZEROES_ARE_NO_MEMORY(Clause.MULTIFD_MAIN, "refuses memory that is all zero"),
  SHARED_BLOCKS_WANTED(Clause.MULTIFD_MAIN, "wants pages of blocks that are left out"),
  RAM_ALONE_REFUSED(Clause.MULTIFD_MAIN, "refuses ZERO records without devices"),
  STALE_PAGES_TAKEN(Clause.DISCARDED_PAGES, "keeps a discarded page that does not come again"),
  FIRST_DISCARD_ALONE(Clause.DISCARDED_PAGES, "reads the first place of a discard alone"),
  DISCARD_LASTS(Clause.DISCARDED_PAGES, "wants a discarded page after the package"),
  DISCARDED_PAGES_WANTED(Clause.DISCARDED_PAGES, "wants every discarded page"),
  // Deltas
  RUNS_RELATIVE_TO_START(Clause.DELTA_RUNS, "counts each zrun from the page's start"),
  ULEB_OF_THREE_BYTES(Clause.DELTA_ULEB, "takes a run length of three bytes"),
  ULEB_LONG_REFUSED(Clause.DELTA_ULEB_LONG, "refuses a run length in more bytes than it needs"),
  ZRUN_ZERO_TAKEN(Clause.DELTA_ZRUN_ZERO, "takes an empty zrun anywhere"),
  ZRUN_PAST_END_TAKEN(Clause.DELTA_ZRUN_IN_PAGE, "ends a delta whose zrun passes the page"),
  NZRUN_ZERO_TAKEN(Clause.DELTA_NZRUN_POSITIVE, "takes an empty nzrun"),
  NZRUN_PAST_END_CUT(Clause.DELTA_NZRUN_IN_PAGE, "cuts an nzrun at the page's end"),
  NZRUN_PAST_DELTA_CUT(Clause.DELTA_NZRUN_IN_DELTA, "cuts an nzrun at the delta's end"),
  ZRUN_LAST_TAKEN(Clause.DELTA_ENDS_WITH_BYTES, "takes a delta that ends with a zrun"),
  DELTA_EMPTY_REFUSED(Clause.DELTA_EMPTY, "refuses an empty delta"),
  // Limits
  LIST_BELIEVED(Clause.LIMIT_RAM_BYTES, "provides what the list claims before it reads on"),
  DESCRIPTION_BELIEVED(Clause.LIMIT_VMDESC, "provides a description's length before it reads on"),
  CONFIGURATION_BELIEVED(
      Clause.LIMIT_CONFIGURATION, "provides the configuration's length before it reads on");

  private final Clause clause;
  private final String text;

  Fault(Clause clause, String text) {
    this.clause = clause;
    this.text = text;
  }

  /** Returns the clause that is broken. */
  public Clause clause() {
    return clause;
  }

  /** Returns what the decoder does, for people. */
  public String text() {
    return text;
  }
}
