package org.ramwire.format;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A numbered requirement of {@code ram-stream.md}: its id, level, role and summary sentence.
 *
 * <p>The page is the norm and this enum its index; a test holds the two together. Immutable.
 */
public enum Clause {
  // Container
  /** CON-001. */
  STREAM_MAGIC(
      "CON-001", Level.MUST, Role.BOTH, "The stream opens with the magic 51 45 56 4d (\"QEVM\")."),
  /** CON-002. */
  STREAM_VERSION("CON-002", Level.MUST, Role.BOTH, "The version after the magic is be32 3."),
  /** CON-003. */
  CONFIGURATION_OPTIONAL(
      "CON-003",
      Level.MAY,
      Role.WRITER,
      "One configuration section may stand directly after the header, and nowhere else."),
  /** CON-004. */
  CONFIGURATION_LENGTH(
      "CON-004",
      Level.MUST,
      Role.BOTH,
      "The configuration's be32 length counts the bytes of the machine name and nothing else."),
  /** CON-005. */
  CONFIGURATION_SUBSECTION(
      "CON-005",
      Level.MUST,
      Role.BOTH,
      "A configuration subsection is 05, a length-prefixed known name and be32 version 1."),
  /** CON-006. */
  TARGET_PAGE_BITS(
      "CON-006",
      Level.MUST,
      Role.BOTH,
      "Subsection configuration/target-page-bits holds be32 log2 of the page size in force."),
  /** CON-007. */
  CAPABILITIES(
      "CON-007",
      Level.MUST,
      Role.BOTH,
      "Subsection configuration/capabilities holds be32 count and that many length-prefixed names."),
  /** CON-008. */
  UUID("CON-008", Level.MUST, Role.BOTH, "Subsection configuration/uuid holds 16 bytes."),
  /** CON-010. */
  SECTION_TYPE(
      "CON-010",
      Level.MUST,
      Role.BOTH,
      "Every element after the configuration starts with a known type byte."),
  /** CON-011. */
  SECTION_HEADER(
      "CON-011",
      Level.MUST,
      Role.BOTH,
      "START and FULL carry be32 id, length-prefixed name, be32 instance, be32 version; PART and END be32 id."),
  /** CON-012. */
  SECTION_NAME(
      "CON-012",
      Level.MUST,
      Role.BOTH,
      "A section name is 1 to 255 bytes, none of them a control character."),
  /** CON-013. */
  SECTION_ID_UNIQUE(
      "CON-013",
      Level.MUST,
      Role.BOTH,
      "A START or FULL takes an id that no earlier section of the stream has."),
  /** CON-014. */
  SECTION_ID_KNOWN(
      "CON-014", Level.MUST, Role.BOTH, "PART and END name the id of a section that was started."),
  /** CON-015. */
  SECTION_ENDED(
      "CON-015", Level.MUST, Role.BOTH, "Nothing of a section follows its END or its FULL."),
  /** CON-016. */
  RAM_VERSION("CON-016", Level.MUST, Role.BOTH, "The ram section has version 4."),
  /** CON-017. */
  RAM_INSTANCE("CON-017", Level.MUST, Role.BOTH, "The ram section has instance 0 and occurs once."),
  /** CON-018. */
  RAM_END("CON-018", Level.MUST, Role.WRITER, "The ram section closes with one END."),
  /** CON-019. */
  RAM_PRESENT("CON-019", Level.MUST, Role.BOTH, "A stream holds a ram section."),
  /** CON-020. */
  FOOTER(
      "CON-020",
      Level.MUST,
      Role.BOTH,
      "A footer is 7e and be32 the id of the section that it closes."),
  /** CON-021. */
  FOOTER_ALL_OR_NONE(
      "CON-021", Level.MUST, Role.BOTH, "Either every section has a footer or none has."),
  /** CON-022. */
  DEVICE_SECTION_END(
      "CON-022",
      Level.MUST,
      Role.READER,
      "A reader ends the section of a device that it does not know at the first footer with a plausible element after it."),
  /** CON-023. */
  DEVICE_SECTION_OPAQUE(
      "CON-023",
      Level.MUST,
      Role.READER,
      "Without footers a reader takes all from an unknown device section to EOF as opaque, and says so."),
  /** CON-024. */
  RAM_IN_PIECES(
      "CON-024",
      Level.SHOULD,
      Role.WRITER,
      "The ram section comes in pieces, START, PART and END, not as one FULL."),
  /** CON-025. */
  SECTION_ORDER(
      "CON-025",
      Level.MAY,
      Role.WRITER,
      "Commands and other sections may stand before, between and after the ram section's pieces."),
  /** CON-030. */
  COMMAND(
      "CON-030",
      Level.MUST,
      Role.BOTH,
      "A command is 08, be16 command, be16 length and that many bytes; the command is a known one."),
  /** CON-031. */
  COMMAND_LENGTH(
      "CON-031", Level.MUST, Role.BOTH, "A command's data has a length that this command allows."),
  /** CON-032. */
  COMMAND_PACKAGED(
      "CON-032",
      Level.MUST,
      Role.BOTH,
      "PACKAGED carries be32 n, and n bytes of sections follow outside the command's length."),
  /** CON-033. */
  COMMAND_DATA(
      "CON-033",
      Level.MAY,
      Role.READER,
      "A reader may skip a command's data without a look at it."),
  /** CON-040. */
  EOF("CON-040", Level.MUST, Role.BOTH, "One 00 ends the sections; a stream without it is cut."),
  /** CON-041. */
  VMDESC_OPTIONAL(
      "CON-041", Level.MAY, Role.WRITER, "A description may follow EOF: 06, be32 length, JSON."),
  /** CON-042. */
  VMDESC_LENGTH(
      "CON-042",
      Level.MUST,
      Role.BOTH,
      "The description has exactly the length that it states and is one JSON object."),
  /** CON-043. */
  TRAILING_BYTES(
      "CON-043",
      Level.MAY,
      Role.READER,
      "Bytes after the stream's end are not part of it; a reader may ignore them and says so."),
  /** CON-044. */
  VMDESC_AGREES(
      "CON-044",
      Level.SHOULD,
      Role.READER,
      "A reader compares the device sections that it found with the description's names and sizes."),
  /** CON-050. */
  ELEMENT_COMPLETE(
      "CON-050", Level.MUST, Role.READER, "Input that ends inside an element is refused."),

