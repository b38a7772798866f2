package org.ramwire.conformance.stream.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What a stream holds, as a value: the content of {@code inspect --json}.
 *
 * @param container the elements around the ram section
 * @param pageSizeBytes the page size in force
 * @param blocks the RAM blocks in the list's order
 * @param records records and bytes by kind
 * @param compression wire bytes against page bytes
 * @param mapped the pages of a mapped-ram file; null if there are none
 * @param rounds the rounds in order, the first thousand of them
 * @param roundCount how many rounds there are; -1 if there are too many pages to tell
 * @param deviceSections the sections that are not ram, the first thousand of them
 * @param warnings what a person should know
 * @param memoryEnded whether the end of memory has been read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamReport(
    Container container,
    int pageSizeBytes,
    List<Block> blocks,
    List<Kind> records,
    Compression compression,
    @JsonInclude(JsonInclude.Include.NON_NULL) Mapped mapped,
    List<Rounds.Round> rounds,
    long roundCount,
    List<Device> deviceSections,
    List<Warning> warnings,
    boolean memoryEnded) {

  /**
   * The elements around the ram section.
   *
   * @param bytes the stream's length, without bytes after its end; of a stream that broke off, how
   *     far it could be read
   * @param libvirtFormat the format of the virsh save file around the stream, or null
   * @param machine the configuration's machine name, or null if there is no configuration
   * @param capabilities the announced capabilities
   * @param uuid the announced UUID in hex, or null
   * @param footers whether sections have footers
   * @param unfinished the section in which the stream broke off, or null
   * @param ramSectionId the ram section's id, or null if there is none
   * @param ramSections how many START, PART, END and FULL the ram section has
   * @param deviceSections how many sections are not ram; 0 where they are opaque
   * @param opaqueBytes the length of device sections that could not be told apart, or null
   * @param commands commands by name
   * @param vmdescBytes the description's length, or null if there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Container(
      long bytes,
      String libvirtFormat,
      String machine,
      List<String> capabilities,
      String uuid,
      boolean footers,
      String unfinished,
      Long ramSectionId,
      Map<String, Long> ramSections,
      long deviceSections,
      Long opaqueBytes,
      Map<String, Long> commands,
      Integer vmdescBytes) {}

  /**
   * A RAM block.
   *
   * @param index position in the list
   * @param idstr the name
   * @param lengthBytes the used length
   * @param pageRecords how many page records concern it
   * @param pagesCame how many different pages they concern
   * @param pagesMissing how many pages none concerns
   */
  public record Block(
      int index,
      String idstr,
      long lengthBytes,
      long pageRecords,
      long pagesCame,
      long pagesMissing) {}

  /**
   * Records of one kind.
   *
   * @param kind the kind's name
   * @param records how many
   * @param bytes what they take on the wire
   */
  public record Kind(String kind, long records, long bytes) {}

  /**
   * Wire bytes against page bytes.
   *
   * @param pageRecords page records of all kinds
   * @param pageBytes what their pages take in memory
   * @param wireBytes what the records take on the wire
   * @param ratio page bytes over wire bytes; 0 if there is no record
   * @param pagesNeverSent pages of the blocks that no record concerns
   */
  public record Compression(
      long pageRecords, long pageBytes, long wireBytes, double ratio, long pagesNeverSent) {}

  /**
   * The pages of a mapped-ram file, which are in no record.
   *
   * @param pages pages that have a place in the file
   * @param zeroPages pages that have none and are zero; known when memory has ended
   */
  public record Mapped(long pages, long zeroPages) {}

  /**
   * A section that is not ram.
   *
   * @param name the section's name
   * @param instance the instance
   * @param version the version
   * @param offset where it starts
   * @param payloadBytes its payload's length
   * @param end how its end is known: grammar, description or search
   */
  public record Device(
      String name, long instance, long version, long offset, long payloadBytes, String end) {}

  /**
   * Something that a person should know.
   *
   * @param clause the clause's id
   * @param offset where
   * @param message one sentence
   */
  public record Warning(String clause, long offset, String message) {}
}
