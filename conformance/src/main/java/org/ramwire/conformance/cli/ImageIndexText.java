package org.ramwire.conformance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ImageIndex;

/** What people are told of images that have been written. */
final class ImageIndexText {

  private static final int MAX_NAMED = 8;

  private final ImageIndex index;

  ImageIndexText(ImageIndex index) {
    this.index = index;
  }

  /** Names the blocks of which something is missing. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    List<ImageIndex.Image> none =
        index.blocks().stream().filter(image -> image.file() == null).toList();
    if (!none.isEmpty()) {
      warnings.add(
          "no page of "
              + none.size()
              + " block(s) came, so there is no image of: "
              + named(none, image -> image.idstr() + " (" + image.reason() + ")"));
    }
    List<ImageIndex.Image> some =
        index.blocks().stream()
            .filter(image -> image.file() != null && image.pagesMissing() > 0)
            .toList();
    if (!some.isEmpty()) {
      long missing = some.stream().mapToLong(ImageIndex.Image::pagesMissing).sum();
      warnings.add(
          "the stream has no record of "
              + missing
              + " page(s), whose bytes are zero: "
              + named(some, image -> image.pagesMissing() + " of " + image.idstr()));
    }
    return warnings;
  }

  private static String named(
      List<ImageIndex.Image> images, Function<ImageIndex.Image, String> text) {
    List<String> names = new ArrayList<>();
    for (ImageIndex.Image image : images.subList(0, Math.min(MAX_NAMED, images.size()))) {
      names.add(OneLine.of(text.apply(image)));
    }
    if (images.size() > MAX_NAMED) {
      names.add((images.size() - MAX_NAMED) + " more");
    }
    return String.join(", ", names);
  }

  /** Tells what a stream that broke off leaves to be desired. */
  String loss() {
    if (index.guessed()) {
      return "memory is not certain: the end of a section was guessed, so any page may hold a"
          + " device's bytes; see "
          + ExtractedMemory.INDEX_NAME;
    }
    if (index.memoryComplete()) {
      return "memory is complete, devices are not: the input broke off after the end of memory";
    }
    if (index.memoryEnded()) {
      return "memory is incomplete: its end came, but "
          + index.pagesMissing()
          + " page(s) did not; see "
          + ExtractedMemory.INDEX_NAME;
    }
    return "memory is incomplete: the input broke off before its end; "
        + pages()
        + " came, and any of them may be older than the guest's last; see "
        + ExtractedMemory.INDEX_NAME;
  }

  /** Tells what has been written, in one line. */
  String summary() {
    long images = index.blocks().stream().filter(image -> image.file() != null).count();
    long bytes = index.blocks().stream().mapToLong(ImageIndex.Image::lengthBytes).sum();
    String all = index.blocks().size() + " block(s), " + Sizes.show(bytes);
    if (images < index.blocks().size()) {
      all += ", " + images + " image(s)";
    }
    if (index.error() == null) {
      return all;
    }
    if (index.guessed()) {
      return all + ", MEMORY NOT CERTAIN: it rests on a guess; " + pages() + " came";
    }
    return index.memoryComplete()
        ? all + ", memory complete, DEVICES CUT"
        : all + ", MEMORY INCOMPLETE: the input broke off; " + pages() + " came";
  }

  private String pages() {
    long came = index.pagesCame();
    return (index.pagesExact() ? "" : "at least ")
        + came
        + " of "
        + (came + index.pagesMissing())
        + " page(s)";
  }
}
