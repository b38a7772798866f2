package org.ramwire.conformance.stream.images;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;
import org.ramwire.receiver.LoadReport;
import org.ramwire.receiver.store.FileMemory;

/**
 * The content of {@code blocks.json}, as {@code schemas/blocks.schema.json} describes it.
 *
 * @param format what the document is
 * @param complete whether the stream was read through its end without a fault
 * @param memoryEnded whether the end of the ram section was read, so that nothing of memory was to
 *     follow
 * @param memoryComplete whether memory is all there: it has ended, and no page of a block is
 *     missing
 * @param guessed whether some page came from a piece of the stream that only a guess opened
 * @param pagesExact false if the counts of pages are bounds: at least so many came
 * @param machine the configuration's machine name, or null
 * @param pageSizeBytes the page size in force
 * @param error what the stream broke off with; null if it is complete
 * @param blocks the blocks by index
 */
public record ImageIndex(
    Format format,
    boolean complete,
    boolean memoryEnded,
    boolean memoryComplete,
    boolean guessed,
    boolean pagesExact,
    String machine,
    int pageSizeBytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) StreamFault error,
    List<Image> blocks) {

  /** The name of the form. */
  public static final String FORMAT_NAME = "ramwire-blocks";

  /** The form's version; before it had one, the document was an array of images. */
  public static final int FORMAT_VERSION = 1;

  static final Format FORMAT = new Format(FORMAT_NAME, FORMAT_VERSION);

  /**
   * What a document is.
   *
   * @param name {@link #FORMAT_NAME}
   * @param version changes when a reader of the form before would be misled
   */
  public record Format(String name, int version) {}

  /**
   * One block.
   *
   * @param index position in the stream's list
   * @param idstr the block's name, with what is not plain text escaped
   * @param idstrHex the name's bytes in hex where something is escaped; else null
   * @param lengthBytes the used length, and the image's
   * @param pagesCame how many different pages some record concerned
   * @param pagesMissing how many none did; they are zero in the image
   * @param file the image's name in the directory; null if no page came
   * @param reason why there is no image; null if there is one
   * @param sha256 of the image, in hex, or null
   */
  public record Image(
      int index,
      String idstr,
      @JsonInclude(JsonInclude.Include.NON_NULL) String idstrHex,
      long lengthBytes,
      long pagesCame,
      long pagesMissing,
      String file,
      @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) String sha256) {

    Image withSha256(String hash) {
      return new Image(
          index, idstr, idstrHex, lengthBytes, pagesCame, pagesMissing, file, reason, hash);
    }
  }

  /**
   * Describes memory that has come whole from somewhere else than a stream.
   *
   * @param pageSize the page size
   * @param blocks its blocks
   * @return an index whose images have all their pages
   */
  public static ImageIndex whole(PageSize pageSize, List<RamBlock> blocks) {
    List<Image> images = new ArrayList<>();
    for (RamBlock block : blocks) {
      long pages = block.usedLength() / pageSize.bytes();
      images.add(image(block, pages, 0, null));
    }
    return new ImageIndex(
        FORMAT, true, true, true, false, true, null, pageSize.bytes(), null, images);
  }

  static Image image(RamBlock block, long came, long missing, String reason) {
    return new Image(
        block.index(),
        block.idstr().toString(),
        block.idstr().isPlain() ? null : HexFormat.of().formatHex(block.idstr().bytes()),
        block.usedLength(),
        came,
        missing,
        reason == null ? FileMemory.imageName(block.index()) : null,
        reason,
        null);
  }

  /** Describes what a stream has brought. */
  public static ImageIndex of(StreamFacts facts, LoadReport report, StreamFault error) {
    List<Image> images = new ArrayList<>();
    for (RamBlock block : report.blocks()) {
      long came = report.pagesCame(block);
      images.add(
          image(block, came, report.pagesMissing(block), came > 0 ? null : facts.reasonOfNone()));
    }
    images.sort(Comparator.comparingInt(Image::index));
    return new ImageIndex(
        FORMAT,
        error == null,
        report.memoryEnded(),
        // What only a guess leads to, in a stream that was refused, is not known to be the memory.
        report.memoryEnded() && report.pagesNeverSent() == 0 && (error == null || !facts.guessed()),
        facts.guessed(),
        report.pagesExact(),
        facts.machine(),
        facts.pageSize().bytes(),
        error,
        images);
  }

  /**
   * Returns how many pages came.
   *
   * @return the sum over the blocks
   */
  public long pagesCame() {
    return blocks.stream().mapToLong(Image::pagesCame).sum();
  }

  /**
   * Returns how many pages are missing.
   *
   * @return the sum over the blocks
   */
  public long pagesMissing() {
    return blocks.stream().mapToLong(Image::pagesMissing).sum();
  }

  ImageIndex withBlocks(List<Image> images) {
    return new ImageIndex(
        format,
        complete,
        memoryEnded,
        memoryComplete,
        guessed,
        pagesExact,
        machine,
        pageSizeBytes,
        error,
        images);
  }

  String toJson() throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    return mapper.writeValueAsString(this) + System.lineSeparator();
  }
}