  // Sections of known grammar
  /** CON-060. */
  BLOCK_SECTION(
      "CON-060",
      Level.MUST,
      Role.BOTH,
      "A piece of section block is a sequence of records, each be64 with flags in its lowest 9 bits, up to the first with flag 2."),
  /** CON-061. */
  DIRTY_BITMAPS_SECTION(
      "CON-061",
      Level.MUST,
      Role.BOTH,
      "A piece of section dirty-bitmap is a sequence of chunks, each with its flags first, up to the first with flag 1."),
  /** CON-062. */
  HASH_TABLE_SECTION(
      "CON-062",
      Level.MUST,
      Role.BOTH,
      "A piece of section spapr/htab is a be32 other than 0, or be32 0 and chunks up to one of eight zero bytes."),
  /** CON-063. */
  STORAGE_ATTRIBUTES_SECTION(
      "CON-063",
      Level.MUST,
      Role.BOTH,
      "A piece of section s390-storage_attributes is a sequence of records, each be64 with flags in its lowest 12 bits, up to the first with flag 1."),
  /** CON-064. */
  VFIO_SECTION(
      "CON-064",
      Level.MUST,
      Role.BOTH,
      "A piece of a section vfio is a sequence of be64 marks, one of them with be64 length and data, up to a mark that ends the piece."),
  /** CON-065. */
  PBS_STATE_SECTION(
      "CON-065", Level.MUST, Role.BOTH, "The payload of section pbs-state is be64 n and n bytes."),
  /** CON-067. */
  DEVICE_SECTION_AMBIGUOUS(
      "CON-067",
      Level.MUST,
      Role.READER,
      "A reader refuses a stream if a section that it searched before all memory had come may end at two places."),
  /** CON-068. */
  DEVICE_SECTION_DESCRIBED(
      "CON-068",
      Level.MAY,
      Role.READER,
      "A reader of a file may take a FULL section's end from the description at the file's end."),
  /** CON-080. */
  RETURN_MESSAGE(
      "CON-080",
      Level.MUST,
      Role.READER,
      "A message of the return path is be16 type, be16 length and that many bytes."),
  /** CON-081. */
  PING_ANSWERED(
      "CON-081",
      Level.MUST,
      Role.READER,
      "A destination answers each PING by a PONG with its number, also a PING inside a package."),
  /** CON-082. */
  ALL_WELL(
      "CON-082",
      Level.MUST,
      Role.READER,
      "A destination sends SHUT with 0 only after the stream has ended completely and its memory is kept."),
  /** CON-083. */
  SWITCHOVER_ACKNOWLEDGED(
      "CON-083",
      Level.SHOULD,
      Role.READER,
      "A destination sends SWITCHOVER_ACK when it is ready, to a source that knows it."),
  /** CON-084. */
  ONE_CONNECTION(
      "CON-084",
      Level.MUST,
      Role.READER,
      "A destination that takes one channel refuses a stream whose source opens a second connection."),
  /** CON-085. */
  CANNOT_BE_DONE(
      "CON-085",
      Level.SHOULD,
      Role.READER,
      "A live destination refuses a command that asks for something that it cannot do, and names the command."),

