package org.ramwire.conformance.harness.junit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.MemoryImage;

/**
 * What a decoder is given: a stream, and what a receiver knows beforehand.
 *
 * @param caseId the case's id, for messages
 * @param profile {@code ram-only}: a file of header, ram section and EOF; {@code migration}: any
 *     migration file; {@code body}: the ram section's payloads alone
 * @param pageSizeBytes the page size in force
 * @param blocks the receiver's own blocks
 * @param needs the features that the stream uses
 * @param stream the stream, the caller's to keep
 */
public record DecoderTask(
    String caseId,
    String profile,
    int pageSizeBytes,
    List<Block> blocks,
    SortedSet<String> needs,
    byte[] stream) {

  /**
   * A block of the receiver's.
   *
   * @param name the idstr, from UTF-8
   * @param before its bytes before the stream, as many as the block has, the caller's to change
   */
  public record Block(String name, byte[] before) {}

  static DecoderTask of(ConformanceCase one) {
    CaseSetup setup = one.setup();
    List<Block> blocks =
        setup.blocks().stream()
            .map(
                block ->
                    new Block(
                        new String(block.idstr().bytes(), StandardCharsets.UTF_8),
                        bytes(
                            setup
                                .before()
                                .getOrDefault(
                                    block.index(), MemoryImage.zero(block.usedLength())))))
            .toList();
    return new DecoderTask(
        one.id(),
        setup.profile().label(),
        setup.pageSize().bytes(),
        blocks,
        setup.needs(),
        one.stream().toArray());
  }

  /** Returns an image of less than 2 GiB as bytes. */
  static byte[] bytes(MemoryImage image) {
    byte[] content = new byte[Math.toIntExact(image.lengthBytes())];
    image.copy(0, content, content.length);
    return content;
  }
}