  // libvirt's wrapper
  /** LIB-001. */
  LIBVIRT_HEADER(
      "LIB-001",
      Level.MUST,
      Role.BOTH,
      "A virsh save file opens with LibvirtQemudSave and a 92-byte header in the writer's byte order."),
  /** LIB-002. */
  LIBVIRT_FORMAT(
      "LIB-002",
      Level.MUST,
      Role.READER,
      "A reader unwraps format raw; it unpacks any other format completely or refuses it by name."),
  /** LIB-003. */
  LIBVIRT_STREAM(
      "LIB-003",
      Level.MUST,
      Role.BOTH,
      "The stream starts where the data_len bytes after the header end."),
  /** LIB-010. */
  SOURCE_COMPRESSED(
      "LIB-010",
      Level.MAY,
      Role.READER,
      "A reader may unpack a compressed file, known by its first bytes, before it reads the stream."),
  /** LIB-011. */
  SOURCE_UNPACKED_BOUND(
      "LIB-011",
      Level.MAY,
      Role.READER,
      "A reader may bound how many bytes compressed data unpacks to."),
  /** LIB-012. */
  SOURCE_QCOW2(
      "LIB-012",
      Level.MAY,
      Role.READER,
      "A reader may take a stream out of the machine state of a qcow2 file's internal snapshot."),

  // Record header
  /** RAM-001. */
  RECORD_HEADER(
      "RAM-001",
      Level.MUST,
      Role.BOTH,
      "A record starts with be64: a page-aligned address, or'ed with flags in the bits below the page size."),
  /** RAM-002. */
  PAGE_SIZE(
      "RAM-002",
      Level.MUST,
      Role.BOTH,
      "The page size is a power of two from 1 KiB to 64 KiB, agreed outside the ram section."),
  /** RAM-003. */
  ONE_KIND("RAM-003", Level.MUST, Role.BOTH, "Exactly one kind flag is set."),
  /** RAM-004. */
  UNDEFINED_FLAG("RAM-004", Level.MUST, Role.BOTH, "No undefined flag bit is set."),
  /** RAM-005. */
  FULL_OBSOLETE(
      "RAM-005",
      Level.MUST,
      Role.BOTH,
      "Flag 001 (FULL) is obsolete: never written, always refused."),
  /** RAM-006. */
  CONTINUE_ON_PAGES(
      "RAM-006",
      Level.MUST,
      Role.BOTH,
      "CONTINUE stands only with ZERO, PAGE, XBZRLE or COMPRESS_PAGE."),
  /** RAM-007. */
  IDSTR(
      "RAM-007",
      Level.MUST,
      Role.BOTH,
      "A page record without CONTINUE names its block: length byte, idstr."),
  /** RAM-008. */
  IDSTR_BYTES("RAM-008", Level.MUST, Role.BOTH, "An idstr is 0 to 255 bytes without NUL."),
  /** RAM-009. */
  BLOCK_KNOWN("RAM-009", Level.MUST, Role.BOTH, "A page record names a block of the list."),
  /** RAM-010. */
  CONTINUE_BLOCK(
      "RAM-010",
      Level.MUST,
      Role.BOTH,
      "CONTINUE means the block of the last page record; the first page record cannot have it."),
  /** RAM-011. */
  CONTINUE_ACROSS(
      "RAM-011",
      Level.MUST,
      Role.BOTH,
      "The block that CONTINUE means outlives sections and rounds."),
  /** RAM-012. */
  PAGE_IN_BLOCK(
      "RAM-012", Level.MUST, Role.BOTH, "A page lies wholly inside its block's used length."),
  /** RAM-013. */
  IDSTR_REPEATED(
      "RAM-013",
      Level.MAY,
      Role.WRITER,
      "A page record may name its block although CONTINUE would do."),
  /** RAM-014. */
  LAST_WRITE_WINS(
      "RAM-014",
      Level.MUST,
      Role.READER,
      "Records take effect in stream order: of two records of one page the later wins, whatever their kinds."),
  /** RAM-015. */
  PAGE_ORDER("RAM-015", Level.MAY, Role.WRITER, "Pages may come in any order, and repeatedly."),
  /** RAM-016. */
  EVERY_PAGE(
      "RAM-016",
      Level.MUST,
      Role.WRITER,
      "Every page is sent at least once, and again after its last change."),

  // Block list
  /** RAM-020. */
  MEM_SIZE_TOTAL(
      "RAM-020",
      Level.MUST,
      Role.BOTH,
      "MEM_SIZE's address part is the sum of the used lengths in its list."),
  /** RAM-021. */
  MEM_SIZE_ENTRY(
      "RAM-021", Level.MUST, Role.BOTH, "A list entry is length byte, idstr, be64 used length."),
  /** RAM-022. */
  MEM_SIZE_END(
      "RAM-022",
      Level.MUST,
      Role.BOTH,
      "The list ends where the used lengths reach the total exactly."),
  /** RAM-023. */
  USED_LENGTH(
      "RAM-023", Level.MUST, Role.BOTH, "A used length is a positive multiple of the page size."),
  /** RAM-024. */
  BLOCK_ONCE("RAM-024", Level.MUST, Role.BOTH, "The list names each block once."),
  /** RAM-025. */
  MEM_SIZE_FIRST("RAM-025", Level.MUST, Role.BOTH, "The list is the ram section's first record."),
  /** RAM-026. */
  MEM_SIZE_ONCE("RAM-026", Level.MUST, Role.BOTH, "A stream has one list."),
  /** RAM-027. */
  BLOCK_UNKNOWN_HERE(
      "RAM-027",
      Level.MUST,
      Role.READER,
      "A receiver refuses a list that names a block it does not have."),
  /** RAM-028. */
  BLOCK_LENGTH_HERE(
      "RAM-028",
      Level.MUST,
      Role.READER,
      "A receiver refuses a used length that its own block cannot take."),
  /** RAM-029. */
  LIST_ORDER(
      "RAM-029",
      Level.MUST,
      Role.READER,
      "A receiver takes the list in any order, and a list that lacks some of the receiver's blocks."),
  /** RAM-030. */
  BLOCK_PAGE_SIZE(
      "RAM-030",
      Level.MUST,
      Role.BOTH,
      "With postcopy advised, the entry of a block with another page size carries that size as be64."),
  /** RAM-031. */
  BLOCK_ADDRESS(
      "RAM-031",
      Level.MUST,
      Role.BOTH,
      "With x-ignore-shared, an entry carries the block's be64 guest-physical address."),
  /** RAM-032. */
  MAPPED_RAM(
      "RAM-032",
      Level.MUST,
      Role.READER,
      "A reader that does not read mapped-ram refuses a stream that announces it."),

  // Mapped-ram files
  /** MAP-001. */
  MAP_HEADER(
      "MAP-001",
      Level.MUST,
      Role.BOTH,
      "With mapped-ram, each entry of the list ends with a header of 28 bytes, of version 1."),
  /** MAP-002. */
  MAP_PAGE_SIZE(
      "MAP-002", Level.MUST, Role.BOTH, "The header's page size is the page size in force."),
  /** MAP-003. */
  MAP_ALIGNED("MAP-003", Level.MUST, Role.BOTH, "The pages start at a multiple of the page size."),
  /** MAP-004. */
  MAP_PLACES(
      "MAP-004",
      Level.MUST,
      Role.BOTH,
      "The bitmap stands after the header, and the pages after the bitmap."),
  /** MAP-005. */
  MAP_BITMAP(
      "MAP-005",
      Level.MUST,
      Role.BOTH,
      "The bitmap has one bit for each page; bits after the last page's are clear."),
  /** MAP-006. */
  MAP_PAGES(
      "MAP-006",
      Level.MUST,
      Role.READER,
      "A page whose bit is set is what stands at its place; any other is zero."),
  /** MAP-007. */
  MAP_NEXT(
      "MAP-007",
      Level.MUST,
      Role.BOTH,
      "The stream goes on where the place of the block's last page ends."),
  /** MAP-008. */
  MAP_RECORDS(
      "MAP-008",
      Level.MUST,
      Role.BOTH,
      "With mapped-ram, the ram section's records are MEM_SIZE and EOS."),
  /** MAP-009. */
  MAP_LEFT_OUT(
      "MAP-009",
      Level.MUST,
      Role.BOTH,
      "If x-ignore-shared leaves a block out, both of its offsets are 0, and the next entry follows."),
  /** MAP-010. */
  MAP_ORDER(
      "MAP-010",
      Level.MUST,
      Role.READER,
      "A reader takes the byte order of words that leaves all bits after a block's last page clear."),
  /** MAP-011. */
  MAP_ORDER_OPEN(
      "MAP-011",
      Level.MAY,
      Role.READER,
      "A reader may tell the byte order by the pages; if nothing tells it, the reader may refuse the file."),
  /** MAP-012. */
  MAP_BITMAP_BOUND(
      "MAP-012", Level.MAY, Role.READER, "A reader may bound how much of a bitmap it holds."),
  /** MAP-013. */
  MAP_ORIGIN("MAP-013", Level.MUST, Role.BOTH, "The offsets count from the file's first byte."),

  // Page records
  /** RAM-040. */
  ZERO_RECORD("RAM-040", Level.MUST, Role.BOTH, "ZERO carries one fill byte."),
  /** RAM-041. */
  ZERO_BYTE("RAM-041", Level.MUST, Role.WRITER, "A writer sets the fill byte to 00."),
  /** RAM-042. */
  ZERO_FILL(
      "RAM-042",
      Level.MUST,
      Role.READER,
      "ZERO fills the page with the fill byte, whatever it is."),
  /** RAM-045. */
  PAGE_RECORD(
      "RAM-045", Level.MUST, Role.BOTH, "PAGE carries the page's bytes, as many as the page size."),
  /** RAM-050. */
  XBZRLE_ENCODING("RAM-050", Level.MUST, Role.BOTH, "XBZRLE carries the encoding byte 01 first."),
  /** RAM-051. */
  XBZRLE_LENGTH(
      "RAM-051", Level.MUST, Role.BOTH, "Then be16 the delta's length, at most the page size."),
  /** RAM-052. */
  XBZRLE_DELTA("RAM-052", Level.MUST, Role.BOTH, "Then a delta by the XBZ clauses."),
  /** RAM-053. */
  XBZRLE_BASE(
      "RAM-053",
      Level.MUST,
      Role.BOTH,
      "The delta's base is the page as the stream's earlier records left it, or else as memory held it before the stream."),
  /** RAM-054. */
  XBZRLE_BEFORE_POSTCOPY(
      "RAM-054", Level.MUST, Role.WRITER, "No XBZRLE record follows the command POSTCOPY_RUN."),
  /** RAM-060. */
  COMPRESS_LENGTH(
      "RAM-060",
      Level.MUST,
      Role.BOTH,
      "COMPRESS_PAGE carries be32 the payload's length, 1 to zlib's bound for a page."),
  /** RAM-061. */
  COMPRESS_ZLIB(
      "RAM-061",
      Level.MUST,
      Role.BOTH,
      "The payload is one complete zlib stream (RFC 1950) with the right checksum."),
  /** RAM-062. */
  COMPRESS_ONE_PAGE("RAM-062", Level.MUST, Role.BOTH, "The payload inflates to exactly one page."),
  /** RAM-063. */
  COMPRESS_NOTHING_BEHIND(
      "RAM-063", Level.MUST, Role.BOTH, "No byte follows the zlib stream inside the payload."),
  /** RAM-064. */
  COMPRESS_BEFORE_EOS(
      "RAM-064",
      Level.MUST,
      Role.READER,
      "Every payload is applied before a reader acts on the section's end."),

  // Other records
  /** RAM-070. */
  EOS_RECORD(
      "RAM-070",
      Level.MUST,
      Role.BOTH,
      "EOS is be64 10 and closes every payload of the ram section."),
  /** RAM-071. */
  EOS_BARE(
      "RAM-071",
      Level.MUST,
      Role.BOTH,
      "EOS, HOOK and MULTIFD_FLUSH have a zero address; EOS and MULTIFD_FLUSH carry nothing."),
  /** RAM-072. */
  START_LIST_ONLY(
      "RAM-072",
      Level.SHOULD,
      Role.WRITER,
      "The START payload holds the list and EOS, and no page."),
  /** RAM-073. */
  EMPTY_PAYLOAD("RAM-073", Level.MAY, Role.WRITER, "A payload after START may hold EOS alone."),
  /** RAM-080. */
  HOOK_NEEDS_HANDLER(
      "RAM-080",
      Level.MUST,
      Role.READER,
      "HOOK hands the stream to a transport's hook; a reader without one refuses it."),
  /** RAM-090. */
  MULTIFD_FLUSH(
      "RAM-090",
      Level.MUST,
      Role.READER,
      "MULTIFD_FLUSH changes no memory, and a reader of the main channel skips it."),
  /** RAM-091. */
  MULTIFD_PAGES(
      "RAM-091",
      Level.MUST,
      Role.READER,
      "A reader of the main channel refuses a stream with MULTIFD_FLUSH that lacks a page of a listed block."),
  /** RAM-092. */
  MULTIFD_MAIN(
      "RAM-092",
      Level.MUST,
      Role.READER,
      "A reader refuses a stream that lacks a page, holds devices, and has no record that brings content."),
  /** RAM-093. */
  DISCARDED_PAGES(
      "RAM-093",
      Level.MUST,
      Role.READER,
      "A page that POSTCOPY_RAM_DISCARD names comes again after it."),
  /** RAM-094. */
  MEMORY_WHOLE(
      "RAM-094",
      Level.SHOULD,
      Role.READER,
      "The destination of a live migration refuses a stream that lacks pages, unless that was announced."),

  // XBZRLE
  /** XBZ-001. */
  DELTA_RUNS(
      "XBZ-001",
      Level.MUST,
      Role.BOTH,
      "A delta is a sequence of runs: zrun length, nzrun length, nzrun bytes."),
  /** XBZ-002. */
  DELTA_ULEB(
      "XBZ-002", Level.MUST, Role.BOTH, "A run length is unsigned LEB128 in one or two bytes."),
  /** XBZ-003. */
  DELTA_ULEB_SHORTEST("XBZ-003", Level.MUST, Role.WRITER, "A run length takes the fewest bytes."),
  /** XBZ-004. */
  DELTA_ULEB_LONG(
      "XBZ-004",
      Level.MUST,
      Role.READER,
      "A reader takes a two-byte run length whose second byte is 00."),
  /** XBZ-005. */
  DELTA_ZRUN_ZERO("XBZ-005", Level.MUST, Role.BOTH, "Only the first zrun may be 0."),
  /** XBZ-006. */
  DELTA_ZRUN_IN_PAGE("XBZ-006", Level.MUST, Role.BOTH, "A zrun does not pass the page's end."),
  /** XBZ-007. */
  DELTA_NZRUN_POSITIVE("XBZ-007", Level.MUST, Role.BOTH, "An nzrun is at least 1."),
  /** XBZ-008. */
  DELTA_NZRUN_IN_PAGE("XBZ-008", Level.MUST, Role.BOTH, "An nzrun does not pass the page's end."),
  /** XBZ-009. */
  DELTA_NZRUN_IN_DELTA("XBZ-009", Level.MUST, Role.BOTH, "An nzrun's bytes lie inside the delta."),
  /** XBZ-010. */
  DELTA_ENDS_WITH_BYTES(
      "XBZ-010", Level.MUST, Role.BOTH, "A delta ends with an nzrun's bytes, never after a zrun."),
  /** XBZ-011. */
  DELTA_EMPTY("XBZ-011", Level.MUST, Role.READER, "An empty delta leaves the page as it is."),
  /** XBZ-012. */
  DELTA_ALL_OR_NOTHING(
      "XBZ-012",
      Level.SHOULD,
      Role.READER,
      "A delta that breaks a clause leaves the page as it was."),
  /** XBZ-020. */
  ENCODE_MAXIMAL_RUNS(
      "XBZ-020",
      Level.SHOULD,
      Role.WRITER,
      "Runs are maximal: a zrun ends at a differing byte, an nzrun at an equal one or the page's end."),
  /** XBZ-021. */
  ENCODE_UNCHANGED(
      "XBZ-021",
      Level.MUST,
      Role.WRITER,
      "No empty delta is written: an unchanged page needs no record."),
  /** XBZ-022. */
  ENCODE_OVERFLOW(
      "XBZ-022",
      Level.MUST,
      Role.WRITER,
      "If a delta would be longer than a page or than 65535 bytes, the writer gives it up, and the page goes whole."),
  /** XBZ-023. */
  ENCODE_PAGE_SIZE(
      "XBZ-023",
      Level.MUST,
      Role.WRITER,
      "XBZRLE is written for page sizes of 1 KiB to 8 KiB only."),
  /** XBZ-030. */
  CACHE_SLOT(
      "XBZ-030",
      Level.MAY,
      Role.WRITER,
      "A writer keeps each page's content in one slot, found from the page's number modulo a power of two."),
  /** XBZ-031. */
  CACHE_AGE(
      "XBZ-031",
      Level.MAY,
      Role.WRITER,
      "A page that was looked up or stored less than two bitmap syncs ago keeps its slot against other pages."),
  /** XBZ-032. */
  CACHE_RESIZE(
      "XBZ-032",
      Level.MAY,
      Role.WRITER,
      "A cache whose size changes to another power of two drops its contents, and it refuses a size below a page."),

  // Limits
  /** LIM-001. */
  LIMIT_BLOCKS(
      "LIM-001",
      Level.MUST,
      Role.READER,
      "A reader bounds how many blocks a list may name before it stores them."),
  /** LIM-002. */
  LIMIT_RAM_BYTES(
      "LIM-002",
      Level.MUST,
      Role.READER,
      "A reader bounds the memory that a list may claim before it provides any."),
  /** LIM-003. */
  LIMIT_VMDESC(
      "LIM-003",
      Level.MUST,
      Role.READER,
      "A reader bounds the description's length before it stores it."),
  /** LIM-004. */
  LIMIT_CONFIGURATION(
      "LIM-004",
      Level.MUST,
      Role.READER,
      "A reader bounds the configuration's length and count of capabilities before it stores them."),
  /** LIM-005. */
  LIMIT_SECTIONS(
      "LIM-005", Level.MUST, Role.READER, "A reader bounds how many sections' names it keeps."),
  /** LIM-006. */
  LIMIT_VMDESC_SHAPE(
      "LIM-006",
      Level.MAY,
      Role.READER,
      "A reader may bound how deep a description is nested, and how long a number in it is."),
  /** LIM-007. */
  LIMIT_CONTAINER(
      "LIM-007",
      Level.MAY,
      Role.READER,
      "A reader that keeps a container to write it again may bound how long it is.");

  /** How binding a clause is, in the sense of RFC 2119. */
  public enum Level {
    /** An absolute requirement. */
    MUST,
    /** A requirement that may be left aside for a stated reason. */
    SHOULD,
    /** A freedom that the other side has to expect. */
    MAY
  }

  /** Whom a clause binds. */
  public enum Role {
    /** The side that reads a stream. */
    READER,
    /** The side that writes a stream. */
    WRITER,
    /** Both sides: a writer complies, a reader refuses what does not. */
    BOTH
  }

  private static final Map<String, Clause> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Clause::id, Function.identity()));

  private final String id;
  private final Level level;
  private final Role role;
  private final String summary;

  Clause(String id, Level level, Role role, String summary) {
    this.id = id;
    this.level = level;
    this.role = role;
    this.summary = summary;
  }

  /**
   * Returns the id as the page and every error message spell it.
   *
   * @return an id such as {@code RAM-012}
   */
  public String id() {
    return id;
  }

  /**
   * Returns where the clause stands in the specification.
   *
   * @return a path in this repository with the clause's anchor, such as {@code
   *     format-spec/ram-stream.md#RAM-012}
   */
  public String address() {
    return "format-spec/ram-stream.md#" + id;
  }

  /**
   * Returns how binding the clause is.
   *
   * @return the level
   */
  public Level level() {
    return level;
  }

  /**
   * Returns whom the clause binds.
   *
   * @return the role
   */
  public Role role() {
    return role;
  }

  /**
   * Returns the clause's summary sentence, as the page has it.
   *
   * @return one sentence
   */
  public String summary() {
    return summary;
  }

  /**
   * Finds a clause by its id.
   *
   * @param id an id such as {@code RAM-012}
   * @return the clause, or empty if no clause has that id
   */
  public static Optional<Clause> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
